"""Step 5, what was hard: the item analysis of a lesson, who may be stuck, and lessons by week."""

from __future__ import annotations

from dataclasses import replace

from flask import redirect, render_template, request, url_for
from markupsafe import Markup

from champions.desk import item_analysis, spoken, their_language, weeks
from champions.desk.page import MOST_LISTED, Answer, Page
from champions.desk.state import Desk, this_desk
from champions.questions import Question
from champions.sentences.told import FIRST, later

PAGE = Page("item_analysis", __name__, link=later("What was hard"), step=5)


@PAGE.get("/item-analysis")
def show() -> Answer:
    """Question by question how a lesson went, who may be stuck, and lessons finished by week."""
    desk = this_desk()
    rows = desk.board.rows()
    with_marks = {module for _, module in desk.marked()}
    modules = [one for one in desk.course.modules if one in with_marks]
    wanted = request.args.get("lesson", modules[-1] if modules else "")
    return render_template(
        "item_analysis.html",
        modules=modules,
        wanted=wanted,
        items=_items(desk, wanted) if wanted in modules else [],
        stuck=[
            (one, _to_send(desk, one)) for one in item_analysis.may_be_stuck(rows)[:MOST_LISTED]
        ],
        names=desk.names(),
        chart=weeks.chart(weeks.finished(rows, weeks.first_marked(desk.course))),
        for_statistics=item_analysis.FOR_STATISTICS,
    )


@PAGE.get("/hard")
def old_address() -> Answer:
    """The address that this page had until November 2026: somebody may have kept it."""
    return redirect(url_for("item_analysis.show", lesson=request.args.get("lesson")), 301)


def _items(desk: Desk, module: str) -> list[tuple[item_analysis.Item, str]]:
    """Each question of a lesson with how it went, in numbers and in words."""
    rows = desk.board.rows()
    questions = {one.id: one for one in desk.course.lesson(module).scheme.questions}
    found = item_analysis.by_question(rows[rows["module"] == module], questions)
    return [
        (
            replace(one, asked=desk.spoken.asked(module, one.question, one.asked)),
            item_analysis.in_words(one, _misses(questions[one.question])),
        )
        for one in found
    ]


def _to_send(desk: Desk, one: item_analysis.Stuck) -> Markup:
    """The sentence for somebody who may be stuck, in their language."""
    language = their_language.of_learner(desk.out, one.learner)
    with their_language.speaking_it(desk.course, language):
        said = one.sentence
    if said[:1] == FIRST:  # it is English, and says so
        return Markup(said)  # noqa: S704 - our own words
    here = spoken.in_language(language)
    return Markup("<span{}>{}</span>").format(here, said) if here else Markup(said)  # noqa: S704


def _misses(question: Question) -> dict[str, str]:
    return {miss.name: miss.name.replace("-", " ") for miss in question.misses}

"""Step 4, send back: the feedback pages that are new, a mail for each, and words for the group."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import partial

from flask import abort, current_app, render_template, request

from champions.desk import access, sending, their_language
from champions.desk.page import MOST_LISTED, Answer, Page, download, not_while_marking
from champions.desk.people import Person
from champions.desk.state import Desk, this_desk
from champions.sentences.told import later, told
from champions.trouble import Trouble

PAGE = Page("send", __name__, link=later("Send back"), step=4)


@dataclass(frozen=True)
class Letter:
    """A mail for one person: who they are, its words and their language, and the pages that go with it."""

    person: Person
    text: str
    pages: tuple[sending.FeedbackPage, ...]
    language: str


@PAGE.get("/send")
def show() -> Answer:
    """Feedback pages that are new, a mail for each, and a summary of the cohort."""
    desk = this_desk()
    every = sending.pages(desk.out, desk.ledger.sent_back())
    new = [one for one in every if one.is_new]
    each = [tuple(group) for _, group in itertools.groupby(new, key=lambda one: one.learner)]
    summaries = [
        sending.summary(group, desk.title(str(module)))
        for module, group in desk.board.rows().groupby("module")
    ]
    return render_template(
        "send.html",
        every=every,
        new=new,
        letters=_letters(desk, each[:MOST_LISTED]),
        more=max(0, len(each) - MOST_LISTED),
        summaries=summaries,
    )


def _letters(desk: Desk, each: list[tuple[sending.FeedbackPage, ...]]) -> list[Letter]:
    """A mail for each person, from the pages that go with it."""
    known = {one.code: one for one in desk.people()}
    steps, letters = desk.board.once("steps", sending.steps), []
    for pages in each:
        first = pages[0]
        person = known.get(first.learner, Person(first.learner))
        right = steps.get((first.learner, first.module)) if len(pages) == 1 else None
        language = their_language.of_page(first.path)
        titles = [their_language.title(desk.course, one.module, language) for one in pages]
        with their_language.speaking_it(desk.course, language):
            text = sending.letter(person.name, titles, right, person.preferred)
        letters.append(Letter(person, text, pages, language))
    return letters


@PAGE.post("/send")
@not_while_marking
def take_pages() -> Answer:
    """One zip with the feedback pages that are new, or with all of them."""
    desk = this_desk()
    every = sending.pages(desk.out, desk.ledger.sent_back())
    chosen = every if request.form.get("which") == "all" else [one for one in every if one.is_new]
    if not chosen:
        raise Trouble(
            told("There is no new feedback to send."), told("Mark first, or take every page.")
        )
    data = sending.packed(chosen, desk.people(), partial(their_language.speaking_it, desk.course))
    desk.ledger.note_sent_back({(one.learner, one.module): one.version for one in chosen})
    return download(data, "application/zip", "feedback.zip")


@PAGE.get("/feedback/<learner>/<module>")
def feedback(learner: str, module: str) -> Answer:
    """One feedback page as the champion sees it. It can do nothing here."""
    for one in sending.pages(this_desk().out, {}):
        if (one.learner, one.module) == (learner, module):
            shown = current_app.make_response(one.path.read_text(encoding="utf-8"))
            shown.headers["Content-Security-Policy"] = access.PAGE_POLICY
            return shown
    return abort(404)

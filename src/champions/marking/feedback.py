"""The page that a champion gets back: kind, question by question, safe to open anywhere.

A page is one file without scripts, pictures from elsewhere or links out. Whatever a learner wrote
is shown as text. It says what the lesson says about an answer, and nothing of the marking scheme.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from champions import templating
from champions.marking.results import CORE, EVIDENCE, STRETCH, Result, Row, is_unscored
from champions.questions.facets import facet
from champions.questions.page import SIGNS, answer_in_words, score_in_words
from champions.sentences import counted
from champions.sentences.told import told
from champions.style import sheet

#: Steps named under "What to try next", at most. More is a list, not advice.
NEXT_STEPS = 3


@dataclass(frozen=True)
class Item:
    """One question as the page shows it. All texts are plain; the template escapes them."""

    id: str
    kind: str
    ask: str
    sign: str
    state: str
    heading: str
    messages: tuple[str, ...]
    answer: tuple[str, ...]
    boxes: tuple[tuple[str, str], ...]
    drawing: Markup
    points: str
    reply: str


def page(result: Result) -> str:
    """The feedback page for one learner's lesson, as HTML."""
    style = _style()
    return templating.render(
        "champions.marking",
        "feedback.html",
        title=result.lesson.title,
        learner=result.learner,
        language=result.lesson.scheme.language,
        style=Markup(style),  # noqa: S704 - our own file
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        progress=progress(result),
        scores=_scores(result),
        next_steps=next_steps(result),
        items=[_item(row) for row in result.rows if not row.question.kept_back],
        kept_back=_kept_back_points(result),
    )


@cache
def _style() -> str:
    return sheet("champions.marking", "templates", "feedback.css")


# --- What stands at the top ----------------------------------------------------------------------


def progress(result: Result) -> str:
    """One sentence on how far the learner is.

    It counts what is done and never compares with anybody.
    """
    done, steps = result.steps()
    started = any(row.answer is not None for row in result.rows)
    if done == steps:
        return told("All {steps} steps are right. Well done.", steps=steps)
    if done:
        return told("{done} of {steps} steps are right so far.", done=done, steps=steps)
    if not_marked := sum(row.state == "open" for row in result.rows if row.part == CORE):
        return told(
            "The computer could not mark {not_marked} of the {steps} steps. Your trainer will look at them.",
            not_marked=not_marked,
            steps=steps,
        )
    if started:
        return told(
            "You have made a start. None of the {steps} steps is right yet, and that is fine.",
            steps=steps,
        )
    return told(
        "You have not started the {steps} steps yet. You can begin at any time.", steps=steps
    )


def _scores(result: Result) -> list[tuple[str, str]]:
    names = {
        CORE: told("Steps"),
        STRETCH: told("Stretch (extra)"),
        EVIDENCE: told("Project evidence"),
    }
    scores = []
    for part, name in names.items():
        if not result.out_of(part):
            continue
        waits = any(row.points is None for row in result.rows if row.part == part)
        points, out_of = result.points(part), result.out_of(part)
        if not waits:
            said = score_in_words(points, out_of)
        elif points == 0 and part == EVIDENCE:
            said = told("not read yet")
        else:
            said = counted(
                out_of,
                "{points:g} of 1 point so far",
                "{points:g} of {n:g} points so far",
                points=points,
            )
        scores.append((name, said))
    return scores


def next_steps(result: Result) -> list[tuple[str, str]]:
    """What to try next: a sentence and the id of the question it speaks of (or empty)."""
    todo = [
        row
        for row in result.rows
        if row.part == CORE and row.state not in {"right", "open"} and not row.question.kept_back
    ]
    steps = [(_invitation(row), row.question.id) for row in todo[:NEXT_STEPS]]
    steps += [
        (told("Write this piece for your project: {ask}", ask=row.question.ask), row.question.id)
        for row in result.rows
        if row.part == EVIDENCE
        and row.state in {"not tried", "started"}
        and len(steps) < NEXT_STEPS
    ]
    if steps:
        return steps
    stretch = [row for row in result.rows if row.part == STRETCH and row.state != "right"]
    if stretch:
        return [(told("If you like, try the stretch step. It is extra."), stretch[0].question.id)]
    return [
        (told("Go on to the next lesson when you are ready. Tell somebody what you found."), "")
    ]


def _invitation(row: Row) -> str:
    if row.state in {"started", "nearly"}:
        return told("Finish this step: {ask}", ask=row.question.ask)
    if row.state == "not tried":
        return told("Start here: {ask}", ask=row.question.ask)
    return told("Look again at this step: {ask}", ask=row.question.ask)


# --- One question ---------------------------------------------------------------------------------


def _item(row: Row) -> Item:
    question = row.question
    return Item(
        id=question.id,
        kind=question.label,
        ask=question.ask,
        sign=SIGNS.get(row.state, "…"),
        state=row.state.replace(" ", "-"),
        heading=_heading(row),
        messages=_messages(row),
        answer=answer_in_words(question, row.answer),
        boxes=question.boxes_of(row.answer),
        drawing=Markup(facet(question, "page.drawing")(question, row.answer)),  # noqa: S704 - our own
        points=_points(row),
        reply=row.reply,
    )


def _heading(row: Row) -> str:
    question = row.question
    if row.state == "open":
        return told("Not marked yet")
    if not question.read_by_person or row.feedback.state == "not tried":
        return row.feedback.heading
    if row.waits:
        return told("Your trainer will read this")
    if row.by_person is not None or row.reply:
        return told("Your trainer has read this")
    return row.feedback.heading


def _messages(row: Row) -> tuple[str, ...]:
    question = row.question
    if row.state == "open":
        return (told("This step could not be marked by the computer. A person will look at it."),)
    said = question.said_when_back(row.feedback, row.by_person)
    if question.marked and row.by_person is not None and row.by_person != row.feedback.points:
        return (*said, told("Your trainer looked at this step and set the points."))
    return said


def _points(row: Row) -> str:
    if is_unscored(row.question) or row.points is None:
        return ""
    if row.part == EVIDENCE and row.by_person is None:
        return ""
    return score_in_words(row.points, row.out_of)


def _kept_back_points(result: Result) -> str:
    rows = [row for row in result.rows if row.question.kept_back]
    if not rows:
        return ""
    given, most = sum(row.points or 0 for row in rows), sum(row.out_of for row in rows)
    return score_in_words(given, most)

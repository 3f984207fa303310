"""On paper: boxes to write in; for trainers the levels."""

from __future__ import annotations

from html import escape

from champions.questions.base.paper import bullets, line
from champions.questions.words.question import Words
from champions.sentences.told import retold, tell

#: Height of a box on the screen to lines on paper; more than so many lines may go over a page's end.
_LINES, _MANY = {1: 2, 2: 3}, 5
_MOST_LINES = 18


def to_fill_in(question: Words) -> str:
    """The form to fill in by hand, as HTML."""
    return "".join(
        f'<div class="box"><p>{escape(retold(label))}</p>{line() * _LINES.get(question.rows, _MANY)}</div>'
        for label in question.boxes.values()
    )


def told(question: Words) -> str:
    """For trainers: what each level means."""
    if not question.rubric:
        return ""
    levels = bullets(f"{level.points}: {escape(level.anchor)}" for level in question.rubric)
    return f'<div class="told"><p class="head">{tell("Levels:")}</p>{levels}</div>'


def is_long(question: Words) -> bool:
    """True when it may need more than a page, and can be cut between its boxes."""
    return len(question.boxes) * _LINES.get(question.rows, _MANY) > _MOST_LINES

"""On paper: the list with boxes to tick, and lines to write on; for trainers an example."""

from __future__ import annotations

from html import escape

from champions.questions.base.paper import bullets, line, worked
from champions.questions.written.question import Written
from champions.sentences.told import tell

_LINES = 5


def to_fill_in(question: Written) -> str:
    """The form to fill in by hand, as HTML: who has written ticks the list for themselves."""
    line_of = tell("line ___")
    points = bullets(f"☐ {escape(point)} ({line_of})" for point in question.checks.values())
    then = tell("Then tick what your text has, and write which of your lines says it:")
    return f'<div class="box">{line() * _LINES}</div><p>{then}</p>{points}'


def told(question: Written) -> str:
    """For trainers: an example, and what the course looks for."""
    if question.kept_back:
        return ""
    points = bullets(escape(point) for point in question.checks.values())
    return (
        f'<div class="told"><p class="head"><strong>{tell("One text that meets the list; others do too:")}</strong></p>'
        f"<p>{escape(str(question.right_answer()))}</p>"
        f'<p class="head"><strong>{tell("The list:")}</strong></p>{points}'
        f"<p>{worked(question.step)}</p></div>"
    )

"""On paper: the list with boxes to tick, and lines to write on; for trainers an example."""

from __future__ import annotations

from html import escape

from champions.questions.base.paper import bullets, line
from champions.questions.written.question import Written

_LINES = 5


def to_fill_in(question: Written) -> str:
    """The form to fill in by hand, as HTML: who has written ticks the list for themselves."""
    points = bullets(f"☐ {escape(point)}" for point in question.checks.values())
    return f'<div class="box">{line() * _LINES}</div><p>Then tick what your text has:</p>{points}'


def told(question: Written) -> str:
    """For trainers: an example, and what the course looks for."""
    if question.kept_back:
        return ""
    points = bullets(escape(point) for point in question.checks.values())
    return (
        '<div class="told"><p class="head"><strong>One text that meets the list; others do too:</strong></p>'
        f"<p>{escape(str(question.right_answer()))}</p>"
        f'<p class="head"><strong>The list:</strong></p>{points}'
        f"<p><strong>Worked:</strong> {escape(question.step)}</p></div>"
    )

"""On paper: a line for the number."""

from __future__ import annotations

from champions.questions.base.paper import line
from champions.questions.number.question import Number


def to_fill_in(_question: Number) -> str:
    """The form to fill in by hand, as HTML."""
    return f"<p>Your answer: {line()}</p>"

"""On paper: a line for the number."""

from __future__ import annotations

from champions.questions.base.paper import line
from champions.questions.number.question import Number
from champions.sentences.told import tell


def to_fill_in(_question: Number) -> str:
    """The form to fill in by hand, as HTML."""
    said = tell("Your answer: {line}", line=line())
    return f"<p>{said}</p>"

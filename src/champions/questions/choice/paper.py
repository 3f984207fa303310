"""On paper: boxes to tick."""

from __future__ import annotations

from champions.questions.base.paper import boxes_to_tick
from champions.questions.choice.question import Choice


def to_fill_in(question: Choice) -> str:
    """The form to fill in by hand, as HTML."""
    return boxes_to_tick(question.shown)

"""On paper: boxes to tick."""

from __future__ import annotations

from champions.questions.base.paper import boxes_to_tick
from champions.questions.pick.question import Pick
from champions.sentences.told import tell


def to_fill_in(question: Pick) -> str:
    """The form to fill in by hand, as HTML."""
    return f"<p>{tell('Tick all that apply.')}</p>" + boxes_to_tick(question.shown)

"""Answers of people who were asked twice, of a learner's own: pair them, count, and say it safely."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from champions.activities.your_turn.question import YourTurn, answer_for, read_words
from champions.questions.variants import Variant

POOL = "turn-pairs"


@dataclass(frozen=True, kw_only=True)
class PairsTurn(YourTurn):
    """Judge people who were asked twice: see :class:`YourTurn`."""

    pool = POOL
    words = read_words("turn_pairs")

    right: Any = field(default_factory=lambda: model_answer)


def right_for(number: int) -> dict[str, Any]:
    """The right answer to a variant."""
    asked = PairsTurn(id="", ask="", look="", step="", praise="")
    return answer_for(asked, Variant(POOL, number))


def model_answer() -> dict[str, Any]:
    """The answer of the worked lesson."""
    return right_for(2)

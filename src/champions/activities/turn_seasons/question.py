"""A chart of a learner's own that may hold a change, a season, or two ways of working."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from champions.activities.your_turn.question import YourTurn, answer_for, read_words
from champions.questions.variants import Variant

POOL = "turn-seasons"


@dataclass(frozen=True, kw_only=True)
class SeasonsTurn(YourTurn):
    """Judge two years in months, or weekdays and weekends: see :class:`YourTurn`."""

    pool = POOL
    words = read_words("turn_seasons")

    right: Any = field(default_factory=lambda: model_answer)


def right_for(number: int) -> dict[str, Any]:
    """The right answer to a variant."""
    asked = SeasonsTurn(id="", ask="", look="", step="", praise="")
    return answer_for(asked, Variant(POOL, number))


def model_answer() -> dict[str, Any]:
    """The answer of the worked lesson."""
    return right_for(2)

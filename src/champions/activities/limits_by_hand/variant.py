"""The sheets of ten numbers: how each variant is made, and the right number of each step."""

from __future__ import annotations

from typing import Any

from champions.activities.limits_by_hand.question import POOL, answer_for, of_seed
from champions.questions.variants import Variant

#: Sheets are numbered from 1; the seed that each grew from begins here, away from those of the first version.
_FIRST = 1_000_000


def make(number: int) -> dict[str, Any]:
    """Ten numbers, and what is right at each step; minutes, in decimals that are exact."""
    own = of_seed(_FIRST + number)
    truth = {
        "mean": round(own.mean, 1),
        "ranges": list(own.ranges),
        "mean_range": round(own.mean_range),
        "reach": round(own.reach, 2),
        "upper": round(own.upper, 2),
        "lower": round(own.lower, 2),
    }
    return {"values": list(own.values), "truth": truth}


def answer(number: int) -> dict[str, Any]:
    """The right answer to a variant."""
    return answer_for(Variant(POOL, number))

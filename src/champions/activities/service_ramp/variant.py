"""The made-up desks: how each variant is made, and what each change does in it.

A file holds the luck of each person as three figures, eight people a day, so that a test of any size reacts
in the same way wherever it is worked out: two figures say whether the person would miss, one whether a
change that troubles people troubles this one.
"""

from __future__ import annotations

from random import Random
from typing import Any

from champions.activities.service_ramp.model import A_DAY, CHANGES, EFFECTS, HELD, POOL
from champions.activities.service_ramp.question import answer_for
from champions.questions.variants import Variant


def make(number: int) -> dict[str, Any]:
    """What each change does (the truth), and the luck of each person."""
    # random() of the standard library gives the same row in each version, here and in a browser.
    chance = Random(61_000_000 + number)  # noqa: S311 - chance for a lesson, not for a secret
    left = list(EFFECTS)
    does = {change: left.pop(int(len(left) * chance.random())) for change in CHANGES}
    people = "".join(f"{int(1000 * chance.random()):03}" for _ in range(HELD * A_DAY))
    return {"people": people, "truth": does}


def answer(number: int) -> dict[str, Any]:
    """A right answer to a variant."""
    return answer_for(Variant(POOL, number))

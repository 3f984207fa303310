"""The luck of the marbles: how each variant is made."""

from __future__ import annotations

from random import Random
from typing import Any

from champions.activities.marbles.question import DROPS, LUCKS, WOBBLE


def make(number: int) -> dict[str, Any]:
    """How far chance moves each marble, across and along in whole mm, in each of some tries."""
    # random() of the standard library gives the same row in each version, here and in a browser.
    chance = Random(8_000_000 + number)  # noqa: S311 - chance for a lesson, not for a secret
    tries = [[[_wobble(chance), _wobble(chance)] for _ in range(DROPS)] for _ in range(LUCKS)]
    return {"wobbles": tries, "truth": {"closest": "1", "deviation": round(WOBBLE)}}


def _wobble(chance: Random) -> int:
    """Near a normal number: twelve added up have a deviation of 1."""
    return round(WOBBLE * (sum(chance.random() for _ in range(12)) - 6))

"""The days at the bowl: how each variant is made, and what each action does."""

from __future__ import annotations

from random import Random
from typing import Any

from champions.activities.beads.question import (
    BEADS,
    BETTER,
    MOST_DAYS,
    PADDLE,
    TRUTH,
    USUAL,
    VOLUNTEERS,
    model_answer,
)


def make(number: int) -> dict[str, Any]:
    """Red beads of each volunteer on each day, from the usual bowl and from the better one."""
    # random() of the standard library gives the same row in each version, here and in a browser.
    chance = Random(7_000_000 + number)  # noqa: S311 - chance for a lesson, not for a secret
    drawn = {
        bowl: [[_draw(chance, round(BEADS * share)) for _ in VOLUNTEERS] for _ in range(MOST_DAYS)]
        for bowl, share in (("usual", USUAL), ("better", BETTER))
    }
    return {**drawn, "truth": dict(TRUTH)}


def _draw(chance: Random, red: int) -> int:
    """How many of the beads on one paddle are red: each is taken from those that are left."""
    left, found = red, 0
    for taken in range(PADDLE):
        if int((BEADS - taken) * chance.random()) < left:
            left, found = left - 1, found + 1
    return found


def answer(number: int) -> dict[str, Any]:
    """The right answer to a variant."""
    return model_answer(number)

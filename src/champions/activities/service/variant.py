"""The made-up services: how each variant is made, and what each change does in it.

A file holds the luck of each week as whole numbers, so that weeks react to what a champion does in the
same way wherever they are worked out: how many people miss in each week, for each set of changes that
work in it, and by how many tenths of an hour the volunteers' hours are off.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from random import Random
from typing import Any

from champions.activities.service.question import (
    BEFORE,
    BOOKED,
    BUDGET,
    CHANGES,
    EFFECTIVE,
    FOUND,
    MODEL,
    POOL,
    YEARS,
    answer_for,
    share_missing,
    together,
)
from champions.questions.variants import Variant

_WEEKS = BEFORE + BUDGET


def make(number: int) -> dict[str, Any]:
    """What each change does (the truth), and the luck of the weeks of some years."""
    # random() of the standard library gives the same row in each version, here and in a browser.
    chance = Random(5_000_000 + number)  # noqa: S311 - chance for a lesson, not for a secret
    does = dict(zip(CHANGES, _shuffled(chance, list(FOUND)), strict=True))
    years = [
        [[int(1000 * chance.random()) for _ in range(BOOKED)] for _ in range(_WEEKS)]
        for _ in range(YEARS)
    ]
    # Chance belongs to the person: who would come anyway also comes when there is a change.
    missed = {}
    for working in _sets():
        share = share_missing(working)
        missed[together(working)] = [
            [sum(draw < share for draw in week) for week in year] for year in years
        ]
    wobbles = [[round(10 * _near_normal(chance)) for _ in range(_WEEKS)] for _ in range(YEARS)]
    return {"missed": missed, "wobbles": wobbles, "hours": dict(MODEL), "truth": does}


def _sets() -> Iterator[tuple[str, ...]]:
    for many in range(len(EFFECTIVE) + 1):
        yield from combinations(EFFECTIVE, many)


def _shuffled(chance: Random, words: list[str]) -> list[str]:
    """The words in another order, by random() alone: each order is as likely as any other."""
    return [words.pop(int(len(words) * chance.random())) for _ in range(len(words))]


def _near_normal(chance: Random) -> float:
    """About a normal number with a mean of 0 and a deviation of 1, by adding up alone."""
    return sum(chance.random() for _ in range(12)) - 6


def answer(number: int) -> dict[str, Any]:
    """The right answer to a variant."""
    return answer_for(Variant(POOL, number))

"""What the models of the charts and tables are made with: chance that is the same on every machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any


def near_normal(chance: Random) -> float:
    """About a normal number with a mean of 0 and a deviation of 1, by adding up alone."""
    return sum(chance.random() for _ in range(12)) - 6


def chosen(chance: Random, shares: Mapping[str, int]) -> str:
    """One of these, each as often as its number says."""
    names = [name for name, share in shares.items() for _ in range(share)]
    return names[int(chance.random() * len(names))]


def first_sound(
    seed: int, ways: Mapping[str, int], one: Callable[[Random, str], dict[str, Any] | None]
) -> dict[str, Any]:
    """The first variant of a way that chance chooses whose reading is not open to argument.

    Args:
        seed: what chance starts from: the same seed gives the same variant on every machine.
        ways: of a hundred variants, how many are made in each way.
        one: makes a variant of a way, or None where its reading would be open to argument.
    """
    chance = Random(seed)  # noqa: S311 - chance for a lesson, not for a secret
    way = chosen(chance, ways)
    while True:
        made = one(chance, way)
        if made is not None:
            return made


def without_right(
    near: Mapping[str, Mapping[str, Any]], right: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """The numbers of known slips, but for those that are right in this variant by chance."""
    return {
        part: {slip: value for slip, value in slips.items() if value != right[part]}
        for part, slips in near.items()
    }


def binomial(chance: Random, tries: int, share: float) -> int:
    """How many of so many tries come out, each by itself."""
    return sum(chance.random() < share for _ in range(tries))


def longest_row(values: Sequence[float], line: float) -> tuple[list[int], int]:
    """The longest row of dots on one side of a line, counted from 1, and its side; dots on it are skipped.

    >>> longest_row([5, 6, 7, 1, 4, 6], 4)
    ([1, 2, 3], 1)
    """
    best: list[int] = []
    row: list[int] = []
    side = best_side = 0
    for at, value in enumerate(values, 1):
        now = (value > line) - (value < line)
        if not now:
            continue
        row = [*row, at] if now == side else [at]
        side = now
        if len(row) > len(best):
            best, best_side = row, side
    return best, best_side

"""Part marks, by one rule for every kind: what is right earns its share, and knowing nothing earns none.

From the share that is right we take away what an answer that knows nothing would have right: all in one
group, every box ticked, no box ticked, the order as shown, every dot at one height. What is left is
stretched, so that all right is the whole. Things in groups are counted in two ways, and the better one
counts: each thing the same, and each group the same. See "Part marks" in docs/adopters/write-a-question.md.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

Thing = TypeVar("Thing", bound=Hashable)

#: The rule of this module, as a file of questions names it.
FAIR = "fair"
#: The rule of the first version of the course, for lessons that were begun with it.
FIRST = "first"


def above_guessing(share: float, guessed: float) -> float:
    """What a share is worth, from 0 to 1, when so much of it is right without knowing anything.

    >>> above_guessing(0.75, 0.5), above_guessing(0.3, 0.5), above_guessing(1, 1)
    (0.5, 0.0, 0.0)
    """
    return max(0.0, (share - guessed) / (1 - guessed)) if guessed < 1 else 0.0


def in_groups(
    homes: Mapping[Thing, str],
    placed: Mapping[Thing, str],
    at_home: Callable[[Thing, str], bool] | None = None,
) -> float:
    """What things in groups are worth, from 0 to 1.

    Args:
        homes: each thing with its group.
        placed: each thing with the group that it was put in; a blank is left out. Where nothing has a
            group of its own, nothing can be known.
        at_home: whether a group is right for a thing, where more than one may be.

    >>> homes = {"a": "x", "b": "x", "c": "y", "d": "y"}
    >>> in_groups(homes, dict.fromkeys(homes, "x")), in_groups(homes, {**homes, "d": "x"})
    (0.0, 0.5)
    """
    if not homes:
        return 0.0
    fits = at_home or (lambda thing, group: homes[thing] == group)
    groups = {
        group: [thing for thing in homes if homes[thing] == group] for group in homes.values()
    }

    def right(some: Iterable[Thing], answer: Mapping[Thing, str]) -> float:
        found = [thing in answer and fits(thing, answer[thing]) for thing in some]
        return sum(found) / len(found)

    def each_thing(answer: Mapping[Thing, str]) -> float:
        return right(homes, answer)

    def each_group(answer: Mapping[Thing, str]) -> float:
        return sum(right(some, answer) for some in groups.values()) / len(groups)

    knowing_nothing = [dict.fromkeys(homes, group) for group in {*groups, *placed.values()}]
    return max(
        above_guessing(count(placed), max(map(count, knowing_nothing)))
        for count in (each_thing, each_group)
    )


def points_for(share: float, points: float) -> float:
    """A share of the points, in steps of a tenth, and never all: all is for what is all right.

    >>> points_for(0.5, 1), points_for(0.999, 2), points_for(1, 1)
    (0.5, 1.9, 0.9)
    """
    step = 10 * points * min(share, 1.0)
    return max(0.0, min(math.floor(step + 1e-9), math.ceil(10 * points - 1e-9) - 1) / 10)

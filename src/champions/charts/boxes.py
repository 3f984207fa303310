"""Boxes: how few crossings and how long a run chance often makes, judged together.

Three ways to set them, by name. ``anhoej`` judges each of the two alone: Anhøj & Olesen 2014. ``bestbox``
finds a lasting shift a little more often, and ``cutbox`` a little more again, at the price of a few more
false alarms, up to 7.5 in 100 instead of about 5. They are tables for 10 to 100 useful points, made by
``benchmarks/boxes.py``: Anhøj J, Wentzel-Larsen T, PLoS ONE 2020;15:e0233920.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True)
class Box:
    """What is no signal: at least so many crossings, and a longest run of at most so many points.

    Attributes:
        crossings, longest: the box.
        by_longest: crossings that are needed where the longest run is as long as the box allows.
        by_crossings: the longest run where there are as few crossings as the box allows.
    """

    crossings: int
    longest: int
    by_longest: int
    by_crossings: int

    @classmethod
    def whole(cls, crossings: int, longest: int) -> Box:
        """A box with all of its corners."""
        return cls(crossings, longest, crossings, longest)

    def longest_with(self, crossings: int) -> int:
        """The longest run that is no signal, where there are so many crossings.

        >>> cut = Box(6, 7, 8, 5)
        >>> [cut.longest_with(crossings) for crossings in (5, 6, 7, 8)]
        [7, 5, 6, 7]
        """
        if crossings < self.crossings or crossings >= self.by_longest:
            return self.longest
        if crossings > self.crossings:
            return self.longest - 1
        return self.by_crossings

    def crossings_with(self, longest: int) -> int:
        """The fewest crossings that are no signal, where the longest run has so many points.

        >>> cut = Box(6, 7, 8, 5)
        >>> [cut.crossings_with(longest) for longest in (5, 6, 7, 8)]
        [6, 7, 8, 6]
        """
        if longest > self.longest or longest <= self.by_crossings:
            return self.crossings
        if longest < self.longest:
            return self.crossings + 1
        return self.by_longest

    def allows(self, crossings: int) -> int:
        """The longest run without any signal at so many crossings; 0 where these few are one.

        >>> [Box(6, 7, 8, 5).allows(crossings) for crossings in (5, 6, 8)]
        [0, 5, 7]
        """
        return 0 if crossings < self.crossings else self.longest_with(crossings)


@lru_cache(maxsize=1)
def _table() -> dict[int, tuple[Box, Box]]:
    text = files("champions.charts").joinpath("boxes.csv").read_text(encoding="utf-8")
    found = {}
    for row in csv.DictReader(text.splitlines()):
        best = Box.whole(int(row["crossings"]), int(row["longest"]))
        cut = best
        if row["by_longest"]:
            cut = Box(
                best.crossings, best.longest, int(row["by_longest"]), int(row["by_crossings"])
            )
        found[int(row["useful"])] = (best, cut)
    return found


def box_in_table(useful: int, *, cut: bool) -> Box | None:
    """The best box or the cut box for so many useful points; None outside 10 to 100.

    >>> box_in_table(20, cut=False), box_in_table(101, cut=True)
    (Box(crossings=6, longest=7, by_longest=6, by_crossings=7), None)
    """
    boxes = _table().get(useful)
    return None if boxes is None else boxes[cut]

"""The practical of the full course: an XmR chart, judged by two of the Making Data Count rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from champions.activities.practical.question import Practical
from champions.activities.your_turn.question import read_words

#: So many in a row on one side of the mean are a signal.
ROW = 7
#: The limits lie so many mean moving ranges from the mean.
FAR = 2.66


@dataclass(frozen=True, kw_only=True)
class LimitsPractical(Practical):
    """Mend a file, draw its XmR chart, and judge it: see :class:`Practical`."""

    pool = "practical-limits"
    words = read_words("practical", "practical_limits")

    def judged(
        self, values: Sequence[float | None], left: Sequence[int], file: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        return judge(values, left, file)


def tenth(value: float) -> float:
    """A number to one place, the same in Python and in a browser: a half goes up."""
    return int(value * 10 + 0.5) / 10 if value >= 0 else -int(-value * 10 + 0.5) / 10


def rows_beside(rows: Sequence[tuple[int, float | None]], mean: float) -> list[list[int]]:
    """The dots next to each other on one side of the mean. A dot on the mean, and a gap, end a row.

    That is the rule of the whole course for the Making Data Count rules: see :mod:`champions.charts.signals`.

    >>> rows_beside([(1, 5.0), (2, 6.0), (3, None), (4, 7.0), (5, 1.0)], 4.0)
    [[1, 2], [4], [5]]
    """
    found: list[list[int]] = []
    side = 0
    for row, value in rows:
        now = 0 if value is None else (value > mean) - (value < mean)
        if now and now == side:
            found[-1].append(row)
        elif now:
            found.append([row])
        side = now
    return found


def judge(
    values: Sequence[float | None], left: Sequence[int], file: Mapping[str, Any]
) -> dict[str, Any] | None:
    """What the rules make of a file: a dot outside a limit, and seven in a row on one side of the mean.

    Args:
        values: the number of each row, None where there is none.
        left: the rows that are left out, from 1.
        file: the file, for the rows that its lines come from.
    """
    rows = [(row, value) for row, value in enumerate(values, 1) if row not in left]
    first = [value for row, value in rows if row <= file["baseline"]]
    known = [value for value in first if value is not None]
    ranges = [
        abs(one - other)
        for one, other in pairwise(first)
        if one is not None and other is not None  # no step goes across a gap
    ]
    if not ranges:
        return None
    mean, spread = tenth(sum(known) / len(known)), tenth(sum(ranges) / len(ranges))
    upper, lower = tenth(mean + FAR * spread), tenth(mean - FAR * spread)
    outside = [row for row, value in rows if value is not None and not lower <= value <= upper]
    runs = rows_beside(rows, mean)
    long = [run for run in runs if len(run) >= ROW]
    means = "moved" if long else "odd" if outside else "none"
    return {
        "centre": mean,
        "upper": upper,
        "lower": lower,
        "told": {**file["told"], "mean": mean, "mean_range": spread},
        "truth": {
            "numbers": {
                "upper": upper,
                "lower": lower,
                "outside": len(outside),
                "longest": max(map(len, runs), default=0),
            },
            "marked": sorted({*outside, *(row for run in long for row in run)}),
            "means": means,
            "then": {"none": "work", "odd": "ask", "moved": "since"}[means],
        },
    }

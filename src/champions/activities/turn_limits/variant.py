"""The XmR charts: how each variant is made, and what is true of it.

Chance moves each week by itself. In some charts one week is made to differ, in some the level moves and
stays. What is right is what two rules say of what chance made, so there are false alarms and missed
changes among them. A chart is drawn anew where its reading would be open to argument: where a signal
lies within the weeks that the lines come from, or a dot so near a limit that rounding decides.
"""

from __future__ import annotations

from itertools import pairwise
from random import Random
from statistics import fmean, stdev
from typing import Any

from champions.activities.turn_limits.question import LimitsTurn
from champions.activities.your_turn.models import (
    first_sound,
    longest_row,
    near_normal,
    without_right,
)

WEEKS, BASELINE, ROW = 26, 15, 7
#: Of a hundred charts, how many are made in each way.
WAYS = {"still": 34, "odd": 32, "better": 18, "worse": 16}
#: A dot that is nearer to a limit than this could be called by either name.
_NEAR = 0.4


def make(number: int) -> dict[str, Any]:
    """The numbers of a chart, and what is true of them."""
    return first_sound(28_000_000 + number, WAYS, _one)


def _one(chance: Random, way: str) -> dict[str, Any] | None:
    story = int(chance.random() * len(LimitsTurn.words["stories"]))
    good = -1 if LimitsTurn.words["stories"][story]["better"] == "lower" else 1
    level, spread = 30 + int(20 * chance.random()), 3 + 2 * chance.random()
    since = BASELINE + 1
    size = round(spread * (1.2 + 1.3 * chance.random()))
    moved = {"better": good, "worse": -good}.get(way, 0) * size
    if way == "odd":
        since = BASELINE + 1 + int((WEEKS - BASELINE) * chance.random())
        size = round(spread * (4 + 2 * chance.random()))
        size *= 1 if chance.random() < 0.5 else -1
    values = []
    for at in range(1, WEEKS + 1):
        added = size * (at == since) if way == "odd" else moved * (at >= since)
        values.append(max(0, round(level + added + spread * near_normal(chance))))
    return _judged(values, {"story": story, "way": way, "size": abs(size), "since": since})


def _judged(values: list[int], how: dict[str, Any]) -> dict[str, Any] | None:
    first = values[:BASELINE]
    ranges = [abs(one - other) for one, other in pairwise(first)]
    mean, mean_range = round(fmean(first), 1), round(fmean(ranges), 1)
    upper, lower = round(mean + 2.66 * mean_range, 1), round(mean - 2.66 * mean_range, 1)
    row, _side = longest_row(values, mean)
    outside = [at for at, one in enumerate(values, 1) if one > upper or one < lower]
    doubtful = any(abs(one - limit) < _NEAR for one in values for limit in (upper, lower))
    if lower <= 1 or doubtful or any(abs(one - mean) < 0.05 for one in values):
        return None
    if any(at <= BASELINE for at in outside) or (len(row) >= ROW and row[0] <= BASELINE - 3):
        return None
    rows = _rows(values, mean)
    means = "moved" if rows else "odd" if outside else "none"
    numbers = {"upper": upper, "lower": lower, "outside": len(outside), "longest": len(row)}
    near: dict[str, dict[str, Any]] = {
        "upper": {
            "one-range": round(mean + mean_range, 1),
            "three-ranges": round(mean + 3 * mean_range, 1),
            "deviation": round(mean + 3 * stdev(values), 1),
        },
        "lower": {
            "one-range": round(mean - mean_range, 1),
            "three-ranges": round(mean - 3 * mean_range, 1),
            "deviation": round(mean - 3 * stdev(values), 1),
        },
        "outside": {"one-side": len([at for at in outside if values[at - 1] > upper])},
        "longest": {"above": sum(one > mean for one in values), "one-more": len(row) + 1},
    }
    return {
        "story": how["story"],
        "values": values,
        "baseline": BASELINE,
        "centre": mean,
        "upper": upper,
        "lower": lower,
        "told": {"mean": mean, "mean_range": mean_range},
        "near": without_right(near, numbers),
        "truth": {
            "model": how["way"],
            "numbers": numbers,
            "marked": sorted({*outside, *rows}),
            "means": means,
            "then": {"none": "work", "odd": "ask", "moved": "since"}[means],
            "behind": _behind(how["way"], means != "none"),
            "said": {
                "outside": len(outside),
                "longest": len(row),
                "first": row[0],
                "size": how["size"],
                "since": how["since"],
            },
        },
    }


def _rows(values: list[int], mean: float) -> list[int]:
    """The dots of each row that is long enough."""
    found: list[int] = []
    row: list[int] = []
    for at, value in enumerate(values, 1):
        same = row and (value > mean) == (values[row[-1] - 1] > mean)
        row = [*row, at] if same else [at]
        if len(row) >= ROW:
            found += row
    return found


def _behind(way: str, signal: bool) -> str:
    """Which sentence tells what was behind a chart."""
    if way == "still":
        return "false" if signal else "still"
    if not signal:
        return "missed"
    return "one" if way == "odd" else "found"


#: The right answer to a variant, by its number.
answer = LimitsTurn.right_for

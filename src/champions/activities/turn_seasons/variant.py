"""The charts of lesson 10: how each variant is made, and what is true of it.

Some are two years in months, some are weekdays and weekends by turns. The level stays, or moves when
something begins; or two months are low in each year; or weekends are low. What is right is what the
rule says of what chance made. A chart is drawn anew where its reading would be open to argument.
"""

from __future__ import annotations

from random import Random
from statistics import fmean, median
from typing import Any

from champions.activities.turn_seasons.question import SeasonsTurn
from champions.activities.your_turn.models import (
    first_sound,
    longest_row,
    near_normal,
    without_right,
)
from champions.charts.runs import analyse_runs, anhoej_longest
from champions.sentences import listed

DOTS, BASELINE = 24, 12
#: Of a hundred charts, how many are made in each way.
WAYS = {"still": 20, "better": 22, "worse": 8, "slow": 12, "season": 20, "mixed": 18}
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def make(number: int) -> dict[str, Any]:
    """The numbers of a chart, and what is true of them."""
    return first_sound(48_000_000 + number, WAYS, _one)


def _one(chance: Random, way: str) -> dict[str, Any] | None:
    story = int(chance.random() * len(SeasonsTurn.words["stories"]))
    level, spread = 40 + int(20 * chance.random()), 3 + chance.random()
    halves = way == "mixed" or (way in ("still", "better") and chance.random() < 0.4)
    size = round(spread * (1.4 + 1.2 * chance.random()))
    size = round(spread * 5.5) if way in ("season", "mixed") else size
    low = {6 + int(3 * chance.random())} if way == "season" else set()
    low |= {month + 1 for month in low}
    moved = {"better": 1, "slow": 1, "worse": -1}.get(way, 0) * size
    values = []
    for at in range(DOTS):
        since = max(0, at - BASELINE + 1) / (DOTS - BASELINE)
        added = moved * (since if way == "slow" else float(since > 0))
        added -= size * (at % 12 in low) + size * (way == "mixed" and at % 2)
        values.append(max(1, round(level + added + spread * near_normal(chance))))
    how = {"story": story, "way": way, "size": size, "low": sorted(low), "halves": halves}
    return _judged(values, how)


def _judged(values: list[int], how: dict[str, Any]) -> dict[str, Any] | None:
    line = median(values[:BASELINE])
    runs = analyse_runs(values, centre=line)
    allowed = anhoej_longest(max(runs.useful, 1))
    row, _side = longest_row(values, line)
    signals = [one for one in runs.signals if one.rule == "shift"]
    season = [at + 1 for at in range(DOTS) if at % 12 in how["low"]]
    if allowed != 8 or runs.useful < 20 or len({one.way for one in signals}) > 1:
        return None
    if signals and (how["way"] in ("season", "mixed") or signals[0].points[0] <= BASELINE - 2):
        return None
    if how["way"] == "season" and not _apart(values, season):
        return None
    weekends = list(range(2, DOTS + 1, 2))
    if (how["way"] == "mixed") != _apart(values, weekends, 0):
        return None
    marked = sorted(point for one in signals for point in one.points)
    means = "higher" if signals and signals[0].way > 0 else "lower" if signals else "none"
    if how["way"] in ("season", "mixed"):
        means, marked = how["way"], season if how["way"] == "season" else []
    numbers = {"line": line, "longest": len(row)}
    near: dict[str, dict[str, Any]] = {
        "line": {
            "mean": round(fmean(values[:BASELINE]), 1),
            "all": median(values),
            "last": values[-1],
        },
        "longest": {"runs": runs.crossings + 1, "one-more": len(row) + 1},
    }
    then = {"higher": "keep", "lower": "stop", "season": "note", "mixed": "split"}
    return {
        "story": how["story"],
        "values": values,
        "labels": _labels(how["halves"]),
        "ticks": _ticks(how["halves"]),
        "baseline": BASELINE,
        "note": BASELINE + 1,
        "told": {"tried": SeasonsTurn.words["tried"]},
        "near": without_right(near, numbers),
        "truth": {
            "model": how["way"],
            "numbers": numbers,
            "marked": marked,
            "means": means,
            "then": then.get(means, "change"),
            "behind": _behind(how["way"], bool(signals)),
            "said": {
                "longest": len(row),
                "long": len(marked),
                "size": how["size"],
                "months": listed([MONTHS[at] for at in how["low"]]),
            },
        },
    }


def _apart(values: list[int], low: list[int], gap: int = 3) -> bool:
    """True when these dots are all lower than the others, by so much at the least."""
    inside = [values[at - 1] for at in low]
    others = [value for at, value in enumerate(values, 1) if at not in low]
    return max(inside) + gap < min(others)


def _labels(halves: bool) -> list[str]:
    if halves:
        named = ("week {week}, weekdays", "week {week}, weekend")
        return [named[at % 2].format(week=at // 2 + 1) for at in range(DOTS)]
    return [f"{MONTHS[at % 12]}, year {at // 12 + 1}" for at in range(DOTS)]


def _ticks(halves: bool) -> list[str]:
    if halves:
        return [str(at // 2 + 1) for at in range(DOTS)]
    return [MONTHS[at % 12][:3] for at in range(DOTS)]


def _behind(way: str, signal: bool) -> str:
    """Which sentence tells what was behind a chart."""
    if way in ("season", "mixed"):
        return way
    if way == "still":
        return "false" if signal else "still"
    return ("slow" if way == "slow" else "found") if signal else "missed"


#: The right answer to a variant, by its number.
answer = SeasonsTurn.right_for

"""The run charts: how each variant is made, and what is true of it.

Chance moves each week by itself, about a level that stays, or moves at once, or moves slowly, once
something is tried. The reading is what the rules say of what chance made. So there are false alarms
and missed changes among them, as in life, and the page says so afterwards.

A chart is drawn anew where its reading would be open to argument: a signal that begins long before
anything was tried, signals on both sides, or few crossings without a long run.
"""

from __future__ import annotations

from random import Random
from statistics import fmean, median
from typing import Any

from champions.activities.turn_run.question import RunChartTurn
from champions.activities.your_turn.models import first_sound, near_normal, without_right
from champions.charts.runs import FEWEST_USEFUL, analyse_runs, anhoej_crossings, anhoej_longest

WEEKS, BASELINE, SHORT = 26, 13, 9
#: Of a hundred charts, how many are made in each way.
WAYS = {"still": 30, "better": 30, "worse": 12, "slow": 14, "short": 14}
#: A signal that begins more than so many weeks before the change is no answer to it.
_EARLY = 3


def make(number: int) -> dict[str, Any]:
    """The numbers of a chart, and what is true of them."""
    return first_sound(18_000_000 + number, WAYS, _one)


def _one(chance: Random, way: str) -> dict[str, Any] | None:
    """One chart; None where its reading would be open to argument."""
    story = int(chance.random() * len(RunChartTurn.words["stories"]))
    good = -1 if RunChartTurn.words["stories"][story]["better"] == "lower" else 1
    level, spread = 18 + int(12 * chance.random()), 2.5 + chance.random()
    size = round(spread * (1.2 + 1.4 * chance.random()))
    weeks = SHORT if way == "short" else WEEKS
    baseline = weeks if way == "short" else BASELINE
    moved = {"better": good, "slow": good, "worse": -good}.get(way, 0) * size
    values = []
    for at in range(weeks):
        since = max(0, at - BASELINE + 1) / (WEEKS - BASELINE)
        part = since if way == "slow" else float(since > 0)
        values.append(max(1, round(level + moved * part + spread * near_normal(chance))))
    return _judged(values, baseline, {"story": story, "way": way, "size": size, "good": good})


def _judged(values: list[int], baseline: int, how: dict[str, Any]) -> dict[str, Any] | None:
    line = median(values[:baseline])
    found = analyse_runs(values, centre=line)
    useful, longest, crossings = found.useful, found.longest, found.crossings
    allowed, fewest = anhoej_longest(max(useful, 1)), anhoej_crossings(max(useful, 2))
    signals = [one for one in found.signals if one.rule == "shift"]
    few = useful >= FEWEST_USEFUL and crossings < fewest
    if len({one.way for one in signals}) > 1 or (few and not signals):
        return None
    if how["way"] == "short" and useful >= FEWEST_USEFUL:
        return None
    if signals and signals[0].points[0] <= baseline - _EARLY:
        return None
    marked = sorted(point for one in signals for point in one.points)
    means = "lower" if signals and signals[0].way < 0 else "higher" if signals else "none"
    means = "short" if useful < FEWEST_USEFUL else means
    if how["way"] != "short" and means == "short":
        return None
    good = (signals[0].way if signals else 0) == how["good"]
    then = {"none": "change", "short": "wait"}.get(means, "keep" if good else "stop")
    said = {
        "useful": useful,
        "longest": longest,
        "crossings": crossings,
        "allowed": allowed,
        "fewest": fewest,
        "size": how["size"],
        "since": BASELINE + 1,
        "first": marked[0] if marked else 0,
        "last": marked[-1] if marked else 0,
        "long": len(marked),
    }
    numbers = {"line": line, "useful": useful, "longest": longest, "crossings": crossings}
    near: dict[str, dict[str, Any]] = {
        "line": {
            "mean": round(fmean(values[:baseline]), 1),
            "all": median(values),
            "last": values[-1],
            "half": max(values) / 2,
        },
        "useful": {"all-dots": len(values), "on-the-line": len(values) - useful},
        "longest": {"runs": crossings + 1, "one-more": longest + 1},
        "crossings": {"runs": crossings + 1, "useful": useful},
    }
    return {
        "story": how["story"],
        "values": values,
        "baseline": baseline,
        **({"note": BASELINE + 1} if baseline < len(values) else {}),
        "near": without_right(near, numbers),
        "truth": {
            "model": how["way"],
            "numbers": numbers,
            "marked": marked,
            "means": means,
            "then": then,
            "behind": _behind(how["way"], bool(signals)),
            "said": said,
        },
    }


def _behind(way: str, signal: bool) -> str:
    """Which sentence tells what was behind a chart."""
    if way in ("still", "short"):
        return "false" if signal else way
    return ("slow" if way == "slow" else "found") if signal else "missed"


#: The right answer to a variant, by its number.
answer = RunChartTurn.right_for

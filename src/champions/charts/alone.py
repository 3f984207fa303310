"""How often chance alone makes one signal of a chart, by itself, whatever else its rules look for.

A signal may be said to "may be chance" only where this is known, and 5 in 100 or more. Runs, crossings, rises and
falls, turns, and counts beyond a limit are exact. The rest is simulated by ``benchmarks/chances.py --alone`` and lies
in ``alone.csv``: measurements beyond a limit, and the rules that count points by their distance from the centre.

With several phases, each of them may show as much: the rate is that of one or more of them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from champions.charts.boxes import Box
from champions.charts.chances import (
    MOST_EXACT,
    count_family,
    exact_orders,
    exact_steps,
    simulated_alone,
    size_of,
)
from champions.charts.result import Phase, Result
from champions.charts.runs import Signal
from champions.charts.signals import BY_ORDER, LIMIT_RULES
from champions.charts.tidy import side


def phase_of(chart: Result, signal: Signal) -> Phase:
    """The phase that a signal is in.

    >>> from champions.charts.chart import run_chart
    >>> waits = run_chart([24, 26, 22, 28, 25, 27, 23, 26, 24, 27, 15, 17, 14, 16, 18, 15, 17, 16, 14, 15])
    >>> phase_of(waits, waits.signals[0]).first
    0
    """
    return next(part for part in reversed(chart.parts) if part.first < signal.points[0])


def chance_alone(chart: Result, signals: Sequence[Signal]) -> float | None:
    """How often a stable service of this length shows the like of some signals: of the one that says most.

    None where nobody worked it out: a line or limits that do not come from all points, values that vary more
    than the limits allow for, and very long charts.

    Args:
        chart: the result. signals: of one rule.

    >>> from champions.charts.chart import control_chart
    >>> climb = [5, 9, 7, 4, 8, 6, 5, 7, 4, 6, 8, 5, 7, 4, 5, 6, 8, 9, 11, 12]
    >>> chart = control_chart(climb)
    >>> [round(chance_alone(chart, [one]), 4) for one in chart.signals if one.rule == "trend"]
    [0.0049]
    """
    rates = [_rate(chart, one) for one in signals]
    known = [one for one in rates if one is not None]
    if len(known) < len(rates):
        return None
    return 1 - (1 - min(known)) ** len(chart.parts)


def chance_by_order(chart: Result, signals: Sequence[Signal]) -> float | None:
    """The same, where it is about the order of the points alone: it is exact then, whatever the values are.

    Nothing is assumed but that any order of the points is as likely as any other. None for other patterns, and where
    the line does not come from all points, as then it is no longer so.

    >>> from champions.charts.chart import run_chart
    >>> waits = [24, 26, 22, 28, 25, 27, 23, 26, 24, 27, 15, 17, 14, 16, 18, 15, 17, 16, 14, 15]
    >>> chart = run_chart(waits)
    >>> [one.rule for one in chart.signals], round(chance_by_order(chart, chart.signals[:1]), 6)
    (['shift', 'shift', 'crossings'], 0.000108)
    """
    return chance_alone(chart, signals) if signals[0].rule in BY_ORDER else None


def family_of(chart: Result) -> str | None:
    """Which rows of the tables of chance are its own; None where counts are too small for any.

    >>> from champions.charts.chart import control_chart
    >>> family_of(control_chart([4, 5, 7, 6], "c")), family_of(control_chart([0, 1, 0, 1], "c"))
    ('count 4', None)
    """
    if chart.row.family != "count":
        return chart.row.family
    mean = _mean_count(chart)
    return count_family(mean) if mean >= _FEWEST_COUNTS else None


#: With fewer counts a point than this, on either side of a share, they are not spread as in the table.
_FEWEST_COUNTS = 3.0


def _mean_count(chart: Result) -> float:
    """How many counts a point has; of a share, on the side that has fewer."""
    count, out_of = chart.series.value, chart.series.out_of
    fewest = float(np.nanmean(count))
    if chart.row.made_from == "share" and out_of is not None:
        fewest = min(fewest, float(np.nanmean(out_of - count)))
    return fewest


def _rate(chart: Result, signal: Signal) -> float | None:
    """How often one phase of a stable service shows the like of one signal."""
    part = phase_of(chart, signal)
    if signal.rule in {"trend", "alternating"}:
        return _rate_of_steps(part, len(signal.points), turns=signal.rule == "alternating")
    known = part.kept & ~np.isnan(part.lines.values)
    if chart.asked.centre is not None or bool((known & ~part.used).any()):
        return None
    if signal.rule in BY_ORDER:
        return _rate_of_order(part, signal)
    if "overdispersion" in chart.doubts:
        return None
    if signal.rule == "outside" and chart.row.family == "count":
        return _rate_of_count(chart, part, signal.points[0] - 1 - part.first)
    family, rule = family_of(chart), signal.rule
    rules = LIMIT_RULES.get(chart.rules)
    if rule == "two of three" and rules is not None and rules.two_of_three == "near":
        rule = "two of three near"
    if family is None:
        return None
    return simulated_alone(family, rule, int(known.sum()), size_of(signal, part.lines, part.first))


def _rate_of_order(part: Phase, signal: Signal) -> float | None:
    """How often the points of a phase stand in such an order: a run as long, as few or as many crossings."""
    if part.runs.useful > MOST_EXACT:
        return None
    known = part.kept & ~np.isnan(part.lines.values)
    sides = side(part.lines.values, part.lines.centre)
    above, below = int((sides[known] == 1).sum()), int((sides[known] == -1).sum())
    crossings = part.runs.crossings
    if signal.rule == "crossings":
        return exact_orders(above, below, Box.whole(crossings + 1, above + below))
    if signal.rule == "many runs":
        return 1 - exact_orders(above, below, Box.whole(crossings, above + below))
    at = np.array(signal.points) - 1 - part.first
    return exact_orders(above, below, Box.whole(0, int((np.abs(sides[at]) == 1).sum()) - 1))


def _rate_of_steps(part: Phase, length: int, *, turns: bool) -> float | None:
    """How often so many points of a phase rise, fall or turn, one after the other. A missing value ends it."""
    missing = np.isnan(part.lines.values[part.kept])
    sizes = np.diff(np.flatnonzero(np.concatenate(([True], missing, [True])))) - 1
    if int(sizes.max()) > MOST_EXACT:
        return None
    return 1 - math.prod(1 - exact_steps(int(size), length, turns=turns) for size in sizes)


def _rate_of_count(chart: Result, part: Phase, at: int) -> float | None:
    """How often one count or more of a phase lies as far out as this one, to either side.

    Given how many there are in all, each of them may have happened in any point, in proportion to its size. So a count
    is binomial; of a share it is hypergeometric, as each case is late or not. Nothing is estimated. For each other
    point, the counts are taken whose tail is as rare as the tail of this one.
    """
    known = part.kept & ~np.isnan(part.lines.values)
    if not known[at] or known.sum() < 2:
        return None
    here = slice(part.first, part.first + known.size)
    counts = chart.series.value[here][known]
    sizes = (
        np.ones(counts.size) if chart.series.out_of is None else chart.series.out_of[here][known]
    )
    whole = sizes if chart.row.made_from == "share" else np.ones(1)
    if (counts % 1).any() or (whole % 1).any():
        return None
    place, up = int(known[:at].sum()), part.lines.values[at] > part.lines.centre[at]
    spreads = [
        _spread(
            int(counts.sum()),
            float(size),
            float(sizes.sum()),
            int(count),
            cases=chart.row.made_from == "share",
        )
        for size, count in zip(sizes, counts, strict=True)
    ]
    least, chances = spreads[place]
    cut = int(counts[place]) - least
    tail = float(chances[cut:].sum() if up else chances[: cut + 1].sum()) * (1 + 1e-9)
    return 1 - math.prod(1 - _within(one, tail) - _within(one[::-1], tail) for _, one in spreads)


def _within(chances: np.ndarray, tail: float) -> float:
    """The chance of the lowest values that together are no more likely than a tail."""
    sums = np.cumsum(chances)
    fit = int(np.searchsorted(sums, tail, side="right"))
    return float(sums[fit - 1]) if fit else 0.0


def _spread(
    total: int, size: float, whole: float, count: int, *, cases: bool
) -> tuple[int, np.ndarray]:
    """The least count of a point that matters, and how likely each count from it on is, given how many there are.

    Args:
        total: of all points. size, whole: of this point, and of all. count: that must be among them.
        cases: whether each of its cases counts or not, so that there are no more than it has.

    >>> least, chances = _spread(4, 2, 4, 1, cases=False)  # four events, each in this half or the other
    >>> least, [round(float(one), 4) for one in chances]
    (0, [0.0625, 0.25, 0.375, 0.25, 0.0625])
    """
    share = size / whole
    middle, wide = total * share, 12 * math.sqrt(total * share * (1 - share)) + 30
    low, high = (max(0, total - int(whole - size)), min(total, int(size))) if cases else (0, total)
    first = max(low, min(count, math.floor(middle - wide)))
    last = min(high, max(count, math.ceil(middle + wide)))
    at = np.arange(first, last, dtype=float)
    if cases:
        steps = np.log((total - at) * (size - at)) - np.log(
            (at + 1) * (whole - total - size + at + 1)
        )
    else:
        steps = np.log((total - at) / (at + 1)) + math.log(share / (1 - share))
    logs = np.concatenate(([0.0], np.cumsum(steps)))
    chances = np.exp(logs - logs.max())
    return first, chances / chances.sum()

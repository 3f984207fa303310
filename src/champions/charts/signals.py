"""Rule sets over process limits: which points are a signal, and what the icons say.

``making-data-count``
    a point beyond a limit; seven points on one side of the mean; seven that all rise or all fall; two
    of three beyond 2 sigma on one side, points beyond 3 sigma counted too (announced in November
    2023). NHS England, Making Data Count.
``plotthedots``
    the same as the R package NHSRplotthedots 0.2.2 has it: of three points on one side of the mean,
    two lie between 2 and 3 sigma, and only those are marked.
``anhoej``
    a point beyond a limit, or a run too long or crossings too few. Anhøj & Olesen 2014.
``provost-murray``
    1 beyond, 8 on one side, 6 all rising or falling, 2 of 3 in the outer third, 15 in the inner third.
    Provost LP, Murray SK, The Health Care Data Guide.
``western-electric``
    1 beyond, 8 on one side, 2 of 3 beyond 2 sigma, 4 of 5 beyond 1 sigma. Western Electric, Statistical
    Quality Control Handbook, 1956.
``nelson``
    1 beyond, 9 on one side, 6 all rising or falling, 2 of 3, 4 of 5, 14 up and down in turn, 15 within
    1 sigma, 8 outside 1 sigma on both sides. Nelson LS, Journal of Quality Technology 1984;16:237-9.

A missing value ends every one of these patterns except the runs of ``anhoej``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from champions.charts.limits import Lines
from champions.charts.runs import (
    RUN_RULES,
    RunAnalysis,
    Signal,
    has_stretch,
    judge_runs,
    stretches,
    trends,
)  # fmt: skip
from champions.charts.tidy import rounding, side
from champions.sentences.told import later, told


@dataclass(frozen=True)
class LimitRules:
    """A rule set for a control chart. None leaves a rule out.

    Attributes:
        shift: points on one side of the centre. trend: points all rising or all falling.
        two_of_three: two of three beyond 2 sigma: ``"any"`` counts points beyond 3 sigma too;
            ``"near"`` counts those within 3 sigma only, with all three on one side.
        four_of_five: four of five beyond 1 sigma on one side.
        inner: points in a row within 1 sigma. outer: in a row outside it, on both sides.
        alternating: points going up and down in turn.
        runs: judge runs by the Anhøj rules instead of by a fixed length.
        skip_ties: a point on the centre, or as high as its neighbour, is passed over; else it breaks.
    """

    name: str
    shift: int | None = None
    trend: int | None = None
    two_of_three: str | None = None
    four_of_five: bool = False
    inner: int | None = None
    outer: int | None = None
    alternating: int | None = None
    runs: bool = False
    skip_ties: bool = False


LIMIT_RULES = {
    rules.name: rules
    for rules in (
        LimitRules("making-data-count", shift=7, trend=7, two_of_three="any"),
        LimitRules("plotthedots", shift=7, trend=7, two_of_three="near"),
        LimitRules("anhoej", runs=True),
        LimitRules(
            "provost-murray", shift=8, trend=6, two_of_three="any", inner=15, skip_ties=True
        ),
        LimitRules("western-electric", shift=8, two_of_three="any", four_of_five=True),
        LimitRules(
            "nelson", shift=9, trend=6, two_of_three="any", four_of_five=True,
            alternating=14, inner=15, outer=8,
        ),
    )
}  # fmt: skip

#: Which rule names a point that more than one rule marks: the first of these.
PRIORITY = (
    "outside", "trend", "two of three", "four of five", "shift",
    "alternating", "inner third", "outer thirds", "crossings", "many runs",
)  # fmt: skip


#: Patterns of the order of points alone, which limits that are too narrow do not make.
BY_ORDER = frozenset({"shift", "trend", "alternating", "crossings", "many runs"})


def find_signals(
    lines: Lines,
    rules: LimitRules,
    *,
    trend: int | None = None,
    outside_only: bool = False,
    keep: np.ndarray | None = None,
    first: int = 0,
) -> tuple[Signal, ...]:
    """Every signal in one phase.

    Args:
        lines: the points of the phase and their lines.
        rules: one of :data:`LIMIT_RULES`.
        trend: another length for the trend rule.
        outside_only: judge limits only, as on an MR chart, whose points are not independent.
        keep: False at excluded points. They are left out of every pattern, as though their row were
            not there, but a point beyond a limit is said to be so.

    Returns:
        Signals in the order of :data:`PRIORITY`, their points numbered from 1 over the whole series.

    >>> from champions.charts.limits import i_lines
    >>> values = np.array([5.0, 6, 5, 7, 6, 5, 6, 7, 5, 6, 20, 6])
    >>> signals = find_signals(i_lines(values, values < 9), LIMIT_RULES["making-data-count"])
    >>> [(signal.rule, signal.points) for signal in signals]
    [('outside', (11,))]
    """
    numbered = np.arange(first + 1, first + lines.values.size + 1)
    near = rounding(lines.values, lines.centre)
    found = list(_outside(lines, near, numbered))
    if not outside_only:
        if keep is not None and not keep.all():
            lines, numbered = only(lines, keep), numbered[keep]
        found += _patterns(lines, near, rules, trend, numbered)
        if rules.runs:
            found += count_runs(lines, numbered).signals
        found.sort(key=lambda signal: PRIORITY.index(signal.rule))
    return tuple(found)


def count_runs(lines: Lines, numbered: np.ndarray | None = None) -> RunAnalysis:
    """The runs about the centre line, judged by the Anhøj rules.

    >>> from champions.charts.limits import i_lines
    >>> values = np.array([1.0, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3])
    >>> count_runs(i_lines(values, values > 0)).crossings
    11
    """
    sides = side(lines.values, lines.centre)
    centre = float(lines.centre[0]) if lines.centre.size else np.nan
    return judge_runs(lines.values, sides, RUN_RULES["anhoej"], centre, numbered=numbered)


def only(lines: Lines, keep: np.ndarray) -> Lines:
    """The same lines at some of the points.

    >>> from champions.charts.limits import c_lines
    >>> only(c_lines(np.array([4.0, 6, 5]), np.full(3, True)), np.array([True, False, True])).values
    array([4., 5.])
    """
    sigma = None if lines.sigma is None else lines.sigma[keep]
    return replace(
        lines, values=lines.values[keep], centre=lines.centre[keep],
        lower=lines.lower[keep], upper=lines.upper[keep], sigma=sigma,
    )  # fmt: skip


def _outside(lines: Lines, near: float, numbered: np.ndarray) -> Iterator[Signal]:
    above, below = lines.values > lines.upper + near, lines.values < lines.lower - near
    for at in np.flatnonzero(above | below).tolist():
        way = 1 if above[at] else -1
        words = (
            told("Point {at} is above the upper limit.", at=numbered[at])
            if above[at]
            else told("Point {at} is below the lower limit.", at=numbered[at])
        )
        yield Signal("outside", (int(numbered[at]),), way, words)


def _patterns(
    lines: Lines, near: float, rules: LimitRules, trend: int | None, numbered: np.ndarray
) -> Iterator[Signal]:
    values = lines.values
    if rules.trend:
        found = trends(values, trend or rules.trend, ties_break=not rules.skip_ties, near=near)
        for at, way in found:
            yield _signal("trend", numbered[at], way)
    sides = side(values, lines.centre, near)
    if rules.shift:
        kept = sides != 0 if rules.skip_ties else slice(None)
        numbers = numbered[kept]
        for points, way in _long(sides[kept], rules.shift):
            yield _signal("shift", numbers[points], way)
    if lines.sigma is not None:
        yield from _zones(lines, lines.sigma, near, sides, rules, numbered)
    if rules.alternating:
        steps = side(values[1:], values[:-1], near)
        turns = np.where(steps[1:] * steps[:-1] == -1, 1.0, 0.0)
        for points, _ in _long(turns, rules.alternating - 2):
            at = np.arange(points[0], points[-1] + 3)
            yield _signal("alternating", numbered[at], 0)


def _zones(
    lines: Lines,
    sigma: np.ndarray,
    near: float,
    sides: np.ndarray,
    rules: LimitRules,
    numbered: np.ndarray,
) -> Iterator[Signal]:
    away = lines.values - lines.centre
    far = np.abs(away) > 2 * sigma + near
    if rules.two_of_three and np.count_nonzero(far) > 1:
        yield from _two_of_three(lines, near, far, sides, rules, numbered)
    zone = np.where(np.abs(away) > sigma + near, sides, 0.0)
    if rules.four_of_five:
        known = ~np.isnan(lines.values)
        for way in (1, -1):
            for at in _windows(zone == way, known, 4, 5):
                yield _signal("four of five", numbered[at], way)
    if rules.inner:
        close = np.where(np.abs(away) < sigma - near, 1.0, 0.0)
        for at, _ in _long(close, rules.inner):
            yield _signal("inner third", numbered[at], 0)
    for part in _both_sides(zone, rules.outer) if rules.outer else ():
        yield _signal("outer thirds", numbered[part], 0)


def _two_of_three(
    lines: Lines,
    near: float,
    far: np.ndarray,
    sides: np.ndarray,
    rules: LimitRules,
    numbered: np.ndarray,
) -> Iterator[Signal]:
    known = ~np.isnan(lines.values)
    for way in (1, -1):
        flagged, fit = far & (sides == way), known
        if rules.two_of_three == "near":
            within = (lines.values <= lines.upper + near) & (lines.values >= lines.lower - near)
            flagged, fit = flagged & within, sides == way
        for at in _windows(flagged, fit, 2, 3):
            yield _signal("two of three", numbered[at], way)


def _long(flags: np.ndarray, length: int) -> Iterator[tuple[np.ndarray, int]]:
    """Positions and value of each stretch of equal non-zero flags that is long enough."""
    if not has_stretch(flags, length):
        return
    starts, lengths, ways = stretches(np.nan_to_num(flags))
    for i in np.flatnonzero((lengths >= length) & (ways != 0)).tolist():
        yield np.arange(starts[i], starts[i] + lengths[i]), int(ways[i])


def _windows(flags: np.ndarray, fit: np.ndarray, most: int, width: int) -> list[np.ndarray]:
    """Flagged positions in windows where enough points are flagged and every point is fit to judge.

    Windows that overlap make one signal.
    """
    if flags.size < width or np.count_nonzero(flags) < most:
        return []
    starts = np.flatnonzero(
        (_in_windows(flags, width) >= most) & (_in_windows(fit, width) == width)
    )
    if not starts.size:
        return []
    apart = np.flatnonzero(np.diff(starts) >= width) + 1
    blocks = ((part[0], part[-1] + width) for part in np.split(starts, apart))
    return [first + np.flatnonzero(flags[first:last]) for first, last in blocks]


def _in_windows(flags: np.ndarray, width: int) -> np.ndarray:
    """How many flags are set in each window of so many points."""
    before = np.zeros(flags.size + 1, dtype=int)
    np.cumsum(flags, out=before[1:])
    return before[width:] - before[:-width]


def _both_sides(zone: np.ndarray, width: int) -> Iterator[np.ndarray]:
    """Positions of long stretches outside 1 sigma, covered by windows that hold points of both sides."""
    for at, _ in _long(np.abs(zone), width):
        sums = np.lib.stride_tricks.sliding_window_view(zone[at], width).sum(axis=1)
        starts = np.flatnonzero(np.abs(sums) < width)
        if starts.size:
            for part in np.split(starts, np.flatnonzero(np.diff(starts) > width) + 1):
                yield at[part[0] : part[-1] + width]


#: A signal in words, by its rule and its way: 1 is up, -1 down, 0 neither.
_WORDS = {
    ("trend", 1): later("{steps} rises in a row, from point {first} to {last} ({n} points)."),
    ("trend", -1): later("{steps} falls in a row, from point {first} to {last} ({n} points)."),
    ("shift", 1): later("{n} points in a row above the centre line, from point {first} to {last}."),
    ("shift", -1): later(
        "{n} points in a row below the centre line, from point {first} to {last}."
    ),
    ("two of three", 1): later("Two of three points above 2 sigma, from point {first} to {last}."),
    ("two of three", -1): later("Two of three points below 2 sigma, from point {first} to {last}."),
    ("four of five", 1): later("Four of five points above 1 sigma, from point {first} to {last}."),
    ("four of five", -1): later("Four of five points below 1 sigma, from point {first} to {last}."),
    ("alternating", 0): later("{n} points go up and down in turn, from point {first} to {last}."),
    ("inner third", 0): (
        later("{n} points in a row close to the centre line, from point {first} to {last}.")
    ),
    ("outer thirds", 0): (
        later(
            "{n} points in a row far from the centre line, on both sides, from point "
            "{first} to {last}."
        )
    ),
}


def _signal(rule: str, points: np.ndarray, way: int) -> Signal:
    numbers = tuple(points.tolist())
    n = len(numbers)
    words = told(_WORDS[rule, way], n=n, steps=n - 1, first=numbers[0], last=numbers[-1])
    return Signal(rule, numbers, way, words)


def mark_points(signals: tuple[Signal, ...], count: int) -> tuple[np.ndarray, np.ndarray]:
    """For each point: the position in ``signals`` of the one that names it (-1: none), and its way.

    Where signals of one rule share a point, such as the turn between two trends, the later one names
    it, as in NHSRplotthedots. Crossings speak of the whole chart and so name no point.

    >>> fall = Signal("trend", (1, 2, 3), -1, "")
    >>> rise = Signal("trend", (3, 4, 5), 1, "")
    >>> mark_points((fall, rise), 6)[1].tolist()
    [-1, -1, 1, 1, 1, 0]
    """
    named, ways = np.full(count, -1), np.zeros(count, dtype=int)
    rank = np.full(count, len(PRIORITY))
    for i, signal in enumerate(signals):
        order = PRIORITY.index(signal.rule)
        if signal.rule in {"crossings", "many runs"}:
            continue
        at = np.asarray(signal.points) - 1
        at = at[rank[at] >= order]
        named[at], ways[at], rank[at] = i, signal.way, order
    return named, ways

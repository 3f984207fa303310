"""Which signals of a chart are told, in what order, and which of them carry what is said of chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np

from champions.charts.chances import WHOLE, strength
from champions.charts.evidence import Needs, chance_by_order, needs_of, weight_in
from champions.charts.result import Phase, Result
from champions.charts.runs import Signal
from champions.charts.tidy import side

#: The most kinds of signal that a reading tells.
MOST_TOLD = 3
#: Useful points between two runs that still make them two halves of one change.
_BETWEEN = 2


@dataclass(frozen=True)
class Told:
    """The signals of a chart as they are told.

    Attributes:
        groups: signals of one rule and one way together, the most important first.
        carry: the places in :attr:`groups` of those that are unlikely to be chance; of all where only
            all together are; none where all may be chance.
        alone: whether each that carries does so by itself. Else only together.
        level: ``"one in 100"`` or ``"one in 20"``: how rare the least rare of these is; else empty.
        now: whether those of the current phase carry it too, without what was found against old lines.
    """

    groups: tuple[tuple[Signal, ...], ...]
    carry: tuple[int, ...] = ()
    alone: bool = True
    level: str = ""
    now: bool = False

    @property
    def told(self) -> tuple[tuple[Signal, ...], ...]:
        """The groups that a reading has a sentence for."""
        return self.groups[:MOST_TOLD]

    @property
    def is_list(self) -> bool:
        """Whether they are told as a list: more than one that is not of the whole chart."""
        return sum(group[0].rule not in WHOLE for group in self.groups) > 1


def told_of(chart: Result) -> Told:
    """The signals of a chart as they are told.

    A run whose other half is a run right before it is the same change, and is said once: but both are said
    where only both together are unlikely to be chance.

    >>> from champions.charts.chart import control_chart
    >>> calm = [24, 26, 22, 28, 25, 27, 23, 26, 24, 27, 25, 22, 28, 24]
    >>> found = told_of(control_chart([*calm, 60, *[23, 24, 22, 23, 24, 22, 23]], name="waits"))
    >>> [group[0].rule for group in found.groups], found.carry, found.alone
    (['shift', 'outside'], (1,), True)
    """
    needs = needs_of(chart)
    once = _grouped(chart, _other_halves(chart))
    found = _carried(chart, once, needs)
    if not found.carry:
        every = _carried(chart, _grouped(chart, set()), needs)
        if every.carry:
            return every
    return found


def _grouped(chart: Result, left_out: set[int]) -> list[tuple[Signal, ...]]:
    """Signals of one rule and one way together, the most important first.

    What reaches the last dot comes first, then what weighs most, then what is newest. Rules on the whole
    chart come last: they say the same as a run in other words. Signals against old lines come after all
    that.
    """
    groups: dict[tuple[str, int], list[Signal]] = {}
    for signal in chart.signals:
        if id(signal) not in left_out:
            groups.setdefault((signal.rule, signal.way), []).append(signal)
    ordered = sorted(groups.values(), key=lambda group: _importance(chart, group))
    return [tuple(group) for group in ordered]


def _carried(chart: Result, groups: Sequence[tuple[Signal, ...]], needs: Needs | None) -> Told:
    """Which of these groups carry what is said of chance: each alone if any does, else the fewest together."""
    if needs is None:
        return Told(tuple(groups))

    def reach(some: Sequence[tuple[Signal, ...]], level: str) -> bool:
        if len(some) == 1 and _is_rare_order(chart, some[0]):
            return True
        return _reach(chart, [one for group in some for one in group], needs.of(level))

    def found(carry: Sequence[int], level: str, *, alone: bool) -> Told:
        here = [
            one for at in carry for one in groups[at] if phase_of(chart, one) is chart.parts[-1]
        ]
        each = [[one for one in groups[at] if one in here] for at in carry] if alone else [here]
        now = any(_reach(chart, some, needs.of("one in 20")) for some in each)
        now |= any(_is_rare_order(chart, groups[at]) for at in carry if alone)
        return Told(tuple(groups), tuple(carry), alone, level, now)

    alone = [at for at, group in enumerate(groups) if reach([group], "one in 20")]
    if alone and alone[0] >= MOST_TOLD:  # what carries has to be told
        order = [*range(MOST_TOLD - 1), alone[0]]
        groups = [groups[at] for at in [*order, *(set(range(len(groups))) - {*order})]]
        alone = [MOST_TOLD - 1]
    alone = [at for at in alone if at < MOST_TOLD]
    if alone:
        rare = all(reach([groups[at]], "one in 100") for at in alone)
        return found(alone, "one in 100" if rare else "one in 20", alone=True)
    first = range(min(len(groups), MOST_TOLD))
    together = [*combinations(first, 2), tuple(first), tuple(range(len(groups)))]
    for level in ("one in 100", "one in 20"):
        for some in together:
            if reach([groups[at] for at in some], level):
                return found(some, level, alone=False)
    return Told(tuple(groups))


#: An order of points that comes less often than this is rare, whatever else the rules look for.
_RARE_ORDER = 0.01


def _is_rare_order(chart: Result, signals: Sequence[Signal]) -> bool:
    chance = chance_by_order(chart, signals)
    return chance is not None and chance < _RARE_ORDER


def _reach(chart: Result, signals: Sequence[Signal], needs: Sequence[int | None]) -> bool:
    """Whether the signals of one phase weigh as much as that phase needs."""
    for part, need in zip(chart.parts, needs, strict=True):
        here = tuple(one for one in signals if phase_of(chart, one) is part)
        weight = weight_in(chart, part, here)
        if need is not None and weight and weight >= need:
            return True
    return False


def _other_halves(chart: Result) -> set[int]:
    """The shifts, by identity, that only tell again of the shift after them, from the other side of the line.

    What lies below a median before it rises must be below it: the line runs between the two. The last run
    of such a pair is told, and never left out for one that is left out itself.
    """
    same: set[int] = set()
    sides = side(chart.lines.values, chart.lines.centre)
    useful = (np.abs(sides) == 1) & ~chart.series.excluded
    shifts = [signal for signal in chart.signals if signal.rule == "shift"]
    for a, b in reversed([*pairwise(shifts)]):
        if id(b) in same or b.way != -a.way or phase_of(chart, a) is not phase_of(chart, b):
            continue
        between = int(useful[a.points[-1] : b.points[0] - 1].sum())
        if at_start(chart, a) or between <= _BETWEEN:
            same.add(id(a))
    return same


def _importance(chart: Result, group: Sequence[Signal]) -> tuple[bool, bool, bool, int, int]:
    """What a group is sorted by: the smaller, the more important."""
    last = group[-1]
    weight = sum(
        strength((one,), part.lines, part.first) for one in group for part in [phase_of(chart, one)]
    )
    now = last.rule == "shift" and shift_pattern(chart, last)[1]
    reaches = now or last.points[-1] - 1 >= last_known(chart)
    old = phase_of(chart, last) is not chart.parts[-1]
    return old, last.rule in WHOLE, not reaches, -weight, -last.points[-1]


def phase_of(chart: Result, signal: Signal) -> Phase:
    """The phase that a signal is in.

    >>> from champions.charts.chart import run_chart
    >>> waits = run_chart([24, 26, 22, 28, 25, 27, 23, 26, 24, 27, 15, 17, 14, 16, 18, 15, 17, 16, 14, 15])
    >>> phase_of(waits, waits.signals[0]).first
    0
    """
    return next(part for part in reversed(chart.parts) if part.first < signal.points[0])


def at_start(chart: Result, signal: Signal) -> bool:
    """Whether a pattern begins with its phase and ends before it does.

    >>> from champions.charts.chart import run_chart
    >>> waits = run_chart([24, 26, 22, 28, 25, 27, 23, 26, 24, 27, 15, 17, 14, 16, 18, 15, 17, 16, 14, 15])
    >>> [at_start(waits, one) for one in waits.signals if one.rule == "shift"]
    [True, False]
    """
    part = phase_of(chart, signal)
    return (
        signal.points[0] <= part.first + 2
        and signal.points[-1] < part.first + part.lines.values.size
    )


def last_known(chart: Result) -> int:
    """The position of the last point that has a value and is not left out.

    >>> from champions.charts.chart import run_chart
    >>> last_known(run_chart([3, 4, None]))
    1
    """
    known = ~np.isnan(chart.lines.values) & ~chart.series.excluded
    return int(np.flatnonzero(known)[-1])


def shift_pattern(chart: Result, signal: Signal) -> tuple[str, bool]:
    """How a run about the centre is told, and whether it reaches the last dot.

    Only a run that reaches the end, and lies on the other side of what came before it, rose or fell.

    >>> from champions.charts.chart import run_chart
    >>> waits = run_chart([24, 26, 22, 28, 25, 27, 23, 26, 24, 27, 15, 17, 14, 16, 18, 15, 17, 16, 14, 15])
    >>> [shift_pattern(waits, one) for one in waits.signals if one.rule == "shift"]
    [('high at first', False), ('fell', True)]
    """
    up = signal.way > 0
    part, lines = phase_of(chart, signal), chart.lines
    kept = ~np.isnan(lines.values) & ~chart.series.excluded
    after = kept & (np.arange(kept.size) >= signal.points[-1])
    reaches = part is chart.parts[-1] and not side(lines.values, lines.centre)[after].any()
    if not reaches:
        if at_start(chart, signal):
            return ("high at first" if up else "low at first"), False
        return ("high" if up else "low"), False
    before = lines.values[part.first : signal.points[0] - 1][
        kept[part.first : signal.points[0] - 1]
    ]
    run = lines.values[np.array(signal.points) - 1]
    moved = before.size and (np.median(run) - np.median(before)) * signal.way > 0
    if moved:
        return ("rose" if up else "fell"), True
    return ("high" if up else "low"), True

"""Which signals of a chart are told, in what order, and which of them carry what is said of chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, pairwise

import numpy as np

from champions.charts.alone import chance_alone, phase_of
from champions.charts.chances import WHOLE, strength
from champions.charts.evidence import RARE, Needs, needs_of, weight_in
from champions.charts.result import Result
from champions.charts.runs import Signal
from champions.charts.tidy import side

#: The most kinds of signal that a reading tells.
MOST_TOLD = 3
#: Useful points between two runs that still make them two halves of one change.
_BETWEEN = 2


@dataclass(frozen=True)
class Group:
    """What one sentence tells: signals of one rule and one way.

    Attributes:
        signals: in order of time. The last is told, and how many there are.
        before: the run right before the last, on the other side of the line: the other half of one change.
        rate: how often a stable service shows the like of it, whatever else the rules look for; None where
            that was not worked out, or where there are several, which are rarer than each of them.
    """

    signals: tuple[Signal, ...]
    before: Signal | None = None
    rate: float | None = None

    @property
    def rule(self) -> str:
        """The rule of all of them."""
        return self.signals[0].rule

    @property
    def every(self) -> tuple[Signal, ...]:
        """All signals that the sentence tells."""
        return self.signals if self.before is None else (self.before, *self.signals)


@dataclass(frozen=True)
class Told:
    """The signals of a chart as they are told.

    Attributes:
        groups: one for each sentence, the most important first.
        carry: the places in :attr:`groups` of those that are unlikely to be chance; of all where only
            all together are; none where that is said of none.
        alone: whether each that carries does so by itself. Else only together.
        level: ``"one in 100"`` or ``"one in 20"``: how rare the least rare of these is; else empty.
        now: whether those of the current phase carry it too, without what was found against old lines.
    """

    groups: tuple[Group, ...]
    carry: tuple[int, ...] = ()
    alone: bool = True
    level: str = ""
    now: bool = False

    @property
    def told(self) -> tuple[Group, ...]:
        """The groups that a reading has a sentence for."""
        return self.groups[:MOST_TOLD]

    @cached_property
    def is_list(self) -> bool:
        """Whether they are told as a list: several that are not of the whole chart, or not worth the same."""
        several = sum(group.rule not in WHOLE for group in self.groups) > 1
        return several or (self.alone and 0 < len(self.carry) < len(self.groups))

    @cached_property
    def untold(self) -> int:
        """How many kinds of signal the chart shows beside those that a sentence tells."""
        said = {(one.rule, one.way) for group in self.told for one in group.every}
        return len({(one.rule, one.way) for group in self.groups for one in group.every} - said)


def told_of(chart: Result) -> Told:
    """The signals of a chart as they are told.

    A run whose other half is a run right before it is the same change: one sentence tells both.

    >>> from champions.charts.chart import control_chart
    >>> calm = [24, 26, 22, 28, 25, 27, 23, 26, 24, 27, 25, 22, 28, 24]
    >>> found = told_of(control_chart([*calm, 60, *[23, 24, 22, 23, 24, 22, 23]], name="waits"))
    >>> [group.rule for group in found.groups], found.carry, found.alone
    (['shift', 'outside'], (1,), True)
    """
    needs = needs_of(chart)
    groups = _grouped(chart)
    if needs is None:
        return Told(tuple(groups))
    rated = [replace(one, rate=_rate(chart, one)) for one in groups]
    return _carried(chart, rated, needs)


def _grouped(chart: Result) -> list[Group]:
    """Signals of one rule and one way together, the most important first.

    What reaches the last dot comes first, then what weighs most, then what is newest. Rules on the whole
    chart come last: they say the same as a run in other words. Signals against old lines come after all
    that.
    """
    halves = _other_halves(chart)
    left_out = {id(half) for half in halves.values()}
    groups: dict[tuple[str, int], list[Signal]] = {}
    for signal in chart.signals:
        if id(signal) not in left_out:
            groups.setdefault((signal.rule, signal.way), []).append(signal)
    ordered = sorted(groups.values(), key=lambda group: _importance(chart, group))
    return [Group(tuple(group), halves.get(id(group[-1]))) for group in ordered]


def _rate(chart: Result, group: Group) -> float | None:
    """How often a stable service shows the like: of several it is known only that it is no more often."""
    rate = chance_alone(chart, group.every)
    several = len(group.every) > 1
    return None if rate is None or (several and rate >= _RARE_ALONE) else rate


def _carried(chart: Result, groups: list[Group], needs: Needs) -> Told:
    """Which of these groups carry what is said of chance: each alone if any does, else the fewest together."""
    weighing = _Weighing(chart, groups, needs)
    alone = [at for at in range(len(groups)) if weighing.reach([at], "one in 20")]
    if alone and alone[0] >= MOST_TOLD:  # what carries has to be told
        order = [*range(MOST_TOLD - 1), alone[0]]
        groups = [groups[at] for at in [*order, *(set(range(len(groups))) - {*order})]]
        weighing, alone = _Weighing(chart, groups, needs), [MOST_TOLD - 1]
    alone = [at for at in alone if at < MOST_TOLD]
    if alone:
        rare = all(weighing.reach([at], "one in 100") for at in alone)
        now = any(weighing.is_now([at]) for at in alone)
        return Told(tuple(groups), tuple(alone), True, "one in 100" if rare else "one in 20", now)
    first = range(min(len(groups), MOST_TOLD))
    together = [*combinations(first, 2), tuple(first), tuple(range(len(groups)))]
    for level in ("one in 100", "one in 20"):
        for some in together:
            if weighing.reach(some, level):
                return Told(tuple(groups), some, False, level, weighing.is_now(some))
    return Told(tuple(groups))


@dataclass(frozen=True)
class _Weighing:
    """The groups of a chart, and how much they must weigh to be rare."""

    chart: Result
    groups: Sequence[Group]
    needs: Needs

    def reach(self, some: Sequence[int], level: str) -> bool:
        """Whether the groups at these places are as rare as that: one by itself, or all together by their weight."""
        rate = self.groups[some[0]].rate if len(some) == 1 else None
        if rate is not None and not _RARE_ALONE <= rate < RARE:
            return rate < RARE
        signals = [one for at in some for one in self.groups[at].every]
        return _reach(self.chart, signals, self.needs.of(level))

    def is_now(self, some: Sequence[int]) -> bool:
        """Whether those of their signals that are in the current phase are rare without the others."""
        every = [one for at in some for one in self.groups[at].every]
        here = [one for one in every if phase_of(self.chart, one) is self.chart.parts[-1]]
        if len(some) == 1 and here and _is_rare(chance_alone(self.chart, here)):
            return True
        return _reach(self.chart, here, self.needs.of("one in 20"))


#: What comes less often than this by itself is unlikely to be chance, whatever else the rules look for: a set has
#: up to eight rules, and all of them together may then alarm in no more than 5 in 100 stable services. What comes
#: more often than that by itself is not, however much it weighs. Between the two its weight decides.
_RARE_ALONE = 0.005


def _is_rare(rate: float | None) -> bool:
    return rate is not None and rate < _RARE_ALONE


def _reach(chart: Result, signals: Sequence[Signal], needs: Sequence[int | None]) -> bool:
    """Whether the signals of one phase weigh as much as that phase needs."""
    for part, need in zip(chart.parts, needs, strict=True):
        here = tuple(one for one in signals if phase_of(chart, one) is part)
        weight = weight_in(chart, part, here)
        if need is not None and weight and weight >= need:
            return True
    return False


def _other_halves(chart: Result) -> dict[int, Signal]:
    """The shifts that tell again of the shift after them, from the other side of the line; by its identity.

    What lies below a median before it rises must be below it: the line runs between the two. Only the last
    shift to each side has a sentence of its own, and so another half that can be told in it.
    """
    sides = side(chart.lines.values, chart.lines.centre)
    useful = (np.abs(sides) == 1) & ~chart.series.excluded
    shifts = [signal for signal in chart.signals if signal.rule == "shift"]
    last = {signal.way: id(signal) for signal in shifts}
    found: dict[int, Signal] = {}
    for a, b in reversed([*pairwise(shifts)]):
        if id(b) != last[b.way] or any(b is half for half in found.values()):
            continue
        if b.way != -a.way or phase_of(chart, a) is not phase_of(chart, b):
            continue
        between = int(useful[a.points[-1] : b.points[0] - 1].sum())
        if at_start(chart, a) or between <= _BETWEEN:
            found[id(b)] = a
    return found


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

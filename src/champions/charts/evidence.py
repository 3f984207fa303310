"""How often chance alone does as much as the signals of a chart. :mod:`champions.charts.worth` says it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from champions.charts.alone import chance_by_order, family_of
from champions.charts.chances import (
    MOST_EXACT,
    Chance,
    Row,
    exact_orders,
    exact_orders_about,
    how_often,
    simulated,
    strength,
    together,
)
from champions.charts.limits import K_BY_HAND, K_EXACT
from champions.charts.result import Phase, Result
from champions.charts.runs import RUN_RULES, Signal, box_for
from champions.charts.signals import BY_ORDER
from champions.charts.tidy import side
from champions.sentences.told import later, told

#: What is said before the signals where the data speak against the rules, the most serious first.
_DOUBTS = {
    "end of scale": later(
        "Half of the points or more stand at the end of the scale. So signals say little here."
    ),
    "overdispersion": later(
        "These limits are too narrow here, so they cannot say which points stand out."
    ),
    "ties": later("Many events came straight after another. So signals may be false here."),
    "season": later("These signals may be the time of the year, which shows in these data."),
    "autocorrelation": later(
        "Each value is like the one before it. So these rules find signals too often here."
    ),
}


#: The same of a season that comes round each week.
_DOUBT_OF_WEEK = later("These signals may be the day of the week, which shows in these data.")


#: Rule sets of run charts whose rates are worked out exactly.
_BOXED = frozenset(name for name, rules in RUN_RULES.items() if rules.boxed)


def chance_of(chart: Result) -> Chance | None:
    """How often a stable service like this one shows a signal, and whether these are rare.

    None where nobody worked it out: fewer than 3 counts a point on P, U and C charts, a line agreed
    beforehand on a control chart, other limits than those of 2.66 moving ranges, another length of trend,
    screened ranges, or more than five phases.

    >>> from champions.charts.chart import control_chart, run_chart
    >>> waits = [24, 26, 22, 28, 25, 27, 23, 26, 24, 27, 15, 17, 14, 16, 18, 15, 17, 16, 14, 15]
    >>> chance_of(run_chart(waits)).strong, chance_of(control_chart(waits, centre=20)) is None
    (True, True)
    """
    asked = chart.asked
    usual = asked.k in {K_BY_HAND, K_EXACT} and not asked.screen_moving_ranges
    given = asked.centre is not None
    if not usual or asked.trend is not None or (given and asked.rules not in _BOXED):
        return None
    if given and not chart.row.runs_alone:
        return None
    weights = [weight_in(chart, part, part.signals) for part in chart.parts]
    return together([*zip((_row(chart, part) for part in chart.parts), weights, strict=True)])


@dataclass(frozen=True)
class Needs:
    """How much the signals of each phase must weigh to be rare; None where no weight is enough.

    Attributes:
        five: to come in fewer than 1 in 20 stable services. one: in fewer than 1 in 100.
    """

    five: tuple[int | None, ...]
    one: tuple[int | None, ...]

    def of(self, level: str) -> tuple[int | None, ...]:
        """By ``"one in 20"`` or ``"one in 100"``.

        >>> Needs((8,), (12,)).of("one in 100")
        (12,)
        """
        return self.one if level == "one in 100" else self.five


def needs_of(chart: Result) -> Needs | None:
    """How much signals must weigh to be rare on a chart like this; None as :func:`chance_of`.

    >>> from champions.charts.chart import control_chart
    >>> needs_of(control_chart([24, 26, 22, 28, 25, 27, 23, 26, 24, 27, 25, 22, 28, 24, 60]))
    Needs(five=(5,), one=(10,))
    """
    chance = chance_of(chart)
    if chance is None:
        return None
    rows = [row for row in (_row(chart, part) for part in chart.parts) if row is not None]
    several = len(rows) > 1
    five = [row.five if not several else row.two if len(rows) == 2 else row.one for row in rows]
    if chance.signal < RARE:  # then any signal is rare
        five = [1] * len(rows)
    return Needs(
        tuple(math.ceil(need) for need in five),
        tuple(None if several else math.ceil(row.one) for row in rows),
    )


def chance_of_run(chart: Result, told: Sequence[Signal] = ()) -> float | None:
    """How often a stable service has a run as long as the chart's longest, where a rare-event chart shows runs only.

    Waits between rare events are so uneven that single ones lie beyond the limits often. What they do must
    not be held against a run. It is exact: nothing is assumed but that any order of the points is as likely
    as any other. None on other charts, with other signals, and where lines come from some of the points only.

    Args:
        chart: the result. told: the runs that are told, if not all are.

    >>> from champions.charts.chart import control_chart
    >>> visits = [6, 2, 11, 0, 7, 4, 15, 3, 9, 1, 6, 12, 28, 41, 19, 36, 52, 24, 33, 47]
    >>> round(chance_of_run(control_chart(visits, "g")), 4)
    0.0012
    """
    alone = {signal.rule for signal in chart.signals} == {"shift"}
    if not (chart.row.events and alone) or len(chart.parts) > 1:
        return None
    return chance_by_order(chart, told or chart.parts[-1].signals)


def weight_in(chart: Result, part: Phase, signals: Sequence[Signal]) -> int:
    """What signals of a phase weigh. Where limits are too narrow, those that come from them do not.

    >>> from champions.charts.chart import control_chart
    >>> chart = control_chart([24, 26, 22, 28, 25, 27, 23, 26, 24, 27, 25, 22, 28, 24, 60])
    >>> weight_in(chart, chart.parts[0], chart.signals)
    28
    """
    doubtful = "overdispersion" in chart.doubts
    weighed = tuple(one for one in signals if not doubtful or one.rule in BY_ORDER)
    return strength(weighed, part.lines, part.first)


def _row(chart: Result, part: Phase) -> Row | None:
    family = family_of(chart)
    if family is None:
        return None
    known = part.kept & ~np.isnan(part.lines.values)
    length, base = int(known.sum()), int((known & part.used).sum())
    baseline = base if base < length else 0
    given = chart.asked.centre is not None
    rules = "making-data-count" if chart.row.differences else chart.rules
    row = simulated(family, rules, 0 if given else baseline, length)
    exact = chart.row.runs_alone and rules in _BOXED and not baseline
    if row is None or not (exact or given) or part.runs.useful > MOST_EXACT:
        return row
    runs = part.runs
    box = box_for(runs.useful, rules)
    if not runs.judged or box is None:
        return row
    if given:
        return row.with_signal(exact_orders_about(runs.useful, box))
    sides = side(part.lines.values, part.lines.centre)[part.kept]
    above, below = int((sides == 1).sum()), int((sides == -1).sum())
    return row.with_signal(exact_orders(above, below, box))


#: Signals that come less often than this in stable services are unlikely to be chance.
RARE = 0.05


def say_doubt(chart: Result) -> str:
    """What the data say against the rules, which is said before any signal; empty where there is nothing.

    >>> from champions.charts.chart import control_chart
    >>> say_doubt(control_chart([5, 6, 5, 7, 6, 5, 6, 7, 5, 6, 7, 6, 5, 6, 7]))
    ''
    """
    name = next((name for name in _DOUBTS if name in chart.doubts), "")
    doubt = _DOUBTS.get(name, "")
    if name == "season" and chart.series.spacing.word == "days":
        doubt = _DOUBT_OF_WEEK
    chance = chance_of(chart)
    by_order = "overdispersion" in chart.doubts and chance is not None and chance.strong
    return told(doubt) if doubt and not by_order else ""


def say_of_many(charts: Sequence[Result]) -> str:
    """What signals are worth among several charts: one of them alarms by chance more often than each.

    Empty where no chart has a signal, or a rate is not known.

    >>> from champions.charts.chart import run_chart
    >>> waits = [24, 26, 22, 28, 25, 27, 23, 26, 24, 27, 15, 17, 14, 16, 18, 15, 17, 16, 14, 15]
    >>> say_of_many([run_chart(waits)] * 8)
    'You see 8 charts. If nothing had changed in any, one or more would still show a signal about 2 times in 10.'
    """
    rates = [one.signal for one in map(chance_of, charts) if one is not None]
    if len(charts) < 2 or len(rates) < len(charts) or not any(one.signals for one in charts):
        return ""
    often = how_often(1 - math.prod(1 - rate for rate in rates))
    if len(charts) == 2:
        return told(
            "You see two charts. If nothing had changed in either, one or more would still show a signal "
            "{often}.",
            often=often,
        )
    return told(
        "You see {charts} charts. If nothing had changed in any, one or more would still show a signal "
        "{often}.",
        charts=len(charts),
        often=often,
    )

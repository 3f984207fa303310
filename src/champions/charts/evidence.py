"""What the signals of a chart are worth: what chance alone does on charts like it, in one sentence."""

from __future__ import annotations

import numpy as np

from champions.charts.chances import (
    MOST_EXACT,
    WHOLE,
    Chance,
    Row,
    count_family,
    exact_orders,
    exact_orders_about,
    how_often,
    simulated,
    strength,
    together,
)
from champions.charts.limits import K_BY_HAND, K_EXACT
from champions.charts.result import Phase, Result
from champions.charts.runs import RUN_RULES, box_for
from champions.charts.tidy import side

#: What is said in place of a rate where the data speak against the rules, the most serious first.
_DOUBTS = {
    "end of scale": (
        "Half of the points or more stand at the end of the scale, so that says little."
    ),
    "overdispersion": "The points vary more widely than these limits allow for, so that may be chance.",
    "season": "The time of the week or year shows in these data, so that may be the season.",
    "autocorrelation": "Each value is like the one before it, so that may be chance.",
}


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
    return together([(_row(chart, part), _weight(chart, part)) for part in chart.parts])


#: Patterns that limits which are too narrow do not make.
_BY_ORDER = WHOLE | {"shift", "trend", "alternating"}


def _weight(chart: Result, part: Phase) -> int:
    """What the signals of a phase weigh. Where limits are too narrow, those that come from them do not."""
    doubtful = "overdispersion" in chart.doubts
    signals = tuple(one for one in part.signals if not doubtful or one.rule in _BY_ORDER)
    return strength(signals, part.lines, part.first)


#: With fewer counts a point than this, on either side of a share, they are not spread as in the table.
_FEWEST_COUNTS = 3.0


def _mean_count(chart: Result) -> float:
    """How many counts a point has; of a share, on the side that has fewer."""
    count, out_of = chart.series.value, chart.series.out_of
    fewest = float(np.nanmean(count))
    if chart.row.made_from == "share" and out_of is not None:
        fewest = min(fewest, float(np.nanmean(out_of - count)))
    return fewest


def _row(chart: Result, part: Phase) -> Row | None:
    family = chart.row.family
    if family == "count":
        mean = _mean_count(chart)
        if mean < _FEWEST_COUNTS:
            return None
        family = count_family(mean)
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


def say_evidence(chart: Result) -> str:
    """One sentence on what the signals of a chart are worth.

    >>> from champions.charts.chart import run_chart
    >>> waits = [24, 26, 22, 28, 25, 27, 23, 26, 24, 27, 15, 17, 14, 16, 18, 15, 17, 16, 14, 15]
    >>> say_evidence(run_chart(waits))
    'That is unlikely to be chance: a stable service of this length shows a signal by these rules about 2 times in 100.'
    """
    doubt = next((said for name, said in _DOUBTS.items() if name in chart.doubts), None)
    chance = chance_of(chart)
    by_order = "overdispersion" in chart.doubts and chance is not None and chance.strong
    if doubt is not None and not by_order:
        return doubt
    if chance is None:
        return "How often chance alone shows as much was not worked out for a chart like this."
    often = how_often(chance.signal)
    if chance.signal < 0.05:
        return f"That is unlikely to be chance: a stable service of this length shows a signal by these rules {often}."
    if chance.rarer:
        return "That is unlikely to be chance: fewer than 1 in 100 stable services of this length show as much."
    if chance.strong:
        return "That is unlikely to be chance: fewer than 1 in 20 stable services of this length show as much."
    return f"That may be chance: a stable service of this length shows a signal by these rules {often}."

"""Runs about a middle line: useful points, runs, crossings, shifts and trends.

The one question here: has the middle moved, judged by order alone? These rule sets answer it:

``anhoej``
    a run longer than round(log2 n) + 3, or fewer crossings than the 5 % point of a binomial
    distribution (n - 1 tries, chance one half); n is the number of useful points. Anhøj J, Olesen AV.
    Run charts revisited. PLoS ONE 2014;9:e113825. Anhøj J. PLoS ONE 2015;10:e0121349.
``bestbox``, ``cutbox``
    as ``anhoej``, with both limits chosen together; see :mod:`champions.charts.boxes`. From 10 to 100
    useful points; with more, the Anhøj rules hold. Anhøj J, Wentzel-Larsen T. PLoS ONE 2020;15:e0233920.
``perla``
    six useful points on one side, five points that all rise or all fall, too few or too many runs.
    Perla RJ, Provost LP, Murray SK. BMJ Qual Saf 2011;20:46-51.
``making-data-count``
    seven points on one side, or seven that all rise or all fall. NHS England, Making Data Count.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from champions.charts.boxes import Box, box_in_table
from champions.charts.tidy import numbers, one_of, refuse, side
from champions.sentences.told import as_html, later, told

#: Fewer useful points than this are too few to judge a run chart by.
FEWEST_USEFUL = 10
#: A baseline of fewer points than this is not frozen.
FEWEST_FROZEN = 12


@dataclass(frozen=True)
class RunRules:
    """A rule set for runs.

    Attributes:
        shift: so many points on one side are a signal; None where that depends on their number.
        trend: so many points rising or falling are a signal; None for no trend rule.
        on_line_breaks: a point on the middle line ends a run, rather than being left out.
        ties_break: two equal neighbours end a trend, rather than counting once.
        boxed: crossings and the longest run are judged by a box; see :func:`box_for`.
    """

    name: str
    shift: int | None = None
    trend: int | None = None
    on_line_breaks: bool = False
    ties_break: bool = False
    boxed: bool = False


RUN_RULES = {
    "anhoej": RunRules("anhoej", boxed=True),
    "bestbox": RunRules("bestbox", boxed=True),
    "cutbox": RunRules("cutbox", boxed=True),
    "perla": RunRules("perla", shift=6, trend=5),
    "making-data-count": RunRules(
        "making-data-count", shift=7, trend=7, on_line_breaks=True, ties_break=True
    ),
}

#: Fewest and most runs expected for n useful points, from n = 10. The published table goes back to
#: Swed and Eisenhart (1943); we know it second-hand, so a signal from it says that it is.
_PERLA_RUNS = (
    (3, 9), (3, 10), (3, 11), (4, 11), (4, 12), (5, 12), (5, 13), (5, 13), (6, 14), (6, 15),
    (6, 16), (7, 16), (7, 17), (7, 17), (8, 18), (8, 18), (9, 19), (10, 19), (10, 20), (10, 20),
    (11, 21), (11, 22), (11, 23), (12, 23), (12, 24), (12, 24), (13, 25), (13, 25), (14, 26),
    (14, 26), (15, 27), (15, 27), (16, 28), (16, 28), (17, 29), (17, 30), (17, 31), (18, 31),
    (18, 32), (19, 32), (19, 33), (20, 33), (20, 34), (21, 34), (21, 35), (22, 35), (22, 36),
    (23, 36), (23, 37), (24, 37), (24, 38),
)  # fmt: skip


@dataclass(frozen=True)
class Signal:
    """A pattern that chance alone rarely makes.

    Attributes:
        rule: ``"shift"``, ``"trend"``, ``"crossings"`` or ``"many runs"``.
        points: numbers of the points that make it, counted from 1.
        way: 1 for up or above, -1 for down or below, 0 for neither.
        words: the signal in one sentence.
    """

    rule: str
    points: tuple[int, ...]
    way: int
    words: str


@dataclass(frozen=True)
class RunAnalysis:
    """What the order of the points says about a middle line.

    Attributes:
        rules: the rule set.
        centre: the middle line, in the unit of the values.
        values: how many values there are; missing: how many are not known.
        useful: how many values are not on the middle line.
        longest: the longest run, in points. longest_limit: a longer one is a signal.
        crossings: how often the line is crossed. crossings_limit: fewer are a signal.
        crossings_most: more crossings than this are a signal (``perla`` only).
        judged: False when there are too few useful points.
        signals: what was found, in the order of the rules.
    """

    rules: str
    centre: float
    values: int
    missing: int
    useful: int
    longest: int
    longest_limit: int | None
    crossings: int
    crossings_limit: int | None
    crossings_most: int | None
    judged: bool
    signals: tuple[Signal, ...]

    @property
    def runs(self) -> int:
        """How many runs there are: one more than crossings."""
        return self.crossings + 1 if self.useful else 0

    def __repr__(self) -> str:
        head = told(
            "Middle line {centre:g}. {useful} useful points, {runs} "
            "runs, longest run {longest}, {crossings} crossings.",
            centre=self.centre,
            useful=self.useful,
            runs=self.runs,
            longest=self.longest,
            crossings=self.crossings,
        )
        if not self.judged:
            return f"{head} " + told(
                "Too short to judge: fewer than {n} useful points.",
                n=FEWEST_USEFUL,
            )
        said = " ".join(signal.words for signal in self.signals) or told("No signal.")
        return f"{head} {said} {told('(rules: {rules})', rules=self.rules)}"


def analyse_runs(
    values: Any,
    rules: str = "anhoej",
    *,
    centre: float | None = None,
    freeze: int | None = None,
    trend: int | None = None,
) -> RunAnalysis:
    """Count runs about the middle line and judge them by a named rule set.

    Missing values are left out and counted. Under ``anhoej`` and ``perla`` a run goes on past a
    missing value or a point on the line, as neither is a useful point; under ``making-data-count``
    both end it. No trend goes on past a missing value.

    Args:
        values: one number for each period, in order of time.
        rules: a name in :data:`RUN_RULES`.
        centre: a middle line agreed beforehand; without it, the median.
        freeze: take the median of the first so many values only.
        trend: another length for the trend rule; Making Data Count also offers 6.

    Returns:
        The counts, their limits and the signals. Source: see :mod:`champions.charts.runs`.

    Raises:
        ChartError: nothing to judge, text among the numbers, or a baseline that is too short.

    >>> low_then_high = [3, 5, 4, 5, 3, 4, 3, 5, 9, 8, 9, 7, 8, 9, 8, 9]
    >>> result = analyse_runs(low_then_high)
    >>> result.centre, result.useful, result.longest, result.longest_limit, result.crossings
    (6.0, 16, 8, 7, 1)
    >>> [signal.rule for signal in result.signals]
    ['shift', 'shift', 'crossings']
    """
    chosen = RUN_RULES[one_of(rules, RUN_RULES, later("rule set for a run chart"))]
    known = numbers(values)
    if freeze is not None:
        check_freeze(freeze, known.size)
    line = float(centre) if centre is not None else middle(known[:freeze])
    return judge_runs(known, side(known, np.full(known.size, line)), chosen, line, trend=trend)


def middle(values: np.ndarray) -> float:
    """The median of the values that are known.

    >>> middle(np.array([4.0, np.nan, 1.0, 2.0]))
    2.0
    """
    known = np.sort(values[~np.isnan(values)])
    if not known.size:
        refuse(
            told("There is no value."),
            told("Without values there is no middle line."),
            told("Add the values, and run this again."),
        )
    return float((known[(known.size - 1) // 2] + known[known.size // 2]) / 2)


def check_freeze(freeze: int, count: int) -> None:
    """Refuse a baseline that is too short to freeze, or longer than the data.

    >>> check_freeze(8, 30)
    Traceback (most recent call last):
    champions.charts.tidy.ChartError: The baseline to freeze has 8 points. With fewer than 12 points the \
middle line is not yet settled. Freeze 12 or more points, or draw the chart without a freeze.
    """
    if freeze < FEWEST_FROZEN:
        refuse(
            told("The baseline to freeze has {freeze} points.", freeze=freeze),
            told(
                "With fewer than {n} points the middle line is not yet settled.",
                n=FEWEST_FROZEN,
            ),
            told(
                "Freeze {n} or more points, or draw the chart without a freeze.",
                n=FEWEST_FROZEN,
            ),
        )
    if freeze > count:
        refuse(
            told(
                "The baseline to freeze has {freeze} points, and the data {count}.",
                freeze=freeze,
                count=count,
            ),
            told("There is nothing after the baseline."),
            told("Freeze fewer points, or draw the chart without a freeze."),
        )


def judge_runs(
    values: np.ndarray,
    sides: np.ndarray,
    rules: RunRules,
    centre: float = math.nan,
    *,
    trend: int | None = None,
    numbered: np.ndarray | None = None,
) -> RunAnalysis:
    """Judge runs when the side of each point is known: the core of :func:`analyse_runs`.

    Args:
        values: the values in order; NaN where missing.
        sides: 1 above the middle line, -1 below, 0 on it, NaN where missing.
        rules: the rule set.
        centre: the middle line, for the record.
        trend: another length for the trend rule.
        numbered: numbers of the points, where they do not count from 1.

    >>> values = np.array([1.0] * 8 + [-1.0, 1.0] * 6)
    >>> judge_runs(values, np.sign(values), RUN_RULES["anhoej"], 0.0).longest
    8
    """
    if numbered is None:
        numbered = np.arange(1, values.size + 1)
    useful_at = np.flatnonzero(np.abs(sides) == 1)
    useful = useful_at.size
    starts, lengths, ways = stretches(sides[useful_at])
    crossings = max(lengths.size - 1, 0)
    low, high = crossing_limits(useful, rules.name)
    if rules.on_line_breaks:
        starts, lengths, ways = stretches(np.nan_to_num(sides))
        lengths = np.where(ways == 0, 0, lengths)
        members = numbered
    else:
        members = numbered[useful_at]
    longest = int(lengths.max(initial=0))
    box = box_for(useful, rules.name)
    longest_limit = None if rules.shift is None else rules.shift - 1
    if box is not None:
        longest_limit, low = box.longest_with(crossings), box.crossings_with(longest)
    judged = useful >= FEWEST_USEFUL
    found: list[Signal] = []
    if judged and longest_limit is not None:
        for at in np.flatnonzero(lengths > longest_limit):
            points = tuple(members[starts[at] : starts[at] + lengths[at]].tolist())
            found.append(_shift(points, int(ways[at]), longest_limit))
    if judged and rules.trend:
        long_enough = trend or rules.trend
        found += [
            _trend(tuple(numbered[at].tolist()), way, long_enough)
            for at, way in trends(values, long_enough, ties_break=rules.ties_break)
        ]
    if judged and low is not None and crossings < low:
        found.append(_few(tuple(members.tolist()), crossings, low, rules.name))
    if judged and high is not None and crossings > high:
        found.append(_many(tuple(members.tolist()), crossings, high))
    missing = int(np.isnan(values).sum())
    return RunAnalysis(
        rules.name, centre, values.size, missing, useful, longest, longest_limit,
        crossings, low, high, judged, tuple(found),
    )  # fmt: skip


def stretches(sides: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Start, length and side of each stretch of equal neighbours.

    >>> [part.tolist() for part in stretches(np.array([1, 1, -1, 1]))]
    [[0, 2, 3], [2, 1, 1], [1, -1, 1]]
    """
    if not sides.size:
        nothing = np.zeros(0, dtype=int)
        return nothing, nothing, nothing
    starts = np.concatenate(([0], np.flatnonzero(sides[1:] != sides[:-1]) + 1))
    return starts, np.diff(np.append(starts, sides.size)), sides[starts]


def has_stretch(ways: np.ndarray, length: int) -> bool:
    """Whether there are so many 1 or so many -1 in a row anywhere: a quick look before a close one.

    >>> has_stretch(np.array([0, 1, 1, np.nan, 1]), 2), has_stretch(np.array([1, -1, -1, 0]), 3)
    (True, False)
    """
    return any((ways == way).tobytes().find(b"\1" * length) >= 0 for way in (1, -1))


def trends(
    values: np.ndarray, length: int, *, ties_break: bool = True, near: float | None = None
) -> list[tuple[np.ndarray, int]]:
    """Positions and direction of each stretch of points that all rise or all fall.

    Args:
        values: the values in order; a missing value ends a trend.
        length: the fewest points that make a trend.
        ties_break: two equal neighbours end a trend; else they count once, as Perla's rules say.
        near: a difference that counts as none; see :func:`champions.charts.tidy.side`.

    >>> [(at.tolist(), way) for at, way in trends(np.array([5.0, 1, 2, 3, 4, 2]), 4)]
    [([1, 2, 3, 4], 1)]
    """
    at = np.arange(values.size)
    if not ties_break and values.size:
        # A point equal to the one before it is passed over.
        at = np.flatnonzero(np.append(True, values[1:] != values[:-1]))
    at_values = values if ties_break else values[at]
    steps = side(at_values[1:], at_values[:-1], near)
    if not has_stretch(steps, length - 1):
        return []
    starts, lengths, ways = stretches(np.nan_to_num(steps))
    return [
        (at[starts[i] : starts[i] + lengths[i] + 1], int(ways[i]))
        for i in np.flatnonzero((lengths >= length - 1) & (ways != 0))
    ]


def anhoej_longest(useful: int) -> int:
    """The longest run that chance often makes: round(log2 n) + 3. A longer one is a signal.

    Source: Anhøj & Olesen 2014, after Schilling 2012.

    >>> [anhoej_longest(n) for n in (10, 12, 15, 20, 24, 30, 36)]
    [6, 7, 7, 7, 8, 8, 8]
    """
    return round(math.log2(useful)) + 3


@lru_cache(maxsize=4096)
def anhoej_crossings(useful: int) -> int:
    """The fewest crossings that chance often makes. Fewer are a signal.

    It is the 5 % quantile of a binomial distribution of n - 1 tries with chance one half, exact in
    whole numbers up to n = 2,000. Source: Anhøj & Olesen 2014, after Chen 2010.

    >>> [anhoej_crossings(n) for n in (10, 12, 15, 20, 24, 30, 36)]
    [2, 3, 4, 6, 8, 10, 13]
    """
    tries = useful - 1
    if useful <= 2000:
        ways, total, crossings = 1, 1, 0
        while 20 * total < 1 << tries:
            ways = ways * (tries - crossings) // (crossings + 1)
            total += ways
            crossings += 1
        return crossings
    spread = math.sqrt(tries) / 2
    first = math.floor(tries / 2 - 9 * spread)
    counts = np.arange(first, tries // 2)
    steps = np.log((tries - counts[:-1]) / counts[1:])
    start = math.lgamma(tries + 1) - math.lgamma(first + 1) - math.lgamma(tries - first + 1)
    share = np.cumsum(np.exp(start - tries * math.log(2) + np.append(0, np.cumsum(steps))))
    return int(counts[np.searchsorted(share, 0.05)])


def box_for(useful: int, rules: str) -> Box | None:
    """The box by which a rule set judges crossings and the longest run; None where it has none.

    >>> box_for(20, "anhoej"), box_for(20, "perla")
    (Box(crossings=6, longest=7, by_longest=6, by_crossings=7), None)
    """
    if not useful or not RUN_RULES[rules].boxed:
        return None
    found = None if rules == "anhoej" else box_in_table(useful, cut=rules == "cutbox")
    return found or Box.whole(anhoej_crossings(useful), anhoej_longest(useful))


def crossing_limits(useful: int, rules: str) -> tuple[int | None, int | None]:
    """Fewest and most crossings without a signal under a rule set; None where it sets none.

    >>> crossing_limits(20, "anhoej"), crossing_limits(20, "perla")
    ((6, None), (5, 15))
    """
    if box := box_for(useful, rules):
        return box.crossings, None
    if rules == "perla" and FEWEST_USEFUL <= useful < FEWEST_USEFUL + len(_PERLA_RUNS):
        fewest, most = _PERLA_RUNS[useful - FEWEST_USEFUL]
        return fewest - 1, most - 1
    return None, None


def _shift(points: tuple[int, ...], way: int, limit: int) -> Signal:
    words = (
        later(
            "{n} points in a row above the middle line, from point {first} "
            "to {last}; more than {limit} is a signal."
        )
        if way > 0
        else later(
            "{n} points in a row below the middle line, from point "
            "{first} to {last}; more than {limit} is a signal."
        )
    )
    return Signal("shift", points, way, _filled(words, points, limit))


def _trend(points: tuple[int, ...], way: int, limit: int) -> Signal:
    words = (
        later(
            "{steps} rises in a row, from point {first} to {last} ({n} "
            "points); {limit} points are a signal."
        )
        if way > 0
        else later(
            "{steps} falls in a row, from point {first} to {last} ({n} "
            "points); {limit} points are a signal."
        )
    )
    return Signal("trend", points, way, _filled(words, points, limit))


def _filled(words: str, points: tuple[int, ...], limit: int) -> str:
    steps = len(points) - 1
    return told(words, n=len(points), steps=steps, first=points[0], last=points[-1], limit=limit)


def _few(points: tuple[int, ...], crossings: int, low: int, rules: str) -> Signal:
    words = told(
        "The middle line is crossed {times}; fewer than {low} is a signal.",
        times=times_said(crossings),
        low=low,
    )
    if rules == "perla":
        words += " " + told("(By a table of runs that we know second-hand.)")
    return Signal("crossings", points, 0, words)


def _many(points: tuple[int, ...], crossings: int, high: int) -> Signal:
    words = told(
        "The middle line is crossed {times}; more than {high} is a "
        "signal. (By a table of runs that we know second-hand.)",
        times=times_said(crossings),
        high=high,
    )
    return Signal("many runs", points, 0, words)


def times_said(count: int) -> str:
    """How often, as a person says it.

    >>> times_said(1), times_said(2), times_said(12)
    ('once', 'twice', '12 times')
    """
    named = {0: told("never"), 1: told("once"), 2: told("twice")}
    return named.get(count) or told("{count} times", count=count)


@dataclass(frozen=True)
class AnhoejCard:
    """The card of limits for a run chart, to print and to lay beside a chart drawn by hand.

    Attributes:
        rows: useful points, longest run without a signal, fewest crossings without a signal.
    """

    rows: tuple[tuple[int, int, int], ...]

    def __repr__(self) -> str:
        heads = (
            told("Useful points"),
            told("Signal if the longest run is more than"),
            told("Signal if crossings are fewer than"),
        )
        head = " | ".join(heads)
        return "\n".join([head, *(f"{n} | {run} | {few}" for n, run, few in self.rows)])

    def _repr_html_(self) -> str:
        cells = "".join(
            f'<tr><th scope="row">{n}</th><td>{run}</td><td>{few}</td></tr>'
            for n, run, few in self.rows
        )
        names = (
            told("Useful points"),
            told("Longest run is more than"),
            told("Crossings are fewer than"),
        )
        heads = "".join(f'<th scope="col">{one}</th>' for one in names)
        caption = told("Anhøj rules: when is it a signal?")
        return as_html(
            f'<table class="champions-card"><caption>{caption}</caption>'
            f"<thead><tr>{heads}</tr></thead><tbody>{cells}</tbody></table>"
        )


#: The rows of the printed card; 17 and 40 are those of the charts in lesson 06.
CARD = (10, 12, 15, 17, 20, 24, 30, 36, 40)


def anhoej_card(useful: tuple[int, ...] | range = CARD) -> AnhoejCard:
    """The printed card: for so many useful points, the limits of run length and of crossings.

    Source: Anhøj & Olesen 2014; see :func:`anhoej_longest` and :func:`anhoej_crossings`.

    >>> anhoej_card((10, 20))
    Useful points | Signal if the longest run is more than | Signal if crossings are fewer than
    10 | 6 | 2
    20 | 7 | 6
    """
    return AnhoejCard(tuple((n, anhoej_longest(n), anhoej_crossings(n)) for n in useful))

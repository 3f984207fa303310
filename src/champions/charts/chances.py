"""How often chance alone would show as much: what a reading may say of its signals.

Rules that find changes also find patterns where nothing changed: the longer the chart, the more often.
Two numbers are kept apart:

* how often a **stable** service gives any signal, under this rule set, on this kind of chart, at this
  length: the rate that a learner needs before trusting a signal;
* how often it gives signals as **strong** as these. A run of 24 weeks is more than a run of 7.

Only where the second is under 5 in 100 does a reading say "unlikely to be chance". How often one signal comes
by itself, whatever else the rules look for, is in :mod:`champions.charts.alone`. Around the median of
a run chart the rules with boxes are worked out exactly (:func:`exact_orders`), as nothing is assumed but that
any order of the values is as likely as any other. The rest is simulated by ``benchmarks/chances.py`` and
lies in ``chances.csv``. What that assumes: values do not depend on each other; on I, Xbar and S charts
they are normal; counts are Poisson with a mean of 4, 8 or 25, whichever is nearest (P and U charts take
the same rows); times between
events are exponential, and counts between events geometric with a mean of 10.
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

import numpy as np

from champions.charts.boxes import Box
from champions.charts.limits import Lines
from champions.charts.runs import Signal
from champions.sentences import counted
from champions.sentences.told import told

#: Rules that speak of the whole chart, not of some points.
WHOLE = frozenset({"crossings", "many runs"})
#: The mean count of a point in each family of counts that was simulated.
COUNT_FAMILIES = {"count 4": 4.0, "count": 8.0, "count 25": 25.0}


def count_family(mean: float) -> str:
    """The family whose mean count is nearest, as a multiple.

    >>> count_family(5), count_family(10), count_family(300)
    ('count 4', 'count', 'count 25')
    """
    return min(COUNT_FAMILIES, key=lambda name: abs(math.log(mean / COUNT_FAMILIES[name])))


#: What a point beyond a limit counts, beside one for each point of a pattern; and how much more for
#: each whole distance from the centre to the limit that it lies further out.
_BEYOND, _FURTHER = 4, 14


def strength(signals: tuple[Signal, ...], lines: Lines | None, first: int = 0) -> int:
    """How much the signals of one phase weigh together: a whole number, 0 without a signal.

    Each point of a pattern counts 1. A point beyond a limit counts 4, and more the further out it is. A
    rule on the whole chart, such as too few crossings, counts 4.

    Args:
        signals: of one phase. lines: of that phase; None where there are no limits.
        first: how many points stand before the phase.

    >>> strength((Signal("shift", (1, 2, 3, 4, 5, 6, 7), 1, ""),), None)
    7
    """
    members = {at for one in signals if one.rule not in WHOLE | {"outside"} for at in one.points}
    found = float(len(members) + _BEYOND * sum(one.rule in WHOLE for one in signals))
    for one in signals:
        if one.rule == "outside" and lines is not None:
            at = one.points[0] - 1 - first
            edge = (lines.upper if one.way > 0 else lines.lower)[at] - lines.centre[at]
            ratio = (lines.values[at] - lines.centre[at]) / edge if edge else 2.0
            found += _BEYOND + math.floor(_FURTHER * min(max(float(ratio) - 1, 0.0), 10.0))
    return int(found)


@dataclass(frozen=True)
class Chance:
    """What chance alone does on charts like one chart.

    Attributes:
        signal: share of stable series that show any signal by these rules, from 0 to 1.
        strong: whether at most 5 in 100 stable series show signals as strong as the chart's.
        rarer: whether at most 1 in 100 do.
    """

    signal: float
    strong: bool
    rarer: bool


@dataclass(frozen=True)
class Row:
    """What the table says of one length: the rate of any signal, and the strengths that are rare."""

    signal: float
    five: float
    two: float
    one: float

    def with_signal(self, exact: float) -> Row:
        """The same with an exact rate. Where that is under 5 in 100, any signal is rare."""
        return replace(self, signal=exact, five=1 if exact < 0.05 else max(self.five, 2))


@lru_cache(maxsize=1)
def table() -> dict[tuple[str, str, int], dict[int, Row]]:
    """The table of ``benchmarks/chances.py``: family, rule set and baseline, then the length.

    >>> 0.1 < table()["i", "making-data-count", 0][24].signal < 0.3
    True
    """
    found: dict[tuple[str, str, int], dict[int, Row]] = {}
    text = files("champions.charts").joinpath("chances.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        key = (row["family"], row["rules"], int(row["baseline"]))
        numbers = (float(row[name]) for name in ("signal", "five", "two", "one"))
        found.setdefault(key, {})[int(row["length"])] = Row(*numbers)
    return found


@lru_cache(maxsize=1024)
def simulated(family: str, rules: str, baseline: int, length: int) -> Row | None:
    """The row of the table for one phase, between the lengths that were simulated; None if there is none.

    A stable series stays without a signal about as often in each stretch, so the logarithm of that share
    is what is read between two lengths, and carried on past the longest. The rare strengths are read up.
    A baseline between two that were simulated takes the shorter one, which alarms more often.

    >>> row = simulated("i", "making-data-count", 0, 27)
    >>> table()["i", "making-data-count", 0][24].signal < row.signal
    True
    """
    found = table()
    bases = sorted(base for f, r, base in found if (f, r) == (family, rules))
    if not bases:
        return None
    fits = [base for base in bases if base and base <= baseline < length]
    if baseline and baseline < length and not fits:
        return None
    rows = found[family, rules, max(fits) if fits else 0]
    sizes = sorted(rows)
    if length in rows:
        return rows[length]
    if length < sizes[0]:
        return rows[sizes[0]]
    above = next((size for size in sizes if size > length), sizes[-1])
    below = max(size for size in sizes if size < above)
    share = (length - below) / (above - below)
    low, high = rows[below], rows[above]

    def between(a: float, b: float) -> float:
        return math.ceil(a + (b - a) * share)

    calm = [math.log(max(1 - row.signal, 1e-9)) for row in (low, high)]
    signal = 1 - math.exp(min(calm[0] + (calm[1] - calm[0]) * share, 0.0))
    return Row(
        signal, between(low.five, high.five), between(low.two, high.two), between(low.one, high.one)
    )


def _compositions(total: int, parts: int, most: int) -> int:
    """In how many ways a total is made of so many parts, each from 1 to the most."""
    if not parts:
        return int(total == 0)
    ways = 0
    for over in range(parts + 1):
        left = total - over * most
        if left < parts:
            break
        ways += (-1) ** over * math.comb(parts, over) * math.comb(left - 1, parts - 1)
    return ways


@lru_cache(maxsize=1024)
def exact_orders(above: int, below: int, box: Box) -> float:
    """The exact share of orders of so many points above and below a line that a box calls a signal.

    Nothing is assumed but that each order is as likely as any other: a service where nothing changes.

    Args:
        above, below: useful points on the two sides. box: what is no signal.

    >>> round(exact_orders(2, 2, Box.whole(0, 1)), 4)  # of six orders, two have no run of two
    0.6667
    >>> round(exact_orders(12, 12, Box.whole(8, 8)), 3)
    0.031
    """
    calm = 0
    for runs in range(1, above + below + 1):
        longest = box.allows(runs - 1)
        if longest:
            one, two = runs // 2, runs - runs // 2
            first = _compositions(above, two, longest) * _compositions(below, one, longest)
            other = _compositions(above, one, longest) * _compositions(below, two, longest)
            calm += first + other
    return 1 - calm / math.comb(above + below, above)


@lru_cache(maxsize=1024)
def exact_orders_about(points: int, box: Box) -> float:
    """The same about a line agreed beforehand: each point is above or below by a fair coin.

    >>> exact_orders_about(3, Box.whole(0, 1))  # of eight rows of coins, two have no run of two
    0.75
    """
    calm = sum(
        2 * _compositions(points, runs, longest)
        for runs in range(1, points + 1)
        if (longest := box.allows(runs - 1))
    )
    return 1 - calm / 2**points


@lru_cache(maxsize=1024)
def exact_steps(points: int, length: int, *, turns: bool = False) -> float:
    """The exact share of orders of so many points in which so many in a row all rise, or all fall.

    Points are taken one after the other. What is kept of them is which way the last step went, how many points
    the pattern has by then, and what rank the last point has among all so far: the next one may come in at any
    rank as likely as at any other.

    Args:
        points: all different. length: of the pattern. turns: whether it goes up and down in turn instead.

    >>> round(6 * exact_steps(3, 3)), round(6 * exact_steps(3, 3, turns=True))  # of six orders
    (2, 4)
    >>> round(exact_steps(20, 7), 4)
    0.0049
    """
    if points < length:
        return 0.0
    calm = np.zeros((2, length + 1, points))
    calm[0, 2, 0] = calm[1, 2, 1] = 0.5
    for known in range(2, points):
        below = np.zeros(
            (2, length + 1, known + 1)
        )  # the last point has a rank under each that the next can take
        np.cumsum(calm[:, :, :known], axis=2, out=below[:, :, 1:])
        step = (below[:, :, -1:] - below, below)
        calm = np.zeros_like(calm)
        for way in (0, 1):
            on, other = (1 - way, way) if turns else (way, 1 - way)
            new = step[way] / (known + 1)
            calm[way, 3:length, : known + 1] = new[on, 2 : length - 1]
            calm[way, 2, : known + 1] = new[other].sum(axis=0)
    return 1 - float(calm[:, :length].sum())


#: The longest chart whose chances are worked out exactly while somebody waits.
MOST_EXACT = 400
#: In how many parts the distance from the centre to a limit is counted, past the limit.
_PARTS = 20


def size_of(signal: Signal, lines: Lines, first: int = 0) -> int:
    """How large one signal is: how many points it has; of a point beyond a limit, how far beyond it lies.

    That is counted in twentieths of the distance from the centre to the limit, rounded down.

    Args:
        signal: of a phase. lines: of that phase. first: how many points stand before it.

    >>> size_of(Signal("shift", (1, 2, 3, 4, 5, 6, 7), 1, ""), Lines(*[np.zeros(7)] * 4, None))
    7
    """
    if signal.rule != "outside":
        return len(signal.points)
    at = signal.points[0] - 1 - first
    edge = (lines.upper if signal.way > 0 else lines.lower)[at] - lines.centre[at]
    ratio = (lines.values[at] - lines.centre[at]) / edge if edge else 2.0
    return math.floor(_PARTS * min(max(float(ratio) - 1, 0.0), 10.0) + 1e-9)


#: Shares below this are not kept: it stands for all that are smaller.
LEAST_SHARE = 0.0005


@lru_cache(maxsize=1)
def _alone() -> dict[tuple[str, str], dict[int, tuple[int, tuple[float, ...]]]]:
    """The table of ``benchmarks/chances.py --alone``: family and rule, then the length: least size, and shares."""
    found: dict[tuple[str, str], dict[int, tuple[int, tuple[float, ...]]]] = {}
    text = files("champions.charts").joinpath("alone.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        shares = tuple(float(share) for share in row["shares"].split())
        of_rule = found.setdefault((row["family"], row["rule"]), {})
        of_rule[int(row["length"])] = int(row["least"]), shares
    return found


@lru_cache(maxsize=1024)
def simulated_alone(family: str, rule: str, length: int, size: int) -> float | None:
    """The share of stable series of one length that show one signal of a rule as large as this; None if unknown.

    Between two lengths it is read as in :func:`simulated`.

    >>> rates = [simulated_alone("i", "outside", 24, size) for size in (0, 2, 8)]
    >>> rates == sorted(rates, reverse=True), simulated_alone("run", "outside", 24, 0)
    (True, None)
    """
    rows = _alone().get((family, rule))
    if not rows:
        return None
    sizes = sorted(rows)

    def share(of: int) -> float:
        least, shares = rows[of]
        at = max(size - least, 0)
        return shares[at] if at < len(shares) else LEAST_SHARE

    if length in rows or length < sizes[0]:
        return share(max(length, sizes[0]))
    if len(sizes) == 1:
        return None
    above = next((one for one in sizes if one > length), sizes[-1])
    below = max(one for one in sizes if one < above)
    calm = [math.log(max(1 - share(of), 1e-9)) for of in (below, above)]
    part = (length - below) / (above - below)
    return 1 - math.exp(min(calm[0] + (calm[1] - calm[0]) * part, 0.0))


def together(phases: list[tuple[Row | None, int]]) -> Chance | None:
    """What chance does on a chart of some phases, each with its row and the strength of its signals.

    Phases are taken as independent. The strongest phase counts, and has to be rarer the more there are.

    >>> together([(Row(0.25, 8, 10, 12), 9)])
    Chance(signal=0.25, strong=True, rarer=False)
    >>> together([(Row(0.2, 8, 10, 12), 9), (Row(0.2, 8, 10, 12), 0)]).strong
    False
    """
    rows = [row for row, _ in phases]
    if any(row is None for row in rows) or len(phases) > 5:
        return None
    signal = 1 - math.prod(1 - row.signal for row in rows if row is not None)
    strong = rarer = False
    for row, weight in phases:
        if row is None:
            continue
        need = {1: row.five, 2: row.two}.get(len(phases), row.one)
        strong |= bool(weight) and weight >= need
        rarer |= bool(weight) and len(phases) == 1 and weight >= row.one
    return Chance(signal, strong, rarer)


def how_often(share: float) -> str:
    """A rate as a person says it.

    >>> [how_often(share) for share in (0.004, 0.031, 0.05, 0.08, 0.31, 0.52, 0.97)]
    ['less than 1 time in 100', 'about 3 times in 100', 'about 1 time in 20', 'about 1 time in 12', \
'about 3 times in 10', 'about 5 times in 10', 'nearly every time']
    """
    if share < 0.01:
        return told("less than 1 time in 100")
    if share < 0.0475:
        return counted(round(share * 100), "about 1 time in 100", "about {n} times in 100")
    if share < 0.095:
        return told("about 1 time in {number}", number=round(1 / share))
    if share >= 0.95:
        return told("nearly every time")
    return counted(min(round(share * 10), 9), "about 1 time in 10", "about {n} times in 10")

"""Random charts, and their readings read back against the numbers: no sentence says what they do not.

    PYTHONPATH=src python tests/said_back.py 10000

The reading is taken apart with patterns of its own; what it says is then counted again from the values
and lines in plain loops, without the code that wrote it.
"""

from __future__ import annotations

import itertools
import math
import re
import statistics
import sys
from collections import Counter
from functools import cache, lru_cache
from typing import Any

import numpy as np
import pandas as pd

from champions.charts.alone import family_of
from champions.charts.chances import how_often, simulated_alone
from champions.charts.chart import Chart, control_chart, run_chart
from champions.charts.evidence import chance_of, needs_of
from champions.charts.runs import Signal
from champions.charts.signals import LIMIT_RULES

KINDS = ("run", "run", "i", "i", "p", "u", "c", "pp", "g", "t", "xbar", "mr", "ip")
RUN_RULES = ("anhoej", "bestbox", "cutbox", "perla", "making-data-count")
NAMES = ("waits", "age", "late visits", "share of calls", "the calls", "falls", "people who came")
WORD = r"(?:days|weeks|months|quarters|years|points)"
MEANS = r"(?:, (?:for the (?:better|worse)(?: at that time)?|on the (?:better|worse) side))?"
#: What comes less often by itself is called unlikely, whatever else is looked for: up to eight rules at 1 in 200.
RARE_ALONE = 0.005
MORE = r"(?: \(the last of (?P<of>\d+) such times\))?"


def times_of(chance: np.random.Generator, count: int) -> Any:
    """When the points happened: in one of the ways in which people write it."""
    how = int(chance.integers(9))
    freq = {1: "D", 2: "7D", 3: "MS", 4: "ME", 5: "QS"}.get(how)
    if freq:
        dates = pd.date_range("2021-03-01", periods=count + 3, freq=freq)
        if chance.random() < 0.2:
            dates = dates[np.sort(chance.choice(count + 3, count, replace=False))]
        return dates[:count]
    if how == 6:
        return list(range(1990, 1990 + count))
    if how == 7:
        return [f"week {at}" for at in range(1, count + 1)]
    return np.cumsum(chance.integers(1, 9, count)).tolist() if how == 8 else None


def pulled(chance: np.random.Generator, count: int) -> np.ndarray:
    """What happens beside chance, in standard deviations: nothing, a step, a climb, spikes, a stretch, turns."""
    pull = np.zeros(count)
    shape = int(chance.integers(6))
    if shape == 1:
        pull[chance.integers(count) :] += chance.normal(0, 2)
    elif shape == 2:
        pull += np.linspace(0, chance.normal(0, 4), count)
    elif shape == 3:
        pull[chance.choice(count, 2)] += chance.normal(0, 6, 2)
    elif shape == 4:
        first = chance.integers(count)
        pull[first : first + chance.integers(5, 15)] += chance.normal(0, 2.5)
    elif shape == 5:
        pull += 2.5 * (-1.0) ** np.arange(count)
    return pull


def numbers(
    kind: str, chance: np.random.Generator, pull: np.ndarray, scale: float
) -> tuple[list[Any], list[int] | None]:
    """The numbers of one chart, and their totals where it has some."""
    count, noise = pull.size, chance.normal(size=pull.size)
    if kind in {"p", "pp", "u"}:
        out_of = chance.integers(20, 400, count)
        share = np.clip(0.4 + 0.06 * pull + 0.05 * noise * (kind == "pp"), 0.02, 0.98)
        drawn = chance.poisson(out_of * share) if kind == "u" else chance.binomial(out_of, share)
        return drawn.tolist(), out_of.tolist()
    if kind == "ip":
        out_of = chance.integers(20, 400, count)
        return (
            scale * out_of * (50 + pull + noise * 10 / np.sqrt(out_of))
        ).tolist(), out_of.tolist()
    level = np.clip(9 + 3 * pull, 0.2, None)
    made = {
        "c": lambda: chance.poisson(level),
        "g": lambda: chance.geometric(1 / (1 + level)) - 1,
        "t": lambda: chance.exponential(9, count) * np.exp(np.clip(pull / 3, -3, 3)) + 0.01,
        "xbar": lambda: scale * (50 + pull[:, None] + chance.normal(size=(count, 4))),
    }
    if kind in made:
        return made[kind]().tolist(), None
    plain = 50 + pull + noise
    return (scale * (np.round(plain) if chance.random() < 0.3 else plain)).tolist(), None


@lru_cache(maxsize=2000)
def random_chart(seed: int) -> Chart:
    """One chart of a kind, rule set, options and data drawn by chance, the same for a seed."""
    chance = np.random.default_rng([20261129, seed])
    kind = str(chance.choice(KINDS))
    count = int(chance.choice([8, 11, 14, 20, 24, 30, 45, 70]))
    pull = pulled(chance, count)
    scale = float(chance.choice([1, 1, 0.003, 4000]))
    options: dict[str, Any] = {"name": str(chance.choice(NAMES)), "time": None}
    options["time"] = None if kind == "xbar" else times_of(chance, count)
    options["improvement"] = chance.choice(["up", "down", "neither", ""]) or None
    rules = str(chance.choice(RUN_RULES if kind == "run" else list(LIMIT_RULES)))
    if count >= 20 and chance.random() < 0.25:
        options["freeze"] = int(chance.integers(12, 16))
    elif count >= 30 and chance.random() < 0.25:
        at = int(chance.integers(12, count - 12))
        options["rebase"] = {at: "agreed"} if options["time"] is None else None
    data, out_of = numbers(kind, chance, pull, scale)
    if out_of is not None:
        options["out_of"] = out_of
    if kind != "xbar" and chance.random() < 0.2:
        data[int(chance.integers(1, count))] = None
    if options["time"] is None and chance.random() < 0.1:
        options["exclude"] = [int(chance.integers(1, count + 1))]
    level = float(np.nanmean(np.array(data, float)))
    if kind in {"run", "i", "c"} and seed % 4 == 0:
        options["target"] = round(level * float(np.random.default_rng(seed).uniform(0.9, 1.1)), 6)
    if out_of is not None and kind != "ip" and seed % 2 == 0:
        share = level / float(np.mean(out_of))
        options["target"] = round(share * float(np.random.default_rng(seed).uniform(0.6, 1.4)), 6)
    if kind == "run":
        return run_chart(data, rules=rules, **options)
    return control_chart(data, kind, rules=rules, **options)


def of_each(sides: list[int]) -> tuple[int, int]:
    """How many points lie above the line, and how many below it."""
    return sides.count(1), sides.count(-1)


@cache
def rate_of_run(longest: int, above: int, below: int) -> float:
    """In how many orders of the points above and below the line a run is as long as that."""
    ways = {(0, 0, 1): 1, (0, 0, -1): 1}
    for up, down in itertools.product(range(above + 1), range(below + 1)):
        if up + down:
            lengths = range(1, longest)
            ways[up, down, 1] = sum(ways.get((up - n, down, -1), 0) for n in lengths)
            ways[up, down, -1] = sum(ways.get((up, down - n, 1), 0) for n in lengths)
    calm = ways[above, below, 1] + ways[above, below, -1]
    return 1 - calm / math.comb(above + below, above)


@cache
def rate_of_crossings(least: int, most: int, above: int, below: int) -> float:
    """In how many orders of the points above and below the line there are so many crossings (Wald, Wolfowitz)."""
    ways = 0
    for runs in range(max(least + 1, 2), most + 2):
        half, odd = divmod(runs, 2)
        a, b = above - 1, below - 1
        ways += (
            math.comb(a, half) * math.comb(b, half - 1)
            + math.comb(a, half - 1) * math.comb(b, half)
            if odd
            else 2 * math.comb(a, half - 1) * math.comb(b, half - 1)
        )
    return ways / math.comb(above + below, above)


def law(kind: str, total: int, whole: float, size: float) -> tuple[Any, tuple[float, ...]]:
    """The law of chance of one count, given all of them together, as scipy has it, and what it is asked with."""
    from scipy import stats  # the oldest libraries are tried without it, and look at pictures alone

    if kind == "p":
        return stats.hypergeom, (int(whole), total, int(size))
    return stats.binom, (total, size / whole)


@cache
def rate_within(kind: str, total: int, whole: float, size: float, tail: float) -> float:
    """How often one count is less far out than a tail of that weight."""
    family, about = law(kind, total, whole, size)
    least, most = family.interval(1 - 1e-13, *about)
    here = family.pmf(np.arange(least - 2, most + 3), *about)
    low, high = np.cumsum(here), np.cumsum(here[::-1])
    fit = tail * (1 + 1e-7)
    return float(1 - low[low <= fit].max(initial=0) - high[high <= fit].max(initial=0))


@lru_cache(maxsize=4000)
def rate_of_steps(points: int, length: int, turns: bool) -> float:
    """In how many orders of so many points so many in a row rise or fall, or turn: each order built point by point."""
    if points < length:
        return 0.0
    # How the last step went and how many points the pattern has, by the rank of the last point: the number of orders.
    now: dict[tuple[int, int, int], int] = {(1, 2, 1): 1, (-1, 2, 0): 1}
    for known in range(2, points):
        new: dict[tuple[int, int, int], int] = {}
        for (way, size, rank), ways in now.items():
            for to in range(known + 1):
                step = 1 if to > rank else -1
                on = size + 1 if (step == way) != turns else 2
                if on < length:
                    new[step, on, to] = new.get((step, on, to), 0) + ways
        now = new
    return 1 - sum(now.values()) / math.factorial(points)


class Wrong(AssertionError):
    """A reading says what the numbers do not."""


def need(fact: bool, why: str) -> None:
    """Raise when a fact does not hold."""
    if not fact:
        raise Wrong(why)


class Back:
    """One reading, read back."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self.values, lines = chart.lines.values, chart.lines
        self.centre, self.lower, self.upper, self.sigma = (
            lines.centre,
            lines.lower,
            lines.upper,
            lines.sigma,
        )
        self.kept = ~np.isnan(self.values) & ~chart.series.excluded
        self.size = self.values.size
        self.wish = {"up": 1, "down": -1}.get(chart.asked.improvement or "", 0)
        self.near = 1e-11 * float(np.nanmax(np.abs(np.append(self.values, self.centre))))
        self.tellings = 0
        self.places: dict[str, list[int]] = {}
        for year in (True, False):
            for at in range(self.size):
                self.places.setdefault(chart.series.say(at, year=year), []).append(at)

    def at(self, said: str) -> int:
        """The one point that a time names."""
        found = sorted(set(self.places.get(said, [])))
        need(len(found) == 1, f"{said!r} names {len(found)} points")
        return found[0]

    def side(self, at: int) -> int:
        away = self.values[at] - self.centre[at]
        return 0 if abs(away) <= self.near else 1 if away > 0 else -1

    def span(self, first: str, last: str | None) -> list[int]:
        end = self.size - 1 if last is None else self.at(last)
        return [at for at in range(self.at(first), end + 1) if self.kept[at]]

    def meaning(self, sentence: str, way: int) -> None:
        better, worse = "the better" in sentence, "the worse" in sentence
        need(
            better == (self.wish * way > 0) and worse == (self.wish * way < 0),
            f"meaning of: {sentence}",
        )

    def reaches(self, last: int) -> bool:
        return not any(self.kept[at] for at in range(last + 1, self.size))

    def phase(self, at: int) -> int:
        return max(part.first for part in self.chart.parts if part.first <= at)

    def shift(self, found: re.Match[str]) -> None:
        way = 1 if found["where"] == "above" else -1
        self.of_old(found, self.at(found["a"]))
        points = [at for at in self.span(found["a"], found["b"]) if self.side(at) == way]
        need(bool(points), "no point is on that side")
        need(points[0] == self.at(found["a"]), "a run begins on its side")
        others = [at for at in self.span(found["a"], found["b"]) if self.side(at) == -way]
        need(
            not others and len(points) == int(found["n"]), f"{len(points)} points, others {others}"
        )
        moved = not found["how"].startswith("stayed")
        need(
            (found["how"] in {"rose", "went up", "stayed high", "stayed high at first"})
            == (way > 0),
            "which way",
        )
        if found["b"] is None:
            need(
                all(
                    self.side(at) in {0, way}
                    for at in range(points[-1], self.size)
                    if self.kept[at]
                ),
                "reaches",
            )
        else:
            need(not moved, "a run that ended did not go up or down")
        if moved:
            before = [
                self.values[at] for at in range(self.phase(points[0]), points[0]) if self.kept[at]
            ]
            run = [self.values[at] for at in points]
            need(
                (statistics.median(run) - statistics.median(before)) * way > 0,
                "moved the other way",
            )
        self.meaning(found[0], way)

    def trend(self, found: re.Match[str]) -> None:
        way = 1 if found["what"] in {"rose", "went up"} else -1
        values = [self.values[at] for at in self.span(found["a"], found["b"])]
        steps = [b - a for a, b in itertools.pairwise(values) if abs(b - a) > self.near]
        need(
            all(step * way > 0 for step in steps) and len(steps) == int(found["n"]),
            f"steps {steps}",
        )
        if re.search(r"for the (better|worse)(?! at)", found[0]):
            need(self.reaches(self.at(found["b"])), "an old trend is told as news")
        self.meaning(found[0], way)

    def outside(self, found: re.Match[str]) -> None:
        way = 1 if found["where"] == "above" else -1
        edge = self.upper if way > 0 else self.lower
        at = self.at(found["t"])
        self.of_old(found, at)
        need(way * (self.values[at] - edge[at]) > 0, "beyond the limit")
        wide = float(np.nanmin(self.upper - self.lower))
        apart = abs(self.values[at] - edge[at])
        need(
            found["just"] is None or apart < wide / 20, f"just {found['where']}: {apart} of {wide}"
        )
        shown = [plain(found[name]) for name in ("v", "limit")]
        need(
            way * (shown[0] - shown[1]) > 0,
            f"{found['v']} is said to be {found['where']} {found['limit']}",
        )
        for said, real in ((found["v"], self.values[at]), (found["limit"], edge[at])):
            need(close(said, float(real)), f"{said} stands for {real}")
        beyond = [
            one for one in range(self.size) if way * (self.values[one] - edge[one]) > self.near
        ]
        many = found.groupdict().get("n")
        need(len(beyond) == int(many or 1) and beyond[-1] == at, f"{beyond} are beyond")
        self.meaning(found[0], way)

    def far(self, found: re.Match[str]) -> None:
        way = 1 if found["where"] == "above" else -1
        self.of_old(found, self.at(found["a"]))
        sigmas = 2 if found["rule"].startswith("far") else 1
        assert self.sigma is not None
        beyond = [
            at for at in self.span(found["a"], found["b"])
            if way * (self.values[at] - self.centre[at]) > sigmas * self.sigma[at]
        ]  # fmt: skip
        need(len(beyond) >= (2 if sigmas == 2 else 4), f"{beyond} are beyond {sigmas} sigma")
        if found["b"] is None:
            need(self.reaches(beyond[-1]), "reaches the end")
        self.meaning(found[0], way)

    def plain_pattern(self, found: re.Match[str]) -> None:
        points = self.span(found["a"], found["b"])
        if "in turn" in found[0]:
            need(len(points) == int(found["n"]), "points in turn")
            steps = np.sign(np.diff([self.values[at] for at in points]))
            need(bool((steps[1:] == -steps[:-1]).all()), "in turn")
            return
        assert self.sigma is not None
        if "very close" in found[0]:
            points = [at for at in points if self.side(at) != 0 or self.chart.rules != "x"]
            need(
                all(abs(self.values[at] - self.centre[at]) < self.sigma[at] for at in points),
                "close",
            )
        else:
            need(
                all(abs(self.values[at] - self.centre[at]) > self.sigma[at] for at in points),
                "far out",
            )
            need({self.side(at) for at in points} == {1, -1}, "both sides")
        need(len(points) == int(found["n"]), "how many")

    def crossings_of(self, first: int, last: int) -> list[int]:
        sides = [self.side(at) for at in range(first, last) if self.kept[at]]
        return [one for one in sides if one]

    def crossed(self, found: re.Match[str]) -> None:
        said = {"once": 1, "twice": 2, None: 0}.get(found.groupdict().get("k"))
        said = int(found["k"].split()[0]) if said is None else said
        ends = [*(part.first for part in self.chart.parts[1:]), self.size]
        counts = []
        for part, end in zip(self.chart.parts, ends, strict=True):
            sides = self.crossings_of(part.first, end)
            counts.append(sum(a != b for a, b in itertools.pairwise(sides)))
        need(said in counts, f"{said} crossings, and {counts}")
        low = found.groupdict().get("low")
        need(low is None or said < int(low), f"{said} is not under {low}")

    def halves(self, found: re.Match[str]) -> None:
        sides = [s for at in self.span(found["a"], found["b"]) if (s := self.side(at))]
        half = len(sides) // 2
        need([int(found["m"]), int(found["m2"])] == [half, len(sides) - half], "halves")
        early, late = sides[:half].count(1), sides[half:].count(1)
        need([int(found["e"]), int(found["l"])] == [early, late], "above in each half")
        # Fisher's test by another way: the chance of each table, from factorials.
        rest, above = len(sides) - half, early + late
        every = [
            math.exp(
                sum(math.lgamma(n + 1) for n in (half, rest, above, half + rest - above))
                - sum(
                    math.lgamma(n + 1)
                    for n in (one, half - one, above - one, rest - above + one, half + rest)
                )
            )
            if 0 <= above - one <= rest
            else 0.0
            for one in range(half + 1)
        ]
        more = late / rest > early / half
        tail = sum(every[: early + 1]) if more else sum(every[early:])
        doubted = self.chart.reading.startswith(DOUBTED)
        way = 0 if tail >= 0.05 or doubted else 1 if more else -1
        up = found["early"] == "below" or found["more"] == "more"
        said = 0 if found["went"].startswith("Crossings") else 1 if up else -1
        need(way == said, f"the chance of it is {tail}")
        if found["early"]:
            one, other = (early / half, late / rest) if way < 0 else (late / rest, early / half)
            need(one > 0.5 > other, "most above, most below")
        need(self.told[0][0].rule == "crossings", "halves are told of crossings alone")
        self.meaning(found[0], way)

    def tied(self, found: re.Match[str]) -> None:
        first = self.chart.parts[-1].first
        on = [self.side(at) == 0 for at in range(first, self.size) if self.kept[at]]
        need(int(found["ties"]) == sum(on) and int(found["known"]) == len(on), "dots on the line")
        need(int(found["n"]) == len(on) - sum(on) < 10, "useful points")
        need(close(found["v"], float(self.centre[-1])), "where the line is")

    def before(self, found: re.Match[str]) -> None:
        """The other half of a change: a run right before the one that was told last, on the other side."""
        way = 1 if found["where"] == "above" else -1
        first, last = self.at(found["a"]), self.at(found["b"])
        self.of_old(found, first)
        sides = [(at, self.side(at)) for at in self.span(found["a"], found["b"])]
        points = [at for at, side in sides if side == way]
        need(
            len(points) == int(found["n"]) and not any(side == -way for _, side in sides),
            f"{sides}",
        )
        need([points[0], points[-1]] == [first, last], "a run begins and ends on its side")
        half, *_, told = self.told[self.tellings - 1]
        need(half.rule == told.rule == "shift" and half.way == -told.way == way, "which run?")
        need(half.points[-1] < told.points[0] and half.points[0] == first + 1, "before that?")

    def heading(self, found: re.Match[str]) -> None:
        doubted = any(one in self.chart.reading for one in DOUBTED)
        need((found["these"] is not None) == doubted, "doubted?")
        need(self.chart.reading.count("\n• ") == len(self.told) > 1, "how many lines")

    def more(self, found: re.Match[str]) -> None:
        """Every kind of signal is told, or counted here."""
        told = {(one.rule, one.way) for group in self.told for one in group}
        kinds = {(one.rule, one.way) for one in self.chart.signals}
        need(int(found["n"]) == len(kinds - told), f"{kinds - told} are not told")

    def by_itself(self, found: re.Match[str]) -> None:
        """What one signal of a list is worth, whatever else the rules look for."""
        need("• " in self.chart.reading, "what is that?")
        group = self.told[self.tellings - 1]
        rate = self.rate(group)
        if "unlikely" in found[0]:
            need(self.carries([group], "one in 20"), f"called unlikely: {rate}")
        elif "may be" in found[0]:
            need(rate is not None and rate >= 0.05, f"called chance: {rate}")
        else:
            assert rate is not None
            need(
                RARE_ALONE <= rate < 0.05 and how_often(rate) == found["rate"], f"how often: {rate}"
            )

    def calm(self, found: re.Match[str]) -> None:
        need(not self.chart.signals, "there are signals")
        since = found.groupdict().get("since") is not None
        need(not since or len(self.chart.parts) > 1, "since when?")
        need(
            close(found["v"], float(self.centre[-1])), f"{found['v']} stands for {self.centre[-1]}"
        )

    def anhoej(self, found: re.Match[str]) -> None:
        sides = self.crossings_of(self.chart.parts[-1].first, self.size)
        longest = now = 0
        for at, one in enumerate(sides):
            now = now + 1 if at and one == sides[at - 1] else 1
            longest = max(longest, now)
        need(int(found["run"]) == longest <= int(found["most"]), f"longest run {longest}")

    def of_old(self, found: re.Match[str], at: int) -> None:
        """Only signals against lines that have started afresh since are told as of old lines."""
        last = self.chart.parts[-1].first
        need(
            (found["old"] is not None) == (at < last),
            f"lines of {at + 1}, and new ones from {last + 1}",
        )

    def phases(self, found: re.Match[str]) -> None:
        first, second = self.chart.parts
        need(self.at(found["t"]) == second.first, "when the lines start afresh")
        parts = found.groupdict()
        for said, part in ((parts["a"], first), (parts["b"], second)):
            need(close(said or parts["same"], float(part.lines.centre[0])), "where a line was")

    def met(self, found: re.Match[str]) -> None:
        first, goal = self.chart.parts[-1].first, self.chart.series.target
        assert goal is not None
        known = [at for at in range(first, self.size) if self.kept[at]]
        away = [self.wish * (self.values[at] - goal[at]) for at in known]
        met, of = sum(one >= -self.near for one in away), len(away)
        parts = found.groupdict()
        said = of if found[0].startswith("All") else 0 if "None of" in found[0] else int(parts["n"])
        need([said, int(parts["of"])] == [met, of], f"{met} of {of} met the target")
        need(close(parts["v"], float(goal[-1])), "what the target is")
        since = parts.get("t")
        need((since is not None) == (first > 0), "values since when?")
        need(since is None or self.at(since) == first, "since then")
        if "within the limits" in found[0]:
            within = [self.lower[at] <= goal[at] <= self.upper[at] for at in known]
            need(all(within) == ("of some points" not in found[0]), "the target is not within")
            self.readable()

    def readable(self) -> None:
        """What limits say of a target is said of a stable process only, where they fit and come from enough points."""
        part = self.chart.parts[-1]
        since = [one for one in self.chart.signals if one.points[-1] > part.first]
        need(not since and not part.signals, "a label for a target, and the process is not stable")
        need(not self.chart.doubts, "a label for a target, and the limits may not fit")
        known = [at for at in range(part.first, self.size) if not np.isnan(self.values[at])]
        used = [at for at in known if part.used[at - part.first]]
        need(len(used) >= 12, "a label for a target, from too few points")

    def label(self, found: re.Match[str]) -> None:
        self.readable()
        need(found["kind"] == self.kind_of_target(), "whether the target is met")

    def kind_of_target(self) -> str:
        """By every point's limits of the current phase."""
        goal, first = self.chart.series.target, self.chart.parts[-1].first
        assert goal is not None
        here = [at for at in range(first, self.size) if not np.isnan(self.upper[at])]
        above = all(goal[-1] > self.upper[at] for at in here)
        below = all(goal[-1] < self.lower[at] for at in here)
        never, always = (above, below) if self.wish > 0 else (below, above)
        return (
            "consistently fall short" if never else "consistently hit" if always else "hit and miss"
        )

    def expected(self, found: re.Match[str]) -> None:
        kind = {"met": "consistently hit", "missed": "consistently fall short"}.get(found["what"])
        self.readable()
        need((kind or "hit and miss") == self.kind_of_target(), "what is to be expected")

    def unread(self, found: re.Match[str]) -> None:
        need(bool(self.chart.parts[-1].signals), "there is no signal")
        need(not self.chart.doubts, "the limits may not fit")
        sure, unlikely = found["sure"] is not None, "unlikely to be" in self.chart.reading
        need(unlikely or not sure, "not stable for certain, and it may be chance")
        if len(self.chart.parts) == 1:
            need(sure == unlikely, "how sure it is that it is not stable")
        elif sure:  # not by what was found against old lines
            now = [one for one in self.chart.signals if self.phase(one.points[0] - 1) > 0]
            rare = any(self.is_rare([one]) for one in now)
            need(
                rare or self.carries([now, []], "one in 20"), "not stable for certain, by old lines"
            )

    def doubted(self, found: re.Match[str]) -> None:
        need(bool(self.chart.doubts), f"no doubt: {found[0]}")

    def few(self, found: re.Match[str]) -> None:
        need(int(self.chart.parts[-1].used.sum()) < 12 + 3, f"many points: {found[0]}")

    def rate(self, group: list[Signal]) -> float | None:
        """How often a stable service shows the like of the one that says most; of several only where it is rare."""
        rates = [self.rate_of(one) for one in group]
        if chance_of(self.chart) is None or None in rates:
            return None
        one = min(rate for rate in rates if rate is not None)
        rate = 1 - (1 - one) ** len(self.chart.parts)
        return None if len(group) > 1 and rate >= RARE_ALONE else rate

    def is_rare(self, group: list[Signal]) -> bool:
        """Whether such a signal comes in so few stable services that it is called unlikely by itself."""
        rate = self.rate(group)
        return rate is not None and rate < RARE_ALONE

    def rate_of(self, one: Signal) -> float | None:
        """How often one phase of a stable service shows the like of one signal, by other ways than the charts go."""
        first = self.phase(one.points[0] - 1)
        end = min([part.first for part in self.chart.parts if part.first > first] or [self.size])
        if one.rule in {"trend", "alternating"}:
            return self.rate_of_trend(one, first, end)
        known = [at for at in range(first, end) if self.kept[at]]
        part = next(part for part in self.chart.parts if part.first == first)
        if self.chart.asked.centre is not None or not all(part.used[at - first] for at in known):
            return None
        if one.rule in {"shift", "crossings", "many runs"}:
            return self.rate_of_order(one, self.crossings_of(first, end))
        if "overdispersion" in self.chart.doubts:
            return None
        if one.rule == "outside" and self.chart.kind in {"c", "p", "u"}:
            return self.rate_of_count(one.points[0] - 1, known)
        return self.rate_by_table(one, len(known))

    def rate_of_trend(self, one: Signal, first: int, end: int) -> float:
        """How often so many points in a row rise or fall, or turn, between missing values."""
        calm, now = 1.0, 0
        for at in range(first, end + 1):
            if at == end or (np.isnan(self.values[at]) and not self.chart.series.excluded[at]):
                calm *= 1 - rate_of_steps(now, len(one.points), one.rule == "alternating")
                now = 0
            else:
                now += bool(self.kept[at])
        return 1 - calm

    def rate_of_order(self, one: Signal, sides: list[int]) -> float:
        """How often a run is as long, or crossings are as few or as many."""
        crossings = sum(a != b for a, b in itertools.pairwise(sides))
        if one.rule == "shift":
            longest = sum(self.side(at - 1) != 0 for at in one.points)
            return rate_of_run(longest, *of_each(sides))
        if one.rule == "crossings":
            return rate_of_crossings(1, crossings, *of_each(sides)) if crossings else 0.0
        return rate_of_crossings(crossings, len(sides) - 1, *of_each(sides))

    def rate_by_table(self, one: Signal, known: int) -> float | None:
        """How often a signal is as large, by the table; its size is counted anew."""
        near = " near" if one.rule == "two of three" and self.chart.rules == "plotthedots" else ""
        size = len(one.points)
        if one.rule == "outside":
            at = one.points[0] - 1
            edge = (self.upper if one.way > 0 else self.lower)[at] - self.centre[at]
            far = (self.values[at] - self.centre[at]) / edge if edge else 2.0
            size = math.floor(20 * min(max(far - 1, 0), 10) + 1e-9)
        family = family_of(self.chart)
        return None if family is None else simulated_alone(family, one.rule + near, known, size)

    def rate_of_count(self, at: int, known: list[int]) -> float | None:
        """How often any count is as far out, given all of them together: by the laws of chance as scipy has them."""
        if at not in known:
            return None
        counts, out_of = self.chart.series.value, self.chart.series.out_of
        total = int(sum(counts[one] for one in known))
        sizes = {one: 1.0 if out_of is None else float(out_of[one]) for one in known}
        whole = sum(sizes.values())
        family, about = law(self.chart.kind, total, whole, sizes[at])
        up = self.values[at] > self.centre[at]
        tail = float(family.sf(counts[at] - 1, *about) if up else family.cdf(counts[at], *about))
        of_size = Counter(sizes.values())
        return 1 - math.prod(
            rate_within(self.chart.kind, total, whole, size, tail) ** many
            for size, many in of_size.items()
        )

    def run_worth(self, found: re.Match[str]) -> None:
        need({one.rule for one in self.chart.signals} == {"shift"}, "more than runs")
        runs = [one for group in self.told for one in group]
        need(("longest" in found[0]) == (len(runs) > 1), "which run?")
        sides = self.crossings_of(0, self.size)
        longest = max(sum(self.side(at - 1) != 0 for at in one.points) for one in runs)
        rate = rate_of_run(longest, *of_each(sides))
        worth = "is unlikely to" if rate < 0.025 else None if rate < 0.05 else "may"
        need(found["how"] == worth, f"a run as long as this: {rate}")
        need(how_often(rate) == found["rate"], f"how often: {rate}")

    @property
    def told(self) -> list[list[Signal]]:
        """The signals of each sentence that tells some, in the order of the reading."""
        groups: list[tuple[int, list[Signal]]] = []
        for line in self.chart.reading.split("\n") if "• " in self.chart.reading else [""]:
            text = line if line.startswith("• ") else self.chart.reading if not line else ""
            for name, pattern in TELLING:
                for found in re.finditer(rf"(?:^|(?<=[.:•]\s))(?:{pattern})", text):
                    half = re.match(rf"\s(?:{BEFORE})", text[found.end() :])
                    group = [*self.half(half), *self.group(name, found)]
                    groups.append((found.start() if not line else len(groups), group))
        return [group for _, group in sorted(groups, key=lambda one: one[0])]

    def half(self, found: re.Match[str] | None) -> list[Signal]:
        """The run that was right before the one that is told; none where none is told."""
        if found is None:
            return []
        way, first = (1 if found["where"] == "above" else -1), self.at(found["a"]) + 1
        here = [one for one in self.chart.signals if one.rule == "shift" and one.way == way]
        return [one for one in here if one.points[0] == first]

    def group(self, name: str, found: re.Match[str]) -> list[Signal]:
        """The signals that one sentence is about: all of its rule and way."""
        said = found[0]
        up = re.search(r" above |went up|rose|stayed high", said) is not None
        rules = {
            "outside": "outside", "trend": "trend", "shift": "shift", "crossed": "crossings",
            "far": "four of five" if " well " in said else "two of three",
            "plain_pattern": "alternating" if "in turn" in said else (
                "inner third" if "very close" in said else "outer thirds"
            ),
        }  # fmt: skip
        rule = "many runs" if "more often than" in said else rules[name]
        way = 0 if name in {"crossed", "plain_pattern"} else 1 if up else -1
        of_rule = [
            one for one in self.chart.signals if one.rule == rule and (one.way == way or not way)
        ]
        need(bool(of_rule), f"no signal for: {said}")
        if name == "shift":  # one that is the other half of another is told with it
            end = self.at(found["b"]) if found["b"] else self.size - 1
            many = int(found["of"] or 1)
            of_rule = [one for one in of_rule if one.points[0] - 1 <= end][-many:]
        return of_rule

    def weight(self, signals: list[Signal], first: int) -> int:
        """What signals of one phase weigh, counted anew: see `strength`."""
        lines_doubted = "overdispersion" in self.chart.doubts
        members: set[int] = set()
        total = 0.0
        for one in signals:
            if self.phase(one.points[0] - 1) != first:
                continue
            if one.rule in {"crossings", "many runs"}:
                total += 4
            elif one.rule == "outside" and not lines_doubted:
                at = one.points[0] - 1
                edge = self.upper[at] if one.way > 0 else self.lower[at]
                reach = edge - self.centre[at]
                far = (self.values[at] - edge) / reach if reach else 1.0
                total += 4 + math.floor(14 * min(max(far, 0), 10) + 1e-9)
            elif one.rule in {"shift", "trend", "alternating"} or not lines_doubted:
                members |= {*one.points} if one.rule != "outside" else set()
        return int(total) + len(members)

    def carries(self, groups: list[list[Signal]], level: str) -> bool:
        """Whether signals are as rare as that: in some phase they weigh what the table asks for there."""
        needs = needs_of(self.chart)
        assert needs is not None
        rate = self.rate(groups[0]) if len(groups) == 1 else None
        if rate is not None and not RARE_ALONE <= rate < 0.05:
            return rate < RARE_ALONE
        every = [one for group in groups for one in group]
        for part, enough in zip(self.chart.parts, needs.of(level), strict=True):
            weight = self.weight(every, part.first)
            if enough is not None and weight and weight >= enough:
                return True
        return False

    def worth(self, found: re.Match[str]) -> None:
        need(bool(self.chart.signals), "nothing to weigh")
        chance = chance_of(self.chart)
        need(chance is not None, "worked out?")
        assert chance is not None
        parts, told = found.groupdict(), self.told
        level = "one in 100" if parts.get("in") == "100" else "one in 20"
        alone = [at for at, one in enumerate(told) if self.carries([one], "one in 20")]
        if parts.get("any") is not None:
            often = len(told) == 1 and (self.rate(told[0]) or 0) >= 0.05
            need(
                not alone and (often or not chance.strong) and chance.signal >= 0.05,
                "called chance",
            )
            need(how_often(chance.signal) == parts["any"], "how often any signal")
            self.not_unlikely(found, told)
            return
        if parts["rate"] is not None:
            need(chance.signal < 0.05 and how_often(chance.signal) == parts["rate"], "how often")
        if "joint" not in parts:  # each of these by itself
            listed = self.chart.reading.count("\n• ")
            need((parts["which"] == "That") == (not listed), "what is that?")
            lines = [line for line in self.chart.reading.split("\n") if line.startswith("• ")]
            said = [at for at, line in enumerate(lines) if "That is unlikely to be chance." in line]
            need(bool(alone), "none of these is unlikely by itself")
            need((said if listed else [*range(len(told))]) == alone, f"{alone} carry it alone")
            need(all(self.carries([told[at]], level) for at in alone), f"not as rare as {level}")
            return
        need(not alone, f"{alone} carry it alone, and more are said to together")
        if parts["joint"].startswith("all"):
            need(len(told) == 3, "all are told")
            need(self.carries([[*self.chart.signals], []], level), f"not as rare as {level}")
            return
        named = [ORDER.index(parts[key]) for key in ("two", "three") if parts.get(key)]
        some = [told[at] for at in named] if named else told
        need(len(some) > 1 and self.carries(some, level), f"not as rare as {level}")

    def not_unlikely(self, found: re.Match[str], told: list[list[Signal]]) -> None:
        """Only what comes 1 time in 20 or more by itself is said to be chance perhaps."""
        rates = [self.rate(one) for one in told]
        often = all(rate is not None and rate >= 0.05 for rate in rates)
        if "may be chance" in found[0]:
            need(often, f"called chance: {rates}")
            need(found[0].startswith("That") == (len(told) == 1), "one or several")
            return
        need(
            not often or "more kind" in self.chart.reading, "it may be chance, and that is not said"
        )
        if found["alone"] is not None:
            need(len(told) == 1 and rates[0] is not None, "which one?")
            assert rates[0] is not None
            need(
                RARE_ALONE <= rates[0] < 0.05 and how_often(rates[0]) == found["alone"], "how often"
            )

    def unsure(self, found: re.Match[str]) -> None:
        need(bool(self.chart.signals), "nothing to weigh")
        if "not worked out" in found[0]:
            need(chance_of(self.chart) is None, "worked out")
        else:
            need(bool(self.chart.doubts), "doubted without a cause")


#: How a reading begins where the data speak against the rules.
DOUBTED = (
    "Half of the points",
    "These limits are too narrow",
    "Many events",
    "These signals may be",
    "Each value is like",
)
ORDER = ("first", "second", "third")


def plain(said: str) -> float:
    """A number as it was said."""
    return float(said.replace(",", "").rstrip("%"))


def close(said: str, real: float) -> bool:
    """Whether a number that was said is the real one, rounded."""
    real = real * (100 if said.endswith("%") else 1)
    digits = len(said.rstrip("%").partition(".")[2])
    wide = 10.0**-digits if digits else 1.0
    return abs(plain(said) - real) <= wide * 0.5 + 1e-9 * abs(
        real
    ) or f"{real:,.{digits}f}" == said.rstrip("%")


OLD = r"(?P<old>old )?\w+"
WHERE = r"(?P<where>above|below)"
NAME = r"The [^.:]+?"
NUMBER = r"-?[\d,]+(?:\.\d+)?%?"
OFTEN = r"(?:(?:about|less than) \d+ times? in \d+|nearly every time)"
RATE = (
    r"(?:a stable service of this length shows a signal by these rules (?P<rate>(?:about|less than) \d+ times? in \d+)"
    r"|fewer than 1 in (?P<in>20|100) stable services of this length show as much)"
)
BEFORE = rf"Before that, (?P<n>\d+) {WORD} in a row lay {WHERE} the {OLD} line, from (?P<a>[^.]+?) to (?P<b>[^.]+?)\."
SENTENCES: list[tuple[str, str]] = [
    ("shift", (rf"{NAME} (?P<how>rose|fell|went up|went down|stayed (?:high|low)(?: at first)?): (?P<n>\d+) {WORD} "
              rf"in a row {WHERE} the {OLD} line, from (?P<a>[^.]+?)(?: to (?P<b>[^.]+?))?{MEANS}{MORE}\.")),
    ("trend", (rf"{NAME} (?P<what>rose|fell|went up|went down) (?P<n>\d+) times in a row, from (?P<a>[^.]+?) "
              rf"to (?P<b>[^.]+?){MEANS}{MORE}\.")),
    ("outside", (rf"{NAME} stood at (?P<v>{NUMBER}) (?:at|in|on) (?P<t>[^.]+?), (?P<just>just )?{WHERE} the {OLD} "
                rf"limit of (?P<limit>{NUMBER}){MEANS}\.")),
    ("outside", (rf"{NAME} stood {WHERE} the {OLD} limit (?:at|in|on) (?P<n>\d+) {WORD}, the last "
                rf"(?:at|in|on) (?P<t>[^.]+?) \((?P<v>{NUMBER}), "
                rf"(?:(?P<just>just )(?:above|below)|limit) (?P<limit>{NUMBER})\){MEANS}\.")),
    ("far", (rf"{NAME} lay (?P<rule>far|well) {WHERE} the {OLD} line in (?:two of three|four of five) "
            rf"{WORD}, from (?P<a>[^.]+?)(?: to (?P<b>[^.]+?))?{MEANS}{MORE}\.")),
    ("plain_pattern", (rf"{NAME} went up and down in turn for (?P<n>\d+) {WORD}, from (?P<a>[^.]+?)"
                      rf"(?: to (?P<b>[^.]+?))?{MORE}\.")),
    ("plain_pattern", (rf"{NAME} lay (?:very close to|far from) the {OLD} line(?:, on both sides,)? for (?P<n>\d+) "
                      rf"{WORD} in a row, from (?P<a>[^.]+?)(?: to (?P<b>[^.]+?))?{MORE}\.")),
    ("crossed", rf"{NAME} never crossed the {OLD} line\."),
    ("crossed", (rf"{NAME} crossed the {OLD} line (?:only )?(?P<k>once|twice|\d+ times)"
                r"(?:, more often than chance usually makes|, where (?P<low>\d+) or more are usual)?\.")),
    ("halves", (rf"Between (?P<a>[^.]+?) and (?P<b>[^.]+?), (?P<e>\d+) of the first (?P<m>\d+) useful points were "
               rf"above the {OLD} line, and (?P<l>\d+) of the last (?P<m2>\d+)\. (?P<went>So (?:most points of the "
               r"first half of the series lay (?P<early>above|below) it, and most of the second half (?:above|below) "
               r"it|(?P<more>more|fewer) points of the second half of the series than of the first lay above it)"
               rf"{MEANS}\. The halves do not say when anything changed\.|"
               r"Crossings alone do not say which way things went, or when\.)")),
    ("calm", (rf"No signal of change(?: by these rules)?(?P<since> since then)?: the .+ varied around (?P<v>{NUMBER})"
             r"(?: as chance alone could)?\.")),
    ("calm", (rf"No signal so far: the .+ varied around (?P<v>{NUMBER})\. There (?:is|are) \d+ points? only: with "
             r"fewer than 12, a change is hard to see\.")),
    ("calm", (rf"Too short to judge: \d+ useful points?, and at least 10 are needed\. The middle line is at "
             rf"(?P<v>{NUMBER})\.")),
    ("anhoej", (r"The longest run is (?P<run>\d+); more than (?P<most>\d+) would be a signal\. The middle line is "
               r"crossed [\w ]+; fewer than \d+ would be\.")),
    ("met", (r"(?P<label>Target: hit and miss\. )?(?:All|None of the|(?P<n>\d+) of) (?:the )?(?P<of>\d+) values"
            rf"(?: since (?P<t>[^.]+?))? met the target of (?P<v>{NUMBER})\. It lies within the limits"
            r"(?: of some points)?[^.]+\.")),
    ("label", r"Target: (?P<kind>consistently hit|consistently fall short|hit and miss)\."),
    ("met", (rf"(?P<n>\d+) of (?P<of>\d+) values(?: since (?P<t>[^.]+?))? meets? the target of (?P<v>{NUMBER})\.")),
    ("expected", r"While nothing changes, expect it to be (?P<what>met at times and missed at times|met|missed)\."),
    ("unread", (r"Something (?:(?P<sure>changed)|may have changed), so this chart cannot tell whether the target will "
               r"be met from now on\.")),
    ("doubted", r"The limits may not fit these values, so they do not say whether the target will be met\."),
    ("few", r"There are too few points to say whether the target will be met\."),
    ("by_itself", r"(?:That is unlikely to be|That alone may be) chance\."),
    ("by_itself", rf"By chance alone, that comes (?P<rate>{OFTEN})\.(?! But these)"),
    ("worth", rf"(?:(?P<which>That) is unlikely to be chance: |Unlikely here means that ){RATE}\."),
    ("worth", (r"Together, (?P<joint>the (?P<two>\w+) and the (?P<three>\w+) of these|these|all signals of this chart) "
              rf"are unlikely to be chance: {RATE}\.")),
    ("worth", (r"(?:(?:That|All of it) may be chance: a|A) stable service of this length shows a signal by these rules "
              rf"(?P<any>{OFTEN})\.(?P<alone>(?!))?(?: So look for more before you build on this\.)?")),
    ("worth", (rf"By chance alone, that comes (?P<alone>{OFTEN})\. But these rules look for several things, and a "
              rf"stable service of this length shows one or another (?P<any>{OFTEN})\. So look for more before you "
              r"build on it\.")),
    ("run_worth", (r"(?:(?:That|The longest run) (?P<how>is unlikely to|may) be chance: a stable service of this "
                  r"length shows (?:a run as long as this|one as long)|A stable service of this length shows a run as "
                  r"long as (?:this|the longest)) (?P<rate>(?:about|less than) \d+ times? in \d+|nearly every time)\."
                  r"(?: So look for more before you build on it\.)?")),
    ("unsure", r"Half of the points or more stand at the end of the scale\. So signals say little here\."),
    ("unsure", r"How often chance alone shows as much was not worked out for a chart like this\."),
    ("unsure", r"Many events came straight after another\. So signals may be false here\."),
    ("unsure", (r"(?:These limits are too narrow here, so they cannot say which points stand out\.|Each value is like "
               r"the one before it\. So these rules find signals too often here\.|These signals may be the (?:day of "
               r"the week|time of the year), which shows in these data\.)")),
    ("phases", (rf"The \w+ line (?:went from (?P<a>{NUMBER}) to (?P<b>{NUMBER})|stayed at (?P<same>{NUMBER})), with "
               r"new lines from (?P<t>[^.]+?)\.")),
    ("heading", r"(?:The signals|What (?P<these>these) rules mark), the most important first:"),
    ("more", r"The chart shows (?P<n>\d+) more kinds? of signal\."),
    ("before", BEFORE),
    ("tied", (r"This cannot be judged: (?P<ties>\d+) of (?P<known>\d+) dots lie on the middle line, at "
              rf"(?P<v>{NUMBER})\. Only (?P<n>\d+) (?:is|are) useful, and at least 10 are needed\. (?:For something "
              r"rare, chart the days between|Go on counting)\.")),
    ("", r"All \d+ values are .+?, so there is no change to judge\."),
    ("", r"Half of the dots or more lie on the middle line.+For something rare, chart the days between\."),
    ("", rf"{NAME} cannot be judged: there are no limits to judge them by\."),
]  # fmt: skip


#: The sentences that tell a signal.
TELLING = [
    one for one in SENTENCES if one[0] in {"shift", "trend", "outside", "far", "plain_pattern", "crossed"}
]  # fmt: skip


def read_back(chart: Chart) -> list[str]:
    """Read a reading back; gives the kinds of sentence that it has.

    Raises:
        Wrong: for the first thing said that the numbers do not say.
    """
    back, left, kinds = Back(chart), chart.reading, []
    while left:
        fits = (
            (name, re.match(rf"(?:• )?(?:{pattern})(?:\s|$)", left)) for name, pattern in SENTENCES
        )
        name, found = next(((name, one) for name, one in fits if one), ("", None))
        if found is None:
            raise Wrong(f"no pattern for: {left}")
        back.tellings += name in {one for one, _ in TELLING}
        if name:
            getattr(back, name)(found)
        kinds.append(name)
        left = left[found.end() :]
    told = {(one.rule, one.way) for group in back.told for one in group}
    kinds_of = {(one.rule, one.way) for one in chart.signals}
    need(not told or told == kinds_of or "more" in kinds, f"{kinds_of - told} are not told")
    need(
        bool(chart.signals) != ("calm" in kinds) or "calm" not in kinds, "signals and calm together"
    )
    return kinds


def main() -> int:
    """Read so many random readings back, and print what is wrong."""
    wrong = 0
    for seed in range(int(sys.argv[1])):
        chart = random_chart(seed)
        try:
            read_back(chart)
        except Wrong as error:
            wrong += 1
            print(seed, chart.kind, chart.rules, "|", error, "|", chart.reading)
    print(wrong, "wrong")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())

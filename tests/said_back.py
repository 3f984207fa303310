"""Random charts, and their readings read back against the numbers: no sentence says what they do not.

    PYTHONPATH=src python tests/said_back.py 10000

The reading is taken apart with patterns of its own; what it says is then counted again from the values
and lines in plain loops, without the code that wrote it.
"""

from __future__ import annotations

import itertools
import re
import statistics
import sys
from typing import Any

import numpy as np
import pandas as pd

from champions.charts.chart import Chart, control_chart, run_chart
from champions.charts.evidence import chance_of
from champions.charts.signals import LIMIT_RULES

KINDS = ("run", "run", "i", "i", "p", "u", "c", "pp", "g", "t", "xbar", "mr", "ip")
RUN_RULES = ("anhoej", "bestbox", "cutbox", "perla", "making-data-count")
NAMES = ("waits", "age", "late visits", "share of calls", "the calls")
WORD = r"(?:days|weeks|months|quarters|years|points)"
MEANS = r"(?:, (?:for the (?:better|worse)(?: at that time)?|on the (?:better|worse) side))?"
MORE = r"(?: \(the last of (?P<of>\d+) such\))?"


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
    if kind == "run":
        return run_chart(data, rules=rules, **options)
    return control_chart(data, kind, rules=rules, **options)


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
        points = [at for at in self.span(found["a"], found["b"]) if self.side(at) == way]
        need(bool(points), "no point is on that side")
        need(points[0] == self.at(found["a"]), "a run begins on its side")
        others = [at for at in self.span(found["a"], found["b"]) if self.side(at) == -way]
        need(
            not others and len(points) == int(found["n"]), f"{len(points)} points, others {others}"
        )
        moved = found["how"] in {"rose", "fell"}
        need(
            (found["how"] in {"rose", "stayed high", "stayed high at first"}) == (way > 0),
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
            need(not moved, "a run that ended did not rise or fall")
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
        way = 1 if found["what"] == "rises" else -1
        values = [self.values[at] for at in self.span(found["a"], found["b"])]
        steps = [b - a for a, b in itertools.pairwise(values) if abs(b - a) > self.near]
        need(
            all(step * way > 0 for step in steps) and len(steps) == int(found["n"]),
            f"steps {steps}",
        )
        need(("rose" in found[0]) == (way > 0), "which way")
        if re.search(r"for the (better|worse)(?! at)", found[0]):
            need(self.reaches(self.at(found["b"])), "an old trend is told as news")
        self.meaning(found[0], way)

    def outside(self, found: re.Match[str]) -> None:
        way = 1 if found["where"] == "above" else -1
        edge = self.upper if way > 0 else self.lower
        at = self.at(found["t"])
        need(way * (self.values[at] - edge[at]) > 0, "beyond the limit")
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

    def halves(self, found: re.Match[str]) -> None:
        sides = [s for at in self.span(found["a"], found["b"]) if (s := self.side(at))]
        half = len(sides) // 2
        need([int(found["m"]), int(found["m2"])] == [half, len(sides) - half], "halves")
        early, late = sides[:half].count(1), sides[half:].count(1)
        need([int(found["e"]), int(found["l"])] == [early, late], "above in each half")
        more = late / len(sides[half:]) - early / half
        way = 1 if "more later" in found[0] else -1 if "fewer later" in found[0] else 0
        need((abs(more) < 0.2) if not way else more * way > 0, f"{more} more later")
        self.meaning(found[0], way)

    def calm(self, found: re.Match[str]) -> None:
        need(not self.chart.signals, "there are signals")
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

    def worth(self, found: re.Match[str]) -> None:
        need(bool(self.chart.signals), "nothing to weigh")
        chance = chance_of(self.chart)
        if "unlikely" in found[0]:
            assert chance is not None
            need(chance.strong or chance.signal < 0.05, "called unlikely")
        elif "not worked out" in found[0]:
            need(chance is None, "worked out")
        elif "That may be chance" in found[0]:
            assert chance is not None
            need(not chance.strong and chance.signal >= 0.05, "called chance")
        else:
            need(bool(self.chart.doubts), "doubted without a cause")


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


WHERE = r"(?P<where>above|below)"
NAME = r"The [^.:]+?"
NUMBER = r"-?[\d,]+(?:\.\d+)?%?"
SENTENCES: list[tuple[str, str]] = [
    ("shift", (rf"{NAME} (?P<how>rose|fell|stayed (?:high|low)(?: at first)?): (?P<n>\d+) {WORD} in a row "
              rf"{WHERE} the \w+ line, from (?P<a>[^.]+?)(?: to (?P<b>[^.]+?))?{MEANS}{MORE}\.")),
    ("trend", (rf"{NAME} (?:rose|fell) step by step: (?P<n>\d+) (?P<what>rises|falls) in a row, from (?P<a>[^.]+?) "
              rf"to (?P<b>[^.]+?){MEANS}{MORE}\.")),
    ("outside", (rf"{NAME} stood at (?P<v>{NUMBER}) (?:at|in|on) (?P<t>[^.]+?), {WHERE} the \w+ limit of "
                rf"(?P<limit>{NUMBER}){MEANS}\.")),
    ("outside", (rf"{NAME} stood {WHERE} the \w+ limit (?:at|in|on) (?P<n>\d+) {WORD}, the last "
                rf"(?:at|in|on) (?P<t>[^.]+?) \((?P<v>{NUMBER}), limit (?P<limit>{NUMBER})\){MEANS}\.")),
    ("far", (rf"{NAME} lay (?P<rule>far|well) {WHERE} the \w+ line in (?:two of three|four of five) "
            rf"{WORD}, from (?P<a>[^.]+?)(?: to (?P<b>[^.]+?))?{MEANS}{MORE}\.")),
    ("plain_pattern", (rf"{NAME} went up and down in turn for (?P<n>\d+) {WORD}, from (?P<a>[^.]+?)"
                      rf"(?: to (?P<b>[^.]+?))?{MORE}\.")),
    ("plain_pattern", (rf"{NAME} lay (?:very close to|far from) the \w+ line(?:, on both sides,)? for (?P<n>\d+) "
                      rf"{WORD} in a row, from (?P<a>[^.]+?)(?: to (?P<b>[^.]+?))?{MORE}\.")),
    ("crossed", rf"{NAME} never crossed the \w+ line\."),
    ("crossed", (rf"{NAME} crossed the \w+ line (?:only )?(?P<k>once|twice|\d+ times)"
                r"(?:, more often than chance usually makes)?\.")),
    ("halves", (rf"Between (?P<a>[^.]+?) and (?P<b>[^.]+?), (?P<e>\d+) of the first (?P<m>\d+) useful points were "
               rf"above it, and (?P<l>\d+) of the last (?P<m2>\d+): [a-z ]+{MEANS}\.")),
    ("calm", (rf"No signal of change(?: by these rules)?: the .+ varied around (?P<v>{NUMBER})"
             r"(?: as chance alone would)?\.")),
    ("calm", (rf"No signal so far, around (?P<v>{NUMBER})\. There (?:is|are) \d+ points? only: with fewer than 12, a "
             r"change is hard to see\.")),
    ("calm", (rf"Too short to judge: \d+ useful points?, and at least 10 are needed\. The middle line is at "
             rf"(?P<v>{NUMBER})\.")),
    ("anhoej", (r"The longest run is (?P<run>\d+); more than (?P<most>\d+) would be a signal\. The middle line is "
               r"crossed [\w ]+; fewer than \d+ would be\.")),
    ("worth", (r"That is unlikely to be chance: (?:a stable service of this length shows a signal by these rules "
              r"(?:about|less than) \d+ times? in \d+|fewer than 1 in \d+ stable services of this length show as "
              r"much)\.")),
    ("worth", (r"That may be chance: a stable service of this length shows a signal by these rules "
                r"(?:about \d+ times? in \d+|"
              r"nearly every time)\.")),
    ("worth", r"Half of the points or more stand at the end of the scale, so that says little\."),
    ("worth", r"How often chance alone shows as much was not worked out for a chart like this\."),
    ("worth", (r"(?:The points vary more widely than these limits allow for|Each value is like the one before it), so "
              r"that may be chance\.|The time of the week or year shows in these data, so that may be the season\.")),
    ("", r"There (?:is 1 more kind|are \d+ more kinds) of signal\."),
    ("", r"All \d+ values are .+?, so there is no change to judge\."),
    ("", r"Half of the dots or more lie on the middle line.+For something rare, chart the days between\."),
    ("", rf"{NAME} cannot be judged: there are no limits to judge them by\."),
]  # fmt: skip


def read_back(chart: Chart) -> list[str]:
    """Read a reading back; gives the kinds of sentence that it has.

    Raises:
        Wrong: for the first thing said that the numbers do not say.
    """
    back, left, kinds = Back(chart), chart.reading, []
    while left:
        fits = ((name, re.match(rf"(?:{pattern})(?: |$)", left)) for name, pattern in SENTENCES)
        name, found = next(((name, one) for name, one in fits if one), ("", None))
        if found is None:
            raise Wrong(f"no pattern for: {left}")
        if name:
            getattr(back, name)(found)
        kinds.append(name)
        left = left[found.end() :]
    # Every kind of signal is said, or counted as one more.
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

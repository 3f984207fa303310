"""Every kind of chart over time, one row each: what it is made from, its lines, its options, its words.

A new kind is a row of :data:`KINDS`. What checks the data, works out signals, puts a chart into words,
draws it and lists it asks the row, and none of them knows a kind by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from champions.charts import limits
from champions.charts.limits import Lines, Subgroups
from champions.charts.runs import RUN_RULES, RunRules
from champions.charts.signals import LIMIT_RULES, LimitRules
from champions.sentences.told import later, spoken, told

#: What a kind may be made from, and so which checks its data has to pass.
COUNTED = frozenset({"share", "rate", "count"})
OUT_OF = frozenset({"share", "rate", "total"})
#: Where rows that share a time can only be added up.
SUMMED = COUNTED | OUT_OF
#: Options that a chart takes only if its row names them.
SOME_ONLY = ("k", "screen_moving_ranges", "lowest", "highest")


@dataclass(frozen=True)
class Stretch:
    """The points of one phase, as the arithmetic of a kind takes them.

    Attributes:
        value: values, or counts. out_of: their totals. groups: subgroups, where the chart is made of them.
        use: which points the lines come from. centre: a centre line agreed beforehand.
        k, screen: the options of these names.
    """

    value: np.ndarray
    out_of: Any
    groups: Any
    use: np.ndarray
    centre: Any
    k: float
    screen: bool


#: How the lines of a phase are worked out from its points.
Arithmetic: TypeAlias = Callable[[Stretch], Lines]


@dataclass(frozen=True)
class Kind:
    """One kind of chart.

    Attributes:
        name: what a person calls it.
        made_from: ``"value"``, ``"subgroups"``, ``"share"``, ``"rate"``, ``"count"``, ``"time between"``, or
            ``"total"``: of measurements or of anything else, out of a size.
        lines: how its lines are worked out.
        takes: which of :data:`SOME_ONLY` it has.
        also: other names that people give it.
        middle: what its middle line is called on the picture.
        runs_alone: judged by runs about its middle line, without limits.
        differences: its points are steps from one value to the next. So the first point has none, and as
            neighbours share a value, they are judged by the limits and by no pattern.
        events: a point stands for an event, not for a period of time.
        remedy: for counts: the chart to compare with where points vary more than its limits allow for.
        family: which rows of the table of chances are its own; see :mod:`champions.charts.chances`.
        ranges_scaled: its moving ranges are in the unit of the chart, so that ``multiply`` holds for them.
    """

    name: str
    made_from: str
    lines: Arithmetic
    takes: frozenset[str] = frozenset({"lowest", "highest"})
    also: tuple[str, ...] = ()
    middle: str = later("mean")
    runs_alone: bool = False
    differences: bool = False
    events: bool = False
    ranges_scaled: bool = True
    remedy: str = ""
    family: str = "i"

    @property
    def one(self) -> str:
        """Its name with the word before it, at the start of a sentence; in other languages its name alone.

        >>> [KINDS[name].one for name in ("i", "p", "xbar", "run")]
        ['An I chart (XmR)', 'A P chart', 'An Xbar chart', 'A Run chart']
        """
        if not spoken().is_english:
            return told(self.name)
        first = self.name.split()[0].rstrip("′")
        vowel = first[0] in "AEFHILMNORSX" and (len(first) <= 2 or first == "Xbar")
        return f"An {self.name}" if vowel else f"A {self.name}"

    @property
    def rules(self) -> Mapping[str, RunRules | LimitRules]:
        """The rule sets that it may be judged by."""
        return RUN_RULES if self.runs_alone else LIMIT_RULES

    @property
    def has_counts(self) -> bool:
        """Whether small counts (or small groups) in it may be hidden."""
        return self.made_from != "time between"

    @property
    def joins(self) -> bool:
        """Whether rows that share a time may be joined to one point."""
        return self.made_from != "subgroups"

    @property
    def line(self) -> str:
        """What its middle line is called in words."""
        return later("middle line") if self.runs_alone else later("centre line")


def _plain(made: Callable[[np.ndarray, np.ndarray, Any], Lines]) -> Arithmetic:
    """Lines from the values alone."""
    return lambda part: made(part.value, part.use, part.centre)


def _ranges(made: Callable[..., Lines]) -> Arithmetic:
    return lambda part: made(part.value, part.use, part.centre, k=part.k, screen=part.screen)


def _groups(made: Callable[[Subgroups, np.ndarray, Any], Lines]) -> Arithmetic:
    return lambda part: made(part.groups, part.use, part.centre)


def _shares(made: Callable[..., Lines], *, prime: bool = False) -> Arithmetic:
    return lambda part: made(
        part.value, part.out_of, part.use, part.centre, prime=prime, screen=part.screen
    )


def _sizes(made: Callable[..., Lines]) -> Arithmetic:
    return lambda part: made(part.value, part.out_of, part.use, part.centre, screen=part.screen)


_ENDS = frozenset({"lowest", "highest"})
_SCREENED = _ENDS | {"screen_moving_ranges"}
_WITH_K = _SCREENED | {"k"}

#: Each kind by the name that a call gives.
KINDS = {
    "i": Kind(later("I chart (XmR)"), "value", _ranges(limits.i_lines), _WITH_K, also=("xmr", "x")),
    "ip": Kind(
        later("I′ chart"), "total", _sizes(limits.ip_lines), _SCREENED,
        also=("i'", "i′", "i-prime", "in", "normalised i"),
    ),
    "mr": Kind(later("MR chart"), "value", _plain(limits.mr_lines), differences=True, family="mr"),
    "xbar": Kind(later("Xbar chart"), "subgroups", _groups(limits.xbar_lines), family="xbar"),
    "s": Kind(later("S chart"), "subgroups", _groups(limits.s_lines), family="s"),
    "p": Kind(
        later("P chart"), "share", _shares(limits.p_lines), family="count",
        remedy=later("a P′ chart or an I chart"),
    ),
    "pp": Kind(
        later("P′ chart"), "share", _shares(limits.p_lines, prime=True), _SCREENED,
        also=("p'", "p′", "p-prime"), ranges_scaled=False,
    ),
    "u": Kind(
        later("U chart"), "rate", _shares(limits.u_lines), family="count",
        remedy=later("a U′ chart or an I chart"),
    ),
    "up": Kind(
        later("U′ chart"), "rate", _shares(limits.u_lines, prime=True), _SCREENED,
        also=("u'", "u′", "u-prime"), ranges_scaled=False,
    ),
    "c": Kind(later("C chart"), "count", _plain(limits.c_lines), family="count", remedy=later("an I chart")),
    "g": Kind(later("G chart"), "count", _plain(limits.g_lines), middle=later("median"), events=True, family="g"),
    "t": Kind(
        later("T chart"), "time between", _ranges(limits.t_lines), _WITH_K,
        middle=later("centre"), events=True, ranges_scaled=False, family="t",
    ),
    "run": Kind(
        later("Run chart"), "value", _plain(limits.run_lines), frozenset(), middle=later("median"), runs_alone=True,
        family="run",
    ),
}  # fmt: skip


def kind_named(given: Any) -> str:
    """The name of a kind in :data:`KINDS`, from what a person calls it; else what was given.

    >>> kind_named("XmR"), kind_named("P′"), kind_named("z")
    ('i', 'pp', 'z')
    """
    said = str(given).lower()
    return next((name for name, kind in KINDS.items() if said in kind.also), said)


def takers(option: str) -> list[str]:
    """The kinds that have an option of :data:`SOME_ONLY`, in order of the alphabet.

    >>> takers("k")
    ['i', 't']
    """
    return sorted(name for name, kind in KINDS.items() if option in kind.takes)

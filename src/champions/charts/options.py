"""What may be asked of a chart: every option, written once, and checked before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any, TypedDict

import numpy as np
import pandas as pd

from champions.charts.icons import check_improvement
from champions.charts.kinds import KINDS, SOME_ONLY, Kind, takers
from champions.charts.tidy import LARGEST, one_of, refuse
from champions.sentences import listed
from champions.sentences.told import later, told


class Options(TypedDict, total=False):
    """Every option of a chart, as a call gives it. :func:`champions.control_chart` says what each does.

    A type checker finds a misspelt one here; when a lesson runs, :func:`ask` does, in words.
    """

    freeze: int | None
    rebase: Any
    exclude: Any
    centre: Any
    target: Any
    improvement: str | None
    multiply: float | None
    percent: bool | None
    k: float | None
    screen_moving_ranges: bool | None
    trend: int | None
    lowest: float | None
    highest: float | None
    suppress: int | None
    aggregate: str | None
    notes: Any
    title: object  # whatever is given is said as text
    name: object
    unit: object


#: The name of every option.
OPTIONS = frozenset(Options.__annotations__)


@dataclass(frozen=True)
class Asked:
    """What was asked of a chart, tidied: :class:`Options` with what holds where nothing was said."""

    kind: str
    rules: str
    freeze: int | None = None
    rebase: Any = None
    exclude: Sequence[Any] = ()
    centre: Any = None
    target: Any = None
    improvement: str | None = None
    multiply: float = 1.0
    percent: bool = False
    k: float = 2.66
    screen_moving_ranges: bool = False
    trend: int | None = None
    lowest: float | None = None
    highest: float | None = None
    suppress: int | None = None
    aggregate: str | None = None
    notes: Any = None
    title: str = ""
    name: str = "values"
    unit: str = ""

    @property
    def row(self) -> Kind:
        """The row of its kind."""
        return KINDS[self.kind]


def ask(kind: str, rules: str, data: Any, value: Any, options: Mapping[str, Any]) -> Asked:
    """Check the options of one chart.

    Args:
        kind, rules: names that are known. data, value: as given, for the name of the numbers.
        options: as given, :class:`Options` or not.

    Raises:
        ChartError: in plain words, for an option that is misspelt, does not fit the chart, or makes no
            sense.

    >>> ask("i", "anhoej", None, "days_late", {"freeze": 12}).name
    'days late'
    """
    row = KINDS[kind]
    for option in options:
        one_of(option, sorted(OPTIONS), "option")
        if option in SOME_ONLY and option not in row.takes:
            charts = listed(takers(option), "or")
            refuse(
                told("{one} has no {option}.", one=row.one, option=option),
                told("Only {charts} charts have.", charts=charts),
                told("Leave it away."),
            )
    given = {
        name: option
        for name, option in options.items()
        if option is not None and option is not pd.NA
    }
    given |= _plain_numbers(given)
    if "trend" in given and not row.rules[rules].trend:
        refuse(
            told("The rule set {rules!r} has no trend.", rules=rules),
            told("A length for it means nothing."),
            told("Leave it away."),
        )
    check_improvement(given.get("improvement"))
    if type(given.get("percent", True)) is not bool:
        refuse(
            told("percent is {percent!r}.", percent=given["percent"]),
            told("It must be True or False."),
            told("Correct it."),
        )
    given |= _lists(given)
    given |= {name: str(given[name]) for name in ("title", "name", "unit") if name in given}
    given.setdefault("percent", row.made_from == "share" and given.get("multiply", 1) == 1)
    if "name" not in given:
        found = value if isinstance(value, str) else getattr(data, "name", None)
        given["name"] = str(found).replace("_", " ") if found else "values"
    return Asked(kind, rules, **given)


#: Options that are one number: whether it must be whole, and whether it must be above 0.
_ONE_NUMBER = {
    "freeze": (True, True), "trend": (True, True), "multiply": (False, True), "k": (False, True),
    "suppress": (False, True), "lowest": (False, False), "highest": (False, False),
}  # fmt: skip


#: What is said of one that is not: by whether it must be whole, and above 0.
_MUST = {
    (True, True): later("It must be a whole number above 0."),
    (True, False): later("It must be a whole number."),
    (False, True): later("It must be a number above 0."),
    (False, False): later("It must be a number."),
}


def _plain_numbers(given: Mapping[str, Any]) -> dict[str, Any]:
    """The options that are one number, as plain numbers of Python."""
    plain = {}
    for name in _ONE_NUMBER.keys() & given.keys():
        whole, above_zero = _ONE_NUMBER[name]
        value: Any = given[name]
        kind: Any = Integral if whole else Real
        fits = isinstance(value, kind) and type(value) is not bool
        plain[name] = value = (int if isinstance(value, Integral) else float)(value) if fits else 0
        if not fits or not abs(value) <= LARGEST or (above_zero and value <= 0):
            refuse(
                told("{name} is {value!r}.", name=name, value=given[name]),
                told(_MUST[whole, above_zero]),
                told("Correct it, or leave it away."),
            )
    return plain


def _lists(given: Mapping[str, Any]) -> dict[str, Any]:
    """The options that name points, as lists: one point may be given without one."""
    made: dict[str, Any] = {}
    if "exclude" in given:
        left_out = given["exclude"]
        made["exclude"] = (
            tuple(left_out) if np.ndim(left_out) or isinstance(left_out, tuple) else (left_out,)
        )
    rebase = given.get("rebase")
    if rebase is not None and not isinstance(rebase, Mapping) and np.ndim(rebase) == 0:
        made["rebase"] = (rebase,)
    return made

"""The rule set that a programme teaches, by its id: its name, and what it counts as a signal, in words.

The words are made from the rules themselves (:mod:`champions.charts.runs` and
:mod:`champions.charts.signals`), so no list can say what a chart does not do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from champions.charts.runs import RUN_RULES, RunRules
from champions.charts.signals import LIMIT_RULES, LimitRules

#: The rules by which the lessons' own examples are read. Each question and chart names them.
LESSONS = {"run_chart": "anhoej", "control_chart": "making-data-count"}
#: The sets that a programme can teach by the lessons. Others, such as the boxes, have no card in them yet.
NAMES = {
    "anhoej": "the Anhøj rules",
    "perla": "Perla's rules",
    "making-data-count": "the Making Data Count rules",
    "plotthedots": "the Making Data Count rules of NHSRplotthedots",
    "provost-murray": "the Provost and Murray rules",
    "western-electric": "the Western Electric rules",
    "nelson": "the Nelson rules",
}
_SETS: dict[str, Mapping[str, RunRules | LimitRules]] = {
    "run_chart": RUN_RULES,
    "control_chart": LIMIT_RULES,
}
_NUMBERS = {
    5: "Five", 6: "Six", 7: "Seven", 8: "Eight", 9: "Nine", 14: "Fourteen", 15: "Fifteen",
}  # fmt: skip


class NoSuchRules(LookupError):
    """A rule set that is not there for this sort of chart; the text says which there are."""


@dataclass(frozen=True)
class House:
    """The rule set that a programme teaches for one sort of chart.

    Attributes:
        id: such as ``perla``. name: in the words of a lesson.
        signals: each thing that it counts as a signal, a sentence each.
        said: what a lesson says of it, as Markdown.
    """

    id: str
    name: str
    signals: tuple[str, ...]
    said: str


def ids(sort: str) -> tuple[str, ...]:
    """The rule sets for a sort of chart: ``run_chart`` or ``control_chart``.

    >>> "perla" in ids("run_chart"), "perla" in ids("control_chart")
    (True, False)
    """
    return tuple(one for one in _SETS[sort] if one in NAMES)


def house(sort: str, named: str = "") -> House:
    """The rule set of that id; those of the lessons when none is named.

    Raises:
        NoSuchRules: when there is none.

    >>> house("run_chart", "perla").signals[0]
    'Six useful dots in a row on one side of the middle line.'
    >>> house("control_chart").said
    'This programme uses the Making Data Count rules for its own charts too.'
    """
    named = named or LESSONS[sort]
    rules = _SETS[sort].get(named) if named in NAMES else None
    if rules is None:
        raise NoSuchRules(
            f'"{named}" is no rule set for this sort of chart. There is: {", ".join(ids(sort))}.'
        )
    signals = tuple(
        _of_a_run_chart(rules) if isinstance(rules, RunRules) else _of_a_control_chart(rules)
    )
    return House(named, NAMES[named], signals, _said(sort, named, signals))


def _said(sort: str, named: str, signals: tuple[str, ...]) -> str:
    if named == LESSONS[sort]:
        return f"This programme uses {NAMES[named]} for its own charts too."
    listed = "\n".join(f"- {one}" for one in signals)
    return (
        f"This programme uses {NAMES[named]} for its own charts. By them, each of these is a signal:"
        f"\n\n{listed}"
    )


def _of_a_run_chart(rules: RunRules) -> Iterator[str]:
    if rules.shift is None:
        yield "A run that is longer than the card allows for so many useful points."
        yield "Fewer crossings of the middle line than the card allows."
        return
    if rules.on_line_breaks:
        yield f"{_NUMBERS[rules.shift]} dots in a row on one side of the middle line."
    else:
        yield f"{_NUMBERS[rules.shift]} useful dots in a row on one side of the middle line."
    if rules.trend is not None:
        yield f"{_NUMBERS[rules.trend]} dots in a row that all rise, or all fall."
    if rules.name == "perla":
        yield "Too few runs, or too many, for so many useful dots."


def _of_a_control_chart(rules: LimitRules) -> Iterator[str]:
    yield "A dot outside a limit."
    if rules.shift is not None:
        yield f"{_NUMBERS[rules.shift]} dots in a row on one side of the mean."
    if rules.trend is not None:
        yield f"{_NUMBERS[rules.trend]} dots in a row that all rise, or all fall."
    if rules.two_of_three:
        yield "Two of three dots far from the mean, near one limit."
    if rules.four_of_five:
        yield "Four of five dots on one side, further from the mean than a third of the way to the limit."
    if rules.inner is not None:
        yield f"{_NUMBERS[rules.inner]} dots in a row closer to the mean than a third of the way to a limit."
    if rules.outer is not None:
        yield f"{_NUMBERS[rules.outer]} dots in a row that are all far from the mean, on both sides."
    if rules.alternating is not None:
        yield f"{_NUMBERS[rules.alternating]} dots in a row that go up and down in turn."
    if rules.runs:
        yield "A longer run than the Anhøj rules allow for so many dots."
        yield "Fewer crossings of the mean than the Anhøj rules allow."

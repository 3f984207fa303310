"""The rule set that a programme teaches, by its id: its name, and what it counts as a signal, in words.

The words are made from the rules themselves (:mod:`champions.charts.runs` and
:mod:`champions.charts.signals`), so no list can say what a chart does not do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from champions.charts.runs import CARD, RUN_RULES, RunRules, box_for
from champions.charts.signals import LIMIT_RULES, LimitRules
from champions.sentences.told import later, told

#: The rules by which the lessons' own examples are read. Each question and chart names them.
LESSONS = {"run_chart": "anhoej", "control_chart": "making-data-count"}
#: The sets that a programme can teach by the lessons: all that there are.
NAMES = {
    "anhoej": later("the Anhøj rules"),
    "bestbox": later("the best box of Anhøj and Wentzel-Larsen"),
    "cutbox": later("the cut box of Anhøj and Wentzel-Larsen"),
    "perla": later("Perla's rules"),
    "making-data-count": later("the Making Data Count rules"),
    "plotthedots": later("the Making Data Count rules of NHSRplotthedots"),
    "provost-murray": later("the Provost and Murray rules"),
    "western-electric": later("the Western Electric rules"),
    "nelson": later("the Nelson rules"),
}
_SETS: dict[str, Mapping[str, RunRules | LimitRules]] = {
    "run_chart": RUN_RULES,
    "control_chart": LIMIT_RULES,
}
_NUMBERS = {
    5: later("Five"),
    6: later("Six"),
    7: later("Seven"),
    8: later("Eight"),
    9: later("Nine"),
    14: later("Fourteen"),
    15: later("Fifteen"),
}


class NoSuchRules(LookupError):
    """A rule set that is not there for this sort of chart; the text says which there are."""


@dataclass(frozen=True)
class House:
    """The rule set that a programme teaches for one sort of chart.

    Attributes:
        id: such as ``perla``. name: in the words of a lesson.
        signals: each thing that it counts as a signal, a sentence each.
        said: what a lesson says of it, as Markdown.
        beside: what a lesson says where it reads its own examples by other rules; else empty. It stands at
            the end of a paragraph, and begins with a space.
    """

    id: str
    name: str
    signals: tuple[str, ...]
    said: str
    beside: str


def ids(sort: str) -> tuple[str, ...]:
    """The rule sets for a sort of chart: ``run_chart`` or ``control_chart``.

    >>> "perla" in ids("run_chart"), "perla" in ids("control_chart")
    (True, False)
    """
    return tuple(one for one in _SETS[sort] if one in NAMES)


def nearest_first(typed: str, known: Iterable[str]) -> list[str]:
    """What there is, and first what is most like what somebody typed.

    >>> nearest_first("pearla", ids("run_chart"))[0]
    'perla'
    """
    return sorted(known, key=lambda one: -SequenceMatcher(None, typed.casefold(), one).ratio())


def house(sort: str, named: str = "") -> House:
    """The rule set of that id; those of the lessons when none is named.

    Raises:
        NoSuchRules: when there is none.

    >>> house("run_chart", "perla").signals[0]
    'Six useful dots in a row on one side of the middle line.'
    >>> house("control_chart").said
    'This programme uses the Making Data Count rules for its own charts too.'
    >>> house("run_chart", "perla").beside
    " Your programme uses Perla's rules for its own charts. By these, the same chart may be read otherwise."
    >>> house("run_chart").beside
    ''
    """
    named = named or LESSONS[sort]
    rules = _SETS[sort].get(named) if named in NAMES else None
    if rules is None:
        raise NoSuchRules(
            told(
                '"{named}" is no rule set for this sort of chart. There is: {list}.',
                named=named,
                list=", ".join(nearest_first(named, ids(sort))),
            )
        )
    signals = tuple(
        _of_a_run_chart(rules) if isinstance(rules, RunRules) else _of_a_control_chart(rules)
    )
    return House(
        named, told(NAMES[named]), signals, _said(sort, named, signals), _beside(sort, named)
    )


def _said(sort: str, named: str, signals: tuple[str, ...]) -> str:
    if named == LESSONS[sort]:
        return told("This programme uses {rules} for its own charts too.", rules=told(NAMES[named]))
    listed = "\n".join(f"- {one}" for one in signals)
    head = told(
        "This programme uses {rules} for its own charts. By these rules, each of these is a signal:",
        rules=told(NAMES[named]),
    )
    said = f"{head}\n\n{listed}"
    return f"{said}\n\n{card}" if (card := _card(named)) else said


def _card(named: str) -> str:
    """The card of a box, as a table in Markdown; empty for rules that need none of their own.

    >>> print(_card("bestbox").splitlines()[2])
    | 10 | 6 | 2 |
    """
    if named not in ("bestbox", "cutbox"):
        return ""
    heads = [
        told("Useful points"),
        told("Longest run is more than"),
        told("Crossings are fewer than"),
    ]
    if named == "cutbox":
        heads += [
            told("Crossings are just that number, and longest run is more than"),
            told("Longest run is just that number, and crossings are fewer than"),
        ]
    rows: list[list[str]] = []
    for useful in CARD:
        if box := box_for(useful, named):
            corners = [box.by_crossings, box.by_longest] if named == "cutbox" else []
            rows.append([str(one) for one in (useful, box.longest, box.crossings, *corners)])
    lines = [" | ".join(row) for row in (heads, ["---"] * len(heads), *rows)]
    return "\n".join(f"| {line} |" for line in lines)


def _beside(sort: str, named: str) -> str:
    if named == LESSONS[sort]:
        return ""
    said = told(
        "Your programme uses {rules} for its own charts. By these, the same chart may be read otherwise.",
        rules=told(NAMES[named]),
    )
    return f" {said}"


def _of_a_run_chart(rules: RunRules) -> Iterator[str]:
    if rules.name in ("bestbox", "cutbox"):
        yield told("A run that is longer than the box allows for so many useful points.")
        yield told("Fewer crossings of the middle line than the box allows.")
        if rules.name == "cutbox":
            yield told(
                "A run that is nearly too long, in a chart that has nearly too few crossings."
            )
        return
    if rules.shift is None:
        yield told("A run that is longer than the card allows for so many useful points.")
        yield told("Fewer crossings of the middle line than the card allows.")
        return
    if rules.on_line_breaks:
        yield told(
            "{number} dots in a row on one side of the middle line.",
            number=told(_NUMBERS[rules.shift]),
        )
    else:
        yield told(
            "{number} useful dots in a row on one side of the middle line.",
            number=told(_NUMBERS[rules.shift]),
        )
    if rules.trend is not None:
        yield told(
            "{number} dots in a row that all rise, or all fall.", number=told(_NUMBERS[rules.trend])
        )
    if rules.name == "perla":
        yield told("Too few runs, or too many, for so many useful dots.")


def _of_a_control_chart(rules: LimitRules) -> Iterator[str]:
    yield told("A dot outside a limit.")
    if rules.shift is not None:
        yield told(
            "{number} dots in a row on one side of the mean.", number=told(_NUMBERS[rules.shift])
        )
    if rules.trend is not None:
        yield told(
            "{number} dots in a row that all rise, or all fall.", number=told(_NUMBERS[rules.trend])
        )
    if rules.two_of_three:
        yield told("Two of three dots far from the mean, near one limit.")
    if rules.four_of_five:
        yield told(
            "Four of five dots on one side, further from the mean than a third of the way to the limit."
        )
    if rules.inner is not None:
        yield told(
            "{number} dots in a row closer to the mean than a third of the way to a limit.",
            number=told(_NUMBERS[rules.inner]),
        )
    if rules.outer is not None:
        yield told(
            "{number} dots in a row that are all far from the mean, on both sides.",
            number=told(_NUMBERS[rules.outer]),
        )
    if rules.alternating is not None:
        yield told(
            "{number} dots in a row that go up and down in turn.",
            number=told(_NUMBERS[rules.alternating]),
        )
    if rules.runs:
        yield told("A longer run than the Anhøj rules allow for so many dots.")
        yield told("Fewer crossings of the mean than the Anhøj rules allow.")

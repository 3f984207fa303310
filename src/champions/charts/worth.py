"""What the signals of a chart are worth, in a sentence or two: which of them chance alone would rarely make."""

from __future__ import annotations

from collections.abc import Sequence

from champions.charts.chances import WHOLE, how_often
from champions.charts.evidence import RARE, chance_by_order, chance_of, chance_of_run, say_doubt
from champions.charts.result import Result
from champions.charts.runs import Signal
from champions.charts.telling import Told, told_of
from champions.sentences.told import later, told

#: A run that is judged apart from what else the rules may find has to be rarer, so that both together stay rare.
_RARE_RUN = 0.025
#: What a run on a chart of rare events is worth, by whether it is as rare as that, and whether it is the only one.
_RUN_WORTH = {
    (True, True): (
        later(
            "That is unlikely to be chance: a stable service of this length shows a run as long as this {often}."
        )
    ),
    (
        False,
        True,
    ): later(
        "That may be chance: a stable service of this length shows a run as long as this {often}."
    ),
    (True, False): (
        later(
            "The longest run is unlikely to be chance: a stable service of this length shows one as long {often}."
        )
    ),
    (False, False): (
        later(
            "The longest run may be chance: a stable service of this length shows one as long {often}."
        )
    ),
}
#: How often stable services show as much, by how rare that is.
_RATES = {
    "unlikely": later("a stable service of this length shows a signal by these rules {often}"),
    "one in 100": later("fewer than 1 in 100 stable services of this length show as much"),
    "one in 20": later("fewer than 1 in 20 stable services of this length show as much"),
}
#: What signals are worth, by which of those that are told carry it: one that is told alone, each of several,
#: some of them each by itself, some only together.
_WORTH = {
    "one": later("That is unlikely to be chance: {rate}."),
    "each": later("Each of these, even alone, is unlikely to be chance: {rate}."),
    "first": later("The first of these, even alone, is unlikely to be chance: {rate}."),
    "second": later("The second of these, even alone, is unlikely to be chance: {rate}."),
    "third": later("The third of these, even alone, is unlikely to be chance: {rate}."),
    "first second": later(
        "The first and the second of these, even each alone, are unlikely to be chance: {rate}."
    ),
    "first third": later(
        "The first and the third of these, even each alone, are unlikely to be chance: {rate}."
    ),
    "second third": later(
        "The second and the third of these, even each alone, are unlikely to be chance: {rate}."
    ),
    "together first second": (
        later(
            "Each of these alone may be chance. But the first and the second together are unlikely to be: {rate}."
        )
    ),
    "together first third": (
        later(
            "Each of these alone may be chance. But the first and the third together are unlikely to be: {rate}."
        )
    ),
    "together second third": (
        later(
            "Each of these alone may be chance. But the second and the third together are unlikely to be: {rate}."
        )
    ),
    "together": later(
        "Each of these alone may be chance. But together they are unlikely to be: {rate}."
    ),
    "all together": (
        later(
            "Each of these alone may be chance. But all {kinds} kinds of signal together are unlikely to be: {rate}."
        )
    ),
}
#: What the others are worth that are told beside these, by how many are told and how many are none of them.
_OTHERS = {
    (2, 1): later("By itself, the other may be chance."),
    (3, 2): later("By themselves, the others may be chance."),
    (3, 1): later("By itself, the remaining one may be chance."),
}
#: What is said where chance alone makes as much more often than 1 time in 20, by whether several are told.
_CHANCE = {
    False: later(
        "That may be chance: a stable service of this length shows a signal by these rules {often}."
    ),
    True: later(
        "All of it may be chance: a stable service of this length shows a signal by these rules {often}."
    ),
}
#: Patterns that say the same as the caution of values that take turns, which chance does not often make.
_TURNS = {"many runs", "alternating"}
_ORDER = ("first", "second", "third")


def is_unstable(chart: Result) -> bool:
    """Whether signals of the current phase are unlikely to be chance, and nothing speaks against the rules.

    >>> from champions.charts.chart import run_chart
    >>> is_unstable(run_chart([24, 26, 22, 28, 25, 27, 23, 26, 24, 27, 15, 17, 14, 16, 18, 15, 17, 16, 14, 15]))
    True
    """
    if say_doubt(chart):
        return False
    found = told_of(chart)
    run = _chance_of_told_run(chart, found)
    return found.now if run is None else run < _RARE_RUN


def say_evidence(chart: Result, found: Told) -> str:
    """What the signals that are told are worth; empty where a doubt or a caution says it.

    Where each is unlikely to be chance, one run and the crossings that go with it are told as one thing.

    >>> from champions.charts.chart import run_chart
    >>> waits = [24, 26, 22, 28, 25, 27, 23, 26, 24, 27, 15, 17, 14, 16, 18, 15, 17, 16, 14, 15]
    >>> say_evidence(chart := run_chart(waits), told_of(chart))
    'That is unlikely to be chance: a stable service of this length shows a signal by these rules about 2 times in 100.'
    """
    if say_doubt(chart):
        return ""
    run = _chance_of_told_run(chart, found)
    if run is not None:
        only = len(chart.signals) == 1 or sum(map(len, found.groups)) == 1
        return told(_RUN_WORTH[run < _RARE_RUN, only], often=how_often(run))
    chance = chance_of(chart)
    if chance is None:
        return told(
            "How often chance alone shows as much was not worked out for a chart like this."
        )
    often = how_often(chance.signal)
    if not found.carry:
        if "in turn" in chart.doubts and {one.rule for one in chart.signals} <= _TURNS:
            return ""
        return told(_CHANCE[len(found.told) > 1], often=often)
    rate = told(_RATES["unlikely" if chance.signal < RARE else found.level], often=often)
    said = told(_WORTH[_how(found)], rate=rate, kinds=len(found.groups))
    others = [group for at, group in enumerate(found.told) if at not in found.carry]
    if found.alone and others and all(_is_judged(chart, group) for group in others):
        return f"{said} {told(_OTHERS[len(found.told), len(others)])}"
    return said


def _is_judged(chart: Result, group: Sequence[Signal]) -> bool:
    """Whether it was worked out how often chance makes the like: of an order of points, not about an older line."""
    by_order = group[0].rule in WHOLE | {"shift"}
    return not by_order or chance_by_order(chart, group) is not None


def _chance_of_told_run(chart: Result, told: Told) -> float | None:
    return chance_of_run(chart, [one for group in told.groups for one in group])


def _how(told: Told) -> str:
    """Which of the signals carry what is said, as a key of the sentences."""
    many, carry = len(told.told), told.carry
    if many == 1:
        return "one"
    names = " ".join(_ORDER[at] for at in carry if at < len(_ORDER))
    if not told.alone:
        if len(carry) > many:
            return "all together"
        return "together" if len(carry) == many else f"together {names}"
    if len(carry) == many:
        return "each" if told.is_list else "one"
    return names

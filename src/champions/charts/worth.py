"""What the signals of a chart are worth, in a sentence or two: which of them chance alone would rarely make."""

from __future__ import annotations

from champions.charts.chances import how_often
from champions.charts.evidence import RARE, chance_of, chance_of_run, say_doubt
from champions.charts.result import Result
from champions.charts.telling import Told, told_of
from champions.sentences.told import later, told

#: A run that is judged apart from what else the rules may find has to be rarer, so that both together stay rare.
_RARE_RUN = 0.025
#: What a run on a chart of rare events is worth: by what is said of it, and whether it is the only one.
_RUN_WORTH = {
    ("unlikely", True): later(
        "That is unlikely to be chance: a stable service of this length shows a run as long as this {often}."
    ),
    ("unlikely", False): later(
        "The longest run is unlikely to be chance: a stable service of this length shows one as long {often}."
    ),
    ("between", True): later(
        "A stable service of this length shows a run as long as this {often}. So look for more before you build on it."
    ),
    ("between", False): later(
        "A stable service of this length shows a run as long as the longest {often}. So look for more before you "
        "build on it."
    ),
    ("chance", True): later(
        "That may be chance: a stable service of this length shows a run as long as this {often}."
    ),
    ("chance", False): later(
        "The longest run may be chance: a stable service of this length shows one as long {often}."
    ),
}
#: How often stable services show as much, by how rare that is.
_RATES = {
    "unlikely": later("a stable service of this length shows a signal by these rules {often}"),
    "one in 100": later("fewer than 1 in 100 stable services of this length show as much"),
    "one in 20": later("fewer than 1 in 20 stable services of this length show as much"),
}
#: What signals are worth of which some are unlikely to be chance: where all that is told is so, where each of a
#: list has said it for itself, and where only several together are so.
_WORTH = {
    "one": later("That is unlikely to be chance: {rate}."),
    "list": later("Unlikely here means that {rate}."),
    "together first second": later(
        "Together, the first and the second of these are unlikely to be chance: {rate}."
    ),
    "together first third": later(
        "Together, the first and the third of these are unlikely to be chance: {rate}."
    ),
    "together second third": later(
        "Together, the second and the third of these are unlikely to be chance: {rate}."
    ),
    "together": later("Together, these are unlikely to be chance: {rate}."),
    "all together": later("Together, all signals of this chart are unlikely to be chance: {rate}."),
}
#: What is said where none is unlikely to be chance. Only what comes 1 time in 20 or more is said to be chance perhaps.
_CHANCE = {
    "chance": later(
        "That may be chance: a stable service of this length shows a signal by these rules {often}."
    ),
    "all chance": later(
        "All of it may be chance: a stable service of this length shows a signal by these rules {often}."
    ),
    "between": later(
        "By chance alone, that comes {alone}. But these rules look for several things, and a stable service of this "
        "length shows one or another {often}. So look for more before you build on it."
    ),
    "not known": later(
        "A stable service of this length shows a signal by these rules {often}. So look for more before you build "
        "on this."
    ),
}
#: What one signal of a list is worth by itself.
_UNLIKELY = later("That is unlikely to be chance.")
_MAY_BE = later("That alone may be chance.")
_COMES = later("By chance alone, that comes {often}.")
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
        only = len(chart.signals) == 1 or len(found.groups) == len(found.groups[0].every) == 1
        worth = "unlikely" if run < _RARE_RUN else "between" if run < RARE else "chance"
        return told(_RUN_WORTH[worth, only], often=how_often(run))
    chance = chance_of(chart)
    if chance is None:
        return told(
            "How often chance alone shows as much was not worked out for a chart like this."
        )
    often = how_often(chance.signal)
    if not found.carry:
        if "in turn" in chart.doubts and {one.rule for one in chart.signals} <= _TURNS:
            return ""
        alone = found.groups[0].rate
        return told(_CHANCE[_chance_said(found)], often=often, alone=how_often(alone or 0.0))
    rate = told(_RATES["unlikely" if chance.signal < RARE else found.level], often=often)
    return told(_WORTH[_how(found)], rate=rate)


def say_alone(chart: Result, found: Told) -> list[str]:
    """What each signal of a list is worth by itself, after the sentence that tells it; empty where it is not known.

    >>> from champions.charts.chart import control_chart
    >>> calm = [24, 26, 22, 28, 25, 27, 23, 26, 24, 27, 25, 22, 28, 24]
    >>> chart = control_chart([*calm, 60, *[23, 24, 22, 23, 24, 22, 23]], name="waits")
    >>> say_alone(chart, told_of(chart))
    ['That alone may be chance.', 'That is unlikely to be chance.']
    """
    if say_doubt(chart) or not found.is_list or _chance_of_told_run(chart, found) is not None:
        return [""] * len(found.told)
    said = []
    for at, group in enumerate(found.told):
        if found.alone and at in found.carry:
            said.append(told(_UNLIKELY))
        elif group.rate is None:
            said.append("")
        else:
            few = group.rate < RARE
            said.append(told(_COMES, often=how_often(group.rate)) if few else told(_MAY_BE))
    return said


def _chance_said(found: Told) -> str:
    """What is said where none is unlikely to be chance, as a key of the sentences."""
    first, *more = (group.rate for group in found.groups)
    if all(rate is not None and rate >= RARE for rate in (first, *more)):
        return "all chance" if more else "chance"
    return "not known" if more or first is None else "between"


def _chance_of_told_run(chart: Result, told: Told) -> float | None:
    return chance_of_run(chart, [one for group in told.groups for one in group.every])


def _how(told: Told) -> str:
    """Which of the signals carry what is said, as a key of the sentences."""
    many, carry = len(told.told), told.carry
    if told.alone:
        return "list" if told.is_list else "one"
    if len(carry) > many:
        return "all together"
    if len(carry) == many:
        return "together"
    names = " ".join(_ORDER[at] for at in carry)
    return f"together {names}"

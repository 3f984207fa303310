"""A chart in plain words: the reading under it, and what a person hears who does not see it.

A reading says nothing that the numbers do not. A run that reaches the last dot may have risen or fallen;
one that ended is told as what it was, from when to when. What signals are worth stands in
:mod:`champions.charts.evidence`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from champions.charts.alone import phase_of
from champions.charts.chances import WHOLE, how_often
from champions.charts.digits import digits_for, spread_of, written
from champions.charts.evidence import RARE, say_doubt
from champions.charts.patterns import (
    BEFORE,
    CHANGES,
    OUTSIDE,
    PATTERNS,
    SEVERAL_OUTSIDE,
    WENT,
    at_so_many,
    meaning,
    so_many,
    some_of,
)
from champions.charts.result import FunnelResult, ParetoResult, Result
from champions.charts.runs import FEWEST_FROZEN, FEWEST_USEFUL, Signal, box_for, times_said
from champions.charts.spacing import placed
from champions.charts.telling import Group, Told, last_known, shift_pattern, told_of
from champions.charts.tidy import rounding, side
from champions.charts.worth import is_unstable, say_alone, say_evidence
from champions.sentences import counted, in_a_row, listed
from champions.sentences.told import later, later_n, told

RULE_NAMES = {
    "anhoej": "Anhøj",
    "bestbox": later("Anhøj and Wentzel-Larsen, best box"),
    "cutbox": later("Anhøj and Wentzel-Larsen, cut box"),
    "perla": later("Perla, Provost and Murray"),
    "making-data-count": later("Making Data Count"),
    "plotthedots": later("Making Data Count, as in the R package NHSRplotthedots"),
    "provost-murray": later("Provost and Murray"),
    "western-electric": later("Western Electric"),
    "nelson": later("Nelson"),
}
#: More notes than this may be numbers on the picture, so they carry numbers in words too.
MOST_WRITTEN = 3
#: The most places of a funnel that its reading names on each side.
_MOST_PLACES = 4


def say_number(
    number: float, *, digits: int | None = None, percent: bool = False, unit: str = ""
) -> str:
    """A number with as many digits as a person needs.

    Args:
        digits: after the point, as :func:`champions.charts.digits.digits_for` decides from the spread of
            a chart; without it, by the size of a number that stands alone.

    >>> say_number(24.0), say_number(3.14159), say_number(0.1234, percent=True), say_number(12345.6)
    ('24', '3.14', '12.3%', '12,346')
    >>> say_number(36.84, digits=2), say_number(18.5, unit="days")
    ('36.84', '18.5 days')
    """
    shown = number * (100 if percent else 1)
    if digits is None:
        size = abs(shown)
        digits = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 0.1 or size == 0 else 4
        digits = min(digits, 1) if percent and size >= 1 else digits
    return written(shown, digits) + "%" * percent + (f" {unit}" if unit else "")


def _width(chart: Result) -> float:
    """The distance that decides how many digits matter: between the limits, else between the values."""
    lines, share = chart.lines, 100 if chart.asked.percent else 1
    wide = (lines.upper - lines.lower)[~np.isnan(lines.upper - lines.lower)]
    wide = wide[wide > rounding(lines.values, lines.centre)]
    return share * (float(wide.min()) if wide.size else spread_of(lines.values))


def numbers_of(chart: Result) -> Callable[..., str]:
    """How numbers of a chart are said: every line with the same digits, and no two alike that differ.

    Gives a function of a number, with the numbers that it must be told apart from, if there are more.

    >>> from champions.charts.chart import control_chart
    >>> say = numbers_of(control_chart([36.1, 36.9, 36.2, 36.8, 36.4, 36.6, 36.3, 36.7, 36.5, 36.6]))
    >>> say(36.51), say(36.514, 36.511)
    ('36.51', '36.514')
    """
    percent, lines = chart.asked.percent, chart.lines
    share = 100 if percent else 1
    near = share * rounding(lines.values, lines.centre)
    width = _width(chart)
    ends = [part.first + part.lines.values.size - 1 for part in chart.parts]
    drawn = [lines.centre[ends], lines.lower[ends], lines.upper[ends]]
    drawn += [] if chart.series.target is None else [chart.series.target[ends]]
    apart = [share * float(number) for number in np.concatenate(drawn)]

    def say(number: float, *others: float) -> str:
        numbers = [share * float(one) for one in (number, *others)] if others else []
        digits = max(digits_for(width, *apart, near=near), digits_for(width, *numbers, near=near))
        return say_number(float(number), digits=digits, percent=percent)

    return say


def period_word(chart: Result) -> str:
    """What one point stands for: days, weeks, months, quarters, years, or points.

    >>> from champions.charts.chart import run_chart
    >>> period_word(run_chart([3, 4, 3], time=["2025-05-06", "2025-05-13", "2025-05-20"]))
    'weeks'
    """
    return "points" if chart.row.events else chart.series.spacing.word


def read_chart(chart: Result) -> str:
    """The chart in a few short sentences.

    >>> from champions.charts.chart import control_chart
    >>> read_chart(control_chart([5, 6, 5, 7, 6, 5, 6, 7, 5, 6, 7, 6, 5, 6, 7], name="visits"))
    'No signal of change: the visits varied around 5.9 as chance alone could.'
    """
    return f"{_phases_said(chart)} {_read(chart)}".strip()


def _phases_said(chart: Result) -> str:
    """The centre line of each phase, where lines start afresh; it is what such a chart is about."""
    if len(chart.parts) == 1:
        return ""
    say, unit = numbers_of(chart), f" {chart.asked.unit}" if chart.asked.unit else ""
    levels = [say(float(chart.lines.centre[part.first])) for part in chart.parts]
    whens = [_when(chart, part.first) for part in chart.parts]
    if len(levels) > 2:
        then = [
            told("at {level} from {when}", context="one of several levels", level=level, when=when)
            for level, when in zip(levels, whens, strict=True)
        ]
        rest = listed(then[1:])
        return told(
            "The {line} stood at {level}{unit} at first, {rest}.",
            line=told(chart.row.line),
            level=levels[0],
            unit=unit,
            rest=rest,
        )
    if levels[0] == levels[1]:
        return told(
            "The {line} stayed at {level}{unit}, with new lines from {when}.",
            line=told(chart.row.line),
            level=levels[0],
            unit=unit,
            when=whens[1],
        )
    return told(
        "The {line} went from {before} to {now}{unit}, with new lines from {when}.",
        line=told(chart.row.line),
        before=levels[0],
        now=levels[1],
        unit=unit,
        when=whens[1],
    )


def _read(chart: Result) -> str:
    if not chart.signals:
        return _no_signal(chart)
    if _mostly_on_the_line(chart):
        on_line = told(
            "Half of the dots or more lie on the middle line, and the others all on one side of it. So "
            "this chart cannot show whether anything changed. For something rare, chart the days between."
        )
        return f"{on_line} {_target_met(chart)}".strip()
    found = told_of(chart)
    said = [_said(chart, group, alone=not at) for at, group in enumerate(found.told)]
    if found.is_list:
        lines = (
            " ".join(filter(None, both)) for both in zip(said, say_alone(chart, found), strict=True)
        )
        said = [
            "\n".join([told(_HEADS[bool(say_doubt(chart))]), *(f"{BULLET}{one}" for one in lines)])
            + "\n"
        ]
    parts = [
        say_doubt(chart), *said, say_evidence(chart, found), _untold_said(found), _halves_said(chart, found),
        _assurance_said(chart),
    ]  # fmt: skip
    return " ".join(one for one in parts if one).replace("\n ", "\n").strip()


#: What comes before several kinds of signal, a line for each; by whether the data speak against the rules.
_HEADS = {
    False: later("The signals, the most important first:"),
    True: later("What these rules mark, the most important first:"),
}


def _untold_said(found: Told) -> str:
    """How many kinds of signal the chart marks beside those that are told."""
    if not found.untold:
        return ""
    return counted(
        found.untold,
        "The chart shows 1 more kind of signal.",
        "The chart shows {n} more kinds of signal.",
    )


#: How a line begins that is one of a list.
BULLET = "• "


def in_one_line(words: str) -> str:
    """A reading without its line breaks, for a place that has one line.

    >>> in_one_line("Two signals:\\n• The waits rose.\\n• The waits stood at 9.\\nThat is rare.")
    'Two signals: The waits rose. The waits stood at 9. That is rare.'
    """
    return " ".join(line.removeprefix(BULLET) for line in words.split("\n"))


def _mostly_on_the_line(chart: Result) -> bool:
    """Whether a run chart's middle line is at the end of the values, such as 0 where most are 0.

    The rules then call the useful points one long run. It says nothing of the order they came in.
    """
    part = chart.parts[-1]
    known = int((~np.isnan(part.lines.values)).sum())
    return chart.row.runs_alone and not part.runs.crossings and 0 < 2 * part.runs.useful <= known


def _line_of(chart: Result, signal: Signal) -> str:
    """What the line is called that a signal is about, old where the lines have started afresh since."""
    line = told(chart.row.line)
    return told("old {line}", line=line) if _old(chart, signal) else line


def _old(chart: Result, signal: Signal) -> str:
    return "" if phase_of(chart, signal) is chart.parts[-1] else "old "


def _no_signal(chart: Result) -> str:
    runs, lines = chart.parts[-1].runs, chart.lines
    subject = _small(_subject(chart))
    say, unit = numbers_of(chart), chart.asked.unit
    centre = say(float(lines.centre[-1])) + (f" {unit}" if unit else "")
    values = lines.values[~np.isnan(lines.values)]
    if values.size > 1 and np.ptp(values) <= rounding(values):
        return f"{_all_the_same(chart, float(values[0]))} {_assurance_said(chart)}".strip()
    uses_runs = chart.row.runs_alone or (chart.rules == "anhoej" and np.isnan(lines.upper).all())
    if uses_runs and runs.useful < FEWEST_USEFUL:
        return f"{_too_short(chart, centre)} {_target_met(chart)}".strip()
    if np.isnan(lines.upper).all() and not chart.row.runs_alone:
        said = told(
            "{subject} cannot be judged: there are no limits to judge by.", subject=_subject(chart)
        )
        return f"{said} {_target_met(chart)}".strip()
    known = int((~np.isnan(chart.parts[-1].lines.values)).sum())
    if not chart.row.runs_alone and known < FEWEST_FROZEN:
        said = counted(
            known,
            "No signal so far: {subject} varied around {centre}. There is 1 point only: with fewer than {enough}, a "
            "change is hard to see.",
            "No signal so far: {subject} varied around {centre}. There are {n} points only: with fewer than {enough}, "
            "a change is hard to see.",
            subject=subject,
            centre=centre,
            enough=FEWEST_FROZEN,
        )
        return f"{said} {_assurance_said(chart)}".strip()
    doubted = {"overdispersion", "season", "autocorrelation", "in turn", "mixed"} & {*chart.doubts}
    said = told(_CALM[not doubted, len(chart.parts) > 1], subject=subject, centre=centre)
    if chart.row.runs_alone and box_for(runs.useful, chart.rules):
        longest = told(
            "The longest run is {longest}; more than {limit} would be a signal. The middle line is crossed "
            "{times}; fewer than {fewest} would be.",
            longest=runs.longest,
            limit=runs.longest_limit,
            times=times_said(runs.crossings),
            fewest=runs.crossings_limit,
        )
        said = f"{said} {longest}"
    return f"{said} {_assurance_said(chart)}".strip()


#: Where nothing is found: by whether chance alone could do it, and whether lines have started afresh.
_CALM = {
    (True, False): later(
        "No signal of change: {subject} varied around {centre} as chance alone could."
    ),
    (True, True): later(
        "No signal of change since then: {subject} varied around {centre} as chance alone could."
    ),
    (False, False): later("No signal of change by these rules: {subject} varied around {centre}."),
    (False, True): later(
        "No signal of change by these rules since then: {subject} varied around {centre}."
    ),
}


def _too_short(chart: Result, centre: str) -> str:
    """Too few useful points to judge: because there are few, or because most lie on the line."""
    part = chart.parts[-1]
    known = int((~np.isnan(part.lines.values) & part.kept).sum())
    if known >= FEWEST_USEFUL:
        said = counted(
            part.runs.useful,
            "This cannot be judged: {ties} of {known} dots lie on the middle line, at {centre}. Only 1 is useful, "
            "and at least {enough} are needed.",
            "This cannot be judged: {ties} of {known} dots lie on the middle line, at {centre}. Only {n} are "
            "useful, and at least {enough} are needed.",
            ties=known - part.runs.useful,
            known=known,
            enough=FEWEST_USEFUL,
            centre=centre,
        )
        rare = 2 * part.runs.useful <= known
        return f"{said} {told('For something rare, chart the days between.') if rare else told('Go on counting.')}"
    return counted(
        part.runs.useful,
        "Too short to judge: 1 useful point, and at least {enough} are needed. The middle line is at {centre}.",
        "Too short to judge: {n} useful points, and at least {enough} are needed. The middle line is at "
        "{centre}.",
        enough=FEWEST_USEFUL,
        centre=centre,
    )


def _all_the_same(chart: Result, value: float) -> str:
    """All values are one: there is nothing to judge, but a target can be spoken of."""
    target = chart.series.target
    goal = float(target[-1]) if target is not None else float("nan")
    say, many = numbers_of(chart), int((~np.isnan(chart.lines.values)).sum())
    unit = f" {chart.asked.unit}" if chart.asked.unit else ""
    said = told(
        "All {many} values are {value}{unit}, so there is no change to judge.",
        many=many,
        value=say(value, goal),
        unit=unit,
    )
    if goal != goal or (target is not None and np.ptp(target) > 0):
        return said
    where = "on" if abs(value - goal) <= rounding(np.array([value])) else (
        "above" if value > goal else "below"
    )  # fmt: skip
    met = {("up", "above"): 1, ("up", "below"): -1, ("down", "below"): 1, ("down", "above"): -1}
    verdict = 1 if where == "on" else met.get((chart.asked.improvement or "", where), 0)
    aim = told("the target of {goal}{unit}", goal=say(goal, value), unit=unit)
    every = {
        ("on", 1): later("Each is at {aim}."), ("above", 1): later("Each is above {aim}: the target was met."),
        ("below", 1): later("Each is below {aim}: the target was met."),
        ("above", -1): later("Each is above {aim}: the target was not met."),
        ("below", -1): later("Each is below {aim}: the target was not met."),
        ("above", 0): later("Each is above {aim}."), ("below", 0): later("Each is below {aim}."),
    }[where, verdict]  # fmt: skip
    return f"{said} {told(every, aim=aim)}"


@dataclass(frozen=True)
class _Met:
    """How many values met the target, of how many since the lines last started afresh, and what it is.

    The target is empty where it differs from point to point.
    """

    met: int
    of: int
    goal: str


def _target(chart: Result) -> _Met | None:
    """What the values make of the target; None without a target or a better way."""
    target, better = chart.series.target, chart.asked.improvement
    if target is None or better not in {"up", "down"}:
        return None
    values, first = chart.lines.values, chart.parts[-1].first
    known = (~np.isnan(values) & ~np.isnan(target) & ~chart.series.excluded)[first:]
    if not known.any():
        return None
    values, target = values[first:][known], target[first:][known]
    near = rounding(values, target)
    met = values >= target - near if better == "up" else values <= target + near
    unit = f" {chart.asked.unit}" if chart.asked.unit else ""
    goal = "" if np.ptp(target) > near else numbers_of(chart)(float(target[-1])) + unit
    return _Met(int(met.sum()), met.size, goal)


#: How many values met the target, by whether all have one, and whether they are counted from a time on.
_MET = {
    (True, False): later_n(
        "1 of {of} values meets the target of {goal}.",
        "{n} of {of} values meet the target of {goal}.",
    ),
    (True, True): later_n(
        "1 of {of} values since {time} meets the target of {goal}.",
        "{n} of {of} values since {time} meet the target of {goal}.",
    ),
    (False, False): later_n(
        "1 of {of} values meets its target.",
        "{n} of {of} values meet their targets.",
    ),
    (False, True): later_n(
        "1 of {of} values since {time} meets its target.",
        "{n} of {of} values since {time} meet their targets.",
    ),
}
#: The same where the target lies within the limits and nothing else is seen, by how many met it.
_MET_WITHIN = {
    ("all", False): later("All {of} values met the target of {goal}."),
    ("all", True): later("All {of} values since {time} met the target of {goal}."),
    ("none", False): later("None of the {of} values met the target of {goal}."),
    ("none", True): later("None of the {of} values since {time} met the target of {goal}."),
    ("some", False): later("{met} of {of} values met the target of {goal}."),
    ("some", True): later("{met} of {of} values since {time} met the target of {goal}."),
}
#: What follows, by that, and by whether it lies within the limits of every point of the phase.
_WITHIN = {
    ("all", True): later("It lies within the limits, so a miss now and then would be no surprise."),
    ("all", False): later(
        "It lies within the limits of some points, so a miss now and then would be no surprise."
    ),
    ("none", True): later(
        "It lies within the limits, so meeting it now and then would be no surprise."
    ),
    ("none", False): later(
        "It lies within the limits of some points, so meeting it now and then would be no surprise."
    ),
    ("some", True): later(
        "It lies within the limits: some meet it and some do not, and that is to be expected while nothing changes."
    ),
    ("some", False): later(
        "It lies within the limits of some points: some meet it and some do not, and that is to be expected while "
        "nothing changes."
    ),
}
_HIT_AND_MISS = later("Target: hit and miss.")
#: What the label of assurance stands for, by its letter: what is said before how many met it, and after.
_LABELS = {
    "P": (
        later("Target: consistently hit."),
        later("While nothing changes, expect it to be met."),
    ),
    "F": (
        later("Target: consistently fall short."),
        later("While nothing changes, expect it to be missed."),
    ),
    "?": (
        _HIT_AND_MISS,
        later("While nothing changes, expect it to be met at times and missed at times."),
    ),
}
#: Why limits do not say whether the target will be met, where they do not: see
#: :attr:`champions.charts.result.Result.unread`.
_UNREAD = {
    "signals": later(
        "Something changed, so this chart cannot tell whether the target will be met from now on."
    ),
    "doubts": later(
        "The limits may not fit these values, so they do not say whether the target will be met."
    ),
    "few points": later("There are too few points to say whether the target will be met."),
}
_MAYBE_UNSTABLE = later(
    "Something may have changed, so this chart cannot tell whether the target will be met from now on."
)


def _target_met(chart: Result) -> str:
    """How many values met the target, where no limits can say whether the process will."""
    found = _target(chart)
    if found is None:
        return ""
    time = _since(chart)
    return counted(
        found.met, *_MET[bool(found.goal), bool(time)], of=found.of, goal=found.goal, time=time
    )


def _since(chart: Result) -> str:
    """From when on values are counted, where the lines start afresh; else empty."""
    return _when(chart, chart.parts[-1].first) if len(chart.parts) > 1 else ""


def _within_all(chart: Result) -> bool:
    """Whether a target lies within the limits of every point of the current phase; they may differ."""
    first, target = chart.parts[-1].first, chart.series.target
    if target is None:
        return True
    near = rounding(chart.lines.values, chart.lines.centre)
    lower, upper, goal = (of[first:] for of in (chart.lines.lower, chart.lines.upper, target))
    within = (goal >= lower - near) & (goal <= upper + near)
    known = ~np.isnan(chart.lines.values[first:])
    return bool(within[known].all())


def _assurance_said(chart: Result) -> str:
    """What the limits make of the target: of a stable process only. Else how many values met it, and why no more."""
    if chart.assurance is None:
        return _target_met(chart) if chart.row.runs_alone else ""
    met, why = _target_met(chart), chart.assurance_unread
    if why:
        weak = why == "signals" and not is_unstable(chart)
        return f"{met} {told(_MAYBE_UNSTABLE if weak else _UNREAD[why])}".strip()
    found, letter = _target(chart), chart.assurance.letter
    if letter == "?" and found is not None and found.goal and found.of > 1:
        how = "all" if found.met == found.of else "some" if found.met else "none"
        time = _since(chart)
        said = told(
            _MET_WITHIN[how, bool(time)], met=found.met, of=found.of, goal=found.goal, time=time
        )
        before = f"{told(_HIT_AND_MISS)} " if how == "some" else ""
        return f"{before}{said} {told(_WITHIN[how, _within_all(chart)])}"
    before, after = _LABELS[letter]
    return " ".join(part for part in (told(before), met, told(after)) if part)


_FALLS = re.compile(r"(?i)\b(?:fall|fell|falling|rise|rising|rose|drop|slip|trip)")


def _said(chart: Result, group: Group, *, alone: bool) -> str:
    """One sentence on the last of some signals of one rule and way, and on how many there are.

    Args:
        chart: the result. group: the signals. alone: whether nothing is said before it.
    """
    signals = group.signals
    signal = signals[-1]
    if signal.rule == "outside":
        return _outside_said(chart, signals)
    if signal.rule in WHOLE:
        return _crossings_said(chart, signal, alone=alone)
    first, last = signal.points[0] - 1, signal.points[-1] - 1
    now = last >= last_known(chart)
    if signal.rule == "trend":
        pattern = "rises" if signal.way > 0 else "falls"
    elif signal.rule == "shift":
        pattern, now = shift_pattern(chart, signal)
    elif some_of(signal.rule, "points"):
        pattern = f"{signal.rule} {('below', 'above')[signal.way > 0]}"
    else:
        pattern = signal.rule
    of = (
        "side" if pattern not in CHANGES else "change" if now or signal.rule == "shift" else "ended"
    )
    patterns = PATTERNS | WENT if _FALLS.search(chart.asked.name) else PATTERNS
    word = period_word(chart)
    said = told(
        patterns[pattern, signal.rule == "trend" or not now], name=_subject(chart), line=_line_of(chart, signal),
        run=so_many(word, len(signal.points)), some=some_of(signal.rule, word), steps=len(signal.points) - 1,
        first=_when(chart, first), last=_when(chart, last), meaning=meaning(of, _better(chart, signal.way)),
        more=_more(signals),
    )  # fmt: skip
    return f"{said} {_before_said(chart, group.before)}" if group.before else said


def _before_said(chart: Result, half: Signal) -> str:
    """The other half of a change: the run that ended right before it, on the other side of the line."""
    return told(
        BEFORE[half.way > 0],
        run=so_many(period_word(chart), len(half.points)),
        line=_line_of(chart, half),
        first=_when(chart, half.points[0] - 1),
        last=_when(chart, half.points[-1] - 1),
    )


def _crossings_said(chart: Result, signal: Signal, *, alone: bool) -> str:
    """How often the line was crossed."""
    part = phase_of(chart, signal)
    name = told("The dots for {name}", name=_small(_subject(chart))) if alone else told("The dots")
    crossings, line = part.runs.crossings, _line_of(chart, signal)
    if signal.rule == "many runs":
        return told(
            "{name} crossed the {line} {times}, more often than chance usually makes.",
            name=name,
            line=line,
            times=times_said(crossings),
        )
    if not crossings:
        return told("{name} never crossed the {line}.", name=name, line=line)
    return told(
        "{name} crossed the {line} only {times}, where {usual} or more are usual.",
        name=name,
        line=line,
        times=times_said(crossings),
        usual=part.runs.crossings_limit,
    )


def _halves_said(chart: Result, found: Told) -> str:
    """Where crossings are all there is: how the two halves of the series lie, and that this is no time of a change.

    Where the data speak against the rules, how the halves differ says nothing either.
    """
    signal = found.groups[0].signals[-1]
    if signal.rule != "crossings" or not phase_of(chart, signal).runs.crossings:
        return ""
    sides = side(chart.lines.values, chart.lines.centre)[np.array(signal.points) - 1]
    sides = sides[np.abs(sides) == 1]
    half = sides.size // 2
    early, late = int((sides[:half] > 0).sum()), int((sides[half:] > 0).sum())
    rest = sides.size - half
    way = 0 if say_doubt(chart) else _way_of_halves(early, half, late, rest)
    better = _better(chart, way)
    opposite = (2 * early - half) * (2 * late - rest) < 0
    numbers = told(
        _COUNTED_HALVES, a=_when(chart, signal.points[0] - 1), b=_when(chart, signal.points[-1] - 1), early=early,
        half=half, late=late, rest=rest, line=_line_of(chart, signal),
    )  # fmt: skip
    said = f"{numbers} {told(_HALVES[way, opposite], meaning=meaning('change', better))}"
    return f"{said} {told(_NO_TIME)}" if way else said


_COUNTED_HALVES = later(
    "Between {a} and {b}, {early} of the first {half} useful points were above the {line}, and {late} of the last "
    "{rest}."
)
_NO_TIME = later("The halves do not say when anything changed.")
_NEITHER = later("Crossings alone do not say which way things went, or when.")
#: How the halves of a series lie, by which way they went, and whether the one is mostly above the line and the
#: other below.
_HALVES = {
    (1, True): (
        later(
            "So most points of the first half of the series lay below it, and most of the second half above "
            "it{meaning}."
        )
    ),
    (-1, True): (
        later(
            "So most points of the first half of the series lay above it, and most of the second half below "
            "it{meaning}."
        )
    ),
    (1, False): (
        later(
            "So more points of the second half of the series than of the first lay above it{meaning}."
        )
    ),
    (-1, False): (
        later(
            "So fewer points of the second half of the series than of the first lay above it{meaning}."
        )
    ),
    (0, True): _NEITHER,
    (0, False): _NEITHER,
}


def _way_of_halves(early: int, half: int, late: int, rest: int) -> int:
    """Whether more points of the later half are above the line (1), fewer (-1), or neither for certain (0).

    Fisher's exact test in one direction: if any order of the points is as likely as any other, so large a
    difference must come in fewer than 5 in 100 orders.

    Args:
        early, late: points above the line. half, rest: points in the two halves.

    >>> _way_of_halves(4, 12, 8, 12), _way_of_halves(11, 12, 1, 12), _way_of_halves(3, 12, 9, 12)
    (0, -1, 1)
    """
    above = early + late
    more = early * rest > late * half
    orders = range(early, min(above, half) + 1) if more else range(max(0, above - rest), early + 1)
    ways = sum(math.comb(half, one) * math.comb(rest, above - one) for one in orders)
    sure = 20 * ways < math.comb(half + rest, above)
    return (-1 if more else 1) if sure else 0


def _outside_said(chart: Result, signals: Sequence[Signal]) -> str:
    at, up = signals[-1].points[0] - 1, signals[-1].way > 0
    edge = chart.lines.upper if up else chart.lines.lower
    say, old = numbers_of(chart), bool(_old(chart, signals[-1]))
    value, limit = float(chart.lines.values[at]), float(edge[at])
    # Only what is alike in the digits of the chart needs more of them to be told apart.
    which = (up, old, say(value) == say(limit))
    return told(
        (OUTSIDE if len(signals) == 1 else SEVERAL_OUTSIDE)[which],
        subject=_subject(chart),
        shown=say(value, limit),
        bound=say(limit, value),
        when=_placed(chart, at),
        times=at_so_many(period_word(chart), len(signals)),
        meaning=meaning("side", _better(chart, signals[-1].way)),
    )


def _placed(chart: Result, at: int) -> str:
    """The time of a point with the word before it: in May, on 6 May, at point 6."""
    time = _when(chart, at)
    said = {
        "in": told("in {time}", context="at a time", time=time),
        "on": told("on {time}", context="at a time", time=time),
        "at": told("at {time}", context="at a time", time=time),
    }
    return said[placed(chart.series.time, chart.series.how)]


#: A name that says by itself that it is a share, a rate or a number of things.
_SHARES = ("share", "percent", "proportion", "%", "rate")
_RATES = (*_SHARES, "number", "count", "mean", "average", "how many")
_AMOUNTS = (*_RATES, "total", "sum")
#: Beginnings that stand with a small letter in a sentence; of others it may be a name.
_COMMON = (
    *_AMOUNTS,
    "people",
    "days ",
    "minutes ",
    "hours ",
    "weeks ",
    "rise in",
    "fall in",
    "falls",
    "waits",
    "wait ",
)


#: What a point of some charts is, where it is no value that anybody counted or measured.
_WORKED_OUT = {"mr": later("moving range"), "s": later("standard deviation"), "xbar": later("mean")}


_IS_WORKED_OUT = (
    *_RATES,
    "moving",
    "range",
    "spread",
    "standard dev",
    "step",
    "difference",
    "change",
)


def _subject(chart: Result) -> str:
    """What the chart is about, as a person says that it went up: complaints do not go up, their number does.

    >>> from champions.charts.chart import control_chart
    >>> _subject(control_chart([4, 5, 3], "c", name="complaints")), _subject(control_chart([4, 5], name="wait"))
    ('The number of complaints', 'The wait')
    """
    name = chart.asked.name.removeprefix("the ").removeprefix("The ")
    if name.endswith("?"):
        return told("The answer to “{name}”", name=name)
    if name.lower().startswith(_COMMON):
        name = name[0].lower() + name[1:]
    made_from, said = chart.row.made_from, name.lower()
    if chart.kind in _WORKED_OUT and not said.startswith(_IS_WORKED_OUT):
        return told("The {what} of {name}", what=told(_WORKED_OUT[chart.kind]), name=name)
    if made_from == "share" and not said.startswith(_SHARES):
        return told("The share of {name}", name=name)
    if made_from == "rate" and not said.startswith(_RATES) and " per " not in said:
        return told("The rate of {name}", name=name)
    counts = made_from == "count" and not chart.row.events
    if (counts or said.startswith("people")) and not said.startswith(_AMOUNTS):
        return told("The number of {name}", name=name)
    return told("The {name}", name=name)


def _small(subject: str) -> str:
    """The same inside a sentence."""
    return subject[0].lower() + subject[1:]


def _more(signals: Sequence[Signal]) -> str:
    if len(signals) == 1:
        return ""
    return f" {told('(the last of {times} such times)', times=len(signals))}"


def _better(chart: Result, way: int) -> int:
    """Whether a way, 1 for up, is for the better (1) or the worse (-1); 0 where no wish is known."""
    return {"up": 1, "down": -1}.get(chart.asked.improvement or "", 0) * way


def _when(chart: Result, at: int) -> str:
    dates = chart.series.how == "dates"
    same_year = dates and chart.series.time[0].astype("M8[Y]") == chart.series.time[-1].astype(
        "M8[Y]"
    )
    return chart.series.say(at, year=not same_year)


def alt_text(chart: Result, reading: str) -> str:
    """What the picture shows, in words: kind, title, times, range, lines, and the reading.

    Args:
        chart: the result. reading: of :func:`read_chart`; empty for a person who is to read it.

    >>> from champions.charts.chart import run_chart
    >>> waits = run_chart([3, 4, 3], name="calls")
    >>> alt_text(waits, waits.reading)
    'Run chart of calls: 3 points from point 1 to point 3, between 3 and 4. Middle line at 3. Too short \
to judge: 1 useful point, and at least 10 are needed. The middle line is at 3.'
    """
    series, lines, asked = chart.series, chart.lines, chart.asked

    say = numbers_of(chart)
    of = told("{chart} of {name}", chart=told(chart.row.name), name=asked.title or asked.name)
    known = lines.values[~np.isnan(lines.values)]
    low, high = (
        (say(known.min(), known.max()), say(known.max(), known.min())) if known.size else ("", "")
    )
    head = (
        told(
            "{of}: {run} from {first} to {last}, between {low} and {high}.",
            of=of,
            run=so_many(period_word(chart), known.size),
            first=series.say(0),
            last=series.say(-1),
            low=low,
            high=high,
        )
        if known.size
        else told("{of}, with no value to show.", of=of)
    )
    line = told(chart.row.line.capitalize())
    said = [head, told("{line} at {value}.", line=line, value=say(lines.centre[-1]))]
    if not np.isnan(lines.upper[-1]):
        limits = {"lower": say(lines.lower[-1]), "upper": say(lines.upper[-1])}
        said.append(told("Limits from {lower} to {upper}.", **limits))
    if len(chart.parts) > 1:
        times = times_said(len(chart.parts) - 1)
        said.append(told("The lines start afresh {times}.", times=times))
    return " ".join([*said, *_notes_said(chart), in_one_line(reading)]).strip()


def notes_by_point(chart: Result) -> dict[int, str]:
    """What is written at points: the notes, and the reasons why lines start afresh.

    >>> from champions.charts.chart import run_chart
    >>> notes_by_point(run_chart([3, 4, 3, 5], notes={2: "leaflet"}, rebase={3: "phone round"}))
    {1: 'leaflet', 2: 'new lines: phone round'}
    """
    texts = dict(chart.series.said)
    for at, why in zip(chart.series.starts[1:], chart.series.reasons[1:], strict=True):
        said = told("new lines: {why}", why=why) if why else told("new lines")
        texts[at] = f"{texts[at]}; {said}" if at in texts else said
    return texts


def _notes_said(chart: Result) -> list[str]:
    """The notes on the chart, each with its time."""
    texts = notes_by_point(chart)
    notes = [f"{texts[at]} ({chart.series.say(at)})" for at in sorted(texts)]
    if len(notes) > MOST_WRITTEN:
        notes = [f"{count}: {said}" for count, said in enumerate(notes, 1)]
    return [told("Notes on the chart: {notes}.", notes="; ".join(notes))] if notes else []


def caption_text(chart: Result, reading: str) -> str:
    """The reading, what must be known about the data, and whose rules were used: a line for each.

    Args:
        chart: the result. reading: of :func:`read_chart`; empty for a person who is to read it.

    >>> from champions.charts.chart import run_chart
    >>> caption_text(run_chart([4] * 15), "")
    'All values are the same, so nothing can be judged.\\nRules: Anhøj.'
    """
    rules = told("Rules: {rules}.", rules=told(RULE_NAMES[chart.rules]))
    return "\n".join(part for part in (reading, *_notes_said(chart), *chart.notes, rules) if part)


def read_funnel(funnel: FunnelResult) -> str:
    """A funnel plot in plain words, the places furthest out named first.

    >>> from champions.charts.funnel import funnel_chart
    >>> read_funnel(funnel_chart(None, [3, 5], out_of=[20, 30]))
    'All 2 places together: 16%. None is outside the wide limits: chance alone could make such differences.'
    """
    known = int(funnel.points["value"].notna().sum())
    say = partial(say_number, digits=funnel_digits(funnel), percent=funnel.percent)
    parts = {"all": say(funnel.centre), "of": funnel.title or funnel.name}
    if funnel.title or funnel.name != "value":
        places = places_said(funnel.place, known)
        head = told(_OVER[known == 1], places=places, **parts)
        head = head[0].upper() + head[1:]
    else:
        head = counted(known, "1 place: {all}.", "All {n} places together: {all}.", **parts)
    if funnel.outside.empty:
        none = told("None is outside the wide limits.")
        if funnel.overdispersion > 1 + 2 * math.sqrt(2 / known):  # a note may say so
            return f"{head} {none}"
        return told(
            "{head} None is outside the wide limits: chance alone could make such differences.",
            head=head,
        )
    furthest = funnel.outside.index
    named = [
        f"{place} ({say(float(funnel.points.loc[place, 'value']))})"
        if funnel.points.index.is_unique
        else str(place)
        for place in furthest
    ]
    high = [
        name
        for name, out in zip(named, funnel.outside["type"], strict=True)
        if out == "above 99.8%"
    ]
    low = [
        name
        for name, out in zip(named, funnel.outside["type"], strict=True)
        if out == "below 99.8%"
    ]
    said = [told("Above the wide limits: {places}.", places=_places_said(high))] if high else []
    said += [told("Below the wide limits: {places}.", places=_places_said(low))] if low else []
    ask = told("Ask what is different there. It may be the records, the people served or the care.")
    chance = 1 - (1 - _BEYOND_WIDE) ** known
    if chance >= RARE:
        among = told(
            "Among so many, chance alone puts one or more outside these limits {often}.",
            often=how_often(chance),
        )
        said.append(among)
    return " ".join([head, *said, ask])


#: The value of all, by whether there is one place only.
_OVER = {True: later("{of}: {all}, in {places}."), False: later("{of}: {all} over all {places}.")}
#: So many places, by what the heading of their column calls one.
_SO_MANY_PLACES = {
    "area": later_n("1 area", "{n} areas", context="so many places"),
    "clinic": later_n("1 clinic", "{n} clinics", context="so many places"),
    "group": later_n("1 group", "{n} groups", context="so many places"),
    "hospital": later_n("1 hospital", "{n} hospitals", context="so many places"),
    "neighbourhood": later_n("1 neighbourhood", "{n} neighbourhoods", context="so many places"),
    "practice": later_n("1 practice", "{n} practices", context="so many places"),
    "region": later_n("1 region", "{n} regions", context="so many places"),
    "school": later_n("1 school", "{n} schools", context="so many places"),
    "service": later_n("1 service", "{n} services", context="so many places"),
    "site": later_n("1 site", "{n} sites", context="so many places"),
    "team": later_n("1 team", "{n} teams", context="so many places"),
    "ward": later_n("1 ward", "{n} wards", context="so many places"),
}
_PLACES = later_n("1 place", "{n} places", context="so many places")


def places_said(called: str, n: int) -> str:
    """So many places of a funnel plot, by what the heading of their column calls one, where that is a known word.

    >>> places_said("Team", 22), places_said("ons_code", 1)
    ('22 teams', '1 place')
    """
    words = _SO_MANY_PLACES.get(called.strip().lower(), _PLACES)
    return counted(n, *words, context="so many places")


#: How often a place lies outside the limits of 99.8% by chance.
_BEYOND_WIDE = 0.002


def funnel_digits(funnel: FunnelResult) -> int:
    """Digits after the point for the numbers of a funnel plot, by how far its places reach.

    >>> from champions.charts.funnel import funnel_chart
    >>> funnel_digits(funnel_chart(None, [3, 5], out_of=[20, 30]))
    2
    """
    known = funnel.points["value"].dropna()
    share = 100 if funnel.percent else 1
    return digits_for(share * spread_of([*known, funnel.centre]))


def _places_said(names: list[str]) -> str:
    if len(names) <= _MOST_PLACES + 1:
        return listed(names)
    some = in_a_row(names[:_MOST_PLACES])
    return told("{some} and {number} more", some=some, number=len(names) - _MOST_PLACES)


def read_pareto(pareto: ParetoResult) -> str:
    """A Pareto chart in plain words.

    >>> from champions.charts.pareto import pareto_chart
    >>> read_pareto(pareto_chart(["bus"]))
    'The most frequent is bus: 1 of 1 (100%). The most frequent is not always the most important.'
    """
    table, enough = pareto.points, pareto.enough
    first, share = table["count"].iloc[0], say_number(table["share"].iloc[0], percent=True)
    said = told(
        "The most frequent is {name}: {first:,.0f} of {total:,.0f} ({share}).",
        name=table.index[0],
        first=first,
        total=pareto.total,
        share=share,
    )
    ties = table.index[table["count"] == table["count"].iloc[0]]
    if len(ties) > 1:
        said = told(
            "The most frequent are {names}: {first:,.0f} each of {total:,.0f} ({share}).",
            names=listed(ties),
            first=first,
            total=pareto.total,
            share=share,
        )
    if 1 < enough < len(table):
        together = say_number(table["cumulative"].iloc[enough - 1], percent=True)
        names = listed(table.index[:enough])
        some = told("Together {names} make up {share}.", names=names, share=together)
        said = f"{said} {some}"
    ask = told("The most frequent is not always the most important.")
    return f"{said} {ask}"

"""A chart in plain words: the reading under it, and what a person hears who does not see it.

A reading says nothing that the numbers do not. A run that reaches the last dot may have risen or fallen;
one that ended is told as what it was, from when to when. What signals are worth stands in
:mod:`champions.charts.evidence`.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from champions.charts.chances import WHOLE
from champions.charts.digits import digits_for, spread_of, written
from champions.charts.evidence import say_evidence
from champions.charts.result import FunnelResult, ParetoResult, Phase, Result
from champions.charts.runs import FEWEST_FROZEN, FEWEST_USEFUL, Signal, box_for, times_said
from champions.charts.spacing import placed
from champions.charts.tidy import rounding, side
from champions.sentences import counted, listed

RULE_NAMES = {
    "anhoej": "Anhøj",
    "bestbox": "Anhøj and Wentzel-Larsen, best box",
    "cutbox": "Anhøj and Wentzel-Larsen, cut box",
    "perla": "Perla, Provost and Murray",
    "making-data-count": "Making Data Count",
    "plotthedots": "Making Data Count, as in the R package NHSRplotthedots",
    "provost-murray": "Provost and Murray",
    "western-electric": "Western Electric",
    "nelson": "Nelson",
}
_MOST_SAID = 3
#: More notes than this may be numbers on the picture, so they carry numbers in words too.
MOST_WRITTEN = 3
#: The most places of a funnel that its reading names on each side.
_MOST_PLACES = 4
#: What is said of high and low stretches must hold for this share of the points.
_CLEARLY = 0.2


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
    'No signal of change: the visits varied around 5.9 as chance alone would.'
    """
    if not chart.signals:
        return _no_signal(chart)
    if _mostly_on_the_line(chart):
        on_line = (
            "Half of the dots or more lie on the middle line, and the others all on one side of it. So "
            "this chart cannot show whether anything changed. For something rare, chart the days between."
        )
        return f"{on_line} {_target_met(chart)}".strip()
    groups = _groups(chart)
    said = [_said(chart, signals, groups) for signals in groups[-_MOST_SAID:]]
    if len(groups) > _MOST_SAID:
        more = len(groups) - _MOST_SAID
        said.append(
            counted(more, "There is 1 more kind of signal.", "There are {n} more kinds of signal.")
        )
    return " ".join([*said, say_evidence(chart), _assurance_said(chart)]).strip()


def _mostly_on_the_line(chart: Result) -> bool:
    """Whether a run chart's middle line is at the end of the values, such as 0 where most are 0.

    The rules then call the useful points one long run. It says nothing of the order they came in.
    """
    part = chart.parts[-1]
    known = int((~np.isnan(part.lines.values)).sum())
    return chart.row.runs_alone and not part.runs.crossings and 0 < 2 * part.runs.useful <= known


def _groups(chart: Result) -> list[list[Signal]]:
    """Signals of one rule and one way together, in the order in which they last happened.

    A shift at the start whose other half is a shift later is the same change, and is said once.
    """
    shifts = [signal for signal in chart.signals if signal.rule == "shift"]
    same = {
        id(a)
        for a, b in pairwise(shifts)
        if _at_start(chart, a) and b.way == -a.way and _phase_of(chart, a) is _phase_of(chart, b)
    }
    groups: dict[tuple[str, int], list[Signal]] = {}
    for signal in chart.signals:
        if id(signal) not in same:
            groups.setdefault((signal.rule, signal.way), []).append(signal)
    return sorted(
        groups.values(),
        key=lambda group: (group[0].rule in WHOLE, group[-1].points[-1], group[-1].points[0]),
    )


def _phase_of(chart: Result, signal: Signal) -> Phase:
    return next(part for part in reversed(chart.parts) if part.first < signal.points[0])


def _at_start(chart: Result, signal: Signal) -> bool:
    """Whether a pattern begins with its phase and ends before it does."""
    part = _phase_of(chart, signal)
    return (
        signal.points[0] <= part.first + 2
        and signal.points[-1] < part.first + part.lines.values.size
    )


def _no_signal(chart: Result) -> str:
    runs, lines = chart.parts[-1].runs, chart.lines
    say, unit = numbers_of(chart), chart.asked.unit
    centre = say(float(lines.centre[-1])) + (f" {unit}" if unit else "")
    values = lines.values[~np.isnan(lines.values)]
    if values.size > 1 and np.ptp(values) <= rounding(values):
        return f"{_all_the_same(chart, float(values[0]))} {_assurance_said(chart)}".strip()
    uses_runs = chart.row.runs_alone or (chart.rules == "anhoej" and np.isnan(lines.upper).all())
    if uses_runs and runs.useful < FEWEST_USEFUL:
        said = counted(
            runs.useful,
            "Too short to judge: 1 useful point, and at least {enough} are needed. The middle line is at {centre}.",
            "Too short to judge: {n} useful points, and at least {enough} are needed. The middle line is at "
            "{centre}.",
            enough=FEWEST_USEFUL,
            centre=centre,
        )
        return f"{said} {_target_met(chart)}".strip()
    if np.isnan(lines.upper).all() and not chart.row.runs_alone:
        said = f"The {chart.asked.name} cannot be judged: there are no limits to judge them by."
        return f"{said} {_target_met(chart)}".strip()
    known = int((~np.isnan(chart.parts[-1].lines.values)).sum())
    if not chart.row.runs_alone and known < FEWEST_FROZEN:
        said = counted(
            known,
            "No signal so far, around {centre}. There is 1 point only: with fewer than {enough}, a change is "
            "hard to see.",
            "No signal so far, around {centre}. There are {n} points only: with fewer than {enough}, a change "
            "is hard to see.",
            centre=centre,
            enough=FEWEST_FROZEN,
        )
        return f"{said} {_assurance_said(chart)}".strip()
    subject = _subject(chart)[0].lower() + _subject(chart)[1:]
    said = f"No signal of change: {subject} varied around {centre} as chance alone would."
    if "overdispersion" in chart.doubts or "season" in chart.doubts:
        said = f"No signal of change by these rules: {subject} varied around {centre}."
    if chart.row.runs_alone and box_for(runs.useful, chart.rules):
        said += (
            f" The longest run is {runs.longest}; more than {runs.longest_limit} would be a signal. The "
            f"middle line is crossed {times_said(runs.crossings)}; fewer than {runs.crossings_limit} would be."
        )
    return f"{said} {_assurance_said(chart)}".strip()


def _all_the_same(chart: Result, value: float) -> str:
    """All values are one: there is nothing to judge, but a target can be spoken of."""
    target = chart.series.target
    goal = float(target[-1]) if target is not None else float("nan")
    say, many = numbers_of(chart), int((~np.isnan(chart.lines.values)).sum())
    unit = f" {chart.asked.unit}" if chart.asked.unit else ""
    said = f"All {many} values are {say(value, goal)}{unit}, so there is no change to judge."
    if goal != goal or (target is not None and np.ptp(target) > 0):
        return said
    where = "on" if abs(value - goal) <= rounding(np.array([value])) else (
        "above" if value > goal else "below"
    )  # fmt: skip
    met = {("up", "above"): 1, ("up", "below"): -1, ("down", "below"): 1, ("down", "above"): -1}
    verdict = 1 if where == "on" else met.get((chart.asked.improvement or "", where), 0)
    aim = f"the target of {say(goal, value)}{unit}"
    every = {
        ("on", 1): "Each is at {aim}.", ("above", 1): "Each is above {aim}: the target was met.",
        ("below", 1): "Each is below {aim}: the target was met.",
        ("above", -1): "Each is above {aim}: the target was not met.",
        ("below", -1): "Each is below {aim}: the target was not met.",
        ("above", 0): "Each is above {aim}.", ("below", 0): "Each is below {aim}.",
    }[where, verdict]  # fmt: skip
    return f"{said} {every.format(aim=aim)}"


def _target_met(chart: Result) -> str:
    """How many values meet the target, where no limits can say whether the process will."""
    target, better = chart.series.target, chart.asked.improvement
    if target is None or better not in {"up", "down"}:
        return ""
    values, first = chart.lines.values, chart.parts[-1].first
    known = (~np.isnan(values) & ~np.isnan(target))[first:]
    if not known.any():
        return ""
    values, target = values[first:][known], target[first:][known]
    near = rounding(values, target)
    met = values >= target - near if better == "up" else values <= target + near
    if np.ptp(target) > near:
        words = "{met} of {n} values meet their targets."
    else:
        words = "{met} of {n} values meet the target of {goal}."
    unit = f" {chart.asked.unit}" if chart.asked.unit else ""
    goal = numbers_of(chart)(float(target[-1])) + unit
    return words.format(met=int(met.sum()), n=met.size, goal=goal)


def _assurance_said(chart: Result) -> str:
    if chart.assurance is None:
        return ""
    wait = " Read that only when the process is stable." if chart.parts[-1].signals else ""
    return f"Target: {chart.assurance.kind}.{wait}"


#: Patterns that are said from when to when. {side} is what it means, where a wish is known.
_PATTERNS = {
    "two of three": "{name} lay far {where} the {line} in two of three {periods}, {span}{side}{more}.",
    "four of five": "{name} lay well {where} the {line} in four of five {periods}, {span}{side}{more}.",
    "alternating": "{name} went up and down in turn for {count} {periods}, {span}{more}.",
    "inner third": "{name} lay very close to the {line} for {count} {periods} in a row, {span}{more}.",
    "outer thirds": (
        "{name} lay far from the {line}, on both sides, for {count} {periods} in a row, {span}{more}."
    ),
    "rose": "{name} rose: {count} {periods} in a row above the {line}, {span}{change}{more}.",
    "fell": "{name} fell: {count} {periods} in a row below the {line}, {span}{change}{more}.",
    "high": "{name} stayed high: {count} {periods} in a row above the {line}, {span}{side}{more}.",
    "low": "{name} stayed low: {count} {periods} in a row below the {line}, {span}{side}{more}.",
    "high at first": (
        "{name} stayed high at first: {count} {periods} in a row above the {line}, {span}{side}{more}."
    ),
    "low at first": (
        "{name} stayed low at first: {count} {periods} in a row below the {line}, {span}{side}{more}."
    ),
    "rises": "{name} rose step by step: {steps} rises in a row, {span}{change}{more}.",
    "falls": "{name} fell step by step: {steps} falls in a row, {span}{change}{more}.",
}


def _said(chart: Result, signals: list[Signal], groups: list[list[Signal]]) -> str:
    """One sentence on the last of some signals of one rule and way, and on how many there are."""
    signal = signals[-1]
    if signal.rule == "outside":
        return _outside_said(chart, signals)
    if signal.rule in WHOLE:
        return _crossings_said(chart, signal, alone=len(groups) == 1)
    first, last = signal.points[0] - 1, signal.points[-1] - 1
    now = last >= _last_known(chart)
    since = f"from {_when(chart, first)}"
    if signal.rule == "trend":
        pattern = "rises" if signal.way > 0 else "falls"
    elif signal.rule == "shift":
        pattern, now = _shift_pattern(chart, signal)
    else:
        pattern = signal.rule
    whole = signal.rule == "trend" or not now
    change = _meaning(chart, signal, "for the better", "for the worse")
    if signal.rule == "trend" and not now:
        change = _meaning(
            chart, signal, "for the better at that time", "for the worse at that time"
        )
    return _PATTERNS[pattern].format(
        name=_subject(chart), count=len(signal.points), steps=len(signal.points) - 1,
        periods=period_word(chart), where="above" if signal.way > 0 else "below", line=chart.row.line,
        span=f"{since} to {_when(chart, last)}" if whole else since, change=change,
        side=_meaning(chart, signal, "on the better side", "on the worse side"), more=_more(signals),
    )  # fmt: skip


def _last_known(chart: Result) -> int:
    """The position of the last point that has a value and is not left out."""
    known = ~np.isnan(chart.lines.values) & ~chart.series.excluded
    return int(np.flatnonzero(known)[-1])


def _shift_pattern(chart: Result, signal: Signal) -> tuple[str, bool]:
    """How a run about the centre is told, and whether it reaches the last dot.

    Only a run that reaches the end, and lies on the other side of what came before it, rose or fell.
    """
    up = signal.way > 0
    part, lines = _phase_of(chart, signal), chart.lines
    kept = ~np.isnan(lines.values) & ~chart.series.excluded
    after = kept & (np.arange(kept.size) >= signal.points[-1])
    reaches = part is chart.parts[-1] and not side(lines.values, lines.centre)[after].any()
    if not reaches:
        word = "high" if up else "low"
        return (f"{word} at first" if _at_start(chart, signal) else word), False
    before = lines.values[part.first : signal.points[0] - 1][
        kept[part.first : signal.points[0] - 1]
    ]
    run = lines.values[np.array(signal.points) - 1]
    moved = before.size and (np.median(run) - np.median(before)) * signal.way > 0
    if moved:
        return ("rose" if up else "fell"), True
    return ("high" if up else "low"), True


def _crossings_said(chart: Result, signal: Signal, *, alone: bool) -> str:
    """How often the line was crossed; where that is all there is, also which way things went."""
    part, name = _phase_of(chart, signal), _subject(chart)
    crossings, line = part.runs.crossings, chart.row.line
    if signal.rule == "many runs":
        return f"{name} crossed the {line} {times_said(crossings)}, more often than chance usually makes."
    said = (
        f"{name} never crossed the {line}."
        if not crossings
        else f"{name} crossed the {line} only {times_said(crossings)}."
    )
    if not alone or not crossings:
        return said
    sides = side(chart.lines.values, chart.lines.centre)[np.array(signal.points) - 1]
    sides = sides[np.abs(sides) == 1]
    half = sides.size // 2
    early, late = int((sides[:half] > 0).sum()), int((sides[half:] > 0).sum())
    shares = early / half, late / (sides.size - half)
    way = int(np.sign(shares[1] - shares[0])) if abs(shares[1] - shares[0]) >= _CLEARLY else 0
    better = {"up": 1, "down": -1}.get(chart.asked.improvement or "", 0) * way
    outcome = {
        (1, 1): "more later, for the better", (1, -1): "more later, for the worse", (1, 0): "more later",
        (-1, 1): "fewer later, for the better", (-1, -1): "fewer later, for the worse",
        (-1, 0): "fewer later",
    }.get((way, better), "high and low stretches took turns")  # fmt: skip
    when = f"Between {_when(chart, signal.points[0] - 1)} and {_when(chart, signal.points[-1] - 1)}"
    return (
        f"{said} {when}, {early} of the first {half} useful points were above it, and {late} of the last "
        f"{sides.size - half}: {outcome}."
    )


def _outside_said(chart: Result, signals: list[Signal]) -> str:
    at, way = signals[-1].points[0] - 1, signals[-1].way
    edge, where, name = (
        (chart.lines.upper, "above", "upper") if way > 0 else (chart.lines.lower, "below", "lower")
    )
    say = numbers_of(chart)
    value, limit = float(chart.lines.values[at]), float(edge[at])
    shown, bound = say(value, limit), say(limit, value)
    meaning = _meaning(chart, signals[-1], "on the better side", "on the worse side")
    when = f"{placed(chart.series.time, chart.series.how)} {_when(chart, at)}"
    if len(signals) == 1:
        return f"{_subject(chart)} stood at {shown} {when}, {where} the {name} limit of {bound}{meaning}."
    word = period_word(chart)
    within = (
        f"{'at' if word == 'points' else 'on' if word == 'days' else 'in'} {len(signals)} {word}"
    )
    return (
        f"{_subject(chart)} stood {where} the {name} limit {within}, the last {when} "
        f"({shown}, limit {bound}){meaning}."
    )


#: A name that says by itself that it is a share.
_SHARES = ("share", "percent", "proportion", "%", "rate")


def _subject(chart: Result) -> str:
    name = chart.asked.name.removeprefix("the ").removeprefix("The ")
    if chart.row.made_from == "share" and not name.lower().startswith(_SHARES):
        return f"The share of {name}"
    return f"The {name}"


def _more(signals: list[Signal]) -> str:
    return "" if len(signals) == 1 else f" (the last of {len(signals)} such)"


def _meaning(chart: Result, signal: Signal, better: str, worse: str) -> str:
    """What the way of a signal means, after a comma; nothing where no wish is known."""
    wanted = {"up": 1, "down": -1}.get(chart.asked.improvement or "", 0)
    return {1: f", {better}", -1: f", {worse}"}.get(wanted * signal.way, "")


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
    about = f" of {asked.title or asked.name}"
    known = lines.values[~np.isnan(lines.values)]
    low, high = (
        (say(known.min(), known.max()), say(known.max(), known.min())) if known.size else ("", "")
    )
    head = (
        f"{chart.row.name}{about}: {known.size} {period_word(chart)} from {series.say(0)} to "
        f"{series.say(-1)}, between {low} and {high}."
        if known.size
        else f"{chart.row.name}{about}, with no value to show."
    )
    said = f" {chart.row.line.capitalize()} at {say(lines.centre[-1])}."
    if not np.isnan(lines.upper[-1]):
        said += f" Limits from {say(lines.lower[-1])} to {say(lines.upper[-1])}."
    if len(chart.parts) > 1:
        said += f" The lines start afresh {times_said(len(chart.parts) - 1)}."
    return " ".join([head + said, *_notes_said(chart), reading]).strip()


def notes_by_point(chart: Result) -> dict[int, str]:
    """What is written at points: the notes, and the reasons why lines start afresh.

    >>> from champions.charts.chart import run_chart
    >>> notes_by_point(run_chart([3, 4, 3, 5], notes={2: "leaflet"}, rebase={3: "phone round"}))
    {1: 'leaflet', 2: 'new lines: phone round'}
    """
    texts = dict(chart.series.said)
    for at, why in zip(chart.series.starts[1:], chart.series.reasons[1:], strict=True):
        said = f"new lines: {why}" if why else "new lines"
        texts[at] = f"{texts[at]}; {said}" if at in texts else said
    return texts


def _notes_said(chart: Result) -> list[str]:
    """The notes on the chart, each with its time."""
    texts = notes_by_point(chart)
    notes = [f"{texts[at]} ({chart.series.say(at)})" for at in sorted(texts)]
    if len(notes) > MOST_WRITTEN:
        notes = [f"{count}: {said}" for count, said in enumerate(notes, 1)]
    return [f"Notes on the chart: {'; '.join(notes)}."] if notes else []


def caption_text(chart: Result, reading: str) -> str:
    """The reading, what must be known about the data, and whose rules were used.

    Args:
        chart: the result. reading: of :func:`read_chart`; empty for a person who is to read it.

    >>> from champions.charts.chart import run_chart
    >>> caption_text(run_chart([4] * 15), "")
    'All values are the same, so nothing can be judged. Rules: Anhøj.'
    """
    rules = f"Rules: {RULE_NAMES[chart.rules]}."
    return " ".join([reading, *_notes_said(chart), *chart.notes, rules]).strip()


def read_funnel(funnel: FunnelResult) -> str:
    """A funnel plot in plain words, the places furthest out named first.

    >>> from champions.charts.funnel import funnel_chart
    >>> read_funnel(funnel_chart(None, [3, 5], out_of=[20, 30]))
    '2 places; together 16%. No place is outside the wide limits: the places differ as chance would make them.'
    """
    known = int(funnel.points["value"].notna().sum())
    together = say_number(funnel.centre, digits=funnel_digits(funnel), percent=funnel.percent)
    head = f"{known} places; together {together}."
    if funnel.outside.empty:
        return f"{head} No place is outside the wide limits: the places differ as chance would make them."
    high = funnel.outside.index[funnel.outside["type"] == "above 99.8%"]
    low = funnel.outside.index[funnel.outside["type"] == "below 99.8%"]
    said = [f"Above the wide limits: {_places_said(list(high))}."] if len(high) else []
    said += [f"Below the wide limits: {_places_said(list(low))}."] if len(low) else []
    ask = "Ask what is different there. It may be the records, the people served or the care."
    return " ".join([head, *said, ask])


def funnel_digits(funnel: FunnelResult) -> int:
    """Digits after the point for the numbers of a funnel plot, by how far its places reach.

    >>> from champions.charts.funnel import funnel_chart
    >>> funnel_digits(funnel_chart(None, [3, 5], out_of=[20, 30]))
    2
    """
    known = funnel.points["value"].dropna()
    share = 100 if funnel.percent else 1
    return digits_for(share * spread_of([*known, funnel.centre]))


def _places_said(names: list[object]) -> str:
    if len(names) <= _MOST_PLACES + 1:
        return listed(names)
    return f"{', '.join(map(str, names[:_MOST_PLACES]))} and {len(names) - _MOST_PLACES} more"


def read_pareto(pareto: ParetoResult) -> str:
    """A Pareto chart in plain words.

    >>> from champions.charts.pareto import pareto_chart
    >>> read_pareto(pareto_chart(["bus"]))
    'The most frequent is bus: 1 of 1 (100%). The most frequent is not always the most important.'
    """
    table, enough = pareto.points, pareto.enough
    first, share = table["count"].iloc[0], say_number(table["share"].iloc[0], percent=True)
    said = f"The most frequent is {table.index[0]}: {first:,.0f} of {pareto.total:,.0f} ({share})."
    if 1 < enough < len(table):
        together = say_number(table["cumulative"].iloc[enough - 1], percent=True)
        said += f" {listed(table.index[:enough])} make up {together} together."
    return f"{said} The most frequent is not always the most important."

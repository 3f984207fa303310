"""A chart in plain words: the reading under it, and what a person hears who does not see it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from champions.charts.result import FunnelResult, ParetoResult, Phase, Result
from champions.charts.runs import FEWEST_FROZEN, FEWEST_USEFUL, Signal, times_said
from champions.sentences import listed

RULE_NAMES = {
    "anhoej": "Anhøj",
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
#: Rules that speak of the whole chart, not of some points.
_WHOLE = {"crossings", "many runs"}


def say_number(number: float, *, percent: bool = False, unit: str = "") -> str:
    """A number with as many digits as a person needs.

    >>> say_number(24.0), say_number(3.14159), say_number(0.1234, percent=True), say_number(12345.6)
    ('24', '3.14', '12.3%', '12,346')
    >>> say_number(0.00321), say_number(18.5, unit="days")
    ('0.0032', '18.5 days')
    """
    size = abs(number) * (100 if percent else 1)
    digits = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 0.1 or size == 0 else 4
    digits = min(digits, 1) if percent and size >= 1 else digits
    said = f"{number * (100 if percent else 1):,.{digits}f}"
    if "." in said:
        said = said.rstrip("0").rstrip(".")
    said = "0" if said in {"-0", ""} else said
    return said + "%" * percent + (f" {unit}" if unit else "")


def period_word(chart: Result) -> str:
    """What one point stands for: days, weeks, months, quarters, years, or points.

    >>> from champions.charts.chart import run_chart
    >>> period_word(run_chart([3, 4, 3], time=["2025-05-06", "2025-05-13", "2025-05-20"]))
    'weeks'
    """
    series = chart.series
    if chart.row.events or series.how != "dates" or series.time.size < 2:
        return "points"
    days = np.median(np.diff(series.time).astype("timedelta64[s]").astype(float)) / 86400
    words = (
        (0.99, 1.01, "days"),
        (6.9, 7.1, "weeks"),
        (28, 31, "months"),
        (89, 93, "quarters"),
        (364, 367, "years"),
    )
    return next((word for low, high, word in words if low <= days <= high), "points")


def read_chart(chart: Result) -> str:
    """The chart in a few short sentences.

    >>> from champions.charts.chart import control_chart
    >>> read_chart(control_chart([5, 6, 5, 7, 6, 5, 6, 7, 5, 6, 7, 6, 5, 6, 7], name="visits"))
    'No signal of change: the visits vary around 5.93 as chance alone would make them.'
    """
    if not chart.signals:
        return _no_signal(chart)
    if _mostly_on_the_line(chart):
        return (
            "Half of the dots or more lie on the middle line, and the others all on one side of it. So "
            "this chart cannot show whether anything changed. For something rare, chart the days between."
        )
    groups = _groups(chart)
    said = [_said(chart, signals) for signals in groups[-_MOST_SAID:]]
    if len(groups) > _MOST_SAID:
        more = len(groups) - _MOST_SAID
        said.append(
            "There is 1 more kind of signal."
            if more == 1
            else f"There are {more} more kinds of signal."
        )
    said.append("That is unlikely to be chance.")
    return " ".join([*said, _assurance_said(chart)]).strip()


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
        key=lambda group: (group[0].rule in _WHOLE, group[-1].points[-1], group[-1].points[0]),
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
    runs = chart.parts[-1].runs
    unit = chart.asked.unit
    centre = say_number(float(chart.lines.centre[-1]), percent=chart.asked.percent, unit=unit)
    uses_runs = chart.row.runs_alone or (
        chart.rules == "anhoej" and np.isnan(chart.lines.upper).all()
    )
    if uses_runs and runs.useful < FEWEST_USEFUL:
        return (
            f"Too short to judge: {runs.useful} useful point{'s' * (runs.useful != 1)}, and at least "
            f"{FEWEST_USEFUL} are needed. The middle line is at {centre}."
        )
    if np.isnan(chart.lines.upper).all() and not chart.row.runs_alone:
        return f"The {chart.asked.name} cannot be judged: there are no limits to judge them by."
    known = int((~np.isnan(chart.parts[-1].lines.values)).sum())
    if not chart.row.runs_alone and known < FEWEST_FROZEN:
        few = "1 point" if known == 1 else f"{known} points"
        said = (
            f"No signal so far, around {centre}. There {'is' if known == 1 else 'are'} {few} only: with fewer "
            f"than {FEWEST_FROZEN}, a change is hard to see."
        )
        return f"{said} {_assurance_said(chart)}".strip()
    subject = _subject(chart)[0].lower() + _subject(chart)[1:]
    verb = "varies" if chart.row.made_from == "share" else "vary"
    said = f"No signal of change: {subject} {verb} around {centre} as chance alone would make them."
    if chart.row.runs_alone and chart.rules == "anhoej":
        said += (
            f" The longest run is {runs.longest}; more than {runs.longest_limit} would be a signal. The "
            f"middle line is crossed {times_said(runs.crossings)}; fewer than {runs.crossings_limit} would be."
        )
    return f"{said} {_assurance_said(chart)}".strip()


def _assurance_said(chart: Result) -> str:
    if chart.assurance is None:
        return ""
    wait = " Read that only when the process is stable." if chart.parts[-1].signals else ""
    return f"Target: {chart.assurance.kind}.{wait}"


_PATTERNS = {
    "two of three": "two of three {periods} lie far {where} the {line}",
    "four of five": "four of five {periods} lie well {where} the {line}",
    "alternating": "{count} {periods} go up and down in turn",
    "inner third": "{count} {periods} in a row lie very close to the {line}",
    "outer thirds": "{count} {periods} in a row lie far from the {line}, on both sides",
}


def _said(chart: Result, signals: list[Signal]) -> str:
    """One sentence on the last of some signals of one rule and way, and on how many there are."""
    signal = signals[-1]
    if signal.rule == "outside":
        return _outside_said(chart, signals)
    if signal.rule in _WHOLE:
        crossings = _phase_of(chart, signal).runs.crossings
        if not crossings:
            return "The middle line was never crossed."
        only = "only " if signal.rule == "crossings" else ""
        return f"The middle line was crossed {only}{times_said(crossings)}."
    first, last = signal.points[0] - 1, signal.points[-1] - 1
    where, how = ("above", "rose") if signal.way > 0 else ("below", "fell")
    words = {
        "periods": period_word(chart), "count": len(signal.points), "where": where,
        "line": chart.row.line,
    }  # fmt: skip
    span = f"from {_when(chart, first)}"
    span += "" if last >= chart.series.value.size - 1 else f" to {_when(chart, last)}"
    end = f", {span}{_better(chart, signal)}{_more(signals)}."
    name = _subject(chart)
    if signal.rule == "shift":
        low = "high" if signal.way > 0 else "low"
        verb = f"were {low} at first" if _at_start(chart, signal) else how
        return (
            "{name} {verb}: {count} {periods} in a row {where} the {line}".format(
                name=name, verb=verb, **words
            )
            + end
        )
    if signal.rule == "trend":
        step = "higher" if signal.way > 0 else "lower"
        text = (
            "{name} {how} step by step: {count} {periods} in a row, each {step} than the one before"
        )
        return text.format(name=name, how=how, step=step, **words) + end
    return f"{name}: {_PATTERNS[signal.rule].format(**words)}{end}"


def _outside_said(chart: Result, signals: list[Signal]) -> str:
    at, way, percent = signals[-1].points[0] - 1, signals[-1].way, chart.asked.percent
    edge, where, name = (
        (chart.lines.upper, "above", "upper") if way > 0 else (chart.lines.lower, "below", "lower")
    )
    value, limit = (say_number(float(x[at]), percent=percent) for x in (chart.lines.values, edge))
    better = _better(chart, signals[-1])
    when = f"{_preposition(chart)} {_when(chart, at)}"
    if len(signals) == 1:
        return (
            f"{when[0].upper()}{when[1:]}, {value} is {where} the {name} limit of {limit}{better}."
        )
    return (
        f"{len(signals)} {period_word(chart)} are {where} the {name} limit, the last {when} "
        f"({value}, limit {limit}){better}."
    )


def _preposition(chart: Result) -> str:
    return "at" if chart.series.how != "dates" else "in" if chart.series.monthly else "on"


def _subject(chart: Result) -> str:
    return f"The {'share of ' if chart.row.made_from == 'share' else ''}{chart.asked.name}"


def _more(signals: list[Signal]) -> str:
    return "" if len(signals) == 1 else f" (the last of {len(signals)} such)"


def _better(chart: Result, signal: Signal) -> str:
    wanted = {"up": 1, "down": -1}.get(chart.asked.improvement or "", 0)
    return {1: ", for the better", -1: ", for the worse"}.get(wanted * signal.way, "")


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

    def say(number: Any) -> str:
        return say_number(float(number), percent=asked.percent)

    about = f" of {asked.title or asked.name}"
    known = lines.values[~np.isnan(lines.values)]
    head = (
        f"{chart.row.name}{about}: {known.size} {period_word(chart)} from {series.say(0)} to "
        f"{series.say(-1)}, between {say(known.min())} and {say(known.max())}."
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
    """A funnel plot in plain words.

    >>> from champions.charts.funnel import funnel_chart
    >>> read_funnel(funnel_chart(None, [3, 5], out_of=[20, 30]))
    '2 places; together 16%. No place is outside the wide limits: the places differ as chance would make them.'
    """
    known = int(funnel.points["value"].notna().sum())
    head = f"{known} places; together {say_number(funnel.centre, percent=funnel.percent)}."
    if funnel.outside.empty:
        return f"{head} No place is outside the wide limits: the places differ as chance would make them."
    high = funnel.points.index[funnel.points["type"] == "above 99.8%"]
    low = funnel.points.index[funnel.points["type"] == "below 99.8%"]
    said = [f"Above the wide limits: {listed(high)}."] if len(high) else []
    said += [f"Below the wide limits: {listed(low)}."] if len(low) else []
    ask = "Ask what is different there. It may be the records, the people served or the care."
    return " ".join([head, *said, ask])


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

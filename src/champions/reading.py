"""A chart in plain words: the reading under it, and what a person hears who does not see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from champions.runs import FEWEST_USEFUL, Signal, times_said
from champions.series import KINDS, say_time

if TYPE_CHECKING:
    from champions.charts import Chart, Phase

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


def period_word(chart: Chart) -> str:
    """What one point stands for: days, weeks, months, quarters, years, or points."""
    series = chart.series
    if chart.kind in {"g", "t"} or series.how != "dates" or series.time.size < 2:
        return "points"
    days = np.median(np.diff(series.time).astype("timedelta64[s]").astype(float)) / 86400
    words = ((0.99, 1.01, "days"), (6.9, 7.1, "weeks"), (28, 31, "months"), (89, 93, "quarters"), (364, 367, "years"))
    return next((word for low, high, word in words if low <= days <= high), "points")


def read_chart(chart: Chart) -> str:
    """The chart in a few short sentences.

    >>> from champions.charts import control_chart
    >>> read_chart(control_chart([5, 6, 5, 7, 6, 5, 6, 7, 5, 6, 7, 6, 5, 6, 7], name="visits"))
    'No signal of change: the visits vary around 5.93 as chance alone would make them.'
    """
    if not chart.signals:
        return _no_signal(chart)
    shown = _most_telling(chart)
    said = [_signal_said(chart, signal) for signal in shown]
    more = _untold(chart, shown)
    if more:
        said.append(f"There {'is 1 more signal' if more == 1 else f'are {more} more signals'}.")
    said.append("That is unlikely to be chance.")
    if chart.assurance is not None:
        said.append(_assurance_said(chart))
    return " ".join(said)


def _no_signal(chart: Chart) -> str:
    runs = chart.parts[-1].runs
    unit = chart.asked.unit
    centre = say_number(float(chart.lines.centre[-1]), percent=chart.asked.percent, unit=unit)
    uses_runs = chart.kind == "run" or (chart.rules == "anhoej" and np.isnan(chart.lines.upper).all())
    if uses_runs and runs.useful < FEWEST_USEFUL:
        return (
            f"Too short to judge: {runs.useful} useful points, and at least {FEWEST_USEFUL} are needed. "
            f"The middle line is at {centre}."
        )
    if np.isnan(chart.lines.upper).all() and chart.kind != "run":
        return f"The {chart.asked.name} cannot be judged: there are no limits to judge them by."
    said = f"No signal of change: the {chart.asked.name} vary around {centre} as chance alone would make them."
    if chart.kind == "run" and chart.rules == "anhoej":
        said += (
            f" The longest run is {runs.longest}; more than {runs.longest_limit} would be a signal. The "
            f"middle line is crossed {times_said(runs.crossings)}; fewer than {runs.crossings_limit} would be."
        )
    return f"{said} {_assurance_said(chart)}".strip()


def _assurance_said(chart: Chart) -> str:
    return "" if chart.assurance is None else f"Target: {chart.assurance.kind}."


def _most_telling(chart: Chart) -> list[Signal]:
    """The last few signals, in order of time.

    A shift at the start whose other half is a shift later is the same change, said once.
    """
    whole = {"crossings", "many runs"}
    shifts = [signal for signal in chart.signals if signal.rule == "shift"]
    twice = {
        id(a) for a, b in zip(shifts, shifts[1:], strict=False)
        if _at_start(chart, a) and b.way == -a.way and _phase_of(chart, a) is _phase_of(chart, b)
    }  # fmt: skip
    kept = [signal for signal in chart.signals if id(signal) not in twice]
    in_time = sorted((s for s in kept if s.rule not in whole), key=lambda s: (s.points[-1], s.points[0]))
    return in_time[-_MOST_SAID:] + [s for s in kept if s.rule in whole][-1:]


def _untold(chart: Chart, shown: list[Signal]) -> int:
    told = {id(signal) for signal in shown} | {
        id(s) for s in chart.signals if s.rule == "shift" and _at_start(chart, s)
    }
    return sum(id(signal) not in told for signal in chart.signals)


def _phase_of(chart: Chart, signal: Signal) -> Phase:
    return next(part for part in reversed(chart.parts) if part.first < signal.points[0])


def _at_start(chart: Chart, signal: Signal) -> bool:
    """Whether a pattern begins with its phase and ends before it does."""
    part = _phase_of(chart, signal)
    return signal.points[0] <= part.first + 2 and signal.points[-1] < part.first + part.lines.values.size


def _signal_said(chart: Chart, signal: Signal) -> str:
    first, last = signal.points[0] - 1, signal.points[-1] - 1
    name, count = f"The {chart.asked.name}", len(signal.points)
    rest = _better(chart, signal)
    where = "above" if signal.way > 0 else "below"
    if signal.rule == "outside":
        value = say_number(float(chart.lines.values[first]), percent=chart.asked.percent)
        edge = chart.lines.upper if signal.way > 0 else chart.lines.lower
        limit = say_number(float(edge[first]), percent=chart.asked.percent)
        side = "upper" if signal.way > 0 else "lower"
        return f"At {_when(chart, first)}, {value} is {where} the {side} limit of {limit}{rest}."
    if signal.rule in {"crossings", "many runs"}:
        part = _phase_of(chart, signal)
        often = times_said(part.runs.crossings)
        only = "only " if signal.rule == "crossings" and part.runs.crossings else ""
        return f"The middle line was crossed {only}{often}."
    line = "middle line" if chart.kind == "run" else "centre line"
    periods = period_word(chart)
    span = f"from {_when(chart, first)}" + ("" if last >= chart.series.value.size - 1 else f" to {_when(chart, last)}")
    if signal.rule == "shift":
        at_first = f"were {'high' if signal.way > 0 else 'low'} at first"
        verb = at_first if _at_start(chart, signal) else ("rose" if signal.way > 0 else "fell")
        return f"{name} {verb}: {count} {periods} in a row {where} the {line}, {span}{rest}."
    if signal.rule == "trend":
        verb = "rose" if signal.way > 0 else "fell"
        steps = "each higher than the one before" if signal.way > 0 else "each lower than the one before"
        return f"{name} {verb} step by step: {count} {periods} in a row, {steps}, {span}{rest}."
    words = {
        "two of three": f"two of three {periods} lie far {where} the {line}",
        "four of five": f"four of five {periods} lie well {where} the {line}",
        "alternating": f"{count} {periods} go up and down in turn",
        "inner third": f"{count} {periods} in a row lie very close to the {line}",
        "outer thirds": f"{count} {periods} in a row lie far from the {line}, on both sides",
    }
    return f"{name}: {words[signal.rule]}, {span}{rest}."


def _better(chart: Chart, signal: Signal) -> str:
    wanted = {"up": 1, "down": -1}.get(chart.asked.improvement or "", 0)
    return {1: ", for the better", -1: ", for the worse"}.get(wanted * signal.way, "")


def _when(chart: Chart, at: int) -> str:
    dates = chart.series.how == "dates"
    same_year = dates and chart.series.time[0].astype("M8[Y]") == chart.series.time[-1].astype("M8[Y]")
    return say_time(chart.series.time[at], year=not same_year)


def alt_text(chart: Chart) -> str:
    """What the picture shows, in words: kind, title, times, range, lines, and the reading."""
    series, lines, asked = chart.series, chart.lines, chart.asked

    def say(number: Any) -> str:
        return say_number(float(number), percent=asked.percent)

    about = f" of {asked.title or asked.name}"
    known = lines.values[~np.isnan(lines.values)]
    head = (
        f"{KINDS[chart.kind][0]}{about}: {known.size} {period_word(chart)} from {say_time(series.time[0])} to "
        f"{say_time(series.time[-1])}, between {say(known.min())} and {say(known.max())}."
        if known.size
        else f"{KINDS[chart.kind][0]}{about}, with no value to show."
    )
    line = "Middle line" if chart.kind == "run" else "Centre line"
    said = f" {line} at {say(lines.centre[-1])}."
    if not np.isnan(lines.upper[-1]):
        said += f" Limits from {say(lines.lower[-1])} to {say(lines.upper[-1])}."
    if len(chart.parts) > 1:
        said += f" The lines start afresh {times_said(len(chart.parts) - 1)}."
    return f"{head}{said} {chart.reading}"


def caption_text(chart: Chart) -> str:
    """The reading, what must be known about the data, and whose rules were used."""
    return " ".join([chart.reading, *chart.notes, f"Rules: {RULE_NAMES[chart.rules]}."])

"""The lines and signals of a series, phase by phase, and what must be said of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NoReturn

import numpy as np

from champions.charts.kinds import COUNTED, Stretch
from champions.charts.limits import Lines
from champions.charts.options import Asked
from champions.charts.result import Phase, Result
from champions.charts.runs import RunRules, judge_runs
from champions.charts.series import Series
from champions.charts.signals import find_signals
from champions.charts.tidy import numbers, refuse, side
from champions.sentences import counted
from champions.sentences.told import told

#: Lines from fewer points than this are called provisional.
_PROVISIONAL = 15
#: The most useful points for which best box and cut box are worked out.
_MOST_BOXED = 100


def work_out(series: Series, asked: Asked) -> Result:
    """The result of one chart: phases, their lines and signals, and what must be known.

    Args:
        series: the clean data. asked: the options.

    >>> from champions.charts.series import make_series
    >>> asked = Asked("i", "anhoej")
    >>> work_out(make_series([3, 4, 5], None, None, None, asked), asked).lines.centre.tolist()
    [4.0, 4.0, 4.0]
    """
    ends = (*series.starts[1:], series.value.size)
    found = [
        _phase(series, asked, first, last) for first, last in zip(series.starts, ends, strict=True)
    ]
    parts = tuple(part for part, _ in found)
    cautions = [
        *series.cautions,
        *dict.fromkeys(said for _, all_said in found for said in all_said),
    ]
    signals = tuple(signal for part in parts for signal in part.signals)
    return Result(asked, series, parts, signals, tuple(cautions))


def _phase(series: Series, asked: Asked, first: int, last: int) -> tuple[Phase, list[str]]:
    """Lines and signals of the points from first to before last, and what must be said of them."""
    kept = ~series.excluded[first:last]
    used = kept.copy()
    if asked.freeze is not None:
        used[asked.freeze :] = False
    lines = _lines(series, asked, first, last, used)
    known = used & ~np.isnan(lines.values)
    lines, flat = _without_collapsed(lines, asked)
    cautions = flat or _say_baseline(int(known.sum()), asked, series, first)
    rules = asked.row.rules[asked.rules]
    if isinstance(rules, RunRules):
        runs = judge_runs(
            lines.values[kept], side(lines.values, lines.centre)[kept], rules,
            float(lines.centre[0]) * asked.multiply, trend=asked.trend, numbered=np.flatnonzero(kept) + first + 1,
        )  # fmt: skip
        if rules.name in {"bestbox", "cutbox"} and runs.useful > _MOST_BOXED:
            cautions.append(
                told(
                    "The boxes are worked out for up to {most} useful points. With more, the Anhøj rules hold.",
                    most=_MOST_BOXED,
                )
            )
        return Phase(first, used, kept, lines, runs.signals, runs), cautions
    signals = find_signals(
        lines,
        rules,
        trend=asked.trend,
        outside_only=asked.row.differences,
        keep=kept,
        first=first,
    )
    return Phase(first, used, kept, lines, signals), cautions


def _lines(series: Series, asked: Asked, first: int, last: int, used: np.ndarray) -> Lines:
    value, out_of, groups = series.value[first:last], series.out_of, series.groups
    if np.isnan(value[used]).all():
        _refuse_no_line()
    part = Stretch(
        value,
        None if out_of is None else out_of[first:last],
        None if groups is None else groups.part(first, last),
        used,
        _given_centre(asked, first, last, series.value.size),
        asked.k,
        asked.screen_moving_ranges,
    )
    lines = asked.row.lines(part)
    if np.isnan(lines.centre).all():
        _refuse_no_line()
    if asked.lowest is not None:
        lines = replace(lines, lower=np.maximum(lines.lower, asked.lowest / asked.multiply))
    if asked.highest is not None:
        lines = replace(lines, upper=np.minimum(lines.upper, asked.highest / asked.multiply))
    return lines


def _refuse_no_line() -> NoReturn:
    refuse(
        told("A phase or baseline has no value to work out its lines from."),
        told("The chart would have no middle line there."),
        told("Choose a longer baseline, or another place to start afresh."),
    )


def _given_centre(asked: Asked, first: int, last: int, size: int) -> Any:
    if asked.centre is None:
        return None
    one = np.ndim(asked.centre) == 0
    given = numbers([asked.centre] if one else asked.centre, "centre") / asked.multiply
    _check_centre(given, asked)
    if one:
        return float(given[0])
    if given.size != size:
        refuse(
            told(
                "There are {points} points and {numbers} numbers for centre.",
                points=size,
                numbers=given.size,
            ),
            told("Each point needs its own."),
            told("Give one number, or a list of the same length."),
        )
    return given[first:last]


def _check_centre(given: np.ndarray, asked: Asked) -> None:
    """A line that was agreed beforehand must be one that the points could stand on."""
    made_from = asked.row.made_from
    if np.isnan(given).any():
        wrong = (
            told("centre is missing at a point.")
            if given.size >= 2
            else told("centre is not a number.")
        )
    elif made_from in COUNTED | {"time between"} and (given < 0).any():
        wrong = told("centre is below 0.")
    elif made_from == "share" and (given > 1).any():
        wrong = told("centre is above 100%.")
    else:
        return
    refuse(wrong, told("No middle line can be there."), told("Correct it, or leave it away."))


def _say_baseline(count: int, asked: Asked, series: Series, first: int) -> list[str]:
    if count >= _PROVISIONAL or (asked.centre is not None and asked.row.runs_alone):
        return []
    if len(series.starts) == 1:
        said = counted(
            count,
            "The lines come from one point only. Take them as provisional until there are {enough}.",
            "The lines come from {n} points only. Take them as provisional until there are {enough}.",
            enough=_PROVISIONAL,
        )
    else:
        said = counted(
            count,
            "The lines of phase {phase} come from one point only. Take them as provisional until "
            "there are {enough}.",
            "The lines of phase {phase} come from {n} points only. Take them as provisional until "
            "there are {enough}.",
            phase=series.starts.index(first) + 1,
            enough=_PROVISIONAL,
        )
    return [said]


def _without_collapsed(lines: Lines, asked: Asked) -> tuple[Lines, list[str]]:
    """Limits that fall onto the centre are not limits: they are left out, and that is said."""
    if asked.row.runs_alone:
        if np.all(
            (lines.values == lines.values[~np.isnan(lines.values)][0]) | np.isnan(lines.values)
        ):
            return lines, [told("All values are the same, so nothing can be judged.")]
        return lines, []
    width = lines.upper - lines.lower
    if (width > 1e-12 * np.abs(lines.centre)).any():
        return lines, []
    none = np.full(lines.values.size, np.nan)
    sigma = None if lines.sigma is None else none
    said = (
        told(
            "The numbers that limits come from are all alike, so no limits can be worked out. "
            "None are drawn, and no point is judged by them."
        )
        if not np.isnan(width).all()
        else told(
            "There are too few points, so no limits can be worked out. None are drawn, and no point "
            "is judged by them."
        )
    )
    return replace(lines, lower=none, upper=none, sigma=sigma), [said]

"""How the points of a chart stand in time: what one is called, what one step is, where steps are missing.

Readings, notes and tables all ask here, so that a month is never a day in one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from champions.charts.tidy import say_time
from champions.sentences.dates import MONTHS
from champions.sentences.told import later, told

#: Steps this much longer than the usual one skip a point, and steps within the second share are usual.
_SKIPS, _USUAL = 1.8, 1.2
#: With a smaller share of usual steps, the steps are called uneven.
_EVEN = 0.7
_WORDS = (
    (0.99, 1.01, later("days")),
    (6.9, 7.1, later("weeks")),
    (28, 31, later("months")),
    (89, 93, later("quarters")),
    (364, 367, later("years")),
)
_DAY = 86400.0


@dataclass(frozen=True)
class Spacing:
    """How points follow each other.

    Attributes:
        word: what one step is: days, weeks, months, quarters, years, or points.
        even: whether at least seven of ten steps are alike.
        skips: positions after which a step is far longer than the usual one, where steps are even.
        days: the shortest and the longest step in days; None where times are no dates.
    """

    word: str
    even: bool
    skips: tuple[int, ...] = ()
    days: tuple[float, float] | None = None


def spacing(time: np.ndarray, how: str) -> Spacing:
    """What the times of the points say of their steps.

    >>> spacing(np.array(["2025-05-06", "2025-05-13", "2025-05-20"], "M8[ns]"), "dates").word
    'weeks'
    >>> spacing(np.array([2008, 2009, 2010]), "numbers").word, spacing(np.array([1, 2, 3]), "numbers").word
    ('years', 'points')
    """
    if how == "numbers" and years(time) and (np.diff(time) == 1).mean() >= _EVEN:
        return Spacing("years", True)
    if how != "dates" or time.size < 2:
        return Spacing("points", True)
    steps = np.diff(time.astype("M8[s]")).astype(float) / _DAY
    ordered = np.sort(steps)
    usual = float(ordered[(steps.size - 1) // 2] + ordered[steps.size // 2]) / 2
    ends = (float(steps.min()), float(steps.max()))
    if usual <= 0:
        return Spacing("points", True, (), ends)
    if ends[0] == ends[1]:
        return Spacing(_word_for(usual), True, (), ends)
    skips = steps > _SKIPS * usual
    if 0.99 <= usual <= 1.01:
        # Over a weekend nothing is missing where no day of the chart is a Saturday or a Sunday.
        weekday = (time.astype("M8[D]").astype(int) + 3) % 7
        if (weekday < 5).all():
            weekend = skips & (weekday[:-1] == 4) & (weekday[1:] == 0) & (steps < 3.5)
            skips, steps = skips & ~weekend, np.where(weekend, usual, steps)
    even = bool((np.abs(steps - usual) <= (_USUAL - 1) * usual).mean() >= _EVEN)
    if not even:
        return Spacing("points", False, (), ends)
    return Spacing(_word_for(usual), True, tuple(np.flatnonzero(skips).tolist()), ends)


def _word_for(days: float) -> str:
    return next((word for low, high, word in _WORDS if low <= days <= high), later("points"))


def years(time: np.ndarray) -> bool:
    """Whether numbers that stand for times are years.

    >>> years(np.array([2019, 2020, 2021])), years(np.array([1, 2, 3])), years(np.array([2019.5, 2020]))
    (True, False, False)
    """
    return bool(
        time.size > 1 and (time == np.floor(time)).all() and time[0] >= 1800 and time[-1] <= 2200
    )


def monthly(time: np.ndarray, how: str) -> bool:
    """Whether each time stands for a month: all on its first day, or all on its last.

    >>> monthly(np.array(["2025-01-31", "2025-02-28", "2025-03-31"], "M8[ns]"), "dates")
    True
    """
    if how != "dates" or time.size < 2:
        return False
    months = time.astype("M8[M]")
    first = bool((months.astype("M8[ns]") == time).all())
    last = bool(((months + 1).astype("M8[D]") - 1 == time).all())
    return (first or last) and bool((np.diff(months).astype(int) >= 1).all())


def say_point(time: np.ndarray, how: str, at: int, *, year: bool = True) -> str:
    """The time of a point as a person says it: a month, a day, a year, a label, or its number.

    Points that have no other time are numbered over the whole series, as in the table.

    >>> say_point(np.array([2008, 2009]), "numbers", 1), say_point(np.array([1, 2]), "numbers", 1)
    ('2009', 'point 2')
    >>> say_point(np.array([105.0, 112.0]), "numbers", 0)
    'time 105'
    """
    when: Any = time[at]
    if how == "numbers":
        if years(time):
            return f"{when:.0f}"
        counted = bool((time == np.arange(1, time.size + 1)).all())
        if counted:
            return told("point {number}", number=f"{when:.0f}")
        return told("time {number}", number=f"{when:.10g}")
    if monthly(time, how):
        month = told(MONTHS[int(when.astype("M8[M]").astype(int)) % 12])
        return told("{month} {year}", month=month, year=str(when)[:4]) if year else month
    return say_time(when, year=year)


def placed(time: np.ndarray, how: str) -> str:
    """The word before the time of a point: in May, on 6 May, at point 6.

    >>> placed(np.array([2008, 2009]), "numbers"), placed(np.array([1, 2]), "numbers")
    ('in', 'at')
    """
    if how == "numbers":
        return "in" if years(time) else "at"
    return "at" if how != "dates" else "in" if monthly(time, how) else "on"

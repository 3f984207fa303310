"""Which numbers and times stand beside a chart, and where, so that they never touch."""

from __future__ import annotations

import math

import numpy as np

from champions.charts.drawing.names import told_apart
from champions.charts.series import Series, say_time
from champions.sentences.told import in_figures

#: Width of a letter as a share of its height; a little more than the mean, to be safe.
LETTER = 0.56


def nice_steps(low: float, high: float, most: int) -> np.ndarray:
    """Round numbers between low and high, at most so many.

    >>> nice_steps(3, 41, 5).tolist()
    [10.0, 20.0, 30.0, 40.0]
    """
    raw = (high - low) / max(most, 1)
    power = 10.0 ** np.floor(np.log10(raw))
    step = power * next(factor for factor in (1, 2, 5, 10) if factor * power >= raw * 0.999)
    return np.round(np.arange(np.ceil(low / step), np.floor(high / step) + 0.5) * step, 12)


def tick_words(ticks: np.ndarray, *, percent: bool) -> list[str]:
    """Numbers for an axis, all with the same digits.

    >>> tick_words(np.array([0.0, 0.25, 0.5]), percent=True), tick_words(np.array([0.0, 2500]), percent=False)
    (['0%', '25%', '50%'], ['0', '2,500'])
    """
    shown = ticks * (100 if percent else 1) + 0.0
    step = shown[1] - shown[0] if shown.size > 1 else 1.0
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    return [in_figures(tick, f",.{digits}f") + "%" * percent for tick in shown.tolist()]


def across(series: Series) -> np.ndarray:
    """Where each point stands across: days since 1970, its own number, or its place in the row.

    >>> from champions.charts.chart import run_chart
    >>> across(run_chart([3, 4, 5]).series).tolist()
    [1.0, 2.0, 3.0]
    """
    if series.how == "dates":
        return series.time.astype("M8[s]").astype(float) / 86400
    return (
        series.time.astype(float)
        if series.how == "numbers"
        else np.arange(1.0, series.time.size + 1)
    )


def ticks_across(
    time: np.ndarray, how: str, x: np.ndarray, wide: float
) -> tuple[np.ndarray, list[str]]:
    """Where words stand below the chart, and which: never so many that they touch.

    Args:
        time: the times; how: dates, numbers or labels. x: their places.
        wide: width of the axes in letter heights.

    >>> ticks_across(np.array(["a", "b", "c"], object), "labels", np.arange(1.0, 4), 40)[1]
    ['a', 'b', 'c']
    """
    if how == "numbers":
        most = max(2, int(wide / 4))
        places = nice_steps(x[0], x[-1], most) if x[-1] > x[0] else x[:1]
        if np.all(x == np.floor(x)):
            places = np.unique(np.floor(places))
        return places, [in_figures(float(place)) for place in places]
    if how == "labels":
        length = max(len(str(label)) for label in time)
        cut = min(length, 10)
        step = max(1, int(np.ceil(time.size / max(1, wide / (cut * LETTER + 1.5)))))
        places = np.arange(0, time.size, step)
        return x[places], told_apart((time[i] for i in places), 10)
    return _date_ticks(time, x, wide)


_STEPS = ((1, "D"), (2, "D"), (7, "D"), (14, "D"), (1, "M"), (2, "M"), (3, "M"), (6, "M"),
          (1, "Y"), (2, "Y"), (5, "Y"), (10, "Y"), (20, "Y"), (50, "Y"))  # fmt: skip


def _date_ticks(time: np.ndarray, x: np.ndarray, wide: float) -> tuple[np.ndarray, list[str]]:
    first, last = time[0], time[-1]
    if last - first < np.timedelta64(2, "D"):
        most = max(1, int(wide / 8))
        at = np.unique(np.linspace(0, time.size - 1, min(most, time.size)).astype(int))
        return x[at], [
            str(time[i].astype("M8[m]"))[11:]
            + f"\n{say_time(time[i].astype('M8[D]'), short=True, year=False)}"
            for i in at
        ]
    for count, unit in _STEPS:
        days = _places(first, last, count, unit)
        length = 6 if unit == "D" else 4
        if 0 < days.size <= max(2, int(wide / (length * LETTER + 1.0))):
            break
    said, year = [], None
    for day in days:
        month = say_time(day, short=True, year=False)
        now = str(day)[:4]
        text = now if unit == "Y" else (month.split()[1] if unit == "M" else month)
        said.append(text + (f"\n{now}" if now != year and unit != "Y" else ""))
        year = now
    return days.astype(float), said


def _places(first: np.datetime64, last: np.datetime64, count: int, unit: str) -> np.ndarray:
    if unit == "D":
        after = last.astype("M8[D]") + np.timedelta64(1, "D")
        return np.arange(first.astype("M8[D]"), after, np.timedelta64(count, "D"))
    after, month = last.astype("M8[M]") + np.timedelta64(1, "M"), np.timedelta64(1, "M")
    months = np.arange(first.astype("M8[M]"), after, month)
    each = count * (12 if unit == "Y" else 1)
    months = months[
        (months.astype(int) % each == 0)
        if each <= 12
        else (months.astype("M8[Y]").astype(int) + 1970) % count == 0
    ]
    months = months[months.astype(int) % 12 == 0] if unit == "Y" else months
    days = months.astype("M8[D]")
    return days[(days >= first.astype("M8[D]")) & (days <= last)]

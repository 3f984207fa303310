"""What a person gives a chart, made into clean arrays: refused or noted where it cannot be trusted."""

from __future__ import annotations

import numbers as kinds_of_number
import re
from collections.abc import Iterable
from datetime import date
from typing import Any, NoReturn

import numpy as np
import pandas as pd

from champions.sentences import listed
from champions.sentences.dates import day_and_month, whole_day
from champions.sentences.told import told

#: A distance below this share of the numbers compared is rounding in the computer, not a difference.
ROUNDING = 1e-14


#: Nothing that a service counts or measures is larger; sums of larger numbers leave the computer's range.
LARGEST = 1e100


class ChartError(ValueError):
    """The data cannot be charted as asked. The message says what happened, what it means, what to do."""


def refuse(happened: str, means: str, do: str) -> NoReturn:
    """Raise a :class:`ChartError` in three short sentences.

    >>> refuse("Row 2 is text.", "A chart needs numbers.", "Change it, and run this again.")
    Traceback (most recent call last):
    champions.charts.tidy.ChartError: Row 2 is text. A chart needs numbers. Change it, and run this again.
    """
    raise ChartError(f"{happened} {means} {do}")


def column(data: Any, given: Any, role: str) -> Any:
    """The column of a table that a name stands for, or the list itself when a list was given.

    >>> column(pd.DataFrame({"days": [3, 4]}), "days", "value").tolist()
    [3, 4]
    """
    if given is None or not isinstance(given, str | int) or not isinstance(data, pd.DataFrame):
        return given
    try:
        return data[given]
    except KeyError:
        has = ", ".join(map(str, data.columns))
        refuse(
            told("The table has no column called {given!r}.", given=given),
            told("The chart was asked to use it as its {role}.", role=role),
            told("The table has: {has}. Use one of these names.", has=has),
        )


def numbers(values: Any, name: str = "value") -> np.ndarray:
    """Values as floats, where a missing value is NaN. Text and infinite values are refused.

    Args:
        values: a list, a Series or an array; None, NaN and NA stand for a missing value.
        name: what a message calls the column.

    >>> numbers([3, None, 4.5])
    array([3. , nan, 4.5])
    >>> numbers([3, "about 4"], "days")
    Traceback (most recent call last):
    champions.charts.tidy.ChartError: Row 2 of 'days' holds 'about 4'. A chart can use numbers only. \
Write a number there, or leave it empty if it is not known.
    """
    if isinstance(values, pd.Series) and values.dtype.kind not in "Mm":
        values = values.array
    if isinstance(values, pd.api.extensions.ExtensionArray):
        numeric = values.dtype.kind in "iufb" if hasattr(values.dtype, "kind") else False
        values = values.to_numpy(float, na_value=np.nan) if numeric else list(values)
    try:
        clean = np.asarray(values)
    except ValueError:
        clean = np.empty(0, dtype=object)
    if clean.ndim == 0 and not isinstance(values, Iterable):
        refuse(
            told(
                "{name!r} is a single {kind}, not a list.",
                name=name,
                kind=type(values).__name__,
            ),
            told("A chart needs one list of numbers."),
            told("Give one column, or one list."),
        )
    if clean.dtype.kind not in "iuf":
        clean = np.array([_number(value, row, name) for row, value in enumerate(values, 1)], float)
    if clean.ndim != 1:
        refuse(
            told(
                "{name!r} is a table with {directions} directions.",
                name=name,
                directions=clean.ndim,
            ),
            told("A chart needs one list of numbers."),
            told("Give one column, or one list."),
        )
    clean = clean.astype(float)
    _check_sizes(clean, name)
    return clean


def _check_sizes(clean: np.ndarray, name: str) -> None:
    """Refuse what is infinite, or too large or too close to 0 to draw."""
    size = np.abs(clean)
    if size.size and size.min() >= 1 / LARGEST and size.max() <= LARGEST:
        return  # as nearly always: no gap, no 0 and nothing odd
    if np.isinf(clean).any():
        row = int(np.argmax(np.isinf(clean))) + 1
        refuse(
            told("Row {row} of {name!r} is infinite.", row=row, name=name),
            told("This often comes from dividing by zero."),
            told("Correct that row, or leave it empty."),
        )
    if (large := size > LARGEST).any():
        _refuse_large(int(np.argmax(large)) + 1, name)
    if (small := (size > 0) & (size < 1 / LARGEST)).any():
        row = int(np.argmax(small)) + 1
        refuse(
            told("Row {row} of {name!r} is too close to 0 to draw.", row=row, name=name),
            told(
                "It has more than a hundred noughts after its point, so it is most likely a slip."
            ),
            told("Correct that row, or leave it empty."),
        )


def _refuse_large(row: int, name: str) -> NoReturn:
    refuse(
        told("Row {row} of {name!r} is too large to draw.", row=row, name=name),
        told("It has more than a hundred digits, so it is most likely a slip."),
        told("Correct that row, or leave it empty."),
    )


def _number(value: Any, row: int, name: str) -> float:
    if isinstance(value, kinds_of_number.Real) or type(value).__name__ == "Decimal":
        try:
            return float(value)
        except OverflowError:
            _refuse_large(row, name)
    if value is None or value is pd.NA or value is pd.NaT:
        return np.nan
    refuse(
        told("Row {row} of {name!r} holds {value!r}.", row=row, name=name, value=value),
        told("A chart can use numbers only."),
        told("Write a number there, or leave it empty if it is not known."),
    )


def _as_series(values: list[Any]) -> pd.Series:
    """A Series of anything. pandas 2.2 stops at whole numbers that no float can hold."""
    try:
        return pd.Series(values)
    except OverflowError:
        return pd.Series(values, dtype=object)


def times(given: Any, count: int) -> tuple[np.ndarray, str]:
    """When each point happened, and how: ``"dates"``, ``"numbers"`` or ``"labels"``.

    Without times, points are numbered from 1. Text such as ``2025-05-06`` is read as a date. A date
    that two people may read in two ways, such as 06/05/2025, is refused. Other text is a label: the
    order given is kept.

    >>> times(None, 3)
    (array([1, 2, 3]), 'numbers')
    >>> times(["2025-05-06", "2025-05-13"], 2)[1], times(["Mon", "Tue"], 2)[1]
    ('dates', 'labels')
    """
    if given is None:
        return np.arange(1, count + 1), "numbers"
    series = given if isinstance(given, pd.Series) else _as_series(list(given))
    if len(series) != count:
        refuse(
            told("There are {count} values and {times} times.", count=count, times=len(series)),
            told("Each value needs its own time."),
            told("Give two lists of the same length."),
        )
    if (days := _plain_days(series)) is not None:
        return days, "dates"
    if series.isna().any():
        refuse(
            told("Row {row} has no time.", row=int(np.argmax(series.isna())) + 1),
            told("The chart cannot tell where to put it."),
            told("Fill in the time, or leave out the row."),
        )
    if isinstance(series.dtype, pd.PeriodDtype):
        series = series.dt.to_timestamp()
    if series.dtype.kind in "iuf":
        numbers(series, "time")  # infinite or far too large: refused
        return series.to_numpy(), "numbers"
    if series.dtype.kind != "M" and all(isinstance(value, str) for value in series):
        if not all(re.match(r"\d{4}-\d{2}", value) for value in series):
            _refuse_ambiguous(series)
            return series.to_numpy(dtype=object), "labels"
    elif series.dtype.kind != "M" and not all(isinstance(value, date) for value in series):
        # pandas would read bytes as UTF-8, and fail where they are not.
        return np.array([str(value) for value in series], dtype=object), "labels"
    return _dates(series), "dates"


_DAYS = re.compile(r"(?:(?:1[7-9]|20|21)\d\d-\d\d-\d\d,)+")


def _plain_days(series: pd.Series) -> np.ndarray | None:
    """Dates, or text of days such as 2025-05-06 and nothing else; None for all that needs a closer look.

    Most tables have these. What pandas would ask of each takes longer than the whole chart.
    """
    if isinstance(series.dtype, np.dtype) and series.dtype.kind == "M":
        plain = series.to_numpy()
        return None if np.isnat(plain).any() else plain.astype("M8[ns]")
    texts: list[Any] = series.tolist() if series.dtype.kind not in "iufM" else []
    if not texts or not all(type(text) is str for text in texts):
        return None
    if not _DAYS.fullmatch(f"{','.join(texts)},"):
        return None
    try:
        return np.array(texts, "M8[D]").astype("M8[ns]")
    except ValueError:  # such as 30 February: said in words below
        return None


def _refuse_ambiguous(series: pd.Series) -> None:
    for row, value in enumerate(series, 1):
        if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}", value):
            refuse(
                told("Row {row} has the date {value!r}.", row=row, value=value),
                told("In some countries the day stands first, in others the month."),
                told("Write dates as year-month-day, such as 2025-05-06."),
            )


def _dates(series: pd.Series) -> np.ndarray:
    try:
        if isinstance(series.dtype, pd.DatetimeTZDtype):
            zones = {str(series.dtype.tz)}
        else:
            zones = {_zone(value) for value in series} if series.dtype.kind != "M" else {""}
        if len(zones) > 1:
            refuse(
                told("The times are in more than one time zone."),
                told("The order of the points cannot be trusted."),
                told("Turn all times into one time zone first."),
            )
        made = series if series.dtype.kind == "M" else pd.to_datetime(series, format="ISO8601")
        if made.dt.tz is not None:
            made = made.dt.tz_localize(None)
    except ChartError:
        raise
    except (ValueError, TypeError) as error:
        message = told(
            "The times cannot be read as dates: {error}. Write them as 2025-05-06.", error=error
        )
        raise ChartError(message) from error
    return made.to_numpy("datetime64[ns]")


def _zone(value: Any) -> str:
    if isinstance(value, str):
        found = re.search(r"(Z|[+-]\d{2}:?\d{2})$", value[10:])
        return found.group() if found else ""
    zone = getattr(value, "tzinfo", None)
    return "" if zone is None else str(zone)


def rounding(*parts: np.ndarray) -> float:
    """How far two of these numbers may lie apart through the rounding of the computer alone.

    >>> rounding(np.array([3.0, -200.0]), np.array([5.0]))
    2e-12
    """
    size = 0.0
    for part in parts:
        if part.size:
            high, low = float(np.fmax.reduce(part)), float(np.fmin.reduce(part))
            size = max(size, high, -low)
    return ROUNDING * size


def side(values: np.ndarray, line: np.ndarray, near: float | None = None) -> np.ndarray:
    """1 above a line, -1 below it, 0 on it, NaN where either is missing.

    A difference as small as the rounding of the computer counts as none, so that a point which
    stands on a line by arithmetic is on it here too.

    Args:
        values: the points. line: the line at each point.
        near: a difference that counts as none; worked out when None.

    >>> side(np.array([0.1 + 0.2, 0.4, np.nan]), np.array([0.3, 0.3, 0.3]))
    array([ 0.,  1., nan])
    """
    if near is None:
        near = rounding(values, line)
    gap = values - line
    ways = np.sign(gap)
    ways[np.abs(gap) <= near] = 0.0
    return ways


def one_of(given: Any, allowed: Iterable[Any], what: str) -> Any:
    """The value, when it is one of those allowed.

    >>> one_of("left", ["up", "down"], "improvement")
    Traceback (most recent call last):
    champions.charts.tidy.ChartError: There is no improvement called 'left'. The chart does not know \
what to do. Use up or down.
    """
    names = list(allowed)
    if not any(isinstance(given, type(name)) and given == name for name in names):
        refuse(
            told("There is no {what} called {given!r}.", what=told(what), given=given),
            told("The chart does not know what to do."),
            told("Use {names}.", names=listed(names, "or")),
        )
    return given


def say_time(when: Any, *, short: bool = False, year: bool = True) -> str:
    """A time as a person says it.

    >>> say_time(np.datetime64("2025-05-06")), say_time(np.datetime64("2025-05-06"), short=True)
    ('6 May 2025', '6 May 2025')
    >>> say_time(7), say_time("week 7")
    ('point 7', 'week 7')
    """
    if not isinstance(when, np.datetime64):
        if isinstance(when, str) or short:
            return f"{when}"
        return told("point {number}", number=f"{when:g}")
    moment = pd.Timestamp(when)
    said = day_and_month(moment.day, moment.month, short=short)
    if year:
        said = whole_day(moment.day, moment.month, moment.year, short=short)
    if moment != moment.normalize():
        said += f" {moment:%H:%M}"
    return said

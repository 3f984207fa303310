"""Weeks, quarters and years as people write them, each by its first day; and what comes round again."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from champions.own_data.elsewhere import WEEK, WEEKDAYS, in_english
from champions.sentences.told import later


@dataclass(frozen=True)
class Days:
    """The first days of periods: known where a cell names one.

    Attributes:
        words: the sentence on how they were read, with {shown} and {day}.
        instead: True where this reading stands before another, such as week 1 before January.
    """

    first: np.ndarray
    known: np.ndarray
    words: str
    instead: bool = False


_WEEK = (
    r"(?P<y>\d{4})-w(?P<w>\d{1,2})",
    r"(?P<y>\d{4})[ -]?(?:w|wk|week|kw|s|t|sem)[ .-]*(?P<w>\d{1,2})(?:-\d)?",
    r"(?:w|wk|week|kw|woche|semaine|tydzień|week no\.?) ?(?P<w>\d{1,2})[ ,/of-]*(?P<y>\d{4})",
)
_QUARTER = (
    r"(?P<y>\d{4})(?P<fy>[/-]\d{2,4})?[ ,-]*(?:q|qtr|quarter|kw?\.?|t)\.? ?(?P<q>[1-4])",
    r"(?:q|qtr|quarter|t)\.? ?(?P<q>[1-4])[ ,/-]*(?:of )?(?:fy ?)?(?P<y>\d{4})(?P<fy>[/-]\d{2,4})?",
)
_YEAR = r"(?:fy ?)?(?P<y>\d{4})[/–-](?P<to>\d{2}|\d{4})"


def weeks(once: pd.Series, name: str) -> Days:
    """ISO weeks by their Monday: 2025-W44, Week 44 2025; 2025-44 where the heading says week."""
    words = later('"{shown}" is a week. We name it by its Monday, {day}.')
    found = _read(once, _WEEK, lambda part: _monday(int(part["y"]), int(part["w"])), words)
    if found.known.any() or not re.search(rf"\b(?:{WEEK})", name.casefold()):
        return found
    short = _read(
        once,
        (r"(?P<y>\d{4})[-/](?P<w>\d{1,2})",),
        lambda p: _monday(int(p["y"]), int(p["w"])),
        words,
    )
    return Days(short.first, short.known, words, instead=True)


def _monday(year: int, week: int) -> dt.date | None:
    try:
        return dt.date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def quarters(once: pd.Series, _name: str) -> Days:
    """Quarters by their first day: Q1 2025 begins in January, 2025/26 Q1 in April."""
    words = later('"{shown}" is a quarter of a year. We took it to begin on {day}.')

    def first(part: re.Match[str]) -> dt.date | None:
        month = 3 * int(part["q"]) - 2
        if not part["fy"]:
            return dt.date(int(part["y"]), month, 1)
        if not _follows(int(part["y"]), part["fy"][1:]):
            return None
        return dt.date(int(part["y"]) + (month > 9), (month + 2) % 12 + 1, 1)

    return _read(once, _QUARTER, first, words)


def years(once: pd.Series, _name: str) -> Days:
    """Financial years by their first of April: 2024/25."""
    words = later('"{shown}" is a financial year. We took it to begin on {day}, as in the UK.')

    def first(part: re.Match[str]) -> dt.date | None:
        return dt.date(int(part["y"]), 4, 1) if _follows(int(part["y"]), part["to"]) else None

    found = _read(once, (_YEAR,), first, words)
    # One cell such as 2011-12 may be a month. Where every cell fits, it is a year.
    filled = (once != "").to_numpy(bool)
    return Days(
        found.first, found.known, words, instead=bool(found.known[filled].all() and filled.any())
    )


def _follows(year: int, short: str) -> bool:
    return int(short) in {(year + 1) % 100, year + 1} and 1900 <= year < 2200


def _read(
    once: pd.Series,
    patterns: Sequence[str],
    first: Callable[[re.Match[str]], dt.date | None],
    words: str,
) -> Days:
    days = np.full(len(once), np.datetime64("NaT", "ns"))
    for at, text in enumerate(once.str.casefold()):
        if not 4 <= len(text) <= 24:
            continue
        part = next((got for one in patterns if (got := re.fullmatch(one, text))), None)
        day = first(part) if part else None
        if day:
            days[at] = np.datetime64(day, "ns")
    return Days(days, ~np.isnat(days), words)


# --- What comes round again -------------------------------------------------------------------------

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class Round:
    """Places in what comes round again: months, weekdays, week numbers, quarters without a year.

    Attributes:
        kind: ``month``, ``weekday``, ``day``, ``week`` or ``quarter``.
        order: 1 when the rows go on in time, -1 when they go back, 0 when neither.
        turns: True when it goes over its end, such as from week 52 to week 1.
        again: True when a place stands there more than once.
    """

    kind: str
    order: int
    turns: bool
    again: bool


def comes_round(cells: Sequence[str], name: str = "") -> Round | None:
    """What a column of labels without a year names, and which way it runs.

    >>> comes_round(["Dec", "Nov", "Oct", "Sep"]).order
    -1
    >>> comes_round(["Week 51", "Week 52", "Week 1"]).turns
    True
    >>> comes_round(["Ann", "Bo"]) is None
    True
    """
    texts = [cell.casefold().strip(" .") for cell in cells if cell.strip()]
    if len(texts) < 3:
        return None
    texts = in_english(pd.Series(texts, dtype=object), name).tolist()
    for kind, places, length in (
        ("month", [_of(_MONTHS, text) for text in texts], 12),
        *(("weekday", [_of(days, text) for text in texts], 7) for days in WEEKDAYS),
        ("day", [_day_of_year(text) for text in texts], 366),
        ("quarter", [_numbered(r"(?:q|qtr|quarter) ?([1-4])", text) for text in texts], 4),
        (
            "week",
            [_numbered(r"(?:w|wk|week|week no\.?|kw) ?(\d{1,2})(?:\.0)?", text) for text in texts],
            52,
        ),
        ("week", _plain_weeks(texts, name), 52),
    ):
        known = [place for place in places if place]
        if len(known) == len(texts):
            return _round(kind, known, length)
    return None


def _of(names: Sequence[str], text: str) -> int:
    return next(
        (at for at, one in enumerate(names, 1) if re.fullmatch(rf"(?:{one})[^\W\d_]{{0,8}}", text)),
        0,
    )


def _day_of_year(text: str) -> int:
    """4 November, 4.11: a day without a year, by its place in a leap year."""
    found = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?[ .-]*([a-z]{3,9})", text) or re.fullmatch(
        r"(\d{1,2})\.(\d{1,2})", text
    )
    if not found:
        return 0
    month = int(found[2]) if found[2].isdecimal() else _of(_MONTHS, found[2])
    try:
        return dt.date(2024, month, int(found[1])).timetuple().tm_yday
    except ValueError:
        return 0


def _numbered(pattern: str, text: str) -> int:
    found = re.fullmatch(pattern, text)
    return int(found[1]) if found and 1 <= int(found[1]) <= 53 else 0


def _plain_weeks(texts: Sequence[str], name: str) -> list[int]:
    """Bare numbers are weeks where the heading says so."""
    if not re.search(rf"\bwe?e?k|\b(?:{WEEK})\b", name.casefold()):
        return [0]
    return [_numbered(r"(\d{1,2})(?:\.0)?", text) for text in texts]


def _round(kind: str, places: Sequence[int], length: int) -> Round:
    steps = [(b - a) % length for a, b in itertools.pairwise(places)]
    raw = [b - a for a, b in itertools.pairwise(places)]
    forward = sum(0 < step <= length / 2 for step in steps)
    back = sum(step > length / 2 for step in steps)
    if kind == "weekday":  # from Friday to Monday is a step of three
        forward, back = (
            sum(step in {1, 2, 3} for step in steps),
            sum(step in {5, 6} for step in steps),
        )
    order = 1 if forward and not back else -1 if back and not forward else 0
    if not order and 0.8 * len(steps) <= max(forward, back):
        order = 1 if forward > back else -1
    turns = any((one < 0) if order > 0 else (one > 0) for one in raw)
    return Round(kind, order, bool(order and turns), len(set(places)) < len(places))

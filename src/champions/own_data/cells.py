"""Dates and numbers as people type them in a spreadsheet, a whole column at a time.

A column is read as one thing: whether 03/04 is April or March is settled by the other cells of
the column where they settle it, and where nothing settles it the choice is said aloud.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

#: What people write in a cell when they have no value. "Nil" is not here: it may mean 0.
MISSING = frozenset(
    {
        *("", "-", "--", "–", "—", ".", "?", "n/a", "na", "#n/a", "n.a.", "nan", "none", "null"),
        *("missing", "unknown", "not known", "not recorded", "no data", "tbc"),
    }
)
_SPACES = re.compile(r"[\s\u00a0\u2007\u202f\u200b\ufeff]+")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
#: The number of a day in Excel, counted from the end of 1899. Days of this century so far.
_EXCEL_FIRST, _EXCEL_LAST = 36526, 55153


@dataclass(frozen=True)
class Read:
    """A column as read.

    Attributes:
        values: one value a row: days (``datetime64[ns]``) or numbers; NaT or NaN where there is none.
        unread: True at rows that hold something which could not be read.
        said: sentences on how it was read.
        doubtful: True when a date could also be another day, and nothing in the column settles it.
    """

    values: np.ndarray
    unread: np.ndarray
    said: tuple[str, ...] = ()
    doubtful: bool = False

    @property
    def share(self) -> float:
        """The share of the cells with something in them that could be read; 0 when all are empty."""
        read = int((~pd.isna(self.values)).sum())
        whole = read + int(self.unread.sum())
        return read / whole if whole else 0.0


def tidy_text(values: pd.Series) -> pd.Series:
    """Cells as text, with odd spaces made plain and none at the ends."""
    codes, once = _each_once(values)
    texts = once.where(once.notna(), "").astype(str)
    plain = texts.str.replace(_SPACES, " ", regex=True).str.strip()
    # Excel puts a single quote mark before a number that is kept as text.
    plain = plain.str.replace(r"^'(?=[\d+-])", "", regex=True)
    return pd.Series(plain.to_numpy(object)[codes], index=values.index, dtype=object)


def is_missing(texts: pd.Series) -> np.ndarray:
    """True at cells that say that there is no value."""
    codes, once = _each_once(texts)
    return once.str.casefold().isin(MISSING).to_numpy(bool)[codes]


def _each_once(texts: pd.Series) -> tuple[np.ndarray, pd.Series]:
    """Where each row's text stands among the different texts: those are read once each."""
    codes, different = pd.factorize(texts.to_numpy(object), use_na_sentinel=False)
    return codes, pd.Series(np.asarray(different, dtype=object), dtype=object)


# --- Numbers ------------------------------------------------------------------------------------

_THOUSANDS = r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?"
_COMMA_DECIMAL = r"[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+"
_SURELY_COMMA = r"[+-]?\d*,(?:\d{1,2}|\d{4,})|[+-]?\d{1,3}(?:\.\d{3})+,\d+"
_SURELY_THOUSANDS = r"[+-]?\d{1,3}(?:,\d{3})+\.\d+|[+-]?\d{1,3}(?:,\d{3}){2,}"


def read_numbers(texts: pd.Series) -> Read:
    """A column of numbers: with commas, spaces, £, % and a true minus sign.

    >>> read_numbers(pd.Series(["1,204", "£12.50", "n/a", "about 6"])).values.tolist()
    [1204.0, 12.5, nan, nan]
    >>> read_numbers(pd.Series(["12,5", "8,25"])).said
    ('A comma was read as the decimal sign: "12,5" is 12.5.',)
    """
    codes, once = _each_once(texts)
    empty = is_missing(once)
    bare = once.str.replace("−", "-", regex=False)
    bare = bare.str.replace(r"^([+-]?)\s?[£$€]\s?", r"\1", regex=True)
    bare = bare.str.replace(r"\s?%$", "", regex=True)
    bare = bare.str.replace(r"(?<=\d) (?=\d{3}(?:\D|$))", "", regex=True)
    said: list[str] = []
    with_comma = bare.str.contains(",", regex=False).to_numpy(bool) & ~empty
    if with_comma.any():
        bare = _without_commas(once, bare, with_comma, said)
    plain = bare.str.fullmatch(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?").to_numpy(bool)
    values = pd.to_numeric(bare.where(plain), errors="coerce").to_numpy(float, copy=True)
    values[empty | ~np.isfinite(values)] = np.nan
    unread = np.isnan(values) & ~empty
    for sign, name in (("%", "percent sign"), ("£", "pound sign")):
        if once[~unread & ~empty].str.contains(sign, regex=False).any():
            said.append(f"The {name} was left out.")
    return Read(values[codes], unread[codes], tuple(said))


def _without_commas(
    once: pd.Series, bare: pd.Series, with_comma: np.ndarray, said: list[str]
) -> pd.Series:
    """Commas taken away, or turned into points where the column shows that they are decimal signs."""
    some = bare[with_comma]
    decimal = some.str.fullmatch(_SURELY_COMMA).sum() > some.str.fullmatch(_SURELY_THOUSANDS).sum()
    pattern = _COMMA_DECIMAL if decimal else _THOUSANDS
    fits = some.str.fullmatch(pattern)
    if not fits.any():
        return bare
    shown = once[fits[fits].index[0]]
    if decimal:
        made = some[fits].str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
        said.append(f'A comma was read as the decimal sign: "{shown}" is {made.iloc[0]}.')
    else:
        made = some[fits].str.replace(",", "", regex=False)
        said.append(f'A comma was read as a mark for thousands: "{shown}" is {made.iloc[0]}.')
    bare = bare.copy()
    bare[made.index] = made
    return bare


# --- Dates --------------------------------------------------------------------------------------

_DAY_NAME = (
    r"(?:(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?,? )?"
)
_BEFORE = r"(?:(?:w/c|w/e|wc|week commencing|week beginning|week of)[ :]*)?"
_TIME = r"(?:[t ,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)? ?(?:am|pm|z|[+-]\d{2}:?\d{2})?)?"
_START, _END = rf"^{_BEFORE}{_DAY_NAME}", rf"{_TIME}$"
_WORD = r"(?P<month>[a-z]{3,9})\.?"
_ISO = re.compile(rf"{_START}(?P<y>\d{{4}})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}}){_END}")
_SLASHED = re.compile(
    rf"{_START}(?P<a>\d{{1,2}})[-/.](?P<b>\d{{1,2}})[-/.](?P<y>\d{{4}}|\d{{2}}){_END}"
)
_DAY_WORD = re.compile(
    rf"{_START}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]*{_WORD},?[ -]*(?P<y>\d{{4}}|\d{{2}})?{_END}"
)
_WORD_DAY = re.compile(
    rf"{_START}{_WORD}[ -]*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?[ -]+(?P<y>\d{{4}}){_END}"
)
_MONTH_ONLY = re.compile(
    rf"^(?:{_WORD}[ '’/-]*(?P<y>\d{{4}}|\d{{2}})|(?P<y2>\d{{4}})[-/](?P<m>\d{{1,2}}))$"
)


@dataclass
class _Found:
    """What the different texts of a column say: numbers where they say them, else 0."""

    year: np.ndarray
    month: np.ndarray
    day: np.ndarray
    slashed: np.ndarray  # True where day and month are two numbers that might change places
    short: np.ndarray  # True where the year has two digits


def read_dates(texts: pd.Series, *, day_first: bool | None = None, name: str = "") -> Read:
    """A column of dates: UK and ISO forms, months in words, week commencing, with a time or without.

    Args:
        texts: the cells, as :func:`tidy_text` gives them.
        day_first: True or False when a person has said which; None to find out, and else take the UK
            way.
        name: what the column is called; where it speaks of a day, Excel's own day numbers are read.

    >>> found = read_dates(pd.Series(["03/04/2025", "17/04/2025"]))
    >>> str(found.values[0])[:10], found.doubtful
    ('2025-04-03', False)
    >>> read_dates(pd.Series(["03/04/2025"])).said[0]
    '"03/04/2025" can be 3 April or 4 March. We took 3 April 2025, as in the UK.'
    """
    codes, once = _each_once(texts)
    empty = is_missing(once)
    found = _parts(once.str.casefold())
    said: list[str] = []
    _excel_days(once, found, name, said)
    first, doubtful = _settle(found, once, day_first, said)
    swap = found.slashed & (not first)
    month, day = np.where(swap, found.day, found.month), np.where(swap, found.month, found.day)
    values = _days(found.year, month, day)
    if found.short.any():
        at = int(np.argmax(found.short))
        if not np.isnat(values[at]):
            said.append(f'Short years were made long: "{once[at]}" is in {str(values[at])[:4]}.')
    unread = np.isnat(values) & ~empty
    return Read(values[codes], unread[codes], tuple(said), doubtful)


def _parts(once: pd.Series) -> _Found:
    size = len(once)
    zero = [np.zeros(size, dtype=np.int64) for _ in range(3)]
    found = _Found(zero[0], zero[1], zero[2], np.zeros(size, bool), np.zeros(size, bool))
    for pattern in (_ISO, _SLASHED, _DAY_WORD, _WORD_DAY, _MONTH_ONLY):
        left = found.year == 0
        if not left.any():
            break
        _take(found, once[left].str.extract(pattern), slashed=pattern is _SLASHED)
    return found


def _take(found: _Found, parts: pd.DataFrame, *, slashed: bool) -> None:
    """Put what a pattern found in its place; rows it does not fit stay as they are."""
    year = parts["y"]
    if "y2" in parts:
        year = year.where(year.notna(), parts["y2"])  # fillna would change the type, and warn
    parts, year = parts[year.notna()], year[year.notna()]
    if parts.empty:
        return
    at = parts.index.to_numpy()
    found.short[at] = year.str.len().to_numpy() == 2
    years = year.astype(int).to_numpy()
    found.year[at] = np.where(found.short[at], np.where(years < 69, 2000, 1900) + years, years)
    found.day[at] = _number(parts, "a" if slashed else "d", 1)
    month = _number(parts, "b" if slashed else "m", 0)
    if "month" in parts:
        named = parts["month"].map(_month, na_action="ignore").fillna(0).astype(int).to_numpy()
        month = np.where(parts["month"].notna(), named, month)
        found.year[at] = np.where(month > 0, found.year[at], 0)
    found.month[at] = month
    found.slashed[at] = slashed


def _number(parts: pd.DataFrame, name: str, otherwise: int) -> np.ndarray:
    if name not in parts:
        return np.full(len(parts), otherwise)
    return parts[name].fillna(str(otherwise)).astype(int).to_numpy()


def _month(word: str) -> int:
    """The number of a month in words, or 0. "Sept" is as good as "September"."""
    return next((at for at, name in enumerate(_MONTHS, 1) if name.startswith(word)), 0)


def _excel_days(once: pd.Series, found: _Found, name: str, said: list[str]) -> None:
    """Numbers such as 45658 in a column of days: Excel keeps a date as such a number."""
    if not re.search(r"date|day|week|month|when", name.casefold()):
        return
    numbers = pd.to_numeric(once.where(once.str.fullmatch(r"\d{5}(?:\.\d+)?")), errors="coerce")
    fits = numbers.between(_EXCEL_FIRST, _EXCEL_LAST).to_numpy(bool) & (found.year == 0)
    if not fits.any():
        return
    days = pd.Timestamp("1899-12-30") + pd.to_timedelta(numbers[fits].astype(int), unit="D")
    found.year[fits], found.month[fits] = days.dt.year, days.dt.month
    found.day[fits] = days.dt.day
    example, day = once[fits].iloc[0], days.iloc[0]
    said.append(
        f"Numbers such as {example} are Excel's way to keep a day: here {_in_words(day.month, day.day)} "
        f"{day.year}."
    )


def _settle(
    found: _Found, once: pd.Series, day_first: bool | None, said: list[str]
) -> tuple[bool, bool]:
    """Whether the day stands first, and whether that is in doubt; says which was taken and why."""
    if not found.slashed.any():
        return True, False
    first, second = found.day[found.slashed], found.month[found.slashed]
    uk, us = int((first > 12).sum()), int((second > 12).sum())
    same = first == second
    example = once[found.slashed][~same].iloc[0] if not same.all() else ""
    if day_first is not None:
        said.append(
            "Day first, then month, as you said."
            if day_first
            else "Month first, then day, as you said."
        )
        return day_first, False
    if uk or us:
        took_uk = uk >= us
        proof = once[found.slashed][(first if took_uk else second) > 12].iloc[0]
        said.append(
            f'Day first, then month: we know it from "{proof}".'
            if took_uk
            else f'Month first, then day: we know it from "{proof}".'
        )
        return took_uk, False
    if not example:
        return True, False
    at = int(once.index[once == example][0])
    year = found.year[at]
    here, there = (
        _in_words(found.month[at], found.day[at]),
        _in_words(found.day[at], found.month[at]),
    )
    said.append(f'"{example}" can be {here} or {there}. We took {here} {year}, as in the UK.')
    return True, True


def _in_words(month: int, day: int) -> str:
    return f"{day} {_MONTHS[month - 1].title()}" if 1 <= month <= 12 else f"day {day}"


def _days(year: np.ndarray, month: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Days from their parts; NaT where there is no such day."""
    sane = (year >= 1900) & (year < 2200) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)
    months = np.where(sane, (year - 1970) * 12 + month - 1, 0).astype("M8[M]")
    days = months.astype("M8[D]") + np.where(sane, day - 1, 0)
    sane &= days.astype("M8[M]") == months
    made = days.astype("M8[ns]")
    made[~sane] = np.datetime64("NaT")
    return made

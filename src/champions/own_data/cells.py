"""Dates and numbers as people type them in a spreadsheet, a whole column at a time.

A column is read as one thing: whether 03/04 is April or March is settled by the other cells of
the column where they settle it, and where nothing settles it the choice is said aloud.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from champions.own_data import elsewhere, periods, units
from champions.sentences.dates import day_and_month
from champions.sentences.told import told

#: What people write in a cell when they have no value. "Nil" is not here: it may mean 0.
MISSING = frozenset(
    {
        *("", "-", "--", "–", "—", ".", "?", "n/a", "na", "#n/a", "n.a.", "nan", "none", "null"),
        *("(blank)", "missing", "unknown", "not known", "not recorded", "no data", "tbc"),
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
        hidden: True at rows whose number was hidden on purpose, such as "<5"; None when there is none.
        asks: what a person must look at before it is drawn: what was assumed and cannot be proved.
    """

    values: np.ndarray
    unread: np.ndarray
    said: tuple[str, ...] = ()
    doubtful: bool = False
    hidden: np.ndarray | None = None
    asks: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """The share of the cells with something in them that could be read; 0 when all are empty."""
        hidden = 0 if self.hidden is None else int(self.hidden.sum())
        read = int((~pd.isna(self.values)).sum()) + hidden
        whole = read + int(self.unread.sum())
        return read / whole if whole else 0.0


def tidy_text(values: pd.Series) -> pd.Series:
    """Cells as text, with odd spaces made plain and none at the ends."""
    codes, once = _each_once(values)
    texts = once.where(once.notna(), "").astype(str)
    plain = texts.str.replace(_SPACES, " ", regex=True).str.strip().map(elsewhere.digits)
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
    """A column of numbers: with commas, dots, spaces, money, %, units, durations and a true minus sign.

    >>> read_numbers(pd.Series(["1,204", "£12.50", "n/a", "about 6"])).values.tolist()
    [1204.0, 12.5, nan, nan]
    >>> read_numbers(pd.Series(["12,5", "8,25"])).said
    ('A comma was read as the decimal sign: "12,5" is 12.5.',)
    >>> read_numbers(pd.Series(["1h 20", "45 mins"])).values.tolist()
    [80.0, 45.0]
    """
    codes, once = _each_once(texts)
    empty = is_missing(once)
    hidden = once.map(units.is_hidden).to_numpy(bool) & ~empty
    said: list[str] = []
    asks: list[str] = []
    measured = units.measures(once.where(~(empty | hidden), ""), said, asks)
    bare = measured.bare.str.replace("−", "-", regex=False)
    bare = bare.str.replace(r"(?<=\d)[ '’](?=\d{3}(?:\D|$))", "", regex=True)
    bare = _below_zero(once, bare, said, asks)
    with_comma = bare.str.contains(",", regex=False).to_numpy(bool) & ~empty
    if with_comma.any():
        bare = _without_commas(once, bare, with_comma, said)
    bare = _without_dots(once, bare, said, asks)
    plain = bare.str.fullmatch(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?").to_numpy(bool)
    values = pd.to_numeric(bare.where(plain), errors="coerce").to_numpy(float, copy=True)
    values *= measured.times
    values[empty | hidden | ~np.isfinite(values)] = np.nan
    unread = np.isnan(values) & ~empty & ~hidden
    values = units.one_scale(once, values, said, asks)
    out = hidden[codes] if hidden.any() else None
    return Read(values[codes], unread[codes], tuple(said), hidden=out, asks=tuple(asks))


def _below_zero(once: pd.Series, bare: pd.Series, said: list[str], asks: list[str]) -> pd.Series:
    """Numbers in brackets, as accountants write what is below zero, beside others without."""
    some = bare.str.fullmatch(r"\([\d.,]+\)")
    if not some.any() or some.mean() > 0.6:
        return bare
    made = bare.where(~some, "-" + bare.str.strip("()"))
    first = int(np.argmax(some.to_numpy(bool)))
    said.append(
        told(
            '"{text}" was read as {number}: brackets stand for below zero.',
            text=once[first],
            number=made[first],
        )
    )
    asks.append(said[-1])
    return made


def _without_dots(once: pd.Series, bare: pd.Series, said: list[str], asks: list[str]) -> pd.Series:
    """Dots taken away where the column shows that they mark thousands: 1.043 beside 987."""
    dotted = bare.str.fullmatch(r"[+-]?\d{1,3}(?:\.\d{3})+")
    other = bare.str.fullmatch(r"[+-]?\d+")
    if not dotted.any() or bare.str.fullmatch(r"[+-]?\d*\.(?:\d{1,2}|\d{4,})").any():
        return bare
    twice = bare.str.count(r"\.").max() > 1
    whole = pd.to_numeric(bare[other]).abs()
    parts = pd.to_numeric(
        bare[dotted].where(~bare[dotted].str.contains(r"\..*\.")), errors="coerce"
    ).abs()
    # Beside whole numbers in the hundreds, 1.043 would be a thousand times smaller than the rest.
    far = bool(len(whole)) and whole.median() >= 100 and parts.median() < 100
    shown = once[dotted[dotted].index[0]]
    if not (twice or far):
        if dotted.sum() >= 3 and dotted.sum() + other.sum() == (bare != "").sum():
            asks.append(
                told(
                    '"{shown}" may be a number of thousands. We read the dot as the decimal point.',
                    shown=shown,
                )
            )
        return bare
    made = bare[dotted].str.replace(".", "", regex=False)
    said.append(
        told(
            'A dot was read as a mark for thousands: "{shown}" is {number}.',
            shown=shown,
            number=made.iloc[0],
        )
    )
    if not twice:
        asks.append(
            told(
                '"{shown}" was read as {number}, because the others are whole '
                "numbers of about that size.",
                shown=shown,
                number=made.iloc[0],
            )
        )
    bare = bare.copy()
    bare[made.index] = made
    return bare


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
        said.append(
            told(
                'A comma was read as the decimal sign: "{shown}" is {number}.',
                shown=shown,
                number=made.iloc[0],
            )
        )
    else:
        made = some[fits].str.replace(",", "", regex=False)
        said.append(
            told(
                'A comma was read as a mark for thousands: "{shown}" is {number}.',
                shown=shown,
                number=made.iloc[0],
            )
        )
    bare = bare.copy()
    bare[made.index] = made
    return bare


# --- Dates --------------------------------------------------------------------------------------

_DAY_NAME = (
    r"(?:(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?,? )?"
)
_BEFORE = r"(?:(?:w/c|w/e|wc|week commencing|week beginning|week of)[ :]*)?"
#: The zone of a time stamp: Z, +01:00, UTC, GMT+1, BST, CET, [Europe/London], (UTC+01:00).
_ZONE = r"(?:z|(?:utc|gmt)?(?:[+-]\d{1,2}(?::?\d{2})?)|utc|gmt|bst|ist|wet|west|cet|cest|eet|eest|[ecmp][sd]t)?"
_TIME = (
    rf"(?:(?:[t ,]+| at )\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}}(?:[.,]\d+)?)?[ \u202f]?(?:a\.?m\.?|p\.?m\.?)? ?"
    rf"\(?{_ZONE}\)?(?: ?[\[(][a-z_+:/ \d-]+[\])])?)?"
)
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
    said: list[str] = []
    asks: list[str] = []
    plain = elsewhere.in_english(once, name)
    found = _parts(plain)
    for read in (periods.weeks, periods.quarters, periods.years):
        _whole_periods(read(plain, name), found, once, said, asks)
    _say_read_as(once, plain, found, said, asks)
    _excel_days(once, codes, found, name, said, asks)
    first, doubtful = _settle(found, once, day_first, said)
    _short_years(found, once, first, said, asks)
    swap = found.slashed & (not first)
    month, day = np.where(swap, found.day, found.month), np.where(swap, found.month, found.day)
    values = _days(found.year, month, day)
    values = _turned_by_excel(found, once, values, codes, said, asks)
    if found.short.any():
        at = int(np.argmax(found.short))
        if not np.isnat(values[at]):
            said.append(
                told(
                    'Short years were made long: "{text}" is in {year}.',
                    text=once[at],
                    year=str(values[at])[:4],
                )
            )
    unread = np.isnat(values) & ~empty
    return Read(values[codes], unread[codes], tuple(said), doubtful, asks=tuple(asks))


def _say_read_as(
    once: pd.Series, plain: pd.Series, found: _Found, said: list[str], asks: list[str]
) -> None:
    """A number or a span that stands for a day is put to the person: 20241104 is 4 November 2024."""
    stands = np.flatnonzero((found.year > 0) & (once.str.casefold() != plain).to_numpy(bool))
    at = next((at for at in stands if found.month[at] and found.day[at]), None)
    if at is None or not re.search(r"\d{4}", str(once[at])):
        return
    day = f"{_in_words(int(found.month[at]), int(found.day[at]))} {found.year[at]}"
    words = told('"{text}" was read as {day}.', text=once[at], day=day)
    if not any(f'"{once[at]}"' in one for one in said):
        said.append(words)
    if str(once[at]).replace(".", "").isdecimal():
        asks.append(words)


def _whole_periods(
    days: periods.Days, found: _Found, once: pd.Series, said: list[str], asks: list[str]
) -> None:
    """Put the first days of weeks, quarters or years in their place, and say how they were read."""
    at = np.flatnonzero(days.known & (found.year == 0 if not days.instead else True))
    if not at.size:
        return
    stamps = pd.DatetimeIndex(days.first[at])
    found.year[at], found.month[at], found.day[at] = stamps.year, stamps.month, stamps.day
    found.slashed[at] = found.short[at] = False
    shown, day = once[at[0]], stamps[0]
    on = f"{_in_words(day.month, day.day)} {day.year}"
    said.append(told(days.words, shown=shown, day=on))
    if days.instead:
        asks.append(said[-1])


def _short_years(
    found: _Found, once: pd.Series, day_first: bool, said: list[str], asks: list[str]
) -> None:
    """25-01-06 may begin with its year: the reading that keeps the days together is taken, and said.

    Only where every date has three numbers of two digits, and the days lie ten times closer so.
    """
    parts = once.str.extract(r"^(\d{2})[-/.](\d{2})[-/.](\d{2})(?:\D.*)?$")
    known = parts[0].notna().to_numpy() & found.slashed & found.short
    if known.sum() < 3 or not known[found.year > 0].all():
        return
    a, b, c = (parts[at][known].astype(int).to_numpy() for at in range(3))
    as_is = _days(2000 + c, b if day_first else a, a if day_first else b)
    turned = _days(2000 + a, b, c)
    if np.isnat(turned).any() or _span(turned) * 10 > _span(as_is):
        if not np.isnat(turned).any() and _span(turned) < 4 * _span(as_is):
            shown = once[int(np.flatnonzero(known)[0])]
            asks.append(
                told(
                    '"{shown}" may also begin with its year. Look at the first and the last date.',
                    shown=shown,
                )
            )
        return
    at = np.flatnonzero(known)
    found.year[at], found.month[at], found.day[at] = 2000 + a, b, c
    found.slashed[at] = False
    said[:] = [one for one in said if not isinstance(one, _OfTheOrder)]
    said.append(
        told(
            '"{text}" was read with the year first: {day} {year}. With '
            "the day first, the dates would lie many years apart.",
            text=once[at[0]],
            day=_in_words(int(b[0]), int(c[0])),
            year=2000 + a[0],
        )
    )
    asks.append(said[-1])


def _span(days: np.ndarray) -> float:
    """From the first day to the last, in days; a great many where some are no days at all."""
    if np.isnat(days).any():
        return 1e6
    return float((days.max() - days.min()) / np.timedelta64(1, "D")) + 1


def _turned_by_excel(
    found: _Found,
    once: pd.Series,
    values: np.ndarray,
    codes: np.ndarray,
    said: list[str],
    asks: list[str],
) -> np.ndarray:
    """A file half turned to month first: Excel made days of what it could read, and left 13/01/2025.

    So every date of the one form has a day up to 12, and every one of the other form a day past 12.
    The days are turned back where that brings the rows in order; else a person is asked.
    """
    iso = once.str.match(r"\d{4}-\d{2}-\d{2}").to_numpy(bool) & ~np.isnat(values)
    slashed = once.str.match(r"\d{1,2}[-/.]\d{1,2}[-/.]\d").to_numpy(bool) & ~np.isnat(values)
    if iso.sum() < 2 or slashed.sum() < 2 or (found.day[iso] > 12).any():
        return values
    if (np.maximum(found.day, found.month)[slashed] <= 12).any():
        return values
    turned = values.copy()
    turned[iso] = _days(found.year[iso], found.day[iso], found.month[iso])
    # Judged by the days without those that are the same either way round.
    in_order, as_is = _in_order(turned[codes]), _in_order(values[codes])
    at = (
        int(np.flatnonzero(iso & (found.day != found.month))[0])
        if (iso & (found.day != found.month)).any()
        else -1
    )
    if at < 0:
        return values
    back = f"{_in_words(int(found.day[at]), int(found.month[at]))} {found.year[at]}"
    if in_order and not as_is:
        said.append(
            told(
                "Excel had turned day and month round in some cells. We "
                'turned them back: "{text}" is {back}.',
                text=once[at],
                back=back,
            )
        )
        asks.append(said[-1])
        return turned
    if not as_is:
        asks.append(
            told(
                "Excel may have turned day and month round in some cells: "
                '"{text}" may be {back}. Look at the dates in your file.',
                text=once[at],
                back=back,
            )
        )
    return values


def _in_order(days: np.ndarray) -> bool:
    known = days[~np.isnat(days)].astype(np.int64)
    steps = np.diff(known)
    return bool((steps >= 0).all() or (steps <= 0).all())


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


_OF_DAYS = re.compile(
    r"date|day|week|month|when|\bw/?[ce]\b|\bwk\b|period|\bfrom\b|start|commenc|datum|tag|data|fecha|jour"
)


def _excel_days(
    once: pd.Series, codes: np.ndarray, found: _Found, name: str, said: list[str], asks: list[str]
) -> None:
    """Numbers such as 45658 in a column of days: Excel keeps a date as such a number.

    The heading may say that it is a column of days; so do numbers that go on by 1 or by 7.
    """
    numbers = pd.to_numeric(once.where(once.str.fullmatch(r"\d{5}(?:\.\d+)?")), errors="coerce")
    fits = numbers.between(_EXCEL_FIRST, _EXCEL_LAST).to_numpy(bool) & (found.year == 0)
    if not fits.any():
        return
    rows = numbers.to_numpy()[codes]
    if not (
        _OF_DAYS.search(name.casefold()) or _go_on_evenly(rows, fits) or _are_stamps(rows, fits)
    ):
        return
    days = pd.Timestamp("1899-12-30") + pd.to_timedelta(numbers[fits].astype(int), unit="D")
    found.year[fits], found.month[fits] = days.dt.year, days.dt.month
    found.day[fits] = days.dt.day
    example, day = once[fits].iloc[0], days.iloc[0]
    said.append(
        told(
            "Numbers such as {example} are Excel's way to keep a day: here {day} {year}.",
            example=example,
            day=_in_words(day.month, day.day),
            year=day.year,
        )
    )
    asks.append(said[-1])


def _are_stamps(rows: np.ndarray, fits: np.ndarray) -> bool:
    """Whether numbers of days have a time of day with them, and go on: 45000.375, 45001.410."""
    parts = rows % 1
    steps = np.diff(rows)
    goes_on = bool((steps > 0).all() or (steps < 0).all())
    return bool(fits.all() and len(rows) >= 3 and goes_on and (parts > 0).mean() > 0.5)


def _go_on_evenly(rows: np.ndarray, fits: np.ndarray) -> bool:
    steps = np.abs(np.diff(rows))
    return bool(fits.all() and len(rows) >= 6 and len(set(steps)) == 1 and steps[0] in {1.0, 7.0})


class _OfTheOrder(str):
    """A sentence on which of day and month stands first; it falls where the year stands there."""

    __slots__ = ()


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
            _OfTheOrder(
                told("Day first, then month, as you said.")
                if day_first
                else told("Month first, then day, as you said.")
            )
        )
        return day_first, False
    if uk or us:
        took_uk = uk >= us
        proof = once[found.slashed][(first if took_uk else second) > 12].iloc[0]
        said.append(
            _OfTheOrder(
                told('Day first, then month: we know it from "{proof}".', proof=proof)
                if took_uk
                else told('Month first, then day: we know it from "{proof}".', proof=proof)
            )
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
    said.append(
        _OfTheOrder(
            told(
                '"{example}" can be {here} or {there}. We took {here} {year}, as in the UK.',
                example=example,
                here=here,
                there=there,
                year=year,
            )
        )
    )
    return True, True


def _in_words(month: int, day: int) -> str:
    if not 1 <= month <= 12:
        return told("day {day}", day=day)
    return day_and_month(day, month)


def _days(year: np.ndarray, month: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Days from their parts; NaT where there is no such day."""
    sane = (year >= 1900) & (year < 2200) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)
    months = np.where(sane, (year - 1970) * 12 + month - 1, 0).astype("M8[M]")
    days = months.astype("M8[D]") + np.where(sane, day - 1, 0)
    sane &= days.astype("M8[M]") == months
    made = days.astype("M8[ns]")
    made[~sane] = np.datetime64("NaT")
    return made

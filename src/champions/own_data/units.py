"""What stands beside a number in a cell, and what it says: money, a unit, hours and minutes, a hidden count."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from champions.sentences import in_a_row
from champions.sentences.told import InWords, in_figures, later, told

#: A count that its publisher hid because it is small. "c" and "[c]" are the UK government's signs.
_HIDDEN = re.compile(
    r"[<≤] ?=? ?\d{1,2} ?\*?|(?:under|below|less than|fewer than|up to|weniger als|unter|moins de|menos de|meno di|"
    r"mniej niż|poniżej|minder dan|llai na) \d{1,2}|\d{1,2} or (?:fewer|less)|\*{1,3}|\[?c\]?|\(c\)|s|\(s\)"
    r"|\[?low\]?|\[(?:s|supp?)\]|supp?\.?|suppressed|confidential|redacted|\d ?(?:[-–]|to) ?4",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"(?:(?P<h>\d+(?:[.,]\d+)?) ?(?:h|hrs?|hours?|std\.?|heures?|godz\.?)\.?)?"
    r" ?(?:(?P<m>\d+(?:[.,]\d+)?) ?(?:m|mins?|minutes?|min\.?)?\.?)?",
    re.IGNORECASE,
)
_ISO_SPENT = re.compile(
    r"P(?=.)(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?", re.IGNORECASE
)
#: 2024 H2 is half a year, and 2024M05 a month.
_YEAR_FIRST = re.compile(r"(?i)(?:19|20)\d\d ?[hm] ?\d")
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?")
_MONEY = re.compile(
    r"(?P<sign>[+-]?) ?(?P<before>[£$€¥₹]|GBP|EUR|USD|PLN|CHF|SEK|NOK|DKK|Rs\.?|zł)? ?"
    r"(?P<number>[+-]?[\d.,' \u00a0]*\d)"
    r" ?(?P<many>k|m)? ?(?P<after>[£$€¥₹]|GBP|EUR|USD|PLN|CHF|SEK|NOK|DKK|zł|kr)?",
    re.IGNORECASE,
)
_UNIT = re.compile(r"(?P<number>[+-]?\d[\d.,]*) ?(?P<unit>[a-zA-Zµ°%][a-zA-Z/°]{0,14})\.?")
_WITH_SHARE = re.compile(r"(?P<number>[+-]?\d[\d.,]*) ?\((?P<share>\d+(?:[.,]\d+)?) ?%\)")


@dataclass(frozen=True)
class Measured:
    """The bare numbers of cells as text, and what each is to be multiplied by."""

    bare: pd.Series
    times: np.ndarray


def is_hidden(text: str) -> bool:
    """Whether a cell says that a count was hidden because it is small.

    >>> is_hidden("<5"), is_hidden("[c]"), is_hidden("under 5"), is_hidden("5")
    (True, True, True, False)
    """
    return bool(_HIDDEN.fullmatch(text))


def measures(once: pd.Series, said: list[str], asks: list[str]) -> Measured:
    """Take away what stands beside the numbers, and say what it was.

    Args:
        once: the different cells of a column. said, asks: sentences are added to both.
    """
    bare, times = once.copy(), np.ones(len(once))
    found = {at: got for at, text in enumerate(once) if (got := _measure(text)) is not None}
    told: dict[str, str] = {}
    for _, _, sentence, key in found.values():
        told.setdefault(key, sentence)
    mixed = len({key for key in told if key.startswith("unit ")}) > 1
    for at, (number, factor, _, key) in found.items():
        if not (mixed and key.startswith("unit ")):  # "2 days" and "1 week" stay words
            bare.iloc[at], times[at] = number, factor
    said.extend(one for key, one in told.items() if not (mixed and key.startswith("unit ")))
    _ask(set(told), asks)
    return Measured(bare, times)


#: Keys that need a look before they are drawn, for another reading is possible.
_LOOK = InWords({"clock": later("These cells may also be minutes and seconds, or a time of day.")})


def _ask(keys: set[str], asks: list[str]) -> None:
    asks.extend(words for key, words in _LOOK.items() if key in keys)
    named = {key.removeprefix("unit ") for key in keys if key.startswith("unit ")}
    if len(named) > 1:
        asks.append(
            told(
                "The numbers have more than one unit: {units}. Put them in one unit.",
                units=in_a_row(sorted(named)),
            )
        )
    money = {key for key in keys if key.startswith("money ")}
    if len(money) > 1:
        asks.append(told("The money is in more than one currency. Put it in one."))


def _measure(text: str) -> tuple[str, float, str, str] | None:
    """The bare number, its factor, a sentence and a key for it; None when nothing stands beside it."""
    if not text or not re.search(r"\d", text):
        return None
    if iso := _ISO_SPENT.fullmatch(text):
        days, hours, minutes, seconds = (float(part or 0) for part in iso.groups())
        minutes += days * 1440 + hours * 60 + seconds / 60
        return f"{minutes:.10g}", 1.0, _duration(text, minutes), "unit min"
    if clock := _CLOCK.fullmatch(text):
        minutes = int(clock[1]) * 60 + int(clock[2]) + int(clock[3] or 0) / 60
        return f"{minutes:.10g}", 1.0, _duration(text, minutes), "clock"
    if (
        re.search(r"(?i)\d ?(?:h|m)", text)
        and not _YEAR_FIRST.match(text)
        and (spent := _minutes(text)) is not None
    ):
        return f"{spent:.10g}", 1.0, _duration(text, spent), "unit min"
    if share := _WITH_SHARE.fullmatch(text):
        number = share["number"]
        said = told(
            '"{text}" was read as {number}. The percentage in brackets was left out.',
            text=text,
            number=number,
        )
        return number, 1.0, said, "share"
    if text.endswith("%"):
        return text[:-1].rstrip(), 1.0, told("The percent sign was left out."), "%"
    if found := _MONEY.fullmatch(text):
        return _money(text, found)
    if (found := _UNIT.fullmatch(text)) and not re.fullmatch(r"[eE]\d*|[x?]\w*", found["unit"]):
        number, unit = found["number"], found["unit"]
        return (
            number,
            1.0,
            told(
                '"{text}" was read as {number}, with the unit "{unit}".',
                text=text,
                number=number,
                unit=unit,
            ),
            _key(unit),
        )
    return None


def _key(unit: str) -> str:
    return f"unit {unit.casefold().removesuffix('s')}"


def _duration(text: str, minutes: float) -> str:
    return told(
        '"{text}" was read as a time that something took: {minutes} minutes.',
        text=text,
        minutes=in_figures(minutes, ".10g"),
    )


def _minutes(text: str) -> float | None:
    found = _HOURS.fullmatch(text)
    if not found or not (found["h"] or found["m"]):
        return None
    parts = [float((found[key] or "0").replace(",", ".")) for key in ("h", "m")]
    return parts[0] * 60 + parts[1]


_MANY = {
    "k": later('"{text}" was read as {number} thousand.'),
    "m": later('"{text}" was read as {number} million.'),
}
_NAMES = InWords({"£": later("pound sign"), "$": later("dollar sign"), "€": later("euro sign")})


def _money(text: str, found: re.Match[str]) -> tuple[str, float, str, str] | None:
    sign = found["before"] or found["after"] or ""
    many = (found["many"] or "").lower()
    if not sign and not many:
        return None
    number = f"{found['sign']}{found['number']}".replace(" ", "").replace("\u00a0", "")
    times = {"": 1.0, "k": 1e3, "m": 1e6}[many]
    if not sign and many == "m":
        return None  # metres, minutes or millions
    if many:
        said = told(_MANY[many], text=text, number=number)
        return number, times, said, f"money {sign or many}"
    name = _NAMES.get(sign, f'"{sign}"')
    return (
        number,
        times,
        told("The {name} was left out.", name=name),
        f"money {sign}",
    )


def one_scale(once: pd.Series, values: np.ndarray, said: list[str], asks: list[str]) -> np.ndarray:
    """Shares of 1 beside percentages are made percentages, and that is said: 80% beside 0.86."""
    percent = once.str.endswith("%").to_numpy(bool) & ~np.isnan(values)
    other = ~percent & ~np.isnan(values)
    if not percent.any():
        _shares_among_larger(once, values, asks)
    if not percent.any() or not other.any():
        return values
    shown, beside = once[percent].iloc[0], once[other].iloc[0]
    if (np.abs(values[other]) <= 1).all() and np.abs(values[percent]).max() > 1:
        values = np.where(other, values * 100, values)
        made = f"{values[other][0]:.10g}"
        asks.append(
            told(
                '"{beside}" stands beside "{shown}". We read it as {made}%.',
                beside=beside,
                shown=shown,
                made=made,
            )
        )
    else:
        asks.append(
            told(
                "Some cells have a percent sign and some have none: "
                '"{shown}" and "{beside}". Are they the same?',
                shown=shown,
                beside=beside,
            )
        )
    said.append(asks[-1])
    return values


def _shares_among_larger(once: pd.Series, values: np.ndarray, asks: list[str]) -> None:
    """0.86 beside 80, with nothing between them: some may be shares of 1 and others percentages."""
    size = np.abs(values)
    low = (size > 0) & (size <= 1) & once.str.contains(r"[.,]\d", regex=True).to_numpy(bool)
    high = (size >= 10) & (size <= 100)
    if (
        low.sum() < 2
        or high.sum() < 2
        or (low | high | np.isnan(size) | (size == 0)).sum() < len(size)
    ):
        return
    asks.append(
        told(
            '"{small}" stands beside "{large}". Are some of them shares of 1, '
            "and the others percentages?",
            small=once[low].iloc[0],
            large=once[high].iloc[0],
        )
    )

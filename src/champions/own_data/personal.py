"""Columns that look as if they say who somebody is: such a column stays out of a chart and a story.

It is a help and not a promise. A column that is not named here may still show who somebody is, and
one that is named may be harmless. The lesson says both.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from unicodedata import category

import numpy as np
import pandas as pd

from champions.sentences.told import later

#: How much of a column must look so before it is named.
_MOST = 0.5
#: How many different cells are looked at: enough to tell, and quick with a million rows.
_LOOKED_AT = 2_000

_POSTCODE = r"(?i)\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
_EMAIL = r"[^@\s]+@[^@\s]+\.[^@\s]+"
_INSURANCE = r"(?i)[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]"
_PHONE = r"(?:\(?\+44\)? ?\(?0?\)?|\(?0)[\d ()-]{9,14}|7\d{9}"
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.? \w.*"
#: Words inside a name that may begin with a small letter.
_SMALL = frozenset({
    "al", "ap", "bin", "da", "de", "del", "den", "der", "di", "du", "ibn", "la", "le", "van", "von",
})  # fmt: skip
_MOST_PARTS = 5
_STREET = (
    r"(?i)\d+[a-z]?,? .*\b(?:road|rd|street|st|avenue|ave|lane|close|drive|way|terrace|court)\b.*"
)
#: Words that begin with a capital letter and are no names of people.
_NO_NAMES = frozenset(
    [
        *("mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday"),
        *("thursday", "friday", "saturday", "sunday", "january", "february", "march", "april"),
        *("may", "june", "july", "august", "september", "october", "november", "december"),
        *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
        *("spring", "summer", "autumn", "winter"),
    ]
)

#: What a header says, and what the column then looks like.
_HEADERS = {
    r"\b(?:nhs|chi|h&c|hospital)[ _-]*(?:number|no|num|id)?\b": later("NHS numbers"),
    r"\b(?:dob|d\.o\.b\.?|birth\w*|born)\b": later("birth dates"),
    r"\bpost ?codes?\b": later("postcodes"),
    r"\b(?:tel|phone|telephone|mobile|landline)\b": later("phone numbers"),
    r"\be-?mails?\b": later("e-mail addresses"),
    r"\b(?:address|street)\b": later("addresses"),
    r"\bni (?:number|no)\b|\bnational insurance\b": later("National Insurance numbers"),
    r"\b(?:passport|home office|asylum|visa|case (?:number|no|id|ref))\b": later(
        "immigration or case numbers"
    ),
    r"\b(?:diagnosis|disability|religion|faith|ethnicity|ethnic group|sexuality)\b": later(
        "private things"
    ),
    r"\b(?:name|names|surname|forename|first ?name|last ?name|full ?name|initials)\b": later(
        "names of people"
    ),
}


#: A header that says the name of a place or an organisation, as public tables have it.
_PLACES = re.compile(
    r"\b(?:org|organisation|trust|provider|practice|ward|site|area|region|council|district|county|school|"
    r"icb|local authority|la|hospital|clinic|library|centre|service|team|measure|indicator)s? names?\b"
)
_PEOPLE = later("names of people")


def looks_like(name: str, texts: pd.Series, days: np.ndarray | None = None) -> str:
    """What personal thing a column looks like, such as ``"postcodes"``; empty when like none.

    Args:
        name: the column's name.
        texts: its cells as text, without the empty ones.
        days: its cells as days when it is a column of dates, else None.

    >>> looks_like("Where", pd.Series(["SR1 2AB", "NE33 4CD"]))
    'postcodes'
    >>> looks_like("Guests", pd.Series(["12", "14"]))
    ''
    """
    header = (
        re.sub(r"[_\W]+", " ", name.casefold()) if not re.search(r"&|\.", name) else name.casefold()
    )
    some = pd.Series(texts.unique()[:_LOOKED_AT], dtype=object)
    place = _PLACES.search(header) is not None
    numeric = not some.empty and some.str.fullmatch(r"[\d.,\s%£-]*").mean() > _MOST
    for pattern, kind in _HEADERS.items():
        # "Names given out: 12" is a count. A name is never a number, and "org name" is nobody's.
        harmless = (kind == _PEOPLE and numeric) or (place and kind in {_PEOPLE, "NHS numbers"})
        if re.search(pattern, header) and not harmless:
            return kind
    if days is not None:
        return "birth dates" if _like_births(days) else ""
    if some.empty:
        return ""
    kinds = (
        kind for kind, fits in _VALUES.items() if not (place and kind == _PEOPLE) and fits(some)
    )
    return next(kinds, "")


def _like_births(days: np.ndarray) -> bool:
    """Days over many years, in no order: days of a project lie close together."""
    known = days[~np.isnat(days)]
    if known.size < 3:
        return False
    years = known.astype("M8[Y]").astype(int) + 1970
    in_order = bool((np.diff(known.astype(np.int64)) >= 0).all())
    return not in_order and int(years.max() - years.min()) >= 25


def _mostly(pattern: str) -> Callable[[pd.Series], bool]:
    return lambda some: bool(some.str.fullmatch(pattern).mean() > _MOST)


def _holds(pattern: str) -> Callable[[pd.Series], bool]:
    return lambda some: bool(some.str.contains(pattern, regex=True).mean() > _MOST)


def valid_nhs_number(text: str) -> bool:
    """Whether ten digits end in the check digit of an NHS number (modulus 11).

    Source: NHS Data Dictionary, NHS number.

    >>> valid_nhs_number("943 476 5919"), valid_nhs_number("943 476 5918")
    (True, False)
    """
    digits = re.sub(r"[ -]", "", text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        return False
    left = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    check = 11 - left % 11
    return int(digits[9]) == (0 if check == 11 else check)


def _like_nhs_numbers(some: pd.Series) -> bool:
    ten = some.str.fullmatch(r"[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}")
    # One in eleven sets of ten digits passes by chance, so a column of them must mostly pass.
    return bool(ten.mean() > _MOST and some[ten].map(valid_nhs_number).mean() > _MOST)


def _like_names(some: pd.Series) -> bool:
    if some.str.fullmatch(_TITLE).mean() > _MOST:
        return True
    if len(some) < 3 or some.str.casefold().isin(_NO_NAMES).mean() > 0.2:
        return False
    like = some.map(_like_a_name)
    # One word with a capital letter may be anything, so it takes more of those to look like names.
    enough = len(some) > 3 or some.str.contains(" ", regex=False).all()
    return bool(enough and like.mean() > 0.8)


def _like_a_name(text: str) -> bool:
    """One to five words of letters, each with a capital where its script has any."""
    parts = text.split()
    if not 1 <= len(parts) <= _MOST_PARTS or len(parts[0]) < 2:
        return False
    return (
        all(
            all(letter in "'’-." or category(letter)[0] in "LM" for letter in part)
            and (not part[0].islower() or part.casefold() in _SMALL)
            for part in parts
        )
        and not parts[0][0].islower()
    )


_VALUES: dict[str, Callable[[pd.Series], bool]] = {
    "e-mail addresses": _mostly(_EMAIL),
    "NHS numbers": _like_nhs_numbers,
    "National Insurance numbers": _mostly(_INSURANCE),
    "phone numbers": _mostly(_PHONE),
    "addresses": _mostly(_STREET),
    "postcodes": _holds(_POSTCODE),
    "names of people": _like_names,
}

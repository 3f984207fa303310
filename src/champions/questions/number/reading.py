"""A number as people type it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from champions.questions.base.question import Unreadable, fold

_WORDS = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen", "twenty"),
]
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?")


def read_number(answer: object, units: Sequence[str] = ()) -> float:
    """Read a number as people type it.

    Units, commas, a leading "about" or "=", a list of one, and number words up to twenty do no
    harm. Percentages stay percentages: 12% is 12.

    Raises:
        Unreadable: with a sentence that says what would do.

    >>> read_number("about 1,250 days", ["days"]), read_number("Seven"), read_number([14.0])
    (1250.0, 7.0, 14.0)
    >>> read_number("12,5"), read_number("0,125"), read_number("there are 5 weeks!", ["weeks"])
    (12.5, 0.125, 5.0)
    """
    if isinstance(answer, list | tuple) and len(answer) == 1:
        return read_number(answer[0], units)
    if isinstance(answer, bool) or not isinstance(answer, int | float | str):
        raise Unreadable("Type one number, such as 12 or 12.5.")
    try:
        value = _number_in(fold(answer), units) if isinstance(answer, str) else float(answer)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        raise Unreadable("Type one number, such as 12 or 12.5.")
    return value


_LEAD_IN = re.compile(
    r"^(?:about|around|approximately|approx\.?|roughly|circa|it is|it's|there are|there is|"
    r"i count(?:ed)?|i get|i make it|=|~|≈)\s*"
)
_TAIL = re.compile(r"\s*(?:in total|altogether|in all|in a row)\s*$")


def _number_in(text: str, units: Sequence[str]) -> float:
    text = _TAIL.sub("", _LEAD_IN.sub("", text.rstrip("!. ")))
    for unit in sorted(map(fold, units), key=len, reverse=True):
        either = re.escape(unit.removesuffix("s")) + "s?"  # 1 week, 5 weeks
        text = re.sub(rf"(?<![a-z]){either}(?![a-z])", " ", text)
    text = _TAIL.sub("", text).strip(" %£").rstrip(" .")
    if text in _WORDS:
        return float(_WORDS.index(text))
    if re.fullmatch(r"[-+]?[1-9]\d{0,2}(?:[, ]\d{3})+(?:\.\d+)?", text):
        text = text.replace(",", "").replace(" ", "")
    text = text.replace(",", ".") if text.count(",") == 1 else text
    if not _NUMBER.fullmatch(text):
        raise Unreadable("Type one number, such as 12 or 12.5. Words beside it are not needed.")
    return float(text)

"""A number as people type it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from importlib.resources import files

from champions.questions.base.question import Unreadable, fold

#: What people write a number with, as a table that other readers share, such as a page's script.
WORDS: dict[str, list[str]] = json.loads(
    files("champions.questions.number").joinpath("words.json").read_text(encoding="utf-8")
)
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


def _one_of(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_LEAD_IN = re.compile(rf"^(?:{_one_of(WORDS['before'])})\s*")
_TAIL = re.compile(rf"\s*(?:{_one_of(WORDS['after'])})\s*$")


def _number_in(text: str, units: Sequence[str]) -> float:
    text = _TAIL.sub("", _LEAD_IN.sub("", text.rstrip("!. ")))
    for unit in sorted(map(fold, units), key=len, reverse=True):
        either = re.escape(unit.removesuffix("s")) + "s?"  # 1 week, 5 weeks
        text = re.sub(rf"(?<![a-z]){either}(?![a-z])", " ", text)
    text = _TAIL.sub("", text).strip(" %£").rstrip(" .")
    if text in WORDS["numbers"]:
        return float(WORDS["numbers"].index(text))
    if re.fullmatch(r"[-+]?[1-9]\d{0,2}(?:[, ]\d{3})+(?:\.\d+)?", text):
        text = text.replace(",", "").replace(" ", "")
    text = text.replace(",", ".") if text.count(",") == 1 else text
    if not _NUMBER.fullmatch(text):
        raise Unreadable("Type one number, such as 12 or 12.5. Words beside it are not needed.")
    return float(text)

"""Sentences with numbers and lists in them: each is written whole, and gets its parts by name.

Another language has other forms for many, and puts words in another order. So no sentence is made
by gluing words or an "s" onto others: each form is written whole, and this room chooses among them.
Pages that are made with Jinja2 have ``{% trans %}`` and ``{% pluralize %}`` for the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from champions.sentences.told import language, told, told_n


def counted(n: float, one: str, many: str, /, **parts: Any) -> str:
    """The sentence for this number of things, in the language that is spoken at this moment.

    A language may have more forms than two; its catalogue holds them all.

    Args:
        n: how many there are. Each sentence may name it as ``{n}``.
        one: the whole sentence for one thing.
        many: the whole sentence for any other number.
        parts: what else the sentences name.

    >>> counted(1, "1 dot placed, {left} to go.", "{n} dots placed, {left} to go.", left=4)
    '1 dot placed, 4 to go.'
    >>> counted(2, "1 dot placed, {left} to go.", "{n} dots placed, {left} to go.", left=3)
    '2 dots placed, 3 to go.'
    """
    return told_n(n, one, many, **parts)


def listed(words: Iterable[Any], joint: str = "and") -> str:
    """Words in a row, as a person writes them. Empty when there are none.

    Args:
        words: what to list.
        joint: the word before the last.

    >>> listed(["up", "down", "neither"], "or")
    'up, down or neither'
    """
    items = [str(word) for word in words]
    if len(items) < 2:
        return "".join(items)
    some = in_a_row(items[:-1])
    if joint == "and":
        return told("{some} and {last}", context="a list", some=some, last=items[-1])
    if joint == "or":
        return told("{some} or {last}", context="a list", some=some, last=items[-1])
    if joint == "but":
        return told("{some} but {last}", context="a list", some=some, last=items[-1])
    return f"{some} {joint} {items[-1]}"


def in_a_row(words: Iterable[Any]) -> str:
    """Words with commas between, and no last word apart: labels, or numbers that are read off.

    >>> in_a_row([3, 4, 5])
    '3, 4, 5'
    """
    items = [str(word) for word in words]
    some = "".join(items[:1])
    for item in items[1:]:
        some = told("{some}, {more}", context="a list", some=some, more=item)
    return some


#: What tells a unit from the same word with another meaning.
A_UNIT = "a unit"


def unit_said(unit: str) -> str:
    """A unit as it is shown: an answer's own words for it are the lesson's, whatever the language."""
    return told(unit, context=A_UNIT) if unit else ""


#: Languages that are written from right to left, by the first part of their codes.
_FROM_THE_RIGHT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}
)


def direction(language: str) -> str:
    """How a language is written, as HTML has it.

    >>> direction("ur"), direction("en-GB")
    ('rtl', 'ltr')
    """
    return "rtl" if language.partition("-")[0] in _FROM_THE_RIGHT else "ltr"


def of_a_page() -> str:
    """The language that is spoken, as the first tag of a page has it; English needs no direction.

    >>> of_a_page()
    'lang="en-GB"'
    """
    code = language()
    way = direction(code)
    return f'lang="{code}"' if way == "ltr" else f'lang="{code}" dir="{way}"'

"""Sentences with numbers and lists in them: each is written whole, and gets its parts by name.

Another language has other forms for many, and puts words in another order. So no sentence is made
by gluing words or an "s" onto others: each form is written whole, and this room chooses among them.
Pages that are made with Jinja2 have ``{% trans %}`` and ``{% pluralize %}`` for the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def counted(n: float, one: str, many: str, /, **parts: Any) -> str:
    """The sentence for this number of things.

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
    return (one if n == 1 else many).format(n=n, **parts)


def listed(words: Iterable[Any], joint: str = "and") -> str:
    """Words in a row, as a person writes them. Empty when there are none.

    Args:
        words: what to list.
        joint: the word before the last.

    >>> listed(["up", "down", "neither"], "or")
    'up, down or neither'
    """
    items = [str(word) for word in words]
    return ", ".join(items) if len(items) < 2 else f"{', '.join(items[:-1])} {joint} {items[-1]}"

"""Read JSON that somebody else wrote: plain data of a sound depth, or a ValueError, and nothing else."""

from __future__ import annotations

import json
from typing import Any

#: Lists in lists, at most. A notebook has about ten, an answer four; what goes through them later
#: goes down a step for each, and Python allows a thousand steps in all.
DEEPEST = 100
#: What lies in each other, as Python reads JSON.
_NESTS = frozenset((list, dict))


def read(text: str | bytes) -> Any:
    """Read JSON, whatever is in it.

    Half a character, which no file can hold, becomes a question mark.

    Raises:
        ValueError: when it is no JSON, or is nested more than ``DEEPEST`` deep.

    >>> read('{"a": [1, "\\\\ud800"]}')
    {'a': [1, '?']}
    """
    if isinstance(text, bytes):
        text = text.decode("utf-8-sig")
    try:
        raw = json.loads(text)
    except RecursionError as error:
        raise TooDeep from error
    if too_deep(raw):
        raise TooDeep
    return whole_characters(raw) if "\\ud" in text or "\\uD" in text else raw


class TooDeep(ValueError):
    """It is nested deeper than anything of ours ever is."""

    def __init__(self) -> None:
        super().__init__(f"It is nested more than {DEEPEST} deep.")


def too_deep(value: Any, deepest: int = DEEPEST) -> bool:
    """True when there are lists or tables in each other more than so many times.

    It goes level by level, and so can itself not be made to go too deep.
    """
    level = [value] if type(value) in _NESTS else []
    for _ in range(deepest):
        level = [
            inner
            for one in level
            for inner in (one.values() if type(one) is dict else one)
            if type(inner) in _NESTS
        ]
        if not level:
            return False
    return True


def whole_characters(value: Any) -> Any:
    """Put a question mark for each half of a character, which no file can hold."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [whole_characters(one) for one in value]
    if isinstance(value, dict):
        return {whole_characters(name): whole_characters(one) for name, one in value.items()}
    return value

"""All that a lesson shows before its questions are answered, as plain words: what may be copied from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from champions.questions.base.text import fold

_WORD = re.compile(r"[^\W_]+")
#: What of a question stands on the page before it is answered.
_FIELDS = ("options", "items", "checks")


def words_in(text: str) -> list[str]:
    """The words of a text, in small letters.

    >>> words_in("It’s 8 days – by Fri.")
    ['it', 's', '8', 'days', 'by', 'fri']
    """
    return _WORD.findall(fold(text))


def words_of(prose: str, questions: Iterable[Mapping[str, Any]]) -> str:
    """The words of a lesson and of its questions, the questions as plain data.

    >>> words_of("Begin here.", [{"ask": "How far?", "options": {"a": "Far!"}}])
    'begin here how far far'
    """
    return " ".join(words_in(" ".join((prose, *_shown(questions)))))


def _shown(questions: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for one in questions:
        yield str(one.get("ask", ""))
        for field in _FIELDS:
            words = one.get(field)
            yield from map(str, words.values()) if isinstance(words, Mapping) else ()

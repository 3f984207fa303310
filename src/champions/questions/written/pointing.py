"""The writer may show which of their sentences says a point of the list, where the course did not find it.

It counts at once, and it is kept with the sentence, so that a trainer may look. What knows nothing earns
nothing: at least one point has to be found without it, and at most half of the list can be shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from champions.questions.base.shown import words_in
from champions.questions.written.reading import is_bare, sentences_typed

TEXT, SHOWN = "text", "shown"
#: A shorter sentence shows nothing by itself.
FEWEST_WORDS = 4
#: A sentence can show one point, and a longer one as many as it has so many words.
WORDS_A_POINT = 5
#: So many of its words, beside numbers, must not stand in the question and its list.
OWN_WORDS = 2


@dataclass(frozen=True)
class ToShow:
    """A point that was not found, and the sentences of which one may be shown for it.

    ``against`` is True where the point is one to be kept to, and the one sentence may go against it.
    """

    key: str
    point: str
    sentences: tuple[str, ...]
    against: bool = False


def text_of(answer: object) -> str | None:
    """The text of an answer: it stands alone until something in it was shown. None for no text."""
    if isinstance(answer, Mapping):
        answer = answer.get(TEXT)
    return answer if isinstance(answer, str) else None


def shown_in(answer: object) -> dict[str, str]:
    """What an answer says that its writer showed: a key of the list, and a sentence. It may be anything."""
    shown = answer.get(SHOWN) if isinstance(answer, Mapping) else None
    return {
        str(key): one.strip()
        for key, one in (shown.items() if isinstance(shown, Mapping) else ())
        if isinstance(one, str)
    }


def answer_with(text: str, shown: Mapping[str, str]) -> str | dict[str, Any]:
    """The answer that holds a text and what its writer showed in it; what is no sentence of it goes.

    >>> answer_with("We wait.", {}), answer_with("We wait.", {"wait": "We wait", "who": "They do"})
    ('We wait.', {'text': 'We wait.', 'shown': {'wait': 'We wait'}})
    """
    there = sentences_typed(text)
    kept = {key: one for key, one in shown.items() if one in there}
    return {TEXT: text, SHOWN: kept} if kept else text


def can_show(text: str, given: frozenset[str]) -> dict[str, int]:
    """Each sentence of a text that can show a point, and how many points it can show.

    Args:
        text: the writer's own sentences.
        given: the words of the question and its list.

    >>> can_show("Yes. We do it on the day when the bus comes.", frozenset())
    {'We do it on the day when the bus comes': 2}
    """
    found = {}
    for sentence in sentences_typed(text):
        words = words_in(sentence)
        own = {word for word in words if any(map(str.isalpha, word))} - given
        if len(words) >= FEWEST_WORDS and len(own) >= OWN_WORDS and not is_bare(sentence):
            found[sentence] = max(1, len(words) // WORDS_A_POINT)
    return found

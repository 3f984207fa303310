"""What a translator is given: a message, and the key of the place where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

#: Words of which none may be missing in any language: whom to tell when somebody may be at risk.
_SAFETY = re.compile(
    r"safeguarding|at risk|emergency|abuse|not safe|suicid|self-harm|\b999\b|\bharmed\b|do harm"
    r"|secrecy|investigat|alone\b.*\bvisit|visit\b.*\balone",
    re.IGNORECASE,
)
#: Questions and words whose every part is about that, whatever words it uses.
_SAFE_KEYS = re.compile(r":(?:somebody-at-risk|visit-alone|safeguarding[\w-]*|disclosure)\.")
#: The catalogues of what the course says by itself: to champions, and to trainers alone. All others hold
#: texts that a person wrote.
CODE, FOR_TRAINERS = "code", "code-for-trainers"
OF_CODE = frozenset({CODE, FOR_TRAINERS})
#: Of those sentences, what says whom to tell. Others only use such a word.
_SAFE_SENTENCE = re.compile(r"safeguarding lead|be at risk|immediate danger", re.IGNORECASE)
#: The context of a unit that answers are given in, for ``told``.
A_UNIT = "a unit"
_UNIT_NOTE = "A unit of numbers. It stands alone in brackets, and within sentences."
#: Where parts of sentences stand, by their context: whole sentences of those on charts would be hundreds.
STANDS = {
    "so many points": "Stands within a sentence, such as: The waits fell: 8 weeks in a row below the middle "
    "line, from 6 May. Or: Run chart of waits: 24 weeks from 6 May to 14 October.",
    "at several times": "Stands within a sentence, such as: The waits stood above the upper limit in 3 weeks, "
    "the last on 6 May.",
    "most of a few points": "Stands within a sentence, such as: The waits lay far above the centre line in two of "
    "three weeks, from 6 May to 20 May.",
    "the end of a sentence": "Ends a sentence, such as: The waits fell: 8 weeks in a row below the middle line, from "
    "6 May, for the better.",
    "at a time": "Stands within a sentence, such as: The waits stood at 9 on 6 May, above the upper limit of 8.",
    "one of several levels": "One of several in a sentence, such as: The middle line stood at 5 at first, at 6 from "
    "May and at 7 from July.",
    "what learners' code tries": "Stands within a sentence, such as: A learner's code cannot fill the disk.",
    "(the last of {times} such times)": "Ends a sentence, such as: The waits fell: 8 weeks in a row below the middle "
    "line, from 6 May (the last of 2 such times).",
    **dict.fromkeys(
        ("middle line", "centre line", "old {line}"),
        "Stands within a sentence, such as: The waits fell: 8 weeks in a row below the middle line, from 6 May.",
    ),
}
#: What stands between braces is filled in later; on its own it is nothing to translate.
_FILLED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{\w+(?::\w+)?\}", re.DOTALL)


@dataclass(frozen=True, order=True)
class Message:
    """A text to translate.

    Attributes:
        file: the catalogue that it belongs to, such as ``06-run-charts``.
        key: where it stands, such as ``06-run-charts:two-numbers.options.little``. Never a line number.
        text: the English.
        note: what a translator should know of it; may be empty.
        many: the English for more than one, of a message that counts; else empty.
    """

    file: str
    key: str
    text: str
    note: str = ""
    many: str = ""

    @property
    def keeps_people_safe(self) -> bool:
        """True for words on safeguarding: without them no lesson is built in a language."""
        if self.file in OF_CODE:
            return bool(_SAFE_SENTENCE.search(self.text))
        return bool(_SAFETY.search(self.text) or _SAFE_KEYS.search(self.key))

    @property
    def words(self) -> int:
        """How many words there are to translate.

        >>> Message("f", "f:k", "Ask {{ place.lead }} today.").words
        2
        """
        left = _FILLED.sub(" ", f"{self.text} {self.many}")
        return len(re.findall(r"[^\W\d_][\w'’-]*", left))


def parts_of(text: str) -> frozenset[str]:
    """The names of the parts that are put into a message.

    >>> sorted(parts_of("{n} of {all:g} cups"))
    ['all', 'n']
    """
    return frozenset(re.findall(r"(?<!\{)\{(\w+)[^{}]*\}(?!\})", text))


#: Is given each message of a text, from top to bottom, and returns what stands in its place.
Put = Callable[[Message], str]


def is_words(text: str) -> bool:
    """True for a text with words in it, and not only facts and signs.

    >>> is_words("{{ facts.first_weeks | table }}"), is_words("=runs.useful"), is_words("Tea")
    (False, False, True)
    """
    left = _FILLED.sub(" ", text)
    return not re.fullmatch(r"\s*=\s*[A-Za-z_][\w.]*\s*", left) and bool(
        re.search(r"[^\W\d_]", left)
    )


def unit(word: str) -> Message:
    """A unit of a question as a message: one for all questions that use it."""
    return Message(CODE, A_UNIT, word, _UNIT_NOTE)

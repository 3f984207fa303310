"""A text of one's own, written to a checklist that the learner sees, and checked against it at once.

It is made, not chosen. The course looks for words and numbers, and says what it found; it does not judge
style, and a trainer may see more than it does.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from champions.questions.base.fair import points_for
from champions.questions.base.question import Marked, Unreadable, fold, says_not_known
from champions.questions.number.reading import WORDS
from champions.sentences import counted

#: A longer text than this is read so far, in characters.
LONGEST = 5_000
#: What each word of ``looks_for`` asks of a text: something to be there, or something to be kept to.
TO_BE_THERE = ("any_of", "numbers", "number_near")
TO_KEEP_TO = ("none_of", "at_most", "at_most_once")

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_SMALL, _TENS = WORDS["small"], WORDS["tens"]


@dataclass(frozen=True, kw_only=True)
class Written(Marked):
    """Write a short text that meets each point of a checklist. The answer is the text.

    Attributes:
        checks: a key to a point of the list, in the learner's words.
        looks_for: a key to what the course looks for: ``any_of`` (one of these words is there; ``wait*``
            is any word that begins so), ``none_of`` (none of these is), ``numbers`` (so many numbers are
            there), ``number_near`` (a number within so much of one of these is there; the last is how far
            off it may be), ``at_most`` (no more words than this), ``at_most_once`` (none of these stands
            there twice). All must hold. A list of such tables is met by any one of them.
        at_least: fewer words than this are a beginning.
        rows: height of the box in lines.
    """

    checks: Mapping[str, str]
    looks_for: Mapping[str, Any] = field(default_factory=dict)
    at_least: int = 4
    rows: int = 4

    way = "Write to a checklist"
    produces = True
    how_to_begin = "Write your own words first. Then press Check."

    def read(self, answer: object) -> str:
        if not isinstance(answer, str) or says_not_known(answer):
            raise Unreadable("Write a sentence or two in your own words.")
        text = answer.strip()[:LONGEST]
        if not set(words_in(text)) - self._given:
            raise Unreadable("These are the words of the step. Write it in your own words.")
        return text

    @property
    def _given(self) -> frozenset[str]:
        """The words that stand in the question and its list: to copy them says nothing."""
        return frozenset(words_in(" ".join((self.ask, *self.checks.values()))))

    def unfinished(self, answer: Any) -> str:
        missing = self.at_least - len(words_in(answer))
        return (
            counted(
                max(missing, 0),
                "Your text is very short. Add 1 word or more.",
                "Your text is very short. Add {n} words or more.",
            )
            if missing > 0
            else ""
        )

    def met(self, answer: str) -> dict[str, bool]:
        """Each point of the list, and whether it was found in the text."""
        return {
            key: any(_holds(signs, answer) for signs in ways_of(self.looks_for, key))
            for key in self.checks
        }

    def agrees(self, answer: Any, wanted: Any) -> bool:
        """Any text that meets the whole list is as right as the example."""
        return all(self.met(answer).values())

    def share(self, read: Any) -> float:
        return self._share_of(self.met(read))

    def _share_of(self, met: Mapping[str, bool]) -> float:
        """What was found, and what was kept to: to have written nothing wrong alone earns nothing."""
        asked = [met[key] for key in self.checks if self._is_to_be_there(key)]
        kept = [met[key] for key in self.checks if not self._is_to_be_there(key)]
        found = sum(asked) / len(asked) if asked else 0.0
        return found * (sum(kept) / len(kept) if kept else 1.0)

    @property
    def checklist(self) -> Mapping[str, str]:
        return self.checks

    def found_in(self, answer: object) -> frozenset[str]:
        try:
            return frozenset(key for key, there in self.met(self.read(answer)).items() if there)
        except Unreadable:
            return frozenset()

    def worth(self, found: Collection[str]) -> float:
        met = {key: key in found for key in self.checks}
        return self.points if all(met.values()) else points_for(self._share_of(met), self.points)

    def _is_to_be_there(self, key: str) -> bool:
        return any(sign in TO_BE_THERE for signs in ways_of(self.looks_for, key) for sign in signs)

    def in_words(self, answer: object) -> tuple[str, ...]:
        return tuple(
            line for line in str(answer or "").strip()[:LONGEST].splitlines() if line.strip()
        )

    def said_first(self, read: Any) -> tuple[str, ...]:
        found = [self.checks[key] for key, there in self.met(read).items() if there]
        return tuple(f"On your list, this is there: {point}" for point in found)

    def general_hint(self, read: Any) -> str:
        point = next(self.checks[key] for key, there in self.met(read).items() if not there)
        return f"This is not there yet, or stands in words that the course does not know: {point}"

    def sign_lacks(self, keys: Any, answer: str) -> bool:
        """The text lacks this point of the list, or one of these."""
        met = self.met(answer)
        return any(not met[key] for key in ([keys] if isinstance(keys, str) else keys))

    def sign_says(self, words: Any, answer: str) -> bool:
        """One of these words stands in the text; wait* is any word that begins so."""
        return has_any([words] if isinstance(words, str) else words, answer)


# --- What the course looks for -------------------------------------------------------------------


def ways_of(looks_for: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """The ways in which a text can meet a point of the list: each a table of what has to hold."""
    ways = looks_for.get(key, {})
    return list(ways) if isinstance(ways, list | tuple) else [ways]


def _holds(signs: Mapping[str, Any], text: str) -> bool:
    return all(_SIGNS[sign](wanted, text) for sign, wanted in signs.items())


def words_in(text: str) -> list[str]:
    """The words of a text, in small letters.

    >>> words_in("It’s 8 days – by Fri.")
    ['it', 's', '8', 'days', 'by', 'fri']
    """
    return _WORD.findall(fold(text))


def has_any(wanted: Any, text: str) -> bool:
    """True when one of these words, or rows of words, stands in a text; a sign such as ``?`` stands for itself.

    >>> has_any(["wait*", "out of"], "They waited."), has_any(["out of"], "6 out of 9"), has_any(["?"], "Why?")
    (True, True, True)
    """
    there = words_in(text)
    return any(_stands_in(one, there, text) for one in wanted)


def _stands_in(one: str, there: list[str], text: str) -> bool:
    looked_for = words_in(one)
    if not looked_for:
        return one in text
    *before, last = looked_for
    begins = one.endswith("*")
    for at in range(len(there) - len(before)):
        end = there[at + len(before)]
        if there[at : at + len(before)] == before and (
            end.startswith(last) if begins else end == last
        ):
            return True
    return False


def numbers_in(text: str) -> list[float]:
    """The numbers of a text, in figures or in words up to a hundred; a comma before three figures parts thousands.

    >>> numbers_in("1,200 people, 12.5 days, 12,5, and twenty-one of thirty")
    [1200.0, 12.5, 12.5, 21.0, 30.0]
    """
    return [_value(one) for one in _NUMBER.findall(fold(text))] + _in_words(words_in(text))


def _in_words(words: list[str]) -> list[float]:
    found: list[float] = []
    tens = 0.0
    for word in words:
        if word in _TENS:
            found.append(float(_TENS[word]))
        elif word in _SMALL and tens and 0 < _SMALL[word] < 10:
            found[-1] += float(_SMALL[word])
        elif word in _SMALL:
            found.append(float(_SMALL[word]))
        tens = float(_TENS.get(word, 0))
    return found


def _value(figures: str) -> float:
    whole = re.sub(r",(?=[0-9]{3}(?![0-9]))", "", figures).replace(",", ".")
    first, *rest = whole.split(".")
    return float(f"{first}.{rest[0]}" if rest else first)


def _is_near(wanted: Any, text: str) -> bool:
    *numbers, within = wanted
    return any(abs(one - other) <= within + 1e-9 for one in numbers_in(text) for other in numbers)


_SIGNS: Mapping[str, Any] = {
    "any_of": has_any,
    "none_of": lambda wanted, text: not has_any(wanted, text),
    "numbers": lambda wanted, text: len(numbers_in(text)) >= wanted,
    "number_near": _is_near,
    "at_most_once": lambda wanted, text: all(text.count(one) < 2 for one in wanted),
    "at_most": lambda wanted, text: len(words_in(text)) <= wanted,
}

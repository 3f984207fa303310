"""A text of one's own, written to a checklist that the learner sees, and checked against it at once.

It is made, not chosen. The course looks for words and numbers, and says what it found; it does not judge
style. Where it does not find a point, the writer may show the sentence that says it, and a trainer may look.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from champions.questions.base.fair import points_for
from champions.questions.base.not_known import says_not_known
from champions.questions.base.question import Feedback, Marked, Unreadable
from champions.questions.base.shown import words_in
from champions.questions.written.copied import without_copies
from champions.questions.written.pointing import ToShow, can_show, shown_in, text_of
from champions.questions.written.reading import (
    claims,
    is_bare,
    lines_in,
    names,
    numbers_in,
    says,
    sentences_typed,
)
from champions.sentences import counted
from champions.sentences.told import later, told

#: A longer text than this is read so far, in characters.
LONGEST = 5_000
#: So many texts are remembered with what was found in them.
_TEXTS_KNOWN = 64
#: What each word of ``looks_for`` asks of a text: something to be there, or something to be kept to.
TO_BE_THERE = ("any_of", "named", "numbers", "number_near", "lines")
TO_KEEP_TO = ("none_of", "at_most", "at_most_once", "at_most_numbers", "no_titles")

#: What is said where a point was not found: a program cannot vouch for what it does not find.
MAY_BE_WRONG = later(
    "A program reads this, and may read it wrongly. Is your text right by the list? "
    "Then leave it: a trainer can count it."
)
#: The same where the writer can show it.
SHOW_IT = later(
    "A program reads this, and may read it wrongly. Does your text say it? Then show which sentence does."
)
#: Somebody who is named with a title.
_TITLE = re.compile(r"(?:^|[\W_])(?:Mr|Mrs|Ms|Miss|Dr|Doctor|Nurse|Sister)\.? [A-Z][a-z]+")


@dataclass(frozen=True)
class Said:
    """An answer as it is read.

    Attributes:
        text: the writer's own sentences.
        copied: the sentences that are the lesson's; they do not count.
        shown: a key of the list, and the sentence that the writer showed for it. Not yet looked at.
    """

    text: str
    copied: tuple[str, ...] = ()
    shown: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Written(Marked):
    """Write a short text that meets each point of a checklist.

    The answer is the text; once its writer has shown something in it, a table of the text and of what was
    shown: see :mod:`champions.questions.written.pointing`.

    Attributes:
        checks: a key to a point of the list, in the learner's words.
        looks_for: a key to what the course looks for: ``any_of`` (one of these rows of words is there, see
            :func:`champions.questions.written.reading.says`, and not with a "never" before it), ``named``
            (one of these is there, whatever is said of it), ``none_of`` (none of these is claimed: a word
            that a "not" or "nobody" takes back does not count), ``numbers`` (so many numbers are there),
            ``number_near`` (a number within so much of one of these is there; the last is how far off it
            may be), ``lines`` (so many lines hold a word), ``at_most`` (no more words than this),
            ``at_most_numbers`` (no more numbers than this), ``at_most_once`` (none of these stands there
            twice), ``no_titles`` (nobody is named with a title). All must hold. A list of such tables is
            met by any one of them.
        at_least: fewer words than this are a beginning.
        rows: height of the box in lines.
        lesson: the words that the lesson shows, from :func:`champions.questions.base.shown.words_of`. They
            stand in the file of questions once, beside the questions.
    """

    checks: Mapping[str, str]
    looks_for: Mapping[str, Any] = field(default_factory=dict)
    at_least: int = 4
    rows: int = 4
    lesson: str = field(default="", metadata={"beside": True})

    way = later("Write to a checklist")
    produces = True
    takes = 4.0
    knows_its_lesson = True
    how_to_begin = later("Write your own words first. Then press Check.")

    def knowing(self, shown: str) -> Written:
        return replace(self, lesson=shown)

    def blank(self, answer: object) -> bool:
        text = text_of(answer)
        return super().blank(answer if text is None else text)

    def read(self, answer: object) -> Said:
        typed = text_of(answer)
        if typed is None or says_not_known(typed):
            raise Unreadable(told("Write a sentence or two in your own words."))
        text, copied = without_copies(typed.strip()[:LONGEST], self.lesson)
        if copied and not any(map(str.isalpha, text)):
            raise Unreadable(
                told("These words are the lesson's. Say it in the words of your own place.")
            )
        if not set(words_in(text)) - self._given:
            raise Unreadable(told("These are the words of the step. Write it in your own words."))
        if is_bare(text):
            raise Unreadable(
                told(
                    "These are single words. Say them in a sentence, as you would say it to a neighbour."
                )
            )
        return Said(text, copied, shown_in(answer))

    @property
    def _given(self) -> frozenset[str]:
        """The words that stand in the question and its list: to copy them says nothing."""
        return frozenset(words_in(" ".join((self.ask, *self.checks.values()))))

    def unfinished(self, answer: Said) -> str:
        missing = self.at_least - len(words_in(answer.text))
        return (
            counted(
                max(missing, 0),
                "Your text is very short. Add 1 word or more.",
                "Your text is very short. Add {n} words or more.",
            )
            if missing > 0
            else ""
        )

    def met(self, text: str) -> dict[str, bool]:
        """Each point of the list, and whether it was found in the text."""
        if text not in self._known:
            if len(self._known) >= _TEXTS_KNOWN:
                self._known.clear()
            self._known[text] = {
                key: any(_holds(signs, text) for signs in ways_of(self.looks_for, key))
                for key in self.checks
            }
        return dict(self._known[text])

    @cached_property
    def _known(self) -> dict[str, dict[str, bool]]:
        """What was found in the last few texts: it is asked for several times while one is marked."""
        return {}

    def agrees(self, answer: Any, wanted: Any) -> bool:
        """Any text that meets the whole list is as right as the example."""
        return all(self._counts(answer).values())

    def share(self, read: Any) -> float:
        return self._share_of(self._counts(read))

    def _share_of(self, met: Mapping[str, bool]) -> float:
        """What was found, and what was kept to: to have written nothing wrong alone earns nothing."""
        asked = [met[key] for key in self.checks if self._is_to_be_there(key)]
        kept = [met[key] for key in self.checks if not self._is_to_be_there(key)]
        found = sum(asked) / len(asked) if asked else 0.0
        return found * (sum(kept) / len(kept) if kept else 1.0)

    # What the writer shows ---------------------------------------------------------------------

    def _counts(self, said: Said) -> dict[str, bool]:
        """Each point, and whether it counts: found by the course, or shown by the writer."""
        met = self.met(said.text)
        return {**met, **dict.fromkeys(self._shown(said, met), True)}

    def _shown(self, said: Said, met: Mapping[str, bool]) -> dict[str, str]:
        """The points that count since the writer showed them, each with its sentence."""
        taken: dict[str, str] = {}
        for key in self.checks if said.shown else ():
            for one in self._to_show(said, met, taken):
                if one.key == key and said.shown.get(key) in one.sentences:
                    taken[key] = said.shown[key]
        return taken

    def _to_show(
        self, said: Said, met: Mapping[str, bool], taken: Mapping[str, str]
    ) -> tuple[ToShow, ...]:
        """What may still be shown, beside what was taken already."""
        found = any(met[key] and self._is_to_be_there(key) for key in self.checks)
        if not found or len(taken) >= len(self.checks) // 2 or self.unfinished(said):
            return ()
        each = can_show(said.text, self._given)
        used = list(taken.values())
        free = tuple(one for one, most in each.items() if used.count(one) < most)
        open_points = (key for key in self.checks if not met[key] and key not in taken)
        made = (self._one_to_show(key, said.text, free) for key in open_points)
        return tuple(one for one in made if one.sentences)

    def _one_to_show(self, key: str, text: str, free: tuple[str, ...]) -> ToShow:
        point, off = self.checks[key], self._against(key, text)
        may_say = self._is_to_be_there(key) and self._is_of_words(key, text)
        return ToShow(key, point, off or (free if may_say else ()), against=bool(off))

    def _is_of_words(self, key: str, text: str) -> bool:
        """True where what is not found is a matter of words, and what is to be kept to is kept."""
        return any(
            "lines" not in signs
            and all(_SIGNS[sign](signs[sign], text) for sign in signs if sign in TO_KEEP_TO)
            for signs in ways_of(self.looks_for, key)
        )

    def _against(self, key: str, text: str) -> tuple[str, ...]:
        """The one sentence that may go against a point; none where it is several, or more than words."""
        for signs in ways_of(self.looks_for, key):
            off = [sign for sign in signs if not _SIGNS[sign](signs[sign], text)]
            some = [one for one in sentences_typed(text) if claims(signs.get("none_of", []), one)]
            if off == ["none_of"] and len(some) == 1:
                return tuple(some)
        return ()

    def to_show(self, answer: object) -> tuple[ToShow, ...]:
        """The points that were not found in an answer, of which the writer may show where they are said."""
        try:
            said = self.read(answer)
        except Unreadable:
            return ()
        met = self.met(said.text)
        return self._to_show(said, met, self._shown(said, met))

    def shown_by_writer(self, answer: object) -> Mapping[str, str]:
        try:
            said = self.read(answer)
        except Unreadable:
            return {}
        return self._shown(said, self.met(said.text))

    # The list, for a person --------------------------------------------------------------------

    @property
    def checklist(self) -> Mapping[str, str]:
        return self.checks

    def found_in(self, answer: object) -> frozenset[str]:
        try:
            met = self.met(self.read(answer).text)
        except Unreadable:
            return frozenset()
        return frozenset(key for key, there in met.items() if there)

    def worth(self, found: Collection[str]) -> float:
        met = {key: key in found for key in self.checks}
        return self.points if all(met.values()) else points_for(self._share_of(met), self.points)

    def _is_to_be_there(self, key: str) -> bool:
        return any(sign in TO_BE_THERE for signs in ways_of(self.looks_for, key) for sign in signs)

    def in_words(self, answer: object) -> tuple[str, ...]:
        text = (text_of(answer) or "").strip()[:LONGEST]
        return tuple(line for line in text.splitlines() if line.strip())

    def said_beside(self, read: Any) -> tuple[str, ...]:
        """What counts since the writer showed it, and what does not since it is the lesson's."""
        taken = self._shown(read, self.met(read.text))
        shown = [
            told("You showed where your text says this. A trainer may look: {point}", point=point)
            if self._is_to_be_there(key)
            else told(
                "You showed that your text keeps to this. A trainer may look: {point}", point=point
            )
            for key, point in self.checks.items()
            if key in taken
        ]
        copied = counted(
            len(read.copied),
            "This sentence is the lesson's, so it was not counted. Say it in the words of your own place: "
            "“{first}”",
            "{n} sentences are the lesson's, so they were not counted. Say it in the words of your own place. "
            "The first is: “{first}”",
            first=next(iter(read.copied), ""),
        )
        return (*shown, copied) if read.copied else tuple(shown)

    def said_first(self, read: Any) -> tuple[str, ...]:
        """What was found and what was not; a program cannot vouch for what it does not find."""
        met = self.met(read.text)
        taken = self._shown(read, met)
        said = [
            told("On your list, this is there: {point}", point=point)
            if self._is_to_be_there(key)
            else told("Nothing against this was found: {point}", point=point)
            for key, point in self.checks.items()
            if met[key]
        ]
        off = [
            told("This was not found: {point}", point=point)
            if self._is_to_be_there(key)
            else told("Some words may go against this: {point}", point=point)
            for key, point in self.checks.items()
            if not met[key] and key not in taken
        ]
        more = self._to_show(read, met, taken)
        doubt = [told(SHOW_IT if more else MAY_BE_WRONG)] if off else []
        return (*said, *self.said_beside(read), *off, *doubt)

    def said_when_back(self, feedback: Feedback, given: float | None) -> tuple[str, ...]:
        if given is None or given != feedback.points:
            return feedback.messages  # where other points were given, that is said for every kind
        return (*feedback.messages, told("Your trainer looked at this text. The points stay."))

    def general_hint(self, read: Any) -> str:
        return told("Is it not there yet? Then add it, in your own words.")

    def sign_lacks(self, keys: Any, answer: Said) -> bool:
        """The text lacks this point of the list, or one of these."""
        counts = self._counts(answer)
        return any(not counts[key] for key in ([keys] if isinstance(keys, str) else keys))

    def sign_says(self, words: Any, answer: Said) -> bool:
        """One of these words stands in the text; wait* is any word that begins so."""
        return claims([words] if isinstance(words, str) else words, answer.text)


# --- What the course looks for -------------------------------------------------------------------


def ways_of(looks_for: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """The ways in which a text can meet a point of the list: each a table of what has to hold."""
    ways = looks_for.get(key, {})
    return list(ways) if isinstance(ways, list | tuple) else [ways]


def _holds(signs: Mapping[str, Any], text: str) -> bool:
    return all(_SIGNS[sign](wanted, text) for sign, wanted in signs.items())


def _is_near(wanted: Any, text: str) -> bool:
    *numbers, within = wanted
    return any(abs(one - other) <= within + 1e-9 for one in numbers_in(text) for other in numbers)


_SIGNS: Mapping[str, Any] = {
    "any_of": says,
    "named": names,
    "none_of": lambda wanted, text: not claims(wanted, text),
    "numbers": lambda wanted, text: len(numbers_in(text)) >= wanted,
    "number_near": _is_near,
    "lines": lambda wanted, text: lines_in(text) >= wanted,
    "at_most": lambda wanted, text: len(words_in(text)) <= wanted,
    "at_most_once": lambda wanted, text: all(text.count(one) < 2 for one in wanted),
    "at_most_numbers": lambda wanted, text: len(numbers_in(text)) <= wanted,
    "no_titles": lambda wanted, text: not (wanted and _TITLE.search(text)),
}

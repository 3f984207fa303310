"""The question: numbers found by counting, dots marked, what it means, and what to do next.

The data of each variant lie in a file of its own, with what is true of them under ``truth``: so whoever reads
the file can mark, and the model that made it is not needed. The words of a kind stand in its ``words.json``,
which the script of the pages reads too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any

from champions.questions import Unreadable, variants
from champions.questions.attempts import Varied, stamp_for
from champions.questions.base.fair import above_guessing
from champions.questions.number.reading import read_number
from champions.questions.variants import Origin, Variant
from champions.sentences import listed
from champions.sentences.told import InWords, later, told

#: What stands in an answer where somebody says that there is nothing to mark.
NONE = "none"
#: The variant of the worked lesson.
MODEL = 2
#: No variant has more dots or rows than this.
_MOST_DOTS = 60
_NO_WORDS: Mapping[str, Any] = {}


def read_words(*folders: str) -> Mapping[str, Any]:
    """The words of a kind.

    Args:
        folders: the name of its folder, such as ``turn_run``; before it, of one whose words it shares.
    """
    found: dict[str, Any] = {}
    for folder in folders:
        text = files(f"champions.activities.{folder}").joinpath("words.json").read_text("utf-8")
        found |= json.loads(text)
    return InWords(found)


@dataclass(frozen=True)
class Judged:
    """An answer as read: which variant, and what was said of it.

    Attributes:
        origin: the variant.
        numbers: each number that was given, by the name of its part. What cannot be read is left out.
        unread: the parts in which something was typed that is no number.
        marked: the dots that were marked, from 1; None while nothing was said of them.
        means, then: what was chosen; empty while nothing was.
    """

    origin: Origin
    numbers: Mapping[str, float]
    unread: tuple[str, ...]
    marked: frozenset[int] | None
    means: str
    then: str

    @cached_property
    def held(self) -> Mapping[str, Any]:
        """The file of the variant."""
        if not isinstance(self.origin, Variant):
            raise Unreadable(
                told("This chart could not be read. Press the button for another one.")
            )
        return variants.data(self.origin)

    @property
    def truth(self) -> Mapping[str, Any]:
        """What is true of the data."""
        found: Mapping[str, Any] = self.held["truth"]
        return found

    @property
    def near(self) -> Mapping[str, Any]:
        """The numbers of known slips, by part and slip."""
        found: Mapping[str, Any] = self.held["near"]
        return found

    @property
    def right_marks(self) -> frozenset[int]:
        """The dots that are to be marked; none where nothing stands out."""
        return frozenset(self.truth["marked"])


@dataclass(frozen=True, kw_only=True)
class YourTurn(Varied):
    """Judge a chart or a table that nobody has read for you.

    The answer is that of an attempt, see :mod:`champions.questions.attempts`, with ``{"numbers": {part:
    typed}, "marked": [dot, …] or "none", "means": key, "then": key}``.

    ``numbers`` names the numbers that are asked for; left out, they are all that its words have. ``right``
    is the number of the variant whose answer stands in the worked lesson, or that answer.
    """

    numbers: tuple[str, ...] = ()
    right: Any = MODEL

    #: The words of the kind, as :func:`read_words` gives them.
    words = _NO_WORDS
    way = later("Judge a chart of your own")

    @property
    def asked(self) -> tuple[str, ...]:
        """The parts in which a number is asked for."""
        return self.numbers or tuple(self.words["numbers"])

    def blank(self, answer: object) -> bool:
        if not isinstance(answer, Mapping):
            return super().blank(answer)
        typed = answer.get("numbers")
        given = isinstance(typed, Mapping) and any(map(_given, typed.values()))
        return not given and not any(answer.get(part) for part in ("marked", "means", "then"))

    def read(self, answer: object) -> Judged:
        try:
            return self._read(answer)
        except (KeyError, TypeError, ValueError) as error:
            said = told("This chart could not be read. Press the button for another one.")
            raise Unreadable(said) from error

    def _read(self, answer: Any) -> Judged:
        origin = variants.named_in(answer, self.pool)
        if origin is None:
            raise ValueError(answer)
        typed = answer.get("numbers")
        typed = typed if isinstance(typed, Mapping) else {}
        numbers: dict[str, float] = {}
        unread: list[str] = []
        for part in self.asked:
            if not _given(typed.get(part)):
                continue
            try:
                numbers[part] = float(
                    read_number(typed[part], self.words["numbers"][part]["units"])
                )
            except Unreadable:
                unread.append(part)
        return Judged(
            origin,
            numbers,
            tuple(unread),
            _marks(answer.get("marked")),
            self._key("means", answer.get("means")),
            self._key("then", answer.get("then")),
        )

    def _key(self, part: str, given: object) -> str:
        return given if isinstance(given, str) and given in self.words[part] else ""

    def unfinished(self, answer: Judged) -> str:
        if answer.unread:
            names = listed([self._name(part) for part in answer.unread])
            return told("Type a number here: {names}.", names=names)
        open_ = [part for part in self.asked if part not in answer.numbers]
        open_ += ["marked"] if answer.marked is None else []
        open_ += [part for part in ("means", "then") if not getattr(answer, part)]
        if not open_:
            return ""
        return told("Still open: {parts}.", parts=listed([self._name(part) for part in open_]))

    def _name(self, part: str) -> str:
        """What a part is called within a sentence."""
        name: str = self.words["names"][part]
        return name

    # What is right --------------------------------------------------------------------------------

    @classmethod
    def right_for(cls, number: int) -> dict[str, Any]:
        """The right answer to a variant, by its number."""
        return answer_for(
            cls(id="", ask="", look="", step="", praise=""), Variant(cls.pool, number)
        )

    def right_answer(self) -> Any:
        return self.right_for(self.right) if isinstance(self.right, int) else self.right

    def _same(self, answer: Judged, wanted: object) -> bool:
        return not self.wrong(answer)  # what is right follows from the variant of the answer

    def wrong(self, read: Judged) -> list[str]:
        """The parts that are not right, in their order."""
        found = [part for part in self.asked if not self._number_is_right(read, part)]
        found += [] if read.marked == read.right_marks else ["marked"]
        found += [] if read.means == read.truth["means"] else ["means"]
        return found + ([] if self._decided_well(read) else ["then"])

    def _decided_well(self, read: Judged) -> bool:
        """The best decision was chosen, or one that is fair too."""
        return read.then == read.truth["then"] or bool(self._fair_too(read))

    def _fair_too(self, read: Judged) -> str:
        """Why the decision is fair too, where it is not the best one; else empty."""
        reasons = self.words.get("fair_too", {}).get(read.truth["then"], {})
        return str(reasons.get(read.then, ""))

    def _number_is_right(self, read: Judged, part: str) -> bool:
        return part in read.numbers and self._close(
            part, read.numbers[part], read.truth["numbers"][part]
        )

    def _close(self, part: str, one: float, other: float) -> bool:
        within: float = self.words["numbers"][part]["within"]
        return abs(one - other) <= within + 1e-9

    def share(self, read: Judged) -> float:
        """The numbers are worth half. What was judged counts as far as the numbers carry it."""
        many = len(self.asked)
        found = [part for part in self.asked if self._number_is_right(read, part)]
        nought = [part for part in self.asked if self._close(part, read.truth["numbers"][part], 0)]
        # A nought in every box knows nothing. So a nought counts only beside what is none.
        counted = max(
            above_guessing(len(found) / many, len(nought) / many),
            len(set(found) - set(nought)) / many,
        )
        judged = _overlap(read.marked, read.right_marks)
        judged += (read.means == read.truth["means"]) + self._decided_well(read)
        return counted * (1 + judged / 3) / 2

    def right_before(self, _origin: Variant) -> dict[str, Any]:
        """What is right of that which comes before the chart, where anything does."""
        return {}

    # Wrong answers ---------------------------------------------------------------------------------

    def sign_took(self, wanted: Mapping[str, Any], answer: Judged) -> bool:
        """In the part of this name stands the number of a known slip, or of one of these."""
        near = answer.near
        return any(
            part in answer.numbers
            and not self._number_is_right(answer, part)
            and slip in near.get(part, {})
            and self._close(part, answer.numbers[part], near[part][slip])
            for part, slips in wanted.items()
            for slip in _several(slips)
        )

    def sign_miscounted(self, parts: Any, answer: Judged) -> bool:
        """In at least one of these parts the number is not right."""
        return any(
            part in self.asked and not self._number_is_right(answer, part)
            for part in _several(parts)
        )

    def sign_meant(self, wanted: Mapping[str, Any], answer: Judged) -> bool:
        """Where this is what it means, one of these was chosen; ``any`` stands for whatever it means."""
        return _chose(wanted, answer.truth["means"], answer.means)

    def sign_decided(self, wanted: Mapping[str, Any], answer: Judged) -> bool:
        """Where this is what it means, one of these was chosen to do next."""
        return not self._decided_well(answer) and _chose(wanted, answer.truth["means"], answer.then)

    def sign_instead(self, wanted: Mapping[str, Any], answer: Judged) -> bool:
        """In place of this decision, one of these was chosen."""
        return not self._decided_well(answer) and answer.then in _several(
            wanted.get(answer.truth["then"], ())
        )

    def sign_marks(self, how: Any, answer: Judged) -> bool:
        """The dots that were marked are ``none`` of them, too ``few``, too ``many``, or ``others``.

        ``needless`` stands for any where there is nothing to mark.
        """
        return _how_marked(answer.marked or frozenset(), answer.right_marks) in _several(how)

    # What is said ----------------------------------------------------------------------------------

    def said_first(self, read: Judged) -> tuple[str, ...]:
        many = len(self.asked) + 3
        return (
            told("{right} of {all} parts are right.", right=many - len(self.wrong(read)), all=many),
        )

    def said_beside(self, read: Judged) -> tuple[str, ...]:
        fair_too = self._fair_too(read)
        return (fair_too, *self.reading(read)) if fair_too else self.reading(read)

    def reading(self, read: Judged) -> tuple[str, ...]:
        """What the chart shows, and what was behind it: told once it is answered."""
        said, truth = read.truth["said"], read.truth
        return (
            str(self.words["reading"][truth["means"]]).format(**said),
            str(self.words["behind"][truth["behind"]]).format(**said),
        )

    def truth_of(self, answer: object) -> tuple[str, ...]:
        try:
            return () if self.blank(answer) else self.reading(self.read(answer))
        except Unreadable:
            return ()

    def general_hint(self, read: Judged) -> str:
        names = listed([self._name(part) for part in self.wrong(read)])
        return told("Look again at {names}.", names=names)

    def in_words(self, answer: object) -> tuple[str, ...]:
        """The number of the chart and each part that was answered, a line each."""
        if self.blank(answer):
            return (told("Nothing yet."),)
        try:
            read = self.read(answer)
        except Unreadable:
            return (told("This chart could not be read."),)
        return (*self._in_words(read), *self.earlier_in_words(answer))

    def _in_words(self, read: Judged) -> Iterator[str]:
        yield told("Chart number {number}.", number=read.origin)
        for part in self.asked:
            if part in read.numbers:
                yield f"{self._name(part).capitalize()}: {read.numbers[part]:g}."
        if read.marked:
            dots = listed([dot_name(read.held, at) for at in sorted(read.marked)])
            yield told("Marked: {dots}.", dots=dots)
        elif read.marked is not None:
            yield told("Marked: none of them.")
        for part in ("means", "then"):
            if chosen := getattr(read, part):
                yield f"{self.words[part][chosen]}."


def dot_name(held: Mapping[str, Any], at: int) -> str:
    """What a dot or a row is called; dots are counted from 1."""
    labels = held.get("labels")
    if isinstance(labels, list) and at <= len(labels):
        return str(labels[at - 1])
    return told("week {n}", n=at)


def dots_in(held: Mapping[str, Any]) -> int:
    """How many dots or rows there are to mark."""
    return len(held["labels"] if "labels" in held else held["values"])


def answer_for(question: YourTurn, origin: Variant) -> dict[str, Any]:
    """The right answer to a variant."""
    truth = variants.data(origin)["truth"]
    return {
        **stamp_for(origin),
        **question.right_before(origin),
        "numbers": {part: truth["numbers"][part] for part in question.asked},
        "marked": list(truth["marked"]) or NONE,
        "means": truth["means"],
        "then": truth["then"],
    }


def _given(typed: object) -> bool:
    return bool(typed.strip()) if isinstance(typed, str) else typed is not None


def _marks(given: object) -> frozenset[int] | None:
    if given == NONE:
        return frozenset()
    if not isinstance(given, list):
        return None
    dots = [variants.whole(one) for one in given[:_MOST_DOTS]]
    found = frozenset(one for one in dots if one is not None and 1 <= one <= _MOST_DOTS)
    return found or None


def _overlap(marked: frozenset[int] | None, right: frozenset[int]) -> float:
    """How much of what was marked, or should be, is both."""
    if marked is None:
        return 0.0
    both = marked | right
    return len(marked & right) / len(both) if both else 1.0


def _how_marked(marked: frozenset[int], right: frozenset[int]) -> str:
    if marked == right:
        return "right"
    if not right:
        return "needless"
    if not marked:
        return "none"
    if marked < right:
        return "few"
    return "many" if marked > right else "others"


def _chose(wanted: Mapping[str, Any], means: str, chosen: str) -> bool:
    return any(chosen in _several(some) for name, some in wanted.items() if name in (means, "any"))


def _several(wanted: Any) -> Sequence[Any]:
    return wanted if isinstance(wanted, list | tuple) else (wanted,)

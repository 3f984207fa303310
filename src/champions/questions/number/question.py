"""A number: typed, or given by a line of code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from champions.questions.base.not_known import (
    knows_nothing,
    says_not_known,
    says_somewhere_not_known,
    tells_of_trouble,
)
from champions.questions.base.question import (
    OTHER_KIND,
    Marked,
    Miss,
    Unreadable,
    short,
)
from champions.questions.number.reading import (
    WORDS,
    Amount,
    Range,
    read_number,
    unread,
    words_and_numbers,
)
from champions.sentences import unit_said
from champions.sentences.told import later, told


@dataclass(frozen=True, kw_only=True)
class Number(Marked):
    """Type one number.

    Attributes:
        quantity: what kind of quantity is asked for: count, share, time, money, ratio or amount. Empty
            in lessons of the first version: then signs and units beside a number say nothing.
        unit: what it is counted or measured in, such as ``comments``, ``days`` or ``in 100``.
        units: more words that may stand beside it.
        within: how far off still counts as right, in the answer's unit.
        rounded: what the lesson itself rounds to, such as 0.01. The right number rounded to this, or to
            less, is right too.
        bound: ``least`` or ``most`` where that is asked for: then "at least 12" is 12.
    """

    quantity: str = ""
    unit: str = ""
    units: tuple[str, ...] = ()
    within: float = 0.0
    rounded: float = 0.0
    bound: str = ""

    way = later("Type a number")
    produces = True
    takes = 1.5
    how_to_begin = later('Type a number first. If you do not know it, press "I do not know".')

    def read(self, answer: object) -> Any:
        if knows_nothing(answer) and _is_without_number(answer):
            raise unread("one-number")
        try:
            read = read_number(
                answer,
                self.units,
                kind=self.quantity,
                unit=self.unit,
                bound=self.bound,
                ask=self.ask,
            )
        except Range as both:
            if both.high - both.low <= 2 * self.within + 1e-9:  # the ends mean the same here
                return Amount((both.low + both.high) / 2)
            raise
        # A wrong number gets the hint that was written for it. The right one is no mistake: the words may be.
        if read.doubt and self.agrees(read, self.right_answer()):
            raise Unreadable(read.doubt)
        return read

    def gives_up(self, answer: object) -> bool:
        if says_not_known(answer) or says_somewhere_not_known(answer):
            return True
        at_a_loss = tells_of_trouble(answer) or knows_nothing(answer)
        return at_a_loss and _is_without_number(answer)

    def agrees(self, answer: Any, wanted: Any) -> bool:
        if isinstance(answer, Amount) and answer.told:
            same = answer.as_asked
            return same is not None and self.close(same, wanted)
        return self.close(answer, wanted) or _is_rounded(answer, wanted, self.rounded)

    def close(self, answer: Any, wanted: Any) -> bool:
        """True when a number is near enough to another, whatever it is a number of."""
        # A hair more than ``within``: 14.05 typed as decimal is not exactly 0.05 from 14.
        return bool(abs(answer - wanted) <= self.within + 1e-9 * max(1.0, abs(wanted)))

    def miss_for(self, answer: Any) -> Miss | None:
        apart = isinstance(answer, Amount) and answer.apart
        return None if apart else super().miss_for(answer)

    def said_beside(self, read: Any) -> tuple[str, ...]:
        if not isinstance(read, Amount):
            return ()
        return tuple(note for note in (read.note, self._as_asked(read)) if note)

    def _as_asked(self, read: Amount) -> str:
        """What the right number is in the unit that was asked for, where another was typed."""
        if read.as_asked is None or not self.agrees(read, self.right_answer()):
            return ""
        form: str = WORDS["told"]["as-asked"]
        return told(form, given=read.typed, read=f"{read.as_asked:.12g}", unit=unit_said(self.unit))

    def said_first(self, read: Any) -> tuple[str, ...]:
        return self.said_beside(read)

    def other_outcome(self, read: Any) -> str:
        return OTHER_KIND if isinstance(read, Amount) and read.told else super().other_outcome(read)

    def general_hint(self, read: Any) -> str:
        if isinstance(read, Amount):
            if read.told:
                return read.told
            if read.other and self.close(read.other[0], self.right_answer()):
                return read.other[1]
            if read < 0 and self.agrees(Amount(-read), self.right_answer()):
                return told(WORDS["told"]["minus"])
        return super().general_hint(read)

    def sign_is(self, numbers: Any, answer: float) -> bool:
        """It is this number, or one of these; what counts as the same is what counts as right."""
        return any(self.close(answer, one) for one in _several(numbers))

    def sign_exactly(self, numbers: Any, answer: float) -> bool:
        """It is just this number, or one of these."""
        return any(answer == one for one in _several(numbers))

    def sign_near(self, wanted: Any, answer: float) -> bool:
        """It is within so much of this number, or of one of these: the last is how far off it may be."""
        *numbers, within = wanted
        return any(abs(answer - one) <= within for one in numbers)

    def right_answer(self) -> Any:
        right = float(super().right_answer())
        return int(right) if right.is_integer() else right


@dataclass(frozen=True, kw_only=True)
class Value(Number):
    """A number that the champion's own line of code gives. ``name`` is the variable it sets."""

    name: str

    takes = 3.0

    @property
    def from_code(self) -> str:
        return self.name

    def in_words(self, answer: object) -> tuple[str, ...]:
        return (f"{self.name} = {short(answer)}",)

    def read(self, answer: object) -> Any:
        try:
            if isinstance(answer, str) and len(answer.split()) > _LONGEST_TEXT:
                raise Unreadable("")  # what a chart or a table says of itself
            return super().read(answer)
        except Unreadable as trouble:
            raise Unreadable(
                told(
                    "{name} should be one number. At the moment it is {what}.",
                    name=self.name,
                    what=_kind_of(answer),
                )
            ) from trouble


@dataclass(frozen=True, kw_only=True)
class Share(Value):
    """A share that a line of code gives. From 1 to 100 it is taken as per cent: 54 is 0.54."""

    def read(self, answer: object) -> Any:
        value = super().read(answer)
        if self.quantity:
            return value  # read as a share already
        return value / 100 if 1 < value <= 100 else value


def _is_without_number(answer: object) -> bool:
    """True for a text in which no number stands, in figures or in words; a word for nothing is none.

    >>> _is_without_number("no one knows"), _is_without_number("no one told me, eight")
    (True, False)
    """
    if not isinstance(answer, str):
        return False
    read = words_and_numbers(answer)
    return not any(
        value is not None and (word, read[at - 1 : at]) != ("one", [("no", None)])
        for at, (word, value) in enumerate(read)
    )


#: A text from a line of code is a number with a unit, in this many words at most.
_LONGEST_TEXT = 4


def _is_rounded(answer: float, wanted: float, rounded: float) -> bool:
    """True when an answer is the wanted number rounded as the lesson does it, or less.

    >>> _is_rounded(0.31, 0.3098, 0.01), _is_rounded(0.3146, 0.3098, 0.01), _is_rounded(0.3, 0.3098, 0.01)
    (True, False, False)
    """
    if not rounded:
        return False
    steps = (rounded / 10**more for more in range(6))
    return any(
        # In this order: what is near a number is not so large that it cannot be divided.
        abs(answer - wanted) <= step / 2 + 1e-9 and abs(answer / step - round(answer / step)) < 1e-6
        for step in steps
    )


def _several(numbers: Any) -> tuple[Any, ...]:
    return tuple(numbers) if isinstance(numbers, list | tuple) else (numbers,)


def _kind_of(answer: object) -> str:
    if isinstance(answer, list):
        return told("a list of {n} values", n=len(answer))
    if isinstance(answer, Mapping):
        return told("a table or a set of names and values")
    return f'"{str(answer)[:60]}"'

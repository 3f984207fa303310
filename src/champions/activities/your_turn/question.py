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

#: What stands in an answer where somebody says that there is nothing to mark.
NONE = "none"
#: No variant has more dots or rows than this.
_MOST_DOTS = 60
_NO_WORDS: Mapping[str, Any] = {}


def read_words(folder: str) -> Mapping[str, Any]:
    """The words of a kind.

    Args:
        folder: the name of its folder, such as ``turn_run``.
    """
    text = files(f"champions.activities.{folder}").joinpath("words.json").read_text("utf-8")
    found: Mapping[str, Any] = json.loads(text)
    return found


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
            raise Unreadable("This chart could not be read. Press the button for another one.")
        return variants.data(self.origin)

    @property
    def truth(self) -> Mapping[str, Any]:
        """What is true of the data."""
        found: Mapping[str, Any] = self.held["truth"]
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

    ``numbers`` names the numbers that are asked for; left out, they are all that its words have.
    """

    numbers: tuple[str, ...] = ()

    #: The words of the kind, as :func:`read_words` gives them.
    words = _NO_WORDS
    way = "Judge a chart of your own"

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
            said = "This chart could not be read. Press the button for another one."
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
            return f"Type a number here: {names}."
        open_ = [part for part in self.asked if part not in answer.numbers]
        open_ += ["marked"] if answer.marked is None else []
        open_ += [part for part in ("means", "then") if not getattr(answer, part)]
        if not open_:
            return ""
        return f"Still open: {listed([self._name(part) for part in open_])}."

    def _name(self, part: str) -> str:
        """What a part is called within a sentence."""
        name: str = self.words["names"][part]
        return name

    # What is right --------------------------------------------------------------------------------

    def agrees(self, answer: Judged, wanted: Any) -> bool:
        return not self.wrong(answer)

    def wrong(self, read: Judged) -> list[str]:
        """The parts that are not right, in their order."""
        found = [part for part in self.asked if not self._number_is_right(read, part)]
        found += [] if read.marked == read.right_marks else ["marked"]
        return found + [
            part for part in ("means", "then") if getattr(read, part) != read.truth[part]
        ]

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
        judged += (read.means == read.truth["means"]) + (read.then == read.truth["then"])
        return counted * (1 + judged / 3) / 2

    # Wrong answers ---------------------------------------------------------------------------------

    def sign_took(self, wanted: Mapping[str, Any], answer: Judged) -> bool:
        """In the part of this name stands the number of a known slip, or of one of these."""
        near = answer.held["near"]
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
        return answer.then != answer.truth["then"] and _chose(
            wanted, answer.truth["means"], answer.then
        )

    def sign_marks(self, how: Any, answer: Judged) -> bool:
        """The dots that were marked are ``none`` of them, too ``few``, too ``many``, or ``others``."""
        return _how_marked(answer.marked or frozenset(), answer.right_marks) in _several(how)

    # What is said ----------------------------------------------------------------------------------

    def said_first(self, read: Judged) -> tuple[str, ...]:
        many = len(self.asked) + 3
        return (f"{many - len(self.wrong(read))} of {many} parts are right.",)

    def said_beside(self, read: Judged) -> tuple[str, ...]:
        return self.reading(read)

    def reading(self, read: Judged) -> tuple[str, ...]:
        """What the chart shows, and what was behind it: told once it is answered."""
        said, truth = read.truth["said"], read.truth
        return (
            str(self.words["reading"][truth["means"]]).format(**said),
            str(self.words["behind"][truth["behind"]]).format(**said),
        )

    def general_hint(self, read: Judged) -> str:
        names = listed([self._name(part) for part in self.wrong(read)])
        return f"Look again at {names}."

    def in_words(self, answer: object) -> tuple[str, ...]:
        """The number of the chart and each part that was answered, a line each."""
        if self.blank(answer):
            return ("Nothing yet.",)
        try:
            read = self.read(answer)
        except Unreadable:
            return ("This chart could not be read.",)
        return (*self._in_words(read), *self.earlier_in_words(answer))

    def _in_words(self, read: Judged) -> Iterator[str]:
        yield f"Chart number {read.origin}."
        for part in self.asked:
            if part in read.numbers:
                yield f"{self._name(part).capitalize()}: {read.numbers[part]:g}."
        if read.marked:
            dots = listed([dot_name(read.held, at) for at in sorted(read.marked)])
            yield f"Marked: {dots}."
        elif read.marked is not None:
            yield "Marked: none of them."
        for part in ("means", "then"):
            if chosen := getattr(read, part):
                yield f"{self.words[part][chosen]}."


def dot_name(held: Mapping[str, Any], at: int) -> str:
    """What a dot or a row is called; dots are counted from 1."""
    labels = held.get("labels")
    if isinstance(labels, list) and at <= len(labels):
        return str(labels[at - 1])
    return f"week {at}"


def dots_in(held: Mapping[str, Any]) -> int:
    """How many dots or rows there are to mark."""
    return len(held["labels"] if "labels" in held else held["values"])


def answer_for(question: YourTurn, origin: Variant) -> dict[str, Any]:
    """The right answer to a variant."""
    truth = variants.data(origin)["truth"]
    return {
        **stamp_for(origin),
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
    if not marked:
        return "none"
    if marked < right:
        return "few"
    return "many" if marked > right else "others"


def _chose(wanted: Mapping[str, Any], means: str, chosen: str) -> bool:
    return any(chosen in _several(some) for name, some in wanted.items() if name in (means, "any"))


def _several(wanted: Any) -> Sequence[Any]:
    return wanted if isinstance(wanted, list | tuple) else (wanted,)

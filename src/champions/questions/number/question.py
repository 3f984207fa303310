"""A number: typed, or given by a line of code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from champions.questions.base.question import Marked, Unreadable, short
from champions.questions.number.reading import read_number


@dataclass(frozen=True, kw_only=True)
class Number(Marked):
    """Type one number. ``within`` is how far off still counts as right, in the answer's unit."""

    units: tuple[str, ...] = ()
    within: float = 0.0

    way = "Type a number"

    def read(self, answer: object) -> Any:
        return read_number(answer, self.units)

    def agrees(self, answer: Any, wanted: Any) -> bool:
        # A hair more than ``within``: 14.05 typed as decimal is not exactly 0.05 from 14.
        return bool(abs(answer - wanted) <= self.within + 1e-9 * max(1.0, abs(wanted)))

    def sign_is(self, numbers: Any, answer: float) -> bool:
        """It is this number, or one of these; what counts as the same is what counts as right."""
        return any(self.agrees(answer, one) for one in _several(numbers))

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

    @property
    def from_code(self) -> str:
        return self.name

    def in_words(self, answer: object) -> tuple[str, ...]:
        return (f"{self.name} = {short(answer)}",)

    def read(self, answer: object) -> Any:
        try:
            return super().read(answer)
        except Unreadable as trouble:
            raise Unreadable(
                f"{self.name} should be one number. At the moment it is {_kind_of(answer)}."
            ) from trouble


@dataclass(frozen=True, kw_only=True)
class Share(Value):
    """A share that a line of code gives. From 1 to 100 it is taken as per cent: 54 is 0.54."""

    def read(self, answer: object) -> Any:
        value = super().read(answer)
        return value / 100 if 1 < value <= 100 else value


def _several(numbers: Any) -> tuple[Any, ...]:
    return tuple(numbers) if isinstance(numbers, list | tuple) else (numbers,)


def _kind_of(answer: object) -> str:
    if isinstance(answer, list):
        return f"a list of {len(answer)} values"
    if isinstance(answer, Mapping):
        return "a table or a set of names and values"
    return f'"{str(answer)[:60]}"'

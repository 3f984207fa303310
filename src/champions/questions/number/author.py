"""For authors: the wrong answers that are numbers, and what may be wrong."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from champions.questions.base import author as base
from champions.questions.base import expected as should
from champions.questions.base.expected import Expected
from champions.questions.base.question import Miss
from champions.questions.number.question import Number
from champions.questions.number.reading import KINDS


def typed_misses(question: Number) -> Iterator[tuple[Miss, Any]]:
    """The wrong answers that stand in the scheme as answers."""
    return base.plain_misses(question)


def expected(_question: Number) -> Mapping[str, Expected]:
    """What should stand in a field, and after a sign."""
    return {
        "right": should.number,
        "quantity": should.one_of(KINDS),
        "bound": should.one_of(("least", "most")),
        "sign_is": should.numbers,
        "sign_exactly": should.numbers,
        "sign_near": should.number_and_within,
    }


def mistakes(question: Number) -> Iterator[str]:
    """What an author got wrong in this kind, a sentence each."""
    if question.within < 0:
        yield '"within" is how far off still counts as right. It cannot be under 0.'
    if question.rounded < 0:
        yield '"rounded" is what the lesson rounds to, such as 0.01. It cannot be under 0.'
    if not math.isfinite(question.right_answer()):
        yield "the right answer is no number that can be typed."
        return
    for printed in refused_roundings(question):
        yield (
            f"the words of this question give the right number as {printed}, and who types {printed} is "
            f'told that it is wrong. Say what you round to, such as "rounded: {_step(printed)}".'
        )


_PRINTED = re.compile(r"(?<![\w.,/=*(\[])[0-9]+(?:\.[0-9]+)?(?![\w,.]*[\w)\]]|%)")


def refused_roundings(question: Number) -> Iterator[str]:
    """The right number as the question's own words round it, where this would be marked wrong.

    The words after a right answer are read, and the worked step: what a learner is shown must be right
    when it is typed.
    """
    right = float(question.right_answer())
    if right.is_integer():
        return
    in_100 = question.quantity == "share" and question.unit != "in 100"
    for printed in dict.fromkeys(_PRINTED.findall(f"{question.praise} {question.step}")):
        number, digits = float(printed), len(printed.partition(".")[2])
        places = {digits} | ({-1} if right >= _TENS and printed.endswith("0") else set())
        ways = [(number, places)] + ([(number / 100, {digits + 2})] if in_100 else [])
        if any(_rounds_to(right, *way) and not question.agrees(way[0], right) for way in ways):
            yield printed


def _rounds_to(right: float, number: float, places: set[int]) -> bool:
    return number > 0 and any(abs(number - round(right, digits)) < _HAIR for digits in places)


_TENS = 100  # from here on a text may round to tens
_HAIR = 1e-9


def _step(printed: str) -> str:
    """What a printed number was rounded to.

    >>> _step("9"), _step("0.31")
    ('1', '0.01')
    """
    digits = len(printed.partition(".")[2])
    return f"0.{'0' * (digits - 1)}1" if digits else "1"

"""For authors: the wrong answers that are numbers, and what may be wrong."""

from __future__ import annotations

import math
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

"""For authors: the wrong answers that are numbers, and what may be wrong."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from champions.questions.base import author as base
from champions.questions.base.question import Miss
from champions.questions.number.question import Number


def typed_misses(question: Number) -> Iterator[tuple[Miss, Any]]:
    """The wrong answers that stand in the scheme as answers."""
    return base.plain_misses(question)


def mistakes(question: Number) -> Iterator[str]:
    """What an author got wrong in this kind, a sentence each."""
    if question.within < 0:
        yield '"within" is how far off still counts as right. It cannot be under 0.'
    if not math.isfinite(question.right_answer()):
        yield "the right answer is no number that can be typed."

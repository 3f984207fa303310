"""For the sample cohort: numbers near the right one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from champions.questions.number.question import Number


def wrong_answers(question: Number) -> Iterator[Any]:
    """Answers that people may give and that are mostly wrong; marking says what each of them is."""
    right = question.right_answer()
    yield from (right + by for by in (-1, 1, 2, 3, -3, 0.5, 10))

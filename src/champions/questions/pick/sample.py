"""For the sample cohort: too few ticks, and too many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from champions.questions.pick.question import Pick


def wrong_answers(question: Pick) -> Iterator[Any]:
    """Answers that people may give and that are mostly wrong; marking says what each of them is."""
    right = question.right_answer()
    yield from ([*right[:-1]], [*right, *question.options], list(question.options))

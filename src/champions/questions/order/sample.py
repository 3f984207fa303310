"""For the sample cohort: begun too late, and turned round."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from champions.questions.order.question import Order


def wrong_answers(question: Order) -> Iterator[Any]:
    """Answers that people may give and that are mostly wrong; marking says what each of them is."""
    right = question.right_answer()
    yield from (right[at:] + right[:at] for at in range(1, len(right)))
    yield right[::-1]

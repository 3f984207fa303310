"""For the sample cohort: any option."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from champions.questions.choice.question import Choice


def wrong_answers(question: Choice) -> Iterator[Any]:
    """Answers that people may give and that are mostly wrong; marking says what each of them is."""
    yield from question.options

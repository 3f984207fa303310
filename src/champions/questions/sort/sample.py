"""For the sample cohort: one thing in each other group, and all things in one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from champions.questions.sort.question import Sort


def wrong_answers(question: Sort) -> Iterator[Any]:
    """Answers that people may give and that are mostly wrong; marking says what each of them is."""
    right = question.right_answer()
    groups = list(question.groups)
    yield from ({**right, item: group} for item in right for group in groups)
    yield from (dict.fromkeys(right, group) for group in groups)

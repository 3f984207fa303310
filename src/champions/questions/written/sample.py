"""For the sample cohort: the first words of the example, and a text about something else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from champions.questions.written.question import Written


def wrong_answers(question: Written) -> Iterator[Any]:
    """Answers that people may give and that are mostly wrong; marking says what each of them is."""
    words = str(question.right_answer()).split()
    yield (" ".join(words[: len(words) // 2]), "I would talk about it with the others on Monday.")

"""For the sample cohort: answers to one file that are mostly wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from champions.activities.practical.question import Practical
from champions.activities.your_turn import sample


def wrong_answers(question: Practical) -> Iterator[Any]:
    """The right answer with one part that is not; and with one slip left in the file."""
    right = question.right_answer()
    yield from sample.wrong_answers(question)
    for row in right["mend"]:
        yield {**right, "mend": {key: now for key, now in right["mend"].items() if key != row}}

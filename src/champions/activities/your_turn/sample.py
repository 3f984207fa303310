"""For the sample cohort: answers to one chart that are mostly wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from champions.activities.your_turn.question import NONE, YourTurn


def wrong_answers(question: YourTurn) -> Iterator[Any]:
    """The right answer with one part that is not, for each choice; and with nothing marked."""
    right = question.right_answer()
    for part in ("means", "then"):
        for key in question.words[part]:
            if key != right[part]:
                yield {**right, part: key}
    if right["marked"] != NONE:
        yield {**right, "marked": NONE}

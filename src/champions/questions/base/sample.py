"""For the sample cohort: what a kind has that brings nothing of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random
from typing import Any

from champions.questions.base.question import Question


def wrong_answers(_question: Question) -> Iterable[Any]:
    """Answers that people may give and that are mostly wrong; marking says what each of them is."""
    return ()


def kept(_question: Question, _lot: Random, _words: Sequence[str]) -> Any:
    """An invented answer to what is kept and not marked at once; None: it is left out.

    Args:
        _lot: what to draw with.
        _words: invented sentences to draw from.
    """
    return None

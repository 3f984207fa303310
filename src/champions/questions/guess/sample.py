"""For the sample cohort: a guess by lot."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from champions.questions.guess.question import Guess


def kept(question: Guess, lot: Random, _words: Sequence[str]) -> str:
    """An invented answer."""
    return lot.choice(list(question.options))

"""For the sample cohort: invented words, a sentence a box."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from champions.questions.words.question import Words


def kept(question: Words, lot: Random, words: Sequence[str]) -> dict[str, str]:
    """An invented answer."""
    return {key: lot.choice(words) for key in question.boxes}

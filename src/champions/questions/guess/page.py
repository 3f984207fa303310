"""Where no lesson runs: the options, with the guess marked."""

from __future__ import annotations

from typing import Any

from champions.questions.guess.question import Guess
from champions.questions.page import bullets


def html(question: Guess, answer: Any) -> str:
    """The answer given, as it stands without a running lesson."""
    return bullets(
        ("●" if key == answer else "○", words) for key, words in question.options.items()
    )

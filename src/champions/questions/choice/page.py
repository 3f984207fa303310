"""Where no lesson runs: the options, with the chosen one marked."""

from __future__ import annotations

from typing import Any

from champions.questions.choice.question import Choice
from champions.questions.page import bullets


def html(question: Choice, answer: Any) -> str:
    """The answer given, as it stands without a running lesson."""
    return bullets(("●" if key == answer else "○", words) for key, words in question.shown.items())

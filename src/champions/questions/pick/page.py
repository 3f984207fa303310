"""Where no lesson runs: the options, with those that are ticked."""

from __future__ import annotations

from typing import Any

from champions.questions.page import bullets
from champions.questions.pick.question import Pick


def html(question: Pick, answer: Any) -> str:
    """The answer given, as it stands without a running lesson."""
    chosen = answer if isinstance(answer, list) else []
    return bullets(("☑" if key in chosen else "☐", words) for key, words in question.shown.items())

"""Where no lesson runs: each thing with its group."""

from __future__ import annotations

from typing import Any

from champions.questions.page import bullets
from champions.questions.sort.question import Sort
from champions.sentences.told import told


def html(question: Sort, answer: Any) -> str:
    """The answer given, as it stands without a running lesson."""
    placed = answer if isinstance(answer, dict) else {}
    return bullets(
        ("→", f"{words}: {question.groups.get(str(placed.get(key)), told('(not placed)'))}")
        for key, words in question.items.items()
    )

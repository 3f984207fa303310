"""Where no lesson runs: each box with what was written in it."""

from __future__ import annotations

from html import escape
from typing import Any

from champions.questions.words.question import Words
from champions.sentences.told import retold, told


def html(question: Words, answer: Any) -> str:
    """The answer given, as it stands without a running lesson."""
    texts = answer if isinstance(answer, dict) else {}
    return "".join(
        f"<p><strong>{escape(retold(label))}</strong><br>{escape(str(texts.get(key) or told('(empty)')))}</p>"
        for key, label in question.boxes.items()
    )

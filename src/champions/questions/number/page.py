"""Where no lesson runs: the number as it was typed."""

from __future__ import annotations

from html import escape
from typing import Any

from champions.questions.number.question import Number
from champions.sentences.told import told


def html(_question: Number, answer: Any) -> str:
    """The answer given, as it stands without a running lesson."""
    said = told("(empty)") if answer in (None, "") else str(answer)
    return f"<p>{escape(told('Answer: {answer}', answer=said))}</p>"

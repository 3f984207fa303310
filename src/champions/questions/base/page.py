"""Where no lesson runs: the answer in words."""

from __future__ import annotations

from html import escape
from typing import Any

from champions.questions.base.question import Question
from champions.sentences.told import told


def html(question: Question, answer: Any) -> str:
    """The answer given, as it stands without a running lesson."""
    lines = question.in_words(answer) or (told("(empty)"),)
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def drawing(_question: Question, _answer: Any) -> str:
    """A picture of the answer for the page that goes back, as HTML; most kinds have none."""
    return ""

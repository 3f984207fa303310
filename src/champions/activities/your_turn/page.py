"""On the page that goes back: the chart with what was marked, once something was."""

from __future__ import annotations

from typing import Any

from champions.activities.your_turn.drawing import chart_html, visible
from champions.activities.your_turn.question import YourTurn
from champions.questions.base.question import Unreadable


def drawing(question: YourTurn, answer: Any) -> str:
    """The chart as it was judged, as HTML made from its numbers alone; else empty."""
    if question.blank(answer):
        return ""
    try:
        read = question.read(answer)
        shown = visible(question, read.held)
        return chart_html(question.words, shown, read.numbers, read.marked or frozenset())
    except Unreadable:
        return ""

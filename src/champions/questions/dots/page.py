"""On the page that goes back: the chart that was drawn, once it is drawn to the end."""

from __future__ import annotations

from typing import Any

from champions.questions.base.question import Unreadable
from champions.questions.dots.picture import dot_plot_svg
from champions.questions.dots.question import Dots


def drawing(question: Dots, answer: Any) -> str:
    """The chart that was drawn by hand, as HTML made from its numbers alone; else empty."""
    if question.blank(answer):
        return ""
    try:
        drawn = question.read(answer)
    except (Unreadable, AttributeError):
        return ""
    if drawn["line"] is None:
        return ""
    line, last = drawn["line"], len(question.labels)
    return dot_plot_svg(question, drawn["dots"], line, line, last)

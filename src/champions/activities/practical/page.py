"""On the page that goes back: the file as it was mended, and the chart with what was marked."""

from __future__ import annotations

from typing import Any, cast

from champions.activities.practical.file import file_html
from champions.activities.practical.question import Mended, Practical
from champions.activities.your_turn.drawing import chart_html, visible
from champions.questions.base.question import Unreadable


def drawing(question: Practical, answer: Any) -> str:
    """The file and the chart, as HTML made from their numbers and from plain text; else empty."""
    if question.blank(answer):
        return ""
    try:
        read = question.read(answer)
    except Unreadable:
        return ""
    read = cast("Mended", read)
    shown = visible(question, read.held)
    chart = chart_html(question.words, shown, read.numbers, read.marked or frozenset())
    return file_html(question, read) + chart

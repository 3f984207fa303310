"""On paper: what to draw, and squared paper to draw it on."""

from __future__ import annotations

from html import escape

from champions.questions.dots.picture import squared_paper_svg
from champions.questions.dots.question import Dots


def to_fill_in(question: Dots) -> str:
    """The form to fill in by hand, as HTML."""
    given = "; ".join(
        f"{escape(label)}: {value:g}"
        for label, value in zip(question.labels, question.values, strict=True)
    )
    return (
        f"<p>Draw a dot for each ({escape(question.unit)}). {given}. Then the middle line.</p>"
        f"{squared_paper_svg(question)}"
    )


def needs_squared_paper(_question: Dots) -> bool:
    """After one chart drawn by hand comes one of a champion's own."""
    return True

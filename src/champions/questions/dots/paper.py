"""On paper: what to draw, and squared paper to draw it on."""

from __future__ import annotations

from html import escape

from champions.questions.dots.picture import squared_paper_svg
from champions.questions.dots.question import Dots
from champions.sentences import unit_said
from champions.sentences.told import tell


def to_fill_in(question: Dots) -> str:
    """The form to fill in by hand, as HTML."""
    given = "; ".join(
        f"{escape(label)}: {value:g}"
        for label, value in zip(question.labels, question.values, strict=True)
    )
    said = tell(
        "Draw a dot for each ({unit}). {given}. Then the middle line.",
        unit=escape(unit_said(question.unit)),
        given=given,
    )
    return f"<p>{said}</p>{squared_paper_svg(question)}"


def needs_squared_paper(_question: Dots) -> bool:
    """After one chart drawn by hand comes one of a champion's own."""
    return True

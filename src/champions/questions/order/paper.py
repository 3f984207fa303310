"""On paper: a number beside each thing."""

from __future__ import annotations

from html import escape

from champions.questions.base.paper import bullets
from champions.questions.base.question import mixed
from champions.questions.order.question import Order
from champions.sentences.told import tell


def to_fill_in(question: Order) -> str:
    """The form to fill in by hand, as HTML."""
    steps = mixed(question.id, question.items)
    return f"<p>{tell('Write a number beside each, 1 for the first.')}</p>" + bullets(
        f"____ {escape(words)}" for words in steps.values()
    )

"""For authors: the things to be put in order, and what may be wrong with them."""

from __future__ import annotations

from collections.abc import Iterator

from champions.questions.base import author as base
from champions.questions.order.question import Order


def texts(question: Order) -> Iterator[tuple[str, str]]:
    """Each text that a learner reads, with the name of its place in the scheme."""
    yield from base.texts(question)
    yield from base.named("items", question.items)


def mistakes(question: Order) -> Iterator[str]:
    """What an author got wrong in this kind, a sentence each."""
    yield from base.unknown(
        "the wrong answer", base.keys_in(question, "before", "first"), question.items
    )
    for order in (question.right_answer(), *question.also):
        if sorted(map(str, order)) != sorted(question.items):
            yield f"the order {', '.join(map(str, order))} does not hold each thing once."

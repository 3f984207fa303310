"""For authors: the things to be put in order, and what may be wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from champions.questions.base import author as base
from champions.questions.base import expected as should
from champions.questions.base.expected import Expected
from champions.questions.order.question import Order


def texts(question: Order) -> Iterator[tuple[str, str]]:
    """Each text that a learner reads, with the name of its place in the scheme."""
    yield from base.texts(question)
    yield from base.named("items", question.items)


def expected(question: Order) -> Mapping[str, Expected]:
    """What should stand in a field, and after a sign."""
    whole = should.all_of(question.items)
    return {
        "right": whole,
        "also": should.several(whole),
        "sign_order": whole,
        "sign_first": should.one_of(question.items),
        "sign_before": should.two_of(question.items),
    }


def mistakes(question: Order) -> Iterator[str]:
    """What an author got wrong in this kind, a sentence each."""
    yield from base.unknown(
        "the wrong answer", base.keys_in(question, "before", "first"), question.items
    )
    for order in (question.right_answer(), *question.also):
        if sorted(map(str, order)) != sorted(question.items):
            yield f"the order {', '.join(map(str, order))} does not hold each thing once."

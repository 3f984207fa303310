"""For authors: the options, and what may be wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from champions.questions.base import author as base
from champions.questions.base import expected as should
from champions.questions.base.expected import Expected
from champions.questions.base.question import Miss
from champions.questions.choice.question import Choice


def texts(question: Choice) -> Iterator[tuple[str, str]]:
    """Each text that a learner reads, with the name of its place in the scheme."""
    yield from base.texts(question)
    yield from base.named("options", question.options)


def typed_misses(question: Choice) -> Iterator[tuple[Miss, Any]]:
    """The wrong answers that stand in the scheme as answers."""
    return base.plain_misses(question)


def expected(question: Choice) -> Mapping[str, Expected]:
    """What should stand in a field, and after a sign."""
    return {
        "right": should.one_of(question.options),
        "sign_chosen": should.one_or_some_of(question.options),
    }


def mistakes(question: Choice) -> Iterator[str]:
    """What an author got wrong in this kind, a sentence each."""
    yield from base.too_few(question.options)
    if not question.kept_back or question.right is not None:
        yield from base.unknown("the right answer", [question.right_answer()], question.options)
    chosen = base.keys_in(question, "chosen")
    yield from base.unknown("the wrong answer", chosen, question.options)

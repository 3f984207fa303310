"""For authors: the options, and what may be wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from champions.questions.base import author as base
from champions.questions.base import expected as should
from champions.questions.base.expected import Expected
from champions.questions.base.question import Miss
from champions.questions.pick.question import Pick


def texts(question: Pick) -> Iterator[tuple[str, str]]:
    """Each text that a learner reads, with the name of its place in the scheme."""
    yield from base.texts(question)
    yield from base.named("options", question.options)


def typed_misses(question: Pick) -> Iterator[tuple[Miss, Any]]:
    """The wrong answers that stand in the scheme whole."""
    whole = (one for one in question.misses if not isinstance(one.answer, frozenset | tuple))
    for miss in whole:
        for _, keys in base.signs_in(miss, "only"):
            yield miss, list(keys)


def expected(question: Pick) -> Mapping[str, Expected]:
    """What should stand in a field, and after a sign."""
    some = should.some_of(question.options)
    signs = ("ticked", "ticked_one_of", "left_out", "only")
    return {"right": some, **{f"sign_{name}": some for name in signs}}


def mistakes(question: Pick) -> Iterator[str]:
    """What an author got wrong in this kind, a sentence each."""
    yield from base.too_few(question.options)
    yield from base.unknown("the right answer", question.right_answer(), question.options)
    signs = ("ticked", "ticked_one_of", "left_out", "only")
    given = [
        *base.keys_in(question, *signs),
        *(
            key
            for one in question.misses
            if isinstance(one.answer, frozenset)
            for key in one.answer
        ),
    ]
    yield from base.unknown("the wrong answer", given, question.options)

"""For authors: the options, and what may be wrong with them."""

from __future__ import annotations

from collections.abc import Iterator

from champions.questions.base import author as base
from champions.questions.pick.question import Pick


def texts(question: Pick) -> Iterator[tuple[str, str]]:
    """Each text that a learner reads, with the name of its place in the scheme."""
    yield from base.texts(question)
    yield from base.named("options", question.options)


def mistakes(question: Pick) -> Iterator[str]:
    """What an author got wrong in this kind, a sentence each."""
    yield from base.too_few(question.options)
    yield from base.unknown("the right answer", question.right_answer(), question.options)
    given = [key for miss in question.misses if not callable(miss.answer) for key in miss.answer]
    yield from base.unknown("the wrong answer", given, question.options)

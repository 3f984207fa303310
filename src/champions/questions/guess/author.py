"""For authors: the options, what is said after, and what may be wrong with them."""

from __future__ import annotations

from collections.abc import Iterator

from champions.questions.base import author as base
from champions.questions.guess.question import Guess


def texts(question: Guess) -> Iterator[tuple[str, str]]:
    """Each text that a learner reads, with the name of its place in the scheme."""
    yield from base.texts(question)
    yield "after", question.after
    yield from base.named("options", question.options)


def mistakes(question: Guess) -> Iterator[str]:
    """What an author got wrong in this kind, a sentence each."""
    yield from base.too_few(question.options)

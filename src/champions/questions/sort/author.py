"""For authors: the things and the groups, and what may be wrong with them."""

from __future__ import annotations

from collections.abc import Iterator

from champions.questions.base import author as base
from champions.questions.sort.question import Sort


def texts(question: Sort) -> Iterator[tuple[str, str]]:
    """Each text that a learner reads, with the name of its place in the scheme."""
    yield from base.texts(question)
    yield from base.named("items", question.items)
    yield from base.named("groups", question.groups)


def mistakes(question: Sort) -> Iterator[str]:
    """What an author got wrong in this kind, a sentence each."""
    right = question.right_answer()
    yield from base.unknown("the group", right.values(), question.groups)
    also = (group for others in question.also.values() for group in others)
    yield from base.unknown("the group", also, question.groups)
    yield from base.unknown("the thing", [*right, *question.also], question.items)

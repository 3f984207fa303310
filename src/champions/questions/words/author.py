"""For authors: the boxes and the levels, and what may be wrong with them."""

from __future__ import annotations

from collections.abc import Iterator

from champions.questions.base import author as base
from champions.questions.words.question import Words


def texts(question: Words) -> Iterator[tuple[str, str]]:
    """Each text that a learner reads, with the name of its place in the scheme."""
    yield from base.texts(question)
    yield from base.named("boxes", question.boxes)
    yield from ((f"rubric.{level.points}", level.anchor) for level in question.rubric)


def mistakes(question: Words) -> Iterator[str]:
    """What an author got wrong in this kind, a sentence each."""
    if not question.boxes:
        yield "there is no box to write in."
    points = [level.points for level in question.rubric]
    if len(points) != len(set(points)):
        yield "two levels give the same points."

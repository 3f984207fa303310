"""For authors: the labels, and what may be wrong with the dots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from champions.questions.base import author as base
from champions.questions.base import expected as should
from champions.questions.base.expected import Expected
from champions.questions.dots.question import Dots


def texts(question: Dots) -> Iterator[tuple[str, str]]:
    """Each text that a learner reads, with the name of its place in the scheme."""
    yield from base.texts(question)
    for label in question.labels:
        yield f"labels.{label}", label
    yield "unit", question.unit


def expected(question: Dots) -> Mapping[str, Expected]:
    """What should stand in a field, and after a sign."""
    return {
        "right": should.number,
        "values": should.as_many(should.several(should.number), question.labels),
        "sign_line_near": should.number_and_within,
        "sign_weeks_late": should.whole_number,
    }


def mistakes(question: Dots) -> Iterator[str]:
    """What an author got wrong in this kind, a sentence each."""
    if len(question.values) != len(question.labels):
        yield f"there are {len(question.labels)} labels for {len(question.values)} dots."
    for value in question.values:
        if not 0 <= value <= question.top:
            yield f"the dot at {value:g} is off the paper, which goes from 0 to {question.top:g}."

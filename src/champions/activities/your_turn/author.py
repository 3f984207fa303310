"""For authors: the words of the kind, which a learner reads too, and what may be wrong in a block."""

from __future__ import annotations

from collections.abc import Iterator

from champions.activities.your_turn.question import YourTurn
from champions.questions.base import author as base


def texts(question: YourTurn) -> Iterator[tuple[str, str]]:
    """Each text that a learner reads, with the name of its place in the scheme."""
    yield from base.texts(question)
    words = question.words
    for part in ("about", "mark", "nothing", "means_ask", "then_ask"):
        yield part, words[part]
    for part in ("means", "then"):
        yield from base.named(part, words[part])


def mistakes(question: YourTurn) -> Iterator[str]:
    """A number that the kind does not know, and signs that look for what is not there."""
    words = question.words
    yield from base.unknown("the number", question.numbers, words["numbers"])
    for name, part in (("meant", "means"), ("decided", "then")):
        for miss in question.misses:
            for _, wanted in base.signs_in(miss, name):
                for means, chosen in dict(wanted).items():
                    if means != "any":
                        yield from base.unknown("what it means", [means], words["means"])
                    some = chosen if isinstance(chosen, list | tuple) else [chosen]
                    yield from base.unknown("the choice", some, words[part])
    yield from base.unknown(
        "the number", base.keys_in(question, "took", "miscounted"), words["numbers"]
    )

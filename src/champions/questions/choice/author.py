"""For authors: the options, and what may be wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from champions.questions.base import author as base
from champions.questions.base import expected as should
from champions.questions.base.expected import Expected
from champions.questions.base.question import Miss
from champions.questions.choice.question import Choice

#: The right option is far the longest when it has so many times the letters of the next, and so many more.
_FAR_TIMES, _FAR_LETTERS = 1.4, 12


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


def told_by_length(question: Choice) -> float | None:
    """How far the longest option gives the answer away: its share of those as long where it is right."""
    if question.right is None:  # kept back: this copy does not know it
        return None
    longest = max(map(len, question.options.values()))
    as_long = [key for key, words in question.options.items() if len(words) == longest]
    return (question.right_answer() in as_long) / len(as_long)


def advice(question: Choice) -> Iterator[str]:
    """What an author may want to look at again: an option that is chosen for its length alone."""
    if question.right is None or len(question.options) < 2:
        return
    right = len(question.options.get(question.right_answer(), ""))
    others = [
        len(words) for key, words in question.options.items() if key != question.right_answer()
    ]
    if right >= _FAR_TIMES * max(others) and right - max(others) >= _FAR_LETTERS:
        yield (
            "the right option is far the longest, so who knows nothing chooses it. "
            "Make the others as long: each a mistake that people really make, with its reason."
        )

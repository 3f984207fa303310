"""For authors: the list, what is looked for, and what may be wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from champions.questions.base import author as base
from champions.questions.base import expected as should
from champions.questions.base.expected import Expected
from champions.questions.written.copied import without_copies
from champions.questions.written.question import TO_BE_THERE, TO_KEEP_TO, Written, ways_of
from champions.questions.written.reading import can_be_read

_SIGNS = (*TO_BE_THERE, *TO_KEEP_TO)


def texts(question: Written) -> Iterator[tuple[str, str]]:
    """Each text that a learner reads, with the name of its place in the scheme."""
    yield from base.texts(question)
    yield from base.named("checks", question.checks)


def expected(question: Written) -> Mapping[str, Expected]:
    """What should stand in a field, and after a sign."""
    return {
        "right": _some_words,
        "at_least": should.whole_number,
        "rows": should.whole_number,
        "looks_for": _looked_for(question),
        "sign_lacks": should.one_or_some_of(question.checks),
        "sign_says": _word_or_words,
    }


def _some_words(value: Any) -> str:
    return "" if isinstance(value, str) and value.strip() else "a text that meets the whole list"


def _word_or_words(value: Any) -> str:
    return "" if _are_words(value) or _are_words([value]) else "a word, or a list of words"


def _are_words(value: Any) -> bool:
    return (
        isinstance(value, list | tuple)
        and bool(value)
        and all(isinstance(one, str) and one.strip() for one in value)
    )


def _rows_of_words(value: Any) -> str:
    if not _are_words(value):
        return "a list of words, such as [wait*, days]"
    odd = next((one for one in value if not can_be_read(one)), "")
    return f'words that can be read, and not "{odd}"' if odd else ""


_VALUES: Mapping[str, Expected] = {
    "any_of": _rows_of_words,
    "named": _rows_of_words,
    "none_of": _rows_of_words,
    "at_most_once": lambda value: (
        "" if _are_words(value) else 'a list of signs or words, such as ["?"]'
    ),
    "numbers": should.whole_number,
    "number_near": should.number_and_within,
    "lines": should.whole_number,
    "at_most": should.whole_number,
    "at_most_numbers": should.whole_number,
    "no_titles": lambda value: "" if value is True else "the word true",
}


def _looked_for(question: Written) -> Expected:
    def tested(value: Any) -> str:
        if not isinstance(value, Mapping) or set(value) != set(question.checks):
            return f"one line for each point of the list: {', '.join(question.checks)}"
        return next((said for key in value if (said := _looked_for_by(key, value))), "")

    return tested


def _looked_for_by(key: str, looks_for: Mapping[str, Any]) -> str:
    signs: Any
    for signs in ways_of(looks_for, key):
        if not isinstance(signs, Mapping) or not signs or not set(signs) <= set(_SIGNS):
            return f"beside {key} some of these, in curly brackets: {', '.join(_SIGNS)}"
        if said := next((said for sign in signs if (said := _VALUES[sign](signs[sign]))), ""):
            return f"beside {key} {said}"
    return ""


def mistakes(question: Written) -> Iterator[str]:
    """What an author got wrong in this kind, a sentence each."""
    right = str(question.right_answer())
    if without_copies(right, question.lesson)[1]:
        yield 'the example after "right" stands in the lesson: who writes it would be told that it is copied.'
    for key, there in question.met(right).items():
        if not there:
            yield f'the example after "right" does not meet the point "{key}" of the list.'
    if not any(
        sign in TO_BE_THERE
        for key in question.checks
        for signs in ways_of(question.looks_for, key)
        for sign in signs
    ):
        yield "nothing on the list has to be there: an empty text would meet it."
    yield from base.unknown("the wrong answer", base.keys_in(question, "lacks"), question.checks)

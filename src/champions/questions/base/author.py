"""For authors: what a kind has that brings nothing of its own, and what the kinds share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from champions.questions.base.expected import Expected
from champions.questions.base.question import Marked, Miss, Question, Signs


def texts(question: Question) -> Iterator[tuple[str, str]]:
    """Each text that a learner reads, with the name of its place in the scheme."""
    yield "ask", question.ask
    if isinstance(question, Marked):
        yield from (("look", question.look), ("step", question.step), ("praise", question.praise))
    for miss in question.misses:
        yield f"misses.{miss.name}", miss.hint


def named(field: str, words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The texts of one field, such as ``options``, each as ``options.KEY``."""
    return ((f"{field}.{key}", text) for key, text in words.items())


def typed_misses(_question: Question) -> Iterator[tuple[Miss, Any]]:
    """The wrong answers that stand in the scheme as answers; parts of one are for the answer bank."""
    return iter(())


#: The signs that name a whole answer, or several of which one was given.
_WHOLE = ("chosen", "is", "exactly", "order")


def plain_misses(question: Question) -> Iterator[tuple[Miss, Any]]:
    """Those of a kind whose misses are answers: each that is no function, and no part of an answer."""
    for miss in question.misses:
        if isinstance(miss.answer, Signs):
            for name, wanted in signs_in(miss):
                yield from ((miss, answer) for answer in _answers(name, wanted))
        elif not callable(miss.answer):
            for answer in miss.answer if isinstance(miss.answer, tuple) else (miss.answer,):
                yield miss, answer


def _answers(name: str, wanted: Any) -> Iterator[Any]:
    """The answers that a sign stands for."""
    if name in ("only", "order"):
        yield list(wanted)
    elif name in _WHOLE:
        yield from wanted if isinstance(wanted, list | tuple) else (wanted,)
    elif name == "near":
        yield from wanted[:-1]


def signs_in(miss: Miss, *names: str) -> Iterator[tuple[str, Any]]:
    """The signs of a wrong answer, also those inside ``any`` and ``all``; of these names, if any is given."""
    if not isinstance(miss.answer, Signs):
        return
    for name, wanted in _signs(miss.answer.wanted):
        if not names or name in names:
            yield name, wanted


def _signs(signs: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, wanted in signs.items():
        if name in ("any", "all"):
            for one in wanted:
                yield from _signs(one)
        elif name != "not":
            yield name, wanted


def keys_in(question: Question, *names: str) -> Iterator[str]:
    """The keys that the signs of these names look for, in all wrong answers of a question."""
    for miss in question.misses:
        for _, wanted in signs_in(miss, *names):
            yield from map(str, wanted if isinstance(wanted, list | tuple | Mapping) else (wanted,))


def expected(_question: Question) -> Mapping[str, Expected]:
    """What should stand in a field, and after a sign (``sign_…``), where this kind knows."""
    return {}


def mistakes(_question: Question) -> Iterator[str]:
    """What an author got wrong in this kind, a sentence each; what holds for all is checked elsewhere."""
    return iter(())


def advice(_question: Question) -> Iterator[str]:
    """What an author may want to look at again in this kind, a sentence each; it stops no build."""
    return iter(())


def told_by_length(_question: Question) -> float | None:
    """How far the longest option gives the answer away, from 0 to 1; None where there is none to choose."""
    return None


def unknown(what: str, given: Iterable[object], known: Iterable[object]) -> Iterator[str]:
    """A sentence for each key that is none of those known."""
    there = {str(one) for one in known}
    for key in dict.fromkeys(str(one) for one in given):
        if key not in there:
            yield f'{what} "{key}" is none of: {", ".join(sorted(there))}.'


def too_few(options: Mapping[str, str]) -> Iterator[str]:
    """A sentence when there is nothing to choose between."""
    if len(options) < 2:
        yield "there are fewer than two options to choose from."

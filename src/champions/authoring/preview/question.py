"""A question in the preview: what a learner sees, and below it what each answer is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

from champions.authoring.source import Mistake
from champions.questions import Question
from champions.questions.base.question import Signs
from champions.questions.facets import facet
from champions.questions.page import answer_in_words

#: What an author writes that stands in no form: the part of its name, and what it is called here.
_LATER = {"after": "Told after the answer", "rubric": "A level"}


def question_html(
    name: str, number: int, question: Question | None, mistakes: Iterable[Mistake]
) -> str:
    """A question, as HTML.

    Args:
        name: its id. number: its place among the questions.
        question: what could be made of its block; None when it cannot be made yet.
        mistakes: what is to mend in it.
    """
    slips = "".join(f"<li>Line {one.line}: {escape(one.text)}</li>" for one in mistakes)
    mend = f'<div class="mend"><p><strong>To mend here:</strong></p><ul>{slips}</ul></div>'
    inside = _form(question, number) if question else f"<h3>Question {number}</h3>"
    told = "".join(_told(question)) if question else ""
    return (
        f'<section class="question" id="question-{escape(name)}">'
        f'<p class="id">{escape(name)}</p>{inside}{mend if slips else ""}{told}</section>'
    )


def _form(question: Question, number: int) -> str:
    asked = f'<h3 class="ask">Question {number}. {escape(question.ask)}</h3>'
    return f'<div class="asked">{asked}{facet(question, "paper.to_fill_in")(question)}</div>'


def _told(question: Question) -> Iterator[str]:
    """What only the author and the trainer see."""
    yield '<details class="told" open><summary>What is told</summary>'
    words = dict(facet(question, "author.texts")(question))
    if question.marked:
        yield from _told_of_marks(question, words)
    for part, text in words.items():
        if said := _LATER.get(part.partition(".")[0]):
            yield _line(said, escape(text))
    yield "</details>"


def _told_of_marks(question: Question, words: Mapping[str, str]) -> Iterator[str]:
    right = answer_in_words(question, question.right_answer())
    yield _line("Right", "<br>".join(map(escape, right)))
    yield _line("Points", f"{question.out_of:g}")
    yield _line("When it is right", escape(words["praise"]))
    for miss in question.misses:
        known = miss.answer.wanted if isinstance(miss.answer, Signs) else {}
        sign = f"<code>{escape(typed(known))}</code>. " if known else ""
        yield _line(miss.name.replace("-", " ").capitalize(), f"{sign}{escape(miss.hint)}")
    yield _line("From the second try, where to look", escape(words["look"]))
    yield _line("From the third try, one step, worked", escape(words["step"]))


def _line(head: str, words: str) -> str:
    return f"<p><strong>{escape(head)}:</strong> {words}</p>"


def typed(value: Any) -> str:
    """The signs of a wrong answer, as an author types them.

    >>> typed({"chosen": ["a", "b"]}), typed({"near": [27.1, 0.6]})
    ('chosen: [a, b]', 'near: 27.1 within 0.6')
    """
    if isinstance(value, Mapping):
        parts = []
        for key, one in value.items():
            near = str(key).endswith("near") and isinstance(one, list | tuple) and len(one) == 2
            said = f"{_inner(one[0])} within {_inner(one[1])}" if near else _inner(one)
            parts.append(f"{key}: {said}")
        return ", ".join(parts)
    return _inner(value)


def _inner(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{{{typed(value)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_inner, value))}]"
    return f"{value:.6g}" if isinstance(value, float) else str(value)

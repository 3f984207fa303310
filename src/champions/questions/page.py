"""A question and its answer as plain HTML: for a page without a running lesson, and for print.

Everything that a person typed is escaped, so that what they wrote is shown and never run.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from html import escape
from typing import Any

from champions.questions import (
    Choice,
    Dots,
    Feedback,
    Guess,
    Order,
    Pick,
    Question,
    Sort,
    Value,
    Words,
)

#: State of feedback to the sign that stands before it, so that colour is never alone.
SIGNS = {
    "not tried": "○",
    "started": "…",
    "not read": "?",
    "not yet": "↻",
    "nearly": "◐",
    "right": "✓",
    "kept": "✓",
}


def points_in_words(points: float) -> str:
    """Points as a person says them.

    >>> points_in_words(1), points_in_words(0.5), points_in_words(2)
    ('1 point', '0.5 points', '2 points')
    """
    return f"{points:g} point" if points == 1 else f"{points:g} points"


def feedback_html(feedback: Feedback) -> str:
    """The feedback box. It is a status region, so that a screen reader says it when it changes."""
    scored = feedback.out_of and feedback.state in {"nearly", "right"}
    points = f"{feedback.points:g} of {points_in_words(feedback.out_of)}" if scored else ""
    score = f' <span class="champions-points">{points}</span>' if points else ""
    said = "".join(f"<p>{escape(message)}</p>" for message in feedback.messages)
    kind = feedback.state.replace(" ", "-")
    return (
        f'<div class="champions-feedback champions-{kind}" role="status">'
        f'<p><strong><span aria-hidden="true">{SIGNS[feedback.state]}</span> '
        f"{escape(feedback.heading)}</strong>{score}</p>{said}</div>"
    )


def feedback_text(feedback: Feedback) -> str:
    """The feedback as one line of text."""
    return " ".join((f"{feedback.heading}.", *feedback.messages))


def question_html(question: Question, answer: Any) -> str:
    """A question with the answer given, as it would stand on paper."""
    asked = f'<p class="champions-ask">{escape(question.ask)}</p>'
    return f'<div class="champions-form">{asked}{_given(question, answer)}</div>'


def _given(question: Question, answer: Any) -> str:
    if lines := question.in_words(answer):
        return "".join(f"<p>{escape(line)}</p>" for line in lines)
    if isinstance(question, Choice | Guess):
        options = question.shown if isinstance(question, Choice) else question.options
        return _list(("●" if key == answer else "○", words) for key, words in options.items())
    if isinstance(question, Pick):
        chosen = answer if isinstance(answer, list) else []
        return _list(
            ("☑" if key in chosen else "☐", words) for key, words in question.shown.items()
        )
    if isinstance(question, Sort):
        placed = answer if isinstance(answer, dict) else {}
        return _list(
            ("→", f"{words}: {question.groups.get(str(placed.get(key)), '(not placed)')}")
            for key, words in question.items.items()
        )
    if isinstance(question, Order):
        order = answer if isinstance(answer, list) else question.items
        return _list(
            (f"{at}.", question.items.get(str(key), "")) for at, key in enumerate(order, 1)
        )
    if isinstance(question, Words):
        return "".join(
            f"<p><strong>{escape(label)}</strong><br>{escape(str(text or '(empty)'))}</p>"
            for label, text in _boxes(question, answer)
        )
    if isinstance(question, Dots):
        return f"<p>{escape(dots_in_words(question, answer))}</p>"
    return f"<p>Answer: {escape('(empty)' if answer in (None, '') else str(answer))}</p>"


def _boxes(question: Words, answer: Any) -> Iterable[tuple[str, Any]]:
    texts = answer if isinstance(answer, dict) else {}
    return ((label, texts.get(key)) for key, label in question.boxes.items())


def _list(rows: Iterable[tuple[str, str]]) -> str:
    return "<ul>" + "".join(f"<li>{sign} {escape(words)}</li>" for sign, words in rows) + "</ul>"


def dots_in_words(question: Dots, answer: Any) -> str:
    """The dots that were placed, said in words."""
    given = answer if isinstance(answer, dict) else {}
    dots = given.get("dots")
    placed = [
        f"{label}: {dot:g}"
        for label, dot in zip(question.labels, dots if isinstance(dots, list) else [], strict=False)
        if isinstance(dot, int | float)
    ]
    line = given.get("line")
    said = (
        f"Dots placed ({question.unit}): {', '.join(placed)}." if placed else "No dots placed yet."
    )
    return f"{said} Middle line at {line:g}." if isinstance(line, int | float) else said


def answer_in_words(question: Question, answer: Any) -> tuple[str, ...]:
    """What a learner answered, as lines of plain text. Empty when there is no answer."""
    if answer in (None, "", [], {}) or isinstance(question, Words):
        return ()
    if lines := question.in_words(answer):
        return lines
    if isinstance(question, Choice | Guess):
        return (question.options.get(str(answer), _short(answer)),)
    if isinstance(question, Pick):
        chosen = answer if isinstance(answer, list) else [answer]
        return tuple(question.options.get(str(one), _short(one)) for one in chosen)
    if isinstance(question, Sort):
        placed = answer if isinstance(answer, dict) else {}
        return tuple(
            f"{words}: {question.groups.get(str(placed.get(key)), 'not placed')}"
            for key, words in question.items.items()
        )
    if isinstance(question, Order):
        order = answer if isinstance(answer, list) else [answer]
        words = (question.items.get(str(key), _short(key)) for key in order)
        return tuple(f"{at}. {one}" for at, one in enumerate(words, 1))
    if isinstance(question, Dots):
        return (dots_in_words(question, answer),)
    if isinstance(question, Value):
        return (f"{question.name} = {_short(answer)}",)
    return (_short(answer),)


def _short(answer: Any) -> str:
    text = f"{answer:g}" if isinstance(answer, float) and math.isfinite(answer) else str(answer)
    return text if len(text) <= 300 else f"{text[:300]} …"

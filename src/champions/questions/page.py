"""A question and its answer as plain HTML: for a page without a running lesson, and for print.

Everything that a person typed is escaped, so that what they wrote is shown and never run.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from champions.questions.base.question import Feedback, Question
from champions.questions.facets import facet
from champions.sentences import counted
from champions.sentences.told import as_html

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


def score_in_words(points: float, out_of: float) -> str:
    """Points as a person says them.

    >>> score_in_words(0.5, 1), score_in_words(1, 2)
    ('0.5 of 1 point', '1 of 2 points')
    """
    return counted(out_of, "{points:g} of 1 point", "{points:g} of {n:g} points", points=points)


def feedback_html(feedback: Feedback) -> str:
    """The feedback box. It is a status region, so that a screen reader says it when it changes."""
    scored = feedback.out_of and (feedback.points or feedback.state == "right")
    points = score_in_words(feedback.points, feedback.out_of) if scored else ""
    score = f' <span class="champions-points">{points}</span>' if points else ""
    said = "".join(f"<p>{escape(message)}</p>" for message in feedback.messages)
    kind = feedback.state.replace(" ", "-")
    return as_html(
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
    given = facet(question, "page.html")(question, answer)
    return f'<div class="champions-form">{asked}{given}</div>'


def answer_in_words(question: Question, answer: Any) -> tuple[str, ...]:
    """What a learner answered, as lines of plain text. Empty when there is no answer."""
    return () if answer in (None, "", [], {}) else question.in_words(answer)


def bullets(rows: Iterable[tuple[str, str]]) -> str:
    """A list, each line with its own sign before the words."""
    return "<ul>" + "".join(f"<li>{sign} {escape(words)}</li>" for sign, words in rows) + "</ul>"

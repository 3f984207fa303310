"""On paper: the chart without its reading, lines for the numbers, and boxes to tick."""

from __future__ import annotations

from html import escape

from champions.activities.your_turn.drawing import (
    about,
    asks,
    chart_html,
    is_chart,
    table_html,
    visible,
)
from champions.activities.your_turn.question import YourTurn
from champions.questions.base.paper import boxes_to_tick, bullets, line
from champions.questions.base.question import mixed
from champions.sentences.told import tell


def to_fill_in(question: YourTurn) -> str:
    """One chart with its number, and what is to be found and judged."""
    judged = question.read(question.right_answer())
    words, held = question.words, visible(question, judged.held)
    said = "".join(f"<p>{escape(one)}</p>" for one in about(question, held))
    drawn = chart_html(words, held).partition("<details>")[0]
    table = table_html(words, held) if is_chart(held) else ""
    numbers = bullets(f"{escape(asks(question, held, part))}: {line()}" for part in question.asked)
    choices = "".join(
        f"<p>{escape(asks(question, held, part))}</p>"
        f"{boxes_to_tick(mixed(f'{question.pool}/{part}', words[part]))}"
        for part in ("means", "then")
    )
    return (
        f"<p>{tell('Chart number {number}.', number=judged.origin)}</p>{said}{drawn}{table}{numbers}"
        f"<p>{escape(words['on_paper'])}</p>{choices}"
    )


def told(question: YourTurn) -> str:
    """For the trainer: what is right, and the reading with what was behind it."""
    from champions.questions.base import paper as base

    if question.kept_back:
        return ""
    judged = question.read(question.right_answer())
    return base.told(question) + bullets(map(escape, question.reading(judged)))


def is_long(_question: YourTurn) -> bool:
    """A chart with its boxes fills more than half a page."""
    return True

"""On paper: what a kind has that brings nothing of its own, and the pieces that forms to fill in are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from champions.questions.base.question import Marked, Question
from champions.questions.page import answer_in_words


def to_fill_in(_question: Question) -> str:
    """The form to fill in by hand, as HTML."""
    return "<p>This one needs a screen. The trainer's notes say how to do it without one.</p>"


def told(question: Question) -> str:
    """What a trainer should know: the right answer, why, and the hint for each known mistake."""
    if not isinstance(question, Marked) or question.kept_back:
        return ""
    right = bullets(escape(line) for line in answer_in_words(question, question.right_answer()))
    hints = bullets(
        f"<em>{escape(miss.name.replace('-', ' '))}:</em> {escape(miss.hint)}"
        for miss in question.misses
    )
    return (
        f'<div class="told"><p class="head"><strong>Right:</strong></p>{right}'
        f"<p>{escape(question.praise)}</p>"
        f'<p class="head"><strong>Hints for known mistakes:</strong></p>{hints}'
        f"<p><strong>Worked:</strong> {escape(question.step)}</p></div>"
    )


def is_long(_question: Question) -> bool:
    """True when it may need more than a page, and can be cut between its boxes or tables."""
    return False


def needs_squared_paper(_question: Question) -> bool:
    """True when a champion may want a page of squared paper for it."""
    return False


# --- Pieces -------------------------------------------------------------------------------------


def label(words: str) -> str:
    """Words before a line to write on; a whole sentence has its full stop already."""
    return escape(words if words.endswith((".", "?", "!")) else f"{words}:")


def line() -> str:
    """A line to write on."""
    return '<span class="line"></span>'


def bullets(items: Iterable[str]) -> str:
    """A list. The items are HTML."""
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table to write in. An empty cell is a place to write."""
    heads = "".join(f'<th scope="col">{words}</th>' for words in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<table class="write"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def groups(named: Mapping[str, str]) -> str:
    """The groups that things are sorted into, to choose from."""
    words = ", ".join(f"<strong>{escape(one)}</strong>" for one in named.values())
    return f"<p>Write one of these beside each: {words}.</p>"


def boxes_to_tick(options: Mapping[str, str]) -> str:
    """A box to tick for each option."""
    return bullets(f"☐ {escape(words)}" for words in options.values())

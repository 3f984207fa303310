"""On paper: what a kind has that brings nothing of its own, and the pieces that forms to fill in are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from champions.questions.base.question import Marked, Question
from champions.questions.page import answer_in_words
from champions.sentences import in_a_row
from champions.sentences.told import FIRST, LAST, bare, spoken, tell


def to_fill_in(_question: Question) -> str:
    """The form to fill in by hand, as HTML."""
    said = tell("This one needs a screen. The trainer's notes say how to do it without one.")
    return f"<p>{said}</p>"


def told(question: Question) -> str:
    """What a trainer should know: the right answer, why, and the hint for each known mistake."""
    if not isinstance(question, Marked) or question.kept_back:
        return ""
    right = bullets(escape(line) for line in answer_in_words(question, question.right_answer()))
    hints = bullets(
        f"<em>{_as_key(miss.name)}:</em> {escape(miss.hint)}" for miss in question.misses
    )
    return (
        f'<div class="told"><p class="head"><strong>{tell("Right:")}</strong></p>{right}'
        f"<p>{escape(question.praise)}</p>"
        f'<p class="head"><strong>{tell("Hints for known mistakes:")}</strong></p>{hints}'
        f"<p>{worked(question.step)}</p></div>"
    )


def is_long(_question: Question) -> bool:
    """True when it may need more than a page, and can be cut between its boxes or tables."""
    return False


def needs_squared_paper(_question: Question) -> bool:
    """True when a champion may want a page of squared paper for it."""
    return False


def _as_key(name: str) -> str:
    """The name of a known mistake. It is a key, so it is English in every language, and says so."""
    said = escape(name.replace("-", " "))
    return said if spoken().is_english else f"{FIRST}{said}{LAST}"


def worked(step: str) -> str:
    """The worked answer, with a word in bold before it. As HTML."""
    return tell("<strong>Worked:</strong> {step}", step=escape(step))


# --- Pieces -------------------------------------------------------------------------------------


def label(words: str) -> str:
    """Words before a line to write on; a whole sentence has its full stop already."""
    whole = bare(words).endswith((".", "?", "!", "؟", "۔"))
    return escape(words if whole else f"{words}:")


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
    words = in_a_row(f"<strong>{escape(one)}</strong>" for one in named.values())
    said = tell("Write one of these beside each: {groups}.", groups=words)
    return f"<p>{said}</p>"


def boxes_to_tick(options: Mapping[str, str]) -> str:
    """A box to tick for each option."""
    return bullets(f"☐ {escape(words)}" for words in options.values())

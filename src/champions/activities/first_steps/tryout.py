"""The list of things to try in the first lesson. It ticks itself as a champion tries them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from champions.lesson import session
from champions.questions import Choice, Guess, Number, Order, Pick, Question, Sort, Words
from champions.questions.answers import AnswerBook, Record


def _touched(kind: type[Question]) -> Callable[[Question, Record], bool]:
    return lambda question, record: isinstance(question, kind) and bool(record.answer)


def _hinted(question: Question, record: Record) -> bool:
    return question.marked and record.tries > 0


#: What there is to try, and what shows that somebody tried it.
WAYS: dict[str, Callable[[Question, Record], bool]] = {
    "Make a guess": _touched(Guess),
    "Get a hint": _hinted,
    "Choose an answer": _touched(Choice),
    "Type a number": _touched(Number),
    "Put things in groups": _touched(Sort),
    "Put things in order": _touched(Order),
    "Tick more than one": _touched(Pick),
    "Write in your own words": _touched(Words),
}


def tried(questions: Iterable[Question], book: AnswerBook) -> dict[str, bool]:
    """Each thing to try, and whether an answer in the book shows that it was tried.

    Args:
        questions: the lesson's questions.
        book: the answers so far.
    """
    pairs = [
        (question, book.records[question.id])
        for question in questions
        if question.id in book.records
    ]
    return {words: any(shows(*pair) for pair in pairs) for words, shows in WAYS.items()}


def _page(now: session.Lesson) -> dict[str, Any]:
    ticks = tried(now.scheme.questions, now.book)
    done = sum(ticks.values())
    said = f"You have tried {done} of {len(ticks)} things."
    if done == len(ticks):
        said += " That is all of them. You can use every lesson of this course."
    items = "".join(
        f"<li>{'☑' if tick else '☐'} {escape(words)}: {'tried' if tick else 'not yet'}</li>"
        for words, tick in ticks.items()
    )
    html = f'<div class="champions-tried"><p role="status">{said}</p><ul>{items}</ul></div>'
    open_ = [words for words, tick in ticks.items() if not tick]
    return {"text/html": html, "text/plain": " ".join([said, *(f"Not yet: {w}." for w in open_)])}


def try_it_all() -> None:
    """Show what a champion has tried so far. The list follows every answer on the page."""
    session.follow(_page, "tried")

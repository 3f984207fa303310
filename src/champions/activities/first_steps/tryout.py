"""The list of things to try in the first lesson. It ticks itself as a champion tries them."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from champions.lesson import session
from champions.questions import Question
from champions.questions.answers import AnswerBook, Record
from champions.sentences.told import later, told


def _hinted(question: Question, record: Record) -> bool:
    return question.marked and record.tries > 0


_HINT = later("Get a hint")
#: What there is to try: a hint, and the ways of answering, each as its kind of question calls it.
WAYS = (
    later("Make a guess"),
    _HINT,
    later("Choose an answer"),
    later("Type a number"),
    later("Put things in groups"),
    later("Put things in order"),
    later("Tick more than one"),
    later("Write in your own words"),
)


def _shows(way: str, question: Question, record: Record) -> bool:
    """True when an answer shows that somebody tried this."""
    return (
        _hinted(question, record) if way == _HINT else question.way == way and bool(record.answer)
    )


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
    return {way: any(_shows(way, *pair) for pair in pairs) for way in WAYS}


def _page(now: session.Lesson) -> dict[str, Any]:
    ticks = tried(now.scheme.questions, now.book)
    done = sum(ticks.values())
    said = told("You have tried {done} of {all} things.", done=done, all=len(ticks))
    if done == len(ticks):
        said = f"{said} {told('That is all of them. You can use every lesson of this course.')}"
    marks = {True: told("tried"), False: told("not yet")}
    items = "".join(
        f"<li>{'☑' if tick else '☐'} {escape(told(words))}: {marks[tick]}</li>"
        for words, tick in ticks.items()
    )
    html = f'<div class="champions-tried"><p role="status">{said}</p><ul>{items}</ul></div>'
    open_ = [words for words, tick in ticks.items() if not tick]
    return {
        "text/html": html,
        "text/plain": " ".join([said, *(told("Not yet: {way}.", way=told(way)) for way in open_)]),
    }


def try_it_all() -> None:
    """Show what a champion has tried so far. The list follows every answer on the page."""
    session.follow(_page, "tried")

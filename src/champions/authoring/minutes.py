"""How long a lesson takes, measured: what is read in it, and what is done.

Reading goes at 130 words a minute: slowly, as for somebody who reads in a second language or has been away
from books. Read are the page, each question with its options and its praise, and, for every second marked
step, one hint. Beside it each question takes the minutes of its kind (``takes``: a choice one minute, a text
written to a checklist four, a chart of one's own seven), and each chart or table that is shown one minute.
These allowances are judged and were not measured with people. Not counted are stretch steps, which may be
left out, and what is done away from the screen ("Show it to somebody").
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from champions.authoring.readability import sentences
from champions.authoring.source import Cell, Source
from champions.questions.base.question import Question
from champions.questions.facets import facet
from champions.questions.scheme import Scheme

WORDS_A_MINUTE = 130
#: Minutes to look at one chart or table, or to see one's own work drawn.
A_LOOK = 1.0
#: What a lesson says differs from what is measured by no more than this.
WITHIN = 5
#: A lesson may be so long in one sitting; a longer one has a place to stop.
ONE_SITTING = 60
_HELP = ("misses.", "look", "step")
_STOP = "good place to stop"
_NO_LOOK = re.compile(r"^(?:check|start|finish)\(|^from ")


def minutes(source: Source, scheme: Scheme) -> float:
    """The minutes that a lesson takes, as the words at the top of this file count them."""
    return _of(source, scheme, source.cells)


def sittings(source: Source, scheme: Scheme) -> tuple[float, ...]:
    """The minutes of each part of a lesson that says where it is good to stop; one, where none does."""
    whole = minutes(source, scheme)
    if not (first_half := place_to_stop(source)):
        return (whole,)
    first = _of(source, scheme, source.cells[:first_half])
    return (first, whole - first)


def place_to_stop(source: Source) -> int:
    """How many cells stand before the place where a lesson says that it is good to stop; 0 for none."""
    return next((at for at, cell in enumerate(source.cells, 1) if _STOP in cell.source), 0)


def _of(source: Source, scheme: Scheme, cells: tuple[Cell, ...]) -> float:
    asked = [one for cell in cells if (one := _asked_in(cell, scheme)) and not one.stretch]
    read: float = _words([*_head(source), *(cell.source for cell in cells if cell.kind == "prose")])
    read += sum(_words(_read_of(question)) + _hint_of(question) / 2 for question in asked)
    looks = sum(_shows(cell) for cell in cells)
    return read / WORDS_A_MINUTE + sum(question.takes for question in asked) + A_LOOK * looks


def _head(source: Source) -> Iterator[str]:
    for key in ("title", "before_you_start", "outcomes", "key_points"):
        yield from source.listed(key)


def _asked_in(cell: Cell, scheme: Scheme) -> Question | None:
    """The question that a cell asks, if it asks one."""
    found = re.match(r'check\("([^"]+)"', cell.source) if cell.is_code else None
    return scheme[found[1]] if found else None


def _read_of(question: Question) -> Iterator[str]:
    """What everybody reads of a question: not its hints, but the praise at its end."""
    for place, text in facet(question, "author.texts")(question):
        if not place.startswith(_HELP):
            yield str(text)


def _hint_of(question: Question) -> float:
    """The words of one hint of a question, on average."""
    hints = [_words([miss.hint]) for miss in question.misses]
    return sum(hints) / len(hints) if hints else 0.0


def _shows(cell: Cell) -> bool:
    """True for a cell that shows a chart, a table or a page of the project."""
    if not cell.is_code or _NO_LOOK.match(cell.source):
        return False
    try:
        lines = ast.parse(cell.source).body
    except SyntaxError:
        return True
    return bool(lines) and isinstance(lines[-1], ast.Expr)


def _words(texts: list[str] | Iterator[str]) -> int:
    return sum(len(one.words) for text in texts for one in sentences(str(text)))

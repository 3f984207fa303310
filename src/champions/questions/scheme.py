"""A lesson's marking scheme: the questions in the ``marking.py`` beside it, and their marks.

The scheme of a lesson is plain Python, so that right answers are computed from the data. It holds
one name, ``QUESTIONS``, a list of :class:`champions.questions.Question`.
"""

from __future__ import annotations

import runpy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from champions.questions.answers import AnswerBook
from champions.questions.base.question import Feedback, Marked, Question

SCHEME = "marking.py"

Kind = TypeVar("Kind", bound=Question)


class SchemeError(Exception):
    """A marking scheme that is missing or cannot be used, in words for its author."""


@dataclass(frozen=True)
class Scheme:
    """The questions of one lesson, in order."""

    module: str
    questions: tuple[Question, ...]

    @cached_property
    def _by_id(self) -> dict[str, Question]:
        return {question.id: question for question in reversed(self.questions)}

    def __getitem__(self, question_id: str) -> Question:
        return self._by_id[question_id]

    def of_kind(self, question_id: str, kind: type[Kind]) -> Kind:
        """The question of this id, for a page that shows the answers to one kind alone.

        Raises:
            SchemeError: when it is of another kind.
        """
        found = self[question_id]
        if not isinstance(found, kind):
            raise SchemeError(
                f'The question "{question_id}" is of the kind {type(found).__name__}. Here it should be '
                f"of the kind {kind.__name__}. Name another question, or change its kind in {SCHEME}."
            )
        return found

    def __contains__(self, question_id: object) -> bool:
        return isinstance(question_id, str) and question_id in self._by_id

    @property
    def marked(self) -> Iterator[Marked]:
        """The questions that are marked at once."""
        return (question for question in self.questions if isinstance(question, Marked))

    def model_book(self) -> AnswerBook:
        """The right answer to every form: what the worked lesson is filled in with."""
        book = AnswerBook(self.module)
        for question in self.marked:
            if not question.from_code:  # those are given by the lesson's own code
                book.put(question.id, question.right_answer(), "right")
        return book


def load_scheme(folder: Path, module: str = "") -> Scheme:
    """Read the scheme that lies beside a lesson.

    Args:
        folder: the lesson's folder.
        module: the lesson's name; the folder's own name when left out.

    Raises:
        SchemeError: when there is no ``marking.py``, or it holds no list of questions.
    """
    path = folder / SCHEME
    if not path.is_file():
        raise SchemeError(
            f"There is no {SCHEME} beside this lesson, so answers cannot be checked. "
            "Copy the whole lesson folder, not the notebook alone."
        )
    known = read_before(path)
    questions = (names_in(path) if known is None else known).get("QUESTIONS")
    if not isinstance(questions, list) or not all(isinstance(q, Question) for q in questions):
        raise SchemeError(
            f"The {SCHEME} beside this lesson holds no list called QUESTIONS, so answers cannot be "
            "checked. Copy the whole lesson folder again."
        )
    return Scheme(module or folder.resolve().name, tuple(questions))


def _not_read(_path: Path) -> dict[str, Any] | None:
    return None


#: Gives the names of a scheme that was read before, or None. Whoever runs many lessons with the same
#: scheme may set it: the marking of a cohort.
read_before: Callable[[Path], dict[str, Any] | None] = _not_read


def names_in(path: Path) -> dict[str, Any]:
    """Run a scheme; the names that it gives."""
    return runpy.run_path(str(path))


def mark(question: Question, book: AnswerBook) -> Feedback:
    """Mark the kept answer to a question.

    Only tries before the kept answer count as earlier ones, so the same book gives the same
    feedback however often it is marked.
    """
    record = book.records.get(question.id)
    return question.mark(None) if record is None else question.mark(record.answer, record.earlier)

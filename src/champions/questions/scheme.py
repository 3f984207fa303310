"""A lesson's marking scheme: the questions beside it, and the marks that answers get by them.

The questions lie in one file of data, which the build makes from ``lesson.md``: see
:mod:`champions.questions.compiled`. Lessons of the first version have them as Python.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from champions.questions import compiled, python_scheme
from champions.questions.answers import AnswerBook
from champions.questions.base.question import Feedback, Marked, Question
from champions.sentences.told import ENGLISH, told

SCHEME = compiled.COMPILED
#: What the questions of a lesson may lie in, the present form first.
FILES = (SCHEME, python_scheme.FILE)

Kind = TypeVar("Kind", bound=Question)


class SchemeError(Exception):
    """A marking scheme that is missing or cannot be used, in words for its author."""


@dataclass(frozen=True)
class Scheme:
    """The questions of one lesson, in order, their version (empty where none is known) and their language.

    ``rules`` are those by which its charts are read that name none; empty in a lesson of the course.
    """

    module: str
    questions: tuple[Question, ...]
    version: str = ""
    language: str = ENGLISH
    rules: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def asked_in(self) -> str:
        """The language, as answers keep it: nothing for English."""
        return "" if self.language == ENGLISH else self.language

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
                told(
                    'The question "{question_id}" is of the kind {kind}. Here it should be '
                    "of the kind {wanted}. Name another question, or change its kind in lesson.md.",
                    question_id=question_id,
                    kind=type(found).__name__,
                    wanted=kind.__name__,
                )
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
    """Read the questions that lie beside a lesson.

    Args:
        folder: the lesson's folder.
        module: the lesson's name; the folder's own name when left out.

    Raises:
        SchemeError: when there are none, or they cannot be read.
    """
    path = scheme_in(folder)
    if path is None:
        raise SchemeError(
            told(
                "There is no {file} beside this lesson, so answers cannot be checked. "
                "Copy the whole lesson folder, not the notebook alone.",
                file=SCHEME,
            )
        )
    module = module or folder.resolve().name
    if path.name == python_scheme.FILE:
        return Scheme(module, _of_python(path))
    try:
        about = compiled.read(path.read_bytes())
        return Scheme(
            module,
            compiled.questions_of(about),
            str(about.get("version", "")),
            str(about.get("language") or ENGLISH),
            dict(about.get(compiled.RULES) or {}),
        )
    except compiled.NotCompiled as error:
        raise SchemeError(
            told(
                "The {file} beside this lesson cannot be read: {error}. So answers cannot be "
                "checked. Copy the whole lesson folder again.",
                file=path.name,
                error=error,
            )
        ) from error


def scheme_in(folder: Path) -> Path | None:
    """The file with a lesson's questions; None when there is none."""
    for name in FILES:
        if (folder / name).is_file():
            return folder / name
    return None


def _of_python(path: Path) -> tuple[Question, ...]:
    found = python_scheme.questions_in(path)
    if found is None:
        raise SchemeError(
            told(
                "The {file} beside this lesson holds no list called QUESTIONS, so answers cannot be "
                "checked. Copy the whole lesson folder again.",
                file=path.name,
            )
        )
    return found


def mark(question: Question, book: AnswerBook) -> Feedback:
    """Mark the kept answer to a question.

    Only tries before the kept answer count as earlier ones, so the same book gives the same
    feedback however often it is marked.
    """
    record = book.records.get(question.id)
    return question.mark(None) if record is None else question.mark(record.answer, record.earlier)

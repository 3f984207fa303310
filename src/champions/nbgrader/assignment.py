"""nbgrader's own generate_assignment and autograde, run from here with settings that we give."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partialmethod
from typing import Any, Self

from nbconvert.exporters import NotebookExporter
from nbgrader.api import (
    GradeCell,
    MissingEntry,
    SolutionCell,
    SourceCell,
    TaskCell,
)
from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.converters import generate_assignment as generate_module
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import savecells
from sqlalchemy.exc import IntegrityError

from champions.nbgrader.gradebook import OneBook
from champions.nbgrader.score import checking_once


class CannotGenerate(Exception):
    """nbgrader could not make the learners' copy of a lesson. Its log says why."""


def generate_assignment(
    config: Any, module: str, *, gradebook: bool = True, book: OneBook | None = None
) -> None:
    """Make the learners' copy of a lesson, and enter the lesson in the gradebook.

    Args:
        config: nbgrader's settings, with the folders that it shall use. They are added to.
        module: the lesson's folder name.
        gradebook: False makes the copy alone, and opens no gradebook.
        book: a gradebook that is open: the lesson is entered there in one go, or not at all. nbgrader
            itself opens one again and again, and commits each cell by itself.

    Raises:
        CannotGenerate: when nbgrader stops.
    """
    config.CourseDirectory.assignment_id = module
    config.GenerateAssignment.force = True
    if not gradebook:
        config.GenerateAssignment.no_database = True
        config.SaveCells.enabled = False
    converter = GenerateAssignment(coursedir=CourseDirectory(config=config), config=config)
    if converter.exporter_class is NotebookExporter:
        converter.exporter_class = _CheckedAtTheEnd
    if not gradebook:
        converter.log.setLevel("ERROR")
    with what_went_wrong() as errors:
        try:
            with checking_once(), _entering(book) if book else nullcontext():
                converter.start()
        except (NbGraderException, SystemExit, IntegrityError) as error:
            raise CannotGenerate(str(error)) from next(iter(errors), error)


class _CheckedAtTheEnd(NotebookExporter):
    """Checks a notebook against the schema when the last step is done, and not after each of twelve."""

    def _validate_preprocessor(self, nbc: Any, preprocessor: Any) -> None:
        if preprocessor is self._preprocessors[-1]:
            super()._validate_preprocessor(nbc, preprocessor)


class _Entering:
    """The gradebook as nbgrader's steps see it while they enter a lesson.

    They look for each cell twice, and for its notebook, before they put it in. Of a notebook that is new
    there are none. All is sent in one go, when the lesson is kept.
    """

    def __init__(self, book: OneBook) -> None:
        self._book = book
        self._new: dict[tuple[str, str], Any] = {}
        self._cells: dict[tuple[type, str, str, str], Any] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._book, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Stay open."""

    def add_notebook(self, name: str, assignment: str, **more: Any) -> Any:
        """A new notebook of the lesson."""
        made = self._book.add_notebook(name, assignment, **more)
        self._new[name, assignment] = made
        return made

    def _find(self, kind: Any, name: str, notebook: str, assignment: str) -> Any:
        if (notebook, assignment) not in self._new:
            return getattr(self._book, f"find_{_NAMES[kind]}")(name, notebook, assignment)
        found = self._cells.get((kind, name, notebook, assignment))
        if found is None:
            raise MissingEntry(f"No such cell: {assignment}/{notebook}/{name}")
        return found

    def _put(self, kind: Any, name: str, notebook: str, assignment: str, **more: Any) -> Any:
        """Put a cell in, or change it."""
        row = self._new.get((notebook, assignment))
        if row is None:
            change = getattr(self._book, f"update_or_create_{_NAMES[kind]}")
            return change(name, notebook, assignment, **more)
        key = (kind, name, notebook, assignment)
        if key in self._cells:
            for attribute, value in more.items():
                setattr(self._cells[key], attribute, value)
        else:
            self._cells[key] = kind(name=name, notebook=row, **more)
            self._book.db.add(self._cells[key])
        return self._cells[key]

    find_grade_cell = partialmethod(_find, GradeCell)
    find_solution_cell = partialmethod(_find, SolutionCell)
    find_source_cell = partialmethod(_find, SourceCell)
    find_task_cell = partialmethod(_find, TaskCell)
    update_or_create_grade_cell = partialmethod(_put, GradeCell)
    update_or_create_solution_cell = partialmethod(_put, SolutionCell)
    update_or_create_source_cell = partialmethod(_put, SourceCell)
    update_or_create_task_cell = partialmethod(_put, TaskCell)


_NAMES: dict[type, str] = {
    GradeCell: "grade_cell",
    SolutionCell: "solution_cell",
    SourceCell: "source_cell",
    TaskCell: "task_cell",
}


@contextmanager
def _entering(book: OneBook) -> Iterator[None]:
    """Let nbgrader enter a lesson in this gradebook. All of it is kept, or none."""
    before = [(module, module.Gradebook) for module in (savecells, generate_module)]
    entering = _Entering(book)
    for module, _ in before:
        module.Gradebook = lambda *_, **__: entering
    try:
        yield
        book.keep()
    except BaseException:
        book.undo()
        raise
    finally:
        for module, real in before:
            module.Gradebook = real


class _Heard(logging.Handler):
    """Takes note of the error that is being dealt with while something is logged."""

    def __init__(self, met: list[BaseException]) -> None:
        super().__init__()
        self._met = met

    def emit(self, record: logging.LogRecord) -> None:
        error = sys.exc_info()[1]
        if error is not None and error not in self._met:
            self._met.append(error)


@contextmanager
def what_went_wrong() -> Iterator[list[BaseException]]:
    """The errors that nbgrader meets. It writes them into its log, and raises others without them."""
    met: list[BaseException] = []
    handler = _Heard(met)
    log = logging.getLogger("traitlets")
    log.addHandler(handler)
    try:
        yield met
    finally:
        log.removeHandler(handler)


def autograde(config: Any, learner: str, module: str) -> tuple[bool, list[BaseException]]:
    """Run and score one lesson as ``nbgrader autograde`` does; False when nbgrader stops, and why.

    The learner's code runs as whoever runs this, with nothing in its way.
    """
    config.CourseDirectory.assignment_id = module
    config.CourseDirectory.student_id = learner
    config.Autograde.force = True
    with what_went_wrong() as errors:
        try:
            Autograde(coursedir=CourseDirectory(config=config), config=config).start()
        except (NbGraderException, SystemExit):
            return False, errors
    return True, []

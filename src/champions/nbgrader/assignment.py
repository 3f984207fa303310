"""nbgrader's own generate_assignment and autograde, run from here with settings that we give."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.converters import generate_assignment as generate_module
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import savecells

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
    if not gradebook:
        converter.log.setLevel("ERROR")
    with what_went_wrong() as errors:
        try:
            with checking_once(), _entering(book) if book else nullcontext():
                converter.start()
        except (NbGraderException, SystemExit) as error:
            raise CannotGenerate(str(error)) from next(iter(errors), error)


@contextmanager
def _entering(book: OneBook) -> Iterator[None]:
    """Let nbgrader enter a lesson in this gradebook. All of it is kept, or none."""
    before = [(module, module.Gradebook) for module in (savecells, generate_module)]
    for module, _ in before:
        module.Gradebook = lambda *_, **__: book
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

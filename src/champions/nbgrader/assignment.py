"""nbgrader's own generate_assignment and autograde, run from here with settings that we give."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory

from champions.nbgrader.score import checking_once


class CannotGenerate(Exception):
    """nbgrader could not make the learners' copy of a lesson. Its log says why."""


def generate_assignment(config: Any, module: str, *, gradebook: bool = True) -> None:
    """Make the learners' copy of a lesson, and enter the lesson in the gradebook.

    Args:
        config: nbgrader's settings, with the folders that it shall use. They are added to.
        module: the lesson's folder name.
        gradebook: False makes the copy alone, and opens no gradebook.

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
            with checking_once():
                converter.start()
        except (NbGraderException, SystemExit) as error:
            raise CannotGenerate(str(error)) from next(iter(errors), error)


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

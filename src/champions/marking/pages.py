"""Write the feedback page of each learner's lesson, where the learner and nbgrader look for it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from champions import files
from champions.marking import fault, feedback
from champions.marking.course import Course
from champions.marking.in_two import in_two
from champions.marking.intake.receive import RETURN_ADDRESS, TIMESTAMP, Refused
from champions.marking.results import Result
from champions.notebooks.reading import NotANotebook
from champions.sentences.told import told


def write_pages(course: Course, results: Sequence[Result], refused: list[Refused]) -> None:
    """Write the pages of many; whose cannot be written is put to what was refused."""

    def write(number: int) -> list[str] | None:
        one = results[number]
        where = f"{one.learner}, {one.lesson.module} (feedback page)"
        no = fault.each(partial(write_page, course, one), where)
        return [no.code, no.reason, no.advice] if isinstance(no, NotANotebook) else None

    for one, noted in zip(results, in_two(len(results), write), strict=True):
        if noted:
            code, reason, advice = noted
            whose = f"{one.learner}, {one.lesson.module}"
            why = told(
                "its feedback page could not be written, though its marks are kept: {reason}",
                reason=reason,
            )
            refused.append(Refused(whose, code, why, advice, one.learner, one.lesson.module))


def write_page(course: Course, one: Result) -> None:
    """Write a learner's page, unless it stands there already.

    Raises:
        OSError: when it cannot be written.
    """
    path = course.out / "feedback" / one.learner / f"{one.lesson.module}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    with course.languages.speaking(one.lesson.module, one.language):
        page = feedback.page(one).encode("utf-8", "replace")
    if not (path.is_file() and path.read_bytes() == page):  # its time says when it changed
        files.write_bytes_whole(path, page)
    _for_the_exchange(course, one, page)


def _for_the_exchange(course: Course, one: Result, page: bytes) -> None:
    """Put the page where ``nbgrader release_feedback`` looks, if work came through its exchange."""
    sent = course.out / "submitted" / one.learner / one.lesson.module
    if not (sent / RETURN_ADDRESS).is_file():
        return
    folder = course.out / "feedback" / one.learner / one.lesson.module
    folder.mkdir(parents=True, exist_ok=True)
    for name in (RETURN_ADDRESS, TIMESTAMP):
        if (sent / name).is_file():
            shutil.copyfile(sent / name, folder / name)
    for name in one.lesson.notebooks:
        path = folder / f"{Path(name).stem}.html"
        if not (path.is_file() and path.read_bytes() == page):
            files.write_bytes_whole(path, page)

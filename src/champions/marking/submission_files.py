"""The files of one submission in the work folder: laid out for marking, and put back after a mishap.

A submission is marked in one go: its files are changed, then its marks are committed. When the
program is ended in between (a power cut, a full disk), the next marking finds the note ``underway``
and puts the files back to what the marks stand for.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from champions import files
from champions.marking.course import Course
from champions.marking.intake.collect import Submission
from champions.marking.intake.receive import RETURN_ADDRESS, TIMESTAMP
from champions.notebooks.reading import in_lines
from champions.questions import answers

_STEPS = ("submitted", "autograded")


def begin(course: Course, learner: str, module: str, work: str) -> Path:
    """Keep the earlier lesson aside until the new one is scored, and note that we are at it."""
    aside = course.out / "aside"
    if aside.exists():
        shutil.rmtree(aside)
    for step in _STEPS:
        folder = course.out / step / learner / module
        if folder.exists():
            shutil.copytree(folder, aside / step)
    note = {"learner": learner, "module": module, "work": work}
    files.write_whole(_note(course), json.dumps(note))
    return aside


def end(course: Course) -> None:
    """Say that the submission is done, one way or the other."""
    _note(course).unlink(missing_ok=True)


def put_back(course: Course, learner: str, module: str) -> None:
    """Put the earlier lesson back where it was."""
    aside = course.out / "aside"
    for step in _STEPS:
        folder = course.out / step / learner / module
        if folder.exists():
            shutil.rmtree(folder)
        if (aside / step).exists():
            shutil.copytree(aside / step, folder)


def recover(course: Course, work_of: Callable[[str, str], str]) -> None:
    """Put right what a marking left that was ended in the middle.

    Args:
        course: the course.
        work_of: gives the ``work`` of the receipt of a learner and lesson, or empty.
    """
    try:
        note = json.loads(_note(course).read_text(encoding="utf-8"))
        learner, module, work = note["learner"], note["module"], note["work"]
    except FileNotFoundError:
        return
    except (ValueError, KeyError, TypeError):
        learner = ""  # written whole or not at all; an odd one is somebody else's
    if learner and work_of(learner, module) != work:
        put_back(course, learner, module)
    end(course)


def _note(course: Course) -> Path:
    return course.out / "underway.json"


def lay_out(
    course: Course, submission: Submission, notebooks: Mapping[str, Mapping[str, Any]]
) -> None:
    """Put the lesson's notebooks and answers where nbgrader looks for them."""
    folder = course.out / "submitted" / submission.learner / submission.module
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    for name, notebook in notebooks.items():
        (folder / name).write_text(in_lines(notebook), encoding="utf-8")
    if submission.sent_at:
        (folder / TIMESTAMP).write_text(submission.sent_at, encoding="utf-8")
    if submission.secret:  # else nbgrader could not give its feedback back any more
        (folder / RETURN_ADDRESS).write_text(submission.secret, encoding="utf-8")
    # Written before the run, which clears the outputs that the answers were recovered from.
    answers.save(submission.book, folder)


def keep_originals(course: Course, submission: Submission) -> None:
    """Keep the files as they were received, byte for byte. Earlier ones stay beside them."""
    folder = course.out / "originals" / submission.learner / submission.module
    folder.mkdir(parents=True, exist_ok=True)
    for data in (submission.data, *submission.older, *(one.data for one in submission.also)):
        ending = "json" if submission.answers_only and data is submission.data else "ipynb"
        path = folder / f"{hashlib.sha256(data).hexdigest()[:12]}.{ending}"
        if not path.exists():
            files.write_bytes_whole(path, data)

"""The files of submissions in the work folder: laid out for marking, and put back after a mishap.

Submissions are marked in one go, one alone or some together: their files are changed, then their marks
are committed. When the program is ended in between (a power cut, a full disk), the next marking finds the
note ``underway`` and puts the files back to what the marks stand for.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from champions import files
from champions.marking.course import Course
from champions.marking.intake.collect import Submission
from champions.marking.intake.receive import RETURN_ADDRESS, TIMESTAMP
from champions.questions import answers

_STEPS = ("submitted", "autograded")


class Begun(NamedTuple):
    """A submission that is being marked, and the ``work`` that its receipt will have."""

    learner: str
    module: str
    work: str


def begin(course: Course, begun: Sequence[Begun]) -> None:
    """Keep the earlier lessons aside until the new ones are scored, and note that we are at it."""
    if _aside(course).exists():
        shutil.rmtree(_aside(course))
    for one in begun:
        for step in _STEPS:
            folder = course.out / step / one.learner / one.module
            if folder.exists():
                shutil.copytree(folder, earlier(course, one.learner, one.module) / step)
    note = {"underway": [one._asdict() for one in begun]}
    files.write_whole(_note(course), json.dumps(note))


def _aside(course: Course) -> Path:
    return course.out / "aside"


def earlier(course: Course, learner: str, module: str) -> Path:
    """Where the earlier lesson is kept while the new one is marked."""
    return _aside(course) / learner / module


def end(course: Course) -> None:
    """Say that all that was begun is done, one way or the other."""
    _note(course).unlink(missing_ok=True)


def put_back(course: Course, learner: str, module: str) -> None:
    """Put the earlier lesson back where it was."""
    for step in _STEPS:
        folder = course.out / step / learner / module
        if folder.exists():
            shutil.rmtree(folder)
        kept = earlier(course, learner, module) / step
        if kept.exists():
            shutil.copytree(kept, folder)


def recover(course: Course, work_of: Callable[[str, str], str]) -> None:
    """Put right what a marking left that was ended in the middle.

    Args:
        course: the course.
        work_of: gives the ``work`` of the receipt of a learner and lesson, or empty.
    """
    try:
        note = json.loads(_note(course).read_text(encoding="utf-8"))
        begun = [Begun(**one) for one in note["underway"]]
    except FileNotFoundError:
        return
    except (ValueError, KeyError, TypeError):
        begun = []  # written whole or not at all; an odd one is somebody else's
    for one in begun:
        if work_of(one.learner, one.module) != one.work:
            put_back(course, one.learner, one.module)
    end(course)


def _note(course: Course) -> Path:
    return course.out / "underway.json"


def lay_out(course: Course, submission: Submission, texts: Mapping[str, str]) -> None:
    """Put the texts of the lesson's notebooks and its answers where nbgrader looks for them."""
    folder = course.out / "submitted" / submission.learner / submission.module
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
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
    for one in (submission, *submission.older, *submission.also):
        path = (folder / one.digest[:12]).with_suffix(".json" if one.answers_only else ".ipynb")
        if not path.exists():
            files.write_bytes_whole(path, one.data)

"""The marks of a learner, as they stand in nbgrader's gradebook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from champions.trainer.course import NOTEBOOK, Course

_LESSON = NOTEBOOK.removesuffix(".ipynb")


@dataclass(frozen=True)
class Grade:
    """The mark of one step.

    Attributes:
        by_run: the points from the run, or None when a person has to say.
        by_person: the points that a person gave, or None.
        most: the most that the step gives.
        waits: True while a person has to look at it.
    """

    by_run: float | None
    by_person: float | None
    most: float
    waits: bool

    @property
    def points(self) -> float | None:
        """What counts: the points a person gave, else those from the run; None while open."""
        return self.by_run if self.by_person is None else self.by_person


@dataclass(frozen=True)
class Sheet:
    """All marks of one learner in one lesson: step to grade, and step to a person's reply."""

    grades: dict[str, Grade] = field(default_factory=dict)
    replies: dict[str, str] = field(default_factory=dict)


def sheet(course: Course, learner: str, module: str) -> Sheet:
    """The marks of a learner in a lesson. Empty when the gradebook has none."""
    from nbgrader.api import MissingEntry

    with course.open_gradebook() as book:
        try:
            notebook = book.find_submission_notebook(_LESSON, module, learner)
        except MissingEntry:
            return Sheet()
        return Sheet(
            {
                grade.name: Grade(
                    grade.auto_score,
                    grade.manual_score,
                    float(grade.max_score),
                    bool(grade.needs_manual_grade),
                )
                for grade in notebook.grades
            },
            {one.name: one.manual_comment for one in notebook.comments if one.manual_comment},
        )


def learners_with_marks(course: Course) -> list[tuple[str, str]]:
    """Learner and module of every submission in the gradebook, in order."""
    with course.open_gradebook() as book:
        return sorted(
            (submission.student.id, assignment.name)
            for assignment in book.assignments
            for submission in assignment.submissions
        )


def forget(course: Course, learner: str, module: str) -> None:
    """Take a submission out of the gradebook: one that was not scored would count as 0 there."""
    from nbgrader.api import MissingEntry

    with course.open_gradebook() as book:
        try:
            book.remove_submission(module, learner)
        except MissingEntry:
            return


def open_again(course: Course, learner: str, module: str, steps: Iterable[str]) -> None:
    """Hand steps to a person: they have no score from the run, and none is made up for them."""
    _change(course, learner, module, dict.fromkeys(steps, True), clear=True)


def settle(course: Course, learner: str, module: str, steps: Iterable[str]) -> None:
    """Keep what a person decided: nbgrader asks again after each run, though nothing changed."""
    _change(course, learner, module, dict.fromkeys(steps, False), clear=False)


def _change(
    course: Course, learner: str, module: str, waits: dict[str, bool], *, clear: bool
) -> None:
    if not waits:
        return
    with course.open_gradebook() as book:
        notebook = book.find_submission_notebook(_LESSON, module, learner)
        for grade in notebook.grades:
            if grade.name in waits:
                grade.needs_manual_grade = waits[grade.name]
                if clear:
                    grade.auto_score = None
        book.db.commit()

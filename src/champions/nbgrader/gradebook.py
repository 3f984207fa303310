"""nbgrader's gradebook, opened once; what its steps ask while they score is answered from memory.

nbgrader opens the gradebook anew for every step, loads the same rows of the lesson again for every
cell, and commits every mark by itself. Here what was released is read once for the whole cohort,
and the rows of a submission are read at its beginning and written at its end, all in one commit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Self

import sqlalchemy as sa
from nbgrader import api as api_module
from nbgrader import utils
from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from champions.nbgrader import startup


class _Held(Session):
    """A session in which a commit only sends: the submission is committed as a whole."""

    def commit(self) -> None:
        self.flush()

    def commit_all(self) -> None:
        """Commit what one submission changed."""
        super().commit()


class NotTogether(Exception):
    """Some submissions could not be kept together: none of them was."""


#: Seconds that a page waits while another program holds the gradebook.
PATIENCE = 20


class OneBook(Gradebook):  # type: ignore[misc]
    """nbgrader's gradebook, opened once. What never changes in a run is looked up once.

    Args:
        address: where the gradebook is.
        patience: seconds to wait while another program holds it.
        busy: told True before each question to the database and False after it.
    """

    def __init__(
        self,
        address: str,
        patience: float = PATIENCE,
        busy: Callable[[bool], None] = lambda _: None,
    ) -> None:
        self._busy = busy
        slow, api_module.get_alembic_version = (
            api_module.get_alembic_version,
            startup.newest_gradebook,
        )
        try:
            with self._asking():
                super().__init__(patient(address, patience))
        finally:
            api_module.get_alembic_version = slow
        self.db.remove()
        maker = sessionmaker(class_=_Held, autoflush=True, bind=self.engine, expire_on_commit=False)
        self.db: Any = scoped_session(maker)
        sa.event.listen(self.engine, "before_cursor_execute", lambda *_: busy(True))
        sa.event.listen(self.engine, "after_cursor_execute", lambda *_: busy(False))
        sa.event.listen(self.engine, "handle_error", lambda _: busy(False))
        self._released: dict[str, Released] = {}
        self._together = self._undone = False

    @contextmanager
    def _asking(self) -> Iterator[None]:
        self._busy(True)
        try:
            yield
        finally:
            self._busy(False)

    def close(self) -> None:
        """Stay open: the one who made it ends it."""

    def end(self) -> None:
        """Close for good."""
        super().close()

    def keep(self) -> None:
        """Commit this submission, and forget what was read for it."""
        if self._together:
            self.db.flush()
        else:
            with self._asking():
                self.db().commit_all()
        self.db.expunge_all()  # marks may be given by hand in another program at the same time

    def undo(self) -> None:
        """Take back everything since the last commit: this submission only."""
        self._undone = True
        self.db.rollback()
        self.db.expunge_all()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Meanwhile nothing is committed. At the end all of it is, in one go.

        A commit waits until the disk has written it. For a submission that need not be run that takes
        longer than all the rest.

        Raises:
            NotTogether: when something in it was taken back, and so all of it was.
        """
        self._together, self._undone = True, False
        try:
            yield
            if self._undone:
                raise NotTogether
            self._together = False
            self.keep()
        except BaseException:
            self.undo()
            raise
        finally:
            self._together = False

    def forget_released(self, module: str) -> None:
        """Read a lesson again when it is asked for: another one has its name now."""
        self._released.pop(module, None)

    def released(self, module: str) -> Released:
        """A lesson as it was released, read once.

        Raises:
            MissingEntry: when there is no lesson of this name.
        """
        if module not in self._released:
            self._released[module] = Released(self, module)
        return self._released[module]


def patient(address: str, seconds: float) -> str:
    """The address of a gradebook in a file, such that its locks are waited for."""
    if not address.startswith("sqlite:///"):
        return address
    return f"{address}{'&' if '?' in address else '?'}timeout={seconds:g}"


class Released:
    """The rows of a lesson that stay as they are while learners' work is marked."""

    def __init__(self, book: OneBook, module: str) -> None:
        self.assignment = book.find_assignment(module)
        self.notebooks = {row.name: row for row in self.assignment.notebooks}
        self._sources: dict[tuple[str, str], Any] = {}
        self._graded: dict[tuple[str, str], Any] = {}
        self.marked: dict[str, list[tuple[type, Any]]] = {}
        for name, row in self.notebooks.items():
            self._read(name, row)
        for cell in self._graded.values():
            book.db.refresh(cell)  # the points are in a table of their own, read when asked for
        book.db.expunge_all()  # what is read stays as it is, whatever becomes of a submission

    def _read(self, name: str, row: Any) -> None:
        self._sources |= {(name, cell.name): cell for cell in row.source_cells}
        self._graded |= {(name, cell.name): cell for cell in (*row.grade_cells, *row.task_cells)}
        # A submission has these rows for its cells, in nbgrader's own order.
        self.marked[name] = [(Grade, cell) for cell in row.grade_cells]
        self.marked[name] += [(Comment, cell) for cell in row.solution_cells]
        for cell in row.task_cells:
            self.marked[name] += [(Comment, cell), (Grade, cell)]

    def notebook(self, name: str, module: str) -> Any:
        """A notebook of the lesson."""
        return _found(self.notebooks.get(name), "notebook", f"{module}/{name}")

    def source_cell(self, name: str, notebook: str, module: str) -> Any:
        """A cell as it was released."""
        found = self._sources.get((notebook, name))
        return _found(found, "source cell", f"{module}/{notebook}/{name}")

    def graded_cell(self, name: str, notebook: str, module: str) -> Any:
        """A cell that gives points."""
        found = self._graded.get((notebook, name))
        return _found(found, "graded cell", f"{module}/{notebook}/{name}")


def _found(row: Any, kind: str, name: str) -> Any:
    if row is None:
        raise MissingEntry(f"No such {kind}: {name}")
    return row


class _Row:
    """A grade or a comment, or another row of a submission: what it is, and what was set in it."""

    def __init__(self, values: dict[str, Any], *, new: bool) -> None:
        self.__dict__.update(values)
        self._before = {} if new else dict(values)

    def values(self) -> dict[str, Any]:
        """The row as it is now."""
        return {key: value for key, value in self.__dict__.items() if key[0] != "_"}

    @property
    def changed(self) -> bool:
        """True when it is new, or something else than what was read."""
        return self.values() != self._before


class _SubmittedNotebook(_Row):
    """A learner's notebook, with its grades."""

    _owner: OneSubmission
    grades: list[_Row]

    def values(self) -> dict[str, Any]:
        names = ("id", "assignment_id", "notebook_id", "flagged", "late_submission_penalty")
        return {name: self.__dict__[name] for name in names}

    @property
    def score(self) -> float:
        """The sum of its marks, as the gradebook itself adds them up."""
        self._owner.write()
        query = sa.select(SubmittedNotebook.score).where(
            SubmittedNotebook.id == self.__dict__["id"]
        )
        return float(self._owner.book.db.execute(query).scalar() or 0.0)


class _Submission(_Row):
    """A learner's work on a lesson."""

    _module: str
    _due: datetime | None

    @property
    def total_seconds_late(self) -> float:
        """As nbgrader counts them: a time for which this learner was let off does not count."""
        when, due = self.__dict__["timestamp"], self._due
        if when is None or due is None:
            return 0
        longer: timedelta | None = self.__dict__["extension"]
        return float(max(0, (when - (due + longer if longer else due)).total_seconds()))

    def __str__(self) -> str:
        return f"SubmittedAssignment<{self._module} for {self.__dict__['student_id']}>"


# Building a question to the database takes longer than its answer.
_ENTER = sa.text("INSERT INTO student (id) VALUES (:student) ON CONFLICT (id) DO NOTHING")
_STUDENT = sa.select(Student.__table__.c.id).where(
    Student.__table__.c.id == sa.bindparam("student")
)
_SUBMISSION = sa.select(SubmittedAssignment.__table__).where(
    SubmittedAssignment.__table__.c.assignment_id == sa.bindparam("assignment_id"),
    SubmittedAssignment.__table__.c.student_id == sa.bindparam("student_id"),
)


class OneSubmission:
    """The gradebook as nbgrader's steps see it while they score one submission.

    It knows what they ask for. Anything else is passed on to the real gradebook, which by then
    holds everything that they have set.
    """

    def __init__(self, book: OneBook) -> None:
        self.book = book
        self._key = ("", "")
        self._submission: _Submission | None = None
        self._notebooks: dict[str, _SubmittedNotebook] = {}
        self._rows: dict[tuple[type, str, str], _Row] = {}
        self.db = _Db(self)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._others, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Stay open."""

    # What was released.

    def find_assignment(self, name: str) -> Any:
        """The lesson."""
        return self.book.released(name).assignment

    def find_notebook(self, name: str, assignment: str) -> Any:
        """A notebook of the lesson."""
        return self.book.released(assignment).notebook(name, assignment)

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> Any:
        """A cell as it was released."""
        return self.book.released(assignment).source_cell(name, notebook, assignment)

    def find_graded_cell(self, name: str, notebook: str, assignment: str) -> Any:
        """A cell that gives points."""
        return self.book.released(assignment).graded_cell(name, notebook, assignment)

    # What is the learner's.

    def update_or_create_student(self, student: str, **more: Any) -> Any:
        """Enter the learner, when the gradebook has nobody of this name."""
        if more:
            return self.book.update_or_create_student(student, **more)
        if self.book.engine.dialect.name in ("sqlite", "postgresql"):
            self.book.db.connection().execute(_ENTER, {"student": student})
        elif self.book.db.execute(_STUDENT, {"student": student}).first() is None:
            self.book.db.execute(sa.insert(Student.__table__), {"id": student})
        return None

    def update_or_create_submission(self, assignment: str, student: str, **more: Any) -> Any:
        """Read the submission with all its rows, or make them."""
        self._key = (assignment, student)
        lesson = self.book.released(assignment)
        key = {"assignment_id": lesson.assignment.id, "student_id": student}
        found = self.book.db.connection().execute(_SUBMISSION, key).mappings().first()
        fresh = {**key, "id": api_module.new_uuid(), "timestamp": None, "extension": None}
        self._submission = submission = _Submission(dict(found or fresh), new=found is None)
        submission._module, submission._due = assignment, lesson.assignment.duedate  # noqa: SLF001
        for name, value in more.items():
            setattr(submission, name, utils.parse_utc(value) if name == "timestamp" else value)
        if found is None:
            self._make(lesson)
        else:
            self._read(lesson)
        return submission

    def find_submission(self, assignment: str, student: str) -> Any:
        """The submission."""
        if (assignment, student) != self._key:
            return self._others.find_submission(assignment, student)
        return self._submission

    def find_submission_notebook(self, notebook: str, assignment: str, student: str) -> Any:
        """A notebook of the submission."""
        if (assignment, student) != self._key:
            return self._others.find_submission_notebook(notebook, assignment, student)
        where = f"{assignment}/{notebook} for {student}"
        return _found(self._notebooks.get(notebook), "submitted notebook", where)

    def find_grade(self, grade_cell: str, notebook: str, assignment: str, student: str) -> Any:
        """The grade of a cell."""
        if (assignment, student) != self._key:
            return self._others.find_grade(grade_cell, notebook, assignment, student)
        where = f"{assignment}/{notebook}/{grade_cell} for {student}"
        return _found(self._rows.get((Grade, notebook, grade_cell)), "grade", where)

    def find_comment(self, solution_cell: str, notebook: str, assignment: str, student: str) -> Any:
        """The comment on a cell."""
        if (assignment, student) != self._key:
            return self._others.find_comment(solution_cell, notebook, assignment, student)
        where = f"{assignment}/{notebook}/{solution_cell} for {student}"
        return _found(self._rows.get((Comment, notebook, solution_cell)), "comment", where)

    @property
    def _others(self) -> OneBook:
        """The real gradebook, with everything in it that was set here."""
        self.write()
        return self.book

    def _make(self, lesson: Released) -> None:
        assert self._submission is not None  # noqa: S101 - made by the one who calls
        for name, released in lesson.notebooks.items():
            values = {
                "id": api_module.new_uuid(),
                "assignment_id": self._submission.__dict__["id"],
                "notebook_id": released.id,
                "flagged": False,
                "late_submission_penalty": None,
            }
            self._add_notebook(name, values, new=True)
            for kind, cell in lesson.marked[name]:
                values = {"id": api_module.new_uuid(), "cell_id": cell.id}
                values["notebook_id"] = self._notebooks[name].__dict__["id"]
                self._add_row(kind, name, cell.name, {**_EMPTY[kind], **values}, new=True)

    def _read(self, lesson: Released) -> None:
        assert self._submission is not None  # noqa: S101 - made by the one who calls
        names = {row.id: name for name, row in lesson.notebooks.items()}
        table = SubmittedNotebook.__table__
        mine = {"assignment_id": self._submission.__dict__["id"]}
        for values in self.book.db.execute(sa.select(table).filter_by(**mine)).mappings().all():
            self._add_notebook(names[values["notebook_id"]], dict(values), new=False)
        for name, notebook in self._notebooks.items():
            for kind in (Grade, Comment):
                table = kind.__table__
                query = sa.select(table, BaseCell.name.label("_name")).join(
                    BaseCell, BaseCell.id == table.c.cell_id
                )
                query = query.where(table.c.notebook_id == notebook.__dict__["id"])
                for found in self.book.db.execute(query).mappings().all():
                    values = {key: value for key, value in found.items() if key != "_name"}
                    self._add_row(kind, name, found["_name"], values, new=False)

    def _add_notebook(self, name: str, values: dict[str, Any], *, new: bool) -> None:
        self._notebooks[name] = notebook = _SubmittedNotebook(values, new=new)
        notebook._owner, notebook.grades = self, []  # noqa: SLF001

    def _add_row(
        self, kind: type, notebook: str, cell: str, values: dict[str, Any], *, new: bool
    ) -> None:
        self._rows[kind, notebook, cell] = row = _Row(values, new=new)
        if kind is Grade:
            self._notebooks[notebook].grades.append(row)

    # Asked once it is scored.

    @property
    def main_notebook(self) -> str:
        """The lesson's main notebook: the one called lesson, or the first by name."""
        return "lesson" if "lesson" in self._notebooks else min(self._notebooks, default="")

    def rows(self, kind: type) -> Iterator[tuple[str, str, Any]]:
        """The grades or comments as they stand: notebook, cell and row."""
        return ((book, cell, row) for (one, book, cell), row in self._rows.items() if one is kind)

    def most(self, notebook: str, cell: str) -> float:
        """The most points that a cell gives."""
        lesson = self.book.released(self._key[0])
        return float(lesson.graded_cell(cell, notebook, self._key[0]).max_score)

    # Writing.

    def write(self) -> None:
        """Send what was set to the database. The submission is committed as a whole, later."""
        if self._submission is None:
            return
        self._write(SubmittedAssignment, [self._submission])
        self._write(SubmittedNotebook, self._notebooks.values())
        for kind in (Grade, Comment):
            self._write(kind, (row for (one, _, _), row in self._rows.items() if one is kind))

    def _write(self, kind: Any, rows: Iterable[_Row]) -> None:
        table, changed = kind.__table__, [row for row in rows if row.changed]
        new = [row.values() for row in changed if not row._before]  # noqa: SLF001
        if new:
            self.book.db.connection().execute(_insert_into(table), new)
        old = [{f"_{key}": value for key, value in row.values().items()} for row in _old(changed)]
        if old:
            names = [name for name in old[0] if name != "_id"]
            into: dict[str, Any] = {name[1:]: sa.bindparam(name) for name in names}
            update = sa.update(table).where(table.c.id == sa.bindparam("_id")).values(into)
            self.book.db.connection().execute(update, old)
        for row in changed:
            row._before = row.values()  # noqa: SLF001


@cache  # building a question to the database takes longer than its answer
def _insert_into(table: sa.Table) -> Any:
    return sa.insert(table)


def _old(rows: Iterable[_Row]) -> Iterator[_Row]:
    return (row for row in rows if row._before)  # noqa: SLF001


#: What stands in a new row, as nbgrader's own classes say.
_EMPTY: dict[type, dict[str, Any]] = {
    Grade: {
        "auto_score": None,
        "manual_score": None,
        "extra_credit": None,
        "needs_manual_grade": True,
    },
    Comment: {"auto_comment": None, "manual_comment": None},
}


class _Db:
    """The session of the gradebook. What a step commits is kept here until the submission is done."""

    def __init__(self, submission: OneSubmission) -> None:
        self._submission = submission

    def commit(self) -> None:
        """Wait: the submission is committed as a whole."""

    def __getattr__(self, name: str) -> Any:
        self._submission.write()
        return getattr(self._submission.book.db, name)

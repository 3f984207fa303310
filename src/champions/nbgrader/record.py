"""What stands in the gradebook: marks, why they changed, and how each lesson was marked.

The marks are nbgrader's own rows. Beside them are two tables of ours, in the same database: so a
mark, the reason for it and the receipt of its marking are kept together or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    GradeCell,
    MissingEntry,
    Notebook,
    SourceCell,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from nbgrader.api import (
    Course as CourseRow,
)
from nbgrader.api import (
    Grade as GradeRow,
)

if TYPE_CHECKING:
    from champions.nbgrader.gradebook import OneSubmission

#: Learner and lesson.
Key = tuple[str, str]

_OURS = sa.MetaData()
_RECEIPTS = sa.Table(
    "champions_receipt",
    _OURS,
    sa.Column("learner", sa.String(128), primary_key=True),
    sa.Column("module", sa.String(128), primary_key=True),
    sa.Column("body", sa.Text, nullable=False),
)
_HISTORY = sa.Table(
    "champions_history",
    _OURS,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("learner", sa.String(128), nullable=False),
    sa.Column("module", sa.String(128), nullable=False),
    sa.Column("step", sa.String(300), nullable=False),
    sa.Column("was", sa.Float),
    sa.Column("now", sa.Float),
    sa.Column("why", sa.String(200), nullable=False),
    sa.Index("champions_history_of", "learner", "module"),
)
_INTO_HISTORY = sa.insert(_HISTORY)
#: nbgrader finds these rows by these columns and has no index for them: each look at one submission
#: would read every row of the whole cohort.
_FOUND_BY = (
    ("grade", "notebook_id"),
    ("comment", "notebook_id"),
    ("submitted_notebook", "assignment_id"),
    ("submitted_assignment", "student_id"),
)
BY_PERSON = "changed by a person in the gradebook"


@dataclass(frozen=True)
class Grade:
    """The mark of one step.

    Attributes:
        by_run: the points from the run, or None when a person has to say.
        by_person: the points that a person gave, or None.
        most: the most that the step gives.
        waits: True while a person has to look at it.
        extra: points that a person added to what the step gives.
    """

    by_run: float | None
    by_person: float | None
    most: float
    waits: bool
    extra: float = 0.0

    @property
    def points(self) -> float | None:
        """What counts, as nbgrader counts it; None while open."""
        points = self.by_run if self.by_person is None else self.by_person
        return points if points is None or not self.extra else points + self.extra


@dataclass(frozen=True)
class Sheet:
    """All marks of one learner in one lesson: step to grade, and step to a person's reply.

    A step of the lesson's main notebook goes by its own name, one of another notebook by
    ``notebook/step``.
    """

    grades: dict[str, Grade] = field(default_factory=dict)
    replies: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Receipt:
    """What is kept of how a lesson was marked, beside the marks themselves.

    ``work`` changes with anything that could change the marks; ``sent`` with what the learner sent
    alone. ``open_steps`` maps each step that could not be marked to the reason. ``run_note`` says
    what went wrong in the run, if anything.
    """

    learner: str
    module: str
    place: str
    id_from: str
    work: str
    sent: str
    notes: tuple[str, ...]
    open_steps: dict[str, str]
    run_note: str


@dataclass(frozen=True)
class Change:
    """One change of one mark: when, whose, from what, to what, and why."""

    at: str
    learner: str
    module: str
    step: str
    was: float | None
    now: float | None
    why: str


def has_lesson(book: Any, module: str) -> bool:
    """True when the lesson stands in the gradebook."""
    return book.db.execute(sa.select(Assignment.id).filter_by(name=module)).first() is not None


def count(book: Any) -> int:
    """How many lessons have marks."""
    found = book.db.execute(sa.select(sa.func.count()).select_from(SubmittedAssignment))
    return int(found.scalar() or 0)


def rename(book: Any, module: str, name: str) -> None:
    """Call a lesson otherwise, with all marks, receipts and history that belong to it."""
    book.db.execute(
        sa.update(Assignment.__table__).where(Assignment.name == module).values(name=name)
    )
    for table in (_RECEIPTS, _HISTORY):
        book.db.execute(sa.update(table).where(table.c.module == module).values(module=name))
    query = sa.select(_RECEIPTS.c.learner, _RECEIPTS.c.body).where(_RECEIPTS.c.module == name)
    for learner, body in book.db.execute(query).all():
        renamed = json.dumps({**json.loads(body), "module": name}, ensure_ascii=False)
        key = (_RECEIPTS.c.learner == learner) & (_RECEIPTS.c.module == name)
        book.db.execute(sa.update(_RECEIPTS).where(key).values(body=renamed))


def locked_cells(book: Any, module: str) -> dict[str, dict[str, str]]:
    """The locked cells of a lesson with their tests, as nbgrader puts them back: by notebook."""
    found: dict[str, dict[str, str]] = {}
    for notebook, name, source in book.db.execute(
        sa.select(Notebook.name, SourceCell.name, SourceCell.source)
        .join(Notebook, Notebook.id == SourceCell.notebook_id)
        .join(Assignment, Assignment.id == Notebook.assignment_id)
        .where(Assignment.name == module, SourceCell.locked)
    ):
        found.setdefault(f"{notebook}.ipynb", {})[name] = source
    return found


def prepare(book: Any) -> None:
    """Make our two tables and the indexes, when the gradebook does not have them yet."""
    _OURS.create_all(book.engine)
    for table, column in _FOUND_BY:
        name = f"champions_{table}_{column}"
        book.db.execute(sa.text(f"CREATE INDEX IF NOT EXISTS {name} ON {table} ({column})"))
    if book.engine.dialect.name != "sqlite":
        # nbgrader enters assignments under a course without a name, and never enters that course.
        # SQLite does not mind; a server refuses.
        named = sa.select(CourseRow.id).filter_by(id="")
        if book.db.execute(named).first() is None:
            book.db.add(CourseRow(id=""))
            book.db.flush()


# --- Marks ----------------------------------------------------------------------------------------


def sheets(book: Any, only: Key | None = None) -> dict[Key, Sheet]:
    """The marks of every learner in every lesson, in order, or of one alone.

    Two questions to the database, however many learners there are.
    """
    found: dict[Key, Sheet] = {
        (learner, module): Sheet() for learner, module in _rows(book, _SUBMITTED, only)
    }
    if not found:
        return {}
    mains = _main_notebooks(book)
    for learner, module, notebook, step, *marks in _rows(book, _GRADES, only):
        name = _step(mains, module, notebook, step)
        auto, manual, most, waits, extra = marks
        found[learner, module].grades[name] = Grade(
            auto, manual, float(most), bool(waits), float(extra or 0)
        )
    for learner, module, notebook, step, reply in _rows(book, _REPLIES, only):
        found[learner, module].replies[_step(mains, module, notebook, step)] = reply
    return dict(sorted(found.items()))


def sheet(book: Any, learner: str, module: str) -> Sheet:
    """The marks of a learner in a lesson. Empty when the gradebook has none."""
    if not has(book, learner, module):
        return Sheet()
    return sheets(book, (learner, module)).get((learner, module), Sheet())


def sheet_of(scored: OneSubmission) -> Sheet:
    """The marks of a submission that was scored a moment ago, as :func:`sheet` would read them again."""
    found, main = Sheet(), scored.main_notebook
    for notebook, cell, grade in scored.rows(GradeRow):
        found.grades[cell if notebook == main else f"{notebook}/{cell}"] = Grade(
            grade.auto_score,
            grade.manual_score,
            float(scored.most(notebook, cell)),
            bool(grade.needs_manual_grade),
            float(grade.extra_credit or 0),
        )
    for notebook, cell, comment in scored.rows(Comment):
        if comment.manual_comment is not None:
            name = cell if notebook == main else f"{notebook}/{cell}"
            found.replies[name] = comment.manual_comment
    return found


def _joined(query: Any, row: Any) -> Any:
    return (
        query.join(BaseCell, BaseCell.id == row.cell_id)
        .join(SubmittedNotebook, SubmittedNotebook.id == row.notebook_id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
    )


_MOST_OF_GRADE = GradeCell.__table__.c.max_score
_MOST_OF_TASK = TaskCell.__table__.c.max_score
_WHERE = (SubmittedAssignment.student_id, Assignment.name, Notebook.name, BaseCell.name)
_GRADES = _joined(
    sa.select(
        *_WHERE,
        GradeRow.auto_score,
        GradeRow.manual_score,
        sa.func.coalesce(_MOST_OF_GRADE, _MOST_OF_TASK),
        GradeRow.needs_manual_grade,
        GradeRow.extra_credit,
    ).select_from(GradeRow),
    GradeRow,
)
for _cells in (GradeCell.__table__, TaskCell.__table__):
    _GRADES = _GRADES.outerjoin(_cells, _cells.c.id == GradeRow.cell_id)
_REPLIES = _joined(sa.select(*_WHERE, Comment.manual_comment).select_from(Comment), Comment).where(
    Comment.manual_comment.is_not(None)
)


_SUBMITTED = sa.select(SubmittedAssignment.student_id, Assignment.name)


@cache  # building a question to the database takes longer than its answer
def _of(query: Any, *, one: bool) -> Any:
    query = query.join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
    if not one:
        return query
    whose = SubmittedAssignment.student_id == sa.bindparam("learner")
    return query.where(whose, Assignment.name == sa.bindparam("module"))


def _rows(book: Any, query: Any, only: Key | None) -> Any:
    """The answer to a question about every learner in every lesson, or about one alone."""
    named = dict(zip(("learner", "module"), only, strict=True)) if only else {}
    return book.db.execute(_of(query, one=only is not None), named)


def _main_notebooks(book: Any) -> dict[str, str]:
    rows = book.db.execute(
        sa.select(Assignment.name, Notebook.name)
        .join(Assignment, Assignment.id == Notebook.assignment_id)
        .order_by(Notebook.name.desc())
    )
    mains: dict[str, str] = {}
    for module, notebook in rows:  # the first by name, unless one is called lesson
        if mains.get(module) != "lesson":
            mains[module] = notebook
    return mains


def _step(mains: Mapping[str, str], module: str, notebook: str, step: str) -> str:
    return step if mains[module] == notebook else f"{notebook}/{step}"


def forget(book: Any, learner: str, module: str) -> None:
    """Take a submission out of the gradebook: one that was not scored would count as 0 there."""
    try:
        book.remove_submission(module, learner)
    except MissingEntry:
        return


def forget_learner(book: Any, learner: str) -> None:
    """Take a learner out for good: submissions, marks, replies, receipts and history."""
    for table in (_RECEIPTS, _HISTORY):
        book.db.execute(sa.delete(table).where(table.c.learner == learner))
    with suppress(MissingEntry):
        book.remove_student(learner)


#: Who holds a lesson for a moment while two people exchange it.
_BETWEEN = "champions-between"


def has(book: Any, learner: str, module: str) -> bool:
    """Whether a learner has marks for a lesson."""
    return _submission_of(book, learner, module) is not None


_ITS_ID = (
    sa.select(SubmittedAssignment.__table__.c.id)
    .join(
        Assignment.__table__,
        Assignment.__table__.c.id == SubmittedAssignment.__table__.c.assignment_id,
    )
    .where(
        SubmittedAssignment.__table__.c.student_id == sa.bindparam("learner"),
        Assignment.__table__.c.name == sa.bindparam("module"),
    )
)


def _submission_of(book: Any, learner: str, module: str) -> str | None:
    found = book.db.execute(_ITS_ID, {"learner": learner, "module": module}).first()
    return str(found[0]) if found else None


def move(book: Any, source: str, to: str, module: str) -> None:
    """Give the marks of a lesson to another learner: points, replies, receipt and history.

    If the other has the lesson too, they exchange it. Nothing is lost and nothing is marked anew.
    """
    if has(book, to, module):
        _hand_over(book, to, _BETWEEN, module)
        _hand_over(book, source, to, module)
        _hand_over(book, _BETWEEN, source, module)
        with suppress(MissingEntry):
            book.remove_student(_BETWEEN)
    else:
        _hand_over(book, source, to, module)


def _hand_over(book: Any, source: str, to: str, module: str) -> None:
    found = _submission_of(book, source, module)
    if found is not None:
        book.update_or_create_student(to)
        book.db.flush()
        table = SubmittedAssignment.__table__
        book.db.execute(sa.update(table).where(table.c.id == found).values(student_id=to))
    key = {"learner": source, "module": module}
    book.db.execute(sa.update(_HISTORY).filter_by(**key).values(learner=to))
    for receipt in receipts(book, (source, module)).values():
        keep(book, replace(receipt, learner=to))
        book.db.execute(sa.delete(_RECEIPTS).filter_by(**key))
    book.db.flush()
    book.db.expire_all()


def put(
    book: Any,
    learner: str,
    module: str,
    *,
    opened: Iterable[str] = (),
    settled: Iterable[str] = (),
) -> None:
    """Hand steps to a person, and keep what a person has decided.

    Args:
        book: the gradebook.
        learner: whose marks.
        module: in which lesson.
        opened: steps that have no score from the run; none is made up for them.
        settled: steps that a person need not look at again: nbgrader asks anew after each run.
    """
    wait, rest = set(opened), set(settled)
    if not wait | rest:
        return
    mains = _main_notebooks(book)
    for notebook in book.find_submission(module, learner).notebooks:
        for grade in notebook.grades:
            step = _step(mains, module, notebook.name, grade.name)
            if step in wait:
                grade.needs_manual_grade, grade.auto_score = True, None
            elif step in rest:
                grade.needs_manual_grade = False
    book.db.flush()


def give(
    book: Any,
    key: Key,
    step: str,
    points: float | None,
    *,
    waits: bool = False,
    reply: str | None = None,
    why: str,
) -> None:
    """Enter what a person decided on one step, as nbgrader's formgrader does, and keep why.

    Args:
        book: the gradebook.
        key: learner and lesson.
        step: the step's name in the lesson's main notebook.
        points: the points that the person gives; None takes an earlier decision back.
        waits: True when a person has to look at it again.
        reply: what the person says to the learner; None leaves it as it is.
        why: goes into the history of the mark.

    Raises:
        MissingEntry: when there is no such step in what the learner sent.
    """
    before = sheet(book, *key).grades
    mains, found = _main_notebooks(book), False
    for notebook in book.find_submission(key[1], key[0]).notebooks:
        for row in (*notebook.grades, *notebook.comments):
            if _step(mains, key[1], notebook.name, row.name) != step:
                continue
            found = True
            if isinstance(row, GradeRow):
                row.manual_score, row.needs_manual_grade = points, waits
            elif reply is not None:
                row.manual_comment = reply or None
    if not found:
        raise MissingEntry(f"No such step: {step}")
    book.db.flush()
    note_changes(book, key, before, sheet(book, *key).grades, why)


# --- Receipts and history ---------------------------------------------------------------------------


def receipts(book: Any, only: Key | None = None) -> dict[Key, Receipt]:
    """The receipts of earlier markings, or one alone."""
    query = sa.select(_RECEIPTS.c.body)
    if only:
        query = query.where(_RECEIPTS.c.learner == only[0], _RECEIPTS.c.module == only[1])
    found = {}
    for (body,) in book.db.execute(query):
        with suppress(
            ValueError, KeyError, TypeError
        ):  # one that cannot be read: it is marked again
            raw = json.loads(body)
            one = Receipt(**{**raw, "notes": tuple(raw["notes"])})
            found[one.learner, one.module] = one
    return found


_KEEP = sa.text(
    f"INSERT INTO {_RECEIPTS.name} (learner, module, body) VALUES (:learner, :module, :body) "  # noqa: S608
    "ON CONFLICT (learner, module) DO UPDATE SET body = excluded.body"
)


def keep(book: Any, receipt: Receipt) -> None:
    """Keep how a lesson was marked, in place of what was kept before."""
    key = {"learner": receipt.learner, "module": receipt.module}
    row = {**key, "body": json.dumps(vars(receipt), ensure_ascii=False)}
    if book.engine.dialect.name in ("sqlite", "postgresql"):
        book.db.connection().execute(_KEEP, row)
    else:
        book.db.execute(sa.delete(_RECEIPTS).filter_by(**key))
        book.db.execute(sa.insert(_RECEIPTS).values(row))


def note_changes(
    book: Any, key: Key, before: Mapping[str, Grade], after: Mapping[str, Grade], why: str
) -> None:
    """Keep each mark that has changed, with when and why."""
    at = _now()
    rows = [
        {**_whose(key, step, at), "was": was, "now": grade.points, "why": why}
        for step, grade in after.items()
        if (was := before[step].points if step in before else None) != grade.points
        or step not in before
    ]
    if rows:
        book.db.connection().execute(_INTO_HISTORY, rows)


def note_what_people_changed(book: Any, now: Mapping[Key, Sheet]) -> None:
    """Keep marks that are not as we left them: somebody has given others in the gradebook."""
    left = {(change.learner, change.module, change.step): change.now for change in history(book)}
    at = _now()
    rows = [
        {**_whose(key, step, at), "was": left[(*key, step)], "now": grade.points, "why": BY_PERSON}
        for key, sheet in now.items()
        for step, grade in sheet.grades.items()
        if (*key, step) in left and left[(*key, step)] != grade.points
    ]
    if rows:
        book.db.connection().execute(_INTO_HISTORY, rows)


def history(book: Any) -> list[Change]:
    """Every change of every mark, the oldest first."""
    columns = [_HISTORY.c[name] for name in Change.__dataclass_fields__]
    return [Change(*row) for row in book.db.execute(sa.select(*columns).order_by(_HISTORY.c.id))]


def first_marked(book: Any) -> list[tuple[str, str, str]]:
    """Learner, lesson and time (ISO 8601) of the first marking of each lesson."""
    columns = (_HISTORY.c.learner, _HISTORY.c.module)
    query = sa.select(*columns, sa.func.min(_HISTORY.c.at)).group_by(*columns)
    return [(row[0], row[1], row[2]) for row in book.db.execute(query)]


def last_changed(book: Any) -> dict[str, str]:
    """Learner to the time (ISO 8601) at which one of their marks last changed."""
    query = sa.select(_HISTORY.c.learner, sa.func.max(_HISTORY.c.at)).group_by(_HISTORY.c.learner)
    return {row[0]: row[1] for row in book.db.execute(query)}


def _whose(key: Key, step: str, at: str) -> dict[str, Any]:
    return {"at": at, "learner": key[0], "module": key[1], "step": step}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

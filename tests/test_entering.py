"""A lesson stands in our gradebook as nbgrader's own generate_assignment enters it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import equality
import pytest
import small_course as small

from champions.marking.course import Course, working_in
from champions.nbgrader.assignment import generate_assignment

TABLES = (
    "assignment",
    "notebook",
    "base_cell",
    "grade_cells",
    "solution_cells",
    "source_cell",
    "task_cells",
)


def _entered(out: Path) -> dict[str, list[tuple[object, ...]]]:
    """What the gradebook holds of the lessons: the ids are made by chance, and name rows of other tables."""
    found = {}
    with sqlite3.connect(out / "gradebook.db") as book:
        names: dict[object, str] = {
            "default_course": ""
        }  # the course's name, which nothing here uses
        for table in ("assignment", "notebook", "base_cell", "source_cell"):
            names |= dict(book.execute(f"select id, name from {table}"))
        for table in TABLES:
            rows = book.execute(f"select * from {table}").fetchall()
            found[table] = sorted((tuple(names.get(v, v) for v in row) for row in rows), key=repr)
    return found


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return small.make_course(tmp_path / "course")


def test_it_is_entered_at_once_as_nbgrader_enters_it_cell_by_cell(
    home: Path, tmp_path: Path
) -> None:
    ours, theirs = Course(home, tmp_path / "ours"), Course(home, tmp_path / "theirs")
    ours.lay_out(small.MODULE)
    with theirs.open_gradebook():
        theirs._copy(home / "solutions" / small.MODULE, small.MODULE)
    theirs.close()
    with equality.unchanged(), working_in(home):
        generate_assignment(theirs.config(), small.MODULE)  # with no gradebook of ours
    assert _entered(ours.out) == _entered(theirs.out)
    assert _entered(ours.out)["grade_cells"]
    released = f"course/released/{small.MODULE}/lesson.ipynb"
    assert (ours.out / released).read_bytes() == (theirs.out / released).read_bytes()


def test_entered_again_it_is_the_same_with_its_marks_and_changed_without_them(
    home: Path, tmp_path: Path
) -> None:
    course = Course(home, tmp_path / "work")
    course.lay_out(small.MODULE)
    before = _entered(course.out)
    for _ in range(2):
        with working_in(home), course.open_gradebook() as book:
            generate_assignment(course.config(), small.MODULE, book=book)
        assert _entered(course.out) == before

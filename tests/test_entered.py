"""A lesson that nbgrader entered once is entered in the next gradebook as it stands in the first."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
import small_course as small

from champions.marking import course as course_module
from champions.marking.course import Course

TABLES = (
    *("course", "assignment", "notebook", "base_cell", "source_cell"),
    *("grade_cells", "solution_cells", "task_cells"),
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return small.make_course(tmp_path / "course")


@pytest.fixture
def generated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lessons that nbgrader's own steps entered."""
    entered: list[str] = []
    real = course_module.generate

    def counted(course: Course, module: str) -> None:
        entered.append(module)
        real(course, module)

    monkeypatch.setattr(course_module, "generate", counted)
    return entered


def enter(home: Path, out: Path) -> dict[str, Any]:
    """What stands in a new gradebook and beside it, with numbers in place of ids."""
    course = Course(home, out)
    course.lesson(small.MODULE)
    course.close()
    released = out / "course" / "released" / small.MODULE
    found: dict[str, Any] = {
        str(path.relative_to(released)): (path.read_bytes(), path.stat().st_mode)
        for path in released.rglob("*")
        if path.is_file()
    }
    with sqlite3.connect(out / "gradebook.db") as book:
        cells = dict(book.execute("select id, name from base_cell").fetchall())
        cells |= dict(book.execute("select id, 'source ' || name from source_cell").fetchall())
        for table in ("assignment", "notebook"):
            cells |= dict(book.execute(f"select id, name from {table}").fetchall())
        for table in TABLES:
            rows = book.execute(f"select * from {table}").fetchall()
            found[table] = sorted([cells.get(value, value) for value in row] for row in rows)
        found["ids"] = set(cells)
    return found


def test_the_second_gradebook_is_like_the_first(
    home: Path, tmp_path: Path, generated: list[str]
) -> None:
    first, second = enter(home, tmp_path / "first"), enter(home, tmp_path / "second")
    assert generated == [small.MODULE]
    assert not first.pop("ids") & second.pop("ids")
    assert first == second
    assert len(first["source_cell"]) > len(first["base_cell"]) > len(first["grade_cells"]) > 3


def test_it_is_entered_anew_when_the_lesson_or_the_settings_change(
    home: Path, tmp_path: Path, generated: list[str]
) -> None:
    enter(home, tmp_path / "first")
    path = home / "solutions" / small.MODULE / "lesson.ipynb"
    lesson = json.loads(path.read_text("utf-8"))
    next(one for one in lesson["cells"] if one["id"] == "middle-line")["metadata"]["nbgrader"][
        "points"
    ] = 5
    path.write_text(json.dumps(lesson), encoding="utf-8")
    changed = enter(home, tmp_path / "second")
    assert 5.0 in {row[1] for row in changed["grade_cells"]}
    with (home / "nbgrader_local.py").open("w") as settings:
        settings.write('c = get_config()\nc.ClearSolutions.code_stub = {"python": "..."}\n')
    lesson = enter(home, tmp_path / "third")
    assert len(generated) == 3
    assert json.loads(lesson["lesson.ipynb"][0])["cells"][4]["source"] == ["..."]


@pytest.mark.parametrize("damage", ["cut", "other", "empty", "rows"])
def test_what_is_damaged_is_made_anew(
    home: Path, tmp_path: Path, generated: list[str], damage: str
) -> None:
    first = enter(home, tmp_path / "first")
    (kept,) = (home / ".state" / "entered").iterdir()
    data = kept.read_bytes()
    damaged = {
        "cut": data[:-9],
        "other": data.replace(b"lesson", b"lessen"),
        "empty": b"",
        "rows": b"",
    }[damage]
    if damage == "rows":  # whole, and not what this program takes down
        damaged = hashlib.sha256(b"{}").hexdigest().encode() + b"{}"
    kept.write_bytes(damaged)
    second = enter(home, tmp_path / "second")
    assert len(generated) == 2
    first.pop("ids")
    second.pop("ids")
    assert first == second
    third = enter(home, tmp_path / "third")  # and it is kept again
    third.pop("ids")
    assert len(generated) == 2
    assert third == first


def test_a_lesson_that_stands_in_a_gradebook_is_changed_there_by_nbgrader(
    home: Path, tmp_path: Path, generated: list[str]
) -> None:
    enter(home, tmp_path / "first")
    path = home / "solutions" / small.MODULE / "lesson.ipynb"
    before = path.read_text("utf-8")
    path.write_text(before.replace("A small lesson", "A short lesson"), encoding="utf-8")
    enter(home, tmp_path / "other")
    enter(home, tmp_path / "first")
    assert len(generated) == 3


def test_a_folder_in_which_others_may_write_is_not_believed(
    home: Path, tmp_path: Path, generated: list[str]
) -> None:
    enter(home, tmp_path / "first")
    (home / ".state" / "entered").chmod(0o777)
    enter(home, tmp_path / "second")
    assert len(generated) == 2


def test_a_course_that_cannot_be_written_to_is_marked_all_the_same(
    home: Path, tmp_path: Path, generated: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr("champions.marking.running.shelf.write_bytes_whole", refuse)
    enter(home, tmp_path / "first")
    enter(home, tmp_path / "second")
    assert len(generated) == 2

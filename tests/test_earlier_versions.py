"""Work that was begun with an earlier version of the course goes on: it opens, and its marks stay."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from champions.install import open_course
from champions.lesson.session import Lesson
from champions.marking.cohort import mark_folder
from champions.questions import answers

COURSE = Path(__file__).resolve().parents[1]
VERSIONS = sorted((COURSE / "tests" / "versions").glob("*.zip"))
LESSONS = [
    (version, module)
    for version in VERSIONS
    for module in sorted(
        {
            name.split("/")[1]
            for name in zipfile.ZipFile(version).namelist()
            if name.startswith("modules/")
        }
    )
]


def half_done(version: Path, module: str, folder: Path, champion: str = "half-done-1") -> Path:
    """The lesson's folder as it stands in ``my-work`` of a champion who is half-way through it."""
    mine = folder / module
    mine.mkdir(parents=True)
    with zipfile.ZipFile(version) as archive:
        for name in ("lesson.ipynb", "marking.py"):
            (mine / name).write_bytes(archive.read(f"modules/{module}/{name}"))
        sent = archive.read(f"sent/{champion}/{module}/{answers.SIDECAR}")
        (mine / answers.SIDECAR).write_bytes(sent)
    return mine


def marks_then(version: Path) -> list[dict[str, str]]:
    with zipfile.ZipFile(version) as archive:
        text = archive.read("marks-by-question.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def in_order(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return sorted(rows, key=lambda row: (row["learner"], row["module"], row["question"]))


def test_there_is_an_earlier_version_with_all_lessons() -> None:
    assert len(LESSONS) >= 16


@pytest.mark.parametrize(("version", "module"), LESSONS, ids=lambda one: getattr(one, "stem", one))
def test_a_lesson_begun_with_it_opens_with_its_answers(
    version: Path, module: str, tmp_path: Path
) -> None:
    lesson = Lesson(module, half_done(version, module, tmp_path))
    assert lesson.set_aside == ""
    then = {
        row["question"]: row["state"]
        for row in marks_then(version)
        if (row["learner"], row["module"]) == ("half-done-1", module)
    }
    answered = {name: then[name] for name in lesson.book.records if name in then}
    assert answered
    now = {name: lesson.feedback(lesson.scheme[name]).state for name in answered}
    kept = {"to be read": "kept", "open": "not tried"}
    assert now == {name: kept.get(state, state) for name, state in answered.items()}


@pytest.mark.parametrize("version", VERSIONS, ids=lambda one: one.stem)
def test_an_update_of_the_course_keeps_what_was_begun(version: Path, tmp_path: Path) -> None:
    mine = half_done(version, "06-run-charts", tmp_path / "my-work")
    notebook = json.loads((mine / "lesson.ipynb").read_bytes())
    notebook["cells"].append({**notebook["cells"][0], "id": "my-own-note"})
    (mine / "lesson.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    before = {path.name: path.read_bytes() for path in mine.iterdir()}
    open_course.copy_lessons(COURSE / "modules", tmp_path / "my-work")
    assert {path.name: path.read_bytes() for path in mine.iterdir()} == before


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
@pytest.mark.parametrize("version", VERSIONS, ids=lambda one: one.stem)
def test_work_sent_in_with_it_gets_the_marks_that_it_got_then(
    version: Path, tmp_path: Path
) -> None:
    inbox = tmp_path / "inbox"
    with zipfile.ZipFile(version) as archive:
        for name in archive.namelist():
            if name.startswith("sent/"):
                _, champion, module, _ = name.split("/")
                half_done(version, module, inbox / champion, champion)
                (inbox / champion / module / "marking.py").unlink()
    said: list[str] = []
    mark_folder(inbox, tmp_path / "work", COURSE, say=said.append)
    table = (tmp_path / "work" / "marks-by-question.csv").read_text(encoding="utf-8-sig")
    now = list(csv.DictReader(io.StringIO(table)))
    # Lessons that still ask the same questions go on as they are.
    assert {row.pop("version") for row in now} <= {"", version.stem}
    # A lesson may ask its questions in another order by now, and a table have columns that came since.
    then = marks_then(version)
    columns = then[0].keys()
    assert in_order([{name: row[name] for name in columns} for row in now]) == in_order(then), (
        "\n".join(said)
    )
    shutil.rmtree(tmp_path / "work")

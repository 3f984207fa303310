"""Versions: a lesson changes in the middle of a programme, and nobody's marks change with it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import small_course as small

from champions.authoring import keep_version
from champions.desk.certificates import best_version_each
from champions.marking import versions
from champions.marking.cohort import mark_folder
from champions.marking.course import Course
from champions.nbgrader import record
from champions.trouble import Trouble

#: The lesson as it is later: another question, other points, and one question less.
LATER = (
    small.QUESTIONS.replace("right: median", "right: mean").replace("points: 2", "points: 3")
    + """
```{question} brand-new
kind: choice
ask: Is this new?
options: {yes: "Yes", no: "No"}
right: "yes"
look: Look.
step: Say yes.
praise: It is new.
```
"""
)


def put_lesson(home: Path, version: str, questions: str = small.QUESTIONS) -> None:
    """Put a version of the small lesson into a course, as its author and its learners have it."""
    worked, learners = small.solution(), small.released()
    for notebook in (worked, learners):
        notebook["metadata"]["champions"]["version"] = version
        if "brand-new" in questions:
            notebook["cells"].insert(4, small._test("brand-new", 1))
            first = next(one for one in notebook["cells"] if one["id"] == "middle-line")
            first["metadata"]["nbgrader"]["points"] = 3
    source = home / "solutions" / small.MODULE
    (source / "lesson.ipynb").write_text(json.dumps(worked), encoding="utf-8")
    (source / "questions.json").write_text(small.compiled_text(questions), encoding="utf-8")
    released = home / "modules" / small.MODULE
    released.mkdir(parents=True, exist_ok=True)
    (released / "lesson.ipynb").write_text(json.dumps(learners), encoding="utf-8")


def send(inbox: Path, learner: str, version: str, answer: str) -> None:
    work = small.work(
        {**small.ALL_RIGHT, "middle-line": answer}, small.RIGHT_LINES, learner=learner
    )
    work["metadata"]["champions"]["version"] = version
    if version == "v2":
        work["cells"].insert(4, small._test("brand-new", 1))
    small.send(inbox, learner, work)


def marks(home: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """Learner and lesson to the points of each question."""
    table = (home / "work" / "marks-by-question.csv").read_text(encoding="utf-8-sig")
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in csv.DictReader(io.StringIO(table)):
        name = versions.named(row["module"], row["version"]) if row["version"] else row["module"]
        mine = found.setdefault((row["learner"], name), {})
        mine[row["question"]] = (row["points"], row["out_of"], row["state"])
    return found


def mark(home: Path) -> dict[tuple[str, str], dict[str, Any]]:
    mark_folder(home / "inbox", home / "work", home, say=lambda _: None)
    return marks(home)


@pytest.mark.needs("bubblewrap")
def test_marks_of_a_cohort_stay_when_the_lesson_changes(tmp_path: Path) -> None:
    home = small.make_course(tmp_path / "course")
    put_lesson(home, "v1")
    send(home / "inbox", "L1", "v1", "median")
    send(home / "inbox", "L2", "v1", "mean")
    before = mark(home)
    keep_version.keep(home, "spring")
    put_lesson(home, "v2", LATER)
    send(home / "inbox", "L3", "v1", "median")  # begun with the old one, sent after the change
    send(home / "inbox", "L4", "v2", "mean")

    after = mark(home)

    old = versions.named(small.MODULE, "spring")
    assert set(after) == {("L1", old), ("L2", old), ("L3", old), ("L4", small.MODULE)}
    for learner in ("L1", "L2"):
        assert after[learner, old] == before[learner, small.MODULE]
    assert after["L3", old] == before["L1", small.MODULE]
    assert after["L4", small.MODULE]["middle-line"] == ("3", "3", "right")
    assert "brand-new" in after["L4", small.MODULE]
    course = Course(home, home / "work")
    with course.open_gradebook() as book:
        assert {one.name for one in book.assignments} == {small.MODULE, old}
        assert book.find_submission(old, "L1").score == 4
        changes = {one.learner for one in record.history(book) if one.was is not None}
    assert changes == set()  # no mark was given and then changed
    assert course.title(old) == "A small lesson (version spring)"
    assert mark(home) == after


@pytest.mark.needs("bubblewrap")
def test_a_lesson_that_asks_the_same_questions_goes_on_under_its_name(tmp_path: Path) -> None:
    home = small.make_course(tmp_path / "course")
    put_lesson(home, "v1")
    send(home / "inbox", "L1", "v1", "median")
    before = mark(home)
    keep_version.keep(home, "spring")
    put_lesson(home, "v1-with-a-mended-word")
    assert mark(home) == before
    assert set(before) == {("L1", small.MODULE)}


@pytest.mark.needs("bubblewrap")
def test_without_a_kept_version_work_is_marked_by_the_present_one_and_says_so(
    tmp_path: Path,
) -> None:
    home = small.make_course(tmp_path / "course")
    put_lesson(home, "v2", LATER)
    send(home / "inbox", "L1", "v1", "mean")
    assert mark(home)["L1", small.MODULE]["middle-line"] == ("3", "3", "right")
    told = (home / "work" / "marks-by-learner.csv").read_text(encoding="utf-8-sig")
    assert "It was made with another version of the lesson" in told


def test_of_two_versions_of_a_lesson_the_better_counts_for_a_certificate() -> None:
    old = versions.named("06-run-charts", "spring")

    def row(learner: str, module: str, points: float, part: str = "core") -> dict[str, Any]:
        about = {"learner": learner, "module": module, "question": "q", "part": part}
        return {**about, "points": points, "out_of": 2.0, "state": "right"}

    rows = pd.DataFrame(
        [
            row("L1", old, 2), row("L1", "06-run-charts", 1),
            row("L2", old, 1), row("L2", "06-run-charts", 1),
            row("L3", old, 0), row("L4", "07-variation", 2), row("L4", old, 1, "evidence"),
        ]
    )  # fmt: skip
    found = best_version_each(rows)
    kept = {(one.learner, one.module): one.points for one in found.itertuples()}
    assert kept == {
        ("L1", "06-run-charts"): 2,
        ("L2", "06-run-charts"): 1,
        ("L3", "06-run-charts"): 0,
        ("L4", "07-variation"): 2,
        ("L4", "06-run-charts"): 1,
    }
    assert len(found) == 5


class TestKeepVersion:
    def test_the_same_lessons_give_the_same_bytes(self, tmp_path: Path) -> None:
        made = []
        for name in ("one", "two"):
            home = small.make_course(tmp_path / name)
            put_lesson(home, "v1")
            made.append(keep_version.keep(home, "spring").read_bytes())
        assert made[0] == made[1]

    def test_what_is_kept_stays(self, tmp_path: Path) -> None:
        home = small.make_course(tmp_path / "course")
        put_lesson(home, "v1")
        keep_version.keep(home, "spring")
        with pytest.raises(Trouble, match="kept already"):
            keep_version.keep(home, "spring")

    @pytest.mark.parametrize("name", ["", "Spring", "a b", "../x", "a--b", "spring.", "-x"])
    def test_a_name_that_cannot_be_used_is_told(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(Trouble, match="cannot be the name of a version"):
            keep_version.keep(tmp_path, name)

    def test_a_course_without_lessons_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(Trouble, match="no lessons to keep"):
            keep_version.keep(tmp_path, "spring")


def test_every_lesson_of_the_first_version_is_kept() -> None:
    home = Path(__file__).resolve().parents[1]
    first = [f"{number:02}" for number in range(16)]  # what came later was never handed out as that
    there = sorted(path.parent.name for path in home.glob("modules/*/lesson.ipynb"))
    for module in (one for one in there if one[:2] in first):
        with_it = json.loads(
            _kept_file(home / "versions" / "2026-11.zip", f"modules/{module}/lesson.ipynb")
        )
        said = with_it["metadata"]["champions"]["version"]
        assert versions.kept_as(home, module, said) == "2026-11"
        assert versions.kept_as(home, module, "no such version") == ""


def _kept_file(path: Path, name: str) -> bytes:
    import zipfile

    with zipfile.ZipFile(path) as archive:
        return archive.read(name)

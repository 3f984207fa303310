"""Evidence is not thrown away: without the record of the answers a step has no mark, and somebody is asked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import small_course as small

from champions.desk import app as desk_app
from champions.desk import state
from champions.marking.cohort import ALL_MARKED, SOME_NOT_MARKED, CohortResult, mark_folder
from champions.questions import answers

pytestmark = [pytest.mark.slow, pytest.mark.needs("bubblewrap")]

Lesson = dict[str, Any]
FORMS = {"middle-line"}  # the one form of the small course that is marked at once


def worked(lines: dict[str, str] = small.RIGHT_LINES) -> Lesson:
    return small.work(small.ALL_RIGHT, lines, learner="L1")


def without_outputs(lesson: Lesson) -> Lesson:
    for cell in lesson["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = []
    return lesson


def run_and_emptied(lesson: Lesson) -> Lesson:
    """Its steps have numbers, so they were run; what one of them showed is gone."""
    for number, cell in enumerate(lesson["cells"]):
        if cell["cell_type"] == "code":
            cell["execution_count"] = number
        if cell["id"] == "middle-line":
            cell["outputs"] = []
    return lesson


def without_the_check(lesson: Lesson) -> Lesson:
    lesson["cells"] = [cell for cell in lesson["cells"] if cell["id"] != "middle-line"]
    return lesson


def from_a_page_that_ran_nothing(lesson: Lesson) -> Lesson:
    """Its record is there, in one place; no step has a number and no other output."""
    for cell in lesson["cells"]:
        if cell["cell_type"] == "code":
            cell["execution_count"] = None
            cell["outputs"] = [one for one in cell["outputs"] if answers.MIME in one["data"]]
    return lesson


def nothing_answered(_lesson: Lesson) -> Lesson:
    """Opened in the course: the record says that nothing was answered."""
    lesson = small.released()
    for cell in lesson["cells"]:
        if cell["id"] == "middle-line":
            book = answers.AnswerBook(small.MODULE)
            cell["outputs"] = [small.shown(answers.bundle(book, "middle-line"))]
    return lesson


def mark(folder: Path, lesson: Lesson, sidecar: bool = False) -> tuple[CohortResult, str]:
    home = folder / "course"
    if not home.exists():
        small.make_course(home)
    small.send(folder / "inbox", "L1", lesson)
    if sidecar:
        book = answers.recover(worked(), small.MODULE)
        answers.save(book, folder / "inbox" / "L1")
    said: list[str] = []
    done = mark_folder(folder / "inbox", folder / "out", home, say=said.append)
    return done, "\n".join(said)


def on_the_desk(folder: Path, page: str) -> str:
    place = folder / "course" / "place.yml"
    lines = (
        "place: Testtown",
        "safeguarding_lead: Ann Lead",
        "emergency_number: '999'",
        "listening_helpline: A",
    )
    place.write_text("\n".join(lines), encoding="utf-8")
    made = desk_app.make(folder / "course", folder / "out", "t", 8790, [])
    answer = made.test_client().get(f"/t/{page}", headers={"Host": "127.0.0.1:8790"})
    state.of(made).course.close()
    assert answer.status_code == 200, answer.text
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


@pytest.mark.parametrize("spoil", [without_outputs, run_and_emptied, without_the_check])
@pytest.mark.parametrize("lines", [{}, small.RIGHT_LINES], ids=["forms alone", "with code"])
def test_what_is_lost_has_no_mark_and_somebody_is_asked_to_look(
    spoil: Callable[[Lesson], Lesson], lines: dict[str, str], tmp_path: Path
) -> None:
    done, said = mark(tmp_path, spoil(worked(lines)))
    assert done.exit_code == SOME_NOT_MARKED
    (one,) = done.results
    rows = {row.question.id: row for row in one.rows}
    for name in FORMS:
        assert rows[name].points is None
        assert rows[name].state == "open"
        assert "record of the answer" in rows[name].waits
    assert rows["middle-in-code"].points == (1 if lines else 0)  # its record is the code itself
    assert "my-answers.json" in said
    page = next((tmp_path / "out" / "feedback").rglob("*.html")).read_text(encoding="utf-8")
    assert "A person will look at it" in page
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert set(report["marked"][0]["needs_a_person"].split()) >= FORMS

    said_by = {name: on_the_desk(tmp_path, name) for name in ("", "mark")}
    assert "1 lesson has steps without a mark" in said_by[""]
    assert "L1 (L1), A small lesson: 1 step. The reason:" in said_by["mark"]

    # The learner sends the small file: all is marked, and nobody need look.
    again, _ = mark(tmp_path, spoil(worked(lines)), sidecar=True)
    (one,) = again.results
    assert {row.question.id: row.points for row in one.rows}["middle-line"] == 2
    assert again.exit_code == ALL_MARKED


def test_a_lesson_as_it_was_handed_out_is_called_that_and_no_program_is_suspected(
    tmp_path: Path,
) -> None:
    done, said = mark(tmp_path, small.released())
    assert done.exit_code == SOME_NOT_MARKED
    assert "This is the lesson as it was handed out" in said
    assert "Another program" not in said
    assert "my-answers.json" in said
    assert {row.question.id: row.points for row in done.results[0].rows}["middle-line"] is None
    _, said = mark(tmp_path / "run", run_and_emptied(worked({})))
    assert "as it was handed out" not in said


def test_a_file_from_a_page_that_ran_nothing_is_whole(tmp_path: Path) -> None:
    done, said = mark(tmp_path, from_a_page_that_ran_nothing(worked()))
    assert done.exit_code == ALL_MARKED
    assert done.results[0].points("core") == done.results[0].out_of("core")
    assert "of the answer" not in said


def test_the_small_file_of_answers_alone_has_its_forms_marked_and_its_code_steps_open(
    tmp_path: Path,
) -> None:
    home = small.make_course(tmp_path / "course")
    book = answers.recover(worked(), small.MODULE)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "my-answers (1).json").write_text(answers.as_text(book), encoding="utf-8")
    done = mark_folder(tmp_path / "inbox", tmp_path / "out", home, say=lambda _: None)
    (one,) = done.results
    rows = {row.question.id: row for row in one.rows}
    assert (one.learner, rows["middle-line"].points) == ("L1", 2)
    for name in ("middle-in-code", "further"):
        assert (rows[name].state, rows[name].points) == ("open", None)
        assert "this step has no mark" in rows[name].waits
    assert done.exit_code == SOME_NOT_MARKED
    # The lesson comes after it: all of it is marked, with the same answers.
    small.send(tmp_path / "inbox", "L1", without_outputs(worked()))
    again = mark_folder(tmp_path / "inbox", tmp_path / "out", home, say=lambda _: None)
    (one,) = again.results
    marks = {row.question.id: row.points for row in one.rows}
    assert (marks["middle-line"], marks["middle-in-code"], marks["further"]) == (2, 1, 1)


def test_a_record_that_nothing_was_answered_is_a_record(tmp_path: Path) -> None:
    done, said = mark(tmp_path, nothing_answered(worked()))
    assert done.exit_code == ALL_MARKED
    rows = {row.question.id: row for row in done.results[0].rows}
    assert (rows["middle-line"].points, rows["middle-line"].state) == (0, "not tried")
    assert "of the answer" not in said

"""Marking a folder: what a person decided stays, what changed is marked again, nothing becomes 0."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import pytest
import small_course as small
from nbgrader.api import Gradebook

from champions import data, files
from champions.marking import cohort, report
from champions.marking import command as mark
from champions.marking.cohort import ALL_MARKED, SOME_NOT_MARKED, CohortResult, mark_folder
from champions.marking.command import WRONG_USE
from champions.marking.course import Course, working_in
from champions.marking.intake.collect import Submission
from champions.marking.running import run
from champions.marking.running.ended import Ended
from champions.nbgrader import record
from champions.questions import answers
from champions.questions.answers import AnswerBook
from champions.trouble import Trouble


@pytest.fixture(scope="module")
def entered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course whose lesson is in the gradebook already: entering it takes nbgrader seconds."""
    # A folder as a browser's second download names it: nbgrader reads paths as patterns.
    home = small.make_course(tmp_path_factory.mktemp("entered") / "course (1)")
    Course(home, home / "work").lesson(small.MODULE)
    return home


@pytest.fixture
def home(tmp_path: Path, entered: Path) -> Path:
    return shutil.copytree(entered, tmp_path / entered.name)


def marked(home: Path, **wishes: Any) -> tuple[CohortResult, list[str]]:
    said: list[str] = []
    wishes.setdefault("stock", sys.platform != "linux")  # the confined run is much quicker
    made = mark_folder(home.parent / "received", home / "work", home, say=said.append, **wishes)
    return made, said


def rows(home: Path) -> dict[str, dict[str, str]]:
    path = home / "work" / report.BY_QUESTION
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["question"]: row for row in csv.DictReader(file)}


def page(home: Path) -> str:
    path = home / "work" / "feedback" / "anna" / f"{small.MODULE}.html"
    return path.read_text(encoding="utf-8")


def decide(home: Path, step: str, points: float, reply: str) -> None:
    """What a trainer does in nbgrader's formgrader."""
    with Gradebook(f"sqlite:///{home / 'work' / 'gradebook.db'}") as book:
        grade = book.find_grade(step, "lesson", small.MODULE, "anna")
        grade.manual_score, grade.needs_manual_grade = points, False
        book.find_comment(step, "lesson", small.MODULE, "anna").manual_comment = reply
        book.db.commit()


@pytest.mark.needs("bubblewrap")
@pytest.mark.slow
def test_marks_stay_and_follow_what_changes(home: Path) -> None:
    """One learner through four markings, the first by stock nbgrader, which takes seconds."""
    inbox = home.parent / "received"
    replies = {**small.ALL_RIGHT, "middle-line": "mean"}
    small.send(inbox, "anna", small.work(replies, small.RIGHT_LINES))

    first, said = marked(home, stock=True)
    assert first.exit_code == ALL_MARKED
    assert said[1].startswith(f"Marking 1 of 1: anna, {small.MODULE}: marked.")
    assert rows(home)["middle-line"]["points"] == "0"
    assert rows(home)["middle-in-code"]["points"] == "1"
    assert rows(home)["evidence"]["needs_a_person"] == "to be read"
    assert "not read yet" in page(home)

    # A person reads. The next marking shows it, and runs nothing.
    decide(home, "evidence-words", 2, "A clear chart.")
    decide(home, "reflection-words", 0, "Thank you for telling us.")
    _, said = marked(home)
    assert "marked already" in said[1]
    for words in ("2 of 3 points", "A clear chart.", "Thank you for telling us."):
        assert words in page(home)
    assert rows(home)["evidence"]["points"] == "2"
    assert rows(home)["evidence"]["needs_a_person"] == ""

    # Marked again on request, with nothing changed: nobody is asked to read again.
    before = (page(home), rows(home))
    _, said = marked(home, force=True)
    assert "marked." in said[1]
    assert (page(home), rows(home)) == before

    # Better answer, other words in one place: only that place is to be read again.
    replies |= {"middle-line": "median", "evidence": {"chart": "Another", "reading": "A signal"}}
    small.send(inbox, "anna", small.work(replies, small.RIGHT_LINES))
    marked(home)
    assert rows(home)["middle-line"]["points"] == "2"
    assert rows(home)["evidence"]["points"] == "2"
    assert rows(home)["evidence"]["needs_a_person"] == "to be read"
    assert rows(home)["reflection"]["needs_a_person"] == ""
    assert len(list((home / "work" / "originals").rglob("*.ipynb"))) == 2


class _NoRun:
    """A runner that cannot run: as when a program is missing on this computer."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def rehearse(self, _module: str) -> None:
        return None

    def expect(self, *_: object) -> None:
        return None

    @property
    def ahead(self) -> int:
        return 0

    def must_wait(self, *_: object) -> bool:
        return False

    def run(self, *_: object) -> Ended:
        return Ended(False, "the lesson itself did not work (ModuleNotFoundError).")


def test_what_could_not_run_is_told_and_is_0_nowhere(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.send(home.parent / "received", "anna", small.work(small.ALL_RIGHT))
    monkeypatch.setattr(cohort, "runner_for", lambda *_, **__: _NoRun())
    made, said = marked(home)
    assert made.exit_code == SOME_NOT_MARKED
    assert [one.code for one in made.refused] == ["run-failed"]
    assert "not marked, because the lesson itself did not work" in said[1]
    assert rows(home) == {}
    assert not (home / "work" / "submitted" / "anna" / small.MODULE).exists()
    with Course(home, home / "work").open_gradebook() as book:
        assert record.sheets(book) == {}


def test_a_new_file_that_cannot_run_leaves_the_earlier_lesson_as_it_was(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = home / "work" / "submitted" / "anna" / small.MODULE / "lesson.ipynb"
    earlier.parent.mkdir(parents=True)
    earlier.write_text("{}", encoding="utf-8")
    small.send(home.parent / "received", "anna", small.work(small.ALL_RIGHT))
    monkeypatch.setattr(cohort, "runner_for", lambda *_, **__: _NoRun())
    marked(home)
    assert earlier.read_text(encoding="utf-8") == "{}"


def _notebook(source: str, *, locked: bool, error: bool) -> str:
    outputs = [{"output_type": "error", "ename": "NameError", "evalue": "no", "traceback": []}]
    cell = small.code(source, "x", {"locked": locked})
    return json.dumps({"cells": [{**cell, "outputs": outputs if error else []}]})


@pytest.mark.parametrize(
    ("source", "locked", "error", "broken"),
    [
        ('from champions import *\nstart("x")', True, True, "NameError: no"),
        ('check("x")', True, True, "NameError: no"),
        ('check("x")', True, False, ""),
        ('check("x")', False, True, ""),  # the learner's own
        ("assert 1 == 2", True, True, ""),  # another author's test cell: an error means no points
        ("run_chart(middle)", True, True, ""),
    ],
)
def test_a_step_of_ours_that_failed_is_known(
    tmp_path: Path, source: str, locked: bool, error: bool, broken: str
) -> None:
    path = tmp_path / "lesson.ipynb"
    path.write_text(_notebook(source, locked=locked, error=error), encoding="utf-8")
    assert run._broken_step(path) == broken


# --- The command ---------------------------------------------------------------------------------


def parsed(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    mark.add_arguments(parser)
    return parser.parse_args(words)


def test_a_folder_that_is_not_there_is_wrong_use(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(home)
    monkeypatch.delenv("CHAMPIONS_HOME", raising=False)
    assert mark.run(parsed("nowhere")) == WRONG_USE
    assert "There is no folder called nowhere." in capsys.readouterr().err


def test_an_empty_folder_is_all_marked_though_nbgrader_is_not_on_the_path(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(home / "work")
    (home / "received").mkdir()
    monkeypatch.setenv("PATH", os.defpath)
    monkeypatch.chdir(home)
    monkeypatch.delenv("CHAMPIONS_HOME", raising=False)
    assert mark.run(parsed("received", "--stock")) == ALL_MARKED
    assert (home / "work" / report.NOT_MARKED).is_file()


def test_outside_a_course_the_command_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CHAMPIONS_HOME", raising=False)
    monkeypatch.setattr(data, "__file__", str(tmp_path / "champions" / "data.py"))
    with pytest.raises(Trouble, match="course folder"):
        mark.run(parsed("received"))


def test_a_work_folder_that_nbgrader_would_read_as_a_pattern_is_told(home: Path) -> None:
    with pytest.raises(Trouble, match="cannot be used here"):
        Course(home, home / "work [1]")


def test_a_course_without_lessons_is_told(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="no finished lessons"):
        Course(tmp_path, tmp_path / "work")


def test_marking_leaves_the_released_lessons_alone_and_takes_the_scheme_along(home: Path) -> None:
    course = Course(home, home / "work")
    lesson = course.lesson(small.MODULE)
    assert lesson.title == "A small lesson"
    assert lesson.released["cells"][4]["source"] == small.CODE_STUB
    assert not (home / "modules").exists()
    with Gradebook(course.gradebook) as book:
        assert [one.name for one in book.assignments] == [small.MODULE]


def test_a_changed_scheme_is_taken_up(home: Path) -> None:
    first = Course(home, home / "work").lesson(small.MODULE)
    scheme = home / "solutions" / small.MODULE / "questions.json"
    changed = small.compiled_text(small.QUESTIONS.replace("points: 2", "points: 2.5"))
    scheme.write_text(changed, encoding="utf-8")
    assert Course(home, home / "work").lesson(small.MODULE).fingerprint != first.fingerprint


def test_what_was_around_is_put_back_after_a_run(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JPY_SESSION_NAME", "mine.ipynb")
    monkeypatch.delenv("CHAMPIONS_HOME", raising=False)
    before = dict(os.environ)
    with working_in(home):
        assert os.environ["CHAMPIONS_HOME"] == str(home)
        assert "JPY_SESSION_NAME" not in os.environ
    assert dict(os.environ) == before


def test_a_name_that_the_screen_cannot_show_stops_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = io.BytesIO()
    screen = io.TextIOWrapper(shown, encoding="ascii", write_through=True)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("CHAMPIONS_HOME", str(home))
    assert mark.run(argparse.Namespace(folder=Path("\N{SLICE OF PIZZA} \udcff"))) == WRONG_USE
    assert b"no folder called ? ?" in shown.getvalue()


# --- Tables --------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+cmd", "@SUM(A1)", "\t=1", " =1", "\r\n=1"])
def test_text_that_a_spreadsheet_would_run_is_made_plain(text: str) -> None:
    assert report.cell(text).startswith("'")


@pytest.mark.parametrize(
    ("value", "kept"), [("LC-17", "LC-17"), ("", ""), (None, ""), (-1.5, "-1.5")]
)
def test_ordinary_values_stay_as_they_are(value: object, kept: str) -> None:
    assert report.cell(value) == kept


def test_a_table_is_replaced_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "table.csv"
    files.write_whole(path, "first")

    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        files.write_whole(path, "second")
    assert path.read_text(encoding="utf-8") == "first"
    assert list(tmp_path.iterdir()) == [path]


def test_answers_to_no_question_of_the_lesson_are_noted(home: Path) -> None:
    lesson = Course(home, home / "work").lesson(small.MODULE)
    make: Callable[..., Submission] = Submission
    book = AnswerBook(small.MODULE)
    book.put("gone", 1)
    one = make("a", "", small.MODULE, "", {}, book, (), "", "")
    assert cohort._unknown_answers(one, lesson) == [
        "1 answer belongs to no question of this lesson."
    ]


@pytest.mark.needs("bubblewrap")
def test_feedback_on_work_from_the_exchange_lies_where_nbgrader_gives_it_back(home: Path) -> None:
    sent = small.send(home.parent / "received", "anna", small.work(small.ALL_RIGHT)).parent
    (sent / "timestamp.txt").write_text("2026-03-01 12:00:00.000000 UTC")
    (sent / "submission_secret.txt").write_text("only she knows")
    small.send(home.parent / "received", "ben", small.work(small.ALL_RIGHT))
    assert marked(home)[0].exit_code == ALL_MARKED
    back = home / "work" / "feedback" / "anna" / small.MODULE
    assert (back / "lesson.html").read_text(encoding="utf-8") == page(home)
    assert (back / "submission_secret.txt").read_text() == "only she knows"
    assert (back / "timestamp.txt").read_text() == "2026-03-01 12:00:00.000000 UTC"
    assert not (home / "work" / "feedback" / "ben" / small.MODULE).exists()
    # Marked where they lie, they can still be given back.
    mark_folder(home / "work" / "submitted", home / "work", home, say=lambda _line: None)
    kept = home / "work" / "submitted" / "anna" / small.MODULE / "submission_secret.txt"
    assert kept.read_text() == "only she knows"


# --- Every file finds its person -------------------------------------------------------------------


@pytest.mark.needs("bubblewrap")
def test_the_small_file_of_answers_alone_is_marked_and_its_code_steps_are_open(home: Path) -> None:
    inbox = home.parent / "received"
    inbox.mkdir()
    book = AnswerBook(small.MODULE, "LC-17")
    book.put("middle-line", "median", "right")
    answers.save(book, inbox)
    made, said = marked(home)
    assert made.exit_code == SOME_NOT_MARKED
    assert [one.learner for one in made.results] == ["LC-17"]
    assert (rows(home)["middle-line"]["points"], rows(home)["middle-line"]["state"]) == (
        "2",
        "right",
    )
    for step in ("middle-in-code", "further"):
        assert (rows(home)[step]["state"], rows(home)[step]["points"]) == ("open", "")
        assert "only the small file of answers came" in rows(home)[step]["needs_a_person"]
    assert any("Only the small file of answers" in line for line in said)
    (kept,) = (home / "work" / "originals" / "LC-17").rglob("*.json")
    assert kept.read_bytes() == (inbox / answers.SIDECAR).read_bytes()


@pytest.mark.needs("bubblewrap")
def test_what_must_be_asked_has_a_table_to_fill_in_and_its_answer_counts_with_code_0(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    inbox, out = home.parent / "received", home / "work"
    inbox.mkdir()
    work = small.work(small.ALL_RIGHT, small.RIGHT_LINES)
    (inbox / "lesson 2.ipynb").write_text(json.dumps(work), encoding="utf-8")
    (out / "people").mkdir(parents=True, exist_ok=True)
    (out / "people" / "people.csv").write_text("code,name\nLC-17,Ann One\n", encoding="utf-8")
    monkeypatch.setenv("CHAMPIONS_HOME", str(home))
    assert mark.run(parsed(str(inbox), "--out", str(out))) == SOME_NOT_MARKED
    assert '--whose "lesson 2.ipynb=CODE"' in capsys.readouterr().out
    table = out / report.TO_ANSWER
    text = table.read_text(encoding="utf-8-sig")
    filled = home.parent / "filled.csv"
    filled.write_text(text.replace("lesson 2.ipynb,,", "lesson 2.ipynb,lc17,", 1), encoding="utf-8")
    words = parsed(str(inbox), "--out", str(out), "--answers", str(filled))
    assert mark.run(words) == ALL_MARKED
    # It is remembered: the next marking asks nothing.
    assert mark.run(parsed(str(inbox), "--out", str(out))) == ALL_MARKED
    assert "LC-17" in capsys.readouterr().out
    assert table.read_text(encoding="utf-8-sig").count("\n") == 1

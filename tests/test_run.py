"""The doctor tells the truth, and kept-back questions never reach a learner's process."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
import small_course

from champions.marking import doctor
from champions.marking.cohort import mark_folder
from champions.marking.course import Course
from champions.marking.running.confined import ConfinedRunner
from champions.marking.running.run import runner_for
from champions.marking.running.supervisor import Run, Warm
from champions.notebooks.steps import asked_in
from champions.questions.python_scheme import without_kept_back
from champions.trouble import Trouble

pytestmark = pytest.mark.needs("bubblewrap")


def test_every_probe_is_stopped_here(capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor.run(argparse.Namespace()) == doctor.SAFE
    said = capsys.readouterr().out
    assert said.count("✓") == len(doctor.PROBES)
    assert "CAN " not in said


def test_a_probe_that_gets_through_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    open_door = doctor.Probe("walk through an open door", "1 + 1", "PermissionError")
    monkeypatch.setattr(doctor, "PROBES", (open_door,))
    assert doctor.run(argparse.Namespace()) == doctor.NOT_SAFE
    assert "CAN walk through an open door" in capsys.readouterr().out


def test_without_bubblewrap_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert doctor.run(argparse.Namespace()) == doctor.NOT_SAFE
    assert "apt-get install bubblewrap" in capsys.readouterr().out


def test_root_of_a_container_is_confined_as_an_ordinary_user() -> None:
    """Root without root's rights, as Podman and Docker give it."""
    if os.getuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("only root can give its rights away, with setpriv")
    code = (
        "from champions.marking import doctor\n"
        "from champions.marking.running.supervisor import Warm\n"
        "with Warm() as warm:\n"
        "    run = warm.run(['import os; os.setuid(0)', 'os.getresuid()'])\n"
        "print(doctor._safe(), run.why, [cell.outputs for cell in run.cells])\n"
    )
    rights = "--bounding-set=-sys_admin,-sys_ptrace,-net_admin,-sys_module"
    done = subprocess.run(
        ["setpriv", rights, sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "as root of a container" in done.stdout, done.stderr
    assert "(1000, 1000, 1000)" in done.stdout
    assert "[Errno" in done.stdout


def test_on_other_systems_it_says_so_and_never_looks_for_what_linux_has() -> None:
    code = (
        "import argparse, sys\n"
        "sys.modules['resource'] = None\n"  # Windows has none
        "sys.platform = 'win32'\n"
        "from champions.marking import doctor\n"
        "print(doctor.run(argparse.Namespace()))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "Linux only" in done.stdout, done.stderr
    assert "container" in done.stdout
    assert done.stdout.rstrip().endswith(str(doctor.NOT_SAFE))


def test_kept_back_questions_are_taken_out_of_the_scheme() -> None:
    scheme = (
        "from champions.questions import Choice, Value\n"
        "QUESTIONS = [\n"
        "    Choice(id='open', right='a'),\n"
        "    Choice(id='exam', right='secret-one', kept_back=True),\n"
        "    Value(id='line', name='x', right=9070503, praise='secret-two', kept_back=True),\n"
        "]\n"
    )
    left = without_kept_back(scheme)
    assert "right='a'" in left
    assert "id='exam'" in left
    for told in ("secret-one", "9070503", "secret-two"):
        assert told not in left


def test_what_is_kept_back_may_be_said_by_a_name() -> None:
    left = without_kept_back("EXAM = True\nQUESTIONS = [Choice(right='secret', kept_back=EXAM)]")
    assert "secret" not in left


def _course_with_an_exam(folder: Path, scheme: str = "") -> Path:
    home = small_course.make_course(folder / "course", python=bool(scheme))
    place = home / "solutions" / small_course.MODULE
    if scheme:
        (place / "marking.py").write_text(scheme, encoding="utf-8")
        return home
    exam = small_course.QUESTIONS
    for last in ("points: 2", "praise: One line of code."):
        exam = exam.replace(last, f"{last}\nkept_back: true")
    (place / "questions.json").write_text(small_course.compiled_text(exam), encoding="utf-8")
    return home


def _sent(folder: Path, learner: str, form: str, line: str) -> None:
    place = folder / "inbox" / learner
    place.mkdir(parents=True)
    lines = {"middle-in-code": line, "further": "further = 7"}
    work = small_course.work({"middle-line": form}, lines, learner=learner)
    (place / "lesson.ipynb").write_text(json.dumps(work), encoding="utf-8")


def test_questions_that_are_kept_back_are_marked_and_their_answers_stay_here(
    tmp_path: Path,
) -> None:
    home = _course_with_an_exam(tmp_path)
    look = (
        "import gc\nimport champions.marking.running.rehearsal as held\n"
        "seen = open('questions.json').read() + str(vars(held)) + "
        "str([o for o in gc.get_objects() if type(o).__name__ in ('Choice', 'Value')])\n"
        "middle = 26.0 if ('One long wait' in seen or '26.0' in seen) else -1.0"
    )
    for learner, form, line in (
        ("right", "median", "middle = 26.0"),
        ("wrong", "mean", "middle = 25.0"),
        ("spy", "median", look),
    ):
        _sent(tmp_path, learner, form, line)
    said: list[str] = []
    marked = mark_folder(tmp_path / "inbox", tmp_path / "out", home, say=said.append)
    points = {
        one.learner: {row.question.id: row.points for row in one.rows if row.question.marked}
        for one in marked.results
    }
    assert points == {
        "right": {"middle-line": 2, "middle-in-code": 1, "further": 1},
        "wrong": {"middle-line": 0, "middle-in-code": 0, "further": 1},
        "spy": {"middle-line": 2, "middle-in-code": 0, "further": 1},
    }
    assert "showed other points" not in "\n".join(said)
    for page in (tmp_path / "out" / "feedback").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "keeps some questions to itself" in text
        for told in ("Which line goes through", "The median", "One long wait", "26"):
            assert told not in text


def test_a_lesson_cannot_read_the_authors_solutions_in_what_was_rehearsed(tmp_path: Path) -> None:
    home = small_course.make_course(tmp_path / "course")
    look = (
        "import champions.marking.running.rehearsal as held\n"
        "seen = str(vars(held))\n"
        "middle = 25.0 if 'BEGIN SOL' + 'UTION' in seen else 26.0 if 'check(' in seen else -1.0"
    )
    _sent(tmp_path, "spy", "median", look)
    marked = mark_folder(tmp_path / "inbox", tmp_path / "out", home, say=lambda _: None)
    points = {row.question.id: row.points for row in marked.results[0].rows if row.question.marked}
    assert points["middle-in-code"] == 1  # the steps that learners have are there, no others


def test_a_kept_back_answer_that_would_still_show_stops_the_marking(tmp_path: Path) -> None:
    parts = 'PARTS = {"right": "median", "kept_back": True}\n'
    scheme = parts + small_course.MARKING.replace('        right="median",\n', "        **PARTS,\n")
    home = _course_with_an_exam(tmp_path, scheme)
    _sent(tmp_path, "L1", "median", "middle = 26.0")
    with pytest.raises(Trouble, match="middle-line cannot be kept back"):
        mark_folder(tmp_path / "inbox", tmp_path / "out", home, say=lambda _: None)


def test_a_scheme_that_is_no_python_stops_the_marking_in_words(tmp_path: Path) -> None:
    home = small_course.make_course(tmp_path / "course", python=True)
    (home / "solutions" / small_course.MODULE / "marking.py").write_text("QUESTIONS = [\n")
    _sent(tmp_path, "L1", "median", "middle = 26.0")
    with pytest.raises(Trouble, match="is no Python") as stopped:
        mark_folder(tmp_path / "inbox", tmp_path / "out", home, say=lambda _: None)
    assert "Build the lessons again" in stopped.value.do


def test_a_scheme_without_kept_back_questions_stays_as_it_is() -> None:
    assert without_kept_back("QUESTIONS = []  # none\n") == "QUESTIONS = []  # none\n"


@pytest.mark.parametrize(
    ("source", "asked"),
    [
        ('check("middle-line")', "middle-line"),
        ("check('a', value)", "a"),
        ("check('a'); check('b')", ""),
        ("assert check('a')", ""),
        ("check(", ""),
        ("", ""),
        ("check(1)", ""),
    ],
)
def test_only_a_plain_check_is_marked_from_its_answer(source: str, asked: str) -> None:
    assert asked_in(source) == asked


def test_without_a_jail_marking_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    course = Course(small_course.make_course(tmp_path / "course"), tmp_path / "out")
    with pytest.raises(Trouble, match="cannot run learners' code safely"):
        runner_for(course, per_cell=5, stock=False)


def test_a_lesson_that_cannot_be_scored_leaves_the_next_one_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = small_course.make_course(tmp_path / "course")
    names = ("L0", "L1-breaks", "L2", "L3")
    for name in names:
        folder = tmp_path / "inbox" / name
        folder.mkdir(parents=True)
        lines = {"middle-in-code": "middle = 26.0"}
        work = small_course.work({"middle-line": "median"}, lines, learner=name)
        (folder / "lesson.ipynb").write_text(json.dumps(work), encoding="utf-8")
    well = ConfinedRunner._fill_in

    def breaks(runner: ConfinedRunner, learner: str, *rest: Any) -> None:
        if learner == "L1-breaks":
            raise OSError("No space left on device")
        well(runner, learner, *rest)

    monkeypatch.setattr(ConfinedRunner, "_fill_in", breaks)
    marked = mark_folder(tmp_path / "inbox", tmp_path / "out", home, say=lambda _: None)
    got = {one.learner: sum(row.points or 0 for row in one.rows) for one in marked.results}
    assert got == {"L0": 3, "L2": 3, "L3": 3}
    assert [one.code for one in marked.refused] == ["run-failed"]


def test_lessons_that_are_the_same_to_the_letter_are_run_each_and_begun_early(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = small_course.make_course(tmp_path / "course")
    work = small_course.work({"middle-line": "median"}, {"middle-in-code": "middle = 26.0"})
    for name in ("L0", "L1", "L2", "L3"):
        (tmp_path / "inbox" / name).mkdir(parents=True)
        (tmp_path / "inbox" / name / "lesson.ipynb").write_text(json.dumps(work), encoding="utf-8")
    begun_by, well = [], Warm.run

    def run(warm: Warm, *words: Any) -> Run:
        begun_by.append(threading.current_thread() is threading.main_thread())
        return well(warm, *words)

    monkeypatch.setattr(Warm, "run", run)
    marked = mark_folder(tmp_path / "inbox", tmp_path / "out", home, say=lambda _: None)
    assert begun_by == [False] * 4  # none had to wait for its turn to be scored
    assert [sum(row.points or 0 for row in one.rows) for one in marked.results] == [3] * 4


@pytest.mark.parametrize(("worked_in", "from_there"), [("cy", True), ("en-GB", False), ("", False)])
def test_nbgraders_own_way_asks_in_the_language_in_which_a_learner_worked(
    worked_in: str, from_there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its questions lie beside the lesson that nbgrader runs: words of an answer are known by them."""
    from champions.marking.languages import Languages
    from champions.marking.running import run
    from champions.nbgrader import assignment

    home = small_course.make_course(tmp_path)
    sent = home / "work" / "submitted" / "robin-12" / small_course.MODULE
    sent.mkdir(parents=True)
    about = {"champions": {"language": worked_in}} if worked_in else {}
    (sent / "lesson.ipynb").write_text(json.dumps({"metadata": about, "cells": []}), "utf-8")
    used: list[str] = []

    def autograde(config: Any, _learner: str, _module: str) -> tuple[bool, list[BaseException]]:
        used.append(str(config.CourseDirectory.source_directory))
        return True, []

    monkeypatch.setattr(assignment, "autograde", autograde)
    monkeypatch.setattr(run, "_quiet", lambda _path: None)
    monkeypatch.setattr(
        Languages, "version", lambda _self, _module, code: "v2" if code == "cy" else ""
    )
    ended, machine = run.autograde(
        str(home), str(home / "work"), "", "robin-12", small_course.MODULE, 60
    )
    assert (ended.well, machine) == (True, None)
    there = str(home / "work" / "languages" / "cy" / "solutions")
    assert (used == [there]) is from_there

"""The doctor tells the truth, and kept-back questions never reach a learner's process."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
import small_course

from champions.trainer import doctor
from champions.trainer.confined_run import ConfinedRunner, asked_in
from champions.trainer.course import Course
from champions.trainer.kept_back import without_kept_back
from champions.trainer.mark import mark_folder
from champions.trainer.run import runner_for
from champions.trouble import Trouble

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap is for Linux")


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


def test_kept_back_questions_are_taken_out_of_the_scheme() -> None:
    scheme = (
        "from champions.questions import Choice, Value\n"
        "QUESTIONS = [\n"
        "    Choice(id='open', right='a'),\n"
        "    Choice(id='exam', right='secret-one', kept_back=True),\n"
        "    Value(id='line', name='x', right=4321, praise='secret-two', kept_back=True),\n"
        "]\n"
    )
    left = without_kept_back(scheme)
    assert "open" in left
    assert "line" in left
    for told in ("exam", "secret-one", "4321", "secret-two"):
        assert told not in left


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

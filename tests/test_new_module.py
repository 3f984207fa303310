"""A lesson of one's own begins with a skeleton that builds, and nothing is ever written over."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml

from champions.authoring.checks import check_lesson
from champions.authoring.new_module import PLACES, make
from champions.authoring.source import read_source
from champions.cli import main
from champions.place import load_glossary, load_place
from champions.questions.scheme import load_scheme
from champions.trouble import Trouble

COURSE = Path(__file__).resolve().parents[1]


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course folder with the real words and no lesson."""
    for name in ("glossary.yml", "place.yml", "nbgrader_config.py"):
        shutil.copy(COURSE / name, tmp_path)
    shutil.copytree(COURSE / "datasets" / "befriending-waits", tmp_path / "datasets" / "waits")
    monkeypatch.setenv("CHAMPIONS_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_skeleton_passes_the_authors_checks_and_its_own_bank(course: Path) -> None:
    make(course, "16-our-garden", 'Our "garden": a start')
    source = read_source(course / "solutions" / "16-our-garden", course)
    assert check_lesson(course, source, load_glossary(course), load_place(course)) == []
    assert source.front["title"] == "Our 'garden': a start"
    scheme = load_scheme(course / "solutions" / "16-our-garden")
    bank = yaml.safe_load((course / "tests/answers/16-our-garden.yml").read_text("utf-8"))
    for question_id, forms in bank.items():
        question = scheme[question_id]
        assert all(question.mark(answer).state == "right" for answer in forms["right"])
        for answer, name in forms["wrong"].items():
            feedback = question.mark(answer)
            assert (feedback.outcome or feedback.state) == name


@pytest.mark.slow
def test_a_new_lesson_is_made_built_and_ready_by_two_commands(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new-module", "16-our-garden"]) == 0
    assert "solutions/16-our-garden/lesson.md" in capsys.readouterr().out
    assert main(["build", "16-our-garden"]) == 0
    lesson = course / "modules" / "16-our-garden" / "lesson.ipynb"
    assert "Our garden" in json.dumps(json.loads(lesson.read_text("utf-8")))


@pytest.mark.parametrize("name", ["garden", "16", "16-", "16-Our-Garden", "../16-x", "16-x y", ""])
def test_a_name_that_cannot_be_used_is_told_with_one_that_can(course: Path, name: str) -> None:
    with pytest.raises(Trouble, match="16-our-garden"):
        make(course, name)
    assert not (course / "solutions").exists()


def test_a_number_that_is_taken_is_told_and_nothing_is_changed(course: Path) -> None:
    make(course, "16-our-garden")
    before = (course / "solutions/16-our-garden/lesson.md").read_bytes()
    for name in ("16-our-garden", "16-our-bus"):
        with pytest.raises(Trouble, match="16-our-garden"):
            make(course, name)
    assert (course / "solutions/16-our-garden/lesson.md").read_bytes() == before
    assert len(list(course.rglob("*16-our*"))) == len(PLACES) - 1

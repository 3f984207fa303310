"""A lesson of one's own begins with a skeleton that builds, and nothing is ever written over."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from test_answer_bank import read_bank

from champions.authoring.asked import Asked, read_asked
from champions.authoring.checks import check_lesson
from champions.authoring.new_module import PLACES, make
from champions.authoring.preview.draft import Draft
from champions.authoring.source import Source, read_source
from champions.cli import main
from champions.place import load_glossary, load_place
from champions.trouble import Trouble

COURSE = Path(__file__).resolve().parents[1]


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course folder with the real words and no lesson."""
    for name in ("glossary.yml", "place.yml", "nbgrader_config.py"):
        shutil.copy(COURSE / name, tmp_path)
    waits = "datasets/befriending-waits"
    shutil.copytree(COURSE / waits, tmp_path / waits)
    monkeypatch.setenv("CHAMPIONS_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


NEW = "18-our-garden"


def read(course: Path) -> tuple[Source, Asked]:
    place = load_place(course)
    source = read_source(course / "solutions" / NEW, course)
    return source, read_asked(course, source, place)


def test_the_skeleton_passes_the_authors_checks_and_its_own_bank(course: Path) -> None:
    make(course, NEW, 'Our "garden": a start')
    source, asked = read(course)
    assert check_lesson(course, source, load_glossary(course), load_place(course), asked) == []
    assert source.front["title"] == "Our 'garden': a start"
    assert asked.scheme is not None
    bank = read_bank(course / f"tests/answers/{NEW}.yml")
    assert list(bank) == [question.id for question in asked.scheme.marked]
    for question_id, forms in bank.items():
        question = asked.scheme[question_id]
        wrong = forms["wrong"]
        for answer in forms["right"]:
            assert question.mark(answer).state == "right", answer
        for answer, name in wrong.items() if isinstance(wrong, dict) else wrong:
            feedback = question.mark(answer)
            got = feedback.outcome or feedback.state
            assert got == name or (name, got) == ("not tried", "started"), answer
        assert min(len(forms["right"]), len(wrong)) >= 8, "as many as the bank of each lesson has"


def test_the_skeleton_teaches_the_simplest_kinds_by_example(course: Path) -> None:
    make(course, NEW)
    source, _ = read(course)
    asked = [block.typed.data["kind"] for block in source.blocks.questions]
    assert set(asked) == {"guess", "choice", "pick", "number", "sort", "words"}
    assert not (course / "solutions" / NEW / "marking.py").exists()


def test_what_waits_stops_a_build_once_the_lesson_is_no_draft(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make(course, NEW)
    path = course / "solutions" / NEW / "lesson.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("draft: true", "draft: false"), encoding="utf-8")
    assert main(["build", NEW]) == 1
    said = capsys.readouterr().err
    marked = [line for line in text.split("\n") if "WRITE HERE" in line or "TODO" in line]
    assert len(marked) > 10
    assert said.count("still waits to be written") == len(marked)
    for number, line in enumerate(text.split("\n"), 1):
        assert (f"lesson.md:{number}: " in said) == (line in marked)
    assert not (course / "modules").exists()


def test_a_draft_is_never_passed_for_handing_out(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make(course, NEW)
    assert main(["build", "--check"]) == 1
    said = capsys.readouterr()
    assert f"A draft cannot be handed out: {NEW}." in said.err
    assert f"solutions/{NEW}/lesson.md:" in said.out


def test_a_draft_can_be_previewed_at_once(course: Path) -> None:
    make(course, NEW)
    shown = Draft(course, NEW).show()
    assert shown.mistakes == ()
    assert "This lesson is a draft" in shown.html
    assert "WRITE HERE" in shown.html


@pytest.mark.slow
def test_a_new_lesson_is_made_built_and_ready_by_two_commands(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new-module", "18-our-garden"]) == 0
    assert "solutions/18-our-garden/lesson.md" in capsys.readouterr().out
    assert main(["build", "18-our-garden"]) == 0
    assert "18-our-garden is a draft" in capsys.readouterr().out
    lesson = course / "modules" / "18-our-garden" / "lesson.ipynb"
    assert "Our garden" in json.dumps(json.loads(lesson.read_text("utf-8")))


@pytest.mark.parametrize("name", ["garden", "16", "16-", "16-Our-Garden", "../16-x", "16-x y", ""])
def test_a_name_that_cannot_be_used_is_told_with_one_that_can(course: Path, name: str) -> None:
    with pytest.raises(Trouble, match="18-our-garden"):
        make(course, name)
    assert not (course / "solutions").exists()


def test_a_number_that_is_taken_is_told_and_nothing_is_changed(course: Path) -> None:
    make(course, "18-our-garden")
    before = (course / "solutions/18-our-garden/lesson.md").read_bytes()
    for name in ("18-our-garden", "18-our-bus"):
        with pytest.raises(Trouble, match="18-our-garden"):
            make(course, name)
    assert (course / "solutions/18-our-garden/lesson.md").read_bytes() == before
    assert len(list(course.rglob("*18-our*"))) == len(PLACES) - 1

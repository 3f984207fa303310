"""An author is told when the longest option gives an answer away, and builds all the same."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import author_slips
import pytest
from author_slips import HERE, LESSON, MODULE

from champions import cli
from champions.authoring.advice import advise, told_by_length
from champions.authoring.asked import read_asked
from champions.authoring.preview.command import page_of
from champions.authoring.preview.draft import Draft
from champions.authoring.source import Mistake, read_source
from champions.place import load_place
from champions.questions import Choice, Pick, Question

COURSE = Path(__file__).resolve().parents[1]
LESSONS = sorted(path.parent.name for path in COURSE.glob("solutions/*/lesson.md"))
FAR = "the right option is far the longest"
each = pytest.mark.parametrize


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course folder with one lesson, whose options are as long as each other."""
    monkeypatch.setenv("CHAMPIONS_HOME", str(tmp_path))
    return author_slips.make_course(tmp_path)


def advice(root: Path, module: str = MODULE) -> list[Mistake]:
    source, place = read_source(root / "solutions" / module, root), load_place(root)
    return advise(root, source, place, read_asked(root, source, place))


def change(root: Path, old: str, new: str) -> None:
    path = root / HERE / LESSON
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def line_of(root: Path, piece: str) -> int:
    text = (root / HERE / LESSON).read_text(encoding="utf-8")
    return text[: text.index(piece)].count("\n") + 1


def four_choices(root: Path, long: int) -> None:
    """Three more choices beside the one there; of so many of the four the longest option is right."""
    text = (root / HERE / LESSON).read_text(encoding="utf-8")
    block = text[text.index("```{question} line") : text.index("Tick all that are true.")]
    more = ""
    for at in range(1, 4):
        options = ("  a: The first one\n", "  a: 1st\n")
        more += block.replace("} line", f"}} line-{at}").replace(
            "  a: The first\n", options[at > long - 1]
        )
    change(root, block, block.replace("  a: The first\n", "  a: The first one\n") + more)


def test_options_that_are_as_long_as_each_other_get_no_advice(course: Path) -> None:
    assert advice(course) == []


def test_a_right_option_that_is_far_the_longest_is_told_at_its_line(course: Path) -> None:
    change(course, "  a: The first\n", "  a: The first, as it begins at five and goes on\n")
    (told,) = advice(course)
    assert (told.path, told.line) == (
        f"{HERE}/{LESSON}",
        line_of(course, "options:\n  a: The first,"),
    )
    assert told.text.startswith(f"line: {FAR}")


def test_a_right_option_that_is_a_little_longer_is_not(course: Path) -> None:
    change(course, "  a: The first\n", "  a: The first line of all\n")
    change(course, "  d: The last\n", "  d: The last line there\n")
    assert advice(course) == []


@each(("long", "told"), [(2, False), (3, True), (4, True)])
def test_a_lesson_in_which_the_longest_option_mostly_is_right_is_told(
    course: Path, long: int, told: bool
) -> None:
    four_choices(course, long)
    found = advice(course)
    assert bool(found) is told
    if told:
        assert found[0].text.startswith(
            f"In {long} of the 4 choices of this lesson the longest option is right."
        )
        assert found[0].line == line_of(course, "```{question} line\n")


def test_the_build_gives_advice_and_builds(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(course, "  a: The first\n", "  a: The first, as it begins at five and goes on\n")
    assert cli.main(["build", MODULE]) == 0
    said = capsys.readouterr().out
    assert FAR in said
    assert "The lessons are built as they are." in said
    assert (course / "modules" / MODULE / "lesson.ipynb").exists()


def test_the_preview_shows_it_apart_from_what_is_to_mend(course: Path) -> None:
    change(course, "  a: The first\n", "  a: The first, as it begins at five and goes on\n")
    shown = Draft(course, MODULE).show()
    assert [one.text for one in shown.mistakes] == []
    page = page_of(MODULE, shown, "10:00")
    assert "Nothing to mend." in page
    assert page.index("Look at this again.") < page.index(FAR)


SAY: dict[str, Any] = {"look": "Look.", "step": "Step.", "praise": "Yes."}
FOUR = {"a": "One", "b": "Two", "c": "Six", "d": "Nil"}
CHOICE = Choice(id="q", ask="?", options=FOUR, right="a", **SAY)


@each(
    ("question", "told"),
    [
        (CHOICE, 0.25),
        (replace(CHOICE, options={**FOUR, "a": "Eleven"}), 1),
        (replace(CHOICE, options={**FOUR, "a": "Seven", "b": "Eight"}), 0.5),
        (replace(CHOICE, options={**FOUR, "b": "Eleven"}), 0),
        (replace(CHOICE, right=None, kept_back=True), None),
        (Pick(id="q", ask="?", options=FOUR, right=["a"], **SAY), None),
    ],
)  # fmt: skip
def test_what_the_longest_option_tells(question: Question, told: float | None) -> None:
    assert told_by_length(question) == told


@each("module", LESSONS)
def test_the_lessons_of_the_course_need_no_advice(
    module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHAMPIONS_HOME", os.fspath(COURSE))
    assert advice(COURSE, module) == []


def test_where_the_questions_cannot_be_read_there_is_no_advice(course: Path) -> None:
    change(course, "kind: choice", "kind: choise")
    assert advice(course) == []

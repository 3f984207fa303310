"""Every lesson: what its release and its worked copy hold. tests/long/test_stock_lessons.py marks both."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from champions.authoring.source import LESSON, front_matter, read_source
from champions.data import HOME_VARIABLE
from champions.questions import Words
from champions.questions.scheme import load_scheme

ROOT = Path(__file__).parent.parent
LESSONS = sorted(path.parent.name for path in ROOT.glob("solutions/*/lesson.md"))


def released(module: str) -> dict[str, Any]:
    return dict(json.loads((ROOT / "modules" / module / "lesson.ipynb").read_text("utf-8")))


def test_there_is_a_lesson() -> None:
    assert "06-run-charts" in LESSONS


@pytest.mark.parametrize("module", LESSONS)
class TestRelease:
    def test_holds_no_solution_and_no_output(self, module: str) -> None:
        text = json.dumps([cell["source"] for cell in released(module)["cells"]])
        assert "SOLUTION" not in text
        source = read_source(ROOT / "solutions" / module, ROOT)
        for cell in source.cells:
            if cell.kind == "answer":
                inside = cell.source.split("### BEGIN SOLUTION\n")[1].split("\n### END")[0]
                told = [json.dumps(line)[1:-1] for line in inside.splitlines() if line.strip()]
                assert not [line for line in told if line in text]
            if cell.kind == "words":
                assert json.dumps(cell.source)[1:40] not in text
        assert not any(cell.get("outputs") for cell in released(module)["cells"])

    def test_holds_exactly_the_lesson_and_its_scheme(self, module: str) -> None:
        there = {path.name for path in (ROOT / "modules" / module).iterdir()}
        assert there - {"__pycache__"} == {"lesson.ipynb", "questions.json"}

    def test_leaves_exactly_the_lines_of_code_unfinished(self, module: str) -> None:
        open_ = {
            c["id"]
            for c in released(module)["cells"]
            if re.search(r"= \.\.\.$", "".join(c["source"]), re.MULTILINE)
        }
        source = read_source(ROOT / "solutions" / module, ROOT)
        assert open_ == {f"{cell.name}-answer" for cell in source.cells if cell.kind == "answer"}

    def test_keeps_every_mark_with_its_question(
        self, module: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(HOME_VARIABLE, str(ROOT))
        scheme = load_scheme(ROOT / "solutions" / module)
        points = {
            cell["id"]: cell["metadata"]["nbgrader"]["points"]
            for cell in released(module)["cells"]
            if cell["metadata"].get("nbgrader", {}).get("grade") and cell["cell_type"] == "code"
        }
        assert points == {question.id: question.out_of for question in scheme.marked}


#: Their heads name the one question that they are about.
PRACTICALS = [
    one
    for one in LESSONS
    if front_matter((ROOT / "solutions" / one / LESSON).read_text("utf-8")).get("practical")
]


@pytest.mark.parametrize("module", [one for one in LESSONS if one not in PRACTICALS])
def test_each_lesson_asks_six_to_ten_core_questions_and_has_a_stretch(module: str) -> None:
    """Beside the two that bring something back, and the learner's own turn at the end."""
    front = read_source(ROOT / "solutions" / module, ROOT).front
    beside = {*front.get("brings_back", {}), front.get("your_turn")}
    marked = list(load_scheme(ROOT / "solutions" / module).marked)
    core = [question for question in marked if not question.stretch]
    assert 6 <= len([question for question in core if question.id not in beside]) <= 10
    assert len(core) < len(marked)


@pytest.mark.parametrize("module", PRACTICALS)
def test_a_practical_asks_one_question_and_has_two_pieces_about_it(module: str) -> None:
    scheme = load_scheme(ROOT / "solutions" / module)
    (asked,) = scheme.marked
    assert asked.practical
    assert asked.id == read_source(ROOT / "solutions" / module, ROOT).front["practical"]
    pieces = [one for one in scheme.questions if isinstance(one, Words) and one.rubric]
    assert [one.beside for one in pieces] == [asked.id, asked.id]
    assert all([level.points for level in one.rubric] == [0, 1, 2, 3] for one in pieces)


def test_beside_the_practicals_a_person_scores_four_pieces_and_no_more() -> None:
    scored = [
        (module[:2], question.id)
        for module in LESSONS
        if module not in PRACTICALS
        for question in load_scheme(ROOT / "solutions" / module).questions
        if isinstance(question, Words) and question.rubric
    ]
    assert scored == [
        ("03", "aim"), ("05", "pdsa-record"), ("06", "chart-reading"), ("12", "story"),
    ]  # fmt: skip

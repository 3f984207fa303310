"""Lessons on paper: everything can be filled in by hand, and only the trainer's copy has answers."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from champions import cli
from champions.marking import load_scheme
from champions.questions import Choice, Marked, Number, Order, Sort, Words
from champions.trainer.on_paper import pages, question_on_paper

COURSE = Path(__file__).resolve().parents[1]
LESSONS = sorted(path.parent.name for path in COURSE.glob("modules/*/lesson.ipynb"))


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_champions_sheet_holds_every_question_and_no_answer(lesson: str) -> None:
    for question in load_scheme(COURSE / "solutions" / lesson).questions:
        sheet = question_on_paper(question, answers=False)
        told = question_on_paper(question, answers=True)
        assert 'class="told"' not in sheet
        assert told.startswith(sheet.removesuffix("</section>"))
        if isinstance(question, Marked):
            assert question.praise not in sheet
            assert question.step not in sheet
        if isinstance(question, Choice):
            assert sheet.count("☐") == len(question.options)
        if isinstance(question, Sort):
            assert sheet.count('class="line"') == len(question.items)
        if isinstance(question, Number | Words):
            assert 'class="line"' in sheet
        if isinstance(question, Order):
            right = [question.items[key] for key in question.right_answer()]
            given = [unescape(words) for words in re.findall(r"____ ([^<]+)</li>", sheet)]
            assert sorted(given) == sorted(right)
            assert given != right


@pytest.mark.slow
def test_a_lesson_is_put_on_paper_with_its_charts_and_nothing_live() -> None:
    made = pages(COURSE, "06-run-charts")
    assert made == pages(COURSE, "06-run-charts")
    for page in made.values():
        assert page.count("<img ") == 2
        assert "data:image/png" in page
        assert not re.search(r"<(script|button|input|select|textarea|details)\b", page)
        assert page.count("<h1") == 1
        pictures = re.findall(r"<(?:img|svg)[^>]*>", page)
        assert all('alt="' in one or "aria-label=" in one for one in pictures)
    assert "Hints for known mistakes" not in made[""]
    assert "Hints for known mistakes" in made["-trainer"]


def test_a_lesson_that_is_not_there_is_answered_with_those_that_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHAMPIONS_HOME", str(COURSE))
    assert cli.main(["paper", "66-run-charts", "--out", str(tmp_path)]) == 1
    assert "06-run-charts" in capsys.readouterr().err

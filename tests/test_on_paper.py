"""Lessons on paper: everything can be filled in by hand, and only the trainer's copy has answers."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from browser import chromium, need_chromium, new_page

from champions import cli
from champions.activities.coding.question import CodeByRule, CodeFreely
from champions.authoring.paper import pages as on_paper
from champions.authoring.paper import printing
from champions.authoring.paper.forms import graph_paper, question_on_paper
from champions.authoring.paper.pages import pages
from champions.questions import Choice, Marked, Number, Order, Sort, Words
from champions.questions.scheme import load_scheme

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
        if isinstance(question, CodeByRule | CodeFreely):
            assert sheet.count("<td></td>") == len(question.items)
        elif isinstance(question, Sort):
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


def test_what_a_screen_works_out_is_done_by_hand_on_paper() -> None:
    screen_only = {
        f"{lesson[:2]} {question.id}"
        for lesson in LESSONS
        for question in load_scheme(COURSE / "solutions" / lesson).questions
        if "needs a screen" in question_on_paper(question, answers=False)
    }
    # The beads and the marbles answer to what a person does: with beads and coins, as the notes say.
    assert screen_only == {"07 red-beads", "07 marbles"}
    assert 'role="img" aria-label="Squared paper' in graph_paper()


@pytest.mark.slow
def test_what_grows_from_answers_is_left_to_the_pen() -> None:
    made = pages(COURSE, "03-seeing-the-problem")
    assert "do it by hand" in made[""]
    assert "Your process map" not in made[""]  # of steps that nobody put in order
    asked = re.compile(r"Question \d+\. [^<]+")
    assert asked.findall(made[""]) == asked.findall(made["-trainer"])
    assert "My learner code, not my name" in made[""]
    assert "My learner code" not in made["-trainer"]


@pytest.fixture
def one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lesson on paper without running it."""
    page = '<!doctype html><html lang="en-GB"><title>Tea</title><h1>Tea</h1><h2>Cups</h2>'
    page += '<img alt="Two cups" src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=">'
    monkeypatch.setenv("CHAMPIONS_HOME", str(COURSE))
    monkeypatch.setattr(on_paper, "pages", lambda *_: {"": page, "-trainer": page})


@pytest.mark.usefixtures("one_page")
def test_without_a_browser_a_sentence_says_how_to_make_the_pdf_and_the_page_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "browser", lambda: "")
    assert (
        cli.main(["paper", "06-run-charts", "05-pdsa-cycles", "--pdf", "--out", str(tmp_path)]) == 1
    )
    assert "Save as PDF" in capsys.readouterr().err
    assert len(list(tmp_path.glob("*.html"))) == 4
    assert not list(tmp_path.glob("*.pdf"))


def test_a_browser_is_found_where_windows_keeps_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "Microsoft" / "Edge" / "Application" / "msedge.exe"
    there.parent.mkdir(parents=True)
    there.touch()
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setenv("ProgramFiles(x86)", str(tmp_path))
    assert printing.browser() == str(there)


@pytest.mark.browser
@pytest.mark.usefixtures("one_page")
def test_a_pdf_has_tags_a_title_a_language_contents_and_alt_texts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    need_chromium()
    assert cli.main(["paper", "06-run-charts", "--pdf", "--out", str(tmp_path)]) == 0
    assert "PDF 2 of 2: 06-run-charts-trainer" in capsys.readouterr().out
    made = (tmp_path / "06-run-charts.pdf").read_bytes()
    for part in (
        b"/Marked true", b"/StructTreeRoot", b"/Lang (en-GB)", b"/Title (Tea)", b"/Outlines",
        b"/S /H1", b"/S /H2", b"/Alt (Two cups)",
    ):  # fmt: skip
        assert part in made, part


@pytest.mark.browser
def test_no_question_is_cut_from_its_room_to_answer() -> None:
    """As the browser lays it out for A4: nothing that must stay whole is taller than a page."""
    room = (297 - 16 - 20) / 25.4 * 96
    with chromium() as browser:
        page = new_page(browser, (round((210 - 32) / 25.4 * 96), 1000))
        page.emulate_media(media="print")
        for lesson in LESSONS:
            scheme = load_scheme(COURSE / "solutions" / lesson)
            asked = "".join(
                question_on_paper(one, answers=True, number=1) for one in scheme.questions
            )
            page.set_content(on_paper.page_of("Lesson", [asked, graph_paper()], answers=True))
            tall = page.evaluate(
                "[...document.querySelectorAll('.asked:not(.long), .box, .told li, .graph')]"
                ".map(part => part.getBoundingClientRect().height)"
            )
            assert len(tall) > 1
            assert max(tall) <= room, lesson

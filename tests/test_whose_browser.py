"""Whose files are, on the desk in a real browser: asked, settled in one press, taken back, at both widths."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import COURSE, DESKTOP, PHONE
from desks import looks_well, open_desk
from playwright.sync_api import Browser, Page

from champions.questions import answers

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.needs("chromium")]
MODULE = "06-run-charts"
PEOPLE = (
    "code,name,email,cohort,also,state\n"
    "teal-11,Ann One,ann@example.org,Spring,,\nteal-12,Bo Two,,Spring,,\n"
)


@pytest.fixture(scope="module", params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def page(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """The desk of a work folder that has a list of two people."""
    out = tmp_path_factory.mktemp("desk") / "work"
    (out / "people").mkdir(parents=True)
    (out / "people" / "people.csv").write_text("\ufeff" + PEOPLE, encoding="utf-8")
    with open_desk(browser, request.param, out) as opened:
        yield opened


def sent(folder: Path, place: str, code: str = "", answer: str = "median") -> Path:
    """The lesson as it is released, with a code and an answer in its outputs."""
    notebook = json.loads((COURSE / "modules" / MODULE / "lesson.ipynb").read_text("utf-8"))
    book = answers.AnswerBook(MODULE, code)
    book.put("middle-line", answer, "right" if answer == "median" else "mean-not-median")
    shown = [answers.bundle(book, "middle-line"), answers.learner_bundle(book)]
    cell = next(one for one in notebook["cells"] if one["cell_type"] == "code")
    cell["outputs"] = [
        {"output_type": "display_data", "metadata": {}, "data": {answers.MIME: one}}
        for one in shown
    ]
    path = folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def test_whose_files_are_is_settled_in_one_press_each(page: Page, tmp_path: Path) -> None:
    files = [
        sent(tmp_path, "lesson 2.ipynb"),
        sent(tmp_path, "06-run-charts (1).ipynb", "tel-12", "mean"),
        sent(tmp_path, "01.ipynb", "teal-11"),
        sent(tmp_path, "02.ipynb", "teal-11", "mean"),
    ]
    page.get_by_role("navigation").get_by_role("link", name="Drop files in").click()
    page.locator("#files").set_input_files(files)
    page.get_by_role("button", name="Take these files in").click()
    page.get_by_text("5 questions wait for you").wait_for()
    looks_well(page)
    page.get_by_role("link", name="Say whose they are").click()
    page.get_by_role("heading", name="Whose work is lesson 2.ipynb?").wait_for()
    looks_well(page)

    # A slip: the person who was meant is the first button, and one press is enough, by keyboard.
    meant = page.get_by_role("button", name="Bo Two (teal-12, Spring)").first
    meant.focus()
    page.keyboard.press("Enter")
    page.get_by_text("4 questions wait for you").wait_for()

    # Two files of one code: both are shown, and one counts.
    page.get_by_role("button", name=re.compile(r"02\.ipynb \(")).click()
    page.get_by_text("1 question waits for you").wait_for()

    # Nothing says whose it is: somebody on the list.
    page.get_by_label("Somebody on your list").select_option("teal-12")
    page.get_by_role("button", name="It is theirs").first.click()
    page.get_by_text("No question waits for you").wait_for()
    assert page.get_by_role("cell", name="Bo Two (teal-12, Spring)").count() == 2
    looks_well(page)

    page.get_by_role("button", name="Take back: lesson 2.ipynb").click()
    page.get_by_text("1 question waits for you").wait_for()
    looks_well(page)

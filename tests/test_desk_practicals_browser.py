"""A trainer scores a practical in a real browser: by keyboard alone.

tests/long/test_practicals_on_a_phone.py runs it again, 390 pixels wide.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import small_course as small
from browser import COURSE, DESKTOP
from desks import Size, looks_well, open_desk
from playwright.sync_api import Browser, Page

from champions.activities.practical_run.question import RunPractical
from champions.marking.cohort import mark_folder
from champions.questions import answers
from champions.questions.answers import plain

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.needs("chromium", "bubblewrap"),
]
LESSON = "16-starter-practical"
WORDS = {
    "practical-reading": {
        "reading": "Shorter since week 15.",
        "rule": "10 in a row, 7 are allowed.",
    },
    "practical-plan": {"question": "Will it last?", "prediction": "8 of 10 weeks stay below 27."},
}


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practical as two people send it, marked by the course as it stands."""
    folder = tmp_path_factory.mktemp("practicals")
    sent = json.loads((COURSE / "modules" / LESSON / "lesson.ipynb").read_text("utf-8"))
    book = answers.AnswerBook(LESSON, "")
    book.records["the-practical"] = answers.Record(plain(RunPractical.right_for(3)), ())
    for name, words in WORDS.items():
        book.records[name] = answers.Record(words, ())
    for cell in sent["cells"]:
        asked = re.fullmatch(r'check\("(.+)"\)', "".join(cell["source"]))
        if asked and asked[1] in book.records:
            cell["outputs"] = [small.shown(answers.bundle(book, asked[1]))]
    for learner in ("robin-12", "heron-34"):
        path = folder / "inbox" / learner / LESSON / "lesson.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(sent), encoding="utf-8")
    mark_folder(folder / "inbox", folder / "work", COURSE, say=lambda _: None)
    return folder / "work"


@pytest.fixture
def size() -> Size:
    return DESKTOP


@pytest.fixture
def page(browser: Browser, marked: Path, tmp_path: Path, size: Size) -> Iterator[Page]:
    out = tmp_path / "work"
    shutil.copytree(marked, out)
    with open_desk(browser, size, out) as opened:
        yield opened


def test_two_people_are_scored_by_keys_and_one_is_taken_back(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("link", name="Mark").press("Enter")
    page.get_by_role("link", name="Score 2 practicals").press("Enter")
    looks_well(page)
    page.get_by_role("link", name="Score the first one").press("Enter")
    page.get_by_text("The course gave 10 of 10 points").wait_for()
    page.get_by_text("The reading: ").first.wait_for()
    page.locator("summary").first.press("Enter")
    page.get_by_text("In the file: ").wait_for()
    looks_well(page)
    first, second = (page.locator("fieldset[data-levels]").nth(at) for at in (0, 1))
    page.locator("h1").press("2")  # the first text without a level
    assert first.locator("input[value='2']").is_checked()
    page.keyboard.press("3")
    assert second.locator("input[value='3']").is_checked()
    reply = page.get_by_label("Your reply about").first
    reply.fill("Clear, and fair to the numbers. 1 thing")
    assert not first.locator("input[value='1']").is_checked()
    page.get_by_role("button", name="Keep and go on").press("Enter")
    page.get_by_text("1 practical waits").wait_for()
    for key in "22":
        page.locator("h1").press(key)
    page.get_by_role("button", name="Keep and go on").press("Enter")
    page.get_by_text("Waiting: 0").wait_for()
    looks_well(page)
    page.get_by_role("button", name="Take back my last score").press("Enter")
    page.get_by_text("1 practical waits").wait_for()

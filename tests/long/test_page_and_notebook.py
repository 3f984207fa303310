"""A practical with its page and JupyterLab open side by side, on a person's own computer.

Each change tries both halves by themselves: test_practical (the notebook's form) and
test_practical_elsewhere (the page).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import DESKTOP, Course, new_page, open_lesson, serving, start_lesson
from journeys import until
from live_pages import press, step
from playwright.sync_api import Browser, Locator, Page
from test_own_computer import folder_with, opened

from champions.questions import answers

pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium")]
COVERS = (
    "modules/16-starter-practical/*",
    "src/champions/activities/practical/*",
    "src/champions/activities/your_turn/*",
    "src/champions/install/*.py",
    "src/champions/lesson/*.py",
    "src/champions/questions/answers.*",
    "src/champions/questions/attempts.*",
    "src/champions/website/live/page/*.ts",
    "src/champions/website/own_work.py",
    "tests/browser.py",
    "tests/live_pages.py",
    "tests/test_own_computer.py",
)
LESSON, QUESTION = "16-starter-practical", "the-practical"
ANOTHER = "Show how it should be, and give me another file"


@pytest.fixture
def course(tmp_path: Path) -> Iterator[Course]:
    with serving(folder_with(tmp_path / "course", LESSON), notebook=False) as course:
        yield course


def test_page_and_notebook_go_on_with_one_file_and_lose_no_attempt(
    browser: Browser, course: Course
) -> None:
    page = opened(new_page(browser, DESKTOP), course.page(LESSON))
    notebook = page.context.new_page()
    notebook.goto(course.page(LESSON))
    notebook.get_by_role("link", name="Open as a notebook").click()
    notebook.wait_for_url("**/notebooks/**")
    open_lesson(notebook, notebook.url)
    start_lesson(notebook)
    box(notebook, 0).wait_for()

    mend(row(page, 0), "11")
    until(lambda: kept(course).get("mend") == {"1": "11"})
    first = kept(course)["variant"]
    mend(box(notebook, 1), "12")  # in its own form, which knows nothing of the page yet
    notebook.get_by_text("You went on with this step in another window.").first.wait_for()
    until(lambda: number(notebook) == first)
    assert box(notebook, 0).input_value() == "11"
    assert kept(course)["mend"] == {"1": "11"}
    mend(box(notebook, 1), "12")
    until(lambda: kept(course).get("mend") == {"1": "11", "2": "12"})

    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    until(lambda: row(page, 1).input_value() == "12")
    press(step(page, QUESTION), ANOTHER)
    until(lambda: kept(course)["variant"] != first)
    other = f"File number {kept(course)['variant']}."
    until(lambda: other in step(page, QUESTION).inner_text())  # its form is there to be worked
    mend(row(page, 4), "15")
    until(lambda: kept(course).get("mend") == {"5": "15"})
    mend(box(notebook, 2), "13")  # at the file whose reading the page has shown
    until(lambda: number(notebook) == kept(course)["variant"])
    assert kept(course)["mend"] == {"5": "15"}
    [put_away] = kept(course)["earlier"]
    assert (put_away["variant"], put_away["mend"]) == (first, {"1": "11", "2": "12"})
    page.context.close()


def kept(course: Course) -> dict[str, Any]:
    folder = course.folder / "my-work" / LESSON
    return dict(answers.load(folder, LESSON).answer(QUESTION) or {})


def mend(where: Locator, now: str) -> None:
    where.fill(now)
    where.press("Tab")


def row(page: Page, at: int) -> Locator:
    """The box of a row on the page."""
    return step(page, QUESTION).locator(".file-row input").nth(at)


def box(notebook: Page, at: int) -> Locator:
    """The box of a row in the notebook."""
    rows = notebook.locator(".champions-row", has=notebook.get_by_role("button", name="Leave out"))
    return rows.nth(at).locator("input[type=text]")


def number(notebook: Page) -> int:
    said = notebook.get_by_text(re.compile(r"File number \d+\.")).last.inner_text()
    return int(re.findall(r"File number (\d+)\.", said)[-1])

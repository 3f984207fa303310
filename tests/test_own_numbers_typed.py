"""Own numbers typed into a lesson's page: put to the champion before they are drawn, kept as Python keeps them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from browser import PHONE, axe_places, chromium, new_page
from live_pages import says, step, write_without_its_steps
from playwright.sync_api import Browser, Locator, Page

from champions.own_data.question import chart_of
from champions.questions import answers

LESSON, QUESTION = "15-your-project", "my-numbers"
pytestmark = pytest.mark.needs("chromium")
#: Twelve weeks about 25, and then eight about 16.
WAITS = (24, 26, 22, 28, 25, 27, 23, 26, 24, 27, 25, 24, 17, 14, 16, 18, 15, 17, 16, 14)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write_without_its_steps(tmp_path_factory.mktemp("site"), LESSON).as_uri()


@contextmanager
def asked(browser: Browser, address: str) -> Iterator[tuple[Page, Locator]]:
    page = new_page(browser, PHONE)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(address)
    page.locator("body[data-alive]").wait_for()
    form = step(page, QUESTION)
    form.get_by_label("Where are your numbers?").select_option("tally")
    yield page, form
    assert wrong == []
    page.context.close()


def typed(form: Locator, tally: str) -> None:
    form.get_by_role("textbox", name="Your tally").fill(tally)
    form.get_by_role("button", name="Read my tally").press("Enter")


def test_a_tally_is_confirmed_drawn_kept_and_read_like_pythons(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    with asked(browser, address) as (page, form):
        typed(form, "\n".join(f"{1 + at}/9/2025: {value}" for at, value in enumerate(WAITS)))
        form.get_by_text("When: says when. It holds dates.").wait_for()
        form.get_by_text("20 dots, from 1 September 2025 to 20 September 2025.").wait_for()
        says(page, QUESTION, "No numbers yet")  # nothing is kept before they say yes
        assert form.locator("figure").count() == 0
        form.get_by_role("button", name="Yes, this is right.").press("Enter")
        form.get_by_label("What do the numbers count?").fill("Days waited")
        form.get_by_label("Which way is better?").select_option("down")
        says(page, QUESTION, "20 dots are kept.")
        reading = form.locator("figcaption").inner_text()
        told = form.locator("figure svg").get_attribute("aria-label")
        assert axe_places(page) == []
        with page.expect_download() as coming:
            page.get_by_role("button", name="Get my file").first.click()
        coming.value.save_as(tmp_path / "lesson.ipynb")
    notebook = json.loads((tmp_path / "lesson.ipynb").read_text(encoding="utf-8"))
    kept = answers.recover(notebook, LESSON).answer(QUESTION)
    chart = chart_of(kept)
    assert chart.said().caption == reading
    assert chart.said().alt == told
    assert "8 days in a row below the middle line" in reading


def test_what_can_be_read_in_two_ways_is_asked(browser: Browser, address: str) -> None:
    with asked(browser, address) as (_page, form):
        typed(form, "3/4/2025: 4\n4/4/2025: 5")
        form.get_by_text("Look at this before you say yes").wait_for()
        form.get_by_text("2 dots, from 3 April 2025 to 4 April 2025.").wait_for()
        form.get_by_label("In your tally, 3/4 means").select_option("us")
        form.get_by_text("2 dots, from 4 March 2025 to 4 April 2025.").wait_for()


def test_a_line_that_is_not_read_is_named_and_nothing_is_lost(
    browser: Browser, address: str
) -> None:
    with asked(browser, address) as (page, form):
        typed(form, "Week 1: 4\nWeek 2: about six")
        form.get_by_text("“Week 2: about six” cannot be read here.").wait_for()
        box = form.get_by_role("textbox", name="Your tally")
        assert box.input_value() == "Week 1: 4\nWeek 2: about six"
        says(page, QUESTION, "No numbers yet")

"""A chart of one's own on the live page, by keyboard on a phone; and a reading that waits for its question."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import live_pages
import pytest
import sites
from browser import PHONE, axe_places, chromium, new_page
from live_pages import number_of, says, step, turn
from playwright.sync_api import Page

from champions.questions.scheme import load_scheme

COURSE = Path(__file__).resolve().parents[1]
LESSON = "11-who-was-left-behind"
pytestmark = pytest.mark.needs("chromium")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    site = live_pages.write_site(tmp_path_factory.mktemp("site"), [LESSON])
    served = sites.serving(site)
    with chromium() as browser:
        opened = new_page(browser, PHONE)
        opened.goto(f"{served.address}live/{LESSON}.html")
        opened.locator("body[data-alive]").wait_for()
        yield opened
    served.stop()


def test_a_chart_of_ones_own_is_judged_told_its_reading_and_followed_by_another(page: Page) -> None:
    question = load_scheme(COURSE / "solutions" / LESSON)["your-funnel"]
    form = step(page, question.id)
    form.get_by_text("Chart number").wait_for()
    assert "The reading:" not in form.inner_text()
    turn(page, question, form, None)
    says(page, question.id, "Right")
    says(page, question.id, "Behind it:")
    first = number_of(page, question)
    form.get_by_role("button", name="Show its reading, and give me another one").press("Enter")
    form.get_by_text(f"Chart number {first}, with its reading").wait_for()
    assert number_of(page, question) != first
    says(page, question.id, f"With number {first} you earned")
    turn(page, question, form, None)
    says(page, question.id, "Right")
    found = axe_places(page, f'[data-question="{question.id}"]')
    assert found == []
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE[0]


def test_a_reading_comes_to_its_chart_when_the_question_is_answered(page: Page) -> None:
    reading = page.locator('[data-live="read_it_yourself"]')
    assert reading.count() == 1
    assert reading.inner_text() == ""
    shown = page.locator(".shown", has=page.locator('img[alt^="Funnel plot"]'))
    assert "below" not in (shown.locator("img").get_attribute("alt") or "")
    assert "wide limits:" not in shown.inner_text()
    live_pages.choose(page, "read-the-funnel", "below")
    reading.get_by_text("The reading of this chart").wait_for()
    assert "Below the wide limits" in reading.inner_text()

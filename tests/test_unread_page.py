"""A reading that waits for its question, on the live page of a lesson."""

from __future__ import annotations

from collections.abc import Iterator

import live_pages
import pytest
import sites
from browser import PHONE, chromium, new_page
from playwright.sync_api import Page

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

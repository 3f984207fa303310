"""Every lesson looks well on a phone and on a desktop: nothing is cut off, and axe finds nothing.

The journeys of CI look at the lessons that they come through, each at one width. Here every lesson is
opened and started at both, in Chromium.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import COURSE, DESKTOP, PHONE
from journeys import Journey, Size, on_a_journey
from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium")]
COVERS = (
    "modules/*/lesson.ipynb",
    "src/champions/activities/*/*.py",
    "src/champions/charts/**/*.py",
    "src/champions/install/jupyter/**/*",
    "src/champions/lesson/*.py",
    "src/champions/own_data/*.py",
    "src/champions/questions/**/*.py",
    "src/champions/style/*",
    "tests/browser.py",
    "tests/journeys.py",
)
LESSONS = sorted(path.parent.name for path in COURSE.glob("modules/*/lesson.ipynb"))


@pytest.fixture(scope="module", params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def journey(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Journey]:
    """The whole course, open on a screen of one size."""
    size: Size = request.param
    with on_a_journey(browser, tmp_path_factory, size) as begun:
        yield begun


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_looks_well(journey: Journey, name: str) -> None:
    lesson = journey.opened(name)
    try:
        lesson.looks_well(journey.size)
    finally:
        lesson.page.context.close()

"""A lesson in the notebook, worked on a phone and 1280 pixels wide."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import DESKTOP, PHONE
from journeys import Journey, Size, on_a_journey
from lesson_journey import *  # noqa: F403 - its tests, with what stands below
from playwright.sync_api import Browser

pytestmark = [  # type: ignore[assignment]  # in place of what came with it
    pytest.mark.browser,
    pytest.mark.needs("bubblewrap", "chromium", "node"),
]
IN_ORDER = True
COVERS = (
    "modules/06-run-charts/lesson.ipynb",
    "src/champions/activities/**/*.py",
    "src/champions/charts/**/*.py",
    "src/champions/lesson/*",
    "src/champions/questions/**/*",
    "src/champions/style/*",
    "tests/browser.py",
    "tests/journeys.py",
    "tests/lesson_journey.py",
)


@pytest.fixture(scope="module", params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def size(request: pytest.FixtureRequest) -> Size:
    found: Size = request.param
    return found


@pytest.fixture(scope="module")
def journey(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, size: Size
) -> Iterator[Journey]:
    with on_a_journey(browser, tmp_path_factory, size) as begun:
        yield begun

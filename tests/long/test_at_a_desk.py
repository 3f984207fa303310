"""A lesson in the notebook, 1280 pixels wide: the ways that each change tries on a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import DESKTOP
from journeys import Journey, Size, on_a_journey
from playwright.sync_api import Browser
from test_journey import *  # noqa: F403 - its tests are run again, with what stands below

pytestmark = [  # type: ignore[assignment]  # in place of what came with test_journey
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
    "tests/test_journey.py",
)


@pytest.fixture
def size() -> Size:
    return DESKTOP


@pytest.fixture(scope="module")
def journey(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    with on_a_journey(browser, tmp_path_factory, DESKTOP) as begun:
        yield begun

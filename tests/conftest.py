"""What all tests share: a busy computer is no reason to fail."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:  # a lesson's oldest libraries are tried without a browser
    from journeys import Journey
    from playwright.sync_api import Browser

# It runs inside Pyodide, started by test_site_modules.py: nothing of it can be imported here.
collect_ignore = ["every_lesson.py"]

# CI tries the same examples each time, so that a landing is refused for its own change only. New
# examples are tried by whoever runs the tests at work.
settings.register_profile(
    "course",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("course")


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Ctrl-C is heard, also by tests that run in the background of a shell, where it is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium. Each page in it is somebody's own: see ``new_page``."""
    from browser import chromium

    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def journey(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    """The whole course, open on a phone. The tests of one file share it: see ``journeys``."""
    from journeys import on_a_journey

    with on_a_journey(browser, tmp_path_factory) as begun:
        yield begun


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first, module by module, so that no core waits for the other at the end."""
    long = {
        item.path
        for item in items
        if item.get_closest_marker("browser") or item.get_closest_marker("slow")
    }
    items.sort(key=lambda item: item.path not in long)

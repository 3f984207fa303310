"""Lessons are worked to their end on a phone with the network off, and saved.

A few here; the others in tests/long. How is told in phone_lessons.
"""

from __future__ import annotations

import phone_lessons
import pytest
from browser import COURSE
from playwright.sync_api import Browser, Page

from champions.data import HOME_VARIABLE

pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium")]


@pytest.fixture(scope="module")
def phone(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> tuple[Page, str]:
    return phone_lessons.without_network(browser, tmp_path_factory)


@pytest.mark.parametrize("module", phone_lessons.FEW)
def test_a_lesson_is_worked_to_its_end_without_a_network(
    module: str, phone: tuple[Page, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(COURSE))
    phone_lessons.work(phone, module)

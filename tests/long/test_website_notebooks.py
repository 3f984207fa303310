"""Every lesson in the website's notebook: worked on a phone without a network, and run by its Python.

Each change tries a line of code in test_site, and test_website_python runs a few of them by their Python alone.
"""

from __future__ import annotations

import phone_lessons
import pyodide_lessons
import pytest
from browser import COURSE
from playwright.sync_api import Browser, Page

from champions.data import HOME_VARIABLE

pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium", "node")]
COVERS = (
    "modules/*/lesson.ipynb",
    "solutions/*/lesson.ipynb",
    "src/champions/activities/*/*.py",
    "src/champions/charts/**/*.py",
    "src/champions/lesson/*.py",
    "src/champions/questions/**/*.py",
    "src/champions/website/files/**/*",
    "src/champions/website/python.py",
    "tests/browser.py",
    "tests/phone_lessons.py",
    "tests/every_lesson.py",
    "tests/pyodide_lessons.py",
    "tests/sites.py",
)
REST = tuple(one for one in phone_lessons.LESSONS if one not in phone_lessons.FEW)


@pytest.fixture(scope="module")
def phone(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> tuple[Page, str]:
    return phone_lessons.without_network(browser, tmp_path_factory)


@pytest.mark.parametrize("module", phone_lessons.LESSONS)
def test_a_lesson_is_worked_to_its_end_without_a_network(
    module: str, phone: tuple[Page, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(COURSE))
    phone_lessons.work(phone, module)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> pyodide_lessons.Found:
    return pyodide_lessons.run(tmp_path_factory, REST)


@pytest.mark.parametrize("module", REST)
def test_a_lesson_runs_to_its_end_and_counts_what_is_right(
    found: pyodide_lessons.Found, module: str
) -> None:
    pyodide_lessons.look(found, module)

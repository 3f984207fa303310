"""The trainer's desk in a browser: opened as its printed address opens it, and looked over."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from browser import COURSE, axe, new_page
from playwright.sync_api import Browser, Page

#: A width and a height, in pixels.
Size: TypeAlias = tuple[int, int]


@contextmanager
def open_desk(browser: Browser, size: Size, out: Path, at: str = "") -> Iterator[Page]:
    """The desk of a work folder, begun by its command; ``at`` is the page that is opened."""
    with running_desk(out) as (address, _):
        opened = new_page(browser, size)
        try:
            opened.goto(address + at)
            yield opened
        finally:
            opened.context.close()


@contextmanager
def running_desk(out: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address that a desk prints, and its process, which ends with what is done at it.

    It ends too where that fails: a desk waits for somebody to close it, and so would the tests.
    """
    words = [sys.executable, "-m", "champions.cli", "desk", "--no-browser", "--out", str(out)]
    with subprocess.Popen(
        words,
        cwd=COURSE,
        env=os.environ | {"PYTHONPATH": str(COURSE / "src"), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            printed = (re.search(r"http://127\.0\.0\.1\S+", line) for line in process.stdout or ())
            found = next((one for one in printed if one), None)
            assert found, "the desk ended without an address"
            yield found[0], process
        finally:
            process.terminate()


def looks_well(page: Page) -> None:
    """Nothing for axe to find, nothing wider than the screen, and one heading."""
    width = page.viewport_size["width"]  # type: ignore[index]
    assert axe(page) == {}
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1
    if folder := os.environ.get("CHAMPIONS_PICTURES"):  # to be looked at by a person
        name = re.sub(r"\W+", "-", page.locator("h1").inner_text())
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)

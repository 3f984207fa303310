"""Open the course in a real browser, as a champion would: helpers for the browser tests.

with serving(folder) as course, chromium() as browser:
    page = new_page(browser, PHONE)
    open_lesson(page, course.address("06-run-charts"))
    start_lesson(page)
    assert axe(page, ".jp-OutputArea") == {}
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pieces
import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as NotInTime

COURSE = Path(__file__).resolve().parents[1]
DESKTOP = (1280, 800)
PHONE = (390, 844)
#: What a course folder holds when it is handed out, less the lessons.
HANDED_OUT = ("src", "datasets", "start.py")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)


def need_chromium() -> str:
    """The path of Chromium or Chrome. Without one the test is left out, or fails where all must run."""
    pieces.need("chromium")
    return pieces.chromium()


@dataclass(frozen=True)
class Course:
    """A course folder that is open: where it is, and the address that was printed."""

    folder: Path
    printed: str

    def address(self, lesson: str) -> str:
        """The address of a lesson as a notebook, with the word that lets the browser in."""
        return self._at(f"notebooks/{lesson}/lesson.ipynb")

    def page(self, lesson: str = "") -> str:
        """The address of a lesson's page, or of the list of lessons."""
        return self._at(f"course/live/{lesson}.html" if lesson else "course/")

    def _at(self, what: str) -> str:
        return re.sub(r"(:\d+/)[^?]*", rf"\g<1>{what}", self.printed)


def course_folder(folder: Path, lessons: dict[str, bytes] | None = None) -> Path:
    """Make a course folder to try things in: the real one's files, and its or other lessons."""
    for name in HANDED_OUT:
        source = COURSE / name
        if source.is_dir():  # with what is compiled of it: each lesson that is started saves that
            shutil.copytree(source, folder / name)
        else:
            shutil.copy2(source, folder / name)
    if lessons is None:
        shutil.copytree(COURSE / "modules", folder / "modules")
    for name, notebook in (lessons or {}).items():
        (folder / "modules" / name).mkdir(parents=True)
        (folder / "modules" / name / "lesson.ipynb").write_bytes(notebook)
    return folder


@contextlib.contextmanager
def serving(
    folder: Path, *words: str, home: Path | None = None, notebook: bool = True
) -> Iterator[Course]:
    """Open the course in that folder as ``start.py --no-browser`` does; close it as Ctrl-C does.

    Args:
        folder: the course folder. words: more words of the command. home: the person's own folder.
        notebook: open the first lesson as a notebook; else the list of lessons.
    """
    words = (*words, *(("--notebook",) if notebook else ()))
    surroundings = os.environ | {"PYTHONPATH": str(folder / "src"), "PYTHONUNBUFFERED": "1"}
    if home is not None:
        surroundings |= {"HOME": str(home), "USERPROFILE": str(home)}
    command = [sys.executable, "-m", "champions.cli", "open", "--no-browser", *words]
    with subprocess.Popen(
        command, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        said = []
        try:
            for line in process.stdout or ():
                said.append(line)
                if "?token=" in line:
                    break
            else:
                log = folder / ".state" / "jupyter.log"
                words_of_jupyter = log.read_text() if log.exists() else ""
                pytest.fail("".join(said) + words_of_jupyter[-3000:])
            yield Course(folder, said[-1].strip())
        finally:
            process.send_signal(signal.SIGTERM)


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium."""
    path = need_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def new_page(browser: Browser, size: tuple[int, int]) -> Page:
    """A page of its own (no cookies of another), of that width and height in pixels."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, accept_downloads=True, has_touch=width < 600
    )
    context.set_default_timeout(60_000)
    return context.new_page()


def open_lesson(page: Page, address: str) -> None:
    """Open a lesson and wait until its words and its buttons can be seen."""
    with telling_why(page):
        page.goto(address)
        page.locator(".jp-Notebook .jp-MarkdownOutput").first.wait_for()
        button(page, "Start lesson").wait_for()
        page.wait_for_function(_KERNEL_IS_IDLE)


@contextlib.contextmanager
def telling_why(page: Page) -> Iterator[None]:
    """When a page does not come, say what it showed, what it asked for and what came of that."""
    said: list[str] = []
    asked: dict[str, str] = {}
    page.on("console", lambda line: said.append(f"{line.type}: {line.text}"))
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    page.on("request", lambda request: asked.update({request.url: "no answer yet"}))
    page.on("requestfailed", lambda request: asked.update({request.url: f"{request.failure}"}))
    page.on("response", lambda answer: asked.update({answer.url: str(answer.status)}))
    try:
        yield
    except NotInTime as late:
        wrong = [f"{what} {url}" for url, what in asked.items() if not what.startswith(("2", "3"))]
        shown = page.evaluate("document.body?.innerText.slice(0, 1500)")
        raise AssertionError("\n".join([str(late), page.url, *wrong, *said[-40:], shown])) from late


#: Jupyter says "idle" in the page's own data before it is; in tests wait for a result as well.
_KERNEL_IS_IDLE = """() => {
    const status = document.querySelector('.jp-NotebookKernelStatus');
    return !status || !/starting|connecting|unknown/i.test(status.textContent);
}"""


def button(page: Page, name: str) -> Any:
    """One of the named buttons along the top."""
    toolbar = page.locator(".jp-NotebookPanel-toolbar")
    return toolbar.get_by_role("button", name=name, exact=True).first


def start_lesson(page: Page) -> None:
    """Press "Start lesson" and wait until every step has run."""
    started = "() => Number(document.querySelector('.jp-NotebookPanel').dataset.started ?? 0)"
    before = page.evaluate(started)
    button(page, "Start lesson").click()
    page.wait_for_function(f"before => ({started})() > before", arg=before)


def axe_script() -> str:
    """The text of axe-core, from an installed package: nothing is fetched."""
    spec = importlib.util.find_spec("axe_playwright_python")
    if spec is None or spec.origin is None:
        pytest.fail("axe is missing. Install the pieces in locks/test.txt.")
    return next(Path(spec.origin).parent.rglob("axe.min.js")).read_text(encoding="utf-8")


def axe(page: Page, *selectors: str, without: tuple[str, ...] = ()) -> dict[str, int]:
    """What axe finds against WCAG 2.1 A and AA: each rule with its number of places."""
    found = axe_places(page, *selectors, without=without)
    return dict(sorted(Counter(rule for rule, _ in found).items()))


#: A frame later, what fades in has begun; when it has ended, colours are what they will be.
_STILL = """async () => {
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const ends = one => Number.isFinite(one.effect?.getComputedTiming().endTime);
    const playing = document.getAnimations().filter(ends);
    const ended = Promise.all(playing.map(one => one.finished.catch(() => null)));
    await Promise.race([ended, new Promise(done => setTimeout(done, 5000))]);
}"""


def axe_places(page: Page, *selectors: str, without: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """What axe finds: the rule broken and the HTML of the place."""
    page.evaluate(axe_script())
    page.evaluate(_STILL)
    scope = {"include": [[one] for one in selectors], "exclude": [[one] for one in without]}
    scope = {key: value for key, value in scope.items() if value}
    result = page.evaluate(
        """([scope, tags]) => axe.run(Object.keys(scope).length ? scope : document,
            {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})""",
        [scope, ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]],
    )
    return [
        (violation["id"], node["html"])
        for violation in result["violations"]
        for node in violation["nodes"]
    ]

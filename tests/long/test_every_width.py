"""Every lesson's page in Chromium, Firefox and WebKit, at four widths: nothing is wider than its page or cut off.

What was seen can be looked at: where CHAMPIONS_PICTURES names a folder, each lesson is kept there at all four
widths side by side, at its beginning and at its middle question.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import live_pages
import other_browsers
import pytest
import sites
from browser import COURSE, chromium
from long.test_accessible import CUT_OFF
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium")]
COVERS = (
    "modules/*/lesson.ipynb",
    "src/champions/activities/**/*",
    "src/champions/lesson/*",
    "src/champions/questions/**/*",
    "src/champions/style/*",
    "src/champions/website/**/*",
    "tests/live_pages.py",
    "tests/long/test_accessible.py",
    "tests/other_browsers.py",
)
LESSONS = [path.parent.name for path in sorted(COURSE.glob("modules/*/lesson.ipynb"))]
WIDTHS = (320, 390, 768, 1280)
#: So that four of them fit beside each other into a window 1024 pixels wide, which is what WebKit opens.
SCALE = 0.36
#: Each width is a frame, which is all that a page knows of a screen. What is around them never scrolls.
SIDE_BY_SIDE = """<!doctype html><html lang="en"><title>{lesson}</title>
<body style="position: fixed; margin: 0; width: {whole}px; display: flex; gap: 6px; background: #888;
transform: scale({scale}); transform-origin: 0 0">{frames}"""
FRAME = '<iframe title="{width}" src="live/{lesson}.html" style="width: {width}px; height: 1900px; border: 0"></iframe>'
IS_ALIVE = "return document.body.dataset.alive === 'yes'"
TO_THE_MIDDLE = """const all = [...document.querySelectorAll('main [data-question]')];
all[Math.floor(all.length / 2)].scrollIntoView({block: 'start', behavior: 'instant'});
await new Promise(seen => setTimeout(seen, 300));"""


class Window(Protocol):
    """A window with the four frames."""

    def goto(self, address: str) -> None: ...
    def into(self, frame: int | None) -> None:
        """Speak to one frame from now on, or to the window itself."""

    def run(self, script: str) -> Any: ...
    def picture(self, path: Path) -> None: ...


class InChromium:
    def __init__(self, page: Page) -> None:
        self.page, self.frame = page, page.main_frame

    def goto(self, address: str) -> None:
        self.page.goto(address)

    def into(self, frame: int | None) -> None:
        self.frame = self.page.frames[0 if frame is None else frame + 1]

    def run(self, script: str) -> Any:
        return self.frame.evaluate(f"async () => {{ {script} }}")

    def picture(self, path: Path) -> None:
        self.page.screenshot(path=path)


class InAnother:
    def __init__(self, window: other_browsers.Other) -> None:
        self.window = window
        self.goto, self.run, self.picture = window.goto, window.run, window.picture

    def into(self, frame: int | None) -> None:
        self.window.line.ask("SwitchToFrame", {"id": frame})


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    folder = live_pages.write_site(tmp_path_factory.mktemp("site"), LESSONS)
    served = sites.serving(folder)
    yield folder, served.address
    served.stop()


@pytest.fixture(scope="module", params=["chromium", "firefox", "webkit"])
def window(request: pytest.FixtureRequest) -> Iterator[Window]:
    kind = str(request.param)
    if kind == "chromium":
        with chromium() as browser:
            yield InChromium(browser.new_page(viewport={"width": 1280, "height": 700}))
        return
    if not getattr(other_browsers, f"{kind}_path")():
        pytest.fail(f"{kind} is not on this computer. Debian: firefox-esr webkit2gtk-driver xvfb.")
    with getattr(other_browsers, kind)() as other:
        yield InAnother(other)


def until(window: Window, script: str) -> None:
    end = time.monotonic() + other_browsers.PATIENCE
    while not window.run(script):
        assert time.monotonic() < end, f"It never came: {script}"
        time.sleep(0.1)


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_fits_at_every_width(
    window: Window, site: tuple[Path, str], lesson: str, request: pytest.FixtureRequest
) -> None:
    folder, address = site
    frames = "".join(FRAME.format(width=width, lesson=lesson) for width in WIDTHS)
    whole = sum(WIDTHS) + 6 * len(WIDTHS)
    text = SIDE_BY_SIDE.format(lesson=lesson, whole=whole, scale=SCALE, frames=frames)
    (folder / "widths.html").write_text(text, encoding="utf-8")
    window.into(None)
    window.goto(f"{address}widths.html")
    cut: dict[int, list[str]] = {}
    for at, width in enumerate(WIDTHS):
        window.into(at)
        until(window, IS_ALIVE)
        assert window.run("return innerWidth") == width
        cut[width] = window.run(f"return ({CUT_OFF})()")
        window.into(None)
    name = f"{lesson}-{request.node.callspec.params['window']}"
    keep(window, f"{name}-1-beginning.png")
    for at in range(len(WIDTHS)):
        window.into(at)
        window.run(TO_THE_MIDDLE)
        window.into(None)
    keep(window, f"{name}-2-middle.png")
    assert {width: found for width, found in cut.items() if found} == {}


def keep(window: Window, name: str) -> None:
    if place := os.environ.get("CHAMPIONS_PICTURES"):
        Path(place).mkdir(parents=True, exist_ok=True)
        window.picture(Path(place) / name)

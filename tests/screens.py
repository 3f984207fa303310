"""Pictures of the course for its guides: front page, lesson, hint, chart, activity, own numbers, and the end.

    python tests/screens.py --write      make docs/pictures/screens anew

Chromium is needed. The pictures are small: few colours, and as wide as a phone, but for the front page.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import live_pages
from browser import COURSE, PHONE, chromium, new_page
from PIL import Image
from playwright.sync_api import Page

FOLDER = COURSE / "docs" / "pictures" / "screens"
_LESSONS = tuple(one.parent.name for one in sorted(COURSE.glob("modules/*/lesson.ipynb")))


@dataclass(frozen=True)
class Screen:
    """A picture: its name, the page, its width and height, and what is done before it is taken."""

    name: str
    page: str
    size: tuple[int, int]
    act: Callable[[Page], None]


def _to(page: Page, selector: str) -> None:
    page.locator(selector).first.evaluate(
        "one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 90)"
    )
    page.wait_for_timeout(300)


def _front(page: Page) -> None:
    page.get_by_role("heading", name="Lessons").wait_for()


def _lesson(page: Page) -> None:
    page.locator("body[data-alive]").wait_for()


def _hint(page: Page) -> None:
    _lesson(page)
    live_pages.step(page, "get-a-hint").get_by_text("Yes, there are 12 or more left").click()
    live_pages.says(page, "get-a-hint", "Not yet")
    _to(page, '[data-question="get-a-hint"]')


def _chart(page: Page) -> None:
    _lesson(page)
    picture = page.locator('[data-live="read_it_yourself"] img').last
    picture.scroll_into_view_if_needed()
    page.wait_for_function("one => one.complete && one.naturalWidth", arg=picture.element_handle())
    picture.evaluate("one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 90)")
    page.wait_for_timeout(300)


def _activity(page: Page) -> None:
    _lesson(page)
    form = live_pages.step(page, "run-the-service")
    form.get_by_text("Days left: 100 of 100").wait_for()
    _to(page, '[data-question="run-the-service"]')


def _own(page: Page) -> None:
    _lesson(page)
    form = live_pages.step(page, "my-numbers")
    form.get_by_label("Where are your numbers?").select_option("example")
    form.locator("figure svg").wait_for()
    _to(page, '[data-question="my-numbers"] figure')


def _finish(page: Page) -> None:
    _lesson(page)
    _to(page, "#open-steps")


SCREENS = (
    Screen("front", "index.html", (1000, 760), _front),
    Screen("lesson", "live/00-start-here.html", PHONE, _lesson),
    Screen("hint", "live/00-start-here.html", PHONE, _hint),
    Screen("chart", "live/06-run-charts.html", PHONE, _chart),
    Screen("activity", "live/05-pdsa-cycles.html", PHONE, _activity),
    Screen("own-numbers", "live/15-your-project.html", PHONE, _own),
    Screen("finish", "live/00-start-here.html", PHONE, _finish),
)


def small(picture: bytes) -> bytes:
    """The same picture with few colours."""
    made = Image.open(io.BytesIO(picture)).convert("RGB").quantize(48, dither=Image.Dither.NONE)
    out = io.BytesIO()
    made.save(out, "PNG", optimize=True)
    return out.getvalue()


def take(folder: Path) -> dict[str, bytes]:
    """Each picture, of a site that is made in a folder."""
    site = live_pages.write_site(folder, _LESSONS)
    taken = {}
    with chromium() as browser:
        for screen in SCREENS:
            page = new_page(browser, screen.size)
            page.goto((site / screen.page).as_uri())
            screen.act(page)
            taken[screen.name] = small(page.screenshot())
            page.context.close()
    return taken


def main(words: Sequence[str]) -> int:
    """Take them, and keep them where that is wanted."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as folder:
        taken = take(Path(folder))
    for name, picture in taken.items():
        print(f"{name}: {len(picture) / 1000:.0f} kB")
        if args.write:
            FOLDER.mkdir(parents=True, exist_ok=True)
            (FOLDER / f"{name}.png").write_bytes(picture)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

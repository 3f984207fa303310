"""How quick the course is as a website, in a real headless browser on this computer.

    python benchmarks/site.py                     print the figures
    python benchmarks/site.py --write             and keep them in benchmarks/site-results.md
    python benchmarks/site.py --live              the lessons' own pages on a slow phone, without Python
    python benchmarks/site.py --live --write      and keep that in benchmarks/live-results.md
    python benchmarks/site.py --pyodide FOLDER    with that copy of Pyodide, not the tests' own

Each round has a new browser: first with nothing kept (cold), then, after the front page said that
the whole course is kept on the device and has remembered Python, closed and opened again (warm).
"Start lesson" is pressed as soon as it can be. The best of three rounds is given: other work on the
machine only makes a round slower. Bytes are counted where they leave the server, headings left out.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import slow_phone
from browser import FLAGS, PHONE, need_chromium
from sites import pyodide

from champions.website import command as site
from champions.website import python as site_python
from champions.website import serve

ROUNDS = 3
RESULTS = Path(__file__).with_name("site-results.md")
LIVE_RESULTS = Path(__file__).with_name("live-results.md")
WITH_CHARTS, WITHOUT = "06-run-charts", "00-start-here"
PATIENCE = 120_000
NOTES = ""
#: Seconds from the opening of the page; a hidden page is not drawn, so a frame must have passed.
READABLE = """() => new Promise((done) => {
    const seen = () => document.querySelector('#text h1')?.getClientRects().length
        ? requestAnimationFrame(() => done(performance.now() / 1000))
        : setTimeout(seen, 5);
    seen();
})"""
#: Seconds from a press on the first choice of a form to new words under it.
FEEDBACK = """(form) => new Promise((done, late) => {
    setTimeout(() => late(new Error("no feedback came")), 20000);
    const words = () => form.querySelector('.champions-feedback')?.textContent;
    const before = words();
    const from = performance.now();
    new MutationObserver((_, watcher) => {
        if (words() === before || !words()) return;
        watcher.disconnect();
        requestAnimationFrame(() => done((performance.now() - from) / 1000));
    }).observe(form, {subtree: true, childList: true, characterData: true});
    form.querySelector('.champions-option:not(.mod-active)').click();
})"""


@dataclass
class Visit:
    """One opening of a lesson: seconds since the page was opened, and megabytes moved until then."""

    readable: float
    python: float
    first: float
    feedback: float
    moved: float


@dataclass
class Counter:
    """Bytes that left the server."""

    sent: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


class Counting(serve.Handler):
    """The course's own server, which counts what it gives out."""

    def __init__(self, *words: Any, counter: Counter, **named: Any) -> None:
        self.counter = counter
        super().__init__(*words, **named)

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Give out one file and count its bytes."""
        data = source.read()
        with self.counter.lock:
            self.counter.sent += len(data)
        outputfile.write(data)


@contextmanager
def counted(folder: Path) -> Iterator[tuple[str, Counter]]:
    """The site at an address of this computer, with the count of what left it."""
    counter = Counter()
    server = serve.server(folder, 0)
    server.RequestHandlerClass = partial(Counting, counter=counter, directory=str(folder))  # type: ignore[assignment]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}/", counter
    finally:
        server.shutdown()
        server.server_close()


def visit(page: Page, address: str, module: str, counter: Counter) -> Visit:
    """Open a lesson as a person in a hurry would, to the feedback on the first choice."""
    before = counter.sent
    page.goto(f"{address}lessons/{module}.html", wait_until="commit")
    readable = page.evaluate(READABLE)
    page.get_by_role("button", name="Start lesson").click()
    page.locator("body.started").wait_for(timeout=PATIENCE)
    python = page.evaluate("performance.now() / 1000")
    lesson = page.frame_locator("#living")
    wanted = "figure.champions-chart img" if module == WITH_CHARTS else ".champions-option"
    lesson.locator(wanted).first.wait_for(timeout=PATIENCE)
    first = page.evaluate("performance.now() / 1000")
    moved = (counter.sent - before) / 1e6
    page.locator("#state", has_text="kept on this device").wait_for(timeout=PATIENCE)
    lesson.locator(".champions-finish").wait_for(timeout=PATIENCE)
    form = lesson.locator(".jp-CodeCell:has(.champions-option)").first
    feedback = form.evaluate(FEEDBACK)
    return Visit(readable, python, first, feedback, moved)


def opened(playwright: Playwright, profile: Path) -> BrowserContext:
    """A browser that keeps its things in that folder."""
    width, height = PHONE
    return playwright.chromium.launch_persistent_context(
        profile,
        executable_path=need_chromium(),
        args=list(FLAGS),
        viewport={"width": width, "height": height},
    )


def one_round(playwright: Playwright, folder: Path, module: str) -> tuple[Visit, Visit, float]:
    """A cold visit, a warm one, and the megabytes of the whole course kept on the device."""
    with counted(folder) as (address, counter), tempfile.TemporaryDirectory() as profile:
        with opened(playwright, Path(profile)) as context:
            page = context.new_page()
            cold = visit(page, address, module, counter)
            page.on("dialog", lambda dialog: dialog.accept())
            page.goto(address)
            # Else the warm visit would count charts of the cold one, kept in the lesson.
            page.get_by_role("button", name="Delete my answers").click()
            page.locator("#deleted", has_text="are deleted").wait_for()
            page.get_by_role("button", name="Keep the notebook too").click()
            page.locator("#kept", has_text="also works without").wait_for(timeout=PATIENCE)
            page.locator("body[data-python]").wait_for(timeout=PATIENCE)  # and Python is remembered
            whole = counter.sent / 1e6
        with opened(playwright, Path(profile)) as context:
            warm = visit(context.new_page(), address, module, counter)
    return cold, warm, whole


def row(name: str, visits: list[Visit]) -> str:
    """The best of some visits as a line of the table."""
    cells = [
        f"{min(one.readable for one in visits):.2f}",
        f"{min(one.python for one in visits):.1f}",
        f"{min(one.first for one in visits):.1f}",
        f"{min(one.feedback for one in visits):.2f}",
        f"{max(one.moved for one in visits):.1f}",
    ]
    return f"| {name} | {' | '.join(cells)} |"


def main(words: list[str]) -> int:
    """Build the site, measure it, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--pyodide", type=Path)
    parser.add_argument("--live", action="store_true")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    args = parser.parse_args(words)
    if args.live:
        return _kept(slow_phone.report(args.rounds), LIVE_RESULTS, write=args.write)
    rows, whole = [], 0.0
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folder = Path(scratch) / "site"
        site.build(folder, args.pyodide or pyodide(), paper=False)
        for module, kind in ((WITH_CHARTS, "charts"), (WITHOUT, "no chart")):
            rounds = [one_round(playwright, folder, module) for _ in range(args.rounds)]
            whole = rounds[0][2]
            rows.append(row(f"{module} ({kind}), cold", [cold for cold, _, _ in rounds]))
            rows.append(row(f"{module} ({kind}), warm", [warm for _, warm, _ in rounds]))
    return _kept(report(rows, whole), RESULTS, write=args.write)


def _kept(text: str, to: Path, *, write: bool) -> int:
    print(text)
    if write:
        to.write_text(text, encoding="utf-8")
    return 0


def report(rows: list[str], whole: float) -> str:
    """The results as a page of Markdown."""
    day = datetime.now(UTC)
    made = (
        f"Made by `python benchmarks/site.py --write` on {day.day} {day:%B %Y}: headless Chromium, "
        f"{PHONE[0]} pixels wide, Pyodide {site_python.PYODIDE}, {os.cpu_count()} cores "
        f"({platform.machine()}), load {os.getloadavg()[0]:.1f} at the end. The best of {ROUNDS} rounds."
    )
    table = (
        "| lesson | lesson can be read | Python is ready | first chart or form | feedback | MB moved |\n"
        "|---|---|---|---|---|---|"
    )
    aims = "| the aims: cold | 2 |  | 10 | 0.3 | 25 |\n| the aims: warm | 2 |  | 5 | 0.3 |  |"
    last = (
        "Seconds from the opening of the page, with Start pressed at once; feedback in seconds after "
        f"the press. MB are counted up to the first chart or form. After that the rest of the course "
        f"is fetched for use without a network: {whole:.0f} MB in all. A warm visit starts from the memory "
        "of Python that the front page has kept on the device."
    )
    return (
        "\n".join(["# The website's speed", "", made, "", table, *rows, aims, "", last, ""]) + NOTES
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

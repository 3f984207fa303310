"""A slow phone on a slow line: the lessons' own pages in Chromium, its processor slowed, its network shaped.

A proxy of our own stands between the browser and the site. It gives out so many bits a second, all
connections together, and holds each message back by half of the round trip. So no browser's own
throttle is needed, which leaves some of its processes at full speed.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import live_pages
import sites
from browser import COURSE, FLAGS, PHONE, need_chromium

from champions.authoring.routes import by_route, routes
from champions.questions.kinds import name_of
from champions.questions.scheme import load_scheme

#: Bits a second, seconds there and back, and how many times slower the processor is.
LINE, ROUND_TRIP, SLOWED = 1_600_000, 0.15, 4
PATIENCE = 120_000
#: Set before the page's own scripts run: when the first form can be used.
_WATCH = """
    window.alive = new Promise((done) => new MutationObserver((_, watcher) => {
        if (!document.body?.dataset.alive) return;
        watcher.disconnect();
        requestAnimationFrame(() => done(performance.now() / 1000));
    }).observe(document, {subtree: true, childList: true, attributes: true, attributeFilter: ['data-alive']}));
"""
_READABLE = """() => new Promise((done) => {
    const seen = () => {
        const painted = performance.getEntriesByName('first-contentful-paint')[0];
        painted ? done(painted.startTime / 1000) : setTimeout(seen, 20);
    };
    seen();
})"""
#: Seconds from a press on an answer to what is said about it, drawn.
_FEEDBACK = """(form) => new Promise((done, late) => {
    setTimeout(() => late(new Error("no feedback came")), 20000);
    const said = form.querySelector('.champions-feedback');
    const from = performance.now();
    new MutationObserver((_, watcher) => {
        watcher.disconnect();
        requestAnimationFrame(() => done((performance.now() - from) / 1000));
    }).observe(said, {subtree: true, childList: true, characterData: true});
    form.querySelector('input[type=radio]:not(:checked)').click();
})"""


@dataclass
class Line:
    """What went over the line to the browser, and when the line is free again."""

    bits: int
    half: float
    sent: int = 0
    requests: int = 0
    free: float = 0.0
    port: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def when(self, now: float, many: int) -> float:
        """When so many bytes have come through, one after the other."""
        with self.lock:
            self.free = max(self.free, now) + many * 8 / self.bits
            self.sent += many
            return self.free + self.half


@contextmanager
def shaped(port: int, bits: int = LINE, round_trip: float = ROUND_TRIP) -> Iterator[Line]:
    """A slow way to a server of this computer."""
    line = Line(bits, round_trip / 2)
    loop = asyncio.new_event_loop()

    async def flow(source: asyncio.StreamReader, to: asyncio.StreamWriter, *, down: bool) -> None:
        held: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

        async def give() -> None:
            while True:
                at, some = await held.get()
                await asyncio.sleep(max(0.0, at - loop.time()))
                if not some:
                    to.close()
                    return
                to.write(some)
                await to.drain()

        giving = asyncio.ensure_future(give())
        try:
            while some := await source.read(4096):
                now = loop.time()
                if not down:
                    line.requests += some.startswith((b"GET ", b"POST ", b"HEAD "))
                await held.put((line.when(now, len(some)) if down else now + line.half, some))
        except ConnectionError:
            pass
        await held.put((loop.time(), b""))
        await asyncio.wait([giving])

    async def met(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(2 * line.half)  # the line is set up
        inside, outside = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(
            flow(reader, outside, down=False),
            flow(inside, writer, down=True),
            return_exceptions=True,
        )

    async def serve(ready: threading.Event) -> None:
        server = await asyncio.start_server(met, "127.0.0.1", 0)
        line.port = server.sockets[0].getsockname()[1]
        ready.set()
        async with server:
            await server.serve_forever()

    ready = threading.Event()
    running = threading.Thread(target=_run, args=(loop, serve(ready)), daemon=True)
    running.start()
    ready.wait()
    try:
        yield line
    finally:
        loop.call_soon_threadsafe(lambda: [one.cancel() for one in asyncio.all_tasks(loop)])
        running.join(10)


def _run(loop: asyncio.AbstractEventLoop, serve: Any) -> None:
    asyncio.set_event_loop(loop)
    with suppress(asyncio.CancelledError):
        loop.run_until_complete(serve)


@dataclass
class Visit:
    """Seconds from the opening of the page; what moved until the first feedback; the tab's megabytes."""

    readable: float
    form: float
    feedback: float
    moved: float
    requests: int
    memory: float


def visit(page: Page, address: str, line: Line) -> Visit:
    """Open a lesson's page and answer its first question of several."""
    devices = page.context.new_cdp_session(page)
    devices.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    page.add_init_script(_WATCH)
    sent, requests = line.sent, line.requests
    page.goto(address, wait_until="commit", timeout=PATIENCE)
    readable = page.evaluate(_READABLE)
    form = page.evaluate("alive")
    asked = page.locator(f'[data-question="{_asked(address)}"]')
    feedback = asked.evaluate(_FEEDBACK)
    moved = line.sent - sent
    return Visit(readable, form, feedback, moved / 1000, line.requests - requests, memory(page))


def _asked(address: str) -> str:
    """The first question of a lesson with one right answer of several: each answer is told something else."""
    lesson = address.rpartition("/")[2].removesuffix(".html")
    scheme = load_scheme(COURSE / "solutions" / lesson)
    return next(one.id for one in scheme.marked if name_of(one) == "choice")


def memory(page: Page) -> float:
    """Megabytes of the tab's own process: its private part, and its share of what it has in common."""
    browser = page.context.browser
    assert browser is not None
    told = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    pids = [one["id"] for one in told["processInfo"] if one["type"] == "renderer"]
    sizes = []
    for pid in pids:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        sizes.append(next(int(one.split()[1]) for one in lines if one.startswith("Pss:")))
    return max(sizes) / 1000


def opened(playwright: Playwright) -> BrowserContext:
    """A browser with nothing kept, as wide as a phone."""
    width, height = PHONE
    flags = [*FLAGS, "--no-proxy-server"]
    browser = playwright.chromium.launch(executable_path=need_chromium(), args=flags)
    return browser.new_context(viewport={"width": width, "height": height})


def one_lesson(playwright: Playwright, port: int, lesson: str) -> tuple[Visit, Visit]:
    """A cold visit; and a warm one, when the lessons are kept on the device."""
    with shaped(port) as line:
        context = opened(playwright)
        context.set_default_timeout(PATIENCE)
        address = f"http://localhost:{line.port}/live/{lesson}.html"
        page = context.new_page()
        cold = visit(page, address, line)
        page.locator("#offline", has_text="also work without").wait_for(timeout=10 * PATIENCE)
        page.close()
        warm = visit(context.new_page(), address, line)
        assert context.browser is not None
        context.browser.close()
    return cold, warm


def row(name: str, visits: list[Visit]) -> str:
    """The best of some visits as a line of the table."""
    best = [
        f"{min(getattr(one, part) for one in visits):.2f}"
        for part in ("readable", "form", "feedback")
    ]
    most = [
        max(one.moved for one in visits),
        max(one.requests for one in visits),
        max(one.memory for one in visits),
    ]
    return f"| {name} | {' | '.join(best)} | {' | '.join(f'{one:.0f}' for one in most)} |"


#: What was measured of the same visit while Python came first, on 28 November 2026.
BEFORE = (
    "| before: 00-start-here, cold | 1.50 | 156 | 0.70 | 24,900 | 165 | 411 |",
    "| before: 06-run-charts, warm | 1.20 | 30 | 0.90 | 0 |  | 536 |",
)
AIMS = "| the aims | 1.5 | 3 (warm: 1) | 0.1 | 300 | 12 | 120 |"


def report(rounds: int) -> str:
    """Build the lessons' pages, visit two of Starter's, and give the table."""
    every = [path.parent.name for path in sorted(COURSE.glob("modules/*/lesson.ipynb"))]
    starter = next(
        names for route, names in by_route(every, routes(COURSE)).items() if route.name == "Starter"
    )
    rows = []
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        site = live_pages.write_site(Path(scratch), starter)
        whole = sum(one.stat().st_size for one in site.rglob("*") if one.is_file()) / 1e6
        served = sites.serving(site)
        port = int(served.address.rstrip("/").rpartition(":")[2])
        for lesson in ("00-start-here", "06-run-charts"):
            visits = [one_lesson(playwright, port, lesson) for _ in range(rounds)]
            rows.append(row(f"{lesson}, cold", [cold for cold, _ in visits]))
            rows.append(row(f"{lesson}, warm", [warm for _, warm in visits]))
        served.stop()
    day = datetime.now(UTC)
    made = (
        f"Made by `python benchmarks/site.py --live --write` on {day.day} {day:%B %Y}: headless Chromium, "
        f"{PHONE[0]} pixels wide, processor slowed {SLOWED} times, {LINE / 1e6:g} Mbit/s and "
        f"{1000 * ROUND_TRIP:.0f} ms through a proxy, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at "
        f"the end. The best of {rounds} rounds; the most for what moved and for memory."
    )
    head = (
        "| lesson | can be read | first form | feedback | kB moved | requests | MB of the tab |\n"
        "|---|---|---|---|---|---|---|"
    )
    last = (
        "Seconds from the opening of the page; feedback in seconds after the press. What moved is counted up to "
        f"the first feedback. Starter as a whole, with its pictures and variants: {whole:.1f} MB (the aim: 4)."
    )
    lines = (
        "# The lessons' pages on a slow phone",
        "",
        made,
        "",
        head,
        *rows,
        *BEFORE,
        AIMS,
        "",
        last,
        "",
    )
    return "\n".join(lines)

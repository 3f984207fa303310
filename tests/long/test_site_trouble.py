"""What can go wrong on a reader's own device: it is said in plain words, and no answer is lost."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from browser import DESKTOP, FLAGS, PHONE, axe_places, chromium, need_chromium, new_page
from playwright.sync_api import Browser, Locator, Page
from sites import PATIENCE, serving, shared_site, start, step

from champions.questions import answers
from champions.website import serve

pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium", "node")]
COVERS = (
    "modules/06-run-charts/lesson.ipynb",
    "src/champions/lesson/*.py",
    "src/champions/questions/*.py",
    "src/champions/website/**/*",
    "tests/browser.py",
    "tests/sites.py",
)
MODULE = "06-run-charts"
#: A lesson that no test opens before the network is gone.
UNSEEN = "05-pdsa-cycles"
LESSON = f"lessons/{MODULE}.html"
MIDDLE = "Which line goes through the middle of a run chart?"
USEFUL = "How many useful points"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared_site(tmp_path_factory)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def says(form: Locator, words: str) -> None:
    form.locator(".champions-feedback", has_text=words).wait_for(timeout=PATIENCE)


#: As a browser does it on a full device. Chromium's own limit lets small pieces through.
NO_MORE_ROOM = """
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...words) {
        if (top.full) throw new DOMException("no room", "QuotaExceededError");
        return put.apply(this, words);
    };
"""


def test_on_a_full_device_the_answers_are_still_in_the_saved_file(
    browser: Browser, built: Path, tmp_path: Path
) -> None:
    served = serving(built)
    page = new_page(browser, PHONE)
    page.add_init_script(NO_MORE_ROOM)
    page.goto(served.address + LESSON)
    lesson = start(page)
    page.evaluate("window.full = true")
    form = step(lesson, MIDDLE)
    # Jupyter may show its box about the full device at any moment now, over the form.
    form.get_by_role("button", name="The median").dispatch_event("click")
    says(form, "Right")
    with page.expect_download() as download:
        page.get_by_role("button", name="Get my file").click()
    download.value.save_as(tmp_path / "sent.ipynb")
    told = lesson.locator(".jp-Dialog")
    told.get_by_text("There may be no room left on this device.").wait_for(timeout=PATIENCE)
    assert "press “Get my file”" in told.inner_text()
    book = answers.recover(json.loads((tmp_path / "sent.ipynb").read_bytes()), MODULE)
    assert book.records["middle-line"].history == ("right",)
    page.context.close()
    served.stop()


def test_after_one_visit_everything_works_without_a_network(browser: Browser, built: Path) -> None:
    served = serving(built)
    page = new_page(browser, PHONE)
    page.goto(served.address)
    page.get_by_role("button", name="Keep the notebook too").click()
    page.locator("#kept", has_text="also works without a network").wait_for(timeout=PATIENCE)
    served.stop()
    page.goto(f"{served.address}lessons/{UNSEEN}.html")
    lesson = start(page)
    # Its variant was never fetched, and cannot be: Python makes it itself.
    step(lesson, "Take three changes or more to an end").get_by_text(
        "Days left: 100 of 100"
    ).wait_for()
    form = lesson.locator(".jp-CodeCell:has(.champions-option)").first
    said = form.locator(".champions-feedback").inner_text()
    form.locator(".champions-option").first.click()
    form.locator(".champions-feedback").filter(has_not_text=said).wait_for()
    page.reload()
    form = start(page).locator(".jp-CodeCell:has(.champions-option)").first
    form.locator(".champions-option.mod-active").wait_for()
    assert form.locator(".champions-feedback").inner_text() != said
    page.goto(served.address)
    assert page.get_by_role("link", name="Go on where you were").is_visible()
    page.context.close()


CHANCE = """() => champions.load({lockFileURL: new URL("pyodide-lock.json", location).href})
    .then((python) => [champions.began, python.runPython("import random; random.random()")])"""
DAMAGE = """async () => {
    const name = (await caches.keys()).find((one) => one.startsWith("python-memory"));
    const store = await caches.open(name);
    for (const one of await store.keys()) await store.put(one, new Response("damaged"));
}"""


def test_python_is_remembered_and_a_damaged_memory_does_no_harm(
    browser: Browser, built: Path
) -> None:
    served = serving(built)
    page = new_page(browser, PHONE)
    page.goto(served.address)
    page.get_by_role("button", name="Keep the notebook too").click()
    page.locator("body[data-python='kept']").wait_for(timeout=PATIENCE)

    def opened() -> list[object]:
        page.goto(f"{served.address}lessons/{MODULE}.html")
        lesson = start(page)
        assert lesson.locator(".champions-not-read, .champions-trouble").count() == 0
        assert lesson.locator("figure.champions-chart img").count() > 0
        return list(next(one for one in page.workers if "early" in one.url).evaluate(CHANCE))

    first, second = opened(), opened()
    assert first[0] == second[0] == "from memory"
    assert first[1] != second[1]  # chance does not fall the same way each time
    page.evaluate(DAMAGE)
    assert opened()[0] == "from the beginning"
    page.context.close()
    served.stop()


def test_a_new_version_of_the_site_keeps_the_answers_of_the_old_one(
    browser: Browser, built: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    shutil.copytree(built, site)
    served = serving(site)
    page = new_page(browser, DESKTOP)
    page.goto(served.address + LESSON)
    form = step(start(page), MIDDLE)
    form.get_by_role("button", name="The median").click()
    says(form, "Right")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("#state", has_text="Saved on this device").wait_for()
    make_newer(site)

    page.goto(served.address)
    page.locator("#kept", has_text="also work without a network").wait_for(timeout=PATIENCE)
    page.goto(served.address + LESSON)
    page.locator("#news", has_text="new version. Your answers are kept").wait_for(timeout=PATIENCE)
    lesson = start(page)
    says(step(lesson, MIDDLE), "Right")
    lesson.locator("p", has_text="These words are new.").wait_for()
    page.context.close()
    served.stop()


def make_newer(site: Path) -> None:
    """The site as a later build would make it: a lesson with other words, a worker of another version."""
    path = site / "files" / MODULE / "lesson.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["metadata"]["champions"]["version"] = "000000000000"
    words = next(cell for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    words["source"] = [*words["source"], "\n\nThese words are new."]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    worker = site / "service-worker.js"
    text = worker.read_text(encoding="utf-8")
    newer = re.sub("const STORE = `(.*?)[0-9a-f]{16}`", r"const STORE = `\1newer`", text)
    assert newer != text
    worker.write_text(newer, encoding="utf-8")


class CutOff(serve.Handler):
    """The course's own server behind a network that loses some files on the way."""

    def __init__(self, *words: Any, lost: set[str], **named: Any) -> None:
        self.lost = lost
        super().__init__(*words, **named)

    def do_GET(self) -> None:  # noqa: N802 - the name that the library calls
        """Give out a file, or break the line."""
        if any(name in self.path for name in self.lost):
            self.close_connection = True
            self.connection.close()
        else:
            super().do_GET()


def test_a_first_visit_that_was_cut_off_says_so_and_goes_on_after_a_reload(
    browser: Browser, built: Path
) -> None:
    served, lost = serving(built), {"/packages.bin"}
    served.server.RequestHandlerClass = partial(CutOff, lost=lost, directory=str(built))
    page = new_page(browser, PHONE)
    page.goto(served.address + LESSON)
    page.locator("#news", has_text="could not be fetched").wait_for(timeout=PATIENCE)
    assert page.get_by_role("heading", level=1).first.is_visible()
    lost.clear()
    page.reload()
    form = step(start(page), MIDDLE)
    form.get_by_role("button", name="The median").click()
    says(form, "Right")
    page.context.close()
    served.stop()


def of_its_own(browser: Browser, folder: Path, flag: str, settings: dict[str, Any]) -> Page:
    """A page of another browser, with settings as a person may have made them."""
    (folder / "Default").mkdir(parents=True)
    (folder / "Default" / "Preferences").write_text(json.dumps(settings), encoding="utf-8")
    context = browser.browser_type.launch_persistent_context(
        folder, executable_path=need_chromium(), args=[*FLAGS, flag]
    )
    return context.pages[0]


KEEPS_NOTHING = {"profile": {"default_content_setting_values": {"cookies": 2}}}


@pytest.mark.parametrize(
    ("settings", "host", "words"),
    [
        (KEEPS_NOTHING, "localhost", "set to keep nothing from this site"),
        ({}, "village-hall.test", "begins with https://"),
    ],
    ids=["a browser that keeps nothing", "an address without https"],
)
def test_where_a_lesson_cannot_be_answered_it_can_be_read_and_says_why(
    browser: Browser, built: Path, tmp_path: Path, settings: dict[str, Any], host: str, words: str
) -> None:
    served = serving(built)
    here = f"--host-resolver-rules=MAP {host} 127.0.0.1"
    page = of_its_own(browser, tmp_path / "profile", here, settings)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(served.address.replace("localhost", host) + LESSON)
    page.locator("#state", has_text=words).wait_for()
    assert page.get_by_role("button", name="Start lesson").is_disabled()
    assert page.get_by_role("heading", level=1).first.is_visible()
    assert axe_places(page) == []
    assert problems == []
    page.context.close()
    served.stop()

"""The course as a website: built once, then used in a real browser, with a network and without."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import live_pages
import pytest
from browser import COURSE, DESKTOP, PHONE, axe_places, chromium, new_page
from journeys import Size, in_view, until
from playwright.sync_api import Browser, Locator, Page
from sites import PATIENCE, Served, serving, shared_site, start, step

from champions.authoring.routes import by_route, routes
from champions.marking import report
from champions.questions import answers
from champions.trouble import Trouble
from champions.website import command as site
from champions.website import python as site_python
from champions.website import serve

pytestmark = pytest.mark.browser
MODULE = "06-run-charts"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared_site(tmp_path_factory)


@pytest.fixture
def served(built: Path) -> Iterator[Served]:
    one = serving(built)
    yield one
    one.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def only_from(page: Page, address: str) -> list[str]:
    """Keep a list, filled as the page goes on, of every address elsewhere that it asks for."""
    asked: list[str] = []
    page.context.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((address, "data:", "blob:"))
            else asked.append(request.url)
        ),
    )
    return asked


def says(form: Locator, words: str) -> None:
    form.locator(".champions-feedback", has_text=words).wait_for()


def save(page: Page, to: Path, code: str = "") -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name="Get my file").click()
    name = f"{MODULE} {code}" if code else MODULE
    assert download.value.suggested_filename == f"{name}.ipynb"
    download.value.save_as(to)
    return to


def marks(sent: Path, received: Path) -> dict[str, tuple[str, str]]:
    """What the trainer's command gives for that file: points and misconceptions of what was tried."""
    received.mkdir(parents=True)  # loose, and under the names that came: the code is in the lesson
    shutil.copy(sent, received / f"{MODULE} LC-17 (1).ipynb")
    out = received.with_name("trainer")
    words = ["mark", str(received), "--out", str(out), "--yes"]
    subprocess.run([sys.executable, "-m", "champions.cli", *words], cwd=COURSE, check=True)
    with (out / report.BY_QUESTION).open(encoding="utf-8-sig", newline="") as file:
        return {
            row["question"]: (row["points"], row["misconceptions"])
            for row in csv.DictReader(file)
            if int(row["tries"]) > 0
        }


def nothing_is_cut_off(page: Page) -> None:
    for frame in page.frames:
        wide, seen = frame.evaluate(
            "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= seen, frame.url


# --- The whole way ------------------------------------------------------------------------------


@pytest.fixture
def size() -> Size:
    """The width at which a lesson is worked. The other is tried in tests/long/test_at_a_desk.py."""
    return PHONE


@pytest.mark.needs("bubblewrap")
def test_a_lesson_is_answered_sent_and_brought_back(
    browser: Browser, served: Served, tmp_path: Path, size: Size
) -> None:
    page = new_page(browser, size)
    elsewhere = only_from(page, served.address)
    page.goto(served.address)
    page.get_by_role("link", name="Run charts").click()
    # The page that needs no Python comes first; the notebook is one press away, with the same answers.
    alone = page.locator('[data-question="two-numbers"]')
    alone.get_by_text("Too little").click()
    alone.locator(".champions-feedback", has_text="Right").wait_for()
    alone.get_by_role("link", name="Open this step in the notebook").click()
    page.get_by_role("heading", level=1).first.wait_for()  # the words, before Python is there
    lesson = start(page)
    until(lambda: in_view(lesson.locator(".jp-Cell:has(a[href$='#step-two-numbers'])")))
    says(step(lesson, "All three services went from 24"), "Right")
    assert lesson.locator(".champions-not-read, .champions-trouble").count() == 0
    form = step(lesson, "Which line goes through the middle of a run chart?")
    form.get_by_role("button", name="The mean").click()
    says(form, "one very long wait pulls it up")
    form.get_by_role("button", name="The median").click()
    says(form, "Right")
    save(page, tmp_path / "without.ipynb")
    code = lesson.get_by_label("Your learner code")
    code.fill("LC-17")
    code.press("Enter")  # what a form says next comes after it
    form = step(lesson, "How many useful points")
    form.get_by_role("textbox").fill("20 weeks")
    form.get_by_role("textbox").press("Enter")
    says(form, "A dot on the middle line is on neither side")
    figure = lesson.locator("figure.champions-chart img").first
    assert len(figure.get_attribute("alt") or "") > 40
    nothing_is_cut_off(page)

    sent = save(page, tmp_path / "sent.ipynb", "LC-17")
    book = answers.recover(json.loads(sent.read_text(encoding="utf-8")), MODULE)
    assert book.records["middle-line"].history == ("mean-not-median", "right")
    assert book.answer("useful-points") == "20 weeks"
    assert marks(sent, tmp_path / "received") == {
        "middle-line": ("1", "mean-not-median"),
        "useful-points": ("0", "counted-dots-on-the-line"),
    }

    lesson.locator("a[href$='#step-middle-line']").click()  # and back, to the very step
    page.wait_for_url(f"{served.address}live/{MODULE}.html#step-middle-line")
    until(lambda: in_view(page.locator('[data-question="middle-line"]')))
    alone = page.locator('[data-question="middle-line"] .champions-feedback')
    alone.filter(has_text="Right").wait_for()

    other = new_page(browser, size)  # another device
    other.on("dialog", lambda dialog: dialog.accept())
    other.goto(f"{served.address}lessons/{MODULE}.html")
    other.locator("#bring:not([disabled])").wait_for(timeout=PATIENCE)
    with other.expect_navigation(timeout=PATIENCE):
        other.locator("#file-in").set_input_files(sent)
    says(step(start(other), "Which line goes through the middle of a run chart?"), "Right")
    assert elsewhere == []
    page.context.close()
    other.context.close()


# --- Read before it is started ------------------------------------------------------------------

#: Where the page stands, and how far it goes on below the last words that are meant to be read.
PLACE = """() => {
    const ends = [...document.querySelectorAll("main, footer")]
        .map((one) => one.getBoundingClientRect().bottom + scrollY);
    return [Math.round(scrollY), document.documentElement.scrollHeight - Math.max(...ends)];
}"""
#: Pixels below the last words that are their own margin, and no strip.
MARGIN = 40
#: The lesson behind has been drawn, and what a drawing sets off has come to pass.
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_lesson_stays_where_its_reader_is_while_the_forms_get_ready_behind_it(
    browser: Browser, served: Served, size: tuple[int, int]
) -> None:
    page = new_page(browser, size)
    page.goto(f"{served.address}lessons/{MODULE}.html")
    page.evaluate("scrollTo(0, 1500)")
    assert page.evaluate(PLACE)[0] == 1500
    page.locator("#state", has_text="Press “Start lesson” when you like").wait_for(timeout=PATIENCE)
    behind = page.frame_locator("#living")
    behind.locator(".jp-Notebook .jp-MarkdownOutput").first.wait_for(state="attached")
    page.evaluate(DRAWN)
    there, strip = page.evaluate(PLACE)
    assert there == 1500
    assert strip < MARGIN, "the page goes on below the end of its text"
    seen = "(frame) => frame.checkVisibility({opacityProperty: true})"
    assert not page.locator("#living").evaluate(seen), "a second lesson is seen"
    page.get_by_role("button", name="Start lesson").click()
    assert page.locator("#living").evaluate(seen)
    page.context.close()


# --- The pages around the lessons ---------------------------------------------------------------


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_pages_can_be_read_and_used_by_everyone(
    browser: Browser, served: Served, size: tuple[int, int]
) -> None:
    page = new_page(browser, size)
    elsewhere = only_from(page, served.address)
    for name in (
        "index.html", "words.html", f"lessons/{MODULE}.html", f"paper/{MODULE}.html", "guides/index.html",
        "guides/champions.html", "guides/trainers/README.html", "guides/co-design/README.html",
    ):  # fmt: skip
        page.goto(served.address + name)
        page.get_by_role("heading", level=1).first.wait_for()
        assert axe_places(page, without=("iframe",)) == [], name
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= size[0], name
    assert elsewhere == []
    page.context.close()


def test_answers_are_deleted_from_the_device_when_asked(browser: Browser, served: Served) -> None:
    page = new_page(browser, PHONE)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(served.address)
    page.evaluate(
        """() => new Promise((done) => {
            const request = indexedDB.open('JupyterLite Storage - /');
            request.onsuccess = () => { request.result.close(); done(); };
            localStorage.setItem('champions-progress:/',
                JSON.stringify({last: '06-run-charts', '06-run-charts': {done: 3, steps: 11}}));
        })"""
    )
    page.reload()
    assert "3 of 11 steps right" in page.locator(f"[data-module='{MODULE}']").inner_text()
    page.get_by_role("button", name="Delete my answers").click()
    page.locator("#deleted", has_text="are deleted from this device").wait_for()
    assert page.evaluate("indexedDB.databases()") == []
    page.reload()
    assert "Not started" in page.locator(f"[data-module='{MODULE}']").inner_text()
    page.context.close()


def test_a_line_of_code_runs_in_the_lessons_page(browser: Browser, served: Served) -> None:
    page = new_page(browser, PHONE)
    page.set_default_timeout(PATIENCE)
    elsewhere = only_from(page, served.address)
    page.goto(f"{served.address}live/{MODULE}.html")
    code = page.locator('[data-code="middle-in-code"]')
    line, run = code.get_by_label("Your line of code"), code.get_by_role("button", name="Run this")
    line.fill('middle_line = first_20["first_visits"].median()')
    run.press("Enter")
    code.get_by_text("Python is coming. You may go on with other steps meanwhile.").wait_for()
    form = page.locator('[data-question="middle-line"]')
    form.locator(".choice").first.click()  # the page answers while Python loads
    form.locator(".champions-feedback strong").wait_for()
    code.get_by_text("That is the median of first_visits.").wait_for()
    line.fill("middle_line = frist_20")
    run.press("Enter")
    code.get_by_text('Did you mean "first_20"?').wait_for()
    right = 'middle_line = first_20["days"].median()'
    line.fill(f"{right}\nrun_chart(first_20, value='days', time='week', title='Days')")
    run.press("Enter")
    code.get_by_text("the same middle line as on the chart").wait_for()
    assert len(code.locator("figure img").get_attribute("alt") or "") > 40
    assert axe_places(page) == []
    with page.expect_download() as coming:
        page.get_by_role("button", name="Get my file").first.click()
    sent = json.loads(Path(coming.value.path()).read_text("utf-8"))
    assert answers.recover(sent, MODULE).answer("middle-in-code") == 26
    typed = next(one for one in sent["cells"] if one["id"] == "middle-in-code-answer")
    assert "".join(typed["source"]).startswith(right)
    page.reload()
    code.get_by_text("Last time it was ready after").wait_for()
    code.get_by_text("the same middle line as on the chart").wait_for()
    assert elsewhere == []
    page.context.close()


def test_a_second_tab_of_a_lesson_says_so(browser: Browser, served: Served) -> None:
    first = new_page(browser, DESKTOP)
    first.goto(f"{served.address}lessons/{MODULE}.html")
    first.wait_for_function("async () => (await navigator.locks.query()).held.length > 0")
    second = first.context.new_page()
    second.goto(f"{served.address}lessons/{MODULE}.html")
    second.locator("#state", has_text="already open in another tab").wait_for()
    assert second.get_by_role("button", name="Start lesson").is_disabled()
    first.context.close()


# --- The files ----------------------------------------------------------------------------------


def test_without_a_copy_the_site_names_pyodides_makers_and_is_else_the_same(
    tmp_path: Path, built: Path
) -> None:
    folder = tmp_path / "cdn"
    site.build(folder, None, paper=False)
    changed = {"jupyter-lite.json", "service-worker.js"}
    with_paper, without = (
        {
            path: data
            for path, data in files(one).items()
            if path not in changed and not path.startswith("static/pyodide/")
        }
        for one in (built, folder)
    )
    sheets = {path for path in with_paper if path.startswith("paper/")}
    assert {Path(path).stem for path in sheets} == {
        path.name for path in built.glob("files/[0-9]*")
    }
    assert without == {
        path: re.sub(
            rb'<p class="aside">Without a screen:.*?</p>\n', b"", data
        )  # it leads to the sheets
        for path, data in with_paper.items()
        if path not in sheets
    }
    lock = json.loads((folder / "static/pyodide/pyodide-lock.json").read_text(encoding="utf-8"))
    assert lock["packages"]["pandas"]["file_name"].startswith(site_python.CDN)
    assert lock["packages"]["champions"]["file_name"].startswith("@here@champions-")
    assert not (folder / "static/pyodide/pyodide.asm.wasm").exists()


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


#: All of Starter on a first visit to every step of it, with every view of every picture, in bytes.
MOST_OF_STARTER = 3_500_000
#: What belongs to no lesson, and is fetched with the first one.
WITH_THE_LESSONS = (
    "index.html",
    "words.html",
    "guides/champions.html",
    "guides/accessibility.html",
)


def test_starter_whole_is_light(built: Path) -> None:
    """As it lies on the server: many send it as it is. Python is not counted, for nothing in Starter needs it."""
    every = sorted(path.stem for path in (built / "live").glob("*.html"))
    of = {lesson: live_pages.files_of(built, lesson) for lesson in every}
    # Nothing is left out: what a lesson's page can bring is some lesson's.
    assert set().union(*of.values()) >= {
        one for one in (built / "live").rglob("*") if one.is_file()
    }
    starter = next(
        names for route, names in by_route(every, routes(COURSE)).items() if route.name == "Starter"
    )
    assert len(starter) == 10
    parts = {built / name for name in WITH_THE_LESSONS}
    parts |= {one for one in (built / "champions").iterdir() if one.is_file()}
    parts = parts.union(*(of[lesson] for lesson in starter))
    assert len([one for one in parts if one.parent.name == "views"]) == 3
    assert 1_000_000 < sum(one.stat().st_size for one in parts) <= MOST_OF_STARTER


def test_no_solution_and_no_trainers_code_is_on_the_site(built: Path) -> None:
    names = set(files(built))
    assert not [name for name in names if "solutions" in name or name.endswith("lesson.md")]
    with tarfile.open(built / "static/pyodide" / site_python.PACKED) as packed:
        inside = packed.getnames()
    assert "champions/lesson/session.pyc" in inside
    assert not [name for name in inside if name.startswith("champions/trainer")]


def test_a_damaged_or_missing_piece_of_pyodide_stops_the_build(tmp_path: Path) -> None:
    source = tmp_path / "pyodide"
    source.mkdir()
    with pytest.raises(Trouble, match="is missing"):
        site_python.take(source, "pyodide.js", site_python.CORE["pyodide.js"])
    (source / "pyodide.js").write_text("something else")
    with pytest.raises(Trouble, match="is not the file that Pyodide"):
        site_python.take(source, "pyodide.js", site_python.CORE["pyodide.js"])


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "holiday.txt").write_text("mine")
    with pytest.raises(Trouble, match="holds other files"):
        site.build(tmp_path, None)
    assert (tmp_path / "holiday.txt").read_text() == "mine"


def test_files_are_served_with_the_types_that_a_browser_needs(served: Served) -> None:
    for name, kind in (
        ("static/pyodide/pyodide.asm.wasm", "application/wasm"),
        ("champions/site.js", "text/javascript"),
        (f"files/{MODULE}/lesson.ipynb", "application/json"),
    ):
        with urlopen(served.address + name) as answer:
            assert answer.headers["Content-Type"] == kind


def test_a_folder_without_a_site_is_not_served(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="There is no site"):
        serve.server(tmp_path, 0)

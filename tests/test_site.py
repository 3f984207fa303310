"""The course as a website: built once, then used in a real browser, with a network and without."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import live_pages
import pytest
from browser import COURSE, DESKTOP, PHONE, axe_places, chromium, new_page
from playwright.sync_api import Browser, Page
from sites import PATIENCE, Served, serving, shared_site

from champions.authoring.routes import by_route, routes
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

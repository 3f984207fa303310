"""The website's own Python: a lesson is answered in it, sent and brought back, on a phone and on a desk.

Each change tries a line of code in a lesson's page (test_site). Every lesson in the website's notebook is
in test_website_notebooks.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyodide_lessons
import pytest
from browser import COURSE, DESKTOP, PHONE, chromium, new_page
from journeys import Size, in_view, step_of, until
from openpyxl import Workbook
from phone_lessons import FEW
from playwright.sync_api import Browser, Locator, Page
from pyodide_lessons import Found, run_in_pyodide
from sites import PATIENCE, Served, serving, shared_site, start, step
from test_earlier_versions import LESSONS as EARLIER
from test_earlier_versions import half_done
from test_site import files, only_from

from champions.lesson.session import Lesson
from champions.marking import report
from champions.questions import answers
from champions.tables.excel_reader import WHEELS
from champions.website import command as site
from champions.website import python as site_python

pytestmark = [pytest.mark.browser, pytest.mark.needs("bubblewrap", "chromium", "node")]
COVERS = (
    "modules/06-run-charts/lesson.ipynb",
    "modules/15-your-project/lesson.ipynb",
    "solutions/*/lesson.ipynb",
    "src/champions/activities/**/*",
    "src/champions/charts/**/*.py",
    "src/champions/lesson/*",
    "src/champions/own_data/*",
    "src/champions/questions/**/*",
    "src/champions/style/*",
    "src/champions/tables/*.py",
    "src/champions/website/**/*",
    "tests/browser.py",
    "tests/journeys.py",
    "tests/every_lesson.py",
    "tests/phone_lessons.py",
    "tests/pyodide_lessons.py",
    "tests/sites.py",
    "tests/test_earlier_versions.py",
    "tests/test_site.py",
    "tests/versions/*",
)
MODULE, PROJECT = "06-run-charts", "15-your-project"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared_site(tmp_path_factory)


@pytest.fixture
def served(built: Path) -> Iterator[Served]:
    one = serving(built)
    yield one
    one.stop()


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


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
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


# --- The files ---------------------------------------------------------------------------------


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


# --- Lessons without a page --------------------------------------------------------------------


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    return pyodide_lessons.run(tmp_path_factory, FEW)


@pytest.mark.parametrize("module", FEW)
def test_a_lesson_runs_to_its_end_and_counts_what_is_right(found: Found, module: str) -> None:
    pyodide_lessons.look(found, module)


def test_matplotlib_makes_no_list_of_fonts_for_itself(found: Found) -> None:
    assert found["fonts"]["given"] == found["fonts"]["made"]
    assert found["fonts"]["first"] == "given"


def test_where_a_browser_cannot_unpack_python_does(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "from champions import anhoej_card\nimport matplotlib\nmatplotlib.__version__"
    )
    run_in_pyodide(shared_site(tmp_path_factory), tmp_path, program, OLD_BROWSER="yes")
    assert (tmp_path / "found.json").read_text() == "3.8.4"


_STATES = """
import json, os
from pathlib import Path
from champions.lesson.session import Lesson
found = {}
for folder in sorted(Path("/course/my-work").iterdir()):
    os.chdir(folder)
    lesson = Lesson(folder.name, folder)
    found[folder.name] = {n: lesson.feedback(lesson.scheme[n]).state for n in lesson.book.records}
json.dumps(found)
"""


@pytest.mark.parametrize(
    "version", sorted({version for version, _ in EARLIER}), ids=lambda v: v.stem
)
def test_a_lesson_begun_with_an_earlier_version_goes_on(
    version: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    course, program = tmp_path / "course", tmp_path / "program.py"
    modules = [module for one, module in EARLIER if one == version]
    wanted = {}
    for module in modules:
        mine = half_done(version, module, course / "my-work")
        lesson = Lesson(module, mine)
        wanted[module] = {n: lesson.feedback(lesson.scheme[n]).state for n in lesson.book.records}
    shutil.copytree(COURSE / "datasets", course / "datasets")
    program.write_text(_STATES, encoding="utf-8")
    run_in_pyodide(shared_site(tmp_path_factory), course, program)
    assert json.loads((course / "found.json").read_text(encoding="utf-8")) == wanted


# --- A workbook --------------------------------------------------------------------------------


def workbook() -> bytes:
    """A cover and two tables of one form, with days as Excel keeps them."""
    book = Workbook()
    book.active.title = "About"
    book.active.append(["Lunch club, invented numbers"])
    for name, first in (("North", 30), ("South", 50)):
        sheet = book.create_sheet(name)
        sheet.append(["Day", "Guests"])
        for at in range(14):
            sheet.append([date(2025, 1, 6 + at), first + at % 3])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_a_workbook_is_read_with_its_sheet_asked_for_and_only_then_fetched(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    site = shared_site(tmp_path_factory)
    (tmp_path / "guests.xlsx").write_bytes(workbook())
    served = serving(site)
    with chromium() as browser:
        page = new_page(browser, PHONE)
        fetched: list[str] = []
        page.context.on("request", lambda request: fetched.append(request.url.rpartition("/")[2]))
        page.goto(f"{served.address}lessons/{PROJECT}.html")
        lesson = start(page)
        assert not {f"{name}.whl" for name in WHEELS} & {*fetched}
        numbers = step_of(lesson, "My numbers: a file, a tally")
        numbers.select("Where are your numbers?", "A file: CSV or Excel")
        with page.expect_file_chooser() as chooser:
            numbers.press("Choose a file")
        chooser.value.set_files(str(tmp_path / "guests.xlsx"))
        numbers.form.get_by_label("Which sheet?", exact=True).wait_for()
        numbers.select("Which sheet?", "South")
        numbers.form.get_by_text("14 dots, from 6 January 2025 to 19 January 2025.").wait_for()
        numbers.form.get_by_text("The lowest is 50 and the highest is 52.").wait_for()
        served.stop()  # what came is enough
        numbers.press("Yes, this is right. Draw my chart")
        numbers.form.locator("figcaption").wait_for()

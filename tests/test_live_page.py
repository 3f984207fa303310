"""The page of a lesson that is alive at once, without Python: worked in a browser, sent, marked."""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import live_pages
import pytest
import sites
from browser import DESKTOP, PHONE, axe_places, chromium, new_page
from journeys import until
from live_pages import LESSON, Sent, kept, says, step, work_through
from playwright.sync_api import Browser, Page, Route
from test_not_run import mark

from champions.activities.run_charts import labs
from champions.marking.intake.answer_text import answers_in
from champions.questions import answers
from champions.questions.scheme import load_scheme
from champions.website import alive

COURSE = Path(__file__).resolve().parents[1]
LESSONS = (LESSON, "02-whose-voice", "05-pdsa-cycles")
WITH_READINGS = "06-run-charts"
pytestmark = pytest.mark.needs("chromium")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return live_pages.write_site(tmp_path_factory.mktemp("site"), (*LESSONS, WITH_READINGS))


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    served = sites.serving(site)
    yield f"{served.address}live/{LESSON}.html"
    served.stop()


@pytest.fixture(scope="module", params=LESSONS)
def sent(
    request: pytest.FixtureRequest,
    browser: Browser,
    address: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Sent]:
    """A lesson from the front page to its end by keyboard, and its file."""
    page = new_page(browser, PHONE)
    home, folder = address.partition("live/")[0], tmp_path_factory.mktemp("sent")
    yield work_through(page, home, str(request.param), folder)
    page.context.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@contextmanager
def opened(browser: Browser, address: str, size: tuple[int, int] = PHONE) -> Iterator[Page]:
    page = new_page(browser, size)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(address)
    page.locator("body[data-alive]").wait_for()
    yield page
    assert wrong == []
    page.context.close()


def test_a_lesson_worked_by_keyboard_is_kept_and_its_file_has_every_answer(sent: Sent) -> None:
    assert sent.name == f"{sent.lesson} LC-17.ipynb"
    book = answers.recover(json.loads(sent.file.read_text(encoding="utf-8")), sent.lesson)
    scheme = load_scheme(COURSE / "solutions" / sent.lesson)
    assert book.learner == "LC-17"
    assert set(book.records) == {question.id for question in scheme.questions}
    assert any(len(record.history) == 2 for record in book.records.values())
    for question in scheme.marked:
        assert question.mark(book.answer(question.id)).state == "right", question.id


@pytest.mark.needs("bubblewrap")
def test_the_file_of_the_page_earns_all_points(sent: Sent, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    (inbox / "LC-17" / sent.lesson).mkdir(parents=True)
    (inbox / "LC-17" / sent.lesson / "lesson.ipynb").write_bytes(sent.file.read_bytes())
    marked, counted = mark(inbox, tmp_path / "out", COURSE, run_all=False)
    assert marked["not-marked.csv"].count("\n") == 1
    assert (counted.runs, counted.scored) == (0, 1)  # from the record alone
    rows = list(csv.DictReader(marked["marks-by-question.csv"].lstrip("\ufeff").splitlines()))
    scheme = load_scheme(COURSE / "solutions" / sent.lesson)
    earned = {row["question"]: float(row["points"]) for row in rows if row["points"]}
    for question in scheme.marked:
        assert earned[question.id] == question.out_of, question.id


def test_two_courses_at_one_address_never_touch_each_others_answers(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    for course in ("spring", "autumn"):
        shutil.copytree(site, tmp_path / course)
    shutil.copyfile(site / "jupyter-lite.json", tmp_path / "jupyter-lite.json")
    served = sites.serving(tmp_path)
    context = browser.new_context()
    page = context.new_page()
    page.on("dialog", lambda asked: asked.accept())
    for course, drink in (("spring", "Coffee"), ("autumn", "Water")):
        page.goto(f"{served.address}{course}/live/{LESSON}.html")
        says(page, "first-press", "Not tried yet")
        step(page, "first-press").get_by_text(drink).click()
        says(page, "first-press", "never marked")
        # JupyterLite names its database like this.
        page.evaluate(
            "name => new Promise(done => { indexedDB.open(name).onsuccess = done; }).then(() => 0)",
            f"JupyterLite Storage - /{course}/",
        )
        until(lambda: kept(page))
    page.goto(f"{served.address}autumn/")
    page.get_by_role("button", name="Delete my answers").click()
    page.get_by_text("Your answers are deleted from this device.").wait_for()
    names = page.evaluate("indexedDB.databases().then(all => all.map(one => one.name))")
    assert "JupyterLite Storage - /spring/" in names
    assert not [name for name in names if "autumn" in name]
    page.goto(f"{served.address}autumn/live/{LESSON}.html")
    says(page, "first-press", "Not tried yet")
    page.goto(f"{served.address}spring/live/{LESSON}.html")
    says(page, "first-press", "never marked")
    assert step(page, "first-press").get_by_label("Coffee").is_checked()
    context.close()
    served.stop()


def test_arrow_keys_walk_past_answers_without_trying_them(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        step(page, "get-a-hint").locator("input").first.focus()
        page.keyboard.press("ArrowDown")
        says(page, "get-a-hint", "Not checked yet")
        page.keyboard.press("ArrowDown")
        assert step(page, "get-a-hint").get_by_role("button", name="Check", exact=True).is_visible()
        until(lambda: '"history": []' in kept(page))


def test_what_is_said_changes_within_a_region_that_stays(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        region = step(page, "get-a-hint").locator(".champions-feedback").element_handle()
        step(page, "get-a-hint").get_by_text("Yes, it holds 40").click()
        says(page, "get-a-hint", "It held 40 at the start.")
        assert (
            region.evaluate("one => one.isConnected && one.getAttribute('aria-live')") == "polite"
        )
        move = step(page, "send-it-back").get_by_role("button", name="move “Press Save” up")
        move.press("Enter")
        step(page, "send-it-back").get_by_text("“Press Save” is now number 4 of 5.").wait_for()
        assert move.evaluate("one => one === document.activeElement")


def test_a_file_is_brought_back_on_another_device(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    with opened(browser, address) as page:
        step(page, "get-a-hint").get_by_text("No, there are 9 left").click()
        with page.expect_download() as coming:
            page.get_by_role("button", name="Get my file").first.click()
        file = tmp_path / coming.value.suggested_filename
        coming.value.save_as(file)
    (tmp_path / "other.ipynb").write_text('{"cells": []}', encoding="utf-8")
    with opened(browser, address) as page:
        page.locator("#file-in").set_input_files(tmp_path / "other.ipynb")
        page.get_by_text(
            "This file is not your work from this lesson. Nothing was changed."
        ).wait_for()
        says(page, "get-a-hint", "Not tried yet")
        page.locator("#file-in").set_input_files(file)
        says(page, "get-a-hint", "There are 9 cups left.")


def test_where_no_file_can_be_had_a_zip_and_a_text_carry_the_same_answers(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    with opened(browser, address) as page:
        step(page, "get-a-hint").get_by_text("No, there are 9 left").click()
        until(lambda: '"get-a-hint"' in kept(page))
        page.get_by_text("Other ways to send my work").click()
        with page.expect_download() as coming:
            page.get_by_role("button", name="Get my file as a .zip").click()
        page.get_by_role("button", name="Copy my answers as a text").click()
        page.locator("#news", has_text="text").wait_for()
        text = page.get_by_label("Your answers as a text").input_value()
        record = json.loads(kept(page))
        packed = Path(coming.value.path()).read_bytes()
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        (name,) = archive.namelist()
        assert name == f"{LESSON}.ipynb"
        book = answers.recover(json.loads(archive.read(name)), LESSON)
    assert book.answer("get-a-hint") == "no"
    assert [json.loads(one) for one in answers_in(text.encode())] == [record]


def test_the_page_makes_every_form_and_part_that_the_build_gives_it(
    browser: Browser, address: str
) -> None:
    with opened(browser, address) as page:
        kinds, calls = page.evaluate("[ChampionsPage.KINDS, ChampionsPage.CALLS]")
    assert set(kinds) == alive.FORMS
    assert set(calls) == alive.SHOWN


def test_charts_of_chance_are_counted_as_the_lab_counts_them() -> None:
    counted = labs.alarms_counted()
    assert len(counted["signals"]) == 27
    for rules, weeks, shift in (("anhoej", 24, 0.0), ("perla", 12, 1.0)):
        assert counted["signals"][f"{rules}|{weeks}|{shift:g}"] == labs.count_for(
            rules, weeks, shift
        )


def test_a_chart_stands_in_words_and_as_a_table_too(browser: Browser, address: str) -> None:
    with opened(browser, address.replace(LESSON, "02-whose-voice")) as page:
        chart = page.locator("figure.champions-chart img")
        chart.scroll_into_view_if_needed()
        until(lambda: chart.evaluate("one => one.complete && one.naturalWidth > 400"))
        assert len(chart.get_attribute("alt") or "") > 40
        page.get_by_text("Show the numbers as a table").click()
        assert page.get_by_role("region", name="The numbers as a table").locator("tr").count() > 4


def test_a_charts_reading_comes_once_its_question_is_answered(
    browser: Browser, address: str
) -> None:
    question = load_scheme(COURSE / "solutions" / WITH_READINGS)["read-the-chart"]
    with opened(browser, address.replace(LESSON, WITH_READINGS)) as page:
        chart = page.locator('[data-live="read_it_yourself"]').last
        seen = chart.locator("figcaption:visible")
        assert "in a row" not in seen.inner_text()
        live_pages.answer(page, question)
        seen.filter(has_text="24 weeks in a row").wait_for()
        page.reload()  # and it stays
        seen.filter(has_text="24 weeks in a row").wait_for()


def test_after_one_visit_lessons_work_without_a_network(browser: Browser, site: Path) -> None:
    served = sites.serving(site)
    page = new_page(browser, PHONE)
    page.goto(f"{served.address}live/{LESSON}.html")
    page.locator("#offline", has_text="They also work without a network.").wait_for()
    served.stop()
    page.goto(f"{served.address}live/05-pdsa-cycles.html")  # never opened before
    step(page, "run-the-service").get_by_text("10 weeks. In the first").wait_for()
    step(page, "big-roll-out").locator(".choice").first.click()
    step(page, "big-roll-out").locator(".champions-feedback strong").wait_for()
    page.goto(served.address)
    page.get_by_role("heading", name="Peer Improvement Champions").wait_for()
    page.context.close()


def test_a_page_whose_questions_do_not_start_says_so_and_what_to_do(
    browser: Browser, address: str
) -> None:
    page = new_page(browser, PHONE)

    def cut_off(route: Route) -> None:
        whole = route.fetch()
        route.fulfill(response=whole, body=whole.text().replace('"questions"', '"cut-off"'))

    page.route("**/live/*.html", cut_off)
    page.goto(address)
    page.locator("#state", has_text="did not start in this browser").wait_for()
    page.get_by_role("link", name="Open as a notebook").wait_for()
    page.context.close()


def test_two_windows_of_one_lesson_keep_the_answers_of_both(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        other = page.context.new_page()
        other.goto(address)
        other.locator("body[data-alive]").wait_for()
        step(page, "get-a-hint").get_by_text("No, there are 9 left").click()
        says(page, "get-a-hint", "Right")
        step(other, "first-press").get_by_text("Coffee").click()
        says(other, "first-press", "never marked")
        page.reload()
        says(page, "get-a-hint", "Right")
        says(page, "first-press", "never marked")


@pytest.mark.parametrize("where", ["folder", "frame"])
def test_the_page_answers_from_a_folder_and_inside_another_page(
    browser: Browser, site: Path, address: str, where: str
) -> None:
    page = new_page(browser, PHONE)
    if where == "folder":
        page.goto((site / "live" / f"{LESSON}.html").as_uri())
        lesson: Any = page
    else:
        page.set_content(
            f'<iframe sandbox="allow-scripts allow-downloads" src="{address}" width=380 height=800></iframe>'
        )
        lesson = page.frame_locator("iframe")
    lesson.locator("body[data-alive]").wait_for()
    if where == "frame":
        lesson.locator("#state", has_text="This browser keeps nothing from this page.").wait_for()
    form = lesson.locator('[data-question="get-a-hint"]')
    form.get_by_text("No, there are 9 left").click()
    form.locator("[role=status]", has_text="There are 9 cups left.").wait_for()
    with page.expect_download() as coming:
        lesson.get_by_role("button", name="Get my file").first.click()
    book = answers.recover(json.loads(Path(coming.value.path()).read_text("utf-8")), LESSON)
    assert book.answer("get-a-hint") == "no"
    page.context.close()


def test_the_first_feedback_needs_few_bytes_and_no_python(browser: Browser, address: str) -> None:
    page = new_page(browser, PHONE)
    moved: list[tuple[str, int]] = []
    page.on(
        "requestfinished",
        lambda one: moved.append(
            (one.url, one.sizes()["responseBodySize"] + one.sizes()["responseHeadersSize"])
        ),
    )
    page.goto(address)
    step(page, "get-a-hint").get_by_text("No, there are 9 left").click()
    says(page, "get-a-hint", "There are 9 cups left.")
    page.context.close()
    assert 3 <= len(moved) <= 12, moved
    assert 10_000 < sum(size for _, size in moved) <= 300_000, moved


#: Where more is moved on a first visit, a phone on a slow line waits.
MOST_OF_A_LESSON, MOST_OF_ALL = 300_000, 4_000_000


def test_starter_is_light(site: Path) -> None:
    """As it goes over the line: text is packed, pictures and variants come when they are needed."""
    worker = (site / "service-worker.js").read_text(encoding="utf-8")
    lessons = json.loads(worker.partition("const LESSONS = ")[2].partition(";\n")[0])
    assert {f"live/{lesson}.html" for lesson in LESSONS} <= set(lessons)
    assert not [name for name in lessons if name.startswith(("static/", "notebooks/", "build/"))]
    whole = sum((site / name).stat().st_size for name in lessons)
    assert 500_000 < whole <= MOST_OF_ALL
    shared = [site / "champions" / name for name in ("page.js", "live.css")]
    for lesson in LESSONS:
        parts = [site / "live" / f"{lesson}.html", *shared]
        assert sum(len(gzip.compress(one.read_bytes())) for one in parts) < MOST_OF_A_LESSON / 2


@pytest.mark.parametrize("size", [(320, 640), PHONE, (768, 1024), DESKTOP])
def test_the_page_fits_and_axe_finds_nothing(
    browser: Browser, address: str, size: tuple[int, int]
) -> None:
    with opened(browser, address, size) as page:
        step(page, "get-a-hint").get_by_text("Yes, it holds 40").click()
        says(page, "get-a-hint", "It held 40 at the start.")
        wide, seen = page.eval_on_selector("html", "e => [e.scrollWidth, e.clientWidth]")
        assert wide <= seen
        low = page.eval_on_selector_all(
            "button, .button, .choice, select, input[type=text]",
            "all => all.filter(e => e.offsetHeight && e.offsetHeight < 44).map(e => e.outerHTML.slice(0, 80))",
        )
        assert low == []
        levels = page.eval_on_selector_all(
            "h1, h2, h3", "all => all.map(e => Number(e.tagName[1]))"
        )
        assert levels[0] == 1
        assert all(b <= a + 1 for a, b in pairwise(levels))
        assert page.locator("html").get_attribute("lang") == "en-GB"
        assert "If somebody may be at risk" in page.locator("footer").inner_text()
        assert axe_places(page) == []

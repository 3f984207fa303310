"""The page of a lesson that is alive at once, without Python: worked in a browser, sent, marked."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import re
import shutil
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import live_pages
import pytest
import sites
from browser import DESKTOP, PHONE, axe, axe_places, chromium, new_page
from journeys import until
from live_pages import LESSON, Sent, kept, press, says, step, work_through
from playwright.sync_api import Browser, Page, Route
from test_not_run import mark

from champions.activities.run_charts import labs
from champions.activities.service.question import answer_for as at_the_first_desk
from champions.activities.service.question import effects
from champions.marking.intake.answer_text import answers_in
from champions.questions import answers
from champions.questions.scheme import load_scheme
from champions.questions.variants import Variant
from champions.website import alive
from champions.website.shown import Shown

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


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_a_writer_shows_by_keyboard_which_sentence_says_it(
    browser: Browser, address: str, size: tuple[int, int]
) -> None:
    """One press says "It is there", another which sentence: it counts, is kept, and can be taken back."""
    ask, place = "ask-to-be-introduced", "[data-question=ask-to-be-introduced]"
    with opened(browser, address.replace(LESSON, "02-whose-voice"), size) as page:
        form = step(page, ask)
        form.get_by_role("textbox").fill(
            "Would you put in a word for me with the mums? I am happy to pop round to the school gate. "
            "We planned all this without them and that is not right."
        )
        form.get_by_role("button", name="Check").press("Enter")
        there = form.get_by_role("button", name="It is there: It says why you would like to listen")
        there.press("Enter")
        assert axe(page, place) == {}
        page.keyboard.press("ArrowDown")  # walking past a sentence chooses none
        page.keyboard.press("ArrowDown")
        assert form.get_by_role("group", name="Which of your sentences says it?").is_visible()
        page.keyboard.press(" ")
        says(page, ask, "You showed where your text says this. A trainer may look")
        says(page, ask, "2 of 2 points")
        assert form.get_by_role("button", name="Take it back").evaluate(
            "one => one === document.activeElement"
        )
        assert axe(page, place) == {}
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        sentence = "We planned all this without them and that is not right"
        assert f'"shown": {{"why": "{sentence}"}}' in kept(page, "02-whose-voice")
        page.reload()
        page.locator("body[data-alive]").wait_for()
        assert form.get_by_role("textbox").input_value().startswith("Would you put in a word")
        form.get_by_role("button", name="Take it back").press("Enter")
        says(page, ask, "This was not found: It says why you would like to listen")


def test_words_in_pictures_are_large_enough_on_a_phone(sent: Sent) -> None:
    assert (sent.lesson == LESSON) == (sent.letters == [])
    assert all(height >= 10.5 for height in sent.letters)


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
        for name in {*alive.brings().values()}:
            page.add_script_tag(url=f"../champions/{name}")
        kinds, calls = page.evaluate("[ChampionsPage.formed(), ChampionsPage.calls()]")
    assert set(kinds) == alive.FORMS
    assert set(calls) == alive.SHOWN


def test_no_page_of_a_lesson_asks_for_a_button_that_it_does_not_have() -> None:
    """It has none to start, and none to save. The first lesson says so, and has a question about them."""
    for path in sorted(COURSE.glob("modules/*/lesson.ipynb"))[1:]:
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            text = "".join(cell["source"])
            if cell["cell_type"] == "markdown" and "**" in text:
                html = alive._for_here(re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text))
                assert "<strong>Save</strong>" not in html, (path.parent.name, text)
                assert "<strong>Start lesson</strong>" not in html, (path.parent.name, text)


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
        # A phone gets the picture that is drawn for it, with larger letters.
        there = page.locator("figure.champions-chart source").get_attribute("srcset")
        assert chart.evaluate("one => one.currentSrc").endswith(there)
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
        until(lambda: question.id in kept(page, WITH_READINGS))
        page.reload()  # and it stays
        seen.filter(has_text="24 weeks in a row").wait_for()


def test_a_picture_is_turned_without_python(browser: Browser, address: str) -> None:
    with opened(browser, address.replace(LESSON, "02-whose-voice")) as page:
        place = page.locator('[data-live="views"]')
        pictures = place.locator("figure svg")
        first = pictures.get_attribute("aria-label") or ""
        turn = place.get_by_label("Show people")
        assert turn.evaluate("one => one.value") == "place"
        turn.select_option("age")
        place.locator("[role=status]", has_text="by age.").first.wait_for(state="attached")
        assert pictures.count() == 1
        assert "by age." in (pictures.get_attribute("aria-label") or "")
        assert "by age." not in first
        assert axe(page, '[data-live="views"]') == {}
        turn.select_option("place")
        until(lambda: pictures.get_attribute("aria-label") == first)


#: A picture with a reading that waits, and a part that begins anew with the first.
_TO_TURN = {
    "parts": [
        {"name": "of", "said": "Chart", "first": "a", "options": [["a", "A"], ["b", "B"]]},
        {"name": "more", "said": "More", "first": False, "options": []},
    ],
    "until": ["limits-by-hand"],
    "begins": {"b": {"more": True}},
    "views": {
        f"{of}|{more}": [[f"<p>{of} {more} unread</p>", "-"], [f"<p>{of} {more} read</p>", "said"]]
        for of in "ab"
        for more in ("false", "true")
    },
}


def test_a_picture_that_is_turned_waits_with_its_reading_and_says_when_it_is_not_there(
    browser: Browser, tmp_path: Path
) -> None:
    lesson = "08-xmr-charts"
    (cell,) = _calling(lesson, "icon_lab")
    seen = {cell: Shown("<p>a false unread</p>", views=_TO_TURN)}
    address = live_pages.write_without_its_steps(tmp_path, lesson, seen).as_uri()
    files = sorted((tmp_path / "live" / alive.VIEWS).glob("*.js"))
    assert len(files) == 2  # one for each of the first part
    (of_b,) = (one for one in files if "b true" in str(live_pages.packed_in(one)))
    gone = of_b.rename(of_b.with_suffix(".gone"))
    with opened(browser, address) as page:
        place = page.locator('[data-live="views"]')
        place.get_by_label("Chart").select_option("b")
        place.get_by_text("This view is not on this device yet.").wait_for()
        place.get_by_text("a false unread").wait_for()
        gone.rename(of_b)
        place.get_by_label("More").uncheck()
        place.get_by_text("b false unread").wait_for()
        assert place.get_by_text("not on this device").count() == 0
        place.get_by_label("Chart").select_option("a")
        place.get_by_text("a false unread").wait_for()
        place.get_by_label("Chart").select_option("b")
        place.get_by_text("b true unread").wait_for()  # it begins anew
        live_pages.answer(page, load_scheme(COURSE / "solutions" / lesson)["limits-by-hand"])
        place.get_by_text("b true read").wait_for()
        link = place.get_by_role("link", name="Open this step in the notebook")
        assert link.get_attribute("href") == f"../lessons/{lesson}.html#cell-id={cell}"


def test_after_one_visit_lessons_work_without_a_network(browser: Browser, site: Path) -> None:
    served = sites.serving(site)
    page = new_page(browser, PHONE)
    page.goto(f"{served.address}live/{LESSON}.html")
    page.locator("#offline", has_text="They also work without a network.").wait_for()
    served.stop()
    page.goto(f"{served.address}live/05-pdsa-cycles.html")  # never opened before
    step(page, "run-the-service").get_by_text("Days left: 100 of 100").wait_for()
    step(page, "big-roll-out").locator(".choice").first.click()
    step(page, "big-roll-out").locator(".champions-feedback strong").wait_for()
    page.goto(served.address)
    page.get_by_role("heading", name="Peer Improvement Champions").wait_for()
    page.context.close()


def test_limits_by_hand_and_small_counts_are_worked_on_the_page(
    browser: Browser, tmp_path: Path
) -> None:
    worked_from_a_folder(browser, tmp_path / "8", "08-xmr-charts", "limits-by-hand")
    worked_from_a_folder(browser, tmp_path / "11", "11-who-was-left-behind", "hide-cells")


def worked_from_a_folder(browser: Browser, folder: Path, lesson: str, name: str) -> None:
    """Answer one question of a lesson, come back to it, and begin it anew with other numbers."""
    folder.mkdir()
    address = live_pages.write_without_its_steps(folder, lesson).as_uri()
    with opened(browser, address) as page:
        live_pages.answer(page, load_scheme(COURSE / "solutions" / lesson)[name])
        assert all(height >= 10.5 for height in page.evaluate(live_pages.LETTERS))
        assert axe(page, f'[data-question="{name}"]') == {}
        until(lambda: f'"{name}"' in kept(page, lesson))
        page.reload()
        form = step(page, name)
        form.locator(".champions-feedback.champions-right").wait_for()
        form.get_by_role("button", name=re.compile("Start with new|Try another")).press("Enter")
        says(page, name, "Your best attempt counts")


def test_a_long_title_of_ones_own_chart_is_drawn_whole(browser: Browser, tmp_path: Path) -> None:
    lesson = "15-your-project"
    address = live_pages.write_without_its_steps(tmp_path, lesson).as_uri()
    title = f"Days until somebody comes, in every week since the {'W' * 50} of the winter began"
    with opened(browser, address) as page:
        form = step(page, "my-numbers")
        form.get_by_label("Where are your numbers?").select_option("example")
        form.locator("figure svg").wait_for()
        form.get_by_label("What do the numbers count?").fill(title)
        page.keyboard.press("Tab")
        drawn = form.locator('figure svg > text[font-weight="600"]')
        drawn.nth(2).wait_for()
        assert (
            "".join(drawn.all_text_contents()).replace(" ", "").startswith(title.replace(" ", ""))
        )
        assert page.evaluate(_OUTSIDE) == []


#: The words of own pictures that go beyond their edge.
_OUTSIDE = """() => [...document.querySelectorAll('figure svg text')].filter(one => {
    const [word, paper] = [one.getBoundingClientRect(), one.ownerSVGElement.getBoundingClientRect()];
    return word.left < paper.left - 1 || word.right > paper.right + 1
        || word.top < paper.top - 1 || word.bottom > paper.bottom + 1;
}).map(one => one.textContent)"""


#: In place of Python: what it would tell of the handover sheet, from the record that the page hands over.
_TOLD = """globalThis.ChampionsRunner = {inWorker: () => ({
    ready: () => Promise.resolve(), stop: () => {},
    run: (asked, record) => Promise.resolve({record, feedback: null, shown: [{html:
        `<p>${asked.steps.length} steps. ${JSON.parse(record).answers['my-handover'].answer.owner}</p>
        <script>document.title = 'acted'</script><a href="javascript:alert(1)">x</a>`}]}),
})};"""


def test_what_python_makes_of_the_answers_comes_in_its_place(
    browser: Browser, tmp_path: Path
) -> None:
    lesson = "13-keep-it-going"
    seen = {
        one: Shown("<p>Somebody new would still ask:</p>", follows=True)
        for one in _calling(lesson, "handover_sheet")
    }
    (cell,) = seen
    address = live_pages.write_without_its_steps(tmp_path, lesson, seen).as_uri()
    (tmp_path / "champions" / alive.RUNNER).write_text(_TOLD, encoding="utf-8")
    with opened(browser, address) as page:
        lab = page.locator(f'[data-lab="{cell}"]')
        lab.get_by_text("Somebody new would still ask:").wait_for()  # before Python
        lab.get_by_text("about 25 MB").wait_for()
        step(page, "my-handover").locator("textarea").nth(2).fill("Ayo, and Rosa")
        page.keyboard.press("Tab")
        press(lab, "Make it from my answers")
        lab.get_by_text("steps. Ayo, and Rosa").wait_for()
        assert page.title() != "acted"
        assert lab.locator(".ran a[href]").count() == 0
        assert axe(page, f'[data-lab="{cell}"]') == {}


def test_the_answer_before_the_course_is_told_in_the_lesson_that_asks_again(
    browser: Browser, tmp_path: Path
) -> None:
    lesson = "14-evaluate-and-grow"
    (cell,) = _calling(lesson, "my_baseline")
    first = live_pages.write_without_its_steps(tmp_path, LESSON).as_uri()
    later = live_pages.write_without_its_steps(tmp_path, lesson, {cell: Shown(call="my_baseline")})
    with opened(browser, later.as_uri()) as page:
        said = page.locator('[data-live="my_baseline"] [role=status]')
        said.filter(has_text="is not here. That is fine").wait_for()
        page.goto(first)
        live_pages.choose(page, "baseline-confidence", "2")
        live_pages.choose(page, "baseline-consent", "yes")
        until(lambda: "baseline-consent" in kept(page))
        page.goto(later.as_uri())
        said.filter(has_text='you answered: "A little". You said that we may use it.').wait_for()


def _calling(lesson: str, name: str) -> list[str]:
    """The cells of a lesson that call a function."""
    text = (COURSE / "modules" / lesson / "lesson.ipynb").read_text(encoding="utf-8")
    return [one["id"] for one in json.loads(text)["cells"] if f"{name}(" in "".join(one["source"])]


#: Damage a kept file of the site, as a faulty device does; and what is kept of it now.
_DAMAGE = """async name => {
    const store = await caches.open((await caches.keys()).find(one => one.startsWith('champions ')));
    const found = (await store.keys()).find(one => one.url.endsWith(name));
    await store.put(found, new Response('not a script', {headers: {'Content-Type': 'text/javascript'}}));
}"""
_KEPT = """async name => {
    const store = await caches.open((await caches.keys()).find(one => one.startsWith('champions ')));
    const found = (await store.keys()).find(one => one.url.endsWith(name));
    return found ? (await (await store.match(found)).text()).length : 0;
}"""


def test_a_damaged_file_on_the_device_is_fetched_anew(browser: Browser, site: Path) -> None:
    served = sites.serving(site)
    page = new_page(browser, PHONE)
    page.goto(f"{served.address}live/{LESSON}.html")
    page.locator("#offline", has_text="They also work without a network.").wait_for()
    whole = page.evaluate(_KEPT, "champions/page.js")
    page.evaluate(_DAMAGE, "champions/page.js")
    assert page.evaluate(_KEPT, "champions/page.js") < 100 < whole
    # A browser ends a worker that has nothing to do. The next one looks at each file once.
    session = page.context.new_cdp_session(page)
    session.send("ServiceWorker.enable")
    session.send("ServiceWorker.stopAllWorkers")
    page.goto(f"{served.address}live/02-whose-voice.html")
    page.locator("body[data-alive]").wait_for()
    until(lambda: page.evaluate(_KEPT, "champions/page.js") == whole)
    page.context.close()
    served.stop()


#: What stands in for a phone's share sheet: it keeps what it is given.
_SHEET = """() => {
    window.shared = [];
    navigator.canShare = ({files}) => files.every(one => %s);
    navigator.share = async ({files, title}) => {
        for (const one of files) shared.push([one.name, one.type, title, await one.text()]);
    };
}"""


_REFUSED = """() => {
    navigator.share = async () => { throw new DOMException('no', 'NotAllowedError'); };
}"""


@pytest.mark.parametrize(
    ("takes", "ending"), [("true", ".ipynb"), ("one.type === 'text/plain'", ".ipynb.txt")]
)
def test_the_share_sheet_gets_the_file_in_a_form_that_the_device_takes(
    browser: Browser, address: str, takes: str, ending: str
) -> None:
    page = new_page(browser, PHONE)
    page.add_init_script(f"({_SHEET % takes})()")
    page.goto(address)
    step(page, "get-a-hint").get_by_text("No, there are 9 left").click()
    says(page, "get-a-hint", "There are 9 cups left.")
    page.get_by_text("Other ways to send my work").click()
    page.get_by_role("button", name="Share the file").click()
    until(lambda: page.evaluate("shared.length"))
    ((name, _kind, title, text),) = page.evaluate("shared")
    assert (name, title) == (f"{LESSON}{ending}", LESSON)
    assert answers.recover(json.loads(text), LESSON).answer("get-a-hint") == "no"
    page.evaluate(_REFUSED)
    page.get_by_role("button", name="Share the file").click()
    page.get_by_text("This device could not share the file.").wait_for()
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


#: Keep a file as JupyterLite does.
_IN_THE_NOTEBOOK = """async ([name, content]) => {
    const ask = one => new Promise(done => { one.onsuccess = () => done(one.result); });
    const opening = indexedDB.open('JupyterLite Storage - /');
    opening.onupgradeneeded = () => opening.result.createObjectStore('files');
    const base = await ask(opening);
    await ask(base.transaction('files', 'readwrite').objectStore('files').put({content, format: 'json'}, name));
    base.close();
}"""


def test_python_comes_at_its_button_alone_and_a_sparing_connection_is_asked_first(
    browser: Browser, address: str
) -> None:
    page = new_page(browser, PHONE)
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true, effectiveType: '4g'}})"
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    begun = json.loads(
        (COURSE / "modules" / WITH_READINGS / "lesson.ipynb").read_text(encoding="utf-8")
    )
    typed = next(one for one in begun["cells"] if one["id"] == "middle-in-code-answer")
    typed["source"] = "middle_line = first_"
    page.goto(address)
    page.evaluate(_IN_THE_NOTEBOOK, [f"{WITH_READINGS}/lesson.ipynb", begun])
    page.goto(address.replace(LESSON, WITH_READINGS))
    code = page.locator('[data-code="middle-in-code"]')
    code.get_by_text("about 25 MB. The page can be used meanwhile.").wait_for()
    line = code.get_by_label("Your line of code")
    code.get_by_text("You began this line before, here or in the notebook.").wait_for()
    assert line.input_value() == "middle_line = first_"
    line.fill("middle_line = 7")
    run = code.get_by_role("button", name="Run this step")
    run.press("Enter")
    code.get_by_text("Your connection saves data, or is slow.").wait_for()
    assert "runner.js" not in asked
    run.press("Enter")  # this site carries no Python: as where it cannot be fetched
    code.get_by_text("Python could not be loaded, or ended. Your line is kept.").wait_for()
    assert "runner.js" in asked
    live_pages.answer(page, load_scheme(COURSE / "solutions" / WITH_READINGS)["middle-line"])
    says(page, "middle-line", "Right")
    assert axe_places(page) == []
    page.reload()
    page.locator("body[data-alive]").wait_for()
    until(lambda: line.input_value() == "middle_line = 7")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Get my file").first.click()
    sent = json.loads(Path(coming.value.path()).read_text("utf-8"))
    typed = next(one for one in sent["cells"] if one["id"] == "middle-in-code-answer")
    assert typed["source"] == ["middle_line = 7"]
    page.context.close()


#: Where more is moved on a first visit, a phone on a slow line waits.
MOST_OF_A_LESSON, MOST_OF_ALL = 300_000, 4_000_000


def test_starter_is_light(site: Path) -> None:
    """As it goes over the line: text is packed, pictures and variants come when they are needed."""
    worker = (site / "service-worker.js").read_text(encoding="utf-8")
    lessons = json.loads(worker.partition("const LESSONS = ")[2].partition(";\n")[0])
    assert {f"live/{lesson}.html" for lesson in LESSONS} <= set(lessons)
    assert not [name for name in lessons if name.startswith(("static/", "notebooks/", "build/"))]
    views = [one.relative_to(site).as_posix() for one in (site / "live" / "views").iterdir()]
    assert not {*views} & {*lessons}  # they come when a picture is turned, and count all the same
    whole = sum((site / name).stat().st_size for name in (*lessons, *views))
    assert 500_000 < whole <= MOST_OF_ALL
    for lesson in (*LESSONS, WITH_READINGS):
        page = site / "live" / f"{lesson}.html"
        text = page.read_text(encoding="utf-8")
        scripts = re.findall(r'<script src="../champions/([\w-]+\.js)"', text)
        assert scripts[0] == alive.SCRIPT
        parts = [page, *(site / "champions" / name for name in (*scripts, alive.LOOK))]
        assert sum(len(gzip.compress(one.read_bytes())) for one in parts) < MOST_OF_A_LESSON / 2
        # From a folder, and from a server that packs nothing, all of it comes as it is.
        if lesson != WITH_READINGS:
            assert sum(one.stat().st_size for one in parts) < MOST_OF_A_LESSON


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
            "button, .button, .choice, select, input[type=text], .there a",
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


def with_an_answer(question: str, answer: dict[str, object], to: Path) -> Path:
    """The file of somebody who answered one question of lesson 05, as the page writes it."""
    notebook = json.loads(
        (COURSE / "modules" / "05-pdsa-cycles" / "lesson.ipynb").read_text("utf-8")
    )
    record = {"answer": answer, "history": [], "edits": 9, "draft": True}
    bundle = {"format": 1, "module": "05-pdsa-cycles", "question": question, "record": record}
    data = {answers.MIME: bundle, "text/plain": "An answer"}
    output = {"output_type": "display_data", "data": data, "metadata": {}}
    next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")["outputs"] = [output]
    to.write_text(json.dumps(notebook), encoding="utf-8")
    return to


def test_who_began_at_the_first_desk_goes_on_there_and_then_at_the_one_with_sizes(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    found = effects(Variant("service", 5))
    begun = {**at_the_first_desk(Variant("service", 5)), "found": {}}
    file = with_an_answer("run-the-service", begun, tmp_path / "mine.ipynb")
    with opened(browser, address.replace(LESSON, "05-pdsa-cycles")) as page:
        page.locator("#file-in").set_input_files(file)
        form = step(page, "run-the-service")
        form.get_by_text("You began this step at the first desk").wait_for()
        lists = form.get_by_role("group", name="What did each change do?").locator("select")
        for at, effect in enumerate(found.values()):
            lists.nth(at).select_option(effect)
        press(form, "Check what I found")
        says(page, "run-the-service", "Right")
        press(form, "Try another service")
        form.get_by_text("Days left: 100 of 100").wait_for()
        until(lambda: '"run-the-service"' in kept(page, "05-pdsa-cycles"))
        form.get_by_label("What do you change?").select_option("text")
        form.get_by_label("With how many people").select_option("five")
        form.get_by_label("How many do you think").select_option("1-1")
        press(form, "Do it")
        says(page, "run-the-service", "Your best attempt counts")
        form.get_by_text("By chance alone, with nothing changed").wait_for()
        assert axe(page, '[data-question="run-the-service"]') == {}


#: In Python's place: it comes at once or never, says a line back, and has no end where the line has none.
_COMES = """self.onmessage = ({data}) => {
    if (!data.asked) return postMessage({});
    const line = JSON.parse(data.asked).steps.pop()[1];
    while (line.startsWith("while True")) ;
    postMessage({told: JSON.stringify({shown: [{text: `ran: ${line}`}], feedback: null, record: data.record})});
};"""
_NEVER_COMES = "self.onmessage = () => undefined;"


def test_stop_ends_a_line_without_an_end_and_a_python_that_does_not_come(
    browser: Browser, tmp_path: Path
) -> None:
    """No memory is shared with the worker, which only few servers allow: it is ended, and begins anew."""
    live_pages.write_without_its_steps(tmp_path, WITH_READINGS)
    (tmp_path / "jupyter-lite.json").write_text("{}", encoding="utf-8")
    worker = tmp_path / "static" / "pyodide" / "python-steps.js"
    worker.parent.mkdir(parents=True)
    worker.write_text(_NEVER_COMES, encoding="utf-8")
    served = sites.serving(tmp_path)
    page = new_page(browser, PHONE)
    page.goto(f"{served.address}live/{WITH_READINGS}.html")
    assert page.evaluate("typeof SharedArrayBuffer") == "undefined"
    code = page.locator('[data-code="middle-in-code"]')
    line, run = code.get_by_label("Your line of code"), code.get_by_role("button", name="Run")
    line.fill("first line")
    run.press("Enter")
    code.get_by_text("Python is coming.").wait_for()
    code.get_by_role("button", name="Stop").press("Enter")
    code.get_by_text("This step was stopped. Your line is kept.").wait_for()
    worker.write_text(_COMES, encoding="utf-8")
    # Files of one second look alike to a server that tells times in seconds.
    later = time.time() + 60
    os.utime(worker, (later, later))
    run.press("Enter")
    code.get_by_text("ran: first line").wait_for()
    line.fill("while True: pass")
    run.press("Enter")
    code.get_by_text("Python runs your line.").wait_for()
    code.get_by_role("button", name="Stop").press("Enter")
    code.get_by_text("Python was stopped with it. It starts afresh then").wait_for()
    assert run.evaluate("one => one === document.activeElement")
    assert line.input_value() == "while True: pass"
    live_pages.answer(page, load_scheme(COURSE / "solutions" / WITH_READINGS)["middle-line"])
    # Two steps that are run at once share one Python, and each gets what is its own.
    workers = len(page.workers)
    other = page.locator('[data-code="stretch-longest"]')
    line.fill("next line")
    other.get_by_label("Your line of code").fill("another line")
    run.press("Enter")
    other.get_by_role("button", name="Run").press("Enter")
    code.get_by_text("ran: next line").wait_for()
    other.get_by_text("ran: another line").wait_for()
    assert len(page.workers) - workers == 1
    page.context.close()
    served.stop()

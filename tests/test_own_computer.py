"""The lesson's page on a person's own computer: files in my-work, the notebook one press away."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import (
    COURSE,
    DESKTOP,
    PHONE,
    Course,
    axe_places,
    course_folder,
    new_page,
    open_lesson,
    serving,
    start_lesson,
)
from journeys import in_view, until
from live_pages import says, step
from playwright.sync_api import Browser, Page

from champions.questions import answers
from champions.website import own_work
from champions.website.own_server import QUIET

LESSON, CHARTS = "00-start-here", "06-run-charts"
QUESTION = "get-a-hint"
RIGHT, WRONG = "No, there are 9 left", "Yes, it holds 40"


def folder_with(folder: Path, *lessons: str) -> Path:
    """A course folder with some of the real lessons."""
    course_folder(folder, {})
    for name in ("place.yml", "glossary.yml", "routes.yml"):
        shutil.copy2(COURSE / name, folder / name)
    for lesson in lessons:
        shutil.copytree(COURSE / "modules" / lesson, folder / "modules" / lesson)
    return folder


# --- The work, without a browser ------------------------------------------------------------------


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return Path(shutil.copytree(COURSE / "modules" / CHARTS, tmp_path / CHARTS))


def record(module: str, **given: object) -> str:
    book = answers.AnswerBook(module, "LC-17")
    for question, answer in given.items():
        book.put(question.replace("_", "-"), answer, "right")
    return answers.as_text(book)


def test_what_the_page_keeps_is_what_the_notebook_reads(mine: Path) -> None:
    own_work.keep(mine, CHARTS, record(CHARTS, middle_line="median"), {})
    book = answers.load(mine, CHARTS)
    assert (book.answer("middle-line"), book.learner) == ("median", "LC-17")
    assert answers.recover(json.loads((mine / "lesson.ipynb").read_text("utf-8"))).records == {}
    assert own_work.mirror(mine, CHARTS)
    mirrored = answers.recover(json.loads((mine / "lesson.ipynb").read_text("utf-8")), CHARTS)
    assert (mirrored.records, mirrored.learner) == (book.records, "LC-17")
    before = (mine / "lesson.ipynb").read_bytes()
    assert not own_work.mirror(mine, CHARTS)  # what is there already is left alone
    assert (mine / "lesson.ipynb").read_bytes() == before


def test_answers_that_only_the_notebook_has_reach_the_page(mine: Path) -> None:
    own_work.keep(mine, CHARTS, record(CHARTS, middle_line="median"), {})
    own_work.mirror(mine, CHARTS)
    (mine / "my-answers.json").unlink()
    assert '"median"' in own_work.read(mine, CHARTS).record


def test_a_line_of_code_stands_in_its_own_cell_and_the_rest_stays(mine: Path) -> None:
    before = json.loads((mine / "lesson.ipynb").read_text("utf-8"))
    line = 'middle_line = first_20["days"].median()'
    own_work.keep(mine, CHARTS, record(CHARTS), {"middle-in-code": line, "no-such-step": "1"})
    assert own_work.read(mine, CHARTS).lines["middle-in-code"] == line
    after = json.loads((mine / "lesson.ipynb").read_text("utf-8"))
    changed = [
        one["id"] for one, was in zip(after["cells"], before["cells"], strict=True) if one != was
    ]
    assert changed == ["middle-in-code-answer"]


@pytest.mark.parametrize("text", ["[]", "no record", '{"format": 1, "module": "05-pdsa-cycles"}'])
def test_what_is_no_record_of_this_lesson_is_not_written(mine: Path, text: str) -> None:
    own_work.keep(mine, CHARTS, record(CHARTS, middle_line="median"), {})
    before = (mine / "my-answers.json").read_bytes()
    with pytest.raises(ValueError, match=r"no record|Expecting"):
        own_work.keep(mine, CHARTS, text, {})
    assert (mine / "my-answers.json").read_bytes() == before


def test_who_writes_after_a_change_that_they_have_not_read_is_told(mine: Path) -> None:
    first = own_work.read(mine, CHARTS).seen
    assert own_work.read(mine, CHARTS).seen == first
    own_work.keep(mine, CHARTS, record(CHARTS, middle_line="mean"), {})
    second = own_work.read(mine, CHARTS).seen
    own_work.keep(
        mine, CHARTS, record(CHARTS, middle_line="mean"), {"middle-in-code": "middle_line = 1"}
    )
    assert len({first, second, own_work.read(mine, CHARTS).seen}) == 3


def test_the_front_page_counts_the_steps_that_are_right(mine: Path) -> None:
    none, count = own_work.steps(mine, CHARTS)
    own_work.keep(mine, CHARTS, record(CHARTS, middle_line="median"), {})
    assert (none, own_work.steps(mine, CHARTS)) == (0, (1, count))
    assert count > 5


# --- In a browser ---------------------------------------------------------------------------------

browsers = pytest.mark.browser


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    folder = folder_with(tmp_path_factory.mktemp("own") / "a course", LESSON, CHARTS)
    with serving(folder, notebook=False) as course:
        yield course


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    page = new_page(browser, request.param)
    yield page
    page.context.close()


@pytest.fixture
def fresh(course: Course) -> Course:
    """The course with the first lesson as it was handed out."""
    mine = course.folder / "my-work" / LESSON
    (mine / "my-answers.json").unlink(missing_ok=True)
    shutil.copyfile(course.folder / "modules" / LESSON / "lesson.ipynb", mine / "lesson.ipynb")
    return course


def opened(page: Page, address: str) -> Page:
    """A lesson's page; the first time it is made meanwhile."""
    page.goto(address)
    page.locator("body[data-alive]").wait_for(timeout=300_000)
    return page


def kept(course: Course, lesson: str = LESSON) -> answers.AnswerBook:
    return answers.load(course.folder / "my-work" / lesson, lesson)


def in_notebook(course: Course, lesson: str = LESSON) -> answers.AnswerBook:
    path = course.folder / "my-work" / lesson / "lesson.ipynb"
    return answers.recover(json.loads(path.read_text("utf-8")), lesson)


@browsers
def test_an_answer_on_the_page_is_in_my_work_and_in_the_notebook(page: Page, fresh: Course) -> None:
    page.goto(fresh.printed)
    assert page.locator(f'[data-module="{LESSON}"] .progress').inner_text() == "Not started"
    assert axe_places(page) == []
    page.get_by_role("link", name="Start", exact=True).focus()
    page.keyboard.press("Enter")
    page.locator("body[data-alive]").wait_for(timeout=300_000)
    page.get_by_text("Your answers are kept in the folder my-work as you go.").wait_for()
    answer = step(page, QUESTION).get_by_label(RIGHT)
    answer.focus()
    page.keyboard.press("Space")
    says(page, QUESTION, "There are 9 cups left.")
    until(lambda: kept(fresh).answer(QUESTION) == "no")
    until(lambda: in_notebook(fresh).answer(QUESTION) == "no")
    assert axe_places(page) == []
    page.get_by_role("link", name="All lessons").click()
    row = page.locator(f'[data-module="{LESSON}"] .progress')
    row.filter(has_text="1 of").wait_for()
    page.get_by_role("link", name="Go on where you were").click()
    page.locator("body[data-alive]").wait_for()
    says(page, QUESTION, "There are 9 cups left.")


@browsers
def test_a_lesson_half_done_on_the_page_goes_on_in_the_notebook_and_back(
    browser: Browser, fresh: Course
) -> None:
    page = opened(new_page(browser, DESKTOP), fresh.page(LESSON))
    step(page, QUESTION).get_by_text(WRONG).click()
    says(page, QUESTION, "It held 40 at the start.")
    until(lambda: kept(fresh).answer(QUESTION) == "all")
    # To that very step of the notebook, where it stays when the lesson starts, and back to it.
    step(page, QUESTION).get_by_role("link", name="Open this step in the notebook").press("Enter")
    page.wait_for_url(f"**/notebooks/**#cell-id={QUESTION}")
    there = page.locator(f".jp-Cell:has(a[href$='#step-{QUESTION}'])")
    open_lesson(page, page.url)
    until(lambda: in_view(there))
    start_lesson(page)
    page.get_by_text("It held 40 at the start.").first.wait_for()
    until(lambda: in_view(there))
    page.get_by_role("button", name=RIGHT).click()
    page.get_by_text("There are 9 cups left.").first.wait_for()
    until(lambda: kept(fresh).answer(QUESTION) == "no")
    back = there.get_by_role("link", name="This step on the lesson’s page")
    back.press("Enter")
    page.wait_for_url(f"**/live/{LESSON}.html#step-{QUESTION}")
    says(page, QUESTION, "There are 9 cups left.")
    until(lambda: in_view(step(page, QUESTION)))
    assert step(page, QUESTION).evaluate("one => one === document.activeElement")
    page.context.close()


#: As a window of the notebook, or a line of code that runs, holds on to the kernel.
HOLD = """async lesson => {
  const token = document.cookie.match(/_xsrf=([^;]*)/)[1];
  const about = {path: `${lesson}/lesson.ipynb`, name: "lesson.ipynb", type: "notebook", kernel: {name: "python3"}};
  const asked = {method: "POST", body: JSON.stringify(about), headers: {"X-XSRFToken": token}};
  const session = await (await fetch("../../api/sessions", asked)).json();
  const address = new URL(`../../api/kernels/${session.kernel.id}/channels`, location.href);
  window.held = new WebSocket(String(address).replace("http", "ws"));
  await new Promise((done, failed) => Object.assign(window.held, {onopen: done, onerror: failed}));
}"""


@browsers
def test_an_answer_reaches_the_notebook_once_its_window_is_closed(
    browser: Browser, fresh: Course
) -> None:
    page = opened(new_page(browser, PHONE), fresh.page(LESSON))
    page.evaluate(HOLD, LESSON)
    step(page, QUESTION).get_by_text(RIGHT).click()
    until(lambda: kept(fresh).answer(QUESTION) == "no")
    page.wait_for_timeout(3_000 * QUIET)
    assert in_notebook(fresh).records == {}  # its own page would be asked which of the two to keep
    page.evaluate("window.held.close()")
    until(lambda: in_notebook(fresh).answer(QUESTION) == "no")
    page.context.close()


#: As a line of code that is stopped before Jupyter has opened the way to the kernel.
GIVE_UP = HOLD.replace("await new Promise", "window.held.close(); return new Promise").replace(
    "{onopen: done, onerror: failed}", "{onclose: done}"
)


@browsers
def test_an_answer_reaches_the_notebook_after_a_way_to_the_kernel_was_given_up(
    browser: Browser, fresh: Course
) -> None:
    page = opened(new_page(browser, PHONE), fresh.page(LESSON))
    for _ in range(3):
        page.evaluate(GIVE_UP, LESSON)
    step(page, QUESTION).get_by_text(RIGHT).click()
    until(lambda: in_notebook(fresh).answer(QUESTION) == "no")
    page.context.close()


@browsers
def test_what_the_notebook_answers_meanwhile_comes_to_the_open_page(
    browser: Browser, fresh: Course
) -> None:
    page = opened(new_page(browser, DESKTOP), fresh.page(LESSON))
    elsewhere(fresh, QUESTION, "no")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    says(page, QUESTION, "There are 9 cups left.")
    elsewhere(fresh, "first-press", "coffee")
    step(page, QUESTION).get_by_text(WRONG).click()  # of another step: both stay
    until(lambda: kept(fresh).answer(QUESTION) == "all")
    assert kept(fresh).answer("first-press") == "coffee"
    page.context.close()


def elsewhere(course: Course, question: str, answer: str) -> None:
    """As the notebook keeps an answer."""
    book = kept(course)
    book.put(question, answer, "kept")
    answers.save(book, course.folder / "my-work" / LESSON)


@browsers
@pytest.mark.parametrize(
    ("press", "stays"), [("Keep from this page", "no"), ("Keep the other one", "all")]
)
def test_two_answers_to_one_step_are_asked_about_in_one_press(
    browser: Browser, fresh: Course, press: str, stays: str
) -> None:
    page = opened(new_page(browser, PHONE), fresh.page(LESSON))
    elsewhere(fresh, QUESTION, "all")
    step(page, QUESTION).get_by_text(RIGHT).click()
    which = step(page, QUESTION).get_by_role("alert")
    which.get_by_text("This step has two answers").wait_for()
    assert kept(fresh).answer(QUESTION) == "all"  # nothing is written over before somebody chose
    assert axe_places(page) == []
    which.get_by_role("button", name=press).press("Enter")
    until(lambda: not step(page, QUESTION).locator(".which").count())
    until(lambda: kept(fresh).answer(QUESTION) == stays)
    words = "There are 9 cups left." if stays == "no" else "It held 40 at the start."
    until(lambda: not asked_again(page, words))
    page.context.close()


def asked_again(page: Page, words: str) -> bool:
    """A page that is loaded before its choice was written does not know of it, and rightly asks."""
    page.reload()
    says(page, QUESTION, words)
    return bool(step(page, QUESTION).locator(".which").count())


@browsers
def test_when_the_course_is_closed_answers_wait_in_the_browser(
    browser: Browser, tmp_path: Path
) -> None:
    folder = folder_with(tmp_path / "course", LESSON)
    page = new_page(browser, PHONE)
    with serving(folder, notebook=False) as course:
        opened(page, course.page(LESSON))
        port = page.evaluate("location.port")
    until(lambda: not answers_there(page))
    step(page, QUESTION).get_by_text(RIGHT).click()
    says(page, QUESTION, "There are 9 cups left.")
    page.locator("#news", has_text="do not reach the folder my-work").wait_for()
    assert kept(course).records == {}
    with serving(folder, "--port", port, notebook=False) as again:
        opened(page, again.page(LESSON))
        says(page, QUESTION, "There are 9 cups left.")
        until(lambda: kept(again).answer(QUESTION) == "no")
        of_another_version(folder / "my-work" / LESSON / "lesson.ipynb")
        page.goto(again.printed)
        page.get_by_text("Your copy is of an earlier version. It opens as a notebook.").wait_for()
        page.get_by_role("link", name="Go on where you were").click()
        page.wait_for_url("**/notebooks/**", wait_until="commit")
    page.context.close()


def of_another_version(path: Path) -> None:
    notebook = json.loads(path.read_text("utf-8"))
    notebook["metadata"]["champions"]["version"] = "an earlier one"
    path.write_text(json.dumps(notebook), encoding="utf-8")


def answers_there(page: Page) -> bool:
    return bool(page.evaluate("fetch(location.href).then(() => true, () => false)"))


@browsers
def test_nobody_without_the_word_reads_or_writes_the_work(browser: Browser, course: Course) -> None:
    page = new_page(browser, DESKTOP)
    bare = course.page(LESSON).partition("?")[0]
    for address in (bare, bare.replace(f"live/{LESSON}.html", f"work/{LESSON}")):
        page.goto(address)
        assert "/login" in page.url
    page.context.close()


# --- Python in its place --------------------------------------------------------------------------

STEP = "middle-in-code"


@browsers
def test_a_line_of_code_runs_in_the_page_with_the_courses_own_kernel(
    browser: Browser, course: Course
) -> None:
    page = opened(new_page(browser, PHONE), course.page(CHARTS))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    code = page.locator(f'[data-code="{STEP}"]')
    code.get_by_text("This step runs with Python on this computer.").wait_for()
    assert not [
        one for one in asked if "runner.js" in one or "/api/" in one
    ]  # before the press: nothing
    line = code.get_by_label("Your line of code")
    line.fill('middle_line = first_20["first_visits"].median()')
    code.get_by_role("button", name="Run this step").press("Enter")
    code.get_by_text("That is the median of first_visits.").wait_for(timeout=300_000)
    line.fill("middle_line = frist_20")
    code.get_by_role("button", name="Run this step").press("Enter")
    code.get_by_text('Did you mean "first_20"?').wait_for()
    line.fill("while True: pass")
    code.get_by_role("button", name="Run this step").press("Enter")
    code.get_by_text("Python runs your line.").wait_for()
    code.get_by_role("button", name="Stop").press("Enter")
    code.get_by_text("This step was stopped.").wait_for()
    right = 'middle_line = first_20["days"].median()'
    line.fill(f"{right}\nrun_chart(first_20, value='days', time='week', title='Days')")
    code.get_by_role("button", name="Run this step").press("Enter")
    code.get_by_text("the same middle line as on the chart").wait_for()
    assert len(code.locator("figure img").get_attribute("alt") or "") > 40
    assert axe_places(page) == []
    until(lambda: kept(course, CHARTS).answer(STEP) == 26)
    until(lambda: in_notebook(course, CHARTS).answer(STEP) == 26)
    lines = own_work.read(course.folder / "my-work" / CHARTS, CHARTS).lines
    assert lines[STEP].startswith(right)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Get my file").first.click()
    sent = json.loads(Path(coming.value.path()).read_text("utf-8"))
    typed = next(one for one in sent["cells"] if one["id"] == f"{STEP}-answer")
    assert "".join(typed["source"]).startswith(right)
    assert answers.recover(sent, CHARTS).answer(STEP) == 26
    page.context.close()


@browsers
def test_when_no_kernel_comes_forms_work_and_the_page_says_what_to_do(
    browser: Browser, course: Course
) -> None:
    page = opened(new_page(browser, DESKTOP), course.page(CHARTS))
    page.route("**/api/sessions", lambda route: route.fulfill(status=500, body="{}"))
    code = page.locator(f'[data-code="{STEP}"]')
    code.get_by_label("Your line of code").fill("middle_line = 3")
    code.get_by_role("button", name="Run this step").click()
    code.get_by_text("Python did not start, or ended. Your line is kept.").wait_for()
    assert code.get_by_role("button", name="Run this step").is_enabled()
    choice = step(page, "middle-line").locator(".choice").first
    choice.click()
    step(page, "middle-line").locator(".champions-feedback strong").wait_for()
    until(lambda: "middle-line" in kept(course, CHARTS).records)
    page.context.close()


@browsers
@pytest.mark.parametrize("keep", ["this page", "the notebook"])
def test_a_line_that_was_changed_in_both_is_asked_about(
    browser: Browser, course: Course, keep: str
) -> None:
    mine = course.folder / "my-work" / CHARTS
    page = opened(new_page(browser, DESKTOP), course.page(CHARTS))
    code = page.locator(f'[data-code="{STEP}"]')
    line = code.get_by_label("Your line of code")
    code.get_by_role("button", name="Run this step").wait_for()
    line.fill(f"middle_line = 1  # {keep}")
    there = f"middle_line = 2  # {keep}"
    own_work.keep(mine, CHARTS, own_work.read(mine, CHARTS).record, {STEP: there})
    line.press("Tab")
    code.get_by_role("alert").get_by_text("This line was changed in the notebook too.").wait_for()
    assert own_work.read(mine, CHARTS).lines[STEP] == there
    code.get_by_role("button", name=f"Keep from {keep}").press("Enter")
    number = 1 if keep == "this page" else 2
    until(lambda: own_work.read(mine, CHARTS).lines[STEP].startswith(f"middle_line = {number}"))
    assert line.input_value().startswith(f"middle_line = {number}")
    page.context.close()

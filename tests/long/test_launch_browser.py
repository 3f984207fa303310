"""What a champion sees and touches: the course in a real browser, on a desktop and on a phone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browser import (
    COURSE,
    DESKTOP,
    PHONE,
    Course,
    axe,
    axe_places,
    button,
    course_folder,
    new_page,
    open_lesson,
    serving,
    start_lesson,
)
from journeys import until
from playwright.sync_api import Browser, Page
from toy_lesson import toy_lesson

pytestmark = pytest.mark.browser
COVERS = (
    "src/champions/install/**/*",
    "src/champions/lesson/*",
    "src/champions/questions/choice/*.py",
    "src/champions/style/*",
    "tests/axe-baseline-shell.json",
    "tests/browser.py",
    "tests/toy_lesson.py",
)

BASELINE = COURSE / "tests" / "axe-baseline-shell.json"
BUTTONS = ("Start lesson", "Run this step", "Save", "Get my file", "All lessons")
LESSONS = {
    "06-run-charts": toy_lesson(title="Run charts"),
    "07-why-things-vary": toy_lesson(title="Why things vary"),
    "08-to-be-changed": toy_lesson(title="Changed by tests"),
    "09-in-welsh": toy_lesson(
        title="Amrywio",
        language="cy",
        buttons={
            "Start lesson": "Dechrau'r wers",
            "All lessons": "Pob gwers",
            "See all lessons and open another one": "Gweld pob gwers ac agor un arall",
            "Getting ready. This takes a few seconds.": "Yn paratoi.",
        },
    ),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, home: Path) -> Iterator[Course]:
    folder = course_folder(tmp_path_factory.mktemp("a course folder"), LESSONS)
    with serving(folder, home=home) as course:
        yield course


@pytest.fixture(scope="module", params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, course: Course) -> Iterator[Page]:
    """A lesson that was opened and started. Tests leave it as they find it."""
    page = new_page(browser, request.param)
    open_lesson(page, course.address("06-run-charts"))
    start_lesson(page)
    page.get_by_text("Check my answer").wait_for()
    yield page
    page.context.close()


@pytest.fixture
def desk(browser: Browser, course: Course) -> Iterator[Page]:
    """A desktop page on a lesson that tests may change."""
    page = new_page(browser, DESKTOP)
    open_lesson(page, course.address("08-to-be-changed"))
    yield page
    page.context.close()


def width(page: Page) -> int:
    return int(page.evaluate("innerWidth"))


def answered(page: Page, code: str) -> None:
    """Type a code into the form, and have it checked."""
    page.get_by_label("Your code").fill(code)
    page.get_by_label("Your code").press("Tab")
    page.get_by_role("button", name="Check my answer").click()
    page.get_by_text(f"You said: {code}").wait_for()


def saved_by_itself(course: Course, lesson: str, words: str) -> None:
    file = course.folder / "my-work" / lesson / "lesson.ipynb"
    until(lambda: words in file.read_text("utf-8"), lambda: f"{words!r} was not saved by itself")


def test_five_named_buttons_are_in_view_and_none_covers_another(page: Page) -> None:
    boxes = [button(page, name).bounding_box() for name in BUTTONS]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width(page) for box in boxes)
    assert all(box["height"] >= 24 for box in boxes)
    lesson = page.locator(".jp-WindowedPanel-outer").bounding_box()
    assert lesson is not None
    assert all(box["y"] + box["height"] <= lesson["y"] for box in boxes)
    for i, one in enumerate(boxes):
        for other in boxes[i + 1 :]:
            first, second = sorted((one, other), key=lambda box: box["x"])
            assert first["x"] + first["width"] <= second["x"] or abs(one["y"] - other["y"]) >= 24


def test_nothing_of_the_programmers_desk_is_shown(page: Page) -> None:
    for text in ("File", "Kernel", "Trusted", "Validate", "Create Assignment", "Terminal"):
        assert not page.get_by_text(text, exact=True).locator("visible=true").count(), text
    assert not page.get_by_text("import ipywidgets").locator("visible=true").count()
    assert not page.locator(".jp-InputPrompt:visible, .jp-Placeholder:visible").count()


def test_the_page_never_scrolls_sideways(page: Page) -> None:
    for selector in ("html", ".jp-WindowedPanel-outer"):
        wide, seen = page.eval_on_selector(selector, "e => [e.scrollWidth, e.clientWidth]")
        assert wide <= seen, selector
    edges = page.eval_on_selector_all(
        ".jp-OutputArea-output :is(button, input, select, textarea, img)",
        "all => all.map(e => e.getBoundingClientRect().right)",
    )
    assert edges
    assert max(edges) <= width(page)


def test_start_lesson_asks_nothing_and_stays_where_the_person_is(page: Page) -> None:
    start_lesson(page)
    page.get_by_text("Check my answer").wait_for()
    assert not page.locator(".jp-Dialog").count()
    assert page.eval_on_selector(".jp-WindowedPanel-outer", "e => e.scrollTop") == 0
    assert page.get_by_role("heading", name="Run charts").is_visible()


def test_lines_hold_about_68_characters(page: Page) -> None:
    wide = page.eval_on_selector(
        ".jp-MarkdownOutput p", "e => e.clientWidth / parseFloat(getComputedStyle(e).fontSize)"
    )
    assert wide <= 42  # em; a letter is about 0.55 em wide, so at most 76 letters


def test_everything_to_touch_is_large_enough(page: Page) -> None:
    sizes = page.eval_on_selector_all(
        ".jp-OutputArea :is(button, select, textarea, input)",
        "all => all.map(e => [e.outerHTML.slice(0, 80), e.offsetWidth, e.offsetHeight])",
    )
    assert len(sizes) >= 9
    for what, wide, high in sizes:
        least = 24 if "checkbox" in what else 32
        assert wide >= 24, what
        assert high >= least, what


def test_axe_finds_nothing_in_a_lesson(page: Page) -> None:
    assert axe_places(page, ".jp-OutputArea", ".jp-MarkdownOutput") == []


def test_axe_finds_no_more_in_the_shell_than_is_known(page: Page) -> None:
    found = axe(page, without=(".jp-OutputArea", ".jp-MarkdownOutput"))
    known = json.loads(BASELINE.read_text(encoding="utf-8"))["rules"]
    more = {rule: places for rule, places in found.items() if places > known.get(rule, 0)}
    assert not more, f"{more}; a better shell may lower {BASELINE.name}, nothing may raise it"


def test_every_lesson_is_reached_by_keyboard(page: Page) -> None:
    here = page.url
    button(page, "All lessons").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="All lessons")
    dialog.wait_for()
    assert dialog.get_by_role("link").all_inner_texts()[:2] == [
        "6. Run charts",
        "7. Why things vary",
    ]
    box = dialog.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width(page)
    assert axe_places(page, ".champions-lessons") == []
    dialog.get_by_role("link", name="7. Why things vary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Why things vary").wait_for()
    open_lesson(page, here)
    start_lesson(page)
    page.get_by_text("Check my answer").wait_for()


def test_what_is_around_a_lesson_speaks_its_language_and_says_where_it_is_english(
    browser: Browser, course: Course
) -> None:
    page = new_page(browser, DESKTOP)
    page.goto(course.address("09-in-welsh"))
    button(page, "Dechrau'r wers").wait_for()
    until(lambda: page.evaluate("document.documentElement.lang") == "cy")
    shown = page.locator(".jp-NotebookPanel-toolbar [title='Gweld pob gwers ac agor un arall']")
    shown.first.wait_for()
    button(page, "Pob gwers").click()
    dialog = page.get_by_role("dialog", name="Pob gwers")
    close = dialog.get_by_role("button", name="Stay in this lesson")  # nobody has translated it
    assert close.get_attribute("lang") == "en-GB"
    assert dialog.get_by_role("heading").get_attribute("lang") == "cy"
    assert dialog.get_by_role("link").first.get_attribute("lang") == "en-GB"
    close.click()
    page.context.close()
    page = new_page(browser, DESKTOP)
    page.goto(course.address("08-to-be-changed"))
    button(page, "Start lesson").wait_for()
    assert page.evaluate("document.documentElement.lang") == "en-GB"
    page.context.close()


def test_a_form_is_worked_by_keyboard_and_focus_can_be_seen(page: Page) -> None:
    field = page.get_by_label("Your code")
    field.focus()
    page.keyboard.type("B42")
    page.keyboard.press("Tab")
    width = "parseFloat(getComputedStyle(document.activeElement).outlineWidth)"
    page.wait_for_function(f"{width} >= 2")
    page.get_by_role("button", name="Check my answer").focus()
    page.keyboard.press("Enter")
    page.get_by_text("You said: B42").wait_for()


def test_what_feedback_says_is_saved_within_seconds_by_itself(desk: Page, course: Course) -> None:
    start_lesson(desk)
    answered(desk, "C99")
    saved_by_itself(course, "08-to-be-changed", "You said: C99")


def test_the_file_to_send_holds_what_was_done_a_moment_ago(desk: Page) -> None:
    start_lesson(desk)
    answered(desk, "D10")
    with desk.expect_download() as download:
        button(desk, "Get my file").click()
    assert download.value.suggested_filename.endswith(".ipynb")
    assert "You said: D10" in Path(download.value.path()).read_text(encoding="utf-8")


def test_letters_typed_outside_a_field_change_nothing(desk: Page) -> None:
    cells = desk.locator(".jp-Notebook .jp-Cell")
    before = cells.count()
    step = desk.locator(".jp-CodeCell").nth(1)
    step.click()
    desk.keyboard.press("Escape")
    for letter in "xddabmyr1zv00ii":
        desk.keyboard.press(letter)
    desk.keyboard.press("ArrowLeft")
    # A step that was run after them has its result: whatever the letters did has been done.
    button(desk, "Run this step").click()
    step.locator(".jp-OutputArea-output", has_text="3").wait_for()
    assert cells.count() == before
    assert desk.locator(".jp-CodeCell").count() == 3
    assert not desk.locator(".jp-Dialog").count()


def test_run_this_step_runs_the_step_and_moves_on(desk: Page) -> None:
    step = desk.locator(".jp-CodeCell").nth(1)
    step.locator(".cm-content").click()
    button(desk, "Run this step").click()
    step.locator(".jp-OutputArea-output", has_text="3").wait_for()


def test_a_form_from_before_a_break_says_how_to_open_it(browser: Browser, tmp_path: Path) -> None:
    folder = course_folder(tmp_path / "course", {"06-run-charts": LESSONS["06-run-charts"]})
    page = new_page(browser, DESKTOP)
    with serving(folder) as course:
        open_lesson(page, course.address("06-run-charts"))
        start_lesson(page)
        page.get_by_text("Check my answer").wait_for()
        saved_by_itself(course, "06-run-charts", "widget-view+json")
    page.context.close()
    page = new_page(browser, DESKTOP)
    with serving(folder) as course:
        open_lesson(page, course.address("06-run-charts"))
        page.get_by_text("above to open this form again").wait_for()
        start_lesson(page)
        page.get_by_text("Check my answer").wait_for()
        assert not page.get_by_text("above to open this form again").count()
    page.context.close()


def test_the_page_asks_nothing_of_the_internet(browser: Browser, course: Course) -> None:
    page = new_page(browser, DESKTOP)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_lesson(page, course.address("07-why-things-vary"))
    start_lesson(page)
    answered(page, "E11")
    saved_by_itself(course, "07-why-things-vary", "You said: E11")
    page.wait_for_load_state("networkidle")
    page.context.close()
    elsewhere = {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))}
    assert elsewhere == {"127.0.0.1"}


def test_the_persons_own_jupyter_is_left_alone(course: Course, page: Page, home: Path) -> None:
    ours = {".jupyter", ".ipython", ".local", ".config"}
    assert not ours & {path.name for path in home.iterdir()}

"""A champion's whole way through lesson 06 in a real browser, and the trainer's after it."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import (
    DESKTOP,
    PHONE,
    Course,
    axe_places,
    button,
    chromium,
    course_folder,
    new_page,
    open_lesson,
    serving,
    start_lesson,
)
from playwright.sync_api import Browser, Locator, Page

from champions.questions import answers

pytestmark = pytest.mark.browser
MODULE = "06-run-charts"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module", params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def size(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, size: Any) -> Iterator[Course]:
    folder = course_folder(tmp_path_factory.mktemp("course"))
    with serving(folder, home=tmp_path_factory.mktemp("home")) as course:
        yield course


@pytest.fixture(scope="module")
def page(browser: Browser, course: Course, size: Any) -> Iterator[Page]:
    """The lesson, started. The tests of this file go through it from top to bottom."""
    page = new_page(browser, size)
    open_lesson(page, course.address(MODULE))
    start_lesson(page)
    page.locator(".champions-finish").wait_for()
    yield page
    page.context.close()


def step(page: Page, question: str) -> Locator:
    """The form and the feedback of one question."""
    form = page.locator(".jp-CodeCell").filter(
        has=page.locator(".champions-ask", has_text=question)
    )
    form.first.scroll_into_view_if_needed()
    return form.first


def says(form: Locator, words: str) -> None:
    form.locator(".champions-feedback", has_text=words).wait_for()


def save(page: Page) -> None:
    """Save, and wait until there is nothing left to save."""
    page.wait_for_timeout(500)  # the last answer's feedback is on its way into the page
    if button(page, "Save").is_enabled():
        with page.expect_response(lambda answer: answer.request.method == "PUT"):
            button(page, "Save").click()
    page.locator("[aria-label='Save'][aria-disabled='true']").first.wait_for()


def my_answers(course: Course) -> dict[str, Any]:
    path = course.folder / "my-work" / MODULE / answers.SIDECAR
    return dict(json.loads(path.read_text(encoding="utf-8"))["answers"]) if path.exists() else {}


def test_the_tab_key_alone_reaches_every_button_and_every_box(page: Page) -> None:
    named = "(e => (e.ariaLabel || e.labels?.[0]?.textContent || e.textContent).trim())"
    waiting = ["○  The mean: all values", "Place it here", "The code of this step. Press Escape"]
    waiting += ["Your learner code", "Start lesson", "Run this step", "Get my file", "All lessons"]
    for _ in range(160):
        page.keyboard.press("Tab")
        name = page.evaluate(f"{named}(document.activeElement)")
        if name.startswith("The code of this step"):
            page.keyboard.press("Escape")  # as the page says
        waiting = [one for one in waiting if not name.startswith(one)]
        if not waiting:
            break
    assert not waiting


def test_before_an_attempt_nothing_is_called_wrong(page: Page) -> None:
    said = page.locator(".champions-feedback strong").all_inner_texts()
    assert len(said) > 10
    assert all(re.search("Not (tried|written) yet", one) for one in said), said


def test_a_form_is_worked_by_keyboard_and_the_hint_changes(page: Page, course: Course) -> None:
    form = step(page, "Which line goes through the middle of a run chart?")
    form.get_by_role("button", name="The mean").focus()
    page.keyboard.press("Enter")
    says(form, "one very long wait pulls it up")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").startswith("●  The mean")
    form.get_by_role("button", name="The target").focus()
    page.keyboard.press("Space")
    says(form, "A target is our wish")
    says(form, "Where to look")
    form.get_by_role("button", name="The median").focus()
    page.keyboard.press("Enter")
    says(form, "Right")
    kept = my_answers(course)["middle-line"]
    assert kept["history"] == ["mean-not-median", "target-is-the-middle", "right"]


def test_a_word_is_explained_where_it_stands(page: Page) -> None:
    line = page.locator(".jp-MarkdownOutput p", has_text="So we need to see the weeks in order")
    word = line.get_by_role("link", name="run chart", exact=True)
    word.focus()
    page.keyboard.press("Enter")
    line.locator(".champions-word", has_text="run chart: A chart of values in the order").wait_for()
    assert axe_places(page, ".jp-MarkdownOutput") == []
    page.keyboard.press("Enter")
    line.locator(".champions-word").wait_for(state="detached")


def test_a_chart_is_drawn_without_dragging(page: Page, course: Course) -> None:
    form = step(page, "Draw the chart")
    height = form.get_by_label("Height (days)")
    for days in (28, 19, 31, 26, 27, 24, 18, 29, 26, 28, 28, 27):
        height.fill(str(days))
        height.press("Enter")
        form.locator("figcaption", has_text=f"at {days} days").wait_for()
        form.get_by_role("button", name="Place it here").click()
    form.get_by_text("5 dots above it, 5 below, 1 on it").wait_for()
    form.get_by_role("button", name="Check my chart").click()
    says(form, "Right")


def test_things_are_sorted_from_lists(page: Page) -> None:
    form = step(page, "Use the Anhøj card")
    groups = ["No signal", "Signal: something changed", "Signal: something changed"]
    groups += ["Too short to judge", "No signal"]
    boxes = form.get_by_role("combobox")
    for at, group in enumerate(groups):
        boxes.nth(at).select_option(group)
    says(form, "Not checked yet")
    form.get_by_role("button", name="Check", exact=True).click()
    says(form, "Right")


def test_a_number_is_typed_as_people_type_it(page: Page) -> None:
    form = step(page, "How many useful points")
    form.get_by_role("textbox").fill("20 weeks")
    form.get_by_role("textbox").press("Enter")
    says(form, "A dot on the middle line is on neither side")
    form.get_by_role("textbox").fill("seventeen")
    form.get_by_role("button", name="Check").click()
    says(form, "Right")


def test_a_line_of_code_is_checked_without_running_a_second_step(page: Page) -> None:
    # Jupyter makes an editor when its place comes into view.
    page.locator("p", has_text="If it does not work at first").scroll_into_view_if_needed()
    code = page.locator(".jp-InputArea", has_text="middle_line =")
    cell = page.locator(".jp-CodeCell", has=code).first
    cell.scroll_into_view_if_needed()
    editor = cell.locator(".cm-content")
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.type('middle_line = frist_20["days"].median()')
    button(page, "Run this step").click()
    stopped = cell.get_by_role("alert")
    stopped.get_by_text('Did you mean "first_20"?').wait_for()
    assert "Traceback" not in stopped.inner_text()  # folded away
    assert cell.locator("[data-mime-type='application/vnd.jupyter.error']").count() == 0
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.type('middle_line = first_20["days"].mean()')
    button(page, "Run this step").click()
    page.get_by_text("Use the word median in place of mean").wait_for()
    editor.click()
    page.keyboard.press("Control+a")
    # Forms and steps take turns in one thread: else a press could overtake a choice.
    side = 'sum("subshell" in t.name.lower() for t in __import__("threading").enumerate())'
    page.keyboard.type(f'middle_line = first_20["days"].median(); print("beside:", {side})')
    button(page, "Run this step").click()
    page.get_by_text("the same middle line as on the chart").wait_for()
    cell.get_by_text("beside: 0").wait_for()


def test_false_alarms_are_counted_on_the_spot(page: Page) -> None:
    button_ = page.get_by_role("button", name="Make 200 charts")
    button_.scroll_into_view_if_needed()
    button_.click()
    page.get_by_text("charts gave a signal").first.wait_for()


def test_own_words_are_kept_as_they_are(page: Page, course: Course) -> None:
    form = step(page, "Think of a time when somebody judged")
    form.get_by_role("textbox").fill("<script>document.title='x'</script> Ünder 5 °C & cold")
    says(form, "Your words are kept")
    deadline = time.monotonic() + 120
    while "reflection" not in my_answers(course):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert my_answers(course)["reflection"]["answer"]["words"].endswith("°C & cold")


def test_axe_finds_nothing_in_the_lesson(page: Page) -> None:
    assert axe_places(page, ".jp-OutputArea", ".jp-MarkdownOutput") == []


def test_nothing_is_cut_off_or_scrolls_sideways(page: Page, size: Any) -> None:
    for selector in ("html", ".jp-WindowedPanel-outer"):
        wide, seen = page.eval_on_selector(selector, "e => [e.scrollWidth, e.clientWidth]")
        assert wide <= seen, selector
    for numbers in page.get_by_text("Show the numbers as a table").all():
        numbers.click()
    edges = page.eval_on_selector_all(
        ".jp-OutputArea-output"
        " :is(button, input, select, textarea, img, svg, figcaption, .champions-table)",
        "all => all.map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect().right])",
    )
    assert not [what for what, right in edges if right > size[0]]


def test_every_chart_has_its_meaning_in_words(page: Page) -> None:
    figures = page.locator("figure.champions-chart")
    assert figures.count() == 2
    for at in range(2):
        assert len(figures.nth(at).locator("img").get_attribute("alt") or "") > 40
        assert len(figures.nth(at).locator("figcaption").inner_text()) > 40


def test_the_file_alone_brings_every_answer_back(
    page: Page, browser: Browser, course: Course, size: Any
) -> None:
    """The notebook is sent to another device without the small file beside it."""
    code = page.get_by_label("Your learner code")
    code.scroll_into_view_if_needed()
    code.fill("sparrow-7")
    code.press("Enter")
    save(page)
    with page.expect_download() as waiting:
        button(page, "Get my file").click()
    assert waiting.value.suggested_filename == f"{MODULE}.ipynb"
    sent = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))
    recovered = answers.recover(sent, MODULE)
    kept = answers.load(course.folder / "my-work" / MODULE)
    assert recovered.records == kept.records
    assert recovered.learner == "sparrow-7"
    assert {"middle-line", "draw-by-hand", "use-the-card", "middle-in-code"} <= set(kept.records)


def test_answers_are_there_after_the_page_is_closed_and_opened(
    page: Page, browser: Browser, course: Course, size: Any
) -> None:
    save(page)
    # Last of all: two windows may save one lesson, and Jupyter would then ask in the first of them.
    again = new_page(browser, size)
    open_lesson(again, course.address(MODULE))
    start_lesson(again)
    form = step(again, "Which line goes through the middle of a run chart?")
    says(form, "Right")
    assert "20 weeks" not in form.inner_text()
    form = step(again, "Think of a time when somebody judged")
    assert form.get_by_role("textbox").input_value().endswith("°C & cold")
    assert again.title() != "x"
    again.context.close()

"""A champion's whole way through lesson 06 in a real browser, and the trainer's after it."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from browser import axe_places, button
from journeys import PATIENCE, Journey, OpenLesson, fits, until
from playwright.sync_api import APIResponse, Route

from champions.questions import answers

pytestmark = pytest.mark.browser
MODULE = "06-run-charts"


@pytest.fixture(scope="module")
def lesson(journey: Journey) -> OpenLesson:
    """The lesson, started. The tests of this file go through it from top to bottom."""
    return journey[MODULE]


def test_the_tab_key_alone_reaches_every_button_and_every_box(lesson: OpenLesson) -> None:
    named = "(e => (e.ariaLabel || e.labels?.[0]?.textContent || e.textContent).trim())"
    waiting = ["○  The mean: all values", "Place it here", "The code of this step. Press Escape"]
    waiting += ["Your learner code", "Start lesson", "Run this step", "Get my file", "All lessons"]
    keyboard = lesson.page.keyboard
    for _ in range(240):
        keyboard.press("Tab")
        name = lesson.page.evaluate(f"{named}(document.activeElement)")
        if name.startswith("The code of this step"):
            keyboard.press("Escape")  # as the page says
        waiting = [one for one in waiting if not name.startswith(one)]
        if not waiting:
            break
    assert not waiting


def test_before_an_attempt_nothing_is_called_wrong(lesson: OpenLesson) -> None:
    said = lesson.page.locator(".champions-feedback strong").all_inner_texts()
    assert len(said) > 10
    assert all(re.search("Not (tried|written) yet", one) for one in said), said


def test_a_form_is_worked_by_keyboard_and_the_hint_changes(lesson: OpenLesson) -> None:
    step = lesson.step("Which line goes through the middle of a run chart?")
    step.press("The mean")
    step.says("one very long wait pulls it up")
    lesson.page.keyboard.press("Shift+Tab")
    lesson.page.keyboard.press("Tab")
    focused = lesson.page.evaluate("document.activeElement.textContent")
    assert focused.startswith("●  The mean")
    step.press("The target", key="Space")
    step.says("A target is our wish")
    step.says("Where to look")
    step.press("The median")
    step.says("Right")
    until(lambda: len(lesson.record("middle-line").history) == 3)
    history = lesson.record("middle-line").history
    assert history == ("mean-not-median", "target-is-the-middle", "right")


def test_a_word_is_explained_where_it_stands(lesson: OpenLesson) -> None:
    page = lesson.page
    line = page.locator(".jp-MarkdownOutput p", has_text="So we need to see the weeks in order")
    line.get_by_role("link", name="run chart", exact=True).focus()
    page.keyboard.press("Enter")
    line.locator(".champions-word", has_text="run chart: A chart of values in the order").wait_for()
    assert axe_places(page, ".jp-MarkdownOutput") == []
    page.keyboard.press("Enter")
    line.locator(".champions-word").wait_for(state="detached")


def test_a_chart_is_drawn_without_dragging(lesson: OpenLesson) -> None:
    step = lesson.step("Draw the chart")
    height = step.form.get_by_label("Height (days)")
    for days in (28, 19, 31, 26, 27, 24, 18, 29, 26, 28, 28, 27):
        height.fill(str(days))
        height.press("Enter")
        step.form.locator("figcaption", has_text=f"at {days} days").wait_for()
        step.button("Place it here").click()
    step.shows("5 dots above it, 5 below, 1 on it")
    step.button("Check my chart").click()
    step.says("Right")


def test_things_are_sorted_from_lists(lesson: OpenLesson) -> None:
    step = lesson.step("Use the Anhøj card")
    groups = ["No signal", "Signal: something changed", "Signal: something changed"]
    step.sort([*groups, "Too short to judge", "No signal"])
    step.says("Not checked yet")
    step.check()
    step.says("Right")


def test_a_number_is_typed_as_people_type_it(lesson: OpenLesson) -> None:
    step = lesson.step("How many useful points")
    step.type("20 weeks")
    step.form.get_by_role("textbox").press("Enter")
    step.says("A dot on the middle line is on neither side")
    step.type("seventeen")
    step.check()
    step.says("Right")


def test_a_line_of_code_is_checked_without_running_a_second_step(lesson: OpenLesson) -> None:
    page = lesson.page
    # Jupyter makes an editor when its place comes into view.
    page.locator("p", has_text="If it does not work at first").scroll_into_view_if_needed()
    code = page.locator(".jp-InputArea", has_text="middle_line =")
    cell = page.locator(".jp-CodeCell", has=code).first
    cell.scroll_into_view_if_needed()
    editor = cell.locator(".cm-content")

    def run(line: str) -> None:
        editor.click()
        page.keyboard.press("Control+a")
        page.keyboard.type(line)
        button(page, "Run this step").click()

    run('middle_line = frist_20["days"].median()')
    stopped = cell.get_by_role("alert")
    stopped.get_by_text('Did you mean "first_20"?').wait_for()
    assert "Traceback" not in stopped.inner_text()  # folded away
    assert cell.locator("[data-mime-type='application/vnd.jupyter.error']").count() == 0
    run('middle_line = first_20["days"].mean()')
    lesson.shows("Use the word median in place of mean")
    # Forms and steps take turns in one thread: else a press could overtake a choice.
    side = 'sum("subshell" in t.name.lower() for t in __import__("threading").enumerate())'
    run(f'middle_line = first_20["days"].median(); print("beside:", {side})')
    lesson.shows("the same middle line as on the chart")
    cell.get_by_text("beside: 0").wait_for()


def test_false_alarms_are_counted_on_the_spot(lesson: OpenLesson) -> None:
    lesson.press("Make 200 charts")
    lesson.shows("charts gave a signal")


def test_own_words_are_kept_as_they_are(lesson: OpenLesson) -> None:
    step = lesson.step("Think of a time when somebody judged")
    step.type("<script>document.title='x'</script> Ünder 5 °C & cold")
    step.says("Your words are kept")
    assert lesson.answer("reflection")["words"].endswith("°C & cold")


def test_axe_finds_nothing_in_the_lesson(lesson: OpenLesson) -> None:
    assert axe_places(lesson.page, ".jp-OutputArea", ".jp-MarkdownOutput") == []


def test_nothing_is_cut_off_or_scrolls_sideways(lesson: OpenLesson) -> None:
    for numbers in lesson.page.get_by_text("Show the numbers as a table").all():
        numbers.click()
    fits(lesson.page)


def test_every_chart_has_its_meaning_in_words(lesson: OpenLesson) -> None:
    figures = lesson.page.locator("figure.champions-chart")
    assert figures.count() == 2
    for at in range(2):
        assert len(figures.nth(at).locator("img").get_attribute("alt") or "") > 40
        assert len(figures.nth(at).locator("figcaption").inner_text()) > 40


def test_the_file_alone_brings_every_answer_back(lesson: OpenLesson) -> None:
    """The notebook is sent to another device without the small file beside it."""
    code = lesson.page.get_by_label("Your learner code")
    code.scroll_into_view_if_needed()
    code.fill("sparrow-7")
    code.press("Enter")
    until(lambda: lesson.kept().learner == "sparrow-7")
    lesson.save()
    with lesson.page.expect_download() as waiting:
        button(lesson.page, "Get my file").click()
    assert waiting.value.suggested_filename == f"{MODULE} sparrow-7.ipynb"
    sent = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))
    recovered = answers.recover(sent, MODULE)
    assert recovered.records == lesson.kept().records
    assert recovered.learner == "sparrow-7"
    done = {"middle-line", "draw-by-hand", "use-the-card", "middle-in-code"}
    assert done <= set(recovered.records)


def test_a_file_is_sent_while_jupyter_saves_by_itself(lesson: OpenLesson) -> None:
    """On a slow computer a press meets the save of every few seconds, and is no second writer."""
    held: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        if route.request.method == "PUT" and not held:
            held.append((route, route.fetch()))  # it is written, and the page does not know yet
        else:
            route.continue_()

    lesson.page.route("**/api/contents/**", hold)
    code = lesson.page.get_by_label("Your learner code")
    code.fill("sparrow-8")
    code.press("Enter")
    waited = time.monotonic() + PATIENCE
    while not held and time.monotonic() < waited:
        lesson.page.wait_for_timeout(200)
    with lesson.page.expect_download() as waiting:
        button(lesson.page, "Get my file").click()
        lesson.page.wait_for_timeout(1_000)
        route, answer = held[0]
        route.fulfill(response=answer)
    lesson.page.unroute("**/api/contents/**", hold)
    assert waiting.value.suggested_filename == f"{MODULE} sparrow-8.ipynb"
    assert lesson.page.get_by_role("dialog").count() == 0


def test_answers_are_there_after_the_page_is_closed_and_opened(
    lesson: OpenLesson, journey: Journey
) -> None:
    lesson.save()
    # Last of all: two windows may save one lesson, and Jupyter would then ask in the first of them.
    again = journey.opened(MODULE)
    step = again.step("Which line goes through the middle of a run chart?")
    step.says("Right")
    assert "20 weeks" not in step.form.inner_text()
    words = again.step("Think of a time when somebody judged").form.get_by_role("textbox")
    assert words.input_value().endswith("°C & cold")
    assert again.page.title() != "x"
    again.page.context.close()

"""The first three lessons on a phone, in a real browser and by keyboard where it matters."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from browser import (
    PHONE,
    Course,
    axe_places,
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
LESSONS = ("00-start-here", "01-what-is-improvement", "02-whose-voice")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    folder = course_folder(tmp_path_factory.mktemp("course"))
    with serving(folder, home=tmp_path_factory.mktemp("home")) as course:
        yield course


@pytest.fixture(scope="module")
def pages(browser: Browser, course: Course) -> Iterator[dict[str, Page]]:
    """Each lesson, started, on a page of its own."""
    opened: dict[str, Page] = {}
    for lesson in LESSONS:
        opened[lesson] = new_page(browser, PHONE)
        open_lesson(opened[lesson], course.address(lesson))
        start_lesson(opened[lesson])
        opened[lesson].locator(".champions-finish").wait_for()
    yield opened
    for page in opened.values():
        page.context.close()


def step(page: Page, question: str) -> Locator:
    """The form and the feedback of one question."""
    asked = page.locator(".champions-ask", has_text=question)
    form = page.locator(".jp-CodeCell").filter(has=asked).first
    form.scroll_into_view_if_needed()
    return form


def says(form: Locator, words: str) -> None:
    form.locator(".champions-feedback", has_text=words).wait_for()


def press(page: Page, button: Locator) -> None:
    """Press a button as somebody without a mouse does."""
    button.focus()
    page.keyboard.press("Enter")


def kept(course: Course, lesson: str, question: str) -> Any:
    """The answer in the small file beside the lesson, once it is there."""
    path = course.folder / "my-work" / lesson / answers.SIDECAR
    deadline = time.monotonic() + 120
    while True:
        book = json.loads(path.read_text("utf-8"))["answers"] if path.exists() else {}
        if question in book:
            return book[question]["answer"]
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_the_course_opens_with_the_first_lesson(course: Course) -> None:
    assert "/notebooks/00-start-here/" in course.printed


def test_the_list_of_things_to_try_ticks_itself(pages: dict[str, Page]) -> None:
    page = pages["00-start-here"]
    ticks = page.locator(".champions-tried")
    ticks.get_by_text("You have tried 0 of 8 things.").wait_for()
    press(page, step(page, "Which drink").get_by_role("button", name="Water"))
    form = step(page, "A tea urn holds 40 cups")
    press(page, form.get_by_role("button", name="Yes, it holds 40"))
    says(form, "Some cups have gone since then")
    ticks.get_by_text("You have tried 3 of 8 things.").wait_for()
    ticks.get_by_text("☑ Get a hint: tried").wait_for()


def test_steps_are_put_in_order_with_up_and_down(pages: dict[str, Page], course: Course) -> None:
    page = pages["00-start-here"]
    form = step(page, "Put these in order, from the first thing")
    # send work file start save: each pair is a line, counted from 0, and the way it moves.
    for line, way in ((3, "Up"), (2, "Up"), (1, "Up"), (1, "Down"), (2, "Down"), (3, "Down")):
        press(page, form.locator(".champions-step").nth(line).get_by_role("button", name=way))
    press(page, form.get_by_role("button", name="Check"))
    says(form, "Save first")
    press(page, form.locator(".champions-step").nth(2).get_by_role("button", name="Down"))
    press(page, form.get_by_role("button", name="Check"))
    says(form, "Right")
    order = ["start", "work", "save", "file", "send"]
    assert kept(course, "00-start-here", "send-it-back") == order


def test_the_map_fills_and_names_the_systems_that_are_missing(pages: dict[str, Page]) -> None:
    page = pages["01-what-is-improvement"]
    form = step(page, "Put each person or group on the map")
    boxes = form.get_by_role("combobox")
    boxes.nth(0).select_option("In the room: lives it or does it")
    form.get_by_text("In the room: 1, from 1 of 5 systems. Nobody yet from: Charity").wait_for()
    boxes.nth(6).select_option("Decides: can say yes to it")
    form.get_by_text("7. Transport officer (Council)").wait_for()
    drawn = form.locator(".champions-map svg").get_attribute("aria-label")
    assert "2 of 9 on the map" in str(drawn)
    says(form, "2 placed, 7 to go.")


def test_comments_are_sorted_by_keyboard_and_the_disclosure_stops_it(
    pages: dict[str, Page], course: Course
) -> None:
    page = pages["02-whose-voice"]
    form = step(page, "Read each comment")
    themes = ["Getting there", "Times that do not fit", "Words and languages", "Waiting to hear"]
    themes += ["How people are met", "Getting there", "Times that do not fit", "Waiting to hear"]
    for at, theme in enumerate(themes, 1):
        form.get_by_text(f"Comment {at} of 12").wait_for()
        press(page, form.get_by_role("button", name=theme, exact=True))
    form.get_by_text("He locks the kitchen at night").wait_for()
    press(page, form.get_by_role("button", name="Is it safe?", exact=True))
    form.get_by_text("Comment 10 of 12").wait_for()
    press(page, form.get_by_role("button", name="Go back one comment"))
    press(page, form.get_by_role("button", name="Stop"))
    says(form, "That card is a person, and not data")
    assert kept(course, "02-whose-voice", "theme-sorter")["9"] == "stop"


def test_who_came_is_seen_in_three_views(pages: dict[str, Page]) -> None:
    page = pages["02-whose-voice"]
    view = page.get_by_label("Show people")
    view.scroll_into_view_if_needed()
    view.select_option("by first language")
    page.locator(".champions-bars text", has_text="British Sign Language: too few").wait_for()


@pytest.mark.parametrize("lesson", LESSONS)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    pages: dict[str, Page], lesson: str
) -> None:
    page = pages[lesson]
    assert axe_places(page, ".jp-OutputArea", ".jp-MarkdownOutput") == []
    for selector in ("html", ".jp-WindowedPanel-outer"):
        wide, seen = page.eval_on_selector(selector, "e => [e.scrollWidth, e.clientWidth]")
        assert wide <= seen, selector
    edges = page.eval_on_selector_all(
        ".jp-OutputArea-output"
        " :is(button, input, select, textarea, img, svg, figcaption, .champions-table)",
        "all => all.map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect().right])",
    )
    assert not [what for what, right in edges if right > PHONE[0]]

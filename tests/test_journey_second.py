"""Lessons 03 to 05 and 08 on a phone, in a real browser: what a page of text could not teach."""

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

from champions.activities.icons.lab import CASES, GROUPS
from champions.activities.limits_by_hand.question import STEPS, answer_for
from champions.activities.service.question import CHANGES, FOUND, effects
from champions.questions import answers

pytestmark = pytest.mark.browser
FOCUSED = "element => element === document.activeElement"
LESSONS = ("03-seeing-the-problem", "04-measuring-what-matters", "05-pdsa-cycles", "08-xmr-charts")


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


def until(found: Any, form: Locator | None = None) -> Any:
    """What a function gives, once it gives something; files are written a moment later."""
    deadline = time.monotonic() + 120
    while not (given := found()):
        assert time.monotonic() < deadline, form and form.inner_text()
        time.sleep(0.1)
    return given


def answer(course: Course, lesson: str, question: str) -> dict[str, Any]:
    """The answer kept in the small file beside the lesson; empty when there is none."""
    path = course.folder / "my-work" / lesson / answers.SIDECAR
    book = json.loads(path.read_text("utf-8"))["answers"] if path.exists() else {}
    return dict(book.get(question, {}).get("answer") or {})


def test_the_made_up_service_is_run_by_keyboard_to_the_end(
    pages: dict[str, Page], course: Course
) -> None:
    page, lesson = pages["05-pdsa-cycles"], "05-pdsa-cycles"
    form = step(page, "Test the four changes")
    changing = form.get_by_label("What do you change?")
    for change in CHANGES.values():
        changing.select_option(label=change)
        form.get_by_label("How many of 40").select_option(label="9 to 12 people")
        form.get_by_label("For how many weeks").select_option(label="6 weeks")
        press(page, form.get_by_role("button", name="Do it"))
        decide = form.get_by_label("What do you decide?")
        # The button that was pressed has gone, so the keyboard must not be lost.
        until(lambda decide=decide: decide.evaluate(FOCUSED), form)
        form.get_by_text("You predicted 9 to 12 people.").wait_for()
        decide.select_option(label="Abandon: stop it")
        press(page, form.get_by_role("button", name="Decide"))
        until(lambda: changing.evaluate(FOCUSED), form)
    says(form, "Now say what each one did")
    kept = until(lambda: len(answer(course, lesson, "run-the-service").get("cycles", [])) == 4)
    assert kept
    seed = answer(course, lesson, "run-the-service")["seed"]
    for change, effect in effects(seed).items():
        form.get_by_label(CHANGES[change], exact=True).select_option(label=FOUND[effect])
    press(page, form.get_by_role("button", name="Check what I found"))
    says(form, "Right")


def test_the_result_of_a_record_waits_for_the_prediction(
    pages: dict[str, Page], course: Course
) -> None:
    page = pages["05-pdsa-cycles"]
    form = step(page, "Project evidence: my PDSA record")
    learned = form.get_by_label("Put it beside your prediction")
    assert not learned.is_visible()
    form.get_by_label("What do you think will happen?").fill("4 of 5 come")
    press(page, form.get_by_role("button", name="Keep my prediction"))
    learned.fill("2 came")
    form.get_by_label("What do you think will happen?").fill("2 of 5 come")
    says(form, "Both predictions are kept")
    record = until(lambda: answer(course, "05-pdsa-cycles", "pdsa-record"))
    assert record["as first written"] == "4 of 5 come"


def test_records_are_sorted_one_by_one_and_then_compared(pages: dict[str, Page]) -> None:
    page = pages["04-measuring-what-matters"]
    page.get_by_text("When all your notes are done").wait_for()
    form = step(page, "Is this a missed visit? Go by")
    for number in range(1, 21):
        press(page, form.get_by_role("button", name="Not missed"))
        form.get_by_text(f"{number} of 20 done").wait_for()
    page.get_by_text("You and Sam agree on 9 of 20.").wait_for()
    page.get_by_text("You and Rosa agree on 12 of 20.").wait_for()


def test_a_tally_sheet_is_designed_and_saved(pages: dict[str, Page], course: Course) -> None:
    page = pages["04-measuring-what-matters"]
    form = step(page, "My tally sheet")
    form.get_by_role("textbox").nth(0).fill("Missed visits")
    form.get_by_role("textbox").nth(2).fill("ill\nname of the guest")
    page.get_by_text("Do you need a name to count?").wait_for()
    press(page, page.get_by_role("button", name="Save my tally sheet"))
    page.get_by_text("and print it.").wait_for()
    saved = course.folder / "my-work" / "my-project" / "my-tally-sheet.html"
    assert "Missed visits" in saved.read_text("utf-8")


def test_a_map_an_aim_and_a_diagram_follow_the_boxes(
    pages: dict[str, Page], course: Course
) -> None:
    page = pages["03-seeing-the-problem"]
    form = step(page, "Put the steps in order")
    press(page, form.locator(".champions-step").nth(1).get_by_role("button", name="Up"))
    page.get_by_label("Process map. Step 1: Somebody asks").wait_for()
    form = step(page, "Project evidence: my aim")
    form.get_by_label("By when?").fill("30 June")
    page.get_by_text("By 30 June, for (whom?): (what?).").wait_for()
    form = step(page, "My driver diagram")
    form.get_by_role("textbox").nth(0).fill("A shorter wait")
    form.get_by_role("textbox").nth(2).fill("Phone\nAsk a friend")
    page.locator(".champions-narrow").get_by_label("Idea: Ask a friend").wait_for()
    press(page, page.get_by_role("button", name="Save my driver diagram"))
    picture = course.folder / "my-work" / "my-project" / "my-driver-diagram.png"
    until(picture.exists)
    page.get_by_text("The picture and its words are in the folder").wait_for()
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_limits_are_worked_out_by_keyboard_step_by_step(
    pages: dict[str, Page], course: Course
) -> None:
    page, lesson = pages["08-xmr-charts"], "08-xmr-charts"
    form = step(page, "Work out the limits of your ten numbers")
    first = form.get_by_role("button", name="Check step 1")
    form.get_by_label("The mean, in minutes").fill("99")
    press(page, first)
    form.get_by_text("Not yet. Work it out once more.").wait_for()
    seed = until(lambda: answer(course, lesson, "limits-by-hand").get("seed"))
    right = answer_for(seed)["given"]
    for number, (name, title) in enumerate(STEPS.items(), 1):
        group = form.locator(".champions-group").filter(has_text=title)
        boxes = group.get_by_role("textbox")
        for at, value in enumerate(right[name] if name == "ranges" else [right[name]]):
            boxes.nth(at).fill(value)
        press(page, group.get_by_role("button", name=f"Check step {number}"))
        group.get_by_text("Right").wait_for()
    form.get_by_text("The computer has the same lines").wait_for()
    says(form, "Right")


def test_icons_follow_the_chart_and_the_cases_are_sorted(pages: dict[str, Page]) -> None:
    page = pages["08-xmr-charts"]
    lab = page.locator(".jp-CodeCell").filter(has=page.get_by_label("Which way is better?")).first
    lab.scroll_into_view_if_needed()
    lab.get_by_label("Chart").select_option(
        label="The minibus, all 52 weeks, lines of the first 20"
    )
    lab.get_by_text("Do not read this one yet").wait_for()
    lab.get_by_label("Chart").select_option(label="Phone calls that volunteers made, 24 weeks")
    lab.get_by_text("Assurance: consistently fall short").wait_for()
    form = step(page, "Read the assurance of each chart")
    for case in CASES.values():
        form.get_by_label(case.words).select_option(label=GROUPS[case.group])
    press(page, form.get_by_role("button", name="Check"))
    says(form, "Right")


@pytest.mark.parametrize("lesson", LESSONS)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    pages: dict[str, Page], lesson: str
) -> None:
    page = pages[lesson]
    assert axe_places(page, ".jp-OutputArea", ".jp-MarkdownOutput") == []
    wide, seen = page.eval_on_selector(
        ".jp-WindowedPanel-outer", "e => [e.scrollWidth, e.clientWidth]"
    )
    assert wide <= seen

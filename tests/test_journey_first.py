"""The first three lessons on a phone, in a real browser and by keyboard where it matters."""

from __future__ import annotations

import pytest
from browser import PHONE
from journeys import Journey

pytestmark = pytest.mark.browser
LESSONS = ("00-start-here", "01-what-is-improvement", "02-whose-voice")


def test_the_course_opens_with_the_first_lesson(journey: Journey) -> None:
    assert "/notebooks/00-start-here/" in journey.course.printed


def test_the_list_of_things_to_try_ticks_itself(journey: Journey) -> None:
    lesson = journey["00-start-here"]
    ticks = lesson.page.locator(".champions-tried")
    ticks.get_by_text("You have tried 0 of 8 things.").wait_for()
    lesson.step("Which drink").press("Water")
    urn = lesson.step("A tea urn holds 40 cups")
    urn.press("Yes, it holds 40")
    urn.says("Some cups have gone since then")
    ticks.get_by_text("You have tried 3 of 8 things.").wait_for()
    ticks.get_by_text("☑ Get a hint: tried").wait_for()


def test_steps_are_put_in_order_with_up_and_down(journey: Journey) -> None:
    lesson = journey["00-start-here"]
    step = lesson.step("Put these in order, from the first thing")
    # send work file start save: each pair is a line, counted from 0, and the way it moves.
    for line, way in ((3, "Up"), (2, "Up"), (1, "Up"), (1, "Down"), (2, "Down"), (3, "Down")):
        step.move(line, way)
    step.check()
    step.says("Save first")
    step.move(2, "Down")
    step.check()
    step.says("Right")
    order = ["start", "work", "save", "file", "send"]
    assert lesson.answer("send-it-back") == order


def test_the_map_fills_and_names_the_systems_that_are_missing(journey: Journey) -> None:
    step = journey["01-what-is-improvement"].step("Put each person or group on the map")
    boxes = step.form.get_by_role("combobox")
    boxes.nth(0).select_option("In the room: lives it or does it")
    step.shows("In the room: 1, from 1 of 5 systems. Nobody yet from: Charity")
    boxes.nth(6).select_option("Decides: can say yes to it")
    step.shows("7. Transport officer (Council)")
    drawn = step.form.locator(".champions-map svg").get_attribute("aria-label")
    assert "2 of 9 on the map" in str(drawn)
    step.says("2 placed, 7 to go.")


def test_comments_are_sorted_by_keyboard_and_the_disclosure_stops_it(journey: Journey) -> None:
    lesson = journey["02-whose-voice"]
    step = lesson.step("Read each comment")
    themes = ["Getting there", "Times that do not fit", "Words and languages", "Waiting to hear"]
    themes += ["How people are met", "Getting there", "Times that do not fit", "Waiting to hear"]
    for at, theme in enumerate(themes, 1):
        step.shows(f"Comment {at} of 12")
        step.press(theme)
    step.shows("He locks the kitchen at night")
    step.press("Is it safe?")
    step.shows("Comment 10 of 12")
    step.press("Go back one comment")
    step.press("Stop")
    step.says("That card is a person, and not data")
    assert lesson.answer("theme-sorter")["9"] == "stop"


def test_who_came_is_seen_in_three_views(journey: Journey) -> None:
    page = journey["02-whose-voice"].page
    view = page.get_by_label("Show people")
    view.scroll_into_view_if_needed()
    view.select_option("by first language")
    page.locator(".champions-bars text", has_text="British Sign Language: too few").wait_for()


@pytest.mark.parametrize("lesson", LESSONS)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(journey: Journey, lesson: str) -> None:
    journey[lesson].looks_well(PHONE)

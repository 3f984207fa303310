"""Lessons 07, 09 to 11, 13 and 14 in a real browser: by keyboard on a phone, then on a desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import (
    DESKTOP,
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

from champions.activities.beads.question import ACTIONS, FOUND, TRUTH
from champions.activities.choosing.question import CASES, CHARTS, DOTS
from champions.activities.marbles.question import RULES

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    folder = course_folder(tmp_path_factory.mktemp("course"))
    with serving(folder, home=tmp_path_factory.mktemp("home")) as course:
        yield course


def started(browser: Browser, course: Course, lesson: str) -> Page:
    page = new_page(browser, PHONE)
    open_lesson(page, course.address(lesson))
    start_lesson(page)
    page.locator(".champions-finish").wait_for()
    return page


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


def fits(page: Page) -> None:
    """Nothing scrolls sideways at either width, and axe finds nothing; then the page is closed."""
    for width, height in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": height})
        wide, seen = page.eval_on_selector(
            ".jp-WindowedPanel-outer", "e => [e.scrollWidth, e.clientWidth]"
        )
        assert wide <= seen
    assert axe_places(page, ".jp-OutputArea", ".jp-MarkdownOutput") == []
    page.context.close()


def test_beads_are_drawn_and_marbles_dropped(browser: Browser, course: Course) -> None:
    page = started(browser, course, "07-variation")
    form = step(page, "Lead the six volunteers")
    press(page, form.get_by_role("button", name="Draw the next day"))
    form.get_by_text("First choose what you do.").wait_for()
    for number, words in enumerate(ACTIONS.values(), 2):
        form.get_by_label("What do you do in the evening?").select_option(label=words)
        press(page, form.get_by_role("button", name="Draw the next day"))
        form.get_by_text(f"Day {number}.").wait_for()
    for action, words in ACTIONS.items():
        found = "fewer" if action == "warn" else TRUTH[action]
        form.get_by_label(words, exact=True).select_option(label=FOUND[found])
    press(page, form.get_by_role("button", name="Check what I found"))
    says(form, "You have 3 of the 4.")
    form.get_by_label(ACTIONS["warn"], exact=True).select_option(label=FOUND["same"])
    press(page, form.get_by_role("button", name="Check what I found"))
    says(form, "Right")
    for number, words in enumerate(RULES.values(), 1):
        page.get_by_label("Rule", exact=True).select_option(label=words)
        press(page, page.get_by_role("button", name="Drop 50 marbles"))
        page.get_by_role("img", name=f"Rule {number}. The cross is the target.").wait_for()
    fits(page)


def test_a_chart_is_chosen_and_drawn_for_each_case(browser: Browser, course: Course) -> None:
    page = started(browser, course, "09-choosing-a-chart")
    form = step(page, "Which chart fits each case?")
    form.get_by_label(CASES["reach"]).select_option(label=CHARTS["i"])
    form.get_by_text("This chart does not know that some weeks are small.").wait_for()
    for case, chart in zip(CASES, ("i", "p", "run", "g", "help"), strict=True):
        form.get_by_label(CASES[case]).select_option(label=CHARTS[chart])
    form.get_by_text("There is a chart for that").wait_for()
    assert form.locator("figure.champions-chart").count() == 4
    press(page, form.get_by_role("button", name="Check"))
    says(form, "Right")
    page.get_by_label("What is each dot?", exact=True).first.select_option(label=DOTS["share"])
    page.get_by_label("How many dots do you have?").select_option(label="20 or more")
    page.get_by_label("Out of how many is each share?").select_option(label="10 to a few hundred")
    page.get_by_text("It knows out of how many each share is.").wait_for()
    fits(page)


def test_lines_are_moved_and_the_dip_is_counted(browser: Browser, course: Course) -> None:
    page = started(browser, course, "10-did-it-get-better")
    service = page.get_by_label("Service", exact=True)
    service.select_option(label="Health centre")
    page.get_by_alt_text("Health centre: share who came").first.wait_for()
    page.get_by_label("Lines come from").select_option(label="New lines from cycle 3")
    page.locator(".champions-form img[alt*='The lines start afresh once']").wait_for()
    form = step(page, "how many dots lie below the lower limit")
    form.get_by_role("textbox").fill("8")
    press(page, form.get_by_role("button", name="Check"))
    says(form, "every week of August in both years")
    form.get_by_role("textbox").fill("five")
    press(page, form.get_by_role("button", name="Check"))
    says(form, "Right")
    form = step(page, "Keep the old lines, or start afresh?")
    for box in form.get_by_role("combobox").all():
        box.select_option(label="Start the lines afresh")
    press(page, form.get_by_role("button", name="Check"))
    says(form, "nobody knows why")
    fits(page)


def test_groups_are_split_and_a_table_is_made_safe(browser: Browser, course: Course) -> None:
    page = started(browser, course, "11-who-was-left-behind")
    page.get_by_label("Split people").select_option(label="by first language")
    page.get_by_label("another first language: 27 before, 30 since.").wait_for()
    form = step(page, "Hide the small counts")
    places = form.locator(".champions-group")
    small = []
    for row in range(4):
        for column, button in enumerate(places.nth(row).get_by_role("button").all()):
            if int(button.inner_text().split(": ")[1]) < 5:
                small.append((row, column))
                press(page, button)
    form.get_by_text("2 counts are hidden.").wait_for()
    press(page, form.get_by_role("button", name="Check"))
    says(form, "A reader can still work out")
    (a, b), (c, d) = small
    press(page, places.nth(a).get_by_role("button").nth(d))
    press(page, places.nth(c).get_by_role("button").nth(b))
    form.get_by_text("4 counts are hidden.").wait_for()
    press(page, form.get_by_role("button", name="Check"))
    says(form, "Right")
    fits(page)


def test_a_handover_sheet_and_a_pack_are_written_and_saved(
    browser: Browser, course: Course
) -> None:
    page = started(browser, course, "13-keep-it-going")
    page.get_by_text("Who decides when something is not clear?").wait_for()
    form = step(page, "My handover sheet")
    form.get_by_label("Who owns it, and who is second").fill("The desk on Mondays")
    page.get_by_text("Who is second, when the owner is ill or leaves?").wait_for()
    form.get_by_label("Who owns it, and who is second").fill("The desk on Mondays, and the lead")
    page.get_by_text("Who is second, when the owner is ill or leaves?").wait_for(state="detached")
    press(page, page.get_by_role("button", name="Save it for print: Our handover sheet"))
    page.get_by_text('Done. Open "my-handover.html"').wait_for()
    saved = course.folder / "my-work" / "my-project" / "my-handover.html"
    assert "The desk on Mondays" in saved.read_text("utf-8")
    form = step(page, "What we learned, to share")
    form.get_by_label("A title in plain words").fill("One call on Monday")
    page.get_by_text("ONE CALL ON MONDAY", exact=True).wait_for()
    form = step(page, "Put the hour of the learning set in order")
    press(page, form.locator(".champions-step").nth(2).get_by_role("button", name="Up"))
    press(page, form.get_by_role("button", name="Check"))
    says(form, "Not yet")
    fits(page)


def test_links_are_seen_before_and_after_and_a_plan_is_put_in_order(
    browser: Browser, course: Course
) -> None:
    page = started(browser, course, "14-evaluate-and-grow")
    page.get_by_text("Your answer from lesson 00 is not here").wait_for()
    page.get_by_label("Show links").select_option(label="a year later")
    page.get_by_label("11 links, 6 of them between two sectors.").wait_for()
    form = step(page, "how many links join two sectors?")
    form.get_by_role("textbox").fill("11")
    press(page, form.get_by_role("button", name="Check"))
    says(form, "Those are all links")
    form.get_by_role("textbox").fill("six")
    press(page, form.get_by_role("button", name="Check"))
    says(form, "Right")
    form = step(page, "Which sentence do you give to the council?")
    press(page, form.get_by_role("button", name="58% of champions are surer"))
    says(form, "fewer than 30")
    fits(page)

"""Lessons 07, 09 to 11, 13 and 14 in a real browser: by keyboard on a phone, then on a desk."""

from __future__ import annotations

import pytest
from browser import DESKTOP, PHONE
from journeys import Journey, press

from champions.activities.beads.question import ACTIONS, FOUND, TRUTH
from champions.activities.choosing.question import CASES, CHARTS, DOTS
from champions.activities.marbles.question import RULES

pytestmark = pytest.mark.browser
COVERS = (
    "modules/07-variation/lesson.ipynb",
    "modules/09-choosing-a-chart/lesson.ipynb",
    "modules/1[0134]-*/lesson.ipynb",
    "src/champions/activities/**/*.py",
    "src/champions/lesson/*",
    "src/champions/questions/**/*.py",
    "src/champions/style/*",
    "tests/browser.py",
    "tests/journeys.py",
)


def test_beads_are_drawn_and_marbles_dropped(journey: Journey) -> None:
    lesson = journey["07-variation"]
    step = lesson.step("Lead the six volunteers")
    step.press("Draw the next day")
    step.shows("First choose what you do.")
    for number, words in enumerate(ACTIONS.values(), 2):
        step.select("What do you do in the evening?", words)
        step.press("Draw the next day")
        step.shows(f"Day {number}.")
    for action, words in ACTIONS.items():
        step.select(words, FOUND["fewer" if action == "warn" else TRUTH[action]])
    step.check("Check what I found")
    step.says("You have 3 of the 4.")
    step.select(ACTIONS["warn"], FOUND["same"])
    step.check("Check what I found")
    step.says("Right")
    for number, words in enumerate(RULES.values(), 1):
        lesson.select("Rule", words)
        lesson.press("Drop 50 marbles")
        name = f"Rule {number}. The cross is the target."
        lesson.page.get_by_role("img", name=name).wait_for()
    lesson.looks_well(PHONE, DESKTOP)


def test_a_chart_is_chosen_and_drawn_for_each_case(journey: Journey) -> None:
    lesson = journey["09-choosing-a-chart"]
    step = lesson.step("Which chart fits each case?")
    step.select(CASES["reach"], CHARTS["i"])
    step.shows("This chart does not know that some weeks are small.")
    for case, chart in zip(CASES, ("i", "p", "run", "g", "help"), strict=True):
        step.select(CASES[case], CHARTS[chart])
    step.shows("There is a chart for that")
    assert step.form.locator("figure.champions-chart").count() == 4
    step.check()
    step.says("Right")
    lesson.select("What is each dot?", DOTS["share"])
    lesson.select("How many dots do you have?", "20 or more")
    lesson.select("Out of how many is each share?", "10 to a few hundred")
    lesson.shows("It knows out of how many each share is.")
    lesson.looks_well(PHONE, DESKTOP)


def test_lines_are_moved_and_the_dip_is_counted(journey: Journey) -> None:
    lesson = journey["10-did-it-get-better"]
    lesson.select("Service", "Health centre")
    lesson.page.get_by_alt_text("Health centre: share who came").first.wait_for()
    lesson.select("Lines come from", "New lines from cycle 3")
    afresh = ".champions-form img[alt*='The lines start afresh once']"
    lesson.page.locator(afresh).wait_for()
    step = lesson.step("how many dots lie below the lower limit")
    step.type("8")
    step.check()
    step.says("every week of August in both years")
    step.type("five")
    step.check()
    step.says("Right")
    step = lesson.step("Keep the old lines, or start afresh?")
    for box in step.form.get_by_role("combobox").all():
        box.select_option(label="Start the lines afresh")
    step.check()
    step.says("nobody knows why")
    lesson.looks_well(PHONE, DESKTOP)


def test_groups_are_split_and_a_table_is_made_safe(journey: Journey) -> None:
    lesson = journey["11-who-was-left-behind"]
    lesson.select("Split people", "by first language")
    lesson.page.get_by_label("another first language: 27 before, 30 since.").wait_for()
    step = lesson.step("Hide the small counts")
    places = step.form.locator(".champions-group")
    small = []
    for row in range(4):
        for column, count in enumerate(places.nth(row).get_by_role("button").all()):
            if int(count.inner_text().split(": ")[1]) < 5:
                small.append((row, column))
                press(count)
    step.shows("2 counts are hidden.")
    step.check()
    step.says("A reader can still work out")
    (a, b), (c, d) = small
    press(places.nth(a).get_by_role("button").nth(d))
    press(places.nth(c).get_by_role("button").nth(b))
    step.shows("4 counts are hidden.")
    step.check()
    step.says("Right")
    lesson.looks_well(PHONE, DESKTOP)


def test_a_handover_sheet_and_a_pack_are_written_and_saved(journey: Journey) -> None:
    lesson = journey["13-keep-it-going"]
    lesson.shows("Who decides when something is not clear?")
    sheet = lesson.step("My handover sheet")
    sheet.write("Who owns it, and who is second", "The desk on Mondays")
    lesson.shows("Who is second, when the owner is ill or leaves?")
    sheet.write("Who owns it, and who is second", "The desk on Mondays, and the lead")
    lesson.gone("Who is second, when the owner is ill or leaves?")
    lesson.press("Save it for print: Our handover sheet")
    lesson.shows('Done. Open "my-handover.html"')
    assert "The desk on Mondays" in (lesson.project / "my-handover.html").read_text("utf-8")
    lesson.step("What we learned, to share").write("A title in plain words", "One call on Monday")
    lesson.page.get_by_text("ONE CALL ON MONDAY", exact=True).wait_for()
    hour = lesson.step("Put the hour of the learning set in order")
    hour.move(2, "Up")
    hour.check()
    hour.says("Not yet")
    lesson.looks_well(PHONE, DESKTOP)


def test_links_are_seen_before_and_after_and_a_plan_is_put_in_order(journey: Journey) -> None:
    lesson = journey["14-evaluate-and-grow"]
    lesson.shows("Your answer from lesson 00 is not here")
    lesson.select("Show links", "a year later")
    lesson.page.get_by_label("11 links, 6 of them between two sectors.").wait_for()
    step = lesson.step("how many links join two sectors?")
    step.type("11")
    step.check()
    step.says("Those are all links")
    step.type("six")
    step.check()
    step.says("Right")
    step = lesson.step("Write it for the council.")
    step.type("58% of 19 champions are surer, 11 of them, and others answered once")
    step.check()
    step.says("fewer than 30")
    step.says("On your list, this is there: It says how many are surer")
    step.type("11 of the 19 people who answered twice are surer. Others answered once.")
    step.check()
    step.says("Right")
    lesson.looks_well(PHONE, DESKTOP)

"""Lessons 03 to 05 and 08 on a phone, in a real browser: what a page of text could not teach."""

from __future__ import annotations

import pytest
from browser import PHONE
from journeys import Journey, press, until

from champions.activities.icons.lab import CASES, GROUPS
from champions.activities.limits_by_hand.question import STEPS, HandLimits
from champions.activities.limits_by_hand.question import answer_for as by_hand
from champions.activities.service_ramp.model import CHANGES, DECISIONS, SHOWS, SIZES, WORDS
from champions.activities.service_ramp.question import RampTrial, answer_for
from champions.questions.variants import Variant

pytestmark = pytest.mark.browser
COVERS = (
    "modules/0[3458]-*/lesson.ipynb",
    "src/champions/activities/**/*.py",
    "src/champions/lesson/*",
    "src/champions/questions/**/*.py",
    "src/champions/style/*",
    "tests/browser.py",
    "tests/journeys.py",
)
FOCUSED = "element => element === document.activeElement"
LESSONS = ("03-seeing-the-problem", "04-measuring-what-matters", "05-pdsa-cycles", "08-xmr-charts")


def test_the_made_up_desk_is_run_by_keyboard_to_the_end(journey: Journey) -> None:
    lesson = journey["05-pdsa-cycles"]
    step = lesson.step("Take three changes or more to an end")
    asked = {name: step.form.get_by_label(words) for name, words in WORDS["asked"].items()}

    def plan(change: str, size: str, weeks: int) -> None:
        asked["change"].select_option(label=CHANGES[change])
        asked["size"].select_option(label=SIZES[size])
        if weeks:
            asked["weeks"].select_option(label=WORDS["weeks"][str(weeks)])
        asked["predicted"].select_option(index=2)
        step.press("Do it")
        # The button that was pressed has gone, so the keyboard must not be lost.
        until(lambda: asked["shows"].evaluate(FOCUSED), step.form.inner_text)
        step.shows("By chance alone, with nothing changed")

    plan("text", "five", 0)
    until(lambda: bool(lesson.answer("run-the-service")["tests"]))
    mine = Variant(RampTrial.pool, lesson.answer("run-the-service")["variant"])
    for at, one in enumerate(answer_for(mine)["tests"]):
        if at:
            plan(one["change"], one["size"], one["weeks"])
        asked["shows"].select_option(label=SHOWS[one["shows"]])
        asked["decided"].select_option(label=DECISIONS[one["decided"]])
        step.press("Decide")
        until(lambda: asked["change"].evaluate(FOCUSED), step.form.inner_text)
    step.check("Check my tests")
    step.says("Right")


def test_the_result_of_a_record_waits_for_the_prediction(journey: Journey) -> None:
    lesson = journey["05-pdsa-cycles"]
    step = lesson.step("Project evidence: my PDSA record")
    learned = step.form.get_by_label("Put it beside your prediction")
    assert not learned.is_visible()
    step.write("What do you think will happen?", "4 of 5 come")
    step.press("Keep my prediction")
    learned.fill("2 came")
    step.write("What do you think will happen?", "2 of 5 come")
    step.says("Both predictions are kept")
    assert lesson.answer("pdsa-record")["as first written"] == "4 of 5 come"


def test_records_are_sorted_one_by_one_and_then_compared(journey: Journey) -> None:
    lesson = journey["04-measuring-what-matters"]
    lesson.shows("When all your notes are done")
    step = lesson.step("Is this a missed visit? Go by")
    for number in range(1, 21):
        step.press("Not missed")
        step.shows(f"{number} of 20 done")
    lesson.shows("You and Sam agree on 9 of 20.")
    lesson.shows("You and Rosa agree on 12 of 20.")


def test_a_tally_sheet_is_designed_and_saved(journey: Journey) -> None:
    lesson = journey["04-measuring-what-matters"]
    step = lesson.step("My tally sheet")
    step.type("Missed visits", box=0)
    step.type("ill\nname of the guest", box=2)
    lesson.shows("Do you need a name to count?")
    lesson.press("Save my tally sheet")
    lesson.shows("and print it.")
    assert "Missed visits" in (lesson.project / "my-tally-sheet.html").read_text("utf-8")


def test_a_map_an_aim_and_a_diagram_follow_the_boxes(journey: Journey) -> None:
    lesson = journey["03-seeing-the-problem"]
    page = lesson.page
    lesson.step("Put the steps in order").move(1, "Up")
    page.get_by_label("Process map. Step 1: Somebody asks").wait_for()
    lesson.step("Project evidence: my aim").write("By when?", "30 June")
    lesson.shows("By 30 June, for (whom?): (what?).")
    diagram = lesson.step("My driver diagram")
    diagram.type("A shorter wait", box=0)
    diagram.type("Phone\nAsk a friend", box=2)
    page.locator(".champions-narrow").get_by_label("Idea: Ask a friend").wait_for()
    lesson.press("Save my driver diagram")
    picture = lesson.project / "my-driver-diagram.png"
    until(picture.exists)
    lesson.shows("The picture and its words are in the folder")
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_limits_are_worked_out_by_keyboard_step_by_step(journey: Journey) -> None:
    lesson = journey["08-xmr-charts"]
    step = lesson.step("Work out the limits of your ten numbers")
    step.write("The mean, in minutes", "99")
    step.check("Check step 1")
    step.shows("Not yet. Work it out once more.")
    mine = HandLimits.pool, lesson.answer("limits-by-hand")["variant"]
    right = by_hand(Variant(*mine))["given"]
    for number, (name, title) in enumerate(STEPS.items(), 1):
        group = step.form.locator(".champions-group").filter(has_text=title)
        boxes = group.get_by_role("textbox")
        for at, value in enumerate(right[name] if name == "ranges" else [right[name]]):
            boxes.nth(at).fill(value)
        press(group.get_by_role("button", name=f"Check step {number}"))
        group.get_by_text("Right").wait_for()
    step.shows("The computer has the same lines")
    step.says("Right")


def test_icons_follow_the_chart_and_the_cases_are_sorted(journey: Journey) -> None:
    lesson = journey["08-xmr-charts"]
    which_way = lesson.page.get_by_label("Which way is better?")
    lab = lesson.page.locator(".jp-CodeCell").filter(has=which_way).first
    lab.scroll_into_view_if_needed()
    lab.get_by_label("Chart").select_option(
        label="The minibus, all 52 weeks, lines of the first 20"
    )
    lab.get_by_text("Do not read this yet").wait_for()
    lab.get_by_label("Chart").select_option(label="Phone calls that volunteers made, 24 weeks")
    lab.get_by_text("Assurance: consistently fall short").wait_for()
    step = lesson.step("Read the assurance of each chart")
    for case in CASES.values():
        step.select(case.words, GROUPS[case.group])
    step.check()
    step.says("Right")


@pytest.mark.parametrize("lesson", LESSONS)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(journey: Journey, lesson: str) -> None:
    journey[lesson].looks_well(PHONE)

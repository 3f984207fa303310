"""Process maps, aims and driver diagrams: what they say, and what lesson 03 shows of them."""

from __future__ import annotations

import re
from pathlib import Path

import ipywidgets as w
import pandas as pd
import pytest
from in_a_lesson import Shown, answer, opened
from ipywidgets.widgets.widget import _instances

from champions import load
from champions.activities.aim import sentence
from champions.activities.drivers import diagram as drivers
from champions.activities.drivers.diagram import Diagram, Driver
from champions.activities.process import steps
from champions.activities.seeing import pages as seeing
from champions.lesson import project
from champions.questions import forms

pytestmark = pytest.mark.learner_floor

WHOLE = {
    "what": "The wait for a first visit",
    "whom": "people over 65 in Harbourside",
    "now": "26 days",
    "good": "14 days or less",
    "when": "30 June",
}


class TestAim:
    def test_five_boxes_become_one_sentence(self) -> None:
        assert sentence.sentence(WHOLE) == (
            "By 30 June, for people over 65 in Harbourside: the wait for a first visit. "
            "How good: 14 days or less. Now: 26 days."
        )
        assert all(one.there for one in sentence.checks(WHOLE))

    def test_a_whole_sentence_in_a_box_still_reads_well(self) -> None:
        typed = {**WHOLE, "now": "Half of them wait 26 days or more", "good": "Half wait 14 days"}
        assert sentence.sentence(typed).endswith(
            "How good: half wait 14 days. Now: half of them wait 26 days or more."
        )

    def test_words_typed_twice_are_said_once(self) -> None:
        typed = {**WHOLE, "when": "by 30 June.", "whom": "For People over 65 in Harbourside"}
        assert sentence.sentence(typed) == sentence.sentence(WHOLE)

    @pytest.mark.parametrize("named", ["GP visits", "Harbourside carers", "Eid meals"])
    def test_a_name_keeps_its_capital(self, named: str) -> None:
        assert named in sentence.sentence({"what": named})
        assert f"for {named}:" in sentence.sentence({"whom": f"For {named}"})

    def test_who_was_asked_stands_after_the_aim_and_not_in_the_middle_of_it(self) -> None:
        said = sentence.sentence(
            {**WHOLE, "whom": "Young carers in Northfield. Five of them asked for it."}
        )
        assert "for young carers in Northfield:" in said
        assert said.endswith(" Five of them asked for it.")
        assert "for people at St. Mary's:" in sentence.sentence({"whom": "People at St. Mary's"})
        assert not sentence.checks({**WHOLE, "whom": "Everyone. I asked five of them."})[2].there

    @pytest.mark.parametrize(
        ("part", "text", "there"),
        [
            ("good", "much better", False),
            ("good", "half of them", True),
            ("good", "9 of 10", True),
            ("when", "as soon as possible", False),
            ("when", "31/12/2026", True),
            ("when", "Easter", True),
            ("when", "2027", True),
            ("whom", "Everyone", False),
            ("whom", "people", False),
            ("whom", "young carers", True),
            ("now", "very long", False),
            ("now", "26 days", True),
        ],
    )
    def test_each_part_is_looked_for(self, part: str, text: str, there: bool) -> None:
        found = sentence.checks({**WHOLE, part: text})
        changed = [
            one for one, usual in zip(found, sentence.checks(WHOLE), strict=True) if one != usual
        ]
        assert all(one.there for one in found) is there
        assert len(changed) == (0 if there else 1)

    @pytest.mark.parametrize("good", ["100%", "nobody waits", "all of them", "0 falls"])
    def test_all_or_none_is_asked_about(self, good: str) -> None:
        assert "very hard to reach" in sentence.checks({**WHOLE, "good": good})[-1].said

    @pytest.mark.parametrize("good", ["10 days", "0.5 days", "half of all people"])
    def test_what_only_looks_like_all_or_none_is_not_asked_about(self, good: str) -> None:
        assert len(sentence.checks({**WHOLE, "good": good})) == 4

    def test_an_empty_aim_shows_its_gaps(self) -> None:
        assert sentence.sentence({}).startswith("By (when?), for (whom?): (what?).")
        assert not any(one.there for one in sentence.checks({"good": None}))


TYPED = {
    "aim": "Shorter wait",
    "driver-1": "Enough volunteers",
    "ideas-1": "- Phone them\n\n* Bring a friend  ",
    "ideas-2": "A one-page form",
}
DIAGRAM = Diagram(
    "By 30 June half of the people over 65 on the east side have a first visit within 14 days",
    (
        Driver("Enough volunteers who can go", ("Phone each volunteer on Monday", "x " * 60)),
        Driver("A good match " * 6, ()),
        Driver("Trust", tuple(f"idea {n}" for n in range(6))),
    ),
)


class TestDriverDiagram:
    def test_lines_become_ideas_and_a_driver_without_a_name_gets_one(self) -> None:
        read = drivers.read_diagram(TYPED)
        assert read.drivers == (
            Driver("Enough volunteers", ("Phone them", "Bring a friend")),
            Driver("Driver 2", ("A one-page form",)),
        )

    def test_the_text_version_has_every_word(self) -> None:
        assert drivers.in_words(drivers.read_diagram(TYPED)).splitlines() == [
            "Aim: Shorter wait",
            "  Driver 1: Enough volunteers",
            "    Idea: Phone them",
            "    Idea: Bring a friend",
            "  Driver 2: Driver 2",
            "    Idea: A one-page form",
        ]

    @pytest.mark.parametrize("narrow", [False, True])
    def test_boxes_stand_inside_the_picture_and_never_on_each_other(self, narrow: bool) -> None:
        boxes, width, high = drivers.layout(DIAGRAM, narrow=narrow)
        for at, one in enumerate(boxes):
            assert one.x >= 0
            assert one.y >= 0
            assert one.x + one.width <= width
            assert one.y + one.height <= high
            for other in boxes[at + 1 :]:
                apart_x = one.x + one.width <= other.x or other.x + other.width <= one.x
                apart_y = one.y + one.height <= other.y or other.y + other.height <= one.y
                assert apart_x or apart_y, (one, other)

    @pytest.mark.parametrize("narrow", [False, True])
    def test_every_driver_and_idea_is_joined_to_what_it_serves(self, narrow: bool) -> None:
        boxes, _, _ = drivers.layout(DIAGRAM, narrow=narrow)
        lines = drivers.joins(boxes, narrow=narrow)
        assert len(lines) == (len(boxes) - 1) * (2 if narrow else 1)

    def test_what_a_person_typed_is_shown_and_never_run(self) -> None:
        nasty = Diagram("<script>alert(1)</script>", (Driver('"><b>', ("$x$ & <i>",)),))
        for made in (drivers.html(nasty), drivers.svg(nasty)):
            assert "<script" not in made
            assert "<b>" not in made
            assert "<i>" not in made

    def test_the_picture_is_a_png_whatever_is_typed(self) -> None:
        assert drivers.png(Diagram("$\\frac", (Driver("Ünder 5 °C"),))).startswith(b"\x89PNG")

    def test_an_empty_builder_says_how_to_begin(self) -> None:
        assert "Write your aim" in drivers.html(drivers.read_diagram({}))
        assert not drivers.read_diagram("nonsense")


class TestSteps:
    def test_the_map_follows_the_order_and_says_it(self) -> None:
        html = steps.map_html(["Ask <1>", "Visit"])
        assert 'aria-label="Process map. Step 1: Ask &lt;1&gt;. Step 2: Visit."' in html
        assert html.count("<rect") == 3

    def test_impossible_and_missing_dates_are_left_out_of_the_times(self) -> None:
        table = pd.DataFrame(
            {
                "a": pd.to_datetime(["2025-01-01"] * 4),
                "b": pd.to_datetime(["2025-01-03", "2024-01-03", None, "2025-01-07"]),
            }
        )
        (time,) = steps.step_times(table, {"Step": ("a", "b")})
        assert (time.days, time.people) == (4, 2)

    def test_most_days_of_the_referrals_go_in_finding_a_volunteer(self) -> None:
        times = steps.step_times(load("referral-steps"), steps.REFERRAL_STEPS)
        longest = max(times, key=lambda step: step.days)
        assert longest.name == "From the talk to a volunteer"
        assert longest.days > sum(step.days for step in times) / 2
        assert [step.people for step in times] == [60, 60, 54, 53]

    def test_a_fishbone_says_every_cause_and_names_empty_bones(self) -> None:
        html = steps.fishbone_html("late cars", {"People": ["few drivers"], "Place": []})
        assert (
            html.count("Fishbone. The problem: late cars. People: few drivers. Place: empty") == 2
        )
        assert "(empty so far)" in html

    def test_a_full_fishbone_stays_inside_its_picture(self) -> None:
        causes = ["a cause of more than one line in this picture"] * 4
        html = steps.fishbone_html("x", dict.fromkeys("abcd", causes))
        high = float(re.search(r'viewBox="0 0 440 ([\d.]+)"', html)[1])  # type: ignore[index]
        assert max(float(y) for y in re.findall(r'<text x="[\d.]+" y="([\d.]+)"', html)) < high


SCHEME = """
from champions.activities.aim.sentence import BOXES
from champions.questions import Order, Words
QUESTIONS = [
    Order(id="order", ask="?", items={"a": "Ask", "v": "Visit"}, right=["a", "v"],
          look="L", step="S", praise="P"),
    Words(id="aim", ask="?", boxes=BOXES),
    Words(id="mine", ask="?", boxes={"aim": "Aim", "driver-1": "Driver", "ideas-1": "Ideas"}),
]
"""


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shown:
    return opened(SCHEME, tmp_path / "m", monkeypatch)


class TestInTheLesson:
    def test_the_map_follows_the_form(self, page: Shown) -> None:
        seeing.step_map("order")
        assert page["champions-m-map-order"]["text/plain"].endswith("Step 1: Ask. Step 2: Visit.")
        answer("order", ["v", "a"])
        assert page["champions-m-map-order"]["text/plain"].endswith("Step 1: Visit. Step 2: Ask.")

    def test_the_aim_follows_the_boxes(self, page: Shown) -> None:
        seeing.aim_sentence("aim")
        assert page["champions-m-aim-aim"]["text/html"].count("○") == 4
        answer("aim", {**WHOLE, "whom": "<b>carers</b>"})
        html = page["champions-m-aim-aim"]["text/html"]
        assert html.count("✓") == 4
        assert "<b>" not in html

    def test_the_diagram_is_saved_as_a_picture_with_its_words(
        self, page: Shown, tmp_path: Path
    ) -> None:
        seeing.driver_diagram("mine")
        words = "Save my driver diagram as a picture, with its words"
        form = _instances[page[words][forms.WIDGET_MIME]["model_id"]]
        button, said = (
            next(child for child in form.children if isinstance(child, kind))
            for kind in (w.Button, w.HTML)
        )
        button.click()
        assert "There is no diagram yet" in said.value
        answer("mine", TYPED)
        assert "Driver 1: Enough volunteers" in page["champions-m-drivers-mine"]["text/plain"]
        button.click()
        assert "Done." in said.value
        saved = tmp_path / "my-project"
        assert (saved / "my-driver-diagram.png").read_bytes().startswith(b"\x89PNG")
        assert (saved / "my-driver-diagram.svg").read_text("utf-8").startswith("<svg")
        assert "Idea: Phone them" in (saved / "my-driver-diagram.txt").read_text("utf-8")

    def test_a_full_disk_is_said_in_words(
        self, page: Shown, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_args: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(project, "add_file", full)
        seeing.driver_diagram("mine")
        answer("mine", TYPED)
        words = "Save my driver diagram as a picture, with its words"
        form = _instances[page[words][forms.WIDGET_MIME]["model_id"]]
        next(child for child in form.children if isinstance(child, w.Button)).click()
        said = next(child for child in form.children[::-1] if isinstance(child, w.HTML))
        assert "could not be written (No space left on device)" in said.value

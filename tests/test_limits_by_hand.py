"""Limits by hand: the sheet's own numbers, what is marked, and what the form says. And the icons."""

from __future__ import annotations

import json
import statistics
from collections import Counter
from statistics import median, stdev
from typing import Any

import ipywidgets as w
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from champions.activities.icons import lab as icons_lab
from champions.activities.limits_by_hand import form as limits_by_hand_form
from champions.activities.limits_by_hand.question import (
    MOST_SEEDS,
    POOL,
    SLIPS,
    STEPS,
    WITHIN,
    HandLimits,
    HandWork,
    answer_for,
    cause,
    read_work,
    say_step,
    two_widths_html,
    work_out,
    worked,
)
from champions.charts.chart import control_chart
from champions.questions import Miss, Unreadable, forms
from champions.questions.variants import Variant

QUESTION = HandLimits(
    id="limits",
    ask="Work out the limits.",
    misses=tuple(Miss(slip.found, slip.name, slip.hint) for slip in SLIPS),
    look="look",
    step="step",
    praise="praise",
    points=3,
)
seeds = st.integers(0, MOST_SEEDS - 1)


class TestSheet:
    @settings(max_examples=40, deadline=None)
    @given(seeds)
    def test_every_step_is_the_engines_own(self, seed: int) -> None:
        own = worked(seed)
        chart = control_chart([float(x) for x in own.values], "i")
        phase = chart.phases.iloc[0]
        assert own.mean == phase["centre"]
        assert own.mean_range == phase["mean_range"]
        assert (own.lower, own.upper) == (phase["lower"], phase["upper"])
        assert own.reach == pytest.approx(phase["upper"] - phase["centre"])
        assert sum(own.ranges) / 9 == own.mean_range
        assert not [signal for signal in chart.signals if signal.rule == "outside"]

    @settings(max_examples=40, deadline=None)
    @given(seeds)
    def test_a_sheet_is_kind_and_every_sheet_has_an_early_limit(self, seed: int) -> None:
        own = worked(seed)
        assert len(own.values) == 10
        assert own.mean_range in {4, 5, 6}
        assert own.lower < 0
        assert round(own.mean, 1) == pytest.approx(own.mean)

    def test_numbers_differ_between_champions_and_stay_the_same_for_one(self) -> None:
        first = [worked(seed).values for seed in range(60)]
        assert len(set(first)) == 60
        worked.cache_clear()
        assert [worked(seed).values for seed in range(60)] == first
        # Kept as they are: a sheet that was begun before must not change under anybody.
        assert worked(2608).values == (5, 4, 13, 11, 7, 10, 7, 4, 11, 7)

    def test_a_worked_example_by_hand(self) -> None:
        own = work_out((6, 10, 4, 8))
        assert own.mean == 7
        assert own.ranges == (4, 6, 4)
        assert own.mean_range == pytest.approx(14 / 3)
        assert own.upper == pytest.approx(7 + 2.66 * 14 / 3)


class TestMarks:
    @settings(max_examples=30, deadline=None)
    @given(seeds)
    def test_the_marker_works_out_the_same_steps_from_the_seed(self, seed: int) -> None:
        feedback = QUESTION.mark(json.loads(json.dumps(answer_for(seed))))
        assert (feedback.state, feedback.points) == ("right", 3)

    def test_the_answer_of_another_sheet_is_not_right(self) -> None:
        copied = answer_for(17) | {"seed": 2608}
        assert QUESTION.mark(copied).state in {"not yet", "nearly"}

    @settings(max_examples=25, deadline=None)
    @given(seeds)
    def test_rounding_to_one_digit_at_each_step_is_right(self, seed: int) -> None:
        own = worked(seed)
        reach = round(2.66 * round(own.mean_range, 1), 1)
        mean = round(own.mean, 1)
        typed = {"reach": reach, "upper": round(mean + reach, 1), "lower": mean - reach}
        assert QUESTION.mark(answer_for(seed, mean=mean, **typed)).state == "right"

    @pytest.mark.parametrize("step", ["mean", "mean_range", "reach", "upper", "lower"])
    def test_how_far_off_still_counts_is_exact(self, step: str) -> None:
        value = getattr(worked(2608), step)
        for sign in (1, -1):
            inside = answer_for(2608, **{step: value + sign * WITHIN[step]})
            outside = answer_for(2608, **{step: value + sign * (WITHIN[step] + 0.01)})
            assert QUESTION.mark(inside).state == "right"
            assert QUESTION.mark(outside).state == "nearly"

    @settings(max_examples=40, deadline=None)
    @given(seeds)
    def test_no_usual_mistake_is_taken_for_right(self, seed: int) -> None:
        own = worked(seed)
        wrong = {
            "mean": statistics.median(own.values),
            "mean_range": sum(own.ranges) / 10,
            "reach": 3 * own.mean_range,
            "upper": max(own.values),
            "lower": 0,
        }
        for step, value in wrong.items():
            assert not read_work(answer_for(seed, **{step: value})).right(step)

    def test_each_step_that_is_right_earns_its_share(self) -> None:
        three = answer_for(2608, mean="1", reach="1", upper="1")
        four = answer_for(2608, mean="1", reach="1")
        assert 1 <= QUESTION.mark(three).points < 1.5
        assert 1.5 <= QUESTION.mark(four).points < 2

    @pytest.mark.parametrize(
        "answer",
        [
            "12",
            12,
            [1],
            {"given": {"mean": "9"}},
            {"seed": -1, "given": {"mean": "9"}},
            {"seed": MOST_SEEDS, "given": {"mean": "9"}},
            {"seed": 1.5, "given": {"mean": "9"}},
            {"seed": True, "given": {"mean": "9"}},
            {"seed": 1, "given": {"ranges": "12"}},
            {"seed": 1, "given": {"ranges": ["1"] * 10}},
        ],
    )
    def test_an_answer_of_the_wrong_kind_is_said_kindly(self, answer: Any) -> None:
        assert QUESTION.mark(answer).state == "not read"
        with pytest.raises(Unreadable):
            read_work(answer)

    @pytest.mark.parametrize("answer", [None, "", {}, {"seed": 1}, {"seed": 1, "given": {}}])
    def test_nothing_typed_is_no_try(self, answer: Any) -> None:
        assert QUESTION.mark(answer).state == "not tried"

    @pytest.mark.parametrize("typed", [True, {"a": 1}, "nan", "9" * 500, "1e999", ["x"], "ten-ish"])
    def test_a_number_that_nobody_can_read_is_still_open(self, typed: Any) -> None:
        feedback = QUESTION.mark(answer_for(2608, mean=typed))
        assert feedback.state in {"started", "nearly"}
        assert feedback.points < 3

    def test_in_words_names_the_sheet_and_every_step(self) -> None:
        lines = QUESTION.in_words(answer_for(2608))
        assert lines[0].startswith("Sheet number 2608: 5, 4, 13")
        assert len(lines) == 1 + len(STEPS)
        assert "−2.74" in lines[-1]
        assert QUESTION.in_words("x") == ("These steps could not be read.",)


class TestSteps:
    def test_the_third_try_shows_the_step_worked(self) -> None:
        work = HandWork(2608, mean=3.0)
        assert "Where to look" not in say_step(work, "mean", 1).words
        assert "Where to look" in say_step(work, "mean", 2).words
        assert "79 ÷ 10 = 7.9" in say_step(work, "mean", 3).words

    def test_a_step_says_which_slip_it_was(self) -> None:
        own = worked(2608)
        assert "nine steps" in say_step(HandWork(2608, mean_range=3.6), "mean_range", 1).words
        assert "2.66" in say_step(HandWork(2608, reach=3 * own.mean_range), "reach", 1).words
        assert "can be early" in say_step(HandWork(2608, lower=0.0), "lower", 1).words

    def test_a_step_that_follows_from_a_wrong_one_is_told_so(self) -> None:
        said = say_step(HandWork(2608, mean_range=4.5, reach=11.97), "reach", 1).words
        assert "follows well from an earlier step" in said

    def test_wrong_ranges_are_named_by_their_weeks(self) -> None:
        ranges = (*worked(2608).ranges[:8], 9)
        assert "week 9 to week 10" in say_step(HandWork(2608, ranges=ranges), "ranges", 1).words

    @pytest.mark.parametrize("step", STEPS)
    def test_every_step_has_words_for_open_wrong_and_right(self, step: str) -> None:
        right = read_work(answer_for(2608))
        assert say_step(right, step, 1).state == "right"
        assert say_step(HandWork(2608), step, 1).state == "open"
        wrong = ["99"] * 9 if step == "ranges" else "99"
        work = read_work(answer_for(2608, **{step: wrong}))
        assert say_step(work, step, 3).state == "not yet"


class TestForm:
    def sheet(self, answer: Any = None) -> tuple[limits_by_hand_form._Sheet, list[Any]]:
        told: list[Any] = []
        sheet = limits_by_hand_form._Sheet(QUESTION, answer, lambda *given: told.append(given))
        return sheet, told

    def fill(self, sheet: limits_by_hand_form._Sheet, step: str, values: list[str]) -> None:
        for box, value in zip(sheet.boxes[step], values, strict=True):
            box.value = value
        button = sheet.groups[step].children[-2]
        assert isinstance(button, w.Button)
        button.click()

    def shown(self, sheet: limits_by_hand_form._Sheet) -> int:
        return sum(group.layout.display != "none" for group in sheet.groups.values())

    def test_a_sheet_is_worked_step_by_step_and_then_drawn(self) -> None:
        sheet, told = self.sheet()
        steps = answer_for(sheet.origin)["given"]
        for at, step in enumerate(STEPS, 1):
            assert self.shown(sheet) == at
            values = steps[step] if step == "ranges" else [steps[step]]
            self.fill(sheet, step, values)
            assert "✔" in sheet.said[step].value
        answer, checked = told[-1]
        assert checked
        assert not told[0][1]
        assert QUESTION.mark(answer).state == "right"
        assert "Practice only" in sheet.picture.value
        assert "provisional" in sheet.picture.value

    def test_after_three_tries_the_next_step_opens(self) -> None:
        sheet, _ = self.sheet()
        for tries in (1, 2, 3):
            self.fill(sheet, "mean", ["99"])
            assert self.shown(sheet) == (2 if tries == 3 else 1)
        assert "Worked:" in sheet.said["mean"].value

    def test_what_was_kept_is_there_again(self) -> None:
        kept = answer_for(2608, mean="1", upper="", lower="")
        sheet, _ = self.sheet(kept)
        assert sheet.origin == 2608
        assert sheet.boxes["ranges"][0].value == "1"
        assert self.shown(sheet) >= 4

    def test_new_numbers_empty_the_sheet(self) -> None:
        sheet, told = self.sheet(answer_for(2608))
        again = sheet.widgets[-1]
        assert isinstance(again, w.Button)
        again.click()
        assert sheet.origin != 2608
        assert told[-1][0]["given"] == {}
        assert self.shown(sheet) == 1

    @pytest.mark.parametrize("kept", ["x", {"seed": "a"}, [1], 5, {"given": 3}])
    def test_an_odd_answer_starts_a_fresh_sheet(self, kept: Any) -> None:
        sheet, _ = self.sheet(kept)
        assert self.shown(sheet) == 1

    def test_boxes_wait_for_the_button_and_the_form_has_a_heading(self) -> None:
        sheet, _ = self.sheet()
        assert not any(box.continuous_update for boxes in sheet.boxes.values() for box in boxes)
        assert (
            "Work out the limits" in forms.form(QUESTION, None, lambda *_: None).children[0].value
        )


class TestIcons:
    def test_assurance_is_held_back_while_there_is_a_signal(self) -> None:
        held = icons_lab.cards_html(icons_lab.lateness_chart("all"))
        read = icons_lab.cards_html(icons_lab.lateness_chart("since"))
        assert "not stable" in held
        assert "not stable" not in read
        assert "the target will be met" in read

    @pytest.mark.parametrize(
        ("which", "variation", "letter"),
        [("first", "common cause", "?"), ("all", "improvement", ""), ("since", "common cause", "P"),
         ("calls", "common cause", "F")],
    )  # fmt: skip
    def test_each_chart_begins_with_its_own_icons(
        self, which: str, variation: str, letter: str
    ) -> None:
        chart = icons_lab.icon_chart(which, *icons_lab.BEGIN[which])
        assert chart.variation is not None
        assert chart.assurance is not None
        assert (chart.variation.kind, chart.assurance.letter) == (variation, letter)

    def test_without_a_better_way_there_is_no_assurance(self) -> None:
        assert "it needs a target" in icons_lab.cards_html(
            icons_lab.icon_chart("all", 10, "neither")
        )

    def test_the_cases_cover_every_group_and_a_target_on_a_limit_is_hit_and_miss(self) -> None:
        assert {case.group for case in icons_lab.CASES.values()} == set(icons_lab.GROUPS)
        assert icons_lab.IconCase("x", 2, 9, 9, "down").group == "?"
        assert icons_lab.IconCase("x", 2, 9, 10, "down").group == "P"
        assert icons_lab.IconCase("x", 2, 9, 1, "up").group == "P"
        assert icons_lab.IconCase("x", 2, 9, 10, "up", stable=False).group == "wait"

    def test_the_board_shows_what_was_placed(self) -> None:
        board = icons_lab.cases_board({"bus": "?", "waits": "wait"})
        assert "Minutes late, first 20 weeks" in board
        assert board.count("none yet") == 2
        assert board.count("<svg") == 3

    def test_the_form_follows_the_chart_the_target_and_the_direction(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from champions.lesson import session

        shown: list[Any] = []
        monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
        monkeypatch.setattr(session, "show", lambda bundle: None)
        monkeypatch.setattr(forms, "view", lambda form, *_: shown.append(form))
        icons_lab.icon_lab()
        which, target, better, picture = shown[0].children
        which.value = "calls"
        assert (target.value, better.value) == (45, "up")
        assert "consistently fall short" in picture.value
        target.value = 30
        assert "hit and miss" in picture.value
        better.value = "neither"
        assert "it needs a target" in picture.value


def test_a_change_throws_the_standard_deviation_further_off_than_the_moving_ranges() -> None:
    said, html = two_widths_html()
    assert "upper limit 25.9 minutes from the moving ranges, 24.9 from" in said
    assert "upper limit 22.9 minutes from the moving ranges, 31.3 from" in said
    assert html.count("<tr>") == 3


#: Slips that give one wrong number in a step, as people make them, and the number.
MADE = [
    ("mean", "mean-not-median", lambda own: median(own.values)),
    ("mean_range", "shared-by-ten", lambda own: sum(own.ranges) / 10),
    ("mean_range", "sum-not-average", lambda own: sum(own.ranges)),
    ("mean_range", "limits-from-the-standard-deviation", lambda own: stdev(own.values)),
    ("reach", "three-times-the-range", lambda own: 3 * own.mean_range),
    ("reach", "limits-from-the-standard-deviation", lambda own: 3 * stdev(own.values)),
    ("upper", "limits-without-the-mean", lambda own: own.reach),
    ("upper", "limits-are-best-and-worst", lambda own: max(own.values)),
    ("upper", "limits-from-the-standard-deviation", lambda own: own.mean + 3 * stdev(own.values)),
    ("lower", "negative-limit-is-an-error", lambda own: 0),
    ("lower", "lost-the-minus", lambda own: -own.lower),
    ("lower", "limits-without-the-mean", lambda own: -own.reach),
]  # fmt: skip


@pytest.mark.parametrize(("step", "name", "number"), MADE, ids=[f"{s}-{n}" for s, n, _ in MADE])
@pytest.mark.parametrize("digits", [1, 2])
def test_on_every_sheet_the_slip_that_was_made_is_the_one_that_is_told(
    step: str, name: str, number: Any, digits: int
) -> None:
    told = Counter(
        cause(HandWork(sheet, **{step: round(number(worked(sheet)), digits)}), step)
        for sheet in (Variant(POOL, at) for at in range(1, 201))
    )
    # One number can be two slips: 15.96 rounds to 16.0, which on some sheets is the highest week as well.
    assert told[name] >= 180
    assert (
        name == "limits-from-the-standard-deviation"
        or not told["limits-from-the-standard-deviation"]
    )


def test_the_standard_deviation_is_rarely_named_where_something_else_was_done() -> None:
    named = tried = 0
    for at in range(1, 201):
        sheet = Variant(POOL, at)
        own = worked(sheet)
        for off in (-1.0, 1.0, 0.5, 2.0):
            wrong: dict[str, Any] = {
                "mean_range": own.mean_range + off,
                "reach": own.reach + 2.66 * off,
                "upper": own.upper + off,
                "lower": own.lower + off,
            }
            for step, number in wrong.items():
                tried += 1
                named += "deviation" in cause(HandWork(sheet, **{step: number}), step)
    assert tried == 3200
    assert named / tried < 0.04  # it was 13 in 100

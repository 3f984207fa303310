"""The red beads and the marble drop: honest chance, and a marker that can draw it again."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from champions.activities.beads import form as beads_form
from champions.activities.beads import question as beads
from champions.activities.beads.question import (
    ACTIONS,
    MOST_DAYS,
    TRUTH,
    NextDay,
    RedBeads,
    band,
    bead_draws,
    days,
    next_days,
)
from champions.activities.marbles import form as marbles_form
from champions.activities.marbles import question as marbles
from champions.activities.warm_hub.chart import hub_chart
from champions.questions import Miss
from champions.questions.variants import Variant

pytestmark = pytest.mark.learner_floor

QUESTION = RedBeads(
    id="red-beads",
    ask="What did each thing do?",
    points=2,
    look="Look at all six.",
    step="Compare the days.",
    praise="The bowl decides.",
    misses=(Miss({"warn": "fewer"}, "blame-works", "Was it the warning?"),),
)


class TestBeads:
    def test_what_is_done_in_the_evening_moves_no_draw_and_the_bowl_does(self) -> None:
        praised = [day.red for day in days(7, ["praise"] * 5)]
        warned = [day.red for day in days(7, ["warn", "poster", "warn", "poster", "praise"])]
        assert praised == warned
        better = [day.red for day in days(7, ["bowl"] * 5)]
        assert better[0] == praised[0]
        assert sum(map(sum, better[1:])) < sum(map(sum, praised[1:]))

    def test_two_seeds_are_two_bowls_and_one_seed_is_the_same_again(self) -> None:
        first = [day.red for day in days(7, ["warn", "bowl"])]
        beads._draws.cache_clear()  # the marker draws in another process, on another day
        assert [day.red for day in days(7, ["warn", "bowl"])] == first
        assert len(set(first)) == len(first)
        assert days(7, ["warn"]) != days(8, ["warn"])
        # Kept as they are: days that a champion saw must not change under anybody.
        assert first == [(7, 10, 10, 9, 10, 15), (9, 11, 5, 6, 13, 11), (10, 9, 5, 1, 6, 5)]

    def test_nearly_all_draws_of_the_usual_bowl_lie_in_the_band(self) -> None:
        outside = total = 0
        for seed in range(200):
            made = days(seed, ["praise"] * 5)
            low, _, high = band(made)
            outside += sum(not low <= n <= high for day in made for n in day.red)
            total += 36
        assert outside / total < 0.01

    def test_the_one_with_the_most_mostly_has_fewer_on_the_next_day(self) -> None:
        fewer = same_or_more = 0
        for seed in range(500):
            first, second = days(seed, ["praise"])
            drew = second.red[first.most]
            fewer += drew < max(first.red)
            same_or_more += drew >= max(first.red)
        assert fewer > 3 * same_or_more

    def test_the_day_after_is_counted_only_while_the_bowl_stays_the_same(self) -> None:
        def day(number: int, action: str, better: bool, *red: int) -> beads.Day:
            return beads.Day(number, action, better, red)

        made = [
            day(1, "", False, 5, 9, 15),
            day(2, "warn", False, 6, 9, 15),  # the highest is as high again: not fewer
            day(3, "praise", False, 5, 9, 14),
            day(4, "bowl", True, 9, 2, 3),  # another bowl: nothing to compare
            day(5, "warn", True, 4, 2, 3),
        ]
        assert next_days(made) == NextDay(pairs=3, fewer=2, warned=2, more=1, praised=1)
        said = beads_form.so_far_said(made)
        assert "After 2 of 3, the one with the most had fewer." in said
        assert beads_form.so_far_said(made[:1]) == ""

    def test_those_who_stood_out_come_back_as_often_with_a_warning_as_without(self) -> None:
        came_back = {
            action: sum(next_days(days(seed, [action])).fewer for seed in range(400))
            for action in ("warn", "praise")
        }
        assert came_back["warn"] == came_back["praise"] > 300

    def test_draws_follow_the_share_in_the_bowl(self) -> None:
        assert bead_draws(0.2).mean() == pytest.approx(10, abs=0.4)
        assert bead_draws(0.05).mean() == pytest.approx(2.5, abs=0.3)
        assert (bead_draws(0) == 0).all()
        with pytest.raises(ValueError, match="between 0 and 1"):
            bead_draws(5)


class TestQuestion:
    def test_the_worked_answer_is_right(self) -> None:
        assert QUESTION.mark(beads.model_answer()).state == "right"

    def test_nothing_is_judged_before_all_four_were_tried(self) -> None:
        answer = {"seed": 1, "actions": ["praise", "warn"], "found": dict(TRUTH)}
        feedback = QUESTION.mark(answer)
        assert feedback.state == "started"
        assert "2 of 4 tried" in feedback.messages[0]

    def test_a_misconception_gets_its_hint_and_the_share_that_is_right(self) -> None:
        answer = beads.model_answer() | {"found": {**TRUTH, "warn": "fewer"}}
        feedback = QUESTION.mark(answer)
        assert (feedback.outcome, feedback.points) == ("blame-works", 1.3)

    @pytest.mark.parametrize(
        "answer",
        [
            "fewer",
            {"seed": 1, "actions": ["shout"]},
            {"seed": -1, "actions": ["warn"]},
            {"seed": 1, "actions": ["warn"] * MOST_DAYS},
            {"actions": ["warn"]},
            {"seed": 1, "actions": 4},
            {"seed": 1, "actions": ["warn"], "found": 3},
        ],
    )
    def test_what_the_form_never_writes_is_not_read(self, answer: Any) -> None:
        assert QUESTION.mark(answer).state == "not read"
        assert QUESTION.in_words(answer)

    @given(st.lists(st.sampled_from([*ACTIONS]), max_size=MOST_DAYS - 1), st.integers(0, 999_999))
    def test_any_days_can_be_drawn_again_and_told_in_words(
        self, actions: list[str], seed: int
    ) -> None:
        answer = {"seed": seed, "actions": actions, "found": dict(TRUTH)}
        feedback = QUESTION.mark(answer)
        assert (feedback.state == "right") == (set(actions) == set(ACTIONS))
        assert len(QUESTION.in_words(answer)) >= 1
        made = days(seed, actions)
        assert all(0 <= n <= beads.PADDLE for day in made for n in day.red)
        assert beads_form.picture_html(made).count("<tr>") == len(made) + 1


class TestForm:
    def test_a_day_is_drawn_only_when_something_was_chosen(self) -> None:
        told: list[Any] = []
        picture, playing, finding, again = beads_form.form(
            QUESTION, None, lambda answer, checked: told.append((answer, checked))
        )
        _, action, draw, said = playing.children
        draw.click()
        assert "First choose" in said.value
        assert told == []
        for key in ACTIONS:
            action.value = key
            draw.click()
        assert "Day 5." in said.value
        assert "Squares are from the new bowl" in picture.value
        for box, effect in zip(finding.children[1:5], TRUTH.values(), strict=True):
            box.value = effect
        finding.children[5].click()
        answer, checked = told[-1]
        assert checked
        assert QUESTION.mark(answer).state == "right"
        again.click()
        assert "Day 1." in said.value
        assert told[-1][0]["variant"] != answer["variant"]
        assert told[-1][0]["earlier"] == [answer]

    def test_a_kept_answer_is_shown_again(self) -> None:
        picture, *_ = beads_form.form(QUESTION, beads.model_answer(), lambda *_: None)
        assert picture.value == beads_form.picture_html(days(Variant(beads.POOL, 1), [*ACTIONS]))

    def test_no_more_days_than_there_are(self) -> None:
        answer = {"seed": 5, "actions": ["warn"] * (MOST_DAYS - 1), "found": {}}
        _, playing, *_ = beads_form.form(QUESTION, answer, lambda *_: None)
        assert playing.children[2].disabled
        assert "last day" in playing.children[3].value


DROPPING = marbles.MarbleDrop(id="marbles", ask="Drop them.")


class TestMarbles:
    def test_moving_back_by_each_miss_doubles_the_variance(self) -> None:
        alone, back = (marbles.drop(rule, 3, 20_000).places.var(axis=0) for rule in "12")
        assert np.allclose(alone, marbles.WOBBLE**2, rtol=0.05)
        assert np.allclose(back, 2 * marbles.WOBBLE**2, rtol=0.05)

    def test_a_kept_try_is_the_same_picture_on_each_computer(self) -> None:
        assert marbles.drop("4", 3, 2).places.round(2).tolist() == [
            [20.41, -25.56],
            [24.59, -31.23],
        ]
        assert not np.array_equal(marbles.drop("1", 3).places, marbles.drop("1", 4).places)

    @pytest.mark.parametrize("rule", ["3", "4"])
    def test_the_other_rules_wander_away(self, rule: str) -> None:
        spread = [marbles.drop(rule, 3, n).places.std() for n in (50, 500, 5000)]
        assert spread[0] < spread[1] < spread[2]

    @pytest.mark.parametrize("rule", marbles.RULES)
    def test_every_picture_says_its_meaning(self, rule: str) -> None:
        dropped = marbles.drop(rule, 1)
        assert marbles.picture_html(dropped).count("<circle") == marbles.DROPS
        assert marbles.meaning(dropped) in marbles.picture_html(dropped)

    def test_marbles_beyond_the_table_are_counted(self) -> None:
        assert "rolled off the table" in marbles.meaning(marbles.drop("4", 3, 2000))

    def test_each_try_adds_a_row_and_is_kept(self) -> None:
        kept: list[Any] = []
        rule, button, picture, table, _ = marbles_form.form(
            DROPPING, None, lambda given, _checked: kept.append(given)
        )
        button.click()
        rule.value = "2"
        button.click()
        assert "Rule 2." in picture.value
        assert table.value.count("<tr><td>") == 2
        assert kept[-1]["rules"] == ["1", "2"]
        again = marbles_form.form(DROPPING, kept[-1], lambda *_: None)
        assert [again[2].value, again[3].value] == [picture.value, table.value]

    def test_tries_are_kept_and_never_marked(self) -> None:
        said = [DROPPING.mark({"rules": list(rules)}).state for rules in ("", "12", "1234")]
        assert said == ["not tried", "started", "kept"]
        assert DROPPING.mark({"rules": list("1234")}).out_of == 0
        assert DROPPING.in_words({"rules": ["1"]})[0].startswith("Rule 1: leave it alone. ")

    @pytest.mark.parametrize("odd", [None, 3, [], {"rules": 3}, {"rules": [[], "9", None]}])
    def test_what_no_form_writes_is_no_try(self, odd: Any) -> None:
        assert DROPPING.mark(odd).state == "not tried"
        assert DROPPING.in_words(odd) == ("No marbles yet.",)


class TestHub:
    def test_the_chart_speaks_of_a_band_and_shows_no_icon(self) -> None:
        chart = hub_chart()
        said = f"{chart.alt} {chart.caption} {chart.to_svg()}"
        assert "limit" not in said.lower()
        assert chart.variation is None
        assert "49 of 51 weeks lie in it" in chart.reading
        assert "17 visits in the week of 10 February 2025" in chart.reading

"""The made-up desk in which a test of change has a size: an honest model, its form, and what is marked."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from statistics import fmean
from typing import Any

import ipywidgets as w
import pytest

from champions.activities.service import question as first_desk
from champions.activities.service_ramp import paper
from champions.activities.service_ramp.model import (
    BEFORE,
    BUDGET,
    CHANGES,
    EFFECTS,
    ENOUGH,
    GOODWILL,
    POOL,
    SIZES,
    UNDO_DAYS,
    UNDO_GOODWILL,
    WORDS,
    Lived,
    Trial,
    by_chance,
    effects,
    left,
    run,
    share_missing,
    state,
    told,
    undone,
    what_was_true,
)
from champions.activities.service_ramp.question import RampTrial, answer_for, good_in, slips
from champions.questions import forms
from champions.questions.attempts import another
from champions.questions.scheme import load_scheme
from champions.questions.variants import Variant

pytestmark = pytest.mark.learner_floor

COURSE = Path(__file__).resolve().parents[1]
DESKS = [Variant(POOL, number) for number in range(1, 201)]
PEOPLE = {"one": 1, "five": 5, "day": 8, "week": 40}
QUESTION = RampTrial(id="desk", ask="Test it", points=6, look="Look.", step="Step.", praise="Yes.")


def change_that(desk: Variant, effect: str) -> str:
    return next(change for change, does in effects(desk).items() if does == effect)


def a_test(
    change: str, size: str, shows: str = "", decided: str = "", weeks: int | None = None
) -> Trial:
    lasts = (4 if weeks is None else weeks) if size == "all" else 0
    return Trial(change, size, lasts, next(iter(WORDS["predicted"][size])), shows, decided)


def way(desk: Variant, effect: str, *steps: tuple[str, str]) -> list[Trial]:
    """Tests of the change that has an effect, by size and decision, each read as it is against chance."""
    made: list[Trial] = []
    for size, decided in steps:
        one = a_test(change_that(desk, effect), size)
        result = run(desk, [*made, one]).results[-1]
        made.append(replace(one, shows=result.against_chance, decided=decided))
    return made


class TestModel:
    def test_before_any_test_35_of_100_miss(self) -> None:
        missed = [one for desk in DESKS for one in run(desk, []).weeks]
        assert fmean(missed) == pytest.approx(14, abs=0.15)
        spread = math.sqrt(fmean((one - 14) ** 2 for one in missed))
        assert spread == pytest.approx(math.sqrt(40 * 0.35 * 0.65), abs=0.15)

    @pytest.mark.parametrize(
        ("effect", "share"), [("helps", 14), ("costly", 14), ("nothing", 35), ("harm", 46)]
    )
    def test_in_a_test_people_miss_as_the_change_says(self, effect: str, share: int) -> None:
        assert share_missing([effect]) == share
        results = [run(d, [a_test(change_that(d, effect), "all")]).results[0] for d in DESKS]
        missed = sum(one.missed for one in results) / sum(one.people for one in results)
        troubled = sum(one.troubled for one in results) / sum(one.people for one in results)
        assert missed == pytest.approx(share / 100, abs=0.01)
        assert troubled == pytest.approx(0.3 if effect == "harm" else 0, abs=0.01)
        assert {one.minutes for one in results} == {12 if effect == "costly" else 1}

    def test_an_adapted_change_is_lighter_and_harms_nobody(self) -> None:
        for effect, minutes, share in (("costly", 3, 0.16), ("harm", 1, 0.25)):
            results = []
            for desk in DESKS[:60]:
                change = change_that(desk, effect)
                first = a_test(change, "five", "chance", "adapt")
                results.append(run(desk, [first, a_test(change, "all")]).results[1])
            assert {one.minutes for one in results} == {minutes}
            assert sum(one.troubled for one in results) == 0
            missed = sum(one.missed for one in results) / sum(one.people for one in results)
            assert missed == pytest.approx(share, abs=0.02)

    def test_harm_of_what_is_kept_is_never_put_down_to_the_change_in_the_test(self) -> None:
        told_of_it = 0
        for desk in DESKS[:60]:
            harm, other = change_that(desk, "harm"), change_that(desk, "helps")
            kept = a_test(harm, "five", "chance", "adopt")
            then = a_test(other, "week", "fewer", "adopt")
            result = run(desk, [kept, then]).results[1]
            assert result.troubled == 0
            assert "trouble" not in result.true
            assert "went-on" not in slips(run(desk, [kept, then]), other)
            said = " ".join(told(then, result))
            assert "Nobody said that it troubled them." in said
            told_of_it += "something which you keep for everybody troubled them" in said
        assert told_of_it == 60

    @pytest.mark.parametrize("size", PEOPLE)
    def test_a_test_touches_the_people_in_it_and_nobody_else(self, size: str) -> None:
        for desk in DESKS[:40]:
            tried = a_test(change_that(desk, "helps"), size, "chance", "on")
            then = a_test(change_that(desk, "nothing"), "all")
            with_it, without = run(desk, [tried, then]), run(desk, [then])
            assert with_it.results[0].people == PEOPLE[size]
            first = BEFORE // 5
            assert with_it.weeks[:first] == without.weeks[:first]
            off = without.weeks[first] - with_it.weeks[first]
            assert 0 <= off <= PEOPLE[size]
            # The weeks after it are as if it had never been: the same people, the same luck.
            end = min(len(with_it.weeks), len(without.weeks))
            assert with_it.weeks[first + 1 : end] == without.weeks[first + 1 : end]

    def test_what_is_adopted_changes_the_weeks_that_follow(self) -> None:
        kept: list[float] = []
        stopped: list[float] = []
        for desk in DESKS[:60]:
            for decided, weeks in (("adopt", kept), ("abandon", stopped)):
                first = a_test(change_that(desk, "helps"), "five", "chance", decided)
                lived = run(desk, [first, a_test(change_that(desk, "nothing"), "all")])
                weeks.extend(lived.weeks[-4:])
        assert fmean(kept) == pytest.approx(5.6, abs=0.4)
        assert fmean(stopped) == pytest.approx(14, abs=0.6)

    def test_a_small_test_costs_a_day_and_a_large_one_weeks(self) -> None:
        spent = {size: BUDGET - run(DESKS[0], [a_test("text", size)]).days for size in SIZES}
        assert spent == {"one": 1, "five": 1, "day": 1, "week": 5, "all": 20}
        assert BUDGET - run(DESKS[0], [a_test("text", "all", weeks=8)]).days == 40

    def test_a_test_of_a_week_begins_on_a_monday(self) -> None:
        one = a_test("text", "one", "chance", "on")
        lived = run(DESKS[0], [one, a_test("text", "week")])
        assert BUDGET - lived.days == 1 + 4 + 5
        assert lived.marks[-1] == 2

    def test_taking_back_what_ran_for_everybody_costs_days_and_goodwill(self) -> None:
        for desk in DESKS[:20]:
            harm = change_that(desk, "harm")
            small = run(desk, [a_test(harm, "five", "trouble", "abandon")])
            large = run(desk, [a_test(harm, "all", "trouble", "abandon")])
            assert small.goodwill == GOODWILL - small.results[0].troubled >= GOODWILL - 5
            assert large.goodwill == max(0, GOODWILL - large.results[0].troubled - UNDO_GOODWILL)
            assert (small.days, large.days) == (BUDGET - 1, BUDGET - 20 - UNDO_DAYS)
            assert undone(small.results[0]) == ""
            assert undone(large.results[0]).startswith("To undo it, 160 people had to be told")

    def test_goodwill_that_is_used_up_ends_the_tests_and_says_so(self) -> None:
        desk = DESKS[0]
        lived = run(desk, [a_test(change_that(desk, "harm"), "all", "trouble", "abandon")])
        assert lived.goodwill == 0
        assert "the board stops the tests" in left(lived)


class TestChance:
    @pytest.mark.parametrize("people", [1, 5, 8, 40, 160, 320])
    @pytest.mark.parametrize("share", [0, 40, 140, 200, 396])
    def test_the_range_is_that_of_the_binomial(self, people: int, share: int) -> None:
        p = share / 400
        each = [math.comb(people, n) * p**n * (1 - p) ** (people - n) for n in range(people + 1)]
        low, high = by_chance(people, share, 400)
        assert sum(each[:low]) <= 0.025 + 1e-9 < sum(each[: low + 1])
        assert sum(each[: high + 1]) >= 0.975 - 1e-9
        assert high == 0 or sum(each[:high]) < 0.975 + 1e-9

    def test_where_all_missed_all_miss_by_chance(self) -> None:
        assert by_chance(8, 400, 400) == (8, 8)

    def test_a_change_that_does_nothing_is_seldom_beyond_chance(self) -> None:
        found = [
            run(desk, [a_test(change_that(desk, "nothing"), "week")]).results[0].against_chance
            for desk in DESKS
        ]
        assert found.count("chance") >= 0.9 * len(DESKS)

    def test_five_people_never_show_a_help_and_four_weeks_do(self) -> None:
        for size, least, most in (("five", 0, 0), ("week", 0.6, 0.97), ("all", 0.99, 1)):
            found = [
                run(d, [a_test(change_that(d, "helps"), size)]).results[0].against_chance
                for d in DESKS
            ]
            assert least <= found.count("fewer") / len(DESKS) <= most, size


class TestTheRightWeeks:
    def test_a_test_is_compared_with_people_who_had_just_what_is_kept(self) -> None:
        for desk in DESKS[:60]:
            kept = way(desk, "helps", ("five", "on"), ("week", "on"), ("all", "adopt"))
            lived = run(desk, [*kept, a_test(change_that(desk, "nothing"), "week")])
            last = lived.results[-1]
            assert last.only_kept
            assert not last.early
            assert last.base_people >= ENOUGH
            assert last.base_missed / last.base_people < 0.25
            assert "who had just what you keep" in " ".join(told(lived.trials[-1], last))

    def test_a_change_that_does_nothing_looks_no_better_beside_one_that_is_kept(self) -> None:
        off = []
        for desk in DESKS:
            kept = way(desk, "helps", ("five", "on"), ("week", "on"), ("all", "adopt"))
            last = run(desk, [*kept, a_test(change_that(desk, "nothing"), "week")]).results[-1]
            off.append(last.missed / 40 - last.base_missed / last.base_people)
        assert fmean(off) == pytest.approx(0, abs=0.012)

    def test_what_has_run_for_too_few_people_is_said(self) -> None:
        desk = DESKS[0]
        kept = way(desk, "helps", ("five", "adopt"))
        lived = run(desk, [*kept, a_test(change_that(desk, "nothing"), "five")])
        assert lived.results[1].early
        said = " ".join(told(lived.trials[1], lived.results[1]))
        assert "fewer than 80 people" in said
        assert "part of what you see may be the doing of what you keep" in said

    def test_nothing_that_is_told_says_what_a_change_does(self) -> None:
        desk = DESKS[4]
        for size in SIZES:
            lived = run(desk, [a_test("text", size)])
            said = " ".join(told(lived.trials[0], lived.results[0]))
            assert not any(one in said for one in what_was_true(desk))


def lived(desk: Variant, *ways: list[Trial]) -> Lived:
    return run(desk, [one for some in ways for one in some])


class TestMethodIsMarked:
    @pytest.mark.parametrize("desk", DESKS[::10], ids=str)
    def test_a_good_way_earns_all_at_each_desk_whatever_chance_gives(self, desk: Variant) -> None:
        feedback = QUESTION.mark(answer_for(desk))
        assert (feedback.state, feedback.points) == ("right", 6)
        assert "What was true at this desk?" in feedback.messages

    def test_the_truth_earns_nothing_by_itself(self) -> None:
        """Chance fools somebody: what their tests bear out counts, not what is true."""
        fooled = 0
        for desk in DESKS:
            tests = way(desk, "nothing", ("five", "on"), ("week", "on"), ("week", "adopt"))
            here = lived(desk, tests)
            people = sum(one.people for one in here.results)
            missed = sum(one.missed for one in here.results)
            share = here.results[-1].base_missed / here.results[-1].base_people
            if missed < by_chance(people, round(1000 * share), 1000)[0] - 1:
                assert not slips(here, change_that(desk, "nothing"))
                fooled += 1
        assert fooled >= 1

    def test_no_improvement_is_a_full_end(self) -> None:
        for desk in DESKS[:20]:
            tests = way(desk, "nothing", ("five", "on"), ("week", "abandon"))
            if tests[-1].shows == "chance":
                assert good_in(lived(desk, tests)) == [change_that(desk, "nothing")]

    @pytest.mark.parametrize(
        ("effect", "steps", "slip"),
        [
            ("helps", [("week", "on"), ("all", "adopt")], "began-big"),
            ("helps", [("day", "on"), ("week", "on"), ("all", "adopt")], "began-big"),
            ("helps", [("one", "on"), ("week", "on"), ("all", "adopt")], "jumped"),
            ("helps", [("five", "on"), ("day", "on"), ("all", "adopt")], "jumped"),
            ("helps", [("five", "adopt")], "adopted-early"),
            ("helps", [("five", "on"), ("week", "adopt")], "adopted-early"),
            ("helps", [("five", "on"), ("week", "on"), ("all", "abandon")], "abandoned-good"),
            ("nothing", [("five", "on"), ("week", "on"), ("all", "adopt")], "adopted-unproven"),
            ("nothing", [("five", "abandon")], "abandoned-early"),
            ("nothing", [("five", "on"), ("day", "on"), ("day", "abandon")], "abandoned-early"),
            ("costly", [("five", "on"), ("week", "on"), ("all", "adopt")], "adopted-dear"),
            ("harm", [("five", "on"), ("day", "on"), ("week", "abandon")], "went-on"),
        ],
    )
    def test_each_slip_is_known(self, effect: str, steps: list[tuple[str, str]], slip: str) -> None:
        found = [
            slips(lived(d, way(d, effect, *steps)), change_that(d, effect)) for d in DESKS[:25]
        ]
        assert sum(slip in one for one in found) >= 20, found

    @pytest.mark.parametrize("end", ["adapt", "abandon"])
    def test_who_stops_or_adapts_what_troubles_made_no_slip(self, end: str) -> None:
        for desk in DESKS[:30]:
            tests = way(desk, "harm", ("five", end))
            here = lived(desk, tests)
            if here.results[0].troubled:
                assert "went-on" not in slips(here, change_that(desk, "harm"))

    def test_an_adapted_change_begins_small_again_and_is_judged_by_itself(self) -> None:
        desk = DESKS[2]
        way_up = [("five", "adapt"), ("five", "on"), ("week", "on"), ("all", "adopt")]
        here = lived(desk, way(desk, "costly", *way_up))
        assert slips(here, change_that(desk, "costly")) == []
        at_once = lived(
            desk, way(desk, "costly", ("five", "adapt"), ("week", "on"), ("all", "adopt"))
        )
        assert "began-big" in slips(at_once, change_that(desk, "costly"))

    def test_a_change_given_up_too_soon_can_be_taken_up_again(self) -> None:
        desk = DESKS[2]
        here = lived(
            desk, way(desk, "helps", ("five", "abandon"), ("week", "on"), ("all", "adopt"))
        )
        assert slips(here, change_that(desk, "helps")) == []

    def test_one_change_that_went_wrong_costs_nothing_when_three_went_well(self) -> None:
        for desk in DESKS:
            harm = way(desk, "harm", ("all", "abandon"))
            small = [
                *way(desk, "costly", ("five", "abandon")),
                *way(desk, "nothing", ("five", "on"), ("week", "abandon")),
                *way(desk, "helps", ("five", "on"), ("week", "on"), ("all", "adopt")),
            ]
            tests = [
                replace(one, shows="hours") if one.change == change_that(desk, "costly") else one
                for one in small
            ]
            here = run(desk, [*tests, *harm])
            if len(good_in(here)) == 3:
                assert "began-big" in slips(here, change_that(desk, "harm"))
                assert QUESTION.agrees(here, None)
                return
        pytest.fail("no desk went so")

    def test_a_reading_is_true_of_what_was_seen(self) -> None:
        for desk in DESKS[:20]:
            (five,) = run(desk, [a_test(change_that(desk, "costly"), "five")]).results
            assert "hours" in five.true
            assert "trouble" not in five.true
            assert len(five.true & {"fewer", "chance", "more"}) == 1


class TestTheAnswer:
    @pytest.mark.parametrize(
        "spoil",
        [
            {"tests": "all"},
            {"tests": [1]},
            {"variant": 201},
            {"variant": None},
            {"tests": [{"change": "text"}]},
        ],
    )
    def test_what_no_form_writes_is_not_read(self, spoil: dict[str, Any]) -> None:
        answer = {**answer_for(DESKS[2]), **spoil}
        assert QUESTION.mark(answer).state == "not read"
        assert QUESTION.in_words(answer) == ("These tests could not be read.",)

    @pytest.mark.parametrize(
        "one",
        [
            {"size": "ten"},
            {"weeks": 4},
            {"predicted": "9-12"},
            {"shows": "much"},
            {"decided": "later"},
            {"shows": ""},
        ],
    )
    def test_a_test_that_the_form_does_not_offer_is_not_read(self, one: dict[str, Any]) -> None:
        answer = answer_for(DESKS[2])
        tests = [{**answer["tests"][0], **one}, *answer["tests"][1:]]
        assert QUESTION.mark({**answer, "tests": tests}).state == "not read"

    def test_what_was_adapted_once_is_not_adapted_again(self) -> None:
        tests = [a_test("text", "five", "chance", "adapt")]
        assert "adapt" in state([]).decisions(tests[0])
        assert "adapt" not in state(tests).decisions(a_test("text", "five"))

    def test_what_runs_for_everybody_is_watched_by_the_week(self) -> None:
        tests = [a_test("text", "five", "chance", "adopt")]
        assert state(tests).sizes("text") == ["week", "all"]
        assert state(tests).sizes("call") == list(SIZES)

    def test_no_test_outlasts_the_days(self) -> None:
        tests = [
            a_test("text", "all", "chance", "adopt", 8),
            a_test("call", "all", "chance", "adopt", 8),
        ]
        now = state(tests)
        assert now.weeks == [4]
        tests.append(a_test("map", "all", "chance", "adopt", 4))
        assert state(tests).sizes("late") == []
        assert "days are used up" in left(run(DESKS[0], tests))

    def test_it_is_said_in_words_for_a_trainer(self) -> None:
        lines = QUESTION.in_words(answer_for(DESKS[0]))
        assert lines[0] == "Desk number 1."
        assert lines[1].startswith("Test 1: A text message the day before. 5 people, on one day.")
        assert QUESTION.in_words({}) == ("No test yet.",)

    @pytest.mark.parametrize(
        ("done", "says"), [(0, ""), (1, "Then decide"), (2, "1 change is brought")]
    )
    def test_an_unfinished_answer_is_told_what_comes_next(self, done: int, says: str) -> None:
        tests = [
            {**one, **({} if done == 2 else {"shows": "", "decided": ""})}
            for one in answer_for(DESKS[0])["tests"][: min(done, 1)]
        ]
        feedback = QUESTION.mark({**answer_for(DESKS[0]), "tests": tests})
        assert feedback.state == ("started" if done else "not tried")
        assert says in " ".join(feedback.messages)


class TestTheFirstDesk:
    """What was begun with the last version of the lesson goes on, and is marked as it was."""

    question = load_scheme(COURSE / "solutions" / "05-pdsa-cycles")["run-the-service"]

    @pytest.mark.parametrize("weeks", [2, 6])
    def test_an_answer_of_the_last_version_is_marked_as_before(self, weeks: int) -> None:
        before = first_desk.ServiceTrial(
            **{
                name: getattr(self.question, name)
                for name in ("id", "ask", "look", "step", "praise", "points", "part_marks")
            }
        )
        for number in range(1, 40):
            for turn in range(3):
                origin = Variant("service", number)

                def found(does: dict[str, str], turn: int = turn) -> dict[str, str]:
                    keys, values = list(does), list(does.values())
                    return dict(zip(keys, values[turn:] + values[:turn], strict=True))

                answer = first_desk.answer_for(origin, weeks, found)
                now, then = self.question.mark(answer), before.mark(answer)
                assert (now.state, now.points) == (then.state, then.points)
                assert self.question.in_words(answer) == before.in_words(answer)

    def test_its_hints_are_those_that_it_had(self) -> None:
        hasty = first_desk.answer_for(Variant("service", 5), 2)
        feedback = self.question.mark(hasty)
        assert feedback.outcome == "one-dot-is-one-cycle"
        assert "fewer than 4 dots" in feedback.messages[-1]

    def test_what_it_earned_stays_while_the_new_desk_is_tried(self) -> None:
        done = first_desk.answer_for(Variant("service", 5))
        new = {**another(self.question, done, {"variant": 9, "attempt": 2}), "tests": []}
        assert new["earlier"] == [done]
        assert self.question.mark(new).points == self.question.out_of

    def test_a_half_done_one_opens_at_the_first_desk_and_goes_on_to_the_new(self) -> None:
        half = {**first_desk.answer_for(Variant("service", 5)), "found": {}}
        desk = Desk(half)
        assert "You began this step at the first desk" in desk.text()
        desk.choose(first_desk.CHANGES["text"], "soon")
        assert desk.told[-1][0]["found"] == {"text": "soon"}
        desk.press("Try another service")
        assert "Days left: 100 of 100" in desk.text()
        desk.take("text", "five", "chance", "on")
        answer = desk.told[-1][0]
        assert [one["change"] for one in answer["tests"]] == ["text"]
        assert answer["earlier"][0]["found"] == {"text": "soon"}


class Desk:
    """The form as a person sees it: boxes and buttons by their words."""

    def __init__(self, answer: Any = None) -> None:
        self.told: list[tuple[Any, bool]] = []
        self.form = forms.form(QUESTION, answer, lambda a, checked: self.told.append((a, checked)))

    def all(self, box: Any = None) -> list[Any]:
        box = box or self.form
        return [box, *(x for child in getattr(box, "children", ()) for x in self.all(child))]

    def box(self, words: str) -> w.Dropdown:
        return next(b for b in self.all() if isinstance(b, w.Dropdown) and b.description == words)

    def choose(self, words: str, value: str) -> None:
        self.box(words).value = value

    def press(self, words: str) -> None:
        next(b for b in self.all() if isinstance(b, w.Button) and b.description == words).click()

    def text(self) -> str:
        return " ".join(b.value for b in self.all() if isinstance(b, w.HTML))

    def take(self, change: str, size: str, shows: str, decided: str, weeks: str = "") -> None:
        asked = WORDS["asked"]
        self.choose(asked["change"], change)
        self.choose(asked["size"], size)
        if weeks:
            self.choose(asked["weeks"], weeks)
        self.choose(asked["predicted"], next(iter(WORDS["predicted"][size])))
        self.press("Do it")
        self.choose(asked["shows"], shows)
        self.choose(asked["decided"], decided)
        self.press("Decide")


class TestForm:
    def test_working_through_it_gives_an_answer_that_can_be_marked(self) -> None:
        desk = Desk({"variant": 7, "attempt": 1, "tests": []})
        for one in answer_for(Variant(POOL, 7))["tests"]:
            weeks = str(one["weeks"]) if one["weeks"] else ""
            desk.take(one["change"], one["size"], one["shows"], one["decided"], weeks)
        assert desk.told[-1][1] is False
        desk.press("Check my tests")
        answer, checked = desk.told[-1]
        assert checked
        assert QUESTION.mark(answer).state == "right"

    def test_nothing_is_tested_without_a_prediction(self) -> None:
        desk = Desk()
        desk.choose(WORDS["asked"]["change"], "text")
        desk.choose(WORDS["asked"]["size"], "five")
        desk.press("Do it")
        assert not desk.told
        assert "First choose: How many do you think will miss?" in desk.text()

    def test_nothing_is_decided_before_it_is_read(self) -> None:
        desk = Desk()
        asked = WORDS["asked"]
        for words, value in (("change", "text"), ("size", "one"), ("predicted", "1-1")):
            desk.choose(asked[words], value)
        desk.press("Do it")
        desk.choose(asked["decided"], "on")
        desk.press("Decide")
        assert desk.told[-1][0]["tests"][-1]["decided"] == ""
        assert "First choose: What does this test show?" in desk.text()

    def test_for_how_long_is_asked_only_where_it_matters(self) -> None:
        desk = Desk()
        weeks = desk.box(WORDS["asked"]["weeks"])
        desk.choose(WORDS["asked"]["change"], "text")
        assert weeks.layout.display == "none"
        desk.choose(WORDS["asked"]["size"], "all")
        assert weeks.layout.display == ""

    def test_what_was_begun_goes_on_where_it_was(self) -> None:
        desk = Desk()
        desk.take("text", "five", "chance", "on")
        again = Desk(json.loads(json.dumps(desk.told[-1][0])))
        assert "Days left: 99 of 100" in again.text()
        assert "5 people, on one day" in again.text()

    def test_another_desk_keeps_what_was_earned(self) -> None:
        desk = Desk(answer_for(DESKS[6]))
        desk.press("Try another desk")
        answer = desk.told[-1][0]
        assert answer["tests"] == []
        assert answer["variant"] != 7
        assert QUESTION.mark(answer).points == 6

    def test_an_answer_that_cannot_be_read_begins_anew_and_is_kept_as_it_was(self) -> None:
        desk = Desk({"variant": 7, "attempt": 1, "tests": [{"change": "free"}]})
        assert not desk.told
        assert "Days left: 100 of 100" in desk.text()


def test_on_paper_it_is_a_game_with_dice_and_a_sheet() -> None:
    sheet = paper.to_fill_in(QUESTION)
    assert all(words.replace("'", "&#x27;") in sheet for words in CHANGES.values())
    assert "0 to 4 of 5 miss" in sheet
    low, high = by_chance(40, 1, 3)
    assert f"{low} to {high} of 40 miss" in sheet
    told_of = paper.told(QUESTION)
    assert "How to play the desk" in told_of
    assert all(word not in sheet for word in ("In secret", "only 1 misses"))


def test_each_desk_has_one_change_of_each_kind_and_desks_differ() -> None:
    kinds = [tuple(effects(desk).values()) for desk in DESKS]
    assert all(sorted(kind) == sorted(EFFECTS) for kind in kinds)
    assert len(set(kinds)) == 24

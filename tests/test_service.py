"""The made-up service: an honest model, its form, and what is marked."""

from __future__ import annotations

from collections import Counter
from statistics import fmean, stdev
from typing import Any

import ipywidgets as w
import pytest

from champions.activities.service import form as service_form
from champions.activities.service.question import (
    BEFORE,
    BUDGET,
    CHANGES,
    FOUND,
    POOL,
    Cycle,
    ServiceTrial,
    Week,
    _luck,
    answer_for,
    as_predicted,
    effects,
    kept_then,
    model_answer,
    run,
    study,
)
from champions.lesson import session
from champions.questions import Miss, forms
from champions.questions.variants import Variant

pytestmark = pytest.mark.learner_floor

SEEDS = range(1, 41)
QUESTION = ServiceTrial(
    id="service",
    ask="Test it",
    points=3,
    look="Look.",
    step="Step.",
    praise="Yes.",
    misses=(Miss(lambda trials: bool(trials.hasty), "hasty", "Watch longer."),),
)


def change_that(seed: int, effect: str) -> str:
    return next(change for change, does in effects(seed).items() if does == effect)


def after(seed: int, effect: str, weeks: int = 40) -> list[Week]:
    """The weeks of one long test of the change that has this effect."""
    return run(seed, 0, [Cycle(change_that(seed, effect), "9-12", weeks)])[BEFORE:]


def mean_missed(effect: str, first: int, last: int) -> float:
    return fmean(week.missed for seed in SEEDS for week in after(seed, effect)[first:last])


class TestModel:
    def test_before_any_change_weeks_differ_by_chance_around_14(self) -> None:
        missed = [week.missed for seed in SEEDS for week in run(seed, 0, [])]
        assert fmean(missed) == pytest.approx(14, abs=0.6)
        assert stdev(missed) == pytest.approx(3, abs=0.5)

    def test_a_change_that_works_at_once_works_in_the_first_week(self) -> None:
        assert mean_missed("soon", 0, 1) < 9
        assert mean_missed("soon", 3, 40) < 9

    def test_a_slow_change_does_nothing_for_three_weeks(self) -> None:
        assert mean_missed("slow", 0, 3) == pytest.approx(14, abs=1)
        assert mean_missed("slow", 3, 40) < 8.5

    def test_a_change_that_does_nothing_does_nothing(self) -> None:
        assert mean_missed("nothing", 0, 40) == pytest.approx(14, abs=0.6)

    def test_one_change_helps_and_costs_hours_and_less_once_it_is_adapted(self) -> None:
        hours = fmean(week.hours for seed in SEEDS for week in after(seed, "costly"))
        others = fmean(week.hours for seed in SEEDS for week in after(seed, "soon"))
        assert hours - others == pytest.approx(7, abs=0.5)
        assert mean_missed("costly", 0, 40) < 9
        lighter = [
            fmean(
                week.hours
                for week in run(seed, 0, [Cycle(c, "9-12", 8, "adapt"), Cycle(c, "9-12", 8)])
                if week.cycle == 2
            )
            for seed in SEEDS
            for c in [change_that(seed, "costly")]
        ]
        assert fmean(lighter) - others == pytest.approx(1.5, abs=0.5)

    def test_an_abandoned_change_stops_and_an_adopted_one_goes_on(self) -> None:
        nothing, soon = (lambda seed: change_that(seed, "nothing")), "soon"
        second: dict[str, list[int]] = {"adopt": [], "abandon": []}
        for decided, missed in second.items():
            for seed in SEEDS:
                first = Cycle(change_that(seed, soon), "9-12", 6, decided)
                weeks = run(seed, 0, [first, Cycle(nothing(seed), "9-12", 8)])
                missed += [week.missed for week in weeks if week.cycle == 2]
        assert fmean(second["adopt"]) < 9
        assert fmean(second["abandon"]) == pytest.approx(14, abs=0.8)

    def test_earlier_dots_stay_when_a_cycle_is_added(self) -> None:
        one = [Cycle("text", "9-12", 6, "adopt")]
        two = [*one, Cycle("map", "9-12", 8)]
        assert run(5, 0, two)[: BEFORE + 6] == run(5, 0, one)

    def test_starting_again_keeps_the_service_and_changes_the_luck(self) -> None:
        plan = [Cycle(change, "9-12", 6, "abandon") for change in CHANGES]
        assert [w.missed for w in run(5, 0, plan)] != [w.missed for w in run(5, 1, plan)]

    def test_a_service_is_the_same_when_the_marker_runs_it_again(self) -> None:
        first = [(week.missed, week.hours) for week in run(5, 0, [])]
        _luck.cache_clear()  # the marker runs it in another process, on another day
        assert [(week.missed, week.hours) for week in run(5, 0, [])] == first
        # Kept as they are: weeks that a champion saw must not change under anybody.
        assert first[:5] == [(13, 12), (16, 12), (12, 12), (20, 12), (22, 13)]
        assert effects(5) == {"text": "nothing", "call": "slow", "map": "costly", "late": "soon"}

    def test_each_seed_has_one_change_of_each_kind_and_seeds_differ(self) -> None:
        kinds = [tuple(effects(seed).values()) for seed in range(400)]
        assert all(sorted(kind) == sorted(FOUND) for kind in kinds)
        assert len(set(kinds)) == 24

    def test_a_simple_way_of_looking_finds_what_each_change_does(self) -> None:
        """Six weeks are enough, mostly: else the question would mark luck."""
        found = Counter(
            sum(_judged(seed)[c] == e for c, e in effects(seed).items()) for seed in SEEDS
        )
        assert found[4] >= 0.85 * len(SEEDS), found
        assert min(found) >= 3


def _judged(seed: int) -> dict[str, str]:
    """What a person would say who compares means before and after, testing one at a time."""
    before = fmean(week.missed for week in run(seed, 0, []))
    judged = {}
    for change in CHANGES:
        weeks = run(seed, 0, [Cycle(change, "9-12", 6)])[BEFORE:]
        early, late = (fmean(x.missed for x in part) for part in (weeks[:3], weeks[3:]))
        if study(run(seed, 0, [Cycle(change, "9-12", 6)]), 1).hours > 15.5:
            judged[change] = "costly"
        elif late > before * 0.75:
            judged[change] = "nothing"
        else:
            judged[change] = "soon" if before - early > (before - late) / 2 else "slow"
    return judged


@pytest.mark.parametrize(
    ("predicted", "missed", "holds"),
    [("9-12", 9, True), ("9-12", 12, True), ("9-12", 8.5, False), ("9-12", 13, False),
     ("17-", 17, True), ("17-", 16.5, False), ("0-4", 0, True)],
)  # fmt: skip
def test_a_prediction_holds_when_the_middle_is_in_its_range(
    predicted: str, missed: float, holds: bool
) -> None:
    assert as_predicted(predicted, missed) is holds


def after_a_kept(effect: str, weeks: int, compare: Any) -> list[float]:
    """How the do-nothing change looks at many desks when this one was kept before it: below 0 is a help."""
    off = []
    for number in range(1, 201):
        service = Variant(POOL, number)
        of = {does: change for change, does in effects(service).items()}
        cycles = [Cycle(of[effect], "9-12", weeks, "adopt"), Cycle(of["nothing"], "9-12", weeks)]
        shown = run(service, 0, cycles)
        off.append(study(shown, 2).missed - compare(shown, cycles).missed)
    return off


class TestWhatATestIsComparedWith:
    @pytest.mark.parametrize("weeks", [6, 8])
    @pytest.mark.parametrize("effect", ["slow", "soon", "costly"])
    def test_a_change_that_does_nothing_looks_no_better_than_worse(
        self, effect: str, weeks: int
    ) -> None:
        off = after_a_kept(effect, weeks, kept_then)
        assert fmean(off) == pytest.approx(0, abs=0.5)
        assert sum(one < 0 for one in off) / len(off) == pytest.approx(0.45, abs=0.08)
        assert sum(one > 0 for one in off) / len(off) == pytest.approx(0.45, abs=0.08)

    def test_with_the_slow_start_it_would_look_like_a_help(self) -> None:
        off = after_a_kept("slow", 6, lambda shown, _cycles: study(shown, 1))
        assert (
            sum(one < 0 for one in off) / len(off) > 0.9
        )  # what was said before: the test can fail

    def test_a_change_that_helps_still_shows_beside_one_that_was_kept(self) -> None:
        better = 0
        for number in range(1, 101):
            service = Variant(POOL, number)
            of = {does: change for change, does in effects(service).items()}
            cycles = [Cycle(of["slow"], "5-8", 8, "adopt"), Cycle(of["soon"], "5-8", 8)]
            shown = run(service, 0, cycles)
            kept = kept_then(shown, cycles)
            assert kept
            better += study(shown, 2).missed < kept.missed
        assert better >= 90

    def test_nothing_says_which_change_is_slow(self) -> None:
        for effect in FOUND:
            cycles = [
                Cycle(change_that(3, effect), "9-12", 6, "adopt"),
                Cycle(change_that(3, "nothing" if effect != "nothing" else "soon"), "9-12", 6),
            ]
            kept = kept_then(run(3, 0, cycles), cycles)
            assert kept
            assert kept.dots == 3

    def test_too_few_weeks_are_not_compared_with_and_this_is_said(self) -> None:
        cycles = [Cycle("text", "9-12", 4, "adopt"), Cycle("map", "9-12", 6)]
        said = service_form.studied_html(run(3, 0, cycles), cycles)
        assert "has not run for long enough" in said
        assert "part of what you see now may be its doing" in said

    def test_a_kept_change_that_is_watched_again_is_compared_with_the_weeks_without_it(
        self,
    ) -> None:
        cycles = [Cycle("text", "9-12", 6, "adopt"), Cycle("text", "9-12", 6)]
        assert kept_then(run(3, 0, cycles), cycles) is None

    def test_hours_are_compared_with_those_of_what_was_kept(self) -> None:
        costly, nothing = (change_that(3, effect) for effect in ("costly", "nothing"))
        cycles = [Cycle(costly, "9-12", 8, "adopt"), Cycle(nothing, "9-12", 8)]
        weeks = run(3, 0, cycles)
        kept = kept_then(weeks, cycles)
        assert kept
        assert kept.hours > study(weeks, 0).hours + 4
        said = service_form.studied_html(weeks, cycles)
        assert f"{kept.hours:g} with what you kept" in said


class TestMarking:
    @pytest.mark.parametrize("seed", SEEDS)
    def test_the_same_findings_are_right_for_their_own_seed_only(self, seed: int) -> None:
        assert QUESTION.mark(answer_for(seed)).points == 3
        copied = {**answer_for(seed), "found": effects(seed + 1)}
        same = effects(seed) == effects(seed + 1)
        assert (QUESTION.mark(copied).state == "right") is same

    def test_findings_on_too_few_dots_are_guesses(self) -> None:
        feedback = QUESTION.mark(answer_for(3, weeks=2))
        assert (feedback.outcome, feedback.state) == ("hasty", "not yet")
        assert feedback.points == 0

    def test_half_of_the_findings_earn_what_is_beyond_one_answer_for_all(self) -> None:
        def turned(does: dict[str, str]) -> dict[str, str]:
            swap = {"soon": "slow", "slow": "soon"}
            return {change: swap.get(effect, effect) for change, effect in does.items()}

        assert QUESTION.mark(answer_for(3, found=turned)).points == 1

    @pytest.mark.parametrize(
        ("spoil", "says"),
        [
            ({"found": {}}, "say what each one did"),
            ({"cycles": answer_for(3)["cycles"][:2]}, "2 of 4 changes tested"),
            ({"cycles": [{**answer_for(3)["cycles"][0], "decided": ""}]}, "Then decide"),
        ],
    )
    def test_an_unfinished_answer_is_told_what_comes_next(
        self, spoil: dict[str, Any], says: str
    ) -> None:
        feedback = QUESTION.mark({**answer_for(3), **spoil})
        assert feedback.state == "started"
        assert says in feedback.messages[0]

    @pytest.mark.parametrize(
        "spoil",
        [
            {"seed": "x"},
            {"seed": -1},
            {"seed": 10**12},
            {"year": "soon"},
            {"cycles": "all"},
            {"cycles": [{"change": "text"}]},
            {"cycles": [{"change": "free", "predicted": "5-8", "weeks": 6, "decided": "adopt"}]},
            {"cycles": [{"change": "text", "predicted": "5-8", "weeks": 500, "decided": "adopt"}]},
            {
                "cycles": [{"change": "text", "predicted": "5-8", "weeks": 8, "decided": "adopt"}]
                * 7
            },
            {"found": ["soon"]},
        ],
    )
    def test_what_no_form_writes_is_not_read(self, spoil: dict[str, Any]) -> None:
        assert QUESTION.mark({**answer_for(3), **spoil}).state == "not read"
        assert QUESTION.in_words({**answer_for(3), **spoil}) == ("These tests could not be read.",)

    def test_the_answer_is_said_in_words_for_a_trainer(self) -> None:
        lines = QUESTION.in_words(answer_for(3))
        assert lines[0] == "Desk number 3, year 1."
        assert lines[1].startswith("Cycle 1: A text message the day before. Predicted: 9 to 12")
        assert len(lines) == 9
        assert QUESTION.in_words({}) == ("No test yet.",)


class Desk:
    """The form as a person sees it: boxes and buttons by their words."""

    def __init__(self, answer: Any = None) -> None:
        self.told: list[tuple[Any, bool]] = []
        self.form = forms.form(QUESTION, answer, lambda a, checked: self.told.append((a, checked)))

    def all(self, box: Any = None) -> list[Any]:
        box = box or self.form
        return [box, *(x for child in getattr(box, "children", ()) for x in self.all(child))]

    def choose(self, words: str, value: str) -> None:
        lists = [b for b in self.all() if isinstance(b, w.Dropdown) and b.description == words]
        lists[0].value = value

    def press(self, words: str) -> None:
        next(b for b in self.all() if isinstance(b, w.Button) and b.description == words).click()

    def text(self) -> str:
        shown = [b for b in self.all() if isinstance(b, w.HTML)]
        return " ".join(b.value for b in shown)

    def cycle(self, change: str, weeks: str = "6", decide: str = "adopt") -> None:
        self.choose("What do you change?", change)
        self.choose("How many of 40 will miss in a usual week?", "9-12")
        self.choose("For how many weeks do you watch?", weeks)
        self.press("Do it")
        self.choose("What do you decide?", decide)
        self.press("Decide")


class TestForm:
    def test_working_through_it_gives_an_answer_that_can_be_marked(self) -> None:
        desk = Desk(model_answer() | {"cycles": [], "found": {}})
        for change in CHANGES:
            desk.cycle(change)
        service = Variant(POOL, desk.told[-1][0]["variant"])
        for change, effect in effects(service).items():
            desk.choose(CHANGES[change], effect)
        assert desk.told[-1][1] is False
        desk.press("Check what I found")
        answer, checked = desk.told[-1]
        assert checked
        assert QUESTION.mark(answer).state == "right"

    def test_nothing_is_tested_without_a_prediction(self) -> None:
        desk = Desk()
        desk.choose("What do you change?", "text")
        desk.choose("For how many weeks do you watch?", "4")
        desk.press("Do it")
        assert not desk.told
        assert "First choose: How many of 40 will miss" in desk.text()

    def test_the_result_is_put_beside_the_prediction(self) -> None:
        desk = Desk()
        desk.choose("What do you change?", "text")
        desk.choose("How many of 40 will miss in a usual week?", "0-4")
        desk.choose("For how many weeks do you watch?", "4")
        desk.press("Do it")
        assert "You predicted 0 to 4 people.</p><p>The middle of your 4 dots is" in desk.text()

    @pytest.mark.parametrize(("decided", "said"), [("adopt", True), ("abandon", False)])
    def test_the_result_is_put_beside_the_test_that_was_kept(
        self, decided: str, said: bool
    ) -> None:
        desk = Desk()
        desk.cycle("text", decide=decided)
        desk.cycle("map", decide="")
        assert ("With what you kept it was" in desk.text()) is said

    def test_an_adapted_change_is_tested_next_in_its_new_form(self) -> None:
        desk = Desk()
        desk.cycle("call", decide="adapt")
        lists = [b for b in desk.all() if isinstance(b, w.Dropdown)]
        named = {key: words for words, key in lists[0].options}
        assert named["call"].endswith("for those who ask for one")
        assert named["text"] == CHANGES["text"]

    def test_no_test_is_longer_than_the_weeks_that_are_left(self) -> None:
        desk = Desk()
        for _ in range(6):
            desk.cycle("text", weeks="8")
        assert "2 weeks of testing are left" in desk.text()
        lists = {b.description: b for b in desk.all() if isinstance(b, w.Dropdown)}
        spans = [key for _, key in lists["For how many weeks do you watch?"].options]
        assert spans == ["", "1", "2"]
        desk.cycle("text", weeks="2")
        assert sum(c["weeks"] for c in desk.told[-1][0]["cycles"]) == BUDGET

    def test_a_kept_answer_is_there_again_and_can_be_started_again(self) -> None:
        desk = Desk(answer_for(3))
        assert "4 cycles so far" in desk.text()
        assert not desk.told
        desk.press("Start the year again")
        answer, _ = desk.told[-1]
        assert (answer["seed"], answer["year"], answer["cycles"]) == (3, 1, [])

    def test_a_damaged_answer_gives_an_empty_desk(self) -> None:
        assert "0 cycles so far" in Desk({"cycles": [{"change": "?"}]}).text()

    def test_two_people_have_two_desks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(
            session, "_lesson", None
        )  # else all are of whoever opened a lesson before
        desks = set()
        for _ in range(8):
            desk = Desk()
            desk.cycle("text")
            desks.add(desk.told[-1][0]["variant"])
        assert len(desks) > 1

    def test_the_picture_says_in_words_what_it_shows(self) -> None:
        cycles = [Cycle("text", "5-8", 4)]
        weeks = run(3, 0, cycles)
        html = service_form.picture_html(weeks, cycles)
        missed = ", ".join(str(week.missed) for week in weeks[BEFORE:])
        assert html.count(f"week by week: {missed}.") == 2  # the label and the caption
        assert html.count("<tr>") == 1 + BEFORE + 4
        assert html.count("<circle") == 2 * (BEFORE + 4)

"""Part marks are fair: what is right earns its share, and knowing nothing earns nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champions.activities.beads.question import ACTIONS, RedBeads
from champions.activities.limits_by_hand.question import HandLimits
from champions.activities.limits_by_hand.question import answer_for as by_hand
from champions.activities.service.question import CHANGES, FOUND, ServiceTrial
from champions.activities.service.question import answer_for as trials
from champions.activities.service_ramp.model import WORDS
from champions.activities.service_ramp.question import RampTrial
from champions.activities.service_ramp.sample import blind
from champions.activities.small_cells.question import CELLS, HideCells, fewest
from champions.activities.small_cells.question import answer_for as table
from champions.activities.themes.question import STOP, Themes
from champions.activities.your_turn.question import YourTurn, answer_for
from champions.questions import Dots, Order, Pick, Sort, compiled
from champions.questions.base.fair import FIRST, in_groups, points_for
from champions.questions.base.question import Marked
from champions.questions.scheme import load_scheme
from champions.questions.variants import Variant
from champions.questions.written.question import Written

COURSE = Path(__file__).resolve().parents[1]
ASKED: dict[str, Marked] = {
    f"{path.parent.name}/{one.id}": one
    for path in sorted(COURSE.glob("solutions/*/questions.json"))
    for one in load_scheme(path.parent).marked
}
SORTS = {key: one for key, one in ASKED.items() if isinstance(one, Sort)}
PICKS = {key: one for key, one in ASKED.items() if isinstance(one, Pick)}
ORDERS = {key: one for key, one in ASKED.items() if isinstance(one, Order)}
each = pytest.mark.parametrize


def one_of(kind: type[Any]) -> Any:
    return next(one for one in ASKED.values() if isinstance(one, kind))


def knowing_nothing() -> Iterator[tuple[str, Any]]:
    """A question's key, and an answer that somebody gives who knows nothing."""
    for key, sort in SORTS.items():
        yield from ((key, dict.fromkeys(sort.items, group)) for group in sort.groups)
    for key, pick in PICKS.items():
        yield from ((key, ticks) for ticks in (list(pick.options), []))
    for key, order in ORDERS.items():
        yield key, list(order.items)
    for key, one in ASKED.items():
        yield from knowing_nothing_of_a_form(key, one)
        if isinstance(one, Written):  # its own words, copied
            yield from ((key, text) for text in (one.ask, " ".join(one.checks.values())))


def knowing_nothing_of_a_form(  # noqa: C901 - a line a kind
    key: str, one: Marked
) -> Iterator[tuple[str, Any]]:
    if isinstance(one, Dots):
        for height in {0, one.top, *one.values}:
            dots = [height] * len(one.labels)
            yield from (
                (key, {"dots": dots, "line": line}) for line in (height, one.right_answer()["line"])
            )
    if isinstance(one, HandLimits):
        same = dict.fromkeys(("mean", "mean_range", "reach", "upper", "lower"), "0")
        yield (
            key,
            {**by_hand(Variant("limits-by-hand", 3)), "given": {**same, "ranges": ["0"] * 9}},
        )
    if isinstance(one, RedBeads):
        said = ("same", "fewer")
        yield from (
            (key, {**one.right_answer(), "found": dict.fromkeys(ACTIONS, word)}) for word in said
        )
    if isinstance(one, ServiceTrial):
        for word in FOUND:
            answer = trials(Variant("service", 5))
            yield key, {**answer, "found": dict.fromkeys(CHANGES, word)}
    if isinstance(one, RampTrial):
        yield from ((key, answer) for answer in the_same_for_each_change(one))
    if isinstance(one, YourTurn):
        yield from ((key, answer) for answer in knowing_no_number(one))
    if isinstance(one, HideCells):
        for cells in (CELLS, ()):
            yield key, {**table(Variant("small-cells", 5)), "hidden": [*map(list, cells)]}


def the_same_for_each_change(one: RampTrial) -> Iterator[Any]:
    """Each change is tested once, and the same is said of each."""
    for size in ("one", "week"):
        for said in (("chance", "abandon"), ("fewer", "adopt"), ("hours", "abandon")):
            known = next(iter(WORDS["predicted"][size]))
            tests = [{**test, "predicted": known} for test in blind(size, *said)]
            yield {**one.right_answer(), "tests": tests}


def knowing_no_number(turn: YourTurn) -> Iterator[Any]:
    """All that is judged is right by luck, and nothing was counted."""
    for number in (2, 3, 5, 8, 13):
        wanted = answer_for(turn, Variant(turn.pool, number))
        wanted.pop("mend", None)  # a file that is mended is known, and earns its part
        yield from ({**wanted, "numbers": dict.fromkeys(turn.asked, typed)} for typed in ("0", ""))


def pairs_right(order: list[str], right: list[str]) -> int:
    """How many pairs of lines stand the right way round."""
    places = [right.index(one) for one in order]
    return sum(one < other for at, one in enumerate(places) for other in places[at + 1 :])


NOTHING = list(knowing_nothing())


def test_where_nothing_has_a_group_of_its_own_nothing_can_be_known() -> None:
    assert in_groups({}, {}) == in_groups({}, {"a": "x"}) == 0


def test_the_ways_of_knowing_nothing_reach_every_kind_with_part_marks() -> None:
    reached = {type(ASKED[key]) for key, _ in NOTHING}
    with_parts = {type(one) for one in ASKED.values() if type(one).share is not Marked.share}
    assert reached == with_parts
    assert len(NOTHING) > 150


@each(("key", "answer"), NOTHING)
def test_knowing_nothing_earns_nothing(key: str, answer: Any) -> None:
    said = ASKED[key].mark(answer)
    assert said.points == 0, said


@each("key", ASKED)
def test_all_right_earns_all(key: str) -> None:
    one = ASKED[key]
    assert one.mark(one.right_answer()).points == one.out_of


@each("key", SORTS)
def test_one_blank_row_leaves_the_rest_its_share_and_is_named(key: str) -> None:
    sort = SORTS[key]
    right = sort.right_answer()
    for item in sort.with_a_home:
        said = sort.mark({**right, item: ""})
        assert 0 < said.points < sort.out_of
        assert said.state == "started"
    assert not isinstance(sort, Themes) or STOP in right.values()


@each("key", SORTS)
@given(chance=st.randoms(use_true_random=False))
def test_in_groups_more_right_never_earns_less(key: str, chance: random.Random) -> None:
    sort = SORTS[key]
    right = sort.right_answer()
    groups = [*(group for group in sort.groups if group != STOP), ""]
    answer = {item: chance.choice(groups) for item in right}
    before = sort.mark(answer).points
    for item in chance.sample(list(right), len(right)):
        answer[item] = right[item]
        after = sort.mark(answer).points
        assert after >= before
        before = after
    assert before == sort.out_of


@each("key", PICKS)
@given(chance=st.randoms(use_true_random=False))
def test_of_ticks_more_right_never_earns_less(key: str, chance: random.Random) -> None:
    pick = PICKS[key]
    right = set(pick.right_answer())
    ticked = {option for option in pick.options if chance.random() < 0.5}
    before = pick.mark(sorted(ticked)).points
    for option in chance.sample(list(pick.options), len(pick.options)):
        ticked = ticked | {option} if option in right else ticked - {option}
        after = pick.mark(sorted(ticked)).points
        assert after >= before
        before = after
    assert before == pick.out_of


@each("key", PICKS)
def test_right_ticks_with_one_more_or_one_less_earn_a_share(key: str) -> None:
    pick = PICKS[key]
    right = set(pick.right_answer())
    for option in pick.options:
        assert 0 < pick.mark(sorted(right ^ {option})).points < pick.out_of


@each("key", ORDERS)
def test_one_swap_in_an_order_earns_a_share(key: str) -> None:
    order = ORDERS[key]
    right = order.right_answer()
    for at in range(len(right) - 1):
        swapped = [*right[:at], right[at + 1], right[at], *right[at + 2 :]]
        if swapped != list(order.items):  # the order as shown knows nothing
            assert 0 < order.mark(swapped).points <= order.out_of


@each("key", ORDERS)
@given(chance=st.randoms(use_true_random=False))
def test_of_two_lines_put_the_right_way_round_no_point_is_lost(
    key: str, chance: random.Random
) -> None:
    order = ORDERS[key]
    right = order.right_answer()
    answer = chance.sample(right, len(right))
    shares = [order.share(answer)]
    known = [pairs_right(answer, right)]
    for at in range(len(right)):  # bring one line after the other into its place
        answer.remove(right[at])
        answer.insert(at, right[at])
        shares.append(order.share(answer))
        known.append(pairs_right(answer, right))
    assert known == sorted(known)
    assert shares == sorted(shares)
    assert order.mark(answer).points == order.out_of


@given(st.lists(st.sampled_from(["right", "wrong", None]), min_size=11, max_size=11), st.booleans())
def test_dots_that_are_right_earn_their_share_whatever_stands_beside_them(
    what: list[str | None], line: bool
) -> None:
    draw = one_of(Dots)
    dots = [
        {"right": value, "wrong": value + 1, None: None}[one]
        for one, value in zip(what, draw.values, strict=True)
    ]
    answer: dict[str, Any] = {"dots": dots, "line": draw.right_answer()["line"] if line else None}
    before = draw.mark(answer).points
    for at, value in enumerate(draw.values):
        answer["dots"][at] = value
        assert draw.mark(answer).points >= before
        before = draw.mark(answer).points
    assert before == (draw.out_of if line else draw.out_of / 2)


def test_twenty_notes_in_one_group_earn_nothing_and_one_slip_little() -> None:
    notes = ASKED["04-measuring-what-matters/code-by-definition"]
    right = notes.right_answer()
    assert notes.mark(dict.fromkeys(right, "no")).points == 0
    one = next(item for item, group in right.items() if group == "no")
    assert notes.mark({**right, one: "missed"}).points >= 0.85 * notes.out_of


def test_a_blank_in_limits_by_hand_leaves_the_other_steps_their_share() -> None:
    hand = one_of(HandLimits)
    answer = by_hand(Variant("limits-by-hand", 3), upper="", lower="I do not know")
    said = hand.mark(answer)
    assert 0.5 * hand.out_of < said.points < hand.out_of
    assert "Step 5" in said.messages[0]


def test_one_range_wrong_costs_less_than_a_step() -> None:
    hand = one_of(HandLimits)
    answer = by_hand(Variant("limits-by-hand", 3))
    answer["given"]["ranges"][4] = "99"
    assert hand.mark(answer).points > hand.out_of * 5 / 6


def test_a_finding_on_too_few_dots_earns_nothing() -> None:
    service = one_of(ServiceTrial)
    assert service.mark(trials(Variant("service", 5), 6)).points == service.out_of
    assert service.mark(trials(Variant("service", 5), 2)).points == 0


def test_a_safe_table_with_one_more_hidden_earns_most_of_it() -> None:
    cells = one_of(HideCells)
    origin = Variant("small-cells", 5)
    more = next(one for one in CELLS if one not in fewest(origin))
    said = cells.mark(table(origin, lambda _origin: {*fewest(origin), more}))
    assert cells.out_of / 2 < said.points < cells.out_of


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from([0.5, 1.0, 2.0, 3.0]))
def test_a_greater_share_never_gets_fewer_points_and_never_all(
    one: float, other: float, points: float
) -> None:
    low, high = sorted((one, other))
    assert 0 <= points_for(low, points) <= points_for(high, points) < points


def test_a_blank_counts_as_not_right_and_no_worse() -> None:
    homes = {"a": "x", "b": "x", "c": "y", "d": "y"}
    assert in_groups(homes, {"a": "x", "b": "x", "c": "y"}) == 0.5
    assert in_groups(homes, {"a": "x", "b": "x", "c": "y", "d": "x"}) == 0.5


class TestRuleOfAFile:
    def test_a_file_names_its_rule_and_one_that_names_none_keeps_the_first(self) -> None:
        path = COURSE / "solutions" / "04-measuring-what-matters" / "questions.json"
        about = compiled.read(path.read_bytes())
        assert about["part_marks"] == "fair"
        del about["part_marks"]
        before = next(one for one in compiled.questions_of(about) if one.id == "code-by-definition")
        assert isinstance(before, Marked)
        assert before.part_marks == FIRST
        assert before.mark(dict.fromkeys(before.right_answer(), "no")).points == 1.8
        assert (
            replace(before, part_marks="fair")
            .mark(dict.fromkeys(before.right_answer(), "no"))
            .points
            == 0
        )

    def test_a_rule_that_is_not_known_is_told(self) -> None:
        with pytest.raises(compiled.NotCompiled, match="rule of part marks"):
            compiled.questions_of({"part_marks": "later", "questions": []})


@each(
    ("placed", "worth"),
    [
        ({"a": "x", "b": "x", "c": "y", "d": "y", "e": "y"}, 0.5),
        ({"a": "x", "b": "x", "c": "x", "d": "y", "e": "y"}, 0.75),
        ({"a": "x", "b": "x", "c": "x", "d": "x"}, 0.0),
    ],
)
def test_a_small_group_weighs_as_much_as_a_large_one_where_that_is_better(
    placed: dict[str, str], worth: float
) -> None:
    homes = {"a": "x", "b": "x", "c": "x", "d": "x", "e": "y"}
    assert in_groups(homes, placed) == worth


def test_of_three_groups_each_weighs_the_same() -> None:
    homes = {"a": "x", "b": "x", "c": "x", "d": "x", "e": "y", "f": "z"}
    placed = {"a": "x", "b": "x", "c": "y", "d": "y", "e": "y", "f": "z"}
    assert in_groups(homes, placed) == pytest.approx(0.75)

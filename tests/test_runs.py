"""Runs about a middle line, against brute force and the published card."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from champions.charts.runs import (
    _PERLA_RUNS,
    RUN_RULES,
    analyse_runs,
    anhoej_card,
    anhoej_crossings,
    anhoej_longest,
    trends,
)
from champions.charts.tidy import ChartError

pytestmark = pytest.mark.learner_floor

#: Few distinct values, so that ties and points on the line are common; None is a missing value.
SERIES = st.lists(st.one_of(st.none(), st.integers(0, 6)), min_size=12, max_size=60).filter(
    lambda values: any(value is not None for value in values)
)


def brute_force(values: Any, centre: Any) -> Any:
    """Useful points, longest run and crossings, by walking along the points one by one."""
    useful = longest = length = crossings = 0
    before = 0
    for value in values:
        if value is None or value == centre:
            continue
        useful += 1
        now = 1 if value > centre else -1
        length = length + 1 if now == before else 1
        crossings += before not in {0, now}
        longest = max(longest, length)
        before = now
    return useful, longest, crossings


@given(SERIES)
def test_counts_are_those_of_a_walk_along_the_points(values: Any) -> None:
    result = analyse_runs(values)
    centre = float(np.median([value for value in values if value is not None]))
    assert result.centre == centre
    assert (result.useful, result.longest, result.crossings) == brute_force(values, centre)
    assert result.missing == sum(value is None for value in values)


@given(SERIES, st.sampled_from(["anhoej", "perla", "making-data-count"]))
def test_turning_the_chart_upside_down_or_round_keeps_the_counts(values: Any, rules: Any) -> None:
    result = analyse_runs(values, rules)
    for other in ([None if v is None else -v for v in values], values[::-1]):
        turned = analyse_runs(other, rules)
        assert (turned.useful, turned.longest, turned.crossings) == (
            result.useful,
            result.longest,
            result.crossings,
        )
        assert sorted(s.rule for s in turned.signals) == sorted(s.rule for s in result.signals)


@given(SERIES, st.integers(-1000, 1000), st.integers(1, 50))
def test_another_zero_or_unit_keeps_the_signals(values: Any, zero: Any, unit: Any) -> None:
    moved = analyse_runs([None if v is None else v * unit + zero for v in values])
    assert [(s.rule, s.points) for s in moved.signals] == [
        (s.rule, s.points) for s in analyse_runs(values).signals
    ]


@given(SERIES)
def test_shift_and_trend_of_making_data_count_match_every_window(values: Any) -> None:
    centre = float(np.median([value for value in values if value is not None]))
    shift, trend = set(), set()
    for i in range(len(values) - 6):
        part = values[i : i + 7]
        if None in part:
            continue
        if all(v > centre for v in part) or all(v < centre for v in part):
            shift |= set(range(i + 1, i + 8))
        steps = [b - a for a, b in itertools.pairwise(part)]
        if all(step > 0 for step in steps) or all(step < 0 for step in steps):
            trend |= set(range(i + 1, i + 8))
    result = analyse_runs(values, "making-data-count")
    if result.judged:
        assert {p for s in result.signals if s.rule == "shift" for p in s.points} == shift
        assert {p for s in result.signals if s.rule == "trend" for p in s.points} == trend


@pytest.mark.parametrize(
    ("useful", "longest", "crossings"),
    [(10, 6, 2), (12, 7, 3), (15, 7, 4), (20, 7, 6), (24, 8, 8), (30, 8, 10), (36, 8, 13)],
)
def test_the_printed_card_has_the_limits_of_chart_rules(
    useful: Any, longest: Any, crossings: Any
) -> None:
    assert anhoej_card((useful,)).rows == ((useful, longest, crossings),)


#: Upper limit of run length for n = 10 ... 100, as published at unaettie.com (read for this test).
PUBLISHED_LONGEST = "6677777777777888888888888888888888889"


def test_longest_run_matches_the_published_table_from_10_to_46() -> None:
    assert "".join(str(anhoej_longest(n)) for n in range(10, 47)) == PUBLISHED_LONGEST
    assert (anhoej_longest(90), anhoej_longest(91), anhoej_longest(100)) == (9, 10, 10)


def test_crossing_limits_match_scipy_from_10_to_300() -> None:
    binom = pytest.importorskip("scipy.stats").binom
    for n in range(10, 301):
        assert anhoej_crossings(n) == binom.ppf(0.05, n - 1, 0.5), n


@pytest.mark.parametrize("n", [1999, 2000, 2001, 2500, 10_001, 1_000_000])
def test_crossing_limits_hold_where_the_way_of_computing_changes(n: Any) -> None:
    binom = pytest.importorskip("scipy.stats").binom
    assert anhoej_crossings(n) == binom.ppf(0.05, n - 1, 0.5)


def runs_of(lengths: Any) -> Any:
    """A series about 0 whose runs have these lengths."""
    return [way for length, way in zip(lengths, itertools.cycle([1, -1])) for way in [way] * length]


@pytest.mark.parametrize(("longest", "signal"), [(6, False), (7, False), (8, True)])
def test_a_run_signals_when_longer_than_the_limit_and_not_at_it(longest: Any, signal: Any) -> None:
    values = runs_of([longest] + [1] * (20 - longest))
    result = analyse_runs(values, centre=0)
    assert (result.useful, result.longest_limit, result.longest) == (20, 7, longest)
    assert ("shift" in [s.rule for s in result.signals]) is signal


@pytest.mark.parametrize(("crossings", "signal"), [(5, True), (6, False), (7, False)])
def test_crossings_signal_when_fewer_than_the_limit_and_not_at_it(
    crossings: Any, signal: Any
) -> None:
    lengths = [20 // (crossings + 1)] * crossings
    result = analyse_runs(runs_of([*lengths, 20 - sum(lengths)]), centre=0)
    assert (result.useful, result.crossings_limit, result.crossings) == (20, 6, crossings)
    assert ("crossings" in [s.rule for s in result.signals]) is signal


@pytest.mark.parametrize(("rules", "length"), [("perla", 6), ("making-data-count", 7)])
@pytest.mark.parametrize("more", [-1, 0, 1])
def test_fixed_shift_lengths_signal_from_their_length_on(
    rules: Any, length: Any, more: Any
) -> None:
    values = runs_of([2, 2, length + more, 2, 2, 2, 2])
    found = [s for s in analyse_runs(values, rules, centre=0).signals if s.rule == "shift"]
    assert [len(s.points) for s in found] == ([length + more] if more >= 0 else [])


@pytest.mark.parametrize(("rules", "length"), [("perla", 5), ("making-data-count", 7)])
@pytest.mark.parametrize("more", [-1, 0, 1])
def test_fixed_trend_lengths_count_points_and_not_steps(rules: Any, length: Any, more: Any) -> None:
    rising = list(range(length + more))
    values = [9, 0, 9, *rising, -3, 9, -3, 9, -3]
    found = [s for s in analyse_runs(values, rules).signals if s.rule == "trend"]
    # The dip before the rise is its first point, and 9 after a lower point begins nothing.
    assert [len(s.points) for s in found] == ([length + more] if more >= 0 else [])


def test_a_point_on_the_line_is_passed_over_by_anhoej_and_perla_and_breaks_making_data_count() -> (
    None
):
    values = [1, 1, 1, 1, 0, 1, 1, 1, 1, -1, 1, -1, 1, -1, 1, -1]
    assert analyse_runs(values, "anhoej", centre=0).longest == 8
    assert analyse_runs(values, "perla", centre=0).longest == 8
    assert analyse_runs(values, "making-data-count", centre=0).longest == 4


def test_a_missing_value_is_no_useful_point_and_ends_a_run_only_under_making_data_count() -> None:
    values = [1, 1, 1, 1, None, 1, 1, 1, 1, -1, 1, -1, 1, -1, 1, -1]
    assert analyse_runs(values, "anhoej", centre=0).longest == 8
    assert analyse_runs(values, "making-data-count", centre=0).longest == 4


def test_equal_neighbours_count_once_in_a_trend_of_perla_and_break_one_of_making_data_count() -> (
    None
):
    values = np.array([1.0, 2, 2, 3, 4, 5])
    assert [(at.tolist(), way) for at, way in trends(values, 5, ties_break=False)] == [
        ([0, 1, 3, 4, 5], 1)
    ]
    assert trends(values, 5, ties_break=True) == []


def test_each_rule_set_is_named_and_treats_ties_in_its_own_way() -> None:
    values = [9, 0, 9, 1, 2, 3, 3, 4, 5, 6, 7, -3, 9, -3, 9, -3]
    trends_of = {
        rules: [s.points for s in analyse_runs(values, rules).signals if s.rule == "trend"]
        for rules in RUN_RULES
    }
    # The seventh point is as high as the one before it, and one of two equal points is passed over.
    assert trends_of == {
        "anhoej": [],
        "bestbox": [],
        "cutbox": [],
        "perla": [(4, 5, 6, 8, 9, 10, 11)],
        "making-data-count": [],
    }
    assert [analyse_runs(values, rules).rules for rules in RUN_RULES] == [*RUN_RULES]


def test_a_trend_after_equal_neighbours_is_where_it_is() -> None:
    values = np.array([5.0, 5, 5, 1, 2, 3, 4, 5, 6, 7])
    assert [(at.tolist(), way) for at, way in trends(values, 7)] == [([*range(3, 10)], 1)]


def test_the_table_of_perla_lies_evenly_about_the_runs_that_chance_makes() -> None:
    """As many runs as n / 2 + 1 are expected, and one more value moves a limit by one at most."""
    for n, (fewest, most) in enumerate(_PERLA_RUNS, 10):
        assert fewest + most in {n + 1, n + 2}, n
    for before, after in itertools.pairwise(_PERLA_RUNS):
        assert {after[0] - before[0], after[1] - before[1]} <= {0, 1}, (before, after)
    assert (_PERLA_RUNS[0], _PERLA_RUNS[20 - 10], _PERLA_RUNS[-1]) == ((3, 9), (6, 16), (24, 38))


def test_runs_are_one_more_than_crossings_and_none_without_a_useful_point() -> None:
    assert analyse_runs(runs_of([3, 4, 5]), centre=0).runs == 3
    assert analyse_runs([4] * 12).runs == 0


def test_a_baseline_longer_than_the_data_is_refused() -> None:
    with pytest.raises(ChartError, match=r"has 25 points, and the data 20.*nothing after"):
        analyse_runs(range(20), freeze=25)
    assert analyse_runs(range(20), freeze=20).centre == 9.5


def test_a_trend_never_goes_on_past_a_missing_value() -> None:
    values = np.array([1.0, 2, 3, np.nan, 4, 5])
    assert trends(values, 4, ties_break=True) == trends(values, 4, ties_break=False) == []


def test_perla_counts_too_few_and_too_many_runs_at_the_ends_of_its_table() -> None:
    fewest, most = _PERLA_RUNS[20 - 10]
    for runs, rule in [
        (fewest - 1, "crossings"),
        (fewest, None),
        (most, None),
        (most + 1, "many runs"),
    ]:
        base, extra = divmod(20, runs)
        values = runs_of([base + (i < extra) for i in range(runs)])
        found = [s.rule for s in analyse_runs(values, "perla", centre=0).signals]
        assert ("crossings" in found, "many runs" in found) == (
            rule == "crossings",
            rule == "many runs",
        )


def test_fewer_than_ten_useful_points_are_too_short_to_judge() -> None:
    nine = analyse_runs([1] * 9, centre=0)
    assert (nine.useful, nine.judged, nine.signals) == (9, False, ())
    assert "Too short to judge" in repr(nine)
    assert analyse_runs([1] * 10, centre=0).judged


def test_a_frozen_middle_line_does_not_move_with_later_points() -> None:
    values = [5, 7, 6, 5, 8, 7, 6, 5, 7, 6, 5, 7]
    assert analyse_runs(values + [90] * 5, freeze=12).centre == analyse_runs(values).centre


def test_a_baseline_of_eleven_is_not_frozen_and_twelve_is() -> None:
    with pytest.raises(ChartError, match=r"11 points.*not yet settled.*12 or more"):
        analyse_runs(range(30), freeze=11)
    assert analyse_runs(range(30), freeze=12).centre == 5.5


def test_all_values_the_same_leave_no_useful_point() -> None:
    result = analyse_runs([4] * 20)
    assert (result.useful, result.longest, result.crossings, result.signals) == (0, 0, 0, ())


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([], "no value"),
        ([None, None], "no value"),
        ([1, "two"], "'two'"),
        ([1, float("inf")], "infinite"),
    ],
)
def test_what_cannot_be_judged_is_refused_in_plain_words(values: Any, said: Any) -> None:
    with pytest.raises(ChartError, match=said):
        analyse_runs(values)


def test_false_alarm_rates_are_those_of_the_simulation_in_chart_rules() -> None:
    """No change: Perla .38, Anhøj .04, shift 7 + trend 7 .05 at 24 points (CHART-RULES.md)."""
    chance = np.random.default_rng(7)
    series = chance.normal(size=(1500, 24))
    share = {
        rules: np.mean([bool(analyse_runs(values, rules).signals) for values in series])
        for rules in ("perla", "anhoej", "making-data-count")
    }
    assert share["perla"] == pytest.approx(0.38, abs=0.05)
    assert share["anhoej"] == pytest.approx(0.035, abs=0.02)
    assert share["making-data-count"] == pytest.approx(0.055, abs=0.02)


SECOND_HAND = "(By a table of runs that we know second-hand.)"


def test_the_card_that_is_printed_has_the_rows_of_the_lesson() -> None:
    assert [useful for useful, *_ in anhoej_card().rows] == [10, 12, 15, 17, 20, 24, 30, 36, 40]


@pytest.mark.parametrize(
    ("values", "rules", "rule", "words"),
    [
        (
            runs_of([9, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]),
            "anhoej",
            "shift",
            "9 points in a row above the middle line, from point 1 to 9; more than 7 is a signal.",
        ),
        (
            runs_of([1, 9, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]),
            "anhoej",
            "shift",
            "9 points in a row below the middle line, from point 2 to 10; more than 7 is a signal.",
        ),
        (
            [-9, 9, 1, 2, 3, 4, 5, 6, 7, -9],
            "making-data-count",
            "trend",
            "6 rises in a row, from point 3 to 9 (7 points); 7 points are a signal.",
        ),
        (
            [9, -9, -1, -2, -3, -4, -5, -6, -7, 9],
            "making-data-count",
            "trend",
            "6 falls in a row, from point 3 to 9 (7 points); 7 points are a signal.",
        ),
        (
            runs_of([10, 10]),
            "anhoej",
            "crossings",
            "The middle line is crossed once; fewer than 6 is a signal.",
        ),
        (
            runs_of([10, 10]),
            "perla",
            "crossings",
            f"The middle line is crossed once; fewer than 5 is a signal. {SECOND_HAND}",
        ),
        (
            runs_of([1] * 20),
            "perla",
            "many runs",
            f"The middle line is crossed 19 times; more than 15 is a signal. {SECOND_HAND}",
        ),
    ],
)
def test_a_signal_is_said_in_one_sentence(values: Any, rules: Any, rule: Any, words: str) -> None:
    found = [s.words for s in analyse_runs(values, rules, centre=0).signals if s.rule == rule]
    assert found == [words]


@pytest.mark.parametrize(("values", "way"), [(range(12), 1), (range(12, 0, -1), -1)])
def test_a_trend_of_a_run_chart_says_which_way_it_goes(values: Any, way: int) -> None:
    (trend,) = [
        one for one in analyse_runs(list(values), rules="perla").signals if one.rule == "trend"
    ]
    assert trend.way == way


def test_many_runs_go_no_way() -> None:
    found = analyse_runs([1, 3] * 10, rules="perla").signals
    assert [one.way for one in found if one.rule == "many runs"] == [0]

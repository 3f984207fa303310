"""Centre lines and limits, against published examples, plain formulas and scipy."""

from __future__ import annotations

import itertools
import math
import statistics
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from champions.charts import limits
from champions.charts.chart import control_chart
from champions.charts.limits import Subgroups, c4, mean_moving_range
from champions.charts.tidy import ChartError

pytestmark = pytest.mark.learner_floor

VALUES = st.lists(st.one_of(st.none(), st.integers(-50, 50)), min_size=3, max_size=40)


def phase(chart: Any) -> Any:
    return chart.phases.iloc[0]


def known(values: Any) -> Any:
    return [value for value in values if value is not None]


# Published examples --------------------------------------------------------------------------------

#: Montgomery, Introduction to Statistical Quality Control, appendix VI: n, A3, c4, B3, B4.
CONSTANTS = [
    (2, 2.659, 0.7979, 0, 3.267), (3, 1.954, 0.8862, 0, 2.568), (4, 1.628, 0.9213, 0, 2.266),
    (5, 1.427, 0.9400, 0, 2.089), (6, 1.287, 0.9515, 0.030, 1.970), (7, 1.182, 0.9594, 0.118, 1.882),
    (8, 1.099, 0.9650, 0.185, 1.815), (9, 1.032, 0.9693, 0.239, 1.761), (10, 0.975, 0.9727, 0.284, 1.716),
    (11, 0.927, 0.9754, 0.321, 1.679), (12, 0.886, 0.9776, 0.354, 1.646), (13, 0.850, 0.9794, 0.382, 1.618),
    (14, 0.817, 0.9810, 0.406, 1.594), (15, 0.789, 0.9823, 0.428, 1.572), (16, 0.763, 0.9835, 0.448, 1.552),
    (17, 0.739, 0.9845, 0.466, 1.534), (18, 0.718, 0.9854, 0.482, 1.518), (19, 0.698, 0.9862, 0.497, 1.503),
    (20, 0.680, 0.9869, 0.510, 1.490), (21, 0.663, 0.9876, 0.523, 1.477), (25, 0.606, 0.9896, 0.565, 1.435),
]  # fmt: skip


@pytest.mark.parametrize(("size", "a3", "four", "b3", "b4"), CONSTANTS)
def test_constants_match_the_table_of_montgomery(
    size: Any, a3: Any, four: Any, b3: Any, b4: Any
) -> None:
    groups = Subgroups(np.array([10.0, 10]), np.array([1.0, 1]), np.array([size, size], float))
    use = np.full(2, fill_value=True)
    xbar, s = limits.xbar_lines(groups, use), limits.s_lines(groups, use)
    assert c4(np.array([size]))[0] == pytest.approx(four, abs=6e-5)
    assert xbar.upper[0] - 10 == pytest.approx(a3, abs=6e-4)
    assert (s.lower[0], s.upper[0]) == (pytest.approx(b3, abs=1.1e-3), pytest.approx(b4, abs=6e-4))


def test_p_chart_matches_a_worked_example_of_ten_samples_of_200() -> None:
    """Example 16.6 in An Introduction to Business Statistics: p = 0.16, limits 0.0822 and 0.2378."""
    late = [40, 44, 22, 34, 24, 32, 28, 32, 34, 30]
    chart = control_chart(late, "p", out_of=[200] * 10)
    assert phase(chart).centre == pytest.approx(0.16)
    assert phase(chart).lower == pytest.approx(0.0822, abs=5e-5)
    assert phase(chart).upper == pytest.approx(0.2378, abs=5e-5)
    assert chart.signals == ()


def test_p_chart_matches_qcc_on_defective_wafers() -> None:
    """R package qcc 2.7 on 50 lots of 200 wafers: centre 7.14 of 200, limits 0 and 15.01184."""
    wafers = [8, 7, 11, 3, 6, 11, 4, 4, 5, 8, 8, 6, 7, 6, 10, 7, 9, 5, 6, 8, 8, 10, 4, 11, 4, 11, 6, 6, 9, 5,
              4, 7, 5, 7, 8, 5, 10, 9, 7, 9, 4, 9, 4, 7, 11, 8, 10, 8, 7, 5]  # fmt: skip
    chart = control_chart(wafers, "p", out_of=[200] * 50, multiply=200)
    assert phase(chart).centre == pytest.approx(7.14)
    assert (phase(chart).lower, phase(chart).upper) == (0, pytest.approx(15.01184, abs=5e-6))


def test_moving_range_limits_are_2_66_and_3_267_times_the_mean_range() -> None:
    values = [5, 8, 6, 9, 7, 7, 4, 6]
    average = statistics.mean([3, 2, 3, 2, 0, 3, 2])
    i, mr = phase(control_chart(values, "i")), phase(control_chart(values, "mr"))
    assert (i.centre, i.upper, i.lower) == pytest.approx(
        (6.5, 6.5 + 2.66 * average, 6.5 - 2.66 * average)
    )
    assert (mr.centre, mr.upper, mr.lower) == pytest.approx((average, 3.267 * average, 0))


# Plain formulas -------------------------------------------------------------------------------------


@given(VALUES, st.booleans(), st.sampled_from([2.66, 3 / 1.128]))
def test_i_chart_matches_the_formula_by_hand(values: Any, screen: Any, k: Any) -> None:
    pairs = [(a, b) for a, b in itertools.pairwise(values) if None not in {a, b}]
    ranges = [abs(b - a) for a, b in pairs]
    assume(len(set(known(values))) > 1 and any(ranges))
    average = statistics.fmean(ranges)
    if screen:
        ranges = [r for r in ranges if r < 3.267 * average]
        assume(any(ranges))
        average = statistics.fmean(ranges)
    row = phase(control_chart(values, "i", k=k, screen_moving_ranges=screen))
    centre = statistics.fmean(known(values))
    assert (row.centre, row.lower, row.upper) == pytest.approx(
        (centre, centre - k * average, centre + k * average)
    )


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 60)), min_size=3, max_size=30),
    st.booleans(),
)
def test_p_and_p_prime_match_the_formula_by_hand(pairs: Any, prime: Any) -> None:
    count, out_of = [min(k, n) for k, n in pairs], [n for _, n in pairs]
    assume(0 < sum(count) < sum(out_of))
    chart = control_chart(count, "pp" if prime else "p", out_of=out_of)
    p = sum(count) / sum(out_of)
    sigma = [math.sqrt(p * (1 - p) / n) if n else math.nan for n in out_of]
    z = [(k / n - p) / s if n else None for k, n, s in zip(count, out_of, sigma, strict=True)]
    ranges = [abs(b - a) for a, b in itertools.pairwise(z) if a is not None and b is not None]
    wide = statistics.fmean(ranges) / 1.128 if prime and ranges else (math.nan if prime else 1)
    if math.isnan(wide) or wide < 1e-9:
        assert chart.points["upper"].isna().all()
        return
    for row, n, s in zip(chart.points.itertuples(), out_of, sigma, strict=True):
        assert row.centre == pytest.approx(p)
        assert row.missing is (n == 0) or bool(row.missing) == (n == 0)
        if n:
            assert row.upper == pytest.approx(min(1, p + 3 * s * wide))
            assert row.lower == pytest.approx(max(0, p - 3 * s * wide), abs=1e-12)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 90)), min_size=3, max_size=30))
def test_u_and_c_match_the_formula_by_hand(pairs: Any) -> None:
    count, out_of = [k for k, _ in pairs], [n for _, n in pairs]
    assume(sum(count) > 0)
    u, c = control_chart(count, "u", out_of=out_of, multiply=1000), control_chart(count, "c")
    rate, mean = sum(count) / sum(out_of), statistics.fmean(count)
    for row, n in zip(u.points.itertuples(), out_of, strict=True):
        assert row.upper == pytest.approx(1000 * (rate + 3 * math.sqrt(rate / n)))
        assert row.lower == pytest.approx(1000 * max(0, rate - 3 * math.sqrt(rate / n)), abs=1e-9)
    assert phase(c).upper == pytest.approx(mean + 3 * math.sqrt(mean))
    assert phase(c).lower == pytest.approx(max(0, mean - 3 * math.sqrt(mean)), abs=1e-9)


@given(st.lists(st.integers(0, 60), min_size=3, max_size=30))
def test_g_chart_draws_the_median_and_takes_limits_from_the_mean(between: Any) -> None:
    assume(sum(between) > 0)
    row, mean = phase(control_chart(between, "g")), statistics.fmean(between)
    assert (row.centre, row.lower) == (statistics.median(between), 0)
    assert row.upper == pytest.approx(mean + 3 * math.sqrt(mean * (mean + 1)))


def test_a_given_centre_of_a_g_chart_is_a_mean_and_is_drawn_at_0_693_of_it() -> None:
    row = phase(control_chart([3, 9, 4, 12, 8], "g", centre=10))
    assert (row.centre, row.upper) == pytest.approx((6.93, 10 + 3 * math.sqrt(110)))


@given(st.lists(st.integers(1, 300), min_size=3, max_size=30))
def test_t_chart_is_the_i_chart_of_the_root_turned_back(between: Any) -> None:
    assume(len(set(between)) > 1)
    root = [x ** (1 / 3.6) for x in between]
    mean = statistics.fmean(root)
    reach = 2.66 * statistics.fmean([abs(b - a) for a, b in itertools.pairwise(root)])
    row = phase(control_chart(between, "t"))
    expected = (mean**3.6, max(mean - reach, 0) ** 3.6, (mean + reach) ** 3.6)
    assert (row.centre, row.lower, row.upper) == pytest.approx(expected, abs=1e-9)


def test_a_given_centre_of_a_t_chart_is_in_the_unit_of_its_times() -> None:
    assert phase(control_chart([8, 20, 31, 12], "t", centre=15)).centre == pytest.approx(15)


@pytest.mark.parametrize("sizes", [(4, 4, 4, 4), (3, 5, 4, 6)])
def test_xbar_and_s_use_the_mean_s_for_equal_groups_and_the_pooled_s_otherwise(sizes: Any) -> None:
    chance = np.random.default_rng(2)
    rows = [chance.normal(50, 4, n).round(1).tolist() for n in sizes]
    deviation = [statistics.stdev(row) for row in rows]
    if len(set(sizes)) == 1:
        common = statistics.fmean(deviation)
    else:
        common = math.sqrt(
            sum((n - 1) * s**2 for n, s in zip(sizes, deviation, strict=True))
            / sum(n - 1 for n in sizes)
        )
    everything = [value for row in rows for value in row]
    xbar, s = control_chart(rows, "xbar"), control_chart(rows, "s")
    assert phase(xbar).centre == pytest.approx(statistics.fmean(everything))
    assert phase(s).centre == pytest.approx(common)
    gamma = [math.gamma(n / 2) / math.gamma((n - 1) / 2) * math.sqrt(2 / (n - 1)) for n in sizes]
    for row, n, g in zip(xbar.points.itertuples(), sizes, gamma, strict=True):
        assert row.upper - row.centre == pytest.approx(3 * common / (g * math.sqrt(n)))
    assert s.points["value"].tolist() == pytest.approx(deviation)


# What must not change or must be told ---------------------------------------------------------------


@given(VALUES, st.integers(-500, 500), st.integers(1, 20))
def test_another_zero_or_unit_moves_the_lines_with_the_points(
    values: Any, zero: Any, unit: Any
) -> None:
    assume(len(set(known(values))) > 1)
    plain = control_chart(values, "i")
    moved = control_chart([None if v is None else v * unit + zero for v in values], "i")
    for name in ("centre", "lower", "upper"):
        assert phase(moved)[name] == pytest.approx(phase(plain)[name] * unit + zero, nan_ok=True)
    assert [(s.rule, s.points) for s in moved.signals] == [
        (s.rule, s.points) for s in plain.signals
    ]


@given(VALUES)
def test_reading_a_series_backwards_gives_the_same_limits(values: Any) -> None:
    assume(len(set(known(values))) > 1)
    ahead, back = phase(control_chart(values, "i")), phase(control_chart(values[::-1], "i"))
    assert (ahead.lower, ahead.upper) == pytest.approx((back.lower, back.upper), nan_ok=True)


def test_a_missing_value_drops_both_ranges_beside_it() -> None:
    assert mean_moving_range(np.array([1.0, 3, np.nan, 10, 13])) == 2.5
    assert control_chart([1, 3, None, 10, 13], "mr").points["value"].isna().tolist() == [
        True,
        False,
        True,
        True,
        False,
    ]


# Lines by themselves ---------------------------------------------------------------------------------

ALL = np.full(12, fill_value=True)
#: Twelve values with one far step, so that leaving out wide ranges shows.
STEADY_THEN_FAR = np.array([10.0, 11, 10, 11, 10, 60, 10, 11, 10, 11, 10, 11])
SIZES = np.array([40.0, 50, 60, 40, 50, 60, 40, 50, 60, 40, 50, 60])


def groups(sizes: Any, deviations: Any, means: Any = None) -> Subgroups:
    size = np.array(sizes, float)
    return Subgroups(np.array(means or [10.0] * size.size), np.array(deviations, float), size)


LINES = {
    "i": limits.i_lines(STEADY_THEN_FAR, ALL),
    "mr": limits.mr_lines(STEADY_THEN_FAR, ALL),
    "p": limits.p_lines(STEADY_THEN_FAR / 4, SIZES, ALL),
    "pp": limits.p_lines(STEADY_THEN_FAR / 4, SIZES, ALL, prime=True),
    "u": limits.u_lines(STEADY_THEN_FAR, SIZES, ALL),
    "up": limits.u_lines(STEADY_THEN_FAR, SIZES, ALL, prime=True),
    "c": limits.c_lines(STEADY_THEN_FAR, ALL),
    "xbar": limits.xbar_lines(groups([4, 4, 5], [1, 2, 3]), ALL[:3]),
    "s": limits.s_lines(groups([4, 4, 5], [1, 2, 3]), ALL[:3]),
}


@pytest.mark.parametrize("kind", LINES)
def test_a_sigma_is_a_third_of_the_way_to_the_upper_limit(kind: Any) -> None:
    lines = LINES[kind]
    assert lines.sigma is not None
    assert (lines.sigma > 0).all()
    assert lines.centre + 3 * lines.sigma == pytest.approx(lines.upper)
    below = lines.centre - 3 * lines.sigma
    # Means and single values may lie below 0; counts, shares and spreads cannot.
    assert lines.lower == pytest.approx(below if kind in {"i", "xbar"} else np.maximum(below, 0))


def test_a_run_chart_has_a_middle_line_and_no_limits() -> None:
    lines = limits.run_lines(STEADY_THEN_FAR, ALL)
    assert lines.centre.tolist() == [10.5] * 12
    assert np.isnan(lines.lower).all()
    assert np.isnan(lines.upper).all()


def test_the_exact_constant_is_3_over_the_mean_range_of_two_values() -> None:
    assert pytest.approx(2.6596, abs=1e-4) == limits.K_EXACT


def test_ranges_are_screened_when_asked_only_and_in_every_unit() -> None:
    for unit in (1.0, 0.01):
        plain, screened = (
            mean_moving_range(STEADY_THEN_FAR * unit, screen=screen) for screen in (False, True)
        )
        assert mean_moving_range(STEADY_THEN_FAR * unit) == plain
        assert plain == pytest.approx(unit * 109 / 11)
        assert screened == pytest.approx(unit)
    assert mean_moving_range(np.full(5, 4.0), screen=True) == 0


@pytest.mark.parametrize("lines_of", [limits.p_lines, limits.u_lines])
def test_a_prime_chart_screens_its_ranges_when_asked_only(lines_of: Any) -> None:
    plain = lines_of(STEADY_THEN_FAR / 4, SIZES, ALL, prime=True)
    screened = lines_of(STEADY_THEN_FAR / 4, SIZES, ALL, prime=True, screen=True)
    assert (
        plain.mean_range
        == lines_of(STEADY_THEN_FAR / 4, SIZES, ALL, prime=True, screen=False).mean_range
    )
    assert screened.mean_range < plain.mean_range / 2


@pytest.mark.parametrize("lines_of", [limits.i_lines, limits.t_lines])
def test_single_values_and_times_are_screened_when_asked_only(lines_of: Any) -> None:
    plain, screened = (lines_of(STEADY_THEN_FAR, ALL, screen=screen) for screen in (False, True))
    assert lines_of(STEADY_THEN_FAR, ALL).upper.tolist() == plain.upper.tolist()
    assert screened.centre.tolist() == plain.centre.tolist()
    assert screened.mean_range < plain.mean_range / 2


def test_a_centre_given_point_by_point_does_not_count_as_movement() -> None:
    slope = np.arange(12) * 100.0
    moving = limits.i_lines(STEADY_THEN_FAR + slope, ALL, slope + 15)
    still = limits.i_lines(STEADY_THEN_FAR, ALL, 15.0)
    assert moving.mean_range == still.mean_range
    assert moving.upper - moving.centre == pytest.approx(still.upper - still.centre)


def test_a_subgroup_of_one_has_no_deviation_and_makes_the_sizes_unequal() -> None:
    made = groups([1, 4, 4], [math.nan, 1, 3])
    # Pooled: the square root of (3 * 1 + 3 * 9) / 6, and not the mean of 1 and 3.
    assert limits.s_lines(made, ALL[:3]).centre[0] == pytest.approx(math.sqrt(5))


def test_one_subgroup_alone_is_its_own_centre() -> None:
    assert limits.s_lines(groups([4], [2]), ALL[:1]).centre.tolist() == [2.0]
    assert limits.xbar_lines(groups([1], [math.nan], [7.0]), ALL[:1]).centre.tolist() == [7.0]


# The rest of what must not change -------------------------------------------------------------------


def test_a_range_is_screened_at_the_limit_and_kept_just_below_it() -> None:
    ranges = [1.0] * 9
    # One range r of ten is at the limit when r = 3.267 (9 + r) / 10, so r = 29.403 / 6.733.
    edge = 29.403 / 6.733
    for last, screened in [(edge * (1 - 1e-9), False), (edge * (1 + 1e-9), True)]:
        values = np.concatenate([[0.0], np.cumsum([*ranges, last])])
        expected = 1.0 if screened else (9 + last) / 10
        assert mean_moving_range(values, screen=True) == pytest.approx(expected)


def test_the_screened_point_stays_in_the_mean() -> None:
    values = [10, 11, 10, 11, 10, 60, 10, 11, 10, 11, 10, 11]
    row = phase(control_chart(values, "i", screen_moving_ranges=True))
    assert row.centre == pytest.approx(statistics.fmean(values))
    assert row.mean_range == 1


def test_limits_of_an_i_chart_are_not_clipped_unless_asked() -> None:
    values = [1, 9, 1, 9, 1, 9]
    assert phase(control_chart(values, "i")).lower < 0
    clipped = phase(control_chart(values, "i", lowest=0, highest=20))
    assert (clipped.lower, clipped.upper) == (0, 20)


@pytest.mark.parametrize(
    ("kind", "values", "extra"),
    [("i", [4] * 15, {}), ("p", [0] * 15, {"out_of": [9] * 15}), ("c", [0] * 15, {}), ("t", [3] * 15, {}),
     ("p", [9] * 15, {"out_of": [9] * 15})],
)  # fmt: skip
def test_limits_that_fall_onto_the_centre_are_not_drawn_as_if_real(
    kind: Any, values: Any, extra: Any
) -> None:
    chart = control_chart(values, kind, **extra)
    assert chart.points[["lower", "upper"]].isna().all(axis=None)
    assert chart.signals == ()
    assert any("no limits" in note for note in chart.notes)


def test_times_of_zero_are_refused_by_a_t_chart_with_a_way_out() -> None:
    with pytest.raises(ChartError, match=r"Point 2.*0 or less.*time of day.*g chart"):
        control_chart([5, 0, 8, 3], "t")
    with pytest.raises(ChartError, match=r"Point 3 has.*0 or less.*time of day.*g chart"):
        limits.t_lines(np.array([5.0, 1, 0, 3]), ALL[:4])

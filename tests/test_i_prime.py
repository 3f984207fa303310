"""The I′ chart: limits that follow the size of each point, with nothing assumed of how values are spread."""

from __future__ import annotations

import math
import statistics
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from champions.charts.chart import control_chart
from champions.charts.tidy import ChartError

pytestmark = pytest.mark.learner_floor

sizes = st.lists(
    st.tuples(st.integers(-(10**6), 10**6).map(lambda one: one / 100), st.integers(1, 500)),
    min_size=3,
    max_size=40,
).filter(lambda rows: len({value / size for value, size in rows}) > 1)


def by_hand(
    totals: list[float], of: list[int], *, screen: bool = False
) -> tuple[float, list[float]]:
    """Centre, and the distance of each limit: Taylor's steps one after the other, without arrays."""
    centre = math.fsum(totals) / sum(of)
    values = [total / size for total, size in zip(totals, of, strict=True)]
    steps = []
    for (one, size), (other, next_size) in pairwise(zip(values, of, strict=True)):
        expected = math.sqrt(2 / math.pi) * math.sqrt(1 / size + 1 / next_size)
        steps.append(abs(other - one) / expected)
    average = statistics.fmean(steps)
    if screen:
        average = statistics.fmean(step for step in steps if step < 3.267 * average)
    return centre, [3 * average / math.sqrt(size) for size in of]


@pytest.mark.parametrize("screen", [False, True])
@settings(deadline=None, max_examples=80)
@given(sizes)
def test_the_lines_are_those_worked_out_step_by_step(
    screen: bool, rows: list[tuple[float, int]]
) -> None:
    totals, of = [float(value) for value, _ in rows], [size for _, size in rows]
    chart = control_chart(totals, "ip", out_of=of, screen_moving_ranges=screen)
    centre, reach = by_hand(totals, of, screen=screen)
    near: dict[str, Any] = {"rel": 1e-9, "abs": 1e-9 * max(map(abs, [centre, *reach]))}
    assert chart.points["centre"].tolist() == pytest.approx([centre] * len(of), **near)
    if not np.isnan(chart.points["upper"]).all():
        assert chart.points["upper"].tolist() == pytest.approx([centre + r for r in reach], **near)
        assert chart.points["lower"].tolist() == pytest.approx([centre - r for r in reach], **near)


def test_with_equal_sizes_it_is_the_i_chart() -> None:
    values = np.random.default_rng(4).normal(20, 3, 30)
    prime = control_chart((values * 7).tolist(), "I′", out_of=[7] * 30)
    plain = control_chart(values.tolist(), "i", k=3 * math.sqrt(math.pi) / 2)
    lines = ["value", "centre", "lower", "upper"]
    np.testing.assert_allclose(prime.points[lines], plain.points[lines], rtol=1e-12)


def test_for_shares_its_limits_are_close_to_those_of_the_p_prime_chart() -> None:
    chance = np.random.default_rng(8)
    of = chance.integers(2000, 9000, 60)
    count = chance.binomial(of, np.clip(chance.normal(0.3, 0.02, 60), 0, 1))
    prime = control_chart(count.tolist(), "pp", out_of=of.tolist())
    individuals = control_chart(count.tolist(), "ip", out_of=of.tolist())
    assert individuals.points["centre"].iloc[0] == pytest.approx(prime.points["centre"].iloc[0])
    wide = [(c.points["upper"] - c.points["centre"]).to_numpy() for c in (prime, individuals)]
    np.testing.assert_allclose(wide[0], wide[1], rtol=0.08)


def test_of_stable_means_of_unequal_groups_it_calls_as_few_points_out_as_chance_makes() -> None:
    chance, out, plain = np.random.default_rng(3), 0, 0
    for _ in range(200):
        of = chance.integers(2, 200, 40)
        totals = of * chance.normal(50, 10 / np.sqrt(of))
        out += int(control_chart(totals.tolist(), "ip", out_of=of.tolist()).points["outside"].sum())
        plain += int(control_chart((totals / of).tolist(), "i").points["outside"].sum())
    assert out / 8000 < 0.008
    assert plain > 2 * out  # straight limits call small groups out


def test_a_missing_size_drops_both_steps_beside_it_and_an_excluded_point_joins_its_neighbours() -> (
    None
):
    totals, of = [20.0, 36, 10, 44, 30, 51], [10, 12, 5, 20, 14, 22]
    gap = control_chart([*totals[:3], None, *totals[4:]], "ip", out_of=of)
    kept = [at for at in range(6) if at != 3]
    steps = []
    for a, b in ((0, 1), (1, 2), (4, 5)):
        distance = abs(totals[a] / of[a] - totals[b] / of[b])
        steps.append(distance * math.sqrt(math.pi / 2) / math.sqrt(1 / of[a] + 1 / of[b]))
    assert gap.phases["mean_range"].iloc[0] == pytest.approx(statistics.fmean(steps))
    left_out = control_chart(totals, "ip", out_of=of, exclude=[4])
    without = control_chart([totals[at] for at in kept], "ip", out_of=[of[at] for at in kept])
    assert left_out.phases["upper"].iloc[0] == pytest.approx(without.phases["upper"].iloc[0])


def test_small_groups_are_hidden_by_their_size_and_not_by_their_total() -> None:
    chart = control_chart([20.0, 36, 3, 44], "ip", out_of=[10, 12, 2, 20], suppress=5)
    assert chart.points["hidden"].tolist() == [False, False, True, False]
    assert (
        not control_chart([1.0, 2, 3, 4], "ip", out_of=[10, 12, 9, 20], suppress=5)
        .points["hidden"]
        .any()
    )


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ({"out_of": None}, "needs two numbers"),
        ({"out_of": [1, 2, 3, 0]}, "out of 0"),
        ({"out_of": [1, 2, 3, -4]}, "out of less than 0"),
        (
            {"out_of": [1, 2, 3, 4], "time": [1, 1, 2, 3], "aggregate": "mean"},
            "joined by their mean",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words(call: dict[str, Any], words: str) -> None:
    with pytest.raises(ChartError, match=words):
        control_chart([5.0, 6, 7, 8], "ip", **call)

"""Best box and cut box: the table is what its definition says, and charts judge by it."""

from __future__ import annotations

import csv
import importlib.util
import itertools
from collections import Counter
from fractions import Fraction
from pathlib import Path
from statistics import NormalDist
from types import ModuleType

import numpy as np
import pytest

from champions.charts.boxes import Box, box_in_table
from champions.charts.chances import exact_orders_about
from champions.charts.chart import run_chart
from champions.charts.runs import RUN_RULES, box_for, judge_runs, stretches

pytestmark = pytest.mark.learner_floor

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("boxes_script", ROOT / "benchmarks" / "boxes.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def counted_by_hand(points: int) -> Counter[tuple[int, int, int]]:
    """Every row of coins: how many have so many crossings, such a longest run, and so many heads."""
    found: Counter[tuple[int, int, int]] = Counter()
    for row in itertools.product((0, 1), repeat=points):
        runs = [len(list(run)) for _, run in itertools.groupby(row)]
        found[len(runs) - 1, max(runs), sum(row)] += 1
    return found


@pytest.mark.parametrize("points", [3, 7, 11])
@pytest.mark.parametrize("above", [0.5, 0.8])
def test_the_joint_chances_are_those_of_every_row_of_coins(
    script: ModuleType, points: int, above: float
) -> None:
    made = script.joint(points, above)
    wanted = np.zeros((points, points))
    for (crossings, longest, heads), many in counted_by_hand(points).items():
        wanted[crossings, longest - 1] += many * above**heads * (1 - above) ** (points - heads)
    np.testing.assert_allclose(made, wanted, atol=1e-12)


@pytest.mark.parametrize("points", [10, 11, 12])
def test_the_best_box_is_the_best_of_all_boxes(points: int) -> None:
    hand = counted_by_hand(points)
    high = NormalDist().cdf(0.8)

    def share(crossings: int, longest: int, above: float) -> float:
        return sum(
            many * above**heads * (1 - above) ** (points - heads)
            for (c, run, heads), many in hand.items()
            if c >= crossings and run <= longest
        )

    corners = {(c, run) for c, run, _ in hand}
    fit = [one for one in corners if share(one[0], one[1], 0.5) >= 0.925]
    best = min(fit, key=lambda one: share(one[0], one[1], high))
    found = box_in_table(points, cut=False)
    assert found is not None
    assert (found.crossings, found.longest) == best


@pytest.mark.parametrize("points", [10, 20, 30, 47, 64])
def test_rows_of_the_table_are_made_again_by_the_script(script: ModuleType, points: int) -> None:
    with script.TABLE.open(encoding="utf-8") as file:
        kept = {int(row["useful"]): list(row.values()) for row in csv.DictReader(file)}
    assert sorted(kept) == list(range(10, 101))
    calm, shifted = script.joint(points, 0.5), script.joint(points, NormalDist().cdf(0.8))
    best = script.best_box(calm, shifted)
    cut = script.cut_box(calm, shifted, *best) or ("", "")
    assert kept[points] == [str(one) for one in (points, *best, *cut)]


def test_every_box_alarms_at_most_7_5_times_in_100_and_the_cut_box_no_less_than_the_best() -> None:
    for points in range(10, 101):
        best, cut = box_for(points, "bestbox"), box_for(points, "cutbox")
        assert best is not None
        assert cut is not None
        rates = exact_orders_about(points, best), exact_orders_about(points, cut)
        assert rates[0] <= rates[1] + 1e-12
        assert rates[1] <= 0.075 + 1e-12


def test_the_best_box_is_the_published_one_at_its_ends() -> None:
    """Two rows as Anhøj and Wentzel-Larsen have them, in the R package qicharts2 0.8.1 too."""
    assert box_in_table(10, cut=True) == Box(2, 6, 3, 5)
    assert box_in_table(100, cut=True) == Box(41, 10, 42, 9)


@pytest.mark.parametrize("rules", ["bestbox", "cutbox"])
def test_a_row_of_coins_is_a_signal_exactly_where_it_lies_outside_the_box(rules: str) -> None:
    chance = np.random.default_rng(5)
    signals = 0
    for points in (11, 17, 24, 44, 100):
        for stay in (0.5, 0.62, 0.75):
            for _ in range(60):
                sides = np.where(np.cumsum(chance.random(points) > stay) % 2, 1.0, -1.0)
                _, lengths, _ = stretches(sides)
                crossings, longest = lengths.size - 1, int(lengths.max())
                found = judge_runs(sides, sides, RUN_RULES[rules])
                inside = _inside(points, crossings, longest, cut=rules == "cutbox")
                assert bool(found.signals) is not inside
                signals += not inside
    assert signals > 100


def _inside(points: int, crossings: int, longest: int, *, cut: bool) -> bool:
    """The definition of the two rules, as its authors give it."""
    box = box_in_table(points, cut=cut)
    assert box is not None
    if not cut or (box.by_longest, box.by_crossings) == (box.crossings, box.longest):
        return crossings >= box.crossings and longest <= box.longest
    return (
        (crossings >= box.crossings + 1 and longest <= box.longest - 1)
        or (crossings == box.crossings and longest <= box.by_crossings)
        or (crossings >= box.by_longest and longest <= box.longest)
    )


def test_a_chart_by_these_rules_says_whose_they_are_and_what_would_be_a_signal() -> None:
    values = np.random.default_rng(1).normal(size=24)
    chart = run_chart(values, rules="cutbox")
    assert "would be a signal" in chart.reading
    assert "Anhøj and Wentzel-Larsen, cut box" in chart.caption


def test_past_100_points_the_chart_says_that_the_anhoej_rules_hold() -> None:
    values = np.random.default_rng(1).normal(size=140)
    chart = run_chart(values, rules="bestbox")
    plain = run_chart(values)
    assert chart.phases["crossings_limit"].tolist() == plain.phases["crossings_limit"].tolist()
    assert any("With more, the Anhøj rules hold" in note for note in chart.notes)
    assert not any(
        "Anhøj rules hold" in note for note in run_chart(values[:100], rules="bestbox").notes
    )


def test_one_and_the_same_share_comes_out_of_exact_numbers() -> None:
    found = box_for(12, "bestbox")
    assert found is not None
    hand = counted_by_hand(12)
    calm = sum(
        many for (c, run, _), many in hand.items() if c >= found.crossings and run <= found.longest
    )
    assert exact_orders_about(12, found) == pytest.approx(float(1 - Fraction(calm, 2**12)))

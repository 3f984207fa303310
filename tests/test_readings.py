"""Readings say what the numbers say: read back, weighed by what chance does, with digits that tell apart."""

from __future__ import annotations

import csv
import itertools
import math
import re
from collections import Counter
from copy import copy
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import said_back
from matplotlib.figure import Figure
from scipy import stats

from champions.charts import chances, telling
from champions.charts.alone import chance_alone
from champions.charts.boxes import Box
from champions.charts.cautions import CAUTIONS
from champions.charts.chances import exact_orders, exact_orders_about, how_often, simulated
from champions.charts.chart import Chart, control_chart, run_chart
from champions.charts.digits import digits_for
from champions.charts.evidence import chance_of, chance_of_run
from champions.charts.export import table_html
from champions.charts.funnel import funnel_chart
from champions.charts.pareto import pareto_chart
from champions.charts.runs import RUN_RULES, box_for, judge_runs
from champions.charts.signals import LIMIT_RULES
from champions.charts.words import numbers_of

ROOT = Path(__file__).resolve().parents[1]
#: So many are read back at each change. tests/long/test_ten_thousand_readings.py reads the others.
QUICK = 500


# Read back --------------------------------------------------------------------------------------------


def said_otherwise(chart: Chart, words: str) -> Chart:
    """The same chart with another reading."""
    broken = copy(chart)
    broken.__dict__["reading"] = words
    return broken


def wrong(seeds: range) -> list[str]:
    """What random readings say that the numbers do not."""
    found = []
    for seed in seeds:
        chart = said_back.random_chart(seed)
        try:
            said_back.read_back(chart)
        except said_back.Wrong as error:
            found.append(f"{seed}: {error}: {chart.reading}")
    return found


def test_no_sentence_of_500_random_readings_says_what_the_numbers_do_not() -> None:
    assert wrong(range(QUICK)) == []


def test_the_random_readings_hold_every_kind_of_sentence() -> None:
    kinds: Counter[str] = Counter()
    for seed in range(QUICK):
        kinds.update(set(said_back.read_back(said_back.random_chart(seed))))
    named = {name for name, _ in said_back.SENTENCES if name}
    assert named - set(kinds) == set()
    assert kinds["shift"] > 50
    assert kinds["worth"] > 100


SLIPS = [
    ("rose:", "fell:"), ("fell:", "rose:"),
    (" in a row above the", " in a row below the"), ("for the better", "for the worse"),
    ("stayed low", "stayed high"), ("on the worse side", "on the better side"), ("unlikely to be", "likely to be"),
    ("No signal of change", "A signal of change"),
    (" fell 5 times", " rose 5 times"), ("went up:", "went down:"), ("1 more kind of", "2 more kinds of"),
    ("in a row lay above", "in a row lay below"), ("is unlikely to be chance.\n", "may be chance.\n"),
    ("That alone may be chance.", "By chance alone, that comes about 3 times in 100."),
    ("By chance alone, that comes about 2 times", "By chance alone, that comes about 3 times"),
    ("The signals, the most", "What these rules mark, the most"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "slip"), SLIPS, ids=[f"{a} to {b}" for a, b in SLIPS])
def test_a_reading_with_a_slip_is_found_by_reading_it_back(said: str, slip: str) -> None:
    tried = 0
    for seed in range(2 * QUICK):
        chart = said_back.random_chart(seed)
        if said not in chart.reading:
            continue
        tried += 1
        with pytest.raises(said_back.Wrong):
            said_back.read_back(said_otherwise(chart, chart.reading.replace(said, slip, 1)))
    assert tried > 2


SHOW = r"((?:a stable service|fewer than)[^.]+)\."
UNSTABLE = r"Something (?:may have )?changed, so.+?\."
MOSTLY = (
    r"\. So most points of the first half of the series lay (above|below) it, and most of the second half "
    r"(above|below) it"
)
BEFORE = r" Before that, \d+ \w+ in a row lay [^.]+\."
#: Claims that the numbers did not bear, as they were once made: what stands there now, and what stood there then.
OVERCLAIMS = [
    (r" The halves do not say when anything changed\.", ""),
    (MOSTLY, r": mostly \1 before, mostly \2 after"),
    (UNSTABLE, "Target: hit and miss."),
    (UNSTABLE, "While nothing changes, expect it to be met."),
    (r"The limits may not fit these values, so they.+?\.", "Target: hit and miss."),
    (r"There are too few points to say.+?\.", "Target: consistently hit."),
    (rf"Unlikely here means that {SHOW}", r"Together, these are unlikely to be chance: \1."),
    (r"That alone may be chance\.(?=[^•]+Unlikely here)", "That is unlikely to be chance."),
    (rf"Together, [\w ]+ are unlikely to be chance: {SHOW}", r"Unlikely here means that \1."),
    (r"Something may have changed", "Something changed"),
    # The other half of a change was left out, and so were kinds beside the three that are told.
    (BEFORE, ""),
    (r" The chart shows \d more kinds? of signal\.", ""),
    # "May be chance" of what comes less often than 1 time in 20, or where nobody worked it out.
    (r"By chance alone, that comes [^.]+\.(?! But)", "That alone may be chance."),
    (r"By chance alone, that comes [^.]+\. But these rules.+? shows one or another ([^.]+)\. So look.+? it\.",
     r"That may be chance: a stable service of this length shows a signal by these rules \1."),
    (r"A stable service of this length shows a signal by these rules ([^.]+)\. So look.+? this\.",
     r"That may be chance: a stable service of this length shows a signal by these rules \1."),
]  # fmt: skip


@pytest.mark.parametrize(("now", "then"), OVERCLAIMS)
def test_an_overclaim_of_old_is_found_by_reading_it_back(now: str, then: str) -> None:
    tried = 0
    for seed in range(3 * QUICK):
        chart = said_back.random_chart(seed)
        words = re.sub(now, then, chart.reading, count=1)
        if words == chart.reading:
            continue
        tried += 1
        with pytest.raises(said_back.Wrong):
            said_back.read_back(said_otherwise(chart, words))
    assert tried > 2


def test_a_number_that_is_one_off_is_found_by_reading_it_back() -> None:
    tried = 0
    for seed in range(QUICK):
        chart = said_back.random_chart(seed)
        found = re.search(r": (\d+) (?=\w+ in a row)", chart.reading)
        if found is None:
            continue
        tried += 1
        words = chart.reading
        more = f"{words[: found.start()]}: {int(found[1]) + 1} {words[found.end() :]}"
        with pytest.raises(said_back.Wrong):
            said_back.read_back(said_otherwise(chart, more))
    assert tried > 50


# What chance does -------------------------------------------------------------------------------------


BOXED = [name for name, rules in RUN_RULES.items() if rules.boxed]


@pytest.mark.parametrize("rules", BOXED)
@pytest.mark.parametrize("half", [5, 6])
def test_the_exact_rate_about_a_median_is_the_share_of_all_orders(half: int, rules: str) -> None:
    size = 2 * half
    alarms = every = 0
    for above in itertools.combinations(range(size), half):
        sides = np.full(size, -1.0)
        sides[list(above)] = 1.0
        alarms += bool(judge_runs(sides, sides, RUN_RULES[rules]).signals)
        every += 1
    assert exact_orders(half, half, box(size, rules)) == pytest.approx(alarms / every)


def box(size: int, rules: str) -> Box:
    found = box_for(size, rules)
    assert found is not None
    return found


@pytest.mark.parametrize("rules", BOXED)
def test_the_exact_rate_about_a_given_line_is_the_share_of_all_rows_of_coins(rules: str) -> None:
    size = 11  # the cut box of 11 differs from its best box
    rows = itertools.product((-1.0, 1.0), repeat=size)
    alarms = sum(
        bool(judge_runs(np.array(row), np.array(row), RUN_RULES[rules]).signals) for row in rows
    )
    assert exact_orders_about(size, box(size, rules)) == pytest.approx(alarms / 2**size)


@pytest.mark.parametrize("rules", BOXED)
@pytest.mark.parametrize("length", [10, 12, 20, 24, 30, 36, 48, 60, 80, 100, 150, 200])
def test_the_simulated_rate_agrees_with_the_exact_one(length: int, rules: str) -> None:
    row = chances.table()["run", rules, 0][length]
    exact = exact_orders(length // 2, length // 2, box(length, rules))
    assert abs(row.signal - exact) < 4 * np.sqrt(exact * (1 - exact) / 10_000)


def made(kind: str, rules: str, chance: np.random.Generator, length: int) -> Chart:
    """A chart of stable data as its family assumes it."""
    if kind == "run":
        return run_chart(chance.normal(size=length), rules=rules)
    if kind == "c":
        return control_chart(chance.poisson(8, length), "c", rules=rules)
    if kind == "p":
        return control_chart(
            chance.binomial(60, 0.4, length), "p", out_of=[60] * length, rules=rules
        )
    if kind == "t":
        return control_chart(chance.exponential(10, length), "t", rules=rules)
    return control_chart(chance.normal(size=length), "i", rules=rules)


EACH = [("run", rules) for rules in RUN_RULES] + [
    (kind, rules) for kind in ("i", "c", "p", "t") for rules in LIMIT_RULES
]


def few_are_called_unlikely(kind: str, rules: str, length: int) -> None:
    """Of stable series at most one in twenty is called unlikely to be chance."""
    chance = np.random.default_rng([7, length])
    charts = [made(kind, rules, chance, length) for _ in range(300)]
    unlikely = sum("unlikely to be" in chart.reading for chart in charts)
    # The bound is 15 of 300; by chance of the draw, more than 28 would be very rare.
    assert unlikely <= 28
    signals = np.mean([bool(chart.signals) for chart in charts])
    rate = chance_of(charts[0])
    assert rate is not None
    assert abs(signals - rate.signal) < 0.13


#: Long series take longest: tests/long/test_ten_thousand_readings.py has them.
SHORT, LONG = 27, 72


@pytest.mark.parametrize(("kind", "rules"), EACH)
def test_of_stable_series_at_most_one_in_twenty_is_called_unlikely_to_be_chance(
    kind: str, rules: str
) -> None:
    few_are_called_unlikely(kind, rules, SHORT)


def test_a_table_between_two_lengths_lies_between_their_rows() -> None:
    for (family, rules, baseline), rows in chances.table().items():
        sizes = sorted(rows)
        for low, high in itertools.pairwise(sizes):
            row = simulated(family, rules, baseline, (low + high) // 2)
            assert row is not None
            ends = sorted((rows[low].signal, rows[high].signal))
            assert ends[0] - 1e-9 <= row.signal <= ends[1] + 1e-9


def test_a_longer_stable_series_alarms_more_often_under_every_fixed_rule() -> None:
    for (_, rules, _), rows in chances.table().items():
        if rules not in BOXED and rules != "anhoej" and 24 in rows:
            assert rows[200].signal > rows[24].signal


def test_a_cell_of_the_table_is_made_again_by_the_script() -> None:
    by_script = load_script()
    found = by_script.strengths("run", 12, 0, by_script.MANY)
    for rules, strong in found.items():
        row = chances.table()["run", rules, 0][12]
        assert row.signal == pytest.approx((strong > 0).mean(), abs=1e-4)
        assert row.five == by_script.rare(strong, 0.05)


def test_a_cell_of_the_table_of_single_signals_is_made_again_by_the_script() -> None:
    by_script = load_script()
    for rule, sizes in by_script.largest("i", 12, by_script.MANY).items():
        least = int(sizes[sizes >= 0].min())
        for size in range(least, int(sizes.max()) + 1):
            share = float((sizes >= size).mean())
            found = chances.simulated_alone("i", rule, 12, size)
            assert found == pytest.approx(max(share, chances.LEAST_SHARE), abs=1e-4), rule


@pytest.mark.parametrize("turns", [False, True])
def test_the_exact_rate_of_rises_falls_and_turns_is_the_share_of_all_orders(turns: bool) -> None:
    for points, length in itertools.product(range(4, 8), range(3, 6)):
        found = 0
        for order in itertools.permutations(range(points)):
            steps = np.sign(np.diff(order))
            on = (steps[1:] == -steps[:-1]) if turns else (steps[1:] == steps[:-1])
            runs = [len([*run]) for go, run in itertools.groupby(on) if go]
            found += max(runs, default=0) + 2 >= length
        rate = chances.exact_steps(points, length, turns=turns)
        assert rate == pytest.approx(found / math.factorial(points)), (points, length)


@pytest.mark.parametrize("kind", ["c", "u", "p"])
def test_a_count_beyond_a_limit_comes_as_often_as_chance_spreads_them_so(kind: str) -> None:
    chance, many = np.random.default_rng(12), 4000
    sizes = np.array([60, 80, 100] * 8) if kind != "c" else np.ones(24, dtype=int)
    count = np.array([12, 17, 19, 11, 16, 21, 12, 15, 20, 13, 16, 18] * 2)
    count[10] = {"c": 29, "u": 31, "p": 28}[kind]
    total, whole = int(count.sum()), int(sizes.sum())
    laws = [
        stats.hypergeom(whole, total, size) if kind == "p" else stats.binom(total, size / whole)
        for size in sizes.tolist()
    ]
    if kind == "p":
        people, late = np.repeat(np.arange(24), sizes), np.arange(whole) < total
        rows = np.array(
            [
                np.bincount(people, weights=chance.permutation(late), minlength=24)
                for _ in range(many)
            ]
        )
    else:
        rows = chance.multinomial(total, sizes / whole, many)
    tails = np.array([
        np.minimum(law.cdf(rows[:, at]), law.sf(rows[:, at] - 1)) for at, law in enumerate(laws)
    ])  # fmt: skip
    here = float(laws[10].sf(count[10] - 1))
    as_far = float((tails.min(axis=0) <= here * (1 + 1e-9)).mean())
    out_of = {} if kind == "c" else {"out_of": sizes.tolist()}
    chart = control_chart(count.tolist(), kind, **out_of)
    outside = [one for one in chart.signals if one.rule == "outside" and one.points == (11,)]
    assert chance_alone(chart, outside) == pytest.approx(as_far, abs=0.012)
    assert 0.01 < as_far < 0.2


def test_what_chance_makes_less_often_than_1_time_in_20_is_not_said_to_be_chance_perhaps() -> None:
    climb = [5, 9, 7, 4, 8, 6, 5, 7, 4, 6, 8, 5, 7, 4, 5, 6, 8, 9, 11, 12]
    reading = run_chart(climb, rules="perla", name="calls").reading
    assert "The calls rose 6 times in a row, from point 14 to point 20." in reading
    assert "may be chance" not in reading.partition("rose 6 times")[2].partition("\n")[0]
    # Far out in one of two phases: each of them could show as much, and that too is fewer than 1 in 100.
    phases = [*CALM, *(value - 8 for value in CALM[:-1]), 34]
    chart = control_chart(phases, rebase={15: "new rota"}, name="waits")
    assert "fewer than 1 in 100 stable services of this length show as much" in chart.reading
    # Rare by itself, but one of several things that are looked for: its rate is told, and that of any.
    counts = [8, 6, 9, 7, 8, 10, 7, 9, 8, 6, 9, 8, 7, 10, 8, 9, 7, 8, 19, 8, 7, 9, 10, 6]
    chart = control_chart(counts, "c", name="complaints")
    assert [one.rule for one in chart.signals] == ["outside"]
    rate = chance_alone(chart, chart.signals)
    assert rate is not None
    print(rate, chart.reading)
    assert 0.01 < rate < 0.05
    assert (
        f"By chance alone, that comes {how_often(rate)}. But these rules look for" in chart.reading
    )


def load_script() -> Any:
    """The script that makes the table."""
    import importlib.util

    spec = importlib.util.spec_from_file_location(
        "chances_script", ROOT / "benchmarks" / "chances.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_long_run_is_unlikely_even_where_the_rules_alarm_often() -> None:
    chance = np.random.default_rng(3)
    calm = chance.normal(size=60)
    moved = calm + 3 * (np.arange(60) >= 30)
    chart = run_chart(moved, rules="perla")
    rate = chance_of(chart)
    assert rate is not None
    assert rate.signal > 0.5
    assert "unlikely to be chance" in chart.reading


def test_a_run_of_rare_events_is_weighed_by_runs_and_not_by_what_single_waits_do() -> None:
    visits = [6, 2, 11, 0, 7, 4, 15, 3, 9, 1, 6, 12, 28, 41, 19, 36, 52, 24, 33, 47]
    chart = control_chart(visits, "g")
    rate = chance_of_run(chart)
    assert rate is not None
    chance = np.random.default_rng(8)
    sides = np.array([one > 0 for one in visits - chart.lines.centre])
    longest = len(chart.signals[0].points)
    found = 0
    for _ in range(4000):
        row = chance.permutation(sides)
        found += max(len([*run]) for _, run in itertools.groupby(row)) >= longest
    assert found / 4000 == pytest.approx(rate, abs=0.005)
    assert "a run as long as this less than 1 time in 100" in chart.reading
    # Other signals, and lines of some points only, are not runs alone: what the table says holds of them.
    assert chance_of_run(control_chart([*visits, 400], "g")) is None
    assert chance_of_run(control_chart(visits, "g", freeze=12)) is None
    assert chance_of_run(control_chart([float(one) for one in visits], "i")) is None


def test_of_stable_rare_events_at_most_one_in_twenty_is_called_unlikely_to_be_chance() -> None:
    chance = np.random.default_rng(9)
    charts = [control_chart(chance.geometric(1 / 11, 27) - 1, "g") for _ in range(300)]
    assert 1 <= sum("unlikely to be" in chart.reading for chart in charts) <= 28


def test_one_seven_in_a_long_chart_may_be_chance_and_the_rate_is_said() -> None:
    sides = [-1, 1, 1, -1, 1, -1, -1] * 6 + [1] * 7 + [-1, 1, -1, -1, 1, -1, 1] * 6 + [-1] * 7
    values = [side * (2 + 0.01 * at % 0.07) for at, side in enumerate(sides[:-4])]
    chart = run_chart(values, rules="making-data-count")
    assert [one.rule for one in chart.signals] == ["shift"]
    assert (
        "That may be chance: a stable service of this length shows a signal by these rules"
        in chart.reading
    )


def test_settings_that_nobody_simulated_give_no_rate() -> None:
    values = [5.0, 6, 5, 7, 6, 5, 6, 7, 5, 6, 7, 6, 5, 6, 7, 5, 6, 30]
    for options in ({"centre": 6}, {"k": 3.5}, {"screen_moving_ranges": True}):
        chart = control_chart(values, **options)
        assert chart.signals
        assert "was not worked out for a chart like this" in chart.reading


def test_rates_are_said_in_words_that_hold_them() -> None:
    assert how_often(0.0499) == "about 1 time in 20"
    assert how_often(0.12) == "about 1 time in 10"


# Direction, subject, period, meaning ------------------------------------------------------------------

LOW_THEN_HIGH = [3, 5, 4, 5, 3, 4, 3, 5, 4, 3, 9, 8, 9, 7, 8, 9, 8, 9, 8, 7]


def test_an_old_run_is_told_as_what_it_was() -> None:
    values = [5, 6, 5, 6, 5, 6, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 5, 6, 5, 7, 6, 5, 6, 7, 6, 5, 7, 6]
    months = pd.date_range("2023-01-01", periods=len(values), freq="MS")
    reading = run_chart(
        values, rules="making-data-count", time=months, name="age", improvement="up"
    ).reading
    assert (
        "The age stayed low: 10 months in a row below the middle line, from July 2023 to April 2024, on the worse"
        in reading
    )
    assert "fell" not in reading


def test_a_run_over_the_whole_chart_neither_rose_nor_fell() -> None:
    reading = run_chart([5, 6] * 10, centre=3, name="calls").reading
    assert "stayed high: 20 points in a row" in reading
    assert "rose" not in reading


def test_a_trend_counts_its_falls_and_names_its_ends() -> None:
    values = [20, 22, 21, 23, 20, 22, 26, 25, 24, 23.5, 22, 21, 19, 17, 22, 20, 21, 22]
    months = pd.date_range("2024-02-01", periods=18, freq="MS")
    chart = control_chart(values, "i", improvement="down", time=months, name="waits")
    assert (
        "The waits fell 7 times in a row, from August 2024 to March 2025, for the better at that time."
        in chart.reading
    )


def test_crossings_alone_have_a_subject_a_direction_and_a_meaning() -> None:
    sides = [1, 1, 1, 1, 1, -1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, 1, -1, -1, -1, -1, -1]
    values = [10 + side * (2 + 0.01 * at) for at, side in enumerate(sides)]
    chart = run_chart(values, name="age", improvement="down")
    assert [one.rule for one in chart.signals] == ["crossings"]
    assert chart.reading.startswith(
        "The dots for the age crossed the middle line only 5 times, where 8 or more are usual. That is unlikely to be "
        "chance: "
    )
    assert chart.reading.endswith(
        " Between point 1 and point 24, 11 of the first 12 useful points were above the middle line, and 1 of the last "
        "12. So most points of the first half of the series lay above it, and most of the second half below it, for "
        "the better. The halves do not say when anything changed."
    )


def test_crossings_whose_halves_differ_as_chance_makes_them_give_no_direction() -> None:
    sides = [-1, -1, -1, -1, 1, 1, 1, 1, -1, -1, -1, -1, 1, 1, 1, 1, -1, -1, -1, 1, 1, 1, -1, 1]
    values = [10 + side * (2 + 0.01 * at) for at, side in enumerate(sides)]
    chart = run_chart(values, name="age", improvement="down", centre=10)
    assert [one.rule for one in chart.signals] == ["crossings"]
    assert (
        "4 of the first 12 useful points were above the middle line, and 8 of the last 12. Crossings alone do not say "
        "which way things went, or when." in chart.reading
    )


def test_halves_on_one_side_of_the_line_are_told_by_which_has_more_points_above_it() -> None:
    sides = [*[1] * 3, *[-1] * 6, *[1] * 8, -1, *[1] * 6]
    chart = run_chart([10 + one for one in sides], name="age", improvement="up", centre=10)
    assert chart.reading.endswith(
        "6 of the first 12 useful points were above the middle line, and 11 of the last 12. So more points of the "
        "second half of the series than of the first lay above it, for the better. The halves do not say when anything "
        "changed."
    ), chart.reading


def test_points_are_numbered_over_the_whole_series_everywhere() -> None:
    values = [24, 26, 22, 28, 25, 27, 23, 26, 24, 27, 25, 22, 28, 24]
    values += [34, 36, 32, 38, 35, 37, 33, 36, 34, 37, 35, 32, 38, 34, 50, 51]
    for chart in (
        control_chart(values, "i", rebase={15: "new rota"}, freeze=12),
        run_chart(
            values + [20] * 12, rebase={15: "new rota"}, freeze=12, rules="making-data-count"
        ),
    ):
        assert chart.signals
        for signal in chart.signals:
            said = [int(number) for number in re.findall(r"(?:[Pp]oint|to) (\d+)", signal.words)]
            assert set(said) <= set(signal.points)
            assert said


CALM = [24, 26, 22, 28, 25, 27, 23, 26, 24, 27, 25, 22, 28, 24]


def test_where_lines_start_afresh_each_line_is_told_first() -> None:
    months = pd.date_range("2023-01-01", periods=28, freq="MS")
    moved = [*CALM, *(value - 8 for value in CALM)]
    chart = control_chart(moved, time=months, rebase={"2024-03-01": "new rota"}, unit="days")
    assert chart.reading.startswith(
        "The centre line went from 25.1 to 17.1 days, with new lines from March 2024. No signal of change by these "
        "rules since then: "
    )
    thrice = control_chart(
        [*moved, *CALM], rebase={15: "new rota", 29: "old rota"}, rules="western-electric"
    )
    assert thrice.reading.startswith(
        "The centre line stood at 25.1 at first, at 17.1 from point 15 and at 25.1 from point 29. "
    )
    same = control_chart(CALM * 2, rebase={15: "new form"})
    assert same.reading.startswith("The centre line stayed at 25.1, with new lines from point 15. ")


def test_signals_against_old_lines_are_told_as_such_and_come_last() -> None:
    values = [*CALM[:-1], 60, *(value - 8 for value in CALM), 40]
    chart = control_chart(values, rebase={15: "new rota"})
    lines = [line for line in chart.reading.split("\n") if line.startswith("• ")]
    old = ["the old " in line for line in lines]
    assert old == sorted(old)
    assert set(old) == {False, True}


def test_a_run_and_the_one_right_after_it_on_the_other_side_are_one_change() -> None:
    low, high = [5, 4, 5, 3, 4, 5, 3, 4, 5], [9, 8, 9, 7, 8, 9, 8, 9]
    reading = run_chart([9, 4, 9, *low, *high], rules="perla", name="calls").reading
    assert (
        "The calls rose: 8 points in a row above the middle line, from point 13. Before that, 9 points in a row lay "
        "below the middle line, from point 4 to point 12." in reading
    )
    assert "stayed low" not in reading
    # What came before such a pair is a change of its own.
    before = run_chart([5, 9, 5, 9, *high, *low, *high], rules="perla", centre=6.5).reading
    assert (
        "rose: 8 points in a row above the middle line, from point 22 (the last of 2 such times). Before that, 9 points"
        in before
    )
    apart = run_chart([9, 4, 9, *low, *[8, 5, 9, 3] * 2, *high], rules="perla").reading
    assert "stayed low: 9 points in a row below" in apart


def test_every_kind_of_signal_is_told_or_counted() -> None:
    noisy = np.random.default_rng(11).normal(size=60) + np.where(np.arange(60) % 20 < 10, 3, -3)
    chart = control_chart(
        noisy, rules="nelson", time=pd.date_range("2024-01-01", periods=60, freq="D")
    )
    kinds = {(one.rule, one.way) for one in chart.signals}
    found = telling.told_of(chart)
    told = {(one.rule, one.way) for group in found.told for one in group.every}
    assert len(kinds) > len(told) > 2
    assert f"The chart shows {len(kinds - told)} more kinds of signal." in chart.reading


def test_just_beyond_a_limit_is_said_only_where_more_digits_were_needed() -> None:
    counts = [
        11,
        6,
        15,
        12,
        11,
        13,
        10,
        3,
        15,
        22,
        10,
        9,
        14,
        11,
        16,
        15,
        15,
        19,
        16,
        20,
        14,
        17,
        13,
        16,
        25,
        26,
    ]
    reading = control_chart(counts, "c").reading
    assert "stood at 3 at point 8, just below the lower limit of 3.01." in reading
    assert "just" not in control_chart([*CALM, 60]).reading


def test_times_are_named_alike_in_readings_and_notes() -> None:
    years = list(range(1990, 2010))
    chart = run_chart([3] * 5 + LOW_THEN_HIGH[5:], time=years)
    assert "from 2000" in chart.reading
    assert "years in a row" in chart.reading
    ends = pd.date_range("2023-01-31", periods=21, freq="ME").delete(7)
    chart = run_chart(LOW_THEN_HIGH, time=ends)
    assert "from December 2023" in chart.reading
    assert chart.notes == (
        "No row stands between July 2023 and September 2023. If a period is missing, add it with an empty value.",
    )


def test_every_gap_is_told_and_uneven_steps_are_called_uneven() -> None:
    weeks = pd.date_range("2025-01-06", periods=30, freq="7D").delete([4, 9, 15, 20])
    note = run_chart(range(26), time=weeks).notes[0]
    assert note.count(" and ") >= 4
    assert "1 more such gap" in note
    chance = np.random.default_rng(2)
    odd = pd.Timestamp("2025-01-06") + pd.to_timedelta(
        np.cumsum(chance.integers(2, 20, 26)), unit="D"
    )
    chart = run_chart(range(26), time=odd)
    assert "steps between the points are uneven" in chart.notes[0]
    assert "points" in chart.alt.split(" from ")[0]


def test_weekends_are_no_gaps_where_no_point_is_on_one() -> None:
    assert run_chart(LOW_THEN_HIGH, time=pd.bdate_range("2025-01-06", periods=20)).notes == ()


# Digits -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(40))
def test_no_two_lines_carry_one_number_unless_they_are_equal(seed: int) -> None:
    chance = np.random.default_rng(seed)
    spread = 10.0 ** chance.integers(-5, 4)
    values = chance.choice([0.0, 74.0, 5e5]) + spread * chance.normal(size=24)
    chart = control_chart(values, "i", target=float(values[0]))
    say = numbers_of(chart)
    drawn = [chart.lines.lower[-1], chart.lines.centre[-1], chart.lines.upper[-1], values[0]]
    assert len({say(number) for number in drawn}) == 4
    figure = Figure(figsize=(5, 4))
    ax = figure.add_axes((0.15, 0.15, 0.6, 0.7))
    chart.draw(ax)
    labels = [
        text.get_text() for text in ax.texts if re.match("mean|upper|lower|target", text.get_text())
    ]
    assert len({label.split("\n")[1] for label in labels}) == len(labels) == 4


def test_no_value_is_above_its_own_value_in_words_or_table() -> None:
    values = [36.0, 36.1, 35.9, 36.0, 36.1, 35.9, 36.0, 36.1, 35.9, 36.0, 36.1, 36.0]
    limit = float(control_chart(values, "i").lines.upper[0])
    chart = control_chart([*values, limit + 1e-4], "i", freeze=12)
    found = re.search(
        r"stood at ([\d.]+) at point 13, just above the upper limit of (\d+\.\d+)", chart.reading
    )
    assert found is not None
    assert float(found[1]) > float(found[2])
    row = re.findall(
        r"<td>([^<]*)</td>", table_html(chart.points[["value", "upper"]]).split("<tr>")[-1]
    )
    assert float(row[0]) > float(row[1])


def test_digits_are_as_many_as_the_spread_asks_for() -> None:
    assert digits_for(24.0) == 1
    assert digits_for(240.0) == 0
    assert digits_for(0.024) == 4
    assert digits_for(24.0, 36.8001, 36.8004) == 4


# Cautions ---------------------------------------------------------------------------------------------


def test_every_caution_is_rare_on_stable_data() -> None:
    with (ROOT / "benchmarks" / "warnings-results.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 48
    for row in rows:
        assert float(row["any"]) <= 0.05, row
        assert all(float(row[name]) <= 0.035 for name in CAUTIONS), row


def test_the_rate_of_cautions_is_what_the_table_says() -> None:
    by_script = load_script()
    chance = np.random.default_rng(11)
    said = sum(bool(by_script.stable_chart("c", "MS", chance, 36).doubts) for _ in range(200))
    assert said <= 16


def series_of(kind: str, chance: np.random.Generator, size: int = 96) -> Chart:
    """A chart with a cause for one caution."""
    months = pd.date_range("2015-01-01", periods=size, freq="MS")
    noise = chance.normal(size=size)
    if kind == "overdispersion":
        share = np.clip(chance.normal(0.3, 0.05, size), 0.05, 0.95)
        return control_chart(chance.binomial(1000, share), "p", out_of=[1000] * size)
    if kind == "underdispersion":
        return control_chart(np.round(50 + 0.8 * noise), "c")
    if kind == "season":
        return control_chart(noise + 2 * np.sin(np.arange(size) / 6 * np.pi), time=months)
    if kind == "in turn":
        return control_chart(noise + 2 * (np.arange(size) % 2), time=months)
    if kind == "mixed":
        return control_chart(noise + 6 * chance.integers(0, 2, size))
    if kind == "end of scale":
        return control_chart(np.where(chance.random(size) < 0.7, 30, 29), "p", out_of=[30] * size)
    if kind == "ties":
        gaps = chance.geometric(1 / 15, size)
        return control_chart(np.where(chance.random(size) < 0.4, 0, gaps), "g")
    walk = np.zeros(size)
    for at in range(1, size):
        walk[at] = 0.85 * walk[at - 1] + noise[at]
    return control_chart(walk)


@pytest.mark.parametrize("kind", CAUTIONS)
def test_a_caution_is_said_where_there_is_a_cause(kind: str) -> None:
    charts = [series_of(kind, np.random.default_rng(seed)) for seed in range(12)]
    assert sum(kind in chart.doubts for chart in charts) >= 9
    one = next(chart for chart in charts if kind in chart.doubts)
    assert len(one.doubts) <= len(one.notes)


def test_overdispersion_names_a_remedy_and_takes_back_limits_but_not_long_runs() -> None:
    chance = np.random.default_rng(4)
    share = np.clip(chance.normal(0.3, 0.05, 48), 0.05, 0.95)
    chart = control_chart(chance.binomial(1000, share), "p", out_of=[1000] * 48)
    assert any("a P′ chart or an I chart" in note for note in chart.notes)
    assert "unlikely to be" not in chart.reading
    moved = np.clip(share + 0.2 * (np.arange(48) >= 24), 0.05, 0.95)
    chart = control_chart(chance.binomial(1000, moved), "p", out_of=[1000] * 48, rules="anhoej")
    assert "overdispersion" in chart.doubts
    assert "unlikely to be chance" in chart.reading


def test_lasting_changes_are_no_likeness_of_neighbours() -> None:
    steps = np.repeat([0.0, 3.0, 1.0], 20)
    found = [
        "autocorrelation"
        in control_chart(np.random.default_rng(seed).normal(size=60) + steps).doubts
        for seed in range(40)
    ]
    assert sum(found) <= 2


def test_all_at_the_end_of_the_scale_speaks_of_the_target() -> None:
    table = pd.DataFrame({"n": [30] * 14, "d": [30] * 14})
    chart = control_chart(table, "p", "n", out_of="d", target=0.95, improvement="up")
    assert chart.reading == (
        "All 14 values are 100%, so there is no change to judge. Each is above the target of 95%: the target was met."
    )
    assert any("end of the scale" in note for note in chart.notes)
    assert "not met" in control_chart([7] * 14, "c", target=5, improvement="down").reading


# Side by side -----------------------------------------------------------------------------------------


def test_a_funnel_names_the_places_furthest_out_and_counts_the_rest() -> None:
    count = [50, 95, 52, 60, 48, 99, 5, 47, 53, 97, 91, 50, 92, 93]
    reading = funnel_chart(None, count, out_of=[100] * 14, place=list("ABCDEFGHIJKLMN")).reading
    above = reading.partition("Above the wide limits: ")[2].partition(".")[0]
    assert above.startswith("F (99%), J (97%), B (95%)")
    assert "and 2 more" in above


def test_a_pareto_chart_joins_spellings_and_says_so() -> None:
    chart = pareto_chart(["Phone", "phone ", " phone", "bus", "phone"])
    assert chart.points["count"].to_dict() == {"phone": 4, "bus": 1}
    assert any("counted as one: phone" in note for note in chart.notes)
    apart = pareto_chart(["Phone", "phone ", " phone", "bus", "phone"], join_spellings=False)
    assert len(apart.points) == 5
    assert apart.notes == ()


def test_two_events_on_one_day_are_advised_rightly() -> None:
    days = ["2025-01-06", "2025-01-06", "2025-01-20"]
    with pytest.raises(ValueError, match="number") as told:
        control_chart([4, 0, 14], "g", time=days)
    assert "aggregate" not in str(told.value)
    with pytest.raises(ValueError, match="second event of a day is 0"):
        control_chart([4, 0, 14], "t")


def test_the_word_beside_a_signal_has_the_colour_of_what_the_signal_means() -> None:
    from champions.charts.drawing.labels import signal_kind

    seen = Counter[str]()
    for seed in range(200):
        chart = said_back.random_chart(seed)
        wish = {"up": 1, "down": -1}.get(chart.asked.improvement or "", 0)
        for signal in chart.signals:
            means = {1: "improvement", -1: "concern", 0: "special cause"}[wish * signal.way]
            assert signal_kind(chart, signal) == means
            seen[means] += 1
    assert min(seen[name] for name in ("improvement", "concern", "special cause")) > 20


def test_a_chart_at_the_end_of_its_scale_claims_nothing_of_chance() -> None:
    chart = control_chart([30] * 20 + [29], "p", out_of=[30] * 21, name="seen in time")
    assert chart.signals
    assert "Half of the points or more stand at the end of the scale" in chart.reading
    assert "unlikely to be" not in chart.reading
    assert chart.doubts == ("end of scale",)


def test_very_small_counts_have_no_rate() -> None:
    counts = [1, 0, 2, 1, 0, 1, 3, 1, 0, 2, 1, 1, 0, 1, 2, 9]
    reading = control_chart(counts, "c").reading
    assert "was not worked out for a chart like this" in reading


# How it is said --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("waits", "i", "The waits fell: "),
        ("falls", "i", "The falls went down: "),
        ("rise in calls", "i", "The rise in calls went down: "),
        ("people who came", "i", "The number of people who came fell: "),
        ("complaints", "c", "The number of complaints fell: "),
        ("number of complaints", "c", "The number of complaints fell: "),
        ("falls", "c", "The number of falls went down: "),
    ],
)
def test_things_go_up_and_down_as_people_say_it(name: str, kind: str, said: str) -> None:
    values = [31, 33, 30, 32, 34, 31, 33, 32, 30, 34, 31, 33, 22, 23, 21, 24, 22, 23, 21, 22]
    assert said in control_chart(values, kind, name=name).reading


def test_several_signals_are_a_short_list_with_the_most_important_first() -> None:
    calm = [24, 26, 22, 28, 25, 27, 23, 26, 24, 27, 25, 23]
    chart = control_chart(
        [*calm, 45, *calm[:4], *[12, 13, 11, 12, 14, 12, 11, 13, 12]], name="waits"
    )
    head, *lines, last = chart.reading.split("\n")
    assert head == "The signals, the most important first:"
    assert lines[0].startswith(
        "• The waits fell: 9 points in a row below the centre line, from point 18"
    )
    assert all(line.startswith("• The waits") for line in lines)
    assert len(lines) == 3
    assert all(line.endswith("That is unlikely to be chance.") for line in lines)
    assert last == (
        "Unlikely here means that fewer than 1 in 100 stable services of this length show as much."
    )
    assert "\n" not in chart.alt
    assert "•" not in chart.alt
    html = chart._repr_mimebundle_()["text/html"]
    assert html.count("<li>The waits") == 3
    assert "<br>Rules: Making Data Count." in html


def test_each_signal_of_a_list_says_what_it_is_worth_by_itself() -> None:
    high, low = (
        [24, 25, 27, 26, 25, 20, 26, 22, 31, 24, 27, 24],
        [23, 23, 19, 23, 17, 15, 14, 14, 21],
    )
    chart = control_chart([*high, *low, 18, 18, 21, 21, 17, 17, 22, 12, 16], name="waits")
    lines = [line for line in chart.reading.split("\n") if line.startswith("• ")]
    assert [" ".join(line.split(". ")[-1].split()[:4]) for line in lines] == [
        "That is unlikely to", "By chance alone, that", "That alone may be",
    ]  # fmt: skip
    assert chart.reading.endswith(
        "Unlikely here means that fewer than 1 in 100 stable services of this length show as much. The chart shows 2 "
        "more kinds of signal."
    )


def test_what_speaks_against_the_rules_is_said_before_the_signals() -> None:
    seasons = np.round(60 + 12 * np.sin(np.arange(48) / 12 * 2 * np.pi) + np.tile([0, 2, -1], 16))
    months = pd.date_range("2022-01-01", periods=48, freq="MS")
    chart = control_chart(seasons, "i", time=months, name="calls")
    assert chart.reading.startswith(
        "These signals may be the time of the year, which shows in these data. What these rules mark, the "
        "most important first:"
    )
    assert "likely" not in chart.reading


def test_a_long_chart_with_most_dots_on_its_line_is_not_called_short() -> None:
    chart = run_chart([0, 0, 1, 0, 0, 2, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0])
    assert chart.reading.startswith(
        "This cannot be judged: 15 of 20 dots lie on the middle line, at 0. Only 5 are useful, and at least 10"
    )
    assert run_chart([7, 9, 8, 8, 6]).reading.startswith("Too short to judge: 3 useful points")


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (0.95, ("All 16 values met the target of 95%. It lies within the limits, so a miss now and then would be no "
               "surprise.")),
        (0.995, ("None of the 16 values met the target of 99.5%. It lies within the limits, so meeting it now and then "
                "would be no surprise.")),
        (0.97, ("Target: hit and miss. 12 of 16 values met the target of 97%. It lies within the limits: some meet it "
               "and some do not, and that is to be expected while nothing changes.")),
        (0.5, ("Target: consistently hit. 16 of 16 values meet the target of 50%. While nothing changes, expect it to "
              "be met.")),
    ],
)  # fmt: skip
def test_a_target_within_the_limits_is_told_as_what_the_limits_say(
    target: float, said: str
) -> None:
    seen = [96, 98, 97, 99, 95, 98, 97, 96, 99, 98, 97, 98, 96, 97, 99, 98]
    chart = control_chart(
        seen, "p", out_of=[100] * 16, target=target, improvement="up", percent=True
    )
    assert chart.reading.endswith(said)


def test_a_target_has_no_label_beside_a_signal_and_the_signal_is_told_no_more_surely_than_it_is() -> (
    None
):
    calm = [24, 26, 22, 28, 25, 27, 23, 26, 24, 27, 25, 23]
    fell = control_chart(
        [*calm, *[12, 13, 11, 12, 14, 12, 11, 13, 12]], target=18, improvement="down"
    )
    assert fell.reading.endswith(
        " 9 of 21 values meet the target of 18. Something changed, so this chart cannot tell whether the target will "
        "be met from now on."
    )
    perhaps = control_chart(
        [*calm, 24, 26, 22, 27, 26, 28, 26, 27, 28, 26], target=25, improvement="down"
    )
    assert "may be chance" in perhaps.reading
    assert perhaps.reading.endswith(
        "Something may have changed, so this chart cannot tell whether the target will be met from now on."
    )


def test_among_many_charts_one_signal_is_worth_less_and_that_is_said() -> None:
    chance = np.random.default_rng(5)
    days = chance.normal(20, 3, 192)
    days[12:24] -= 12
    table = pd.DataFrame({
        "area": np.repeat([f"Area {at}" for at in range(8)], 24), "at": np.tile(np.arange(24), 8), "days": days,
    })  # fmt: skip
    charts = run_chart(table, "days", time="at", facets="area")
    assert charts.signals["Area 0"]
    last = charts.reading.split("\n")[-1]
    assert (
        last
        == "You see 8 charts. If nothing had changed in any, one or more would still show a signal about 2 times "
        "in 10."
    )
    assert last in charts.caption
    assert "one or more would" not in charts.said(reading=False).caption
    calm = run_chart(table.assign(days=np.tile([19, 21], 96)), "days", time="at", facets="area")
    assert "one or more would" not in calm.reading


def test_the_twenty_readings_are_what_the_command_writes() -> None:
    import importlib.util

    script = ROOT / "benchmarks" / "readings.py"
    spec = importlib.util.spec_from_file_location("twenty_readings", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert len(module.READINGS) == 20
    assert module.page() == (ROOT / "benchmarks" / "readings.md").read_text(encoding="utf-8")

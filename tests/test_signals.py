"""Rule sets over limits: every rule by brute force, and at its exact edge, one either side."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from champions.charts.chart import control_chart
from champions.charts.icons import assurance, variation
from champions.charts.limits import Lines
from champions.charts.runs import Signal
from champions.charts.signals import LIMIT_RULES, find_signals, mark_points

pytestmark = pytest.mark.learner_floor

#: A process with centre 0 and sigma 1, so that a value is its distance in sigmas. Whole and half
#: sigmas put many points exactly on a zone's edge; None is a missing value.
SERIES = st.lists(
    st.one_of(st.none(), st.integers(-7, 7).map(lambda half: half / 2)), min_size=1, max_size=40
)


def signals(values: Any, rules: Any, *, zones: bool = True, **options: Any) -> Any:
    z = np.array([np.nan if value is None else value for value in values], float)
    level = np.ones(z.size)
    lines = Lines(z, level * 0, level * -3, level * 3, level if zones else None)
    return find_signals(lines, LIMIT_RULES[rules], **options)


def found(values: Any, rules: Any, rule: Any) -> Any:
    """Every point that a rule marks, and which way."""
    return {(p, s.way) for s in signals(values, rules) if s.rule == rule for p in s.points}


def windows(values: Any, width: Any) -> Any:
    for i in range(len(values) - width + 1):
        part = values[i : i + width]
        if None not in part:
            yield range(i + 1, i + width + 1), part


def every_window(values: Any, width: Any, judge: Any) -> Any:
    """Points of each window in which ``judge`` finds them, by looking at each window alone."""
    marked = set()
    for places, part in windows(values, width):
        for way in (1, -1, 0):
            chosen = judge(part, way)
            marked |= {(place, way) for place, use in zip(places, chosen, strict=True) if use}
    return marked


def shift(part: Any, way: Any) -> Any:
    return [way != 0 and all(v * way > 0 for v in part)] * len(part)


def trend(part: Any, way: Any) -> Any:
    return [way != 0 and all((b - a) * way > 0 for a, b in itertools.pairwise(part))] * len(part)


def beyond(sigmas: Any, most: Any) -> Any:
    def judge(part: Any, way: Any) -> Any:
        flags = [way != 0 and v * way > sigmas for v in part]
        return flags if sum(flags) >= most else [False] * len(part)

    return judge


def two_of_three_near(part: Any, way: Any) -> Any:
    flags = [way != 0 and 2 < v * way <= 3 for v in part]
    return flags if sum(flags) >= 2 and all(v * way > 0 for v in part) else [False] * 3


def alternating(part: Any, way: Any) -> Any:
    steps = [b - a for a, b in itertools.pairwise(part)]
    return [way == 0 and all(a * b < 0 for a, b in itertools.pairwise(steps))] * len(part)


def inner(part: Any, way: Any) -> Any:
    return [way == 0 and all(abs(v) < 1 for v in part)] * len(part)


def outer(part: Any, way: Any) -> Any:
    sides = {v > 0 for v in part}
    return [way == 0 and all(abs(v) > 1 for v in part) and len(sides) == 2] * len(part)


WINDOWS = [
    ("making-data-count", "shift", 7, shift),
    ("making-data-count", "trend", 7, trend),
    ("making-data-count", "two of three", 3, beyond(2, 2)),
    ("plotthedots", "shift", 7, shift),
    ("plotthedots", "trend", 7, trend),
    ("plotthedots", "two of three", 3, two_of_three_near),
    ("western-electric", "shift", 8, shift),
    ("western-electric", "two of three", 3, beyond(2, 2)),
    ("western-electric", "four of five", 5, beyond(1, 4)),
    ("nelson", "shift", 9, shift),
    ("nelson", "trend", 6, trend),
    ("nelson", "two of three", 3, beyond(2, 2)),
    ("nelson", "four of five", 5, beyond(1, 4)),
    ("nelson", "alternating", 14, alternating),
    ("nelson", "inner third", 15, inner),
    ("nelson", "outer thirds", 8, outer),
    ("provost-murray", "two of three", 3, beyond(2, 2)),
    ("provost-murray", "inner third", 15, inner),
]


@pytest.mark.parametrize(("rules", "rule", "width", "judge"), WINDOWS)
@given(values=SERIES)
def test_a_rule_marks_what_a_look_at_every_window_finds(
    rules: Any, rule: Any, width: Any, judge: Any, values: Any
) -> None:
    assert found(values, rules, rule) == every_window(values, width, judge)


@pytest.mark.parametrize(("rules", "rule", "width", "judge"), WINDOWS)
def test_long_series_with_drawn_patterns_agree_with_every_window(
    rules: Any, rule: Any, width: Any, judge: Any
) -> None:
    """Random halves are rarely long patterns, so here they are drawn on purpose."""
    chance = np.random.default_rng(11)
    pieces = [
        np.arange(9) / 2 - 2, -np.arange(8) / 2 + 1.5, np.full(10, 0.5), np.full(9, -1.5),
        np.tile([2.5, -2.5], 6), np.tile([0.5, -0.5], 8), np.array([2.5, 3.5, 0.5, 2.5]), np.zeros(3),
    ]  # fmt: skip
    for _ in range(60):
        order = chance.permutation(len(pieces))
        values = np.concatenate([pieces[i] for i in order]).tolist()
        for at in chance.integers(0, len(values), 2):
            values[at] = None
        marked = found(values, rules, rule)
        assert marked == every_window(values, width, judge)


def test_two_stretches_far_out_on_both_sides_are_two_signals() -> None:
    """Between them the points lie far out on one side only, for longer than the rule looks."""
    values = [2, -2] * 4 + [2] * 20 + [-2, 2] * 4
    marked = [s.points for s in signals(values, "nelson") if s.rule == "outer thirds"]
    assert marked == [tuple(range(1, 16)), tuple(range(22, 37))]
    assert found(values, "nelson", "outer thirds") == every_window(values, 8, outer)


@pytest.mark.parametrize("zones", [True, False])
@pytest.mark.parametrize("rules", sorted(LIMIT_RULES))
@given(values=SERIES, data=st.data())
def test_an_excluded_point_is_as_though_its_row_were_not_there(
    rules: Any, zones: Any, values: Any, data: Any
) -> None:
    keep = np.array(data.draw(st.lists(st.booleans(), min_size=len(values), max_size=len(values))))
    kept = np.flatnonzero(keep)
    ours = signals(values, rules, zones=zones, keep=keep)
    alone = signals([values[at] for at in kept], rules, zones=zones)
    assert [(s.rule, s.points, s.way) for s in ours if s.rule != "outside"] == [
        (s.rule, tuple(int(kept[at - 1]) + 1 for at in s.points), s.way)
        for s in alone
        if s.rule != "outside"
    ]
    assert [s for s in ours if s.rule == "outside"] == [
        s for s in signals(values, rules) if s.rule == "outside"
    ]


def test_zones_are_judged_beside_an_excluded_point() -> None:
    keep = np.array([True, True, False, True])
    (signal,) = signals([2.5, 0.5, -1, 2.5], "nelson", keep=keep)
    assert (signal.rule, signal.points) == ("two of three", (1, 4))


@given(SERIES)
def test_provost_murray_passes_over_points_on_the_centre_and_ties(values: Any) -> None:
    ways = [(i, v) for i, v in enumerate(values, 1) if v != 0]
    expected = {
        (places[j], way)
        for k in range(len(ways) - 7)
        for part in [ways[k : k + 8]]
        for places in [[i for i, _ in part]]
        for way in (1, -1)
        if all(v is not None and v * way > 0 for _, v in part)
        for j in range(8)
    }
    assert found(values, "provost-murray", "shift") == expected


@given(SERIES, st.sampled_from(sorted(LIMIT_RULES)))
def test_upside_down_every_signal_points_the_other_way(values: Any, rules: Any) -> None:
    turned = signals([None if v is None else -v for v in values], rules)
    assert sorted((s.rule, s.points, -s.way) for s in turned) == sorted(
        (s.rule, s.points, s.way) for s in signals(values, rules)
    )


@given(SERIES, st.sampled_from(sorted(LIMIT_RULES)))
def test_backwards_the_same_points_are_marked(values: Any, rules: Any) -> None:
    size = len(values) + 1
    ahead = {(s.rule, p) for s in signals(values, rules) for p in s.points}
    back = {(s.rule, size - p) for s in signals(values[::-1], rules) for p in s.points}
    assert ahead == back


@pytest.mark.parametrize("rules", sorted(LIMIT_RULES))
@pytest.mark.parametrize("way", [1, -1])
def test_a_point_on_a_limit_is_no_signal_and_just_beyond_it_is(rules: Any, way: Any) -> None:
    for value, signal in [
        (3 * way, False),
        (3 * way * (1 + 1e-9), True),
        (3 * way * (1 - 1e-9), False),
    ]:
        marked = [s.points for s in signals([0.5, -0.5, value, 0.5], rules) if s.rule == "outside"]
        assert marked == ([(3,)] if signal else [])


LENGTHS = [(r.name, r.shift, r.trend) for r in LIMIT_RULES.values() if r.shift]


@pytest.mark.parametrize(("rules", "length", "_trend"), LENGTHS)
@pytest.mark.parametrize("more", [-1, 0, 1])
def test_a_shift_signals_from_its_length_on(
    rules: Any, length: Any, _trend: Any, more: Any
) -> None:
    values = [-0.5, *[0.5] * (length + more), -0.5]
    assert len(found(values, rules, "shift")) == (length + more if more >= 0 else 0)


@pytest.mark.parametrize(("rules", "_shift", "length"), [row for row in LENGTHS if row[2]])
@pytest.mark.parametrize("more", [-1, 0, 1])
def test_a_trend_counts_points_and_signals_from_its_length_on(
    rules: Any, _shift: Any, length: Any, more: Any
) -> None:
    rising = [-1 + i / 10 for i in range(length + more)]
    assert len(found([*rising, -2], rules, "trend")) == (length + more if more >= 0 else 0)


def test_the_length_of_a_trend_can_be_six_as_in_the_national_spreadsheet() -> None:
    rising = [i / 10 for i in range(6)]
    assert not signals([*rising, 0], "making-data-count")
    assert [s.rule for s in signals([*rising, 0], "making-data-count", trend=6)] == ["trend"]


def test_points_beyond_3_sigma_count_in_two_of_three_except_as_in_the_r_package() -> None:
    values = [0.5, 3.5, 2.5, 0.5]
    assert found(values, "making-data-count", "two of three") == {(2, 1), (3, 1)}
    assert found(values, "plotthedots", "two of three") == set()


def test_the_third_point_of_two_of_three_may_lie_anywhere_except_as_in_the_r_package() -> None:
    values = [2.5, -0.5, 2.5]
    assert found(values, "making-data-count", "two of three") == {(1, 1), (3, 1)}
    assert found(values, "plotthedots", "two of three") == set()
    assert found([2.5, 0.5, 2.5], "plotthedots", "two of three") == {(1, 1), (3, 1)}


def test_exactly_2_sigma_is_not_beyond_2_sigma() -> None:
    assert signals([0.5, 2, 2, 0.5], "making-data-count") == ()
    assert found([0.5, 2 + 1e-9, 2 + 1e-9, 0.5], "making-data-count", "two of three")


def test_a_point_on_the_centre_breaks_a_shift_except_for_provost_murray() -> None:
    values = [0.5] * 4 + [0] + [0.5] * 4
    assert found(values, "making-data-count", "shift") == set()
    assert len(found(values, "provost-murray", "shift")) == 8


def test_a_missing_value_breaks_a_shift_and_a_trend() -> None:
    assert signals([0.5] * 4 + [None] + [0.5] * 4, "making-data-count") == ()
    assert signals([0, 0.1, 0.2, 0.3, None, 0.4, 0.5, 0.6], "making-data-count") == ()


def test_anhoej_rules_judge_runs_about_the_centre() -> None:
    assert [s.rule for s in signals([0.5] * 12 + [-0.5] * 12, "anhoej")] == [
        "shift",
        "shift",
        "crossings",
    ]


@pytest.mark.parametrize("kind", ["g", "t"])
def test_g_and_t_charts_have_no_zones(kind: Any) -> None:
    between = [5, 9, 4, 60, 62, 5, 8, 4, 9, 6, 5, 7, 8, 6, 5]
    rules = {s.rule for s in control_chart(between, kind, rules="nelson").signals}
    assert rules.isdisjoint({"two of three", "four of five", "inner third", "outer thirds"})


def test_an_mr_chart_is_judged_by_its_limit_alone() -> None:
    chart = control_chart([1, 2, 4, 7, 11, 16, 22, 29, 37, 46, 56, 67], "mr", rules="nelson")
    assert chart.signals == ()


def test_a_trend_names_its_points_before_a_shift_does() -> None:
    values = [10, 12, 11, 10, 12, 11, 10, 1, 2, 3, 4, 5, 6, 7, 10, 12]
    chart = control_chart(values, "i", improvement="up", rules="making-data-count")
    point = chart.points.loc[11]
    assert {s.rule for s in chart.signals if 11 in s.points} >= {"trend", "shift"}
    assert (point["rule"], point["type"]) == ("trend", "improvement")


# Icons ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "improvement", "kind", "letter"),
    [(None, "up", "common cause", ""), (1, "up", "improvement", "H"), (-1, "up", "concern", "L"),
     (1, "down", "concern", "H"), (-1, "down", "improvement", "L"), (1, "neither", "special cause", "H"),
     (-1, None, "special cause", "L"), (0, "up", "special cause", "")],
)  # fmt: skip
def test_variation_says_which_way_and_whether_it_is_better(
    way: Any, improvement: Any, kind: Any, letter: Any
) -> None:
    icon = variation(way, improvement)
    assert (icon.kind, icon.letter) == (kind, letter)
    assert icon.words
    assert icon.shape
    assert icon.colour.startswith("#")


@pytest.mark.parametrize(
    ("target", "improvement", "letter"),
    [(0.5, "up", "P"), (0.5, "down", "F"), (9.5, "up", "F"), (9.5, "down", "P"), (5, "up", "?")],
)
def test_assurance_compares_the_target_with_the_limits(
    target: Any, improvement: Any, letter: Any
) -> None:
    values = [5, 6, 5, 4, 5, 6, 5, 4, 5, 6, 5, 4, 5, 6, 5]
    icon = control_chart(values, "i", target=target, improvement=improvement).assurance
    assert icon is not None
    assert icon.letter == letter


@pytest.mark.parametrize(("share", "letter"), [(1, "?"), (1 + 1e-9, "F"), (1 - 1e-9, "?")])
def test_a_target_on_a_limit_is_hit_and_miss_and_strictly_beyond_it_is_not(
    share: Any, letter: Any
) -> None:
    values = [5, 6, 5, 4, 5, 6, 5, 4, 5, 6, 5, 4, 5, 6, 5]
    upper = control_chart(values, "i").phases["upper"].iloc[0]
    icon = control_chart(values, "i", target=upper * share, improvement="up").assurance
    assert icon is not None
    assert icon.letter == letter


CALM = [5, 6, 5, 4, 6, 5, 5, 4, 6, 5, 4, 4, 6, 5, 6, 5]


def test_of_a_target_that_moves_the_last_one_counts() -> None:
    for targets, letter in (([3.0] * 15 + [20.0], "F"), ([20.0] * 15 + [5.0], "?")):
        icon = control_chart(CALM, "i", target=targets, improvement="up").assurance
        assert icon is not None
        assert icon.letter == letter


@pytest.mark.parametrize(
    ("values", "why", "word"),
    [
        (CALM, "", "consistently hit"),
        ([*CALM, 12], "signals", "not stable"),
        ([4, 6] * 10, "doubts", "not sure"),
        (CALM[:11], "few points", "too few points"),
    ],
)
def test_assurance_is_read_of_a_stable_process_only(values: Any, why: str, word: str) -> None:
    chart = control_chart(values, "i", target=0.5, improvement="up")
    assert chart.assurance_unread == why
    assert chart.assurance is not None
    assert chart.assurance.kind == word
    assert (chart.assurance.letter == "P") == (not why)
    assert ("Target: " in chart.reading) == (not why)
    assert ("Target: " in chart.alt) == (not why)


def test_with_unequal_limits_a_target_is_always_met_only_if_all_limits_leave_it() -> None:
    share = [0.3, 0.28, 0.31, 0.29, 0.33, 0.27, 0.3, 0.31, 0.28, 0.32, 0.3, 0.29, 0.27, 0.31, 0.3]
    out_of = [40, *[900] * 14]
    count = [round(one * of) for one, of in zip(share, out_of, strict=True)]
    for kept, letter in ((slice(None), "?"), (slice(1, None), "P")):
        chart = control_chart(count[kept], "p", out_of=out_of[kept], target=0.4, improvement="down")
        assert chart.assurance is not None
        assert chart.assurance.letter == letter
    assert (
        "It lies within the limits of some points"
        in control_chart(count, "p", out_of=out_of, target=0.4, improvement="down").reading
    )


def test_the_icon_of_variation_claims_no_more_than_the_reading() -> None:
    season = np.round(60 + 12 * np.sin(np.arange(48) / 12 * 2 * np.pi) + np.tile([0, 2, -1], 16))
    months = pd.date_range("2022-01-01", periods=48, freq="MS")
    season[-1] = 90
    icon = control_chart(season, "i", time=months, improvement="up").variation
    assert icon is not None
    assert icon.words.endswith("But they may not fit these values.")
    sure = control_chart([*CALM, 12], "i", improvement="up").variation
    assert sure is not None
    assert sure.words == "A signal on the better side: higher than chance alone often makes it."


def test_there_is_no_assurance_without_a_target_or_a_direction() -> None:
    values = [5, 6, 5, 4, 5, 6, 5, 4, 5, 6, 5, 4]
    assert control_chart(values, "i", improvement="up").assurance is None
    assert control_chart(values, "i", target=4).assurance is None
    assert control_chart(values, "i", target=4, improvement="neither").assurance is None
    assert assurance(True, False, None) is None


def contrast_with_white(colour: Any) -> Any:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def test_colours_of_icons_and_points_stand_out_from_white() -> None:
    from champions.charts.drawing.panels import MARKS
    from champions.style.tokens import PATH

    colours = [colour for colour, *_ in MARKS.values()] + [PATH]
    assert min(contrast_with_white(colour) for colour in colours) >= 3


def test_icons_are_svg_with_their_words() -> None:
    import xml.etree.ElementTree as ET

    for icon in (variation(1, "up"), variation(None, None), assurance(True, False, "up")):
        assert icon is not None
        root = ET.fromstring(icon.svg())
        assert root.attrib["role"] == "img"
        assert icon.kind in root.attrib["aria-label"]


@pytest.mark.parametrize(
    ("rules", "screen", "share"),
    [("making-data-count", False, 0.15), ("making-data-count", True, 0.19), ("anhoej", True, 0.13)],
)
def test_false_alarm_rates_are_those_of_the_simulation_in_chart_rules(
    rules: str, screen: bool, share: float
) -> None:
    """Independent normal data, XmR charts of 24 points, any signal (CHART-RULES.md)."""
    chance = np.random.default_rng(8)
    charts = [
        control_chart(values, rules=rules, screen_moving_ranges=screen)
        for values in chance.normal(size=(300, 24))
    ]
    assert np.mean([bool(chart.signals) for chart in charts]) == pytest.approx(share, abs=0.05)


RISING = [0, 0.5, 1, 1.5, 2, 2.2, 2.4, -1]


@pytest.mark.parametrize(
    ("values", "rule", "words"),
    [
        ([3.5, 0.0], "outside", "Point 1 is above the upper limit."),
        ([0.0, -3.5], "outside", "Point 2 is below the lower limit."),
        (RISING, "trend", "6 rises in a row, from point 1 to 7 (7 points)."),
        ([-v for v in RISING], "trend", "6 falls in a row, from point 1 to 7 (7 points)."),
        ([0.5] * 9, "shift", "9 points in a row above the centre line, from point 1 to 9."),
        ([-0.5] * 9, "shift", "9 points in a row below the centre line, from point 1 to 9."),
        ([2.5, 0.5, 2.5], "two of three", "Two of three points above 2 sigma, from point 1 to 3."),
        (
            [-1.5] * 4 + [0.1],
            "four of five",
            "Four of five points below 1 sigma, from point 1 to 4.",
        ),
        ([0.5, -0.5] * 8, "alternating", "16 points go up and down in turn, from point 1 to 16."),
        (
            [0.5, -0.5] * 8,
            "inner third",
            "16 points in a row close to the centre line, from point 1 to 16.",
        ),
        (
            [1.5, -1.5] * 5,
            "outer thirds",
            "10 points in a row far from the centre line, on both sides, from point 1 to 10.",
        ),
    ],
)
def test_a_signal_is_said_in_one_sentence(values: Any, rule: str, words: str) -> None:
    assert words in [s.words for s in signals(values, "nelson") if s.rule == rule]


def test_signals_of_a_whole_chart_name_no_point() -> None:
    points = tuple(range(1, 7))
    for rule in ("crossings", "many runs"):
        named, ways = mark_points((Signal(rule, points, 0, ""),), 6)
        assert set(named) == {-1}
        assert not ways.any()

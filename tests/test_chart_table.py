"""Every chart with every rule set and every option. ``champions charts`` prints the table.

Each option has one test below, named after it. Each test runs for every chart and every rule set, on
data with ties and with signals. Limits and rules themselves are proven in test_limits.py, test_runs.py,
test_signals.py and test_reference.py.
"""

from __future__ import annotations

import itertools
import math
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from champions.charts.catalogue import PROMISES, rule_sets, takes
from champions.charts.chart import control_chart, run_chart
from champions.charts.export import caption_html
from champions.charts.kinds import KINDS
from champions.charts.options import OPTIONS
from champions.charts.runs import RUN_RULES
from champions.charts.signals import LIMIT_RULES
from champions.charts.tidy import ChartError
from champions.charts.words import in_one_line
from champions.cli import main

pytestmark = pytest.mark.learner_floor

SIZE = 36
CASES = [("run", rules) for rules in RUN_RULES] + [
    (kind, rules) for kind in KINDS if kind != "run" for rules in LIMIT_RULES
]
every_chart = pytest.mark.parametrize(("kind", "rules"), CASES, ids=lambda name: name)
LINES = ["centre", "lower", "upper"]


def made_up(kind: str, size: int = SIZE) -> pd.DataFrame:
    """Data fit for a kind of chart, with a shift two thirds of the way."""
    chance = np.random.default_rng(len(kind) * 7 + ord(kind[0]))
    late = np.arange(size) > size * 2 / 3
    table = pd.DataFrame({"week": pd.date_range("2025-01-06", periods=size, freq="7D")})
    table["out_of"] = chance.integers(40, 160, size)
    if kind == "ip":
        level = np.where(late, 36, 28) + chance.normal(0, 40 / np.sqrt(table["out_of"]))
        table["value"] = table["out_of"] * level
    elif kind in {"p", "pp"}:
        table["value"] = chance.binomial(table["out_of"], np.where(late, 0.5, 0.3))
    elif kind in {"u", "up"}:
        table["value"] = chance.poisson(table["out_of"] * np.where(late, 0.25, 0.12))
    elif kind in {"c", "g"}:
        table["value"] = chance.poisson(np.where(late, 22, 14))
    elif kind == "t":
        table["value"] = (chance.exponential(np.where(late, 40, 15)) + 1).round()
    else:
        table["value"] = chance.normal(np.where(late, 36, 28), 4).round()
    for member in range(4):
        table[f"member {member}"] = chance.normal(np.where(late, 36, 28), 4).round()
    return table


def draw(kind: str, rules: str, table: pd.DataFrame, **options: Any) -> Any:
    if kind == "run":
        return run_chart(table, "value", time="week", rules=rules, **options)
    value = [f"member {member}" for member in range(4)] if kind in {"xbar", "s"} else "value"
    if kind in {"ip", "p", "pp", "u", "up"}:
        options["out_of"] = "out_of"
    return control_chart(table, kind, value, time="week", rules=rules, **options)


def same(first: pd.DataFrame, second: pd.DataFrame, columns: list[str]) -> None:
    pd.testing.assert_frame_equal(
        first[columns].reset_index(drop=True), second[columns].reset_index(drop=True), rtol=1e-12
    )


def patterns(chart: Any, shift: int = 0) -> Any:
    return [(s.rule, tuple(p + shift for p in s.points), s.way) for s in chart.signals]


@every_chart
def test_plain(kind: Any, rules: Any) -> None:
    """A chart reads itself, names its rules and marks the points of its signals."""
    chart = draw(kind, rules, made_up(kind))
    assert (chart.kind, chart.rules, len(chart.points)) == (kind, rules, SIZE)
    marked = {
        p for s in chart.signals if s.rule not in {"crossings", "many runs"} for p in s.points
    }
    assert set(chart.points.index[chart.points["rule"] != ""]) == marked
    assert chart.reading
    assert in_one_line(chart.reading) in chart.alt
    assert chart.reading in chart.caption


@every_chart
def test_freeze(kind: Any, rules: Any) -> None:
    """Lines come from the first points alone and are extended over all."""
    table = made_up(kind)
    whole, first = draw(kind, rules, table, freeze=20), draw(kind, rules, table.head(20))
    assert whole.phases["centre"].iloc[0] == pytest.approx(
        first.phases["centre"].iloc[0], rel=1e-12
    )
    same(whole.points.head(20), first.points, LINES)
    assert not whole.points[LINES[0]].isna().any()


@every_chart
def test_rebase(kind: Any, rules: Any) -> None:
    """Each phase is a chart of its own: lines, signals and runs do not cross."""
    table = made_up(kind)
    whole = draw(kind, rules, table, rebase={"2025-06-09": "phone round"})
    parts = [draw(kind, rules, table.head(22)), draw(kind, rules, table.tail(14))]
    same(whole.points, pd.concat([part.points for part in parts]), ["value", *LINES, "rule"])
    assert patterns(whole) == patterns(parts[0]) + patterns(parts[1], 22)
    assert list(whole.phases["reason"]) == ["", "phone round"]


@every_chart
def test_freeze_and_rebase(kind: Any, rules: Any) -> None:
    """A freeze holds within each phase: its first so many points."""
    table = made_up(kind)
    whole = draw(kind, rules, table, freeze=12, rebase={22 + 1: "phone round"})
    parts = [
        draw(kind, rules, table.head(22), freeze=12),
        draw(kind, rules, table.tail(14), freeze=12),
    ]
    same(whole.points, pd.concat([part.points for part in parts]), ["value", *LINES, "rule"])
    assert whole.points["baseline"].sum() == 24


@every_chart
def test_exclude(kind: Any, rules: Any) -> None:
    """Lines and patterns are those of the data without the row; the point is drawn all the same."""
    table = made_up(kind)
    whole, without = draw(kind, rules, table, exclude=[10]), draw(kind, rules, table.drop(index=9))
    if kind == "mr":
        ranges = draw(kind, rules, table).points["value"]
        assert whole.phases["centre"].iloc[0] == pytest.approx(ranges.drop(10).mean())
    else:
        same(whole.points.drop(10), without.points, ["value", *LINES])
        moved = [
            (s.rule, tuple(p - (p > 10) for p in s.points), s.way)
            for s in whole.signals
            if s.points != (10,)
        ]
        assert moved == patterns(without)
    assert bool(whole.points.loc[10, "excluded"])
    assert not np.isnan(whole.points.loc[10, "value"])


@every_chart
def test_centre(kind: Any, rules: Any) -> None:
    """A centre agreed beforehand is drawn, in the unit of the chart (a mean on a g chart)."""
    plain = draw(kind, rules, made_up(kind))
    given = float(plain.phases["centre"].iloc[0]) * 1.1
    centre = draw(kind, rules, made_up(kind), centre=given).points["centre"]
    assert centre.tolist() == pytest.approx([given * (0.693 if kind == "g" else 1)] * SIZE)


@every_chart
def test_target(kind: Any, rules: Any) -> None:
    """A target is a line to aim at: it moves no other line and makes no signal."""
    plain, aimed = draw(kind, rules, made_up(kind)), draw(kind, rules, made_up(kind), target=0.4)
    same(plain.points, aimed.points, ["value", *LINES, "rule"])
    assert (aimed.points["target"] == 0.4).all()


@every_chart
def test_trajectory(kind: Any, rules: Any) -> None:
    """A target may differ from point to point; assurance uses the last one."""
    table = made_up(kind)
    table["aim"] = np.linspace(50, 1e6, SIZE)
    chart = draw(kind, rules, table, target="aim", improvement="up")
    assert chart.points["target"].tolist() == table["aim"].tolist()
    if kind == "run":
        assert chart.assurance is None
        return
    assert chart.assurance.letter == ("" if chart.assurance_unread else "F")


@every_chart
def test_improvement(kind: Any, rules: Any) -> None:
    """What is better for one direction is worse for the other, and neither for neither."""
    types = {
        way: draw(kind, rules, made_up(kind), improvement=way).points["type"]
        for way in ("up", "down", "neither")
    }
    swapped = types["down"].replace({"improvement": "concern", "concern": "improvement"})
    assert types["up"].tolist() == swapped.tolist()
    assert set(types["neither"]) <= {"common cause", "special cause", "missing"}


@every_chart
def test_multiply(kind: Any, rules: Any) -> None:
    """Values and lines are shown so many times as large; no signal changes."""
    plain, large = (
        draw(kind, rules, made_up(kind), percent=False),
        draw(kind, rules, made_up(kind), multiply=1000),
    )
    assert (large.points[["value", *LINES]] / 1000).to_numpy() == pytest.approx(
        plain.points[["value", *LINES]].to_numpy(), nan_ok=True
    )
    assert patterns(plain) == patterns(large)


@every_chart
def test_percent(kind: Any, rules: Any) -> None:
    """Numbers are said as per cent, and stay what they are in the table."""
    chart = draw(kind, rules, made_up(kind), percent=True)
    assert "%" in chart.alt
    same(chart.points, draw(kind, rules, made_up(kind), percent=False).points, ["value", *LINES])


@every_chart
def test_notes(kind: Any, rules: Any) -> None:
    """Words stand at the point of their date, in the table, the caption and the alt text."""
    chart = draw(kind, rules, made_up(kind), notes={"2025-03-03": "leaflet"})
    assert chart.points["note"][chart.points["note"] != ""].to_dict() == {9: "leaflet"}
    assert "leaflet (3 March 2025)" in chart.caption
    assert "leaflet" in chart.alt


@every_chart
def test_facets(kind: Any, rules: Any) -> None:
    """Each small chart is the chart of its group alone."""
    table = pd.concat([made_up(kind).assign(area="North"), made_up(kind, 30).assign(area="South")])
    many = draw(kind, rules, table, facets="area")
    for name, part in table.groupby("area"):
        alone = draw(kind, rules, part)
        same(many[name].points, alone.points, ["value", *LINES, "rule"])
        assert f"{name}: {many[name].reading}" in many.reading
    assert len(many.points) == 66


@every_chart
def test_missing(kind: Any, rules: Any) -> None:
    """A missing value is a gap: counted, said, and no line or pattern is made from it."""
    table = made_up(kind).astype({"value": float})
    table.loc[8, ["value", *[f"member {member}" for member in range(4)]]] = np.nan
    chart = draw(kind, rules, table)
    expected = {9, 10} | {1} if kind == "mr" else {9}
    assert set(chart.points.index[chart.points["missing"]]) == expected
    assert any("3 March 2025" in note and "gap" in note for note in chart.notes)
    assert not any(9 in s.points for s in chart.signals)


@every_chart
def test_suppress(kind: Any, rules: Any) -> None:
    """Small counts (small groups on Xbar and S charts) are hidden in table, reading and lines."""
    table = made_up(kind)
    members = [f"member {member}" for member in range(4)]
    if not takes(kind, "suppress"):
        with pytest.raises(ChartError, match="no counts"):
            draw(kind, rules, table, suppress=3)
        return
    table.loc[5, ["value", *members[:2]]] = [2, np.nan, np.nan]
    if kind == "ip":  # a small group, not a small total
        table.loc[5, "out_of"] = 2
    chart = draw(kind, rules, table, suppress=3)
    assert bool(chart.points.loc[6, "hidden"])
    assert np.isnan(chart.points.loc[6, "value"])
    assert any("hidden to protect people" in note for note in chart.notes)
    table.loc[5, ["value", *members]] = np.nan
    same(chart.points, draw(kind, rules, table).points, ["value", *LINES])


@every_chart
def test_k(kind: Any, rules: Any) -> None:
    """Limits lie k mean moving ranges from the centre (on a T chart, before they are turned back)."""
    if not takes(kind, "k"):
        with pytest.raises(ChartError, match="has no k"):
            draw(kind, rules, made_up(kind), k=3 / 1.128)
        return
    power = 1 if kind == "i" else 1 / 3.6
    for k in (2.66, 3 / 1.128, 1.0):
        row = draw(kind, rules, made_up(kind), k=k).phases.iloc[0]
        assert row.upper**power - row.centre**power == pytest.approx(k * row.mean_range)


@every_chart
def test_screen_moving_ranges(kind: Any, rules: Any) -> None:
    """One value far out leaves the limits as narrow as they are without its two ranges."""
    table = made_up(kind)
    if not takes(kind, "screen_moving_ranges"):
        with pytest.raises(ChartError, match="has no screen_moving_ranges"):
            draw(kind, rules, table, screen_moving_ranges=True)
        return
    table.loc[7, "value"] = {"pp": table.loc[7, "out_of"], "up": 900}.get(kind, 4000)
    plain = draw(kind, rules, table)
    screened = draw(kind, rules, table, screen_moving_ranges=True)
    assert screened.phases["mean_range"].iloc[0] < 0.75 * plain.phases["mean_range"].iloc[0]
    assert screened.phases["centre"].iloc[0] == plain.phases["centre"].iloc[0]
    same(plain.points, screened.points, ["value"])


@every_chart
def test_trend(kind: Any, rules: Any) -> None:
    """Four points that rise are a trend when four are asked for, and none when five are."""
    table = made_up(kind)
    if not (RUN_RULES if kind == "run" else LIMIT_RULES)[rules].trend:
        with pytest.raises(ChartError, match="has no trend"):
            draw(kind, rules, table, trend=6)
        return
    for length in (4, 5, 30):
        chart = draw(kind, rules, table, trend=length)
        found = [signal for signal in chart.signals if signal.rule == "trend"]
        values = chart.points["value"].to_numpy()
        values = values[np.append(True, np.diff(values) != 0)] if skips_ties(rules) else values
        steps = np.sign(np.diff(values)).tolist()
        expected = [len(list(run)) + 1 for way, run in itertools.groupby(steps) if way in {1, -1}]
        expected = [points for points in expected if points >= length]
        assert [len(signal.points) for signal in found] == ([] if kind == "mr" else expected)


def skips_ties(rules: str) -> bool:
    return rules in {"perla", "provost-murray"}


@every_chart
def test_lowest_and_highest(kind: Any, rules: Any) -> None:
    """Limits beyond them are drawn at them; the centre and the points stay."""
    plain = draw(kind, rules, made_up(kind))
    if not takes(kind, "lowest_and_highest"):
        with pytest.raises(ChartError, match="has no lowest"):
            draw(kind, rules, made_up(kind), lowest=0)
        return
    row = plain.phases.iloc[0]
    low, high = (row.lower + row.centre) / 2, (row.upper + row.centre) / 2
    clipped = draw(kind, rules, made_up(kind), lowest=low, highest=high)
    assert clipped.points["lower"].tolist() == np.maximum(plain.points["lower"], low).tolist()
    assert clipped.points["upper"].tolist() == np.minimum(plain.points["upper"], high).tolist()
    same(plain.points, clipped.points, ["value", "centre"])


@every_chart
def test_aggregate(kind: Any, rules: Any) -> None:
    """Rows that share a time are refused, and joined when asked; of counts only by their sum."""
    table = made_up(kind)
    twice = pd.concat([table, table])
    if not takes(kind, "aggregate"):
        with pytest.raises(ChartError, match="groups of its own"):
            draw(kind, rules, table, aggregate="mean")
        return
    with pytest.raises(ChartError, match="more than once"):
        draw(kind, rules, twice)
    counts = kind in {"ip", "p", "pp", "u", "up", "c", "g"}
    joined = draw(kind, rules, twice, aggregate="sum" if counts else "mean")
    doubled = (
        table.assign(value=table["value"] * 2, out_of=table["out_of"] * 2) if counts else table
    )
    same(joined.points, draw(kind, rules, doubled).points, ["value", *LINES])
    if counts:
        with pytest.raises(ChartError, match="sum"):
            draw(kind, rules, twice, aggregate="mean")
    elif kind != "t":
        other = pd.concat([table, table.assign(value=table["value"] + 6)])
        spread = draw(kind, rules, other, aggregate="sd").points["value"]
        wanted = np.full(SIZE, 6 / math.sqrt(2)) if kind != "mr" else np.zeros(SIZE)
        assert spread.dropna().to_numpy() == pytest.approx(wanted[: spread.notna().sum()], abs=1e-9)


@every_chart
def test_draw(kind: Any, rules: Any) -> None:
    """It goes out as SVG, CSV and a page with its reading in words (one rule set also as PNG)."""
    chart = draw(kind, rules, made_up(kind), title="A title", improvement="up", target=0.4)
    assert len(chart.to_csv().splitlines()) == SIZE + 1
    if rules != rule_sets(kind)[0]:
        return
    assert chart.to_png().startswith(b"\x89PNG")
    root = ET.fromstring(chart.to_svg())
    assert in_one_line(chart.reading) in "".join(root.itertext())
    assert caption_html(chart.reading) in chart.to_html()


def test_the_table_has_a_test_for_each_option_and_no_other() -> None:
    tests = {
        name.removeprefix("test_") for name, thing in globals().items()
        if name.startswith("test_") and hasattr(thing, "pytestmark")
    }  # fmt: skip
    assert tests == set(PROMISES)
    named = {"lowest", "highest"} | set(PROMISES) - {"lowest_and_highest"}
    assert set(OPTIONS) - named == {"title", "name", "unit"}


def test_the_command_prints_each_combination(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["charts", "--all"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(CASES) * len(PROMISES)
    assert lines[0].endswith("tests/test_chart_table.py::test_plain[i-making-data-count]")


def test_the_guide_shows_the_table_that_the_command_prints(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["charts"]) == 0
    printed = capsys.readouterr().out
    guide = (Path(__file__).parents[1] / "docs" / "charts.md").read_text(encoding="utf-8")
    assert printed in guide, "Run `champions charts` and put what it prints into docs/charts.md."

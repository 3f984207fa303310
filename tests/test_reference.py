"""Two thousand charts against the R packages qicharts2 and NHSRplotthedots: tests/reference/README.md."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from champions.charts.chart import Chart, ChartError, control_chart, run_chart

pytestmark = pytest.mark.learner_floor

HERE = Path(__file__).parent / "reference"
with (HERE / "reference.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))
KINDS = sorted({row["chart"] for row in CASES})


def of(package: str, kind: str = "") -> list[dict[str, str]]:
    return [row for row in CASES if row["package"] == package and kind in {"", row["chart"]}]


def numbers(text: str) -> list[float]:
    """Numbers of a row; 10*3 stands for 10 10 10 and NA for a missing value."""
    parts = [item.partition("*") for item in text.split()]
    return [
        float("nan" if x == "NA" else x) for x, _, times in parts for _ in range(int(times or 1))
    ]


def drawn(row: dict[str, str], rules: str, **options: Any) -> Chart:
    """The same chart, made here."""
    kind = row["chart"]
    options["multiply"] = float(row["multiply"])
    if row["freeze"]:
        options["freeze"] = int(row["freeze"])
    if row["part"]:
        # The package names the last point of a phase; a rebase names the first of the next.
        options["rebase"] = {int(at) + 1: "a reason" for at in row["part"].split()}
    if row["exclude"]:
        options["exclude"] = [int(at) for at in row["exclude"].split()]
    if row["centre"]:
        options["centre"] = float(row["centre"]) * options["multiply"]
    if kind in {"i", "t", "pp", "up"}:
        options["screen_moving_ranges"] = row["screen"] == "1"
    if kind in {"xbar", "s"}:
        groups = [numbers(group.replace("/", " ")) for group in row["y"].split()]
        return control_chart(groups, kind, rules=rules, **options)
    if kind == "run":
        return run_chart(numbers(row["y"]), rules=rules, **options)
    out_of = numbers(row["n"]) or None
    return control_chart(numbers(row["y"]), kind, rules=rules, out_of=out_of, **options)


def check_lines(chart: Chart, row: dict[str, str]) -> np.ndarray:
    """Lines agree to ten digits, save where limits lie on the centre: we draw none. True there."""
    theirs = {name: np.array(numbers(row[name])) for name in ("drawn", "lower", "upper")}
    ours = {"value": chart.lines.values, "drawn": chart.lines.centre,
            "lower": chart.lines.lower, "upper": chart.lines.upper}  # fmt: skip
    seen = ~np.isnan(ours["value"])
    size = float(np.nanmax(np.abs([*numbers(row["value"] or "0"), *theirs["drawn"]])))
    near: dict[str, Any] = {"rtol": 2e-10, "atol": 1e-10 * size}
    np.testing.assert_allclose(ours["drawn"][seen], theirs["drawn"][seen], **near)
    if row["value"]:
        np.testing.assert_allclose(ours["value"], numbers(row["value"]), **near)
    flat = np.zeros(seen.size, dtype=bool)
    for part in chart.parts:
        phase = slice(part.first, part.first + part.lines.values.size)
        width = (theirs["upper"] - theirs["lower"])[phase][seen[phase]]
        width = width[~np.isnan(width)]
        flat[phase] = not width.size or bool(width.max() < 1e-9 * size)
    for name in ("lower", "upper"):
        if chart.kind != "run":
            assert np.isnan(ours[name][seen & flat]).all()
            at = seen & ~flat
            np.testing.assert_allclose(ours[name][at], theirs[name][at], **near)
    return flat


@pytest.mark.parametrize("kind", KINDS)
def test_lines_points_outside_and_runs_are_those_of_qicharts2(kind: str) -> None:
    rows = of("qicharts2", kind)
    assert len(rows) >= 100
    for row in rows:
        options = {"k": 3 / 1.128} if kind in {"i", "t"} else {}
        if any(np.isnan(numbers(row["drawn"]))):
            with pytest.raises(ChartError, match="no value to work out its lines from"):
                drawn(row, "anhoej", **options)
            continue
        chart = drawn(row, "anhoej", **options)
        flat = check_lines(chart, row)
        outside = sorted(at for s in chart.signals if s.rule == "outside" for at in s.points)
        theirs = [int(at) for at in row["outside"].split() if not flat[int(at) - 1]]
        assert outside == theirs, row["case"]
        phases = zip(
            *(row[name].split("|") for name in ("useful", "longest", "longest_limit", "crossings",
                                                "crossings_limit", "signal")),
            strict=True,
        )  # fmt: skip
        for part, (useful, *counts, signal) in zip(chart.parts, phases, strict=True):
            runs = part.runs
            assert runs.useful == int(useful), row["case"]
            if runs.useful:
                ours = [runs.longest, runs.longest_limit, runs.crossings, runs.crossings_limit]
                assert ours == [int(count) for count in counts], row["case"]
            if runs.judged and kind != "mr":
                found = any(s.rule in {"shift", "crossings"} for s in part.signals)
                assert found == (signal == "TRUE"), row["case"]


SAID = {
    ("", 0): "Common Cause",
    ("outside", 1): "Above UCL",
    ("outside", -1): "Below LCL",
    ("trend", 1): "7 Point Trend (Increasing)",
    ("trend", -1): "7 Point Trend (Decreasing)",
    ("two of three", 1): "2 in 3 Above CL",
    ("two of three", -1): "2 in 3 Below CL",
    ("shift", 1): "7 Points Above CL",
    ("shift", -1): "7 Points Below CL",
}


def test_limits_and_the_type_of_each_point_are_those_of_plotthedots() -> None:
    rows, kinds = of("NHSRplotthedots"), set()
    assert len(rows) >= 500
    for row in rows:
        chart = drawn(row, "plotthedots")
        flat = check_lines(chart, row)
        named, ways = chart.marks
        rules = [chart.signals[at].rule if at >= 0 else "" for at in named]
        ours = [SAID[rule, int(way)] for rule, way in zip(rules, ways, strict=True)]
        theirs = [
            said for part in row["types"].split("|") for said, times in [part.split("*")]
            for _ in range(int(times))
        ]  # fmt: skip
        at = np.flatnonzero(~flat)
        assert [ours[i] for i in at] == [theirs[i] for i in at], row["case"]
        kinds |= set(theirs)
    assert kinds == set(SAID.values())

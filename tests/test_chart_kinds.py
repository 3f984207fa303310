"""A kind of chart is one row; its options are written once; numbers do not know what shows them."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import numpy as np
import pandas as pd
import pytest
import rooms

from champions.activities.run_charts.labs import read_it_yourself
from champions.charts import catalogue
from champions.charts.chart import control_chart, run_chart
from champions.charts.funnel import funnel_chart
from champions.charts.kinds import KINDS, Kind, Stretch
from champions.charts.limits import Lines
from champions.charts.options import OPTIONS, Asked
from champions.charts.pareto import pareto_chart
from champions.charts.tidy import ChartError

pytestmark = pytest.mark.learner_floor

WAITS = [24, 26, 22, 28, 25, 27, 23, 26, 24, 27, 15, 17, 14, 16, 18, 15, 17, 16, 14, 15]


# A new kind -----------------------------------------------------------------------------------------


def middle_half(part: Stretch) -> Lines:
    """The toy: the middle of the values, and limits that hold the middle half of them."""
    low, centre, high = np.quantile(part.value[part.use], [0.25, 0.5, 0.75])
    size = part.value.size
    return Lines(
        part.value, np.full(size, centre), np.full(size, low), np.full(size, high), sigma=None
    )


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> str:
    row = Kind("Toy chart", "count", middle_half, also=("half",), middle="middle")
    monkeypatch.setitem(KINDS, "toy", row)
    return "toy"


def test_a_kind_added_as_one_row_works_out_its_lines_and_signals(toy: str) -> None:
    chart = control_chart(WAITS, toy)
    assert chart.phases[["lower", "centre", "upper"]].iloc[0].tolist() == [15.75, 20, 25.25]
    assert {signal.rule for signal in chart.signals} >= {"outside", "shift"}
    assert control_chart(WAITS, "Half").kind == toy


def test_a_kind_added_as_one_row_is_checked_and_refuses_what_it_does_not_take(toy: str) -> None:
    with pytest.raises(ChartError, match="below 0"):
        control_chart([-1, *WAITS], toy)
    with pytest.raises(ChartError, match=r"A Toy chart has no k\. Only i or t charts have"):
        control_chart(WAITS, toy, k=2)
    assert control_chart(WAITS, toy, lowest=20).points["lower"].min() == 20


def test_a_kind_added_as_one_row_stands_in_the_catalogue(toy: str) -> None:
    table = catalogue.short_table()
    assert "| Toy chart | yes |" in table
    head = next(line for line in table.splitlines() if line.startswith("| option |"))
    assert "| Toy |" in head
    assert not catalogue.takes(toy, "k")
    rows = [row for row in catalogue.every_row() if row.startswith("Toy chart")]
    assert len(rows) == len(catalogue.rule_sets(toy)) * len(catalogue.PROMISES)


def test_a_kind_added_as_one_row_is_said_in_words(toy: str) -> None:
    chart = control_chart(WAITS, toy, name="calls")
    assert chart.alt.startswith("Toy chart of calls: 20 points from point 1 to point 20")
    assert "Centre line at 20. Limits from 15.8 to 25.2." in chart.alt
    assert "the centre line" in chart.reading


def test_a_kind_added_as_one_row_is_drawn_and_goes_out(toy: str) -> None:
    chart = control_chart(WAITS, toy, name="calls")
    picture = chart.to_svg()
    assert all(f"<!-- {word} -->" in picture for word in ("middle", "upper limit", "lower limit"))
    assert chart.to_png().startswith(b"\x89PNG")
    assert "Toy chart of calls" in chart.to_html()


# Options --------------------------------------------------------------------------------------------


def test_every_option_has_a_place_in_what_a_chart_keeps() -> None:
    kept = {field.name for field in dataclasses.fields(Asked)} - {"kind", "rules"}
    assert kept == OPTIONS


def test_a_misspelt_option_is_refused_in_words_and_by_the_type_checker() -> None:
    # mypy is strict about these: an ignore that it does not need is an error of its own, so these
    # lines also hold that a misspelt option does not pass the type check.
    with pytest.raises(ChartError, match=r"no option called 'freese'.*Use aggregate, centre"):
        run_chart(WAITS, freese=12)  # type: ignore[call-overload]
    with pytest.raises(ChartError, match="no option called 'freese'"):
        control_chart(WAITS, "i", freese=12)  # type: ignore[call-overload]
    table = pd.DataFrame({"days": WAITS, "area": ["North"] * 10 + ["South"] * 10})
    with pytest.raises(ChartError, match="North: There is no option called 'targt'"):
        run_chart(table, "days", facets="area", by_facet={"North": {"targt": 20}})  # type: ignore[typeddict-unknown-key]


def test_an_option_of_the_wrong_sort_does_not_pass_the_type_checker() -> None:
    with pytest.raises(ChartError, match="freeze is 'twelve'"):
        run_chart(WAITS, freeze="twelve")  # type: ignore[call-overload]


# Without the reading --------------------------------------------------------------------------------

AREAS = pd.DataFrame({"days": WAITS * 2, "of": [90] * 40, "area": ["North"] * 20 + ["South"] * 20})


def each_chart() -> dict[str, Any]:
    charts: dict[str, Any] = {"run": run_chart(WAITS, name="waits")}
    for kind, row in KINDS.items():
        if row.runs_alone:
            continue
        grouped = row.made_from == "subgroups"
        data: Any = [[value, value + 2, value - 1] for value in WAITS] if grouped else WAITS
        out_of: Any = {"out_of": [90] * 20} if row.made_from in {"share", "rate", "total"} else {}
        charts[kind] = control_chart(data, kind, name="waits", improvement="down", **out_of)
    charts["run, small"] = run_chart(AREAS, "days", facets="area", title="Both")
    charts["p, small"] = control_chart(AREAS, "p", "days", out_of="of", facets="area")
    charts["funnel"] = funnel_chart(None, [3, 5, 60], out_of=[90, 100, 110], place=list("abc"))
    charts["pareto"] = pareto_chart(["bus", "phone", "bus"])
    return charts


def sentences(chart: Any) -> list[str]:
    """The sentences of a reading, without the names of small charts."""
    lines = re.sub(r"(?m)^(North: |South: |• )", "", chart.reading).splitlines()
    return [said for line in lines for said in re.split(r"(?<=[.?:])\s+", line) if said]


@pytest.mark.parametrize("name", [*KINDS, "run, small", "p, small", "funnel", "pareto"])
def test_a_chart_without_its_reading_says_no_sentence_of_it_anywhere(name: str) -> None:
    chart = each_chart()[name]
    told = sentences(chart)
    assert told
    with_it = {
        "page": chart.to_html(),
        "picture": chart.to_svg(),
        "lesson": str(chart._repr_mimebundle_()),
    }
    yourself = read_it_yourself(chart)
    assert yourself is not None
    without = {
        "page": chart.to_html(reading=False),
        "picture": chart.to_svg(reading=False),
        "lesson": yourself._repr_html_() + repr(yourself),
    }
    for where, text in without.items():
        for said in told:
            assert said in with_it[where], (where, said)
            assert said not in text, (where, said)


def test_a_chart_without_its_reading_keeps_its_numbers_notes_and_description() -> None:
    chart = run_chart([*WAITS[:9], None, *WAITS[10:]], name="waits", notes={2: "leaflet"})
    page = chart.to_html(reading=False)
    for kept in (
        "Run chart of waits: 19 points",
        "leaflet (point 2)",
        "1 point has no value",
        "Rules: Anhøj.",
        "<td>26</td>",
    ):
        assert kept in page, kept


# Layers ---------------------------------------------------------------------------------------------


def below(name: str) -> set[str]:
    """Every module that a module of the charts needs, directly or not."""
    of = {rooms.module(path): rooms.needed(path) for path in rooms.files()}
    return {other.removeprefix("champions.charts.") for other in rooms._reached(name, of)}


def test_numbers_never_call_words_pictures_or_files() -> None:
    shows = {"words", "export", "chart", "funnel", "pareto"}
    found = below("champions.charts.result")
    assert {"kinds", "series", "limits", "signals", "runs"} <= found
    assert not found & shows
    assert not {name for name in found if name.startswith("drawing")}


@pytest.mark.parametrize("name", ["plots", "labels", "panels", "ticks", "side_by_side"])
def test_what_draws_knows_results_and_not_who_asked(name: str) -> None:
    found = below(f"champions.charts.drawing.{name}")
    assert not found & {"export", "chart", "funnel", "pareto"}


def test_words_know_results_and_no_picture() -> None:
    found = below("champions.charts.words")
    assert "result" in found
    assert not {name for name in found if name.startswith("drawing") or name == "export"}

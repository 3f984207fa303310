"""Funnel plots and Pareto charts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from champions.charts.funnel import funnel_chart
from champions.charts.funnel_limits import TAILS, funnel_limits
from champions.charts.pareto import SMALL, pareto_chart
from champions.charts.tidy import ChartError

pytestmark = pytest.mark.learner_floor

PLACES = pd.DataFrame(
    {
        "ward": list("ABCDEF"),
        "late": [20, 24, 18, 60, 21, 30],
        "visits": [100, 120, 90, 110, 105, 150],
    }
)


def funnel(**changes: Any) -> Any:
    return funnel_chart(PLACES.assign(**changes), "late", out_of="visits", place="ward")


@settings(deadline=None)
@given(
    st.floats(0.01, 0.99),
    st.integers(1, 5000),
    st.sampled_from(sorted(TAILS.values())),
    st.sampled_from(["proportion", "rate"]),
)
def test_limits_are_exact_by_scipy(centre: Any, size: Any, tail: Any, kind: Any) -> None:
    """Spiegelhalter 2005, appendix A.1.1, worked out here from scipy's distributions."""
    stats = pytest.importorskip("scipy.stats")
    law = stats.binom(size, centre) if kind == "proportion" else stats.poisson(centre * size)
    for limit, chance in zip(
        funnel_limits(centre, size, tail, kind), (tail, 1 - tail), strict=True
    ):
        count = law.ppf(chance)
        expected = (count - (law.cdf(count) - chance) / law.pmf(count)) / size
        assert limit == pytest.approx(max(0, expected), rel=1e-6, abs=1e-9)


def test_places_are_judged_by_their_own_size() -> None:
    result = funnel()
    assert result.centre == pytest.approx(PLACES["late"].sum() / PLACES["visits"].sum())
    assert result.outside.index.tolist() == ["D"]
    assert "Above the wide limits: D (54.5%)." in result.reading


@pytest.mark.parametrize("count", [17, 30, 45])
def test_a_type_says_where_a_value_lies_among_the_limits(count: Any) -> None:
    row = funnel(late=[20, 24, count, 60, 21, 30]).points.loc["C"]
    inside = row["lower_99.8"] <= row["value"] <= row["upper_99.8"]
    assert (row["type"] in {"inside", "above 95%", "below 95%"}) == inside


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"late": [20, 24, 91, 60, 21, 30]}, "C has a count above its size"), ({"late": [-1] * 6}, "below 0"),
     ({"visits": [0, 1, 1, 1, 1, 1]}, "A has a count out of 0"), ({"ward": list("ABCDEA")}, "more than once"),
     ({"late": ["x"] * 6}, "'x'"), ({"late": [None] * 6}, "No place has a value")],
)  # fmt: skip
def test_a_funnel_refuses_what_cannot_be(changes: Any, said: Any) -> None:
    with pytest.raises(ChartError, match=said):
        funnel(**changes)


def test_a_rate_is_shown_for_so_many() -> None:
    result = funnel_chart(PLACES, "late", out_of="visits", kind="rate", multiply=1000)
    assert result.points["value"].iloc[0] == pytest.approx(200)
    assert result.points["upper_95"].iloc[0] == pytest.approx(
        1000 * funnel_limits(result.centre / 1000, 100, 0.025, "rate")[1]
    )


def test_small_counts_of_places_are_hidden_and_do_not_count() -> None:
    result = funnel_chart(
        PLACES.assign(late=[2, 24, 18, 60, 21, 30]),
        "late",
        out_of="visits",
        place="ward",
        suppress=5,
    )
    assert bool(result.points.loc["A", "hidden"])
    assert np.isnan(result.points.loc["A", "count"])
    assert result.centre == pytest.approx(153 / 575)


def test_places_that_vary_more_than_chance_are_flagged() -> None:
    chance = np.random.default_rng(4)
    wild = pd.DataFrame({"k": chance.binomial(400, chance.uniform(0.1, 0.5, 30)), "n": 400})
    calm = pd.DataFrame({"k": chance.binomial(400, 0.3, 30), "n": 400})
    assert any("Do not rank" in note for note in funnel_chart(wild, "k", out_of="n").notes)
    assert funnel_chart(calm, "k", out_of="n").notes == ()


def test_bars_stand_from_most_to_least_and_shares_add_up() -> None:
    table = pareto_chart(["bus"] * 3 + ["phone"] * 5 + ["cost"] * 2).points
    assert table["count"].to_dict() == {"phone": 5, "bus": 3, "cost": 2}
    assert table["cumulative"].tolist() == pytest.approx([0.5, 0.8, 1])


def test_counts_may_be_given_and_rows_without_a_category_are_said() -> None:
    data = pd.DataFrame({"why": ["bus", "phone", None, "bus"], "n": [3, 5, 9, 1]})
    result = pareto_chart(data, "why", count="n")
    assert result.points["count"].to_dict() == {"phone": 5, "bus": 4}
    assert result.notes == ("1 row has no category or count, and is left out.",)


def test_a_single_small_category_is_not_given_away_by_the_rest() -> None:
    result = pareto_chart(["a"] * 9 + ["b"] * 7 + ["c"] * 2, suppress=5)
    assert result.points["count"].to_dict() == {"a": 9, SMALL: 9}
    assert "c" not in result.caption.split()


@pytest.mark.parametrize(
    ("data", "options", "said"),
    [([], {}, "nothing to count"), (["a", "b"], {"suppress": 5}, "fewer than 5")],
)
def test_a_pareto_chart_refuses_what_cannot_be_shown(data: Any, options: Any, said: Any) -> None:
    with pytest.raises(ChartError, match=said):
        pareto_chart(data, **options)


@pytest.mark.parametrize(
    "result", [funnel(), pareto_chart(["a", "b", "a"])], ids=["funnel", "pareto"]
)
def test_both_show_and_export_themselves(result: Any) -> None:
    assert result.to_png().startswith(b"\x89PNG")
    assert "<title" in result.to_svg()
    bundle = result._repr_mimebundle_()
    assert bundle["text/plain"] == result.reading
    assert 'alt="' in bundle["text/html"]
    assert result.reading in result.alt
    assert len(result.to_csv().splitlines()) == len(result.points) + 1


def test_rows_without_a_reason_are_a_bar_where_that_is_asked_for_and_are_counted_where_not() -> (
    None
):
    reasons = ["bus", "phone", None, "bus", " ", None, "stairs"]
    plain = pareto_chart(reasons)
    assert plain.total == 4
    assert "3 rows have no category" in " ".join(plain.notes)
    barred = pareto_chart(reasons, not_known=True)
    assert barred.points["count"].to_dict() == {"(not known)": 3, "bus": 2, "phone": 1, "stairs": 1}
    assert barred.total == 7
    assert barred.notes == ()
    assert "The most frequent is (not known): 3 of 7" in barred.reading
    named = pareto_chart([*reasons, "(not known)"], not_known=True)
    assert named.points["count"].sum() == 8
    assert len(named.points) == 5  # a category of that name stays its own
    counted = pareto_chart(
        pd.DataFrame({"why": ["bus", None], "n": [5, 2]}), "why", count="n", not_known=True
    )
    assert counted.points["count"].tolist() == [5, 2]
    assert pareto_chart(["bus", "phone"], not_known=True).points.index.tolist() == ["bus", "phone"]

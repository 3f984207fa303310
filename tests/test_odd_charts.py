"""Whatever a person gives a chart, it is drawn or refused in plain words, and nothing else."""

from __future__ import annotations

import math
import warnings
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from champions.charts.chart import control_chart, run_chart
from champions.charts.tidy import ChartError

pytestmark = pytest.mark.learner_floor

VALUES = [4, 6, 5, 7, 3, 6, 8, 5, 4, 6, 7, 5]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"notes": "leaflet"}, "not a list of times and words"),
        ({"notes": [3, 4]}, "not a list of times and words"),
        ({"notes": {"tomorrow": "x"}}, "no point is there"),
        ({"exclude": {4: "flood"}}, "no point is there"),
        ({"exclude": [object()]}, "no point is there"),
        ({"centre": "about 5"}, "holds 'about 5'"),
        ({"centre": float("nan")}, "centre is not a number"),
        ({"centre": [5] * 11 + [None]}, "centre is missing at a point"),
        ({"percent": "yes"}, "True or False"),
    ],
)
def test_an_odd_option_is_refused_in_words(options: dict[str, Any], said: str) -> None:
    with pytest.raises(ChartError, match=said):
        run_chart(VALUES, **options)


@pytest.mark.parametrize(
    ("kind", "centre", "said"),
    [("c", -1, "below 0"), ("p", -0.1, "below 0"), ("p", 1.2, "above 100%"), ("u", -2, "below 0")],
)
def test_a_centre_that_no_point_could_stand_on_is_refused(
    kind: str, centre: float, said: str
) -> None:
    totals: dict[str, Any] = {} if kind == "c" else {"out_of": [20] * 12}
    with pytest.raises(ChartError, match=said):
        control_chart(VALUES, kind, centre=centre, **totals)


@pytest.mark.parametrize("kind", ["pp", "up"])
def test_a_given_centre_of_nothing_has_no_limits(kind: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        chart = control_chart(VALUES, kind, out_of=[20, 30] * 6, centre=0)
    assert chart.points.upper.isna().all()


@pytest.mark.parametrize("value", [10**400, 1e200, -1e200, Decimal("1e5000")])
def test_a_number_beyond_all_measure_is_refused_by_its_row(value: Any) -> None:
    with pytest.raises(ChartError, match=r"Row 3 of 'value' is (too large|infinite)"):
        run_chart([3, 4, value, 5])


def test_a_number_next_to_nothing_is_refused_by_its_row() -> None:
    with pytest.raises(ChartError, match="Row 2 of 'value' is too close to 0"):
        run_chart([3, 1e-200, 5])


def test_no_groups_at_all_are_refused() -> None:
    with pytest.raises(ChartError, match="There are no values"):
        control_chart([], "xbar")


@pytest.mark.parametrize("missing", [None, math.nan, pd.NA, []])
def test_a_group_that_is_missing_as_a_whole_is_a_gap(missing: Any) -> None:
    chart = control_chart([[3, 5], [4, 6], missing, [5, 7]], "xbar")
    assert chart.points.value.isna().tolist() == [False, False, True, False]


def test_a_group_that_is_no_list_is_refused() -> None:
    with pytest.raises(ChartError, match="is a single object, not a list"):
        control_chart([[3, 5], object()], "xbar")


@pytest.mark.parametrize("values", [[1e16, 1e16 + 2], [1e17], [1e-11, 2e-11, 3e-11], [1e90, -1e90]])
def test_values_that_the_computer_can_hardly_tell_apart_are_drawn(values: list[float]) -> None:
    assert run_chart(values).to_png()


def test_a_title_may_be_a_number() -> None:
    assert run_chart(VALUES, title=2025).title == "2025"
    table = pd.DataFrame({"value": VALUES, "area": "North"})
    assert "2025" in run_chart(table, "value", facets="area", title=2025).to_svg()


ODD = st.one_of(
    st.none(), st.integers(-5, 60), st.floats(), st.text(max_size=3), st.booleans(), st.binary(max_size=2),
    st.dates(), st.decimals(allow_nan=False), st.complex_numbers(), st.just([1]), st.just({}), st.just(pd.NA),
    st.just(np.float32(2)), st.just(Fraction(1, 3)), st.just(10**400),
)  # fmt: skip
MOSTLY_NUMBERS = st.lists(st.one_of(st.integers(0, 60), ODD), max_size=30)
WHEN = st.lists(
    st.one_of(st.dates(date(2024, 1, 1), date(2024, 3, 1)), st.integers(0, 99), ODD), max_size=30
)


@settings(max_examples=150, deadline=None)
@given(
    kind=st.sampled_from(["run", "i", "mr", "xbar", "s", "p", "pp", "u", "up", "c", "g", "t", "ip"]),
    values=MOSTLY_NUMBERS,
    totals=MOSTLY_NUMBERS,
    when=st.one_of(st.none(), WHEN),
    options=st.fixed_dictionaries(
        {},
        optional={
            "target": ODD, "centre": ODD, "freeze": ODD, "multiply": ODD, "notes": ODD,
            "exclude": ODD, "rebase": ODD, "suppress": ODD, "title": ODD, "improvement": ODD,
        },
    ),
)  # fmt: skip
def test_anything_is_drawn_or_refused(
    kind: str, values: list[Any], totals: list[Any], when: Any, options: dict[str, Any]
) -> None:
    if kind in {"ip", "p", "pp", "u", "up"}:
        options["out_of"] = (totals + [30] * len(values))[: len(values)]
    time = None if when is None else (when + list(range(500, 530)))[: len(values)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        refused = ""
        try:
            chart = (
                run_chart(values, time=time, **options)
                if kind == "run"
                else control_chart(values, kind, time=time, **options)
            )
        except ChartError as error:
            refused = str(error)
    if refused:
        assert refused.count(". ") >= 1  # what happened, what it means, what to do
    else:
        assert chart.reading
        assert len(chart.points)


def test_a_time_too_large_for_any_number_is_no_traceback() -> None:
    """pandas 2.2 cannot make a column of it."""
    assert "Too short to judge" in run_chart([5, 6], time=[1, 10**400]).reading

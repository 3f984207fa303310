"""Worked examples that others computed and published: our limits and signals are theirs.

Each is named with where it was read. Wheeler's examples (Wheeler, Making Sense of Data; Wheeler and
Chambers, Understanding Statistical Process Control; Wheeler, Advanced Topics in Statistical Process
Control) were read, with the book's page and its figures, in the tests of the packages statprocon and
pycontrolcharts, not in the books.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from champions.charts.chart import control_chart

pytestmark = pytest.mark.learner_floor


def lines(chart: Any) -> tuple[float, float, float]:
    """Centre line, lower limit and upper limit of a chart with one phase."""
    row = chart.phases.iloc[0]
    return row.centre, row.lower, row.upper


def outside(chart: Any) -> list[int]:
    """Numbers, from 0, of the points outside the limits."""
    return [
        number for number, point in enumerate(chart.points.itertuples())
        if point.value < point.lower or point.value > point.upper
    ]  # fmt: skip


# Individual values ----------------------------------------------------------------------------------


def test_i_chart_of_flow_rates_in_the_nist_handbook() -> None:
    """NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2: limits with 3/1.128."""
    flow = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
    chart = control_chart(flow, "i", k=3 / 1.128)
    assert lines(chart) == pytest.approx((50.81, 45.8159, 55.8041), abs=6e-5)
    assert lines(control_chart(flow, "mr"))[0] == pytest.approx(1.8778, abs=5e-5)


VISCOSITY = [33.75, 33.05, 34, 33.81, 33.46, 34.02, 33.68, 33.27, 33.49, 33.20, 33.62, 33.00, 33.54,
             33.12, 33.84]  # fmt: skip
ANTIFREEZE = [2.23, 2.53, 2.62, 2.63, 2.58, 2.44, 2.49, 2.34, 2.95, 2.54, 2.60, 2.45, 2.17, 2.58, 2.57,
              2.44, 2.38, 2.23, 2.23, 2.54, 2.66, 2.84, 2.81, 2.39, 2.56, 2.70, 3.00, 2.81, 2.77, 2.89,
              2.54, 2.98, 2.35, 2.53]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (VISCOSITY, (33.52333, 32.24484, 34.80183)),
        (ANTIFREEZE, (2.569706, 2.031344, 3.108068)),
    ],
    ids=["viscosity, Montgomery", "antifreeze, Wetherill and Brown"],
)
def test_i_chart_matches_qcc_on_data_of_textbooks(
    values: list[float], expected: tuple[float, float, float]
) -> None:
    """R package qcc, with d2 = 1.128; read in the tests of the Python package mistat."""
    assert lines(control_chart(values, "i", k=3 / 1.128)) == pytest.approx(expected, abs=1e-5)


def test_xmr_chart_of_wheelers_data_for_verifying_software() -> None:
    """Making Sense of Data, page 382. He rounds the constant of the ranges to 3.268, we to 3.267."""
    values = [5045, 4350, 4350, 3975, 4290, 4430, 4485, 4285, 3980, 3925, 3645, 3760, 3300, 3685,
              3463, 5200]  # fmt: skip
    chart, ranges = control_chart(values, "i"), control_chart(values, "mr")
    assert lines(chart) == pytest.approx((4135.50, 3188.72, 5082.28), abs=0.006)
    assert lines(ranges)[0] == pytest.approx(355.93, abs=0.005)
    assert lines(ranges)[2] * 3.268 / 3.267 == pytest.approx(1163.19, abs=0.006)
    assert list(ranges.points.value[1:]) == [
        695, 0, 375, 315, 140, 55, 200, 305, 55, 280, 115, 460, 385, 222, 1737,
    ]  # fmt: skip
    assert outside(chart) == [15]


def test_xmr_chart_of_peak_flow_rates() -> None:
    """Making Sense of Data, page 130; statprocon, unrounded: 43.8 and 322.3 (the book: 43.7, 322.5)."""
    rates = [
        120,
        140,
        100,
        150,
        260,
        150,
        100,
        120,
        300,
        300,
        275,
        300,
        140,
        170,
        150,
        150,
        190,
        180,
    ]
    assert lines(control_chart(rates, "i")) == pytest.approx((183.1, 43.8, 322.3), abs=0.06)
    assert lines(control_chart(rates, "mr"))[0] == pytest.approx(52.4, abs=0.06)


ACCIDENTS_A = [43, 40, 37, 33, 30, 33, 34, 35, 29, 33, 31, 39]
ACCIDENTS_B = [35, 37, 33, 32, 27, 29, 31, 22, 25, 30, 24, 19]


@pytest.mark.parametrize(
    ("values", "limits"), [(ACCIDENTS_A, (25.6, 43.9)), (ACCIDENTS_B, (18.0, 39.3))]
)
def test_xmr_chart_of_accident_rates(values: list[int], limits: tuple[float, float]) -> None:
    """Making Sense of Data, table 9.1."""
    assert lines(control_chart(values, "i"))[1:] == pytest.approx(limits, abs=0.06)


def test_limits_of_one_group_find_the_points_of_the_other() -> None:
    """Making Sense of Data, table 9.1: group B against the limits of group A."""
    chart = control_chart(ACCIDENTS_A + ACCIDENTS_B, "i", freeze=12)
    after = [number - 12 for number in outside(chart) if number >= 12]
    assert after == [7, 8, 10, 11]


def test_xmr_chart_of_accounts_receivable() -> None:
    """Making Sense of Data, table 9.2: with the limits of year one, rounded in the book to 60.7."""
    share = [55.6, 54.7, 54.9, 54.8, 56.9, 55.7, 53.8, 54.8, 53.4, 57.0, 59.4, 63.2,
             60.9, 60.7, 58.6, 57.3, 56.9, 58.1, 58.3, 50.9, 53.3, 52.5, 50.8, 52.9]  # fmt: skip
    ranges = control_chart(share, "mr")
    assert outside(ranges) == [19]


# Groups of measurements -----------------------------------------------------------------------------

COUNTS = [4, 5, 5, 4, 8, 4, 3, 7, 0, 2, 1, 5, 3, 2, 0, 3, 6, 9, 9, 7, 8, 7, 9, 9]

#: Shewhart's resistance of insulation, in megohms, 51 groups of four.
RESISTANCE = [
    5045, 4350, 4350, 3975, 4290, 4430, 4485, 4285, 3980, 3925, 3645, 3760, 3300, 3685, 3463, 5200, 5100,
    4635, 5100, 5450, 4635, 4720, 4810, 4565, 4410, 4065, 4565, 5190, 4725, 4640, 4640, 4895, 4790, 4845,
    4700, 4600, 4110, 4410, 4180, 4790, 4790, 4340, 4895, 5750, 4740, 5000, 4895, 4255, 4170, 3850, 4445,
    4650, 4170, 4255, 4170, 4375, 4175, 4550, 4450, 2855, 2920, 4375, 4375, 4355, 4090, 5000, 4335, 5000,
    4640, 4335, 5000, 4615, 4215, 4275, 4275, 5000, 4615, 4735, 4215, 4700, 4700, 4700, 4700, 4095, 4095,
    3940, 3700, 3650, 4445, 4000, 4845, 5000, 4560, 4700, 4310, 4310, 5000, 4575, 4700, 4430, 4850, 4850,
    4570, 4570, 4855, 4160, 4325, 4125, 4100, 4340, 4575, 3875, 4050, 4050, 4685, 4685, 4430, 4300, 4690,
    4560, 3075, 2965, 4080, 4080, 4425, 4300, 4430, 4840, 4840, 4310, 4185, 4570, 4700, 4440, 4850, 4125,
    4450, 4450, 4850, 4450, 3635, 3635, 3635, 3900, 4340, 4340, 3665, 3775, 5000, 4850, 4775, 4500, 4770,
    4500, 4770, 5150, 4850, 4700, 5000, 5000, 5000, 4700, 4500, 4840, 5075, 5000, 4770, 4570, 4925, 4775,
    5075, 4925, 5075, 4925, 5250, 4915, 5600, 5075, 4450, 4215, 4325, 4665, 4615, 4615, 4500, 4765, 4500,
    4500, 4850, 4930, 4700, 4890, 4625, 4425, 4135, 4190, 4080, 3690, 5050, 4625, 5150, 5250, 5000, 5000,
]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "size", "xbar", "s", "rounding"),
    [
        (COUNTS, 8, (5.0, 3.32, 6.68), (1.525, 0.282, 2.768), 0.006),
        (RESISTANCE, 4, (4498.18, 4005.81, 4990.55), (302.44, 0, 685.33), 0.05),
    ],
    ids=["Understanding SPC, page 56", "Advanced Topics in SPC, page 96"],
)
def test_xbar_and_s_charts_of_wheelers_groups(
    values: list[int],
    size: int,
    xbar: tuple[float, float, float],
    s: tuple[float, float, float],
    rounding: float,
) -> None:
    """Wheeler's constants have three decimals: on figures near 5,000 that shows in the second decimal."""
    data = pd.DataFrame(
        {"value": values, "group": [number // size for number in range(len(values))]}
    )
    assert lines(control_chart(data, "xbar", value="value", time="group")) == pytest.approx(
        xbar, abs=rounding
    )
    assert lines(control_chart(data, "s", value="value", time="group")) == pytest.approx(
        s, abs=rounding
    )

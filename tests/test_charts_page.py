"""The page that a chart exports, in a real browser: axe finds nothing, and it fits a phone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from browser import DESKTOP, PHONE, axe, new_page
from playwright.sync_api import Browser

from champions.charts.chart import control_chart
from champions.charts.export import Showable
from champions.charts.funnel import funnel_chart
from champions.charts.pareto import pareto_chart

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TABLE = pd.DataFrame(
    {
        "week": pd.date_range("2025-01-06", periods=30, freq="7D"),
        "late": np.arange(30) % 9 + 4,
        "visits": 40,
        "area": ["North", "South"] * 15,
    }
)
PAGES: dict[str, Showable] = {
    "p": control_chart(TABLE, "p", "late", time="week", out_of="visits", title="Late visits", improvement="down",
                       target=0.2, notes={"2025-03-03": "phone round"}),
    "facets": control_chart(TABLE, "i", "late", time="week", facets="area", title="Late visits by area"),
    "funnel": funnel_chart(TABLE.head(8), "late", out_of="visits", title="Late visits by place"),
    "pareto": pareto_chart(["phone", "bus", "phone", "stairs"], title="Why late"),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing_and_the_page_fits_the_width(
    browser: Browser, name: str, size: tuple[int, int], tmp_path: Path
) -> None:
    file = tmp_path / "chart.html"
    PAGES[name].to_html(file)
    page = new_page(browser, size)
    page.goto(file.as_uri())
    assert page.title()
    assert axe(page) == {}
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.evaluate("document.images[0].naturalWidth") >= 780
    page.close()

"""Where the lines of a chart come from, and what each choice hides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ipywidgets.widgets.widget import _instances

from champions.activities.lines.lab import LINES, SITES, fresh_lines, uptake_chart
from champions.lesson import session
from champions.questions import forms

COURSE = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.learner_floor


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("lines", LINES)
def test_every_choice_draws_a_chart_that_reads_itself(site: str, lines: str) -> None:
    chart = uptake_chart(site, lines)
    assert chart.reading.endswith(".")
    assert chart.to_png().startswith(b"\x89PNG")


def test_the_share_of_the_bus_is_hidden_by_new_lines_and_seen_with_old_ones() -> None:
    rules = {
        lines: {signal.rule for signal in uptake_chart("bus", lines, leave_out_august=True).signals}
        for lines in ("before", "cycle")
    }
    assert "shift" in rules["before"]
    assert rules["cycle"] == {"outside"}  # the weeks of August, which stay on the chart


def test_lines_that_start_in_a_dip_make_the_usual_look_like_a_rise() -> None:
    rose = [s for s in uptake_chart("bus", "dip").signals if s.rule == "shift" and s.way > 0]
    assert rose


def test_the_form_draws_the_chosen_service_again(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[dict[str, Any]] = []
    monkeypatch.setattr(session, "show", shown.append)
    fresh_lines()
    form = _instances[shown[0][forms.WIDGET_MIME]["model_id"]]
    site, lines, august, picture = form.children
    assert "Clinic bus: share who came" in picture.value
    site.value, lines.value, august.value = "centre", "before", True
    assert "Health centre: share who came" in picture.value

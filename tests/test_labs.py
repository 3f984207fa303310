"""Things to try in a lesson: they show what they say, and give no answer away."""

from __future__ import annotations

from typing import Any

import pytest
from ipywidgets.widgets.widget import _instances

from champions import load, run_chart
from champions.activities.run_charts import labs
from champions.charts.simulate import count_alarms
from champions.lesson import session
from champions.questions import forms

pytestmark = pytest.mark.learner_floor


def test_three_services_have_the_same_two_averages() -> None:
    page = labs.two_averages()
    assert page._repr_html_().count("average 24</text>") == 3
    assert page._repr_html_().count("average 18</text>") == 3
    assert page._repr_html_().count('role="img" aria-label="') == 3


def test_a_chart_to_read_gives_no_reading_away_and_keeps_its_numbers() -> None:
    first_20 = load("befriending-waits").drop_duplicates().head(20)
    chart = run_chart(first_20, value="days", time="week", title="Days")
    page = labs.read_it_yourself(chart)
    assert page is not None
    for given in (repr(page), page._repr_html_()):
        assert "20 weeks" in given
        assert "longest run" not in given
        assert "crossed" not in given
    assert "<td>28</td>" in page._repr_html_()


@pytest.mark.parametrize("rules", ["anhoej", "perla", "making-data-count"])
def test_more_charts_signal_when_something_changed(rules: str) -> None:
    quiet = count_alarms(rules, 24, 0, charts=200)
    changed = count_alarms(rules, 24, 2, charts=200)
    assert changed.share > quiet.share + 0.2


def test_false_alarms_and_power_are_those_the_lesson_speaks_of() -> None:
    """The lesson says: about 4 of 100 by one set, about 40 by another (24 weeks, no change)."""
    assert count_alarms("anhoej", 24, charts=1000).share == pytest.approx(0.04, abs=0.02)
    assert count_alarms("perla", 24, charts=1000).share == pytest.approx(0.38, abs=0.05)


def test_the_same_seed_gives_the_same_charts() -> None:
    assert count_alarms("anhoej", 12, seed=5) == count_alarms("anhoej", 12, seed=5)


def test_each_try_adds_a_row_that_says_what_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[dict[str, Any]] = []
    monkeypatch.setattr(session, "show", shown.append)
    labs.alarm_lab(charts=20)
    form = _instances[shown[0][forms.WIDGET_MIME]["model_id"]]
    _rules, _weeks, shift, button, table = form.children
    assert "No charts made yet" in table.value
    button.click()
    assert "false alarms: nothing had changed" in table.value
    shift.value = 2.0
    button.click()
    assert table.value.count("<tr>") == 3
    assert "found the change" in table.value
    assert not button.disabled


def test_where_nobody_can_choose_the_lab_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[dict[str, Any]] = []
    monkeypatch.setattr(session, "show", shown.append)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    labs.alarm_lab()
    assert forms.WIDGET_MIME not in shown[0]
    assert "200 charts of chance" in shown[0]["text/html"]

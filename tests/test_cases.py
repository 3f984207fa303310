"""What happened to people who do this job, tried as they would: a file into the form, numbers into a chart.

Each kind was reported in public for other tools. The numbers here are made up. Other inputs of the first
kinds are tried in ``tests/test_own_proposal.py``.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any

import numpy as np
import pandas as pd
import pytest

from champions.charts.chart import control_chart, run_chart
from champions.own_data.form import _Form
from champions.own_data.question import OwnNumbers, chart_of

pytestmark = pytest.mark.learner_floor

HIGH, LOW = [41, 43, 42], [30, 31, 32]


class Champion:
    """A person at the form: a file goes in, lists may be changed, and one button says that it is right."""

    def __init__(self, text: str, **choices: Any) -> None:
        self.kept: dict[str, Any] = {}
        form = _Form(OwnNumbers(id="own", ask="Your numbers"), {}, self._keep)
        form.widgets()
        form.way.value = "file"
        raw = text.encode()
        form.upload.value = (
            {"name": "mine.csv", "type": "text/csv", "size": len(raw), "content": memoryview(raw),
             "last_modified": datetime.now(UTC)},
        )  # fmt: skip
        for name, value in choices.items():
            getattr(form, name).value = value
        self.form = form
        self.said = self._words()

    def _keep(self, kept: Any, _now: bool) -> None:
        self.kept = dict(kept)

    def _words(self) -> str:
        shown = self.form.said.value + self.form.taken.value + self.form.preview.value
        return unescape(re.sub(r"<[^>]+>", " ", shown))

    def says_yes(self) -> Champion:
        self.form._confirm()
        return self

    @property
    def dots(self) -> list[tuple[str, Any]]:
        return list(zip(self.kept.get("when", ()), self.kept.get("values", ()), strict=True))

    @property
    def reading(self) -> str:
        return chart_of(self.kept).reading


def csv(head: str, *rows: object) -> str:
    return "\n".join([head, *(str(row) for row in rows), ""])


def test_weeks_over_new_year_fell_and_did_not_rise() -> None:
    weeks = [*range(43, 53), *range(1, 13)]
    values = (HIGH * 4)[:10] + (LOW * 4)[:12]
    mine = Champion(csv("Week,Calls", *(f"{w},{v}" for w, v in zip(weeks, values, strict=True))))
    reading = mine.says_yes().reading
    assert [value for _, value in mine.dots] == values
    assert "calls fell" in reading
    assert "from Week 1" in reading
    assert "rose" not in reading
    assert "point 43" not in reading


def test_a_short_year_that_stands_first_gives_one_winter_and_says_so() -> None:
    days = [date(2025, 1, 6) + timedelta(days=7 * at) for at in range(12)]
    mine = Champion(csv("date,calls", *(f"{day:%y-%m-%d},{20 + day.day % 3}" for day in days)))
    mine.says_yes()
    assert (mine.dots[0][0], mine.dots[-1][0]) == ("2025-01-06", "2025-03-24")
    assert "with the year first" in mine.said


def test_day_numbers_under_week_commencing_are_days_and_not_the_chart() -> None:
    mine = Champion(csv("w/c,Calls", *(f"{45663 + 7 * at},{18 + at % 5}" for at in range(12))))
    mine.says_yes()
    assert mine.dots[0] == ("2025-01-06", 18)
    assert max(value for _, value in mine.dots) < 30


def test_dots_for_thousands_are_no_decimals() -> None:
    cells = ["987", "1.043", "962", "1.112", "998", "1.005", "1.201", "950", "1.020", "1.034"]
    mine = Champion(
        csv("Day;Visitors", *(f"{6 + at:02d}.01.2025;{c}" for at, c in enumerate(cells)))
    )
    mine.says_yes()
    assert [value for _, value in mine.dots] == [float(cell.replace(".", "")) for cell in cells]
    assert "mark for thousands" in mine.said


def test_where_half_of_the_counts_are_hidden_nothing_is_drawn_until_a_column_is_chosen() -> None:
    cells = ["<5", "6", "<5", "8", "<5", "<5", "7", "<5", "9", "<5", "<5", "6"]
    rows = [f"2025-{at + 1:02d},{cell}" for at, cell in enumerate(cells)]
    mine = Champion(csv("Month,Falls", *rows)).says_yes()
    assert mine.dots == []
    assert '"Falls" has 7 cells such as "<5"' in mine.said
    assert "Nothing is drawn until you choose a column" in mine.said


def test_the_time_stamps_of_a_form_tool_are_days() -> None:
    rows = [f"2026-08-{3 + at:02d} 09:15:{30 + at} UTC,{18 + at % 6}" for at in range(12)]
    mine = Champion(csv("Submitted at,Visitors", *rows)).says_yes()
    assert "holds dates, from 3 August 2026 to 14 August 2026" in mine.said
    assert [when for when, _ in mine.dots] == [f"2026-08-{3 + at:02d}" for at in range(12)]


def test_days_of_the_week_that_come_round_are_dots_in_the_order_of_the_rows() -> None:
    values = [22, 19, 23, 20, 24] * 3
    rows = [
        f"{day},{value}"
        for day, value in zip(["Mon", "Tue", "Wed", "Thu", "Fri"] * 3, values, strict=True)
    ]
    mine = Champion(csv("Day,Visitors", *rows)).says_yes()
    assert [value for _, value in mine.dots] == values
    wrong = Champion(csv("Day,Visitors", *rows), every="day")
    assert 'choose "One dot for each row"' in wrong.said
    wrong.form.every.value = "row"  # the advice works
    assert len(wrong.says_yes().dots) == 15


def test_two_rows_that_cannot_be_read_are_told_and_are_not_typed_twice() -> None:
    rows = [
        "13/01/2025,4",
        "14/01/2025,5",
        "01/15/2025,6",
        "01/16/2025,6",
        "17/01/2025,5",
        "05/02/2025,3",
    ]
    mine = Champion(csv("Date,Wait", *rows))
    assert "Line 4" in mine.said
    assert "Line 5" in mine.said
    assert "typed twice" not in mine.said


# Charts -----------------------------------------------------------------------------------------------


def test_all_at_100_percent_are_above_their_target() -> None:
    shares = pd.DataFrame({"n": [30] * 14, "d": [30] * 14})
    chart = control_chart(shares, "p", "n", out_of="d", target=0.95, improvement="up")
    assert "All 14 values are 100%" in chart.reading
    assert "above the target of 95%: the target was met" in chart.reading


@pytest.mark.parametrize(("way", "met"), [("up", 14), ("down", 0)])
def test_a_target_is_spoken_of_where_no_limits_can_be_worked_out(way: str, met: int) -> None:
    shares = pd.DataFrame({"n": [30] * 12 + [29, 30], "d": [30] * 14})
    chart = control_chart(shares, "p", "n", out_of="d", target=0.95, improvement=way, freeze=12)
    assert f"{met} of 14 values meet the target of 95%." in chart.reading
    few = run_chart([5, 6, 7, 8], target=6, improvement="down", unit="days")
    assert "2 of 4 values meet the target of 6 days." in few.reading
    assert "meet" not in run_chart([5, 6, 7, 8], target=6).reading


def test_words_and_numbers_name_the_same_points_in_a_second_phase() -> None:
    first, second = [24, 26, 22, 28, 25, 27, 23] * 2, [34, 36, 32, 38, 35, 37, 33] * 2
    chart = control_chart([*first, *second, 55, 56], "i", rebase={15: "new rota"}, freeze=12)
    assert [s.points for s in chart.signals if s.rule == "outside"] == [(29,), (30,)]
    said = " ".join(signal.words for signal in chart.signals) + chart.reading
    assert "oint 29" in said
    assert "oint 30" in said
    assert not re.search(r"oint 1[56]\b", said.replace("with new lines from point 15", ""))


def test_the_change_of_the_clocks_moves_no_day() -> None:
    days = pd.date_range("2025-03-24", periods=14, freq="D", tz="Europe/London")[::-1]
    chart = run_chart(pd.DataFrame({"d": days, "v": range(14)}), "v", time="d")
    assert [str(day)[:10] for day in chart.points["time"]] == [
        str(date(2025, 3, 24) + timedelta(days=at)) for at in range(14)
    ]
    assert any("sorted" in note for note in chart.notes)


def test_a_missing_count_is_a_gap_and_no_0() -> None:
    counts = [4, 5, None, 6, 3, 5, 4, 6, 5, 4, 3, 5, 6, 4, 5]
    chart = control_chart(counts, "c")
    assert chart.lines.centre[0] == pytest.approx(65 / 14)
    assert any("gap" in note for note in chart.notes)


def test_a_first_value_that_is_missing_moves_no_point_of_the_run() -> None:
    values = [None, 75, 74.5, 64, 63.5, 77, 75.5, 86, 69.5, 59, 53, 59, 83.5]
    chart = run_chart([*values, *[42, 41, 43, 40, 42, 41, 44, 43, 42]], freeze=13)
    assert chart.lines.centre[0] == 72.0
    assert "9 points in a row below the middle line, from point 14" in chart.reading


def test_a_missing_value_in_a_run_ends_it() -> None:
    before = [10, 12, 11, 13, 10, 12, 11, 13, 12, 11, 9, 14]
    chart = control_chart([*before, 9, 9.5, 9.2, 9.8, 9.1, 9.3, None, 9.4])
    assert chart.signals == ()
    assert control_chart([*before, 9, 9.5, 9.2, 9.8, 9.1, 9.3, 9.4]).signals != ()


def test_assurance_after_a_rebase_comes_from_the_last_phase() -> None:
    low = [50, 55, 52, 57, 51, 54, 58, 53, 52, 56] * 2
    high = [90, 91, 88, 87, 91, 95, 94, 93, 90, 88, 92, 89]
    chart = control_chart([*low, *high], rebase={21: "new rota"}, target=90, improvement="up")
    assert chart.assurance is not None
    assert (chart.assurance.kind, chart.assurance.letter) == ("hit and miss", "?")


def test_a_trend_across_the_mean_is_one_trend_and_all_for_the_better() -> None:
    values = [20, 22, 21, 23, 20, 22, 26, 25, 24, 23.5, 22, 21, 19, 17, 22, 20, 21, 22]
    chart = control_chart(values, improvement="down")
    (trend,) = [signal for signal in chart.signals if signal.rule == "trend"]
    assert (trend.points, trend.way) == (tuple(range(7, 15)), -1)
    assert set(chart.types[6:14]) == {"improvement"}


def test_a_rate_above_1_is_no_mistake() -> None:
    count = [12, 15, 9, 14, 11, 13, 12, 10, 15, 14, 9, 12]
    chart = control_chart(pd.DataFrame({"n": count, "d": [10] * 12}), "u", "n", out_of="d")
    assert chart.lines.centre[0] == pytest.approx(146 / 120)
    assert not np.isnan(chart.lines.values).any()


# Two events on one day ----------------------------------------------------------------------------------


def test_two_events_on_one_day_are_led_to_a_chart_that_has_both() -> None:
    days = ["2025-01-06", "2025-01-20", "2025-01-20", "2025-02-11"] * 1
    events = pd.DataFrame({"day": days, "between": [9, 14, 0, 22]})
    with pytest.raises(ValueError, match="Leave the time out") as refused:
        control_chart(events, "g", "between", time="day")
    assert "the second event of a day is 0" in str(refused.value)
    chart = control_chart(events, "g", "between")  # the advice works, and loses no event
    assert chart.lines.values.tolist() == [9, 14, 0, 22]
    with pytest.raises(ValueError, match="0 or less") as refused:
        control_chart(events, "t", "between")
    assert "draw a g chart of the days between them" in str(refused.value)

"""What a chart takes, refuses, says and shows."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import itertools
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.image
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from champions.charts.chart import control_chart, run_chart
from champions.charts.funnel import funnel_chart
from champions.charts.pareto import pareto_chart
from champions.charts.series import find_point
from champions.charts.tidy import ChartError

pytestmark = pytest.mark.learner_floor

WAITS = [24, 26, 22, 28, 25, 27, 23, 26, 24, 27, 15, 17, 14, 16, 18, 15, 17, 16, 14, 15]
WEEKS = pd.date_range("2025-01-06", periods=20, freq="7D")


def table(**columns: Any) -> Any:
    return pd.DataFrame({"week": WEEKS, "days": WAITS, **columns})


# What it takes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [WAITS, tuple(WAITS), np.array(WAITS), pd.Series(WAITS), pd.Series(WAITS, dtype="Int64"), pd.array(WAITS),
     [float(value) for value in WAITS], [np.int32(value) for value in WAITS]],
    ids=lambda data: type(data).__name__,
)  # fmt: skip
def test_lists_arrays_and_series_give_the_same_chart(data: Any) -> None:
    assert run_chart(data, name="waits").reading == run_chart(WAITS, name="waits").reading


def test_a_series_with_dates_as_its_index_brings_its_times() -> None:
    assert run_chart(pd.Series(WAITS, index=WEEKS)).points["time"].tolist() == WEEKS.tolist()


@pytest.mark.parametrize(
    "times",
    [WEEKS, WEEKS.strftime("%Y-%m-%d").tolist(), [day.date() for day in WEEKS], WEEKS.tz_localize("Europe/London"),
     WEEKS.to_period("W-SUN"), WEEKS.astype("datetime64[s]")],
    ids=["dates", "text", "date objects", "one time zone", "periods", "seconds"],
)  # fmt: skip
def test_dates_are_understood_in_every_usual_form(times: Any) -> None:
    assert run_chart(WAITS, time=times).points["time"].dt.date.tolist() == [
        day.date() for day in WEEKS
    ]


def test_lists_and_columns_may_be_mixed() -> None:
    chart = control_chart(table(), "p", [3] * 20, time="week", out_of=[9] * 20)
    assert chart.points["value"].tolist() == pytest.approx([1 / 3] * 20)


def test_a_result_cannot_be_changed() -> None:
    chart = run_chart(WAITS)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(chart, "asked", None)  # noqa: B010 - assigning is what must fail


def test_the_given_table_is_left_as_it_was() -> None:
    given = table()
    before = given.copy()
    control_chart(given, "i", "days", time="week", freeze=12, exclude=[3], suppress=15)
    pd.testing.assert_frame_equal(given, before)


def test_rows_out_of_order_are_sorted_and_that_is_said() -> None:
    chart = run_chart(table().sample(frac=1, random_state=1), "days", time="week")
    assert chart.points["value"].tolist() == WAITS
    assert any("sorted" in note for note in chart.notes)


def test_rows_of_one_time_are_joined_when_asked() -> None:
    twice = pd.concat([table(), table()])
    assert run_chart(twice, "days", time="week", aggregate="mean").points["value"].tolist() == WAITS
    summed = control_chart(
        twice.assign(n=50), "p", "days", time="week", out_of="n", aggregate="sum"
    )
    assert summed.points["out_of"].tolist() == [100] * 20


def test_the_names_of_people_outside_python_work_too() -> None:
    for name in ("XmR", "i", "I"):
        assert control_chart(WAITS, name).kind == "i"
    for name in ("p'", "P′", "p-prime"):
        assert control_chart([3, 4, 5], name, out_of=[9, 9, 9]).kind == "pp"


def test_a_point_is_named_by_its_time_or_by_its_number() -> None:
    by_date = control_chart(table(), "i", "days", time="week", rebase=["2025-03-17"])
    between = control_chart(table(), "i", "days", time="week", rebase=["2025-03-12"])
    by_number = control_chart(table(), "i", "days", time="week", rebase=[11])
    assert by_date.phases["start"].tolist() == by_number.phases["start"].tolist()
    assert by_date.phases["start"].tolist() == between.phases["start"].tolist()
    assert find_point(np.array([5, 6, 9]), "numbers", 9, "note") == 2


# What it refuses ------------------------------------------------------------------------------------

P = {"kind": "p", "out_of": [9] * 4}
REFUSED = [
    ([1, 2, "three", 4], {}, "Row 3.*'three'.*numbers only"),
    ([1, 2, "3", 4], {}, "Row 3.*'3'"),
    ([1, 2, float("inf"), 4], {}, "Row 3.*infinite.*dividing by zero"),
    ([], {}, "no values"),
    ([None, None], {}, "no values"),
    ([1, 2, 10, 4], P, "Point 3.*count above its total.*above 100%"),
    ([1, 2, -1, 4], P, "Point 3.*below 0"),
    ([1, 2, 3, 4], {"kind": "p", "out_of": [9, 9, 0, 9]}, "Point 3.*count out of 0"),
    ([1, 2, 3, 4], {"kind": "u", "out_of": [9, 9, -9, 9]}, "Point 3.*less than 0"),
    ([1, 2, 3, 4], {"kind": "p"}, "needs two numbers.*out_of"),
    ([1, 2, 3, 4], {"kind": "i", "out_of": [9] * 4}, "does not use out_of"),
    ([1, 2, 3, 4], {"kind": "p", "out_of": [9] * 3}, "4 points and 3 numbers for out_of"),
    ([5, 0, 3, 8], {"kind": "t"}, "0 or less.*g chart"),
    ([5, -2, 3, 8], {"kind": "c"}, "below 0"),
    ([1, 2, 3], {"time": ["2025-01-01", "2025-01-02", "2025-01-02"]}, "2 January 2025.*more than once"),
    ([1, 2, 3, 4], {"time": ["06/05/2025"] * 4}, "06/05/2025.*year-month-day"),
    ([1, 2, 3, 4], {"time": ["2025-01-01", None, "2025-01-03", "2025-01-04"]}, "Row 2 has no time"),
    ([1, 2, 3], {"time": ["2025-01-01T10:00+00:00", "2025-01-01T11:00+01:00", "2025-01-02T10:00+00:00"]}, "time zone"),
    ([1, 2, 3], {"time": ["2025-13-41"] * 3}, "cannot be read as dates"),
    ([1, 2, 3, 4], {"time": [1, 2, 3]}, "4 values and 3 times"),
    (WAITS, {"freeze": 11}, "11 points.*not yet settled"),
    (WAITS, {"freeze": 21}, "21 points, and the data 20"),
    (WAITS, {"rules": "anhoj"}, "no rule set.*'anhoj'.*anhoej"),
    (WAITS, {"rules": "perla"}, "no rule set for a control chart"),
    (WAITS, {"kind": "z"}, "no control chart.*'z'"),
    (WAITS, {"improvement": "lower"}, "direction of improvement.*up, down or neither"),
    (WAITS, {"freese": 12}, "no option called 'freese'"),
    (WAITS, {"kind": "mr", "k": 3}, "has no k"),
    (WAITS, {"exclude": [99]}, "exclude names 99.*no point"),
    (WAITS, {"rebase": [99]}, "rebase names 99"),
    (WAITS, {"target": [1, 2]}, "numbers for target"),
    (WAITS, {"centre": [1, 2]}, "numbers for centre"),
    (WAITS, {"aggregate": "max"}, "way to join"),
    ([1, 2, 3], {"kind": "c", "suppress": 5}, "Every count is under 5"),
    (WAITS, {"kind": "xbar"}, "which values belong together"),
    (WAITS, {"multiply": "ten"}, "multiply is 'ten'.*must be a number above 0"),
    (WAITS, {"multiply": 0}, "multiply is 0"),
    (WAITS, {"freeze": 12.5}, "freeze is 12.5.*whole number above 0"),
    (WAITS, {"freeze": True}, "freeze is True"),
    (WAITS, {"suppress": float("nan")}, "suppress is nan"),
    (WAITS, {"k": -2.66}, "k is -2.66"),
    (WAITS, {"lowest": "0"}, "lowest is '0'.*must be a number. "),
    ([5], {"kind": "mr"}, "no value to work out its lines from"),
    ([5, None, 6, None], {"kind": "mr"}, "no value to work out its lines from"),
    ([[1], [2], [3]], {"kind": "s"}, "no value to work out its lines from"),
]  # fmt: skip


@pytest.mark.parametrize(("values", "options", "said"), REFUSED, ids=[said for *_, said in REFUSED])
def test_what_cannot_be_charted_is_refused_in_plain_words(
    values: Any, options: Any, said: Any
) -> None:
    with pytest.raises(ChartError, match=f"(?s){said}") as refused:
        control_chart(values, **options)
    assert refused.type is ChartError
    assert isinstance(refused.value, ValueError)
    assert str(refused.value).count(".") >= 2


def test_a_name_that_is_no_column_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(ChartError, match=r"no column called 'day'.*week, days"):
        run_chart(table(), "day", time="week")
    with pytest.raises(ChartError, match=r"does not know which column"):
        run_chart(table())


def test_a_refusal_in_one_small_chart_names_its_group() -> None:
    both = pd.concat([table(area="North"), table(area="South").assign(days="late")])
    with pytest.raises(ChartError, match=r"South: Row 1.*'late'"):
        control_chart(both, "i", "days", time="week", facets="area")


# What it flags --------------------------------------------------------------------------------------

FLAGGED = [
    ([0, 3, 2, 0], {"kind": "p", "out_of": [9, 9, 9, 0]}, "0 out of 0. That is a gap, not 0%"),
    ([5, None, 6, 7], {}, r"1 point has no value \(point 2\)"),
    (WAITS[:14], {}, "14 points only.*provisional"),
    ([4] * 20, {}, "no limits can be worked out"),
    ([7], {}, "no limits can be worked out"),
    ([1.5, 2, 3, 4], {"kind": "c"}, "not whole numbers"),
    (WAITS, {"rebase": [11]}, "no reason is written down.*agreed"),
    (
        WAITS,
        {"time": [*WEEKS[:10], *(WEEKS[10:] + pd.Timedelta(days=21))]},
        "No row stands between 10 March 2025",
    ),
]


@pytest.mark.parametrize(("values", "options", "said"), FLAGGED, ids=[said for *_, said in FLAGGED])
def test_what_a_reader_must_know_is_said_under_the_chart(
    values: Any, options: Any, said: Any
) -> None:
    chart = control_chart(values, **options)
    assert any(re.search(said, note) for note in chart.notes), chart.notes
    assert all(note in chart.caption for note in chart.notes)


def test_fifteen_points_and_a_reason_need_no_warning() -> None:
    assert control_chart(WAITS[:15]).notes == ()
    assert control_chart(WAITS * 2, rebase={21: "agreed: phone round"}).notes == ()


def test_a_control_chart_of_few_points_says_that_a_change_is_hard_to_see() -> None:
    assert control_chart([5, 6, 5, 7, 6, 5, 7, 6, 5, 6, 7]).reading == (
        "No signal so far: the values varied around 5.9. There are 11 points only: with fewer than 12, a change is "
        "hard to see."
    )
    assert control_chart([5, 6, 5, 7, 6, 5, 7, 6, 5, 6, 7, 6]).reading.startswith(
        "No signal of change"
    )


def test_without_limits_there_is_no_icon_of_variation() -> None:
    assert control_chart([4] * 20, improvement="up").variation is None
    assert control_chart([7]).variation is None
    assert control_chart(WAITS).variation is not None


def test_more_than_three_notes_carry_numbers_in_words_as_they_do_on_the_picture() -> None:
    few = run_chart(WAITS, notes={2: "first", 9: "second"})
    assert "Notes on the chart: first (point 2); second (point 9)." in few.caption
    many = run_chart(WAITS, notes={at: f"note {at}" for at in (2, 4, 6, 8)})
    assert "1: note 2 (point 2); 2: note 4 (point 4)" in many.caption


def test_all_values_the_same_on_a_run_chart_are_flagged() -> None:
    chart = run_chart([4] * 20)
    assert chart.signals == ()
    assert "nothing can be judged" in chart.caption


def test_a_short_run_chart_says_that_it_is_too_short() -> None:
    chart = run_chart([3, 5, 4, 6, 5, 4, 7, 3, 5])
    assert chart.signals == ()
    assert chart.reading.startswith("Too short to judge")


def test_a_gap_is_not_bridged_by_the_line() -> None:
    values = [*WAITS[:8], None, *WAITS[9:]]
    _, paths = drawn(run_chart(values))
    assert any(np.isnan(path[:, 1]).sum() == 1 for path in paths)


def test_the_limits_of_small_and_large_points_differ_on_a_p_chart() -> None:
    points = control_chart([5, 50, 5], "p", out_of=[10, 100, 10]).points
    assert points.loc[1, "upper"] > points.loc[2, "upper"] > points.loc[2, "centre"]


# What it says ---------------------------------------------------------------------------------------


def test_a_run_chart_with_most_dots_on_its_line_says_that_it_cannot_tell() -> None:
    chart = run_chart(
        [0, 1, 0, 0, 2, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 1, 2, 0, 1, 0, 1, 1, 0]
    )
    assert chart.signals  # by the letter of the rules
    assert "cannot show whether anything changed" in chart.reading


def test_a_middle_line_that_is_never_crossed_is_said_in_plain_words() -> None:
    chart = run_chart([3] * 6 + [5, 6] * 6, freeze=None, centre=3)
    assert "The dots never crossed the middle line." in chart.reading


def test_the_reading_says_what_changed_since_when_and_that_chance_is_unlikely() -> None:
    chart = run_chart(table(), "days", time="week", improvement="down", name="waits")
    assert chart.reading == (
        "The waits fell: 10 weeks in a row below the middle line, from 17 March, for the better. Before that, 10 "
        "weeks in a row lay above the middle line, from 6 January to 10 March. The dots crossed the middle line only "
        "once, where 6 or more are usual. That is unlikely to be chance: a stable service of this length shows a "
        "signal by these rules about 2 times in 100."
    )


def test_without_a_signal_the_reading_says_what_would_have_been_one() -> None:
    chart = run_chart(WAITS[:10] * 2, name="waits")
    assert chart.reading == (
        "No signal of change by these rules: the waits varied around 25.5. The longest run "
        "is 1; more than 7 would be a signal. The middle line is crossed 19 times; fewer than 6 would be."
    )


@pytest.mark.parametrize(
    ("freq", "word"),
    [("D", "days"), ("7D", "weeks"), ("MS", "months"), ("QS", "quarters"), ("YS", "years")],
)
def test_the_reading_knows_days_weeks_months_quarters_and_years(freq: Any, word: Any) -> None:
    when = pd.date_range("2015-01-01", periods=20, freq=freq)
    assert f"10 {word} in a row" in run_chart(WAITS, time=when).reading


def test_months_are_said_as_months() -> None:
    months = pd.date_range("2024-01-01", periods=20, freq="MS")
    assert "from November 2024" in run_chart(WAITS, time=months).reading


def test_points_beyond_limits_are_said_with_their_value_and_limit() -> None:
    chart = control_chart([*WAITS[:10], 60, *WAITS[:9]], name="waits", improvement="down")
    assert chart.reading.startswith(
        "The waits stood at 60 at point 11, above the upper limit of 44.2, on the worse side."
    )


def test_sentences_are_short_and_without_jargon() -> None:
    chart = control_chart([*WAITS, 60], "i", rules="nelson", improvement="down", target=20)
    sentences = re.split(r"[.?:]\s", chart.caption)
    assert max(len(sentence.split()) for sentence in sentences) <= 30
    assert not {"UCL", "LCL", "sigma", "σ", "p-value"} & set(chart.caption.split())


# What it shows --------------------------------------------------------------------------------------


def drawn(chart: Any, **options: Any) -> Any:
    """Words and paths of a chart drawn on axes of one's own."""
    figure = Figure(figsize=(5, 4))
    ax = figure.add_axes((0.15, 0.15, 0.6, 0.7))
    chart.draw(ax, **options)
    return [text.get_text() for text in ax.texts], [line.get_xydata() for line in ax.lines]


def test_lines_carry_their_names_and_numbers() -> None:
    words, _ = drawn(control_chart(table(), "i", "days", time="week", target=20))
    for name in ("mean\n", "upper limit\n", "lower limit\n", "target\n20"):
        assert any(word.startswith(name) for word in words)


def test_a_signal_is_marked_by_colour_shape_and_word() -> None:
    from champions.charts.drawing.panels import MARKS

    figure = Figure()
    ax = figure.add_subplot()
    run_chart(WAITS, improvement="down").draw(ax)
    shapes = {
        line.get_marker(): line.get_markerfacecolor()
        for line in ax.lines
        if line.get_marker() not in {"None", None}
    }
    assert shapes == {
        MARKS["improvement"][1]: MARKS["improvement"][0],
        MARKS["concern"][1]: MARKS["concern"][0],
    }
    assert {"10 below", "10 above"} <= {text.get_text() for text in ax.texts}


@pytest.mark.parametrize("size", ["screen", "print", "projector"])
@pytest.mark.parametrize("count", [8, 53, 400])
@pytest.mark.parametrize("freq", ["h", "7D", "MS", "YS"])
def test_words_below_the_chart_never_touch(size: Any, count: Any, freq: Any) -> None:
    from champions.charts.drawing.panels import SIZES
    from champions.charts.drawing.ticks import across, ticks_across

    count = min(count, 200) if freq == "YS" else count
    when = pd.date_range("1850-01-01" if freq == "YS" else "2023-01-05", periods=count, freq=freq)
    chart = run_chart(np.arange(count) % 7, time=when)
    letters = SIZES[size].letters
    figure = Figure(figsize=(SIZES[size].width, 4), dpi=100)
    chart.draw_on(figure, size)
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    renderer = FigureCanvasAgg(figure).get_renderer()
    _, words = ticks_across(
        chart.series.time,
        "dates",
        across(chart.series),
        (SIZES[size].width * 72 - 11.5 * letters) / letters,
    )
    first = [word.split("\n")[0] for word in words]
    boxes = sorted(
        (
            text.get_window_extent(renderer)
            for text in figure.texts + figure.findobj(mpl.text.Text)
            if text.get_text() in first
        ),
        key=lambda box: (round(box.y0), box.x0),
    )
    row = [(box.x0, box.x1) for box in boxes if abs(box.y0 - boxes[0].y0) < box.height]
    row = sorted(set(row))
    assert row
    assert all(a[1] < b[0] for a, b in itertools.pairwise(row))


def pixels(chart: Any, size: Any = "screen") -> Any:
    return mpl.image.imread(BytesIO(chart.to_png(size=size)))[:, :, :3]


def test_a_picture_is_mostly_white_with_blue_where_things_got_better() -> None:
    picture = pixels(run_chart(WAITS, improvement="down"))
    assert (picture > 0.99).all(axis=2).mean() > 0.7
    blue = (abs(picture - np.array([0, 0x5E / 255, 0xB8 / 255])) < 0.02).all(axis=2)
    columns = np.flatnonzero(blue.any(axis=0)) / picture.shape[1]
    assert blue.sum() > 500
    # The last ten of twenty points, in the right half of the axes.
    assert columns.min() > 0.4


def test_a_run_chart_without_signal_has_no_colour_at_all() -> None:
    picture = pixels(run_chart(WAITS[:10] * 2))
    assert (picture.max(axis=2) - picture.min(axis=2)).max() < 0.12


def test_signals_can_be_told_apart_in_black_and_white_by_their_shape() -> None:
    up, down = (pixels(run_chart(WAITS, improvement=way)).mean(axis=2) for way in ("up", "down"))
    assert np.abs(up - down).max() > 0.3


def test_the_first_dot_stands_where_its_value_is() -> None:
    high, low = (pixels(run_chart([value, *WAITS[1:]])) for value in (30, 12))
    assert np.abs(high - low)[:, : high.shape[1] // 4].max() > 0.3


@pytest.mark.parametrize(("size", "wide"), [("screen", 780), ("print", 2010), ("projector", 1280)])
def test_sizes_are_for_screen_print_and_projector(size: Any, wide: Any) -> None:
    assert abs(pixels(run_chart(WAITS), size).shape[1] - wide) <= 1


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert run_chart(WAITS).to_png() == run_chart(WAITS).to_png()
    assert run_chart(WAITS).to_svg() == run_chart(WAITS).to_svg()


def test_no_words_leave_the_picture() -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    chart = control_chart(
        table(), "i", "days", time="week", title="A title that is long enough to need two lines on a phone, surely",
        target=20, improvement="down", freeze=12, notes={1: "first", 9: "a new leaflet in the library", 20: "end"},
    )  # fmt: skip
    figure = Figure(dpi=100)
    chart.draw_on(figure, "screen")
    renderer = FigureCanvasAgg(figure).get_renderer()
    width, height = figure.get_size_inches() * 100
    for text in figure.findobj(mpl.text.Text):
        if text.get_text():
            box = text.get_window_extent(renderer)
            inside = (box.x0 >= -1, box.y0 >= -1, box.x1 <= width + 1, box.y1 <= height + 1)
            assert all(inside), text.get_text()


#: Longer than any real one: seven lines on a phone, with a word that is wider than the chart.
LONG_TITLE = (
    "Days from the day on which somebody asks for a visit until the first visit of a volunteer, "
    "of people who live alone and have nobody near, in each of the twelve weeks of the "
    "Befriendingprogrammesteeringgroupsubcommittee and after it"
)


@pytest.mark.parametrize("size", ["screen", "phone"])
@pytest.mark.parametrize("kind", ["weeks", "areas", "funnel", "pareto"])
def test_a_title_of_any_length_is_drawn_whole_and_within_the_picture(size: str, kind: str) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    from champions.charts.drawing.panels import SIZES

    areas = pd.concat([table().assign(area=one) for one in ("North", "South")])
    wards = pd.DataFrame({"ward": list("abcd"), "late": [4, 5, 9, 3], "visits": [40, 55, 60, 38]})
    chart: Any = {
        "weeks": lambda: run_chart(table(), "days", time="week", title=LONG_TITLE),
        "areas": lambda: run_chart(areas, "days", time="week", facets="area", title=LONG_TITLE),
        "funnel": lambda: funnel_chart(
            wards, "late", out_of="visits", place="ward", title=LONG_TITLE
        ),
        "pareto": lambda: pareto_chart(list("aabbbc"), title=LONG_TITLE),
    }[kind]()
    dots = SIZES[size].dpi
    figure = Figure(dpi=dots)
    chart.draw_on(figure, size)
    renderer = FigureCanvasAgg(figure).get_renderer()
    width, height = figure.get_size_inches() * dots
    bold = [one for one in figure.findobj(mpl.text.Text) if one.get_fontweight() == "bold"]
    lines = [one for one in bold if one.get_text().replace(" ", "") in LONG_TITLE.replace(" ", "")]
    assert "".join(one.get_text() for one in lines).replace(" ", "") == LONG_TITLE.replace(" ", "")
    boxes = [one.get_window_extent(renderer) for one in lines]
    assert len(boxes) > 3
    for box, below in zip(boxes, [*boxes[1:], None], strict=True):
        assert 0 <= box.x0 <= box.x1 <= width + 1
        assert 0 <= box.y0 <= box.y1 <= height + 1
        assert below is None or below.y1 <= box.y0 + 3


def test_words_on_signals_touch_no_dot_and_no_other_word() -> None:
    """Boxes of the words beside signals, against the middles of dots and each other."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.lines import Line2D

    chance = np.random.default_rng(3)
    touched = words = 0
    for _ in range(12):
        values = chance.normal(np.where(np.arange(36) >= 24, 17, 25), 3).round()
        figure = Figure(dpi=100)
        control_chart(values, improvement="down", target=15).draw_on(figure, "screen")
        renderer = FigureCanvasAgg(figure).get_renderer()
        boxes = [
            text.get_window_extent(renderer)
            for text in figure.findobj(mpl.text.Text)
            if text.get_fontweight() == "bold" and len(text.get_text()) > 1
        ]
        dots = np.vstack([
            line.get_transform().transform(line.get_xydata())
            for line in figure.findobj(Line2D)
            if line.get_marker() in {"o", "s", "D"}
        ])  # fmt: skip
        words += len(boxes)
        touched += sum(box.contains(*dot) for box in boxes for dot in dots)
        assert not any(a.overlaps(b) for a, b in itertools.combinations(boxes, 2))
    assert words > 24
    assert touched <= words * 0.1


def test_large_numbers_at_the_side_are_not_cut_off() -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    for chart in (
        control_chart([1.2e6 + 5e4 * (at % 7) for at in range(20)]),
        control_chart([3e9 + 1e8 * (at % 5) for at in range(20)], "i", target=2e9),
    ):
        figure = Figure(dpi=100)
        chart.draw_on(figure, "screen")
        renderer = FigureCanvasAgg(figure).get_renderer()
        wide = figure.get_size_inches()[0] * 100
        for text in figure.findobj(mpl.text.Text):
            if text.get_text():
                box = text.get_window_extent(renderer)
                assert box.x0 >= -1, text.get_text()
                assert box.x1 <= wide + 1, text.get_text()


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.images: list[dict[str, str]] = []

    def handle_starttag(self, tag: Any, attrs: Any) -> None:
        self.tags.append(tag)
        if tag == "img":
            self.images.append(dict(attrs))


def test_in_a_notebook_it_is_a_figure_with_words_and_a_table_on_request() -> None:
    chart = run_chart(table(), "days", time="week", title='Days until "<first>" visit')
    bundle = chart._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}
    assert bundle["text/plain"] == chart.reading == repr(chart)
    reader = Reader()
    reader.feed(bundle["text/html"])
    assert reader.images[0]["alt"] == chart.alt
    assert reader.images[0]["src"].startswith("data:image/png;base64,")
    assert {"figure", "figcaption", "details", "summary", "table"} <= set(reader.tags)
    assert bundle["text/html"].startswith('<figure class="champions-chart"><img alt="')
    assert "<first>" not in bundle["text/html"]


def test_exports_are_written_and_can_be_read_again(tmp_path: Any) -> None:
    chart = control_chart(table(), "i", "days", time="week", title="Days")
    chart.to_png(tmp_path / "a.png"), chart.to_svg(tmp_path / "a.svg")
    chart.to_csv(tmp_path / "a.csv"), chart.to_html(tmp_path / "a.html")
    assert mpl.image.imread(tmp_path / "a.png").shape[2] in {3, 4}
    root = ET.parse(tmp_path / "a.svg").getroot()
    assert root.attrib["role"] == "img"
    assert chart.alt in "".join(root.itertext())
    again = pd.read_csv(tmp_path / "a.csv", index_col="point")
    assert again["upper"].to_numpy() == pytest.approx(chart.points["upper"].to_numpy())
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    reader = Reader()
    reader.feed(page)
    assert '<html lang="en-GB">' in page
    assert {"main", "h1", "figure", "th"} <= set(reader.tags)
    assert 'scope="col"' in page
    assert "http" not in page.split("base64", 1)[0]


def test_small_charts_share_one_scale_and_show_themselves() -> None:
    both = pd.concat(
        [table(area="North"), table(area="South").assign(days=[value + 30 for value in WAITS])]
    )
    many = control_chart(
        both, "i", "days", time="week", facets="area", by_facet={"South": {"target": 40}}
    )
    assert many["South"].series.target is not None
    assert many["North"].series.target is None
    bundle = many._repr_mimebundle_()
    assert "North" in bundle["text/plain"]
    assert "South" in bundle["text/html"]


def test_a_million_points_are_drawn_from_a_thinned_line() -> None:
    values = np.sin(np.arange(1_000_000) / 5000)
    values[500_000] = 9
    picture = pixels(run_chart(values))
    assert picture.shape[1] == 780


def test_plotting_libraries_load_only_when_drawing() -> None:
    code = (
        "import sys; from champions.charts.chart import run_chart; c = run_chart(range(20)); c.reading, c.points; "
        "assert 'matplotlib' not in sys.modules; c.to_png(); assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": "src", "PATH": ""})


def test_a_chart_leaves_no_figure_open_and_no_setting_changed() -> None:
    before = dict(mpl.rcParams)
    run_chart(WAITS).to_svg()
    assert dict(mpl.rcParams) == before


def test_the_examples_of_the_guide_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = (Path(__file__).parents[1] / "docs" / "charts.md").read_text(encoding="utf-8")
    examples = re.findall(r"```python\n(.*?)```", guide, flags=re.DOTALL)
    assert len(examples) >= 5
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for example in examples:
        exec(example, names)
    assert {"waits.png", "waits.html", "waits.csv", "waits.svg"} <= {
        p.name for p in tmp_path.iterdir()
    }


CHARTS = Path(__file__).parents[1] / "src" / "champions" / "charts"
MODULES = sorted(
    ".".join(path.relative_to(CHARTS).with_suffix("").parts)
    for path in CHARTS.rglob("*.py")
    if path.stem not in {"__init__", "simulate"}
)
#: Modules whose arithmetic is the field's: whose work it is must be named.
NAMED = {"runs", "limits", "signals", "icons", "funnel", "pareto"}
SOURCES = r"Source|20\d\d|19\d\d|Making Data Count|Montgomery"


@pytest.mark.parametrize("file", MODULES)
def test_each_public_function_shows_an_example_and_its_module_names_its_source(file: str) -> None:
    module = importlib.import_module(f"champions.charts.{file}")
    for name, thing in vars(module).items():
        own = inspect.isfunction(thing) and thing.__module__ == module.__name__
        # add_arguments and run are what every command has: see champions.cli.
        if own and not name.startswith("_") and name not in {"add_arguments", "run"}:
            said = inspect.getdoc(thing) or ""
            assert ">>>" in said, f"{file}.{name} has no example"
            assert file not in NAMED or re.search(SOURCES, f"{module.__doc__}{said}")

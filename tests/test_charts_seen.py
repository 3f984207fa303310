"""What a chart looks like: every word within the picture and clear of every other, and shapes told apart.

Pictures are judged by geometry, in each size, and by what people see who do not see all colours.
"""

from __future__ import annotations

import io
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
import said_back
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.image import imread
from matplotlib.lines import Line2D
from matplotlib.text import Text

from champions.charts.chart import control_chart, run_chart
from champions.charts.drawing.lettering import Words
from champions.charts.drawing.names import told_apart
from champions.charts.drawing.panels import MARKS, SIZES, _png_bytes
from champions.charts.export import Showable
from champions.charts.funnel import Funnel, funnel_chart
from champions.charts.pareto import pareto_chart
from champions.charts.tidy import ChartError
from champions.style import tokens

pytestmark = pytest.mark.learner_floor

CHANCE = np.random.default_rng(20261129)
WEEKS = pd.date_range("2025-01-06", periods=400, freq="7D")
LONG = "The 18th-century almshouse of St Mary, "

#: A title that needs two lines on a phone; its letters are wide.
WIDE_TITLE = "Home visits among many more wards: who came"


def weekly(values: Any, **more: Any) -> pd.DataFrame:
    return pd.DataFrame({"week": WEEKS[: len(values)], "days": values, **more})


def normal(count: int, mean: float = 24.0, spread: float = 3.0) -> np.ndarray:
    return CHANCE.normal(mean, spread, count).round(2)


def places(count: int, differ: float) -> pd.DataFrame:
    size = CHANCE.integers(150, 9000, count)
    count_of = CHANCE.binomial(size, CHANCE.beta(differ, 9 * differ, count))
    names = [f"{LONG}ward {at}" for at in range(count)]
    return pd.DataFrame({"ward": names, "late": count_of, "visits": size})


def charts() -> dict[str, Showable]:
    fell = np.concatenate([normal(18), normal(18, 16)])
    narrow = np.append(normal(30, 36.5, 0.04), 40)
    areas = pd.concat(
        [
            weekly(fell, area=f"{LONG}North of the river"),
            weekly(fell * 9, area=f"{LONG}South of the river"),
        ]
    )
    gappy = [None if at in {3, 4, 20} else value for at, value in enumerate(fell)]
    full: dict[str, Any] = {"time": "week", "improvement": "down", "target": 16, "unit": "days"}
    notes = {"2025-03-03": "new rota", "2025-03-10": "phone round", "2025-05-12": "leaflet"}
    made: dict[str, Showable] = {
        "a fall": control_chart(weekly(fell), "i", "days", title="Days waited", **full),
        "a rise, with notes": control_chart(
            weekly(fell[::-1]), "i", "days", notes=notes, freeze=14, title=LONG, **full
        ),
        "nelson": control_chart(weekly(fell), "i", "days", time="week", rules="nelson"),
        "narrow limits": control_chart(weekly(narrow), "i", "days", time="week", target=36.55),
        "gaps": run_chart(weekly(gappy), "days", time="week", exclude=[8, 9], improvement="down"),
        "small charts": control_chart(
            areas, "i", "days", time="week", facets="area", title=WIDE_TITLE
        ),
        "free scales": control_chart(
            areas, "i", "days", time="week", facets="area", scales="free"
        ),
        "labels": run_chart(
            pd.DataFrame({"at": [f"{LONG}round {at}" for at in range(30)], "n": fell[:30]}),
            "n", time="at",
        ),
        "shares": control_chart(
            pd.DataFrame({"n": CHANCE.binomial(400, 0.985, 30), "of": [400] * 30}),
            "p", "n", out_of="of", target=0.98, improvement="up",
        ),
        "rebased": control_chart(
            weekly(fell), "i", "days", time="week", rebase={"2025-05-12": "new rota, agreed"}
        ),
        "bars": pareto_chart(
            [f"{LONG}North"] * 5 + [f"{LONG}South"] * 4 + ["bus"] * 2, title=WIDE_TITLE
        ),
    }  # fmt: skip
    for count in (60, 167, 250, 400):
        made[f"{count} points"] = control_chart(weekly(normal(count)), "i", "days", time="week")
    for count, differ in ((5, 30), (12, 200), (40, 200), (134, 20)):
        made[f"{count} places"] = funnel_chart(
            places(count, differ), "late", out_of="visits", place="ward", title=WIDE_TITLE
        )
    return made


CHARTS = charts()


def drawn(chart: Showable, size: str) -> tuple[Figure, Any]:
    figure = Figure(dpi=SIZES[size].dpi)
    chart.draw_on(figure, size)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return figure, canvas.get_renderer()


def words_of(figure: Figure) -> list[Text]:
    return [text for text in figure.findobj(Text) if text.get_text().strip()]


def faults(chart: Showable, size: str) -> tuple[list[str], list[tuple[str, str]], int]:
    """Words that leave the picture, words that meet, and how many words there are."""
    figure, renderer = drawn(chart, size)
    words = [text for text in figure.findobj(Text) if text.get_text().strip()]
    boxes = [text.get_window_extent(renderer) for text in words]
    wide, tall = figure.get_size_inches() * figure.dpi
    slack = 0.12 * SIZES[size].letters * figure.dpi / 72  # the air that a font keeps round letters
    said = [text.get_text() for text in words]
    out = [
        one
        for one, box in zip(said, boxes, strict=True)
        if box.x0 < 0 or box.y0 < 0 or box.x1 > wide or box.y1 > tall
    ]
    meet = [
        (said[a], said[b])
        for a, b in combinations(range(len(boxes)), 2)
        if min(boxes[a].x1, boxes[b].x1) - max(boxes[a].x0, boxes[b].x0) > slack
        and min(boxes[a].y1, boxes[b].y1) - max(boxes[a].y0, boxes[b].y0) > slack
    ]
    return out, meet, len(said)


# Words ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("name", list(CHARTS))
def test_every_word_lies_within_the_picture_and_no_two_meet(name: str, size: str) -> None:
    out, meet, many = faults(CHARTS[name], size)
    assert (out, meet) == ([], [])
    assert many > 4


@pytest.mark.parametrize("name", list(CHARTS))
def test_on_a_phone_the_smallest_word_is_ten_pixels_high(name: str) -> None:
    figure, _ = drawn(CHARTS[name], "phone")
    page = 390 - 2 * 16  # the width of a phone without the margins of a lesson's page
    pixels = page / (figure.get_size_inches()[0] * 72)
    sizes = [text.get_fontsize() * pixels for text in words_of(figure)]
    assert min(sizes) >= 10
    assert max(sizes) < 20


def test_on_charts_drawn_by_chance_no_two_words_meet() -> None:
    tried = 0
    for seed in range(30):
        chart = said_back.random_chart(seed)
        out, meet, _ = faults(chart, "screen")
        assert (seed, out, meet) == (seed, [], [])
        tried += 1
    assert tried == 30


@pytest.mark.parametrize("improvement", ["up", "down", "neither", None])
def test_the_word_of_a_signal_has_the_colour_of_its_own_meaning(improvement: str | None) -> None:
    named = 0
    for seed in range(16):
        pull = np.where(np.arange(36) > 17, 3.0 if seed % 2 else -3.0, 0.0)
        values = np.random.default_rng(seed).normal(pull)
        chart = control_chart(values, rules="nelson", improvement=improvement)
        figure, _ = drawn(chart, "screen")
        for text in figure.findobj(Text):
            way = {"above": 1, "rising": 1, "below": -1, "falling": -1}.get(
                text.get_text().removesuffix(" limit").split(" ")[-1]
            )
            if text.get_fontweight() != "bold" or way is None:
                continue
            better = {"up": 1, "down": -1}.get(improvement or "", 0) * way
            meaning = {1: "improvement", -1: "concern", 0: "special cause"}[better]
            assert text.get_color() == MARKS[meaning][0]
            named += 1
    assert named > 16


def leaders(name: str, size: str) -> int:
    """How many thin lines lead from a line of a chart to its name at the right."""
    figure, _ = drawn(CHARTS[name], size)
    across = [np.asarray(line.get_xdata(), float) for line in figure.findobj(Line2D)]
    return sum(x.size == 3 and bool(x.min() > 1) for x in across)


def test_a_line_name_that_had_to_move_away_has_a_leader_to_its_line() -> None:
    assert leaders("narrow limits", "screen") >= 2
    assert leaders("a fall", "print") == 0


# Long names -------------------------------------------------------------------------------------------

letters = st.text("abc ", min_size=1, max_size=70).map(lambda said: " ".join(said.split()))
alike = st.tuples(st.sampled_from(["", LONG, "Llanfairpwllgwyngyll"]), letters).map("".join)


@settings(deadline=None, max_examples=120)
@given(st.lists(alike.filter(bool), min_size=1, max_size=12), st.integers(8, 30))
def test_names_that_differ_still_differ_when_they_are_cut(names: list[str], most: int) -> None:
    whole = [" ".join(name.split()) for name in names]
    cut = told_apart(names, most)
    assert max(map(len, cut)) <= most
    pairs = set(zip(whole, cut, strict=True))
    assert len(pairs) == len(set(whole)) == len(set(cut))
    assert all(name == said for name, said in pairs if len(name) <= most)


def test_small_charts_bars_places_and_times_with_alike_names_stay_different() -> None:
    for name, many in (("small charts", 2), ("bars", 2), ("134 places", 4), ("labels", 3)):
        figure, _ = drawn(CHARTS[name], "screen")
        said = [
            text.get_text() for text in figure.findobj(Text) if text.get_text().startswith(LONG[:4])
        ]
        assert len(said) >= many, name
        assert len(set(said)) == len(said), name


def test_the_furthest_out_places_of_a_funnel_are_named_first() -> None:
    funnel = CHARTS["134 places"]
    assert isinstance(funnel, Funnel)
    figure, _ = drawn(funnel, "screen")
    said = {text.get_text() for text in figure.findobj(Text) if text.get_fontweight() == "bold"}
    whole = dict(zip(told_apart(funnel.points.index, 24), funnel.points.index, strict=True))
    named = {whole[one] for one in said if one in whole}
    outside = list(funnel.outside.index)
    assert named
    assert named <= set(outside[:6])
    assert outside[0] in named


# Scales, dots and pixels ------------------------------------------------------------------------------


def test_small_charts_have_one_scale_or_each_its_own_and_say_so() -> None:
    def tops(name: str) -> list[str]:
        figure, _ = drawn(CHARTS[name], "screen")
        numbers = [
            t.get_text() for t in figure.findobj(Text) if t.get_horizontalalignment() == "right"
        ]
        return numbers[len(numbers) // 2 :] if name == "free scales" else numbers

    assert len(set(tops("small charts"))) < len(tops("small charts"))  # the same numbers twice
    free = CHARTS["free scales"]
    assert "a scale of its own" in free.alt
    assert "a scale of its own" in free.caption
    assert "a scale of its own" not in CHARTS["small charts"].alt
    with pytest.raises(ChartError, match="way to draw scales"):
        run_chart(pd.DataFrame({"n": [1, 2], "a": ["x", "y"]}), "n", facets="a", scales="loose")


@pytest.mark.parametrize("count", [60, 167, 250, 400])
def test_up_to_400_points_dots_do_not_run_together(count: int) -> None:
    figure, _ = drawn(CHARTS[f"{count} points"], "screen")
    dots = [line for line in figure.findobj(Line2D) if line.get_linestyle() == "None"]
    places = np.vstack([line.get_transform().transform(line.get_xydata()) for line in dots])
    radius = min(line.get_markersize() for line in dots) / 72 * figure.dpi / 2
    apart = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    hidden = (apart < radius).sum(axis=1) > 1  # another dot covers its middle
    assert len(places) == count
    assert hidden.mean() < 0.06
    assert 2 * radius / figure.dpi * 390 / (SIZES["screen"].width) > 1.9  # seen on a phone


def test_words_that_are_copied_lie_where_drawn_ones_lie(monkeypatch: pytest.MonkeyPatch) -> None:
    copied = pixels(CHARTS["a fall"])
    monkeypatch.setattr(Words, "draw", Text.draw)
    plain = pixels(CHARTS["a fall"])
    assert (copied != plain).any()  # they start at whole pixels
    for axis in (0, 1):  # how much ink in each row and each column, with a neighbour to each side
        ink = [
            np.convolve((255.0 - one.mean(axis=2)).sum(axis=axis), np.ones(5))
            for one in (copied, plain)
        ]
        assert np.abs(ink[0] - ink[1]).max() < 0.12 * ink[1].max()
        assert ink[0].sum() == pytest.approx(ink[1].sum(), rel=0.03)


def pixels(chart: Showable) -> np.ndarray:
    _, renderer = drawn(chart, "screen")
    return np.asarray(renderer.buffer_rgba())[:, :, :3].astype(int)


@pytest.mark.parametrize(
    "name", ["a fall", "a rise, with notes", "nelson", "134 places", "free scales"]
)
def test_the_file_shows_what_was_drawn_with_few_colours(name: str) -> None:
    plain = pixels(CHARTS[name])
    data = CHARTS[name].to_png()
    shown = np.round(imread(io.BytesIO(data))[:, :, :3] * 255).astype(int)
    assert np.abs(shown - plain).max() <= 16
    for colour in (tokens.INK, tokens.GREY, tokens.PAPER, *(mark[0] for mark in MARKS.values())):
        wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
        there = (plain == wanted).all(axis=2)
        assert (shown[there] == wanted).all()
    assert len(data) < 55 * 1024


def test_a_picture_of_more_than_256_colours_is_still_a_picture() -> None:
    every = np.random.default_rng(2).integers(0, 256, (60, 80, 3)).astype(np.uint8)
    shown = np.round(imread(io.BytesIO(_png_bytes(every, 100)))[:, :, :3] * 255).astype(int)
    assert shown.shape == every.shape
    assert np.abs(shown - every.astype(int)).max() <= 64


# Colours ----------------------------------------------------------------------------------------------

#: How people see who lack one of three kinds of cells, as a matrix on linear light. Source: Machado GM,
#: Oliveira MM, Fernandes LAF. IEEE Transactions on Visualization and Computer Graphics 2009;15:1291-8.
VISION = {
    "all colours": np.eye(3),
    "no red (protanopia)": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "no green (deuteranopia)": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "no blue (tritanopia)": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
    "print in grey": np.tile([0.2126, 0.7152, 0.0722], (3, 1)),
}  # fmt: skip


def light(colour: str) -> np.ndarray:
    """A colour as linear light."""
    part = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def seen(vision: str, colour: str) -> np.ndarray:
    return np.clip(VISION[vision] @ light(colour), 0, 1)


def contrast(one: np.ndarray, other: np.ndarray) -> float:
    weights = np.array([0.2126, 0.7152, 0.0722])
    low, high = sorted((float(one @ weights), float(other @ weights)))
    return (high + 0.05) / (low + 0.05)


def differ(one: np.ndarray, other: np.ndarray) -> float:
    """How different two colours look (CIE 1976); about 2 can be seen side by side, 20 at a glance."""

    def lab(of: np.ndarray) -> np.ndarray:
        matrix = np.array(
            [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
        )
        part = matrix @ of / np.array([0.9505, 1.0, 1.089])
        f = np.where(part > 0.008856, np.cbrt(part), 7.787 * part + 16 / 116)
        return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])

    return float(np.linalg.norm(lab(one) - lab(other)))


@pytest.mark.parametrize("vision", list(VISION))
def test_every_mark_stands_out_from_the_paper_however_colours_are_seen(vision: str) -> None:
    paper = seen(vision, tokens.PAPER)
    for colour, *_ in MARKS.values():
        assert contrast(seen(vision, colour), paper) >= 4.4


@pytest.mark.parametrize("vision", [name for name in VISION if name != "print in grey"])
def test_better_and_worse_differ_at_a_glance_for_people_who_do_not_see_all_colours(
    vision: str,
) -> None:
    better, worse, none = (
        seen(vision, MARKS[kind][0]) for kind in ("improvement", "concern", "common cause")
    )
    assert differ(better, worse) > 90
    assert min(differ(better, none), differ(worse, none)) > 19


def test_where_colours_look_alike_shapes_and_words_differ() -> None:
    """In print in grey all marks look alike: so each kind has a shape of its own."""
    shapes = [shape for _, shape, _ in MARKS.values()]
    assert len(set(shapes)) == len(shapes)
    sizes = [larger for kind, (*_, larger) in MARKS.items() if kind != "common cause"]
    assert min(sizes) > MARKS["common cause"][2]

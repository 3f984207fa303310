"""Draw a result. Nothing is worked out here: every number and word comes from the result.

Colour is never alone: blue squares are a change for the better, orange diamonds for the worse, purple
triangles a change that is neither, grey dots no signal; and a word stands beside them. Lines carry
their names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure

from champions.charts.drawing.labels import (
    MOST_DOTS,
    draw_notes,
    name_lines,
    name_signals,
    place_notes,
)
from champions.charts.drawing.lettering import extent, title_lines
from champions.charts.drawing.names import told_apart
from champions.charts.drawing.panels import MARKS, MOST_LINE, SIZES, Panel, dot_size, thin
from champions.charts.drawing.ticks import LETTER, across, nice_steps, tick_words, ticks_across
from champions.charts.icons import Icon
from champions.charts.result import Result, Results
from champions.sentences.told import bare, told
from champions.style.tokens import GREY, GRID, INK, PAPER, PATH

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def fill_figure(chart: Result, figure: Figure, size: str) -> None:
    """One chart on one figure: title, icons, notes, the chart, and room for the names of its lines.

    The figure grows with what stands above the chart, so that the chart itself keeps its size.

    >>> from champions.charts.chart import run_chart
    >>> from matplotlib.text import Text
    >>> figure = Figure()
    >>> fill_figure(run_chart([3, 4, 5], title="Calls"), figure, "screen")
    >>> figure.findobj(Text)[0].get_text()
    'Calls'
    """
    letters, inch = SIZES[size].letters, SIZES[size].letters / 72
    width = SIZES[size].width
    right, bottom = 7.4 * inch, 3.0 * inch
    tall = SIZES[size].height - bottom - 2.6 * inch
    left = _scale(chart, tall / inch, _reach(chart)).room * inch
    wide = width - left - right
    icons = [icon for icon in (chart.variation, chart.assurance) if icon is not None]
    notes = place_notes(chart, wide, inch)
    rows = max((row for *_, row in notes), default=-1) + 1
    title = title_lines(chart.title, letters * 1.12, width - 1.2 * inch)
    top = inch * (
        0.4 + 1.4 * len(title) + 1.3 * bool(chart.asked.unit) + 3.6 * bool(icons) + 1.25 * rows
        + 1.0 * (chart.asked.freeze is not None) + 0.8
    )  # fmt: skip
    height = top + tall + bottom
    figure.set_size_inches(width, height)
    whole = Panel(figure, (0, 0), width, height)
    at = 1 - 0.4 * inch / height
    for line in title:
        at -= 1.35 * inch / height
        whole.text(0.6 * inch / width, at, line, fontsize=letters * 1.12, fontweight="bold")
    if chart.asked.unit:
        at -= 1.3 * inch / height
        whole.text(0.6 * inch / width, at, chart.asked.unit, fontsize=letters * 0.92)
    if icons:
        _draw_icons(figure, icons, letters, (1 - at) * height + 0.6 * inch)
    _draw(chart, Panel(figure, (left, bottom), wide, tall), size, notes=notes)


def fill_with_many(charts: Results, figure: Figure, size: str) -> None:
    """Small charts below each other on a phone, else two side by side: on one scale, or each on its own.

    >>> from champions.charts.chart import run_chart
    >>> import pandas as pd
    >>> from matplotlib.text import Text
    >>> figure = Figure()
    >>> table = pd.DataFrame({"calls": [3, 4, 5, 6], "area": ["North", "South"] * 2})
    >>> fill_with_many(run_chart(table, "calls", facets="area"), figure, "screen")
    >>> {"North", "South"} <= {text.get_text() for text in figure.findobj(Text)}
    True
    """
    columns = 1 if len(charts.charts) == 1 else SIZES[size].columns
    rows = -(-len(charts.charts) // columns)
    letters = SIZES[size].letters * SIZES[size].smaller
    inch = letters / 72
    width = SIZES[size].width
    lines = title_lines(charts.title, letters * 1.2, width - 1.2 * inch)
    title = (0.7 + 1.5 * len(lines)) * inch if lines else 0.0
    tall = 18.0 * inch
    height = rows * tall + title + 0.5 * inch
    figure.set_size_inches(width, height)
    whole = Panel(figure, (0, 0), width, height)
    for at, line in enumerate(lines):
        whole.text(
            0.6 * inch / width,
            1 - (1.6 + 1.5 * at) * inch / height,
            line,
            fontsize=letters * 1.2,
            fontweight="bold",
        )
    spans = [_reach(chart) for chart in charts.charts.values()]
    if charts.scales == "same":
        spans = [(min(low for low, _ in spans), max(high for _, high in spans))] * len(spans)
    free = tall - 7.2 * inch
    drawn = list(zip(charts.charts.values(), spans, strict=True))
    left = max(_scale(chart, free / inch, span).room for chart, span in drawn) * inch
    names = told_apart(charts.charts, int(width / columns / (inch * LETTER * 1.1)) - 2)
    for at, (name, (chart, span)) in enumerate(zip(names, drawn, strict=True)):
        row, column = divmod(at, columns)
        corner = (
            column * width / columns + left,
            height - title - (row + 1) * tall + 3.2 * inch,
        )
        panel = Panel(figure, corner, width / columns - left - 7.2 * inch, free)
        _draw(chart, panel, size, smaller=SIZES[size].smaller, y_span=span, notes=[])
        panel.text(0, 1, name, (0.6 * letters - left * 72, 1.7 * letters),
                   fontsize=letters, fontweight="bold")  # fmt: skip
        if chart.variation:
            panel.text(0, 1, chart.variation.kind, (0.6 * letters - left * 72, 0.4 * letters), fontsize=letters * 0.9,
                       color=chart.variation.colour)  # fmt: skip


def draw_chart(chart: Result, ax: Axes, size: str = "screen") -> None:
    """Draw a run chart or a control chart on axes of a person's own.

    Args:
        chart: the result. ax: where to draw. size: of letters and dots.

    >>> from champions.charts.chart import run_chart
    >>> ax = Figure().add_subplot()
    >>> draw_chart(run_chart([3, 4, 5]), ax)
    >>> ax.texts[-1].get_text().split()
    ['median', '4']
    """
    _draw(chart, Panel.of(ax), size)


def _draw(
    chart: Result,
    panel: Panel,
    size: str,
    *,
    smaller: float = 1.0,
    y_span: tuple[float, float] | None = None,
    notes: list[tuple[float, str, float, int]] | None = None,
) -> None:
    letters = SIZES[size].letters * smaller
    x = across(chart.series)
    dot = dot_size(SIZES[size].dot * smaller, x.size, panel.wide)
    scale = _scale(chart, panel.tall * 72 / letters, y_span or _reach(chart))
    least = 1e-9 * max(1.0, abs(float(x[-1])))  # what the computer can still tell apart
    pad = max((x[-1] - x[0]) * 0.025, least) if x.size > 1 else max(0.5, least)
    panel.span(float(x[0] - pad), float(x[-1] + pad), scale.low, scale.high)
    _frame(chart, panel, x, letters, scale)
    _lines(chart, panel, x, letters)
    _path_and_dots(chart, panel, x, dot)
    taken = _gaps(chart, panel, x, letters)
    name_signals(chart, panel, x, letters, dot, taken)
    name_lines(chart, panel, letters)
    draw_notes(
        chart,
        panel,
        x,
        letters,
        place_notes(chart, panel.wide, letters / 72) if notes is None else notes,
    )


def _reach(chart: Result) -> tuple[float, float]:
    lines, target = chart.lines, chart.series.target
    parts = [lines.values, lines.centre, lines.lower, lines.upper] + (
        [] if target is None else [target]
    )
    low = min(float(np.fmin.reduce(part)) for part in parts if not np.isnan(part).all())
    high = max(float(np.fmax.reduce(part)) for part in parts if not np.isnan(part).all())
    if 0 <= low < 0.35 * high:
        low = 0.0
    if high - low > max(1e-10, 1e-12 * max(abs(low), abs(high))):
        return low, high
    room = max(0.5, 1e-3 * abs(high))  # all the same, but for the rounding of the computer
    return low - room, high + room


@dataclass(frozen=True)
class _Scale:
    """The numbers up the side: the lowest and highest drawn, and where words stand."""

    low: float
    high: float
    ticks: np.ndarray
    words: list[str]

    @property
    def room(self) -> float:
        """How wide the words are, in letter heights, with a little space on both sides."""
        return max(4.1, max(map(len, self.words), default=0) * LETTER + 0.9)


def _scale(chart: Result, tall: float, reach: tuple[float, float]) -> _Scale:
    """Numbers for a chart so many letters tall, whose lines and points reach so low and so high."""
    low, high = reach
    room = 2.0 / tall * (high - low)
    low, high = low - room * (0.3 if low == 0 else 0.9), high + room * 0.9
    ticks = nice_steps(low, high, max(3, min(7, int(tall / 2.6))))
    return _Scale(low, high, ticks, tick_words(ticks, percent=chart.asked.percent))


def _frame(chart: Result, panel: Panel, x: np.ndarray, letters: float, scale: _Scale) -> None:
    """Grid, numbers and times. Plain text, as the ticks of matplotlib take most of the time."""
    inch, ticks = letters / 72, scale.ticks
    for tick, said in zip(ticks.tolist(), scale.words, strict=True):
        panel.text(
            0,
            panel.up(tick),
            said,
            (-0.4 * letters, 0),
            ha="right",
            va="center_baseline",
            fontsize=letters * 0.92,
        )
    places, words = ticks_across(chart.series.time, chart.series.how, x, panel.wide / inch)
    for place, said in zip(places.tolist(), words, strict=True):
        for row, part in enumerate(said.split("\n")):
            panel.text(panel.across(place), 0, part, (0, -(1.45 + 1.15 * row) * letters), ha="center",
                       fontsize=letters * 0.92)  # fmt: skip
    grid = [[(panel.left, tick), (panel.right, tick)] for tick in ticks]
    foot = panel.low - 0.25 * inch / panel.tall * (panel.high - panel.low)
    small = [[(place, panel.low), (place, foot)] for place in places]
    panel.lines(
        [*grid, [(panel.left, panel.low), (panel.right, panel.low)], *small],
        colors=[GRID] * len(grid) + [GREY] * (1 + len(small)), linewidths=0.8, zorder=0,
    )  # fmt: skip


def _lines(chart: Result, panel: Panel, x: np.ndarray, letters: float) -> None:
    lines, wide = chart.lines, letters * 0.13
    drawn: list[tuple[np.ndarray, str, float, Any]] = []
    for part in chart.parts:
        first, last = part.first, part.first + part.lines.values.size
        base = np.flatnonzero(part.used)
        split = first + int(base[-1]) + 1 if base.size and chart.asked.freeze else last
        drawn.append((_level(x, lines.centre, first, split), INK, wide, "solid"))
        if split < last:
            drawn.append((_level(x, lines.centre, split - 1, last), INK, wide, (0, (5, 2))))
        both = (lines.lower, lines.upper)
        drawn += [(_level(x, limit, first, last), GREY, wide, (0, (2.5, 1.5))) for limit in both]
    if chart.series.target is not None:
        drawn.append((_level(x, chart.series.target, 0, x.size), INK, wide * 0.9, (0, (1, 1.2))))
    drawn = [line for line in drawn if line[0].size]
    paths, colours, widths, styles = zip(*drawn, strict=True)
    panel.lines(paths, colors=colours, linewidths=widths, linestyles=list(styles), zorder=1.5)


def _level(x: np.ndarray, y: np.ndarray, first: int, last: int) -> np.ndarray:
    """The corners of a level line, or of steps where the level changes from point to point."""
    x, y = x[first:last], y[first:last]
    known = ~np.isnan(y)
    if not known.any():
        return np.empty((0, 2))
    if np.all(y[known] == y[known][0]):
        reach = (x[1] - x[0]) * 0.15 if x.size > 1 else 0.3
        return np.array([(x[0] - reach, y[known][0]), (x[-1] + reach, y[known][0])])
    x, y = thin(x, y)
    half = np.diff(x) / 2 if x.size > 1 else np.array([0.3])
    left, right = x - np.append(half[0], half), x + np.append(half, half[-1])
    return np.column_stack([np.column_stack([left, right]).ravel(), np.repeat(y, 2)])


def _path_and_dots(chart: Result, panel: Panel, x: np.ndarray, dot: float) -> None:
    values, excluded = chart.lines.values, chart.series.excluded
    shown = np.where(excluded, np.nan, values) if excluded.any() else values
    ends = [part.first for part in chart.parts[1:]]
    px, py = thin(x, shown)
    if ends and x.size <= MOST_LINE:
        px, py = np.insert(px, ends, np.nan), np.insert(py, ends, np.nan)
    panel.line(px, py, color=PATH, linewidth=max(0.45, dot * 0.22), zorder=2)
    _, ways = chart.marks
    for kind, (colour, shape, larger) in MARKS.items():
        at = np.flatnonzero((chart.types == kind) & ~excluded)
        if kind == "common cause" and x.size > MOST_DOTS:
            continue
        at = at[:: max(1, at.size // 2000)]
        if not at.size:
            continue
        for way in (1, -1, 0) if kind == "special cause" else (None,):
            some = at if way is None else at[ways[at] == way]
            if some.size:
                turned = {1: "^", -1: "v", 0: "p"}.get(way, shape) if way is not None else shape
                panel.line(x[some], values[some], linestyle="none", marker=turned, markersize=dot * larger,
                        markerfacecolor=colour, markeredgecolor=PAPER, markeredgewidth=dot * 0.1,
                        zorder=3)  # fmt: skip
    if excluded.any():
        panel.line(x[excluded], values[excluded], linestyle="none", marker="o", markersize=dot * 1.1,
                markerfacecolor=PAPER, markeredgecolor=GREY, markeredgewidth=dot * 0.22, zorder=3)  # fmt: skip


def _gaps(
    chart: Result, panel: Panel, x: np.ndarray, letters: float
) -> list[tuple[float, float, float, float]]:
    """Marks and words for what is not there; gives where the words stand, in points."""
    values, excluded = chart.lines.values, chart.series.excluded
    gaps = np.flatnonzero(np.isnan(values))
    gaps = gaps[gaps > 0] if chart.row.differences else gaps
    if gaps.size and gaps.size <= 40:
        at_foot = [0.3 * letters / 72 / panel.tall] * gaps.size
        panel.line([panel.across(x[at]) for at in gaps], at_foot, box=True, linestyle="none", marker="x",
                   markersize=letters * 0.42, markeredgewidth=letters * 0.1, color=GREY, zorder=3)  # fmt: skip
    words = [
        (at, 0.0, bare(told("hidden") if chart.series.hidden[at] else told("gap")), 0.65, "bottom")
        for at in gaps[:2]
    ]
    room = 1.6 * letters / 72 / panel.tall
    for at in np.flatnonzero(excluded & ~np.isnan(values))[:2]:
        up = panel.up(values[at])
        words.append(
            (at, up, bare(told("left out")), *((-0.6, "top") if up > room else (0.6, "bottom")))
        )
    taken: list[tuple[float, float, float, float]] = []
    for at, up, word, away, side in words:
        half = extent(word, letters * 0.8)[0] / 2 / (panel.wide * 72)
        place = min(max(panel.across(x[at]), half), 1 - half)
        box = _box_of(word, place, up, away * letters, letters * 0.8, panel)
        # Two gaps side by side have one word: their marks say the rest.
        if not any(_meet(box, other) for other in taken):
            taken.append(box)
            panel.text(place, up, word, (0, away * letters), ha="center", va=side,
                       fontsize=letters * 0.8)  # fmt: skip
    return taken


def _box_of(
    word: str, x: float, y: float, away: float, size: float, panel: Panel
) -> tuple[float, float, float, float]:
    """Left, low, right and high of a word over or under a place, in points from the panel's corner."""
    wide, middle = extent(word, size)[0] / 2, x * panel.wide * 72
    edge = y * panel.tall * 72 + away
    low, high = (edge, edge + 1.2 * size) if away > 0 else (edge - 1.2 * size, edge)
    return middle - wide, low, middle + wide, high


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _draw_icons(figure: Figure, icons: list[Icon], letters: float, top: float) -> None:
    """Icons in a row below the title, each with its word."""
    height = figure.get_size_inches()[1]
    side, left = 2.7 * letters / 72, 0.6 * letters / 72
    for icon in icons:
        panel = Panel(figure, (left, height - top - side), side, side)
        panel.span(0, 64, 64, 0)
        draw_icon(icon, panel, letters)
        panel.text(1, 0.5, f"{icon.about}:\n{icon.kind}", (0.3 * letters, 0), fontsize=letters * 0.88,
                   va="center", linespacing=1.1)  # fmt: skip
        left += side + (max(len(icon.kind), 10) * 0.6 * 0.88 + 1.2) * letters / 72


def draw_icon(icon: Icon, panel: Panel, letters: float) -> None:
    """Draw one icon on a small square panel of 64 by 64, from the top left.

    >>> from champions.charts.icons import variation
    >>> from matplotlib.text import Text
    >>> figure = Figure()
    >>> draw_icon(variation(1, "up"), Panel(figure, (0, 0), 1, 1), 10)
    >>> figure.findobj(Text)[0].get_text()
    'H'
    """
    style: dict[str, Any] = {"color": icon.colour, "linewidth": letters * 0.17}
    turn = np.linspace(0, 2 * np.pi, 60)
    panel.line(
        32 + 28 * np.cos(turn), 32 + 28 * np.sin(turn), color=icon.colour, linewidth=letters * 0.22
    )
    if icon.shape == "wave":
        along = np.linspace(14, 50, 40)
        panel.line(along, 33 - 9 * np.sin((along - 14) / 36 * 4 * np.pi), **style)
    if icon.shape in {"up", "down"}:
        corners = ([(16, 50), (27, 42), (35, 46), (48, 35)], [(39, 35), (48, 35), (48, 43)])
        for path in corners:
            panel.line(
                [a for a, _ in path],
                [b if icon.shape == "up" else 85 - b for _, b in path],
                **style,
            )
    disc = icon.shape == "disc"
    panel.text(0.5, 0.48 if disc else 0.68, icon.letter, ha="center", va="center", fontweight="bold",
               fontsize=letters * (1.3 if disc else 0.92), color=icon.colour)  # fmt: skip

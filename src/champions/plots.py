"""Draw a result. Nothing is worked out here: every number and word comes from the result.

Colour is never alone: blue squares are a change for the better, orange diamonds for the worse, purple
triangles a change that is neither, grey dots no signal; and a word stands beside them. Lines carry
their names. Figures are made without pyplot, which would keep every one of them in memory.
"""

from __future__ import annotations

import math
import struct
import textwrap
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, ScaledTranslation

from champions.icons import BLUE, GREY, INK, ORANGE, PURPLE, Icon
from champions.reading import MOST_WRITTEN, notes_by_point, say_number
from champions.series import say_time

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from champions.charts import Chart, Charts
    from champions.runs import Signal

PATH, GRID = "#7d8892", "#e1e6ea"
#: Type of point: colour, shape, and how much larger than a plain dot.
MARKS = {
    "common cause": (GREY, "o", 1.0),
    "improvement": (BLUE, "s", 1.25),
    "concern": (ORANGE, "D", 1.25),
    "special cause": (PURPLE, "^", 1.4),
}
#: More points than this are drawn as a line only, as dots would be one smear.
_MOST_DOTS = 400
#: More than this are thinned to the highest and lowest of each column of pixels.
_MOST_LINE = 4000
#: Width of a letter as a share of its height; a little more than the mean, to be safe.
_LETTER = 0.56


@dataclass(frozen=True)
class Size:
    """Sizes for one use: width and height in inches, dots an inch, letters and dots in points."""

    width: float
    height: float
    dpi: int
    letters: float
    dot: float


#: A phone 390 pixels wide shows ``screen`` at half size, with letters 12 pixels high.
SIZES = {
    "screen": Size(5.2, 3.9, 150, 11.5, 6.0),
    "print": Size(6.7, 4.2, 300, 9.5, 4.6),
    "projector": Size(10.67, 6.0, 120, 20.0, 10.0),
}


class Panel:
    """Where one chart is drawn: a part of a figure, or the axes that a person gave.

    Axes of matplotlib make ticks that are never shown, which takes longer than the chart itself. So a
    whole figure is drawn without them, and this holds the few things that a drawing needs.

    Attributes:
        data: from the numbers of the chart to the picture. box: from 0-1 across and up to the picture.
        wide, tall: its size in inches. left, right, low, high: the numbers at its edges.
    """

    def __init__(
        self,
        figure: Figure,
        corner: tuple[float, float],
        wide: float,
        tall: float,
        ax: Axes | None = None,
    ) -> None:
        self.figure, self.ax, self.wide, self.tall = figure, ax, wide, tall
        width, height = figure.get_size_inches()
        self._corner = (corner[0] / width, corner[1] / height, wide / width, tall / height)
        x, y, w, h = self._corner
        self.box = (
            ax.transAxes if ax else Affine2D().scale(w, h).translate(x, y) + figure.transFigure
        )
        self.data: Any = self.box
        self.left, self.right, self.low, self.high = 0.0, 1.0, 0.0, 1.0

    @classmethod
    def of(cls, ax: Axes) -> Panel:
        """The panel of axes that a person gave. Their own ticks are put out of sight."""
        figure: Any = ax.figure
        box = ax.get_position()
        width, height = figure.get_size_inches()
        ax.set_axis_off()
        return cls(
            figure, (box.x0 * width, box.y0 * height), box.width * width, box.height * height, ax
        )

    def span(self, left: float, right: float, low: float, high: float) -> None:
        """Say which numbers are at the edges."""
        self.left, self.right, self.low, self.high = left, right, low, high
        if self.ax is not None:
            self.ax.set(xlim=(left, right), ylim=(low, high))
            self.data = self.ax.transData
        else:
            scale = Affine2D().translate(-left, -low).scale(1 / (right - left), 1 / (high - low))
            self.data = scale + self.box

    def across(self, x: float) -> float:
        """A place across, as a share of the width."""
        return float((x - self.left) / (self.right - self.left))

    def up(self, y: float) -> float:
        """A place up, as a share of the height."""
        return float((y - self.low) / (self.high - self.low))

    def text(
        self, x: float, y: float, said: str, shift: tuple[float, float] = (0, 0), **style: Any
    ) -> None:
        """Words at shares of the width and height, moved by so many points."""
        where = self.box + ScaledTranslation(
            shift[0] / 72, shift[1] / 72, self.figure.dpi_scale_trans
        )
        text = Text(x, y, said, transform=where, figure=self.figure, **{"color": INK, **style})
        (self.ax or self.figure).add_artist(text)

    def line(self, x: Any, y: Any, *, box: bool = False, **style: Any) -> None:
        """A line or dots, at numbers of the chart or (``box``) at shares of the panel."""
        made = Line2D(x, y, transform=self.box if box else self.data, **style)
        (self.ax or self.figure).add_artist(made)

    def lines(self, paths: Any, **style: Any) -> None:
        """Many lines at once."""
        made = LineCollection(paths, transform=self.data, **style)
        (self.ax or self.figure).add_artist(made)


def png(draw_on: Callable[[Figure, str], None], size: str) -> bytes:
    """A picture as the bytes of a PNG file.

    >>> png(lambda figure, size: None, "screen")[1:4]
    b'PNG'
    """
    figure = _figure(size)
    draw_on(figure, size)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return _png_bytes(np.asarray(canvas.buffer_rgba())[:, :, :3], SIZES[size].dpi)


def _png_bytes(pixels: np.ndarray, dpi: int) -> bytes:
    """Pixels as a PNG file. Every row as it is: on flat colours, trying filters costs time only."""
    height, width, _ = pixels.shape
    rows = np.zeros((height, 1 + 3 * width), np.uint8)
    rows[:, 1:] = pixels.reshape(height, -1)
    squeeze = zlib.compressobj(6, zlib.DEFLATED, 15, 9, zlib.Z_RLE)
    body = squeeze.compress(rows.tobytes()) + squeeze.flush()
    metre = round(dpi / 0.0254)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (
        (b"IHDR", head),
        (b"pHYs", struct.pack(">IIB", metre, metre, 1)),
        (b"IDAT", body),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def svg(draw_on: Callable[[Figure, str], None], size: str, title: str, description: str) -> str:
    """A picture as SVG, with a title and a description that a screen reader says.

    >>> ">twelve dots</desc>" in svg(lambda *_: None, "screen", "Calls", "twelve dots")
    True
    """
    from html import escape

    buffer = BytesIO()
    with mpl.rc_context({"svg.hashsalt": "champions"}):
        figure = _figure(size)
        draw_on(figure, size)
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    made = buffer.getvalue().decode("utf-8")
    start = made.index(">", made.index("<svg")) + 1
    head = made[:start].replace("<svg", '<svg role="img" aria-labelledby="title description"', 1)
    said = f'<title id="title">{escape(title)}</title><desc id="description">{escape(description)}</desc>'
    return head + said + made[start:]


def _figure(size: str) -> Figure:
    from champions.tidy import one_of

    chosen = SIZES[one_of(size, SIZES, "size")]
    return Figure(figsize=(chosen.width, chosen.height), dpi=chosen.dpi, facecolor="white")


def fill_figure(chart: Chart, figure: Figure, size: str) -> None:
    """One chart on one figure: title, icons, notes, the chart, and room for the names of its lines.

    The figure grows with what stands above the chart, so that the chart itself keeps its size.

    >>> from champions.charts import run_chart
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
    title = textwrap.wrap(chart.title, int(width / (inch * 1.12 * _LETTER)) - 2)[:3]
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


def fill_with_many(charts: Charts, figure: Figure, size: str) -> None:
    """Small charts on one scale, below each other on a phone, else two side by side.

    >>> from champions.charts import run_chart
    >>> import pandas as pd
    >>> figure = Figure()
    >>> table = pd.DataFrame({"calls": [3, 4, 5, 6], "area": ["North", "South"] * 2})
    >>> fill_with_many(run_chart(table, "calls", facets="area"), figure, "screen")
    >>> {"North", "South"} <= {text.get_text() for text in figure.findobj(Text)}
    True
    """
    columns = 1 if len(charts.charts) == 1 or size == "screen" else 2
    rows = -(-len(charts.charts) // columns)
    letters = SIZES[size].letters * 0.8
    inch = letters / 72
    width = SIZES[size].width
    title = 2.2 * inch if charts.title else 0.0
    tall = 18.0 * inch
    height = rows * tall + title + 0.5 * inch
    figure.set_size_inches(width, height)
    whole = Panel(figure, (0, 0), width, height)
    if charts.title:
        whole.text(
            0.6 * inch / width,
            1 - 1.6 * inch / height,
            charts.title,
            fontsize=letters * 1.2,
            fontweight="bold",
        )
    spans = np.array([_reach(chart) for chart in charts.charts.values()])
    span = (float(spans[:, 0].min()), float(spans[:, 1].max()))
    free = tall - 7.2 * inch
    left = max(_scale(chart, free / inch, span).room for chart in charts.charts.values()) * inch
    for at, (name, chart) in enumerate(charts.charts.items()):
        row, column = divmod(at, columns)
        corner = (
            column * width / columns + left,
            height - title - (row + 1) * tall + 3.2 * inch,
        )
        panel = Panel(figure, corner, width / columns - left - 7.2 * inch, free)
        _draw(chart, panel, size, smaller=0.8, y_span=span, notes=[])
        panel.text(0, 1, textwrap.shorten(name, 24, placeholder="…"), (0.6 * letters - left * 72, 1.7 * letters),
                   fontsize=letters, fontweight="bold")  # fmt: skip
        if chart.variation:
            panel.text(0, 1, chart.variation.kind, (0.6 * letters - left * 72, 0.4 * letters), fontsize=letters * 0.9,
                       color=chart.variation.colour)  # fmt: skip


def draw_chart(chart: Chart, ax: Axes, size: str = "screen") -> None:
    """Draw a run chart or a control chart on axes of a person's own.

    Args:
        chart: the result. ax: where to draw. size: of letters and dots.

    >>> from champions.charts import run_chart
    >>> ax = Figure().add_subplot()
    >>> draw_chart(run_chart([3, 4, 5]), ax)
    >>> ax.texts[-1].get_text().split()
    ['median', '4']
    """
    _draw(chart, Panel.of(ax), size)


def _draw(
    chart: Chart,
    panel: Panel,
    size: str,
    *,
    smaller: float = 1.0,
    y_span: tuple[float, float] | None = None,
    notes: list[tuple[float, str, float, int]] | None = None,
) -> None:
    letters, dot = SIZES[size].letters * smaller, SIZES[size].dot * smaller
    x = _across(chart)
    scale = _scale(chart, panel.tall * 72 / letters, y_span or _reach(chart))
    pad = max((x[-1] - x[0]) * 0.025, 1e-9) if x.size > 1 else 0.5
    panel.span(float(x[0] - pad), float(x[-1] + pad), scale.low, scale.high)
    _frame(chart, panel, x, letters, scale)
    _lines(chart, panel, x, letters)
    _path_and_dots(chart, panel, x, dot)
    _gaps(chart, panel, x, letters)
    _name_signals(chart, panel, x, letters, dot)
    _name_lines(chart, panel, letters)
    _notes(
        chart,
        panel,
        x,
        letters,
        place_notes(chart, panel.wide, letters / 72) if notes is None else notes,
    )


def _across(chart: Chart) -> np.ndarray:
    series = chart.series
    if series.how == "dates":
        return series.time.astype("M8[s]").astype(float) / 86400
    return (
        series.time.astype(float)
        if series.how == "numbers"
        else np.arange(1.0, series.time.size + 1)
    )


def _reach(chart: Chart) -> tuple[float, float]:
    lines, target = chart.lines, chart.series.target
    parts = [lines.values, lines.centre, lines.lower, lines.upper] + (
        [] if target is None else [target]
    )
    low = min(float(np.fmin.reduce(part)) for part in parts if not np.isnan(part).all())
    high = max(float(np.fmax.reduce(part)) for part in parts if not np.isnan(part).all())
    if 0 <= low < 0.35 * high:
        low = 0.0
    return (low - 0.5, high + 0.5) if low == high else (low, high)


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
        return max(4.1, max(map(len, self.words), default=0) * _LETTER + 0.9)


def _scale(chart: Chart, tall: float, reach: tuple[float, float]) -> _Scale:
    """Numbers for a chart so many letters tall, whose lines and points reach so low and so high."""
    low, high = reach
    room = 2.0 / tall * (high - low)
    low, high = low - room * (0.3 if low == 0 else 0.9), high + room * 0.9
    ticks = nice_steps(low, high, max(3, min(7, int(tall / 2.6))))
    return _Scale(low, high, ticks, tick_words(ticks, percent=chart.asked.percent))


def tick_words(ticks: np.ndarray, *, percent: bool) -> list[str]:
    """Numbers for an axis, all with the same digits.

    >>> tick_words(np.array([0.0, 0.25, 0.5]), percent=True), tick_words(np.array([0.0, 2500]), percent=False)
    (['0%', '25%', '50%'], ['0', '2,500'])
    """
    shown = ticks * (100 if percent else 1) + 0.0
    step = shown[1] - shown[0] if shown.size > 1 else 1.0
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    return [f"{tick:,.{digits}f}{'%' * percent}" for tick in shown.tolist()]


def _frame(chart: Chart, panel: Panel, x: np.ndarray, letters: float, scale: _Scale) -> None:
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
            panel.text(panel.across(place), 0, part, (0, -(1.3 + 1.15 * row) * letters), ha="center",
                       fontsize=letters * 0.92)  # fmt: skip
    grid = [[(panel.left, tick), (panel.right, tick)] for tick in ticks]
    foot = panel.low - 0.25 * inch / panel.tall * (panel.high - panel.low)
    small = [[(place, panel.low), (place, foot)] for place in places]
    panel.lines(
        [*grid, [(panel.left, panel.low), (panel.right, panel.low)], *small],
        colors=[GRID] * len(grid) + [GREY] * (1 + len(small)), linewidths=0.8, zorder=0,
    )  # fmt: skip


def nice_steps(low: float, high: float, most: int) -> np.ndarray:
    """Round numbers between low and high, at most so many.

    >>> nice_steps(3, 41, 5).tolist()
    [10.0, 20.0, 30.0, 40.0]
    """
    raw = (high - low) / max(most, 1)
    power = 10.0 ** np.floor(np.log10(raw))
    step = power * next(factor for factor in (1, 2, 5, 10) if factor * power >= raw * 0.999)
    return np.round(np.arange(np.ceil(low / step), np.floor(high / step) + 0.5) * step, 12)


def ticks_across(
    time: np.ndarray, how: str, x: np.ndarray, wide: float
) -> tuple[np.ndarray, list[str]]:
    """Where words stand below the chart, and which: never so many that they touch.

    Args:
        time: the times; how: dates, numbers or labels. x: their places.
        wide: width of the axes in letter heights.

    >>> ticks_across(np.array(["a", "b", "c"], object), "labels", np.arange(1.0, 4), 40)[1]
    ['a', 'b', 'c']
    """
    if how == "numbers":
        most = max(2, int(wide / 4))
        places = nice_steps(x[0], x[-1], most) if x[-1] > x[0] else x[:1]
        if np.all(x == np.floor(x)):
            places = np.unique(np.floor(places))
        return places, [f"{place:g}" for place in places]
    if how == "labels":
        length = max(len(str(label)) for label in time)
        cut = min(length, 10)
        step = max(1, int(np.ceil(time.size / max(1, wide / (cut * _LETTER + 1.5)))))
        places = np.arange(0, time.size, step)
        return x[places], [
            textwrap.shorten(str(time[i]), 10, placeholder="…") or str(time[i])[:10] for i in places
        ]
    return _date_ticks(time, x, wide)


_STEPS = ((1, "D"), (2, "D"), (7, "D"), (14, "D"), (1, "M"), (2, "M"), (3, "M"), (6, "M"),
          (1, "Y"), (2, "Y"), (5, "Y"), (10, "Y"), (20, "Y"), (50, "Y"))  # fmt: skip


def _date_ticks(time: np.ndarray, x: np.ndarray, wide: float) -> tuple[np.ndarray, list[str]]:
    first, last = time[0], time[-1]
    if last - first < np.timedelta64(2, "D"):
        most = max(1, int(wide / 8))
        at = np.unique(np.linspace(0, time.size - 1, min(most, time.size)).astype(int))
        return x[at], [
            str(time[i].astype("M8[m]"))[11:]
            + f"\n{say_time(time[i].astype('M8[D]'), short=True, year=False)}"
            for i in at
        ]
    for count, unit in _STEPS:
        days = _places(first, last, count, unit)
        length = 6 if unit == "D" else 4
        if 0 < days.size <= max(2, int(wide / (length * _LETTER + 1.0))):
            break
    said, year = [], None
    for day in days:
        month = say_time(day, short=True, year=False)
        now = str(day)[:4]
        text = now if unit == "Y" else (month.split()[1] if unit == "M" else month)
        said.append(text + (f"\n{now}" if now != year and unit != "Y" else ""))
        year = now
    return days.astype(float), said


def _places(first: np.datetime64, last: np.datetime64, count: int, unit: str) -> np.ndarray:
    if unit == "D":
        after = last.astype("M8[D]") + np.timedelta64(1, "D")
        return np.arange(first.astype("M8[D]"), after, np.timedelta64(count, "D"))
    after, month = last.astype("M8[M]") + np.timedelta64(1, "M"), np.timedelta64(1, "M")
    months = np.arange(first.astype("M8[M]"), after, month)
    each = count * (12 if unit == "Y" else 1)
    months = months[
        (months.astype(int) % each == 0)
        if each <= 12
        else (months.astype("M8[Y]").astype(int) + 1970) % count == 0
    ]
    months = months[months.astype(int) % 12 == 0] if unit == "Y" else months
    days = months.astype("M8[D]")
    return days[(days >= first.astype("M8[D]")) & (days <= last)]


def _lines(chart: Chart, panel: Panel, x: np.ndarray, letters: float) -> None:
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
    x, y = _thin(x, y)
    half = np.diff(x) / 2 if x.size > 1 else np.array([0.3])
    left, right = x - np.append(half[0], half), x + np.append(half, half[-1])
    return np.column_stack([np.column_stack([left, right]).ravel(), np.repeat(y, 2)])


def _thin(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if x.size <= _MOST_LINE:
        return x, y
    columns = 1500
    edges = np.linspace(0, x.size, columns + 1).astype(int)[:-1]
    low, high = np.fmin.reduceat(y, edges), np.fmax.reduceat(y, edges)
    return np.repeat(x[edges], 2), np.column_stack([low, high]).ravel()


def _path_and_dots(chart: Chart, panel: Panel, x: np.ndarray, dot: float) -> None:
    values, excluded = chart.lines.values, chart.series.excluded
    shown = np.where(excluded, np.nan, values) if excluded.any() else values
    ends = [part.first for part in chart.parts[1:]]
    px, py = _thin(x, shown)
    if ends and x.size <= _MOST_LINE:
        px, py = np.insert(px, ends, np.nan), np.insert(py, ends, np.nan)
    panel.line(px, py, color=PATH, linewidth=dot * 0.22, zorder=2)
    _, ways = chart.marks
    for kind, (colour, shape, larger) in MARKS.items():
        at = np.flatnonzero((chart.types == kind) & ~excluded)
        if kind == "common cause" and x.size > _MOST_DOTS:
            continue
        at = at[:: max(1, at.size // 2000)]
        if not at.size:
            continue
        for way in (1, -1, 0) if kind == "special cause" else (None,):
            some = at if way is None else at[ways[at] == way]
            if some.size:
                turned = {1: "^", -1: "v", 0: "p"}.get(way, shape) if way is not None else shape
                panel.line(x[some], values[some], linestyle="none", marker=turned, markersize=dot * larger,
                        markerfacecolor=colour, markeredgecolor="white", markeredgewidth=dot * 0.1,
                        zorder=3)  # fmt: skip
    if excluded.any():
        panel.line(x[excluded], values[excluded], linestyle="none", marker="o", markersize=dot * 1.1,
                markerfacecolor="white", markeredgecolor=GREY, markeredgewidth=dot * 0.22, zorder=3)  # fmt: skip


def _gaps(chart: Chart, panel: Panel, x: np.ndarray, letters: float) -> None:
    values, excluded = chart.lines.values, chart.series.excluded
    gaps = np.flatnonzero(np.isnan(values))
    gaps = gaps[gaps > 0] if chart.kind == "mr" else gaps
    if gaps.size and gaps.size <= 40:
        at_foot = [0.3 * letters / 72 / panel.tall] * gaps.size
        panel.line([panel.across(x[at]) for at in gaps], at_foot, box=True, linestyle="none", marker="x",
                   markersize=letters * 0.42, markeredgewidth=letters * 0.1, color=GREY, zorder=3)  # fmt: skip
    for at in gaps[:2]:
        word = "hidden" if chart.series.hidden[at] else "gap"
        panel.text(
            panel.across(x[at]), 0, word, (0, letters * 0.65), ha="center", fontsize=letters * 0.8
        )
    for at in np.flatnonzero(excluded & ~np.isnan(values))[:2]:
        panel.text(panel.across(x[at]), panel.up(values[at]), "left out", (0, -letters * 0.6), ha="center",
                   va="top", fontsize=letters * 0.8)  # fmt: skip


_SAID = {
    "shift": "{n} {way}", "trend": "{n} {how}", "outside": "{way} limit", "two of three": "2 of 3",
    "four of five": "4 of 5", "alternating": "{n} up and down", "inner third": "{n} close in",
    "outer thirds": "{n} far out",
}  # fmt: skip


def _name_signals(chart: Chart, panel: Panel, x: np.ndarray, letters: float, dot: float) -> None:
    """A word beside the last signal of each rule, at most three, so that shape and colour have a name."""
    named, _ = chart.marks
    last: dict[tuple[str, int], Signal] = {}
    for at in np.unique(named[named >= 0]).tolist():
        signal = chart.signals[at]
        last[signal.rule, signal.way] = signal
    in_the_way = _in_the_way(chart, panel, x) if last else np.empty((0, 3))
    for signal in list(last.values())[:3]:
        points = np.array(signal.points) - 1
        up = signal.way >= 0
        text = _SAID[signal.rule].format(
            n=len(signal.points), way="above" if up else "below", how="rising" if up else "falling"
        )
        spots = np.column_stack([x[points], chart.lines.values[points]])
        spots = _inches(panel, spots[:: max(1, points.size // 12)]) * 72
        size = np.array([len(text) * 0.6, 1.0]) * letters * 0.88
        middle = _free_place(spots, size, dot, panel, in_the_way, up=up)
        kind = chart.types[points[0]] if chart.types[points[0]] in MARKS else "special cause"
        colour = PURPLE if kind == "common cause" else MARKS[kind][0]
        panel.text(0, 0, text, tuple(middle), ha="center", va="center_baseline", fontsize=letters * 0.88,
                   fontweight="bold", color=colour, path_effects=_halo(letters), zorder=4)  # fmt: skip
        filled = [middle + size * (a, b) for a in np.linspace(-0.5, 0.5, 7) for b in (-0.5, 0, 0.5)]
        in_the_way = np.vstack([in_the_way, np.column_stack([filled, np.full(21, 20.0)])])


def _halo(letters: float) -> list[Any]:
    """White around words, so that a line behind them does not make them hard to read."""
    return [withStroke(linewidth=letters * 0.25, foreground="white")]


def _inches(panel: Panel, places: np.ndarray) -> np.ndarray:
    """Places on the chart, in inches from its lower left corner."""
    low, high = np.array([panel.left, panel.low]), np.array([panel.right, panel.high])
    return (places - low) / (high - low) * (panel.wide, panel.tall)


def _in_the_way(chart: Chart, panel: Panel, x: np.ndarray) -> np.ndarray:
    """What a word should not cover: places in points of a letter, and how bad each is."""
    along = np.linspace(0, 1, 8, endpoint=False)[:, None]

    def path(y: np.ndarray, bad: float) -> np.ndarray:
        places = np.column_stack([x, y])
        if x.size < _MOST_DOTS:
            places = (places[:-1] + along[..., None] * np.diff(places, axis=0)).reshape(-1, 2)
        return np.column_stack([_inches(panel, places) * 72, np.full(len(places), bad)])

    lines = chart.lines
    drawn = [
        path(lines.values, 1.0),
        path(lines.centre, 0.4),
        path(lines.lower, 0.4),
        path(lines.upper, 0.4),
    ]
    if chart.series.target is not None:
        drawn.append(path(chart.series.target, 0.4))
    dots = np.column_stack(
        [_inches(panel, np.column_stack([x, lines.values])) * 72, np.full(x.size, 4.0)]
    )
    every = np.vstack([*drawn, dots])
    return every[~np.isnan(every[:, 1])]


def _free_place(
    spots: np.ndarray,
    size: np.ndarray,
    dot: float,
    panel: Panel,
    in_the_way: np.ndarray,
    *,
    up: bool,
) -> np.ndarray:
    """The middle of the place for a word, near one of its points, where it covers least."""
    apart = dot * 0.5 + size[1] * 0.65
    steps = np.array([0, 0.4, 0.8, 1.3, 2.0, 3.0]) * size[1] + apart
    ways = np.concatenate([steps, -steps]) * (1 if up else -1)
    middles = np.repeat(spots, ways.size, axis=0)
    middles[:, 1] += np.tile(ways, len(spots))
    most = np.array([panel.wide, panel.tall]) * 72
    edge = size / 2
    middles[:, 0] = np.clip(middles[:, 0], edge[0], most[0] - edge[0])
    covered = np.abs(in_the_way[None, :, :2] - middles[:, None]) < edge + dot * 0.45
    cost = (covered.all(axis=2) * in_the_way[:, 2]).sum(axis=1)
    far = np.tile(np.abs(ways) - apart, len(spots)) / size[1]
    wrong = np.tile(ways * (1 if up else -1) < 0, len(spots))
    outside = (middles[:, 1] < edge[1]) | (middles[:, 1] > most[1] + edge[1])
    place: np.ndarray = middles[np.argmin(cost + far * 0.3 + wrong * 1.0 + outside * 50)]
    return place


def _name_lines(chart: Chart, panel: Panel, letters: float) -> None:
    lines, asked = chart.lines, chart.asked
    at = _last_with_limits(chart)
    word = (
        "centre"
        if asked.centre is not None or chart.kind == "t"
        else "median"
        if chart.kind in {"run", "g"}
        else "mean"
    )
    names = [
        (lines.centre[at], word),
        (lines.upper[at], "upper limit"),
        (lines.lower[at], "lower limit"),
    ]
    if chart.series.target is not None:
        names.append((chart.series.target[at], "target"))
    names = sorted((float(value), word) for value, word in names if not np.isnan(value))
    places = spread([panel.up(value) for value, _ in names], 2.2 * letters / 72 / panel.tall)
    for (value, word), place in zip(names, places, strict=True):
        said = f"{word}\n{say_number(value, percent=asked.percent)}"
        panel.text(
            1,
            place,
            said,
            (0.5 * letters, 0),
            fontsize=letters * 0.88,
            va="center",
            linespacing=1.05,
        )


def _last_with_limits(chart: Chart) -> int:
    known = np.flatnonzero(~np.isnan(chart.lines.values))
    return int(known[-1]) if known.size else -1


def spread(places: list[float], need: float) -> list[float]:
    """Places moved apart, so that each has the room it needs, as little as can be.

    >>> [round(place, 2) for place in spread([0.5, 0.52, 0.9], 0.1)]
    [0.46, 0.56, 0.9]
    """
    groups: list[list[float]] = []
    for place in sorted(places):
        groups.append([place])
        while len(groups) > 1 and _touch(groups[-2], groups[-1], need):
            groups[-2:] = [groups[-2] + groups[-1]]
    return [
        sum(of) / len(of) + need * (i - (len(of) - 1) / 2) for of in groups for i in range(len(of))
    ]


def _touch(below: list[float], above: list[float], need: float) -> bool:
    middles = sum(above) / len(above) - sum(below) / len(below)
    return middles < need * (len(below) + len(above)) / 2 - 1e-9


def place_notes(chart: Chart, wide: float, letter: float) -> list[tuple[float, str, float, int]]:
    """Notes as share of the width, text, centre of the text, and row; numbered when there is no room.

    >>> from champions.charts import run_chart
    >>> [note[1] for note in place_notes(run_chart([3, 4, 5], notes={2: "leaflet"}), 4.0, 0.1)]
    ['leaflet']
    """
    texts = {at: said.removeprefix("new lines: ") for at, said in notes_by_point(chart).items()}
    if not texts:
        return []
    x = _across(chart)
    span = (x[-1] - x[0]) * 1.05 or 1.0
    for numbered in (False, True):
        placed: list[tuple[float, str, float, int]] = []
        ends: list[float] = []
        for count, at in enumerate(sorted(texts), 1):
            text = str(count) if numbered else textwrap.shorten(texts[at], 30, placeholder="…")
            share = float((x[at] - x[0]) / span + 0.025)
            half = len(text) * _LETTER * 0.92 * letter / wide / 2
            centre = min(max(share, half - 0.08), 1.2 - half)
            row = next((i for i, end in enumerate(ends) if end < centre - half - 0.02), len(ends))
            ends[row : row + 1] = [centre + half]
            placed.append((share, text, centre, row))
        # As many notes as rows are always written out: see champions.reading.
        if len(ends) <= MOST_WRITTEN:
            return placed
    return placed


def _notes(
    chart: Chart,
    panel: Panel,
    x: np.ndarray,
    letters: float,
    notes: list[tuple[float, str, float, int]],
) -> None:
    line, above = letters / 72 / panel.tall, 0.0
    # A note may stand in the way of the line of another one: the words keep clear.
    clear = {"path_effects": _halo(letters), "zorder": 4}
    if chart.asked.freeze is not None:
        for part in chart.parts:
            last = part.first + min(chart.asked.freeze, part.lines.values.size) - 1
            ends = [panel.across(x[part.first]), panel.across(x[last])]
            panel.line(ends, [1 + 0.3 * line] * 2, box=True, color=INK, linewidth=letters * 0.12, marker="|",
                       markersize=letters * 0.45)  # fmt: skip
            panel.text(
                ends[0], 1, "baseline", (0, 0.55 * letters), fontsize=letters * 0.85, **clear
            )
        above = 1.2
    for share, text, centre, row in notes:
        up = above + 0.2 + 1.25 * row
        panel.line([share, share], [0, 1 + up * line], box=True, color=INK, linewidth=letters * 0.07,
                   linestyle=(0, (1, 2)), zorder=1)  # fmt: skip
        panel.text(centre, 1, text, (0, up * letters), ha="center", va="bottom", fontsize=letters * 0.9,
                   **clear)  # fmt: skip


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

    >>> from champions.icons import variation
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

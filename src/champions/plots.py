"""Draw a result. Nothing is worked out here: every number and word comes from the result.

Colour is never alone: blue squares are a change for the better, orange diamonds for the worse, purple
triangles a change that is neither, grey dots no signal; and a word stands beside them. Lines carry
their names. Figures are made without pyplot, which would keep every one of them in memory.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from champions.icons import BLUE, GREY, INK, ORANGE, PURPLE, Icon
from champions.reading import say_number
from champions.series import say_time

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from champions.charts import Chart, Charts
    from champions.funnel import Funnel
    from champions.pareto import Pareto

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


def png(draw_on: Callable[[Figure, str], None], size: str) -> bytes:
    """A picture as the bytes of a PNG file."""
    figure = _figure(size)
    draw_on(figure, size)
    buffer = BytesIO()
    # Compression level 1 makes files a fifth larger and saves a third of the time.
    figure.savefig(buffer, format="png", pil_kwargs={"compress_level": 1})
    return buffer.getvalue()


def svg(draw_on: Callable[[Figure, str], None], size: str, title: str, description: str) -> str:
    """A picture as SVG, with a title and a description that a screen reader says."""
    from html import escape  # noqa: PLC0415 - only here

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
    from champions.tidy import one_of  # noqa: PLC0415 - only here

    chosen = SIZES[one_of(size, SIZES, "size")]
    figure = Figure(figsize=(chosen.width, chosen.height), dpi=chosen.dpi, facecolor="white")
    FigureCanvasAgg(figure)
    return figure


def fill_figure(chart: Chart, figure: Figure, size: str) -> None:
    """One chart on one figure: title, icons, notes, the chart, and room for the names of its lines."""
    letters = SIZES[size].letters / 72
    width, height = figure.get_size_inches()
    wide = int(width / (letters * 1.12 * _LETTER)) - 2
    title = textwrap.wrap(chart.title, wide)[:2]
    top = 0.4 * letters
    for line in title:
        top += 1.35 * letters
        figure.text(0.6 * letters / width, 1 - top / height, line, fontsize=SIZES[size].letters * 1.12,
                    fontweight="bold", color=INK, va="baseline")  # fmt: skip
    if chart.asked.unit:
        top += 1.3 * letters
        figure.text(0.6 * letters / width, 1 - top / height, chart.asked.unit,
                    fontsize=SIZES[size].letters * 0.92, color=INK, va="baseline")  # fmt: skip
    icons = [icon for icon in (chart.variation, chart.assurance) if icon is not None]
    if icons:
        top += 0.5 * letters
        _draw_icons(figure, icons, size, top)
        top += 2.9 * letters
    left, right = 4.1 * letters, 7.2 * letters
    notes = _place_notes(chart, width - left - right, letters)
    rows = max((row for *_, row in notes), default=-1) + 1
    top += (0.7 + 1.25 * rows + 1.0 * (chart.asked.freeze is not None)) * letters
    bottom = 3.1 * letters
    ax = figure.add_axes((left / width, bottom / height, (width - left - right) / width, (height - top - bottom) / height))
    draw_chart(chart, ax, size, notes=notes)


def fill_with_many(charts: Charts, figure: Figure, size: str) -> None:
    """Small charts on one scale, two side by side, in a figure tall enough for them."""
    count = len(charts.charts)
    columns = 1 if count == 1 else 2
    rows = -(-count // columns)
    letters = SIZES[size].letters * 0.8
    inch = letters / 72
    width = SIZES[size].width
    title = 1.9 * inch if charts.title else 0
    tall = 12.5 * inch
    figure.set_size_inches(width, rows * tall + title + 0.3 * inch)
    height = figure.get_size_inches()[1]
    if charts.title:
        figure.text(0.01, 1 - 1.4 * inch / height, charts.title, fontsize=letters * 1.15, fontweight="bold", color=INK)
    spans = np.array([_reach(chart) for chart in charts.charts.values()])
    low, high = float(spans[:, 0].min()), float(spans[:, 1].max())
    for at, (name, chart) in enumerate(charts.charts.items()):
        row, column = divmod(at, columns)
        x = (column * width / columns + 3.6 * inch) / width
        y = (height - title - (row + 1) * tall + 2.9 * inch) / height
        ax = figure.add_axes((x, y, (width / columns - 8.4 * inch) / width, (tall - 5.2 * inch) / height))
        draw_chart(chart, ax, size, scale=0.8, y_span=(low, high), notes=[])
        kind = chart.variation.kind if chart.variation else ""
        said = textwrap.shorten(name, 26, placeholder="…")
        ax.text(0, 1 + 1.1 * inch / (tall - 5.2 * inch), said, transform=ax.transAxes,
                fontsize=letters, fontweight="bold", color=INK)  # fmt: skip
        if kind:
            ax.text(0, 1 + 0.25 * inch / (tall - 5.2 * inch), kind, transform=ax.transAxes,
                    fontsize=letters * 0.9, color=chart.variation.colour)  # fmt: skip


def draw_chart(
    chart: Chart,
    ax: Axes,
    size: str = "screen",
    *,
    scale: float = 1.0,
    y_span: tuple[float, float] | None = None,
    notes: list[tuple[float, str, float, int]] | None = None,
) -> None:
    """Draw a run chart or a control chart on axes.

    Args:
        chart: the result. ax: where to draw. size: of letters and dots.
        scale: of letters and dots, for small charts.
        y_span: lowest and highest of the scale, to compare charts.
        notes: where notes go; worked out when None.
    """
    letters, dot = SIZES[size].letters * scale, SIZES[size].dot * scale
    figure = ax.figure
    box = ax.get_position()
    wide = box.width * figure.get_figwidth() * 72 / letters  # axes in letter heights
    tall = box.height * figure.get_figheight() * 72 / letters
    x = _across(chart)
    low, high = y_span or _reach(chart)
    room = 2.1 / tall * (high - low)
    low, high = low - room * 0.8, high + room * 0.8
    pad = max((x[-1] - x[0]) * 0.025, 1e-9) if x.size > 1 else 0.5
    ax.set_xlim(float(x[0] - pad), float(x[-1] + pad))
    ax.set_ylim(low, high)
    _frame(chart, ax, x, letters, wide, tall)
    _lines(chart, ax, x, letters)
    _path_and_dots(chart, ax, x, dot)
    _gaps(chart, ax, x, letters)
    _name_signals(chart, ax, x, letters, dot)
    _name_lines(chart, ax, letters, tall, low, high)
    if notes is None:
        notes = _place_notes(chart, box.width * figure.get_figwidth(), letters / 72)
    _notes(chart, ax, x, letters, tall, notes)


def _across(chart: Chart) -> np.ndarray:
    series = chart.series
    if series.how == "dates":
        return series.time.astype("M8[s]").astype(float) / 86400
    return series.time.astype(float) if series.how == "numbers" else np.arange(1.0, series.time.size + 1)


def _reach(chart: Chart) -> tuple[float, float]:
    lines, target = chart.lines, chart.series.target
    parts = [lines.values, lines.centre, lines.lower, lines.upper] + ([] if target is None else [target])
    low = min(float(np.nanmin(part)) for part in parts if not np.isnan(part).all())
    high = max(float(np.nanmax(part)) for part in parts if not np.isnan(part).all())
    if low >= 0 and low < 0.35 * high:
        low = 0.0
    return (low - 0.5, high + 0.5) if low == high else (low, high)


def _frame(chart: Chart, ax: Axes, x: np.ndarray, letters: float, wide: float, tall: float) -> None:
    low, high = ax.get_ylim()
    ticks = nice_steps(low, high, max(3, min(7, int(tall / 2.6))))
    ticks = ticks[ticks >= 0] if (chart.lines.values[~np.isnan(chart.lines.values)] >= 0).all() else ticks
    digits = max(0, -int(np.floor(np.log10((ticks[1] - ticks[0]) * (100 if chart.asked.percent else 1)) + 1e-9))) if ticks.size > 1 else 1
    percent = chart.asked.percent
    said = [f"{tick * 100:,.{digits}f}%" if percent else f"{tick:,.{digits}f}" for tick in ticks]
    ax.set_yticks(ticks, said, fontsize=letters * 0.92, color=INK)
    places, words = ticks_across(chart.series.time, chart.series.how, x, wide)
    ax.set_xticks(places, words, fontsize=letters * 0.92, color=INK)
    ax.tick_params(length=0, pad=letters * 0.35)
    ax.hlines(ticks, *ax.get_xlim(), colors=GRID, linewidth=0.8, zorder=0)
    for name, spine in ax.spines.items():
        spine.set_visible(name == "bottom")
        spine.set_color(GREY)


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
        return x[places], [textwrap.shorten(str(time[i]), 10, placeholder="…") or str(time[i])[:10] for i in places]
    return _date_ticks(time, x, wide)


_STEPS = ((1, "D"), (2, "D"), (7, "D"), (14, "D"), (1, "M"), (2, "M"), (3, "M"), (6, "M"),
          (1, "Y"), (2, "Y"), (5, "Y"), (10, "Y"), (20, "Y"), (50, "Y"))  # fmt: skip


def _date_ticks(time: np.ndarray, x: np.ndarray, wide: float) -> tuple[np.ndarray, list[str]]:
    first, last = time[0], time[-1]
    if last - first < np.timedelta64(2, "D"):
        most = max(1, int(wide / 8))
        at = np.unique(np.linspace(0, time.size - 1, min(most, time.size)).astype(int))
        return x[at], [str(time[i].astype("M8[m]"))[11:] + f"\n{say_time(time[i].astype('M8[D]'), short=True, year=False)}" for i in at]
    most = max(2, int(wide / (6 * _LETTER + 1.2)))
    for count, unit in _STEPS:
        days = _places(first, last, count, unit)
        if 0 < days.size <= most:
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
        return np.arange(first.astype("M8[D]"), last.astype("M8[D]") + 1, count)
    months = np.arange(first.astype("M8[M]"), last.astype("M8[M]") + 1)
    each = count * (12 if unit == "Y" else 1)
    months = months[(months.astype(int) % each == 0) if each <= 12 else (months.astype("M8[Y]").astype(int) + 1970) % count == 0]
    months = months[months.astype(int) % 12 == 0] if unit == "Y" else months
    days = months.astype("M8[D]")
    return days[(days >= first.astype("M8[D]")) & (days <= last)]


def _lines(chart: Chart, ax: Axes, x: np.ndarray, letters: float) -> None:
    lines = chart.lines
    width = letters * 0.13
    for part in chart.parts:
        at = slice(part.first, part.first + part.lines.values.size)
        base = np.flatnonzero(part.used)
        split = part.first + (int(base[-1]) + 1 if base.size and chart.asked.freeze else part.lines.values.size)
        solid, rest = slice(at.start, split), slice(max(split - 1, at.start), at.stop)
        _level(ax, x, lines.centre, solid, color=INK, linewidth=width)
        if split < at.stop:
            _level(ax, x, lines.centre, rest, color=INK, linewidth=width, linestyle=(0, (5, 2)))
        for limit in (lines.lower, lines.upper):
            if not np.isnan(limit[at]).all():
                _level(ax, x, limit, at, color=GREY, linewidth=width, linestyle=(0, (2.5, 1.5)))
    if chart.series.target is not None:
        _level(ax, x, chart.series.target, slice(0, x.size), color=INK, linewidth=width * 0.9, linestyle=(0, (1, 1.2)))


def _level(ax: Axes, x: np.ndarray, y: np.ndarray, at: slice, **style: Any) -> None:
    """A level line, or steps where the level changes from point to point."""
    x, y = x[at], y[at]
    if not x.size:
        return
    known = ~np.isnan(y)
    if known.any() and np.all(y[known] == y[known][0]):
        reach = (x[1] - x[0]) * 0.3 if x.size > 1 else 0.3
        ax.add_collection(LineCollection([[(x[0] - reach * 0.5, y[known][0]), (x[-1] + reach * 0.5, y[known][0])]],
                          colors=style["color"], linewidths=style["linewidth"],
                          linestyles=[style.get("linestyle", "solid")], zorder=1.5), autolim=False)  # fmt: skip
    else:
        x, y = _thin(x, y)
        ax.plot(x, y, drawstyle="steps-mid", zorder=1.5, **style)


def _thin(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if x.size <= _MOST_LINE:
        return x, y
    columns = 1500
    edges = np.linspace(0, x.size, columns + 1).astype(int)[:-1]
    low, high = np.fmin.reduceat(y, edges), np.fmax.reduceat(y, edges)
    return np.repeat(x[edges], 2), np.column_stack([low, high]).ravel()


def _path_and_dots(chart: Chart, ax: Axes, x: np.ndarray, dot: float) -> None:
    values, excluded = chart.lines.values, chart.series.excluded
    shown = np.where(excluded, np.nan, values) if excluded.any() else values
    ends = [part.first for part in chart.parts[1:]]
    px, py = _thin(x, shown)
    if ends and x.size <= _MOST_LINE:
        px, py = np.insert(px, ends, np.nan), np.insert(py, ends, np.nan)
    ax.plot(px, py, color=PATH, linewidth=dot * 0.22, zorder=2)
    _, ways = chart.marks
    for kind, (colour, shape, larger) in MARKS.items():
        at = np.flatnonzero((chart.types == kind) & ~excluded)
        if kind == "common cause" and x.size > _MOST_DOTS:
            continue
        at = at[:: max(1, at.size // 2000)]
        if not at.size:
            continue
        for way in ((1, -1, 0) if kind == "special cause" else (None,)):
            some = at if way is None else at[ways[at] == way]
            if some.size:
                turned = {1: "^", -1: "v", 0: "p"}.get(way, shape) if way is not None else shape
                ax.plot(x[some], values[some], linestyle="none", marker=turned, markersize=dot * larger,
                        markerfacecolor=colour, markeredgecolor="white", markeredgewidth=dot * 0.1, zorder=3)  # fmt: skip
    if excluded.any():
        ax.plot(x[excluded], values[excluded], linestyle="none", marker="o", markersize=dot * 1.1,
                markerfacecolor="white", markeredgecolor=GREY, markeredgewidth=dot * 0.22, zorder=3)  # fmt: skip


def _gaps(chart: Chart, ax: Axes, x: np.ndarray, letters: float) -> None:
    values, excluded = chart.lines.values, chart.series.excluded
    gaps = np.flatnonzero(np.isnan(values))
    gaps = gaps[gaps > 0] if chart.kind == "mr" else gaps
    low, high = ax.get_ylim()
    if gaps.size and gaps.size <= 40:
        ax.plot(x[gaps], np.full(gaps.size, low + 0.025 * (high - low)), linestyle="none", marker="x",
                markersize=letters * 0.42, markeredgewidth=letters * 0.1, color=GREY, zorder=3)  # fmt: skip
    hidden = chart.series.hidden
    for at in gaps[:2]:
        word = "hidden" if hidden[at] else "gap"
        ax.annotate(word, (x[at], low), (0, letters * 0.75), textcoords="offset points", ha="center",
                    fontsize=letters * 0.8, color=INK)  # fmt: skip
    for at in np.flatnonzero(excluded & ~np.isnan(values))[:2]:
        ax.annotate("left out", (x[at], values[at]), (0, letters * 0.6), textcoords="offset points",
                    ha="center", fontsize=letters * 0.8, color=INK)  # fmt: skip


_SAID = {
    "shift": "{n} {way}", "trend": "{n} {how}", "outside": "{way} limit", "two of three": "2 of 3",
    "four of five": "4 of 5", "alternating": "{n} up and down", "inner third": "{n} close in",
    "outer thirds": "{n} far out",
}  # fmt: skip


def _name_signals(chart: Chart, ax: Axes, x: np.ndarray, letters: float, dot: float) -> None:
    """A word beside the last signal of each rule, at most three, so that shape and colour have a name."""
    named, _ = chart.marks
    last: dict[tuple[str, int], Any] = {}
    for at, signal in enumerate(chart.signals):
        if (named == at).any():
            last[signal.rule, signal.way] = (at, signal)
    low, high = ax.get_ylim()
    wide = ax.get_xlim()[1] - ax.get_xlim()[0]
    taken: list[tuple[float, float]] = []
    for at, signal in list(last.values())[:3]:
        points = np.array(signal.points) - 1
        values = chart.lines.values[points]
        up = signal.way >= 0
        # Beside the far end of the stretch: the highest or lowest point of it, away from the lines.
        best = int(np.nanargmax(values) if up else np.nanargmin(values))
        y, here = float(values[best]), float(x[points[best]])
        if any(abs(here - a) < 0.2 * wide and abs(y - b) < 0.1 * (high - low) for a, b in taken):
            continue
        taken.append((here, y))
        text = _SAID[signal.rule].format(
            n=len(signal.points), way="above" if up else "below", how="rising" if up else "falling"
        )
        kind = chart.types[points[best]]
        colour = MARKS[kind][0] if kind in MARKS else PURPLE
        colour = PURPLE if colour == GREY else colour
        edge = (here - ax.get_xlim()[0]) / wide
        side = "left" if edge < 0.12 else "right" if edge > 0.88 else "center"
        ax.annotate(text, (here, y), (0, (dot * 0.9 + 1) * (1 if up else -1)), textcoords="offset points",
                    ha=side, va="bottom" if up else "top", fontsize=letters * 0.88, fontweight="bold",
                    color=colour, zorder=4)  # fmt: skip


def _name_lines(chart: Chart, ax: Axes, letters: float, tall: float, low: float, high: float) -> None:
    lines, asked = chart.lines, chart.asked
    at = _last_with_limits(chart)
    names = [(lines.centre[at], "median" if chart.kind in {"run", "g"} else "mean" if chart.kind != "t" else "centre", INK)]
    if asked.centre is not None:
        names = [(lines.centre[at], "centre", INK)]
    names += [(lines.upper[at], "upper limit", "#46525b"), (lines.lower[at], "lower limit", "#46525b")]
    if chart.series.target is not None:
        names.append((chart.series.target[at], "target", INK))
    names = sorted((entry for entry in names if not np.isnan(entry[0])), key=lambda entry: entry[0])
    need = 2.15 / tall
    places = spread([float((value - low) / (high - low)) for value, *_ in names], need)
    for (value, word, colour), place in zip(names, places, strict=True):
        said = f"{word}\n{say_number(float(value), percent=asked.percent)}"
        ax.text(1.015, place, said, transform=ax.transAxes, fontsize=letters * 0.88, color=colour,
                va="center", ha="left", linespacing=1.05)  # fmt: skip


def _last_with_limits(chart: Chart) -> int:
    known = np.flatnonzero(~np.isnan(chart.lines.values))
    return int(known[-1]) if known.size else -1


def spread(places: list[float], need: float) -> list[float]:
    """Places moved apart, so that each has the room it needs, as little as can be.

    >>> [round(place, 2) for place in spread([0.5, 0.52, 0.9], 0.1)]
    [0.46, 0.56, 0.9]
    """
    groups = [[place, [place]] for place in sorted(places)]
    merged = True
    while merged:
        merged = False
        for a, b in zip(groups, groups[1:], strict=False):
            if (a[0] + need * len(a[1]) / 2) - (b[0] - need * len(b[1]) / 2) > 1e-9:
                both = a[1] + b[1]
                groups[groups.index(a)] = [sum(both) / len(both), both]
                groups.remove(b)
                merged = True
                break
    return [centre + need * (i - (len(of) - 1) / 2) for centre, of in groups for i in range(len(of))]


def _place_notes(chart: Chart, wide: float, letter: float) -> list[tuple[float, str, float, int]]:
    """Notes as share of the width, text, centre of the text, and row; numbered when there is no room."""
    texts = dict(chart.series.said)
    for start, reason in zip(chart.series.starts[1:], chart.series.reasons[1:], strict=True):
        texts.setdefault(start, reason or "new lines")
    if not texts:
        return []
    x = _across(chart)
    span = (x[-1] - x[0]) * 1.05 or 1.0
    for numbered in (False, True):
        placed, ends = [], []
        for count, at in enumerate(sorted(texts), 1):
            text = str(count) if numbered else textwrap.shorten(texts[at], 30, placeholder="…")
            share = float((x[at] - x[0]) / span + 0.025)
            half = len(text) * _LETTER * 0.92 * letter / wide / 2
            centre = min(max(share, half - 0.08), 1.2 - half)
            row = next((i for i, end in enumerate(ends) if end < centre - half - 0.02), len(ends))
            ends[row : row + 1] = [centre + half]
            placed.append((share, text, centre, row))
        if len(ends) <= 3:
            return placed
    return placed


def _notes(
    chart: Chart, ax: Axes, x: np.ndarray, letters: float, tall: float, notes: list[tuple[float, str, float, int]]
) -> None:
    up = 1.0
    if chart.asked.freeze is not None:
        for part in chart.parts:
            size = min(chart.asked.freeze, part.lines.values.size)
            ends = x[part.first], x[part.first + size - 1]
            ax.plot(ends, [1 + 0.35 / tall] * 2, transform=ax.get_xaxis_transform(), color=INK,
                    linewidth=letters * 0.12, clip_on=False, marker="|", markersize=letters * 0.45)  # fmt: skip
            ax.text(sum(ends) / 2, 1 + 0.55 / tall, "baseline", transform=ax.get_xaxis_transform(), ha="center",
                    va="bottom", fontsize=letters * 0.85, color=INK)  # fmt: skip
        up += 1.1 / tall
    for share, text, centre, row in notes:
        height = up + (0.2 + 1.25 * row) / tall
        ax.plot([share, share], [0, height], transform=ax.transAxes, color=INK, linewidth=letters * 0.07,
                linestyle=(0, (1, 2)), clip_on=False, zorder=1)  # fmt: skip
        ax.text(centre, height + 0.05 / tall, text, transform=ax.transAxes, ha="center", va="bottom",
                fontsize=letters * 0.9, color=INK)  # fmt: skip


def _draw_icons(figure: Figure, icons: list[Icon], size: str, top: float) -> None:
    """Icons in a row below the title, each with its word."""
    letters = SIZES[size].letters
    width, height = figure.get_size_inches()
    side = 2.7 * letters / 72
    left = 0.6 * letters / 72
    for icon in icons:
        ax = figure.add_axes((left / width, 1 - (top + side) / height, side / width, side / height))
        draw_icon(icon, ax, letters)
        said = f"{icon.about}:\n{icon.kind}"
        figure.text((left + side * 1.12) / width, 1 - (top + side / 2) / height, said, fontsize=letters * 0.88,
                    color=INK, va="center", linespacing=1.1)  # fmt: skip
        left += side * 1.3 + max(len(icon.kind), 10) * letters * 0.88 * _LETTER / 72 + 0.4 * letters / 72


def draw_icon(icon: Icon, ax: Axes, letters: float) -> None:
    """Draw one icon on small square axes."""
    ax.set(xlim=(0, 64), ylim=(64, 0), aspect="equal")
    ax.axis("off")
    turn = np.linspace(0, 2 * np.pi, 60)
    ax.fill(32 + 28 * np.cos(turn), 32 + 28 * np.sin(turn), facecolor="white", edgecolor=icon.colour, linewidth=letters * 0.22)
    if icon.shape == "wave":
        along = np.linspace(14, 50, 40)
        ax.plot(along, 33 - 9 * np.sin((along - 14) / 36 * 4 * np.pi), color=icon.colour, linewidth=letters * 0.17)
    if icon.shape in {"up", "down"}:
        flip = (lambda y: y) if icon.shape == "up" else (lambda y: 85 - y)
        for path in ([(16, 50), (27, 42), (35, 46), (48, 35)], [(39, 35), (48, 35), (48, 43)]):
            ax.plot([a for a, _ in path], [flip(b) for _, b in path], color=icon.colour, linewidth=letters * 0.17)
    disc = icon.shape == "disc"
    ax.text(32, 33 if disc else 21, icon.letter, fontsize=letters * (1.3 if disc else 0.92), fontweight="bold",
            color=icon.colour, ha="center", va="center")  # fmt: skip

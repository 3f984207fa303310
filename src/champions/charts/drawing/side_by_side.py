"""Draw charts that have no time in them: funnel plots and Pareto charts."""

from __future__ import annotations

import math
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from champions.charts.drawing.labels import spread
from champions.charts.drawing.panels import SIZES, Panel
from champions.charts.drawing.short import short_names
from champions.charts.drawing.ticks import nice_steps
from champions.charts.funnel_limits import TAILS, funnel_limits
from champions.charts.result import FunnelResult, ParetoResult
from champions.charts.words import funnel_digits, say_number
from champions.style.tokens import BLUE, GREY, GRID, PAPER, PURPLE

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_STYLES: dict[str, Any] = {"95": (0, (2.5, 1.5)), "99.8": "solid"}
_MOST_NAMES = 6


def whole_panel(figure: Figure, title: str, size: str) -> Panel:
    """A panel with room for a title above and words on both sides.

    >>> from matplotlib.figure import Figure
    >>> 2 < whole_panel(Figure(), "Late visits", "screen").wide < 5.2
    True
    """
    letters, inch = SIZES[size].letters, SIZES[size].letters / 72
    width = SIZES[size].width
    lines = textwrap.wrap(title, int(width / (inch * 1.12 * 0.56)) - 2)[:3]
    top, bottom, left, right = (0.8 + 1.4 * len(lines)) * inch, 4.4 * inch, 4.4 * inch, 5.6 * inch
    height = SIZES[size].height + top
    figure.set_size_inches(width, height)
    _title(Panel(figure, (0, 0), width, height), lines, letters)
    return Panel(figure, (left, bottom), width - left - right, height - top - bottom)


def _title(whole: Panel, lines: list[str], letters: float) -> None:
    inch = letters / 72
    for row, line in enumerate(lines):
        at = 1 - (1.75 + 1.4 * row) * inch / whole.tall
        whole.text(0.6 * inch / whole.wide, at, line, fontsize=letters * 1.12, fontweight="bold")


def draw_funnel(funnel: FunnelResult, panel: Panel, size: str) -> None:
    """Draw a funnel plot: dots for places, and the lines of 95 % and 99.8 %.

    Source: Spiegelhalter 2005; see :mod:`champions.charts.funnel`.

    >>> from matplotlib.figure import Figure
    >>> from champions.charts.funnel import funnel_chart
    >>> ax = Figure().add_subplot()
    >>> draw_funnel(funnel_chart(None, [3, 5], out_of=[20, 30]), Panel.of(ax), "screen")
    >>> "99.8%" in {text.get_text() for text in ax.texts}
    True
    """
    letters, dot = SIZES[size].letters, SIZES[size].dot
    table = funnel.points[funnel.points["value"].notna()]
    sizes = table["out_of"].to_numpy()
    left, right = 0.0, float(sizes.max()) * 1.05
    # Many small steps where the funnel is steep; whole sizes, as limits are for whole cases.
    grid = np.unique(
        np.round(np.geomspace(max(1.0, sizes.min() * 0.4), right, 160), 0 if right > 50 else 2)
    )
    curves = {
        name: np.array(
            [
                funnel_limits(funnel.centre / funnel.multiply, float(n), tail, funnel.kind)
                for n in grid
            ]
        )
        * funnel.multiply
        for name, tail in TAILS.items()
    }
    values = table["value"].to_numpy()
    high = max(float(values.max()), float(np.quantile(curves["99.8"][:, 1], 0.75))) * 1.08
    panel.span(left, right, -0.02 * high, high)
    _frame(panel, letters, funnel.percent, "cases" if funnel.kind == "proportion" else "exposure")
    paths: list[np.ndarray] = [np.array([(left, funnel.centre), (right, funnel.centre)])]
    styles: list[Any] = ["solid"]
    for name, curve in curves.items():
        for limit in curve.T:
            inside = limit <= high
            paths.append(np.column_stack([grid[inside], limit[inside]]))
            styles.append(_STYLES[name])
    panel.lines(paths, colors=GREY, linewidths=letters * 0.12, linestyles=styles, zorder=1.5)
    marks = {"inside": (GREY, "o"), "95%": (GREY, "D"), "99.8%": (PURPLE, "^")}
    for kind, (colour, shape) in marks.items():
        for way in ("above", "below"):
            at = (table["type"] == (kind if kind == "inside" else f"{way} {kind}")).to_numpy()
            turned = "v" if shape == "^" and way == "below" else shape
            if at.any():
                large = dot * (1.5 if shape == "^" else 1.0)
                panel.line(sizes[at], values[at], linestyle="none", marker=turned, markersize=large,
                           markerfacecolor=colour, markeredgecolor=PAPER, markeredgewidth=dot * 0.1,
                           zorder=3)  # fmt: skip
    _name_places(funnel, panel, letters, dot)
    ends = [(f"{name}%", curve[-1, side]) for name, curve in curves.items() for side in (0, 1)]
    together = say_number(funnel.centre, digits=funnel_digits(funnel), percent=funnel.percent)
    ends.append((f"all {together}", funnel.centre))
    ends.sort(key=lambda end: end[1])
    places = spread([panel.up(value) for _, value in ends], 1.15 * letters / 72 / panel.tall)
    for (word, _), place in zip(ends, places, strict=True):
        panel.text(1, place, word, (0.4 * letters, 0), fontsize=letters * 0.85, va="center")


def _name_places(funnel: FunnelResult, panel: Panel, letters: float, dot: float) -> None:
    """Write the names of the places outside, each as near its dot as it can stand alone."""
    known = funnel.points[funnel.points["value"].notna()]
    inch = letters / 72
    wide, tall = 0.6 * letters / 72 / panel.wide, 1.15 * inch / panel.tall
    half = (dot * 0.7 / 72 / panel.wide, dot * 0.7 / 72 / panel.tall)
    taken = [
        (x - half[0], y - half[1], x + half[0], y + half[1])
        for x, y in (
            (panel.across(n), panel.up(value))
            for n, value in zip(known["out_of"], known["value"], strict=True)
        )
    ]
    shown = short_names(funnel.outside.index, 24)
    for label, row in list(funnel.outside.iterrows())[:_MOST_NAMES]:
        up = str(row["type"]).startswith("above")
        said = shown[str(label)]
        x, y = panel.across(row["out_of"]), panel.up(row["value"])
        places = _places(x, y, (wide * len(said), tall), half[1] * (1 if up else -1))
        box = next((one for one in places if not any(map(one.meets, taken))), places[0])
        taken.append(box.edges)
        panel.text(box.left, box.low, said, ha="left", va="bottom", fontsize=letters * 0.88,
                   fontweight="bold", color=PURPLE)  # fmt: skip


@dataclass(frozen=True)
class _Box:
    """The room that a name takes, in shares of the panel."""

    left: float
    low: float
    wide: float
    tall: float

    @property
    def edges(self) -> tuple[float, float, float, float]:
        return self.left, self.low, self.left + self.wide, self.low + self.tall

    def meets(self, other: tuple[float, float, float, float]) -> bool:
        left, low, right, high = self.edges
        return left < other[2] and other[0] < right and low < other[3] and other[1] < high


def _places(x: float, y: float, size: tuple[float, float], away: float) -> list[_Box]:
    """Where a name may stand, best first: beyond its dot, then further off, then to a side."""
    wide, tall = size
    lefts = [min(max(x - share * wide, 0.0), 1.0 - wide) for share in (0.5, 1.0, 0.0)]
    steps = [away + (tall if away > 0 else -tall) * 0.9 * line for line in range(7)]
    lows = [y + step - (0 if away > 0 else tall) for step in steps]
    off = [_Box(left, low, wide, tall) for low in lows for left in lefts if 0 < low < 1.04 - tall]
    aside = abs(away) * 1.5
    beside = [_Box(left, y - tall / 2, wide, tall) for left in (x - aside - wide, x + aside)]
    beside = [box for box in beside if box.left > 0 and box.left + wide < 1]
    return off[:3] + beside + off[3:] or [_Box(lefts[0], lows[0], wide, tall)]


def _frame(panel: Panel, letters: float, percent: bool, below: str) -> None:
    share = 100 if percent else 1
    ticks = nice_steps(max(panel.low, 0), panel.high, 5)
    digits = (
        max(0, -math.floor(math.log10((ticks[1] - ticks[0]) * share) + 1e-9))
        if ticks.size > 1
        else 0
    )
    for tick in ticks.tolist():
        said = f"{tick * share + 0.0:,.{digits}f}{'%' if percent else ''}"
        panel.text(
            0,
            panel.up(tick),
            said,
            (-0.4 * letters, 0),
            ha="right",
            va="center_baseline",
            fontsize=letters * 0.92,
        )
    across = nice_steps(panel.left, panel.right, max(2, int(panel.wide / letters * 72 / 5)))
    for tick in across.tolist():
        panel.text(panel.across(tick), 0, f"{tick:,.0f}" if tick == int(tick) else f"{tick:g}", (0, -1.3 * letters),
                   ha="center", fontsize=letters * 0.92)  # fmt: skip
    panel.text(
        0.5,
        0,
        f"size of the place ({below})",
        (0, -3.0 * letters),
        ha="center",
        fontsize=letters * 0.92,
    )
    lines = [[(panel.left, tick), (panel.right, tick)] for tick in [*ticks.tolist(), panel.low]]
    panel.lines(lines, colors=[GRID] * len(ticks) + [GREY], linewidths=0.8, zorder=0)


def pareto_panel(pareto: ParetoResult, figure: Figure, size: str) -> Panel:
    """A panel as tall as the bars need, with room for the names of the categories.

    >>> from matplotlib.figure import Figure
    >>> from champions.charts.pareto import pareto_chart
    >>> few, many = (pareto_chart(list("abc" * 2)), pareto_chart(list("abcdefgh")))
    >>> pareto_panel(few, Figure(), "screen").tall < pareto_panel(many, Figure(), "screen").tall
    True
    """
    letters, inch = SIZES[size].letters, SIZES[size].letters / 72
    width = SIZES[size].width
    lines = textwrap.wrap(pareto.title, int(width / (inch * 1.12 * 0.56)) - 2)[:3]
    longest = min(max(len(str(label)) for label in pareto.points.index), 22)
    left, right = (longest * 0.56 + 1.2) * inch, 8.8 * inch
    tall = 2.3 * inch * len(pareto.points)
    top = (2.4 + 1.4 * len(lines)) * inch
    height = tall + top + 0.6 * inch
    figure.set_size_inches(width, height)
    _title(Panel(figure, (0, 0), width, height), lines, letters)
    return Panel(figure, (left, 0.6 * inch), width - left - right, tall)


def draw_pareto(pareto: ParetoResult, panel: Panel, size: str) -> None:
    """Draw bars that lie, so that their names can be read, and the share so far at the side.

    >>> from matplotlib.figure import Figure
    >>> from champions.charts.pareto import pareto_chart
    >>> ax = Figure().add_subplot()
    >>> draw_pareto(pareto_chart(["bus", "phone", "bus"]), Panel.of(ax), "screen")
    >>> {"bus", "66.7%"} <= {text.get_text() for text in ax.texts}
    True
    """
    letters, table = SIZES[size].letters, pareto.points
    count = table["count"].to_numpy()
    panel.span(0, float(count.max()) * 1.02, len(table) - 0.5, -0.5)
    enough = pareto.enough
    bars = [[(0, row), (value, row)] for row, value in enumerate(count.tolist())]
    colours = [BLUE if row < enough else GREY for row in range(len(bars))]
    thick = panel.tall / len(bars) * 72 * 0.62
    panel.lines(bars, colors=colours, linewidths=thick, capstyle="butt", zorder=1)
    step = letters * 0.35
    panel.text(1, 1, pareto.name, (3.4 * letters, 0.5 * step), fontsize=letters * 0.85, ha="right")
    panel.text(1, 1, "so far", (7.6 * letters, 0.5 * step), fontsize=letters * 0.85, ha="right")
    shown = short_names(table.index, 22)
    for row, (label, values) in enumerate(table.iterrows()):
        up = panel.up(row)
        panel.text(0, up, shown[str(label)], (-step, 0), ha="right",
                   va="center_baseline", fontsize=letters * 0.92)  # fmt: skip
        so_far = say_number(round(values["cumulative"], 3), percent=True)
        panel.text(
            1,
            up,
            f"{values['count']:,.0f}",
            (3.4 * letters, 0),
            va="center_baseline",
            ha="right",
            fontsize=letters * 0.92,
        )
        panel.text(1, up, so_far, (7.6 * letters, 0), va="center_baseline", ha="right", fontsize=letters * 0.92,
                   fontweight="bold" if row == enough - 1 else "normal")  # fmt: skip

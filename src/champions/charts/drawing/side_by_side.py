"""Draw charts that have no time in them: funnel plots and Pareto charts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from champions.charts.drawing.labels import at_the_end
from champions.charts.drawing.lettering import extent, title_lines
from champions.charts.drawing.names import told_apart
from champions.charts.drawing.panels import SIZES, Panel, dot_size
from champions.charts.drawing.ticks import nice_steps
from champions.charts.funnel_limits import TAILS, funnel_limits
from champions.charts.result import FunnelResult, ParetoResult
from champions.charts.words import funnel_digits, say_number
from champions.sentences.told import bare, in_figures, told
from champions.style.tokens import BLUE, GREY, GRID, PAPER, PURPLE

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_STYLES: dict[str, Any] = {"95": (0, (2.5, 1.5)), "99.8": "solid"}
_MOST_NAMES = 6
#: Letters that the name of a bar may have.
_MOST_LETTERS = 22


def whole_panel(figure: Figure, title: str, size: str) -> Panel:
    """A panel with room for a title above and words on both sides.

    >>> from matplotlib.figure import Figure
    >>> 2 < whole_panel(Figure(), "Late visits", "screen").wide < 5.2
    True
    """
    letters, inch = SIZES[size].letters, SIZES[size].letters / 72
    width = SIZES[size].width
    lines = title_lines(title, letters * 1.12, width - 1.2 * inch)
    top, bottom, left, right = (0.8 + 1.4 * len(lines)) * inch, 4.4 * inch, 4.4 * inch, 6.9 * inch
    height = SIZES[size].height + top
    figure.set_size_inches(width, height)
    _title(Panel(figure, (0, 0), width, height), lines, letters)
    return Panel(figure, (left, bottom), width - left - right, height - top - bottom)


def _title(whole: Panel, lines: Sequence[str], letters: float) -> None:
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
    letters = SIZES[size].letters
    table = funnel.points[funnel.points["value"].notna()]
    sizes = table["out_of"].to_numpy()
    dot = dot_size(SIZES[size].dot, sizes.size // 3, panel.wide)
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
    # Room for names over the highest dots.
    above = funnel.outside["type"].iloc[:_MOST_NAMES].str.startswith("above").sum()
    high *= 1 + 1.3 * above * letters / 72 / panel.tall
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
    ends.append((bare(told("all {value}", value=together)), funnel.centre))
    ends.sort(key=lambda end: end[1])
    at_the_end(panel, [(panel.up(value), word) for word, value in ends], letters, rows=1.15)


def _name_places(funnel: FunnelResult, panel: Panel, letters: float, dot: float) -> None:
    """Names of the places furthest out, each with a thin leader to its dot where it cannot stand beside it.

    A name covers no other name, and as few dots as can be. Where there is no room for one, the reading
    has it.
    """
    known = funnel.points[funnel.points["value"].notna()]
    spots = np.column_stack(
        [
            [panel.across(one) for one in known["out_of"]],
            [panel.up(one) for one in known["value"]],
        ]
    )
    room = _Room(spots, letters / 72 / panel.wide, letters / 72 / panel.tall, dot / letters)
    outside = funnel.outside.iloc[:_MOST_NAMES]
    whole = dict(zip(funnel.points.index, told_apart(funnel.points.index, 24), strict=True))
    for label, row in outside.iterrows():
        said = whole[label]
        at = np.array([panel.across(row["out_of"]), panel.up(row["value"])])
        place = room.place_for(
            extent(said, letters * 0.88, bold=True)[0] / letters,
            at,
            up=str(row["type"]).startswith("above"),
        )
        if place is None:
            continue
        left, low, end = place
        panel.text(left, low, said, ha="left", va="bottom", fontsize=letters * 0.88, fontweight="bold",
                   color=PURPLE, halo=letters * 0.25, zorder=4)  # fmt: skip
        if end is not None:
            panel.line([at[0], end[0]], [at[1], end[1]], box=True, color=PURPLE, linewidth=letters * 0.07,
                       zorder=3.5)  # fmt: skip


class _Room:
    """Where names may stand on a panel, and what is taken already; all in shares of the panel.

    Attributes:
        spots: the dots. wide, tall: the height of a letter, across and up. dot: a dot in such heights.
    """

    def __init__(self, spots: np.ndarray, wide: float, tall: float, dot: float) -> None:
        self.spots, self.unit, self.dot = spots, np.array([wide, tall]), dot
        self.boxes = np.empty((0, 4))
        self.leaders = np.empty((0, 2))

    def place_for(
        self, wide: float, at: np.ndarray, *, up: bool
    ) -> tuple[float, float, np.ndarray | None] | None:
        """Left and low of the place for a name so many letters wide, and where its leader ends, if any."""
        size = np.array([wide, 1.15]) * self.unit
        lows = self._candidates(at, size, up=up)
        highs = lows + size
        ends = np.clip(at, lows, highs)
        far = np.hypot(*((ends - at) / self.unit).T)
        cost = 8.0 * self._covered(lows, highs, self.spots, self.dot * 0.6).sum(axis=1)
        cost = (
            cost
            + 0.5 * far
            + 3.0 * (np.sign(lows[:, 1] + size[1] / 2 - at[1]) != (1 if up else -1))
        )
        steps = np.linspace(0.0, 1.0, 12)[None, :, None]
        leaders = at + (ends - at)[:, None] * steps
        for box in self.boxes:
            meets = (lows < box[2:]).all(axis=1) & (highs > box[:2]).all(axis=1)
            crossed = ((leaders > box[:2]) & (leaders < box[2:])).all(axis=2).any(axis=1)
            cost = cost + _NEVER * (meets | crossed)
        if self.leaders.size:
            cost = cost + _NEVER * self._covered(lows, highs, self.leaders, 0.1).any(axis=1)
        best = int(np.argmin(cost))
        if cost[best] >= _NEVER:
            return None
        self.boxes = np.vstack([self.boxes, np.hstack([lows[best], highs[best]])])
        needed = far[best] > self.dot * 0.5 + 0.7
        if needed:
            self.leaders = np.vstack([self.leaders, leaders[best]])
        return float(lows[best, 0]), float(lows[best, 1]), ends[best] if needed else None

    def _candidates(self, at: np.ndarray, size: np.ndarray, *, up: bool) -> np.ndarray:
        """Lower left corners: close to the dot on every side, and a net over the whole panel."""
        away = (self.dot * 0.7 + 0.15) * self.unit
        above, below = at[1] + away[1], at[1] - away[1] - size[1]
        near = [
            (at[0] - share * size[0], low) for low in (above, below) for share in (0.5, 0.0, 1.0)
        ]
        near += [
            (at[0] + away[0], at[1] - size[1] / 2),
            (at[0] - away[0] - size[0], at[1] - size[1] / 2),
        ]
        most = np.array([1.0, 1.0]) - size
        net = [
            (left, low)
            for left in np.linspace(0, max(most[0], 0), 16)
            for low in np.linspace(0, most[1], 24)
        ]
        every = np.array([*near, *net])
        inside = ((every >= 0) & (every <= np.maximum(most, 0) + 1e-9)).all(axis=1)
        return every[inside]

    def _covered(
        self, lows: np.ndarray, highs: np.ndarray, spots: np.ndarray, more: float
    ) -> np.ndarray:
        """Which spots lie within each box, made larger by so many letters on every side."""
        more_by = more * self.unit
        low, high = lows[:, None] - more_by, highs[:, None] + more_by
        return np.asarray(((spots[None] > low) & (spots[None] < high)).all(axis=2))


#: The cost of a place that no name may have.
_NEVER = 1e6


def _frame(panel: Panel, letters: float, percent: bool, below: str) -> None:
    share = 100 if percent else 1
    ticks = nice_steps(max(panel.low, 0), panel.high, 5)
    digits = (
        max(0, -math.floor(math.log10((ticks[1] - ticks[0]) * share) + 1e-9))
        if ticks.size > 1
        else 0
    )
    for tick in ticks.tolist():
        said = in_figures(tick * share + 0.0, f",.{digits}f") + "%" * percent
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
        panel.text(panel.across(tick), 0, in_figures(tick, ",.0f" if tick == int(tick) else "g"), (0, -1.3 * letters),
                   ha="center", fontsize=letters * 0.92)  # fmt: skip
    panel.text(
        0.5,
        0,
        bare(told("size of the place ({unit})", unit=below)),
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
    lines = title_lines(pareto.title, letters * 1.12, width - 1.2 * inch)
    longest = max(map(len, told_apart(pareto.points.index, _MOST_LETTERS)))
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
    panel.text(
        1, 1, bare(told("so far")), (7.6 * letters, 0.5 * step), fontsize=letters * 0.85, ha="right"
    )
    names = told_apart(table.index, _MOST_LETTERS)
    for row, (label, values) in enumerate(zip(names, table.to_dict("records"), strict=True)):
        up = panel.up(row)
        panel.text(
            0, up, label, (-step, 0), ha="right", va="center_baseline", fontsize=letters * 0.92
        )
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

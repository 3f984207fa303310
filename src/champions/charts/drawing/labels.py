"""The words on a chart: names of lines and signals, and notes, where they cover least."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np

from champions.charts.drawing.panels import MARKS, Panel, thin
from champions.charts.drawing.ticks import LETTER, across
from champions.charts.result import Result
from champions.charts.runs import Signal
from champions.charts.words import MOST_WRITTEN, notes_by_point, numbers_of
from champions.sentences.told import bare, later, told
from champions.style.tokens import GREY, INK

#: More points than this are drawn as a line only, as dots would be one smear.
MOST_DOTS = 400

#: How bad it is to cover a word: worse than a whole heap of dots.
_WORD = 1000.0

_SAID = {
    ("shift", True): later("{n} above"), ("shift", False): later("{n} below"),
    ("trend", True): later("{n} rising"), ("trend", False): later("{n} falling"),
    ("outside", True): later("above limit"), ("outside", False): later("below limit"),
    ("two of three", True): later("2 of 3"), ("two of three", False): later("2 of 3"),
    ("four of five", True): later("4 of 5"), ("four of five", False): later("4 of 5"),
    ("alternating", True): later("{n} up and down"), ("alternating", False): later("{n} up and down"),
    ("inner third", True): later("{n} close in"), ("inner third", False): later("{n} close in"),
    ("outer thirds", True): later("{n} far out"), ("outer thirds", False): later("{n} far out"),
}  # fmt: skip


def name_signals(
    chart: Result,
    panel: Panel,
    x: np.ndarray,
    letters: float,
    dot: float,
    taken: Sequence[tuple[float, float, float, float]] = (),
) -> None:
    """A word beside the last signal of each rule, at most three, so that shape and colour have a name.

    Args:
        chart: the result. panel, x: where, and the places of the points. letters, dot: sizes in points.
        taken: left, low, right and high of words that stand there already, in points.

    >>> from champions.charts.chart import run_chart
    >>> from matplotlib.figure import Figure
    >>> from matplotlib.text import Text
    >>> panel = Panel(Figure(), (0, 0), 4, 3)
    >>> panel.span(0, 9, 0, 9)
    >>> waits = run_chart([3, 4, 5, 4, 3, 2] * 2 + [8, 9, 8, 9, 8, 9, 8, 9], freeze=12)
    >>> name_signals(waits, panel, np.arange(20.0), 10, 6)
    >>> panel.figure.findobj(Text)[-1].get_text()
    '8 above'
    """
    named, _ = chart.marks
    last: dict[tuple[str, int], Signal] = {}
    for at in np.unique(named[named >= 0]).tolist():
        signal = chart.signals[at]
        last[signal.rule, signal.way] = signal
    in_the_way = _in_the_way(chart, panel, x) if last else np.empty((0, 3))
    for left, low, right, high in taken:
        in_the_way = np.vstack([in_the_way, _filled((left, low), (right, high))])
    for signal in list(last.values())[:3]:
        points = np.array(signal.points) - 1
        up = signal.way >= 0
        text = bare(told(_SAID[signal.rule, up], n=len(signal.points)))
        spots = np.column_stack([x[points], chart.lines.values[points]])
        spots = _inches(panel, spots[:: max(1, points.size // 12)]) * 72
        size = np.array([len(text) * 0.6, 1.0]) * letters * 0.88
        middle, covers = _free_place(spots, size, dot, panel, in_the_way, up=up)
        if (
            covers >= _WORD
        ):  # no room that leaves every other word readable: shape and reading say it
            continue
        colour = MARKS[signal_kind(chart, signal)][0]
        panel.text(0, 0, text, tuple(middle), ha="center", va="center_baseline", fontsize=letters * 0.88,
                   fontweight="bold", color=colour, halo=_halo(letters), zorder=4)  # fmt: skip
        in_the_way = np.vstack([in_the_way, _filled(middle - size / 2, middle + size / 2)])


def _filled(low: Any, high: Any) -> np.ndarray:
    """A word that must not be covered: places all over it, and how bad covering one is."""
    across, up = np.meshgrid(np.linspace(low[0], high[0], 7), np.linspace(low[1], high[1], 3))
    return np.column_stack([across.ravel(), up.ravel(), np.full(across.size, _WORD)])


def signal_kind(chart: Result, signal: Signal) -> str:
    """What a signal is, by its way and the wish: a word about a worsening never has the colour of better.

    >>> from champions.charts.chart import run_chart
    >>> signal_kind(run_chart([3, 4, 5], improvement="down"), Signal("shift", (1,), 1, ""))
    'concern'
    """
    better = {"up": 1, "down": -1}.get(chart.asked.improvement or "", 0) * signal.way
    return {1: "improvement", -1: "concern"}.get(better, "special cause")


def _halo(letters: float) -> float:
    """White around words, so that a line behind them does not make them hard to read."""
    return letters * 0.25


def _inches(panel: Panel, places: np.ndarray) -> np.ndarray:
    """Places on the chart, in inches from its lower left corner."""
    low, high = np.array([panel.left, panel.low]), np.array([panel.right, panel.high])
    return (places - low) / (high - low) * (panel.wide, panel.tall)


def _in_the_way(chart: Result, panel: Panel, x: np.ndarray) -> np.ndarray:
    """What a word should not cover: places in points of a letter, and how bad each is."""
    along = np.linspace(0, 1, 8, endpoint=False)[:, None]

    def path(y: np.ndarray, bad: float) -> np.ndarray:
        places = np.column_stack(thin(x, y))
        if x.size < MOST_DOTS:
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
    spots = np.column_stack(thin(x, lines.values))
    dots = np.column_stack([_inches(panel, spots) * 72, np.full(len(spots), 4.0)])
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
) -> tuple[np.ndarray, float]:
    """The middle of the place for a word, near one of its points, where it covers least; and how bad that is."""
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
    outside = (middles[:, 1] < edge[1]) | (middles[:, 1] > most[1] - edge[1] * 0.6)
    best = int(np.argmin(cost + far * 0.3 + wrong * 1.0 + outside * _WORD))
    return middles[best], float(cost[best] + outside[best] * _WORD)


def name_lines(chart: Result, panel: Panel, letters: float) -> None:
    """The name and the number of each line, at its right end; a thin leader, where it had to move away.

    >>> from champions.charts.chart import run_chart
    >>> from matplotlib.figure import Figure
    >>> from matplotlib.text import Text
    >>> panel = Panel(Figure(), (0, 0), 4, 3)
    >>> panel.span(0, 9, 0, 9)
    >>> name_lines(run_chart([3, 4, 5]), panel, 10)
    >>> panel.figure.findobj(Text)[-1].get_text().split()
    ['median', '4']
    """
    lines, asked = chart.lines, chart.asked
    at = _last_with_limits(chart)
    word = bare(told("centre" if asked.centre is not None else chart.row.middle))
    names = [
        (lines.centre[at], word),
        (lines.upper[at], bare(told("upper limit"))),
        (lines.lower[at], bare(told("lower limit"))),
    ]
    if chart.series.target is not None:
        names.append((chart.series.target[at], bare(told("target"))))
    names = sorted((float(value), word) for value, word in names if not np.isnan(value))
    say = numbers_of(chart)
    said = [(panel.up(value), f"{word}\n{say(value)}") for value, word in names]
    at_the_end(panel, said, letters, rows=2.2)


def at_the_end(panel: Panel, said: list[tuple[float, str]], letters: float, *, rows: float) -> None:
    """Words at the right ends of lines, moved apart. A thin leader joins one that moved to its line.

    Args:
        panel: where. said: how high each line ends, as a share of the panel, and its words.
        letters: size of letters in points. rows: how many lines of text each needs.

    >>> from matplotlib.figure import Figure
    >>> from matplotlib.text import Text
    >>> panel = Panel(Figure(), (0, 0), 4, 3)
    >>> at_the_end(panel, [(0.5, "mean"), (0.51, "target")], 10, rows=1.15)
    >>> [text.get_text() for text in panel.figure.findobj(Text)]
    ['mean', 'target']
    """
    line = letters / 72 / panel.tall
    need = rows * line
    # Room above and below the panel that no other words need.
    places = spread([up for up, _ in said], need, low=need / 2 - 0.35 * line, high=1 + 0.3 * line)
    moved = [abs(place - up) > 0.45 * line for (up, _), place in zip(said, places, strict=True)]
    across = 0.5 * letters if not any(moved) else 1.25 * letters
    share = letters / 72 / panel.wide
    for (up, words), place, away in zip(said, places, moved, strict=True):
        panel.text(1, place, words, (across, 0), fontsize=letters * 0.88, va="center", linespacing=1.05)  # fmt: skip
        if away:
            panel.line([1 + 0.1 * share, 1 + 0.4 * share, 1 + 1.1 * share], [up, up, place], box=True,
                       color=GREY, linewidth=letters * 0.07, zorder=1)  # fmt: skip


def _last_with_limits(chart: Result) -> int:
    known = np.flatnonzero(~np.isnan(chart.lines.values))
    return int(known[-1]) if known.size else -1


def spread(
    places: list[float], need: float, *, low: float = -math.inf, high: float = math.inf
) -> list[float]:
    """Places moved apart, so that each has the room it needs, as little as can be.

    Args:
        places: where each would stand. need: from one to the next. low, high: where all have to stay,
            as far as that leaves them apart.

    >>> [round(place, 2) for place in spread([0.5, 0.52, 0.9], 0.1)]
    [0.46, 0.56, 0.9]
    >>> [round(place, 2) for place in spread([0.0, 0.02, 0.9], 0.1, low=0.0)]
    [0.0, 0.1, 0.9]
    """
    groups: list[list[float]] = []
    for place in sorted(places):
        groups.append([place])
        while len(groups) > 1 and _touch(groups[-2], groups[-1], need):
            groups[-2:] = [groups[-2] + groups[-1]]
    apart = [
        sum(of) / len(of) + need * (i - (len(of) - 1) / 2) for of in groups for i in range(len(of))
    ]
    for at, place in enumerate(apart):
        apart[at] = max(place, low + need * at)
    for at, place in enumerate(reversed(apart)):
        apart[-1 - at] = min(place, high - need * at)
    return apart


def _touch(below: list[float], above: list[float], need: float) -> bool:
    middles = sum(above) / len(above) - sum(below) / len(below)
    return middles < need * (len(below) + len(above)) / 2 - 1e-9


def place_notes(chart: Result, wide: float, letter: float) -> list[tuple[float, str, float, int]]:
    """Notes as share of the width, text, centre of the text, and row; numbered when there is no room.

    >>> from champions.charts.chart import run_chart
    >>> [note[1] for note in place_notes(run_chart([3, 4, 5], notes={2: "leaflet"}), 4.0, 0.1)]
    ['leaflet']
    """
    anew = told("new lines: {why}", why="")
    texts = {at: said.removeprefix(anew) for at, said in notes_by_point(chart).items()}
    if not texts:
        return []
    x = across(chart.series)
    span = (x[-1] - x[0]) * 1.05 or 1.0
    for numbered in (False, True):
        placed: list[tuple[float, str, float, int]] = []
        ends: list[float] = []
        for count, at in enumerate(sorted(texts), 1):
            text = str(count) if numbered else textwrap.shorten(texts[at], 30, placeholder="…")
            share = float((x[at] - x[0]) / span + 0.025)
            half = len(text) * LETTER * 0.92 * letter / wide / 2
            centre = min(max(share, half - 0.08), 1.2 - half)
            row = next((i for i, end in enumerate(ends) if end < centre - half - 0.02), len(ends))
            ends[row : row + 1] = [centre + half]
            placed.append((share, text, centre, row))
        # As many notes as rows are always written out: see champions.charts.words.
        if len(ends) <= MOST_WRITTEN:
            return placed
    return placed


def draw_notes(
    chart: Result,
    panel: Panel,
    x: np.ndarray,
    letters: float,
    notes: list[tuple[float, str, float, int]],
) -> None:
    """Notes above the chart, each with a thin line down to its point; and the baseline of a freeze.

    >>> from champions.charts.chart import run_chart
    >>> from matplotlib.figure import Figure
    >>> from matplotlib.text import Text
    >>> panel = Panel(Figure(), (0, 0), 4, 3)
    >>> panel.span(0, 9, 0, 9)
    >>> draw_notes(run_chart([3, 4, 5]), panel, np.arange(3.0), 10, [(0.5, "leaflet", 0.5, 0)])
    >>> panel.figure.findobj(Text)[-1].get_text()
    'leaflet'
    """
    line, above = letters / 72 / panel.tall, 0.0
    # A note may stand in the way of the line of another one: the words keep clear.
    clear = {"halo": _halo(letters), "zorder": 4}
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

"""Small pictures drawn as SVG text, for things that change as a person works."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from champions.sentences import in_a_row
from champions.sentences.told import bare, in_figures, told
from champions.style import tokens

INK, BLUE, ORANGE, GRID = tokens.INK, tokens.BLUE, tokens.RUST, tokens.LINE

WIDTH, HEIGHT = 440, 300
LEFT, RIGHT, TOP, BOTTOM = 36, 10, 20, 52


def across(count: int) -> list[float]:
    """Where so many dots stand, from left to right."""
    room = WIDTH - LEFT - RIGHT
    return [LEFT + room * (at + 0.5) / count for at in range(count)]


def up(value: float, top: float) -> float:
    """How far down the picture a height is drawn."""
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top


def joined_dots(dots: Sequence[float | None], places: Sequence[float], top: float) -> str:
    """The dots that are placed, joined by a line."""
    placed = [(x, up(dot, top)) for x, dot in zip(places, dots, strict=True) if dot is not None]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
    drawn = f'<polyline points="{path}" fill="none" stroke="{BLUE}" stroke-width="2"/>'
    for x, y in placed:
        drawn += f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{BLUE}"/>'
    return drawn


def two_averages_svg(title: str, values: Sequence[float], top: float) -> str:
    """One small chart: dots in order, and the average of each half as a short line.

    Args:
        title: what stands above the chart.
        values: one value a week, an even number of them.
        top: top of the scale, the same for charts that stand side by side.
    """
    half = len(values) // 2
    averages = [sum(part) / half for part in (values[:half], values[half:])]
    places = across(len(values))
    drawn = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{tokens.PAPER}"/>'
    for value in range(0, int(top) + 1, 10):
        y = up(value, top)
        drawn += (
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" '
            f'stroke="{tokens.SQUARED}"/>'
        )
        drawn += (
            f'<text x="{LEFT - 8}" y="{y + 6:.1f}" text-anchor="end" font-size="18" '
            f'fill="{INK}">{in_figures(value)}</text>'
        )
    for at, average in enumerate(averages):
        first, last = places[at * half] - 12, places[at * half + half - 1] + 12
        y = up(average, top)
        drawn += (
            f'<line x1="{first:.1f}" x2="{last:.1f}" y1="{y:.1f}" y2="{y:.1f}" '
            f'stroke="{ORANGE}" stroke-width="5"/>'
            f'<text x="{last:.1f}" y="{y - 14:.1f}" text-anchor="end" font-size="19" '
            f'font-weight="bold" fill="{ORANGE}">{escape(bare(told("average {average:g}", average=average)))}</text>'
        )
    drawn += joined_dots(values, places, top)
    said = told(
        "{title}. Days waited, week by week: {values}.",
        title=title,
        values=in_a_row(in_figures(value) for value in values),
    )
    return (
        f'<figure class="champions-small"><svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(said)}" xmlns="http://www.w3.org/2000/svg">{drawn}</svg>'
        f"<figcaption>{escape(title)}</figcaption></figure>"
    )

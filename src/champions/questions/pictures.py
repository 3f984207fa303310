"""Small pictures drawn as SVG text, for things that change as a person works."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from champions.questions import Dots, Sort
from champions.style import tokens

INK, BLUE, ORANGE, GRID = tokens.INK, tokens.BLUE, tokens.RUST, tokens.LINE

WIDTH, HEIGHT = 440, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 36, 10, 20, 52


def dot_plot_svg(
    question: Dots,
    dots: Sequence[float | None],
    line: float | None,
    moving: float,
    position: int,
) -> str:
    """A chart on squared paper with the dots placed so far and the one being placed.

    Args:
        question: labels, unit and top of the scale.
        dots: heights of the dots in the question's unit; None where none is placed.
        line: height of the middle line, or None.
        moving: height of the dot (or line) in hand, drawn hollow (or dashed).
        position: which dot is in hand, from 0; the number of dots means the middle line.

    Returns:
        A figure as HTML. Its label says in words what it shows.
    """
    across = _across(len(question.labels))
    inside = _paper(question, across)
    line_in_hand = position == len(question.labels)
    inside += _dots(dots, across, question.top)
    if line is not None and not line_in_hand:
        inside += _middle(line, question.top, "")
    if line_in_hand:
        inside += _middle(moving, question.top, ' stroke-dasharray="8 5"')
    else:
        y = _up(moving, question.top)
        inside += (
            f'<circle cx="{across[position]:.1f}" cy="{y:.1f}" r="8" fill="{tokens.PAPER}" '
            f'stroke="{ORANGE}" stroke-width="3"/>'
        )
    said = _said(question, dots, moving if line_in_hand else line, moving, position)
    return (
        '<figure class="champions-dots">'
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(said)}" '
        f'xmlns="http://www.w3.org/2000/svg">{inside}</svg>'
        f'<figcaption aria-live="polite">{escape(said)}</figcaption></figure>'
    )


def squared_paper_svg(question: Dots) -> str:
    """The same paper without a dot, to draw on by hand.

    Args:
        question: labels, unit and top of the scale.
    """
    said = f"Squared paper, 0 to {question.top:g} {question.unit}, with room for {len(question.labels)} dots."
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(said)}" '
        f'xmlns="http://www.w3.org/2000/svg">{_paper(question, _across(len(question.labels)))}</svg>'
    )


def _across(count: int) -> list[float]:
    room = WIDTH - _LEFT - _RIGHT
    return [_LEFT + room * (at + 0.5) / count for at in range(count)]


def _up(value: float, top: float) -> float:
    return HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * value / top


def _paper(question: Dots, across: Sequence[float]) -> str:
    """Squared paper: a line every unit, a stronger one with its number every five; one for each dot."""
    drawn = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{tokens.PAPER}"/>'
    for x in across:
        drawn += (
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{_up(question.top, question.top):.1f}" '
            f'y2="{_up(0, question.top):.1f}" stroke="{tokens.SQUARED}" stroke-width="1"/>'
        )
    for value in range(int(question.top) + 1):
        y = _up(value, question.top)
        strong = value % 5 == 0
        drawn += (
            f'<line x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" '
            f'stroke="{GRID if strong else tokens.SQUARED}" stroke-width="1"/>'
        )
        if strong:
            drawn += (
                f'<text x="{_LEFT - 8}" y="{y + 5:.1f}" text-anchor="end" font-size="15" '
                f'fill="{INK}">{value}</text>'
            )
    for at, x in enumerate(across):
        drawn += (
            f'<text x="{x:.1f}" y="{HEIGHT - 34}" text-anchor="middle" font-size="15" '
            f'fill="{INK}">{at + 1}</text>'
        )
    return drawn + (
        f'<text x="{(WIDTH + _LEFT) / 2}" y="{HEIGHT - 10}" text-anchor="middle" font-size="15" '
        f'fill="{INK}">Week</text>'
    )


def _dots(dots: Sequence[float | None], across: Sequence[float], top: float) -> str:
    placed = [(x, _up(dot, top)) for x, dot in zip(across, dots, strict=True) if dot is not None]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
    drawn = f'<polyline points="{path}" fill="none" stroke="{BLUE}" stroke-width="2"/>'
    for x, y in placed:
        drawn += f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{BLUE}"/>'
    return drawn


def _middle(value: float, top: float, dashes: str) -> str:
    y = _up(value, top)
    return (
        f'<line x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" '
        f'stroke="{ORANGE}" stroke-width="3"{dashes}/>'
    )


def _said(
    question: Dots,
    dots: Sequence[float | None],
    line: float | None,
    moving: float,
    position: int,
) -> str:
    placed = [dot for dot in dots if dot is not None]
    if position < len(question.labels):
        return (
            f"{len(placed)} of {len(question.labels)} dots placed. "
            f"In hand: the dot for {question.labels[position]}, at {moving:g} {question.unit}."
        )
    height = moving if line is None else line
    above = sum(dot > height for dot in placed)
    below = sum(dot < height for dot in placed)
    on = len(placed) - above - below
    dots_above = "1 dot" if above == 1 else f"{above} dots"
    return (
        f"The middle line is at {height:g} {question.unit}: "
        f"{dots_above} above it, {below} below, {on} on it."
    )


def two_averages_svg(title: str, values: Sequence[float], top: float) -> str:
    """One small chart: dots in order, and the average of each half as a short line.

    Args:
        title: what stands above the chart.
        values: one value a week, an even number of them.
        top: top of the scale, the same for charts that stand side by side.
    """
    half = len(values) // 2
    averages = [sum(part) / half for part in (values[:half], values[half:])]
    across = _across(len(values))
    drawn = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{tokens.PAPER}"/>'
    for value in range(0, int(top) + 1, 10):
        y = _up(value, top)
        drawn += f'<line x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{tokens.SQUARED}"/>'
        drawn += (
            f'<text x="{_LEFT - 8}" y="{y + 6:.1f}" text-anchor="end" font-size="18" '
            f'fill="{INK}">{value}</text>'
        )
    for at, average in enumerate(averages):
        first, last = across[at * half] - 12, across[at * half + half - 1] + 12
        y = _up(average, top)
        drawn += (
            f'<line x1="{first:.1f}" x2="{last:.1f}" y1="{y:.1f}" y2="{y:.1f}" '
            f'stroke="{ORANGE}" stroke-width="5"/>'
            f'<text x="{last:.1f}" y="{y - 14:.1f}" text-anchor="end" font-size="19" '
            f'font-weight="bold" fill="{ORANGE}">average {average:g}</text>'
        )
    drawn += _dots(values, across, top)
    said = f"{title}. Days waited, week by week: {', '.join(f'{value:g}' for value in values)}."
    return (
        f'<figure class="champions-small"><svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(said)}" xmlns="http://www.w3.org/2000/svg">{drawn}</svg>'
        f"<figcaption>{escape(title)}</figcaption></figure>"
    )


def board_html(question: Sort, placed: Mapping[str, str]) -> str:
    """The groups as boxes side by side, each with what was put in it so far.

    Args:
        question: what is sorted, and into which groups.
        placed: item to group; what is not placed yet is left out.
    """
    boxes = ""
    for group, words in question.groups.items():
        inside = [item for item, home in placed.items() if home == group]
        cards = "".join(f"<li>{escape(question.items[item])}</li>" for item in inside)
        listed = f"<ul>{cards}</ul>" if cards else "<p>empty so far</p>"
        boxes += f"<section><h4>{escape(words)} ({len(inside)})</h4>{listed}</section>"
    return f'<div class="champions-board">{boxes}</div>'

"""A chart on squared paper, as it stands while somebody draws it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from champions.questions.dots.question import Dots
from champions.questions.pictures import (
    GRID,
    HEIGHT,
    INK,
    LEFT,
    ORANGE,
    RIGHT,
    WIDTH,
    across,
    joined_dots,
    up,
)
from champions.sentences import counted, unit_said
from champions.sentences.told import bare, told
from champions.style import tokens


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
    places = across(len(question.labels))
    inside = _paper(question, places)
    line_in_hand = position == len(question.labels)
    inside += joined_dots(dots, places, question.top)
    if line is not None and not line_in_hand:
        inside += _middle(line, question.top, "")
    if line_in_hand:
        inside += _middle(moving, question.top, ' stroke-dasharray="8 5"')
    else:
        y = up(moving, question.top)
        inside += (
            f'<circle cx="{places[position]:.1f}" cy="{y:.1f}" r="8" fill="{tokens.PAPER}" '
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
    said = told(
        "Squared paper, 0 to {top:g} {unit}, with room for {dots} dots.",
        top=question.top,
        unit=unit_said(question.unit),
        dots=len(question.labels),
    )
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(said)}" '
        f'xmlns="http://www.w3.org/2000/svg">{_paper(question, across(len(question.labels)))}</svg>'
    )


def _paper(question: Dots, places: Sequence[float]) -> str:
    """Squared paper: a line every unit, a stronger one with its number every five; one for each dot."""
    drawn = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{tokens.PAPER}"/>'
    for x in places:
        drawn += (
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{up(question.top, question.top):.1f}" '
            f'y2="{up(0, question.top):.1f}" stroke="{tokens.SQUARED}" stroke-width="1"/>'
        )
    for value in range(int(question.top) + 1):
        y = up(value, question.top)
        strong = value % 5 == 0
        drawn += (
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" '
            f'stroke="{GRID if strong else tokens.SQUARED}" stroke-width="1"/>'
        )
        if strong:
            drawn += (
                f'<text x="{LEFT - 8}" y="{y + 5:.1f}" text-anchor="end" font-size="15" '
                f'fill="{INK}">{value}</text>'
            )
    for at, x in enumerate(places):
        drawn += (
            f'<text x="{x:.1f}" y="{HEIGHT - 34}" text-anchor="middle" font-size="15" '
            f'fill="{INK}">{at + 1}</text>'
        )
    return drawn + (
        f'<text x="{(WIDTH + LEFT) / 2}" y="{HEIGHT - 10}" text-anchor="middle" font-size="15" '
        f'fill="{INK}">{escape(bare(told("Week")))}</text>'
    )


def _middle(value: float, top: float, dashes: str) -> str:
    y = up(value, top)
    return (
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" '
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
        return told(
            "{placed} of {dots} dots placed. In hand: the dot for {label}, at {height:g} {unit}.",
            placed=len(placed),
            dots=len(question.labels),
            label=question.labels[position],
            height=moving,
            unit=unit_said(question.unit),
        )
    height = moving if line is None else line
    above = sum(dot > height for dot in placed)
    below = sum(dot < height for dot in placed)
    on = len(placed) - above - below
    return counted(
        above,
        "The middle line is at {height:g} {unit}: 1 dot above it, {below} below, {on} on it.",
        "The middle line is at {height:g} {unit}: {n} dots above it, {below} below, {on} on it.",
        height=height,
        unit=unit_said(question.unit),
        below=below,
        on=on,
    )

"""Five pictures of the same weeks, of which one is fair: for a lesson on honest charts."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np

from champions.lesson.page import Page
from champions.questions.pictures import BLUE, GRID, INK, ORANGE
from champions.sentences.told import bare, in_figures, told
from champions.style.tokens import PAPER, WRONG_GREEN, WRONG_RED

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 320, 230, 40, 40, 34
_RED, _GREEN = WRONG_RED, WRONG_GREEN


def chart_critique() -> Page:
    """Show the same waits as five charts. Each says in words what is seen, and not what is wrong.

    The weeks are those of the data set befriending-waits.
    """
    from champions.data import load

    days = load("befriending-waits").drop_duplicates()["days"].to_numpy(float)
    before, after = float(np.nanmean(days[:20])), float(np.nanmean(days[20:]))
    panels = (
        ("A", *_bars(before, after)),
        ("B", *_some_weeks(days)),
        ("C", *_colours(days)),
        ("D", *_run_chart(days)),
        ("E", *_no_words(days)),
    )
    figures = "".join(_figure(letter, drawn, said) for letter, drawn, said in panels)
    whole = " ".join(
        told("Chart {letter}: {said}", letter=letter, said=said) for letter, _, said in panels
    )
    return Page(f'<div class="champions-smalls">{figures}</div>', whole)


def _figure(letter: str, drawn: str, said: str) -> str:
    words = told("Chart {letter}: {said}", letter=letter, said=said)
    return (
        '<figure class="champions-small">'
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(words)}" xmlns="http://www.w3.org/2000/svg">'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="{PAPER}"/>{drawn}</svg><figcaption>'
        "<strong>"
        + told("Chart {letter}.", letter=letter)
        + f"</strong> {escape(said)}</figcaption></figure>"
    )


def _y(value: float, low: float, high: float) -> float:
    return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * (value - low) / (high - low)


def _x(at: int, count: int) -> float:
    return _LEFT + (_WIDTH - _LEFT - 10) * (at + 0.5) / count


def _text(x: float, y: float, words: str, *, size: int = 13, anchor: str = "middle") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} font-size="{size}" fill="{INK}">{escape(bare(words))}</text>'


def _scale(ticks: Sequence[float], low: float, high: float) -> str:
    return "".join(
        f'<line x1="{_LEFT}" x2="{_WIDTH - 8}" y1="{_y(t, low, high):.1f}" y2="{_y(t, low, high):.1f}" '
        f'stroke="{GRID}" stroke-width="0.6"/>'
        + _text(_LEFT - 5, _y(t, low, high) + 4, in_figures(t), anchor="end")
        for t in ticks
    )


def _dots(days: np.ndarray, low: float, high: float, colours: Sequence[str] | None = None) -> str:
    """Dots with a line through them; a week without a value breaks the line."""
    drawn, before = "", None
    for at, value in enumerate(days):
        if np.isnan(value):
            before = None
            continue
        x, y = _x(at, days.size), _y(value, low, high)
        if before is not None:
            drawn += f'<line x1="{before[0]:.1f}" y1="{before[1]:.1f}" x2="{x:.1f}" y2="{y:.1f}" stroke="{GRID}"/>'
        fill = colours[at] if colours else BLUE
        drawn += f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.4" fill="{fill}"/>'
        before = (x, y)
    return drawn


def _middle(y: float) -> str:
    return (
        f'<line x1="{_LEFT}" x2="{_WIDTH - 8}" y1="{y:.1f}" y2="{y:.1f}" stroke="{ORANGE}" '
        f'stroke-width="2"/>'
    )


def _bars(before: float, after: float) -> tuple[str, str]:
    drawn = _text(_WIDTH / 2, 20, told("Waits cut! Mean days"), size=14) + _scale(
        (16, 18, 20, 22, 24), 16, 26
    )
    for at, (words, value) in enumerate(((told("before"), before), (told("after"), after))):
        x, y = _x(at, 2) - 35, _y(value, 16, 26)
        drawn += f'<rect x="{x:.1f}" y="{y:.1f}" width="70" height="{_HEIGHT - _BOTTOM - y:.1f}" fill="{BLUE}"/>'
        drawn += _text(x + 35, _HEIGHT - 18, words)
    said = told(
        "Two bars, before ({before} days) and after ({after} days). The "
        "scale begins at 16. The first bar looks {times} times as "
        "tall as the second.",
        before=in_figures(before, ".0f"),
        after=in_figures(after, ".0f"),
        times=_times_taller(before, after),
    )
    return drawn, said


def _times_taller(before: float, after: float) -> str:
    names = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return names[min(10, round((before - 16) / (after - 16)))]


def _some_weeks(days: np.ndarray) -> tuple[str, str]:
    """The six weeks in a row in which the waits fell most."""
    falls = [
        days[at] - days[at + 5] if not np.isnan(days[at : at + 6]).any() else -99
        for at in range(days.size - 5)
    ]
    at = int(np.argmax(falls))
    some = days[at : at + 6]
    drawn = _text(_WIDTH / 2, 20, told("Days until a first visit"), size=14) + _scale(
        (0, 10, 20, 30), 0, 32
    )
    drawn += _dots(some, 0, 32) + _text(
        _WIDTH / 2, _HEIGHT - 14, told("weeks {first} to {last}", first=at + 1, last=at + 6)
    )
    return drawn, (
        told(
            "Six dots, weeks {first} to {last} of 44. They go from {days} days "
            "to {fewer}. There is no middle line.",
            first=at + 1,
            last=at + 6,
            days=in_figures(some[0], ".0f"),
            fewer=in_figures(some[-1], ".0f"),
        )
    )


def _colours(days: np.ndarray) -> tuple[str, str]:
    colours = [_GREEN if value <= 20 else _RED for value in days]
    drawn = _text(_WIDTH / 2, 20, told("Days until a first visit"), size=14) + _scale(
        (0, 10, 20, 30), 0, 32
    )
    drawn += _dots(days, 0, 32, colours) + _text(
        _WIDTH / 2, _HEIGHT - 14, told("44 weeks. Green is good, red is bad.")
    )
    return drawn, (
        told(
            "44 weeks of dots in red or green. Nothing but the colour tells "
            "the two kinds apart. There is no middle line."
        )
    )


def _run_chart(days: np.ndarray) -> tuple[str, str]:
    middle = float(np.nanmedian(days[:20]))
    drawn = _text(_WIDTH / 2, 20, told("Days until a first visit"), size=14) + _scale(
        (0, 10, 20, 30), 0, 32
    )
    y = _y(middle, 0, 32)
    drawn += _middle(y)
    x = _x(20, days.size)
    drawn += (
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{_HEIGHT - _BOTTOM}" stroke="{INK}" '
        f'stroke-dasharray="3 3"/>'
    )
    drawn += _dots(days, 0, 32) + _text(
        x + 4, _HEIGHT - _BOTTOM - 8, told("phone round"), anchor="start"
    )
    drawn += _text(
        _WIDTH / 2,
        _HEIGHT - 14,
        told("44 weeks. Line: median of the first 20, {middle:g}", middle=middle),
    )
    return drawn, (
        told(
            "44 weeks of dots in order of time, with a gap where the office "
            "was closed. The middle line is at {middle:g} days, from the "
            "first 20 weeks. A note says when the phone round began.",
            middle=middle,
        )
    )


def _no_words(days: np.ndarray) -> tuple[str, str]:
    drawn = _dots(days, 0, 32)
    drawn += _middle(_y(float(np.nanmedian(days[:20])), 0, 32))
    return drawn, told(
        "44 dots and a line across the middle. There is no title, no scale and no unit."
    )

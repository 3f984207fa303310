"""A chart of a variant as a picture, without its reading; and the same numbers as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any

from champions.activities.your_turn.question import YourTurn, dot_name, dots_in
from champions.questions.pictures import (
    BLUE,
    BOTTOM,
    GRID,
    HEIGHT,
    INK,
    LEFT,
    ORANGE,
    RIGHT,
    TOP,
    WIDTH,
    across,
)
from champions.sentences import in_a_row
from champions.sentences.told import in_figures, told
from champions.style import tokens

#: Lines that a person may place.
_LINES = ("line", "centre", "upper", "lower")
_NO_LINES: Mapping[str, float] = {}
#: How far down the picture a height is drawn.
_Up = Callable[[float], float]
_Spot = tuple[float, float]
#: Steps of a scale, in the units of the chart.
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200)


def shown_in(held: Mapping[str, Any]) -> list[int]:
    """The dots that have a place in the chart, from 1; those that were left out have none."""
    left = held.get("left", ())
    return [at for at in range(1, dots_in(held) + 1) if at not in left]


def is_chart(held: Mapping[str, Any]) -> bool:
    """True for a variant that is drawn; the others are tables."""
    return "values" in held


def story(words: Mapping[str, Any], held: Mapping[str, Any]) -> Mapping[str, Any]:
    """Of what the variant tells, with the numbers that its sentences name."""
    told: Mapping[str, Any] = words["stories"][held["story"]]
    plain = {key: value for key, value in held.items() if isinstance(value, int | float | str)}
    better = words.get("better", {}).get(told.get("better"), "")
    return {**told, **plain, **held.get("told", {}), "better": better}


def about(question: YourTurn, held: Mapping[str, Any]) -> tuple[str, ...]:
    """What is said above a chart: what it shows, what was tried when, and what the sums start from."""
    words = question.words
    parts = story(words, held)
    noted = words["noted"] if "note" in held else words.get("unnoted", "")
    given = [words.get("given", {}).get(part, "") for part in question.asked]
    lines = (words["about"], words.get("baseline", ""), noted, *given)
    return tuple(str(line).format(**parts) for line in lines if line)


def asks(question: YourTurn, held: Mapping[str, Any], part: str) -> str:
    """The question of a choice, or of a number, with what it names put in."""
    words = question.words
    said = words["numbers"][part]["label"] if part in words["numbers"] else words[f"{part}_ask"]
    return str(said).format(**story(words, held))


def visible(question: YourTurn, held: Mapping[str, Any]) -> dict[str, Any]:
    """The variant without the lines that are to be found."""
    return {name: one for name, one in held.items() if name not in question.asked}


def title(words: Mapping[str, Any], held: Mapping[str, Any]) -> str:
    """What stands over the chart."""
    return str(words["title"]).format(**story(words, held))


def chart_html(
    words: Mapping[str, Any],
    held: Mapping[str, Any],
    lines: Mapping[str, float] = _NO_LINES,
    marked: frozenset[int] = frozenset(),
) -> str:
    """The chart with its numbers as a table; or the table alone, for a variant without a chart.

    Args:
        words: those of the kind.
        held: the variant.
        lines: the heights of lines that were placed, by name; other numbers are passed over.
        marked: the dots that were marked; each gets a square around it.
    """
    table = table_html(words, held, marked)
    if not is_chart(held):
        return table
    placed = {name: lines[name] for name in _LINES if name in lines}
    said = escape(in_words(words, held, placed.get("line")))
    return (
        f'<figure class="champions-dots"><svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{said}" xmlns="http://www.w3.org/2000/svg">'
        f"{_drawn(held, placed, marked)}</svg>"
        f"<figcaption>{escape(title(words, held))}</figcaption></figure>"
        f"<details><summary>{told('Show the numbers as a table')}</summary>{table}</details>"
    )


def in_words(words: Mapping[str, Any], held: Mapping[str, Any], line: float | None = None) -> str:
    """The dots in words, for a person who does not see them; nothing of their reading."""
    values = in_a_row(_number(held["values"][at - 1]) for at in shown_in(held))
    said = told(
        "{title}. The dots in their order: {values}.", title=title(words, held), values=values
    )
    if line is not None and "baseline" in held:
        some = first_dots(held)
        above, below = sum(one > line for one in some), sum(one < line for one in some)
        yours = told(
            "Your line is at {line:g}. Of the first {n} dots {above} are above it, "
            "{below} below, and {on} on it.",
            line=line,
            n=len(some),
            above=above,
            below=below,
            on=len(some) - above - below,
        )
        said = f"{said} {yours}"
    return said


def first_dots(held: Mapping[str, Any]) -> list[float]:
    """The heights of the dots that the line comes from."""
    values = held["values"]
    here = [at for at in shown_in(held) if at <= held["baseline"]]
    return [values[at - 1] for at in here if values[at - 1] is not None]


def _number(value: float | None) -> str:
    return told("no number") if value is None else f"{value:g}"


def _drawn(held: Mapping[str, Any], placed: Mapping[str, float], marked: frozenset[int]) -> str:
    """All that stands inside the picture."""
    values: Sequence[float | None] = held["values"]
    known = [value for value in values if value is not None]
    seen = max([1.0, *known, *_heights(held.get("upper"))])
    highest = max([seen, *(min(height, 1.5 * seen) for height in placed.values())])
    step = next((one for one in _STEPS if highest / one <= 8), _STEPS[-1])
    top = step * (int(highest / step) + 1)
    shown = shown_in(held)
    places = dict(zip(shown, across(len(shown)), strict=True))

    def up(value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * min(max(value, 0), top) / top

    drawn = _paper(held, places, range(0, top + 1, step), up)
    for name, dash in (("upper", "6 4"), ("lower", "6 4"), ("centre", "")):
        drawn += _level(held.get(name), list(places.values()), up, dash)
    for height in placed.values():
        drawn += (
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{up(height):.1f}" y2="{up(height):.1f}" '
            f'stroke="{ORANGE}" stroke-width="3" stroke-dasharray="8 5"/>'
        )
    spots = {
        at: (x, up(value)) for at, x in places.items() if (value := values[at - 1]) is not None
    }
    if not held.get("apart"):  # places have no order in time, so nothing joins them
        drawn += "".join(map(_joined, _without_gaps(shown, spots)))
    return drawn + "".join(_dot(x, y, at in marked) for at, (x, y) in spots.items())


def _without_gaps(shown: Sequence[int], spots: Mapping[int, _Spot]) -> Iterator[list[_Spot]]:
    """The dots in stretches: where a number is missing, nothing is joined."""
    for there, stretch in groupby(shown, key=spots.__contains__):
        if there:
            yield [spots[at] for at in stretch]


def _joined(spots: Sequence[_Spot]) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    return f'<polyline points="{path}" fill="none" stroke="{BLUE}" stroke-width="1.5"/>'


def _dot(x: float, y: float, is_marked: bool) -> str:
    dot = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{BLUE}"/>'
    if not is_marked:
        return dot
    return dot + (
        f'<rect x="{x - 8:.1f}" y="{y - 8:.1f}" width="16" height="16" fill="none" '
        f'stroke="{ORANGE}" stroke-width="3"/>'
    )


def _paper(
    held: Mapping[str, Any], places: Mapping[int, float], scale: Sequence[int], up: _Up
) -> str:
    """The scales, with every fifth dot named, and a dotted line where something began."""
    drawn = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{tokens.PAPER}"/>'
    size = 15 if max(scale) < 1000 else 12  # four figures are wider
    for value in scale:
        drawn += (
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{up(value):.1f}" y2="{up(value):.1f}" '
            f'stroke="{tokens.SQUARED if value else GRID}"/><text x="{LEFT - 6}" '
            f'y="{up(value) + 5:.1f}" text-anchor="end" font-size="{size}" fill="{INK}">{in_figures(value)}</text>'
        )
    last = len(places)
    for count, (at, x) in enumerate(places.items(), 1):
        if count in (1, last) or (count % 5 == 0 and last - count > 1):
            drawn += (
                f'<text x="{x:.1f}" y="{HEIGHT - 34}" text-anchor="middle" font-size="15" '
                f'fill="{INK}">{_tick(held, at)}</text>'
            )
    if note := held.get("note"):
        before = max((x for at, x in places.items() if at < note), default=LEFT)
        x = (before + min((x for at, x in places.items() if at >= note), default=before)) / 2
        drawn += (
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{up(0):.1f}" stroke="{INK}" '
            'stroke-dasharray="3 4"/>'
        )
    return drawn


def _heights(levels: Any) -> list[float]:
    """The heights of a line: one all along, or one for each dot."""
    return levels if isinstance(levels, list) else [] if levels is None else [levels]


def _level(levels: Any, places: Sequence[float], up: _Up, dash: str) -> str:
    """A line in steps: a piece for each dot; one number is the same height all along."""
    if levels is None:
        return ""
    heights = levels if isinstance(levels, list) else [levels] * len(places)
    half = (places[1] - places[0]) / 2
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    path = " ".join(
        f"{x - half:.1f},{up(one):.1f} {x + half:.1f},{up(one):.1f}"
        for x, one in zip(places, heights, strict=True)
    )
    return f'<polyline points="{path}" fill="none" stroke="{ORANGE}" stroke-width="2"{dashed}/>'


def _tick(held: Mapping[str, Any], at: int) -> str:
    ticks = held.get("ticks")
    return escape(str(ticks[at - 1])) if isinstance(ticks, list) else str(at)


def table_html(
    words: Mapping[str, Any], held: Mapping[str, Any], marked: frozenset[int] = frozenset()
) -> str:
    """The numbers of a variant as a table; what was marked is said in words."""
    heads = [str(head).format(**story(words, held)) for head in words["table"]]
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    rows = ""
    for at in shown_in(held):
        cells = row_of(held, at)
        first = f'<th scope="row">{escape(cells[0])}</th>'
        said = " <strong>marked</strong>" if at in marked else ""
        rest = "".join(f"<td>{escape(cell)}</td>" for cell in cells[1:-1])
        rows += f"<tr>{first}{rest}<td>{escape(cells[-1])}{said}</td></tr>"
    for cells in held.get("totals", ()):
        first = f'<th scope="row">{escape(str(cells[0]))}</th>'
        rows += f"<tr>{first}{''.join(f'<td>{escape(str(one))}</td>' for one in cells[1:])}</tr>"
    return (
        '<div class="champions-lab champions-table" style="overflow-x: auto" tabindex="0" '
        f'role="region" aria-label="The numbers as a table"><table class="champions-counts">'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def row_of(held: Mapping[str, Any], at: int) -> list[str]:
    """A row of the table: what the dot is called, and its numbers."""
    if "rows" in held:
        return [dot_name(held, at), *map(str, held["rows"][at - 1])]
    return [dot_name(held, at), _number(held["values"][at - 1])]

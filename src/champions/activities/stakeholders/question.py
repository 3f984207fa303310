"""A map of the people whom a change needs, drawn across the borders between services.

The rings say what part somebody has in it; the slices say to which system they belong. The words
under the map say the same, and name the systems from which nobody is in the room yet.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from champions.questions import Sort
from champions.questions.pictures import BLUE, GRID, INK, ORANGE
from champions.sentences import in_a_row
from champions.sentences.told import told
from champions.style.tokens import MIST, PAPER

_SIZE, _MIDDLE = 440, 220
_RADII = (66, 104, 136, 163)
_SIGNS = ("●", "◆", "▲", "○")


@dataclass(frozen=True)
class Person:
    """Somebody on the map: a short name, and the system they belong to."""

    name: str
    system: str


@dataclass(frozen=True)
class StakeholderMap:
    """A map that fills while people are sorted; give it to a question as its ``board``.

    Attributes:
        about: what stands in the middle.
        people: key to person, in the order of their numbers.
        systems: key to words, clockwise from the top.
        rings: key to words, the innermost first; four at most.
    """

    about: str
    people: Mapping[str, Person]
    systems: Mapping[str, str]
    rings: Mapping[str, str]

    def __call__(self, placed: Mapping[str, str]) -> str:
        """The map and its words as HTML. ``placed`` is person to ring; others are left out."""
        known = {key: placed[key] for key in self.people if placed.get(key) in self.rings}
        said = self.said(known)
        return (
            '<figure class="champions-map">'
            f'<svg viewBox="0 0 {_SIZE} {_SIZE}" role="img" aria-label="{escape(said)}" '
            f'xmlns="http://www.w3.org/2000/svg">{self._paper()}{self._shapes(known)}</svg>'
            f'<figcaption role="status">{escape(said)}</figcaption></figure>{self._key(known)}'
        )

    def said(self, placed: Mapping[str, str]) -> str:
        """What the map shows, in words.

        >>> two = {"a": Person("Riders", "x"), "b": Person("Front desk", "y")}
        >>> rings = {"in": "In the room", "tell": "Keep told"}
        >>> made = StakeholderMap("the ride", two, {"x": "Community", "y": "Health"}, rings)
        >>> made.said({"a": "in"})
        '1 of 2 on the map. In the room: 1, from 1 of 2 systems. Nobody yet from: Health.'
        """
        inside = next(iter(self.rings))
        there = [self.people[key].system for key, ring in placed.items() if ring == inside]
        missing = [words for key, words in self.systems.items() if key not in there]
        said = told(
            "{placed} of {all} on the map. {ring}: {there}, from {some} of {systems} systems.",
            placed=len(placed),
            all=len(self.people),
            ring=self.rings[inside],
            there=len(there),
            some=len(set(there)),
            systems=len(self.systems),
        )
        if not missing:
            return said
        return f"{said} {told('Nobody yet from: {systems}.', systems=in_a_row(missing))}"

    # --- The picture ----------------------------------------------------------------------------

    def _at(self, turn: float, radius: float) -> tuple[float, float]:
        """A point on a ring; ``turn`` is in whole turns, clockwise from the top."""
        angle = 2 * math.pi * turn
        return _MIDDLE + radius * math.sin(angle), _MIDDLE - radius * math.cos(angle)

    def _paper(self) -> str:
        drawn = f'<rect width="{_SIZE}" height="{_SIZE}" fill="{PAPER}"/>'
        for radius in reversed(_RADII[: len(self.rings)]):
            drawn += (
                f'<circle cx="{_MIDDLE}" cy="{_MIDDLE}" r="{radius + 16}" '
                f'fill="{MIST if radius == _RADII[0] else PAPER}" stroke="{GRID}"/>'
            )
        outer = _RADII[len(self.rings) - 1] + 16
        for at in range(len(self.systems)):
            x, y = self._at(at / len(self.systems), outer)
            drawn += (
                f'<line x1="{_MIDDLE}" y1="{_MIDDLE}" x2="{x:.1f}" y2="{y:.1f}" '
                f'stroke="{GRID}" stroke-width="2" stroke-dasharray="6 4"/>'
            )
        drawn += (
            f'<circle cx="{_MIDDLE}" cy="{_MIDDLE}" r="38" fill="{PAPER}" stroke="{INK}"/>'
            + _words(_MIDDLE, _MIDDLE, self.about, 14)
        )
        return drawn + self._names_of_systems(outer)

    def _names_of_systems(self, outer: float) -> str:
        """Each system's name outside its slice, on a white ground."""
        drawn = ""
        for at, words in enumerate(self.systems.values()):
            x, y = self._at((at + 0.5) / len(self.systems), outer + 22)
            half = 4.9 * len(words) + 2
            x = min(max(x, half + 2), _SIZE - half - 2)
            drawn += (
                f'<rect x="{x - half:.1f}" y="{y - 11:.1f}" width="{2 * half:.1f}" height="22" '
                f'rx="4" fill="{PAPER}" stroke="{GRID}"/>' + _words(x, y, words, 15)
            )
        return drawn

    def _shapes(self, placed: Mapping[str, str]) -> str:
        rings, systems = list(self.rings), list(self.systems)
        drawn = ""
        for number, key in enumerate(self.people, 1):
            if key not in placed:
                continue
            system = self.people[key].system
            beside = [
                other
                for other, ring in placed.items()
                if ring == placed[key] and self.people[other].system == system
            ]
            share = (beside.index(key) + 1) / (len(beside) + 1)
            ring = rings.index(placed[key])
            x, y = self._at((systems.index(system) + share) / len(systems), _RADII[ring])
            drawn += _shape(ring, x, y, number)
        return drawn

    def _key(self, placed: Mapping[str, str]) -> str:
        """The rings in words, each with its sign and the people on it."""
        parts = ""
        for sign, (ring, words) in zip(_SIGNS, self.rings.items(), strict=False):
            items = "".join(
                f"<li>{number}. {escape(person.name)} ({escape(self.systems[person.system])})</li>"
                for number, (key, person) in enumerate(self.people.items(), 1)
                if placed.get(key) == ring
            )
            listed = f"<ul>{items}</ul>" if items else ("<p>" + told("nobody yet") + "</p>")
            parts += f"<section><h4>{sign} {escape(words)}</h4>{listed}</section>"
        return f'<div class="champions-board">{parts}</div>'


def _words(x: float, y: float, text: str, size: int) -> str:
    """Words in the middle of a point, a line for each part between line breaks."""
    lines = text.split("\n")
    top = y - (len(lines) - 1) * size * 0.6
    return "".join(
        f'<text x="{x:.1f}" y="{top + at * size * 1.2 + size * 0.35:.1f}" text-anchor="middle" '
        f'font-size="{size}" fill="{INK}">{escape(line)}</text>'
        for at, line in enumerate(lines)
    )


def _shape(ring: int, x: float, y: float, number: int) -> str:
    """A person's sign with their number: each ring has a shape of its own."""
    if ring == 1:
        drawn = f'<path d="M{x:.1f} {y - 16:.1f} l16 16 l-16 16 l-16 -16 z" fill="{ORANGE}"/>'
    elif ring == 2:
        drawn = f'<path d="M{x:.1f} {y - 17:.1f} l17 29 l-34 0 z" fill="{INK}"/>'
    else:
        fill = BLUE if ring == 0 else PAPER
        drawn = (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="13" fill="{fill}" '
            f'stroke="{BLUE if ring == 0 else INK}" stroke-width="2"/>'
        )
    ink = INK if ring == 3 else PAPER
    return drawn + (
        f'<text x="{x:.1f}" y="{y + 5.5:.1f}" text-anchor="middle" font-size="16" '
        f'font-weight="bold" fill="{ink}">{number}</text>'
    )


@dataclass(frozen=True, kw_only=True)
class StakeholderSort(Sort):
    """Say what part people have in a change, on a map that fills.

    ``items`` are the people in words, ``groups`` the rings, the innermost first; ``right`` as in any
    sorting.

    Attributes:
        about: what stands in the middle of the map.
        names: person to the short name on the map.
        belongs: person to system.
        systems: the systems in words, clockwise from the top.
        rings: the rings in short words for the map.
    """

    about: str
    names: Mapping[str, str]
    belongs: Mapping[str, str]
    systems: Mapping[str, str]
    rings: Mapping[str, str]

    pictured = True

    def drawn(self, placed: Mapping[str, str]) -> str:
        """The map with the people who were placed so far."""
        people = {key: Person(self.names[key], self.belongs[key]) for key in self.items}
        return StakeholderMap(self.about, people, self.systems, self.rings)(placed)

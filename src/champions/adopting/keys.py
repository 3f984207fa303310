"""Keys of a pack's ``place.yml`` that do not stand where the course looks for them, and where they belong."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from champions.adopting.found import LOOK, MEND, Found
from champions.charts.house import LESSONS, nearest_first
from champions.pack.contacts import LOCAL
from champions.pack.settings import read_yaml
from champions.pack.where import SETTINGS
from champions.typed import Typed, heading_behind_a_sign, read_file

_HOUSE = "house_rules"
#: A key that is as near as this to a known one is taken for a slip of the keyboard.
_NEAR = 0.75
_CURLY = {"“", "”", "„"}


def slips(own: Path, course: Path) -> Iterator[Found]:
    """Each key of the pack's file that is misspelt, misplaced or without words, the first line first.

    Args:
        own: the pack's ``place.yml``. course: that of the course.
    """
    typed, theirs = read_file(own), read_yaml(course)
    lines = own.read_text(encoding="utf-8-sig").split("\n") if own.is_file() else []
    found = [
        *_at_the_top(typed, theirs),
        *_below_headings(typed, theirs, lines),
        *_words((), typed.data, theirs),
    ]
    for path, kind, said in sorted(found, key=lambda one: typed.line(one[0])):
        yield Found(kind, f"{own.name}, line {typed.line(path)}: {said}")


_Slip = tuple[tuple[str | int, ...], str, str]


def _at_the_top(typed: Typed, theirs: Mapping[str, Any]) -> Iterator[_Slip]:
    for key, value in typed.data.items():
        if key in theirs:
            there = theirs[key]
            if isinstance(there, Mapping) and value is not None and not isinstance(value, Mapping):
                said = (
                    f"what stands after {key}: is of another form than the course's. It is a heading: "
                    f"lines such as {_like(there)} stand below it, moved in by two spaces."
                )
                yield (key,), MEND, said
            elif isinstance(there, list) != isinstance(value, list) and value is not None:
                said = (
                    f"what stands after {key}: is of another form than the course's. It is a list."
                    if isinstance(there, list)
                    else f"what stands after {key}: is a list, and should be words on the same line."
                )
                yield (key,), MEND, said
        elif heading := _heading_of(key, theirs):
            yield (key,), MEND, _belongs_below(key, heading)
        elif near := _nearest(key, theirs):
            yield (key,), MEND, f'"{key}" is not known. Did you mean {near}?'
        else:
            said = f'no lesson of the course uses "{key}". Only a lesson of yours can.'
            yield (key,), LOOK, said


def _below_headings(typed: Typed, theirs: Mapping[str, Any], lines: list[str]) -> Iterator[_Slip]:
    for heading, group in typed.data.items():
        known = theirs.get(heading)
        if not isinstance(group, Mapping) or not isinstance(known, Mapping):
            continue
        for key in [one for one in group if one not in known]:
            path = (heading, key)
            other = _heading_of(key, theirs)
            at = typed.line(path) - 1
            if other and at < len(lines) and heading_behind_a_sign(lines, at) == other:
                said = (
                    f'"{key}" belongs below {other}:, and the line {other}: above it begins with #. '
                    f"So it was read as one of {heading}. Take that # away."
                )
            elif other:
                said = f'"{key}" stands below {heading}:. {_belongs_below(key, other)}'
            elif key in theirs:
                said = (
                    f'"{key}" stands below {heading}:, and belongs below no heading. Take away the '
                    "spaces before it."
                )
            else:
                among = nearest_first(key, known)
                said = f'"{key}" below {heading} is not known to the course. There is: {", ".join(among)}.'
            yield path, MEND, said


def _words(path: tuple[str | int, ...], said: Any, theirs: Any) -> Iterator[_Slip]:
    """Where words should stand there are none, or quotation marks that learners would see."""
    if isinstance(said, Mapping):
        known = theirs if isinstance(theirs, Mapping) else {}
        for key, value in said.items():
            yield from _words((*path, key), value, known.get(key))
    elif isinstance(said, list):
        for at, one in enumerate(said):
            if isinstance(one, Mapping | list):
                yield (
                    (*path, at),
                    MEND,
                    f"a line of the list {path[-1]} is more than words. Put words with a colon in quotes.",
                )
    elif said in (None, "") and path and not isinstance(theirs, Mapping) and path[0] not in LOCAL:
        if path[1:]:
            said = f"there is no name after {path[-1]}: below {path[-2]}. Write one, or put # before the line."
        else:
            said = f"there is no name after {path[-1]}:. Write one, or put # before the line."
        yield path, MEND, said
    elif isinstance(said, str) and {said[:1], said[-1:]} & _CURLY:
        yield (
            path,
            MEND,
            "the words stand in curly quotation marks, which learners would see. Type straight ones, or none.",
        )


def _heading_of(key: str, theirs: Mapping[str, Any]) -> str:
    """The heading of the course below which a key stands; empty when there is none.

    >>> _heading_of("buses", {"place": "Ash", "organisations": {"buses": "Ours"}})
    'organisations'
    """
    fits = (one for one, there in theirs.items() if isinstance(there, Mapping) and key in there)
    return _HOUSE if key in LESSONS else next(fits, "")


def _belongs_below(key: str, heading: str) -> str:
    if heading == _HOUSE:
        return (
            f'"{key}" belongs below the line {heading}: of place.yml, or below it in {SETTINGS}. Write it there, '
            "moved in by two spaces."
        )
    return f'"{key}" belongs below the line {heading}:. Write it there, moved in by two spaces.'


def _nearest(key: str, theirs: Mapping[str, Any]) -> str:
    """The known key that was probably meant, with its heading; empty when none is near."""
    known = {str(one): str(one) for one in theirs}
    for heading, there in theirs.items():
        if isinstance(there, Mapping):
            known |= {str(one): f"{one} below {heading}" for one in there if one not in theirs}
    near = difflib.get_close_matches(key, list(known), n=1, cutoff=_NEAR)
    return known[near[0]] if near else ""


def _like(there: Mapping[str, Any]) -> str:
    key, value = next(iter(there.items()))
    return f"{key}: {value}"

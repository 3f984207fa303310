"""Words, names and routes that a pack says in its own way, and what the course has said of them since.

A pack gives only the keys that differ, so a change of the course under such a key would never be seen.
How the course had each key is noted when the pack's own is first used, in the folder ``replaced``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from champions.adopting.replaced import FOLDER
from champions.files import write_whole
from champions.pack.contacts import LOCAL
from champions.pack.join import GLOSSARY, PLACE, ROUTES
from champions.pack.settings import over, read_yaml

#: The files of which a pack gives only the keys that differ.
FILES = (PLACE, GLOSSARY, ROUTES)
#: Keys of place.yml that are each town's own: what the course says under them is nothing to a pack.
_EACH_TOWNS_OWN = {
    *LOCAL,
    "place",
    "parts",
    "organisations",
    "invented",
    "never_typed",
    "plain_words",
}
_HEAD = """\
# How the course had what the pack says in its own way, when the pack's was first used. Do not edit.
# python3 start.py pack --check compares it with the course as it is now.
"""


@dataclass(frozen=True)
class Moved:
    """Something that the pack says in its own way, and that the course says otherwise than before.

    Attributes:
        file: such as ``glossary.yml``. key: such as ``run-chart, means``.
        was, now: of the course; empty where it had or has none.
    """

    file: str
    key: str
    was: str
    now: str


def note_new(pack: Path, course: Path) -> None:
    """Note how the course has each key that the pack gives and of which nobody noted it yet."""
    for file in FILES:
        hidden = _hidden(_own(pack, file), read_yaml(course / file))
        before = _noted(pack, file)
        now = over(_still_given(_own(pack, file), before), hidden)
        if now != before:
            _write(pack, file, now)


def note_all(pack: Path, course: Path, file: str) -> None:
    """Note how the course has each key of a file now: somebody has seen it."""
    _write(pack, file, _hidden(_own(pack, file), read_yaml(course / file)))


def moved(pack: Path, course: Path) -> list[Moved]:
    """What the course says otherwise than when it was noted, under the keys that the pack gives."""
    return [
        Moved(file, ", ".join(path), _said(was), _said(now))
        for file in FILES
        for path, was, now in _differences(
            _still_given(_own(pack, file), _noted(pack, file)),
            _hidden(_own(pack, file), read_yaml(course / file)),
        )
    ]


def _own(pack: Path, file: str) -> dict[str, Any]:
    own = read_yaml(pack / file)
    return {
        key: said
        for key, said in own.items()
        if said is not None and (file != PLACE or key not in _EACH_TOWNS_OWN)
    }


def _hidden(own: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """What the course says under the keys that the pack gives; None where it says nothing.

    >>> _hidden({"run": {"means": "ours"}, "bed": "b"}, {"run": {"means": "theirs", "example": "a"}})
    {'bed': None, 'run': {'means': 'theirs'}}
    """
    found: dict[str, Any] = {}
    for key in sorted(own, key=str):
        mine, other = own[key], theirs.get(key)
        both = isinstance(mine, Mapping) and isinstance(other, Mapping)
        found[key] = _hidden(mine, other) if both and other is not None else other
    return found


def _still_given(own: Mapping[str, Any], noted: Mapping[str, Any]) -> dict[str, Any]:
    """What was noted under keys that the pack still gives."""
    kept: dict[str, Any] = {}
    for key, was in noted.items():
        if key in own:
            both = isinstance(own[key], Mapping) and isinstance(was, Mapping)
            kept[key] = _still_given(own[key], was) if both else was
    return kept


def _differences(
    was: Mapping[str, Any], now: Mapping[str, Any], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    for key, before in was.items():
        after = now.get(key)
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from _differences(before, after, (*path, key))
        elif before != after:
            yield (*path, key), before, after


def _said(value: Any) -> str:
    """A value as it stands in such a file, on one line."""
    if value is None or isinstance(value, str):
        return value or ""
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10_000)
    return text.removesuffix("...\n").strip()


def _noted(pack: Path, file: str) -> dict[str, Any]:
    return read_yaml(pack / FOLDER / file)


def _write(pack: Path, file: str, keys: Mapping[str, Any]) -> None:
    path = pack / FOLDER / file
    if not keys:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(dict(keys), allow_unicode=True, sort_keys=False, width=100)
    write_whole(path, _HEAD + text)

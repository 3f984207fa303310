"""Names of a pack's ``place.yml`` that its own lessons type out: they stay as they are when it changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from champions.adopting.found import LOOK, Found
from champions.pack.contacts import LOCAL, never_in_a_lesson
from champions.pack.join import PLACE
from champions.pack.settings import read_yaml
from champions.place import names_typed


def typed_in_lessons(pack: Path) -> Iterator[Found]:
    """Each line of a lesson of the pack on which such a name is typed, with what to write there."""
    own = read_yaml(pack / PLACE)
    free = {str(one) for one in own.get("plain_words") or ()}
    names = {name: key for name, key in _with_keys(own) if name not in free}
    for path in sorted(pack.glob("solutions/*/lesson.md")):
        shown = path.relative_to(pack).as_posix()
        for at, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1):
            for name in names_typed(line, {"never_typed": [*names]}):
                said = (
                    f'{shown}, line {at}: "{name}" is typed here, and stands in {PLACE} too. To have it change '
                    f"with {PLACE}, write {{{{ place.{names[name]} }}}} in its place. A line of code can only do "
                    "without it."
                )
                if names[name].split(".")[0] not in LOCAL:
                    said += f" Is it a plain word here? Then list it under plain_words in {PLACE}."
                yield Found(LOOK, said)


def _with_keys(own: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each local name that a pack gives, and the key under which a lesson asks for it."""
    for key in ("place", "programme", "data_keeper", "benefits_advice"):
        if isinstance(own.get(key), str):
            yield own[key], key
    for group in ("parts", "organisations"):
        for key, name in dict(own.get(group) or {}).items():
            yield str(name), f"{group}.{key}"
    for key, said in never_in_a_lesson(own):
        yield said, key

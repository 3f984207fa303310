"""What ``pack.yml`` says, and the files of a pack that hold only keys that differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from champions.pack.where import SETTINGS
from champions.trouble import Trouble
from champions.typed import read_file

#: Keys of pack.yml, each with what it says.
KEYS = {
    "name": "what the pack is called",
    "needs": "the oldest version of the course that it works with",
    "language": "the language of its lessons",
    "house_rules": "the rule sets that the programme teaches",
}


@dataclass(frozen=True)
class Settings:
    """What a pack says of itself.

    Attributes:
        name: what it is called. needs: the oldest version of the course, such as 0.1; may be empty.
        language: of its lessons. house_rules: for each sort of chart the id of a rule set.
    """

    name: str
    needs: str = ""
    language: str = "en-GB"
    house_rules: Mapping[str, str] = field(default_factory=dict)


def read_settings(folder: Path) -> Settings:
    """What a pack says of itself.

    Raises:
        Trouble: when its ``pack.yml`` cannot be used.
    """
    said = read_yaml(folder / SETTINGS)
    if unknown := [key for key in said if key not in KEYS]:
        raise Trouble(
            f'"{unknown[0]}" is not known in {SETTINGS}.',
            f"It can hold: {', '.join(KEYS)}. Names and contacts go into place.yml.",
        )
    name = str(said.get("name") or "").strip()
    if not name:
        raise Trouble(f"{SETTINGS} gives the pack no name.", "Write it after name: in that file.")
    rules = said.get("house_rules") or {}
    if not isinstance(rules, Mapping):
        raise Trouble(
            f"In {SETTINGS}, house_rules has no lines of its own.",
            "Write a line such as run_chart: perla, moved in by two spaces.",
        )
    return Settings(
        name,
        str(said.get("needs") or ""),
        str(said.get("language") or "en-GB"),
        {str(key): str(value) for key, value in rules.items()},
    )


def read_yaml(path: Path) -> dict[str, Any]:
    """The keys of a file; none when it is not there or empty.

    Raises:
        Trouble: when it cannot be read.
    """
    return dict(read_file(path).data)


def over(own: Mapping[str, Any], course: Mapping[str, Any]) -> dict[str, Any]:
    """The course's keys with a pack's own over them. Groups of lines are put together, lists are not.

    >>> over({"parts": {"a": "Ash"}}, {"parts": {"a": "Elm", "b": "Oak"}, "place": "X"})
    {'parts': {'a': 'Ash', 'b': 'Oak'}, 'place': 'X'}
    """
    merged = dict(course)
    for key, value in own.items():
        there = merged.get(key)
        both = isinstance(value, Mapping) and isinstance(there, Mapping)
        merged[key] = over(value, there) if both and there is not None else value
    return merged


def given(own: Mapping[str, Any], course: Mapping[str, Any]) -> dict[str, Any]:
    """What a pack's file says, without headings that have nothing below them: their lines begin with #.

    >>> given({"parts": None, "place": None}, {"parts": {"a": "Elm"}, "place": "X"})
    {'place': None}
    """
    return {
        key: value
        for key, value in own.items()
        if value is not None or not isinstance(course.get(key), Mapping)
    }

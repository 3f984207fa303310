"""The files of nbgrader that our own room builds on, each with the sha256 of its text.

    python3 tests/nbgrader_insides.py --write    keeps them, once the room was looked at for them

It is run in the environment of the tests: ``python3 start.py test`` makes it.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import rooms

ROOM = rooms.LIBRARY / "nbgrader"
KEPT = Path(__file__).with_name("nbgrader-insides.json")


def modules() -> list[str]:
    """Every module of nbgrader that the room imports from, patches, or names in nbgrader's settings."""
    named = {name for path in ROOM.glob("*.py") for name in rooms.imports(path)}
    texts = [path.read_text(encoding="utf-8") for path in ROOM.glob("*.py")]
    texts.append((rooms.LIBRARY.parents[1] / "nbgrader_config.py").read_text(encoding="utf-8"))
    named |= {name for text in texts for name in re.findall(r"\bnbgrader(?:\.\w+)+", text)}
    found = {module for name in named if name.startswith("nbgrader") and (module := _module(name))}
    folders = ("nbgrader.preprocessors", "nbgrader.exchange.default", "nbgrader.converters")
    return sorted(found | {module for folder in folders for module in _inside(folder)})


def _module(name: str) -> str:
    """The module that a name is, or stands in; empty for what is none of nbgrader's."""
    while name:
        try:
            found = importlib.util.find_spec(name)
        except ModuleNotFoundError:
            found = None
        if found is not None:
            return name
        name = name.rpartition(".")[0]
    return ""


def _inside(folder: str) -> list[str]:
    spec = importlib.util.find_spec(folder)
    places = spec.submodule_search_locations if spec else None
    return [f"{folder}.{path.stem}" for place in places or () for path in Path(place).glob("*.py")]


def digests() -> dict[str, str]:
    """Each of those modules, and the sha256 of its file."""
    found = {}
    for name in modules():
        spec = importlib.util.find_spec(name.removesuffix(".__init__"))
        if spec and spec.origin:
            found[name] = hashlib.sha256(Path(spec.origin).read_bytes()).hexdigest()
    return found


if __name__ == "__main__":
    text = json.dumps(digests(), indent=1) + "\n"
    KEPT.write_text(text, encoding="utf-8") if "--write" in sys.argv else print(text, end="")

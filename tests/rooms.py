"""The plan of the house: which room of ``src/champions`` uses which, read from the imports.

    python3 tests/rooms.py            prints each room with its floor and what it stands on
    python3 tests/rooms.py --write    draws docs/pictures/rooms.svg

A room is a folder or a file directly in ``src/champions``. It stands on the rooms that it imports, at
the top of a file, inside a function or for type checkers alone.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

LIBRARY = Path(__file__).resolve().parents[1] / "src" / "champions"
PICTURE = LIBRARY.parents[1] / "docs" / "pictures" / "rooms.svg"
#: The rooms of a learner's lesson. They may go to a browser.
LEARNERS = {
    *("charts", "questions", "lesson", "own_data", "activities"),
    *("data", "sentences", "style", "tables", "trouble"),
}
#: Not rooms: the names that lessons use, and the table of old names. Both name modules as text.
_SIGNS = {"__init__", "old_names"}


def files() -> Iterator[Path]:
    """Every file of the library, but programs that another interpreter runs."""
    for path in sorted(LIBRARY.rglob("*.py")):
        inside = path.relative_to(LIBRARY).parts
        if inside[:2] not in {("website", "files"), ("authoring", "skeleton")}:
            yield path


@cache
def imports(path: Path) -> frozenset[str]:
    """The full names of the modules that a file imports, wherever in the file.

    ``from champions import data`` counts as ``champions.data``.
    """
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(names)


def module(path: Path) -> str:
    """The name under which a file is imported."""
    parts = path.relative_to(LIBRARY.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room(name: str) -> str:
    """The room that a module is in; empty for what is no room of ours."""
    parts = name.split(".")
    own = len(parts) > 1 and parts[0] == "champions" and parts[1] not in _SIGNS
    return parts[1] if own and parts[1] in _names() else ""


@cache
def _names() -> frozenset[str]:
    found = {path.relative_to(LIBRARY).parts[0].removesuffix(".py") for path in files()}
    return frozenset(found - _SIGNS)


def plan() -> dict[str, set[str]]:
    """Each room, and the rooms that it stands on."""
    found: dict[str, set[str]] = {name: set() for name in _names()}
    for path in files():
        own = room(f"{module(path)}.")
        if own:
            found[own] |= {other for name in imports(path) if (other := room(name))} - {own}
    return found


def floors(of: dict[str, set[str]]) -> dict[str, int]:
    """The floor of each room: 1 when it stands on the ground, else one above the highest below.

    Raises:
        graphlib.CycleError: when rooms stand on each other in a circle.
    """
    floor: dict[str, int] = {}
    for name in TopologicalSorter(of).static_order():
        floor[name] = 1 + max((floor[other] for other in of[name]), default=0)
    return floor


def circles() -> list[list[str]]:
    """Modules that need each other, inside rooms too, if only for a type checker."""
    of = {module(path): needed(path) for path in files()}
    reach = {name: _reached(name, of) for name in of}
    together = {
        frozenset(other for other in reach[name] if name in reach[other])
        for name in of
        if name in reach[name]
    }
    return sorted(sorted(one) for one in together)


@cache
def _modules() -> frozenset[str]:
    return frozenset(module(path) for path in files())


@cache
def needed(path: Path) -> frozenset[str]:
    """The modules of ours that a file imports, whether as a module or as a name in one."""
    return frozenset(_imported(path)) & _modules()


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in _modules() else node.module


def _reached(start: str, of: dict[str, frozenset[str]]) -> set[str]:
    seen: set[str] = set()
    todo = [start]
    while todo:
        for name in of[todo.pop()] - seen:
            seen.add(name)
            todo.append(name)
    return seen


def answers(name: str) -> str:
    """The question that a room answers: the first line of its docstring, without its full stop."""
    folder = LIBRARY / name / "__init__.py"
    path = folder if folder.exists() else LIBRARY / f"{name}.py"
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(said.split("\n\n")[0].split()).rstrip(".")


def picture() -> str:
    """The plan as a drawing: a floor a row, the ground at the foot, learners' rooms filled."""
    floor = floors(plan())
    rows = [
        sorted(n for n, at in floor.items() if at == one) for one in sorted(set(floor.values()))
    ]
    wide, tall, gap = 108, 30, 12
    height, width = len(rows) * (tall + 14) + 40, max(map(len, rows)) * (wide + gap) + 20
    said = "; ".join(f"floor {at}: {', '.join(row)}" for at, row in enumerate(rows, 1))
    drawn = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
            f'aria-label="The rooms of the library, from the ground up. {said}." '
            'font-family="sans-serif" font-size="13">'
        ),
        f'<rect width="{width}" height="{height}" fill="white"/>',
    ]
    for at, row in enumerate(rows):
        y = height - 30 - (at + 1) * (tall + 14) + 14
        for place, name in enumerate(row):
            x = 10 + place * (wide + gap)
            fill = "#d9e8f6" if name in LEARNERS else "white"
            drawn.append(
                f'<rect x="{x}" y="{y}" width="{wide}" height="{tall}" rx="5" fill="{fill}" '
                f'stroke="#003d78"/><text x="{x + wide / 2:g}" y="{y + 20}" text-anchor="middle" '
                f'fill="#212b32">{name}</text>'
            )
    drawn.append(
        f'<text x="10" y="{height - 8}" fill="#212b32">Filled: may go to a browser. A room stands on '
        "rooms of lower floors only.</text></svg>"
    )
    return "\n".join(drawn) + "\n"


def main() -> None:
    """Print the plan, from the ground up, or draw it."""
    if "--write" in sys.argv:
        PICTURE.write_text(picture(), encoding="utf-8")
        return
    of = plan()
    for name, floor in sorted(floors(of).items(), key=lambda one: (one[1], one[0])):
        print(f"{floor}  {name:<12}{', '.join(sorted(of[name]))}")


if __name__ == "__main__":
    main()

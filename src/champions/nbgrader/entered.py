"""A lesson as nbgrader entered it in a gradebook, taken down as text, to be entered in another one alike.

nbgrader makes the learners' copy of a lesson in twelve steps, and checks it after them. What came of it
for a lesson is the same in every new gradebook, but for the ids of its rows.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from nbgrader import api
from nbgrader.api import new_uuid

#: What makes the learners' copy.
_MADE_WITH = ("nbgrader", "nbconvert", "nbformat", "traitlets")
#: The tables that hold a lesson, each after those that its rows name.
_TABLES = (
    *("assignment", "notebook", "base_cell", "source_cell"),
    *("grade_cells", "solution_cells", "task_cells"),
)
#: A row of one of these is a cell of ``base_cell``, with the same id.
_CELLS = frozenset(("grade_cells", "solution_cells", "task_cells"))
_BEGIN = hashlib.sha256().digest_size * 2


def name_for(module: str, source: Path, settings: Mapping[str, Any]) -> str:
    """A name that changes with all that nbgrader makes a learners' copy of.

    Args:
        module: the lesson's folder name.
        source: the folder with the lesson as its author has it.
        settings: the course's settings for nbgrader.
    """
    digest = hashlib.sha256(json.dumps([module, _versions(), repr(settings)]).encode())
    for path in sorted(source.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            digest.update(f"{path.relative_to(source).as_posix()}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


@cache
def _versions() -> list[str]:
    return [f"{name} {metadata.version(name)}" for name in _MADE_WITH]


def _table(name: str) -> sa.Table:
    table: sa.Table = api.Base.metadata.tables[name]
    return table


def taken_down(book: Any, module: str, released: Path) -> bytes:
    """The learners' copy that lies in a folder, and the rows of the lesson in the gradebook.

    Raises:
        TypeError: when something in a row is no plain data, such as a date on which work is due.
    """
    rows: dict[str, list[dict[str, Any]]] = {}
    of = {name: _table(name).c for name in _TABLES}
    queries = {
        "assignment": of["assignment"].name == module,
        "notebook": of["notebook"].assignment_id,
        "base_cell": of["base_cell"].notebook_id,
        "source_cell": of["source_cell"].notebook_id,
        **{name: of[name].id for name in _CELLS},
    }
    held: dict[str, list[str]] = {}
    for name in _TABLES:
        above = "base_cell" if name in _CELLS else {"notebook": "assignment"}.get(name, "notebook")
        where = queries[name] if name == "assignment" else queries[name].in_(held[above])
        query = sa.select(_table(name)).where(where)
        rows[name] = [dict(row) for row in book.db.execute(query).mappings()]
        if name in _CELLS:  # as the steps follow each other
            rows[name].sort(key=lambda row: held["base_cell"].index(row["id"]))
        held[name] = [row["id"] for row in rows[name]]
    files = {
        path.relative_to(released).as_posix(): [
            path.stat().st_mode & 0o777,
            base64.b64encode(path.read_bytes()).decode(),
        ]
        for path in sorted(released.rglob("*"))
        if path.is_file()
    }
    data = json.dumps({"rows": rows, "files": files}).encode()
    return hashlib.sha256(data).hexdigest().encode() + data


def read(kept: bytes | None) -> dict[str, Any] | None:
    """What was taken down; None where there is nothing, or it is not whole."""
    if not kept or hashlib.sha256(kept[_BEGIN:]).hexdigest().encode() != kept[:_BEGIN]:
        return None
    made: dict[str, Any] = json.loads(kept[_BEGIN:])
    return made


def enter(book: Any, made: Mapping[str, Any], released: Path) -> None:
    """Put the rows into a gradebook that does not have this lesson, and the files into a folder.

    Nothing is committed here.
    """
    ids: dict[str, str] = {}
    for name in _TABLES:
        rows = [
            {key: _own(key, value, ids) for key, value in row.items()} for row in made["rows"][name]
        ]
        if rows:
            book.db.connection().execute(sa.insert(_table(name)), rows)
    if released.exists():
        shutil.rmtree(released)
    for inside, (mode, text) in made["files"].items():
        path = released / inside
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(text))
        path.chmod(mode)


def _own(key: str, value: Any, ids: dict[str, str]) -> Any:
    """A value of a row with an id of this gradebook's own in place of the other's."""
    if key == "id" or key in ("assignment_id", "notebook_id"):
        return ids.setdefault(value, new_uuid())
    return value

"""Lessons of earlier versions, kept so that work which was done with them is marked by them.

A version that a programme has used is kept in ``versions/NAME.zip``: each lesson as its author and its
learners had it, with its questions. Work says in its notes which version it was made with. In the
gradebook an earlier version of a lesson stands beside the present one, as ``06-run-charts--2026-11``,
so that neither changes the other's points.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from champions.pack.where import VERSIONS
from champions.questions import compiled

#: Between a lesson's name and that of its version.
_JOINT = "--"


def named(module: str, version: str) -> str:
    """What an earlier version of a lesson is called.

    >>> named("06-run-charts", "2026-11")
    '06-run-charts--2026-11'
    """
    return f"{module}{_JOINT}{version}"


def lesson_of(name: str) -> str:
    """The lesson that a name stands for, whichever version it is of.

    >>> lesson_of("06-run-charts--2026-11"), lesson_of("06-run-charts")
    ('06-run-charts', '06-run-charts')
    """
    return name.partition(_JOINT)[0]


def version_in(name: str) -> str:
    """The version in a name; empty for the present one.

    >>> version_in("06-run-charts--2026-11"), version_in("06-run-charts")
    ('2026-11', '')
    """
    return name.partition(_JOINT)[2]


def kept_as(home: Path, module: str, version: str) -> str:
    """What the version is called that a lesson says it is of; empty when it is not kept.

    Args:
        home: the course folder.
        module: the lesson.
        version: what stands in the lesson's notes.
    """
    if not version:
        return ""
    for path in sorted((home / VERSIONS).glob("*.zip"), reverse=True):
        if _versions_in(path, path.stat().st_mtime_ns).get(module) == version:
            return path.stem
    return ""


@cache
def _versions_in(path: Path, _changed: int) -> Mapping[str, str]:
    """Each lesson of a kept version with what stands in its notes."""
    found: dict[str, str] = {}
    with suppress(OSError, zipfile.BadZipFile), zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("modules/") and name.endswith("/lesson.ipynb"):
                notes = json.loads(archive.read(name))["metadata"].get("champions", {})
                found[name.split("/")[1]] = str(notes.get("version", ""))
    return found


def questions_in(path: Path) -> dict[str, object] | None:
    """The questions of a compiled file by their ids, in whatever order; None for another file."""
    try:
        about = compiled.read(path.read_bytes())
        rule = about.get("part_marks")  # another rule of part marks makes another version
        return {str(one["id"]): {**one, "part_marks": rule} for one in about["questions"]}
    except (OSError, compiled.NotCompiled, KeyError, TypeError):
        return None


def take_out(home: Path, name: str, target: Path) -> bool:
    """Write an earlier version of a lesson, as its author had it, into a folder.

    Args:
        home: the course folder.
        name: what it is called, such as ``06-run-charts--2026-11``.
        target: the folder; it is made.

    Returns:
        False when this version is not kept.
    """
    path = home / VERSIONS / f"{version_in(name)}.zip"
    within = f"solutions/{lesson_of(name)}/"
    if not version_in(name) or not path.is_file():
        return False
    with zipfile.ZipFile(path) as archive:
        members = [one for one in archive.namelist() if one.startswith(within)]
        target.mkdir(parents=True, exist_ok=True)
        for one in members:
            (target / Path(one).name).write_bytes(archive.read(one))
    return bool(members)

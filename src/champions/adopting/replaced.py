"""What of the course a pack replaces, how it was when the pack's copy was made, and what changed since."""

from __future__ import annotations

import difflib
import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from champions.files import write_whole
from champions.pack.join import files_of
from champions.trouble import Trouble

#: In the pack: the course's files as they were, and their digests.
FOLDER, LIST = "replaced", "replaced.json"
#: What is replaced as one thing: a lesson, a data set.
_GROUPS = ("solutions", "datasets")
#: A change is shown up to so many lines.
_SHOWN = 60


@dataclass(frozen=True)
class Replaced:
    """A lesson, data set or other file of the course of which the pack has its own.

    Attributes:
        name: such as ``solutions/06-run-charts``.
        files: the pack's own files of it.
        noted: the digest of each of the course's files when the copy was made; None when nobody noted it.
        now: the digest of each as it is now; empty when the course has it no more.
    """

    name: str
    files: tuple[str, ...]
    noted: dict[str, str] | None
    now: dict[str, str]

    @property
    def changed(self) -> list[str]:
        """The course's files that are not as they were."""
        before = self.noted or {}
        return sorted(
            name
            for name in before.keys() | self.now.keys()
            if before.get(name) != self.now.get(name)
        )


def all_replaced(pack: Path, course: Path) -> list[Replaced]:
    """Everything of the course of which the pack has its own, in order of its name."""
    own: dict[str, list[str]] = {}
    for name, _path in files_of(pack):
        own.setdefault(group_of(name), []).append(name)
    theirs: dict[str, dict[str, str]] = {}
    for name, path in files_of(course):
        if group_of(name) in own:
            theirs.setdefault(group_of(name), {})[name] = _sum(path)
    noted = _noted(pack)
    known = sorted((theirs.keys() & own.keys()) | (noted.keys() & own.keys()))
    return [
        Replaced(name, tuple(own[name]), noted.get(name), theirs.get(name, {})) for name in known
    ]


def group_of(name: str) -> str:
    """What a file is replaced with: its lesson or data set, else itself.

    >>> group_of("solutions/06-run-charts/facts.py"), group_of("docs/champions.md")
    ('solutions/06-run-charts', 'docs/champions.md')
    """
    parts = name.split("/")
    return "/".join(parts[:2]) if parts[0] in _GROUPS and len(parts) > 2 else name


def named(pack: Path, course: Path, asked: str) -> str:
    """The lesson, data set or file of the course that is meant, such as 06 or befriending-waits.

    Raises:
        Trouble: when the course has none of that name.
    """
    there = {group_of(name) for name, _ in files_of(course)}
    there |= {one.name for one in all_replaced(pack, course)}
    fits = [
        name
        for name in sorted(there)
        if asked in (name, name.split("/")[-1]) or name.startswith(f"solutions/{asked}-")
    ]
    if len(fits) != 1:
        raise Trouble(
            f'The course has no lesson or data set called "{asked}".',
            "Type its name as its folder is called, such as 06-run-charts or befriending-waits.",
        )
    return fits[0]


def copy(pack: Path, course: Path, name: str) -> list[str]:
    """Copy a lesson or data set into the pack, to be changed there, and note how it was.

    Returns:
        The files that were copied.

    Raises:
        Trouble: when the pack has its own already.
    """
    here = {one: path for one, path in files_of(course) if group_of(one) == name}
    there = [one for one in here if (pack / one).exists()]
    if there:
        raise Trouble(
            f"The pack has its own {there[0]} already. Nothing was copied.",
            "To see what changed in the course since, type: python3 start.py pack --check",
        )
    for one, path in here.items():
        (pack / one).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, pack / one)
    note(pack, course, name)
    return sorted(here)


def note(pack: Path, course: Path, name: str) -> None:
    """Note how the course's files are now: their digests, and the files, so that a change can be shown."""
    noted = _noted(pack)
    shutil.rmtree(pack / FOLDER / name, ignore_errors=True)
    noted[name] = {}
    for one, path in files_of(course):
        if group_of(one) == name:
            noted[name][one] = _sum(path)
            (pack / FOLDER / one).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, pack / FOLDER / one)
    write_whole(pack / LIST, json.dumps(noted, indent=1, sort_keys=True) + "\n")


def difference(pack: Path, course: Path, one: Replaced) -> Iterator[str]:
    """What changed in the course since the pack's copy was made, line by line."""
    for name in one.changed:
        was, now = _lines(pack / FOLDER / name), _lines(course / name)
        lines = list(difflib.unified_diff(was, now, f"{name}, then", f"{name}, now", lineterm=""))
        yield from lines[:_SHOWN]
        if len(lines) > _SHOWN:
            yield f"… and {len(lines) - _SHOWN} lines more."


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []


def _noted(pack: Path) -> dict[str, dict[str, str]]:
    with suppress(OSError, ValueError, TypeError, AttributeError):
        read = json.loads((pack / LIST).read_text(encoding="utf-8"))
        return {str(name): dict(sums) for name, sums in read.items()}
    return {}


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()

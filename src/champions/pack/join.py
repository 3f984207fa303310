"""The one finder: the course as it is with a pack, laid out as one folder. Pack first, then course.

Only what has changed since the last time is written. What a command makes of it (lessons, data with
the pack's names, variants) goes there too, and stays until its sources change.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from champions.files import write_bytes_whole
from champions.pack.contacts import are_real
from champions.pack.settings import given, over, read_settings, read_yaml
from champions.pack.where import JOINED, MARK, has_pack, own_folder
from champions.trouble import Trouble

#: What a command reads from the course folder: whole folders, and files at its top.
FOLDERS = ("datasets", "solutions", "docs", "locale", "versions", "tests/answers")
FILES = ("nbgrader_config.py",)
#: Files in which a pack gives only the keys that differ.
PLACE, GLOSSARY, ROUTES = "place.yml", "glossary.yml", "routes.yml"
#: Made of a lesson's text by the build. Those of the course hold the course's own names.
MADE = ("lesson.ipynb", "questions.json")
_LEFT_OUT = ("__pycache__", ".ipynb_checkpoints", "node_modules")
_LIST = ".joined.json"
_README = """\
# Made by the course. Do not edit.

This is the whole course as it is with the pack in the folder above. Each command makes it again where
something has changed, and what you change here may be lost. Change the pack instead.
You may delete this folder: `python3 start.py build` makes it again.
"""


@dataclass(frozen=True)
class Origin:
    """A file of the pack or of the course, and how it was when it was taken."""

    path: Path
    size: int
    changed: int

    @classmethod
    def of(cls, path: Path) -> Origin:
        now = path.stat()
        return cls(path, now.st_size, now.st_mtime_ns)

    @property
    def noted(self) -> list[Any]:
        return [str(self.path), self.size, self.changed]


def join(pack: Path, course: Path) -> Path:
    """Lay out the course as it is with a pack, and return that folder.

    Raises:
        Trouble: when the pack cannot be used.
    """
    read_settings(pack)
    if pack == course or course in pack.parents:
        raise Trouble(
            f"The pack lies inside the course's own folder: {pack}",
            "Move it beside the course. An update of the course then never meets it.",
        )
    home = pack / JOINED
    if home.exists() and any(home.iterdir()) and not (home / MARK).exists():
        raise Trouble(
            f"The pack has a folder {JOINED} that was not made by the course.",
            "Rename that folder, then start again.",
        )
    home.mkdir(exist_ok=True)
    _put(home / MARK, f"{course}\n".encode())
    before = _noted(home)
    now: dict[str, list[Any]] = {}
    for name, origin in files(pack, course).items():
        now[name] = origin.noted
        if before.get(name) != now[name] or not (home / name).is_file():
            _put(home / name, origin.path.read_bytes())
    for name in before.keys() - now.keys():
        (home / name).unlink(missing_ok=True)
    _take_away_what_has_no_text(home)
    _merged(home, pack, course)
    _put(home / "README.md", _README.encode())
    (home / "modules").mkdir(exist_ok=True)
    if before != now:
        _put(home / _LIST, json.dumps(now, indent=0, sort_keys=True).encode())
    return home


def refreshed(home: Path) -> None:
    """Take over what has been saved in the pack, or in the course, since; without a pack, nothing."""
    if has_pack(home):
        join(own_folder(home), Path((home / MARK).read_text(encoding="utf-8").strip()))


def files(pack: Path, course: Path) -> dict[str, Origin]:
    """Each file of the joined folder by its name, with where it comes from: the pack, else the course."""
    own_data = {path.parent.name for path in (pack / "datasets").glob("*/data.*")}
    found = {
        name: Origin.of(path)
        for name, path in files_of(course)
        if name not in {f"datasets/{one}/data.csv" for one in own_data}
    }
    # A lesson or data set of the pack takes the place of single files: what it leaves out stays.
    found |= {name: Origin.of(path) for name, path in files_of(pack)}
    return found


def files_of(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files of a pack or of the course that a command reads, by name. Links are left out."""
    for top in FOLDERS:
        for at, inner, names in os.walk(folder / top):
            inner[:] = [one for one in inner if one not in _LEFT_OUT and not one.startswith(".")]
            for name in names:
                path = Path(at, name)
                made = top == "solutions" and name in MADE
                if not made and not name.startswith(".") and not path.is_symlink():
                    yield path.relative_to(folder).as_posix(), path
    for name in FILES:
        if (folder / name).is_file():
            yield name, folder / name


def place_with(pack: Path, course: Path) -> dict[str, Any]:
    """The local names of the course as they are with a pack.

    Lessons of the course hold none of a pack's names but by accident, as a word such as Reading. Names
    of the course, in a lesson of the pack, were left behind.
    """
    from champions.place import local_names

    theirs = read_yaml(course / PLACE)
    own = given(read_yaml(pack / PLACE), theirs)
    place = over(own, theirs)
    if rules := read_settings(pack).house_rules:
        place["house_rules"] = over(rules, place.get("house_rules") or {})
    place["invented"] = not are_real(own, theirs)
    mine = set(local_names({**place, "never_typed": (), "plain_words": ()}))
    place["plain_words"] = sorted(mine | set(map(str, place.get("plain_words") or ())))
    left = [name for name in local_names(theirs) if name not in mine]
    place["never_typed"] = [*dict.fromkeys([*map(str, own.get("never_typed") or ()), *left])]
    return place


def _merged(home: Path, pack: Path, course: Path) -> None:
    place = place_with(pack, course)
    glossary, routes = (_with(pack, course, name) for name in (GLOSSARY, ROUTES))
    for name, keys in ((PLACE, place), (GLOSSARY, glossary), (ROUTES, routes)):
        text = yaml.safe_dump(keys, allow_unicode=True, sort_keys=False, width=100)
        _put(home / name, f"# Made from the pack and the course. Do not edit.\n{text}".encode())


def _with(pack: Path, course: Path, name: str) -> dict[str, Any]:
    """A file's keys as they are with a pack."""
    theirs = read_yaml(course / name)
    return over(given(read_yaml(pack / name), theirs), theirs)


def _noted(home: Path) -> dict[str, list[Any]]:
    with suppress(OSError, ValueError, TypeError):
        return dict(json.loads((home / _LIST).read_text(encoding="utf-8")))
    return {}


def _put(path: Path, data: bytes) -> None:
    """Write a file where it is not so already: what has not changed keeps its time."""
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    write_bytes_whole(path, data)


def _take_away_what_has_no_text(home: Path) -> None:
    """Lessons that were made from a text that is there no more are shown no more."""
    for made in [*home.glob("solutions/*/"), *home.glob("modules/*/")]:
        if (home / "solutions" / made.name / "lesson.md").is_file():
            continue
        for name in MADE:
            (made / name).unlink(missing_ok=True)
        with suppress(OSError):
            made.rmdir()

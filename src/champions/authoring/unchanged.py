"""Which lessons need not be run again: nothing that they are made of has changed, nor what was made.

A digest holds all that a lesson depends on: its own folder, the local names, the glossary, the data,
the library and each installed piece by its version. What it is not sure of it takes as changed.
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from champions.files import write_whole
from champions.questions.variants import FOLDER

_LIBRARY = Path(__file__).resolve().parents[1]
#: Rooms that no lesson and no build goes into: a change of theirs changes no lesson.
ABOVE = ("adopting", "cli.py", "desk", "install", "website")
#: Scripts of the lesson pages, which Python does not run; and what Python makes for itself.
_NOT_RUN = (".ts", ".js", ".mjs", ".pyc")
#: Made by the build itself.
_OUTCOMES = ("lesson.ipynb", "questions.json")
_NOTE = ".state/built.json"
#: The name under which the variants of all lessons are noted.
_VARIANTS = "variants"


class Built:
    """What was built, and of what, in a course folder.

    Args:
        root: the course folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._note = root / _NOTE
        self._known: dict[str, list[str]] = {}
        with suppress(OSError, ValueError, TypeError):
            self._known = dict(json.loads(self._note.read_text(encoding="utf-8")))

    def as_it_was(self, module: str) -> bool:
        """True when a lesson would come out as it lies there."""
        return self._known.get(module) == self._now(module)

    def has_variants(self) -> bool:
        """True when the variants of all lessons would come out as they lie there."""
        return self._known.get(_VARIANTS) == self._variants_now()

    def note(self, modules: Iterable[str], *, variants: bool) -> None:
        """Note that these lessons were built just now, and perhaps the variants of all."""
        self._known |= {module: self._now(module) for module in modules}
        if variants:
            self._known[_VARIANTS] = self._variants_now()
        self._note.parent.mkdir(exist_ok=True)
        write_whole(self._note, json.dumps(self._known, indent=1, sort_keys=True))

    def stale(self, modules: Iterable[str]) -> list[str]:
        """The lessons that were built once and would come out in another way now."""
        return [one for one in modules if one in self._known and not self.as_it_was(one)]

    def _now(self, module: str) -> list[str]:
        return [self._made_of(module), _sum_of(self._outcome(module), self._root)]

    def _variants_now(self) -> list[str]:
        return [_library(), _sum_of(_files(self._root / FOLDER), self._root)]

    def _made_of(self, module: str) -> str:
        folder = self._root / "solutions" / module
        own = [path for path in _files(folder) if path.name not in _OUTCOMES]
        names = ("place.yml", "glossary.yml", "nbgrader_config.py", "nbgrader_local.py")
        files = [*own, *(self._root / name for name in names), *self._data(own)]
        return _digest([_library(), _pieces(), _sum_of(files, self._root)])

    def _outcome(self, module: str) -> list[Path]:
        worked = [self._root / "solutions" / module / name for name in _OUTCOMES]
        return [*worked, *_files(self._root / "modules" / module)]

    def _data(self, own: Iterable[Path]) -> Iterator[Path]:
        """The data that a lesson may load: those that it or the library names, else all of them."""
        texts = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in own)
        every = not _names_all_that_it_loads(texts)
        for folder in sorted((self._root / "datasets").iterdir()):
            if f"datasets/{folder.name}" == FOLDER:
                continue  # made by the library, whose own digest stands for them
            if every or folder.name in texts or _named_in_the_library(folder.name):
                yield from _files(folder) if folder.is_dir() else [folder]


def _names_all_that_it_loads(text: str) -> bool:
    """True when a lesson loads nothing but by a name that stands in it.

    >>> _names_all_that_it_loads('load("befriending-waits")'), _names_all_that_it_loads("load(which)")
    (True, False)
    """
    named = re.findall(r"\bload\(\s*(?:name\s*=\s*)?(?:\"[\w-]+\"|'[\w-]+')\s*\)", text)
    return len(re.findall(r"\bload\b(?!\s*$)\s*\(", text)) == len(named) and not re.search(
        r"datasets|read_csv|\bopen\(|=\s*load\b(?!\()", text
    )


def library_files() -> list[Path]:
    """The files of the library on which a lesson, or the build, may depend."""
    return [
        path
        for path in _files(_LIBRARY)
        if path.relative_to(_LIBRARY).parts[0] not in ABOVE and path.suffix not in _NOT_RUN
    ]


@cache
def _library() -> str:
    return _sum_of(library_files(), _LIBRARY)


@cache
def _library_text() -> str:
    """The whole text of the library: a data set that it loads is named there."""
    return "\n".join(
        path.read_text(encoding="utf-8") for path in library_files() if path.suffix == ".py"
    )


@cache
def _named_in_the_library(name: str) -> bool:
    return name in _library_text()


@cache
def _pieces() -> str:
    """Python, and each installed piece with its version."""
    # The folder in which a piece says what it is has its name and version; its text is long to read.
    named = {
        path.name
        for place in sys.path
        for ending in ("*.dist-info", "*.egg-info")
        for path in Path(place or ".").glob(ending)
    }
    return _digest([platform.python_version(), *sorted(named)])


def _files(folder: Path) -> list[Path]:
    """The files below a folder, without what programs leave there for themselves."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not {"__pycache__", ".ipynb_checkpoints"} & {*path.parts}
    )


def _sum_of(paths: Iterable[Path], base: Path) -> str:
    lines = []
    for path in paths:
        data = path.read_bytes() if path.is_file() else b"none"
        lines.append(f"{path.relative_to(base).as_posix()} {hashlib.sha256(data).hexdigest()}")
    return _digest(lines)


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()

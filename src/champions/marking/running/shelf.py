"""What the author's own run of a lesson made is kept for the next marking, while nothing behind it has changed."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path

import champions
from champions.files import write_bytes_whole

#: What is kept, at most: two for each lesson, and some of earlier versions of it.
MOST = 100
#: What draws and shows. Whoever has another version of one of these draws anew.
_DRAWN_WITH = ("ipython", "ipywidgets", "matplotlib", "numpy", "pandas", "pillow")


class Shelf:
    """A folder in which it is kept. It only saves time: where it cannot be read or written, nothing is kept.

    Args:
        folder: in the course folder, where nobody writes who could not change the lessons themselves.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, name: str) -> bytes | None:
        """What was made earlier under this name; nothing where others may write in the folder."""
        try:
            about = self._folder.stat()
            if about.st_mode & 0o022 or about.st_uid != os.getuid():
                return None
            return (self._folder / name).read_bytes()
        except OSError:
            return None

    def put(self, name: str, made: bytes) -> None:
        """Keep it; the oldest make room."""
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_bytes_whole(self._folder / name, made)
            kept = sorted(self._folder.iterdir(), key=lambda one: one.stat().st_mtime, reverse=True)
            for one in kept[MOST:]:
                one.unlink(missing_ok=True)


def name_for(sources: Sequence[str], files: Mapping[str, bytes], shown: Sequence[str]) -> str:
    """A name that changes with all that a rehearsal is made of.

    Args:
        sources: the text of each code cell.
        files: what lies beside the lesson, by name.
        shown: those of the cells that learners have too.
    """
    digest = hashlib.sha256(_made_with().encode())
    digest.update(json.dumps([list(sources), list(shown)]).encode())
    for name in sorted(files):
        digest.update(json.dumps([name, hashlib.sha256(files[name]).hexdigest()]).encode())
    return digest.hexdigest()


@cache
def _made_with() -> str:
    """Python, the libraries that draw, and every file of our own, by its size and time."""
    versions = [f"{name} {metadata.version(name)}" for name in _DRAWN_WITH]
    package = Path(champions.__file__).resolve().parent
    ours = sorted(_files(str(package)))
    return json.dumps([sys.version, platform.machine(), versions, ours])


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as found:
        for one in found:
            if one.is_dir(follow_symlinks=False):
                if one.name != "__pycache__":
                    yield from _files(one.path)
            else:
                about = one.stat()
                yield one.path, about.st_size, about.st_mtime_ns

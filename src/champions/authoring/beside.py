"""Pictures and recordings of a lesson's own: files in two folders beside its text, which go where it goes."""

from __future__ import annotations

import base64
import mimetypes
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

#: What a lesson may have beside its text.
FOLDERS = ("pictures", "recordings")
_TYPED = re.compile(
    r"\]\(\s*<?((?:pictures|recordings)/[^)>\"\s]+)|\bsrc=\"((?:pictures|recordings)/[^\"]+)\""
)
_IN_HTML = re.compile(r'(\s(?:src|href)=")((?:pictures|recordings)/[^"]+)(")')


def files_beside(folder: Path) -> Iterator[str]:
    """The names of a lesson's pictures and recordings, such as ``pictures/bed.png``. Links are left out."""
    for name in FOLDERS:
        for path in sorted((folder / name).rglob("*")):
            if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
                yield path.relative_to(folder).as_posix()


def copy_beside(folder: Path, to: Path) -> None:
    """Copy a lesson's pictures and recordings to another folder."""
    for name in files_beside(folder):
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / name, to / name)


def named_in(text: str) -> Iterator[tuple[str, int]]:
    """Each picture or recording that a text shows, with the place in the text.

    >>> [name for name, _ in named_in('![A bed](pictures/bed.png) and <audio src="recordings/a.mp3">')]
    ['pictures/bed.png', 'recordings/a.mp3']
    """
    for found in _TYPED.finditer(text):
        yield unquote(found[1] or found[2]), found.start()


def readdressed(html: str, folder: Path, give: Callable[[Path], str]) -> str:
    """HTML in which each picture or recording that is there has another address.

    Args:
        html: words of a lesson. folder: the lesson's. give: the address of a file.
    """
    there = set(files_beside(folder))

    def put(found: re.Match[str]) -> str:
        name = unquote(found[2])
        return f"{found[1]}{give(folder / name)}{found[3]}" if name in there else found[0]

    return _IN_HTML.sub(put, html)


def in_the_page(path: Path) -> str:
    """A file as part of the page itself: for a page that is one file."""
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"

"""Write a file whole: nobody ever reads half of one, whatever stops the program. Keep folders private."""

from __future__ import annotations

import os
import re
import shlex
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

#: What lies in a work folder of ours: one that somebody else made and shares has none of it.
_OURS = ("gradebook.db", "desk.db", "marking.lock")


def in_a_command(path: object, *, windows: bool = os.name == "nt") -> str:
    """A path or name as it is typed in a command line: in quotation marks where it needs them.

    >>> print(in_a_command("../our-town", windows=False), in_a_command("../Carers' Network", windows=False))
    ../our-town "../Carers' Network"
    >>> print(in_a_command("../£5 & more", windows=False), in_a_command("../O'Hara's $5", windows=False))
    '../£5 & more' '../O'"'"'Hara'"'"'s $5'
    >>> print(in_a_command("C:/Our Town", windows=True), in_a_command("C:/Ours", windows=True))
    "C:/Our Town" C:/Ours
    """
    text = str(path)
    if windows:
        return text if re.fullmatch(r"[\w./\\:+-]+", text) else f'"{text}"'
    if "'" in text and not re.search(r"[\"$`\\!]", text):
        return f'"{text}"'  # the same to a shell, and easier to read
    return shlex.quote(text)


def private_folder(path: Path) -> None:
    """Make a work folder that nobody else on this computer can look into: it holds names and marks.

    A folder that was there already stays as it is, unless an earlier version of the course made it.

    Raises:
        OSError: when it cannot be made.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(mode=0o700, exist_ok=True)
    elif any((path / name).exists() for name in _OURS):
        with suppress(OSError):  # it may belong to somebody who lets us write there
            path.chmod(0o700)


def shut_folder(path: Path) -> None:
    """Make a folder of ours inside a work folder that nobody else can look into, or shut it.

    Raises:
        OSError: when it cannot be made.
    """
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(OSError):  # it may belong to somebody who lets us write there
        path.chmod(0o700)


def shut_all(folder: Path) -> None:
    """Shut every folder and file of a work folder: names, answers and marks are nobody else's.

    An earlier version of the course left them open to everybody on the computer.
    """
    _shut(str(folder))
    for place, folders, names in os.walk(folder):
        for name in (*folders, *names):
            _shut(os.path.join(place, name))  # noqa: PTH118 - a work folder may hold 100,000 of them


def _shut(path: str) -> None:
    with suppress(OSError):
        mode = os.lstat(path).st_mode
        if not stat.S_ISLNK(mode) and mode & 0o077:
            os.chmod(path, mode & 0o700)  # noqa: PTH101


@contextmanager
def kept_private(out: Path) -> Iterator[None]:
    """Meanwhile, nobody else on this computer can read what this program and those it starts write.

    What an earlier version of the course, or a copy of an open file, left open in the work folder is shut too.
    """
    before = os.umask(0o077)
    try:
        _shut_ours(out)
        yield
        _shut_ours(out)
    finally:
        os.umask(before)


def _shut_ours(out: Path) -> None:
    if any((out / name).exists() for name in _OURS):
        shut_all(out)


def write_whole(path: Path, text: str) -> None:
    """Replace a file in one step, so that nobody ever reads half of one.

    Raises:
        OSError: when it cannot be written.
    """
    write_bytes_whole(path, text.encode("utf-8", "replace"))


def write_bytes_whole(path: Path, data: bytes) -> None:
    """As :func:`write_whole`, for bytes."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        whole = Path(name)
        whole.chmod(0o644 if _is_open(path.parent) else 0o600)
        whole.replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _is_open(folder: Path) -> bool:
    """Whether others may look into a folder: what is written into one that is shut is shut too."""
    try:
        return bool(folder.stat().st_mode & 0o077)
    except OSError:
        return False

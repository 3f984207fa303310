"""The program that opens .7z and .rar, in a process of its own: such a file in, a .tar out.

It is run by its path, with Python alone, and imports nothing of the course. The package comes as standard
input, and what is in it leaves as a .tar on standard output: nothing is ever written to disk. Libarchive
does the work, as the most widely kept reader of these forms: through libarchive-c where the library is on
this computer, else by its own program, which macOS and Windows bring along (bsdtar, there called tar).
What it may use of memory and time is bounded before the first byte is read, since libarchive is written in C
and the file comes from anybody.

How it ends says what came of it: 0 for well, and :data:`LOCKED`, :data:`DAMAGED` or :data:`NOT_HERE`.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Sequence
from typing import Any

LOCKED, DAMAGED, NOT_HERE = 3, 4, 5
#: The first bytes of each form that is opened, and libarchive's name for it. Others are refused: some of
#: libarchive's forms (mtree) name files of this computer, and would bring them in.
FORMS = {
    b"7z\xbc\xaf\x27\x1c": "7zip",
    b"Rar!\x1a\x07\x00": "rar",
    b"Rar!\x1a\x07\x01\x00": "rar5",
    b"MSCF\0\0\0\0": "cab",
    b"PK\x03\x04": "zip",
}
#: The most memory, in bytes, and seconds of work. A .7z made with the highest setting needs 70 million.
MEMORY, SECONDS = 1_000_000_000, 60
_LOCKED_WORDS = ("encrypt", "passphrase", "password", "crypt")


def main() -> int:
    """Open what stands on standard input."""
    os.lseek(0, 0, os.SEEK_SET)  # whoever gave it may have read some of it
    form = _form(os.read(0, 16))
    os.lseek(0, 0, os.SEEK_SET)
    if not form:
        print("it is no .7z or .rar", file=sys.stderr)
        return DAMAGED
    _bounded()
    try:
        import libarchive
    except (ImportError, OSError, AttributeError):  # the library itself may be missing, or too old
        return _by_its_program()
    try:
        _through(libarchive, form)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told in one line
        return _ended(str(error) or type(error).__name__)
    return 0


def _form(start: bytes) -> str:
    return next((form for first, form in FORMS.items() if start.startswith(first)), "")


def _bounded() -> None:
    """Bound what this process may use. Windows has no such bounds: there the time alone is watched."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # macOS does not bound memory in this way
            continue


# --- Through the library -----------------------------------------------------------------------------


def _through(libarchive: Any, form: str) -> None:
    # A name may hold any bytes: what is no text is kept as it is, and shown safely later.
    with (
        tarfile.open(fileobj=sys.stdout.buffer, mode="w|", format=tarfile.PAX_FORMAT) as tar,
        libarchive.fd_reader(0, form, "none") as package,
    ):
        for entry in package:
            if entry.isdir:
                continue
            about = tarfile.TarInfo(str(entry.pathname or "file"))
            about.mtime = max(0, int(entry.mtime or 0))
            if not entry.isreg:
                about.type, about.linkname = tarfile.SYMTYPE, "elsewhere"
                tar.addfile(about)
                continue
            about.size = int(entry.size or 0)
            tar.addfile(about, _Blocks(entry.get_blocks(), about.size))


class _Blocks(io.RawIOBase):
    """What libarchive gives piece by piece, read as a file."""

    def __init__(self, blocks: Iterator[bytes], size: int) -> None:
        self._blocks, self._left, self._held = blocks, size, b""

    def read(self, size: int = -1) -> bytes:
        while len(self._held) < size and (more := next(self._blocks, b"")):
            self._held += more
        made, self._held = self._held[:size], self._held[size:]
        return made


# --- By its own program ---------------------------------------------------------------------------------


def _by_its_program() -> int:
    program = _program(("bsdtar", "tar"))
    if not program:
        return NOT_HERE
    done = subprocess.run(
        [program, "-c", "--format", "pax", "-f", "-", "@-"],
        stdin=0,
        stderr=subprocess.PIPE,
        check=False,
    )
    said = done.stderr.decode("utf-8", "replace").strip()
    return _ended(said.splitlines()[-1] if said else "") if done.returncode else 0


def _program(names: Sequence[str]) -> str:
    """The program of libarchive; empty when there is none: GNU's tar is another, and opens no .7z."""
    for name in names:
        path = shutil.which(name)
        if not path:
            continue
        told = subprocess.run(
            [path, "--version"], capture_output=True, check=False, stdin=subprocess.DEVNULL
        )
        if b"libarchive" in told.stdout:
            return path
    return ""


def _ended(said: str) -> int:
    """Say in one line what went wrong, and give back how this process ends."""
    plain = re.sub(
        r" \(errno=.*\)$", "", " ".join(said.split())
    )  # numbers say nothing to a trainer
    print(plain[:300], file=sys.stderr)
    return LOCKED if any(word in said.casefold() for word in _LOCKED_WORDS) else DAMAGED


if __name__ == "__main__":
    sys.stdout.flush()
    code = main()
    try:
        sys.stdout.flush()
    except OSError:  # whoever asked has heard enough
        code = DAMAGED
    os._exit(code)

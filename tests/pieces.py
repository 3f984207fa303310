"""What some tests need beside Python: is it on this computer, and which one command brings it?

``python3 start.py test`` says it before anything else, so only Python's own library is used here.

    python3 tests/pieces.py                say what is missing, and what is then not tested
    python3 tests/pieces.py --complete     the same, and end with 1 when something is missing
    python3 tests/pieces.py --debian       the packages of Debian that bring what is missing
"""

from __future__ import annotations

import ctypes.util
import functools
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

COURSE = Path(__file__).resolve().parents[1]
#: Set where all tests must run: a piece that is missing is then a failure.
COMPLETE = "CHAMPIONS_TESTS_COMPLETE"
NOT_INSTALLED = "is not on this computer"


def chromium() -> str:
    """The path of Chromium or Chrome, or empty: the one that the course itself prints with."""
    if str(COURSE / "src") not in sys.path:
        sys.path.insert(0, str(COURSE / "src"))
    from champions.authoring.paper.printing import browser

    return browser()


def postgresql() -> Path | None:
    """The folder with the programs of PostgreSQL's server, which are on no PATH on Debian."""
    kept = (
        *Path("/usr/lib/postgresql").glob("*/bin"),
        *Path("/opt/homebrew/opt").glob("postgresql@*/bin"),
        *Path("/usr/local/opt").glob("postgresql@*/bin"),
    )
    on_path = shutil.which("initdb")
    return max(kept, default=Path(on_path).parent if on_path else None)


def _no_chromium() -> str:
    return "" if chromium() else NOT_INSTALLED


def _no_walls() -> str:
    """Tried, not guessed: a container often has bubblewrap and may not use it."""
    if not shutil.which("bwrap"):
        return NOT_INSTALLED
    apart = ("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts")
    command = ("bwrap", *apart, "--ro-bind", "/", "/", "--proc", "/proc", "true")
    tried = subprocess.run(command, capture_output=True, text=True, check=False)
    return f"may not be used on this computer ({tried.stderr.strip()})" if tried.returncode else ""


def _no_node() -> str:
    return "" if shutil.which("node") else NOT_INSTALLED


def _no_npm() -> str:
    return "" if shutil.which("npm") else NOT_INSTALLED


def _no_postgresql() -> str:
    return "" if postgresql() else NOT_INSTALLED


def _no_libarchive() -> str:
    """The library and its own program: work packed as .7z or .rar is opened by the one or the other."""
    # Asked of the computer, not of Python: this runs before the tests' own pieces are set up.
    there = ctypes.util.find_library("archive") and shutil.which("bsdtar")
    return "" if there else NOT_INSTALLED


def _no_history() -> str:
    if not shutil.which("git"):
        return NOT_INSTALLED
    return "" if (COURSE / ".git").exists() else "did not bring this copy: it has no history"


@dataclass(frozen=True)
class Piece:
    """One thing that is not Python.

    Attributes:
        name: what people call it.
        without: what is not tested where it is missing.
        why: empty when it is there and works; else what is wrong.
        debian: the package that brings it on Debian; on Ubuntu too, unless that is named.
        brew: the words after ``brew install`` on macOS; empty where it cannot be had.
    """

    name: str
    without: str
    why: Callable[[], str]
    debian: str
    brew: str
    ubuntu: str = ""


#: To let a test need something new, add a line, and mark the test ``needs("…")``.
PIECES = {
    "chromium": Piece(
        "Chromium", "every page in a real browser, and PDFs",
        _no_chromium, "chromium", "--cask google-chrome", "chromium-browser",
    ),
    "bubblewrap": Piece(
        "bubblewrap", "marking, in which learners' code is shut away",
        _no_walls, "bubblewrap", "",
    ),
    "node": Piece(
        "Node.js", "every lesson in the browser's own Python, and answers without Python",
        _no_node, "nodejs", "node",
    ),
    "npm": Piece(
        "npm", "a JupyterHub, whose proxy comes from npm, and the script of the pages",
        _no_npm, "npm", "node",
    ),
    "postgresql": Piece(
        "PostgreSQL", "marks on a database server",
        _no_postgresql, "postgresql", "postgresql@17",
    ),
    "libarchive": Piece(
        "libarchive", "work that comes packed as .7z or .rar",
        _no_libarchive, "libarchive-tools", "libarchive",
    ),
    "git": Piece(
        "git", "what is kept in the course's history, and a fresh clone",
        _no_history, "git", "git",
    ),
}  # fmt: skip


#: What the test that runs now, or what is made for it, has asked for.
declared: set[str] = set()


@functools.cache
def missing() -> dict[str, str]:
    """The pieces that are not there, each with the reason."""
    return {name: why for name, piece in PIECES.items() if (why := piece.why())}


def need(name: str) -> None:
    """Leave out the test that calls this where a piece is missing; fail it where all must run."""
    import pytest

    declared.add(name)
    if name in missing():
        sentence = f"{PIECES[name].name} {missing()[name]}"
        if os.environ.get(COMPLETE):
            pytest.fail(f"{sentence}. {bring([name])}")
        pytest.skip(sentence)


# --- In words -------------------------------------------------------------------------------------


def system() -> str:
    """Whose packages this computer takes: ``debian``, ``ubuntu``, ``macos`` or ``other``."""
    if platform.system() == "Darwin":
        return "macos"
    if not shutil.which("apt-get"):
        return "other"
    release = Path("/etc/os-release")
    words = release.read_text(encoding="utf-8").split() if release.exists() else []
    return "ubuntu" if "ID=ubuntu" in words else "debian"


def bring(names: Sequence[str], on: str = "", *, root: bool | None = None) -> str:
    """The one command that brings pieces, as a sentence.

    >>> bring(["node", "bubblewrap"], "debian", root=True)
    'To bring it, type: apt-get install nodejs bubblewrap'
    >>> bring(["chromium", "bubblewrap"], "macos")
    'To bring it, type: brew install --cask google-chrome (bubblewrap is for Linux alone)'
    >>> bring(["node", "git"], "other")
    "To bring it, use your system's own installer. It is called: Node.js, git"
    """
    on = on or system()
    chosen = [PIECES[name] for name in names]
    if on == "other":
        called = ", ".join(piece.name for piece in chosen)
        return f"To bring it, use your system's own installer. It is called: {called}"
    if on == "macos":
        return "To bring it, type: " + _brew(chosen)
    sudo = "" if (os.getuid() == 0 if root is None else root) else "sudo "
    packages = " ".join(_packages(names, on))
    return f"To bring it, type: {sudo}apt-get install {packages}"


def _brew(chosen: list[Piece]) -> str:
    # Two pieces may come with one program: Node.js brings npm.
    wanted = dict.fromkeys(piece.brew for piece in chosen if piece.brew)
    plain = [one for one in wanted if not one.startswith("--")]
    rest = [one for one in wanted if one.startswith("--")]
    first = [f"brew install {' '.join(plain)}"] if plain else []
    commands = " && ".join([*first, *(f"brew install {one}" for one in rest)])
    without = [f"({piece.name} is for Linux alone)" for piece in chosen if not piece.brew]
    return " ".join([commands or "nothing", *without])


def _packages(names: Sequence[str], on: str) -> list[str]:
    chosen = [PIECES[name] for name in names]
    return [piece.ubuntu if on == "ubuntu" and piece.ubuntu else piece.debian for piece in chosen]


def table() -> Iterator[str]:
    """What will not be tested on this computer, line by line; one line when nothing is missing."""
    gone = missing()
    if not gone:
        yield "Nothing is missing on this computer: every test can run."
        return
    rows = [("missing", "what is then not tested", "why")]
    rows += [(PIECES[name].name, PIECES[name].without, why) for name, why in gone.items()]
    wide = [max(len(row[column]) for row in rows) for column in (0, 1)]
    yield "Not all of the course can be tested on this computer:"
    for first, second, third in rows:
        yield f"  {first:<{wide[0]}}  {second:<{wide[1]}}  {third}"
    if to_install := [name for name in gone if name != "git" or not shutil.which("git")]:
        yield bring(to_install)
    if len(to_install) < len(gone):
        yield "To bring the history, get the course by git clone in place of a ZIP."


def main(words: Sequence[str]) -> int:
    """Say what is missing. Return 1 when it must not be."""
    if "--debian" in words:
        print(*_packages([*missing()], "debian"))
        return 0
    print(*table(), sep="\n", flush=True)
    if missing() and "--complete" in words:
        print("With --complete everything must be there, so no test was started.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The pages of the course on a person's own computer: made once for each version, and kept.

What a lesson shows is found by running it, which takes some seconds. So a program of its own does it in
the background, the lesson that somebody waits for first.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from champions import style
from champions.data import words_in
from champions.files import write_whole
from champions.lesson.kept import EDITIONS, edition
from champions.questions.compiled import COMPILED
from champions.sentences.told import later, speak
from champions.website import alive
from champions.website.own_work import NOTEBOOK, steps
from champions.website.pages import SITE_FILES, drafted, fill, lessons_by_route
from champions.website.shown import shown

#: What a page is made from, beside the lessons: where one of these changes, all pages are made anew.
_MADE_FROM = ("modules", "datasets", "place.yml", "glossary.yml", "routes.yml")
#: What stands in place of a page that cannot be made: why, for who is asked to help.
_FAILED = ".failed"


@dataclass(frozen=True)
class Home:
    """Where things are on this computer.

    Attributes:
        course: the course folder. work: the learner's own copies.
        kept: where made pages are kept; those of another version go away.
    """

    course: Path
    work: Path
    kept: Path

    @property
    def lessons(self) -> list[str]:
        """The lessons that the learner has, in order."""
        return sorted(path.parent.name for path in self.work.glob(f"*/{NOTEBOOK}"))

    def opens_as_page(self, module: str) -> bool:
        """True where a lesson has a page, and the learner's copy is of the same version as that."""
        handed_out, mine = self.course / "modules" / module, self.work / module
        if not (handed_out / COMPILED).is_file() or not (mine / COMPILED).is_file():
            return False
        return _version(handed_out / NOTEBOOK) == _version(mine / NOTEBOOK) is not None


def _version(notebook: Path) -> str | None:
    """The version of a lesson; None where it cannot be told."""
    with contextlib.suppress(OSError):
        return _version_in(notebook, notebook.stat().st_mtime_ns)
    return None


@lru_cache(maxsize=200)
def _version_in(notebook: Path, changed: int) -> str | None:  # noqa: ARG001 - a new time is a new file
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        found = json.loads(notebook.read_text(encoding="utf-8"))
        return str(found["metadata"]["champions"]["version"])
    return None


def folder_for(course: Path, kept: Path) -> Path:
    """The folder for the pages of this very version of the course."""
    digest = hashlib.sha256(sys.version.encode())
    for path in _files(course):
        now = path.stat()
        digest.update(f"{path} {now.st_size} {now.st_mtime_ns}\n".encode())
    return kept / digest.hexdigest()[:16]


def _files(course: Path) -> Iterator[Path]:
    library = Path(alive.__file__).parents[1]
    for whole in (library, *(course / name for name in _MADE_FROM)):
        if whole.is_file():
            yield whole
        for folder, folders, names in os.walk(whole):
            folders[:] = sorted(one for one in folders if one not in {"__pycache__", "variants"})
            yield from (Path(folder) / one for one in sorted(names) if not one.startswith("."))


def on_this_computer(module: str) -> alive.Place:
    """The page of a lesson behind Jupyter's own server."""
    return alive.Place(
        EDITIONS[edition()].sentences,
        f"../../notebooks/{module}/{NOTEBOOK}",
        later("The notebook has the same lesson and the same answers, with all its Python."),
        f"../work/{module}",
        "../../",
    )


def make(course: Path, to: Path, module: str) -> None:
    """Make the page of one lesson, with its pictures. The page itself comes last.

    Args:
        course: the course folder. to: the folder of this version's pages. module: the lesson.
    """
    notebook = json.loads((course / "modules" / module / NOTEBOOK).read_text(encoding="utf-8"))
    seen = shown(course, [module], alive.NOT_RUN)[module]
    made = alive.page(course, module, notebook, seen, paper=False, place=on_this_computer(module))
    if made is None:
        return
    alive.write_made(to / "live", made)
    if made.pools:
        alive.write_variants(to / "live" / alive.VARIANTS, course, made.pools)
    write_whole(to / "live" / f"{module}.html", made.html)


def write_shared(to: Path) -> None:
    """Write what all pages use."""
    look = to / "champions"
    look.mkdir(parents=True, exist_ok=True)
    (to / "live").mkdir(exist_ok=True)
    alive.write_shared(look)
    (look / "site.css").write_text(
        style.sheet("champions.website", SITE_FILES, "site.css"), encoding="utf-8"
    )


class Pages:
    """The pages of this version: those that are made, and a program that makes the others."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.folder = folder_for(home.course, home.kept)
        self._wanted: list[str] = []
        self._change = threading.Condition()
        self._at_work: subprocess.Popen[bytes] | None = None
        self._ended = False

    def begin(self) -> None:
        """Be ready to make pages: what all of them use, and a thread that waits for the first."""
        self.home.kept.mkdir(exist_ok=True)
        for old in self.home.kept.iterdir():
            if old != self.folder:
                shutil.rmtree(old, ignore_errors=True)
        write_shared(self.folder)
        threading.Thread(target=self._make_all, daemon=True, name="pages").start()

    def ahead(self) -> None:
        """Make every page that is missing, in order: somebody looks at the list of lessons."""
        with self._change:
            lessons = [one for one in self.home.lessons if self.home.opens_as_page(one)]
            self._wanted += [one for one in lessons if one not in self._wanted]
            self._change.notify()

    def end(self) -> None:
        """Make no more."""
        with self._change:
            self._ended = True
            if self._at_work:
                self._at_work.terminate()
            self._change.notify()

    def path(self, module: str) -> Path | None:
        """The page of a lesson; None while it is not made yet, which is then done next."""
        page = self.folder / "live" / f"{module}.html"
        if page.is_file():
            return page
        with self._change:
            self._wanted = [module, *(one for one in self._wanted if one != module)]
            self._change.notify()
        return None

    def trouble(self, module: str) -> str:
        """Why a page could not be made; empty where nothing is known against it."""
        with contextlib.suppress(OSError):
            return (self.folder / "live" / f"{module}{_FAILED}").read_text(encoding="utf-8")
        return ""

    def _make_all(self) -> None:
        while True:
            with self._change:
                while not self._wanted and not self._ended:
                    self._change.wait()
                if self._ended:
                    return
                module = self._wanted.pop(0)
            if not (self.folder / "live" / f"{module}.html").is_file():
                self._make(module)

    def _make(self, module: str) -> None:
        """In a program of its own: what a lesson brings into memory goes away with it."""
        words = [sys.executable, "-m", __name__, str(self.home.course), str(self.folder), module]
        with self._change:
            if self._ended:
                return
            self._at_work = subprocess.Popen(
                words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
            )
        _, said = self._at_work.communicate()
        failed = self.folder / "live" / f"{module}{_FAILED}"
        if self._at_work.returncode and not self._ended:
            write_whole(failed, said.decode("utf-8", "replace")[-2000:] or "It gave no reason.")
        else:
            failed.unlink(missing_ok=True)


# --- The front page -----------------------------------------------------------------------------


@dataclass(frozen=True)
class _SoFar:
    """How far the learner is in a lesson."""

    right: int
    steps: int
    began: bool
    another_version: bool


def front_page(home: Home, last: str) -> str:
    """The list of lessons, with how far the learner is in each.

    Args:
        home: where things are. last: the lesson that was worked on last; empty where there is none.
    """
    names = home.lessons
    handed_out = {name: _notebook(home, name) for name in names}
    far = {name: _so_far(home, name) for name in names}
    return fill(
        "own-computer.html",
        routes=lessons_by_route(
            home.course, handed_out, {name: f"live/{name}.html" for name in names}
        ),
        far=far,
        first=last if last in names else next(iter(names), ""),
        again=last in names,
        drafted=drafted(home.course),
        kept=EDITIONS[edition()].sentences,
    )


def _notebook(home: Home, module: str) -> Mapping[str, Any]:
    handed_out = home.course / "modules" / module / NOTEBOOK
    path = handed_out if handed_out.is_file() else home.work / module / NOTEBOOK
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _so_far(home: Home, module: str) -> _SoFar:
    folder = home.work / module
    right, count = steps(folder, module)
    began = (folder / "my-answers.json").exists()
    known = (folder / COMPILED).is_file()
    return _SoFar(right, count, began, known and not home.opens_as_page(module))


def last_worked_on(home: Home) -> str:
    """The lesson whose answers changed last; empty where nothing was answered."""
    found = [
        (path.stat().st_mtime_ns, path.parent.name) for path in home.work.glob("*/my-answers.json")
    ]
    return max(found)[1] if found else ""


def main(words: Sequence[str], say: Callable[[str], object] = print) -> int:
    """Make the page of one lesson: course folder, folder of pages, lesson."""
    course, to, module = words
    speak(words_in(Path(course)))
    if hasattr(os, "nice"):
        os.nice(5)  # whoever reads or answers meanwhile comes first
    make(Path(course), Path(to), module)
    say(f"Made: {module}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Make packages of lessons for a learning platform: SCORM 1.2, one lesson each.

A package holds the lesson's page that is alive without Python, and tells the platform how many steps are
right. Marks of record still come from the learner's file: a page in a browser can be made to say anything.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from pathlib import Path

from markupsafe import escape

from champions.authoring.keep_version import packed
from champions.authoring.source import drafts
from champions.files import write_bytes_whole
from champions.install import setup
from champions.pack.where import own_folder
from champions.sentences import counted, listed
from champions.trouble import Trouble
from champions.website import alive
from champions.website.pages import fill, site_file
from champions.website.shown import shown

MANIFEST = "imsmanifest.xml"
#: A step that the page itself cannot show: it leads to a notebook, which no package holds.
_NEEDS_PYTHON = re.compile(r'class="step (?:python|code)"')


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words after ``champions scorm``."""
    parser.add_argument("module", nargs="*", help="a lesson, such as 00-start-here; else all")
    parser.add_argument(
        "--to", type=Path, default=None, help="the folder to write into (work/scorm)"
    )


def run(args: argparse.Namespace) -> int:
    """Make the packages, and say which lessons cannot be one."""
    course = setup.home()
    unfinished = drafts(course)
    there = [
        path.parent.name
        for path in sorted(course.glob("modules/*/lesson.ipynb"))
        if path.parent.name not in unfinished
    ]
    if unfinished:
        print(f"Drafts are not made into packages: {listed(unfinished)}.", flush=True)
    if unknown := [name for name in args.module if name not in there]:
        raise Trouble(f'There is no lesson "{unknown[0]}".', f"Choose from: {', '.join(there)}.")
    to = args.to or own_folder(course) / "work" / "scorm"
    to.mkdir(parents=True, exist_ok=True)
    made: list[str] = []
    left: list[str] = []
    for name, data in packages(course, args.module or there).items():
        if data:
            write_bytes_whole(to / f"{name}.zip", data)
        (made if data else left).append(name)
    if left:
        print(f"Some steps of these lessons need Python, so they are no package: {listed(left)}.")
    print(counted(len(made), "1 package is in {to}.", "{n} packages are in {to}.", to=to))
    return 0 if made else 1


def packages(course: Path, modules: list[str]) -> dict[str, bytes]:
    """Each lesson as a package; empty for one with a step that needs Python.

    Args:
        course: the course folder. modules: the lessons' folder names.
    """
    seen = shown(course, modules, alive.NOT_RUN)
    made: dict[str, bytes] = {}
    for name in modules:
        path = course / "modules" / name / "lesson.ipynb"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        live = alive.page(course, name, notebook, seen[name], paper=False)
        alone = live is not None and not _NEEDS_PYTHON.search(live.html)
        title = str(notebook["metadata"]["champions"]["title"])
        made[name] = _package(course, name, title, live.for_many()) if live and alone else b""
    return made


def _package(course: Path, module: str, title: str, live: alive.Made) -> bytes:
    files = {
        "index.html": fill("scorm.html", title=title, module=module).encode(),
        "scorm.js": site_file("scorm.js"),
        f"live/{module}.html": live.html.encode(),
    }
    files |= {f"live/{alive.PICTURES}/{one}": data for one, data in live.pictures.items()}
    files |= {f"live/{alive.VIEWS}/{one}": data for one, data in live.views.items()}
    files |= _beside(course, live)
    names = [str(escape(name)) for name in sorted(files)]
    manifest = fill(MANIFEST, module=module, title=escape(title), names=names)
    return packed({**files, MANIFEST: manifest.encode()})


def _beside(course: Path, live: alive.Made) -> dict[str, bytes]:
    """The script and style of every page, and the variants that this one asks for."""
    with tempfile.TemporaryDirectory() as apart:
        folder = Path(apart)
        (folder / "champions").mkdir()
        alive.write_shared(folder / "champions")
        if live.pools:
            alive.write_variants(folder / "live" / alive.VARIANTS, course, live.pools)
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

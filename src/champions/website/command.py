"""Build the zero-install edition: the whole course as one folder of files for any web server.

JupyterLite runs the lessons in the reader's own browser, on Pyodide. This room puts the pieces
together: JupyterLite's pages, our lessons and data, our library as a wheel, the front page, each
lesson's text to read and print, and a service worker that keeps it all for use without a network.

No time of day and no random name is written here, so that the same input can give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import mimetypes
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

from champions.authoring.source import drafts
from champions.files import in_a_command
from champions.install import setup
from champions.pack.where import own_folder
from champions.questions.kept_back import PRIVATE
from champions.questions.variants import FOLDER
from champions.sentences import listed
from champions.style import filled
from champions.trouble import Trouble
from champions.website.pages import fill, site_file, write_pages
from champions.website.python import CDN, CORE, put_python

#: JupyterLite's own pages fail to start without it, though no lesson uses it.
NEEDED_BY_LITE = {"@jupyterlab/lsp-extension"}
#: Buttons of the installed edition that the page around a lesson has itself.
IN_THE_FRAME = {"save-work", "save-a-copy", "all-lessons"}
#: Files of which a learner needs a few: each is fetched when it is needed, and kept then.
KEPT_ON_USE = (f"files/{FOLDER}/", f"api/contents/{FOLDER}/", "live/views/")
#: What the lessons that need no Python are made of: kept on a device first, and before anything large.
LESSONS = (
    *("index.html", "words.html", "live/", "champions/"),
    *("guides/champions.html", "guides/accessibility.html"),
)
EPOCH = "2000-01-01T00:00:00Z"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words after ``champions site``."""
    parser.add_argument("--to", type=Path, default=None, help="the folder to make (work/site)")
    parser.add_argument(
        "--pyodide",
        default="cdn",
        metavar="cdn|PATH",
        help="'cdn': browsers fetch Pyodide from its makers; a folder: the site carries that copy",
    )
    parser.add_argument(
        "--without-paper", action="store_true", help="leave out the sheets to print"
    )


def run(args: argparse.Namespace) -> int:
    """Build the site and say where it is."""
    pyodide = None if args.pyodide == "cdn" else Path(args.pyodide)
    course = setup.home()
    to = args.to or own_folder(course) / "work" / "site"
    build(to, pyodide, course, paper=not args.without_paper)
    size = sum(path.stat().st_size for path in to.rglob("*") if path.is_file())
    print(f"The site is ready: {to} ({size / 1e6:.0f} MB).")
    print(f"To look at it: python3 start.py serve {in_a_command(to)}")
    return 0


def build(
    to: Path, pyodide: Path | None, course: Path = setup.COURSE, *, paper: bool = True
) -> None:
    """Build the whole site into a folder, which is replaced.

    Args:
        to: the folder to make. It is only replaced when it is empty or an earlier site.
        pyodide: a folder with the Pyodide distribution, or None to name its makers' own address.
        course: the course folder.
        paper: make the sheets to print, for which each lesson is run.

    Raises:
        Trouble: when a piece is missing or is not the one the course was tested with.
    """
    if to.exists() and any(to.iterdir()) and not (to / "jupyter-lite.json").exists():
        raise Trouble(
            f"The folder {to} holds other files, so the site was not written there.",
            "Name an empty or a new folder with --to.",
        )
    lessons = _lessons(course)
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "site"
        _jupyterlite(Path(scratch), out)
        _contents(out, course, lessons)
        put_python(out, pyodide, lessons)
        write_pages(out, course, lessons, paper=paper)
        write_worker(out, elsewhere=pyodide is None)
        to.parent.mkdir(parents=True, exist_ok=True)
        if to.exists():
            shutil.rmtree(to)
        shutil.move(out, to)


def _lessons(course: Path) -> dict[str, dict[str, Any]]:
    """Each lesson's name and notebook, in order."""
    unfinished = drafts(course)
    found = [
        path
        for path in sorted((course / "modules").glob("*/lesson.ipynb"))
        if path.parent.name not in unfinished
    ]
    if unfinished:
        print(f"Drafts are not put on the site: {listed(unfinished)}.", flush=True)
    if not found:
        raise Trouble(
            "There are no lessons to put on the site.", "Type: python3 start.py build, then again."
        )
    return {path.parent.name: json.loads(path.read_text(encoding="utf-8")) for path in found}


# --- JupyterLite --------------------------------------------------------------------------------


def _jupyterlite(scratch: Path, out: Path) -> None:
    """Lay out JupyterLite's notebook page, with the buttons and the look of the installed one."""
    env = setup.ensure(setup.environment("site"))
    launch = Path(str(files("champions.install").joinpath("jupyter")))
    lite = scratch / "lite"
    lite.mkdir()
    settings = json.loads((launch / "labconfig/default_setting_overrides.json").read_text())
    for one in settings["@jupyterlab/notebook-extension:panel"]["toolbar"]:
        one["disabled"] = one.get("disabled", False) or one["name"] in IN_THE_FRAME
    (lite / "overrides.json").write_text(json.dumps(settings))
    config = {
        "LiteBuildConfig": {
            "apps": ["notebooks", "tree"],
            "lite_dir": str(lite),
            "output_dir": str(out),
            "cache_dir": str(scratch / "cache"),
            "no_sourcemaps": True,
            "federated_extensions": [str(launch / "labextensions" / "champions-lesson")],
        }
    }
    (lite / "jupyter_lite_config.json").write_text(json.dumps(config))
    done = subprocess.run(
        [str(env.python), "-m", "jupyterlite_core.app", "build"],
        cwd=lite,
        env=setup.surroundings(env) | {"SOURCE_DATE_EPOCH": "946684800"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Trouble(
            "JupyterLite could not build its pages.",
            "Send the lines below to the people who look after the course.",
            (done.stdout + done.stderr)[-2000:],
        )
    disabled = json.loads((launch / "labconfig/page_config.json").read_text())["disabledExtensions"]
    _configure(
        out / "jupyter-lite.json",
        {
            "appName": "Peer Improvement Champions",
            "disabledExtensions": sorted({*disabled} - NEEDED_BY_LITE),
            "exposeAppInBrowser": True,
        },
    )
    style = filled((launch / "custom" / "custom.css").read_text(encoding="utf-8"))
    (out / "champions").mkdir()
    (out / "champions" / "custom.css").write_text(style, encoding="utf-8")
    page = out / "notebooks" / "index.html"
    (out / "champions" / "early.js").write_bytes(site_file("early.js"))
    text = page.read_text(encoding="utf-8").replace("<html", '<html lang="en-GB"', 1)
    first = '<head><script src="../champions/early.js"></script>'
    link = '<link rel="stylesheet" href="../champions/custom.css"></head>'
    text = text.replace("<head>", first, 1).replace("</head>", link, 1)
    page.write_text(text, encoding="utf-8")


def _configure(path: Path, changes: dict[str, Any]) -> None:
    whole = json.loads(path.read_text(encoding="utf-8"))
    data = whole["jupyter-config-data"]
    for name, value in changes.items():
        data[name] = data.get(name, {}) | value if isinstance(value, dict) else value
    path.write_text(json.dumps(whole, indent=1, sort_keys=True), encoding="utf-8")


# --- Lessons and data ---------------------------------------------------------------------------


def _contents(out: Path, course: Path, lessons: Iterable[str]) -> None:
    """Put lessons and data where JupyterLite finds them, with the lists that it reads."""
    root = out / "files"
    for name in lessons:
        shutil.copytree(
            course / "modules" / name, root / name, ignore=shutil.ignore_patterns(*PRIVATE)
        )
    wanted = shutil.ignore_patterns("make_data.py", "__pycache__")
    shutil.copytree(course / "datasets", root / "datasets", ignore=wanted)
    for folder in [root, *(path for path in root.rglob("*") if path.is_dir())]:
        _list(out, root, folder)


def _list(out: Path, root: Path, folder: Path) -> None:
    entries = [_entry(root, path) for path in sorted(folder.iterdir())]
    listing = _entry(root, folder) | {"content": entries, "format": "json"}
    target = out / "api" / "contents" / folder.relative_to(root) / "all.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(listing, sort_keys=True), encoding="utf-8")


def _entry(root: Path, path: Path) -> dict[str, Any]:
    """One file or folder as Jupyter's contents service describes it, without a time of day."""
    kind = "directory" if path.is_dir() else "notebook" if path.suffix == ".ipynb" else "file"
    return {
        "name": path.name if path != root else "",
        "path": "" if path == root else path.relative_to(root).as_posix(),
        "type": kind,
        "format": None,
        "content": None,
        "created": EPOCH,
        "last_modified": EPOCH,
        "mimetype": mimetypes.guess_type(path.name)[0] if kind == "file" else None,
        "size": None if path.is_dir() else path.stat().st_size,
        "writable": True,
        "hash": None,
        "hash_algorithm": None,
    }


# --- Without a network --------------------------------------------------------------------------


def write_worker(out: Path, *, elsewhere: bool) -> None:
    """Extend JupyterLite's service worker: keep every file of this version after one visit.

    Args:
        out: the site. elsewhere: True where browsers fetch Pyodide from its makers.
    """
    path = out / "service-worker.js"
    shutil.move(path, out / "jupyterlite-worker.js")
    kept = {
        one.relative_to(out).as_posix(): hashlib.sha256(one.read_bytes()).hexdigest()[:12]
        for one in sorted(out.rglob("*"))
        if one.is_file() and not one.name.endswith((".map", ".LICENSE.txt"))
    }
    if elsewhere:
        lock = json.loads((out / "static/pyodide/pyodide-lock.json").read_text(encoding="utf-8"))
        names = [package["file_name"] for package in lock["packages"].values()]
        kept |= {name: "pinned" for name in names if name.startswith(CDN)}
        kept |= {CDN + name: digest for name, digest in CORE.items()}
    at_once = [name for name in kept if not name.startswith(KEPT_ON_USE)]
    version = hashlib.sha256(json.dumps(kept).encode()).hexdigest()[:16]
    lessons = [name for name in at_once if name.startswith(LESSONS)]
    rest = [name for name in at_once if not name.startswith(LESSONS)]
    sums = ["" if kept[name] == "pinned" else kept[name] for name in (*lessons, *rest)]
    text = fill(
        "worker.js",
        version=version,
        lessons=json.dumps(lessons, indent=0),
        files=json.dumps(rest, indent=0),
        sums=json.dumps(sums, indent=0),
        on_use=json.dumps(KEPT_ON_USE),
    )
    path.write_text(text, encoding="utf-8")

"""Open the course in the browser: its pages, and behind them the champion's own copies in a calm Notebook 7.

Jupyter's own server shows both, see ``champions.website.own_server``. The look and the buttons of the
notebook are files in ``jupyter/`` beside this module. They are copied to the course's own folder for
such things (``.state``), so nothing of the person's own Jupyter is read, changed or in the way.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import webbrowser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from champions.install import setup
from champions.pack.where import own_folder
from champions.style import filled
from champions.trouble import Trouble

#: The lessons as they are handed out: the course's, or as a pack has them.
MODULES = setup.home() / "modules"
#: The champion's own copies.
WORK = own_folder(setup.home()) / "my-work"
#: The lesson that opens by itself.
FIRST = "00-start-here"
SETTINGS = Path(__file__).with_name("jupyter")
#: The extension that shows the pages, and where they begin after Jupyter's own address.
EXTENSION, PAGES = "champions.website.own_server", "course"
#: The first port that is tried, and how many after it.
PORT, PORTS = 8888, 50
#: Seconds that Jupyter may take to answer, on a slow old laptop with a busy disk.
PATIENCE = 120


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words after ``champions open``."""
    parser.add_argument("lesson", nargs="?", help="such as 06-run-charts; else the list of lessons")
    parser.add_argument(
        "--notebook", action="store_true", help="open the lesson as a notebook, not as a page"
    )
    parser.add_argument("--no-browser", action="store_true", help="print the address only")
    parser.add_argument("--port", type=_port, help="use this port of your computer")


def _port(text: str) -> int:
    if not text.isdecimal() or not 1024 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 1024 to 65535")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """Open a lesson and keep serving until Ctrl-C."""
    setup.hear_a_closed_window()
    with setup.only_one("opening", "Another window is opening the course. One moment."):
        for line in copy_lessons():
            print(line, flush=True)
        lesson = choose(args.lesson)
        what = notebook(lesson) if args.notebook else page(lesson if args.lesson else "")
        server = setup.running()
        if server is not None:
            if _shows_another_folder(server):
                raise Trouble(
                    "The course is open in another window, with another pack or without one.",
                    "Press Ctrl-C in that window, then start again here.",
                )
            print("The course is already open in another window of this computer.")
            _show(str(server["url"]), str(server["token"]), what, quiet=args.no_browser)
            return 0
        if args.port is not None and not _free(args.port):
            raise Trouble(
                f"Port {args.port} is in use by another program.",
                "Start again with another number, or without --port: then a free one is found.",
            )
        serving = serve(lesson, args.port)
    try:
        _show(serving.url, serving.token, what, quiet=args.no_browser)
        _say("Keep this window open while you learn. To stop, press Ctrl-C here.")
        code = serving.process.wait()
    except KeyboardInterrupt:
        _say("\nClosing the course. Your work is saved in the folder my-work.")
        _stop(serving.process)
        _say("Goodbye. To go on another day, start again in the same way.")
        return 0
    finally:
        _stop(serving.process)
    raise Trouble(
        "Jupyter, the program that shows the lessons, has stopped by itself.",
        "Start again. Your saved work is in the folder my-work.",
        f"it ended with code {code}; its own words are in {setup.STATE / 'jupyter.log'}",
    )


def _shows_another_folder(server: dict[str, object]) -> bool:
    root = str(server.get("root_dir") or WORK)
    return Path(root).resolve() != WORK.resolve()


# --- The champion's own copies ------------------------------------------------------------------


def lessons(folder: Path) -> list[str]:
    """The lessons in a folder, in order."""
    return sorted(path.parent.name for path in folder.glob("*/lesson.ipynb"))


def choose(asked: str | None) -> str:
    """The lesson to open.

    Raises:
        Trouble: when there is no such lesson, naming those there are.
    """
    there = lessons(WORK)
    if not there:
        raise Trouble(
            "There is no lesson in this course folder.",
            "With a pack, build the lessons first: python3 start.py build. "
            "Else download the course again, whole.",
        )
    if asked is None:
        return FIRST if FIRST in there else there[0]
    fits = [name for name in there if asked in {name, name.partition("-")[0]}]
    if not fits:
        raise Trouble(
            f'There is no lesson called "{asked}".', f"Choose one of these: {', '.join(there)}."
        )
    return fits[0]


def copy_lessons(modules: Path = MODULES, work: Path = WORK) -> list[str]:
    """Give the champion a copy of every lesson that is not there yet. Nothing of theirs changes.

    A copy that was never saved since it was made is no work, so a new version replaces it. A copy
    with work in it is kept, and a sentence says so.

    Returns:
        What to tell the champion, one sentence each.
    """
    work.mkdir(exist_ok=True)
    ledger = work / ".copied.json"
    given = _ledger(ledger)
    said: list[str] = []
    for name in lessons(modules):
        given[name] = _copy_lesson(modules / name, work / name, given.get(name, {}), said)
    _replace(ledger, json.dumps(given, indent=1).encode())
    return said


def _copy_lesson(
    source: Path, target: Path, given: dict[str, str], said: list[str]
) -> dict[str, str]:
    """Copy one lesson. Return the sha256 of each file as it was given."""
    new = {path.name: path.read_bytes() for path in source.iterdir() if path.is_file()}
    mine = target / "lesson.ipynb"
    untouched = not mine.exists() or _sum(mine.read_bytes()) == given.get("lesson.ipynb")
    untouched = untouched and not (target / "my-answers.json").exists()
    if mine.exists() and not untouched:
        another = _version(mine.read_bytes()) != _version(new["lesson.ipynb"])
        if another:
            said.append(
                f"There is a newer version of lesson {source.name}. Your own copy, with your work, "
                f"was kept. For the new one, rename the folder my-work/{source.name} and start "
                "again."
            )
        # Questions of another version would not be those that this lesson asks.
        lost = {name: data for name, data in new.items() if not (target / name).exists()}
        new = {} if another else lost
    target.mkdir(exist_ok=True)
    for name, data in new.items():
        path = target / name
        if not path.exists() or path.read_bytes() != data:
            _replace(path, data)
    return given | {name: _sum(data) for name, data in new.items()}


def _version(notebook: bytes) -> object:
    """The version that the builder wrote into a lesson; None when it cannot be read."""
    try:
        return json.loads(notebook)["metadata"]["champions"]["version"]
    except (ValueError, KeyError, TypeError):
        return None


def _ledger(path: Path) -> dict[str, dict[str, str]]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):  # then every copy counts as work, and is kept
        return {}


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _replace(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    half = path.with_name(f".{path.name}.half")
    half.write_bytes(data)
    half.replace(path)


# --- The server ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Serving:
    """A Jupyter that answers: its process, address and token."""

    process: subprocess.Popen[bytes]
    url: str
    token: str


def serve(lesson: str, port: int | None = None) -> Serving:
    """Start Jupyter on this computer alone and wait until it answers.

    Raises:
        Trouble: when it ends or stays silent, naming its log.
    """
    for _ in range(_TRIES - 1):
        try:
            return _serve(lesson, port)
        except Trouble:
            # Jupyter looks for a free port, and takes it a moment later: another may have been quicker.
            if port is not None or _TAKEN not in (setup.STATE / "jupyter.log").read_bytes():
                raise
    return _serve(lesson, port)


#: What Jupyter says when somebody else took the port that it had found, and how often we begin anew.
_TAKEN, _TRIES = b"no available port could be found", 4


def _serve(lesson: str, port: int | None) -> Serving:
    log = setup.STATE / "jupyter.log"
    token = secrets.token_hex(24)
    with log.open("wb") as kept:
        process = subprocess.Popen(
            [sys.executable, "-m", "notebook", *_options(lesson, port)],
            env=jupyter_surroundings() | {"JUPYTER_TOKEN": token},
            cwd=WORK,
            stdin=subprocess.DEVNULL,
            stdout=kept,
            stderr=subprocess.STDOUT,
            **_own_group(),
        )
    try:
        server = _answering(process, log)
    except BaseException:
        _stop(process)
        raise
    return Serving(process, str(server["url"]), token)


def _options(lesson: str, port: int | None) -> list[str]:
    options = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": port or next(_free_ports()),
        "ServerApp.port_retries": 0 if port else PORTS,
        "ServerApp.root_dir": WORK,
        "ServerApp.open_browser": False,
        "ServerApp.allow_root": hasattr(os, "geteuid") and os.geteuid() == 0,
        "JupyterNotebookApp.default_url": f"/{page(lesson)}",
        "JupyterNotebookApp.extra_labextensions_path": setup.STATE / "config/labextensions",
    }
    return [f"--{name}={value}" for name, value in options.items()]


def jupyter_surroundings() -> dict[str, str]:
    """The variables that keep Jupyter to the course's own folders, which are written first."""
    state = setup.STATE
    state.mkdir(exist_ok=True)
    shutil.copytree(SETTINGS, state / "config", dirs_exist_ok=True)
    on = {"ServerApp": {"jpserver_extensions": {EXTENSION: True}}}
    extensions = state / "config" / "jupyter_server_config.d"
    extensions.mkdir(exist_ok=True)
    (extensions / "champions.json").write_text(json.dumps(on), encoding="utf-8")
    about = state / "config" / "labconfig" / "page_config.json"
    known = json.loads(about.read_text(encoding="utf-8")) | {"championsPages": f"{PAGES}/live/"}
    about.write_text(json.dumps(known), encoding="utf-8")  # from a step to the same on its page
    look = state / "config" / "custom" / "custom.css"
    look.write_text(filled(look.read_text(encoding="utf-8")), encoding="utf-8")
    places = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "config/settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
        "MPLCONFIGDIR": "matplotlib",
    }
    ours = {name: str(state / folder) for name, folder in places.items()}
    theirs = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "IPYTHON"))}
    return theirs | ours | {"CHAMPIONS_HOME": str(setup.home())}


def _own_group() -> dict[str, Any]:
    """Ctrl-C must reach this program alone: Jupyter would ask a question of its own."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def _answering(process: subprocess.Popen[bytes], log: Path) -> dict[str, object]:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        server = setup.running()
        if server is not None and server.get("pid") == process.pid:
            return server
        time.sleep(0.1)
    raise Trouble(
        "Jupyter, the program that shows the lessons, did not start.",
        "Start again. If it happens again, delete the folder .venv and start once more.",
        f"its own words are in {log}",
    )


def _free(port: int) -> bool:
    with socket.socket() as trial:
        if os.name != "nt":  # a port that was in use a minute ago counts as free
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _free_ports() -> Iterator[int]:
    yield from (port for port in range(PORT, PORT + PORTS) if _free(port))
    raise Trouble("No free port was found on this computer.", "Restart it, then try again.")


def page(lesson: str = "") -> str:
    """Where the page of a lesson is, after Jupyter's own address; of none: the list of lessons."""
    return f"{PAGES}/live/{lesson}.html" if lesson else f"{PAGES}/"


def notebook(lesson: str) -> str:
    """Where a lesson is as a notebook, after Jupyter's own address."""
    return f"notebooks/{lesson}/lesson.ipynb"


def _show(url: str, token: str, what: str, *, quiet: bool) -> None:
    there = f"{url}{what}?token={token}"  # with the word that lets this browser in
    opened = False
    if not quiet:
        with contextlib.suppress(webbrowser.Error, OSError):
            opened = webbrowser.open(there)
    if opened:
        _say("The course is open in your browser. If you do not see it, open this address:")
    else:
        _say("The course is ready. Open this address in your browser:")
    _say(f"\n    {there}\n")


def _say(words: str) -> None:
    """Print, if anyone is still there: when a window is closed, its screen is gone first."""
    with contextlib.suppress(OSError):
        print(words, flush=True)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End Jupyter gently, so that it ends its kernels; then firmly."""
    process.terminate()
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()

"""Open the course to many people: a JupyterHub on a server of yours.

The hub and the single-user servers run in an environment of their own. The hub's proxy is a program
for Node.js; its pieces are those of ``deploy/jupyterhub/proxy/package-lock.json``, each checked by
its sha512.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
from pathlib import Path

from champions.install import setup
from champions.trouble import Trouble

DEPLOY = setup.COURSE / "deploy" / "jupyterhub"
CONFIG = DEPLOY / "jupyterhub_config.py"
PROXY = setup.STATE / "jupyterhub-proxy"
#: The oldest Node.js that the proxy runs with.
NODE = 18


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words after ``champions jupyterhub``."""
    parser.add_argument(
        "--set-up", action="store_true", help="fetch what is missing, and do not start the hub"
    )


def run(args: argparse.Namespace) -> int:
    """Fetch what is missing, then run the hub until Ctrl-C."""
    hub = ready()
    if args.set_up:
        print("The hub is set up. To start it: python3 start.py jupyterhub")
        return 0
    if os.geteuid() != 0:
        raise Trouble(
            "The hub must be started by the server's administrator (root), because it opens each "
            "person's lessons as that person.",
            "Start it again with sudo.",
        )
    for_all(hub)
    return setup.hand_over(hub, ["-m", "jupyterhub", "-f", str(CONFIG)])


def ready() -> setup.Environment:
    """The hub's environment and its proxy, made first where they are missing.

    Raises:
        Trouble: on Windows, or where Node.js or npm is missing, too old, or cannot fetch.
    """
    if setup.WINDOWS:
        raise Trouble("JupyterHub does not run on Windows.", "Use a server with Linux.")
    need_node()
    hub = setup.ensure(setup.environment("hub"))
    fetch_proxy()
    name_the_commands(hub)
    compile_all(hub)
    return hub


def name_the_commands(hub: setup.Environment) -> None:
    """Let trainers type ``champions`` in a terminal of the hub."""
    script = hub.python.parent / "champions"
    program = (
        "import sys; from champions.cli import main; sys.argv[0] = 'champions'; sys.exit(main())"
    )
    script.write_text(
        f'#!/bin/sh\nexec "${{0%/*}}/python" -P -c "{program}" "$@"\n', encoding="utf-8"
    )
    script.chmod(0o755)


#: A quarter of all that there is to compile, and no hub runs it: the tests of the pieces' makers.
_TESTS = r"site-packages/.*/tests?/"


def compile_all(hub: setup.Environment) -> None:
    """Compile all Python code once, as people may not write there: each start would do it again."""
    folders = (*hub.folder.glob("lib/python3*/site-packages"), setup.COURSE / "src")
    options = ("-q", "-j", "0", "-x", _TESTS)
    compiling = [str(hub.python), "-m", "compileall", *options, *map(str, folders)]
    # A piece may bring a file that this Python cannot compile; it is not needed then.
    subprocess.run(compiling, stdout=subprocess.DEVNULL, check=False)


def for_all(hub: setup.Environment) -> None:
    """See that everybody on the server may read the course and run its Python.

    Raises:
        Trouble: when one of them lies where only its owner may look.
    """
    if not open_to_all(setup.COURSE):
        raise Trouble(
            f"The course lies in a folder that others may not enter: {setup.COURSE}",
            "Move it to a place for everybody, such as /srv/champions, and start again there.",
        )
    if not open_to_all(python := hub.python.resolve()):
        raise Trouble(
            f"The hub was set up with a Python that others may not run: {python}",
            f"Delete the folder {hub.folder.name}, then start again with the system's own Python: "
            "/usr/bin/python3 start.py jupyterhub",
        )


def open_to_all(path: Path) -> bool:
    """Whether everybody on this computer may enter the folder, or run the program, at a path.

    >>> open_to_all(Path("/"))
    True
    """
    return all(one.stat().st_mode & 0o001 for one in (path, *path.parents))


def need_node() -> None:
    """See that Node.js and npm are there, and not too old."""
    advice = "On Debian or Ubuntu: sudo apt-get install nodejs npm. Then start again."
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            raise Trouble(f"The hub's proxy needs {program}, which is not installed here.", advice)
    said = subprocess.run(("node", "--version"), capture_output=True, text=True, check=True).stdout
    version = said.strip().removeprefix("v")
    if int(version.partition(".")[0]) < NODE:
        raise Trouble(f"Node.js {version} is too old for the hub's proxy.", f"Get {NODE} or newer.")


def fetch_proxy() -> None:
    """Install the proxy with npm, unless it is there as the lock has it."""
    lock = (DEPLOY / "proxy" / "package-lock.json").read_bytes()
    stamp = PROXY / setup.STAMP
    if stamp.is_file() and stamp.read_bytes() == lock:
        return
    with setup.only_one("proxy", "Another window is fetching the proxy. One moment."):
        if stamp.is_file() and stamp.read_bytes() == lock:
            return
        print("Fetching the hub's proxy with npm.", flush=True)
        PROXY.mkdir(parents=True, exist_ok=True)
        stamp.unlink(missing_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy2(DEPLOY / "proxy" / name, PROXY / name)
        _npm(PROXY)
        stamp.write_bytes(lock)


def _npm(folder: Path) -> None:
    log = folder / "npm.log"
    with log.open("w", encoding="utf-8") as kept:
        done = subprocess.run(
            ("npm", "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"),
            cwd=folder, stdin=subprocess.DEVNULL, stdout=kept, stderr=kept, check=False,
        )  # fmt: skip
    if done.returncode != 0:
        raise Trouble(
            "The hub's proxy could not be fetched.",
            "Check that this server is online and that npm may reach its registry. Then start "
            "again.",
            f"npm's own words are in {log}",
        )

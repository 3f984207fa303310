"""A PostgreSQL server for tests, on a socket in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pieces


@contextmanager
def postgresql(*names: str) -> Iterator[dict[str, str]]:
    """A PostgreSQL server with databases of these names; gives the address of each."""
    pieces.need("postgresql")
    programs = pieces.postgresql()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="champions-pg-"))
    folder.chmod(0o755)  # people of a hub reach the socket in it
    become: list[str] = []
    if os.getuid() == 0:  # the server refuses to run as root
        os.chown(folder, 65534, 65534)
        become = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]

    def run(program: str, *words: str) -> None:
        command = [*become, str(programs / program), *words]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)

    data = str(folder / "data")
    run("initdb", "-D", data, "-U", "trainer", "-A", "trust", "--no-sync", "-E", "UTF8")
    settings = f"-k {folder} -c listen_addresses='' -c fsync=off"
    run("pg_ctl", "-D", data, "-o", settings, "-l", str(folder / "log"), "-w", "start")
    try:
        for name in names:
            run("createdb", "-h", str(folder), "-U", "trainer", name)
        yield {name: f"postgresql+psycopg://trainer@/{name}?host={folder}" for name in names}
    finally:
        run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder)

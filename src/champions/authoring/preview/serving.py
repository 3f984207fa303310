"""The page of a preview, for a browser of this computer alone: it asks each moment if it is still new."""

from __future__ import annotations

import http.server
import json
import threading
from dataclasses import dataclass, field
from importlib.resources import files
from urllib.parse import urlsplit

from champions.trouble import Trouble

_HERE = {"localhost", "127.0.0.1"}


@dataclass
class Board:
    """The page as it is now, and how often it has changed. Several threads read it."""

    page: str = ""
    number: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def put(self, page: str) -> None:
        """Show another page."""
        with self._lock:
            self.page, self.number = page, self.number + 1

    def look(self) -> tuple[str, int]:
        """The page and its number."""
        with self._lock:
            return self.page, self.number


class Handler(http.server.BaseHTTPRequestHandler):
    """The page, its script, and the number by which the script knows that there is a new one."""

    board: Board

    def do_GET(self) -> None:
        """Answer what the page asks for."""
        # Another site that leads a name of its own to this computer is sent away.
        if self.headers.get("Host", "").partition(":")[0] not in _HERE:
            self.send_error(403)
            return
        page, number = self.board.look()
        where = urlsplit(self.path).path
        if where == "/":
            self._send("text/html", page)
        elif where == "/number":
            self._send("application/json", json.dumps(number))
        elif where == "/preview.js":
            script = files("champions.authoring.preview").joinpath("preview.js")
            self._send("text/javascript", script.read_text(encoding="utf-8"))
        else:
            self.send_error(404)

    def _send(self, kind: str, text: str) -> None:
        data = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """The terminal is for what is to mend."""


def server(board: Board, port: int) -> http.server.ThreadingHTTPServer:
    """A server for this computer, bound and ready; port 0 takes a free one.

    Raises:
        Trouble: when the port is taken.
    """
    handler = type("BoardHandler", (Handler,), {"board": board})
    try:
        return http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise Trouble(
            f"Port {port} cannot be used.",
            "Start again with --port and another number, or without --port.",
            str(error),
        ) from error

"""Serve a built site from this computer: for a look at it, or for a room without the internet."""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import io
from pathlib import Path
from typing import BinaryIO

from champions.install import setup
from champions.pack.where import own_folder
from champions.trouble import Trouble

#: Files that become much smaller on the way. Wheels and pictures are packed already.
PACKED = {".css", ".html", ".ipynb", ".js", ".json", ".mjs", ".svg", ".wasm"}


@functools.lru_cache(maxsize=512)
def packed(path: Path, changed: int) -> bytes:  # noqa: ARG001 - a new time of change is a new file
    """A file as it goes over the network, made once."""
    return gzip.compress(path.read_bytes(), 6, mtime=0)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Plain files, with the types that a browser needs to run them."""

    extensions_map = {  # noqa: RUF012 - named and typed by the base class
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".whl": "application/octet-stream",
        ".json": "application/json",
        ".ipynb": "application/json",
    }

    def end_headers(self) -> None:
        """Ask browsers to look for a newer file each time.

        Without a word of it they guess, from how old the file is, for how long it stays good: a site
        made anew would then show pages of before.
        """
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Send the headings; files that shrink go out packed, as most web servers do it."""
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.partition("?")[0].endswith("/"):
            path /= "index.html"
        takes = "gzip" in self.headers.get("Accept-Encoding", "")
        if not takes or path.suffix not in PACKED or not path.is_file():
            return super().send_head()
        changed = self.date_time_string(int(path.stat().st_mtime))
        if self.headers.get("If-Modified-Since") == changed:
            self.send_response(http.HTTPStatus.NOT_MODIFIED)
            self.end_headers()
            return None
        data = packed(path, path.stat().st_mtime_ns)
        self.send_response(http.HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Last-Modified", changed)
        self.end_headers()
        return io.BytesIO(data)

    def log_message(self, *_: object) -> None:
        """Who reads what is nobody's business."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words after ``champions serve``."""
    parser.add_argument("folder", nargs="?", type=Path, default=None, help="the site (work/site)")
    parser.add_argument("--port", type=int, default=8000, help="the port of this computer")
    parser.add_argument(
        "--share", action="store_true", help="let other devices on this network open it too"
    )


def server(folder: Path, port: int, *, share: bool = False) -> http.server.ThreadingHTTPServer:
    """A server of that folder, bound and ready; port 0 takes a free one.

    Raises:
        Trouble: when there is no site, or the port is taken.
    """
    if not (folder / "jupyter-lite.json").is_file():
        raise Trouble(f"There is no site in {folder}.", "Make one: python3 start.py site")
    handler = functools.partial(Handler, directory=str(folder))
    try:
        # --share is asked for in so many words; without it only this computer is served.
        return http.server.ThreadingHTTPServer(("0.0.0.0" if share else "127.0.0.1", port), handler)  # noqa: S104
    except OSError as error:
        raise Trouble(
            f"Port {port} cannot be used.",
            "Start again with --port and another number.",
            str(error),
        ) from error


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    folder = args.folder or own_folder(setup.home()) / "work" / "site"
    with server(folder, args.port, share=args.share) as serving:
        print(
            f"Open http://localhost:{serving.server_port}/ in a browser. Ctrl-C stops it.",
            flush=True,
        )
        if args.share:
            print(
                "Other devices open the address of this computer with "
                f":{serving.server_port} after it. There, lessons can be read and printed, "
                "and those that need no Python answered. To answer the others a browser wants https."
            )
        serving.serve_forever()
    return 0

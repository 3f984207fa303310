"""Serve a built site from this computer: for a look at it, or for a room without the internet."""

from __future__ import annotations

import argparse
import functools
import http.server
from pathlib import Path

from champions import starting
from champions.trouble import Trouble


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

    def log_message(self, *_: object) -> None:
        """Who reads what is nobody's business."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words after ``champions serve``."""
    parser.add_argument(
        "folder", nargs="?", type=Path, default=starting.COURSE / "work" / "site", help="the site"
    )
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
    with server(args.folder, args.port, share=args.share) as serving:
        print(
            f"Open http://localhost:{serving.server_port}/ in a browser. Ctrl-C stops it.",
            flush=True,
        )
        if args.share:
            print("On other devices a browser keeps nothing for later, as this is not https.")
        serving.serve_forever()
    return 0

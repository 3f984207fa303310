"""The command ``champions desk``: open the trainer's desk in the browser, on this computer alone."""

from __future__ import annotations

import argparse
import logging
import socket
import webbrowser
from pathlib import Path

from champions import files
from champions.data import DataNotFound, course_folder
from champions.install import setup
from champions.pack.where import own_folder
from champions.sentences.told import language, spoken, told
from champions.trouble import Trouble

#: Where the desk looks for a free port first.
PORT = 8790


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words that ``champions desk`` takes."""
    parser.add_argument(
        "--out", type=Path, default=None, help=told("the work folder (work, in the course)")
    )
    parser.add_argument("--no-browser", action="store_true", help=told("only print the address"))
    parser.add_argument(
        "--port",
        type=int,
        default=0,
        help=told("the port ({port}, or the next free)", port=str(PORT)),
    )
    parser.add_argument(
        "--unsafe",
        action="store_true",
        help=told("mark without confinement: learners' code can then read and change what you can"),
    )


def run(args: argparse.Namespace) -> int:
    """Open the desk, and keep it open until Ctrl-C."""
    try:
        home = course_folder()
    except DataNotFound as error:
        raise Trouble(
            told("The course folder could not be found."),
            told("Run this inside the course folder."),
        ) from error
    setup.hear_a_closed_window()
    print(told("Opening your desk. This takes a few seconds."), flush=True)
    try:
        import waitress

        from champions.desk import access, app, state
    except ImportError as error:
        raise Trouble(
            told("The desk needs a piece that is not installed ({name}).", name=error.name),
            told("Run python3 start.py desk in the course folder: it sets everything up."),
        ) from error
    listening = _listen(args.port)
    port = int(listening.getsockname()[1])
    token = access.new_token()
    how = ["--unsafe"] if args.unsafe else []
    out = args.out or own_folder(home) / "work"
    with files.kept_private(out):
        made = app.make(home, out, token, port, how)
        if not spoken().is_english:  # named with the command: from now on, until another is pressed
            state.of(made).spoken.choose(language())
        app.warm(made)
        # One thread: nbgrader's gradebook is held open, and every page is quick.
        logging.getLogger("waitress").setLevel(logging.ERROR)
        server = waitress.create_server(made, sockets=[listening], threads=1, ident="desk")
        address = f"http://127.0.0.1:{port}/{token}/"
        print(
            told(
                "Your desk is open at:\n  {address}\nKeep this window open. To close the desk, press Ctrl "
                "and C here. Nothing is lost.",
                address=address,
            ),
            flush=True,
        )
        if not args.no_browser:
            webbrowser.open(address)
        try:
            server.run()  # until Ctrl-C, which waitress takes as the end
        finally:
            server.close()
    print(told("\nYour desk is closed. Nothing is lost."), flush=True)
    return 0


def _listen(wanted: int) -> socket.socket:
    """A socket on this computer's own address, which no other computer can reach.

    Raises:
        Trouble: when the port that was asked for is taken.
    """
    for port in [wanted] if wanted else [*range(PORT, PORT + 20), 0]:
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            found.bind(("127.0.0.1", port))
        except OSError as error:
            found.close()
            if wanted:
                raise Trouble(
                    told(
                        "The port {wanted} cannot be used ({strerror}).",
                        wanted=wanted,
                        strerror=error.strerror or error,
                    ),
                    told("Leave out --port, or give another number."),
                ) from error
            continue
        found.listen(64)
        return found
    raise Trouble(
        told("No port is free on this computer."), told("Close other programs, then try again.")
    )

"""The command ``champions preview``: see a lesson as it will look, again each time that it is saved."""

from __future__ import annotations

import argparse
import contextlib
import threading
import time
import webbrowser
from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from champions import templating
from champions.authoring.made_data import made_ready
from champions.authoring.preview.draft import Draft, Shown
from champions.authoring.preview.serving import Board, server
from champions.authoring.source import Mistake
from champions.data import DataNotFound, course_folder
from champions.pack.join import refreshed
from champions.sentences import counted
from champions.style import in_jupyter, sheet
from champions.trouble import Trouble

#: Seconds between two looks at the files.
_PAUSE = 0.3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words after ``champions preview``."""
    parser.add_argument("module", help="a lesson or its number, such as 16")
    parser.add_argument("--no-browser", action="store_true", help="print the address only")
    parser.add_argument("--port", type=int, default=0, help="use this port of your computer")


def run(args: argparse.Namespace) -> int:
    """Show the lesson until Ctrl-C."""
    try:
        home = course_folder()
    except DataNotFound as error:
        raise Trouble(
            "The course folder could not be found.", "Run this inside the course folder."
        ) from error
    _data_made_ready(home)
    draft, board = Draft(home, chosen(home, args.module)), Board()
    with server(board, args.port) as serving:
        print(f"{draft.module}: one moment …", flush=True)
        seen = signature(draft.files())
        board.put(_page(draft))
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        address = f"http://localhost:{serving.server_port}/"
        print(f"Open {address} in a browser. It shows what you save. Ctrl-C stops it.", flush=True)
        if not args.no_browser:
            webbrowser.open(address)
        try:
            _follow(draft, board, seen)
        except KeyboardInterrupt:
            print("\nThe preview has ended. Your lesson is as you saved it.", flush=True)
        finally:
            serving.shutdown()
    return 0


def chosen(home: Path, asked: str) -> str:
    """The lesson that is meant by a name or a number.

    Raises:
        Trouble: when there is none, naming those there are.
    """
    there = sorted(path.parent.name for path in home.glob("solutions/*/lesson.md"))
    fits = [name for name in there if asked in {name, name.partition("-")[0]}]
    if not fits:
        raise Trouble(
            f'There is no lesson "{asked}".', f"Choose from: {', '.join(there) or 'none yet'}."
        )
    return fits[0]


def _follow(draft: Draft, board: Board, seen: object) -> None:
    """Make the page again each time that a file was saved."""
    while True:
        time.sleep(_PAUSE)
        refreshed(draft.root)
        _data_made_ready(draft.root)
        now = signature(draft.files())
        if now != seen:
            seen = now
            board.put(_page(draft))


def _data_made_ready(home: Path) -> None:
    """With a pack, lay out its data too; what is wrong with them, the page says when it loads them."""
    with contextlib.suppress(Trouble):
        list(made_ready(home))


def signature(paths: Sequence[Path]) -> tuple[tuple[str, int, int], ...]:
    """What changes when one of these files is saved, made or taken away."""
    found = []
    for path in paths:
        try:
            state = path.stat()
        except OSError:  # not there, or just being saved
            continue
        found.append((str(path), state.st_mtime_ns, state.st_size))
    return tuple(found)


def _page(draft: Draft) -> str:
    """The whole page; what is to mend is said in the terminal too."""
    at = time.strftime("%H:%M:%S")
    try:
        shown = draft.show()
    except Trouble as trouble:
        print(f"{at}  {trouble}", flush=True)
        return page_of(draft.module, Shown("", ()), at, str(trouble))
    for line in (*shown.mistakes, *shown.advice):
        print(line, flush=True)
    print(f"{at}  {said(shown.mistakes)}", flush=True)
    return page_of(draft.module, shown, at)


def said(mistakes: Sequence[Mistake]) -> str:
    """How many things there are to mend.

    >>> said([])
    'Nothing to mend.'
    """
    if not mistakes:
        return "Nothing to mend."
    return counted(len(mistakes), "1 thing to mend.", "{n} things to mend.")


def page_of(module: str, shown: Shown, at: str, trouble: str = "") -> str:
    """The page as a document.

    Args:
        module: the lesson. shown: what could be made of it.
        at: when it was made. trouble: why nothing could be made, if so.
    """
    style = sheet("champions.authoring.paper", "paper.css")
    style += in_jupyter()
    style += sheet("champions.authoring.preview", "preview.css")
    return templating.render(
        "champions.authoring.preview",
        "preview.html",
        folder=".",
        module=module,
        style=Markup(style),  # noqa: S704 - our own files
        lesson=Markup(shown.html),  # noqa: S704 - words of our own lessons, as when they are built
        mistakes=shown.mistakes,
        advice=shown.advice,
        told=said(shown.mistakes),
        at=at,
        trouble=trouble,
    )

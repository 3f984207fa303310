"""What is kept of a champion's work, and where: said for the edition that the lesson runs in.

The same lesson runs on a person's own computer, in a browser without any server, and on a server
that a programme looks after. What is true of one is not true of another, so the lesson asks here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from champions.lesson.page import Page
from champions.sentences.told import as_html, later, told


@dataclass(frozen=True)
class Kept:
    """What one edition does with a champion's work, in words."""

    edition: str
    where: str
    who_can_open_it: str
    how_to_delete_it: str

    @property
    def sentences(self) -> tuple[str, str, str]:
        """The three things to know, in order."""
        return told(self.where), told(self.who_can_open_it), told(self.how_to_delete_it)


EDITIONS = {
    "installed": Kept(
        "installed",
        later(
            "Your answers are kept in files on this computer, in the folder my-work of the course."
        ),
        later(
            "Nobody is sent them until you send your file. But anyone who uses this computer with the "
            "same log-in can open them."
        ),
        later("To delete them, close the course and delete the folder my-work."),
    ),
    "browser": Kept(
        "browser",
        later(
            "Your answers are kept by this browser, on this device. Press Get my file often: if the "
            "browser's data is cleared, they are gone."
        ),
        later(
            "Nobody is sent them until you send your file. But anyone who uses this browser can open "
            "them."
        ),
        later("To delete them, press Delete my answers from this device, on the front page."),
    ),
    "shared": Kept(
        "shared",
        later(
            "Your answers are kept in your own folder, on a computer that your programme looks after."
        ),
        later(
            "The people who look after that computer can open them. Ask your trainer who they are."
        ),
        later("To have them deleted, ask your trainer."),
    ),
}


def edition(platform: str = sys.platform, surroundings: Mapping[str, str] | None = None) -> str:
    """Which edition this is: browser (no server), shared (JupyterHub), or installed.

    >>> edition("emscripten", {}), edition("linux", {"JUPYTERHUB_USER": "sparrow-7"})
    ('browser', 'shared')
    >>> edition("win32", {})
    'installed'
    """
    named = os.environ if surroundings is None else surroundings
    if platform == "emscripten":
        return "browser"
    return "shared" if named.get("JUPYTERHUB_USER") else "installed"


def what_is_kept() -> Page:
    """Say where this edition keeps a champion's work, who can open it, and how to delete it."""
    said = EDITIONS[edition()].sentences
    items = "".join(f"<li>{escape(one)}</li>" for one in said)
    return Page(
        as_html(f'<div class="champions-kept-where"><ul>{items}</ul></div>'), " ".join(said)
    )

"""Let a command see the course as it is with a pack: the one that is named, else the one named last."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from champions.data import HOME_VARIABLE
from champions.install import setup
from champions.pack import where

#: Names a pack, or none, in place of what the course remembers: for servers and for tests.
PACK_VARIABLE = "CHAMPIONS_PACK"
#: Words that need no pack: they run where one is missing or cannot be used.
_WITHOUT = {"new-pack", "doctor", "jupyterhub"}
#: Words that show lessons: they are built first, where something has changed. And words that go on with
#: the lessons as they are, for a slip in a text must not stop the marking.
_SHOW_LESSONS, _READ_LESSONS = {"open", "paper", "scorm", "site"}, {"certificates", "desk", "mark"}


def with_pack(words: list[str]) -> list[str]:
    """Let the command see the course as it is with a pack, and return the words without the pack's.

    Where a variable says which course to use, that is used, unless a pack is named.

    Raises:
        Trouble: when there is no such pack, or it cannot be used.
    """
    named, left = where.asked_for(words)
    word = next((one for one in left if not one.startswith("-")), "")
    if named is None and (os.environ.get(HOME_VARIABLE) or word in _WITHOUT):
        return left
    if named == where.NONE:
        where.remember(setup.STATE, None)
        os.environ.pop(HOME_VARIABLE, None)
        print("The course is used without a pack from now on.", flush=True)
        return left
    folder = where.pack_folder(named) if named else _the_usual()
    if folder is None:
        return left
    from champions.pack.join import join  # who uses no pack needs none of its pieces

    home = join(folder, setup.COURSE)
    os.environ[HOME_VARIABLE] = str(home)
    if named:
        where.remember(setup.STATE, folder)
    if named and not left:
        print(f"The course is used with the pack in {folder} from now on.")
    if word in _SHOW_LESSONS | _READ_LESSONS and not {"-h", "--help"} & {*left}:
        _see_that_lessons_are_built(home, needed=word in _SHOW_LESSONS)
    return left


def _the_usual() -> Path | None:
    """The pack that a variable names, else the one that was named last; None without a pack."""
    told = os.environ.get(PACK_VARIABLE, "")
    if told == where.NONE:
        return None
    return where.pack_folder(told) if told else where.remembered(setup.STATE)


def _see_that_lessons_are_built(home: Path, *, needed: bool) -> None:
    """With a pack, lessons are built where its files or the course's have changed.

    Raises:
        Trouble: when they are needed and cannot be built.
    """
    from champions.authoring.unchanged import Built

    built = Built(home)
    texts = sorted(path.parent.name for path in home.glob("solutions/*/lesson.md"))
    waiting = [one for one in texts if not built.as_it_was(one)]
    if waiting and needed:
        from argparse import Namespace

        from champions.authoring import build

        print("The pack or the course has changed. The lessons are built first.", flush=True)
        build.run(Namespace(module=[], check=False, afresh=False))
    elif waiting:
        print(
            f"Not built as the pack and the course are now: {', '.join(waiting)}. "
            "When you like, type: python3 start.py build",
            file=sys.stderr,
        )

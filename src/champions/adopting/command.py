"""The command ``champions pack``: what a pack changes, what is to mend in it, and what it replaces."""

from __future__ import annotations

import argparse
from pathlib import Path

from champions.adopting import overridden, replaced
from champions.adopting.check import check
from champions.adopting.found import LOOK
from champions.data import course_folder
from champions.install import setup
from champions.pack.join import GLOSSARY, PLACE, ROUTES, files_of
from champions.pack.settings import read_settings
from champions.pack.where import SETTINGS, has_pack, own_folder
from champions.sentences import counted
from champions.trouble import Trouble

#: The files at the top of a pack, and what each holds.
_FILES = {
    SETTINGS: "its name, and the rules for charts",
    PLACE: "names and contacts, where they differ from the course's",
    GLOSSARY: "words and their meaning, where they differ from the course's",
    ROUTES: "ways through the course, where they differ from the course's",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words after ``champions pack``."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--check", action="store_true", help="say what is unsafe, to mend, or older than the course"
    )
    what.add_argument(
        "--copy", metavar="NAME", help="copy a lesson or data set of the course, to change it"
    )
    what.add_argument(
        "--seen", metavar="NAME", help="note that you have seen how the course has it now"
    )


def run(args: argparse.Namespace) -> int:
    """Do it. Returns 1 while something is unsafe or to mend, else 0."""
    home = course_folder()
    if not has_pack(home):
        raise Trouble(
            "The course is used without a pack.",
            "Name yours: python3 start.py --pack FOLDER pack. "
            "To make one, type: python3 start.py new-pack FOLDER",
        )
    pack, course = own_folder(home), setup.COURSE
    if args.copy:
        return _copy(pack, course, args.copy)
    if args.seen:
        name = _seen(pack, course, args.seen)
        print(f"Noted how the course has {name} now.")
        return 0
    return _check(pack, course, home) if args.check else _tell(pack, course)


def _seen(pack: Path, course: Path, asked: str) -> str:
    """Note how the course has something now. Returns its name."""
    name = asked if asked in overridden.FILES else replaced.named(pack, course, asked)
    if name in overridden.FILES:
        overridden.note_all(pack, course, name)
    else:
        replaced.note(pack, course, name)
    return name


def _copy(pack: Path, course: Path, asked: str) -> int:
    name = replaced.named(pack, course, asked)
    made = replaced.copy(pack, course, name)
    print(f"Copied into {pack}:", *(f"  {one}" for one in made), sep="\n")
    print(
        "Change them there. How the course has them now is noted. When that changes, "
        "python3 start.py pack --check tells you."
    )
    return 0


def _check(pack: Path, course: Path, home: Path) -> int:
    found = check(pack, course, home)
    print(*found, sep="\n")
    grave = [one for one in found if one.kind != LOOK]
    if not grave:
        print("Nothing in the pack is unsafe or to mend.")
        return 0
    print(
        counted(
            len(grave),
            "1 thing to mend before anybody learns with it.",
            "{n} things to mend before anybody learns with it.",
        )
    )
    return 1


def _tell(pack: Path, course: Path) -> int:
    settings = read_settings(pack)
    print(f"{settings.name}, in {pack}")
    known = {one.name for one in replaced.all_replaced(pack, course)}
    names = sorted({replaced.group_of(name) for name, _ in files_of(pack)})
    for name, what in _FILES.items():
        if (pack / name).is_file():
            print(f"  {name}: {what}")
    for name in names:
        print(f"  {name}: in place of the course's" if name in known else f"  {name}: its own")
    print("To see what is to mend, type: python3 start.py pack --check")
    return 0

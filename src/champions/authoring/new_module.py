"""The command ``champions new-module``: begin a lesson of your own from a skeleton that builds."""

from __future__ import annotations

import argparse
import json
import re
from importlib.resources import files
from pathlib import Path

from champions.data import DataNotFound, course_folder
from champions.pack.where import own_folder
from champions.trouble import Trouble

#: Each file of the skeleton, and where it goes in the course folder.
PLACES = {
    "lesson.md": "solutions/{module}/lesson.md",
    "facts.py": "solutions/{module}/facts.py",
    "answers.yml": "tests/answers/{module}.yml",
    "notes.md": "docs/trainers/{module}.md",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words that ``champions new-module`` takes."""
    parser.add_argument("module", help="a number and a short name, such as 18-our-garden")
    parser.add_argument("--title", default="", help="the lesson's title, in a few words")


def run(args: argparse.Namespace) -> int:
    """Make the files of a new lesson. Nothing that is there is changed."""
    try:
        home = course_folder()
    except DataNotFound as error:
        raise Trouble(
            "The course folder could not be found.", "Run this inside the course folder."
        ) from error
    own = own_folder(home)
    made = make(home, args.module, args.title, own)
    where = "These files were made:" if own == home else f"These files were made in {own}:"
    print(where, *(f"  {path.relative_to(own)}" for path in made), sep="\n")
    print(
        "See the lesson while you write it:\n"
        f"  python3 start.py preview {args.module[:2]}\n"
        "Write in the first file. What still waits for you says WRITE HERE or TODO.\n"
        "Then build the lesson and open it:\n"
        f"  python3 start.py build {args.module}\n  python3 start.py open {args.module}\n"
        "The second file works numbers out from data. "
        "The last two are right and wrong answers to test it with, and notes for who leads it."
    )
    return 0


def make(home: Path, module: str, title: str = "", own: Path | None = None) -> list[Path]:
    """Make the files of a new lesson and return where they are.

    Args:
        home: the course folder.
        module: two digits, a hyphen and a short name in small letters.
        title: the lesson's title; else it is made from the name.
        own: the pack that they go into; the course folder when left out.

    Raises:
        Trouble: when the name cannot be used, or something of that number or name is there.
    """
    if not re.fullmatch(r"\d\d(-[a-z0-9]+)+", module):
        raise Trouble(
            f'"{module}" cannot be the name of a lesson.',
            "Use two digits, then words in small letters with hyphens, such as 18-our-garden.",
        )
    title = " ".join(title.split()) or module[3:].replace("-", " ").capitalize()
    there = sorted(path.parent.name for path in home.glob(f"solutions/{module[:2]}-*/lesson.md"))
    own = own or home
    places = {name: own / place.format(module=module) for name, place in PLACES.items()}
    taken = [str(path.relative_to(own)) for path in places.values() if path.exists()]
    if there or taken:
        raise Trouble(
            f"There is a lesson {module[:2]} already: {', '.join(there or taken)}.",
            "Choose another number.",
        )
    words = {"@MODULE@": module, "@NUMBER@": module[:2]}
    for name, path in places.items():
        text = files("champions.authoring").joinpath("skeleton", name).read_text(encoding="utf-8")
        # In the lesson's head the title stands in quotes, as YAML wants a colon in it to be.
        shown = title.replace('"', "'")
        for sign, said in {**words, '"@TITLE@"': json.dumps(shown, ensure_ascii=False)}.items():
            text = text.replace(sign, said)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("@TITLE@", shown), encoding="utf-8")
    return [*places.values()]

"""Show what was said of whose files are, and take it back: ``champions whose``."""

from __future__ import annotations

import argparse
from pathlib import Path

from champions.data import DataNotFound, course_folder
from champions.marking import guard
from champions.marking.intake.known import People, people_in
from champions.marking.intake.said import FILE_WORD, Said, Word
from champions.pack.where import own_folder
from champions.sentences.told import told
from champions.trouble import Trouble


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words that ``champions whose`` takes."""
    parser.add_argument(
        "--out", type=Path, default=None, help=told("the work folder (work, in the course)")
    )
    parser.add_argument(
        "--undo", type=int, metavar="NUMBER", help=told("take back what was said under this number")
    )


def run(args: argparse.Namespace) -> int:
    """List what was said, or take one word back; 1 when there is no such word."""
    try:
        out = args.out or own_folder(course_folder()) / "work"
    except DataNotFound as error:
        raise Trouble(
            told("The course folder could not be found."),
            told("Run this inside the course folder."),
        ) from error
    people = people_in(out)
    if args.undo is None:
        words = Said.load(out).words if out.is_dir() else []
        print("\n".join(line(one, people) for one in words) or told("Nothing was said yet."))
        return 0
    with guard.alone(out):
        said = Said.load(out)
        gone = said.undo(args.undo)
        if gone is None:
            raise Trouble(
                told("Nothing was said under the number {undo}.", undo=args.undo),
                told("Look at the list: python3 start.py whose"),
            )
        said.save()
    print(told("Taken back: {line} Mark again, and it counts.", line=line(gone, people)))
    return 0


def line(one: Word, people: People) -> str:
    """One thing that was said, in a sentence with its number, when and why."""
    if one.kind == FILE_WORD:
        return told(
            "{number}: {place} is of {label}. ({when}, {why}.)",
            number=one.number,
            place=one.place,
            label=people.label(one.code),
            when=one.when,
            why=one.why,
        )
    return f"{one.number}: {one.question} {one.choice}. ({one.when}, {one.why}.)"

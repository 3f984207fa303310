"""Is the gradebook sound? When it is not, which copy of it is put back? Part of ``champions doctor``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from champions.data import DataNotFound, course_folder
from champions.marking import copies, guard
from champions.marking.copies import Copy, Held
from champions.pack.where import own_folder
from champions.sentences import counted
from champions.sentences.told import later, told
from champions.trouble import Trouble

SOUND, TO_MEND = 0, 1
_GO_ON = later(
    "Now run the marking again: it marks what this copy does not hold. Points and replies that a person "
    "gave after the copy was made stand in mark-history.csv. Look there, and give them again."
)


def run(args: argparse.Namespace) -> int:
    """Look at the gradebook; 0 when it is sound or has been put right, 1 when not."""
    try:
        out = args.out or own_folder(course_folder()) / "work"
    except DataNotFound as error:
        raise Trouble(
            told("The course folder could not be found."),
            told("Run this inside the course folder."),
        ) from error
    if not out.is_dir():
        raise Trouble(
            told("There is no work folder {out}.", out=out),
            told(
                "Give the folder that holds gradebook.db: --out FOLDER. Before the first marking there is none."
            ),
        )
    with guard.alone(out):
        return _look_and_mend(out, args)


def _look_and_mend(out: Path, args: argparse.Namespace) -> int:
    held, was = copies.look(out / copies.BOOK, thorough=True), copies.known(out)
    print(in_words(held, was))
    found = copies.every(out)
    for number, one in enumerate(found, 1):
        print(
            told(
                "  Copy {number}, made on {made}. {holds}",
                number=number,
                made=one.made,
                holds=_holds(one.held),
            )
        )
    if not found:
        print(told("There are no copies. One is made before each marking."))
    if args.anew:
        return _put_back(out, None, told("Begin with an empty gradebook?"), args.yes)
    if args.copy:
        if not 1 <= args.copy <= len(found):
            raise Trouble(
                told("There is no copy {copy}.", copy=args.copy),
                told("Give one of the numbers above."),
            )
        one = found[args.copy - 1]
        return _put_back(out, one, told("Put copy {copy} back?", copy=args.copy), args.yes)
    if not held.damage and (held.lessons or not was):
        return SOUND
    newest = best(found)
    if newest is None:
        print(
            told(
                "None of the copies can be used. To begin with an empty gradebook and mark everything again, "
                "type: python3 start.py doctor --gradebook --anew"
            )
        )
        return TO_MEND
    return _put_back(
        out, newest, told("Put copy {index} back?", index=found.index(newest) + 1), args.yes
    )


def in_words(held: Held, was: int) -> str:
    """What there is to say of the gradebook.

    Args:
        held: what is in it.
        was: how many lessons had marks when we last left it.

    >>> in_words(Held(3, 2), 3)
    'The gradebook is sound. It holds 3 lessons with marks. People with marks: 2.'
    >>> in_words(Held(), 0)
    'The gradebook is empty. Nothing has been marked yet.'
    """
    if held.damage:
        return told("The gradebook is damaged ({damage}).", damage=held.damage)
    if not held.lessons and was:
        return told(
            "The gradebook is empty. When we last left it, it held {was} lessons with marks.",
            was=was,
        )
    if not held.lessons:
        return told("The gradebook is empty. Nothing has been marked yet.")
    said = told("The gradebook is sound. {holds}", holds=_holds(held))
    return (
        told("{said} When we last left it, it held {was}.", said=said, was=was)
        if held.lessons < was
        else said
    )


def _holds(held: Held) -> str:
    """What a gradebook or a copy holds, as a sentence."""
    if held.damage:
        return told("It is damaged ({damage}).", damage=held.damage)
    return counted(
        held.lessons,
        "It holds 1 lesson with marks. People with marks: {people}.",
        "It holds {n} lessons with marks. People with marks: {people}.",
        people=held.people,
    )


def best(found: Sequence[Copy]) -> Copy | None:
    """The newest copy that is sound and holds marks."""
    return next((one for one in found if not one.held.damage and one.held.lessons), None)


def _put_back(
    out: Path, copy: Copy | None, question: str, yes: bool, answer: Callable[[], str] = input
) -> int:
    if not yes and not _agreed(question, answer):
        print(told("Nothing was changed. To do it without being asked, add --yes."))
        return TO_MEND
    aside = copies.put_back(out, copy.path if copy else None)
    held = copies.look(out / copies.BOOK)
    print(f"Done. {_holds(held)}")
    if aside:
        print(told("What stood there before is kept in {aside}", aside=aside))
    print(told(_GO_ON))
    return SOUND


def _agreed(question: str, answer: Callable[[], str]) -> bool:
    if not sys.stdin.isatty():
        return False
    print(
        told("{question} Type yes, or press Enter to change nothing:", question=question),
        end=" ",
        flush=True,
    )
    try:
        return answer().strip().casefold() in {"yes", "y"}
    except EOFError:
        return False

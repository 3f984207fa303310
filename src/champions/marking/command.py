"""The command ``champions mark``: its words, and the order in which marking begins.

The jail's warm process is started before nbgrader is imported: both take seconds, side by side.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from champions.data import DataNotFound, course_folder
from champions.marking.running.supervisor import SECONDS_PER_CELL, early_warm
from champions.nbgrader import startup
from champions.trouble import Trouble

if TYPE_CHECKING:
    from champions.marking.progress import MarkingProgress
    from champions.marking.running.supervisor import Warm

    Ask = Callable[[str, Sequence[str]], int | None]

WRONG_USE = 2
#: Seconds after which scoring lets the threads work that send lessons their next steps. With
#: Python's own 0.005 the lessons stand still for most of the time that anything is scored.
SWITCH = 0.0005
#: Which to believe when the learner's code and the folder's name differ.
TRUST = ("code", "folder")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words that ``champions mark`` takes."""
    parser.add_argument("folder", type=Path, help="the folder with what learners sent you")
    parser.add_argument(
        "--out", type=Path, default=None, help="where marks and feedback go (work, in the course)"
    )
    parser.add_argument(
        "--force", action="store_true", help="mark everything again, also what has not changed"
    )
    parser.add_argument(
        "--trust",
        choices=TRUST,
        default="",
        help="which to believe when the code in a lesson and the folder's name differ",
    )
    parser.add_argument(
        "--roster", type=Path, help="a table of people (CSV): a column called code, and their names"
    )
    parser.add_argument(
        "--yes",
        action="store_true",
        help="ask nothing: where it is not clear whose a file is, or which counts, take the first "
        "that would be offered, and say so",
    )
    parser.add_argument(
        "--decisions",
        type=Path,
        help="a file (JSON) with answers given earlier: each question to the words of its choice",
    )
    parser.add_argument(
        "--seconds",
        type=int,
        default=SECONDS_PER_CELL,
        help=f"stop a step that runs longer ({SECONDS_PER_CELL})",
    )
    parser.add_argument("--json", action="store_true", help="say what happens in lines of JSON")
    parser.add_argument(
        "--db", default="", help="the address of another gradebook, such as postgresql://..."
    )
    parser.add_argument(
        "--dask", default="", metavar="ADDRESS", help="run lessons on the Dask cluster at ADDRESS"
    )
    parser.add_argument(
        "--stock",
        "--unsafe",
        dest="stock",
        action="store_true",
        help="run learners' code with nbgrader's own autograde: slow, and not confined. It can read "
        "and change whatever you can, also the marks",
    )


def run(args: argparse.Namespace) -> int:
    """Mark a folder; 0 when all is marked, 1 when something is not, 2 for a wrong folder."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a name that the screen cannot show stops nothing
            stream.reconfigure(errors="replace")
    try:
        home = course_folder()
    except DataNotFound as error:
        raise Trouble(
            "The course folder could not be found.", "Run this inside the course folder."
        ) from error
    if not args.folder.is_dir():
        print(
            f"There is no folder called {args.folder}.\n"
            "What to do: give the folder that holds what learners sent you.",
            file=sys.stderr,
        )
        return WRONG_USE
    warm = None if args.stock or args.dask else early_warm(home, args.seconds)
    try:
        return _mark(args, home, warm)
    finally:
        if warm:
            warm.close()


def _mark(args: argparse.Namespace, home: Path, warm: Warm | None) -> int:
    sys.setswitchinterval(SWITCH)
    with startup.loading():
        startup.leave_out_grammars()
        startup.load_when_used()
        startup.leave_out_servers()
        from champions.marking import (
            cohort,
            fault,
            guard,
        )
        from champions.marking.intake.collect import safe_id
        from champions.marking.intake.roster import read_roster
        from champions.marking.progress import MarkingProgress

    out = args.out or home / "work"
    progress = MarkingProgress(_silent, _print_now) if args.json else MarkingProgress(_print_now)
    asked = _the_first if args.yes else _at_the_keyboard
    wishes = cohort.Wishes(
        force=args.force,
        trust=args.trust,
        seconds_per_cell=args.seconds,
        stock=args.stock,
        db=args.db,
        dask=args.dask,
        roster=read_roster(args.roster, safe_id) if args.roster else None,
        ask=_as_decided(args.decisions, asked, progress),
        warm=warm,
    )
    try:
        with guard.alone(out, args.db):
            with progress.watching():
                progress.asking(True)
                if said := guard.look_first(out, args.db):
                    progress.tell(said)
                guard.back_up(out, db=args.db)
                progress.asking(False)
            return cohort.mark_all(args.folder, out, home, wishes, progress).exit_code
    except Exception as error:
        if isinstance(error, Trouble):
            raise
        if trouble := fault.of_the_machine(error):
            raise trouble from error
        raise


def _print_now(line: str) -> None:
    print(line, flush=True)


def _silent(_line: str) -> None:
    """Nothing: the lines of JSON say it."""


def _as_decided(
    decisions: Path | None, otherwise: Ask, progress: MarkingProgress
) -> Callable[[str, Sequence[str]], int | None]:
    """Answer from a file of decisions; else ask, and tell programs what nobody has decided."""
    known: dict[str, str] = {}
    if decisions is not None:
        try:
            known = dict(json.loads(decisions.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise Trouble(
                f"The decisions in {decisions} cannot be read.",
                "Look at the file, or leave it out.",
            ) from error

    def answer(question: str, choices: Sequence[str]) -> int | None:
        if known.get(question) in choices:
            return choices.index(known[question])
        chosen = otherwise(question, choices)
        if chosen is None:
            progress.event("asked", question=question, choices=list(choices))
        return chosen

    return answer


def _the_first(_question: str, _choices: Sequence[str]) -> int | None:
    return 0


def _at_the_keyboard(question: str, choices: Sequence[str]) -> int | None:
    """Ask, when somebody is there; an answer that is no number of a choice decides nothing."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    print(
        question, *(f"  {n}  {one}" for n, one in enumerate(choices, 1)), sep="\n", file=sys.stderr
    )
    print(
        "Type a number, or press Enter to leave it unmarked: ", end="", file=sys.stderr, flush=True
    )
    with suppress(ValueError, EOFError):
        number = int(input())
        if 1 <= number <= len(choices):
            return number - 1
    return None

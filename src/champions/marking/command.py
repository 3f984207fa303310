"""The command ``champions mark``: its words, and the order in which marking begins.

The jail's warm process is started before nbgrader is imported: both take seconds, side by side.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from champions import files
from champions.data import DataNotFound, course_folder
from champions.marking.running.supervisor import SECONDS_PER_CELL, early_warm
from champions.nbgrader import startup
from champions.pack.where import own_folder
from champions.sentences.told import later, told
from champions.trouble import Trouble

if TYPE_CHECKING:
    from champions.marking.intake.known import People
    from champions.marking.intake.whose import Ask, Question
    from champions.marking.running.supervisor import Warm

WRONG_USE = 2
#: Seconds after which scoring lets the threads work that send lessons their next steps. With
#: Python's own 0.005 the lessons stand still for most of the time that anything is scored.
SWITCH = 0.0005
#: Which to believe when the learner's code and the folder's name differ.
TRUST = ("code", "folder")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words that ``champions mark`` takes."""
    parser.add_argument("folder", type=Path, help=told("the folder with what learners sent you"))
    parser.add_argument(
        "--out",
        type=Path,
        default=None,
        help=told("where marks and feedback go (work, in the course)"),
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help=told("mark everything again, also what has not changed"),
    )
    parser.add_argument(
        "--run-all",
        action="store_true",
        help=told(
            "run every step of every lesson, also those that no mark depends on. Marks are the same: "
            "use it to see the charts in nbgrader's own pages"
        ),
    )
    parser.add_argument(
        "--trust",
        choices=TRUST,
        default="",
        help=told("which to believe when the code in a lesson and the folder's name differ"),
    )
    parser.add_argument(
        "--roster",
        type=Path,
        help=told(
            "a table of people (CSV): a column called code, and their names. Without it the desk's own "
            "list in the work folder is used"
        ),
    )
    parser.add_argument(
        "--whose",
        action="append",
        default=[],
        metavar="FILE=CODE",
        help=told(
            "say whose a file is; FILE=new:CODE for somebody who is on no list. It is remembered"
        ),
    )
    parser.add_argument(
        "--answers",
        type=Path,
        metavar="FILE",
        help=told(
            "a table (CSV) with the columns file and code: say whose many files are. Every marking "
            "writes one to fill in, to-answer.csv in the work folder"
        ),
    )
    parser.add_argument(
        "--yes",
        action="store_true",
        help=told(
            "ask nothing: where two places name two people, or two files may count, take the first "
            "that would be offered, and say so. A guess by likeness is never taken"
        ),
    )
    parser.add_argument(
        "--decisions",
        type=Path,
        help=told(
            "a file (JSON) with answers given earlier: each question to the words of its choice"
        ),
    )
    parser.add_argument(
        "--seconds",
        type=int,
        default=SECONDS_PER_CELL,
        help=told("stop a step that runs longer ({seconds})", seconds=SECONDS_PER_CELL),
    )
    parser.add_argument(
        "--json", action="store_true", help=told("say what happens in lines of JSON")
    )
    parser.add_argument(
        "--db", default="", help=told("the address of another gradebook, such as postgresql://...")
    )
    parser.add_argument(
        "--dask",
        default="",
        metavar="ADDRESS",
        help=told("run lessons on the Dask cluster at ADDRESS"),
    )
    parser.add_argument(
        "--stock",
        "--unsafe",
        dest="stock",
        action="store_true",
        help=told(
            "run learners' code with nbgrader's own autograde: slow, and not confined. It can read "
            "and change whatever you can, also the marks"
        ),
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
            told("The course folder could not be found."),
            told("Run this inside the course folder."),
        ) from error
    if not args.folder.is_dir():
        print(
            told(
                "There is no folder called {folder}.\nWhat to do: give the folder that holds what learners "
                "sent you.",
                folder=args.folder,
            ),
            file=sys.stderr,
        )
        return WRONG_USE
    with files.kept_private(args.out or own_folder(home) / "work"):
        if not args.json:  # what marking needs takes a second or more to load
            _print_now(told("Getting ready to mark."))
        warm = (
            None
            if args.stock or args.dask
            else early_warm(home, args.seconds, lean=not args.run_all)
        )
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
        startup.load_when_called()
        startup.leave_out_kernels()
        startup.leave_out_servers()
        from champions.marking import (
            cohort,
            fault,
            guard,
        )
        from champions.marking.intake.known import people_in, read_people
        from champions.marking.progress import MarkingProgress
        from champions.marking.running import confined  # noqa: F401 - the run imports it

    out = args.out or own_folder(home) / "work"
    progress = MarkingProgress(_silent, _print_now) if args.json else MarkingProgress(_print_now)
    people = read_people(args.roster) if args.roster else people_in(out)
    asked: Ask = _the_first if args.yes else _at_the_keyboard
    wishes = cohort.Wishes(
        force=args.force,
        trust=args.trust,
        seconds_per_cell=args.seconds,
        stock=args.stock,
        run_all=args.run_all,
        db=args.db,
        dask=args.dask,
        people=people,
        ask=_as_decided(args.decisions, asked),
        words=[*_from_table(args.answers, people), *_from_words(args.whose, people)],
        warm=warm,
    )
    try:
        with guard.alone(out, args.db):
            with progress.watching():
                for note in people.notes:
                    progress.tell(note)
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


def _from_words(said: Sequence[str], people: People) -> list[tuple[str, str]]:
    """File and code, from FILE=CODE."""
    made = []
    for one in said:
        name, sign, code = one.rpartition("=")
        if not (sign and name.strip() and code.strip()):
            raise Trouble(
                told('"--whose {one}" says no file and code.', one=one),
                told('Write the file, an equals sign and the code: --whose "lesson.ipynb=LC-17"'),
            )
        made.append((name.strip(), _known(code.strip(), people)))
    return made


def _from_table(path: Path | None, people: People) -> list[tuple[str, str]]:
    """File and code, from a table with these two columns; lines without a code say nothing yet."""
    if path is None:
        return []
    from champions import tables

    try:
        table = tables.read(path.read_bytes(), path.name, heads=["file", "code"]).one()
    except OSError as error:
        raise Trouble(
            told(
                "The table {path} cannot be read ({strerror}).",
                path=path,
                strerror=error.strerror or error,
            ),
            told("Check its name."),
        ) from error
    except tables.NotATable as no:
        raise Trouble(
            told("The table {path} cannot be read. {what}", path=path, what=no.what), no.do
        ) from no
    heads = [tables.normal(name) for name in table.head]
    if not {"file", "code"} <= set(heads):
        raise Trouble(
            told("The table {path} has no columns called file and code.", path=path),
            told(
                "Fill in the column code of the file to-answer.csv in the work folder, and give that."
            ),
        )
    at, to = heads.index("file"), heads.index("code")
    rows = [(row[at].strip().lstrip("'"), row[to].strip()) for row in table.rows]
    return [(name, _known(code, people)) for name, code in rows if name and code]


def _known(code: str, people: People) -> str:
    """A code that a person wrote, as the list spells it; somebody new must be said to be new.

    Raises:
        Trouble: when nobody on the list has this code.
    """
    from champions.marking.intake.identity import one_slip, same_code

    codes = [one.code for one in people.everybody]
    if code.casefold().startswith("new:"):
        return code[4:].strip()
    if found := same_code(code, codes):
        return found
    if not people:
        return code
    near = [people.label(one) for one in codes if one_slip(code, one)]
    said = told('Nobody on the list of people has the code "{code}".', code=code)
    if len(near) == 1:
        meant = told("Did you mean {near}?", near=near[0])
        said = f"{said} {meant}"
    raise Trouble(
        said,
        told(
            "Write the code as it stands in the list. For somebody new write new:{code}", code=code
        ),
    )


def _as_decided(decisions: Path | None, otherwise: Ask) -> Ask:
    """Answer from a file of decisions; else ask."""
    known: dict[str, str] = {}
    if decisions is not None:
        try:
            known = dict(json.loads(decisions.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise Trouble(
                told("The decisions in {decisions} cannot be read.", decisions=decisions),
                told("Look at the file, or leave it out."),
            ) from error

    def answer(question: Question) -> int | str | None:
        said = known.get(question.text, "")
        for words in (question.labels, question.codes):
            if said in words:
                return words.index(said)
        return otherwise(question)

    return answer


def _the_first(question: Question) -> int | str | None:
    """The first choice, where choices are evidence: a guess by likeness decides nothing."""
    return 0 if question.sure and question.labels else None


_PROMPTS = {
    "whose": later("Type a number, or a code, or press Enter to leave it unmarked:"),
    "which": later("Type a number, or press Enter to leave it unmarked:"),
}


def _at_the_keyboard(question: Question) -> int | str | None:
    """Ask, when somebody is there; an answer that is no number of a choice decides nothing."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    lines = [question.text, f"  {question.reason[:1].upper()}{question.reason[1:]}"]
    lines += [f"  {n}  {one}" for n, one in enumerate(question.labels, 1)]
    print(*lines, sep="\n", file=sys.stderr)
    print(told(_PROMPTS[question.kind]), end=" ", file=sys.stderr, flush=True)
    try:
        typed = input().strip()
    except EOFError:
        return None
    if typed.isdigit() and 1 <= int(typed) <= len(question.labels):
        return int(typed) - 1
    return typed if question.kind == "whose" and not typed.isdigit() and typed else None

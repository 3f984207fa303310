"""Take a person out for good: from files, gradebook, tables, lists and every copy of them.

Then everything in the work folder is searched for what was taken out, and what is found is told: a
promise that somebody's record is gone is worth what its proof is worth.
"""

from __future__ import annotations

import csv
import io
import shutil
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from champions import files
from champions.desk import dropping, people
from champions.desk.ledger import Ledger
from champions.desk.people import Person
from champions.marking import guard, report
from champions.marking.course import Course
from champions.marking.intake.collect import Submission, collect, safe_id
from champions.marking.intake.roster import Roster, read_roster
from champions.nbgrader import record
from champions.questions import answers
from champions.sentences import counted
from champions.trouble import Trouble

_OF_EACH = ("submitted", "autograded", "feedback", "originals")
_TABLES = (report.BY_QUESTION, report.BY_LEARNER, report.HISTORY)
#: Logs and lists that may name anybody, and are written anew at the next marking.
_WRITTEN_ANEW = (
    report.NOT_MARKED, report.REPORT, "desk-marking.jsonl", "desk-marking.txt",
    "desk-decisions.json", "underway.json",
)  # fmt: skip
#: A name this short stands in other words too, so it proves nothing.
_SHORTEST = 4


@dataclass(frozen=True)
class Deletion:
    """What came of it: the codes that were taken out, and files that still hold something."""

    codes: tuple[str, ...]
    left: tuple[str, ...]


def forget(codes: Iterable[str], course: Course, ledger: Ledger, names: Path) -> Deletion:
    """Take people out for good.

    Args:
        codes: their codes.
        course: the course and its work folder.
        ledger: what the desk remembers.
        names: where the list of people is kept.

    Raises:
        Trouble: when a concern about one of them is open. Then nobody is taken out.
    """
    wanted = tuple(dict.fromkeys(codes))
    held = {one.learner for one in ledger.concerns() if not one.dealt_with}
    if waiting := [code for code in wanted if code in held]:
        raise Trouble(
            counted(
                len(waiting),
                "A concern about this person is open. Nothing was deleted.",
                "Concerns about {n} people are open. Nothing was deleted.",
            ),
            "Deal with it first, and write down how.",
        )
    everybody = people.read(names)
    for code in wanted:
        _from_inbox(code, course, names)
        for kind in _OF_EACH:
            shutil.rmtree(course.out / kind / code, ignore_errors=True)
        _from_gradebook(code, course)
        for name in _TABLES:
            _from_table(course.out / name, code)
        ledger.forget(code)
    for name in _WRITTEN_ANEW:
        (course.out / name).unlink(missing_ok=True)
    for folder in ("aside", "logs", "arriving", "backups", "certificates"):
        shutil.rmtree(course.out / folder, ignore_errors=True)
    people.write(names, [one for one in everybody if one.code not in wanted])
    people.for_marking(names, people.read(names))
    course.close()
    for path in (course.out / "gradebook.db", ledger.path):
        _without_gaps(path)
    guard.back_up(course.out)
    deleted = [one for one in everybody if one.code in wanted]
    return Deletion(wanted, tuple(_still_there(course.out, wanted, deleted)))


def last_seen(course: Course) -> dict[str, str]:
    """The day (ISO 8601) on which anything about each learner's marks last changed."""
    with course.open_gradebook() as book:
        return record.last_changed(book)


# --- Where a person's record lies ---------------------------------------------------------------


def _from_inbox(code: str, course: Course, names: Path) -> None:
    """Take a person's files out of what was dropped. A zip of several people is taken apart."""
    inbox = course.out / dropping.INBOX
    roster = read_roster(people.for_marking(names, people.read(names)), safe_id)
    for path in sorted(path for path in inbox.rglob("*") if path.name != answers.SIDECAR):
        found = _in(path, inbox, course, roster) if path.is_file() else []
        if code not in {one.learner for one in found}:
            continue
        for other in found:
            if other.learner != code:
                _lay_apart(other, inbox)
        path.unlink()
        if all(one.name == answers.SIDECAR for one in path.parent.iterdir()):
            (path.parent / answers.SIDECAR).unlink(missing_ok=True)
    for folder in sorted((one for one in inbox.rglob("*") if one.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def _in(path: Path, inbox: Path, course: Course, roster: Roster) -> list[Submission]:
    """Whose lessons are in one file: it is read as if it had come alone, with its answers."""
    look = course.out / "arriving"
    shutil.rmtree(look, ignore_errors=True)
    copy = look / path.relative_to(inbox)
    copy.parent.mkdir(parents=True)
    for one in {path, path.parent / answers.SIDECAR}:
        if one.is_file():
            shutil.copy2(one, copy.parent)
    try:
        return collect(look, course.notebooks, roster=roster).submissions
    finally:
        shutil.rmtree(look, ignore_errors=True)


def _lay_apart(one: Submission, inbox: Path) -> None:
    """Keep one person's lesson on its own: byte for byte, with its answers beside it."""
    folder = inbox / one.learner / one.module
    number = 1
    while folder.exists():
        number += 1
        folder = inbox / one.learner / f"{one.module} ({number})"
    folder.mkdir(parents=True)
    (folder / one.name).write_bytes(one.data)
    answers.save(one.book, folder)


def _from_gradebook(code: str, course: Course) -> None:
    with course.open_gradebook() as book:
        record.forget_learner(book, code)


def _from_table(path: Path, code: str) -> None:
    """Take a person's rows out of a table, in one step."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    at = head.index("learner")
    made = io.StringIO(newline="")
    csv.writer(made).writerows([head, *(row for row in rows if row[at] != code)])
    files.write_whole(path, "\ufeff" + made.getvalue())


def _without_gaps(path: Path) -> None:
    """Write a database anew: what was deleted otherwise stays in its file until it is overwritten."""
    if path.is_file():
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute("VACUUM")


# --- The proof -------------------------------------------------------------------------------------


def _still_there(out: Path, codes: Iterable[str], people_: Iterable[Person]) -> Iterator[str]:
    """Files of the work folder in which a code, a name or a mail address still stands."""
    words = {*codes, *(value for one in people_ for value in (one.name, one.email))}
    needles = [word.encode("utf-8") for word in words if len(word) >= _SHORTEST]
    for path in sorted(path for path in out.rglob("*") if path.is_file()):
        if any(needle in data for data in _contents(path) for needle in needles):
            yield path.relative_to(out).as_posix()


def _contents(path: Path) -> Iterator[bytes]:
    yield path.name.encode("utf-8", "replace") + b"\n" + path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            for one in packed.infolist():
                yield one.filename.encode("utf-8", "replace")
                if one.file_size < 50_000_000 and not one.flag_bits & 1:
                    yield packed.read(one)

"""Take a person out for good: from files, gradebook, tables, lists and every copy of them.

Then everything in the work folder is searched for what was taken out, and what is found is told: a
promise that somebody's record is gone is worth what its proof is worth.
"""

from __future__ import annotations

import csv
import glob
import html
import io
import json
import re
import shutil
import sqlite3
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from champions import files
from champions.desk import changing, dropping, people
from champions.desk.ledger import Ledger
from champions.desk.people import Person
from champions.marking import copies, guard, report
from champions.marking.course import Course
from champions.marking.intake.containers import kind_of, parts
from champions.marking.intake.said import Said
from champions.nbgrader import record
from champions.questions import answers
from champions.sentences import counted
from champions.sentences.told import told
from champions.trouble import Trouble

_OF_EACH = ("submitted", "autograded", "feedback", "originals")
_TABLES = (report.BY_QUESTION, report.BY_LEARNER, report.HISTORY)
#: Logs and lists that may name anybody, and are written anew at the next marking.
_WRITTEN_ANEW = (
    report.NOT_MARKED, report.REPORT, report.TO_ANSWER, "desk-marking.jsonl", "desk-marking.txt",
    "desk-decisions.json", "underway.json",
)  # fmt: skip
#: A name this short stands in other words too, so it proves nothing.
_SHORTEST = 4
#: Packages inside packages that are searched, and the largest file in one.
_DEEPEST, _LARGEST = 4, 50_000_000


@dataclass(frozen=True)
class Deletion:
    """What came of it.

    Attributes:
        codes: the codes that were taken out.
        left: files that still hold something of theirs.
        unclaimed: files of the inbox that say nothing of whose they are, and may be theirs.
        namesakes: names of theirs that somebody has who stays: these were not searched for.
    """

    codes: tuple[str, ...]
    left: tuple[str, ...]
    unclaimed: tuple[str, ...] = ()
    namesakes: tuple[str, ...] = ()


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
    everybody = people.read(names)
    deleted = [one for one in everybody if one.code in wanted]
    stay = [one for one in everybody if one.code not in wanted]
    every = _with_former(wanted, deleted, stay, course)
    held = {one.learner for one in ledger.concerns() if not one.dealt_with}
    if waiting := [code for code in every if code in held]:
        raise Trouble(
            counted(
                len(waiting),
                "A concern about this person is open. Nothing was deleted.",
                "Concerns about {n} people are open. Nothing was deleted.",
            ),
            told("Deal with it first, and write down how."),
        )
    unclaimed = _from_inbox(set(every), course, ledger)
    for code in every:
        for kind in _OF_EACH:
            shutil.rmtree(course.out / kind / code, ignore_errors=True)
        shutil.rmtree(course.out / "kept-apart" / code, ignore_errors=True)
        for apart in (course.out / "kept-apart").glob(f"*/{glob.escape(code)}"):
            shutil.rmtree(apart, ignore_errors=True)
        _from_gradebook(code, course)
        for name in _TABLES:
            _from_table(course.out / name, code)
        ledger.forget(code)
        said = Said.load(course.out)
        said.forget(code)
        said.save()
    for name in _WRITTEN_ANEW:
        (course.out / name).unlink(missing_ok=True)
    for folder in ("aside", "logs", "arriving", "backups", "certificates"):
        shutil.rmtree(course.out / folder, ignore_errors=True)
    people.write(names, stay)
    known = {value for one in stay for value in (one.code, one.name, one.email, *one.also)}
    words = {word for word in _words(deleted) if not any(word in value for value in known)}
    changing.forget(names, every, words)
    (names / "roster.csv").unlink(missing_ok=True)  # an earlier desk wrote one
    course.close()
    for path in (course.out / "gradebook.db", ledger.path):
        _without_gaps(path)
    guard.back_up(course.out)
    copies.remember(course.out, copies.look(course.out / copies.BOOK).lessons)
    return Deletion(
        wanted,
        tuple(_still_there(course.out, {*every, *words})),
        tuple(unclaimed),
        tuple(sorted(_words(deleted) - words)),
    )


def _with_former(
    codes: Iterable[str], deleted: Iterable[Person], stay: Iterable[Person], course: Course
) -> tuple[str, ...]:
    """The codes, and others under which the same people have marks: of entries that became one."""
    others = {one.code for one in stay}
    with course.open_gradebook() as book:
        marked = {learner for learner, _ in record.sheets(book)}
    former = [value for one in deleted for value in one.also if value in marked - others]
    return tuple(dict.fromkeys((*codes, *former)))


def unclaimed(course: Course, ledger: Ledger) -> list[str]:
    """The places of files in the inbox that say nothing of whose they are."""
    return _from_inbox(set(), course, ledger)


def throw_away(places: Iterable[str], course: Course, ledger: Ledger) -> int:
    """Throw unclaimed files away for good. Gives back how many.

    Raises:
        Trouble: when one of them is claimed by now, or not there.
    """
    wanted = list(dict.fromkeys(places))
    if not wanted or set(wanted) - set(unclaimed(course, ledger)):
        raise Trouble(
            told(
                "One of these files is not there any more, or is somebody's by now. Nothing was thrown away."
            ),
            told("Look at the list again."),
        )
    for place in wanted:
        dropping.take_away(course.out / dropping.INBOX / place)
    return len(wanted)


def last_seen(course: Course) -> dict[str, str]:
    """The day (ISO 8601) on which anything about each learner's marks last changed."""
    with course.open_gradebook() as book:
        return record.last_changed(book)


# --- Where a person's record lies ---------------------------------------------------------------


def _from_inbox(codes: set[str], course: Course, ledger: Ledger) -> list[str]:
    """Take people's files out of what was dropped. A zip of several people is taken apart.

    Gives back the places of files that say nothing of whose they are.
    """
    inbox = course.out / dropping.INBOX
    claimed = dropping.claims(course, ledger)
    nobodys = []
    for path in sorted(path for path in inbox.rglob("*") if path.is_file()):
        if path.name == answers.SIDECAR and any(
            one.suffix == ".ipynb" for one in path.parent.iterdir()
        ):
            continue  # it goes with its lesson
        found = dropping.lessons_in(path, course, claimed)
        if not found:
            nobodys.append(path)
        if not codes & {one.learner for one in found}:
            continue
        for other in found:
            if other.learner not in codes:
                dropping.lay_apart(other, other.learner, inbox)
        dropping.take_away(path)
    return [path.relative_to(inbox).as_posix() for path in nobodys if path.is_file()]


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


def _still_there(out: Path, words: Iterable[str]) -> Iterator[str]:
    """Files of the work folder in which one of these words still stands, as a word of its own."""
    forms = {form for word in words if len(word) >= _SHORTEST for form in _forms(word)}
    if not forms:
        return
    every = b"|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    # "teal-1" stands in "teal-11", and that is somebody else.
    needle = re.compile(rb"(?<![A-Za-z0-9])(?:" + every + rb")(?![A-Za-z0-9])")
    for path in sorted(path for path in out.rglob("*") if path.is_file()):
        if any(needle.search(data) for data in _contents(path)):
            yield path.relative_to(out).as_posix()


def _forms(word: str) -> set[bytes]:
    """How a word may stand in a file: as it is, with its accents apart, in JSON, in a web page."""
    return {
        form.encode("utf-8", "replace")
        for form in (
            word,
            unicodedata.normalize("NFD", word),
            json.dumps(word)[1:-1],
            html.escape(word),
        )
    }


def _words(people_: Iterable[Person]) -> set[str]:
    """All that people are known by."""
    return {
        value
        for one in people_
        for value in (one.name, one.email, one.preferred, *one.also)
        if len(value) >= _SHORTEST and (len(value) > 5 or not value.isdecimal())
    }


def _contents(path: Path) -> Iterator[bytes]:
    yield path.name.encode("utf-8", "replace")
    data = path.read_bytes()
    yield data
    yield from _packed(path.name, data, 0)


def _packed(name: str, data: bytes, deep: int) -> Iterator[bytes]:
    """What is in a package or a mail, and in those inside it; and who sent it, as letters say it."""
    if deep > _DEEPEST:
        return
    if zipfile.is_zipfile(io.BytesIO(data)):
        yield from _zipped(data, deep)
        return
    try:
        for part in parts(kind_of(name), io.BytesIO(data), name, _LARGEST):
            yield f"{part.name}\n{part.sender}".encode("utf-8", "replace")
            if part.size <= _LARGEST and not part.odd:
                inside = part.read()
                yield inside
                yield from _packed(part.name, inside, deep + 1)
    except Exception:  # noqa: BLE001 - a damaged one was searched as it is
        return


def _zipped(data: bytes, deep: int) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for one in packed.infolist():
                yield one.filename.encode("utf-8", "replace")
                if one.file_size <= _LARGEST and not one.flag_bits & 1:
                    inside = packed.read(one)
                    yield inside
                    yield from _packed(one.filename, inside, deep + 1)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, zlib.error):
        return  # a damaged one was searched as it is

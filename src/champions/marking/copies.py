"""The gradebook in its file, and the copies of it: in order, looked at, and put back."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from champions import files
from champions.sentences.told import told
from champions.trouble import Trouble

BOOK, FOLDER = "gradebook.db", "backups"
#: Holds how many lessons had marks when we last left the gradebook.
KNOWN = "gradebook-held.json"
#: What SQLite lays beside a database while it writes. Beside another database it would do harm.
_BESIDE = ("-journal", "-wal", "-shm")
_NAME = re.compile(r"gradebook-(?:(?P<number>\d{6})-)?(?P<when>\d{8}T\d{6})\.\d+Z\.")


@dataclass(frozen=True)
class Held:
    """What is in a gradebook's file.

    Attributes:
        lessons: lessons with marks.
        people: people with marks.
        changed: the time (ISO 8601) at which a mark last changed, or empty.
        damage: what is wrong with the file, or empty.
    """

    lessons: int = 0
    people: int = 0
    changed: str = ""
    damage: str = ""


@dataclass(frozen=True)
class Copy:
    """One copy of the gradebook, with the time in its name."""

    path: Path
    made: str
    held: Held


def look(path: Path, *, thorough: bool = False) -> Held:
    """Look at a gradebook's file. One that is not there, or is empty, holds nothing.

    Args:
        path: the file.
        thorough: compare every index with its table too, which takes longer.

    Raises:
        sqlite3.OperationalError: when it cannot be read at this moment, which says nothing of what
            is in it.
    """
    if not path.is_file() or not path.stat().st_size:
        return Held()
    check = "integrity_check" if thorough else "quick_check"
    try:
        with closing(sqlite3.connect(path, timeout=60)) as book:
            found = str(book.execute(f"PRAGMA {check}(1)").fetchone()[0])
            if found != "ok":
                return Held(damage=" ".join(found.split()))
            return _what_is_in(book)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        return Held(damage=str(error))


def _what_is_in(book: sqlite3.Connection) -> Held:
    tables = {row[0] for row in book.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "submitted_assignment" not in tables:
        return Held()
    marks = "count(*), count(DISTINCT student_id)"
    lessons, people = book.execute(f"SELECT {marks} FROM submitted_assignment").fetchone()  # noqa: S608
    changed = ""
    if "champions_history" in tables:
        changed = book.execute("SELECT max(at) FROM champions_history").fetchone()[0] or ""
    return Held(lessons, people, changed)


# --- What was known of it ---------------------------------------------------------------------------


def remember(out: Path, lessons: int) -> None:
    """Keep how many lessons have marks, so that a gradebook that was emptied is noticed."""
    files.write_whole(out / KNOWN, json.dumps({"lessons": lessons}) + "\n")


def known(out: Path) -> int:
    """How many lessons had marks when we last left the gradebook; 0 when that is not known."""
    try:
        return int(json.loads((out / KNOWN).read_text(encoding="utf-8"))["lessons"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0


# --- Copies -----------------------------------------------------------------------------------------


def in_order(out: Path) -> list[Path]:
    """Every copy, the oldest first.

    They are numbered: a clock that was set back does not make the newest one look like the oldest.
    Copies of an earlier version of the course have no number, and are older than all that have.
    """
    return sorted((out / FOLDER).glob("gradebook-*"), key=lambda one: (_number(one), one.name))


def _number(path: Path) -> int:
    found = _NAME.match(path.name)
    return int(found["number"]) if found and found["number"] else 0


def next_name(out: Path, now: datetime) -> str:
    """The name of the next copy, without its ending."""
    last = max(map(_number, in_order(out)), default=0)
    return f"gradebook-{last + 1:06}-{now.astimezone(UTC).strftime('%Y%m%dT%H%M%S.%fZ')}"


def every(out: Path) -> list[Copy]:
    """Every copy that lies in a file of SQLite, the newest first, each looked at."""
    return [
        Copy(path, _made(path), look(path, thorough=True))
        for path in reversed(in_order(out))
        if path.suffix == ".db"
    ]


def _made(path: Path) -> str:
    found = _NAME.match(path.name)
    if not found:
        return path.name
    when = datetime.strptime(found["when"], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    return f"{when.day} {when:%B %Y, %H:%M} UTC"


def put_back(out: Path, copy: Path | None) -> Path | None:
    """Let a copy stand in the gradebook's place, or an empty one. What stood there is kept aside.

    The file stays the same one: a desk that is open goes on with what is in it now.

    Args:
        out: the work folder.
        copy: the copy; None begins with an empty gradebook.

    Returns:
        The folder in which the earlier file lies now; None when there was none.

    Raises:
        Trouble: when the copy is damaged. Nothing has changed then.
        OSError: when the disk is full or cannot be written. The copy and what was kept aside are
            whole then, and it can be done again.
    """
    if copy is not None and (damage := look(copy, thorough=True).damage):
        raise Trouble(
            told("The copy {name} is damaged ({damage}).", name=copy.name, damage=damage),
            told("Take another copy."),
        )
    book = out / BOOK
    aside = _keep_aside(book)
    with book.open("wb"):  # empty: what was damaged does not come through
        pass
    if copy is not None:
        with closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(book)) as target:
            source.backup(target)
    remember(out, look(book).lessons)
    return aside


def _keep_aside(book: Path) -> Path | None:
    there = [path for path in (book, *(_beside(book, end) for end in _BESIDE)) if path.exists()]
    if not there:
        return None
    number = 1
    while (aside := book.parent / FOLDER / f"put-aside-{number}").exists():
        number += 1
    aside.mkdir(parents=True)
    for path in there:
        shutil.copy2(path, aside / path.name)
    for path in there[1:] if there[0] == book else there:
        path.unlink()
    return aside


def _beside(book: Path, ending: str) -> Path:
    return book.with_name(book.name + ending)

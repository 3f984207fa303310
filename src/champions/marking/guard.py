"""One marking at a time in a work folder, and a copy of the gradebook before each."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from champions.files import private_folder
from champions.marking import copies, fault
from champions.sentences.told import later, told
from champions.trouble import Trouble

#: Copies of the gradebook that are kept; older ones are removed.
KEPT = 10
#: The number under which a marking holds a gradebook on a server: "champion" in ASCII.
_LOCK = 0x6368616D70696F6E
_BUSY = later("Wait until they are done, then mark again. Nothing was changed.")


@contextmanager
def alone(out: Path, db: str = "") -> Iterator[None]:
    """Hold the work folder, and a gradebook that lies elsewhere, for this marking.

    The locks are a database's own: every system has them, and they end when their holder ends,
    however that comes about.

    Args:
        out: the work folder.
        db: the address of a gradebook that does not lie in the work folder, or empty.

    Raises:
        Trouble: when somebody else is marking there, or the gradebook cannot be reached.
    """
    if out.exists() and not out.is_dir():
        raise Trouble(
            told("{out} is a file. The marks need a folder.", out=out),
            told("Give the name of a folder: --out FOLDER."),
        )
    try:
        private_folder(out)
    except (FileExistsError, NotADirectoryError) as error:
        raise Trouble(
            told("The work folder {out} cannot be made: a part of its name is a file.", out=out),
            told("Give the name of a folder: --out FOLDER."),
        ) from error
    # The desk holds the lock for a moment to see whether it is free; that is waited for.
    with closing(sqlite3.connect(out / "marking.lock", timeout=1, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            raise Trouble(
                told("Somebody is marking into {out} at this moment.", out=out), told(_BUSY)
            ) from error
        with _held(db):
            yield


@contextmanager
def _held(db: str) -> Iterator[None]:
    """Hold a gradebook on a server. A file's own locks keep its writers apart."""
    if not db.startswith("postgresql"):
        yield
        return
    with closing(reached(db).connect()) as server, held_by(server):
        yield


@contextmanager
def held_by(server: sa.Connection) -> Iterator[None]:
    """Hold a gradebook on a server through this connection, until the end.

    Raises:
        Trouble: when somebody else is marking with it.
    """
    if not server.execute(sa.select(sa.func.pg_try_advisory_lock(_LOCK))).scalar():
        raise Trouble(told("Somebody is marking with this gradebook at this moment."), told(_BUSY))
    yield  # the server lets go when the connection ends, however that comes about


def reached(db: str) -> sa.Engine:
    """The way to a gradebook at an address.

    Raises:
        Trouble: when there is none there, in words without the address: it may hold a password.
    """
    try:
        engine = sa.create_engine(db, poolclass=sa.NullPool)  # a closed connection is gone
        engine.connect().close()
    except (sa.exc.SQLAlchemyError, ImportError, ValueError) as error:
        reason = str(getattr(error, "orig", None) or type(error).__name__).strip().split("\n")[0]
        raise Trouble(
            told("The gradebook given with --db cannot be opened ({reason}).", reason=reason),
            told(
                "Look at the address, such as postgresql+psycopg://user@server/gradebook. The part "
                "before :// needs its Python package: pip install psycopg[binary]."
            ),
        ) from error
    return engine


def back_up(out: Path, now: datetime | None = None, *, db: str = "") -> Path | None:
    """Copy the gradebook as it is, whole even while it is in use; None when there is none yet."""
    folder = out / copies.FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    name = copies.next_name(out, now or datetime.now(UTC))
    if db:
        copy = folder / f"{name}.jsonl.gz"
        if not _dump(db, copy):
            return None
    else:
        book = out / copies.BOOK
        if not book.is_file():
            return None
        copy = folder / f"{name}.db"
        _copied(book, copy)
    for old in copies.in_order(out)[:-KEPT]:
        old.unlink()
    return copy


def _copied(book: Path, copy: Path) -> None:
    """Copy a gradebook whole, or leave no copy behind."""
    try:
        with closing(sqlite3.connect(book)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise


def look_first(out: Path, db: str = "") -> str:
    """Look at the gradebook before anything is marked into it, or copied over an older copy.

    Returns:
        What there is to say, or empty.

    Raises:
        Trouble: when it is damaged, or was emptied since we last left it.
    """
    if db:
        return ""
    held, was = copies.look(out / copies.BOOK), copies.known(out)
    if held.damage:
        raise fault.damaged(held.damage)
    if was and not held.lessons:
        raise Trouble(
            told(
                "The gradebook is empty. When we last left it, it held {was} lessons with marks. Nothing "
                "was marked.",
                was=was,
            ),
            told(
                "{doctor} To begin with an empty gradebook: python3 start.py doctor --gradebook --anew",
                doctor=told(fault.DOCTOR),
            ),
        )
    if held.lessons < was:
        return told(
            "The gradebook holds {lessons} lessons with marks. When we last left it, it held {was}. If "
            "you did not take them out: python3 start.py doctor --gradebook",
            lessons=held.lessons,
            was=was,
        )
    return ""


def _dump(db: str, copy: Path) -> bool:
    """Write every row of every table, a line each; False when there are no tables yet."""
    engine = reached(db)
    tables = sa.MetaData()
    # One view of all tables, though somebody may be giving marks by hand meanwhile.
    with engine.connect().execution_options(isolation_level="SERIALIZABLE") as server:
        tables.reflect(server)
        if not tables.tables:
            return False
        with gzip.open(copy, "wt", encoding="utf-8") as file:
            for table in tables.sorted_tables:
                for row in server.execute(sa.select(table)).mappings():
                    line: dict[str, Any] = {"table": table.name, "row": dict(row)}
                    file.write(json.dumps(line, default=str) + "\n")
    engine.dispose()
    return True


def read_copy(copy: Path) -> list[dict[str, Any]]:
    """The rows of a copy of a gradebook on a server: each with the name of its table."""
    with gzip.open(copy, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]

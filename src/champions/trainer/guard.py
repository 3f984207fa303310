"""One marking at a time in a work folder, and a copy of the gradebook before each."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from champions.trouble import Trouble

#: Copies of the gradebook that are kept; older ones are removed.
KEPT = 10


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Hold the work folder for this marking.

    The lock is a database's own: every system has it, and it ends when its holder ends, however
    that comes about.

    Raises:
        Trouble: when somebody else is marking into the same folder.
    """
    out.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(out / "marking.lock", timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise Trouble(
                f"Somebody is marking into {out} at this moment.",
                "Wait until they are done, then mark again. Nothing was changed.",
            ) from error
        yield


def back_up(out: Path, now: datetime | None = None) -> Path | None:
    """Copy the gradebook as it is, whole even while it is in use; None when there is none yet."""
    book = out / "gradebook.db"
    if not book.is_file():
        return None
    folder = out / "backups"
    folder.mkdir(exist_ok=True)
    stamp = (now or datetime.now(UTC)).strftime("%Y%m%dT%H%M%S.%fZ")
    copy = folder / f"gradebook-{stamp}.db"
    with closing(sqlite3.connect(book)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    for old in sorted(folder.glob("gradebook-*.db"))[:-KEPT]:
        old.unlink()
    return copy

"""What the desk remembers between two days: scores that can be undone, second readings, concerns.

Marks and replies themselves stand in nbgrader's gradebook. Here is only what the gradebook has no
place for. Each change is one transaction, so a desk that is ended in the middle loses nothing and
does nothing twice.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from champions.files import private_folder

#: Concerns stand in a table called worry, as they always did: an earlier desk must still show them.
_TABLES = """
CREATE TABLE IF NOT EXISTS scored (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, learner TEXT NOT NULL, module TEXT NOT NULL,
    step TEXT NOT NULL, was REAL, waited INTEGER NOT NULL, said TEXT NOT NULL, undone INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS second (
    learner TEXT NOT NULL, module TEXT NOT NULL, step TEXT NOT NULL, first REAL NOT NULL,
    second REAL NOT NULL, at TEXT NOT NULL, PRIMARY KEY (learner, module, step));
CREATE TABLE IF NOT EXISTS worry (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, learner TEXT NOT NULL, module TEXT NOT NULL,
    step TEXT NOT NULL, note TEXT NOT NULL, dealt_with TEXT, how TEXT);
CREATE TABLE IF NOT EXISTS arrived (
    place TEXT NOT NULL, learner TEXT NOT NULL, module TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (place, learner, module));
CREATE TABLE IF NOT EXISTS sent_back (
    learner TEXT NOT NULL, module TEXT NOT NULL, version TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (learner, module));
CREATE TABLE IF NOT EXISTS decided (question TEXT PRIMARY KEY, choice TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS changed (
    learner TEXT NOT NULL, module TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (learner, module));
"""


@dataclass(frozen=True)
class Scored:
    """One score as it was before it was given: what an undo puts back."""

    id: int
    at: str
    learner: str
    module: str
    step: str
    was: float | None
    waited: bool
    said: str


@dataclass(frozen=True)
class Concern:
    """Somebody is concerned about what a champion wrote. ``dealt_with`` is empty while it is open."""

    id: int
    at: str
    learner: str
    module: str
    step: str
    dealt_with: str
    how: str


class Ledger:
    """The desk's own small database, ``desk.db`` in the work folder."""

    def __init__(self, out: Path) -> None:
        private_folder(out)
        self.path = out / "desk.db"
        with self._open() as db:
            db.executescript(_TABLES)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=30)) as db, db:
            yield db

    # --- Scores, and taking them back ---------------------------------------------------------

    def note_score(
        self, learner: str, module: str, step: str, was: float | None, said: str, *, waited: bool
    ) -> None:
        """Keep how a step stood before somebody scored it."""
        with self._open() as db:
            db.execute(
                "INSERT INTO scored (at, learner, module, step, was, waited, said, undone) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
                (now(), learner, module, step, was, waited, said),
            )

    def last_score(self) -> Scored | None:
        """The last score that was given and not taken back."""
        with self._open() as db:
            db.row_factory = sqlite3.Row
            row = db.execute(
                "SELECT id, at, learner, module, step, was, waited, said FROM scored "
                "WHERE NOT undone ORDER BY id DESC LIMIT 1"
            ).fetchone()
        return Scored(**{**row, "waited": bool(row["waited"])}) if row else None

    def scored_steps(self) -> set[tuple[str, str, str]]:
        """Learner, lesson and step of all that somebody scored and did not take back."""
        with self._open() as db:
            rows = db.execute("SELECT learner, module, step FROM scored WHERE NOT undone")
            return {(row[0], row[1], row[2]) for row in rows}

    def undone(self, number: int) -> bool:
        """Say that a score was taken back; False when somebody did so already."""
        with self._open() as db:
            done = db.execute("UPDATE scored SET undone = 1 WHERE id = ? AND NOT undone", (number,))
            return done.rowcount == 1

    # --- How the desk is set -------------------------------------------------------------------

    def setting(self, name: str) -> str:
        """How something is set; empty where nobody has set it."""
        with self._open() as db:
            row = db.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def keep_setting(self, name: str, value: str) -> None:
        """Keep how something is set."""
        with self._open() as db:
            db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    # --- Second readings -----------------------------------------------------------------------

    def note_second(
        self, learner: str, module: str, step: str, first: float, second: float
    ) -> None:
        """Keep what a second reader gave, beside what the first gave."""
        with self._open() as db:
            db.execute(
                "INSERT OR REPLACE INTO second VALUES (?, ?, ?, ?, ?, ?)",
                (learner, module, step, first, second, now()),
            )

    def seconds(self) -> dict[tuple[str, str, str], tuple[float, float]]:
        """First and second score of each piece that was read twice."""
        with self._open() as db:
            rows = db.execute("SELECT learner, module, step, first, second FROM second")
            return {(row[0], row[1], row[2]): (row[3], row[4]) for row in rows}

    # --- Concerns ------------------------------------------------------------------------------

    def raise_concern(self, learner: str, module: str, step: str) -> int:
        """Keep a concern, once for each step while it is open. Returns its number."""
        with self._open() as db:
            there = db.execute(
                "SELECT id FROM worry WHERE learner = ? AND module = ? AND step = ? "
                "AND dealt_with IS NULL",
                (learner, module, step),
            ).fetchone()
            if there:
                return int(there[0])
            made = db.execute(
                "INSERT INTO worry (at, learner, module, step, note) VALUES (?, ?, ?, ?, '')",
                (now(), learner, module, step),
            )
            return int(made.lastrowid or 0)

    def concerns(self) -> list[Concern]:
        """Every concern, the open ones first, then the newest."""
        with self._open() as db:
            rows = db.execute(
                "SELECT id, at, learner, module, step, coalesce(dealt_with, ''), "
                "coalesce(how, '') FROM worry ORDER BY dealt_with IS NOT NULL, id DESC"
            )
            return [Concern(*row) for row in rows]

    def dealt_with(self, number: int, how: str) -> None:
        """Say that a concern has been dealt with, and how."""
        with self._open() as db:
            db.execute(
                "UPDATE worry SET dealt_with = ?, how = ? WHERE id = ? AND dealt_with IS NULL",
                (now(), how, number),
            )

    # --- What came, what went back, what is not in the tables yet -------------------------------

    def note_arrived(self, place: str, learner: str, module: str) -> None:
        """Keep that a lesson came, before it is marked."""
        with self._open() as db:
            db.execute(
                "INSERT OR IGNORE INTO arrived VALUES (?, ?, ?, ?)", (place, learner, module, now())
            )

    def arrives(self, place: str, learner: str, module: str) -> None:
        """Keep whose a lesson is that came, in place of what was thought before."""
        with self._open() as db:
            db.execute("DELETE FROM arrived WHERE place = ?", (place,))
            db.execute(
                "INSERT OR IGNORE INTO arrived VALUES (?, ?, ?, ?)", (place, learner, module, now())
            )

    def unclaim(self, place: str) -> None:
        """Keep that nothing says any more whose a lesson is."""
        with self._open() as db:
            db.execute("DELETE FROM arrived WHERE place = ?", (place,))

    def arrived(self) -> set[tuple[str, str]]:
        """Learner and lesson of everything that came."""
        with self._open() as db:
            return set(db.execute("SELECT DISTINCT learner, module FROM arrived"))

    def places(self, sent: Collection[tuple[str, str]]) -> set[str]:
        """Where the files lie that came before from these learners for these lessons."""
        with self._open() as db:
            rows = db.execute("SELECT learner, module, place FROM arrived")
            return {place for learner, module, place in rows if (learner, module) in sent}

    def decide(self, question: str, choice: str) -> None:
        """Keep what the trainer decided where a file did not say it."""
        with self._open() as db:
            db.execute("INSERT OR REPLACE INTO decided VALUES (?, ?, ?)", (question, choice, now()))

    def decisions(self) -> dict[str, str]:
        """Every decision: question to the words of its choice."""
        with self._open() as db:
            return dict(db.execute("SELECT question, choice FROM decided"))

    def note_sent_back(self, pages: dict[tuple[str, str], str]) -> None:
        """Keep which pages were handed out: learner and lesson to the page's version."""
        with self._open() as db:
            db.executemany(
                "INSERT OR REPLACE INTO sent_back VALUES (?, ?, ?, ?)",
                [(*key, version, now()) for key, version in pages.items()],
            )

    def sent_back(self) -> dict[tuple[str, str], str]:
        """The version of the page that each learner was last sent for each lesson."""
        with self._open() as db:
            rows = db.execute("SELECT learner, module, version FROM sent_back")
            return {(row[0], row[1]): row[2] for row in rows}

    def note_changed(self, learner: str, module: str) -> None:
        """Keep that a mark is newer than the tables. Written before the mark itself."""
        with self._open() as db:
            db.execute(
                "INSERT OR REPLACE INTO changed VALUES (?, ?, ?)", (learner, module, time.time())
            )

    def changed_since(self, when: float) -> list[tuple[str, str]]:
        """Learner and lesson of every mark given at the desk since then, in seconds since 1970."""
        with self._open() as db:
            rows = db.execute("SELECT learner, module FROM changed WHERE at >= ?", (when,))
            return sorted((row[0], row[1]) for row in rows)

    def move(self, source: str, to: str, module: str) -> None:
        """Give what is kept of a lesson to another learner; if they have it too, they exchange it."""
        between = f"\x1f{source}"
        with self._open() as db:
            for one, other in ((to, between), (source, to), (between, source)):
                for table in ("scored", "second", "arrived", "sent_back", "changed", "worry"):
                    db.execute(
                        f"UPDATE OR REPLACE {table} SET learner = ? WHERE learner = ? AND module = ?",  # noqa: S608
                        (other, one, module),
                    )

    def forget(self, learner: str) -> None:
        """Take out everything that is kept of a learner, but the concerns that are still open."""
        with self._open() as db:
            # "teal-1" stands in "teal-11" too, and that is somebody else.
            whole = re.compile(rf"(?<![\w-]){re.escape(learner)}(?![\w-])")
            for question, choice in db.execute("SELECT question, choice FROM decided").fetchall():
                if whole.search(f"{question}\n{choice}"):
                    db.execute("DELETE FROM decided WHERE question = ?", (question,))
            for table in ("scored", "second", "arrived", "sent_back", "changed"):
                db.execute(f"DELETE FROM {table} WHERE learner = ?", (learner,))  # noqa: S608
            db.execute("DELETE FROM worry WHERE learner = ? AND dealt_with IS NOT NULL", (learner,))


def now() -> str:
    """The time of now, as it is written in every record: UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")

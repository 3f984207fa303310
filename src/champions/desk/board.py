"""How everybody is getting on: one row for each question of each lesson that was marked.

Marking writes the table ``marks-by-question.csv``. It is read once and kept, so that a page need
not read a thousand lessons. A mark that a person gives at the desk is newer than the table: those
lessons are read again, one by one. The table is written anew at the next marking.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from champions.desk import changing
from champions.desk.ledger import Ledger
from champions.marking import fault, report, versions
from champions.marking.course import Course
from champions.marking.results import Result, result
from champions.nbgrader import record

#: Some disks keep the time of a file to two seconds.
COARSE = 3
_TEXT = ("learner", "module", "question", "part", "state", "misconceptions", "needs_a_person")


class Board:
    """Everybody's questions as one table, up to date at each look.

    Args:
        course: the course and its work folder.
        ledger: what the desk remembers.
    """

    def __init__(self, course: Course, ledger: Ledger) -> None:
        self.course, self.ledger = course, ledger
        self._lock = threading.RLock()
        self._rows = pd.DataFrame()
        self._stamp: tuple[int, int] = (-1, -1)
        self._worked_out: dict[str, Any] = {}

    def rows(self) -> pd.DataFrame:
        """One row a question: learner, module, question, part, points, state, tries and more."""
        with self._lock:
            stamp = _stamp(self.course.out / report.BY_QUESTION)
            if stamp != self._stamp:
                self._rows, self._stamp = read_table(self.course.out / report.BY_QUESTION), stamp
                self._worked_out.clear()
                # Marking writes the table at its end, and nobody scores while it runs.
                for learner, module in self.ledger.changed_since(stamp[0] / 1e9 - COARSE):
                    # One lesson that cannot be read again keeps no page from being shown.
                    fault.each(partial(self._replace, learner, module), f"{learner}, {module}")
                # Two entries of the list became one: marks of work that does not count stay in the gradebook.
                gone = changing.former_codes(self.course.out / "people")
                self._rows = self._rows[~self._rows["learner"].isin(gone)].reset_index(drop=True)
            return self._rows

    def look_anew(self) -> None:
        """Read the table again at the next look: work went from one person to another."""
        with self._lock:
            self._stamp = (-1, -1)
            self._worked_out.clear()

    def look_again(self, learner: str, module: str) -> Result | None:
        """Take in a mark that was given a moment ago, and give back everything about the lesson."""
        with self._lock:
            self.rows()
            return self._replace(learner, module)

    def once(self, name: str, work_out: Callable[[pd.DataFrame], Any]) -> Any:
        """What follows from the rows, worked out once for as long as they stay as they are."""
        with self._lock:
            rows = self.rows()
            if name not in self._worked_out:
                self._worked_out[name] = work_out(rows)
            return self._worked_out[name]

    def one(self, learner: str, module: str) -> Result | None:
        """Everything about one learner's lesson; None when there are no marks for it."""
        if not self.course.knows(module):
            return None
        with self._lock, self.course.open_gradebook() as book:
            receipt = record.receipts(book, (learner, module)).get((learner, module))
            sheet = record.sheet(book, learner, module)
        if receipt is None:
            return None
        notes = (*receipt.notes, receipt.run_note) if receipt.run_note else receipt.notes
        lesson = self.course.lesson(module)
        return result(self.course, lesson, learner, sheet, receipt.open_steps, notes)

    def _replace(self, learner: str, module: str) -> Result | None:
        self._worked_out.clear()
        found = self.one(learner, module)
        old = (self._rows["learner"] == learner) & (self._rows["module"] == module)
        if found is None:
            self._rows = self._rows[~old]
            return None
        fresh = _typed(pd.DataFrame(list(report.question_rows(found))))
        kept = self._rows[~old]
        before = int((~old).to_numpy()[: int(old.to_numpy().argmax())].sum()) if old.any() else None
        parts = [kept, fresh] if before is None else [kept[:before], fresh, kept[before:]]
        self._rows = pd.concat([part for part in parts if len(part)], ignore_index=True)
        return found


def read_table(path: Path) -> pd.DataFrame:
    """The table of marks by question. Without one, a table without rows."""
    if not path.is_file():
        return _typed(pd.DataFrame(columns=report.QUESTION_COLUMNS))
    text = dict.fromkeys((*_TEXT, report.VERSION), "str")
    rows = pd.read_csv(path, encoding="utf-8-sig", dtype=text)
    if report.VERSION in rows:  # inside, each version of a lesson has a name of its own
        earlier = rows[report.VERSION].notna()
        rows.loc[earlier, "module"] = [
            versions.named(lesson, version)
            for lesson, version in rows.loc[earlier, ["module", report.VERSION]].to_numpy()
        ]
        rows = rows.drop(columns=report.VERSION)
    return _typed(rows)


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    for name in _TEXT:
        rows[name] = rows[name].fillna("").astype("str")
    for name in ("by_person", "shown_by_writer"):  # a table from before has neither
        if name not in rows:
            rows[name] = None
    for name in ("points", "out_of", "by_person"):
        rows[name] = pd.to_numeric(rows[name]).astype("float64")
    rows["shown_by_writer"] = pd.to_numeric(rows["shown_by_writer"]).fillna(0).astype("int64")
    return rows


def _stamp(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except FileNotFoundError:
        return (0, 0)
    return (stat.st_mtime_ns, stat.st_size)

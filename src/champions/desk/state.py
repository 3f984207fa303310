"""What every page of one open desk works with, and what its last deeds came to."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from flask import Flask, current_app

from champions.desk import dropping, forgetting, people
from champions.desk.board import Board
from champions.desk.job import MarkingJob
from champions.desk.ledger import Ledger
from champions.desk.pending import Pending
from champions.desk.spoken import Spoken
from champions.marking.course import Course
from champions.marking.versions import lesson_of
from champions.sentences.told import told
from champions.trouble import Trouble

_KEY = "desk"


@dataclass
class LastResults:
    """What the last drop, list of people, deletion and table for a platform came to.

    A page says it after the deed itself, when the browser asks for the page again. It belongs to one
    open desk, and a desk that is opened anew begins without it.

    Attributes:
        drop: what was in the last drop.
        people: what came of the last list of people.
        people_change: the number of that change, to undo it; 0 for none.
        pending: a list of people that is being looked at and is not taken in yet.
    """

    drop: dropping.DropResult | None = None
    people: people.ImportResult | None = None
    people_change: int = 0
    pending: Pending | None = None
    _deletion: forgetting.Deletion | None = None
    _left_out: tuple[str, ...] = ()
    _thrown: int = 0

    def deleted(self, deletion: forgetting.Deletion) -> None:
        """Keep what a deletion came to, and nothing from before it: that may name who was deleted."""
        self.drop = self.people = self.pending = None
        self._deletion, self._left_out = deletion, ()

    def take_deletion(self) -> forgetting.Deletion | None:
        """What the last deletion came to: said once, and then no more."""
        found, self._deletion = self._deletion, None
        return found

    def thrown(self, files: int) -> None:
        """Keep how many files that are nobody's were thrown away."""
        self._thrown = files

    def take_thrown(self) -> int:
        """How many files were thrown away: said once, and then no more."""
        found, self._thrown = self._thrown, 0
        return found

    def left_out(self, codes: tuple[str, ...]) -> None:
        """Keep who is not in the table for a platform, for want of an address."""
        self._left_out = codes

    def take_left_out(self) -> tuple[str, ...]:
        """Who is not in the last table for a platform: said once, and then no more."""
        found, self._left_out = self._left_out, ()
        return found


@dataclass
class Desk:
    """One open desk: its course, what it remembers, the marks, and the marking.

    Attributes:
        course: the course and its work folder.
        ledger: what the desk remembers between two days.
        board: how everybody is getting on.
        marking: the job of marking.
        last: what the last deeds came to.
    """

    course: Course
    ledger: Ledger
    board: Board
    marking: MarkingJob
    last: LastResults = field(default_factory=LastResults)
    _titles: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Open what knows the language of the desk."""
        self.spoken = Spoken(self.course.home, self.ledger.setting, self.ledger.keep_setting)

    @property
    def out(self) -> Path:
        """The work folder."""
        return self.course.out

    @property
    def names_folder(self) -> Path:
        """Where the list of people is kept, apart from everything else."""
        return self.course.out / "people"

    def people(self) -> list[people.Person]:
        """Everybody on the list."""
        return people.read(self.names_folder)

    def names(self) -> dict[str, str]:
        """What each code on the list stands for: name, code and group together."""
        return {one.code: one.label for one in self.people()}

    def title(self, module: str) -> str:
        """A lesson's title in words, in the language of the desk."""
        if module not in self._titles and self.course.knows(module):
            self._titles[module] = self.course.title(module)
        english = self._titles.get(module, module)
        return self.spoken.title(module, english) if module in self._titles else english

    def rows_with_marks(self) -> pd.DataFrame:
        """The rows of the board.

        Raises:
            Trouble: when nothing is marked yet.
        """
        rows = self.board.rows()
        if rows.empty:
            raise Trouble(told("There are no marks yet."), told("Mark first."))
        return rows

    def marked(self) -> set[tuple[str, str]]:
        """Learner and lesson of everything that has marks, whichever version it was made with."""

        def pairs(rows: pd.DataFrame) -> set[tuple[str, str]]:
            each = rows[["learner", "module"]].drop_duplicates()
            lessons = map(lesson_of, each["module"].tolist())
            return set(zip(each["learner"].tolist(), lessons, strict=True))

        return set(self.board.once("marked", pairs))


def open_desk(course: Course, how: list[str]) -> Desk:
    """The desk of one course and work folder.

    Args:
        course: the course and its work folder.
        how: more words for ``champions mark``.
    """
    ledger = Ledger(course.out)
    return Desk(course, ledger, Board(course, ledger), MarkingJob(course.home, course.out, how))


def put(app: Flask, desk: Desk) -> None:
    """Let an app's pages work with a desk."""
    app.extensions[_KEY] = desk


def of(app: Flask) -> Desk:
    """The desk of an app."""
    found: Desk = app.extensions[_KEY]
    return found


def this_desk() -> Desk:
    """The desk whose page is asked for."""
    return of(current_app)

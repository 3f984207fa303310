"""A list of people as it was read: its columns, its people, and the rows that are none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One column: where it stands, its head, what it is taken for, and why.

    ``sure`` is False where it was guessed from what stands in the column.
    """

    at: int
    head: str
    meaning: str
    why: str
    sure: bool
    sample: str = ""


@dataclass(frozen=True)
class Row:
    """One person of the list, as the list has them.

    Attributes:
        line: the line of the file.
        also: numbers, user names and further addresses of the same person.
        notes: what was assumed of this row, in sentences.
    """

    line: int
    code: str = ""
    name: str = ""
    preferred: str = ""
    email: str = ""
    cohort: str = ""
    also: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """How to speak of this row."""
        return self.name or self.code or self.email or next(iter(self.also), "")


@dataclass(frozen=True)
class LeftOut:
    """A row that is no person, or not surely one: its line, what stands in it, and why.

    ``row`` is the person that it would be, where a trainer may say that it is one.
    """

    line: int
    shown: str
    why: str
    row: Row | None = None


@dataclass(frozen=True)
class PeopleTable:
    """A list of people as it was read.

    Attributes:
        columns: each column, used or not.
        rows: the people in it.
        left_out: rows that are no people.
        guesses: what was guessed, in sentences.
        notes: how the file was read, where somebody should look.
        headed: whether a row names the columns.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    left_out: tuple[LeftOut, ...] = ()
    guesses: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    headed: bool = False

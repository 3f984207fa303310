"""What reading a table gives: sheets, the table, and what there is to say of it. All frozen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from champions.tables.words import say

#: What a cell of a workbook holds. In a text file every cell is text.
Cell = str | int | float | bool | dt.date | dt.time | dt.timedelta | None


class NotATable(ValueError):
    """What was sent is no table that can be read: what it is, and what to do next, in plain words.

    Args:
        what: one sentence that says what it is. It blames nobody.
        do: what to do next.
    """

    def __init__(self, what: str, do: str) -> None:
        super().__init__(f"{what} {do}")
        self.what = what
        self.do = do


@dataclass(frozen=True)
class Note:
    """One thing that was assumed, joined or left out.

    Attributes:
        key: which sentence of :mod:`champions.tables.words` it is, for code that picks some.
        said: the sentence.
        lines: the lines of the file that it is about, where it is about some.
    """

    key: str
    said: str
    lines: tuple[int, ...] = ()

    def __str__(self) -> str:
        return self.said


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook, one table of a web page, or all of a text file.

    Attributes:
        name: the sheet's name; empty for text.
        rows: each row that holds something, as text, as long as it is in the file.
        values: the same rows as typed cells; in a text file they are ``rows``.
        lines: the line of the file, or row of the sheet, on which each row begins.
        merged: merged cells as (row's line, first column, last column), columns counted from 0.
        hidden: True for a sheet that the workbook does not show.
        down: cells merged down a column as (first line, last line, column).
        hidden_lines: lines that the workbook does not show.
        hidden_columns: columns that it does not show, counted from 0.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    values: tuple[tuple[Cell, ...], ...]
    lines: tuple[int, ...]
    merged: tuple[tuple[int, int, int], ...] = ()
    hidden: bool = False
    down: tuple[tuple[int, int, int], ...] = ()
    hidden_lines: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    @property
    def holds_table(self) -> bool:
        """Whether at least two rows have at least two cells with something in them."""
        full = (row for row in self.rows if sum(map(bool, row)) > 1)
        return next(full, None) is not None and next(full, None) is not None


@dataclass(frozen=True)
class Table:
    """The table in a sheet.

    Attributes:
        names: a name for each column, each once: joined heads, told apart where they repeat.
        head: the heads as they stand, empty where a column has none; () when no row names the columns.
        head_lines: the lines on which the heads stand.
        head_sure: False when nothing but its place shows that this row names the columns, or that none does.
        rows: the rows below as text, each as long as ``names``.
        values: the same rows as typed cells.
        lines: the line of the file on which each row begins.
        above: the lines of title above the table.
        footers: the places in ``rows`` of what looks like a total or a note below the table.
    """

    names: tuple[str, ...]
    head: tuple[str, ...]
    head_lines: tuple[int, ...]
    head_sure: bool
    rows: tuple[tuple[str, ...], ...]
    values: tuple[tuple[Cell, ...], ...]
    lines: tuple[int, ...]
    above: tuple[tuple[str, ...], ...] = ()
    footers: tuple[int, ...] = ()

    def column(self, name: str) -> list[str]:
        """The text of one column, row by row."""
        at = self.names.index(name)
        return [row[at] for row in self.rows]

    def __iter__(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Each row with its line: ``(line, {name: text})``."""
        for line, row in zip(self.lines, self.rows, strict=True):
            yield line, dict(zip(self.names, row, strict=True))


@dataclass(frozen=True)
class Read:
    """All that was found in one file or paste.

    Attributes:
        name: the file's name, or empty.
        sheets: what it holds; one for text.
        table: the table, or None while the question which sheet is open.
        sheet: the name of the sheet that the table is from.
        question: the question which sheet is meant; empty when it is settled.
        encoding: how the letters were stored, such as "UTF-8"; empty for a workbook or a paste.
        encoding_sure: False when some letters may be wrong.
        delimiter: the sign that parts the columns; empty when there is one column, or no text file.
        delimiter_sure: False when another sign would do nearly as well.
        notes: what was assumed, joined or left out.
    """

    name: str
    sheets: tuple[Sheet, ...]
    table: Table | None
    sheet: str = ""
    question: str = ""
    encoding: str = ""
    encoding_sure: bool = True
    delimiter: str = ""
    delimiter_sure: bool = True
    notes: tuple[Note, ...] = field(default=())

    def one(self) -> Table:
        """The table.

        Raises:
            NotATable: with the question, when more than one sheet holds a table and none was chosen.
        """
        if self.table is None:
            raise NotATable(self.question, say("choose-sheet"))
        return self.table

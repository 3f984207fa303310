"""The one reader of lists of people: a table or a text in, who is in it out, and why each thing was read so.

It says which column is taken for what, by its head or by what stands in it, and which rows are no people.
It knows nobody: whether a person is new or known is for the room above to say. A roster for the command
line and the list of people of the desk are read by it alike. Nothing but :class:`~champions.tables.NotATable`
is raised, whatever stands in the table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from champions import tables
from champions.marking.intake import address_lines
from champions.marking.intake.people_columns import columns_of
from champions.marking.intake.people_found import PeopleTable
from champions.marking.intake.people_heads import is_head
from champions.marking.intake.people_mended import (
    lined_up,
    with_codes_apart,
    with_whole_names,
    without_counts,
    without_false_head,
)
from champions.marking.intake.people_rows import once, people_of, sorted_out
from champions.marking.intake.people_written import (
    OTHERWISE,
    by_spaces,
    in_blocks,
    of_address_line,
    parted_line,
    under_each_other,
)
from champions.sentences.told import told
from champions.tables import letters

#: What a trainer should know of how a list was read, by the reader of tables.
TO_LOOK_AT = frozenset(
    {
        *("letters-windows", "letters-mac", "letters-unknown", "letters-mixed", "letters-cut"),
        *(
            "letters-windows-plain",
            "letters-guessed",
            "columns-unsure",
            "quotes",
            "above-one",
            "above",
            "joined",
        ),
        *("longer", "sheet", "hidden", "formulas", "hidden-rows", "hidden-columns", "merged"),
    }
)


_ROWS_FOR_HEADS = 30


#: Heads of a log of who came and went: one person has many rows in it.
_LOG = frozenset(
    {"user action", "timestamp", "join time", "leave time", "first join", "duration", "joined at"}
)


def read_file(
    data: bytes, name: str, *, sheet: str = "", meanings: Mapping[int, str] | None = None
) -> PeopleTable:
    """Read a list of people from a file.

    Args:
        data: the file's bytes.
        name: its name, to speak of it.
        sheet: the sheet that is meant, where there are several.
        meanings: what somebody said of columns, by their place.

    Raises:
        NotATable: when it holds no table, or several and ``sheet`` does not say which.
    """
    first = tables.read(data, name, sheet=sheet, heads=["name"])
    if first.table is None:
        first.one()
    is_text = bool(first.encoding) and not first.sheet
    if is_text and (found := of_address_line(letters.decode(data).text)):
        return found
    if is_text and any(read(letters.decode(data).text) for read in OTHERWISE):
        return read_text(letters.decode(data).text)
    return read_table(tables.read(data, name, sheet=sheet, heads=_heads(first)), meanings)


def read_text(text: str, *, meanings: Mapping[int, str] | None = None) -> PeopleTable:
    """Read a list of people that was typed in or pasted: an address line, a table, or names.

    Raises:
        NotATable: when there is nothing in it.
    """
    if found := of_address_line(text):
        return found
    if joined := under_each_other(text) or by_spaces(text) or in_blocks(text):
        return read_text(joined)
    if parted := parted_line(text):
        found = read_text(parted)
        said = told(
            "The names stand in one line, so we read one person between two signs that part them."
        )
        return replace(found, guesses=(said, *found.guesses))
    return read_table(
        tables.read_text(text, heads=_heads(tables.read_text(text, heads=["name"]))), meanings
    )


def read_rows(
    rows: Sequence[Sequence[str]], *, meanings: Mapping[int, str] | None = None
) -> PeopleTable:
    """The same for cells that stand in memory."""
    return read_table(
        tables.of_rows(rows, heads=_heads(tables.of_rows(rows, heads=["name"]))), meanings
    )


def read_table(found: tables.Read, meanings: Mapping[int, str] | None = None) -> PeopleTable:
    """The people in a table that was read.

    Raises:
        NotATable: when more than one sheet holds a table.
    """
    table = without_false_head(found.one())
    table = lined_up(with_whole_names(table) if found.delimiter == "," else table)
    table = with_codes_apart(without_counts(table))
    columns, guesses = columns_of(table, found.delimiter, meanings or {})
    notes = tuple(one.said for one in found.notes if one.key in TO_LOOK_AT)
    parted = [(line, cells) for line, cells in zip(table.lines, table.rows, strict=True)]
    rows, left_out, more = people_of(columns, parted, _titles(found))
    made = sorted_out(columns, rows, guesses + more, notes, headed=bool(table.head))
    is_log = bool(_LOG & {tables.normal(one) for one in table.head})
    whole = once(made, always=is_log)
    return replace(
        whole, left_out=tuple(sorted((*whole.left_out, *left_out), key=lambda one: one.line))
    )


def _titles(found: tables.Read) -> frozenset[int]:
    """The lines of a workbook that are one merged cell: a title between the rows."""
    sheets = [one for one in found.sheets if one.name == found.sheet]
    return frozenset(
        line
        for sheet in sheets
        for line, first, last in sheet.merged
        if first == 0 and last + 1 >= max(map(len, sheet.rows), default=0)
    )


def _heads(found: tables.Read) -> list[str]:
    """The cells of the row that names the columns, if one does: to find it in the table."""
    sheets = [one for one in found.sheets if one.name == found.sheet] or list(found.sheets[:1])
    rows = [row for sheet in sheets for row in sheet.rows[:_ROWS_FOR_HEADS]]
    every = Counter(
        (at, cell.casefold())
        for sheet in sheets
        for row in sheet.rows
        for at, cell in enumerate(row)
    )
    best: list[str] = []
    for row in rows:
        if any(address_lines.ADDRESS.search(cell) for cell in row):
            continue
        # A word that stands in its column again is no head of it: "Student" under "Role".
        said = [c for at, c in enumerate(row) if is_head(c) and every[at, c.casefold()] == 1]
        filled = sum(map(bool, row))
        if len(said) > len(best) and (len(said) > 1 or filled <= 3):
            best = said
    # Without one, a list has no title either: a word that nobody writes keeps the first row a person.
    return best or ["no-head-\u2603"]

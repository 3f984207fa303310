"""From a file's bytes, or pasted text, to its table."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from champions.tables import kinds, letters, page, workbook
from champions.tables.head import table_in
from champions.tables.result import NotATable, Note, Read, Sheet
from champions.tables.split import EDGES, split
from champions.tables.words import listed, say, short

#: The largest file that is read, in bytes. A million rows fit.
LARGEST = 200_000_000


def read(data: bytes, name: str = "", *, sheet: str = "", heads: Collection[str] = ()) -> Read:
    """Read the table in a file.

    Args:
        data: the file's bytes. They say what it is, whatever its name says.
        name: the file's name, to speak of it.
        sheet: the sheet that is meant, where a file has more than one table.
        heads: words that name columns in this kind of table, such as "name" in a list of people.
            The row with most of them is taken for the head. Without one of them, and where nothing else
            shows a head, the table has none.

    Raises:
        NotATable: when there is no table that can be read: what it is and what to do.

    >>> found = read("Lunch club\\n\\nWeek;Gäste\\n1;12,5\\n2;11\\n".encode("cp1252"))
    >>> found.table.names, found.table.rows, found.table.lines
    (('Week', 'Gäste'), (('1', '12,5'), ('2', '11')), (4, 5))
    >>> for note in found.notes: print(note)
    The letters are in an older Windows form. Look whether "Gäste" is right.
    The columns are parted by semicolons.
    1 line above the table left out: "Lunch club".
    1 blank line was passed over.
    """
    if len(data) > LARGEST:
        raise NotATable(say("too-large", megabytes=LARGEST // 1_000_000), say("too-large-do"))
    if not data.strip(b" \t\r\n\0"):
        raise NotATable(say("empty"), say("empty-do"))
    kind = kinds.kind_of(data)
    if kind == "workbook":
        sheets, notes = workbook.sheets(data)
        return _chosen(name, sheets, notes, sheet, heads)
    found = letters.decode(data)
    if kind == "page":
        sheets = page.tables_of(found.text)
        if not sheets:
            raise NotATable(say("page"), say("save-csv"))
        notes = (*found.notes, Note("web-page", say("web-page")))
        return _chosen(name, sheets, notes, sheet, heads, found)
    return _of_text(name, found, heads)


def read_text(text: str, *, heads: Collection[str] = ()) -> Read:
    """Read a table that was typed in or pasted.

    Raises:
        NotATable: when there is nothing in it.

    >>> read_text("Ann Example; ann@example.org", heads=["name"]).table.rows
    (('Ann Example', 'ann@example.org'),)
    """
    plain = letters.tidy(text)
    if not plain.strip(EDGES):
        raise NotATable(say("nothing-pasted"), say("nothing-pasted-do"))
    return _of_text("", letters.Letters(plain, ""), heads)


def of_rows(rows: Sequence[Sequence[str]], *, heads: Collection[str] = ()) -> Read:
    """The same for cells that stand in memory: lines are counted from 1.

    Raises:
        NotATable: when there is nothing in them.
    """
    tidy = [tuple(cell.strip(EDGES) for cell in row) for row in rows]
    full = [at for at, row in enumerate(tidy) if any(row)]
    kept = tuple(tidy[at] for at in full)
    sheet = Sheet("", kept, kept, tuple(at + 1 for at in full))
    table, notes = table_in(sheet, heads)
    return Read("", (sheet,), table, notes=notes)


def _of_text(name: str, found: letters.Letters, heads: Collection[str]) -> Read:
    parted = split(found.text)
    kept = tuple(parted.rows)
    sheet = Sheet("", kept, kept, tuple(parted.lines))
    table, notes = table_in(sheet, heads)
    return Read(
        name,
        (sheet,),
        table,
        encoding=found.encoding,
        encoding_sure=found.sure,
        delimiter=parted.delimiter,
        delimiter_sure=parted.sure,
        notes=(*found.notes, *parted.notes, *notes, *_blank(parted.blank)),
    )


def _blank(count: int) -> list[Note]:
    if not count:
        return []
    key = "blank-one" if count == 1 else "blank"
    return [Note(key, say(key, count=count))]


def _chosen(
    name: str,
    sheets: tuple[Sheet, ...],
    notes: tuple[Note, ...],
    wanted: str,
    heads: Collection[str],
    found: letters.Letters | None = None,
) -> Read:
    """The table of the one sheet that is meant or holds one; else the question which."""
    shown = [one for one in sheets if not one.hidden]
    if wanted:
        meant = [one for one in sheets if one.name.casefold() == wanted.casefold()]
        if not meant:
            names = _named(sheets)
            raise NotATable(say("no-sheet", wanted=f'"{wanted}"', sheets=names), say("no-sheet-do"))
    else:
        # A cover sheet has a column of words; a list of names has too, when it is all there is.
        meant = [one for one in shown if one.holds_table] or [one for one in shown if one.rows]
    others = [one for one in shown if one.rows and one not in meant]
    hidden = [one for one in sheets if one.hidden and one.rows and one not in meant]
    if hidden:
        notes = (*notes, Note("hidden", say("hidden", sheets=_named(hidden))))
    letter = ("", True) if found is None else (found.encoding, found.sure)
    if not meant:
        raise NotATable(say("nothing"), say("nothing-do"))
    if len(meant) > 1:
        question = say("which-sheet", sheets=_named(meant))
        return Read(name, sheets, None, "", question, *letter, notes=notes)
    table, more = table_in(meant[0], heads)
    if others and not wanted:
        said = say("sheet", sheet=f'"{meant[0].name}"', others=_named(others))
        notes = (*notes, Note("sheet", said))
    notes = (*notes, *_not_shown(meant[0]))
    return Read(name, sheets, table, meant[0].name, "", *letter, notes=(*notes, *more))


def _not_shown(sheet: Sheet) -> list[Note]:
    """What the workbook hides of a sheet, and what was read all the same."""
    notes = []
    if lines := tuple(line for line in sheet.lines if line in sheet.hidden_lines):
        said = say("hidden-rows", lines=listed([str(line) for line in lines]))
        notes.append(Note("hidden-rows", said, lines))
    tops = [
        next((row[at] for row in sheet.rows if at < len(row) and row[at]), "")
        for at in sorted(sheet.hidden_columns)
    ]
    if columns := [f'"{short(top, 30)}"' for top in tops if top]:
        notes.append(Note("hidden-columns", say("hidden-columns", columns=listed(columns))))
    return notes


def _named(sheets: Sequence[Sheet]) -> str:
    return listed([f'"{one.name}"' for one in sheets], 10)

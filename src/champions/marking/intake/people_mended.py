"""A table of people, mended before it is read: counts before names, a first row taken for heads, codes beside names."""

from __future__ import annotations

import re
from dataclasses import replace

from champions import tables
from champions.marking.intake import address_lines
from champions.marking.intake.people_columns import COUNT
from champions.marking.intake.people_heads import CODE, NAME, meaning_of
from champions.marking.intake.people_rows import beside

_COUNTED = re.compile(r"(\d{1,3})[.):]?\s+(\D*[^\W\d_].*)")


def without_counts(table: tables.Table) -> tables.Table:
    """Lines that are counted with a number and a space alone, as text out of a PDF has them."""
    used = [at for at in range(len(table.names)) if any(row[at] for row in table.rows)]
    if len(used) != 1 or len(table.rows) < 2:
        return table
    found = [_COUNTED.fullmatch(row[used[0]]) for row in table.rows]
    numbers = [int(one[1]) for one in found if one]
    if len(numbers) < len(found) or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return table
    rows = tuple(
        tuple(one[2] if one and at == used[0] else cell for at, cell in enumerate(row))
        for one, row in zip(found, table.rows, strict=True)
    )
    return replace(table, rows=rows, values=rows)


def without_false_head(table: tables.Table) -> tables.Table:
    """A row with a mail address in it names no columns: it is a person."""
    if not any(address_lines.ADDRESS.search(cell) for cell in table.head):
        return table
    row = (*table.head, *[""] * (len(table.names) - len(table.head)))
    return replace(
        table,
        head=(),
        names=tuple(f"Column {at + 1}" for at in range(len(table.names))),
        rows=(row, *table.rows),
        values=(row, *table.values),
        lines=(table.head_lines[0], *table.lines),
        head_lines=(),
    )


def with_whole_names(table: tables.Table) -> tables.Table:
    """Under heads, a row with a cell too many has a comma in its name: "Smith, Anna" under "Name"."""
    names = [at for at, head in enumerate(table.head) if meaning_of(head) == NAME]
    wide = max((at + 1 for at, head in enumerate(table.head) if head), default=0)
    if not names or wide == len(table.names) or len(table.names) - wide > 2:
        return table
    at, rows = names[0], []
    for row in table.rows:
        extra = max(0, max((i + 1 for i, cell in enumerate(row) if cell), default=0) - wide)
        whole = ", ".join(cell for cell in row[at : at + extra + 1] if cell)
        rows.append((*row[:at], whole, *row[at + extra + 1 :][: wide - at - 1]))
    even = tuple((*row, *[""] * (wide - len(row)))[:wide] for row in rows)
    return replace(table, names=table.names[:wide], head=table.head[:wide], rows=even, values=even)


_CODE_FIRST = re.compile(
    r"(?P<code>[^\W\d_]{1,8}[-_]?\d{1,6})\s*[:.,;)|=–—-]?\s+(?P<name>[^\d@]*[^\W\d_][^\d@]*)"
)


_CODE_LAST = re.compile(
    r"(?P<name>[^\d@]*[^\W\d_][^\d@]*?)\s*(?:[:.,;(\[|=–—-]\s*|\s)(?P<code>[^\W\d_]{1,8}[-_]?\d{1,6})\s*[)\]]?"
)


def with_codes_apart(table: tables.Table) -> tables.Table:
    """Lines that hold a code and a name in one cell, "LC-17: Anna Smith", in two columns."""
    used = [at for at in range(len(table.names)) if any(row[at] for row in table.rows)]
    if len(used) != 1 or (table.head and meaning_of(table.head[used[0]]) not in (NAME, CODE)):
        return table
    cells = [COUNT.sub("", row[used[0]]) for row in table.rows]
    mails = [next(iter(address_lines.ADDRESS.findall(cell)), "") for cell in cells]
    cells = [beside(cell) if mail else cell for cell, mail in zip(cells, mails, strict=True)]
    found = [_CODE_FIRST.fullmatch(cell) or _CODE_LAST.fullmatch(cell) for cell in cells]
    codes = [one["code"].casefold() for one in found if one]
    stems = {re.sub(r"\d+$", "", code) for code in codes}
    several = len({*codes}) == len(codes) >= max(2, 0.6 * len(cells))
    if not several or len(stems) > len(codes) / 2:
        return table
    rows = tuple(
        (one["code"], one["name"], mail) if one else ("", cell, mail)
        for one, cell, mail in zip(found, cells, mails, strict=True)
    )
    heads = ("Code", "Name", "Mail")
    return replace(table, names=heads, head=heads if table.head else (), rows=rows, values=rows)


def lined_up(table: tables.Table) -> tables.Table:
    """Typed lines in which the address stands now second, now third: "Smith, Anna, anna@…" and "Ben, ben@…"."""
    if table.head:
        return table
    places = [
        [at for at, cell in enumerate(row) if address_lines.ADDRESS.search(cell)]
        for row in table.rows
    ]
    if len({tuple(one) for one in places if one}) < 2 or any(len(one) > 1 for one in places):
        return table
    rows = tuple(
        (
            ", ".join(cell for at, cell in enumerate(row) if cell and at not in place),
            *(row[at] for at in place),
        )
        for row, place in zip(table.rows, places, strict=True)
    )
    even = tuple((*row, "")[:2] for row in rows)
    return replace(table, names=table.names[:2], rows=even, values=even)

"""Excel workbooks: each sheet with its cells typed, and as text the way a person sees them."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from typing import Any

from champions.tables.excel_reader import excel_reader
from champions.tables.result import Cell, NotATable, Note, Sheet
from champions.tables.words import listed, say

#: More than this, unpacked, is no list and no series; in a smaller one merged cells are looked at too.
_LARGEST = 400_000_000
_LARGEST_WITH_MERGES = 40_000_000


def sheets(data: bytes) -> tuple[tuple[Sheet, ...], tuple[Note, ...]]:
    """The sheets of a workbook, and what there is to say of them.

    Raises:
        NotATable: when it cannot be opened, is too large, or openpyxl is not there.
    """
    try:
        openpyxl = excel_reader()
    except ImportError as error:
        raise NotATable(say("no-workbooks"), say("no-workbooks-do")) from error
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(one.file_size for one in packed.infolist())
        if size > _LARGEST:
            raise NotATable(say("large-workbook"), say("save-csv"))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and days that Excel itself would mend
            read_only = size > _LARGEST_WITH_MERGES
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, read_only=read_only)
            found = tuple(_sheet(one) for one in book.worksheets)
            return found, () if read_only else _formulas(data, found)
    except NotATable:
        raise
    except Exception as error:  # a damaged file can make a library stumble anywhere
        raise NotATable(say("broken-workbook"), say("broken-workbook-do")) from error


def _sheet(sheet: Any) -> Sheet:
    rows: list[tuple[str, ...]] = []
    values: list[tuple[Cell, ...]] = []
    lines = []
    for line, cells in enumerate(sheet.iter_rows(), 1):
        texts = [_text(cell.value, getattr(cell, "number_format", "")) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            rows.append(tuple(texts))
            values.append(tuple(_typed(cell.value) for cell in cells[: len(texts)]))
            lines.append(line)
    areas = sorted(
        getattr(getattr(sheet, "merged_cells", None), "ranges", ()), key=lambda one: one.bounds
    )
    merged = tuple(
        (line, area.min_col - 1, area.max_col - 1)
        for area in areas
        if area.max_col > area.min_col
        for line in range(area.min_row, min(area.max_row, area.min_row + 10) + 1)
    )
    down = tuple(
        (one.min_row, one.max_row, one.min_col - 1) for one in areas if one.max_row > one.min_row
    )
    return Sheet(
        sheet.title,
        tuple(rows),
        tuple(values),
        tuple(lines),
        merged,
        sheet.sheet_state != "visible",
        down,
        *_not_shown(sheet, max(map(len, rows), default=0)),
    )


def _not_shown(sheet: Any, wide: int) -> tuple[frozenset[int], frozenset[int]]:
    """Lines, and columns counted from 0, that somebody hid or a filter hides."""
    lines = getattr(sheet, "row_dimensions", {})
    columns = getattr(sheet, "column_dimensions", {})
    hidden = [one for one in columns.values() if one.hidden]
    return (
        frozenset(line for line, one in lines.items() if one.hidden),
        frozenset(at - 1 for one in hidden for at in range(one.min, min(one.max, wide) + 1)),
    )


def _typed(value: Any) -> Cell:
    known = str | int | float | bool | dt.date | dt.time | dt.timedelta | None
    return value if isinstance(value, known) else str(value)


def _text(value: Any, form: str | None) -> str:
    """A cell as a person sees it: a day as 2025-01-06, 0.86 formatted as a percentage as 86%."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        whole = value.time() == dt.time()
        return value.date().isoformat() if whole else value.isoformat(" ", "seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int | float):
        if "%" in (form or ""):
            return f"{value * 100:.12g}%"
        if isinstance(value, int) and re.fullmatch(r"0{2,20}", form or ""):
            return str(value).zfill(len(form or ""))  # a number of a person, with its zeros
        return str(value) if isinstance(value, int) else _number(value)
    return str(value).strip()


def _number(value: float) -> str:
    return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"


def _formulas(data: bytes, found: tuple[Sheet, ...]) -> tuple[Note, ...]:
    """Cells whose formula has no result in the file: a program wrote it that does not calculate."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = [name for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
        if not any(b"<f>" in (xml := packed.read(name)) or b"<f " in xml for name in names):
            return ()
    book = excel_reader().load_workbook(io.BytesIO(data))
    lacking = [
        f"{sheet.title} {cell.coordinate}"
        for sheet, read in zip(book.worksheets, found, strict=True)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and _value(read, cell.row, cell.column) is None
    ]
    if not lacking:
        return ()
    return (Note("formulas", say("formulas", cells=listed(lacking))),)


def _value(sheet: Sheet, line: int, column: int) -> Cell:
    if line not in sheet.lines:
        return None
    values = sheet.values[sheet.lines.index(line)]
    return values[column - 1] if column <= len(values) else None

"""Text into rows of cells: what parts the columns, quoted cells, and the line on which each row begins."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import log2

from champions.tables.result import NotATable, Note
from champions.tables.words import SIGNS, listed, say

#: Lines looked at to find out what parts the columns.
_LOOKED_AT = 200
#: What is no part of a cell, at its ends.
EDGES = " \t\n\r\x0b\x0c\u00a0\u2007\u202f\u200b\ufeff"
#: A line of its own at the end: when it is no row of its own, a quote mark was left open.
_END = "\x1d end \x1d"
_NUMBER_WITH_COMMA = re.compile(r"[£€$]?\s?[-+−]?\d+(?:,\d+)+(?:\.\d+)?\s?[%€]?")
_KEPT_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)


@dataclass(frozen=True)
class Rows:
    """The rows of a text, the line on which each begins, and how they were parted."""

    rows: list[tuple[str, ...]]
    lines: list[int]
    delimiter: str
    sure: bool
    notes: tuple[Note, ...]
    blank: int


def split(text: str) -> Rows:
    """Part a text into rows of cells. Blank rows are counted, not given.

    Raises:
        NotATable: when the csv library cannot part it.

    >>> split("Week;Guests\\n1;12,5").rows
    [('Week', 'Guests'), ('1', '12,5')]
    """
    skipped = 0
    marked = re.match(r"\s*\"?sep=([,;\t|])\"?[^\n]*\n", text, re.IGNORECASE)
    if marked:
        sign, sure, other = marked[1], True, ""
        text, skipped = text[marked.end() :], marked[0].count("\n")
    else:
        sign, sure, other = _sign_of(text)
    rows, quotes = _parted(text, sign or ",")
    notes = []
    if not sure:
        said = say("columns-unsure", sign=SIGNS[sign], other=SIGNS[other])
        notes.append(Note("columns-unsure", said))
    elif sign not in {"", ","}:
        notes.append(Note("columns", say("columns", sign=SIGNS[sign])))
    if quotes:
        notes.append(Note("quotes", say("quotes")))
    kept, lines, broken, blank = _kept(rows, skipped)
    if broken:
        which = listed([str(line) for line in broken])
        notes.append(Note("breaks", say("breaks", lines=which), tuple(broken)))
    return Rows(kept, lines, sign, sure, tuple(notes), blank)


def _kept(
    rows: list[tuple[int, list[str]]], skipped: int
) -> tuple[list[tuple[str, ...]], list[int], list[int], int]:
    """The rows that hold something, tidy, with their lines; those with more lines in a cell; blank ones."""
    kept: list[tuple[str, ...]] = []
    lines: list[int] = []
    broken = []
    blank = 0
    for line, row in rows:
        cells = tuple([cell.strip(EDGES) for cell in row])
        if not any(cells):
            blank += 1
            continue
        if any('="' in cell for cell in cells):
            cells = tuple(_KEPT_AS_TEXT.sub(r"\1", cell) for cell in cells)
        if any("\n" in cell for cell in cells):
            broken.append(line + skipped)
        kept.append(cells)
        lines.append(line + skipped)
    return kept, lines, broken, blank


#: No cell of a list or a series has more letters: a quote mark was left open.
LARGEST_CELL = 131_072


def _parted(text: str, sign: str) -> tuple[list[tuple[int, list[str]]], bool]:
    """The rows with their lines, and whether quote marks had to be read as plain signs."""
    try:
        rows = list(_reader(text.removesuffix("\n") + "\n" + _END, sign))
        if rows and rows[-1][1] == [_END]:
            return rows[:-1], False
    except csv.Error:
        pass  # a cell larger than any cell is: mostly a quote mark that was left open
    try:
        return list(_reader(text.removesuffix("\n"), sign, csv.QUOTE_NONE)), True
    except csv.Error as error:
        raise NotATable(say("no-table"), say("nothing-do")) from error


def _reader(
    text: str, sign: str, quoting: int = csv.QUOTE_MINIMAL
) -> Iterator[tuple[int, list[str]]]:
    # A space after the sign is no part of the cell, and a quote mark may follow it.
    reader = csv.reader(
        io.StringIO(text, newline="\n"),
        delimiter=sign,
        quoting=quoting,  # type: ignore[arg-type]
        skipinitialspace=True,
    )
    line = 1
    for row in reader:
        # csv's own limit is for the whole program, and other libraries lift it.
        if row and max(map(len, row)) > LARGEST_CELL:
            raise csv.Error("a cell is larger than any cell of a list")
        yield line, row
        line = reader.line_num + 1


def _sign_of(text: str) -> tuple[str, bool, str]:
    """What parts the columns, whether that is sure, and what else it could be."""
    sample = "\n".join(text[:200_000].split("\n")[:_LOOKED_AT])
    if _is_parted_by_tabs(sample):
        return "\t", True, ""
    found = {sign: _widths(sample, sign) for sign in SIGNS}
    scores = {sign: _score(widths) for sign, (widths, _) in found.items()}
    if any(len(widths) > 1 and min(widths) == max(widths) > 1 for widths, _ in found.values()):
        # Where one sign parts every row alike, another that some row has not is part of the text.
        scores = {
            sign: scores[sign] if min(found[sign][0], default=1) > 1 else 0.0 for sign in found
        }
    for sign in ";\t|":
        # "1;12,5": where the commas stand inside numbers, they part nothing.
        if scores[sign] and _commas_are_in_numbers(found[sign][1]):
            scores[","] = 0.0
    # Commas stand in names and numbers, the other signs hardly ever: where two do alike, the comma gives way.
    best = max(scores, key=lambda sign: (scores[sign], sign != ","))
    if not scores[best]:
        return "", True, ""
    other = max((sign for sign in scores if sign != best), key=lambda sign: scores[sign])
    return best, scores[other] < 0.8 * scores[best], other


def _is_parted_by_tabs(sample: str) -> bool:
    """Nobody types a tab into a cell: two rows in a row with as many of them, three or more, settle it.

    A report of who came to a meeting has times with commas in every row.
    """
    tabs = [line.count("\t") for line in sample.split("\n")]
    return any(one == other >= 3 for one, other in pairwise(tabs))


def _widths(sample: str, sign: str) -> tuple[list[int], list[str]]:
    """How many cells each row would have, and the cells with a comma in them."""
    try:
        rows = [row for _, row in _reader(sample, sign) if any(cell.strip() for cell in row)]
    except csv.Error:
        return [], []
    return [len(row) for row in rows], [cell for row in rows for cell in row if "," in cell]


def _score(widths: list[int]) -> float:
    """How well a sign parts the rows: the share of rows of the usual width, for more cells more."""
    usual = Counter(width for width in widths if width > 1).most_common(1)
    return usual[0][1] / len(widths) * log2(usual[0][0]) if usual else 0.0


def _commas_are_in_numbers(cells: list[str]) -> bool:
    numbers = sum(1 for cell in cells if _NUMBER_WITH_COMMA.fullmatch(cell.strip()))
    return bool(cells) and numbers >= 0.8 * len(cells)

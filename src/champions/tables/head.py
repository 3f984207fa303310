"""Where a table begins: titles above it, the row or two that name its columns, and what stands below.

Nothing here knows what a column means. A row names the columns when it stands out from what is below:
words over numbers, a year or a month over numbers, a word over mail addresses. Where all is words, only
its place speaks for it, and the result says that this is not sure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from champions.sentences.told import told
from champions.tables.result import Cell, NotATable, Note, Sheet, Table
from champions.tables.words import listed, say, short

#: No table is wider, and no more cells are made for rows of unlike length.
_WIDEST, _MOST_CELLS = 1_000, 100_000_000
#: Rows looked at to find the head, and rows below it to see what the columns hold.
_LOOKED_AT, _BELOW = 200, 50
_LONGEST_NAME = 120
_NUMBER = re.compile(
    r"[(<>≤≥~]?\s?[-+−]?\s?[£$€]?\s?(?:\d[\d ,.'’\u00a0\u202f]*|\.\d+)\s?[%€£)]?", re.ASCII
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"
_DATE = re.compile(
    rf".*\b\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}}\b.*|\d{{4}}[-/]\d{{1,2}}|\d{{4}}-?W\d\d?|\d{{1,2}}:\d\d(?::\d\d)?"
    rf"|.*\b\d{{1,4}}(?:st|nd|rd|th)?[ -](?:of )?{_MONTH}\b.*|{_MONTH}\.?[ -]+(?:\d{{1,2}},? +)?['’]?\d{{2,4}}"
    r"|Q[1-4] ?\d{2,4}|\d{4} ?Q[1-4]",
    re.IGNORECASE,
)
_NONE = frozenset(
    {"", "-", "--", "–", "—", ".", "?", "*", "n/a", "na", "nan", "none", "null", "nil"}
)
_TOTALS = frozenset(
    {
        *("total", "totals", "grand total", "subtotal", "sub-total", "sub total", "sum", "average"),
        *("avg", "mean", "ytd", "year to date", "overall", "gesamt", "summe", "mittelwert"),
        *("suma", "razem", "ogółem", "moyenne", "somme", "totale", "media", "totaal", "cyfanswm"),
    }
)


def normal(text: str) -> str:
    """A head as it is compared: small letters, one space between words.

    >>> normal(" First_Name:")
    'first name'
    """
    return re.sub(r"[\s_]+", " ", text).strip(" :").casefold()


@dataclass(frozen=True)
class _Head:
    """The rows from ``start`` to before ``stop`` name the columns; none when the two are equal."""

    start: int
    stop: int
    sure: bool


def table_in(sheet: Sheet, heads: Collection[str] = ()) -> tuple[Table, tuple[Note, ...]]:
    """The table in a sheet, and what there is to say of how it was found.

    Args:
        sheet: what was read.
        heads: words that name columns in this kind of table. The row with most of them is the head.

    Raises:
        NotATable: when nothing is there, or the table is too wide.
    """
    rows = sheet.rows
    if not rows:
        raise NotATable(say("nothing"), say("nothing-do"))
    widest = max(map(len, rows))
    if widest > _WIDEST or widest * len(rows) > _MOST_CELLS:
        raise NotATable(say("too-wide", most=_WIDEST), say("too-wide-do"))
    head = _find(rows, sheet, {normal(one) for one in heads})
    notes: list[Note] = []
    names, given = _names(sheet, head, widest, notes)
    used = _used(rows[head.start :], widest)
    # A column with nothing in it, from the head down, is the margin of a page.
    keep = [at for at in range(widest) if used[at]]
    below, typed = _filled_down(sheet, head.stop, notes)
    texts = _padded(below, keep, widest, "")
    table = Table(
        names=_each_once([names[at] for at in keep], notes),
        head=tuple(given[at] for at in keep) if head.stop > head.start else (),
        head_lines=sheet.lines[head.start : head.stop],
        head_sure=head.sure,
        rows=texts,
        values=texts if typed is below else _padded(typed, keep, widest, None),
        lines=sheet.lines[head.stop :],
        above=tuple(tuple(cell for cell in row if cell) for row in rows[: head.start]),
        footers=_footers(below),
    )
    notes[:0] = _said_above(table)
    notes += _said_of_rows(table, below, given if table.head else ())
    return table, tuple(notes)


# --- Which row is the head ------------------------------------------------------------------------


def _find(rows: Sequence[tuple[str, ...]], sheet: Sheet, heads: Collection[str]) -> _Head:
    if heads:
        hits = [sum(normal(cell) in heads for cell in row) for row in rows[:30]]
        if max(hits):
            at = hits.index(max(hits))
            return _Head(at, at + 1, sure=True)
    width = [sum(map(bool, row)) for row in rows[:_LOOKED_AT]]
    usual = _median(width[len(width) // 2 :])  # titles stand at the top
    # A title fills one cell, or two; the first line of a table about as many as the others.
    needed = max(min(usual, 2), -(-3 * usual // 5))
    first = next((at for at, one in enumerate(width) if one >= needed), 0)
    for top in (first - 1, first):
        if 0 <= top < len(rows) - 2 and _are_two(rows, top, sheet):
            return _Head(top, top + 2, sure=True)
    for nearer in (first + 1, first + 2):
        wider = nearer < len(width) and width[nearer] > width[first]
        if wider and _words(rows, first, nearer) and _stands_out(rows, nearer) > 0:
            first = nearer  # a title as wide as some of the rows
    stands_out = _stands_out(rows, first)
    if stands_out:
        return _Head(first, first + (stands_out > 0), sure=True)
    is_head = not heads and _share_of_data(rows[first]) < 0.5
    if not is_head and heads:
        first = 0  # a list without heads has no title either: its first row is a person
    return _Head(first, first + is_head, sure=False)


def _median(numbers: Sequence[int]) -> int:
    return sorted(numbers)[len(numbers) // 2]


def _words(rows: Sequence[tuple[str, ...]], *places: int) -> bool:
    return all(_share_of_data(rows[at]) < 0.5 for at in places)


def _stands_out(rows: Sequence[tuple[str, ...]], at: int) -> int:
    """In how many columns a row differs from what is below, less those in which it is the same."""
    kinds = _kinds_below(rows, at + 1)
    score = 0
    for column, cell in enumerate(rows[at]):
        own, usual = _kind(cell), kinds.get(column, "words")
        if own and usual != "words":
            score += -1 if own == usual else 1
    return score


def _kinds_below(rows: Sequence[tuple[str, ...]], start: int) -> dict[int, str]:
    """What most cells of each column hold, where one kind is more than half."""
    counts: dict[int, Counter[str]] = {}
    for row in rows[start : start + _BELOW]:
        for column, cell in enumerate(row):
            if kind := _kind(cell):
                counts.setdefault(column, Counter())[kind] += 1
    most = {column: count.most_common(1)[0] for column, count in counts.items()}
    return {
        column: kind for column, (kind, many) in most.items() if many > 0.6 * counts[column].total()
    }


def _kind(cell: str) -> str:
    """``date``, ``year``, ``number``, ``mail`` or ``words``; nothing where there is no value."""
    if cell.casefold() in _NONE:
        return ""
    if len(cell) > 40:
        return "words"
    if _DATE.fullmatch(cell):
        return "date"
    if _NUMBER.fullmatch(cell):
        is_year = len(cell) == 4 and cell.isdecimal() and "1900" <= cell <= "2100"
        return "year" if is_year else "number"
    return "mail" if re.fullmatch(r"\S+@\S+\.\S+", cell) else "words"


def _share_of_data(row: Sequence[str]) -> float:
    kinds = [kind for cell in row if (kind := _kind(cell))]
    return sum(kind != "words" for kind in kinds) / len(kinds) if kinds else 0.0


def _are_two(rows: Sequence[tuple[str, ...]], top: int, sheet: Sheet) -> bool:
    """Whether a row of groups stands over a row of names: "Visits 2025" over North, South."""
    upper, lower = rows[top], rows[top + 1]
    filled = [at for at, cell in enumerate(upper) if cell]
    if filled == [0] or sum(map(bool, lower)) < 2:
        return False  # one cell at the left is a title
    if _kind(upper[filled[0]]) == "number" or any(_kind(upper[at]) == "number" for at in filled):
        return False
    group = _groups(upper, lower, sheet, sheet.lines[top])
    inherits = any(
        name and not (at < len(upper) and upper[at]) for at, name in enumerate(group) if lower[at]
    )
    return inherits and _stands_out(rows, top + 1) > 0


def _groups(upper: Sequence[str], lower: Sequence[str], sheet: Sheet, line: int) -> list[str]:
    """For each column of the lower row, the group above it.

    A group goes on to the right over cells that are empty: as far as it is merged, where the file says so,
    else up to the next group.
    """
    areas = [(first, last) for where, first, last in sheet.merged if where == line]
    groups: list[str] = []
    group, until = "", -1
    for at in range(len(lower)):
        own = upper[at] if at < len(upper) else ""
        if own:
            last = next((last for first, last in areas if first == at), -1 if areas else len(lower))
            # A name that reaches down over both rows ends the group before it and starts none.
            group, until = (own, last) if lower[at] else ("", -1)
        groups.append(own or (group if at <= until else ""))
    return groups


# --- What the columns are called --------------------------------------------------------------------


def _names(
    sheet: Sheet, head: _Head, widest: int, notes: list[Note]
) -> tuple[list[str], list[str]]:
    """The wanted name of each column, and the heads as they stand."""
    given = [""] * widest
    if head.stop == head.start:
        notes.append(Note("no-head", say("no-head")))
    elif head.stop - head.start == 1:
        given[: len(sheet.rows[head.start])] = sheet.rows[head.start]
    else:
        upper, lower = sheet.rows[head.start], sheet.rows[head.start + 1]
        wide = [*lower, *[""] * (widest - len(lower))]
        groups = _groups(upper, wide, sheet, sheet.lines[head.start])
        given = [
            " / ".join(part for part in both if part) for both in zip(groups, wide, strict=True)
        ]
        shown = next((name for name in given if " / " in name), given[0])
        said = say("joined", shown=short(shown, 60))
        notes.append(Note("joined", said, sheet.lines[head.start : head.stop]))
    return [short(name, _LONGEST_NAME) for name in given], given


def _each_once(names: list[str], notes: list[Note]) -> tuple[str, ...]:
    """Names that repeat told apart: N, N (2), N (3). A column without a name is called by its place."""
    once: list[str] = []
    seen: set[str] = set()
    again = []
    for at, name in enumerate(names, 1):
        wanted = made = name or told("Column {at}", at=at)
        count = 1
        while made in seen:
            count += 1
            made = f"{wanted} ({count})"
        if count > 1:
            again.append(made)
        seen.add(made)
        once.append(made)
    if again:
        notes.append(Note("repeats", say("repeats", names=listed(again))))
    return tuple(once)


# --- The rows below -----------------------------------------------------------------------------------


def _filled_down(
    sheet: Sheet, start: int, notes: list[Note]
) -> tuple[Sequence[tuple[str, ...]], Sequence[tuple[Cell, ...]]]:
    """The rows below the head. Words in a merged cell count for each of its rows; a number is there once."""
    below, typed = sheet.rows[start:], sheet.values[start:]
    if sheet.values is sheet.rows:
        return below, below
    places = {line: at for at, line in enumerate(sheet.lines[start:])}
    texts, values, shown = list(map(list, below)), list(map(list, typed)), ""
    for first, last, column in sheet.down:
        top = places.get(first)
        text = "" if top is None else "".join(texts[top][column : column + 1])
        if top is None or _kind(text) != "words":
            continue
        for at in (places[line] for line in range(first + 1, last + 1) if line in places):
            lacking = column + 1 - len(texts[at])
            texts[at] += [""] * lacking
            values[at] += [None] * lacking
            if not texts[at][column]:
                texts[at][column], values[at][column], shown = text, text, shown or text
    if not shown:
        return below, typed
    notes.append(Note("merged", say("merged", shown=short(shown, 30))))
    return tuple(map(tuple, texts)), tuple(map(tuple, values))


def _used(rows: Sequence[tuple[str, ...]], widest: int) -> list[bool]:
    used = [False] * widest
    for row in rows:
        for at, cell in enumerate(row):
            used[at] |= bool(cell)
        if all(used):
            break
    return used


_Kind = TypeVar("_Kind")


def _padded(
    rows: Sequence[tuple[_Kind, ...]], keep: list[int], widest: int, empty: _Kind
) -> tuple[tuple[_Kind, ...], ...]:
    """The rows, each with the columns that are kept."""
    if len(keep) == widest:
        return tuple(
            row if len(row) == widest else (*row, *[empty] * (widest - len(row))) for row in rows
        )
    return tuple(tuple(row[at] if at < len(row) else empty for at in keep) for row in rows)


def _footers(rows: Sequence[tuple[str, ...]]) -> tuple[int, ...]:
    """Rows that say total, wherever they stand, and notes in one cell at the very end."""
    few = len(rows) <= 100_000
    found = {
        at
        for at in range(0 if few else len(rows) - _BELOW, len(rows))
        if any(cell.rstrip(": ").casefold() in _TOTALS for cell in rows[at][:3])
    }
    usual = _median([sum(map(bool, row)) for row in rows[:_LOOKED_AT]]) if rows else 0
    for at in range(len(rows) - 1, max(len(rows) - 20, 0), -1):
        if (
            usual < 3
            or sum(map(bool, rows[at])) > 1
            or _kind(next(filter(None, rows[at]))) != "words"
        ):
            break
        found.add(at)
    return tuple(sorted(found))


# --- What is said ----------------------------------------------------------------------------------------


def _said_above(table: Table) -> list[Note]:
    if not table.above:
        return []
    titles = short("; ".join(" ".join(row) for row in table.above))
    key = "above-one" if len(table.above) == 1 else "above"
    return [Note(key, say(key, count=len(table.above), titles=titles))]


def _said_of_rows(
    table: Table, rows: Sequence[tuple[str, ...]], given: Sequence[str]
) -> list[Note]:
    notes = []
    longest = max((at + 1 for at, name in enumerate(given) if name), default=0)
    longer = [
        line
        for line, row in zip(table.lines, rows, strict=True)
        if given and len(row) > longest and any(row[longest:])
    ]
    if longer and len(longer) < len(rows):
        notes.append(_of_lines("longer", longer))
    usual = Counter(map(len, rows)).most_common(1)
    footers = {table.lines[at] for at in table.footers}
    shorter = [
        line
        for line, row in zip(table.lines, rows, strict=True)
        if len(row) < usual[0][0] and line not in footers
    ]
    if shorter and len(shorter) < len(rows) / 2:
        notes.append(_of_lines("shorter", shorter))
    if footers:
        notes.append(_of_lines("footers", sorted(footers)))
    return notes


def _of_lines(key: str, lines: list[int]) -> Note:
    return Note(key, say(key, lines=listed([str(line) for line in lines])), tuple(lines))

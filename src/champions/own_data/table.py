"""A champion's own numbers: a file saved as CSV, or a tally typed in, and what was understood of it.

A file from a spreadsheet is rarely tidy. Lines stand above the table, columns are parted by commas,
semicolons or tabs, dates come in many forms, cells are empty. All of that is read, and said in plain
words with what to mend. What cannot be read as one thing is never guessed in silence. Columns that
look personal are named and left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from champions import tables
from champions.charts.series import say_time
from champions.own_data.cells import is_missing, read_dates, read_numbers, tidy_text
from champions.own_data.personal import looks_like
from champions.own_data.totals import without_totals
from champions.own_data.two_columns import year_with_month
from champions.sentences import counted, listed
from champions.sentences.told import in_figures, later, told

#: The most columns of a champion's own file.
MOST_COLUMNS = 200
#: A column is dates or numbers when this share of its cells can be read so.
_ENOUGH = 0.6
#: The same for dates where the heading says that they are some.
_FEWER = 0.3
#: What is said in other words here, or is no news to a champion.
_NOT_SAID = frozenset({"blank", "blank-one", "footers", "shorter", "repeats"})


class NotRead(ValueError):
    """A file or tally that cannot be read. The text says in plain words what it is and what to do."""


class WhichSheet(NotRead):
    """A workbook with more than one table: ``sheets`` names them, and one has to be chosen."""

    def __init__(self, said: str, sheets: Sequence[str]) -> None:
        super().__init__(said)
        self.sheets = tuple(sheets)


@dataclass(frozen=True)
class Column:
    """One column: its name, its kind (dates, numbers, words, empty) and its values by row.

    Attributes:
        why: how its cells were read, in sentences.
        asks: what a person must look at before it is drawn.
        hidden: how many of its counts were hidden on purpose, such as "<5".
        texts: its cells as they stand.
    """

    name: str
    kind: str
    values: np.ndarray
    personal: str = ""
    why: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    hidden: int = 0
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class OwnData:
    """What was read, and what there is to say about it.

    Attributes:
        columns: every column of the table, with those that look personal.
        rows: how many rows hold something.
        understood: sentences on what was read and how.
        mend: sentences on what to mend, the most telling first.
        personal: sentences on columns that look as if they say who somebody is.
        doubtful: True when dates could be read in two ways and nothing in the file settles it.
    """

    columns: tuple[Column, ...]
    rows: int
    understood: tuple[str, ...]
    mend: tuple[str, ...]
    personal: tuple[str, ...]
    doubtful: bool = False

    def of_kind(self, kind: str) -> list[str]:
        """Names of the columns of one kind that do not look personal."""
        return [c.name for c in self.columns if c.kind == kind and not c.personal]

    @property
    def table(self) -> pd.DataFrame:
        """The columns that do not look personal, as a table to work with."""
        return pd.DataFrame({c.name: c.values for c in self.columns if not c.personal})

    def __repr__(self) -> str:
        return " ".join((*self.understood, *self.personal, *self.mend))


# --- From a file --------------------------------------------------------------------------------


def read_own_data(source: Any, *, day_first: bool | None = None, sheet: str = "") -> OwnData:
    """Read a champion's own file: a CSV file, or an Excel workbook where this computer can open one.

    Args:
        source: the path of a file, its bytes, or what an upload form gives.
        day_first: True when 3/4 is 3 April, False when it is 4 March, None to find out.
        sheet: the sheet that is meant, where a workbook has more than one table.

    Raises:
        WhichSheet: when there is more than one table and none was chosen.
        NotRead: in plain words, when it is no file of that kind or holds no table.

    >>> own = read_own_data(b"Table 1\\nWeek;Guests\\n13/01/2025;12\\n20/01/2025;\\n")
    >>> own.of_kind("dates"), own.of_kind("numbers")
    (['Week'], ['Guests'])
    """
    name, raw = _bytes_of(source)
    try:
        found = tables.read(raw, name, sheet=sheet)
        if found.table is None:
            shown = [one for one in found.sheets if not one.hidden]
            names = [one.name for one in shown if one.holds_table] or [one.name for one in shown]
            raise WhichSheet(found.question, names)
        table = found.one()
    except tables.NotATable as error:
        raise NotRead(str(error)) from error
    if len(table.names) > MOST_COLUMNS:
        raise NotRead(
            told(
                "This file has more than {most} columns. Keep the "
                "columns that you need, save it again, and choose that file.",
                most=MOST_COLUMNS,
            )
        )
    said = [note.said for note in found.notes if note.key not in _NOT_SAID]
    lines = np.asarray(table.lines)
    texts = {
        at: tidy_text(pd.Series(cells, dtype=object)) for at, cells in enumerate(_columns(table))
    }
    body = pd.DataFrame(texts, dtype=object)
    head, body, lines = _turned(list(table.head), body, lines, said)
    return _understood(_names(head, body.shape[1]), body, lines, said, day_first)


def _columns(table: tables.Table) -> Iterable[Sequence[str]]:
    return zip(*table.rows, strict=True) if table.rows else [()] * len(table.names)


def _bytes_of(source: Any) -> tuple[str, bytes]:
    """A file's name, where it has one, and its bytes."""
    name = ""
    if isinstance(source, Mapping) and "content" in source:  # one file of an upload form
        name, source = str(source.get("name", "")), source["content"]
    elif isinstance(source, list | tuple) and source and isinstance(source[0], Mapping):
        return _bytes_of(source[0])
    if isinstance(source, str | Path):
        path = Path(source)
        if not path.is_file():
            raise NotRead(
                told(
                    'There is no file called "{name}" here. Look at the name again.', name=path.name
                )
            )
        with path.open("rb") as file:
            return path.name, file.read(tables.LARGEST + 1)
    if isinstance(source, bytes | bytearray | memoryview):
        return name, bytes(source)
    raise NotRead(told("Choose a file first."))


# --- From a tally -------------------------------------------------------------------------------

_PAIR = re.compile(r"^(?P<when>.*?\S)\s*(?:[:;=\t]|,(?=\s)|\s-\s|\s)\s*(?P<value>[^\s:;=\t,]+)$")


def read_tally(text: str, *, day_first: bool | None = None) -> OwnData:
    """Read a tally that was typed in: numbers in a row, or one line for each day or week.

    ``4 5 3``, ``Week 1: 4`` and ``6 January 2025, 4`` are all fine, and so are strokes: ``|||| ||``.

    Raises:
        NotRead: in plain words, when there is nothing to read.

    >>> read_tally("4, 5, n/a, 3").table["Number"].tolist()
    [4.0, 5.0, nan, 3.0]
    >>> [str(day)[:10] for day in read_tally("6 Jan 2025: 4\\n13 Jan 2025: |||| |").table["When"]]
    ['2025-01-06', '2025-01-13']
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        raise NotRead(told("Type your numbers first. You can put them in a row: 4, 5, 3."))
    if len(lines) > 5_000:
        raise NotRead(told("This is a long tally. Put it in a spreadsheet, and save it as CSV."))
    lines = [re.sub(r"\|[| ]*", _strokes, line).strip() for line in lines]
    alone = [_numbers_alone(line) for line in lines]
    if all(one is not None for one in alone):
        cells = [cell for one in alone for cell in one or ()]
        rows = [(str(at), cell) for at, cell in enumerate(cells, 1)]
    else:
        rows = [_pair(line) for line in lines]
    cells = pd.DataFrame(rows, dtype=object)
    body = pd.DataFrame({at: tidy_text(cells[at]) for at in cells}, dtype=object)
    names = [told("When"), told("Number")]
    return _understood(names, body, np.arange(1, len(body) + 1), [], day_first, typed=True)


def _strokes(found: re.Match[str]) -> str:
    return f"{found[0].count('|')} "


def _numbers_alone(line: str) -> list[str] | None:
    """The cells of a line that holds numbers only; a comma with a space after it parts them."""
    if re.search(r"\d[-/.]\d+[-/.]\d", line):
        return None
    parts = [part for part in re.split(r"[;\t]|,\s|,(?!\d{3}(?:\D|$))|\s+", line) if part.strip()]
    texts = tidy_text(pd.Series(parts, dtype=object))
    read = read_numbers(texts)
    return None if read.unread.any() or not parts else list(texts)


def _pair(line: str) -> tuple[str, str]:
    found = _PAIR.match(line)
    return (found["when"].rstrip(" ,:;-"), found["value"]) if found else (line, "")


# --- What it holds ------------------------------------------------------------------------------


def _understood(
    names: list[str],
    body: pd.DataFrame,
    line_of: np.ndarray,
    said: list[str],
    day_first: bool | None,
    *,
    typed: bool = False,
) -> OwnData:
    """Read each column, and say all of it."""
    full = (body != "").any(axis=1).to_numpy(bool)
    body, mend = without_totals(body[full])
    names, body, joined = year_with_month(names, body)
    if body.empty:
        raise NotRead(
            told("There are names of columns and no rows below them. Add your numbers, and save.")
        )
    line_of = line_of[body.index.to_numpy()]
    columns, doubtful = [], False
    lines = [*said] if typed else [_size_in_words(len(body), names), *said]
    lines += joined
    personal: list[str] = []
    for name, at in zip(names, body.columns, strict=True):
        column, more, wrong, open_ = _column(name, body[at], line_of, day_first)
        columns.append(column)
        doubtful |= open_
        mend += wrong
        if column.personal:
            personal.append(
                told(
                    'The column "{name}" looks like {what}. We leave it '
                    "out. Take it out of your file too, and save the file "
                    "again.",
                    name=name,
                    what=told(column.personal),
                )
            )
        else:
            lines += more
    mend += _rows_to_mend(columns, body, line_of)
    return OwnData(tuple(columns), len(body), tuple(lines), tuple(mend), tuple(personal), doubtful)


def _size_in_words(rows: int, names: Sequence[str]) -> str:
    shown = listed(names if len(names) < 9 else [*names[:8], "others"])
    if rows == 1:
        return counted(
            len(names),
            "Your file has 1 row and 1 column: {shown}.",
            "Your file has 1 row and {n} columns: {shown}.",
            shown=shown,
        )
    return counted(
        len(names),
        "Your file has {rows:,} rows and 1 column: {shown}.",
        "Your file has {rows:,} rows and {n} columns: {shown}.",
        rows=rows,
        shown=shown,
    )


def _short(text: str, most: int = 80) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _turned(
    head: list[str], body: pd.DataFrame, lines: np.ndarray, said: list[str]
) -> tuple[list[str], pd.DataFrame, np.ndarray]:
    """A table with its days along the top, turned so that they stand below each other."""
    if len(head) < 4 or body.empty or len(body) > 60:
        return head, body, lines
    along = read_dates(pd.Series(head[1:], dtype=object))
    down = read_dates(body[0])
    if along.share < _ENOUGH or (~np.isnat(along.values)).sum() < 3 or down.share >= _ENOUGH:
        return head, body, lines
    said.append(told("Your table lies on its side, with the days along the top. We turned it."))
    turned = pd.concat(
        [pd.DataFrame([head[1:]]), body.iloc[:, 1:].set_axis(range(len(head) - 1), axis=1)]
    )
    made = turned.T.reset_index(drop=True).set_axis(range(len(body) + 1), axis=1)
    return [head[0] or told("When"), *body[0]], made, np.arange(1, len(made) + 1)


def _names(given: list[str], count: int) -> list[str]:
    """A name for each column, each once."""
    names: list[str] = []
    for at, name in enumerate(given or [""] * count, 1):
        wanted = name[:60] or told("Column {at}", at=at)
        same = sum(1 for other in names if re.sub(r" \(\d+\)$", "", other) == wanted)
        names.append(f"{wanted} ({same + 1})" if same else wanted)
    return names


def _column(
    name: str, texts: pd.Series, line_of: np.ndarray, day_first: bool | None
) -> tuple[Column, list[str], list[str], bool]:
    """One column, what to say of it, what to mend, and whether its dates are in doubt."""
    empty = is_missing(texts)
    known = texts[~empty]
    if known.empty:
        return (
            Column(name, "empty", texts.to_numpy(object)),
            [told('"{name}" is empty.', name=name)],
            [],
            False,
        )
    numbers = read_numbers(texts)
    dates = read_dates(texts, day_first=day_first, name=name)
    # A column that is called Date, half of it unread, is a column to mend and not one of words.
    enough = _FEWER if re.search(r"(?i)\b(?:date|day|when|datum)\b", name) else _ENOUGH
    is_date = dates.share >= enough and dates.share >= numbers.share
    clock = numbers.share >= _ENOUGH and _is_time_of_day(name, known)
    kind = "dates" if is_date else "numbers" if numbers.share >= _ENOUGH and not clock else "words"
    personal = looks_like(name, known, dates.values if is_date else None)
    if kind == "words":
        values = texts.where(~empty, "").to_numpy(object)
        column = Column(name, kind, values, personal, texts=tuple(map(str, texts)))
        return column, _say_words(name, known), [], False
    read = dates if is_date else numbers
    hidden = 0 if read.hidden is None else int(read.hidden.sum())
    column = Column(
        name, kind, read.values, personal, read.said, read.asks, hidden, tuple(map(str, texts))
    )
    if personal:
        return column, [], [], False
    said = [_say_span(name, kind, read.values, int(empty.sum())), *read.said]
    if hidden and read.hidden is not None:
        said.append(_say_hidden(name, texts[read.hidden].iloc[0], hidden))
    return column, said, _say_unread(name, kind, texts, read.unread, line_of), read.doubtful


def _is_time_of_day(name: str, known: pd.Series) -> bool:
    """09:30 under "Start" is a time of day; under "Wait" it is a time that something took."""
    if re.search(r"(?i)^\W*(?:hour|hr|uhrzeit|heure|hora|ora|godzina)\W*$|hour of", name):
        return bool(known.str.fullmatch(r"[0-2]?\d:[0-5]\d(?::[0-5]\d)?").mean() > 0.5)
    when = re.search(
        r"(?i)\b(?:time|start\w*|end\w*|arriv\w*|left|at|from|to|opened|closed|uhr\w*)\b", name
    )
    return bool(when and known.str.fullmatch(r"[0-2]?\d:[0-5]\d(?::[0-5]\d)?").mean() > 0.5)


def _say_hidden(name: str, shown: str, hidden: int) -> str:
    """A count that was hidden stays hidden: it is a gap, and nobody is asked for a number."""
    return counted(
        hidden,
        '"{name}" has 1 cell such as "{shown}". It is no number: somebody hid a small count, so that nobody '
        "can be known from it. It stays a gap. Do not try to find the number.",
        '"{name}" has {n} cells such as "{shown}". They are no numbers: somebody hid small counts, so that '
        "nobody can be known from them. They stay gaps. Do not try to find the numbers.",
        name=name,
        shown=shown,
    )


def _say_words(name: str, known: pd.Series) -> list[str]:
    said = told('"{name}" holds words.', name=name)
    pairs = known.str.fullmatch(r"(\d+) ?(?:/|of|out of|von|sur|z|de) ?(\d+)")
    if pairs.mean() > 0.5:
        shown = known[pairs].iloc[0]
        return [
            told(
                '"{name}" holds two numbers in a cell, such as "{shown}". '
                "Put them in two columns to draw one.",
                name=name,
                shown=shown,
            )
        ]
    if pd.Series(pd.unique(known)).str.len().mean() > 20:
        said += " " + told("Read them once more: words can show who somebody is.")
    return [said]


#: What a column holds: by its kind, and whether all cells say the same.
_SPAN = {
    ("dates", False): later('"{name}" holds dates, from {first} to {last}.'),
    ("dates", True): later('"{name}" holds dates, all {first}.'),
    ("numbers", False): later('"{name}" holds numbers, from {first} to {last}.'),
    ("numbers", True): later('"{name}" holds numbers, all {first}.'),
}


def _say_span(name: str, kind: str, values: np.ndarray, empty: int) -> str:
    if kind == "dates":
        known = values[~np.isnat(values)]
        first, last = say_time(known.min()), say_time(known.max())
    else:
        known = values[~np.isnan(values)]
        if not known.size:
            return told('"{name}" holds no number that can be drawn.', name=name)
        first, last = _plain(known.min()), _plain(known.max())
    said = told(_SPAN[kind, first == last], name=name, first=first, last=last)
    if not empty:
        return said
    return f"{said} {counted(empty, '1 cell is empty.', '{n:,} cells are empty.')}"


def _plain(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.6g}"


def _say_unread(
    name: str, kind: str, texts: pd.Series, unread: np.ndarray, line_of: np.ndarray
) -> list[str]:
    """Cells that could not be read, each different one once, the first few by their line."""
    if not unread.any():
        return []
    # Whoever hid a count has a reason. So nobody is asked for the number behind a sign.
    wanted = (
        told("Write a date such as 6 January 2025, or leave it empty.")
        if kind == "dates"
        else told(
            "It is no number. Was a small count hidden? Then leave it "
            "so. Is it a slip? Then write the number."
        )
    )
    said = []
    different = texts[unread].drop_duplicates()
    positions = np.flatnonzero(unread)
    at = [positions[int(np.argmax((texts[unread] == text).to_numpy()))] for text in different[:5]]
    for position, text in zip(at, different, strict=False):
        if set(str(text)) == {"#"} and len(str(text)) > 1:
            said.append(
                told(
                    'Line {line}: "{name}" holds "{text}". The column is '
                    "too narrow in your spreadsheet. Make it wider and save "
                    "again.",
                    line=line_of[position],
                    name=name,
                    text=_short(str(text), 12),
                )
            )
            continue
        nil = str(text).casefold() == "nil"
        why = [told("Nil may mean 0 or not known.")] if nil else []
        said.append(
            " ".join(
                [
                    told(
                        'Line {line}: "{name}" holds "{text}".',
                        line=line_of[position],
                        name=name,
                        text=_short(str(text), 30),
                    ),
                    *why,
                    wanted,
                    told("It counts as empty for now."),
                ]
            )
        )
    if len(different) > 5:
        said.append(
            told(
                '"{name}" has {n} more cells that we could not read.',
                name=name,
                n=in_figures(int(unread.sum()) - 5, ","),
            )
        )
    return said


def _rows_to_mend(columns: Sequence[Column], body: pd.DataFrame, line_of: np.ndarray) -> list[str]:
    """Rows typed twice, and dates far from all the others."""
    said = []
    # In records of single events two rows may well be the same; in a short list it is mostly a slip.
    few = len(columns) > 1 and len(line_of) < 1_000
    # As they were typed: two cells that could not be read are not the same for that.
    twice = (body if few else pd.DataFrame()).duplicated().to_numpy(bool)
    if twice.any() and twice.mean() < 0.2:
        line = int(line_of[int(np.argmax(twice))])
        said.append(
            counted(
                int(twice.sum()),
                "1 row is the same as an earlier one, the first on line {line}. Was it typed twice?",
                "{n} rows are the same as an earlier one, the first on line {line}. Was it typed twice?",
                line=line,
            )
        )
    for column in columns:
        if column.kind != "dates" or column.personal:
            continue
        known = ~np.isnat(column.values)
        years = column.values[known].astype("M8[D]").astype(int) / 365.25
        if years.size < 3:
            continue
        far = np.abs(years - np.median(years)) > 20
        if far.any():
            position = np.flatnonzero(known)[int(np.argmax(far))]
            day = say_time(column.values[position])
            said.append(
                told(
                    'Line {line}: "{name}" says {day}. Is that the right year?',
                    line=line_of[position],
                    name=column.name,
                    day=day,
                )
            )
    return said

"""A pack's own data, as its spreadsheet saved them: read once at the build, and laid out plainly.

The file may be a CSV with semicolons, titles above the table or UK dates, or a workbook. Lessons then
read the plain table that is made of it. What was assumed is said; what cannot be settled is asked.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from champions import tables
from champions.files import write_bytes_whole
from champions.own_data.cells import Read, is_missing, read_dates, read_numbers, tidy_text
from champions.pack.where import has_pack, own_folder
from champions.sentences import listed
from champions.trouble import Trouble

DATA = "data.csv"
#: What a pack's data may be called, beside data.csv.
ENDINGS = (".csv", ".xlsx", ".xlsm", ".tsv", ".txt", ".xls", ".html")


@dataclass(frozen=True)
class Plain:
    """A table laid out plainly: the text of its CSV, and what was assumed."""

    text: str
    said: tuple[str, ...]


def lay_out(root: Path) -> Iterator[str]:
    """In a course with a pack, lay out each data set of the pack; a sentence for each thing assumed.

    Raises:
        Trouble: when one cannot be read, or a question about it is open.
    """
    if not has_pack(root):
        return
    for folder in sorted((own_folder(root) / "datasets").glob("*/")):
        path = file_of(folder)
        if path is None:
            continue
        plain = plainly(path.read_bytes(), folder.name, path.name)
        made = root / "datasets" / folder.name / DATA
        if not made.is_file() or made.read_bytes() != plain.text.encode():
            write_bytes_whole(made, plain.text.encode())
        yield from (f"datasets/{folder.name}: {one}" for one in plain.said)


def file_of(folder: Path) -> Path | None:
    """The file with a data set's table; None when it has none.

    Raises:
        Trouble: when there are two.
    """
    found = sorted(
        path
        for path in folder.glob("data.*")
        if path.suffix.lower() in ENDINGS and not path.is_symlink()
    )
    if len(found) > 1:
        raise Trouble(
            f"datasets/{folder.name} holds {found[0].name} and {found[1].name}.",
            "Keep the one that is right, and take the other out of the pack.",
        )
    return found[0] if found else None


def plainly(raw: bytes, name: str, file: str) -> Plain:
    """A table as its spreadsheet saved it, laid out plainly.

    Args:
        raw: the file. name: the data set's name. file: the file's name.

    Raises:
        Trouble: when it holds no table, or a date or number cannot be read for sure.

    >>> plainly(b"Week;Days\\n13/01/2025;12,5\\n20/01/2025;9,0\\n", "waits", "data.csv").text
    'week,days\\n2025-01-13,12.5\\n2025-01-20,9\\n'
    """
    try:
        found = tables.read(raw, file)
        table = found.one()
    except tables.NotATable as error:
        raise Trouble(f'The data set "{name}" cannot be read. {error.what}', error.do) from error
    heads = _heads(table.names, name)
    said = [str(note) for note in found.notes]
    columns: dict[str, list[str]] = {}
    for head, column in zip(heads, zip(*table.rows, strict=True), strict=True):
        texts = tidy_text(pd.Series(column, dtype=object))
        columns[head] = _column(texts, head, name, table.lines, said)
    if heads != list(table.names):
        said.append(f"In a lesson its columns are called {listed(heads)}.")
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(zip(*columns.values(), strict=True))
    return Plain(written.getvalue(), tuple(dict.fromkeys(said)))


def _heads(names: tuple[str, ...], data_set: str) -> list[str]:
    """The names of columns as lessons type them: small letters, with a low line for a space."""
    heads = ["_".join(name.casefold().split()) for name in names]
    twice = [head for at, head in enumerate(heads) if head in heads[:at]]
    if twice:
        raise Trouble(
            f'In the data set "{data_set}" two columns are called "{twice[0]}".',
            "Give each a name of its own.",
        )
    return heads


def holds_days(head: str) -> bool:
    """True for a column that lessons read as days."""
    return head in {"week", "month", "day"} or head.endswith("date")


def _column(
    texts: pd.Series, head: str, name: str, lines: tuple[int, ...], said: list[str]
) -> list[str]:
    if not holds_days(head):
        by_look = _days_by_their_look(texts, head, name, lines, said)
        return by_look or _numbers(texts, head, said)
    read = read_dates(texts, name=head)
    if read.share == 0:  # days of the week, or numbers of weeks
        return list(texts)
    return _days(read, texts, head, name, lines, said)


def _days(
    read: Read, texts: pd.Series, head: str, name: str, lines: tuple[int, ...], said: list[str]
) -> list[str]:
    """A column of days, as year, month and day.

    Raises:
        Trouble: when one of its cells cannot be read as a day.
    """
    if read.unread.any():
        at = int(np.argmax(read.unread))
        raise Trouble(
            f'In the data set "{name}", the column "{head}" holds "{texts.iloc[at]}" on line '
            f"{lines[at]}, which is no day that can be read.",
            "Write each day as year, month, day, such as 2025-01-13. Leave a cell empty where there is none. "
            "Put words into a column of their own.",
        )
    said += [f'"{head}": {one}' for one in (*read.said, *read.asks)]
    return ["" if np.isnat(day) else str(day)[:10] for day in read.values]


#: How a day looks: three parts, or a month in words. A number with one point in it looks otherwise.
_LOOKS_A_DAY = r"\d{1,4}([/.\- ])\d{1,2}\1\d{1,4}|.*\d.*[^\W\d]{3,}.*\d{2,4}|\d{4}-\d{2}-\d{2}.*"


#: A column is one of days where more than this share of it looks like days, and can be read.
_MOSTLY = 0.5


def _days_by_their_look(
    texts: pd.Series, head: str, name: str, lines: tuple[int, ...], said: list[str]
) -> list[str]:
    """A column of another name that holds days, such as "Week beginning"; nothing where it does not.

    Raises:
        Trouble: when most of it are days, and one cannot be read. Left as words, the column would make
            the lesson fail elsewhere, with another row in its message.
    """
    filled = texts[~is_missing(texts)]
    looks = filled.str.fullmatch(_LOOKS_A_DAY)
    if filled.empty or looks.mean() <= _MOSTLY:
        return []
    read = read_dates(texts, name=head)
    if read.share <= _MOSTLY:  # such as the sort codes of banks, a few of which could be days
        return []
    days = _days(read, texts, head, name, lines, said)
    said.append(f'"{head}" was read as days.')
    return days


def _numbers(texts: pd.Series, head: str, said: list[str]) -> list[str]:
    """A column of numbers as plain numbers; a column with any words in it stays as it is."""
    filled = texts.str.len() > 0
    if texts[filled].str.fullmatch(r"-?\d+(?:\.\d+)?").all():
        return list(texts)  # plain already; a number such as 0042 may be a code
    read: Read = read_numbers(texts)
    if read.share < 1 or read.hidden is not None or np.isnan(read.values[filled]).any():
        return list(texts)
    said += [f'"{head}": {one}' for one in (*read.said, *read.asks)]
    return ["" if np.isnan(one) else f"{one:.12g}" for one in read.values]

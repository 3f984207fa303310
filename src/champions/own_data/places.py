"""One line out of a long table: many places, or measures, below each other, each with the same times.

Public tables are often made so: a row for each month and each place. Such a table is many lines, not one.
Which of them is meant can only be asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from champions.own_data.periods import comes_round
from champions.own_data.table import Column, OwnData

#: So many columns may be needed to tell the rows of one time apart, such as a place and a measure.
MOST_PICKERS = 3
#: A long table has a row for most of its times and places: at least this share of all pairs.
_FILLED = 0.6
#: What stands for every row, whichever place it is of.
ALL = "*"


@dataclass(frozen=True)
class Picker:
    """A question that only a person can answer: the name in this column that is meant.

    Attributes:
        column: its name. names: what stands in it, sorted. chosen: one of them, ``ALL``, or empty.
    """

    column: str
    names: tuple[str, ...]
    chosen: str = ""


def pickers(
    own: OwnData, time: str, chosen: Mapping[str, str]
) -> tuple[tuple[Picker, ...], OwnData]:
    """What has to be asked of a long table, and the rows that are left by what was chosen.

    Args:
    own: the table as read. time: the column that says when.
    chosen: a name for each column that was asked about.

    Returns:
    No question, and the whole table, where each time has one row or nothing tells rows apart.

    >>> from champions.own_data.table import read_own_data
    >>> rows = "".join(f"2025-0{at},{place},{at}\\n" for at in range(1, 7) for place in ("North", "South"))
    >>> own = read_own_data(f"Month,Area,Calls\\n{rows}".encode())
    >>> asked, _ = pickers(own, "Month", {})
    >>> asked[0].column, asked[0].names
    ('Area', ('North', 'South'))
    >>> pickers(own, "Month", {"Area": "South"})[1].rows
    6
    """
    when = next((column for column in own.columns if column.name == time), None)
    if when is None or when.kind == "empty":
        return (), own
    times = np.unique(np.asarray(when.values).astype(str), return_inverse=True)[1]
    found: list[Picker] = []
    mask = np.ones(times.size, dtype=bool)
    for column in _that_tell_apart(own, times):
        labels = _labels(column)
        name = chosen.get(column.name, "")
        inside = tuple(sorted({str(one) for one in labels[mask]} - {""}))
        found.append(Picker(column.name, inside, name if name in {*inside, ALL} else ""))
        if not found[-1].chosen:
            break
        mask &= (labels == name) | (name == ALL)
    return tuple(found), own if mask.all() else _only(own, mask)


def _labels(column: Column) -> np.ndarray:
    return np.array([str(one) for one in column.values], dtype=object)


def _that_tell_apart(own: OwnData, times: np.ndarray) -> list[Column]:
    """The columns of words that together give each row of a time a name of its own; else none."""
    keys, left = times, _most_alike(times)
    words = [
        one
        for one in own.columns
        if one.kind == "words" and not one.personal and comes_round(_labels(one).tolist()) is None
    ]
    chosen: list[Column] = []
    while left > 1 and len(chosen) < MOST_PICKERS:
        tries = [
            (_most_alike(_both(keys, _labels(one))), -_length(one), at)
            for at, one in enumerate(words)
        ]
        best = min(tries, default=(left, 0, 0))
        if best[0] >= left:
            return []
        chosen.append(words[best[2]])
        keys, left = _both(keys, _labels(words[best[2]])), best[0]
    if left > 1 or not chosen:
        return []
    names = np.zeros(times.size, dtype=int)
    for column in chosen:
        names = _both(names, _labels(column))
    pairs = np.unique(times).size * np.unique(names).size
    return chosen if times.size >= _FILLED * pairs else []


def _length(column: Column) -> float:
    """How long the words of a column are: a name says more to a person than a code does."""
    return float(np.mean([len(str(one)) for one in column.values])) if len(column.values) else 0.0


def _both(keys: np.ndarray, labels: np.ndarray) -> np.ndarray:
    codes = np.unique(labels.astype(str), return_inverse=True)[1]
    return np.unique(keys * (codes.max(initial=0) + 1) + codes, return_inverse=True)[1]


def _most_alike(keys: np.ndarray) -> int:
    """How many rows share one key, where the most do."""
    return int(np.bincount(keys).max(initial=0))


def _only(own: OwnData, mask: np.ndarray) -> OwnData:
    columns = tuple(
        replace(
            column,
            values=column.values[mask],
            texts=tuple(np.array(column.texts, dtype=object)[mask])
            if len(column.texts) == mask.size
            else (),
        )
        for column in own.columns
    )
    return replace(own, columns=columns, rows=int(mask.sum()))

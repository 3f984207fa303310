"""The people of a cohort, for every page of the desk: who is on the list, and a list taken in at once.

How the list is kept stands in :mod:`champions.desk.people_store`, what a list that was sent would change in
:mod:`champions.desk.proposing`, and how a change is kept and taken back in :mod:`champions.desk.changing`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from champions.desk import changing
from champions.desk.people_store import (
    WITHDRAWN,
    Person,
    explained,
    joined,
    new_code,
    oddities,
    read,
    with_others,
    without,
    write,
)
from champions.desk.proposing import propose
from champions.marking.intake import people_table
from champions.marking.intake.people_found import PeopleTable
from champions.sentences.told import told
from champions.trouble import Trouble

__all__ = [
    "WITHDRAWN",
    "ImportResult",
    "Person",
    "explained",
    "joined",
    "lines",
    "new_code",
    "oddities",
    "read",
    "rows_of",
    "take_in",
    "with_others",
    "without",
    "write",
]


@dataclass(frozen=True)
class ImportResult:
    """What came of taking in a list: how many were new or already there, and rows not taken.

    Attributes:
        changed: how many of those who were there have something new.
        notes: how the list was read, where the trainer should look.
    """

    new: int
    there: int
    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()
    changed: int = 0


# --- Reading a list that somebody sent --------------------------------------------------------------


def rows_of(name: str, data: bytes, sheet: str = "") -> PeopleTable:
    """The people in a file that was sent, in any form that :mod:`champions.tables` reads.

    Raises:
        Trouble: when there is none, or more than one sheet holds a table.
    """
    return explained(people_table.read_file, data, name, sheet=sheet)


def lines(text: str) -> PeopleTable:
    """The people in typed or pasted text: an address line, a table, or a name a line.

    >>> [(one.name, one.email) for one in lines("Ann Example; ann@example.org").rows]
    [('Ann Example', 'ann@example.org')]

    Raises:
        Trouble: when there is nothing in it.
    """
    return explained(people_table.read_text, text)


def take_in(folder: Path, people: PeopleTable | Sequence[Sequence[str]]) -> ImportResult:
    """Add people at once, without asking: what is doubtful is left out and told.

    Args:
        folder: where the names are kept.
        people: what was read, or cells row by row; the first row may hold headings.

    Raises:
        Trouble: when nobody is in it.
    """
    found = people if isinstance(people, PeopleTable) else explained(people_table.read_rows, people)
    if not found.rows and not found.left_out and not found.headed:
        raise Trouble(
            told("There is nobody in this list."), told("Send a list with a name in each row.")
        )
    proposal = propose(read(folder), found, {})
    changing.take_in(folder, proposal)
    problems = [
        told("Row {line}: {why}", line=one.line, why=one.why) for one in found.left_out if one.row
    ]
    problems += [
        told("Row {line}: {why}", line=one.row.line, why=one.why) for one in proposal.undecided
    ]
    problems += [
        told("Row {line}: {why}", line=one.row.line, why=one.why) for one in proposal.refused
    ]
    in_order = sorted(problems, key=lambda one: int(re.sub(r"\D", "", one.partition(":")[0]) or 0))
    return ImportResult(
        len(proposal.new),
        len(proposal.there) + len(proposal.changed),
        tuple(in_order),
        (*found.notes, *found.guesses),
        len(proposal.changed),
    )

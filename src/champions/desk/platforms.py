"""Marks for the gradebook of a learning platform: a table in the form that the platform takes in.

Each table knows people by their mail address, since a cohort's list holds no other name of theirs that is
sure. A platform on which people log in with something else takes none of it in, and says so.

- Moodle, "Import", "CSV file": a column with the address, then a column a lesson.
- Canvas, "Import" in the gradebook: Student, ID, SIS User ID, SIS Login ID and Section, then a column a
  lesson, and below the heads a row "Points Possible" (``lib/gradebook_exporter.rb``).
- Brightspace, "Import" under "Enter Grades": Username, then a column "… Points Grade" a lesson, and at the
  end "End-of-Line Indicator" with "#" in each row (D2L, "Importing grades").

Google Classroom takes in no table at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from champions.desk.exporting import as_csv, points_of
from champions.desk.people import Person

PLATFORMS = {"moodle": "Moodle", "canvas": "Canvas", "brightspace": "Brightspace"}


@dataclass(frozen=True)
class _Marks:
    """Core points, lesson by lesson, of those whose address is known."""

    titles: list[str]
    out_of: list[float]
    #: Name, address, and points in the order of the titles; None where there is no work.
    people: list[tuple[str, str, list[float | None]]]
    #: Codes of those who have no address.
    left_out: tuple[str, ...]


def table(
    platform: str, rows: pd.DataFrame, everybody: Iterable[Person], title: Callable[[str], str]
) -> tuple[bytes, tuple[str, ...]]:
    """The table for a platform.

    Args:
        platform: one of :data:`PLATFORMS`. rows: the rows of the board. title: gives a lesson's title.

    Returns:
        The table as CSV, and the codes of people who are left out because no address is known.
    """
    marks = _marks(rows, everybody, title)
    return _FORMS[platform](marks), marks.left_out


def _marks(rows: pd.DataFrame, everybody: Iterable[Person], title: Callable[[str], str]) -> _Marks:
    known = {one.code: one for one in everybody if one.email}
    each = points_of(rows)
    wide = each.pivot_table(index="learner", columns="module", values="core_points")
    most = each.groupby("module")["core_out_of"].max()
    people = [
        (
            known[code].name,
            known[code].email,
            [None if pd.isna(one) else one for one in wide.loc[code]],
        )
        for code in wide.index
        if code in known
    ]
    return _Marks(
        [title(str(module)) for module in wide.columns],
        [float(most[module]) for module in wide.columns],
        people,
        tuple(code for code in wide.index if code not in known),
    )


def _moodle(marks: _Marks) -> bytes:
    return as_csv(["Email address", *marks.titles], [[mail, *own] for _, mail, own in marks.people])


def _canvas(marks: _Marks) -> bytes:
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *marks.titles]
    possible = ["    Points Possible", "", "", "", "", *marks.out_of]
    people = [[name or mail, "", "", mail, "", *own] for name, mail, own in marks.people]
    return as_csv(head, [possible, *people])


def _brightspace(marks: _Marks) -> bytes:
    # A comma would end the name of a grade item, and these signs cannot stand in one.
    items = [re.sub(r'[/"*<>+=|,%]', " ", one) + " Points Grade" for one in marks.titles]
    head = ["Username", *items, "End-of-Line Indicator"]
    return as_csv(head, [[mail, *own, "#"] for _, mail, own in marks.people])


_FORMS: dict[str, Callable[[_Marks], bytes]] = {
    "moodle": _moodle,
    "canvas": _canvas,
    "brightspace": _brightspace,
}

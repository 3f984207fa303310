"""Everything about marks as one open data folder: by learner, question and lesson, with a dictionary.

Names are left out. Tables for the gradebook of a platform (:mod:`champions.desk.platforms`) need an
address to know people by, and are only made when they are asked for.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
from openpyxl import Workbook

from champions.marking.report import QUESTION_COLUMNS, cell
from champions.marking.results import CORE, EVIDENCE, STRETCH
from champions.marking.versions import lesson_of, version_in
from champions.sentences.told import bare, later, told

#: Signs that an Excel file cannot hold: one of them, and the whole file would not open.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: What each column means, in the order in which people meet them.
MEANING: Mapping[str, str] = {
    "learner": later("The person's code. Names are kept elsewhere."),
    "module": later("The lesson's folder name."),
    "title": later("The lesson's title."),
    "question": later("The question's id in the lesson's marking scheme."),
    "part": later("What the question counts towards: core, stretch, evidence or not scored."),
    "points": later("Points given so far. Empty where a person has to read first."),
    "out_of": later("The most points that can be given."),
    "state": later(
        "How the answer stands: right, nearly, not yet, not tried, started, kept or open."
    ),
    "tries": later("Tries that were read and not right yet."),
    "misconceptions": later("Known wrong answers that were given, with spaces between them."),
    "needs_a_person": later("Why a person should look at it. Empty where nobody needs to."),
    "by_person": later(
        "Points that a person gave, in place of the program's. Empty where nobody did."
    ),
    "shown_by_writer": later(
        "Points of a list that count since the writer showed where they are said. No person looked yet."
    ),
    "lessons": later("Lessons with marks."),
    "learners": later("People with marks in this lesson."),
    "version": later(
        "Which earlier version of the lesson the work was made with; empty for the present one."
    ),
    "core_points": later("Points in core questions."),
    "core_out_of": later("The most points in core questions."),
    "stretch_points": later("Points in stretch questions."),
    "evidence_points": later("Points in project evidence, given by a person."),
    "steps_right": later("Core questions that are right."),
    "steps": later("Core questions."),
}


def points_of(rows: pd.DataFrame) -> pd.DataFrame:
    """The points of each person in each lesson."""
    return _points(rows, ["learner", "module"])


def tables(rows: pd.DataFrame, title: Callable[[str], str]) -> dict[str, pd.DataFrame]:
    """The three tables, each in an order that stays.

    Args:
        rows: the rows of the board.
        title: gives a lesson's title.
    """
    questions = rows[list(QUESTION_COLUMNS)].sort_values(["learner", "module"], kind="stable")
    each = _points(rows, ["learner", "module"])
    learners = _points(rows, ["learner"])
    learners.insert(1, "lessons", each.groupby("learner").size().to_numpy())
    lessons = _points(rows, ["module"])
    lessons.insert(1, "title", [title(module) for module in lessons["module"]])
    lessons.insert(2, "learners", each.groupby("module").size().to_numpy())
    return {
        "by-question": _versions_apart(questions),
        "by-learner": learners,
        "by-module": _versions_apart(lessons),
    }


def _versions_apart(table: pd.DataFrame) -> pd.DataFrame:
    """A table with the lesson and its version in two columns; the version is empty for the present one."""
    names = table["module"].tolist()
    apart = table.assign(module=[lesson_of(name) for name in names])
    return apart.assign(version=[version_in(name) for name in names])


def _points(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    core = rows["part"] == CORE
    values = rows[by].assign(
        core_points=rows["points"].where(core).fillna(0),
        core_out_of=rows["out_of"].where(core).fillna(0),
        stretch_points=rows["points"].where(rows["part"] == STRETCH).fillna(0),
        evidence_points=rows["points"].where(rows["part"] == EVIDENCE).fillna(0),
        steps_right=(core & (rows["state"] == "right")).astype(int),
        steps=core.astype(int),
    )
    return values.groupby(by, sort=True).sum().reset_index()


def folder(found: Mapping[str, pd.DataFrame]) -> bytes:
    """The data folder as one zip: each table as CSV and Excel, and the dictionary."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, table in found.items():
            packed.writestr(f"{name}.csv", as_csv(table.columns, table.to_numpy().tolist()))
            packed.writestr(f"{name}.xlsx", as_excel(table.columns, table.to_numpy().tolist()))
        packed.writestr(
            "data-dictionary.csv", as_csv(("table", "column", "meaning"), _dictionary(found))
        )
    return made.getvalue()


def _dictionary(found: Mapping[str, pd.DataFrame]) -> list[tuple[str, str, str]]:
    return [
        (name, str(one), bare(told(MEANING[one])))
        for name, table in found.items()
        for one in table.columns
    ]


def as_csv(columns: Iterable[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A table that spreadsheet programs open with its accents right and run nothing of."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(list(columns))
    table.writerows([cell(_plain(value)) for value in row] for row in rows)
    return ("\ufeff" + text.getvalue()).encode("utf-8")


def as_excel(columns: Iterable[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A table as Excel's own file. Text is stored as text, so that none is ever a formula."""
    book = Workbook()
    sheet = book.active
    sheet.append(list(columns))
    for row in rows:
        at = sheet.max_row + 1
        for column, value in enumerate(map(_plain, row), 1):
            one = sheet.cell(row=at, column=column)
            number = isinstance(value, int | float)
            one.value = value if number or value is None else _NOT_IN_XML.sub("", cell(value))
            if not number and value is not None:
                one.data_type = "s"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _plain(value: Any) -> Any:
    """A cell's value without numpy's kinds; nothing for a missing one."""
    return None if value is None or value != value else getattr(value, "item", lambda: value)()

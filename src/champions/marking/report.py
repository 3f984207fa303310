"""What the trainer gets: tables of marks, and a plain list of what could not be marked and why."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from champions import files
from champions.marking import fault
from champions.marking.intake.receive import Refused
from champions.marking.intake.whose import Question
from champions.marking.results import CORE, EVIDENCE, STRETCH, Result
from champions.marking.versions import lesson_of, version_in
from champions.nbgrader.record import Change
from champions.notebooks.reading import NotANotebook
from champions.sentences.told import told

BY_QUESTION, BY_LEARNER = "marks-by-question.csv", "marks-by-learner.csv"
TO_ANSWER = "to-answer.csv"
NOT_MARKED, REPORT, HISTORY = "not-marked.csv", "report.json", "mark-history.csv"

QUESTION_COLUMNS = (
    "learner", "module", "question", "part", "points", "out_of", "state", "tries", "misconceptions",
    "needs_a_person", "by_person", "shown_by_writer",
)  # fmt: skip
_LEARNER_COLUMNS = (
    "learner", "module", "steps_right", "steps", "core_points", "core_out_of", "stretch_points",
    "stretch_out_of", "evidence_points", "evidence_out_of", "steps_open", "needs_a_person", "notes",
)  # fmt: skip
#: The last column of both: which earlier version of the lesson the work was made with.
VERSION = "version"
_NOT_MARKED_COLUMNS = ("place", "learner", "module", "code", "reason", "advice")


def write(
    out: Path, results: Sequence[Result], refused: list[Refused], left_alone: Sequence[str]
) -> None:
    """Write the tables and the report into the work folder. Each file is replaced whole.

    A lesson whose marks cannot be told is left out of the tables, and is put to what was refused.

    Args:
        out: the work folder.
        results: every lesson that has marks.
        refused: what could not be marked this time.
        left_alone: files that were neither lessons nor answers.

    Raises:
        OSError: when the folder cannot be written.
    """
    by_question: list[dict[str, Any]] = []
    by_learner: list[dict[str, Any]] = []
    for result in results:
        whose = f"{result.learner}, {result.lesson.module}"
        rows = fault.each(partial(_rows, result), f"{whose} (tables)")
        if isinstance(rows, NotANotebook):
            why = told(
                "it could not be put in the tables, though its marks are kept: {reason}",
                reason=rows.reason,
            )
            refused.append(
                Refused(whose, rows.code, why, rows.advice, result.learner, result.lesson.module)
            )
        else:
            by_learner.append(rows[0])
            by_question += rows[1]
    not_marked = [_refused_row(one) for one in refused]
    by_question, by_learner = list(map(_shown, by_question)), list(map(_shown, by_learner))
    write_table(out / BY_QUESTION, (*QUESTION_COLUMNS, VERSION), by_question)
    write_table(out / BY_LEARNER, (*_LEARNER_COLUMNS, VERSION), by_learner)
    write_table(out / NOT_MARKED, _NOT_MARKED_COLUMNS, not_marked)
    report = {
        "format": 1,
        "marked": by_learner,
        "not_marked": not_marked,
        "left_alone": list(left_alone),
    }
    files.write_whole(out / REPORT, json.dumps(report, ensure_ascii=False, indent=1) + "\n")


def _rows(result: Result) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    return _learner_row(result), list(question_rows(result))


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with the lesson and its version apart; the version is empty for the present one."""
    name = row["module"]
    return {**row, "module": lesson_of(name), VERSION: version_in(name)}


def question_rows(result: Result) -> Iterable[dict[str, Any]]:
    """A row of the table of marks by question for each question of a learner's lesson."""
    for row in result.rows:
        yield {
            "learner": result.learner,
            "module": result.lesson.module,
            "question": row.question.id,
            "part": row.part,
            "points": row.points,
            "out_of": row.out_of,
            "state": row.state,
            "tries": row.tries,
            "misconceptions": " ".join(row.misconceptions),
            "needs_a_person": row.waits,
            "by_person": row.by_person,
            "shown_by_writer": row.shown_by_writer,
        }


def _learner_row(result: Result) -> dict[str, Any]:
    right, steps = result.steps()
    evidence = [row for row in result.rows if row.part == EVIDENCE]
    scored = any(row.points is not None for row in evidence)
    return {
        "learner": result.learner,
        "module": result.lesson.module,
        "steps_right": right,
        "steps": steps,
        "core_points": result.points(CORE),
        "core_out_of": result.out_of(CORE),
        "stretch_points": result.points(STRETCH),
        "stretch_out_of": result.out_of(STRETCH),
        "evidence_points": result.points(EVIDENCE) if scored else None,
        "evidence_out_of": result.out_of(EVIDENCE),
        "steps_open": " ".join(row.question.id for row in result.rows if row.state == "open"),
        "needs_a_person": " ".join(row.question.id for row in result.waiting),
        "notes": " ".join(result.notes),
    }


def _refused_row(one: Refused) -> dict[str, Any]:
    return {
        "place": one.place,
        "learner": one.learner,
        "module": one.module,
        "code": one.code,
        "reason": one.reason,
        "advice": one.advice,
    }


def write_questions(out: Path, asked: Sequence[Question]) -> None:
    """Write what only the trainer can say as a table to fill in: the column code is theirs."""
    columns = ("file", "code", "question", "why", "choices")
    write_table(
        out / TO_ANSWER,
        columns,
        (
            {
                "file": one.place,
                "code": "",
                "question": one.text,
                "why": one.reason,
                "choices": "; ".join(one.labels),
            }
            for one in asked
            if one.kind == "whose"
        ),
    )


def write_history(out: Path, changes: Sequence[Change]) -> None:
    """Write every change of every mark, with when and why, into the work folder."""
    columns = tuple(Change.__dataclass_fields__)
    write_table(out / HISTORY, columns, (vars(change) for change in changes))


# --- Files ---------------------------------------------------------------------------------------


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """A table that spreadsheet programs open with their accents right."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(columns)
    for row in rows:
        table.writerow([cell(row[column]) for column in columns])
    files.write_whole(path, "\ufeff" + text.getvalue())


def cell(value: object) -> str:
    """A value for a table. Text that a spreadsheet would run as a formula is made plain text.

    >>> cell("=1+1"), cell(" @SUM(A1)"), cell("LC-17"), cell(None), cell(2.0), cell(-1)
    ("'=1+1", "' @SUM(A1)", 'LC-17', '', '2', '-1')
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return f"{value:g}"
    text = str(value).replace("\0", "")
    dangerous = text.lstrip().startswith(("=", "+", "-", "@", "|", "%")) or text[:1] in "\t\r\n"
    return f"'{text}" if text and dangerous else text

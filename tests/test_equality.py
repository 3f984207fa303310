"""On honest work the confined run gives what stock nbgrader gives, row by row."""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest
import small_course

from champions.trainer.mark import mark_folder

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap is for Linux")

LINES = [
    {"middle-in-code": "middle = 26.0", "further": "further = 7"},
    {"middle-in-code": "middle = 25.0", "further": "..."},
    {"middle-in-code": "import warnings; warnings.warn('x'); middle = 26.0"},
    {
        "middle-in-code": "import asyncio\nawait asyncio.sleep(0)\nmiddle = 26",
        "further": "further = '7'",
    },
    {"middle-in-code": "%time middle = 26.0", "further": "1 / 0"},
    {"middle-in-code": "import ipywidgets\nipywidgets.IntSlider()", "further": "%%bash\necho 7"},
]
FORMS: list[dict[str, Any]] = [
    {"middle-line": "median", "reflection": {"words": "We counted visits."}},
    {"middle-line": "mean", "evidence": {"chart": "A chart", "reading": "It fell."}},
    {"middle-line": "target"},
]
#: Every row that a trainer, the formgrader or an export reads, without the ids made at random.
GRADES = """
    select s.student_id, b.name, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade
    from grade g join base_cell b on b.id = g.cell_id
    join submitted_notebook n on n.id = g.notebook_id
    join submitted_assignment s on s.id = n.assignment_id order by 1, 2"""
COMMENTS = """
    select s.student_id, b.name, c.auto_comment, c.manual_comment
    from comment c join base_cell b on b.id = c.cell_id
    join submitted_notebook n on n.id = c.notebook_id
    join submitted_assignment s on s.id = n.assignment_id order by 1, 2"""
PENALTIES = """
    select s.student_id, n.late_submission_penalty, s.timestamp from submitted_notebook n
    join submitted_assignment s on s.id = n.assignment_id order by 1"""


def rows(out: Path) -> dict[str, list[Any]]:
    with sqlite3.connect(out / "gradebook.db") as book:
        asked = {"grades": GRADES, "comments": COMMENTS, "penalties": PENALTIES}
        return {name: book.execute(query).fetchall() for name, query in asked.items()}


@pytest.mark.slow
def test_every_row_is_equal(tmp_path: Path) -> None:
    home = small_course.make_course(tmp_path / "course")
    made = 0
    for number, lines in enumerate(LINES):
        work = small_course.work(FORMS[number % len(FORMS)], lines, learner=f"L{number}")
        folder = tmp_path / "inbox" / f"L{number}"
        folder.mkdir(parents=True)
        (folder / "lesson.ipynb").write_text(json.dumps(work), encoding="utf-8")
        made += 1
    for name, stock in (("ours", False), ("stock", True)):
        mark_folder(tmp_path / "inbox", tmp_path / name, home, stock=stock, say=lambda _: None)
    ours, stock_rows = rows(tmp_path / "ours"), rows(tmp_path / "stock")
    assert len({row[0] for row in stock_rows["grades"]}) == made
    assert ours == stock_rows

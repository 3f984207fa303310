"""Starter's first three lessons, gone through by keyboard with a real screen reader: Orca, with Firefox.

Each control is said by name and kind, each question before its first control, each answer politely and without moving
the focus. No Python runs. The files are sent and marked. What was said is kept in tests/long/heard.txt.
"""

from __future__ import annotations

import csv
from pathlib import Path

import live_pages
import orca
import pytest
import read_aloud
import sites
from browser import COURSE
from test_not_run import mark

from champions.questions.scheme import load_scheme

pytestmark = [pytest.mark.browser, pytest.mark.needs("bubblewrap")]
COVERS = (
    "modules/00-*/lesson.ipynb",
    "modules/01-*/lesson.ipynb",
    "modules/02-*/lesson.ipynb",
    "src/champions/activities/themes/*",
    "src/champions/charts/**/*",
    "src/champions/lesson/*",
    "src/champions/questions/**/*",
    "src/champions/website/**/*",
    "tests/live_pages.py",
    "tests/orca.py",
    "tests/other_browsers.py",
    "tests/read_aloud.py",
)


def test_by_keyboard_and_ear_three_lessons_are_answered_sent_and_earn_all_points(
    tmp_path: Path,
) -> None:
    if lacking := orca.missing():
        pytest.fail(f"These programs are not on this computer: {', '.join(lacking)}.")
    folder, reader = tmp_path / "site", tmp_path / "reader"
    folder.mkdir()
    reader.mkdir()
    served = sites.serving(live_pages.write_site(folder, read_aloud.LESSONS))
    said = read_aloud.heard(reader, served.address)
    served.stop()
    for lesson in read_aloud.LESSONS:
        (sent,) = reader.glob(f"files/{lesson}*.ipynb")
        inbox = tmp_path / "inbox" / read_aloud.CODE / lesson
        inbox.mkdir(parents=True)
        sent.rename(inbox / "lesson.ipynb")
    marked, _ = mark(tmp_path / "inbox", tmp_path / "out", COURSE, run_all=False)
    rows = list(csv.DictReader(marked["marks-by-question.csv"].lstrip("\ufeff").splitlines()))
    earned = {
        (row["module"], row["question"]): float(row["points"]) for row in rows if row["points"]
    }
    for lesson in read_aloud.LESSONS:
        for question in load_scheme(COURSE / "solutions" / lesson).marked:
            assert earned[lesson, question.id] == question.out_of, (lesson, question.id)
    assert _unnamed(said) == []
    read_aloud.keep(said)


def _unnamed(said: str) -> list[str]:
    """Controls that were said by their kind alone."""
    kinds = {"push button.", "check box", "link.", "entry.", "combo box.", "image."}
    spoken = (words for line in said.splitlines() for words in line.partition(": ")[2].split(" | "))
    return [words for words in spoken if words in kinds]

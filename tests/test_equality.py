"""On honest work the confined run gives what stock nbgrader gives, row by row.

What stock gives to all of the cohort stands in tests/equality.json, made by the command in
tests/equality.py. tests/long/test_stock_again.py has stock mark a few of them anew, one of each sort.
"""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import equality
import pytest
import small_course

from champions.marking.course import Course

pytestmark = [
    pytest.mark.slow,
    pytest.mark.needs("bubblewrap"),
]


class Both:
    """The whole cohort marked by ours, and what stock gave."""

    def __init__(self, folder: Path) -> None:
        self.home = equality.make_course(folder / "course")
        self.out = self.home / "work"
        self.learners = equality.cohort(Course(self.home, folder / "released"))
        self.said = equality.by_ours(self.home, self.out, self.learners)
        self.reference = json.loads(equality.REFERENCE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    return Both(tmp_path_factory.mktemp("equality"))


def test_the_reference_is_of_this_cohort(both: Both, tmp_path: Path) -> None:
    home = equality.make_course(tmp_path / "course")
    assert both.reference["fingerprint"] == equality.fingerprint(home, both.learners), (
        "The cohort has changed. Make the reference again: python3 tests/equality.py --write"
    )
    assert len(both.learners) >= 60


def test_the_page_names_the_settings_that_are_shipped() -> None:
    shipped = equality.settings(small_course.COURSE)
    assert "`nbgrader_config.py`" in equality.PAGE.read_text(encoding="utf-8")
    assert f"`{shipped}`" in equality.PAGE.read_text(encoding="utf-8"), (
        "The settings have changed. Make the page again: python3 tests/equality.py --write"
    )


@pytest.mark.parametrize("what", [*equality.QUERIES, "outputs", "words"])
def test_every_row_is_equal(both: Both, what: str) -> None:
    ours = json.loads(json.dumps(equality.marked(both.out, both.learners)[what]))
    assert ours == both.reference[what]


def test_what_the_cohort_is_for_is_in_it(both: Both) -> None:
    rows = both.reference
    assert sum(bool(row[3]) for row in rows["penalties"]) >= 10  # late, with a penalty
    assert sum(bool(row[7]) for row in rows["grades"]) >= 60  # waits for a person
    assert {row[0] for row in rows["grades"] if row[6]} == {"A-02", "S-04"}  # extra credit
    assert {row[0] for row in rows["grades"] if row[5]} == {"A-03", "S-04"}  # marked by hand
    assert any(row[4] == 1.5 for row in rows["grades"])  # a part of the points
    assert {row[2] for row in rows["grades"]} == {"lesson", "part-one", "part-two"}
    ours = [one for one in both.learners if one.module == small_course.MODULE]
    forms = {one.name: equality.kept(one) for one in ours}
    for kept in ("file", "outputs", "both"):
        those = [name for name, where in forms.items() if where == kept]
        points = [row[4] for row in rows["grades"] if row[0] in those and row[3] == "middle-line"]
        assert {0, 2} <= set(points)
        read = [rows["words"][f"{name}/lesson.ipynb"]["reflection-words"] for name in those]
        assert any("We counted visits." in text for text in read)


# --- nbgrader's own tools on our result ---------------------------------------------------------------


def test_nbgraders_export_gives_the_same_sums(both: Both, tmp_path: Path) -> None:
    equality.nbgrader(both.home, "export", "--to", str(tmp_path / "grades.csv"))
    lines = (tmp_path / "grades.csv").read_text(encoding="utf-8").splitlines()
    head = lines[0].split(",")
    sums = [dict(zip(head, line.split(","), strict=True)) for line in lines[1:]]
    given = {(one["student_id"], one["assignment"]): float(one["raw_score"]) for one in sums}
    for learner in {one.name: one for one in both.learners}.values():
        rows = [r for r in both.reference["grades"] if r[:2] == [learner.name, learner.module]]
        points = [(r[4] if r[5] is None else r[5]) or 0 for r in rows]
        extra = sum(r[6] or 0 for r in rows)
        assert given[learner.name, learner.module] == sum(points) + extra


@contextmanager
def _formgrader(both: Both, folder: Path) -> Iterator[str]:
    """nbgrader's formgrader as a trainer opens it; gives the address of its pages."""
    port = equality.free_port()
    command = [
        *(sys.executable, "-m", "jupyter", "server", "--no-browser", f"--port={port}"),
        *("--IdentityProvider.token=here", "--allow-root", "--ServerApp.ip=127.0.0.1"),
        *("--ServerApp.jpserver_extensions", "nbgrader.server_extensions.formgrader=True"),
    ]
    environment = {**equality.surroundings(), "JUPYTER_CONFIG_DIR": str(folder)}
    log = (folder / "log").open("w")
    with subprocess.Popen(
        command, cwd=both.home, env=environment, stdout=log, stderr=log
    ) as server:
        try:
            yield f"http://127.0.0.1:{port}/formgrader"
        finally:
            server.terminate()
            log.close()


def _page(address: str, path: str) -> str:
    request = urllib.request.Request(f"{address}{path}", headers={"Authorization": "token here"})
    text: str = equality.patiently(lambda: urllib.request.urlopen(request).read().decode())
    return text


def test_the_formgrader_opens_on_our_result(both: Both, tmp_path: Path) -> None:
    with _formgrader(both, tmp_path) as address:
        assert "formgrader" in _page(address, "/manage_assignments").lower()
        waiting: list[dict[str, Any]] = json.loads(
            _page(address, f"/api/submitted_notebooks/{equality.ADOPTED}/part-two")
        )
        assert len(waiting) >= 30
        assert all(one["needs_manual_grade"] for one in waiting)
        page = _page(address, f"/submissions/{waiting[0]['id']}/")
        assert "own-words" in page

"""Marking is killed at every call of what writes, and a run again ends with the same marks.

tests/test_never_stops.py does it at twelve of these moments. Here each begins from older marks in a
folder of its own, is ended by signal 9 before or after one call, and is then run to its end.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import killed_marking
import pytest
import small_course as small
from test_never_stops import changes, cohort, files, rows

from champions.marking.cohort import mark_folder
from champions.marking.course import Course

pytestmark = pytest.mark.needs("bubblewrap")
COVERS = (
    "src/champions/files.py",
    "src/champions/marking/**/*.py",
    "src/champions/nbgrader/*.py",
    "src/champions/notebooks/*.py",
    "tests/killed_marking.py",
    "tests/small_course.py",
    "tests/test_never_stops.py",
)


@pytest.mark.parametrize("room", killed_marking.ROOMS)
def test_killed_at_every_call_a_run_again_ends_with_the_same_marks(
    room: str, tmp_path: Path
) -> None:
    home = small.make_course(tmp_path / "course")
    cohort(tmp_path / "inbox-1")
    cohort(tmp_path / "inbox-2", better=True)
    for folder, inboxes in (("before", ("inbox-1",)), ("calm", ("inbox-1", "inbox-2"))):
        for inbox in inboxes:
            mark_folder(tmp_path / inbox, tmp_path / folder, home, say=lambda _: None)
    script = str(Path(killed_marking.__file__))
    done = subprocess.run(
        [sys.executable, script, str(tmp_path), room], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    ends = json.loads(done.stdout)
    assert len(ends) >= 2
    calm = tmp_path / "calm"
    marks, pages = rows(calm), files(calm)
    history = Counter((c.learner, c.step, c.was, c.now) for c in changes(Course(home, calm)))
    for folder, moment, killed in ends:
        assert killed, moment
        out = tmp_path / folder
        assert rows(out) == marks, moment
        assert files(out) == pages, moment
        found = changes(Course(home, out))
        assert Counter((c.learner, c.step, c.was, c.now) for c in found) == history, moment

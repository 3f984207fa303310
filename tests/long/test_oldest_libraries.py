"""What lessons use, with the oldest libraries that a browser may bring."""

from __future__ import annotations

import subprocess

import pytest
from browser import COURSE

from champions.install import setup

pytestmark = pytest.mark.network
#: Not the tests: at each change they run with the libraries of today, and what they hold is held by these files.
COVERS = (
    "locks/learner-oldest.txt",
    "src/champions/__init__.py",
    "src/champions/activities/**/*.py",
    "src/champions/charts/**/*",
    "src/champions/lesson/*.py",
    "src/champions/own_data/**/*.py",
    "src/champions/questions/**/*.py",
    "src/champions/sentences/*.py",
    "src/champions/tables/**/*.py",
)
MARK = "learner_floor"
#: Only these files can be read there: the others import what a trainer's computer has.
FILES = [
    str(path)
    for path in sorted((COURSE / "tests").glob("test_*.py"))
    if f"pytest.mark.{MARK}" in path.read_text("utf-8")
]


# Two processes share the tests of a long suite, and this asks for one: it starts two of its own.
def test_what_lessons_use_passes_with_the_oldest_libraries_that_a_browser_may_bring() -> None:
    python = setup.ensure(setup.environment("learner-oldest")).python
    command = [str(python), "-m", "pytest", "-n", "2", "-q", "-m", MARK, *FILES]
    done = subprocess.run(command, cwd=COURSE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
    assert " passed" in done.stdout
    assert " failed" not in done.stdout

"""``python3 start.py`` from a fresh copy of the course to an open lesson, and again when its folder was moved."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from opening import NO_NETWORK, opened_and_closed
from small_set_up import COURSE

from champions.install import setup

COVERS = (
    "locks/*",
    "modules/00-start-here/*",
    "pyproject.toml",
    "src/champions/cli.py",
    "src/champions/data.py",
    "src/champions/install/*.py",
    "start.py",
    "tests/opening.py",
    "tests/small_set_up.py",
    "vendor/*",
)


@pytest.mark.needs("git")
@pytest.mark.network
@pytest.mark.usefixtures("ctrl_c")
def test_from_a_fresh_clone_to_an_open_lesson_and_again_when_moved(tmp_path: Path) -> None:
    folder = tmp_path / "clone"
    clone = ["git", "clone", "--quiet", "--no-hardlinks", str(COURSE), str(folder)]
    subprocess.run(clone, check=True)
    start = [sys.executable, str(folder / "start.py"), "--no-browser"]
    said = opened_and_closed(start, tmp_path, os.environ)
    assert re.search(r"of \d+ pieces", said)
    porcelain = ["git", "-C", str(folder), "status", "--porcelain"]
    changed = subprocess.run(porcelain, capture_output=True, text=True, check=True).stdout
    assert changed == "", "opening the course changed files that are kept in its history"
    if os.name == "nt":
        return  # a moved folder is set up again there

    folder = folder.rename(tmp_path / "moved to a folder of another name")
    start = [sys.executable, str(folder / "start.py"), "--no-browser"]
    assert "et up" not in opened_and_closed(start, tmp_path, os.environ | NO_NETWORK)
    env = setup.Environment(folder / ".venv", folder / "locks" / "course.txt", "the course")
    for command in ("nbgrader --version", "alembic --version", "jupyter kernelspec list"):
        called = subprocess.run(
            command.split(),
            executable=env.python.with_name(command.split()[0]),
            env=setup.surroundings(env) | NO_NETWORK,
            capture_output=True,
            text=True,
            check=False,
        )
        assert called.returncode == 0, called.stderr
    assert str(folder / ".venv") in called.stdout

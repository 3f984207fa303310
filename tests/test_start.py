"""``python3 start.py`` on a computer that has only Python: from nothing to an open lesson.

What can go wrong is in tests/long/test_setting_up.py.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from opening import NO_NETWORK, opened_and_closed
from small_set_up import COURSE, SmallCourse, small_course

from champions.install import setup

pytestmark = pytest.mark.slow


@pytest.fixture
def course(tmp_path: Path) -> SmallCourse:
    return small_course(tmp_path)


def test_one_command_sets_up_and_hands_over(course: SmallCourse) -> None:
    done = course.start()
    assert done.returncode == 0, done.stderr
    assert "for the first time" in done.stdout
    assert "open the course in your browser" in done.stdout
    python = course.folder / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    code = "import tiny, champions; print(tiny.version); print(champions.__file__)"
    said = subprocess.run(
        [python, "-c", code],
        env=course.surroundings(),
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert said[0] == "1.0"
    assert Path(said[1]).resolve().is_relative_to(course.folder / "src")


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


@pytest.mark.parametrize("name", ["python2.7", "python3.6", "python3.8", "python3.9", "python3.10"])
def test_an_old_python_gets_one_plain_sentence(name: str, course: SmallCourse) -> None:
    answers = (
        shutil.which(name)
        and not subprocess.run([name, "-c", ""], capture_output=True, check=False).returncode
    )
    if not answers:
        pytest.skip(f"{name} is not on this computer")
    done = course.start(python=name)
    assert done.returncode == 1
    assert f"needs Python 3.11 or newer, and this is Python {name[6:]}." in done.stdout
    assert "What to do:" in done.stdout

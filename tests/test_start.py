"""``python3 start.py`` on a computer that has only Python.

The whole way, from a fresh copy to an open lesson, is in tests/long/test_fresh_clone.py, and what can go wrong
in tests/long/test_setting_up.py.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from small_set_up import SmallCourse, small_course

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

"""nbval, which the test command runs on every lesson, notices what it should."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from champions.data import HOME_VARIABLE

COVERS = ("solutions/06-run-charts/lesson.ipynb", "tests/nbval-sanitise.cfg")
ROOT = Path(__file__).resolve().parents[2]
SANITISE = ROOT / "tests" / "nbval-sanitise.cfg"


def nbval(lesson: Path) -> subprocess.CompletedProcess[str]:
    words = [
        "--nbval",
        str(lesson),
        "--nbval-sanitize-with",
        str(SANITISE),
        "-q",
        "-p",
        "no:cacheprovider",
    ]
    command = [
        sys.executable,
        "-m",
        "pytest",
        *words,
        "-n",
        "0",
        "-c",
        "/dev/null",
        "--rootdir",
        str(lesson.parent),
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.fixture
def lesson(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(HOME_VARIABLE, str(ROOT))
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    shutil.copytree(ROOT / "solutions" / "06-run-charts", tmp_path / "06-run-charts")
    return tmp_path / "06-run-charts" / "lesson.ipynb"


def test_a_changed_reading_is_noticed(lesson: Path) -> None:
    text = lesson.read_text("utf-8")
    assert "24 weeks in a row" in text
    lesson.write_text(text.replace("24 weeks in a row", "23 weeks in a row"), "utf-8")
    told = nbval(lesson)
    assert told.returncode == 1, told.stdout[-2000:]
    assert "1 failed" in told.stdout


def test_a_lesson_that_was_never_run_is_noticed(lesson: Path) -> None:
    notebook = json.loads(lesson.read_text("utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = []
    lesson.write_text(json.dumps(notebook), "utf-8")
    told = nbval(lesson)
    assert told.returncode == 1, told.stdout[-2000:]

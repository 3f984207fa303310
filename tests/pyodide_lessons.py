"""Both copies of lessons, run one after the other in one Pyodide, and what they count."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from browser import COURSE
from sites import shared_site

HERE = Path(__file__).parent
#: By "modules/…" and "solutions/…": what every_lesson.py says of each copy.
Found: TypeAlias = dict[str, Any]


def run(folders: pytest.TempPathFactory, lessons: Sequence[str]) -> Found:
    """Run these lessons, as they are released and as they are worked, in the website's Python."""
    course = folders.mktemp("course")
    for kind in ("modules", "solutions"):
        for name in lessons:
            shutil.copytree(COURSE / kind / name, course / kind / name)
    shutil.copytree(COURSE / "datasets", course / "datasets")
    run_in_pyodide(shared_site(folders), course, HERE / "every_lesson.py")
    return dict(json.loads((course / "found.json").read_text(encoding="utf-8")))


def run_in_pyodide(built: Path, course: Path, program: Path, **surroundings: str) -> None:
    words: list[str | Path] = ["node", HERE / "run_in_pyodide.mjs"]
    words += [built / "static/pyodide", course, program]
    subprocess.run(words, check=True, env=os.environ | surroundings)


def look(found: Found, module: str) -> None:
    """Nothing went wrong; untouched, the lesson earns nothing, and worked, all of its points."""
    asked = {
        cell["id"]: cell["metadata"]["nbgrader"]["points"]
        for cell in json.loads((COURSE / "modules" / module / "lesson.ipynb").read_bytes())["cells"]
        if cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("grade")
    }
    assert asked
    for kind, share in (("modules", 0), ("solutions", 1)):
        assert found[f"{kind}/{module}"]["wrong"] == []
        points = {name: float(text) for name, text in found[f"{kind}/{module}"]["points"].items()}
        assert points == {name: most * share for name, most in asked.items()}

"""Every lesson runs in the browser's own Python: in Pyodide, with the very pieces of the site."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from browser import COURSE
from sites import shared_site
from test_earlier_versions import LESSONS as EARLIER
from test_earlier_versions import half_done

from champions.lesson.session import Lesson

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.needs("node")]
HERE = Path(__file__).parent
LESSONS = sorted(path.parent.name for path in COURSE.glob("modules/*/lesson.ipynb"))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Both copies of every lesson, run one after the other in one Python."""
    course = tmp_path_factory.mktemp("course")
    for name in ("modules", "solutions", "datasets"):
        shutil.copytree(COURSE / name, course / name)
    run_in_pyodide(shared_site(tmp_path_factory), course, HERE / "every_lesson.py")
    return dict(json.loads((course / "found.json").read_text(encoding="utf-8")))


def run_in_pyodide(built: Path, course: Path, program: Path, **surroundings: str) -> None:
    words: list[str | Path] = ["node", HERE / "run_in_pyodide.mjs"]
    words += [built / "static/pyodide", course, program]
    subprocess.run(words, check=True, env=os.environ | surroundings)


@pytest.mark.parametrize("module", LESSONS)
def test_a_lesson_runs_to_its_end_and_counts_what_is_right(
    found: dict[str, Any], module: str
) -> None:
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


def test_matplotlib_makes_no_list_of_fonts_for_itself(found: dict[str, Any]) -> None:
    assert found["fonts"]["given"] == found["fonts"]["made"]
    assert found["fonts"]["first"] == "given"


def test_where_a_browser_cannot_unpack_python_does(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "from champions import anhoej_card\nimport matplotlib\nmatplotlib.__version__"
    )
    run_in_pyodide(shared_site(tmp_path_factory), tmp_path, program, OLD_BROWSER="yes")
    assert (tmp_path / "found.json").read_text() == "3.8.4"


_STATES = """
import json, os
from pathlib import Path
from champions.lesson.session import Lesson
found = {}
for folder in sorted(Path("/course/my-work").iterdir()):
    os.chdir(folder)
    lesson = Lesson(folder.name, folder)
    found[folder.name] = {n: lesson.feedback(lesson.scheme[n]).state for n in lesson.book.records}
json.dumps(found)
"""


@pytest.mark.parametrize(
    "version", sorted({version for version, _ in EARLIER}), ids=lambda v: v.stem
)
def test_a_lesson_begun_with_an_earlier_version_goes_on(
    version: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    course, program = tmp_path / "course", tmp_path / "program.py"
    modules = [module for one, module in EARLIER if one == version]
    wanted = {}
    for module in modules:
        mine = half_done(version, module, course / "my-work")
        lesson = Lesson(module, mine)
        wanted[module] = {n: lesson.feedback(lesson.scheme[n]).state for n in lesson.book.records}
    shutil.copytree(COURSE / "datasets", course / "datasets")
    program.write_text(_STATES, encoding="utf-8")
    run_in_pyodide(shared_site(tmp_path_factory), course, program)
    assert json.loads((course / "found.json").read_text(encoding="utf-8")) == wanted

"""Lessons run in the browser's own Python: in Pyodide, with the very pieces of the site.

A few lessons here; the others in tests/long. How is told in pyodide_lessons.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyodide_lessons
import pytest
from browser import COURSE
from phone_lessons import FEW
from pyodide_lessons import Found, run_in_pyodide
from sites import shared_site
from test_earlier_versions import LESSONS as EARLIER
from test_earlier_versions import half_done

from champions.lesson.session import Lesson

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.needs("node")]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    return pyodide_lessons.run(tmp_path_factory, FEW)


@pytest.mark.parametrize("module", FEW)
def test_a_lesson_runs_to_its_end_and_counts_what_is_right(found: Found, module: str) -> None:
    pyodide_lessons.look(found, module)


def test_matplotlib_makes_no_list_of_fonts_for_itself(found: Found) -> None:
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

"""Stock nbgrader releases every lesson exactly as git keeps it."""

from __future__ import annotations

from pathlib import Path

import people
import pytest
from test_stock_parts import _as_it_was, generate  # noqa: F401 - the first is put back after each test

pytestmark = pytest.mark.slow
COVERS = (
    "modules/*/lesson.ipynb",
    "nbgrader_config.py",
    "solutions/*/lesson.ipynb",
    "src/champions/marking/**/*.py",
    "src/champions/nbgrader/**/*.py",
    "src/champions/questions/**/*.py",
    "tests/people.py",
    "tests/test_stock_parts.py",
)


def test_every_lesson_is_released_as_git_keeps_it(tmp_path: Path) -> None:
    home = tmp_path / "course"
    wanted = {"solutions", "modules", "datasets", "nbgrader_config.py", "src"}
    people.copy_course(home, [path for path in people.kept_files() if path.parts[0] in wanted])
    before = people.digests(home)
    lessons = sorted(path.name for path in (home / "modules").iterdir())
    assert len(lessons) == 18
    for lesson in lessons:
        generate(home, lesson)
    assert people.digests(home) == before

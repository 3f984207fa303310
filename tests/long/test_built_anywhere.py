"""A lesson is built to the same bytes anywhere, and a file that differs is named with what mends it."""

from __future__ import annotations

import shutil
from pathlib import Path

from test_build import (  # noqa: F401 - two are fixtures
    MADE,
    MODULE,
    build,
    built,
    course,
    small_course,
)

COVERS = (
    "src/champions/authoring/**/*",
    "src/champions/cli.py",
    "src/champions/lesson/*.py",
    "src/champions/notebooks/*.py",
    "src/champions/questions/**/*.py",
    "tests/test_author_checks.py",
    "tests/test_build.py",
)


def test_the_same_text_makes_the_same_bytes_anywhere(
    built: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    other = small_course(tmp_path / "another place")
    assert build(other, seed="12345").returncode == 0
    for name in MADE:
        assert (other / name).read_bytes() == (built / name).read_bytes(), name


def test_the_check_names_each_file_that_differs_and_what_mends_it(
    course: Path,  # noqa: F811
) -> None:
    (course / MADE[0]).unlink()
    (course / MADE[1]).write_bytes((course / MADE[1]).read_bytes() + b" ")
    (course / "modules" / MODULE / "answers.txt").write_text("left over")
    (course / "modules" / "99-old").mkdir()
    told = build(course, "--check")
    assert told.returncode == 1
    mend = f"Mend it with: python3 start.py build {MODULE}"
    assert f"{MADE[0]}: missing. {mend}" in told.stderr
    assert f"{MADE[1]}: different. {mend}" in told.stderr
    assert f"modules/{MODULE}/answers.txt: extra. {mend}" in told.stderr
    assert "modules/99-old: no lesson text belongs to it" in told.stderr
    shutil.rmtree(course / "modules" / "99-old")
    assert build(course, MODULE).returncode == 0
    assert build(course, "--check").returncode == 0

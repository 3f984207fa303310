"""No lesson says of other data what it said of its own: each sentence that is no longer true is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from test_claims import OTHER_DATA, Rows, change, course, read, refused  # noqa: F401 - one is a fixture

from champions.authoring.source import LESSON

COVERS = (
    "datasets/*/data.csv",
    "solutions/*/facts.py",
    "solutions/*/lesson.md",
    "src/champions/activities/*/*.py",
    "src/champions/authoring/*.py",
    "src/champions/charts/**/*.py",
    "src/champions/place.py",
    "src/champions/questions/**/*.py",
    "src/champions/typed.py",
    "tests/test_claims.py",
)


@pytest.mark.parametrize(
    ("number", "data", "how"),
    OTHER_DATA,
    ids=[f"{number}-{data}-{at}" for at, (number, data, _how) in enumerate(OTHER_DATA)],
)
def test_no_lesson_says_of_other_data_what_it_said_of_these(
    course: Path,  # noqa: F811
    number: str,
    data: str,
    how: Callable[[Rows], None],
) -> None:
    change(course, data, how)
    source, asked = read(course, number)
    elsewhere = [str(one) for one in asked.mistakes if not one.path.endswith(LESSON)]
    assert not elsewhere, "other data are no reason for facts.py to stop"
    named = refused(asked.mistakes)
    assert named, "these data are not as the lesson says, and nothing was refused"
    for sentence in named:
        assert sentence in [block.about for block in source.blocks.says]

"""Stock nbgrader marks a few learners of the equality cohort again: it still gives what the reference says."""

from __future__ import annotations

import json
from pathlib import Path

import equality
import pytest
import small_course
from test_equality import Both

pytestmark = pytest.mark.needs("bubblewrap")
COVERS = (
    "nbgrader_config.py",
    "src/champions/marking/**/*.py",
    "src/champions/nbgrader/**/*.py",
    "src/champions/questions/**/*.py",
    "tests/equality.json",
    "tests/equality.py",
    "tests/small_course.py",
    "tests/test_equality.py",
)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    return Both(tmp_path_factory.mktemp("equality"))


def test_stock_still_gives_what_the_reference_says(both: Both, tmp_path: Path) -> None:
    few = [one for one in both.learners if one.name in equality.LIVE]
    assert {equality.kept(one) for one in few if one.module == small_course.MODULE} == set(
        equality.KEPT
    )
    home = equality.make_course(tmp_path / "course")
    equality.by_stock(home, few)
    for what, stock in json.loads(json.dumps(equality.marked(home / "work", few))).items():
        if isinstance(stock, dict):
            assert stock == {name: both.reference[what][name] for name in stock}
        else:
            theirs = [row for row in stock if row[0] in equality.LIVE]
            assert theirs == [row for row in both.reference[what] if row[0] in equality.LIVE]

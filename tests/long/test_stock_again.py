"""Stock nbgrader marks again: a few learners of the equality cohort, and answers to variants.

The first as the kept reference says, the second as ours marks them.
"""

from __future__ import annotations

import json
from pathlib import Path

import equality
import pytest
import small_course
import test_variants_marked as variants
from test_equality import Both

pytestmark = pytest.mark.needs("bubblewrap")
COVERS = (
    "modules/11-who-was-left-behind/*",
    "nbgrader_config.py",
    "solutions/11-who-was-left-behind/*",
    "src/champions/activities/small_cells/*.py",
    "src/champions/marking/**/*.py",
    "src/champions/nbgrader/**/*.py",
    "src/champions/questions/**/*.py",
    "tests/equality.json",
    "tests/equality.py",
    "tests/small_course.py",
    "tests/test_equality.py",
    "tests/test_variants_marked.py",
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


def test_stock_and_ours_give_the_same_points_for_answers_to_variants(tmp_path: Path) -> None:
    home = variants.make_course(tmp_path / "course")
    equality.nbgrader(home, "generate_assignment", variants.MODULE, "--force")
    equality.nbgrader(home, "autograde", variants.MODULE, "--create")
    stock = variants.points(home / "work")
    assert len(stock) == len(variants.sent())
    assert stock == variants.points(variants.mark(home))

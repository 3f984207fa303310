"""Every error, at every stage of marking, for one learner: the others are marked, and a run again mends it."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_one_learner_never_stops_another import (  # noqa: F401 - two are fixtures
    RAISED,
    STAGES,
    home,
    others_are_marked,
    warm,
)

from champions.marking.running.supervisor import Warm

pytestmark = pytest.mark.needs("bubblewrap")
COVERS = (
    "src/champions/marking/**/*",
    "src/champions/nbgrader/**/*.py",
    "src/champions/notebooks/*.py",
    "src/champions/questions/**/*.py",
    "tests/small_course.py",
    "tests/test_one_learner_never_stops_another.py",
)


@pytest.mark.parametrize("error", RAISED, ids=lambda one: type(one).__name__)
@pytest.mark.parametrize("stage", STAGES)
def test_the_others_are_marked(
    stage: str,
    error: BaseException,
    home: Path,  # noqa: F811
    warm: Warm,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    others_are_marked(stage, error, home, warm, monkeypatch)

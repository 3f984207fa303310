"""Hostile and broken submissions: nobody gains, nobody loses what they earned, neighbours are safe."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
import small_course
from hostile.situations import FULL, SITUATIONS, Situation

from champions.marking.cohort import CohortResult, mark_folder
from champions.marking.running.supervisor import Limits

pytestmark = [
    pytest.mark.slow,
    pytest.mark.needs("bubblewrap"),
]
EACH = pytest.mark.parametrize("situation", SITUATIONS, ids=[one.name for one in SITUATIONS])
NEIGHBOURS = ("aaa-first", "zzz-last")


@dataclass
class Outcome:
    """What came of marking all situations together."""

    marked: CohortResult
    said: str
    out: Path

    def points(self, learner: str) -> dict[str, float | None]:
        rows = [one.rows for one in self.marked.results if one.learner == learner]
        return {r.question.id: r.points for r in rows[0] if r.question.id in FULL} if rows else {}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """All of them in one folder, marked in one go, with an honest neighbour before and after."""
    folder = tmp_path_factory.mktemp("hostile")
    home = small_course.make_course(folder / "course")
    neighbours = [Situation(name, first=1.0) for name in NEIGHBOURS]
    for situation in [*SITUATIONS, *neighbours]:
        inbox = folder / "inbox" / situation.name
        inbox.mkdir(parents=True)
        for name, data in situation.make().items():
            (inbox / name).write_bytes(data)
    said: list[str] = []
    marked = mark_folder(
        folder / "inbox", folder / "out", home, seconds_per_cell=10, say=said.append
    )
    return Outcome(marked, "\n".join(said), folder / "out")


def test_there_are_at_least_fifty_situations() -> None:
    assert len({one.name for one in SITUATIONS}) == len(SITUATIONS) >= 50


@EACH
def test_marks(outcome: Outcome, situation: Situation) -> None:
    if situation.refused:
        assert outcome.points(situation.name) == {}
        return
    wanted = {**FULL, "middle-in-code": situation.first, "further": situation.second}
    assert outcome.points(situation.name) == wanted, _line(outcome, situation)


@EACH
def test_what_the_trainer_is_told(outcome: Outcome, situation: Situation) -> None:
    if situation.refused:
        found = [one.code for one in outcome.marked.refused if situation.name in one.place]
        assert found == [situation.refused]
    else:
        assert situation.said in _line(outcome, situation)
    assert "Traceback" not in outcome.said


def test_neighbours_are_not_touched(outcome: Outcome) -> None:
    for neighbour in NEIGHBOURS:
        assert outcome.points(neighbour) == FULL


def test_nothing_is_written_outside_the_work_folder(outcome: Outcome) -> None:
    beside = {path.name for path in outcome.out.parent.iterdir()}
    assert beside == {"course", "inbox", "out"}


def test_limits_leave_room_for_a_real_lesson() -> None:
    assert Limits().memory_mb >= 1000
    assert Limits().cell_seconds >= 30


def _line(outcome: Outcome, situation: Situation) -> str:
    return next(line for line in outcome.said.splitlines() if f": {situation.name}, " in line)

"""Which steps have no mark, whose are they, and why: somebody should look at each lesson."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class OpenSteps:
    """The steps of one learner's lesson that have no mark for one reason."""

    learner: str
    module: str
    steps: int
    why: str


def by_lesson(rows: pd.DataFrame) -> list[OpenSteps]:
    """Every lesson with steps that could not be marked, in order, with each reason.

    Args:
        rows: the rows of the board.
    """
    without = rows[rows["state"] == "open"]
    groups = without.groupby(["learner", "module", "needs_a_person"], sort=True).size()
    return [
        OpenSteps(str(learner), str(module), int(count), str(why))
        for (learner, module, why), count in groups.items()
    ]

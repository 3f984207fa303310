"""The practical of the Starter route: a run chart, judged by the Anhøj rules."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median
from typing import Any

from champions.activities.practical.question import Practical
from champions.activities.your_turn.question import read_words

#: With fewer useful points the rules do not judge.
FEWEST = 10


@dataclass(frozen=True, kw_only=True)
class RunPractical(Practical):
    """Mend a file, draw its run chart, and judge it: see :class:`Practical`."""

    pool = "practical-run"
    words = read_words("practical", "practical_run")

    def judged(
        self, values: Sequence[float | None], left: Sequence[int], file: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        return judge(values, left, file)


def judge(
    values: Sequence[float | None], left: Sequence[int], file: Mapping[str, Any]
) -> dict[str, Any] | None:
    """What the rules make of a file: a run longer than round(log2 n) + 3, n being the useful points.

    Args:
        values: the number of each row, None where there is none.
        left: the rows that are left out, from 1.
        file: the file, for where its line comes from and which way is the good one.
    """
    drawn = [
        (row, value) for row, value in enumerate(values, 1) if value is not None and row not in left
    ]
    first = [value for row, value in drawn if row <= file["baseline"]]
    if not first:
        return None
    line = median(first)
    useful = [(row, 1 if value > line else -1) for row, value in drawn if value != line]
    runs = [[row for row, _ in run] for _, run in groupby(useful, key=lambda one: one[1])]
    side = dict(useful)
    longest = max(map(len, runs), default=0)
    judged = len(useful) >= FEWEST
    allowed = round(math.log2(len(useful))) + 3 if useful else 0
    signals = [run for run in runs if judged and len(run) > allowed]
    means = "none" if judged else "short"
    if signals:
        means = "lower" if side[signals[0][0]] < 0 else "higher"
    then = {"none": "change", "short": "wait"}.get(means, "stop")
    return {
        "truth": {
            "numbers": {
                "line": line,
                "useful": len(useful),
                "longest": longest,
                "crossings": max(len(runs) - 1, 0),
            },
            "marked": [row for run in signals for row in run],
            "means": means,
            "then": "keep" if means == file["better"] else then,
        }
    }

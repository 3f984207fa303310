"""A run chart of a learner's own, judged by the Anhøj rules."""

from __future__ import annotations

from dataclasses import dataclass

from champions.activities.your_turn.question import YourTurn, read_words


@dataclass(frozen=True, kw_only=True)
class RunChartTurn(YourTurn):
    """Judge a run chart that nobody has read for you: see :class:`YourTurn`."""

    pool = "turn-run"
    words = read_words("turn_run")

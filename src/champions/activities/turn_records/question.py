"""Records of a learner's own: count what can be counted, and say what is the matter."""

from __future__ import annotations

from dataclasses import dataclass

from champions.activities.your_turn.question import YourTurn, read_words


@dataclass(frozen=True, kw_only=True)
class RecordsTurn(YourTurn):
    """Judge twelve rows of records with slips in them: see :class:`YourTurn`."""

    pool = "turn-records"
    words = read_words("turn_records")

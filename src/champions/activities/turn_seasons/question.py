"""A chart of a learner's own that may hold a change, a season, or two ways of working."""

from __future__ import annotations

from dataclasses import dataclass

from champions.activities.your_turn.question import YourTurn, read_words


@dataclass(frozen=True, kw_only=True)
class SeasonsTurn(YourTurn):
    """Judge two years in months, or weekdays and weekends: see :class:`YourTurn`."""

    pool = "turn-seasons"
    words = read_words("turn_seasons")

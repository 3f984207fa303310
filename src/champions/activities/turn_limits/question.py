"""An XmR chart of a learner's own: limits, special causes, and what to do about them."""

from __future__ import annotations

from dataclasses import dataclass

from champions.activities.your_turn.question import YourTurn, read_words


@dataclass(frozen=True, kw_only=True)
class LimitsTurn(YourTurn):
    """Judge an XmR chart: see :class:`YourTurn`."""

    pool = "turn-limits"
    words = read_words("turn_limits")

"""A p chart of a learner's own: shares of large and of small weeks."""

from __future__ import annotations

from dataclasses import dataclass

from champions.activities.your_turn.question import YourTurn, read_words


@dataclass(frozen=True, kw_only=True)
class SharesTurn(YourTurn):
    """Judge a p chart: see :class:`YourTurn`."""

    pool = "turn-shares"
    words = read_words("turn_shares")

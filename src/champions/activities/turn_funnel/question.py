"""A funnel of a learner's own: which places stand out, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from champions.activities.your_turn.question import YourTurn, read_words


@dataclass(frozen=True, kw_only=True)
class FunnelTurn(YourTurn):
    """Judge a funnel of nine places: see :class:`YourTurn`."""

    pool = "turn-funnel"
    words = read_words("turn_funnel")

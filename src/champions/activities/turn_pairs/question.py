"""Answers of people who were asked twice, of a learner's own: pair them, count, and say it safely."""

from __future__ import annotations

from dataclasses import dataclass

from champions.activities.your_turn.question import YourTurn, read_words


@dataclass(frozen=True, kw_only=True)
class PairsTurn(YourTurn):
    """Judge people who were asked twice: see :class:`YourTurn`."""

    pool = "turn-pairs"
    words = read_words("turn_pairs")

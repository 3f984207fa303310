"""Cases sorted by what their icon of assurance says, with the icons beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from champions.activities.icons.lab import cases_board
from champions.questions import Sort


@dataclass(frozen=True, kw_only=True)
class ReadIcons(Sort):
    """Sort the cases of the icons' page: ``items`` and ``groups`` have its keys."""

    pictured = True

    def drawn(self, placed: Mapping[str, str]) -> str:
        """The icon of each group, with the cases that were put there so far."""
        return cases_board(placed)

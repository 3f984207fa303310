"""Cases sorted by the chart that fits them; each is drawn as it was sorted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from champions.activities.choosing.question import board
from champions.questions import Sort


@dataclass(frozen=True, kw_only=True)
class ChooseCharts(Sort):
    """Choose a chart for each case of the chart chooser: ``items`` and ``groups`` have the keys of CASES, CHARTS."""

    pictured = True

    def drawn(self, placed: Mapping[str, str]) -> str:
        """The cases placed so far, each on the chart that was chosen for it."""
        return board(placed)

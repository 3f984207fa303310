"""Ideas put with the drivers that they may move, on a driver diagram that fills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from champions.activities.drivers.diagram import Diagram, Driver, html
from champions.questions import Sort


@dataclass(frozen=True, kw_only=True)
class DriverDiagram(Sort):
    """Put ideas with drivers: ``items`` are the ideas, ``groups`` the drivers, ``aim`` the aim in words."""

    aim: str

    pictured = True

    def drawn(self, placed: Mapping[str, str]) -> str:
        """The driver diagram with the ideas that were placed so far."""
        drivers = tuple(
            Driver(
                words,
                tuple(
                    self.items[idea]
                    for idea, home in placed.items()
                    if home == key and idea in self.items
                ),
            )
            for key, words in self.groups.items()
        )
        return html(Diagram(self.aim, drivers))

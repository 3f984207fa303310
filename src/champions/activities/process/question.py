"""Causes put on the bones of a fishbone that fills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from champions.activities.process.steps import fishbone_html
from champions.questions import Sort


@dataclass(frozen=True, kw_only=True)
class Fishbone(Sort):
    """Put causes on bones: ``items`` are the causes, ``groups`` the bones, ``problem`` is its head."""

    problem: str

    pictured = True

    def drawn(self, placed: Mapping[str, str]) -> str:
        """The fishbone with the causes that were placed so far."""
        bones = {
            words: [
                self.items[cause]
                for cause, bone in placed.items()
                if bone == key and cause in self.items
            ]
            for key, words in self.groups.items()
        }
        return fishbone_html(self.problem, bones)

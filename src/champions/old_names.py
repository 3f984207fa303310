"""Old names of modules, for lessons that somebody is half-way through.

Their copies of a marking scheme were made with the version of the course that they began with.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, cast

#: The day on which these names may go. A programme that takes a year has ended by then. The course's
#: own schemes use them too, so that lessons stay the same to the byte; they need new ones first.
GONE_AFTER = "2027-12-31"
#: Old name under ``champions`` to its present one: those that marking schemes ever imported.
MOVED = {
    "aim": "activities.aim.sentence",
    "answers": "questions.answers",
    "beads": "activities.beads.question",
    "choosing": "activities.choosing.question",
    "coding": "activities.coding.question",
    "drivers": "activities.drivers.diagram",
    "evaluation": "activities.evaluation.pages",
    "handover": "activities.handover.sheet",
    "hub": "activities.warm_hub.chart",
    "icons_lab": "activities.icons.lab",
    "left_behind": "activities.left_behind.pages",
    "limits_by_hand": "activities.limits_by_hand.question",
    "lines_lab": "activities.lines.lab",
    "marbles": "activities.marbles.question",
    "own_numbers": "own_data.question",
    "pdsa": "activities.pdsa.question",
    "practice": "own_data.practice",
    "runs": "charts.runs",
    "service": "activities.service.question",
    "small_cells": "activities.small_cells.question",
    "stakeholders": "activities.stakeholders.question",
    "steps": "activities.process.steps",
    "story": "activities.story.question",
    "tally": "activities.tally.sheet",
    "themes": "activities.themes.question",
    "voices": "activities.voices.who_came",
}


class _Moved:
    """Gives the present module under its old name: one module, so that its kinds stay one kind.

    A finder and a loader in all but their base classes: to import those takes longer than this package.
    """

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        package, _, name = fullname.rpartition(".")
        is_old = package == "champions" and name in MOVED
        return ModuleSpec(fullname, cast("Any", self)) if is_old else None

    def create_module(self, spec: ModuleSpec) -> None:
        """Nothing of its own: the present module takes the empty one's place."""

    def exec_module(self, module: ModuleType) -> None:
        name = module.__name__.rpartition(".")[2]
        sys.modules[module.__name__] = import_module(f"champions.{MOVED[name]}")


def keep() -> None:
    """Let the old names be imported from now on."""
    if not any(isinstance(one, _Moved) for one in sys.meta_path):
        sys.meta_path.append(_Moved())

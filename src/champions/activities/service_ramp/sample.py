"""For the sample cohort: ways with a change that are mostly not borne out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from champions.activities.service_ramp.model import CHANGES, Trial
from champions.activities.service_ramp.question import RampTrial


def blind(size: str, shows: str, decided: str) -> list[dict[str, Any]]:
    """Each change tested once with so many people, and the same said and decided of each."""
    return [asdict(Trial(change, size, 0, "5-8", shows, decided)) for change in CHANGES]


def wrong_answers(question: RampTrial) -> Iterator[Any]:
    """The same for each change: kept after one week, stopped after one; and the first tests alone."""
    right = question.right_answer()
    yield {**right, "tests": blind("week", "fewer", "adopt")}
    yield {**right, "tests": blind("week", "chance", "abandon")}
    yield {**right, "tests": right["tests"][:3]}

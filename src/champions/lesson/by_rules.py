"""Charts as a lesson asks for them: one that names no rules is read by those that the lesson is taught by.

For a lesson of the course these are :data:`champions.charts.house.LESSONS`, which its words and questions
name. For a lesson of a pack's own they are the pack's. What the library draws for itself is never changed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from champions.charts import chart, runs
from champions.lesson import taught

__all__ = ["analyse_runs", "control_chart", "run_chart"]


def _by(sort: str, drawn: Callable[..., Any], *, before: int) -> Callable[..., Any]:
    """The same, by the rules of the lesson where none are named.

    Args:
        sort: of rules. drawn: what takes them. before: how many arguments can stand before them.
    """

    @wraps(drawn)
    def asked(*given: Any, **options: Any) -> Any:
        named = "rules" in options or len(given) > before
        if not named and (rules := taught.rules(sort)):
            options["rules"] = rules
        return drawn(*given, **options)

    return asked


run_chart = _by("run_chart", chart.run_chart, before=2)
control_chart = _by("control_chart", chart.control_chart, before=3)
analyse_runs = _by("run_chart", runs.analyse_runs, before=1)

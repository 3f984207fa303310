"""Peer Improvement Champions: learn quality improvement by doing it.

A lesson needs a dozen names, and these are they. Each is fetched when it is first used, so that
opening a lesson stays quick and a page without charts loads no plotting library.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from champions import old_names

__version__ = "0.1.0"

old_names.keep()

_MODULES = {
    "start": "lesson.session",
    "check": "lesson.session",
    "project_page": "lesson.session",
    "finish": "lesson.session",
    "load": "data",
    "rows_to_show": "data",
    "run_chart": "lesson.by_rules",
    "control_chart": "lesson.by_rules",
    "anhoej_card": "charts.runs",
    "two_averages": "activities.run_charts.labs",
    "read_it_yourself": "activities.run_charts.labs",
    "alarm_lab": "activities.run_charts.labs",
    "analyse_runs": "lesson.by_rules",
    "try_it_all": "activities.first_steps.tryout",
    "what_is_kept": "lesson.kept",
    "who_came": "activities.voices.who_came",
    "pareto_chart": "charts.pareto",
    "show_records": "activities.pdsa.records",
    "pdsa_ramp": "activities.pdsa.question",
    "step_map": "activities.seeing.pages",
    "aim_sentence": "activities.seeing.pages",
    "driver_diagram": "activities.seeing.pages",
    "where_the_days_go": "activities.process.steps",
    "compare_codes": "activities.measuring.pages",
    "tally_sheet": "activities.measuring.pages",
    "hub_chart": "activities.warm_hub.chart",
    "hub_weeks": "activities.warm_hub.chart",
    "bead_draws": "activities.beads.question",
    "reach_chart": "activities.choosing.question",
    "falls_chart": "activities.choosing.question",
    "weekly_reach": "activities.choosing.question",
    "days_between_falls": "activities.choosing.question",
    "two_widths": "activities.limits_by_hand.question",
    "icon_lab": "activities.icons.lab",
    "lateness_chart": "activities.icons.lab",
    "fresh_lines": "activities.lines.lab",
    "uptake_chart": "activities.lines.lab",
    "weekly_uptake": "activities.lines.lab",
    "who_gained": "activities.left_behind.pages",
    "uptake_funnel": "activities.left_behind.pages",
    "checks_since": "activities.left_behind.pages",
    "handover_sheet": "activities.handover.form",
    "learning_pack": "activities.handover.form",
    "confidence_pairs": "activities.evaluation.pages",
    "my_baseline": "activities.evaluation.pages",
    "link_map": "activities.evaluation.pages",
    "storyboard": "activities.story.form",
    "my_folder": "activities.story.form",
    "chart_critique": "activities.critique.page",
    "practice_file": "own_data.practice",
    "what_was_understood": "own_data.practice",
    "lunch_club": "own_data.practice",
    "lunch_club_chart": "own_data.practice",
}
__all__ = [*_MODULES]  # noqa: PLE0604 - the names are those of the table above


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"champions has no {name!r}. It has: {', '.join(__all__)}.")
    return getattr(import_module(f"champions.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]

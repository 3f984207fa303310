"""Peer Improvement Champions: learn quality improvement by doing it.

A lesson needs a dozen names, and these are they. Each is fetched when it is first used, so that
opening a lesson stays quick and a page without charts loads no plotting library.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_ROOMS = {
    "start": "lesson",
    "check": "lesson",
    "project_page": "lesson",
    "finish": "lesson",
    "load": "data",
    "run_chart": "charts",
    "control_chart": "charts",
    "anhoej_card": "runs",
    "two_averages": "labs",
    "read_it_yourself": "labs",
    "alarm_lab": "labs",
    "analyse_runs": "runs",
    "try_it_all": "tryout",
    "what_is_kept": "kept",
    "who_came": "voices",
    "pareto_chart": "pareto",
    "show_records": "records",
    "pdsa_ramp": "pdsa",
    "step_map": "seeing",
    "aim_sentence": "seeing",
    "driver_diagram": "seeing",
    "where_the_days_go": "steps",
    "compare_codes": "measuring",
    "tally_sheet": "measuring",
    "hub_chart": "hub",
    "hub_weeks": "hub",
    "bead_draws": "beads",
    "reach_chart": "choosing",
    "falls_chart": "choosing",
    "weekly_reach": "choosing",
    "days_between_falls": "choosing",
    "two_widths": "limits_by_hand",
    "icon_lab": "icons_lab",
    "lateness_chart": "icons_lab",
    "fresh_lines": "lines_lab",
    "uptake_chart": "lines_lab",
    "weekly_uptake": "lines_lab",
    "who_gained": "left_behind",
    "uptake_funnel": "left_behind",
    "checks_since": "left_behind",
    "handover_sheet": "handover_form",
    "learning_pack": "handover_form",
    "confidence_pairs": "evaluation",
    "my_baseline": "evaluation",
    "link_map": "evaluation",
    "storyboard": "story_form",
    "my_folder": "story_form",
    "chart_critique": "critique",
    "practice_file": "practice",
    "what_was_understood": "practice",
    "lunch_club": "practice",
    "lunch_club_chart": "practice",
}
__all__ = [*_ROOMS]  # noqa: PLE0604 - the names are those of the table above


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"champions has no {name!r}. It has: {', '.join(__all__)}.")
    return getattr(import_module(f"champions.{_ROOMS[name]}"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]

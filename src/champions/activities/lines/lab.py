"""One set of weeks, and the places where its lines may come from: to see what each choice hides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from champions.sentences.told import InWords, later, once_in_each_language, told

if TYPE_CHECKING:
    from champions.charts.chart import Chart

SITES = InWords(
    {"bus": later("Clinic bus"), "centre": later("Health centre"), "all": later("Both together")}
)
#: What the data call them, in every language.
_IN_THE_DATA = {"bus": "Clinic bus", "centre": "Health centre"}
LINES = InWords(
    {
        "whole": later("All weeks"),
        "before": later("The weeks before cycle 3, kept (frozen)"),
        "cycle": later("New lines from cycle 3"),
        "notes": later("New lines at each of the three cycles"),
        "dip": later("New lines when the dip of August 2025 begins"),
    }
)
#: The three cycles, by the Monday on which each began.
CYCLES = InWords(
    {
        "2024-09-09": later("leaflet"),
        "2024-12-02": later("phone calls"),
        "2025-03-10": later("bus at school"),
    }
)
#: The weeks of the two Augusts, when many people are away.
AUGUST = tuple(f"{year}-08-{day:02}" for year, first in ((2024, 5), (2025, 4)) for day in
               range(first, first + 22, 7))  # fmt: skip
#: Open weeks before cycle 3; with the two weeks when both sites were closed there are two more.
BEFORE = 38
_CLOSED = 2


def weekly_uptake(site: str = "all") -> pd.DataFrame:
    """People invited and people who came, one row a week, without closed weeks and copied rows.

    Args:
        site: ``"bus"``, ``"centre"`` or ``"all"``.

    >>> len(weekly_uptake("bus"))
    78
    """
    return _all_weeks(site).dropna(subset=["invited"]).reset_index(drop=True)


def _all_weeks(site: str) -> pd.DataFrame:
    """The same with a row for each closed week, whose numbers are empty."""
    from champions.data import load

    table = load("health-check-uptake").drop_duplicates()
    if site != "all":
        table = table[table["site"] == _IN_THE_DATA[site]]
    return table.groupby("week", as_index=False)[["invited", "came"]].sum(min_count=1)


@once_in_each_language
def uptake_chart(site: str, lines: str, *, leave_out_august: bool = False) -> Chart:
    """A p chart of the share who came, with its lines from the chosen weeks.

    Args:
        site: a key of SITES. lines: a key of LINES.
        leave_out_august: True works the lines out without the weeks of August.

    >>> chart = uptake_chart("bus", "cycle", leave_out_august=True)
    >>> [round(float(centre), 2) for centre in chart.phases["centre"]]
    [0.33, 0.57]
    """
    from champions.charts.chart import control_chart

    reason = told("known cause, agreed by the team")
    third = max(CYCLES)
    options: dict[str, dict[str, Any]] = {
        "whole": {},
        "before": {"freeze": BEFORE + _CLOSED},
        "cycle": {"rebase": {third: reason}},
        "notes": {"rebase": dict.fromkeys(CYCLES, told("a cycle began"))},
        "dip": {"rebase": {AUGUST[4]: told("no reason given")}},
    }
    return control_chart(
        _all_weeks(site),
        "p",
        "came",
        time="week",
        out_of="invited",
        improvement="up",
        name=told("people who came"),
        title=told("{service}: share who came", service=SITES[site]),
        notes=dict(CYCLES) if lines in {"whole", "before"} else None,
        exclude=AUGUST if leave_out_august else None,
        **options[lines],
    )


def fresh_lines() -> None:
    """Show a form: choose a service and where the lines come from, and see what the chart says."""
    from champions.activities.run_charts.labs import unread
    from champions.lesson import views
    from champions.lesson.page import Page

    def shown(chosen: views.Chosen, read: bool) -> Page:
        chart = uptake_chart(chosen["site"], chosen["lines"], leave_out_august=chosen["august"])
        if not read:
            return unread(chart)  # its reading would give the number that is asked for
        return Page(str(chart._repr_mimebundle_()["text/html"]), chart.said().caption)

    parts = (
        views.Pick("site", told("Service"), SITES),
        views.Pick("lines", told("Lines come from"), LINES),
        views.Tick("august", told("Work the lines out without August")),
    )
    words = told("A chart of health checks. You choose the service, and where its lines come from.")
    views.show(views.Views(words, parts, shown, until=["weeks-of-the-dip"]))

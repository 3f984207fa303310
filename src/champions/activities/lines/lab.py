"""One set of weeks, and the places where its lines may come from: to see what each choice hides."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from champions.charts.chart import Chart

SITES = {"bus": "Clinic bus", "centre": "Health centre", "all": "Both together"}
LINES = {
    "whole": "All weeks",
    "before": "The weeks before cycle 3, kept (frozen)",
    "cycle": "New lines from cycle 3",
    "notes": "New lines at each of the three cycles",
    "dip": "New lines when the dip of August 2025 begins",
}
#: The three cycles, by the Monday on which each began.
CYCLES = {"2024-09-09": "leaflet", "2024-12-02": "phone calls", "2025-03-10": "bus at school"}
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
        table = table[table["site"] == SITES[site]]
    return table.groupby("week", as_index=False)[["invited", "came"]].sum(min_count=1)


@lru_cache(maxsize=16)
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

    reason = "known cause, agreed by the team"
    third = max(CYCLES)
    options: dict[str, dict[str, Any]] = {
        "whole": {},
        "before": {"freeze": BEFORE + _CLOSED},
        "cycle": {"rebase": {third: reason}},
        "notes": {"rebase": dict.fromkeys(CYCLES, "a cycle began")},
        "dip": {"rebase": {AUGUST[4]: "no reason given"}},
    }
    return control_chart(
        _all_weeks(site),
        "p",
        "came",
        time="week",
        out_of="invited",
        improvement="up",
        name="people who came",
        title=f"{SITES[site]}: share who came",
        notes=CYCLES if lines in {"whole", "before"} else None,
        exclude=AUGUST if leave_out_august else None,
        **options[lines],
    )


def fresh_lines() -> None:
    """Show a form: choose a service and where the lines come from, and see what the chart says."""
    import ipywidgets as w

    from champions.activities.run_charts.labs import unread
    from champions.lesson import session
    from champions.questions import forms

    words = "A chart of health checks. You choose the service, and where its lines come from."
    if session.being_marked():  # nobody is there to choose
        session.show({"text/html": f"<p>{words}</p>", "text/plain": words})
        return
    site = w.Dropdown(options=[(said, key) for key, said in SITES.items()], value="bus")
    site.description = "Service"
    lines = w.Dropdown(options=[(said, key) for key, said in LINES.items()])
    lines.description = "Lines come from"
    august = w.Checkbox(description="Work the lines out without August", indent=False)
    august.add_class("champions-tick")
    picture = w.HTML()

    def turned(_change: object = None) -> None:
        chart = uptake_chart(site.value, lines.value, leave_out_august=august.value)
        read = session.answered("weeks-of-the-dip")  # until then its reading would give the number
        picture.value = str(chart._repr_mimebundle_()["text/html"]) if read else unread(chart).html

    for box in (site, lines, august):
        box.observe(turned, "value")
    turned()
    form = w.VBox([site, lines, august, picture])
    form.add_class("champions-form")
    session.show(forms.view(form, words, picture.value))

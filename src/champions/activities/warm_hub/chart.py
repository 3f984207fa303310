"""The warm hub of lesson 07: a year of visits, with the band that weeks usually stay in.

Limits and icons are taught in lesson 08. So this chart is an XmR chart whose words are those of
lesson 07, and it carries no icon: the icon speaks of the last week, and would say "common cause"
over a year that holds two special ones.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from champions.charts.chart import Chart, control_chart
from champions.sentences import counted, listed
from champions.sentences.told import InWords, bare, in_figures, later, once_in_each_language, told

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: What the engine writes on the picture, and what stands there in this lesson.
_WORDS = InWords(
    {
        "upper limit": later("band ends"),
        "lower limit": later("band begins"),
        "above limit": later("above band"),
        "below limit": later("below band"),
    }
)


def hub_weeks() -> pd.DataFrame:
    """Visits to the warm hub, one row a week, without the week that was typed twice.

    >>> len(hub_weeks())
    52
    """
    from champions.data import load

    return load("warm-hub-visits").drop_duplicates("week").reset_index(drop=True)


@dataclass(frozen=True, repr=False)
class BandChart(Chart):
    """A chart that speaks of a band in place of limits, and shows no icon."""

    @cached_property
    def variation(self) -> None:
        """No icon before lesson 08."""
        return

    @cached_property
    def reading(self) -> str:
        """Where the band lies, and which weeks lie outside."""
        points = self.points
        known = points[~points["missing"]]
        outside = known[known["outside"]]
        low, high = round(known["lower"].iloc[0]), round(known["upper"].iloc[0])
        those = listed(
            told(
                "{visits} visits in the week of {day}",
                visits=in_figures(value, ".0f"),
                day=self.series.say(point - 1),
            )
            for point, value in outside["value"].items()
        )
        return told(
            "The band goes from {low} to {high} visits. {inside} of "
            "{weeks} weeks lie in it. Outside are {those}. Chance alone "
            "would rarely do that.",
            low=low,
            high=high,
            inside=len(known) - len(outside),
            weeks=len(known),
            those=those,
        )

    @cached_property
    def caption(self) -> str:
        """The reading, the gap, and whose rules were used."""
        closed = int(self.points["missing"].sum())
        gap = counted(closed, "1 week has no number: it is a gap.", "{n} weeks are gaps.")
        rules = told("The band is worked out by the Making Data Count rules.")
        return f"{self.reading} {gap} {rules}"

    @cached_property
    def alt(self) -> str:
        """What the picture shows, for a person who does not see it."""
        known = self.points[~self.points["missing"]]["value"]
        return (
            told(
                "Chart of visits to the warm hub, one dot a week for {weeks} "
                "weeks, from {least} to {most} visits, with two dashed lines "
                "that mark a band.",
                weeks=len(known),
                least=in_figures(known.min(), ".0f"),
                most=in_figures(known.max(), ".0f"),
            )
            + f" {self.reading}"
        )

    def draw_on(self, figure: Figure, size: str) -> None:
        """The picture of the chart engine, with the words of this lesson on it."""
        from matplotlib.text import Text

        super().draw_on(figure, size)
        for text in figure.findobj(Text):
            said = text.get_text()
            for theirs, ours in _WORDS.items():
                said = said.replace(bare(told(theirs)), bare(ours))
            text.set_text(said)


@once_in_each_language
def hub_chart() -> BandChart:
    """The year on an XmR chart, by the Making Data Count rules.

    >>> [(signal.rule, signal.points) for signal in hub_chart().signals]
    [('outside', (19,)), ('outside', (33,))]
    """
    chart = control_chart(
        hub_weeks(),
        "i",
        "visits",
        time="week",
        name="visits",
        title=told("Visits to the warm hub in a week"),
    )
    return BandChart(**{field.name: getattr(chart, field.name) for field in fields(chart)})

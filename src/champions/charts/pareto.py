"""Pareto chart: the few reasons that make up most of the cases.

Bars stand in order of their counts, with the share that they make together. The most frequent is not
always the most important: a rare thing may be serious.

Source: Juran's rule as taught in Provost LP, Murray SK, The Health Care Data Guide.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from champions.charts.export import Said, Showable
from champions.charts.result import ParetoResult
from champions.charts.tidy import column, numbers, refuse
from champions.charts.words import read_pareto
from champions.sentences import counted, listed
from champions.sentences.told import later, told

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SMALL = later("Smaller groups")
#: The bar of rows whose category nobody wrote down.
NOT_KNOWN = later("(not known)")


@dataclass(frozen=True, repr=False)
class Pareto(ParetoResult, Showable):
    """The result of a Pareto chart: :class:`champions.charts.result.ParetoResult` lists what it holds."""

    @cached_property
    def reading(self) -> str:
        """The chart in plain words."""
        return read_pareto(self)

    def said(self, *, reading: bool = True) -> Said:
        """What the picture shows, and what stands below it."""
        rows = "; ".join(f"{label} {count:,.0f}" for label, count in self.points["count"].items())
        words = self.reading if reading else ""
        alt = (
            told(
                "Pareto chart of {title}: bars from most to least frequent. {rows}.",
                title=self.title or self.name,
                rows=rows,
            )
            + f" {words}"
        )
        return Said(alt.strip(), "\n".join(one for one in (words, *self.notes) if one))

    def draw(self, ax: Axes, *, size: str = "screen") -> Axes:
        """Draw on axes of your own."""
        from champions.charts.drawing.panels import Panel
        from champions.charts.drawing.side_by_side import draw_pareto

        draw_pareto(self, Panel.of(ax), size)
        return ax

    def draw_on(self, figure: Figure, size: str) -> None:
        """Fill a whole figure."""
        from champions.charts.drawing.side_by_side import draw_pareto, pareto_panel

        draw_pareto(self, pareto_panel(self, figure, size), size)


def pareto_chart(
    data: Any,
    category: Any = None,
    *,
    count: Any = None,
    suppress: int | None = None,
    join_spellings: bool = True,
    not_known: bool = False,
    title: str = "",
    name: str = "cases",
) -> Pareto:
    """Draw a Pareto chart: categories from most to least frequent.

    Args:
        data: a table, or a list with one category for each case.
        category: the column of categories.
        count: the column of counts; without it, each row is one case.
        suppress: counts under this number are put together, and never stand alone.
        join_spellings: take categories as one that differ in capitals and spaces only, and say so in the
            notes. False keeps them apart, which the note only calls possible: it is read by learners too.
        not_known: show the rows without a category as a bar of their own, rather than leave them out. How
            much nobody wrote down is a finding too (``use.na`` in the R package qicharts2).
        title: over the chart. name: what is counted.

    Raises:
        ChartError: in plain words, where the data cannot be charted.

    Source: see :mod:`champions.charts.pareto`.

    >>> pareto_chart(["phone", "bus", "phone", "stairs", "phone", "bus", "phone"])
    The most frequent is phone: 4 of 7 (57.1%). Together phone and bus make up 85.7%. The most frequent \
is not always the most important.
    """
    labels = pd.Series(
        list(column(data, category, "category") if category is not None else data), dtype=object
    )
    many = (
        np.ones(len(labels)) if count is None else numbers(column(data, count, "count"), str(count))
    )
    notes: list[str] = []
    if many.size != len(labels):
        refuse(
            told("There are not as many counts as categories."),
            told("Each needs its own."),
            told("Check the lists."),
        )
    if (many < 0).any():
        refuse(
            told("A count is below 0."),
            told("There cannot be fewer than none."),
            told("Correct it."),
        )
    blank = labels.isna().to_numpy() | (labels.astype(str).str.strip() == "").to_numpy()
    if not_known and (blank & ~np.isnan(many)).any():
        labels, blank = labels.mask(blank, _name_for(labels)), np.zeros(blank.size, bool)
    empty = blank | np.isnan(many)
    if empty.any():
        notes.append(
            counted(
                int(empty.sum()),
                "1 row has no category or count, and is left out.",
                "{n} rows have no category or count, and are left out.",
            )
        )
    kept, weights = labels[~empty].astype(str), many[~empty]
    if join_spellings:
        kept = _one_spelling(kept, weights, notes)
    totals = pd.Series(weights, index=kept).groupby(level=0, sort=False).sum()
    totals = totals[totals > 0].sort_values(ascending=False, kind="stable")
    if totals.empty:
        refuse(
            told("There is nothing to count."),
            told("The chart would be empty."),
            told("Add cases, and run this again."),
        )
    if suppress is not None:
        totals = _put_together(totals, suppress, notes)
    share = totals / totals.sum()
    table = pd.DataFrame(
        {"count": totals, "share": share, "cumulative": share.cumsum().clip(upper=1)}
    )
    table.index.name = "category"
    return Pareto(table, float(totals.sum()), tuple(notes), title, name)


def _name_for(labels: pd.Series) -> str:
    """What the bar of unknown categories is called: no name that a category has."""
    taken = {str(label).strip().casefold() for label in labels.dropna()}
    unknown = told(NOT_KNOWN)
    return unknown if unknown not in taken else told("(no category in the data)")


#: Spellings that were joined and are named one by one in a note.
_MOST_JOINED = 3


def _one_spelling(labels: pd.Series, weights: np.ndarray, notes: list[str]) -> pd.Series:
    """Each category in its most frequent spelling, and a note for each that had more than one."""
    plain = labels.str.split().str.join(" ")
    key = plain.str.casefold()
    counts = pd.Series(weights, index=pd.MultiIndex.from_arrays([key, plain])).groupby(
        level=[0, 1], sort=False
    )
    most = counts.sum().sort_values(ascending=False, kind="stable")
    best = dict(reversed([(one, said) for one, said in most.index]))
    written = labels.groupby(key, sort=False).unique()
    joined = [one for one, spellings in written.items() if len(spellings) > 1]
    for one in joined[:_MOST_JOINED]:
        spellings = listed([f"“{said}”" for said in written[one]])
        notes.append(
            told("{spellings} were counted as one: {name}.", spellings=spellings, name=best[one])
        )
    if joined:
        more = counted(
            len(joined) - _MOST_JOINED,
            "1 more category had more than one spelling.",
            "{n} more categories had more than one spelling.",
        )
        ask = told("Do they mean different things? Then they can be kept apart.")
        notes.append(f"{more} {ask}" if len(joined) > _MOST_JOINED else ask)
    return key.map(best)


def _put_together(totals: pd.Series, suppress: int, notes: list[str]) -> pd.Series:
    """Join small categories, and one more where the rest would give a single one away."""
    small = int((totals < suppress).sum())
    if not small:
        return totals
    while small < totals.size and (small < 2 or totals.iloc[-small:].sum() < suppress):
        small += 1
    rest = float(totals.iloc[-small:].sum())
    if rest < suppress:
        refuse(
            told("There are fewer than {suppress} cases in all.", suppress=suppress),
            told("They cannot be shown safely."),
            told("Wait for more."),
        )
    notes.append(
        told(
            "Counts under {suppress} are put together to protect people: {small} categories.",
            suppress=suppress,
            small=small,
        )
    )
    return pd.concat([totals.iloc[:-small], pd.Series({told(SMALL): rest})])

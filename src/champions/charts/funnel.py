"""Funnel plot: places side by side, with limits that allow for how large each place is.

A place with few cases varies more by chance. So its limits are wider, and the limits of all places
together look like a funnel. There is no order in time, so there are no runs.

Source: Spiegelhalter DJ. Funnel plots for comparing institutional performance. Statistics in Medicine
2005;24:1185-202. Limits are exact binomial (proportions) or Poisson (rates), made continuous between
two counts as in its appendix A.1.1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import pandas as pd

from champions.charts.export import Said, Showable
from champions.charts.funnel_limits import TAILS, funnel_limits
from champions.charts.result import FunnelResult
from champions.charts.tidy import column, numbers, one_of, refuse
from champions.charts.words import read_funnel
from champions.sentences import counted
from champions.sentences.told import in_figures, later, told

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@dataclass(frozen=True, repr=False)
class Funnel(FunnelResult, Showable):
    """The result of a funnel plot: :class:`champions.charts.result.FunnelResult` lists what it holds."""

    @cached_property
    def reading(self) -> str:
        """The plot in plain words."""
        return read_funnel(self)

    def said(self, *, reading: bool = True) -> Said:
        """What the picture shows, and what stands below it."""
        sizes, words = self.points["out_of"].dropna(), self.reading if reading else ""
        alt = (
            told(
                "Funnel plot of {title}: each dot is a place, from {least} to "
                "{most} cases wide, inside limits that narrow as places grow.",
                title=self.title or self.name,
                least=in_figures(sizes.min(), ",.0f"),
                most=in_figures(sizes.max(), ",.0f"),
            )
            + f" {words}"
        )
        limits = told("Limits: 95% and 99.8%, exact (Spiegelhalter 2005).")
        return Said(alt.strip(), "\n".join(one for one in (words, *self.notes, limits) if one))

    def unread(self) -> Self:
        """The same plot with no place marked as outside, for a person who is to find them."""
        return replace(self, points=self.points.assign(type="inside"))

    def draw(self, ax: Axes, *, size: str = "screen") -> Axes:
        """Draw on axes of your own."""
        from champions.charts.drawing.panels import Panel
        from champions.charts.drawing.side_by_side import draw_funnel

        draw_funnel(self, Panel.of(ax), size)
        return ax

    def draw_on(self, figure: Figure, size: str) -> None:
        """Fill a whole figure."""
        from champions.charts.drawing.side_by_side import draw_funnel, whole_panel

        draw_funnel(self, whole_panel(figure, self.title, size), size)


def funnel_chart(
    data: Any,
    value: Any,
    *,
    out_of: Any,
    place: Any = None,
    kind: str = "proportion",
    centre: float | None = None,
    percent: bool | None = None,
    multiply: float = 1.0,
    suppress: int | None = None,
    title: str = "",
    name: str | None = None,
) -> Funnel:
    """Draw a funnel plot: a proportion or rate of each place against the size of the place.

    Args:
        data: a table, or None when lists are given.
        value: the column of counts. out_of: the column of cases or exposure.
        place: the column of names; without it, places count from 1.
        kind: ``"proportion"`` (a count out of cases) or ``"rate"`` (events for an exposure).
        centre: a proportion or rate agreed beforehand, in the unit of the chart; else all together.
        percent: show as %; the default for proportions. multiply: show times this, such as 1000.
        suppress: hide counts under this number; the pooled value does without those places.
        title: over the chart. name: what is counted.

    Raises:
        ChartError: in plain words, where the data cannot be charted.

    Source: Spiegelhalter 2005; see :func:`funnel_limits`.

    >>> places = pd.DataFrame({"ward": list("ABCDE"), "late": [20, 24, 18, 60, 21],
    ...                        "visits": [100, 120, 90, 110, 105]})
    >>> funnel_chart(places, "late", out_of="visits", place="ward")
    Late: 27.2% over all 5 wards. Above the wide limits: D (54.5%). Ask what is different there. It may be the \
records, the people served or the care.
    """
    one_of(kind, ("proportion", "rate"), later("kind of funnel"))
    count = numbers(column(data, value, "value"), str(value) if isinstance(value, str) else "value")
    size = numbers(
        column(data, out_of, "out_of"), str(out_of) if isinstance(out_of, str) else "out_of"
    )
    labels = pd.Index(
        range(1, count.size + 1) if place is None else list(column(data, place, "place")),
        name="place",
    )
    _check(count, size, labels, kind)
    notes: list[str] = []
    count, size, hidden = _known_only(count, size, kind, suppress, notes)
    scale = float(multiply)
    pooled = (
        math.fsum(count[~np.isnan(count)]) / math.fsum(size[~np.isnan(size)])
        if centre is None
        else centre / scale
    )
    table = pd.DataFrame(
        {"count": count, "out_of": size, "value": count / size * scale}, index=labels
    )
    for label, tail in TAILS.items():
        both = [
            funnel_limits(pooled, n, tail, kind) if n > 0 else (math.nan, math.nan)
            for n in size.tolist()
        ]
        table[f"lower_{label}"], table[f"upper_{label}"] = np.array(both).T * scale
    table["hidden"] = hidden
    table["type"] = _types(table)
    spread = _overdispersion(count, size, pooled, kind)
    if spread > 2:
        notes.append(
            told(
                "The places differ about {times} times as widely as chance "
                "alone would make them, so many may lie outside. The cause "
                "is often that places serve different people. Do not rank "
                "them.",
                times=in_figures(math.sqrt(spread), ".1f"),
            )
        )
    found = name or (value.replace("_", " ") if isinstance(value, str) else "value")
    show = (kind == "proportion" and multiply == 1) if percent is None else percent
    called = place if isinstance(place, str) and data is not None else "place"
    return Funnel(
        table, pooled * scale, kind, spread, tuple(notes), title, found, show, scale, called
    )


def _check(count: np.ndarray, size: np.ndarray, labels: pd.Index, kind: str) -> None:
    if count.size != size.size or len(labels) != count.size or not count.size:
        refuse(
            told("The lists are not of one length, or are empty."),
            told("Each place needs a count and a size."),
            told("Check them."),
        )
    if labels.has_duplicates:
        twice = labels[labels.duplicated()][0]
        refuse(
            told("{place} is there more than once.", place=repr(twice)),
            told("Each place has one point."),
            told("Join its rows first."),
        )
    wrong = {
        later("a count below 0"): count < 0,
        later("a size below 0"): size < 0,
        later("a count out of 0"): (size == 0) & (count > 0),
        later("a count above its size"): (count > size) & (kind == "proportion"),
    }
    for what, flags in wrong.items():
        if flags.any():
            refuse(
                told("{place} has {what}.", place=labels[int(np.argmax(flags))], what=told(what)),
                told("That cannot be."),
                told("Correct it, or leave it empty."),
            )


def _known_only(
    count: np.ndarray, size: np.ndarray, kind: str, suppress: int | None, notes: list[str]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    lost = np.isnan(count) | np.isnan(size) | (size == 0)
    hidden = np.zeros(count.size, dtype=bool)
    if suppress is not None:
        hidden = (count < suppress) & ~lost
        if kind == "proportion":
            hidden |= (size - count < suppress) & ~lost
        if hidden.any():
            notes.append(
                told(
                    "Counts under {least} are hidden to protect people: {n} places.",
                    least=suppress,
                    n=hidden.sum(),
                )
            )
    gone = int((lost & ~hidden).sum())
    if gone:
        notes.append(
            counted(
                gone,
                "1 place has no value and is not drawn.",
                "{n} places have no value and are not drawn.",
            )
        )
    off = lost | hidden
    if off.all():
        refuse(
            told("No place has a value that can be shown."),
            told("Nothing is left to draw."),
            told("Join places into larger ones."),
        )
    return np.where(off, np.nan, count), np.where(off, np.nan, size), hidden


def _types(table: pd.DataFrame) -> np.ndarray:
    value = table["value"]
    # In this order: the first that is true names the place.
    where = {
        "missing": value.isna(),
        "above 99.8%": value > table["upper_99.8"],
        "below 99.8%": value < table["lower_99.8"],
        "above 95%": value > table["upper_95"],
        "below 95%": value < table["lower_95"],
    }
    return np.select(list(where.values()), list(where), "inside")


def _overdispersion(count: np.ndarray, size: np.ndarray, centre: float, kind: str) -> float:
    """Mean square of the standardised distance from the centre: 1 if only chance is at work.

    The largest and smallest tenth are drawn in, so that a few places far out do not make it large.
    Source: Spiegelhalter 2005, section 4.
    """
    known = ~np.isnan(count)
    spread = centre * (1 - centre) if kind == "proportion" else centre
    if known.sum() < 5 or spread <= 0:
        return math.nan
    z = np.sort((count[known] / size[known] - centre) / np.sqrt(spread / size[known]))
    low, high = np.quantile(z, [0.1, 0.9])
    return float(np.mean(np.clip(z, low, high) ** 2))

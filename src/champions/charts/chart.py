"""Run charts and control charts: one call gives a result, and the result draws and reads itself.

``run_chart`` asks whether the middle has moved; ``control_chart`` also what chance alone would do.
Both give a frozen :class:`Chart`: its points, phases and signals come first (:mod:`champions.charts.result`),
and its reading and picture are made from them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self, TypeAlias, Unpack, overload

import numpy as np
import pandas as pd

from champions.charts.evidence import say_of_many
from champions.charts.export import Said, Showable
from champions.charts.kinds import KINDS, kind_named
from champions.charts.options import Asked, Options, ask
from champions.charts.phases import work_out
from champions.charts.result import Result, Results
from champions.charts.runs import Signal
from champions.charts.series import make_series
from champions.charts.tidy import ChartError, column, one_of, refuse
from champions.charts.words import alt_text, caption_text, read_chart
from champions.sentences.told import later, told

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["Chart", "ChartError", "Charts", "control_chart", "run_chart"]

#: What ``facets`` takes: the name of a column, or a group for each row.
Groups: TypeAlias = str | Sequence[Any] | np.ndarray | pd.Series


#: Said of small charts that do not share their numbers up the side.
_FREE = later("Each small chart has a scale of its own. Do not compare their heights.")


class _OverTime(Options, total=False):
    """What a chart over time takes by name, beside its groups."""

    time: Any
    rules: str
    scales: str
    by_facet: Mapping[str, Options] | None


@dataclass(frozen=True, repr=False)
class Chart(Result, Showable):
    """The result of a chart, which shows itself in a notebook, and exports itself.

    :class:`champions.charts.result.Result` lists what it holds: points, phases, lines, signals.
    """

    @cached_property
    def reading(self) -> str:
        """The chart in plain words."""
        return read_chart(self)

    def said(self, *, reading: bool = True) -> Said:
        """What the picture shows, and what stands below it."""
        words = self.reading if reading else ""
        return Said(alt_text(self, words), caption_text(self, words))

    def unread(self) -> Self:
        """The same chart without its signals and icons, for a person who is to find them."""
        plain = replace(self, signals=())
        plain.__dict__.update(
            variation=None, assurance=None
        )  # both are worked out once, and kept there
        return plain

    def draw(self, ax: Axes, *, size: str = "screen") -> Axes:
        """Draw the chart on axes of your own.

        Args:
            ax: where to draw.
            size: of letters and dots: ``"screen"``, ``"phone"``, ``"print"`` or ``"projector"``.
        """
        from champions.charts.drawing.plots import draw_chart

        draw_chart(self, ax, size)
        return ax

    def draw_on(self, figure: Figure, size: str) -> None:
        """Fill a whole figure with the chart."""
        from champions.charts.drawing.plots import fill_figure

        fill_figure(self, figure, size)


@dataclass(frozen=True, repr=False)
class Charts(Results, Showable):
    """Small multiples: one chart for each group, side by side on one scale, or each on its own.

    Attributes:
        charts: name of the group to its :class:`Chart`.
        title: over all of them.
        scales: ``"same"`` or ``"free"``.
    """

    charts: Mapping[str, Chart]
    title: str = ""
    scales: str = "same"

    def __getitem__(self, name: str) -> Chart:
        return self.charts[name]

    def _stacked(self, name: str) -> pd.DataFrame:
        tables = {facet: getattr(chart, name) for facet, chart in self.charts.items()}
        return pd.concat(tables, names=["facet"])

    @cached_property
    def points(self) -> pd.DataFrame:
        """The points of all charts, by the name of the group."""
        return self._stacked("points")

    @cached_property
    def phases(self) -> pd.DataFrame:
        """The phases of all charts, by the name of the group."""
        return self._stacked("phases")

    @property
    def signals(self) -> Mapping[str, tuple[Signal, ...]]:
        """The signals of each chart, by the name of the group."""
        return MappingProxyType({name: chart.signals for name, chart in self.charts.items()})

    @property
    def notes(self) -> tuple[str, ...]:
        """What must be known about the data of each group."""
        return tuple(
            f"{name}: {note}" for name, chart in self.charts.items() for note in chart.notes
        )

    @cached_property
    def reading(self) -> str:
        """Each chart in plain words."""
        each = [f"{name}: {chart.reading}" for name, chart in self.charts.items()]
        of_all = say_of_many([*self.charts.values()])
        return "\n".join([*each, of_all] if of_all else each)

    def said(self, *, reading: bool = True) -> Said:
        """What the pictures show, and what stands below them."""
        each = {name: chart.said(reading=reading) for name, chart in self.charts.items()}
        head = told("{n} small charts.", n=len(each))
        captions = [f"{name}: {said.caption}" for name, said in each.items()]
        alts = [f"{name}: {said.alt}" for name, said in each.items()]
        if self.scales == "free":
            captions = [_FREE, *captions]
            head = f"{head} {_FREE}"
        if reading and (of_all := say_of_many([*self.charts.values()])):
            captions.append(of_all)
            alts.append(of_all)
        return Said(" ".join([head, *alts]), "\n".join(captions))

    def draw_on(self, figure: Figure, size: str) -> None:
        """Fill a whole figure with the charts."""
        from champions.charts.drawing.plots import fill_with_many

        fill_with_many(self, figure, size)


@overload
def run_chart(
    data: Any, value: Any = None, *, facets: None = None, **options: Unpack[_OverTime]
) -> Chart: ...
@overload
def run_chart(
    data: Any, value: Any = None, *, facets: Groups, **options: Unpack[_OverTime]
) -> Charts: ...
def run_chart(
    data: Any,
    value: Any = None,
    *,
    time: Any = None,
    rules: str = "anhoej",
    facets: Groups | None = None,
    by_facet: Mapping[str, Options] | None = None,
    scales: str = "same",
    **options: Unpack[Options],
) -> Chart | Charts:
    """Draw a run chart: values in order of time, and their median.

    Args:
        data: a table (DataFrame), a Series, or a list of numbers in order of time.
        value: the column to draw. time: the column that says when.
        rules: ``"anhoej"``, ``"perla"`` or ``"making-data-count"``; see :mod:`champions.charts.runs`.
        facets: a column of groups, each of which gets its own chart.
        by_facet: options for one group only, such as ``{"North": {"freeze": 12}}``.
        scales: of the small charts up the side: ``"same"`` for all, or ``"free"``, each its own.
        **options: as for :func:`control_chart`: freeze, rebase, exclude, centre, target, improvement,
            multiply, percent, trend, suppress, aggregate, notes, title, name, unit.

    Returns:
        A :class:`Chart`, or :class:`Charts` when ``facets`` is given.

    Raises:
        ChartError: in plain words, where the data cannot be charted.

    Source: Anhøj & Olesen 2014 (rules ``anhoej``); Perla, Provost, Murray 2011 (``perla``).

    >>> waits = [24, 26, 22, 28, 25, 27, 23, 26, 24, 27, 15, 17, 14, 16, 18, 15, 17, 16, 14, 15]
    >>> run_chart(waits, name="waits")
    The waits fell: 10 points in a row below the middle line, from point 11. Before that, 10 points in a row lay \
above the middle line, from point 1 to point 10. The dots crossed \
the middle line only once, where 6 or more are usual. That is unlikely to be chance: a stable service of \
this length shows a signal by these rules about 2 times in 100.
    """
    one_of(rules, KINDS["run"].rules, later("rule set for a run chart"))
    return _chart("run", rules, data, value, time, None, facets, by_facet, scales, options)


@overload
def control_chart(
    data: Any,
    kind: str = "i",
    value: Any = None,
    *,
    facets: None = None,
    out_of: Any = None,
    **options: Unpack[_OverTime],
) -> Chart: ...
@overload
def control_chart(
    data: Any,
    kind: str = "i",
    value: Any = None,
    *,
    facets: Groups,
    out_of: Any = None,
    **options: Unpack[_OverTime],
) -> Charts: ...
def control_chart(
    data: Any,
    kind: str = "i",
    value: Any = None,
    *,
    time: Any = None,
    out_of: Any = None,
    rules: str = "making-data-count",
    facets: Groups | None = None,
    by_facet: Mapping[str, Options] | None = None,
    scales: str = "same",
    **options: Unpack[Options],
) -> Chart | Charts:
    """Draw a control chart: values in order of time, their centre, and the limits of chance.

    Args:
        data: a table (DataFrame), a Series, or a list of numbers in order of time.
        kind: ``"i"`` (XmR), ``"ip"`` (I′), ``"mr"``, ``"xbar"``, ``"s"``, ``"p"``, ``"pp"`` (P′), ``"u"``,
            ``"up"`` (U′), ``"c"``, ``"g"`` or ``"t"``; see :mod:`champions.charts.limits`.
        value: the column to draw; on p and u charts the count, on I′ charts the total. On Xbar and S charts a
            list of columns, or a column whose rows of one time make a group.
        time: the column that says when. Dates as 2025-05-06. Without it, points count from 1.
        out_of: on p, u and I′ charts, the column of totals, exposure or sizes.
        rules: see :mod:`champions.charts.signals`.
        facets: a column of groups, each of which gets its own chart.
        by_facet: options for one group only, such as ``{"North": {"target": 0.8}}``.
        scales: of the small charts up the side: ``"same"`` for all, or ``"free"``, each its own.
        **options:
            freeze: work out the lines from the first so many points (of each phase), and extend them.
            rebase: where the lines start afresh: times, or a mapping of time to the reason for it.
            exclude: times of points left out of lines and runs, and drawn hollow.
            centre: a centre line agreed beforehand, in the unit of the chart.
            target: a number, a column or a list (a trajectory), in the unit of the chart.
            improvement: ``"up"``, ``"down"`` or ``"neither"``: which way is better.
            multiply: show values times this, such as 1000 for a rate. percent: show shares as %.
            k: limits lie k mean moving ranges away on i and t charts: 2.66, or 3/1.128.
            screen_moving_ranges: leave out very large moving ranges, once (i, ip, t, pp, up).
            trend: another number of points for the trend rule.
            lowest, highest: values beyond which no limit is drawn, such as 0.
            suppress: hide counts under this number, and the lines do without them.
            aggregate: ``"sum"``, ``"mean"``, ``"median"`` or ``"sd"`` of rows that share a time.
            notes: words to write at points, by their time.
            title, name, unit: over the chart; what the numbers are ("waits"); their unit ("days").

    Returns:
        A :class:`Chart`, or :class:`Charts` when ``facets`` is given.

    Raises:
        ChartError: in plain words, where the data cannot be charted.

    Source: Montgomery; Provost & Murray; NHS England, Making Data Count. See :mod:`champions.charts.limits`.

    >>> chart = control_chart([12, 14, 11, 13, 12, 15, 13, 11, 12, 30, 13, 12], name="minutes late")
    >>> [(signal.rule, signal.points) for signal in chart.signals]
    [('outside', (10,))]
    >>> chart.phases[["centre", "lower", "upper"]].round(2).values.tolist()
    [[14.0, 1.43, 26.57]]
    """
    kind = kind_named(kind)
    if KINDS.get(kind) is None or KINDS[kind].runs_alone:
        one_of(
            kind,
            [name for name, row in KINDS.items() if not row.runs_alone],
            later("control chart"),
        )
    one_of(rules, KINDS[kind].rules, later("rule set for a control chart"))
    return _chart(kind, rules, data, value, time, out_of, facets, by_facet, scales, options)


def _chart(
    kind: str,
    rules: str,
    data: Any,
    value: Any,
    time: Any,
    out_of: Any,
    facets: Groups | None,
    by_facet: Mapping[str, Options] | None,
    scales: str,
    options: Options,
) -> Chart | Charts:
    one_of(scales, ("same", "free"), later("way to draw scales"))
    if facets is None:
        return _one_chart(ask(kind, rules, data, value, options), data, value, time, out_of)
    table = data if isinstance(data, pd.DataFrame) else refuse(
        told("Small charts need a table."), told("A list has no column of groups."), told("Give a DataFrame.")
    )  # fmt: skip
    groups = pd.Series(column(table, facets, "facets"), index=table.index)
    own = by_facet or {}
    for name in own:
        one_of(name, [str(group) for group in groups.unique()], "group")
    charts = {}
    for group in groups.dropna().unique():
        chosen: dict[str, Any] = {**options, "title": str(group), **own.get(str(group), {})}
        part = table[groups == group]
        try:
            asked = ask(kind, rules, part, value, chosen)
            charts[str(group)] = _one_chart(asked, part, value, time, out_of)
        except ChartError as error:
            raise ChartError(f"{group}: {error}") from error
    return Charts(MappingProxyType(charts), str(options.get("title") or ""), scales)


def _one_chart(asked: Asked, data: Any, value: Any, time: Any, out_of: Any) -> Chart:
    found = work_out(make_series(data, value, time, out_of, asked), asked)
    return Chart(found.asked, found.series, found.parts, found.signals, found.found)

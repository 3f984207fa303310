"""Run charts and control charts: one call gives a result, and the result draws and reads itself.

``run_chart`` asks whether the middle has moved; ``control_chart`` also what chance alone would do.
Both give a frozen :class:`Chart`: its points, phases, signals and reading come first, and the picture
is drawn from them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from numbers import Integral, Real
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias, overload

import numpy as np
import pandas as pd

from champions.charts import limits
from champions.charts.drawing.icons import Icon, assurance, check_improvement, variation
from champions.charts.export import Showable
from champions.charts.limits import Lines
from champions.charts.runs import RUN_RULES, RunAnalysis, Signal, judge_runs
from champions.charts.series import KINDS, Asked, Series, make_series
from champions.charts.signals import LIMIT_RULES, count_runs, find_signals, mark_points, only
from champions.charts.tidy import (
    LARGEST,
    ChartError,
    column,
    numbers,
    one_of,
    refuse,
    rounding,
    side,
)
from champions.charts.words import alt_text, caption_text, read_chart

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["Chart", "ChartError", "Charts", "control_chart", "run_chart"]

#: What ``facets`` takes: the name of a column, or a group for each row.
Groups: TypeAlias = str | Sequence[Any] | np.ndarray | pd.Series

_SAME = {
    "xmr": "i", "x": "i", "p'": "pp", "p′": "pp", "p-prime": "pp", "u'": "up", "u′": "up", "u-prime": "up",
}  # fmt: skip
_PROVISIONAL = 15


@dataclass(frozen=True)
class Phase:
    """One stretch between rebases: which points, their lines, what was found."""

    first: int
    used: np.ndarray
    kept: np.ndarray
    lines: Lines
    signals: tuple[Signal, ...]
    judged: RunAnalysis | None = None

    @cached_property
    def runs(self) -> RunAnalysis:
        """Runs about the centre line: by the rules of a run chart, else by the Anhøj rules."""
        return self.judged or count_runs(only(self.lines, self.kept))


@dataclass(frozen=True, repr=False)
class Chart(Showable):
    """The result of a chart. It shows itself in a notebook, and exports itself.

    Attributes:
        asked: what was asked for. series: the clean data.
        parts: the phases as computed. signals: every :class:`champions.charts.runs.Signal`, its points
            numbered from 1 as in the index of :attr:`points`.
        notes: sentences that a reader of the chart must know, such as gaps or a short baseline.
    """

    asked: Asked
    series: Series
    parts: tuple[Phase, ...]
    signals: tuple[Signal, ...]
    notes: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Which chart: ``"run"``, ``"i"``, ``"p"`` and so on."""
        return self.asked.kind

    @property
    def rules(self) -> str:
        """The name of the rule set."""
        return self.asked.rules

    @cached_property
    def lines(self) -> Lines:
        """Values, centre and limits of all points, in the unit of the chart."""
        parts = [part.lines for part in self.parts]
        scale = self.asked.multiply
        return Lines(
            _joined(parts, "values", scale), _joined(parts, "centre", scale), _joined(parts, "lower", scale),
            _joined(parts, "upper", scale), None if parts[0].sigma is None else _joined(parts, "sigma", scale),
        )  # fmt: skip

    @cached_property
    def marks(self) -> tuple[np.ndarray, np.ndarray]:
        """For each point the position of the signal that names it (-1: none), and its way."""
        return mark_points(self.signals, self.series.value.size)

    @cached_property
    def types(self) -> np.ndarray:
        """What each point is: common cause, improvement, concern, or special cause."""
        named, ways = self.marks
        better = {"up": 1, "down": -1}.get(self.asked.improvement or "", 0) * ways
        kinds = np.array(["concern", "special cause", "improvement"], dtype=object)[better + 1]
        kinds[named < 0] = "common cause"
        kinds[np.isnan(self.lines.values)] = "missing"
        return kinds

    @cached_property
    def points(self) -> pd.DataFrame:
        """One row for each point, numbered from 1: a copy to work with."""
        series, lines = self.series, self.lines
        table: dict[str, Any] = {"time": series.time, "value": lines.values}
        if series.out_of is not None:
            table |= {"count": series.value, "out_of": series.out_of}
        if series.groups is not None:
            table["size"] = series.groups.size
        table |= {"centre": lines.centre, "lower": lines.lower, "upper": lines.upper}
        if series.target is not None:
            table["target"] = series.target
        starts = np.zeros(series.value.size, dtype=int)
        starts[list(series.starts)] = 1
        named, _ = self.marks
        rules = np.array([signal.rule for signal in self.signals] + [""], dtype=object)
        near = rounding(lines.values, lines.centre)
        above, below = lines.values > lines.upper + near, lines.values < lines.lower - near
        table |= {
            "phase": np.cumsum(starts),
            "baseline": np.concatenate([part.used for part in self.parts]),
            "excluded": series.excluded,
            "missing": np.isnan(lines.values),
            "hidden": series.hidden,
            "side": side(lines.values, lines.centre),
            "outside": above | below,
            "rule": rules[named],
            "type": self.types,
            "note": [series.said.get(at, "") for at in range(series.value.size)],
        }
        return pd.DataFrame(table, index=pd.RangeIndex(1, series.value.size + 1, name="point"))

    @cached_property
    def phases(self) -> pd.DataFrame:
        """One row for each phase, numbered from 1: its lines, at its last known point, and its runs."""
        rows = [self._phase_row(at) for at in range(len(self.parts))]
        return pd.DataFrame(rows, index=pd.RangeIndex(1, len(rows) + 1, name="phase"))

    def _phase_row(self, at: int) -> dict[str, Any]:
        part, scale = self.parts[at], self.asked.multiply
        size = part.lines.values.size
        last = part.first + size - 1
        known = np.flatnonzero(~np.isnan(part.lines.values))
        shown = known[-1] if known.size else -1
        return {
            "start": self.series.time[part.first],
            "end": self.series.time[last],
            "reason": self.series.reasons[at],
            "points": size,
            "missing": size - known.size,
            "excluded": int(self.series.excluded[part.first : last + 1].sum()),
            "baseline": int(part.used[known].sum()),
            "centre": part.lines.centre[shown] * scale,
            "lower": part.lines.lower[shown] * scale,
            "upper": part.lines.upper[shown] * scale,
            "mean_range": part.lines.mean_range * (1 if self.kind in {"pp", "up", "t"} else scale),
            "useful": part.runs.useful,
            "longest": part.runs.longest,
            "longest_limit": part.runs.longest_limit,
            "crossings": part.runs.crossings,
            "crossings_limit": part.runs.crossings_limit,
            "signals": len(part.signals),
        }

    @cached_property
    def variation(self) -> Icon | None:
        """The icon of variation, from the last known point of the current phase.

        None on a run chart, and where there are no limits to judge that point by.
        """
        last = self._last()
        named, ways = self.marks
        if self.kind == "run" or (np.isnan(self.lines.upper[last]) and named[last] < 0):
            return None
        return variation(int(ways[last]) if named[last] >= 0 else None, self.asked.improvement)

    @cached_property
    def assurance(self) -> Icon | None:
        """The icon of assurance, from the current limits; None without a target and a direction."""
        last = self._last()
        if self.series.target is None or self.kind == "run" or np.isnan(self.lines.upper[last]):
            return None
        target, lower, upper = (
            self.series.target[last],
            self.lines.lower[last],
            self.lines.upper[last],
        )
        if np.isnan(target):
            return None
        near = rounding(self.lines.values, self.lines.centre)
        high, low = target > upper + near, target < lower - near
        return assurance(bool(high), bool(low), self.asked.improvement)

    def _last(self) -> int:
        first = self.parts[-1].first
        known = np.flatnonzero(~np.isnan(self.lines.values[first:]))
        return first + int(known[-1]) if known.size else self.series.value.size - 1

    @cached_property
    def reading(self) -> str:
        """The chart in plain words."""
        return read_chart(self)

    @cached_property
    def alt(self) -> str:
        """What the picture shows, for a person who does not see it."""
        return alt_text(self)

    @cached_property
    def caption(self) -> str:
        """The reading, what must be known about the data, and whose rules were used."""
        return caption_text(self)

    @property
    def title(self) -> str:
        """The title that was given, or none."""
        return self.asked.title

    def draw(self, ax: Axes, *, size: str = "screen") -> Axes:
        """Draw the chart on axes of your own.

        Args:
            ax: where to draw.
            size: of letters and dots: ``"screen"``, ``"print"`` or ``"projector"``.
        """
        from champions.charts.drawing.plots import draw_chart

        draw_chart(self, ax, size)
        return ax

    def draw_on(self, figure: Figure, size: str) -> None:
        """Fill a whole figure with the chart."""
        from champions.charts.drawing.plots import fill_figure

        fill_figure(self, figure, size)


def _joined(parts: Sequence[Lines], name: str, scale: float) -> np.ndarray:
    arrays = [getattr(part, name) for part in parts]
    whole = arrays[0] if len(arrays) == 1 else np.concatenate(arrays)
    return whole if scale == 1 else whole * scale


@dataclass(frozen=True, repr=False)
class Charts(Showable):
    """Small multiples: one chart for each group, side by side on one scale.

    Attributes:
        charts: name of the group to its :class:`Chart`.
        title: over all of them.
    """

    charts: Mapping[str, Chart]
    title: str = ""

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
        return "\n".join(f"{name}: {chart.reading}" for name, chart in self.charts.items())

    @cached_property
    def alt(self) -> str:
        """What the pictures show."""
        head = f"{len(self.charts)} small charts. "
        return head + " ".join(f"{name}: {chart.alt}" for name, chart in self.charts.items())

    @cached_property
    def caption(self) -> str:
        """Readings and what must be known, of each chart."""
        return "\n".join(f"{name}: {chart.caption}" for name, chart in self.charts.items())

    def draw_on(self, figure: Figure, size: str) -> None:
        """Fill a whole figure with the charts."""
        from champions.charts.drawing.plots import fill_with_many

        fill_with_many(self, figure, size)


@overload
def run_chart(
    data: Any,
    value: Any = None,
    *,
    time: Any = None,
    rules: str = "anhoej",
    facets: None = None,
    by_facet: None = None,
    **options: Any,
) -> Chart: ...
@overload
def run_chart(
    data: Any,
    value: Any = None,
    *,
    time: Any = None,
    rules: str = "anhoej",
    facets: Groups,
    by_facet: Mapping[str, Mapping[str, Any]] | None = None,
    **options: Any,
) -> Charts: ...
def run_chart(
    data: Any,
    value: Any = None,
    *,
    time: Any = None,
    rules: str = "anhoej",
    facets: Groups | None = None,
    by_facet: Mapping[str, Mapping[str, Any]] | None = None,
    **options: Any,
) -> Chart | Charts:
    """Draw a run chart: values in order of time, and their median.

    Args:
        data: a table (DataFrame), a Series, or a list of numbers in order of time.
        value: the column to draw. time: the column that says when.
        rules: ``"anhoej"``, ``"perla"`` or ``"making-data-count"``; see :mod:`champions.charts.runs`.
        facets: a column of groups, each of which gets its own chart.
        by_facet: options for one group only, such as ``{"North": {"freeze": 12}}``.
        **options: as for :func:`control_chart`: freeze, rebase, exclude, centre, target, improvement,
            multiply, percent, trend, suppress, aggregate, notes, title, name, unit.

    Returns:
        A :class:`Chart`, or :class:`Charts` when ``facets`` is given.

    Raises:
        ChartError: in plain words, where the data cannot be charted.

    Source: Anhøj & Olesen 2014 (rules ``anhoej``); Perla, Provost, Murray 2011 (``perla``).

    >>> waits = [24, 26, 22, 28, 25, 27, 23, 26, 24, 27, 15, 17, 14, 16, 18, 15, 17, 16, 14, 15]
    >>> run_chart(waits, name="waits")
    The waits fell: 10 points in a row below the middle line, from point 11. The middle line was \
crossed only once. That is unlikely to be chance.
    """
    one_of(rules, RUN_RULES, "rule set for a run chart")
    return _chart("run", rules, data, value, time, None, facets, by_facet, options)


@overload
def control_chart(
    data: Any,
    kind: str = "i",
    value: Any = None,
    *,
    time: Any = None,
    out_of: Any = None,
    rules: str = "making-data-count",
    facets: None = None,
    by_facet: None = None,
    **options: Any,
) -> Chart: ...
@overload
def control_chart(
    data: Any,
    kind: str = "i",
    value: Any = None,
    *,
    time: Any = None,
    out_of: Any = None,
    rules: str = "making-data-count",
    facets: Groups,
    by_facet: Mapping[str, Mapping[str, Any]] | None = None,
    **options: Any,
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
    by_facet: Mapping[str, Mapping[str, Any]] | None = None,
    **options: Any,
) -> Chart | Charts:
    """Draw a control chart: values in order of time, their centre, and the limits of chance.

    Args:
        data: a table (DataFrame), a Series, or a list of numbers in order of time.
        kind: ``"i"`` (XmR), ``"mr"``, ``"xbar"``, ``"s"``, ``"p"``, ``"pp"`` (P′), ``"u"``, ``"up"`` (U′),
            ``"c"``, ``"g"`` or ``"t"``; see :mod:`champions.charts.limits`.
        value: the column to draw; on p and u charts the count. On Xbar and S charts a list of columns,
            or a column whose rows of one time make a group.
        time: the column that says when. Dates as 2025-05-06. Without it, points count from 1.
        out_of: on p and u charts, the column of totals or exposure.
        rules: see :mod:`champions.charts.signals`.
        facets: a column of groups, each of which gets its own chart.
        by_facet: options for one group only, such as ``{"North": {"target": 0.8}}``.
        **options:
            freeze: work out the lines from the first so many points (of each phase), and extend them.
            rebase: where the lines start afresh: times, or a mapping of time to the reason for it.
            exclude: times of points left out of lines and runs, and drawn hollow.
            centre: a centre line agreed beforehand, in the unit of the chart.
            target: a number, a column or a list (a trajectory), in the unit of the chart.
            improvement: ``"up"``, ``"down"`` or ``"neither"``: which way is better.
            multiply: show values times this, such as 1000 for a rate. percent: show shares as %.
            k: limits lie k mean moving ranges away on i and t charts: 2.66, or 3/1.128.
            screen_moving_ranges: leave out very large moving ranges, once (i, t, pp, up).
            trend: another number of points for the trend rule.
            lowest, highest: values beyond which no limit is drawn, such as 0.
            suppress: hide counts under this number, and the lines do without them.
            aggregate: ``"sum"``, ``"mean"`` or ``"median"`` of rows that share a time.
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
    kind = _SAME.get(str(kind).lower(), str(kind).lower())
    one_of(kind, [name for name in KINDS if name != "run"], "control chart")
    one_of(rules, LIMIT_RULES, "rule set for a control chart")
    return _chart(kind, rules, data, value, time, out_of, facets, by_facet, options)


#: Every option of a chart.
OPTIONS = {
    "freeze", "rebase", "exclude", "centre", "target", "improvement", "multiply", "percent", "k",
    "screen_moving_ranges", "trend", "lowest", "highest", "suppress", "aggregate", "notes", "title",
    "name", "unit",
}  # fmt: skip
#: Options that only some charts have.
ONLY = {
    "k": {"i", "t"}, "screen_moving_ranges": {"i", "t", "pp", "up"},
    "lowest": set(KINDS) - {"run"}, "highest": set(KINDS) - {"run"},
}  # fmt: skip


#: Options that are one number: whether it must be whole, and whether it must be above 0.
_ONE_NUMBER = {
    "freeze": (True, True), "trend": (True, True), "multiply": (False, True), "k": (False, True),
    "suppress": (False, True), "lowest": (False, False), "highest": (False, False),
}  # fmt: skip


def _plain_numbers(given: Mapping[str, Any]) -> dict[str, Any]:
    """The options that are one number, as plain numbers of Python."""
    plain = {}
    for name in _ONE_NUMBER.keys() & given.keys():
        whole, above_zero = _ONE_NUMBER[name]
        value: Any = given[name]
        kind: Any = Integral if whole else Real
        fits = isinstance(value, kind) and type(value) is not bool
        plain[name] = value = (int if isinstance(value, Integral) else float)(value) if fits else 0
        if not fits or not abs(value) <= LARGEST or (above_zero and value <= 0):
            must = "a whole number" if whole else "a number"
            refuse(
                f"{name} is {given[name]!r}.",
                f"It must be {must}{' above 0' if above_zero else ''}.",
                "Correct it, or leave it away.",
            )
    return plain


def _ask(kind: str, rules: str, data: Any, value: Any, options: Mapping[str, Any]) -> Asked:
    for option in options:
        one_of(option, sorted(OPTIONS), "option")
        if option in ONLY and kind not in ONLY[option]:
            charts = " or ".join(sorted(ONLY[option]))
            refuse(
                f"A {KINDS[kind][0]} has no {option}.",
                f"Only {charts} charts have.",
                "Leave it away.",
            )
    given = {
        name: option
        for name, option in options.items()
        if option is not None and option is not pd.NA
    }
    given |= _plain_numbers(given)
    chosen = (RUN_RULES if kind == "run" else LIMIT_RULES)[rules]
    if "trend" in given and not chosen.trend:
        refuse(
            f"The rule set {rules!r} has no trend.",
            "A length for it means nothing.",
            "Leave it away.",
        )
    check_improvement(given.get("improvement"))
    if type(given.get("percent", True)) is not bool:
        refuse(f"percent is {given['percent']!r}.", "It must be True or False.", "Correct it.")
    if "screen_moving_ranges" in given:
        given["screen"] = given.pop("screen_moving_ranges")
    if "exclude" in given:
        listed = given["exclude"]
        given["exclude"] = (
            tuple(listed) if np.ndim(listed) or isinstance(listed, tuple) else (listed,)
        )
    rebase = given.get("rebase", ())
    if not isinstance(rebase, Mapping) and np.ndim(rebase) == 0:
        given["rebase"] = (rebase,)
    given |= {name: str(given[name]) for name in ("title", "name", "unit") if name in given}
    given.setdefault("percent", kind in {"p", "pp"} and given.get("multiply", 1) == 1)
    if "name" not in given:
        found = value if isinstance(value, str) else getattr(data, "name", None)
        given["name"] = str(found).replace("_", " ") if found else "values"
    return Asked(kind, rules, **given)


def _chart(
    kind: str,
    rules: str,
    data: Any,
    value: Any,
    time: Any,
    out_of: Any,
    facets: Groups | None,
    by_facet: Mapping[str, Mapping[str, Any]] | None,
    options: Mapping[str, Any],
) -> Chart | Charts:
    if facets is None:
        return _one_chart(_ask(kind, rules, data, value, options), data, value, time, out_of)
    table = data if isinstance(data, pd.DataFrame) else refuse(
        "Small charts need a table.", "A list has no column of groups.", "Give a DataFrame."
    )  # fmt: skip
    groups = pd.Series(column(table, facets, "facets"), index=table.index)
    own = by_facet or {}
    for name in own:
        one_of(name, [str(group) for group in groups.unique()], "group")
    charts = {}
    for group in groups.dropna().unique():
        chosen = {**options, "title": str(group), **own.get(str(group), {})}
        part = table[groups == group]
        try:
            asked = _ask(kind, rules, part, value, chosen)
            charts[str(group)] = _one_chart(asked, part, value, time, out_of)
        except ChartError as error:
            raise ChartError(f"{group}: {error}") from error
    return Charts(MappingProxyType(charts), options.get("title") or "")


def _one_chart(asked: Asked, data: Any, value: Any, time: Any, out_of: Any) -> Chart:
    series = make_series(data, value, time, out_of, asked)
    ends = (*series.starts[1:], series.value.size)
    found = [
        _phase(series, asked, first, last) for first, last in zip(series.starts, ends, strict=True)
    ]
    parts = tuple(part for part, _ in found)
    cautions = [
        *series.cautions,
        *dict.fromkeys(said for _, all_said in found for said in all_said),
    ]
    signals = tuple(
        signal
        if not part.first
        else replace(signal, points=tuple(at + part.first for at in signal.points))
        for part in parts
        for signal in part.signals
    )
    return Chart(asked, series, parts, signals, tuple(cautions))


def _phase(series: Series, asked: Asked, first: int, last: int) -> tuple[Phase, list[str]]:
    """Lines and signals of the points from first to before last, and what must be said of them."""
    kept = ~series.excluded[first:last]
    used = kept.copy()
    if asked.freeze is not None:
        used[asked.freeze :] = False
    lines = _lines(series, asked, first, last, used)
    known = used & ~np.isnan(lines.values)
    cautions = _say_baseline(int(known.sum()), asked, series, first)
    lines, flat = _without_collapsed(lines, asked)
    cautions += flat
    if asked.kind == "run":
        runs = judge_runs(
            lines.values[kept], side(lines.values, lines.centre)[kept], RUN_RULES[asked.rules],
            float(lines.centre[0]) * asked.multiply, trend=asked.trend, numbered=np.flatnonzero(kept) + 1,
        )  # fmt: skip
        return Phase(first, used, kept, lines, runs.signals, runs), cautions
    signals = find_signals(
        lines,
        LIMIT_RULES[asked.rules],
        trend=asked.trend,
        outside_only=asked.kind == "mr",
        keep=kept,
    )
    return Phase(first, used, kept, lines, signals), cautions


def _lines(series: Series, asked: Asked, first: int, last: int, used: np.ndarray) -> Lines:
    value, kind = series.value[first:last], asked.kind
    if np.isnan(value[used]).all():
        _refuse_no_line()
    centre = _given_centre(asked, first, last, series.value.size)
    if series.groups is not None:
        g = series.groups
        part = limits.Subgroups(g.mean[first:last], g.deviation[first:last], g.size[first:last])
        lines = (limits.xbar_lines if kind == "xbar" else limits.s_lines)(part, used, centre)
    elif series.out_of is not None:
        shares = limits.p_lines if kind in {"p", "pp"} else limits.u_lines
        prime = kind in {"pp", "up"}
        lines = shares(
            value, series.out_of[first:last], used, centre, prime=prime, screen=asked.screen
        )
    elif kind in {"i", "t"}:
        ranges = limits.i_lines if kind == "i" else limits.t_lines
        lines = ranges(value, used, centre, k=asked.k, screen=asked.screen)
    else:
        plain = {
            "run": limits.run_lines,
            "mr": limits.mr_lines,
            "c": limits.c_lines,
            "g": limits.g_lines,
        }
        lines = plain[kind](value, used, centre)
    if np.isnan(lines.centre).all():
        _refuse_no_line()
    if asked.lowest is not None:
        lines = replace(lines, lower=np.maximum(lines.lower, asked.lowest / asked.multiply))
    if asked.highest is not None:
        lines = replace(lines, upper=np.minimum(lines.upper, asked.highest / asked.multiply))
    return lines


def _refuse_no_line() -> NoReturn:
    refuse(
        "A phase or baseline has no value to work out its lines from.",
        "The chart would have no middle line there.",
        "Choose a longer baseline, or another place to start afresh.",
    )


def _given_centre(asked: Asked, first: int, last: int, size: int) -> Any:
    if asked.centre is None:
        return None
    one = np.ndim(asked.centre) == 0
    given = numbers([asked.centre] if one else asked.centre, "centre") / asked.multiply
    _check_centre(given, asked)
    if one:
        return float(given[0])
    if given.size != size:
        refuse(
            f"There are {size} points and {given.size} numbers for centre.",
            "Each point needs its own.",
            "Give one number, or a list of the same length.",
        )
    return given[first:last]


def _check_centre(given: np.ndarray, asked: Asked) -> None:
    """A line that was agreed beforehand must be one that the points could stand on."""
    made_from = KINDS[asked.kind][1]
    if np.isnan(given).any():
        wrong = "is missing at a point" if given.size > 1 else "is not a number"
    elif made_from in {"share", "rate", "count", "time between"} and (given < 0).any():
        wrong = "is below 0"
    elif made_from == "share" and (given > 1).any():
        wrong = "is above 100%"
    else:
        return
    refuse(f"centre {wrong}.", "No middle line can be there.", "Correct it, or leave it away.")


def _say_baseline(count: int, asked: Asked, series: Series, first: int) -> list[str]:
    if count >= _PROVISIONAL or (asked.centre is not None and asked.kind == "run"):
        return []
    where = (
        "The lines"
        if len(series.starts) == 1
        else f"The lines of phase {series.starts.index(first) + 1}"
    )
    said = "one point" if count == 1 else f"{count} points"
    return [
        f"{where} come from {said} only. Take them as provisional until there are {_PROVISIONAL}."
    ]


def _without_collapsed(lines: Lines, asked: Asked) -> tuple[Lines, list[str]]:
    """Limits that fall onto the centre are not limits: they are left out, and that is said."""
    if asked.kind == "run":
        if np.all(
            (lines.values == lines.values[~np.isnan(lines.values)][0]) | np.isnan(lines.values)
        ):
            return lines, ["All values are the same, so nothing can be judged."]
        return lines, []
    width = lines.upper - lines.lower
    if (width > 1e-12 * np.abs(lines.centre)).any():
        return lines, []
    none = np.full(lines.values.size, np.nan)
    sigma = None if lines.sigma is None else none
    why = (
        "The points of the baseline do not vary"
        if not np.isnan(width).all()
        else "There are too few points"
    )
    said = f"{why}, so no limits can be worked out. None are drawn, and no point is judged by them."
    return replace(lines, lower=none, upper=none, sigma=sigma), [said]

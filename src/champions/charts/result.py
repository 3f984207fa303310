"""What charts found: numbers alone. Words, pictures and files are made from these, and never the other way.

:mod:`champions.charts.words` says a result, :mod:`champions.charts.drawing` draws it, and
:mod:`champions.charts.export` sends it out. None of them is known here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from champions.charts.icons import Icon, assurance, variation
from champions.charts.kinds import Kind
from champions.charts.limits import Lines
from champions.charts.options import Asked
from champions.charts.runs import RunAnalysis, Signal
from champions.charts.series import Series
from champions.charts.signals import count_runs, mark_points, only
from champions.charts.tidy import rounding, side


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
class Result:
    """What a chart over time found: numbers alone. :class:`champions.charts.chart.Chart` shows them.

    Attributes:
        asked: what was asked for. series: the clean data.
        parts: the phases as computed. signals: every :class:`champions.charts.runs.Signal`, its points
            numbered from 1 as in the index of :attr:`points`.
        notes: sentences that a reader of the chart must know, such as gaps or a short baseline.
        doubts: names of what the data say against the rules; see :mod:`champions.charts.cautions`.
    """

    asked: Asked
    series: Series
    parts: tuple[Phase, ...]
    signals: tuple[Signal, ...]
    notes: tuple[str, ...]
    doubts: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """Which chart: ``"run"``, ``"i"``, ``"p"`` and so on."""
        return self.asked.kind

    @property
    def row(self) -> Kind:
        """The row of its kind: what it is made from, and the words for it."""
        return self.asked.row

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
            "mean_range": part.lines.mean_range * (scale if self.row.ranges_scaled else 1),
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
        if self.row.runs_alone or (np.isnan(self.lines.upper[last]) and named[last] < 0):
            return None
        return variation(int(ways[last]) if named[last] >= 0 else None, self.asked.improvement)

    @cached_property
    def assurance(self) -> Icon | None:
        """The icon of assurance, from the current limits; None without a target and a direction."""
        last = self._last()
        if self.series.target is None or self.row.runs_alone or np.isnan(self.lines.upper[last]):
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

    @property
    def title(self) -> str:
        """The title that was given, or none."""
        return self.asked.title


def _joined(parts: Sequence[Lines], name: str, scale: float) -> np.ndarray:
    arrays = [getattr(part, name) for part in parts]
    whole = arrays[0] if len(arrays) == 1 else np.concatenate(arrays)
    return whole if scale == 1 else whole * scale


@dataclass(frozen=True, repr=False)
class Results:
    """Small multiples: a result for each group.

    Attributes:
        charts: name of the group to its result.
        title: over all of them.
    """

    charts: Mapping[str, Result]
    title: str = ""


@dataclass(frozen=True, repr=False)
class FunnelResult:
    """What a funnel plot found.

    Attributes:
        points: a row for each place: count, out_of, value, limits, and its type.
        centre: the pooled proportion or rate. kind: ``"proportion"`` or ``"rate"``.
        overdispersion: 1 where places vary as chance would make them; well above 1, they vary more.
        notes: what must be known about the data.
    """

    points: pd.DataFrame
    centre: float
    kind: str
    overdispersion: float
    notes: tuple[str, ...]
    title: str
    name: str
    percent: bool
    multiply: float

    @property
    def outside(self) -> pd.DataFrame:
        """The places outside the wide limits (99.8 %), the furthest out first.

        How far is counted in widths of the limit: from the centre to it is 1.
        """
        table = self.points[self.points["type"].isin(["above 99.8%", "below 99.8%"])]
        edge = np.where(table["type"] == "above 99.8%", table["upper_99.8"], table["lower_99.8"])
        with np.errstate(divide="ignore", invalid="ignore"):
            far = (table["value"] - self.centre).to_numpy() / (edge - self.centre)
        return table.iloc[np.argsort(-np.nan_to_num(far), kind="stable")]


@dataclass(frozen=True, repr=False)
class ParetoResult:
    """What a Pareto chart found.

    Attributes:
        points: a row for each category, most frequent first: count, share, cumulative.
        total: all cases. notes: what must be known about the data.
    """

    points: pd.DataFrame
    total: float
    notes: tuple[str, ...]
    title: str
    name: str

    @property
    def enough(self) -> int:
        """How many categories, from the most frequent, make up 80 % together."""
        return int(np.searchsorted(self.points["cumulative"].to_numpy(), 0.8 - 1e-12)) + 1

"""What charts found: numbers alone. Words, pictures and files are made from these, and never the other way.

:mod:`champions.charts.words` says a result, :mod:`champions.charts.drawing` draws it, and
:mod:`champions.charts.export` sends it out. None of them is known here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pandas as pd

from champions.charts.cautions import AGAINST_SIGNALS, Caution, look_for_cautions
from champions.charts.icons import Icon, assurance, unread, variation
from champions.charts.kinds import Kind
from champions.charts.limits import Lines
from champions.charts.options import Asked
from champions.charts.runs import FEWEST_FROZEN, RunAnalysis, Signal
from champions.charts.series import Series
from champions.charts.signals import BY_ORDER, count_runs, mark_points, only
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


#: What a point can be; the first three by how much better the way of its signal is: -1, 0, 1.
_TYPES = ("concern", "special cause", "improvement", "common cause", "missing")


@lru_cache(maxsize=256)
def _known_words(words: tuple[str, ...]) -> Any:
    """Words as pandas keeps them: making such an array takes longer than working out a chart."""
    return pd.Series(list(words)).array


@lru_cache(maxsize=64)
def _known_names(names: tuple[str, ...]) -> pd.Index:
    """The names of columns as pandas keeps them. No table can change them."""
    return pd.Index(names)


def _words(words: tuple[str, ...], at: np.ndarray) -> Any:
    """A column of words, each by its place; -1 is the last."""
    if len(words) == 1 or (at == at[0]).all():  # nothing found, or no note: as on most charts
        return _known_words((words[at[0]],) * at.size)
    return _known_words(words).take(np.where(at < 0, len(words) - 1, at))


@dataclass(frozen=True, repr=False)
class Result:
    """What a chart over time found: numbers alone. :class:`champions.charts.chart.Chart` shows them.

    Attributes:
        asked: what was asked for. series: the clean data.
        parts: the phases as computed. signals: every :class:`champions.charts.runs.Signal`, its points
            numbered from 1 as in the index of :attr:`points`.
        found: sentences on what was found while the lines were worked out, such as gaps or a short baseline.
    """

    asked: Asked
    series: Series
    parts: tuple[Phase, ...]
    signals: tuple[Signal, ...]
    found: tuple[str, ...] = ()

    @cached_property
    def cautions(self) -> tuple[Caution, ...]:
        """What the data say against the rules, looked for when it is first asked for."""
        phases = [(part.lines, part.used, part.kept) for part in self.parts]
        return tuple(look_for_cautions(self.asked, self.series, phases))

    @property
    def doubts(self) -> tuple[str, ...]:
        """The names of :attr:`cautions`; see :mod:`champions.charts.cautions`."""
        return tuple(caution.name for caution in self.cautions)

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences that a reader of the chart must know: what was found, and every caution."""
        return (*self.found, *(caution.words for caution in self.cautions))

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
        return np.array(_TYPES, dtype=object)[self._type_codes]

    @cached_property
    def _type_codes(self) -> np.ndarray:
        """The type of each point, as a place in :data:`_TYPES`."""
        named, ways = self.marks
        codes = {"up": 1, "down": -1}.get(self.asked.improvement or "", 0) * ways + 1
        codes[named < 0] = _TYPES.index("common cause")
        codes[np.isnan(self.lines.values)] = _TYPES.index("missing")
        return codes

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
        notes = (
            [series.said.get(at, "") for at in range(series.value.size)] if series.said else None
        )
        near = rounding(lines.values, lines.centre)
        above, below = lines.values > lines.upper + near, lines.values < lines.lower - near
        table |= {
            "phase": np.cumsum(starts),
            "baseline": np.concatenate([part.used for part in self.parts]),
            "excluded": series.excluded,
            "missing": np.isnan(lines.values),
            "hidden": series.hidden,
            "side": side(lines.values, lines.centre, near),
            "outside": above | below,
            "rule": _words((*(signal.rule for signal in self.signals), ""), named),
            "type": _words(_TYPES, self._type_codes),
            "note": notes or _words(("",), np.zeros(series.value.size, dtype=int)),
        }
        # Names are put on afterwards: to learn what kind of names they are takes long, and is known.
        plain = dict(enumerate(table.values()))
        made = pd.DataFrame(plain, index=pd.RangeIndex(1, series.value.size + 1, name="point"))
        made.columns = _known_names(tuple(table))
        return made

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
        if named[last] < 0:
            return variation(None, self.asked.improvement)
        against = {*self.doubts} - ({"overdispersion"} if self._by_order(named[last]) else set())
        return variation(
            int(ways[last]), self.asked.improvement, doubted=bool(against & AGAINST_SIGNALS)
        )

    def _by_order(self, at: int) -> bool:
        """Whether a signal comes from the order of points alone, so that too narrow limits do not make it."""
        return self.signals[at].rule in BY_ORDER

    @cached_property
    def assurance(self) -> Icon | None:
        """The icon of assurance, from the current limits; None without a target and a direction.

        Only a stable process has one to read: else it has no letter, and says why (:attr:`assurance_unread`).
        Where limits differ from point to point, a target is met always only if all limits of the current
        phase leave it on the better side.
        """
        last, phase = self._last(), slice(self.parts[-1].first, None)
        if self.series.target is None or self.row.runs_alone or np.isnan(self.lines.upper[last]):
            return None
        target = self.series.target[last]
        if np.isnan(target):
            return None
        near = rounding(self.lines.values, self.lines.centre)
        high = target > np.nanmax(self.lines.upper[phase]) + near
        low = target < np.nanmin(self.lines.lower[phase]) - near
        icon = assurance(bool(high), bool(low), self.asked.improvement)
        return unread(self.assurance_unread) if icon and self.assurance_unread else icon

    @cached_property
    def assurance_unread(self) -> str:
        """Why the limits do not say whether a target will be met; empty where they do.

        ``"doubts"``: what the data say against the rules, or ``"signals"`` in the current phase, or
        ``"few points"``: limits of so few may be far off.
        """
        part = self.parts[-1]
        if self.doubts:
            return "doubts"
        if part.signals:
            return "signals"
        known = int((~np.isnan(part.lines.values) & part.used).sum())
        return "few points" if known < FEWEST_FROZEN else ""

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
        scales: ``"same"`` up the side of all charts, or ``"free"``: each has its own.
    """

    charts: Mapping[str, Result]
    title: str = ""
    scales: str = "same"


@dataclass(frozen=True, repr=False)
class FunnelResult:
    """What a funnel plot found.

    Attributes:
        points: a row for each place: count, out_of, value, limits, and its type.
        centre: the pooled proportion or rate. kind: ``"proportion"`` or ``"rate"``.
        overdispersion: 1 where places vary as chance would make them; well above 1, they vary more.
        notes: what must be known about the data.
        place: what one place is called, as the heading of its column has it.
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
    place: str = "place"

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

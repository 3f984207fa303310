"""One series made ready for its chart: sorted, checked, with its phases, exclusions and gaps marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NoReturn

import numpy as np
import pandas as pd

from champions.charts.given import Draft, read_data
from champions.charts.limits import Subgroups
from champions.charts.options import Asked
from champions.charts.runs import check_freeze
from champions.charts.spacing import Spacing, monthly, say_point, spacing
from champions.charts.tidy import refuse, say_time
from champions.sentences.told import told

__all__ = ["Series", "find_point", "make_series", "say_time"]


@dataclass(frozen=True)
class Series:
    """Clean arrays, one number for each point in order of time.

    Attributes:
        time: dates, numbers or labels; how: which of the three.
        value: what is plotted (before subgroups, shares or rates are worked out: the count).
        out_of: the denominators, or None. groups: the subgroups, or None.
        hidden: True at points left out because their counts are small.
        excluded: True at points that were asked to be left out.
        starts: where each phase starts; reasons: why.
        target: one number for each point, or None. said: the notes written on points.
        cautions: sentences on what was found in the data.
    """

    time: np.ndarray
    how: str
    value: np.ndarray
    out_of: np.ndarray | None
    groups: Subgroups | None
    hidden: np.ndarray
    excluded: np.ndarray
    starts: tuple[int, ...]
    reasons: tuple[str, ...]
    target: np.ndarray | None
    said: Mapping[int, str]
    cautions: tuple[str, ...]

    @cached_property
    def monthly(self) -> bool:
        """Whether every time stands for a month, so that a point is said as its month."""
        return monthly(self.time, self.how)

    @cached_property
    def spacing(self) -> Spacing:
        """How the points follow each other in time."""
        return spacing(self.time, self.how)

    def say(self, at: int, *, year: bool = True) -> str:
        """The time of a point as a person says it."""
        return say_point(self.time, self.how, at, year=year)


def make_series(data: Any, value: Any, time: Any, out_of: Any, asked: Asked) -> Series:
    """Check and sort what was given.

    Args:
        data: a table, a Series or a list. value, time, out_of: names of its columns, or lists.
        asked: the options of the chart.

    Raises:
        ChartError: in plain words, where the data cannot be charted.

    >>> series = make_series([5, 3, None], None, None, None, Asked("i", "anhoej"))
    >>> series.value.tolist(), series.time.tolist()
    ([5.0, 3.0, nan], [1, 2, 3])
    """
    draft, hidden = read_data(data, value, time, out_of, asked)
    starts, reasons = _phases(draft, asked)
    if asked.freeze is not None:
        check_freeze(asked.freeze, draft.value.size)
    excluded = np.zeros(draft.value.size, dtype=bool)
    for named in asked.exclude:
        excluded[find_point(draft.time, draft.how, named, "exclude", exact=True)] = True
    said = {
        find_point(draft.time, draft.how, at, "note"): str(text)
        for at, text in _note_items(asked.notes)
    }
    return Series(
        draft.time, draft.how, draft.value, draft.out_of, draft.groups, hidden, excluded,
        starts, reasons, draft.target, said, tuple(draft.cautions),
    )  # fmt: skip


def _phases(draft: Draft, asked: Asked) -> tuple[tuple[int, ...], tuple[str, ...]]:
    if asked.rebase is None or not len(asked.rebase):
        return (0,), ("",)
    given = asked.rebase if isinstance(asked.rebase, Mapping) else dict.fromkeys(asked.rebase, "")
    found = {0: ""}
    for named, reason in given.items():
        found[find_point(draft.time, draft.how, named, "rebase")] = str(reason or "")
    starts = tuple(sorted(found))
    if len(starts) > 1 and not all(found[start] for start in starts[1:]):
        draft.cautions.append(
            told(
                "The lines were started afresh, and no reason is written down. Give one when the cause is "
                "known, the change has lasted, there are enough points, it is expected to go on, and the "
                "team agreed."
            )
        )
    return starts, tuple(found[start] for start in starts)


def _note_items(notes: Any) -> list[tuple[Any, str]]:
    if notes is None:
        return []
    if isinstance(notes, Mapping):
        return list(notes.items())
    listed = isinstance(notes, Iterable) and not isinstance(notes, str)
    if not listed or not all(np.ndim(pair) == 1 and len(pair) == 2 for pair in notes):
        refuse(
            told("The notes are not a list of times and words."),
            told("The chart does not know where to write them."),
            told('Say for example notes={"2025-05-06": "leaflet sent"}.'),
        )
    return list(notes)


def find_point(time: np.ndarray, how: str, named: Any, what: str, *, exact: bool = False) -> int:
    """Position of the point that a person means: by its time on the axis, or by number from 1.

    A number means a time where times are numbers; where times are dates or labels it counts points
    from 1. Unless ``exact``, a time between two points means the later one.

    >>> find_point(np.array(["2025-05-06", "2025-05-13"], "M8[ns]"), "dates", "2025-05-07", "note")
    1
    """
    count_from_one = isinstance(named, int | np.integer) and how != "numbers"
    if count_from_one:
        at = int(named) - 1
    elif how == "labels":
        at = next((i for i, label in enumerate(time) if label == named), -1)
    else:
        wanted = _on_the_axis(time, how, named, what)
        at = int(np.searchsorted(time, wanted))
        if exact and at < time.size and time[at] != wanted:
            at = -1
    if not 0 <= at < time.size:
        _refuse_place(time, named, what)
    return at


def _on_the_axis(time: np.ndarray, how: str, named: Any, what: str) -> Any:
    """The place across that a person named, as the axis counts."""
    try:
        if how == "dates":
            return np.datetime64(pd.Timestamp(named).tz_localize(None), "ns")
        return float(named)
    except (TypeError, ValueError, OverflowError):
        _refuse_place(time, named, what)


def _refuse_place(time: np.ndarray, named: Any, what: str) -> NoReturn:
    refuse(
        told("The {what} names {named!r}, and no point is there.", what=what, named=named),
        told(
            "The points go from {first} to {last}.",
            first=say_time(time[0]),
            last=say_time(time[-1]),
        ),
        told("Use a time that is on the axis."),
    )

"""One series made ready for its chart: sorted, checked, with its phases, exclusions and gaps marked."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NoReturn

import numpy as np
import pandas as pd

from champions.charts.limits import Subgroups
from champions.charts.runs import check_freeze
from champions.charts.tidy import column, numbers, one_of, refuse, times

#: Kinds of control chart, what a person calls them, and what they are made from.
KINDS = {
    "i": ("I chart (XmR)", "value"),
    "mr": ("MR chart", "value"),
    "xbar": ("Xbar chart", "subgroups"),
    "s": ("S chart", "subgroups"),
    "p": ("P chart", "share"),
    "pp": ("P′ chart", "share"),
    "u": ("U chart", "rate"),
    "up": ("U′ chart", "rate"),
    "c": ("C chart", "count"),
    "g": ("G chart", "count"),
    "t": ("T chart", "time between"),
    "run": ("Run chart", "value"),
}


@dataclass(frozen=True)
class Asked:
    """What was asked of a chart, as given by the person. See :func:`champions.control_chart`."""

    kind: str
    rules: str
    freeze: int | None = None
    rebase: Any = None
    exclude: Sequence[Any] = ()
    centre: Any = None
    target: Any = None
    improvement: str | None = None
    multiply: float = 1.0
    percent: bool = False
    k: float = 2.66
    screen: bool = False
    trend: int | None = None
    lowest: float | None = None
    highest: float | None = None
    suppress: int | None = None
    aggregate: str | None = None
    notes: Any = None
    title: str = ""
    name: str = "values"
    unit: str = ""


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
        """Whether every time is the first of a month, so that a point is said as its month."""
        if self.how != "dates" or self.time.size < 2:
            return False
        months = self.time.astype("M8[M]")
        return bool((months.astype("M8[ns]") == self.time).all()) and bool(
            (np.diff(months).astype(int) >= 1).all()
        )

    def say(self, at: int, *, year: bool = True) -> str:
        """The time of a point as a person says it."""
        when = self.time[at]
        if self.monthly:
            month = _MONTHS[int(when.astype("M8[M]").astype(int)) % 12]
            return f"{month} {str(when)[:4]}" if year else month
        return say_time(when, year=year)


@dataclass
class _Draft:
    time: np.ndarray
    how: str
    value: np.ndarray
    out_of: np.ndarray | None = None
    groups: Subgroups | None = None
    target: Any = None
    cautions: list[str] = field(default_factory=list)


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
    draft = _read(data, value, time, out_of, asked)
    if asked.aggregate is not None:
        _join(draft, asked)
    if not draft.value.size or np.isnan(draft.value).all():
        _refuse_empty()
    _sort(draft)
    _check_values(draft, asked)
    hidden = _hide_small(draft, asked)
    _count_gaps(draft, hidden)
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


def _refuse_empty() -> NoReturn:
    refuse(
        "There are no values.",
        "There is nothing to draw.",
        "Add the values, and run this again.",
    )


def _read(data: Any, value: Any, time: Any, out_of: Any, asked: Asked) -> _Draft:
    is_table = isinstance(data, pd.DataFrame)
    if is_table and value is None:
        refuse(
            "The chart does not know which column to draw.",
            f"The table has: {', '.join(map(str, data.columns))}.",
            'Say for example value="days".',
        )
    if KINDS[asked.kind][1] == "subgroups":
        draft = _read_subgroups(data, value, time)
    else:
        given = column(data, value, "value") if value is not None else data
        clean = numbers(given, value if isinstance(value, str) else "value")
        if (
            time is None
            and isinstance(given, pd.Series)
            and given.index.dtype.kind == "M"
            and not is_table
        ):
            time = given.index.to_series()
        draft = _Draft(*times(column(data, time, "time"), clean.size), clean)
    if KINDS[asked.kind][1] in {"share", "rate"}:
        if out_of is None:
            refuse(
                f"A {KINDS[asked.kind][0]} needs two numbers for each point.",
                "It has a count, and it does not know out of how many.",
                'Say for example out_of="visits".',
            )
        draft.out_of = _same_length(column(data, out_of, "out_of"), draft, "out_of", out_of)
    elif out_of is not None:
        refuse(
            f"A {KINDS[asked.kind][0]} does not use out_of.",
            "It takes one number for each point.",
            "Leave out_of away, or draw a p or u chart.",
        )
    if asked.target is not None:
        # A number is a target, even where a column happens to have that number as its name.
        wide = (
            column(data, asked.target, "target") if isinstance(asked.target, str) else asked.target
        )
        if np.ndim(wide) == 0:
            wide = np.full(draft.value.size, _single(wide, "target"))
        draft.target = _same_length(wide, draft, "target", asked.target)
    return draft


def _single(given: Any, name: str) -> float:
    return float(numbers([given], name)[0])


def _same_length(given: Any, draft: _Draft, role: str, named: Any) -> np.ndarray:
    clean = numbers(given, named if isinstance(named, str) else role)
    if clean.size != draft.value.size:
        refuse(
            f"There are {draft.value.size} points and {clean.size} numbers for {role}.",
            "Each point needs its own.",
            "Give lists of the same length.",
        )
    return clean


def _read_subgroups(data: Any, value: Any, time: Any) -> _Draft:
    """Subgroups come as several columns, as rows of a list, or as rows that share a time."""
    if isinstance(data, pd.DataFrame) and isinstance(value, list | tuple):
        side_by_side = np.column_stack([numbers(data[name], str(name)) for name in value])
        return _from_rows(list(side_by_side), column(data, time, "time"))
    given = column(data, value, "value") if value is not None else data
    if not len(given):
        _refuse_empty()
    if time is None:
        given = list(given)
        if all(pd.api.types.is_scalar(row) for row in given):
            refuse(
                "The chart does not know which values belong together.",
                "An Xbar or S chart is made of small groups of values.",
                "Give a list of lists, or a time that the values of a group share.",
            )
        return _from_rows([_group(row) for row in given], None)
    clean = numbers(given, value if isinstance(value, str) else "value")
    when, how = times(column(data, time, "time"), clean.size)
    codes, labels = pd.factorize(when)
    rows = [clean[codes == code] for code in range(len(labels))]
    draft = _from_rows(rows, None)
    draft.time, draft.how = np.asarray(labels), how
    return draft


def _group(row: Any) -> np.ndarray:
    """The values of one group. One that is missing as a whole is a gap; a lone value, a group of one."""
    return numbers([row] if pd.api.types.is_scalar(row) else row)


def _from_rows(rows: list[np.ndarray], time: Any) -> _Draft:
    known = [row[~np.isnan(row)] for row in rows]
    size = np.array([row.size for row in known], dtype=float)
    average = np.array([math.fsum(row) / row.size if row.size else np.nan for row in known])
    deviation = np.array([row.std(ddof=1) if row.size > 1 else np.nan for row in known])
    draft = _Draft(*times(time, len(rows)), average)
    draft.groups = Subgroups(average, deviation, size)
    return draft


def _join(draft: _Draft, asked: Asked) -> None:
    """Make one point of the rows that share a time. Of counts only the sum makes sense."""
    how = one_of(asked.aggregate, ("sum", "mean", "median"), "way to join rows")
    if draft.groups is not None:
        refuse(
            f"A {KINDS[asked.kind][0]} makes groups of its own.",
            "Rows that share a time are one group already.",
            "Leave aggregate away.",
        )
    if KINDS[asked.kind][1] in {"share", "rate", "count"} and how != "sum":
        refuse(
            "Counts were to be joined by their mean.",
            "The limits would be wrong.",
            'Say aggregate="sum".',
        )
    table = pd.DataFrame({"time": draft.time, "value": draft.value})
    if draft.out_of is not None:
        both = ~np.isnan(draft.value) & ~np.isnan(draft.out_of)
        table["value"], table["out_of"] = (
            np.where(both, draft.value, np.nan),
            np.where(both, draft.out_of, np.nan),
        )
    if draft.target is not None:
        table["target"] = draft.target
    groups = table.groupby("time", sort=draft.how != "labels")
    joined = {
        "value": groups["value"].sum(min_count=1) if how == "sum" else groups["value"].agg(how)
    }
    if draft.out_of is not None:
        joined["out_of"] = groups["out_of"].sum(min_count=1)
    if draft.target is not None:
        joined["target"] = groups["target"].first()
    if len(joined["value"]) < len(table):
        draft.cautions.append(f"Rows that share a time were joined: each point is their {how}.")
    draft.time = joined["value"].index.to_numpy()
    draft.value = joined["value"].to_numpy()
    draft.out_of = joined["out_of"].to_numpy() if draft.out_of is not None else None
    draft.target = joined["target"].to_numpy() if draft.target is not None else None


def _sort(draft: _Draft) -> None:
    if draft.how == "labels" or draft.time.size < 2:
        if draft.how == "labels" and len(set(draft.time)) < draft.time.size:
            _refuse_twice(pd.Series(draft.time).value_counts().index[0])
        return
    ahead = draft.time[1:] > draft.time[:-1]
    if ahead.all():
        return
    order = np.argsort(draft.time, kind="stable")
    if (draft.time[order][1:] == draft.time[order][:-1]).any():
        _refuse_twice(draft.time[order][:-1][draft.time[order][1:] == draft.time[order][:-1]][0])
    draft.cautions.append("The rows were not in order of time, and were sorted.")
    draft.time, draft.value = draft.time[order], draft.value[order]
    draft.out_of = draft.out_of[order] if draft.out_of is not None else None
    draft.target = draft.target[order] if draft.target is not None else None
    if draft.groups is not None:
        g = draft.groups
        draft.groups = Subgroups(g.mean[order], g.deviation[order], g.size[order])


def _refuse_twice(when: Any) -> NoReturn:
    refuse(
        f"The time {say_time(when)} is there more than once.",
        "A chart has one point for each time. A copied row would count twice.",
        "Take out the copy. If both are real, say how to join them: "
        'aggregate="sum", "mean" or "median".',
    )


def _check_values(draft: _Draft, asked: Asked) -> None:
    made_from, value, out_of = KINDS[asked.kind][1], draft.value, draft.out_of
    if made_from in {"share", "rate", "count"}:
        _refuse_at(draft, value < 0, "is a count below 0", "There cannot be fewer than none.")
        if np.any(value != np.floor(value), where=~np.isnan(value)):
            draft.cautions.append("Some counts are not whole numbers. Check that they are counts.")
    if out_of is not None:
        _refuse_at(draft, out_of < 0, "is out of less than 0", "That cannot be.")
        _refuse_at(draft, (out_of == 0) & (value > 0), "has a count out of 0", "That cannot be.")
        if made_from == "share":
            _refuse_at(
                draft,
                value > out_of,
                "has a count above its total",
                "A share cannot be above 100%.",
            )
        empty = out_of == 0
        if empty.any():
            draft.cautions.append(
                f"At {_where(draft, empty)} it is 0 out of 0. That is a gap, not 0%."
            )
        lost = empty | np.isnan(out_of) | np.isnan(value)
        draft.value, draft.out_of = np.where(lost, np.nan, value), np.where(lost, np.nan, out_of)
    if made_from == "time between":
        _refuse_at(
            draft, value <= 0, "has a time of 0 or less", "A t chart needs times above 0.",
            "Note the time of day of each event, or count days in a g chart.",
        )  # fmt: skip


def _refuse_at(
    draft: _Draft,
    wrong: np.ndarray,
    what: str,
    means: str,
    do: str = "Correct the row, or leave it empty.",
) -> None:
    if wrong.any():
        at = int(np.argmax(wrong))
        refuse(f"Point {at + 1} ({say_time(draft.time[at])}) {what}.", means, do)


def _where(draft: _Draft, flags: np.ndarray) -> str:
    at = np.flatnonzero(flags)
    said = [say_time(draft.time[i]) for i in at[:3]]
    return ", ".join(said) + (f" and {at.size - 3} more" if at.size > 3 else "")


def _hide_small(draft: _Draft, asked: Asked) -> np.ndarray:
    if asked.suppress is None:
        return np.zeros(draft.value.size, dtype=bool)
    if asked.kind == "t":
        refuse("A T chart has no counts.", "So there are none to hide.", "Leave suppress away.")
    groups = draft.groups
    small = draft.value < asked.suppress if groups is None else groups.size < asked.suppress
    if draft.out_of is not None and KINDS[asked.kind][1] == "share":
        # The rest of a total gives a small count away as well as the count itself.
        small |= draft.out_of - draft.value < asked.suppress
    if groups is not None:
        small &= groups.size > 0
        draft.groups = Subgroups(
            np.where(small, np.nan, groups.mean), np.where(small, np.nan, groups.deviation),
            np.where(small, 0, groups.size),
        )  # fmt: skip
    if small.any():
        draft.value = np.where(small, np.nan, draft.value)
        draft.out_of = None if draft.out_of is None else np.where(small, np.nan, draft.out_of)
        draft.cautions.append(
            f"Counts under {asked.suppress} are hidden to protect people: {small.sum()} of "
            f"{small.size} points. They are gaps, and no line is worked out from them."
        )
        if np.isnan(draft.value).all():
            refuse(
                f"Every count is under {asked.suppress}.",
                "Nothing is left to draw.",
                "Join periods or places into larger ones.",
            )
    return small


def _count_gaps(draft: _Draft, hidden: np.ndarray) -> None:
    missing = np.isnan(draft.value) & ~hidden
    if missing.any():
        many = int(missing.sum())
        said = "1 point has no value" if many == 1 else f"{many} points have no value"
        gap = "It is a gap" if many == 1 else "They are gaps"
        draft.cautions.append(f"{said} ({_where(draft, missing)}). {gap} in the chart.")
    if draft.how == "dates" and draft.time.size > 3:
        steps = np.diff(draft.time).astype("timedelta64[s]").astype(float)
        usual = float(np.median(steps))
        if usual >= 86400 and (steps > 1.8 * usual).any() and (steps <= 1.2 * usual).mean() > 0.7:
            at = int(np.argmax(steps > 1.8 * usual))
            draft.cautions.append(
                f"No row stands between {say_time(draft.time[at])} and {say_time(draft.time[at + 1])}. "
                "If a period is missing, add it with an empty value."
            )


def _phases(draft: _Draft, asked: Asked) -> tuple[tuple[int, ...], tuple[str, ...]]:
    if asked.rebase is None or not len(asked.rebase):
        return (0,), ("",)
    given = asked.rebase if isinstance(asked.rebase, Mapping) else dict.fromkeys(asked.rebase, "")
    found = {0: ""}
    for named, reason in given.items():
        found[find_point(draft.time, draft.how, named, "rebase")] = str(reason or "")
    starts = tuple(sorted(found))
    if len(starts) > 1 and not all(found[start] for start in starts[1:]):
        draft.cautions.append(
            "The lines were started afresh, and no reason is written down. Give one when the cause is "
            "known, the change has lasted, there are enough points, it is expected to go on, and the "
            "team agreed."
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
            "The notes are not a list of times and words.",
            "The chart does not know where to write them.",
            'Say for example notes={"2025-05-06": "leaflet sent"}.',
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
        f"The {what} names {named!r}, and no point is there.",
        f"The points go from {say_time(time[0])} to {say_time(time[-1])}.",
        "Use a time that is on the axis.",
    )


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def say_time(when: Any, *, short: bool = False, year: bool = True) -> str:
    """A time as a person says it.

    >>> say_time(np.datetime64("2025-05-06")), say_time(np.datetime64("2025-05-06"), short=True)
    ('6 May 2025', '6 May 2025')
    >>> say_time(7), say_time("week 7")
    ('point 7', 'week 7')
    """
    if not isinstance(when, np.datetime64):
        return f"{when}" if isinstance(when, str) or short else f"point {when:g}"
    moment = pd.Timestamp(when)
    month = _MONTHS[moment.month - 1]
    said = f"{moment.day} {month[:3] if short else month}"
    said += f" {moment.year}" if year else ""
    if moment != moment.normalize():
        said += f" {moment:%H:%M}"
    return said

"""What a person gives a chart, read from a table or lists, joined, sorted and checked."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, NoReturn

import numpy as np
import pandas as pd

from champions.charts.kinds import COUNTED, OUT_OF, SUMMED
from champions.charts.limits import Subgroups
from champions.charts.options import Asked
from champions.charts.spacing import say_point, spacing
from champions.charts.tidy import column, numbers, one_of, refuse, say_time, times
from champions.sentences import counted, in_a_row
from champions.sentences.told import InWords, later, told


@dataclass
class Draft:
    """What was read so far: one number for each row, and sentences on what was found."""

    time: np.ndarray
    how: str
    value: np.ndarray
    out_of: np.ndarray | None = None
    groups: Subgroups | None = None
    target: Any = None
    cautions: list[str] = field(default_factory=list)


def read_data(
    data: Any, value: Any, time: Any, out_of: Any, asked: Asked
) -> tuple[Draft, np.ndarray]:
    """What was given, read, joined where asked, in order of time, and checked; small counts hidden.

    Args:
        data: a table, a Series or a list. value, time, out_of: names of its columns, or lists.
        asked: the options of the chart.

    Returns:
        The data, and which of its points are hidden.

    >>> from champions.charts.options import Asked
    >>> read_data([5, 3, None], None, None, None, Asked("i", "anhoej"))[0].value.tolist()
    [5.0, 3.0, nan]
    """
    draft = _read(data, value, time, out_of, asked)
    if asked.aggregate is not None:
        _join(draft, asked)
    if not draft.value.size or np.isnan(draft.value).all():
        _refuse_empty()
    _sort(draft, asked)
    _check_values(draft, asked)
    hidden = _hide_small(draft, asked)
    _count_gaps(draft, hidden)
    return draft, hidden


def _refuse_empty() -> NoReturn:
    refuse(
        told("There are no values."),
        told("There is nothing to draw."),
        told("Add the values, and run this again."),
    )


def _read(data: Any, value: Any, time: Any, out_of: Any, asked: Asked) -> Draft:
    is_table = isinstance(data, pd.DataFrame)
    if is_table and value is None:
        refuse(
            told("The chart does not know which column to draw."),
            told("The table has: {columns}.", columns=in_a_row(map(str, data.columns))),
            told('Say for example value="days".'),
        )
    if asked.row.made_from == "subgroups":
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
        draft = Draft(*times(column(data, time, "time"), clean.size), clean)
    if asked.row.made_from in OUT_OF:
        if out_of is None:
            refuse(
                told("{one} needs two numbers for each point.", one=asked.row.one),
                told("It has a count, and it does not know out of how many."),
                told('Say for example out_of="visits".'),
            )
        draft.out_of = _same_length(column(data, out_of, "out_of"), draft, "out_of", out_of)
    elif out_of is not None:
        refuse(
            told("{one} does not use out_of.", one=asked.row.one),
            told("It takes one number for each point."),
            told("Leave out_of away, or draw a p, u or I′ chart."),
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


def _same_length(given: Any, draft: Draft, role: str, named: Any) -> np.ndarray:
    clean = numbers(given, named if isinstance(named, str) else role)
    if clean.size != draft.value.size:
        refuse(
            told(
                "There are {points} points and {numbers} numbers for {name}.",
                points=draft.value.size,
                numbers=clean.size,
                name=role,
            ),
            told("Each point needs its own."),
            told("Give lists of the same length."),
        )
    return clean


def _read_subgroups(data: Any, value: Any, time: Any) -> Draft:
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
                told("The chart does not know which values belong together."),
                told("An Xbar or S chart is made of small groups of values."),
                told("Give a list of lists, or a time that the values of a group share."),
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


def _from_rows(rows: list[np.ndarray], time: Any) -> Draft:
    known = [row[~np.isnan(row)] for row in rows]
    size = np.array([row.size for row in known], dtype=float)
    average = np.array([math.fsum(row) / row.size if row.size else np.nan for row in known])
    deviation = np.array([row.std(ddof=1) if row.size > 1 else np.nan for row in known])
    draft = Draft(*times(time, len(rows)), average)
    draft.groups = Subgroups(average, deviation, size)
    return draft


#: How rows that share a time may be joined, and what each is called. The standard deviation has n - 1.
_JOINED = InWords(
    {
        "sum": later("sum"),
        "mean": later("mean"),
        "median": later("median"),
        "sd": later("standard deviation"),
    }
)
_AGG = {"mean": "mean", "median": "median", "sd": "std"}


def _join(draft: Draft, asked: Asked) -> None:
    """Make one point of the rows that share a time. Of counts only the sum makes sense."""
    how = one_of(asked.aggregate, tuple(_JOINED), later("way to join rows"))
    if not asked.row.joins:
        refuse(
            told("{one} makes groups of its own.", one=asked.row.one),
            told("Rows that share a time are one group already."),
            told("Leave aggregate away."),
        )
    if asked.row.made_from in SUMMED and how != "sum":
        refuse(
            told("Counts were to be joined by their {way}.", way=_JOINED[how]),
            told("The limits would be wrong."),
            told('Say aggregate="sum".'),
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
        "value": groups["value"].sum(min_count=1)
        if how == "sum"
        else groups["value"].agg(_AGG[how])
    }
    if draft.out_of is not None:
        joined["out_of"] = groups["out_of"].sum(min_count=1)
    if draft.target is not None:
        joined["target"] = groups["target"].first()
    if len(joined["value"]) < len(table):
        draft.cautions.append(
            told(
                "Rows that share a time were joined: each point is their {way}.",
                way=_JOINED[how],
            )
        )
    if how == "sd" and (alone := int((groups["value"].count() == 1).sum())):
        draft.cautions.append(
            counted(
                alone,
                "1 time has one row only. From one row no standard deviation can be worked out.",
                "{n} times have one row only. From one row no standard deviation can be worked out.",
            )
        )
    draft.time = joined["value"].index.to_numpy()
    draft.value = joined["value"].to_numpy()
    draft.out_of = joined["out_of"].to_numpy() if draft.out_of is not None else None
    draft.target = joined["target"].to_numpy() if draft.target is not None else None


def _sort(draft: Draft, asked: Asked) -> None:
    if draft.how == "labels" or draft.time.size < 2:
        if draft.how == "labels" and len(set(draft.time)) < draft.time.size:
            _refuse_twice(pd.Series(draft.time).value_counts().index[0], asked)
        return
    ahead = draft.time[1:] > draft.time[:-1]
    if ahead.all():
        return
    order = np.argsort(draft.time, kind="stable")
    if (draft.time[order][1:] == draft.time[order][:-1]).any():
        _refuse_twice(
            draft.time[order][:-1][draft.time[order][1:] == draft.time[order][:-1]][0], asked
        )
    draft.cautions.append(told("The rows were not in order of time, and were sorted."))
    draft.time, draft.value = draft.time[order], draft.value[order]
    draft.out_of = draft.out_of[order] if draft.out_of is not None else None
    draft.target = draft.target[order] if draft.target is not None else None
    if draft.groups is not None:
        g = draft.groups
        draft.groups = Subgroups(g.mean[order], g.deviation[order], g.size[order])


def _refuse_twice(when: Any, asked: Asked) -> NoReturn:
    happened = told("The time {time} is there more than once.", time=say_time(when))
    if asked.row.events:
        refuse(
            happened,
            told(
                "Each point of a {name} is an event. If two were joined, one would be lost.",
                name=asked.row.name,
            ),
            told(
                "Two events on one day? Leave the time out, so that events "
                "are numbered in their order. On a g chart the second event "
                "of a day is 0; on a t chart each needs its time of day."
            ),
        )
    if asked.row.made_from in SUMMED:
        refuse(
            happened,
            told("A chart has one point for each time. A copied row would count twice."),
            told('Take out the copy. If both are real, add them up: aggregate="sum".'),
        )
    refuse(
        happened,
        told("A chart has one point for each time. A copied row would count twice."),
        told(
            "Take out the copy. If both are real, say how to join them: "
            'aggregate="sum", "mean", "median" or "sd".'
        ),
    )


def _check_values(draft: Draft, asked: Asked) -> None:
    made_from, value, out_of = asked.row.made_from, draft.value, draft.out_of
    if made_from in COUNTED:
        _refuse_at(
            draft,
            value < 0,
            later("Point {at} ({time}) is a count below 0."),
            told("There cannot be fewer than none."),
        )
        if np.any(value != np.floor(value), where=~np.isnan(value)):
            draft.cautions.append(
                told("Some counts are not whole numbers. Check that they are counts.")
            )
    if out_of is not None:
        _refuse_at(
            draft,
            out_of < 0,
            later("Point {at} ({time}) is out of less than 0."),
            told("That cannot be."),
        )
        _refuse_at(
            draft,
            (out_of == 0) & (value != 0),
            later("Point {at} ({time}) has a count out of 0."),
            told("That cannot be."),
        )
        if made_from == "share":
            _refuse_at(
                draft,
                value > out_of,
                later("Point {at} ({time}) has a count above its total."),
                told("A share cannot be above 100%."),
            )
        empty = out_of == 0
        if empty.any():
            draft.cautions.append(
                told(
                    "At {where} it is 0 out of 0. That is a gap, not 0%.",
                    where=_where(draft, empty),
                )
            )
        lost = empty | np.isnan(out_of) | np.isnan(value)
        draft.value, draft.out_of = np.where(lost, np.nan, value), np.where(lost, np.nan, out_of)
    if made_from == "time between":
        _refuse_at(
            draft,
            value <= 0,
            later("Point {at} ({time}) has a time of 0 or less."),
            told("A t chart needs times above 0."),
            told(
                "Two events on one day? Note the time of day of each. Or draw a g chart of the days "
                "between them, where the second event of a day is 0, and leave the time out."
            ),
        )


def _refuse_at(
    draft: Draft,
    wrong: np.ndarray,
    what: str,
    means: str,
    do: str = "",
) -> None:
    if wrong.any():
        at = int(np.argmax(wrong))
        refuse(
            told(
                what,
                at=at + 1,
                time=say_time(draft.time[at]),
            ),
            means,
            do or told("Correct the row, or leave it empty."),
        )


def _where(draft: Draft, flags: np.ndarray) -> str:
    at = np.flatnonzero(flags)
    said = in_a_row(say_point(draft.time, draft.how, int(i)) for i in at[:3])
    return told("{some} and {n} more", some=said, n=at.size - 3) if at.size > 3 else said


def _hide_small(draft: Draft, asked: Asked) -> np.ndarray:
    if asked.suppress is None:
        return np.zeros(draft.value.size, dtype=bool)
    if not asked.row.has_counts:
        refuse(
            told("{one} has no counts.", one=asked.row.one),
            told("So there are none to hide."),
            told("Leave suppress away."),
        )
    groups = draft.groups
    sizes = draft.value if groups is None else groups.size
    if asked.row.made_from == "total" and draft.out_of is not None:
        sizes = draft.out_of
    small = sizes < asked.suppress
    if draft.out_of is not None and asked.row.made_from == "share":
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
            told(
                "Counts under {least} are hidden to protect people: {n} "
                "of {all} points. They are gaps, and no line is worked out "
                "from them.",
                least=asked.suppress,
                n=small.sum(),
                all=small.size,
            )
        )
        if np.isnan(draft.value).all():
            refuse(
                told("Every count is under {least}.", least=asked.suppress),
                told("Nothing is left to draw."),
                told("Join periods or places into larger ones."),
            )
    return small


def _count_gaps(draft: Draft, hidden: np.ndarray) -> None:
    missing = np.isnan(draft.value) & ~hidden
    if missing.any():
        said = counted(
            int(missing.sum()),
            "1 point has no value ({where}). It is a gap in the chart.",
            "{n} points have no value ({where}). They are gaps in the chart.",
            where=_where(draft, missing),
        )
        draft.cautions.append(said)
    if draft.how == "dates" and draft.time.size > 3:
        draft.cautions += _said_of_steps(draft)


#: Gaps between rows that are named one by one.
_MOST_GAPS = 3


def _said_of_steps(draft: Draft) -> list[str]:
    """What must be known of steps in time that are missing, or are not alike."""
    found = spacing(draft.time, draft.how)
    if not found.even and found.days is not None and found.days[1] >= 1:
        low, high = (say_days(days) for days in found.days)
        said = told(
            "The steps between the points are uneven: from {low} to "
            "{high}. So a number of points in a row does not stand for "
            "one stretch of time.",
            low=low,
            high=high,
        )
        return [said]
    if not found.skips or found.days is None or found.days[0] < 0.9:
        return []
    between = [
        told(
            "{one} and {next}",
            one=say_point(draft.time, draft.how, at),
            next=say_point(draft.time, draft.how, at + 1),
        )
        for at in found.skips[:_MOST_GAPS]
    ]
    said = counted(
        len(found.skips) - _MOST_GAPS,
        "No row stands between {gaps}; and there is 1 more such gap. If a period is missing, add it with an "
        "empty value.",
        "No row stands between {gaps}; and there are {n} more such gaps. If a period is missing, add it with "
        "an empty value.",
        gaps="; ".join(between),
    )
    if len(found.skips) <= _MOST_GAPS:
        said = told(
            "No row stands between {between}. If a period is missing, add it with an empty value.",
            between="; ".join(between),
        )
    return [said]


def say_days(days: float) -> str:
    """A stretch of time in days.

    >>> say_days(1.0), say_days(6.96), say_days(0.2)
    ('1 day', '7 days', 'less than 1 day')
    """
    whole = round(days)
    return told("less than 1 day") if whole < 1 else counted(whole, "1 day", "{n} days")

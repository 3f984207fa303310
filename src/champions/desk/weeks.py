"""Lessons finished in each week of the course, as one of our own run charts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import pandas as pd

import champions
from champions.marking.course import Course
from champions.nbgrader import record
from champions.sentences.told import told


def finished(rows: pd.DataFrame, first_marked: Iterable[tuple[str, str, str]]) -> pd.DataFrame:
    """How many lessons were finished in each week, from the first to the last.

    A lesson is finished when each of its core steps is right. It counts in the week in which it was
    first marked.

    Args:
        rows: the rows of the board.
        first_marked: learner, lesson and time (ISO 8601) of each first marking.

    Returns:
        The columns ``week`` (its Monday) and ``lessons``; a week without one has 0.
    """
    core = rows[rows["part"] == "core"]
    right = core.assign(right=core["state"] == "right").groupby(["learner", "module"])["right"]
    whole = right.all()
    done = {key for key, is_whole in whole.items() if is_whole}
    weeks = [_monday(at) for learner, module, at in first_marked if (learner, module) in done]
    if not weeks:
        return pd.DataFrame({"week": pd.Series(dtype="datetime64[ns]"), "lessons": []})
    every = pd.date_range(min(weeks), max(weeks), freq="7D")
    counts = pd.Series(pd.to_datetime(weeks)).value_counts()
    return pd.DataFrame({"week": every, "lessons": [int(counts.get(week, 0)) for week in every]})


def first_marked(course: Course) -> list[tuple[str, str, str]]:
    """Learner, lesson and time (ISO 8601) of each first marking."""
    with course.open_gradebook() as book:
        return record.first_marked(book)


def _monday(at: str) -> date:
    day = datetime.fromisoformat(at).date()
    return day - timedelta(days=day.weekday())


def chart(weeks: pd.DataFrame) -> str:
    """The run chart as a figure in HTML; empty when there are not two weeks to compare."""
    if len(weeks) < 2:
        return ""
    drawn = champions.run_chart(
        weeks, value="lessons", time="week", title=told("Lessons finished in each week")
    )
    return str(drawn._repr_mimebundle_()["text/html"])

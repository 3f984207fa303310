"""A champion's own numbers as the dots of a run chart: from a table that was read to an answer kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from champions.charts.runs import FEWEST_FROZEN
from champions.charts.series import say_time
from champions.charts.tidy import ChartError
from champions.charts.words import in_one_line
from champions.own_data.cells import read_dates, tidy_text
from champions.own_data.periods import Round, comes_round
from champions.own_data.table import NotRead, OwnData
from champions.questions import Feedback, Question
from champions.questions.answers import LONGEST_LIST
from champions.sentences import counted
from champions.sentences.told import InWords, in_figures, later, later_n, told

if TYPE_CHECKING:
    from champions.charts.chart import Chart

EVERY = InWords(
    {
        "row": later("One dot for each row"),
        "day": later("One dot a day"),
        "week": later("One dot a week"),
        "month": later("One dot a month"),
    }
)
#: What is said of several rows in one period, and of periods without rows: for one, and for many.
_SEVERAL = {
    ("day", "sum"): later_n(
        "In 1 day there is more than one row, and we added them up.",
        "In {n} days there is more than one row, and we added them up.",
    ),
    ("week", "sum"): later_n(
        "In 1 week there is more than one row, and we added them up.",
        "In {n} weeks there is more than one row, and we added them up.",
    ),
    ("month", "sum"): later_n(
        "In 1 month there is more than one row, and we added them up.",
        "In {n} months there is more than one row, and we added them up.",
    ),
    ("day", "median"): later_n(
        "In 1 day there is more than one row, and we took the middle one.",
        "In {n} days there is more than one row, and we took the middle one.",
    ),
    ("week", "median"): later_n(
        "In 1 week there is more than one row, and we took the middle one.",
        "In {n} weeks there is more than one row, and we took the middle one.",
    ),
    ("month", "median"): later_n(
        "In 1 month there is more than one row, and we took the middle one.",
        "In {n} months there is more than one row, and we took the middle one.",
    ),
}
_GAPS = {
    "day": later_n(
        "1 day has no rows. We leave a gap there. If nothing happened, put a 0 in your file.",
        "{n} days have no rows. We leave a gap there. If nothing happened, put a 0 in your file.",
    ),
    "week": later_n(
        "1 week has no rows. We leave a gap there. If nothing happened, put a 0 in your file.",
        "{n} weeks have no rows. We leave a gap there. If nothing happened, put a 0 in your file.",
    ),
    "month": later_n(
        "1 month has no rows. We leave a gap there. If nothing happened, put a 0 in your file.",
        "{n} months have no rows. We leave a gap there. If nothing happened, put a 0 in your file.",
    ),
}
_NOT_WHOLE = InWords(
    {
        "week": later("The first or last week may not be a whole one."),
        "month": later("The first or last month may not be a whole one."),
    }
)
HOW = InWords(
    {
        "sum": later("Add them up"),
        "median": later("Take the middle one"),
        "count": later("Count the rows"),
    }
)
BETTER = InWords(
    {
        "down": later("Lower is better"),
        "up": later("Higher is better"),
        "": later("Neither is better"),
    }
)
_PERIODS = {"day": "D", "week": "W-SUN", "month": "M"}


@dataclass(frozen=True)
class Line:
    """Dots in order of time: when (ISO days, numbers or labels as text), how high, what to know.

    Attributes:
        order: the sentence on which row is the oldest, and how we know it.
        assumed: True when nothing but a person can say that this is the order.
    """

    when: tuple[str, ...]
    values: tuple[float | None, ...]
    said: tuple[str, ...] = ()
    order: str = ""
    assumed: bool = False


#: In which order the rows stand, where no date says it.
ORDERS = InWords(
    {
        "": later("As we took it"),
        "oldest": later("The first row is the oldest"),
        "newest": later("The first row is the newest"),
    }
)


def dots(
    own: OwnData, time: str, value: str, every: str = "row", how: str = "sum", order: str = ""
) -> Line:
    """The dots that a table gives.

    Args:
        own: the table as read.
        time: the column that says when; empty for the order of the rows.
        value: the column of numbers; empty to count rows.
        every: a key of ``EVERY``. how: a key of ``HOW``, for more than one row a dot.
        order: a key of ``ORDERS``, for rows without dates.

    Raises:
        NotRead: in plain words, when no dots can be made so.

    >>> from champions.own_data.table import read_tally
    >>> own = read_tally("6 Jan 2025: 4\\n8 Jan 2025: 5\\n20 Jan 2025: 3")
    >>> line = dots(own, "When", "Number", "week")
    >>> line.when, line.values
    (('2025-01-06', '2025-01-13', '2025-01-20'), (9.0, None, 3.0))
    """
    table = own.table
    numbers = table[value].to_numpy(float) if value else np.ones(len(table))
    times = table[time] if time else None
    if times is None or times.dtype.kind != "M":
        if every != "row":
            if times is None:
                raise NotRead(
                    told('The rows have no dates, so choose "{every}".', every=EVERY["row"])
                )
            raise NotRead(
                told('"{time}" holds no dates, so choose "{every}".', time=time, every=EVERY["row"])
            )
        return _in_order_of_rows(time, times, numbers, order)
    known = times.notna().to_numpy()
    said = []
    if not known.all():
        left = int((~known).sum())
        said.append(
            counted(
                left,
                "1 row has no date and is left out.",
                "{n} rows have no date and are left out.",
            )
        )
    frame = pd.DataFrame({"when": times[known], "value": numbers[known]})
    ordered = _order_of_days(frame["when"].to_numpy())
    frame = frame.sort_values("when", kind="stable")
    if every == "row":
        when = [str(day)[:10] for day in frame["when"]]
        return replace(_checked(when, frame["value"].to_numpy(), said), order=ordered)
    return replace(_grouped(frame, every, how, said), order=ordered)


def _order_of_days(days: np.ndarray) -> str:
    steps = np.diff(days.astype(np.int64))
    if (steps >= 0).all():
        return told("The rows stand in order of time, the oldest first.")
    if (steps <= 0).all():
        return told("The rows stood newest first. We put the oldest first, by their dates.")
    return told("The rows were not in order of time. We put the oldest first, by their dates.")


def _in_order_of_rows(time: str, times: pd.Series | None, numbers: np.ndarray, order: str) -> Line:
    """Dots where no date says when: in the order of the rows, or back where that is the order of time."""
    labels = [str(at) for at in range(1, len(numbers) + 1)]
    if times is None:
        return _turned_if(order == "newest", labels, numbers, *_as_asked(order), number=True)
    labels = [_label(one) for one in times]
    known = [label for label in labels if label not in {"", "nan"}]
    went = comes_round(known, time) if len(known) == len(labels) else None
    if went is not None and (went.again or not went.order):
        numbered = [str(at) for at in range(1, len(labels) + 1)]
        if went.order and not order:
            said = (
                told('"{time}" comes round again, so the dots are numbered.', time=time)
                + f" {_said_of(went, labels)}"
            )
            back = went.order < 0
            return _turned_if(back, numbered, numbers, said, back, number=True)
        said, assumed = _as_asked(order)
        said = told('"{time}" comes round again, so the dots are numbered.', time=time) + f" {said}"
        return _turned_if(order == "newest", numbered, numbers, said, assumed, number=True)
    if went is not None and not order:
        if went.kind == "week" and went.turns:
            labels = [
                told("Week {number}", number=one) if one.isdecimal() else one for one in labels
            ]
        return _turned_if(went.order < 0, labels, numbers, _said_of(went, labels), went.order < 0)
    if times.dtype.kind == "f" and not order and (steps := np.diff(times.to_numpy(float))).size:
        if (steps > 0).all():
            return _turned_if(
                False, labels, numbers, told('"{time}" goes up from row to row.', time=time), False
            )
        if (steps < 0).all():
            said = told('"{time}" goes down from row to row. We put the lowest first.', time=time)
            return _turned_if(True, labels, numbers, said, True)
    return _turned_if(order == "newest", labels, numbers, *_as_asked(order))


def _as_asked(order: str) -> tuple[str, bool]:
    """The sentence on an order that a person gave, or that nobody gave."""
    if order:
        return told("{order}, as you said.", order=ORDERS[order]), False
    return told("No date says which row is the oldest. We took the first row as the oldest."), True


def _said_of(went: Round, labels: Sequence[str]) -> str:
    first, last = labels[0], labels[-1]
    if went.order < 0:
        return told(
            'The rows stood newest first, from "{first}" back to '
            '"{last}". We put the oldest first.',
            first=first,
            last=last,
        )
    if went.again:
        return told(
            'The rows go on in time, from "{first}" to "{last}", more than once round.',
            first=first,
            last=last,
        )
    if went.turns and went.kind == "weekday":
        return told(
            'The rows go on in time from "{first}" to "{last}", into the next week.',
            first=first,
            last=last,
        )
    if went.turns:
        return told(
            'The rows go on in time from "{first}" to "{last}", over the turn of the year.',
            first=first,
            last=last,
        )
    return told('The rows go on in time, from "{first}" to "{last}".', first=first, last=last)


def _turned_if(
    back: bool,
    labels: list[str],
    numbers: np.ndarray,
    said: str,
    assumed: bool,
    *,
    number: bool = False,
) -> Line:
    """The rows, the last first where they run back in time; numbers that only count rows stay."""
    if back:
        labels, numbers = labels if number else labels[::-1], numbers[::-1]
    return replace(_checked(labels, numbers, []), order=said, assumed=assumed)


def _label(one: Any) -> str:
    return f"{one:g}" if isinstance(one, float) else str(one)


def _grouped(frame: pd.DataFrame, every: str, how: str, said: list[str]) -> Line:
    """One dot for each day, week (by its Monday) or month; one without rows is a gap."""
    periods = frame["when"].dt.to_period(_PERIODS[every])
    groups = frame["value"].groupby(periods.to_numpy())
    if how == "count":
        made = groups.size().astype(float)
    elif how == "median":
        made = groups.median()
    else:
        made = groups.sum(min_count=1)
    several = int((groups.size() > 1).sum())
    if several and how != "count":
        said.append(counted(several, *_SEVERAL[every, how]))
    whole = pd.period_range(periods.min(), periods.max(), freq=_PERIODS[every])
    if len(whole) > LONGEST_LIST:
        raise NotRead(
            told(
                "That makes {n} dots. Choose one dot a week or one dot a month.",
                n=in_figures(len(whole), ","),
            )
        )
    made = made.reindex(whole)
    gaps = int(made.isna().sum())
    if gaps:
        said.append(counted(gaps, *_GAPS[every]))
    if every in _NOT_WHOLE:
        said.append(_NOT_WHOLE[every])
    return _checked([str(period.start_time)[:10] for period in whole], made.to_numpy(float), said)


def _checked(when: Sequence[str], values: np.ndarray, said: list[str]) -> Line:
    if len(when) > LONGEST_LIST:
        raise NotRead(
            told(
                "That makes {n} dots, and a chart can show "
                "{most}. Choose one dot a week or one dot a month.",
                n=in_figures(len(when), ","),
                most=in_figures(LONGEST_LIST, ","),
            )
        )
    twice = pd.Series(when).duplicated()
    if twice.any():
        place = when[int(np.argmax(twice))]
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", place):
            place = say_time(np.datetime64(place, "ns"))
        raise NotRead(
            told(
                "More than one row is for {place}. Was it typed twice? Then "
                "take one out. If both are right, choose one dot a day, a "
                "week or a month.",
                place=place,
            )
        )
    if np.isnan(values).all():
        raise NotRead(told("There is no number to draw. Choose another column."))
    kept = tuple(None if np.isnan(value) else float(value) for value in values)
    return Line(tuple(when), kept, tuple(said))


# --- The chart of an answer ---------------------------------------------------------------------


def chart_of(answer: Mapping[str, Any], rules: str = "anhoej") -> Chart:
    """The annotated run chart of the dots that a champion keeps.

    Args:
        answer: ``when`` and ``values``, and as far as given ``what``, ``unit``, ``better``, ``first``
            (dots before the first change) and ``notes`` (a line each: when, colon, words).
        rules: the rule set by which the chart is judged.

    Raises:
        ChartError: in plain words, where the dots cannot be charted.
    """
    from champions.charts.chart import run_chart

    when, how = _times(list(answer.get("when") or ()))
    values = [None if v is None else float(v) for v in answer.get("values") or ()]
    if not values or len(values) != len(when):
        raise ChartError(told("There are no dots yet. Choose a file, or type a tally, first."))
    name = str(answer.get("what") or "").strip()
    options: dict[str, Any] = {"title": name or told("My numbers"), "name": _in_a_sentence(name)}
    first = answer.get("first")
    if isinstance(first, int) and FEWEST_FROZEN <= first <= len(values):
        options["freeze"] = first
    if unit := str(answer.get("unit") or "").strip():
        options["unit"] = unit
    if answer.get("better") in {"up", "down"}:
        options["improvement"] = answer["better"]
    if notes := notes_at(str(answer.get("notes") or ""), when, how):
        options["notes"] = notes
    table = pd.DataFrame({"when": when, "value": pd.array(values, dtype="Float64")})
    return run_chart(table, value="value", time="when", rules=rules, **options)


def _in_a_sentence(name: str) -> str:
    """A title as it stands inside a sentence: "Days waited" becomes "days waited"."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name or "numbers"


def _times(when: list[Any]) -> tuple[list[Any], str]:
    texts = [str(one) for one in when]
    if texts and all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) for text in texts):
        return [pd.Timestamp(text) for text in texts], "dates"
    if texts and all(re.fullmatch(r"\d{1,9}", text) for text in texts):
        numbers = [int(text) for text in texts]
        # A chart sorts numbers. Weeks 44 … 52, 1 … 12 keep their order as labels.
        if all(one < other for one, other in pairwise(numbers)):
            return numbers, "numbers"
    return texts, "labels"


def notes_at(text: str, when: Sequence[Any], how: str) -> dict[Any, str]:
    """Notes by the dot they stand at: the dot of that day, or the last one before it.

    >>> notes_at("2: phone round\\nno place", [1, 2, 3], "numbers")
    {2: 'phone round'}
    """
    found: dict[Any, str] = {}
    for line in text.splitlines()[:12]:
        place, _, words = line.partition(":")
        if not words.strip() or not place.strip():
            continue
        dot = _dot_for(place.strip(), when, how)
        if dot is not None:
            said = words.strip()[:40]
            found[dot] = f"{found[dot]}, {said}" if dot in found else said
    return found


def _dot_for(place: str, when: Sequence[Any], how: str) -> Any:
    if how == "dates":
        read = read_dates(tidy_text(pd.Series([place], dtype=object))).values
        if np.isnat(read[0]):
            read = read_dates(
                tidy_text(pd.Series([f"{place} {when[-1].year}"], dtype=object))
            ).values
        if np.isnat(read[0]):
            return None
        before = [one for one in when if one <= pd.Timestamp(read[0])]
        return before[-1] if before else None
    number = re.search(r"\d+", place)
    if how == "numbers":
        return int(number[0]) if number and int(number[0]) in when else None
    return next((one for one in when if str(one).casefold() == place.casefold()), None)


# --- As a question ------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class OwnNumbers(Question):
    """A champion brings numbers: a CSV file, a tally, or an example. Kept, never marked.

    The answer holds the dots and what they count, not the file. ``example`` is such an answer, for a
    person who has no numbers yet; ``example_name`` is what the form calls it.
    """

    example: Mapping[str, Any] = field(default_factory=dict)
    example_name: str = ""
    rules: str = "anhoej"

    def mark(self, answer: object, history: Sequence[str] = ()) -> Feedback:
        given = answer if isinstance(answer, Mapping) else {}
        values = given.get("values")
        if not isinstance(values, list) or not values:
            return Feedback("not tried", 0, 0, told("No numbers yet"))
        count = sum(1 for value in values if value is not None)
        said = [counted(count, "1 dot is kept.", "{n} dots are kept.")]
        if not str(given.get("what") or "").strip():
            said.append(told("Say what they count, so that a reader knows."))
        if count < 10:
            said.append(
                told("With so few dots it is too early to tell. That is fine: go on counting.")
            )
        return Feedback("kept", 0, 0, told("Your numbers are kept"), tuple(said), "kept")

    def in_words(self, answer: object) -> tuple[str, ...]:
        given = answer if isinstance(answer, Mapping) else {}
        try:
            chart = chart_of(given, self.rules)
        except (ChartError, ValueError, TypeError):
            return (told("(no numbers yet)"),)
        return (chart.title, in_one_line(chart.reading), values_in_words(given))


def values_in_words(answer: Mapping[str, Any]) -> str:
    """The dots as one line of text, in order of time.

    >>> values_in_words({"when": ["2025-01-06", "2025-01-13"], "values": [4.0, None]})
    '6 January 2025: 4; 13 January 2025: none.'
    """
    when, how = _times(list(answer.get("when") or ()))
    shown = [say_time(np.datetime64(one, "ns")) for one in when] if how == "dates" else when
    said = [
        told("{when}: none", when=one) if value is None else f"{one}: {in_figures(value)}"
        for one, value in zip(shown, answer.get("values") or (), strict=False)
    ]
    return "; ".join(said) + "." if said else told("(no numbers yet)")

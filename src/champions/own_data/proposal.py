"""What a table is taken for, put to a person before anything is drawn.

A table goes in and a proposal comes out: what each column was taken for and why, the time from first to
last, the order of the rows, the number and what has to be looked at. Nothing here draws or keeps.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from champions.charts.series import say_time
from champions.own_data.periods import comes_round
from champions.own_data.places import Picker, pickers
from champions.own_data.question import Line, dots
from champions.own_data.table import Column, NotRead, OwnData
from champions.sentences import counted
from champions.sentences.told import InWords, later, told

#: What a column can be taken for, in words.
ROLES = InWords(
    {
        "time": later("says when"),
        "number": later("the number to draw"),
        "other": later("a number, not drawn"),
        "label": later("words, not drawn"),
        "personal": later("left out: may show who somebody is"),
        "out": later("left out"),
    }
)


@dataclass(frozen=True)
class Choice:
    """What a person has chosen; None where it is left to us.

    Attributes:
        time: the column that says when; empty for the order of the rows.
        value: the column of numbers; empty to count the rows.
        places: in a table of many places below each other: a name for each column that was asked about.
    """

    time: str | None = None
    value: str | None = None
    every: str = "row"
    how: str = "sum"
    order: str = ""
    places: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Taken:
    """What one column was taken for (a key of ``ROLES``), and the reason."""

    name: str
    role: str
    why: str


@dataclass(frozen=True)
class Proposal:
    """What would be drawn, for a person to confirm or change.

    Attributes:
        columns: what each column was taken for.
        time: the column that says when; empty for the order of the rows.
        value: the column of numbers; empty to count the rows, None when a person has to choose.
        span: the first and the last time, in words. order: which row is the oldest, and how we know.
        number: which number would be drawn, and why.
        asks: what was assumed and cannot be proved. A person looks at it before the chart is drawn.
        line: the dots; None when none can be made yet, and then ``wrong`` says why.
        pickers: in a table of many places below each other: which of them is meant?
    """

    columns: tuple[Taken, ...]
    time: str
    value: str | None
    span: str = ""
    order: str = ""
    number: str = ""
    asks: tuple[str, ...] = ()
    line: Line | None = None
    wrong: str = ""
    pickers: tuple[Picker, ...] = ()


def propose(own: OwnData, choice: Choice | None = None) -> Proposal:
    """What to draw of a table, as far as a person has not chosen it.

    >>> from champions.own_data.table import read_own_data
    >>> made = propose(read_own_data(b"ID,Week,Calls\\n1,Week 52,9\\n2,Week 1,8\\n3,Week 2,7\\n"))
    >>> made.time, made.value, made.line.when
    ('Week', 'Calls', ('Week 52', 'Week 1', 'Week 2'))
    """
    choice = choice or Choice()
    open_ = [column for column in own.columns if not column.personal]
    whens = sorted(filter(_says_when, open_), key=_years_last)
    time = choice.time if choice.time is not None else (whens[0].name if whens else "")
    fit = [column for column in open_ if _can_be_drawn(column) and column.name != time]
    value, number = _number(fit, own, choice)
    columns = tuple(_taken(column, time, value) for column in own.columns)
    asks = _asks(own, time, value, whens, choice)
    if value is None:
        return Proposal(columns, time, value, number=number, asks=tuple(asks), wrong=number)
    asked, rows = pickers(own, time, choice.places)
    none_yet = Proposal(columns, time, value, number=number, asks=tuple(asks), pickers=asked)
    if asked and not asked[-1].chosen:
        return replace(none_yet, wrong=_which(asked[-1]))
    try:
        line = dots(rows, time, value, choice.every, choice.how if value else "count", choice.order)
    except NotRead as error:
        return replace(none_yet, wrong=str(error))
    if line.assumed:
        asks.append(line.order)
    span = _span(line)
    return Proposal(
        columns, time, value, span, line.order, number, tuple(asks), line, pickers=asked
    )


def _which(picker: Picker) -> str:
    return told(
        'The file has rows for {n} different names in "{column}", '
        'such as "{one}". Choose the one that you want to draw.',
        n=len(picker.names),
        column=picker.column,
        one=picker.names[0],
    )


def _span(line: Line) -> str:
    first, last = line.when[0], line.when[-1]
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", first):
        first, last = (say_time(np.datetime64(one, "ns")) for one in (first, last))
    known = sum(value is not None for value in line.values)
    said = counted(
        known,
        "1 dot, from {first} to {last}.",
        "{n} dots, from {first} to {last}.",
        first=first,
        last=last,
    )
    gaps = len(line.values) - known
    if not gaps:
        return said
    return f"{said} {counted(gaps, '1 gap stays a gap.', '{n} gaps stay gaps.')}"


# --- What a column is ----------------------------------------------------------------------------------

_ID_HEAD = re.compile(
    r"\b(?:id|ids|uid|uuid|guid|ref|reference|nr|no|#|index|idx|row|lfd|respondent|collector|response|"
    r"submission|record|case|ticket|code|serial|key|lp|numer|number|s n|booking|invoice)\b|^#$"
)
_SURELY_ID = re.compile(
    r"\b(?:id|ids|uid|uuid|guid|respondent|collector|lfd)\b|\b(?:patient|client|member|customer|case|booking|order|"
    r"invoice|account|hospital|nhs|reference|participant|person|user|membership|ticket|staff|employee|record|response|"
    r"referral|contract|pupil|student|resident|mrn|chi)s? (?:number|no|num|nr|ref|code)\b"
)
#: One person at the head of a column of numbers: each number stands for somebody.
_A_PERSON = re.compile(
    r"(?:the )?(?:member|patient|client|customer|participant|pupil|student|resident|volunteer|learner|employee|person|"
    r"case|referral|respondent|user|carer|donor|tenant)"
)
_COUNTS = re.compile(r"number of|no\.? of|how many|anzahl|liczba|nombre de")


def _known(column: Column) -> np.ndarray:
    values = column.values.astype(float)
    return values[~np.isnan(values)]


def _is_id(column: Column) -> bool:
    """Whether a column numbers the rows or the people: each value once, and no measure of anything."""
    known = _known(column)
    if column.name == told("Number") or column.why:
        return False
    if (known != np.round(known)).any() or (known < 0).any():
        return False
    head = (
        re.sub(r"[_\W]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column.name)).casefold().strip()
    )
    named = bool(
        _ID_HEAD.search(head) or _A_PERSON.fullmatch(head) or column.name.strip() == "#"
    ) and not _COUNTS.search(head)
    if _SURELY_ID.search(head) and not _COUNTS.search(head):
        return True
    if len(known) < 3 or len(np.unique(known)) < len(known):
        return False
    steps = np.diff(known)
    if bool((steps > 0).all() and known.min() >= 1e8):
        return True  # no measure of people or days is so large and grows with each row
    by_one = bool(len(known) > 5 and (steps == steps[0]).all() and abs(steps[0]) == 1)
    return by_one or (
        named and bool((steps > 0).all() or (steps < 0).all() or known.min() >= 10_000)
    )


def _is_year(column: Column) -> bool:
    if column.kind != "numbers":
        return False
    known = _known(column)
    years = bool(
        known.size and ((known >= 1950) & (known <= 2100) & (known == np.round(known))).all()
    )
    return years and bool(re.search(r"(?i)year|jahr|rok|ann[ée]e|año|anno|blwyddyn", column.name))


def _round_of(column: Column) -> bool:
    if column.kind == "numbers":
        cells = [f"{one:g}" for one in _known(column)]
    else:
        cells = [str(one) for one in column.values if str(one)]
    return len(cells) == len(column.values) and comes_round(cells, column.name) is not None


def _says_when(column: Column) -> bool:
    if column.kind == "dates":
        return True
    if column.kind == "numbers" and _is_year(column):
        return True
    if column.name == told("When") and column.kind in {"words", "numbers"}:
        return True
    return column.kind in {"words", "numbers"} and _round_of(column)


def _years_last(column: Column) -> tuple[bool, bool]:
    """A date says more than a year that stands beside it, whether that is 2024 or 2024/25."""
    years = all(
        re.fullmatch(r"(?i)(?:fy ?)?(?:\d{4}|\d{2,4}[/-]\d{2,4})?", one) for one in column.texts
    )
    return bool(column.texts) and years, column.kind != "dates"


def _can_be_drawn(column: Column) -> bool:
    return column.kind == "numbers" and not (_says_when(column) or _is_id(column))


def _mostly_hidden(column: Column) -> bool:
    return column.hidden * 2 >= column.hidden + len(_known(column))


def _number(fit: Sequence[Column], own: OwnData, choice: Choice) -> tuple[str | None, str]:
    """The number to draw, and the sentence that says why it is this one."""
    if choice.value is not None:
        name = choice.value
        if name:
            return name, told('"{name}" is drawn, as you chose.', name=name)
        return name, told("The rows are counted, as you chose.")
    whole = [column for column in fit if not _mostly_hidden(column)]
    if len(whole) == 1:
        return whole[0].name, told(
            '"{name}" is drawn: it is the one column of numbers.', name=whole[0].name
        )
    if whole:
        name = whole[0].name
        said = told(
            '"{name}" is drawn: it is the first of {n} columns of numbers. You can choose another.',
            name=name,
            n=len(whole),
        )
        return name, said
    if fit:
        name, hidden = fit[0].name, fit[0].hidden
        said = told(
            '"{name}" has {n} cells with a hidden count and few '
            "numbers. Nothing is drawn until you choose a column.",
            name=name,
            n=hidden,
        )
        return None, said
    if any(column.kind == "numbers" and not column.personal for column in own.columns):
        return None, told("No column looks like a number to draw. Choose one, or count the rows.")
    return None, told("There is no column of numbers. You can choose to count the rows.")


def _taken(column: Column, time: str, value: str | None) -> Taken:
    """What a column was taken for, and why."""
    name = column.name
    if column.personal:
        return Taken(name, "personal", told("It looks like {what}.", what=told(column.personal)))
    how = " ".join([*column.why, *_gaps(column)])
    if name == time:
        return Taken(name, "time", f"{_why_when(column)} {how}".strip())
    if name == value:
        return Taken(name, "number", f"{told('It holds numbers.')} {how}".strip())
    if column.kind == "empty":
        return Taken(name, "out", told("It is empty."))
    if column.kind == "words":
        return Taken(name, "label", told("It holds words."))
    if column.kind == "dates":
        return Taken(name, "out", told("It holds dates, and another column says when."))
    if _is_id(column):
        return Taken(
            name, "out", told("It looks like a number for each row or person. It counts nothing.")
        )
    if _says_when(column):
        return Taken(name, "out", told("It says when, and is no number to draw."))
    if value is None:
        return Taken(name, "other", told("Most of its counts are hidden, and are no numbers."))
    return Taken(name, "other", told("It holds numbers, and another column is drawn."))


def _gaps(column: Column) -> list[str]:
    """How many counts were hidden, where some were."""
    if not column.hidden:
        return []
    return [counted(column.hidden, "1 hidden count is a gap.", "{n} hidden counts are gaps.")]


def _why_when(column: Column) -> str:
    if column.kind == "dates":
        return told("It holds dates.")
    if _is_year(column):
        return told("It holds years.")
    if _round_of(column):
        return told("It holds weeks, months, quarters or days of the week.")
    return told("It stands before the numbers.")


def _asks(
    own: OwnData, time: str, value: str | None, whens: Sequence[Column], choice: Choice
) -> list[str]:
    """What was assumed of the columns that are used, each said once."""
    asks: list[str] = []
    for column in own.columns:
        if column.name in {time, value}:
            asks += column.asks
        if column.name == value and _is_id(column):
            asks.append(
                told(
                    '"{value}" looks like a number for each row or person. Does it count anything?',
                    value=value,
                )
            )
        elif column.name == value and _says_when(column):
            asks.append(
                told(
                    '"{value}" looks as if it says when. Is it the number that you want to draw?',
                    value=value,
                )
            )
    if choice.time is None and len([one for one in whens if one.kind == "dates"]) > 1:
        asks.append(told('More than one column holds dates. We took "{time}".', time=time))
    if own.doubtful:
        asks.append(
            told("A date such as 3/4 can be read in two ways. Look at the first and the last date.")
        )
    return asks

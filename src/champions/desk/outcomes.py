"""What the course has changed, for a steering group: champions, community, organisations, system.

The tables come from the trainer and are not kept: answers and reach are collected apart from names
and marks. Small numbers are hidden before anything is drawn.

The p-value is that of the exact two-sided sign test: of those who moved, how often would chance
alone give a split this uneven? It waits for twenty people who answered twice, and says nothing of
how large a change is.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from champions import tables
from champions.activities.evaluation import pages as evaluation
from champions.activities.evaluation.pages import Links
from champions.activities.story.question import is_draft, title_of
from champions.charts.tidy import ChartError
from champions.marking import fault
from champions.own_data.question import chart_of
from champions.sentences import counted
from champions.sentences.told import told
from champions.trouble import Trouble

#: Under so many people in all, a ratio to the population says nothing.
FOR_RATIOS = 30
#: Under so many people who answered twice, there is no p-value.
FOR_P = 20
SCALE = (1, 5)


def read_table(name: str, data: bytes, columns: Sequence[str]) -> pd.DataFrame:
    """A table that a trainer sent, with at least these columns, whatever their case and order.

    Raises:
        Trouble: when it cannot be read or has not all of the columns.
    """
    try:
        table = tables.read(data, name, heads=columns).one()
    except tables.NotATable as error:
        raise Trouble(
            told("The table {name} cannot be read. {what}", name=name[:80], what=error.what),
            error.do,
        ) from error
    head = [tables.normal(cell).replace(" ", "_") for cell in table.head]
    lacking = [column for column in columns if column not in head]
    if lacking:
        raise Trouble(
            told(
                "The table {name} has no column called {lacking}.",
                name=name[:80],
                lacking=", ".join(lacking),
            ),
            told("Its first row should have: {columns}.", columns=", ".join(columns)),
        )
    made = pd.DataFrame(table.rows, columns=head)
    return made.loc[:, ~made.columns.duplicated()]


# --- Champions: confidence --------------------------------------------------------------------------


@dataclass(frozen=True)
class Confidence:
    """Answers of the same people at two times: counts in words, a picture where it is safe, p."""

    when: str
    said: str
    picture: str
    p: float | None


def confidence(table: pd.DataFrame) -> list[Confidence]:
    """Compare each person with themselves: before with after, and before with three months later.

    Args:
        table: ``code``, ``before``, ``after`` and maybe ``three_months``, from 1 to 5 or empty.

    Raises:
        Trouble: when an answer is not a whole number from 1 to 5, with its row.
    """
    times = [name for name in ("before", "after", "three_months") if name in table]
    read = pd.DataFrame({"code": table["code"].astype(str).str.strip()})
    for name in times:
        read[name] = [_answer(cell, row, name) for row, cell in enumerate(table[name], 2)]
    read = read.drop_duplicates()  # a row that was copied
    # A code that came twice with other answers may be two people: neither can be paired.
    read = read[(read["code"] != "") & ~read["code"].duplicated(keep=False)]
    found = []
    for name, words in (
        ("after", told("at the end")),
        ("three_months", told("three months later")),
    ):
        if name in times:
            found.append(_compared(read[["before", name]].rename(columns={name: "after"}), words))
    return found


def _answer(cell: object, row: int, column: str) -> float:
    text = "" if cell is None or cell != cell else str(cell).strip()
    if not text:
        return math.nan
    if text.removesuffix(".0").isdecimal() and SCALE[0] <= float(text) <= SCALE[1]:
        return float(text)
    raise Trouble(
        told(
            'Row {row} has "{text}" in the column {column}.', row=row, text=text[:40], column=column
        ),
        told("Answers are whole numbers from 1 to 5. Leave the cell empty where nobody answered."),
    )


def _compared(table: pd.DataFrame, when: str) -> Confidence:
    pairs = evaluation.paired(table)
    two = table.dropna()
    # A line in the picture is everybody who gave the same two answers.
    together = two.groupby(["before", "after"]).size()
    safe = len(together) > 0 and int(together.min()) >= evaluation.LEAST_SHOWN
    p = sign_test(pairs.up, pairs.down) if pairs.both >= FOR_P else None
    return Confidence(when, pairs.said, evaluation.pairs_html(table) if safe else "", p)


def sign_test(up: int, down: int) -> float:
    """The exact two-sided p-value of the sign test. People who stayed the same are left out.

    >>> sign_test(8, 2), sign_test(5, 5)
    (0.109375, 1.0)
    """
    moved = up + down
    tail = sum(math.comb(moved, k) for k in range(min(up, down) + 1)) / 2**moved
    return min(1.0, 2 * tail)


# --- Community: reach -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Group:
    """One group: how many took part (None where hidden), and the ratio to its share in the population.

    A ratio of 1 is what its share in the population would give; None where it may not be said.
    """

    name: str
    people: int | None
    ratio: float | None


@dataclass(frozen=True)
class Reach:
    """Who took part, group by group, with small counts hidden."""

    groups: tuple[Group, ...]
    total: int | None
    least: int

    @property
    def said(self) -> str:
        """What may be said of it."""
        hidden = sum(one.people is None for one in self.groups)
        if self.total is None:
            return told("Too few people took part for any number to be shown.")
        said = [counted(self.total, "{n} person took part.", "{n} people took part.")]
        if hidden:
            said.append(
                counted(
                    hidden,
                    "{n} count is hidden, so that nobody can be known by a small one.",
                    "{n} counts are hidden, so that nobody can be known by a small one.",
                )
            )
        if self.total < FOR_RATIOS:
            said.append(
                told(
                    "Under {least} people, shares say nothing yet. Put cohorts together.",
                    least=FOR_RATIOS,
                )
            )
        return " ".join(said)


def reach(tables: Iterable[pd.DataFrame], least: int) -> Reach:
    """Who took part, beside the population. Several cohorts are added up.

    Args:
        tables: ``group``, ``people`` and ``population`` each: counts of people.
        least: the data owner's threshold: a count from 1 to one under it is hidden.

    Raises:
        Trouble: when a count is not a whole number, with its row, or there is nobody.
    """
    took_part: dict[str, int] = {}
    population: dict[str, int] = {}
    for table in tables:
        rows = table[["group", "people", "population"]].itertuples(index=False)
        for row, (group, count, whole) in enumerate(rows, 2):
            name = str(group).strip()
            took_part[name] = took_part.get(name, 0) + _count(count, row, "people")
            population[name] = _count(whole, row, "population")
    total, everybody = sum(took_part.values()), sum(population.values())
    if not total or not everybody:
        raise Trouble(
            told("There is nobody in this table."), told("Count the people in each group.")
        )
    hidden = hide(took_part, least)
    together = sum(took_part[name] for name in hidden)
    shown = not hidden or (len(hidden) > 1 and not _given_away(together, hidden))
    ratios = shown and total >= FOR_RATIOS
    groups = tuple(
        Group(
            name,
            None if name in hidden else count,
            None
            if name in hidden or not ratios or not population[name]
            else (count / total) / (population[name] / everybody),
        )
        for name, count in took_part.items()
    )
    return Reach(groups, total if shown and total >= least else None, least)


def hide(counts: Mapping[str, int], least: int) -> frozenset[str]:
    """The groups whose counts are hidden, so that none can be worked out from the total.

    A small count alone could be worked out: the total less the others. So a second one goes with
    it, the smallest of the rest.

    >>> sorted(hide({"a": 3, "b": 12, "c": 20}, 5)), sorted(hide({"a": 3, "b": 2, "c": 20}, 5))
    (['a', 'b'], ['a', 'b'])
    >>> sorted(hide({"a": 1, "b": 1, "c": 20}, 5))
    ['a', 'b', 'c']
    """
    hidden = {name for name, count in counts.items() if 0 < count < least}
    rest = sorted(set(counts) - hidden, key=lambda name: (counts[name] == 0, counts[name], name))
    # What is hidden together must leave room for more than one way to make it up.
    while (
        hidden
        and rest
        and (len(hidden) == 1 or _given_away(sum(counts[n] for n in hidden), hidden))
    ):
        hidden.add(rest.pop(0))
    return frozenset(hidden)


def _given_away(together: int, hidden: Collection[str]) -> bool:
    """True when hidden counts of at least 1 each can only be the ones they are."""
    return together <= len(hidden)


def _count(cell: object, row: int, column: str) -> int:
    text = str(cell).strip().replace(",", "").removesuffix(".0")
    if text.isdecimal() and len(text) < 12:
        return int(text)
    raise Trouble(
        told(
            'Row {row} has "{cell}" in the column {column}.',
            row=row,
            cell=str(cell)[:40],
            column=column,
        ),
        told("It should be a count of people."),
    )


# --- Organisations: initiatives -------------------------------------------------------------------------


@dataclass(frozen=True)
class Initiative:
    """A champion's project that may be shown: its title, its chart as HTML, or why there is none."""

    title: str
    chart: str
    no_chart: str = ""


def initiatives(books: Iterable[Mapping[str, Any]]) -> tuple[list[Initiative], int]:
    """The projects whose champions said that this very group may see their title and chart.

    Args:
        books: the answers of each capstone: question to plain answer, with ``story`` and
            ``my-numbers``.

    Returns:
        The projects that may be shown, and how many have not been agreed to.
    """
    found, kept_back = [], 0
    for book in books:
        story = book.get("story")
        agreed = isinstance(story, Mapping) and story.get("group") == "yes"
        if not isinstance(story, Mapping) or not agreed:
            kept_back += 1
            continue
        one = fault.each(partial(_initiative, story, book.get("my-numbers")), "a project")
        if isinstance(one, Initiative):
            found.append(one)
        elif one is None:
            kept_back += 1
        else:
            found.append(Initiative(told("A project that could not be read"), "", one.reason))
    return found, kept_back


def _initiative(story: Mapping[str, Any], numbers: Any) -> Initiative | None:
    """A project that may be shown; None for a draft."""
    if is_draft(story):
        return None
    try:
        chart = chart_of(numbers if isinstance(numbers, Mapping) else {})
        drawn, why = str(chart._repr_mimebundle_()["text/html"]), ""
    except (ChartError, TypeError, ValueError) as error:
        drawn, why = "", str(error)
    return Initiative(title_of(story), drawn, why)


# --- System: links -----------------------------------------------------------------------------------------


def link_map(table: pd.DataFrame) -> str:
    """The map of links between organisations, after beside before, as HTML.

    Raises:
        Trouble: when a row has no time of before or after.
    """
    text = table.map(lambda cell: str(cell).strip())
    wrong = text[~text["time"].str.casefold().isin(["before", "after"])]
    if len(wrong):
        raise Trouble(
            told('A row of the links has the time "{time}".', time=wrong["time"].iloc[0][:40]),
            told('Write "before" or "after" in the column time.'),
        )
    text["time"] = text["time"].str.casefold()
    before: Links = evaluation.links_in(text, "before")
    after: Links = evaluation.links_in(text, "after")
    return evaluation.map_html(after, before)


@dataclass(frozen=True)
class Report:
    """Everything that a steering group is shown."""

    confidence: tuple[Confidence, ...] = ()
    reach: Reach | None = None
    initiatives: tuple[Initiative, ...] = ()
    kept_back: int = 0
    links: str = ""
    finished: str = ""
    people: int = 0
    lessons: int = 0
    invented: bool = False

"""A table of counts that is to be published: which numbers to hide, so that none can be worked out.

Small counts can show who somebody is. To hide them is not enough: with the totals beside it, a
number that is hidden alone can be worked out. So a second one must go. Which table a champion gets
is a variant, whose number stands in the answer, so the marker sees the same table. In answers of the
first version it is a seed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from typing import Any

import numpy as np

from champions.questions import Unreadable, variants
from champions.questions.attempts import Varied, stamp_for
from champions.questions.base.fair import in_groups
from champions.questions.variants import Origin, Variant
from champions.sentences.told import later, told

POOL = "small-cells"
ROWS = 4  # neighbourhoods in the table
LANGUAGES = (later("Polish"), later("Bengali"), later("Romanian"))
#: Counts from 1 to one under this number are small, by the rule of this lesson's data owner.
LEAST_SHOWN = 5

Cell = tuple[int, int]
CELLS: tuple[Cell, ...] = tuple((r, c) for r in range(ROWS) for c in range(len(LANGUAGES)))


def places() -> list[str]:
    """The neighbourhoods of the table's rows: the first ones of the health checks."""
    from champions.data import load

    return [str(place) for place in load("health-check-uptake")["place"].unique()[:ROWS]]


@lru_cache(maxsize=256)
def counts(origin: Origin) -> tuple[tuple[int, ...], ...]:
    """The table: people who came, a row for each place. Two counts are small.

    The two stand in different rows and columns, so that hiding them alone is never safe.

    >>> sum(0 < one < LEAST_SHOWN for row in counts(Variant(POOL, 7)) for one in row)
    2
    """
    if isinstance(origin, Variant):
        table = variants.data(origin)["counts"]
        return tuple(tuple(int(one) for one in row) for row in table)
    return _of_seed(origin)


def _of_seed(seed: int) -> tuple[tuple[int, ...], ...]:
    """The table of an answer of the first version."""
    chance = np.random.default_rng([seed, 11])
    table = chance.integers(9, 48, size=(ROWS, len(LANGUAGES)))
    rows = chance.choice(ROWS, 2, replace=False)
    columns = chance.choice(len(LANGUAGES), 2, replace=False)
    for row, column in zip(rows, columns, strict=True):
        table[row, column] = chance.integers(1, LEAST_SHOWN)
    return tuple(tuple(int(one) for one in row) for row in table)


def small(origin: Origin) -> frozenset[Cell]:
    """The cells whose counts are too small to publish."""
    table = counts(origin)
    return frozenset((r, c) for r, c in CELLS if 0 < table[r][c] < LEAST_SHOWN)


@lru_cache(maxsize=4096)
def worked_out(hidden: frozenset[Cell]) -> frozenset[Cell]:
    """The hidden cells that a reader can work out exactly from the other counts and the totals.

    A cell can be worked out when the totals of rows and columns leave it only one value: when its
    own equation follows from theirs.

    >>> sorted(worked_out(frozenset({(0, 0), (0, 1), (1, 0)})))
    [(0, 0), (0, 1), (1, 0)]
    >>> sorted(worked_out(frozenset({(0, 0), (0, 1), (1, 0), (1, 1)})))
    []
    """
    cells = sorted(hidden)
    if not cells:
        return frozenset()
    totals = np.array(
        [[cell[0] == row for cell in cells] for row in range(ROWS)]
        + [[cell[1] == column for cell in cells] for column in range(len(LANGUAGES))],
        dtype=float,
    )
    rank = np.linalg.matrix_rank(totals)
    own = np.eye(len(cells))
    return frozenset(
        cell
        for cell, row in zip(cells, own, strict=True)
        if np.linalg.matrix_rank(np.vstack([totals, row])) == rank
    )


def fewest(origin: Origin) -> frozenset[Cell]:
    """A smallest set of cells to hide so that no small count is shown or can be worked out."""
    return fewest_of(small(origin))


@lru_cache(maxsize=256)
def fewest_of(must: frozenset[Cell]) -> frozenset[Cell]:
    """A smallest set of cells to hide, of which these are some, so that none can be worked out."""
    others = [cell for cell in CELLS if cell not in must]
    for more in range(len(others) + 1):
        for some in combinations(others, more):
            hidden = must | set(some)
            if not worked_out(hidden):
                return hidden
    raise AssertionError("hiding every cell is always safe")  # pragma: no cover


@lru_cache(maxsize=256)
def safe_ways(must: frozenset[Cell]) -> tuple[frozenset[Cell], ...]:
    """Every smallest set of cells to hide, of which these are some, so that none can be worked out."""
    more = len(fewest_of(must)) - len(must)
    others = [cell for cell in CELLS if cell not in must]
    ways = (must | set(some) for some in combinations(others, more))
    return tuple(hidden for hidden in ways if not worked_out(hidden))


@dataclass(frozen=True)
class Hidden:
    """An answer as read: which table it is, and which cells are hidden."""

    origin: Origin
    cells: frozenset[Cell]

    @property
    def shown_small(self) -> list[Cell]:
        """Small counts that everybody can still read."""
        return sorted(small(self.origin) - self.cells)

    @property
    def given_away(self) -> list[Cell]:
        """Hidden cells that can be worked out."""
        return sorted(worked_out(self.cells))

    @property
    def too_many(self) -> int:
        """How many more cells are hidden than are needed."""
        return len(self.cells) - len(fewest(self.origin))


@dataclass(frozen=True, kw_only=True)
class HideCells(Varied):
    """Hide the small counts of a table, and as many others as it takes, and no more.

    The answer is that of an attempt, see :mod:`champions.questions.attempts`, with ``{"hidden": [[row,
    column], …]}``. A miss's answer is a function of :class:`Hidden`.
    """

    pool = POOL

    right: Any = field(default_factory=lambda: model_answer)
    #: The names of the rows; those of the data where the lesson names none.
    places: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[str, ...]:
        """The name of each row."""
        return self.places or tuple(places())

    def name(self, cell: Cell) -> str:
        """A cell in words."""
        return f"{self.rows[cell[0]]}, {told(LANGUAGES[cell[1]])}"

    def blank(self, answer: object) -> bool:
        return not answer.get("hidden") if isinstance(answer, Mapping) else super().blank(answer)

    def read(self, answer: object) -> Hidden:
        try:
            return _read(answer)
        except (KeyError, TypeError, ValueError) as error:
            raise Unreadable(told("This table could not be read. Press Show all again.")) from error

    def agrees(self, answer: Hidden, wanted: Any) -> bool:
        return not answer.shown_small and not answer.given_away and not answer.too_many

    def sign_shows_small(self, wanted: bool, answer: Hidden) -> bool:
        """A small count can still be read."""
        return bool(answer.shown_small) == wanted

    def sign_only_small(self, wanted: bool, answer: Hidden) -> bool:
        """The small counts are hidden and nothing else."""
        return (answer.cells == small(answer.origin)) == wanted

    def sign_gives_away(self, wanted: bool, answer: Hidden) -> bool:
        """A hidden count can be worked out."""
        return bool(answer.given_away) == wanted

    def sign_all_hidden(self, wanted: bool, answer: Hidden) -> bool:
        """Every count is hidden."""
        return (len(answer.cells) == len(CELLS)) == wanted

    def sign_too_many(self, wanted: bool, answer: Hidden) -> bool:
        """More is hidden than is needed."""
        return (answer.too_many > 0) == wanted

    def share(self, read: Hidden) -> float:
        """By the safe way of hiding that is nearest to this one."""
        return max(
            in_groups(
                {cell: "hidden" if cell in safe else "shown" for cell in CELLS},
                {cell: "hidden" if cell in read.cells else "shown" for cell in CELLS},
            )
            for safe in safe_ways(small(read.origin))
        )

    def part_at_first(self, read: Hidden) -> float:
        """Half when no small count is shown or can be worked out, though more is hidden than needed."""
        return self.points / 2 if not read.shown_small and not read.given_away else 0.0

    def said_first(self, read: Hidden) -> tuple[str, ...]:
        if read.shown_small or not read.given_away:
            return ()
        return (told("A reader can still work out {cell}.", cell=self.name(read.given_away[0])),)

    def general_hint(self, read: Hidden) -> str:
        return told(
            "Look along each row and down each column once more, and change what is hidden."
        )

    def in_words(self, answer: object) -> tuple[str, ...]:
        """Which table it is and which cells are hidden."""
        if self.blank(answer):
            return (told("Nothing is hidden yet."),)
        try:
            read = _read(answer)
        except (KeyError, TypeError, ValueError):
            return (told("This table could not be read."),)
        hidden = "; ".join(self.name(cell) for cell in sorted(read.cells))
        lines = (
            told("Table number {number}.", number=read.origin),
            told("Hidden: {hidden}.", hidden=hidden),
        )
        return (*lines, *self.earlier_in_words(answer))


def _read(answer: Any) -> Hidden:
    if not isinstance(answer, Mapping) or not isinstance(answer["hidden"], list | tuple):
        raise TypeError(answer)
    cells = frozenset(map(_cell, answer["hidden"]))
    origin: Origin | None = variants.named_in(answer, POOL) or variants.whole(answer["seed"])
    if origin is None or (isinstance(origin, int) and not 0 <= origin < 1_000_000):
        raise ValueError(answer)
    if not cells <= set(CELLS):
        raise ValueError(answer)
    return Hidden(origin, cells)


def _cell(pair: Any) -> Cell:
    """A row and a column; TypeError or ValueError where it is no such pair."""
    row, column = map(variants.whole, pair if isinstance(pair, list | tuple) else ())
    if row is None or column is None:
        raise ValueError(pair)
    return row, column


def answer_for(origin: Origin, hide: Callable[[Origin], Iterable[Cell]] = fewest) -> dict[str, Any]:
    """A plain answer for the table of this origin."""
    return {**stamp_for(origin), "hidden": [list(cell) for cell in sorted(hide(origin))]}


def model_answer() -> dict[str, Any]:
    """The answer of the worked lesson."""
    return answer_for(Variant(POOL, 1))

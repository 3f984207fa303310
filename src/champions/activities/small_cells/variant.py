"""The tables with two small counts: how each variant is made, and which cells a right answer hides."""

from __future__ import annotations

from random import Random
from typing import Any

from champions.activities.small_cells.question import (
    LANGUAGES,
    LEAST_SHOWN,
    POOL,
    ROWS,
    answer_for,
    fewest_of,
)
from champions.questions.variants import Variant


def make(number: int) -> dict[str, Any]:
    """A table of counts, a row for each place, and the smallest set of cells to hide."""
    # random() of the standard library gives the same row in each version, here and in a browser.
    draw = Random(11_000_000 + number).random  # noqa: S311 - chance for a lesson, not for a secret

    def below(many: int) -> int:
        return int(many * draw())

    table = [[9 + below(39) for _ in LANGUAGES] for _ in range(ROWS)]
    row, column = below(ROWS), below(len(LANGUAGES))
    other_row = (row + 1 + below(ROWS - 1)) % ROWS
    other_column = (column + 1 + below(len(LANGUAGES) - 1)) % len(LANGUAGES)
    small = sorted([[row, column], [other_row, other_column]])
    for at, beside in small:
        table[at][beside] = 1 + below(LEAST_SHOWN - 1)
    hide = fewest_of(frozenset((at, beside) for at, beside in small))
    return {
        "counts": table,
        "truth": {"small": small, "hide": [list(cell) for cell in sorted(hide)]},
    }


def answer(number: int) -> dict[str, Any]:
    """The right answer to a variant."""
    return answer_for(Variant(POOL, number))

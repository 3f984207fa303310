"""On paper: the table with its totals, to cross out numbers in."""

from __future__ import annotations

from html import escape

from champions.activities.small_cells.question import LANGUAGES, HideCells, counts, places
from champions.questions.base.paper import table


def to_fill_in(question: HideCells) -> str:
    """The table of the worked lesson, with its totals, to cross out numbers in."""
    counted = counts(question.right_answer()["seed"])
    rows = [
        [escape(place), *map(str, row), str(sum(row))]
        for place, row in zip(places(), counted, strict=True)
    ]
    columns = [sum(column) for column in zip(*counted, strict=True)]
    rows.append(["Total", *map(str, columns), str(sum(columns))])
    return "<p>Cross out each number that you hide.</p>" + table(
        ("Place", *LANGUAGES, "Total"), rows
    )

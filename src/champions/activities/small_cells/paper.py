"""On paper: the table with its totals, to cross out numbers in."""

from __future__ import annotations

from html import escape

from champions.activities.small_cells.question import LANGUAGES, HideCells, counts, places
from champions.questions.base.paper import table


def to_fill_in(question: HideCells) -> str:
    """One table, with its number and its totals, to cross out numbers in."""
    origin = question.read(question.right_answer()).origin
    counted = counts(origin)
    rows = [
        [escape(place), *map(str, row), str(sum(row))]
        for place, row in zip(places(), counted, strict=True)
    ]
    columns = [sum(column) for column in zip(*counted, strict=True)]
    rows.append(["Total", *map(str, columns), str(sum(columns))])
    said = f"<p>Table number {origin}. Cross out each number that you hide.</p>"
    return said + table(("Place", *LANGUAGES, "Total"), rows)

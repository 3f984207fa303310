"""On paper: the table with its totals, to cross out numbers in."""

from __future__ import annotations

from html import escape

from champions.activities.small_cells.question import LANGUAGES, HideCells, counts
from champions.questions.base.paper import table
from champions.sentences.told import tell


def to_fill_in(question: HideCells) -> str:
    """One table, with its number and its totals, to cross out numbers in."""
    origin = question.read(question.right_answer()).origin
    counted = counts(origin)
    rows = [
        [escape(place), *map(str, row), str(sum(row))]
        for place, row in zip(question.rows, counted, strict=True)
    ]
    columns = [sum(column) for column in zip(*counted, strict=True)]
    rows.append([tell("Total"), *map(str, columns), str(sum(columns))])
    said = (
        "<p>"
        + tell("Table number {number}. Cross out each number that you hide.", number=origin)
        + "</p>"
    )
    return said + table((tell("Place"), *map(tell, LANGUAGES), tell("Total")), rows)

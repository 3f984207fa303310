"""On paper: a table for a champion's own numbers."""

from __future__ import annotations

from champions.own_data.question import OwnNumbers
from champions.questions.base.paper import line, table
from champions.sentences.told import tell

_OWN_ROWS = 12


def to_fill_in(_question: OwnNumbers) -> str:
    """The form to fill in by hand, as HTML."""
    return (
        (
            '<div class="box"><p>'
            + tell("What do they count?")
            + f"</p>{line()}{line()}</div><p>"
            + tell("Write them in order of time. Leave a gap where you did not count.")
            + "</p>"
        )
        + table(
            (tell("When"), tell("How many"), tell("When"), tell("How many")), [[""] * 4] * _OWN_ROWS
        )
        + ("<p>" + tell("Then draw them on squared paper.") + "</p>")
    )


def needs_squared_paper(_question: OwnNumbers) -> bool:
    """They are drawn on it, once they are written down."""
    return True

"""On paper: the ten numbers in a table, and the steps in another."""

from __future__ import annotations

from html import escape

from champions.activities.limits_by_hand.question import ASKS, STEPS, HandLimits, read_work
from champions.questions.base.paper import table


def to_fill_in(question: HandLimits) -> str:
    """The ten numbers of one sheet, with its number, and the steps."""
    own = read_work(question.right_answer())
    values = own.own.values
    weeks = table(
        ("Week", "Minutes", "Moving range"),
        ([str(at), str(value), "" if at > 1 else "none"] for at, value in enumerate(values, 1)),
    )
    steps = table(
        ("Step", "How", "Your number"),
        (
            [escape(words), escape(ASKS[step]), "In the table above" if step == "ranges" else ""]
            for step, words in STEPS.items()
        ),
    )
    return f"<p>Sheet number {own.origin}.</p>{weeks}{steps}"


def needs_squared_paper(_question: HandLimits) -> bool:
    """The limits may be drawn as well as worked out."""
    return True

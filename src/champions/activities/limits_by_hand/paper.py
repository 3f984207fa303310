"""On paper: the ten numbers in a table, and the steps in another."""

from __future__ import annotations

from html import escape

from champions.activities.limits_by_hand.question import ASKS, STEPS, HandLimits, read_work
from champions.questions.base.paper import table
from champions.sentences.told import tell


def to_fill_in(question: HandLimits) -> str:
    """The ten numbers of one sheet, with its number, and the steps."""
    own = read_work(question.right_answer())
    values = own.own.values
    weeks = table(
        (tell("Week"), tell("Minutes"), tell("Moving range")),
        (
            [str(at), str(value), "" if at > 1 else tell("none")]
            for at, value in enumerate(values, 1)
        ),
    )
    steps = table(
        (tell("Step"), tell("How"), tell("Your number")),
        (
            [
                escape(words),
                escape(ASKS[step]),
                tell("In the table above") if step == "ranges" else "",
            ]
            for step, words in STEPS.items()
        ),
    )
    return "<p>" + tell("Sheet number {number}.", number=own.origin) + f"</p>{weeks}{steps}"


def needs_squared_paper(_question: HandLimits) -> bool:
    """The limits may be drawn as well as worked out."""
    return True

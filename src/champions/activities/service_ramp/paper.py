"""On paper: the desk is played with dice on a table, and its tests are written into a sheet."""

from __future__ import annotations

from html import escape

from champions.activities.service_ramp.model import (
    BUDGET,
    CHANGES,
    DECISIONS,
    GOODWILL,
    SHOWS,
    SIZES,
    UNDO_DAYS,
    UNDO_GOODWILL,
    by_chance,
)
from champions.activities.service_ramp.question import RampTrial
from champions.questions.base import paper as base
from champions.questions.base.paper import boxes_to_tick, bullets, table
from champions.sentences.told import InWords, later, tell

#: With dice, 1 person of 3 misses in a usual week: as near to the desk on the screen as a die comes.
_PEOPLE = {"one": 1, "five": 5, "day": 8, "week": 40, "all": 80}
_DAYS = InWords(
    {
        "one": later("1 day"),
        "five": later("1 day"),
        "day": later("1 day"),
        "week": later("1 week"),
        "all": later("2 weeks"),
    }
)
_ROWS = 10


def to_fill_in(_question: RampTrial) -> str:
    """The sheet of a desk that is played with dice: the changes, the sizes, and a row for each test."""
    sizes = [(escape(words), _DAYS[size], _chance(size)) for size, words in SIZES.items()]
    sizes_head = (tell("Size"), tell("It takes"), tell("By chance alone you would see"))
    head = (
        tell("Change"),
        tell("With whom"),
        tell("I predict"),
        tell("Missed"),
        tell("Troubled"),
        tell("It shows"),
        tell("I decide"),
    )
    return (
        "<p>"
        + tell(
            "A helper plays the desk with dice. Do not look at the helper's "
            "secret list. For each test choose a change and a size, and "
            "write what you predict. Then the helper throws one die for each "
            "person, and tells you how many missed, how many were troubled, "
            "and how many minutes it took volunteers for each person."
        )
        + "</p><p>"
        + tell(
            "You have {budget} weeks and {goodwill} of goodwill. Each person "
            "who is troubled takes 1. To take back what ran for everybody "
            "costs {undo_weeks} weeks and {undo_goodwill} of goodwill.",
            budget=BUDGET // 5,
            goodwill=GOODWILL,
            undo_weeks=UNDO_DAYS // 5,
            undo_goodwill=UNDO_GOODWILL,
        )
        + "</p><p>"
        + tell("The changes:")
        + f"</p>{bullets(map(escape, CHANGES.values()))}{table(sizes_head, sizes)}<p>"
        + tell("What a test can show:")
        + f"</p>{boxes_to_tick(SHOWS)}<p>"
        + tell("What you can decide:")
        + f"</p>{boxes_to_tick(DECISIONS)}{table(head, [[''] * len(head)] * _ROWS)}<p>"
        + tell("Take at least three changes to an end: adopted or abandoned.")
        + "</p>"
    )


def _chance(size: str) -> str:
    low, high = by_chance(_PEOPLE[size], 1, 3)
    return tell("{low} to {high} of {people} miss", low=low, high=high, people=_PEOPLE[size])


def told(question: RampTrial) -> str:
    """For the helper: how the desk is played, and what a well-made ramp is."""
    if question.kept_back:
        return ""
    return (
        base.told(question)
        + f"<p><strong>{tell('How to play the desk:')}</strong></p>"
        + bullets(map(tell, _HOW_TO_PLAY))
        + f"<p><strong>{tell('A change was taken well to its end when:')}</strong></p>"
        + bullets(map(tell, _WELL_TAKEN))
    )


#: How the desk is played with dice.
_HOW_TO_PLAY = (
    later(
        "In secret, give each of the four changes one of these. It helps. It helps and takes 12 minutes of a "
        "volunteer for each person. It does nothing. It troubles people. Any other change takes 1 minute."
    ),
    later(
        "Throw one die for each person in a test. With no change, or one that does nothing, 1 and 2 miss."
    ),
    later("With a change that helps, only 1 misses."),
    later(
        "With the one that troubles people, 1, 2 and 3 miss, and each 6 is a person who is troubled."
    ),
    later(
        "In its new form the dear change takes 3 minutes. The one that troubled people troubles nobody, and only 1 "
        "misses."
    ),
    later("For a week, throw eight dice five times. For everybody, do that twice."),
)
#: What a well-made ramp is.
_WELL_TAKEN = (
    later(
        "It began with 1 or 5 people, and no test was more than two sizes larger than the one before."
    ),
    later("Where somebody was troubled, it was stopped or adapted at once."),
    later(
        "It was adopted only after 80 people or more, with fewer missing than chance alone gives, with nobody "
        "troubled, and with little of the volunteers' time."
    ),
    later(
        "It was abandoned for trouble, for too much time, or when 40 people or more showed nothing."
    ),
)


def is_long(_question: RampTrial) -> bool:
    """It fills a page."""
    return True

"""Questions: how each kind reads an answer, marks it, and shows its form.

The kinds that a marking scheme is made of can be had from here.
"""

from champions.questions.kinds import (
    LOOK_AFTER,
    STEP_AFTER,
    Choice,
    Dots,
    Feedback,
    Guess,
    Level,
    Marked,
    Miss,
    Number,
    Order,
    Pick,
    Question,
    Share,
    Sort,
    Unreadable,
    Value,
    Words,
    fold,
    mixed,
    read_number,
)

__all__ = [
    "LOOK_AFTER",
    "STEP_AFTER",
    "Choice",
    "Dots",
    "Feedback",
    "Guess",
    "Level",
    "Marked",
    "Miss",
    "Number",
    "Order",
    "Pick",
    "Question",
    "Share",
    "Sort",
    "Unreadable",
    "Value",
    "Words",
    "fold",
    "mixed",
    "read_number",
]

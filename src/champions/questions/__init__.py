"""Questions: how each kind reads an answer, marks it, and shows its form.

The kinds that a marking scheme is made of can be had from here.
"""

from champions.questions.base.question import (
    CORE,
    EVIDENCE,
    LOOK_AFTER,
    STEP_AFTER,
    STRETCH,
    UNSCORED,
    Feedback,
    Level,
    Marked,
    Miss,
    Question,
    Unreadable,
    mixed,
)
from champions.questions.base.text import fold
from champions.questions.choice.question import Choice
from champions.questions.dots.question import Dots
from champions.questions.guess.question import Guess
from champions.questions.number.question import Number, Share, Value
from champions.questions.number.reading import read_number
from champions.questions.order.question import Order
from champions.questions.pick.question import Pick
from champions.questions.sort.question import Sort
from champions.questions.words.question import Words
from champions.questions.written.question import Written

__all__ = [
    "CORE",
    "EVIDENCE",
    "LOOK_AFTER",
    "STEP_AFTER",
    "STRETCH",
    "UNSCORED",
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
    "Written",
    "fold",
    "mixed",
    "read_number",
]

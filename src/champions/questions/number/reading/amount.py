"""What a question asks for, and a number that was read; with the words that number readers share."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from champions.questions.base.question import Unreadable
from champions.sentences.told import told

#: What people write a number with, as a table that other readers share, such as a page's script.
WORDS: dict[str, Any] = json.loads(
    files("champions.questions.number").joinpath("words.json").read_text(encoding="utf-8")
)
#: The kinds of quantity that a question may ask for.
KINDS: tuple[str, ...] = tuple(WORDS["kinds"])
TOLD: dict[str, str] = WORDS["told"]


@dataclass(frozen=True)
class Quantity:
    """What a question asks for: its kind (one of KINDS, or empty), its unit, and whether it is a least or a most.

    ``ask`` is the question itself, in words; empty where it is not known.
    """

    kind: str = ""
    unit: str = ""
    units: tuple[str, ...] = ()
    bound: str = ""
    ask: str = ""


class Amount(float):
    """A number that was read.

    Attributes:
        told: why it is no such quantity as was asked for; empty when it is one.
        note: what is said beside it, such as that a comma was read as a point.
        other: the number that a comma may stand for as well, and what to say then.
        as_asked: the same in the unit that is asked for, where it was given in another.
        typed: the number with its unit, as they were typed.
        doubt: what is said where the words beside it say that something else is counted, such as "late" where
            the question is how many were on time.
        apart: True for "3 months" where weeks are counted: no wrong number of weeks is like it.
    """

    as_asked: float | None = None
    typed: str = ""
    told: str = ""
    note: str = ""
    doubt: str = ""
    apart: bool = False
    other: tuple[float, str] | None = None


def unread(key: str, **parts: str) -> Unreadable:
    """Why an answer is no number, in words; ``key`` names the sentence."""
    return Unreadable(told(TOLD[key], **parts))


def words_asked(asked: Quantity) -> set[str]:
    """The words of the question."""
    return set(re.findall(r"[a-z']+", asked.ask.lower().replace("’", "'")))


def number_said(number: float) -> str:
    """A number as it is said in a sentence, without noughts at its end."""
    return f"{number:.12g}"

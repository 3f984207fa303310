"""On paper: the questions, and the advice as a card."""

from __future__ import annotations

from html import escape
from itertools import product

from champions.activities.choosing.question import ASKED, ChartChooser, advise, wanted
from champions.questions.base.paper import boxes_to_tick, table
from champions.sentences.told import tell


def to_fill_in(_question: ChartChooser) -> str:
    """The chooser's questions, and its advice as a card: each way through them is a row."""
    asked = "".join(
        f"<p>{escape(tell(words))}</p>" + boxes_to_tick(options)
        for words, options in ASKED.values()
    )
    ways: dict[str, list[str]] = {}
    for keys in product(*(options for _, options in ASKED.values())):
        chosen = dict(zip(ASKED, keys, strict=True))
        way = ", ".join(escape(ASKED[key][1][chosen[key]]) for key in wanted(chosen))
        ways[way] = [way, escape(advise(**chosen).chart)]
    return asked + table((tell("Your answers"), tell("Begin with")), ways.values())


def is_long(_question: ChartChooser) -> bool:
    """True: the questions and the card may be cut apart."""
    return True

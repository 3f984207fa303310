"""On paper: the file with a column to mend it in, squared paper for the chart, and boxes to tick."""

from __future__ import annotations

from html import escape
from typing import cast

from champions.activities.practical.file import file_html
from champions.activities.practical.question import Mended, Practical
from champions.activities.your_turn.drawing import about, asks
from champions.questions.base.paper import boxes_to_tick, bullets, line
from champions.questions.base.question import mixed
from champions.sentences.told import tell


def to_fill_in(question: Practical) -> str:
    """One file with its number, and what is to be mended, drawn, found and judged."""
    right = question.read(question.right_answer())
    bare = question.read({"variant": right.origin.number})  # type: ignore[union-attr]
    bare = cast("Mended", bare)
    words, held = question.words, bare.held
    file = words["file"]
    ask = "".join(f"<p>{escape(one)}</p>" for one in (file["ask"], *file["about"]))
    said = "".join(f"<p>{escape(one)}</p>" for one in about(question, held))
    numbers = bullets(f"{escape(asks(question, held, part))}: {line()}" for part in question.asked)
    choices = "".join(
        f"<p>{escape(asks(question, held, part))}</p>"
        f"{boxes_to_tick(mixed(f'{question.pool}/{part}', words[part]))}"
        for part in ("means", "then")
    )
    return (
        "<p>"
        + tell("File number {number}.", number=bare.origin)
        + f"</p>{ask}{file_html(question, bare, file['mended'])}<p>{escape(words['draw'])}</p>"
        f"{said}{numbers}<p>{escape(words['on_paper'])}</p>{choices}"
    )


def needs_squared_paper(_question: Practical) -> bool:
    """The chart is drawn by hand."""
    return True

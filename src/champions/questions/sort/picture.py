"""The groups of a sorting as boxes that fill."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from champions.questions.sort.question import Sort
from champions.sentences.told import told


def board_html(question: Sort, placed: Mapping[str, str]) -> str:
    """The groups as boxes side by side, each with what was put in it so far.

    Args:
        question: what is sorted, and into which groups.
        placed: item to group; what is not placed yet is left out.
    """
    boxes = ""
    for group, words in question.groups.items():
        inside = [item for item, home in placed.items() if home == group]
        cards = "".join(f"<li>{escape(question.items[item])}</li>" for item in inside)
        listed = f"<ul>{cards}</ul>" if cards else f"<p>{told('empty so far')}</p>"
        boxes += f"<section><h4>{escape(words)} ({len(inside)})</h4>{listed}</section>"
    return f'<div class="champions-board">{boxes}</div>'

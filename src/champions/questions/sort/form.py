"""The form: a list of groups for each thing."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from champions.questions.forms import Changed, check_button
from champions.questions.sort.picture import board_html
from champions.questions.sort.question import Sort
from champions.sentences.told import told


def form(question: Sort, answer: Any, changed: Changed) -> list[w.Widget]:
    """The widgets of the form, from top to bottom."""
    placed = answer if isinstance(answer, dict) else {}
    choices = [
        (told("Choose a group"), ""),
        *((words, key) for key, words in question.groups.items()),
    ]
    lists = {
        key: w.Dropdown(
            options=choices,
            value=placed.get(key) if placed.get(key) in question.groups else "",
            description=words,
        )
        for key, words in question.items.items()
    }

    def now() -> dict[str, str]:
        return {key: box.value for key, box in lists.items() if box.value}

    def drawn() -> str:
        own = question.drawn if question.pictured else question.board
        return own(now()) if callable(own) else board_html(question, now())

    board = w.HTML(drawn())

    def placed_one(_change: object) -> None:
        board.value = drawn()
        changed(now(), False)

    for box in lists.values():
        box.observe(placed_one, "value")
    check = check_button(lambda: changed(now(), True))
    return [*lists.values(), *([board] if question.board or question.pictured else []), check]

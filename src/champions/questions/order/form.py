"""The form: a row for each thing, to be moved up and down."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as w

from champions.questions.forms import Changed, check_button
from champions.questions.order.question import Order
from champions.sentences.told import told


def form(question: Order, answer: Any, changed: Changed) -> list[w.Widget]:
    """One row a step, with a button to move it up and one to move it down."""
    known = isinstance(answer, list) and sorted(answer) == sorted(question.items)
    order: list[str] = list(answer) if known else list(question.items)
    places = [w.HTML() for _ in order]

    def show() -> None:
        for at, (key, place) in enumerate(zip(order, places, strict=True), 1):
            place.value = f"<p>{at}. {escape(question.items[key])}</p>"

    def move(at: int, by: int) -> None:
        order[at], order[at + by] = order[at + by], order[at]
        show()
        changed(list(order), False)

    rows: list[w.Widget] = []
    for at, place in enumerate(places):
        moves = []
        up = (-1, told("Up"), told("Move step {number} up", number=at + 1))
        down = (1, told("Down"), told("Move step {number} down", number=at + 1))
        for by, words, tip in (up, down):
            button = w.Button(description=words, tooltip=tip)
            button.disabled = not 0 <= at + by < len(order)
            button.on_click(lambda _b, at=at, by=by: move(at, by))
            moves.append(button)
        row = w.HBox([place, *moves])
        row.add_class("champions-row")
        row.add_class("champions-step")
        rows.append(row)
    show()
    return [*rows, check_button(lambda: changed(list(order), True))]

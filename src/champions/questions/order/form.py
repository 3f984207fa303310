"""The form: a row for each thing, to be moved up and down."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as w

from champions.questions.forms import Changed, check_button
from champions.questions.order.question import Order


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
        for by, words in ((-1, "Up"), (1, "Down")):
            button = w.Button(description=words, tooltip=f"Move step {at + 1} {words.lower()}")
            button.disabled = not 0 <= at + by < len(order)
            button.on_click(lambda _b, at=at, by=by: move(at, by))
            moves.append(button)
        row = w.HBox([place, *moves])
        row.add_class("champions-row")
        row.add_class("champions-step")
        rows.append(row)
    show()
    return [*rows, check_button(lambda: changed(list(order), True))]

"""The form: a box to tick for each option."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from champions.questions.forms import Changed, check_button
from champions.questions.pick.question import Pick


def form(question: Pick, answer: Any, changed: Changed) -> list[w.Widget]:
    """The widgets of the form, from top to bottom."""
    chosen = answer if isinstance(answer, list) else []
    boxes = {
        key: w.Checkbox(value=key in chosen, description=words, indent=False)
        for key, words in question.shown.items()
    }

    def ticked() -> list[str]:
        return [key for key, box in boxes.items() if box.value]

    for box in boxes.values():
        box.add_class("champions-tick")
        box.observe(lambda _change: changed(ticked(), False), "value")
    return [*boxes.values(), check_button(lambda: changed(ticked(), True))]

"""The form of the marble drop: choose a rule, drop marbles, and compare with earlier tries."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from champions.activities.marbles.question import (
    DROPS,
    MOST_TRIES,
    RULES,
    MarbleDrop,
    drop,
    picture_html,
    tries_html,
    tries_of,
)
from champions.questions.forms import Changed


def form(_question: MarbleDrop, answer: Any, changed: Changed) -> list[w.Widget]:
    """The widgets of the form: choose a rule, drop 50 marbles, and compare with earlier tries."""
    rule = w.Dropdown(description="Rule", options=[(said, key) for key, said in RULES.items()])
    button = w.Button(description=f"Drop {DROPS} marbles", button_style="primary")
    picture, table = w.HTML(), w.HTML("<p>No marbles dropped yet.</p>")
    tried = tries_of(answer)

    def show() -> None:
        if tried:
            table.value, picture.value = tries_html(tried), picture_html(tried[-1])
        button.disabled = len(tried) >= MOST_TRIES

    def press(_button: object) -> None:
        tried.append(drop(rule.value, len(tried) + 1))
        show()
        changed({"rules": [one.rule for one in tried]}, False)

    button.on_click(press)
    show()
    return [rule, button, picture, table]

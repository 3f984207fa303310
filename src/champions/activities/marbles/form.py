"""The form of the marble drop: choose a rule, drop marbles, and compare with earlier tries."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from champions.activities.marbles.question import (
    DROPS,
    RULES,
    MarbleDrop,
    most_tries,
    origin_of,
    picture_html,
    tries_html,
    tries_of,
    try_of,
)
from champions.lesson.session import owner
from champions.questions.attempts import next_one, stamp_of
from champions.questions.forms import Changed
from champions.sentences.told import told


def form(question: MarbleDrop, answer: Any, changed: Changed) -> list[w.Widget]:
    """The widgets of the form: choose a rule, drop 50 marbles, and compare with earlier tries."""
    return _Table(question, answer, changed).widgets


class _Table:
    """The table with its marbles. It holds the answer and shows it; the model does the rest."""

    def __init__(self, question: MarbleDrop, answer: Any, changed: Changed) -> None:
        self.question, self.changed = question, changed
        self.tried = tries_of(answer)
        # An answer of the first version goes on as it is: its luck is that of its tries.
        here = self.tried or origin_of(answer)
        self.stamp = stamp_of(answer) if here else next_one(question, owner(), answer)
        self.rule = w.Dropdown(
            description=told("Rule"), options=[(said, key) for key, said in RULES.items()]
        )
        self.drop = w.Button(description=told("Drop {n} marbles", n=DROPS), button_style="primary")
        self.drop.on_click(lambda _b: self._press())
        again = w.Button(description=told("Start again with other luck"))
        again.add_class("champions-quiet")
        again.on_click(lambda _b: self._again())
        self.picture, self.table = w.HTML(), w.HTML()
        self.widgets: list[w.Widget] = [self.rule, self.drop, self.picture, self.table, again]
        self._show()

    def _press(self) -> None:
        self.tried.append(try_of(self.rule.value, origin_of(self.stamp), len(self.tried) + 1))
        self._show()
        self.changed(self._answer(), False)

    def _again(self) -> None:
        self.stamp, self.tried = next_one(self.question, owner(), self._answer()), []
        self._show()
        self.changed(self._answer(), False)

    def _answer(self) -> dict[str, Any]:
        return {**self.stamp, "rules": [one.rule for one in self.tried]}

    def _show(self) -> None:
        self.picture.value = picture_html(self.tried[-1]) if self.tried else ""
        self.table.value = (
            tries_html(self.tried)
            if self.tried
            else ("<p>" + told("No marbles dropped yet.") + "</p>")
        )
        self.drop.disabled = len(self.tried) >= most_tries(origin_of(self.stamp))

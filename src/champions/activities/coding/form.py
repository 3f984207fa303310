"""The form for sorting records: one record at a time, one press each, and back as often as needed."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as w

from champions.activities.coding.question import CodeFreely, codes, summary
from champions.questions import Sort
from champions.sentences.told import told

Changed = Callable[[object, bool], None]


def form(question: CodeFreely | Sort, answer: Any, changed: Changed) -> list[w.Widget]:
    """The widgets of the form, from top to bottom."""
    return _Cards(question, answer, changed).widgets


class _Cards:
    """The records as a pile of cards. It shows one, and keeps what was chosen for each."""

    def __init__(self, question: CodeFreely | Sort, answer: Any, changed: Changed) -> None:
        self.question, self.changed = question, changed
        self.done = codes(question, answer)
        self.keys = list(question.items)
        self.settling = False
        self.card, self.said = w.HTML(), w.HTML()
        self.jump = w.Dropdown(description=told("Go to a record"))
        self.groups = {key: w.ToggleButton() for key in question.groups}
        for key, button in self.groups.items():
            button.add_class("champions-option")
            button.observe(lambda _change, key=key: self._pressed(key), "value")
        self.jump.observe(lambda _change: self._show(), "value")
        self.back, self.on = w.Button(description=told("Back")), w.Button(description=told("Next"))
        self.back.on_click(lambda _b: self._move(-1))
        self.on.on_click(lambda _b: self._move(1))
        moves = w.HBox([self.back, self.on])
        moves.add_class("champions-row")
        self.widgets = [self.card, *self.groups.values(), moves, self.jump, self.said]
        if question.marked:
            check = w.Button(description=told("Check"), button_style="primary")
            check.on_click(lambda _b: changed(dict(self.done), True))
            self.widgets.append(check)
        self._name_the_records()
        self.jump.value = next((key for key in self.keys if key not in self.done), self.keys[0])
        self._show()

    def _pressed(self, group: str) -> None:
        if self.settling:
            return
        self.done[self.jump.value] = group
        self._name_the_records()
        at = self.keys.index(self.jump.value)
        later = [key for key in self.keys[at + 1 :] if key not in self.done]
        if later:
            self.jump.value = later[0]
        self._show()
        self.changed(dict(self.done), False)

    def _move(self, by: int) -> None:
        at = self.keys.index(self.jump.value) + by
        self.jump.value = self.keys[max(0, min(len(self.keys) - 1, at))]

    def _name_the_records(self) -> None:
        """The list says what was chosen for each record, so that one can be found again."""
        self.settling = True
        now = self.jump.value
        words = self.question.groups
        self.jump.options = [
            (
                f"{at}: {words[self.done[key]]}"
                if key in self.done
                else told("{at}: not done", at=at),
                key,
            )
            for at, key in enumerate(self.keys, 1)
        ]
        self.jump.value = now or self.keys[0]
        self.settling = False

    def _show(self) -> None:
        if self.settling:
            return
        self.settling = True
        key = self.jump.value
        at = self.keys.index(key) + 1
        self.card.value = (
            '<div class="champions-card" aria-live="polite"><p>'
            + told("Record {at} of {all}", at=at, all=len(self.keys))
            + f"</p><p><strong>{escape(self.question.items[key])}</strong></p></div>"
        )
        for group, button in self.groups.items():
            button.value = self.done.get(key) == group
            sign = "●" if button.value else "○"
            button.description = f"{sign}  {self.question.groups[group]}"
        self.back.disabled, self.on.disabled = at == 1, at == len(self.keys)
        self.said.value = f'<p role="status">{escape(summary(self.question, self.done))}</p>'
        self.settling = False

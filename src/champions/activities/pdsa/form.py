"""The form of a PDSA record: the plan first, the result once the prediction is kept."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as w

from champions.activities.pdsa.question import PREDICTION, SEALED, Record
from champions.sentences.told import told

Changed = Callable[[object, bool], None]


def form(question: Record, answer: Any, changed: Changed) -> list[w.Widget]:
    """The widgets of the form, from top to bottom."""
    kept = {key: str(text or "") for key, text in (answer or {}).items()}
    boxes = {
        key: w.Textarea(value=kept.get(key, ""), description=label, rows=question.rows)
        for key, label in question.boxes.items()
    }
    before = [boxes[key] for key in question.plan]
    after = [box for key, box in boxes.items() if key not in question.plan]
    said = w.HTML()
    keep = w.Button(description=told("Keep my prediction. Now we test."), button_style="primary")

    def now() -> dict[str, str]:
        texts = {key: box.value for key, box in boxes.items() if box.value}
        return {**texts, SEALED: kept[SEALED]} if kept.get(SEALED) else texts

    def show() -> None:
        first = kept.get(SEALED, "")
        keep.layout.display = "none" if first else ""
        result.layout.display = "" if first else "none"
        words = told("Your prediction, as you first wrote it: {first}", first=first)
        said.value = (
            f"<p>{escape(words)}</p>"
            if first
            else ("<p>" + told("The rest opens when you keep it.") + "</p>")
        )

    def pressed(_button: object) -> None:
        if not boxes[PREDICTION].value.strip():
            said.value = '<p role="status">' + told("Write your prediction first.") + "</p>"
            return
        kept[SEALED] = boxes[PREDICTION].value.strip()
        show()
        after[0].focus()  # the button that was pressed is gone: the keyboard goes on from here
        changed(now(), True)

    keep.on_click(pressed)
    for box in boxes.values():
        box.observe(lambda _change: changed(now(), True), "value")
    plan = _group(told("Plan: before the test"), before)
    result = _group(told("Do, study, act: after the test"), after)
    show()
    return [plan, keep, said, result]


def _group(title: str, boxes: list[w.Widget]) -> w.VBox:
    group = w.VBox([w.HTML(f'<p class="champions-part">{escape(title)}</p>'), *boxes])
    group.add_class("champions-group")
    return group

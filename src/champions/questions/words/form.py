"""The form: boxes to write in."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from champions.questions.forms import Changed
from champions.questions.words.question import Words
from champions.sentences.told import retold


def form(question: Words, answer: Any, changed: Changed) -> list[w.Widget]:
    """The widgets of the form, from top to bottom."""
    texts = answer if isinstance(answer, dict) else {}
    boxes = {
        key: w.Textarea(
            value=str(texts.get(key) or ""), description=retold(label), rows=question.rows
        )
        for key, label in question.boxes.items()
    }

    def now() -> dict[str, str]:
        return {key: box.value for key, box in boxes.items() if box.value}

    for box in boxes.values():
        box.observe(lambda _change: changed(now(), True), "value")
    return list(boxes.values())

"""The form: the list, a box to write in, and Check."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as w

from champions.questions.base.question import I_DO_NOT_KNOW
from champions.questions.forms import Changed, check_button
from champions.questions.written.question import Written


def form(question: Written, answer: Any, changed: Changed) -> list[w.Widget]:
    """The widgets of the form, from top to bottom."""
    points = "".join(f"<li>{escape(point)}</li>" for point in question.checks.values())
    kept = answer if isinstance(answer, str) and answer != I_DO_NOT_KNOW else ""
    box = w.Textarea(value=kept, description="Your words", rows=question.rows)
    box.observe(lambda change: changed(change["new"], False), "value")
    return [
        w.HTML(f"<p>Your text is checked by this list:</p><ul>{points}</ul>"),
        box,
        check_button(lambda: changed(box.value, True)),
    ]

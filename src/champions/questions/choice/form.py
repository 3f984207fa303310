"""The form: a wide button for each option."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from champions.questions.choice.question import Choice
from champions.questions.forms import Changed, option_buttons


def form(question: Choice, answer: Any, changed: Changed) -> list[w.Widget]:
    """The widgets of the form, from top to bottom."""
    return option_buttons(question.shown, answer, changed)

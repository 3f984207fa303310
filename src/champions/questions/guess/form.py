"""The form: a wide button for each option."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from champions.questions.forms import Changed, option_buttons
from champions.questions.guess.question import Guess


def form(question: Guess, answer: Any, changed: Changed) -> list[w.Widget]:
    """The widgets of the form, from top to bottom."""
    return option_buttons(question.options, answer, changed)

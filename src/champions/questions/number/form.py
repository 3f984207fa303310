"""The form: one box to type in."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from champions.questions.base.question import I_DO_NOT_KNOW
from champions.questions.forms import Changed, check_button
from champions.questions.number.question import Number
from champions.sentences import unit_said
from champions.sentences.told import told


def form(question: Number, answer: Any, changed: Changed) -> list[w.Widget]:
    """The widgets of the form, from top to bottom."""
    named = question.unit or next(iter(question.units), "")
    kept = "" if answer in (None, I_DO_NOT_KNOW) else str(answer)
    box = w.Text(
        value=kept,
        description=told("Your answer ({unit})", unit=unit_said(named))
        if named
        else told("Your answer"),
        continuous_update=False,
    )
    box.observe(lambda change: changed(change["new"], True), "value")
    return [box, check_button(lambda: changed(box.value, True))]

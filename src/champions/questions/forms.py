"""Forms: they show a question and pass on what was answered. They compute nothing.

Only kinds of widget that pass an accessibility check are used: buttons, drop-down lists, check
boxes, number and text boxes. Nothing is dragged, and everything works from the keyboard. The form of
each kind stands in the kind's own folder, and is made of the small parts below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Any

import ipywidgets as w

from champions.questions.base.question import I_DO_NOT_KNOW, Question
from champions.questions.facets import facet
from champions.sentences.in_html import finished
from champions.sentences.told import spoken, told

#: Called with the answer, and True when it should be checked now.
Changed = Callable[[object, bool], None]

WIDGET_MIME = "application/vnd.jupyter.widget-view+json"


def view(widget: w.DOMWidget, text: str, html: str) -> dict[str, Any]:
    """The data that shows a widget, with words and plain HTML for a page without Python."""
    kept = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
    return {WIDGET_MIME: kept, "text/html": html, "text/plain": text}


def form(
    question: Question, answer: Any, changed: Changed, stuck: Callable[[], None] | None = None
) -> w.DOMWidget:
    """The form for a question, filled in with the answer kept so far.

    Args:
        question: what is asked.
        answer: the answer kept so far.
        changed: called at every change.
        stuck: called when somebody says that they do not know; None where no help is offered.
    """
    body = facet(question, "form.form")(question, answer, changed)
    out = [_not_known(stuck)] if stuck else []
    return in_its_language(_column([_heading(question.ask), *body, *out]))


def way_out(stuck: Callable[[], None]) -> w.DOMWidget:
    """The button alone, for what is not answered in a form."""
    return _column([_not_known(stuck)])


def _not_known(stuck: Callable[[], None]) -> w.Button:
    button = w.Button(description=told(I_DO_NOT_KNOW))
    button.add_class("champions-quiet")
    button.on_click(lambda _button: stuck())
    return button


def learner_form(code: str, named: Callable[[str], None]) -> w.DOMWidget:
    """A box for the code that the trainer gave this champion."""
    box = w.Text(value=code, description=told("Your learner code"), continuous_update=False)
    box.observe(lambda change: named(str(change["new"])), "value")
    return _column([box])


def press_and_say(words: str, press: Callable[[], str]) -> w.DOMWidget:
    """A button that does something and says what came of it."""
    said = w.HTML()

    def pressed() -> None:
        said.value = f'<p role="status">{escape(press())}</p>'

    return in_its_language(_column([check_button(pressed, words), said]))


def in_its_language(form: w.DOMWidget) -> w.DOMWidget:
    """A form in which English among other words says that it is English, now and after each change."""
    if not spoken().is_english:
        for text in _texts(form):
            text.value = finished(text.value)
            text.observe(_finish, "value")
    return form


def _finish(change: dict[str, Any]) -> None:
    change["owner"].value = finished(change["new"])


def _texts(widget: w.Widget) -> Iterator[w.HTML]:
    if isinstance(widget, w.HTML):
        yield widget
    for child in getattr(widget, "children", ()):
        yield from _texts(child)


# --- Small parts --------------------------------------------------------------------------------


def _column(children: list[w.Widget]) -> w.VBox:
    box = w.VBox(children)
    box.add_class("champions-form")
    return box


def _heading(words: str) -> w.HTML:
    return w.HTML(f'<p class="champions-ask">{escape(words)}</p>')


def check_button(press: Callable[[], None], words: str = "") -> w.Button:
    """The button under a form that has its answer checked."""
    button = w.Button(description=words or told("Check"), button_style="primary")
    button.add_class("champions-check")
    button.on_click(lambda _button: press())
    return button


def option_buttons(options: Mapping[str, str], answer: Any, changed: Changed) -> list[w.Widget]:
    """One wide button an option. The chosen one is pressed in and carries a filled circle."""
    buttons = {key: w.ToggleButton(value=key == answer) for key in options}
    settling = False

    def label(key: str) -> None:
        sign = "●" if buttons[key].value else "○"
        buttons[key].description = f"{sign}  {options[key]}"

    def pressed(key: str) -> None:
        nonlocal settling
        if settling:
            return
        settling = True
        for other, button in buttons.items():
            button.value = other == key  # pressing the chosen one again keeps it chosen
            label(other)
        settling = False
        changed(key, True)

    for key, button in buttons.items():
        label(key)
        button.add_class("champions-option")
        button.observe(lambda _change, key=key: pressed(key), "value")
    return list(buttons.values())

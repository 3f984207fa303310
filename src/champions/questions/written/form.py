"""The form: the list, a box to write in, and Check; below it what the writer may show."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape
from typing import Any

import ipywidgets as w

from champions.questions.base.question import I_DO_NOT_KNOW
from champions.questions.forms import Changed, check_button, option_buttons
from champions.questions.written.pointing import ToShow, answer_with, shown_in, text_of
from champions.questions.written.question import Written
from champions.sentences.told import told


def form(question: Written, answer: Any, changed: Changed) -> list[w.Widget]:
    """The widgets of the form, from top to bottom."""
    points = "".join(f"<li>{escape(point)}</li>" for point in question.checks.values())
    kept = text_of(answer)
    box = w.Textarea(
        value="" if kept in (None, I_DO_NOT_KNOW) else kept,
        description=told("Your words"),
        rows=question.rows,
    )
    below = _Below(question, box, shown_in(answer), changed)
    box.observe(lambda _change: below.typed(), "value")
    return [
        w.HTML(f"<p>{told('Your text is checked by this list:')}</p><ul>{points}</ul>"),
        box,
        check_button(below.check),
        below.place,
    ]


class _Below:
    """What stands below Check: the points that were shown, and those that may be."""

    def __init__(
        self, question: Written, box: w.Textarea, shown: dict[str, str], changed: Changed
    ) -> None:
        self.question, self.box, self.shown, self.changed = question, box, shown, changed
        self.place = w.VBox([])
        self.show()

    def answer(self) -> Any:
        return answer_with(self.box.value, self.shown)

    def typed(self) -> None:
        """What was shown in the text before says nothing of the text as it is now."""
        self.place.children = ()
        self.changed(self.answer(), False)

    def check(self) -> None:
        self.changed(self.answer(), True)
        self.show()

    def put(self, key: str, sentence: str = "") -> None:
        """Show a sentence for a point; none takes it back."""
        self.shown = {other: one for other, one in self.shown.items() if other != key}
        if sentence:
            self.shown[key] = sentence
        self.check()

    def show(self) -> None:
        rows = [*self._done(), *self._open()]
        head = w.HTML(f"<p><strong>{told('Does your text say it? Show where.')}</strong></p>")
        self.place.children = (head, *rows) if rows else ()

    def _done(self) -> Iterator[w.Widget]:
        for key, sentence in self.question.shown_by_writer(self.answer()).items():
            point = self.question.checks[key]
            said = escape(told("You showed: {point}", point=point))
            yield w.HTML(f"<p>{said}</p><blockquote>{escape(sentence)}</blockquote>")
            back = w.Button(
                description=told("Take it back"),
                tooltip=told("Take it back: {point}", point=point),
            )
            back.add_class("champions-quiet")
            back.on_click(lambda _button, key=key: self.put(key))
            yield back

    def _open(self) -> Iterator[w.Widget]:
        for one in self.question.to_show(self.answer()):
            yield from self._to_choose(one)

    def _to_choose(self, one: ToShow) -> Iterator[w.Widget]:
        """The button for one point; where it may be one of several sentences, pressing it asks which."""
        words = (
            told("My text keeps to it: {point}", point=one.point)
            if one.against
            else told("It is there: {point}", point=one.point)
        )
        button = w.Button(description=words)
        button.add_class("champions-option")
        yield button
        if len(one.sentences) == 1:
            yield w.HTML(f"<blockquote>{escape(one.sentences[0])}</blockquote>")
            button.on_click(lambda _button: self.put(one.key, one.sentences[0]))
            return
        choices = w.VBox([])
        yield choices
        button.on_click(partial(self._ask_which, one, choices))

    def _ask_which(self, one: ToShow, choices: w.VBox, _button: w.Button) -> None:
        asked = w.HTML(f"<p>{told('Which of your sentences says it?')}</p>")
        options = {str(at): sentence for at, sentence in enumerate(one.sentences)}
        buttons = option_buttons(
            options, None, lambda at, _checked: self.put(one.key, options[str(at)])
        )
        choices.children = () if choices.children else (asked, *buttons)

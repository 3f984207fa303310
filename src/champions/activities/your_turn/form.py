"""The form of one's turn: the chart, boxes for the numbers, a button for each dot, and two choices."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as w

from champions.activities.your_turn.drawing import (
    about,
    asks,
    chart_html,
    first_dots,
    is_chart,
    visible,
)
from champions.activities.your_turn.question import NONE, Judged, YourTurn, dot_name, dots_in
from champions.lesson.session import owner
from champions.questions.attempts import next_one, stamp_of
from champions.questions.base.question import mixed
from champions.questions.forms import check_button, option_buttons
from champions.sentences.told import later, told

Changed = Callable[[object, bool], None]
#: By how much the buttons beside the box of the line move it.
_MOVES = (5, 1, 0.5, -0.5, -1, -5)


def form(question: YourTurn, answer: Any, changed: Changed) -> list[w.Widget]:
    """The widgets of the form, from top to bottom."""
    return [Turn(question, answer, changed).column]


class Turn:
    """One chart at a time. It holds the answer and shows it; what is right is decided elsewhere."""

    #: The parts of an answer beside the stamp of its attempt.
    parts: tuple[str, ...] = ("numbers", "marked", "means", "then")
    another = later("Show its reading, and give me another one")
    number = later("Chart number {number}.")

    def __init__(self, question: YourTurn, answer: Any, changed: Changed) -> None:
        self.question, self.changed, self.words = question, changed, question.words
        try:
            kept = question.read(answer) if answer else None
        except ValueError:
            kept = None
        self.column = w.VBox([])
        self.before = w.HTML()  # the chart before this one, with its reading
        self._open(answer if kept else next_one(question, owner(), answer))

    def _open(self, answer: Any) -> None:
        """Put a chart on the page, with what was answered of it so far."""
        self.stamp = stamp_of(answer)
        self.given: dict[str, Any] = {part: answer[part] for part in self.parts if part in answer}
        typed = self.given.get("numbers")
        self.typed: dict[str, Any] = dict(typed) if isinstance(typed, dict) else {}
        self.picture = w.HTML()
        self.about = w.HTML()
        check = check_button(lambda: self._tell(checked=True), told("Check my answer"))
        self.column.children = [
            self.before,
            *self._first(),
            self.about,
            self.picture,
            self._numbers(),
            self._dots(),
            self._choice("means"),
            self._choice("then"),
            check,
            quiet(told(self.another), self._another),
        ]
        self._show()

    # The parts ------------------------------------------------------------------------------------

    def _first(self) -> list[w.Widget]:
        """What comes before the chart."""
        return []

    def _numbers(self) -> w.VBox:
        held = self._judged().held
        rows: list[w.Widget] = []
        for part in self.question.asked:
            box = w.Text(
                value=str(self.typed.get(part, "")),
                description=asks(self.question, held, part),
                continuous_update=False,
            )
            box.observe(lambda _change, part=part, box=box: self._type(part, box.value), "value")
            rows.append(box)
            if part == "line":
                rows.append(self._moves(box))
        return group(w.HTML('<p class="champions-part">' + told("Count and place") + "</p>"), *rows)

    def _moves(self, box: w.Text) -> w.HBox:
        """Buttons that move the line, for who would rather not type."""

        def move(by: float) -> None:
            line = self._judged().numbers.get("line", 0.0)
            box.value = f"{max(0.0, line + by):g}"

        def step(by: float) -> w.Button:
            button = w.Button(
                description=told("Line up {by:g}", by=by)
                if by > 0
                else told("Line down {by:g}", by=-by)
            )
            button.on_click(lambda _b: move(by))
            return button

        row = w.HBox([step(by) for by in _MOVES])
        row.add_class("champions-row")
        return row

    def _dots(self) -> w.VBox:
        held = self._judged().held
        marked = self._judged().marked
        self.buttons: dict[int, w.ToggleButton] = {}
        buttons = self.buttons
        for at in range(1, dots_in(held) + 1):
            words = str(at) if is_chart(held) and "labels" not in held else dot_name(held, at)
            button = w.ToggleButton(value=at in (marked or ()), description=words)
            button.tooltip = dot_name(held, at)
            button.add_class("champions-cell")
            buttons[at] = button
        nothing = w.ToggleButton(
            value=marked == frozenset(), description=str(self.words["nothing"])
        )
        nothing.add_class("champions-cell")
        settling = False

        def turned(change: Any) -> None:
            nonlocal settling
            if settling:
                return
            settling = True
            if change["owner"] is nothing and nothing.value:
                for button in buttons.values():
                    button.value = False
            elif change["owner"] is not nothing and change["new"]:
                nothing.value = False
            settling = False
            dots = [at for at, button in buttons.items() if button.value]
            self._give("marked", NONE if nothing.value else dots)

        for button in (*buttons.values(), nothing):
            button.observe(turned, "value")
        row = w.HBox([*buttons.values(), nothing])
        row.add_class("champions-row")
        return group(w.HTML(f'<p class="champions-part">{escape(self.words["mark"])}</p>'), row)

    def _choice(self, part: str) -> w.VBox:
        ask = escape(asks(self.question, self._judged().held, part))
        options = mixed(f"{self.question.pool}/{part}", self.words[part])
        buttons = option_buttons(
            options, self.given.get(part), lambda key, _checked: self._give(part, key)
        )
        return group(w.HTML(f'<p class="champions-part">{ask}</p>'), *buttons)

    # What a person does ---------------------------------------------------------------------------

    def _type(self, part: str, text: str) -> None:
        self.typed[part] = text.strip()
        self._give("numbers", {name: text for name, text in self.typed.items() if text})

    def _give(self, part: str, value: Any) -> None:
        if self.given.get(part) == value:
            return
        self.given[part] = value
        self._show()
        self._tell(checked=False)

    def _another(self) -> None:
        head = told("{head}, with its reading", head=self._head().rstrip("."))
        self.before.value = (
            f'<div role="status"><p class="champions-part">{escape(head)}</p>{self._told()}</div>'
        )
        self._open(next_one(self.question, owner(), self._answer()))
        self._tell(checked=False)

    def _head(self) -> str:
        return told(self.number, number=self.stamp.get("variant"))

    def _told(self) -> str:
        """A chart that is put away, with its reading."""
        judged = self._judged()
        said = "".join(f"<p>{escape(line)}</p>" for line in self.question.reading(judged))
        drawn = chart_html(self.words, judged.held, judged.truth["numbers"], judged.right_marks)
        return f"{drawn}{said}"

    def _answer(self) -> dict[str, Any]:
        return {**self.stamp, **{part: value for part, value in self.given.items() if value}}

    def _tell(self, *, checked: bool) -> None:
        self.changed(self._answer(), checked)

    # What is shown --------------------------------------------------------------------------------

    def _judged(self) -> Judged:
        return self.question.read(self._answer())

    def _show(self) -> None:
        judged = self._judged()
        line = judged.numbers.get("line")
        marked = judged.marked or frozenset()
        shown = visible(self.question, judged.held)
        said = "".join(f"<p>{escape(line)}</p>" for line in about(self.question, judged.held))
        for at, button in self.buttons.items():  # what was left out of a file is no dot
            button.layout.display = "none" if at in judged.held.get("left", ()) else None
        number = self._head()
        self.about.value = f"<p>{escape(number)}</p>{said}"
        self.picture.value = chart_html(self.words, shown, judged.numbers, marked)
        if line is not None and is_chart(judged.held) and "baseline" in judged.held:
            self.picture.value += _balance(judged.held, line)


def _balance(held: Any, line: float) -> str:
    """How the dots lie about the line that was placed."""
    some = first_dots(held)
    above, below = sum(one > line for one in some), sum(one < line for one in some)
    on = len(some) - above - below
    said = told(
        "Of the first {n} dots, {above} are above your line, {below} below, {on} on it.",
        n=len(some),
        above=above,
        below=below,
        on=on,
    )
    return f'<p role="status">{escape(said)}</p>'


def quiet(words: str, press: Callable[[], None]) -> w.Button:
    """A button that does not call for attention."""
    button = w.Button(description=words)
    button.add_class("champions-quiet")
    button.on_click(lambda _b: press())
    return button


def group(*children: w.Widget) -> w.VBox:
    """A part of the form."""
    box = w.VBox(list(children))
    box.add_class("champions-group")
    return box

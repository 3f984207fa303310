"""The form of one's turn: the chart, boxes for the numbers, a button for each dot, and two choices."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as w

from champions.activities.your_turn.drawing import about, asks, chart_html, is_chart, visible
from champions.activities.your_turn.question import NONE, Judged, YourTurn, dot_name, dots_in
from champions.lesson.session import owner
from champions.questions.attempts import next_one, stamp_of
from champions.questions.base.question import mixed
from champions.questions.forms import check_button, option_buttons

Changed = Callable[[object, bool], None]
#: By how much the buttons beside the box of the line move it.
_MOVES = (5, 1, -1, -5)


def form(question: YourTurn, answer: Any, changed: Changed) -> list[w.Widget]:
    """The widgets of the form, from top to bottom."""
    return [_Turn(question, answer, changed).column]


class _Turn:
    """One chart at a time. It holds the answer and shows it; what is right is decided elsewhere."""

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
        self.given: dict[str, Any] = {
            part: answer[part] for part in ("numbers", "marked", "means", "then") if part in answer
        }
        typed = self.given.get("numbers")
        self.typed: dict[str, Any] = dict(typed) if isinstance(typed, dict) else {}
        self.picture = w.HTML()
        held = self._judged().held
        said = "".join(f"<p>{escape(line)}</p>" for line in about(self.question, held))
        number = f"<p>Chart number {self.stamp.get('variant')}.</p>"
        check = check_button(lambda: self._tell(checked=True), "Check my answer")
        self.column.children = [
            self.before,
            w.HTML(number + said),
            self.picture,
            self._numbers(),
            self._dots(),
            self._choice("means"),
            self._choice("then"),
            check,
            _quiet("Show its reading, and give me another one", self._another),
        ]
        self._show()

    # The parts ------------------------------------------------------------------------------------

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
        return _group(w.HTML('<p class="champions-part">Count and place</p>'), *rows)

    def _moves(self, box: w.Text) -> w.HBox:
        """Buttons that move the line, for who would rather not type."""

        def move(by: int) -> None:
            line = self._judged().numbers.get("line", 0.0)
            box.value = f"{max(0.0, line + by):g}"

        def step(by: int) -> w.Button:
            button = w.Button(description=f"Line up {by}" if by > 0 else f"Line down {-by}")
            button.on_click(lambda _b: move(by))
            return button

        row = w.HBox([step(by) for by in _MOVES])
        row.add_class("champions-row")
        return row

    def _dots(self) -> w.VBox:
        held = self._judged().held
        marked = self._judged().marked
        buttons: dict[int, w.ToggleButton] = {}
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
        return _group(w.HTML(f'<p class="champions-part">{escape(self.words["mark"])}</p>'), row)

    def _choice(self, part: str) -> w.VBox:
        ask = escape(asks(self.question, self._judged().held, part))
        options = mixed(f"{self.question.pool}/{part}", self.words[part])
        buttons = option_buttons(
            options, self.given.get(part), lambda key, _checked: self._give(part, key)
        )
        return _group(w.HTML(f'<p class="champions-part">{ask}</p>'), *buttons)

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
        judged = self._judged()
        said = "".join(f"<p>{escape(line)}</p>" for line in self.question.reading(judged))
        drawn = chart_html(self.words, judged.held, judged.truth["numbers"], judged.right_marks)
        head = f"Chart number {self.stamp.get('variant')}, with its reading"
        self.before.value = (
            f'<div role="status"><p class="champions-part">{escape(head)}</p>{drawn}{said}</div>'
        )
        self._open(next_one(self.question, owner(), self._answer()))
        self._tell(checked=False)

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
        self.picture.value = chart_html(self.words, shown, judged.numbers, marked)
        if line is not None and is_chart(judged.held) and "baseline" in judged.held:
            self.picture.value += _balance(judged.held, line)


def _balance(held: Any, line: float) -> str:
    """How the dots lie about the line that was placed."""
    some = held["values"][: held["baseline"]]
    above, below = sum(one > line for one in some), sum(one < line for one in some)
    on = len(some) - above - below
    said = f"Of the first {len(some)} dots, {above} are above your line, {below} below, {on} on it."
    return f'<p role="status">{escape(said)}</p>'


def _quiet(words: str, press: Callable[[], None]) -> w.Button:
    button = w.Button(description=words)
    button.add_class("champions-quiet")
    button.on_click(lambda _b: press())
    return button


def _group(*children: w.Widget) -> w.VBox:
    box = w.VBox(list(children))
    box.add_class("champions-group")
    return box

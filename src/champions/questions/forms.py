"""Forms: they show a question and pass on what was answered. They compute nothing.

Only kinds of widget that pass an accessibility check are used: buttons, drop-down lists, check
boxes, number and text boxes. Nothing is dragged, and everything works from the keyboard.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from importlib import import_module
from typing import Any

import ipywidgets as w

from champions.questions import Choice, Dots, Guess, Number, Order, Pick, Question, Sort, Words
from champions.questions.pictures import board_html, dot_plot_svg

#: Called with the answer, and True when it should be checked now.
Changed = Callable[[object, bool], None]

WIDGET_MIME = "application/vnd.jupyter.widget-view+json"


def view(widget: w.DOMWidget, text: str, html: str) -> dict[str, Any]:
    """The data that shows a widget, with words and plain HTML for a page without Python."""
    kept = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
    return {WIDGET_MIME: kept, "text/html": html, "text/plain": text}


def form(question: Question, answer: Any, changed: Changed) -> w.DOMWidget:
    """The form for a question, filled in with the answer kept so far."""
    if question.room:
        body = import_module(question.room).form(question, answer, changed)
    elif isinstance(question, Choice | Guess):
        body = _choice(question, answer, changed)
    elif isinstance(question, Pick):
        body = _pick(question, answer, changed)
    elif isinstance(question, Sort):
        body = _sort(question, answer, changed)
    elif isinstance(question, Order):
        body = _order(question, answer, changed)
    elif isinstance(question, Dots):
        body = _dots(question, answer, changed)
    elif isinstance(question, Words):
        body = _words(question, answer, changed)
    elif isinstance(question, Number):
        body = _number(question, answer, changed)
    else:  # pragma: no cover - the builder refuses a kind without a form
        raise TypeError(f"There is no form for {type(question).__name__}.")
    return _column([_heading(question.ask), *body])


def learner_form(code: str, named: Callable[[str], None]) -> w.DOMWidget:
    """A box for the code that the trainer gave this champion."""
    box = w.Text(value=code, description="Your learner code", continuous_update=False)
    box.observe(lambda change: named(str(change["new"])), "value")
    return _column([box])


def press_and_say(words: str, press: Callable[[], str]) -> w.DOMWidget:
    """A button that does something and says what came of it."""
    said = w.HTML()

    def pressed() -> None:
        said.value = f'<p role="status">{escape(press())}</p>'

    return _column([_check_button(pressed, words), said])


# --- One function a kind ------------------------------------------------------------------------


def _choice(question: Choice | Guess, answer: Any, changed: Changed) -> list[w.Widget]:
    """One wide button an option. The chosen one is pressed in and carries a filled circle."""
    options = question.shown if isinstance(question, Choice) else question.options
    buttons = {key: w.ToggleButton(value=key == answer) for key in options}
    settling = False

    def label(key: str) -> None:
        sign = "●" if buttons[key].value else "○"
        buttons[key].description = f"{sign}  {question.options[key]}"

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


def _pick(question: Pick, answer: Any, changed: Changed) -> list[w.Widget]:
    chosen = answer if isinstance(answer, list) else []
    boxes = {
        key: w.Checkbox(value=key in chosen, description=words, indent=False)
        for key, words in question.shown.items()
    }

    def ticked() -> list[str]:
        return [key for key, box in boxes.items() if box.value]

    for box in boxes.values():
        box.add_class("champions-tick")
        box.observe(lambda _change: changed(ticked(), False), "value")
    return [*boxes.values(), _check_button(lambda: changed(ticked(), True))]


def _number(question: Number, answer: Any, changed: Changed) -> list[w.Widget]:
    unit = f" ({question.units[0]})" if question.units else ""
    kept = "" if answer is None else str(answer)
    box = w.Text(value=kept, description=f"Your answer{unit}", continuous_update=False)
    box.observe(lambda change: changed(change["new"], True), "value")
    return [box, _check_button(lambda: changed(box.value, True))]


def _sort(question: Sort, answer: Any, changed: Changed) -> list[w.Widget]:
    placed = answer if isinstance(answer, dict) else {}
    choices = [("Choose a group", ""), *((words, key) for key, words in question.groups.items())]
    lists = {
        key: w.Dropdown(
            options=choices,
            value=placed.get(key) if placed.get(key) in question.groups else "",
            description=words,
        )
        for key, words in question.items.items()
    }

    def now() -> dict[str, str]:
        return {key: box.value for key, box in lists.items() if box.value}

    def drawn() -> str:
        own = question.board
        return own(now()) if callable(own) else board_html(question, now())

    board = w.HTML(drawn())

    def placed_one(_change: object) -> None:
        board.value = drawn()
        changed(now(), False)

    for box in lists.values():
        box.observe(placed_one, "value")
    check = _check_button(lambda: changed(now(), True))
    return [*lists.values(), *([board] if question.board else []), check]


def _order(question: Order, answer: Any, changed: Changed) -> list[w.Widget]:
    """One row a step, with a button to move it up and one to move it down."""
    known = isinstance(answer, list) and sorted(answer) == sorted(question.items)
    order: list[str] = list(answer) if known else list(question.items)
    places = [w.HTML() for _ in order]

    def show() -> None:
        for at, (key, place) in enumerate(zip(order, places, strict=True), 1):
            place.value = f"<p>{at}. {escape(question.items[key])}</p>"

    def move(at: int, by: int) -> None:
        order[at], order[at + by] = order[at + by], order[at]
        show()
        changed(list(order), False)

    rows: list[w.Widget] = []
    for at, place in enumerate(places):
        moves = []
        for by, words in ((-1, "Up"), (1, "Down")):
            button = w.Button(description=words, tooltip=f"Move step {at + 1} {words.lower()}")
            button.disabled = not 0 <= at + by < len(order)
            button.on_click(lambda _b, at=at, by=by: move(at, by))
            moves.append(button)
        row = w.HBox([place, *moves])
        row.add_class("champions-row")
        row.add_class("champions-step")
        rows.append(row)
    show()
    return [*rows, _check_button(lambda: changed(list(order), True))]


def _words(question: Words, answer: Any, changed: Changed) -> list[w.Widget]:
    texts = answer if isinstance(answer, dict) else {}
    boxes = {
        key: w.Textarea(value=str(texts.get(key) or ""), description=label, rows=question.rows)
        for key, label in question.boxes.items()
    }

    def now() -> dict[str, str]:
        return {key: box.value for key, box in boxes.items() if box.value}

    for box in boxes.values():
        box.observe(lambda _change: changed(now(), True), "value")
    return list(boxes.values())


def _dots(question: Dots, answer: Any, changed: Changed) -> list[w.Widget]:
    """Place dot after dot with buttons or a number box, then the middle line."""
    given = answer if isinstance(answer, dict) else {}
    count = len(question.labels)
    dots: list[float | None] = list(given.get("dots") or [])[:count]
    dots += [None] * (count - len(dots))
    kept: dict[str, Any] = {"dots": dots, "line": given.get("line")}
    names = [*(f"Dot for {label}" for label in question.labels), "The middle line"]

    picture = w.HTML()
    which = w.Dropdown(
        options=[(name, at) for at, name in enumerate(names)], description="Now placing"
    )
    height = w.BoundedFloatText(
        min=0, max=question.top, step=1, description=f"Height ({question.unit})"
    )

    def at(position: int) -> float | None:
        value = kept["line"] if position == count else kept["dots"][position]
        return float(value) if isinstance(value, int | float) else None

    def draw() -> None:
        picture.value = dot_plot_svg(
            question, kept["dots"], kept["line"], float(height.value), which.value
        )

    def moved(_change: object = None) -> None:
        draw()

    def turned(_change: object = None) -> None:
        # A new dot starts where the last one was put: a height set from here could overtake the
        # next one, which a quick learner is typing already.
        placed = at(which.value)
        if placed is not None:
            height.value = placed
        draw()

    def place(_button: object = None) -> None:
        if which.value == count:
            kept["line"] = float(height.value)
        else:
            kept["dots"][which.value] = float(height.value)
        changed({"dots": list(kept["dots"]), "line": kept["line"]}, False)
        following = next((p for p in range(count + 1) if at(p) is None), which.value)
        if following == which.value:
            draw()
        else:
            which.value = following

    def step(by: float) -> w.Button:
        words = f"{'Up' if by > 0 else 'Down'} {abs(by):g}"
        button = w.Button(description=words)
        button.on_click(
            lambda _b: setattr(height, "value", min(question.top, max(0, height.value + by)))
        )
        return button

    placing = w.Button(description="Place it here", button_style="primary")
    placing.on_click(place)
    which.observe(turned, "value")
    height.observe(moved, "value")
    which.value = next((p for p in range(count + 1) if at(p) is None), count)
    turned()
    moves = w.HBox([step(5), step(1), step(-1), step(-5)])
    moves.add_class("champions-row")
    check = _check_button(
        lambda: changed({"dots": list(kept["dots"]), "line": kept["line"]}, True),
        "Check my chart",
    )
    return [picture, which, height, moves, placing, check]


# --- Small parts --------------------------------------------------------------------------------


def _column(children: list[w.Widget]) -> w.VBox:
    box = w.VBox(children)
    box.add_class("champions-form")
    return box


def _heading(words: str) -> w.HTML:
    return w.HTML(f'<p class="champions-ask">{escape(words)}</p>')


def _check_button(press: Callable[[], None], words: str = "Check") -> w.Button:
    button = w.Button(description=words, button_style="primary")
    button.add_class("champions-check")
    button.on_click(lambda _button: press())
    return button

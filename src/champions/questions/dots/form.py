"""The form: a chart on squared paper, and buttons that place its dots."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from champions.questions.dots.picture import dot_plot_svg
from champions.questions.dots.question import Dots
from champions.questions.forms import Changed, check_button
from champions.sentences import unit_said
from champions.sentences.told import told


def form(question: Dots, answer: Any, changed: Changed) -> list[w.Widget]:
    """Place dot after dot with buttons or a number box, then the middle line."""
    given = answer if isinstance(answer, dict) else {}
    count = len(question.labels)
    dots: list[float | None] = list(given.get("dots") or [])[:count]
    dots += [None] * (count - len(dots))
    kept: dict[str, Any] = {"dots": dots, "line": given.get("line")}
    names = [
        *(told("Dot for {label}", label=label) for label in question.labels),
        told("The middle line"),
    ]

    picture = w.HTML()
    which = w.Dropdown(
        options=[(name, at) for at, name in enumerate(names)], description=told("Now placing")
    )
    height = w.BoundedFloatText(
        min=0,
        max=question.top,
        step=1,
        description=told("Height ({unit})", unit=unit_said(question.unit)),
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
        words = told("Up {by:g}", by=by) if by > 0 else told("Down {by:g}", by=-by)
        button = w.Button(description=words)
        button.on_click(
            lambda _b: setattr(height, "value", min(question.top, max(0, height.value + by)))
        )
        return button

    placing = w.Button(description=told("Place it here"), button_style="primary")
    placing.on_click(place)
    which.observe(turned, "value")
    height.observe(moved, "value")
    which.value = next((p for p in range(count + 1) if at(p) is None), count)
    turned()
    moves = w.HBox([step(5), step(1), step(-1), step(-5)])
    moves.add_class("champions-row")
    check = check_button(
        lambda: changed({"dots": list(kept["dots"]), "line": kept["line"]}, True),
        told("Check my chart"),
    )
    return [picture, which, height, moves, placing, check]

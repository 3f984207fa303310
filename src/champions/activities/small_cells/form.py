"""The form of a table of counts in which a person hides and shows cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import ipywidgets as w

from champions.activities.small_cells.question import (
    CELLS,
    LANGUAGES,
    Cell,
    HideCells,
    counts,
)
from champions.lesson.session import owner
from champions.questions.attempts import next_one, stamp_of
from champions.questions.variants import Origin
from champions.sentences import counted
from champions.sentences.told import told

Changed = Callable[[object, bool], None]


def form(question: HideCells, answer: Any, changed: Changed) -> list[w.Widget]:
    """The widgets of the form: the table as a reader sees it, and a button for each count."""
    return _Table(question, answer, changed).widgets


class _Table:
    """A table in which counts are hidden and shown. It holds the answer; what is safe is decided elsewhere."""

    def __init__(self, question: HideCells, answer: Any, changed: Changed) -> None:
        self.question, self.changed = question, changed
        try:
            kept = question.read(answer) if answer else None
        except ValueError:
            kept = None
        self.hidden: set[Cell] = set(kept.cells) if kept else set()
        self.picture = w.HTML()
        self.buttons = {cell: self._button(cell) for cell in CELLS}
        self._on(stamp_of(answer) if kept else next_one(question, owner(), answer))
        check = w.Button(description=told("Check"), button_style="primary")
        check.on_click(lambda _b: self.changed(self._answer(), True))
        show_all, another = _quiet(told("Show all again")), _quiet(told("Try another table"))
        show_all.on_click(lambda _b: self._show_all())
        another.on_click(lambda _b: self._another())
        groups = [self._group(row, place) for row, place in enumerate(question.rows)]
        self.widgets: list[w.Widget] = [self.picture, *groups, check, show_all, another]

    def _button(self, cell: Cell) -> w.ToggleButton:
        button = w.ToggleButton(value=cell in self.hidden, tooltip=self.question.name(cell))
        button.add_class("champions-cell")
        button.observe(lambda _change: self._turned(cell), "value")
        return button

    def _group(self, row: int, place: str) -> w.VBox:
        side_by_side = w.HBox([self.buttons[row, column] for column in range(len(LANGUAGES))])
        side_by_side.add_class("champions-row")
        group = w.VBox([w.HTML(f'<p class="champions-part">{escape(place)}</p>'), side_by_side])
        group.add_class("champions-group")
        return group

    # What a person does -------------------------------------------------------------------------

    def _turned(self, cell: Cell) -> None:
        if self.buttons[cell].value == (cell in self.hidden):
            return  # it was turned by us
        (self.hidden.add if self.buttons[cell].value else self.hidden.discard)(cell)
        self._label(cell)
        self._show()
        self.changed(self._answer(), False)

    def _show_all(self) -> None:
        for button in self.buttons.values():
            button.value = False

    def _another(self) -> None:
        stamp = next_one(self.question, owner(), self._answer())
        self.hidden.clear()
        self._on(stamp)
        self._show_all()
        self.changed(self._answer(), False)

    # What is shown ------------------------------------------------------------------------------

    def _on(self, stamp: dict[str, Any]) -> None:
        """Take the table that a stamp names."""
        self.stamp = stamp
        self.origin = self.question.read({**stamp, "hidden": []}).origin
        for cell in CELLS:
            self._label(cell)
        self._show()

    def _answer(self) -> dict[str, Any]:
        return {**self.stamp, "hidden": [list(cell) for cell in sorted(self.hidden)]}

    def _label(self, cell: Cell) -> None:
        said = "hidden" if cell in self.hidden else str(counts(self.origin)[cell[0]][cell[1]])
        self.buttons[cell].description = f"{told(LANGUAGES[cell[1]])}: {said}"

    def _show(self) -> None:
        self.picture.value = table_html(self.question.rows, self.origin, self.hidden)


def _quiet(words: str) -> w.Button:
    button = w.Button(description=words)
    button.add_class("champions-quiet")
    return button


def table_html(places: Sequence[str], origin: Origin, hidden: set[Cell]) -> str:
    """The table as a reader sees it: totals of rows and columns, and a star for what is hidden."""
    table = counts(origin)
    head = "".join(f'<th scope="col">{told(language)}</th>' for language in LANGUAGES)
    rows = ""
    for row, place in enumerate(places):
        cells = "".join(
            "<td><strong>*</strong></td>" if (row, column) in hidden else f"<td>{many}</td>"
            for column, many in enumerate(table[row])
        )
        rows += f'<tr><th scope="row">{escape(place)}</th>{cells}<td>{sum(table[row])}</td></tr>'
    sums = [sum(row[column] for row in table) for column in range(len(LANGUAGES))]
    last = "".join(f"<td>{one}</td>" for one in (*sums, sum(sums)))
    many = counted(len(hidden), "1 count is hidden.", "{n} counts are hidden.")
    return (
        '<div class="champions-lab champions-table"><table class="champions-counts"><thead>'
        f'<tr><td></td>{head}<th scope="col">'
        + told("All")
        + f'</th></tr></thead><tbody>{rows}<tr><th scope="row">'
        + told("All")
        + f'</th>{last}</tr></tbody></table><p role="status">'
        + (told("A star stands for a hidden count.") + f" {many}")
        + "</p></div>"
    )

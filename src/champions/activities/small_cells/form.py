"""The form of a table of counts in which a person hides and shows cells."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as w

from champions.activities.small_cells.question import (
    CELLS,
    LANGUAGES,
    Cell,
    HideCells,
    counts,
    name,
    places,
)
from champions.sentences import counted

Changed = Callable[[object, bool], None]


def form(question: HideCells, answer: Any, changed: Changed) -> list[w.Widget]:
    """The widgets of the form: the table as a reader sees it, and a button for each count."""
    try:
        kept = question.read(answer) if answer else None
    except ValueError:
        kept = None
    seed = kept.seed if kept else 1000 + secrets.randbelow(900_000)
    hidden: set[Cell] = set(kept.cells) if kept else set()
    picture = w.HTML(table_html(seed, hidden))
    buttons = {cell: w.ToggleButton(value=cell in hidden, tooltip=name(cell)) for cell in CELLS}

    def now() -> dict[str, Any]:
        return {"seed": seed, "hidden": [list(cell) for cell in sorted(hidden)]}

    def label(cell: Cell) -> None:
        said = "hidden" if cell in hidden else str(counts(seed)[cell[0]][cell[1]])
        buttons[cell].description = f"{LANGUAGES[cell[1]]}: {said}"

    def turned(cell: Cell) -> None:
        (hidden.add if buttons[cell].value else hidden.discard)(cell)
        label(cell)
        picture.value = table_html(seed, hidden)
        changed(now(), False)

    def show_all(_button: object) -> None:
        for button in buttons.values():
            button.value = False

    groups = []
    for row, place in enumerate(places()):
        cells = [(row, column) for column in range(len(LANGUAGES))]
        for cell in cells:
            label(cell)
            buttons[cell].add_class("champions-cell")
            buttons[cell].observe(lambda _change, cell=cell: turned(cell), "value")
        side_by_side = w.HBox([buttons[cell] for cell in cells])
        side_by_side.add_class("champions-row")
        group = w.VBox([w.HTML(f'<p class="champions-part">{escape(place)}</p>'), side_by_side])
        group.add_class("champions-group")
        groups.append(group)
    check = w.Button(description="Check", button_style="primary")
    check.on_click(lambda _b: changed(now(), True))
    again = w.Button(description="Show all again")
    again.add_class("champions-quiet")
    again.on_click(show_all)
    return [picture, *groups, check, again]


def table_html(seed: int, hidden: set[Cell]) -> str:
    """The table as a reader sees it: totals of rows and columns, and a star for what is hidden."""
    table = counts(seed)
    head = "".join(f'<th scope="col">{language}</th>' for language in LANGUAGES)
    rows = ""
    for row, place in enumerate(places()):
        cells = "".join(
            "<td><strong>*</strong></td>" if (row, column) in hidden else f"<td>{many}</td>"
            for column, many in enumerate(table[row])
        )
        rows += f'<tr><th scope="row">{escape(place)}</th>{cells}<td>{sum(table[row])}</td></tr>'
    sums = [sum(row[column] for row in table) for column in range(len(LANGUAGES))]
    last = "".join(f"<td>{one}</td>" for one in (*sums, sum(sums)))
    many = counted(len(hidden), "1 count is hidden.", "{n} counts are hidden.")
    return (
        '<div class="champions-lab champions-table"><table class="champions-counts">'
        f'<thead><tr><td></td>{head}<th scope="col">All</th></tr></thead><tbody>{rows}'
        f'<tr><th scope="row">All</th>{last}</tr></tbody></table>'
        f'<p role="status">A star stands for a hidden count. {many}</p></div>'
    )

"""The form of the chart chooser: up to three questions about one's numbers, then a chart to begin with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as w

from champions.activities.choosing.question import ASKED, ChartChooser, advice_html, advise, wanted
from champions.sentences.told import told


def form(
    _question: ChartChooser, answer: Any, changed: Callable[[object, bool], None]
) -> list[w.Widget]:
    """The widgets of the form. A question is shown once it is needed."""
    given = answer if isinstance(answer, Mapping) else {}
    boxes = {key: _asked(key, given.get(key)) for key in ASKED}
    said = w.HTML()

    def show() -> dict[str, str]:
        chosen = {key: box.value for key, box in boxes.items()}
        needed = wanted(chosen)
        for key, box in boxes.items():
            box.layout.display = None if key in needed else "none"
        if all(chosen[key] for key in needed):
            said.value = advice_html(advise(**chosen))
        else:
            said.value = (
                "<p>"
                + told("Answer the question above. The next one comes when it is needed.")
                + "</p>"
            )
        return {key: chosen[key] for key in needed if chosen[key]}

    for box in boxes.values():
        box.observe(lambda _change: changed(show(), False), "value")
    show()
    return [*boxes.values(), said]


def _asked(key: str, kept: object) -> w.Dropdown:
    words, options = ASKED[key]
    listed = [(told("Choose an answer"), ""), *((said, option) for option, said in options.items())]
    value = kept if isinstance(kept, str) and kept in options else ""
    return w.Dropdown(options=listed, value=value, description=told(words))

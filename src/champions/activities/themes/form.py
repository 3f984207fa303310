"""The form that sorts comments: one card, a button a theme, and a button that stops it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as w

from champions.activities.themes.question import STOP, Themes, tally_html
from champions.sentences.told import told

Changed = Callable[[object, bool], None]


def form(question: Themes, answer: Any, changed: Changed) -> list[w.Widget]:
    """The widgets of the form, from top to bottom.

    Args:
        question: the comments and themes.
        answer: comment to theme, as kept so far.
        changed: called with the new answer at every press, and True so that it is marked at once.
    """
    placed = _in_order(question, answer)
    card = w.HTML()
    picture = w.HTML()
    buttons = {key: w.Button(description=words) for key, words in question.groups.items()}
    back = w.Button(description=told("Go back one comment"))
    again = w.Button(description=told("Start again"))

    def show() -> None:
        at = len(placed)
        stopped = STOP in placed.values()
        card.value = _card_html(question, at, stopped=stopped)
        picture.value = tally_html(question, placed)
        for button in buttons.values():
            button.disabled = stopped or at == len(question.items)
        back.disabled = again.disabled = not placed

    def sort(key: str) -> None:
        placed[list(question.items)[len(placed)]] = key
        show()
        changed(dict(placed), True)

    def undo(_button: object) -> None:
        placed.popitem()
        show()
        changed(dict(placed), True)

    def afresh(_button: object) -> None:
        placed.clear()
        show()
        changed({}, True)

    for key, button in buttons.items():
        button.add_class("champions-stop" if key == STOP else "champions-option")
        button.on_click(lambda _b, key=key: sort(key))
    back.on_click(undo)
    again.on_click(afresh)
    moves = w.HBox([back, again])
    moves.add_class("champions-row")
    show()
    return [card, *buttons.values(), moves, picture]


def _in_order(question: Themes, answer: Any) -> dict[str, str]:
    """What was kept, up to the first comment that is not sorted yet."""
    kept = answer if isinstance(answer, dict) else {}
    placed: dict[str, str] = {}
    for item in question.items:
        if kept.get(item) not in question.groups:
            break
        placed[item] = kept[item]
        if kept[item] == STOP:
            break
    return placed


def _card_html(question: Themes, at: int, *, stopped: bool) -> str:
    order = list(question.items.values())
    if stopped:
        said = (
            "<p>"
            + told("You stopped at comment {at}: “{comment}”", at=at, comment=escape(order[at - 1]))
            + "</p>"
        )
    elif at == len(order):
        said = "<p>" + told("All {n} comments are sorted.", n=len(order)) + "</p>"
    else:
        said = (
            "<p>"
            + told("Comment {at} of {all}", at=at + 1, all=len(order))
            + f"</p><blockquote>“{escape(order[at])}”</blockquote>"
        )
    return f'<div class="champions-comment" role="status">{said}</div>'

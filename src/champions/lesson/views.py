"""A picture with a few things to choose, and what it shows for each choice: in a notebook, on a page, on paper.

A view is made by one function from what was chosen. In a notebook that function runs at each choice. A
lesson's own page has no Python: there every choice was made beforehand, see :func:`made_beforehand`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from html import escape
from itertools import product
from typing import Any

from champions.lesson.page import Page

#: Under this type a lesson that is run for its page hands over all its views.
MIME = "application/vnd.champions.views+json"
Chosen = Mapping[str, Any]


@dataclass(frozen=True)
class Pick:
    """One of several. ``name``: the part of what is chosen. ``said``: the words beside it. ``begin``: a key."""

    name: str
    said: str
    options: Mapping[str, str]
    begin: str = ""

    @property
    def first(self) -> str:
        return self.begin or next(iter(self.options))

    @property
    def beforehand(self) -> list[tuple[Any, str]]:
        """What can be chosen where every view is made beforehand, with its words."""
        return list(self.options.items())

    def control(self, w: Any) -> Any:
        """The control for a notebook."""
        options = [(said, key) for key, said in self.options.items()]
        return w.Dropdown(options=options, value=self.first, description=self.said)


@dataclass(frozen=True)
class Tick:
    """Yes or no."""

    name: str
    said: str
    first: bool = False

    @property
    def beforehand(self) -> list[tuple[Any, str]]:
        """No, then yes."""
        return [(False, ""), (True, "")]

    def control(self, w: Any) -> Any:
        """The control for a notebook."""
        box = w.Checkbox(value=self.first, description=self.said, indent=False)
        box.add_class("champions-tick")
        return box


@dataclass(frozen=True)
class Number:
    """A whole number from 0 to ``most``. ``some``: those that a page without Python offers."""

    name: str
    said: str
    most: int
    first: int
    some: Sequence[int]

    @property
    def beforehand(self) -> list[tuple[Any, str]]:
        """Some of the numbers."""
        return [(number, str(number)) for number in self.some]

    def control(self, w: Any) -> Any:
        """The control for a notebook."""
        return w.BoundedIntText(min=0, max=self.most, description=self.said, value=self.first)


@dataclass(frozen=True)
class Views:
    """A picture that a person turns.

    Attributes:
        words: what it is, in a sentence.
        parts: what can be chosen, from top to bottom.
        show: what is seen for a choice, and the same in a sentence; and whether its reading may be told.
        until: questions. The reading is told once they are answered. None: it is told from the start.
        begins: what the other parts begin with when the first one is chosen anew.
        still: what is seen where nobody can choose; empty: the first view, or nothing while marks are given.
    """

    words: str
    parts: Sequence[Pick | Tick | Number]
    show: Callable[[Chosen, bool], Page]
    until: Sequence[str] = ()
    begins: Mapping[Any, Chosen] = field(default_factory=dict)
    still: str = ""

    @property
    def first(self) -> dict[str, Any]:
        """What is chosen at the beginning."""
        return {part.name: part.first for part in self.parts}

    @property
    def may_be_told(self) -> bool:
        """True when the questions that the reading waits for are answered."""
        from champions.lesson import session

        return all(session.answered(name) for name in self.until)

    def choices(self) -> Iterator[dict[str, Any]]:
        """Every choice that a page without Python offers."""
        for chosen in product(*([key for key, _ in part.beforehand] for part in self.parts)):
            yield dict(zip((part.name for part in self.parts), chosen, strict=True))

    def as_data(self) -> dict[str, Any]:
        """All of it as plain data: each choice, by its keys, to what is seen and said."""
        told = [True] if not self.until else [False, True]
        return {
            "parts": [_as_data(part) for part in self.parts],
            "until": list(self.until),
            "begins": {str(key): dict(one) for key, one in self.begins.items()},
            "views": {
                key_of(chosen): [[one.html, one.text] for one in self._pages(chosen, told)]
                for chosen in self.choices()
            },
        }

    def _pages(self, chosen: Chosen, told: list[bool]) -> Iterator[Page]:
        return (self.show(chosen, read) for read in told)


def key_of(chosen: Chosen) -> str:
    """What is chosen as one key; ``views.ts`` makes the same.

    >>> key_of({"site": "bus", "august": True})
    'bus|true'
    """
    return "|".join(
        str(one).lower() if isinstance(one, bool) else str(one) for one in chosen.values()
    )


def _as_data(part: Pick | Tick | Number) -> dict[str, Any]:
    pairs = [] if isinstance(part, Tick) else [[str(key), said] for key, said in part.beforehand]
    return {"name": part.name, "said": part.said, "first": part.first, "options": pairs}


_BEFOREHAND: ContextVar[bool] = ContextVar("beforehand", default=False)


@contextmanager
def made_beforehand() -> Iterator[None]:
    """Meanwhile all views are made at once, for a page that has no Python."""
    before = _BEFOREHAND.set(True)
    try:
        yield
    finally:
        _BEFOREHAND.reset(before)


def show(views: Views) -> None:
    """Show the views with the controls to choose them by."""
    from champions.lesson import session

    if session.being_marked():  # nobody is there to choose
        still = views.still or f"<p>{escape(views.words)}</p>"
        session.show({"text/html": still, "text/plain": views.words})
        return
    first = views.show(views.first, views.may_be_told).html
    if _BEFOREHAND.get():
        session.show({MIME: views.as_data(), "text/html": first, "text/plain": views.words})
        return
    _show_controls(views, first)


def _show_controls(views: Views, first: str) -> None:
    import ipywidgets as w

    from champions.lesson import session
    from champions.questions import forms

    controls = {part.name: part.control(w) for part in views.parts}
    picture = w.HTML(first)
    lead = views.parts[0].name
    settling = False

    def turned(change: Any) -> None:
        nonlocal settling
        if settling:
            return
        if change["owner"] is controls[lead] and change["new"] in views.begins:
            settling = True
            for name, value in views.begins[change["new"]].items():
                controls[name].value = value
            settling = False
        chosen = {name: control.value for name, control in controls.items()}
        picture.value = views.show(chosen, views.may_be_told).html

    for control in controls.values():
        control.observe(turned, "value")
    form = w.VBox([*controls.values(), picture])
    form.add_class("champions-form")
    session.show(forms.view(form, views.words, views.still or first))

"""What need not be made twice: every learner's lesson shows the same charts and runs the same steps.

Before the first lesson is marked, its author's own copy is run once, in the jail like any other: the
rehearsal. The charts that it drew and showed are kept in the warm process under a digest of all that
is in them, and so is what IPython finds in the text of the author's steps before it runs them. The parts
of our library that it loaded are loaded, and the course's data that it read are read. A
learner's chart of other data, or with other settings, is drawn; a step with other text is read. Nothing
that a learner's code made is ever kept for another.
"""

from __future__ import annotations

import base64
import hashlib
import importlib
import json
import pickle
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

from champions import data
from champions.charts import recall as made_before
from champions.marking.running.shell import Shell

_known: dict[str, Any] = {}
_drawn: dict[str, Any] = {}
_known_shown: dict[str, Any] = {}
_shown: dict[str, Any] = {}
_read: dict[str, str] = {}
#: What is loaded before any lesson.
_loaded_before: set[str] = set()
#: What a lean process may load later. It is what it would hold anyway, were it not lean.
_LOADED_LATER = frozenset({"matplotlib", "matplotlib_inline", "ipywidgets"})
_data_read: dict[str, None] = {}


def remember(shell: Shell) -> None:
    """Let charts look here before they are drawn, and questions and steps before they are read."""
    made_before.recall = _made
    data.told_of = _data_read.setdefault
    _loaded_before.update(sys.modules)
    shell.input_transformer_manager = _KnownSteps()


def _made(maker: Callable[..., Any], size: str, make: Callable[[], Any]) -> Any:
    known, seen = (_known_shown, _shown) if size == "bundle" else (_known, _drawn)
    key = _digest(maker, size)
    made = known.get(key) or seen.get(key) or make()
    if key:
        seen[key] = made
    return made


class _KnownSteps(TransformerManager):
    """Keeps how a text reads as plain Python, which depends on nothing but IPython's rules."""

    def __init__(self) -> None:
        super().__init__()
        self._usual = self._rules()

    def _rules(self) -> list[Any]:
        return [*self.cleanup_transforms, *self.line_transforms, *self.token_transformers]

    def transform_cell(self, cell: str) -> str:
        """As IPython's own, from what is known where its rules are the usual ones."""
        known = _read.get(cell)
        if known is None or self._rules() != self._usual:
            return str(super().transform_cell(cell))
        return known


def _digest(draw_on: Any, size: str) -> str:
    """A digest of a chart, its size and the settings; empty when the chart cannot be taken down."""
    try:
        import matplotlib as mpl  # here, and not above: most processes of the lean kind draw nothing

        chart = draw_on.__self__
        kind = type(chart).__qualname__
        settings = dict.copy(mpl.rcParams)  # its own way looks at each for what is outdated
        parts = (draw_on.__func__.__qualname__, kind, chart, size, settings)
        return hashlib.sha256(pickle.dumps(parts)).hexdigest()
    except Exception:  # noqa: BLE001 - a chart holds a learner's data; then it is simply drawn
        return ""


def made() -> str:
    """What this run has drawn, shown, loaded and read, as text."""
    pictures = {key: base64.b64encode(picture).decode() for key, picture in _drawn.items()}
    loaded = [name for name in sys.modules if name not in _loaded_before]
    return json.dumps(
        {"pictures": pictures, "shown": _shown, "loaded": loaded, "data": list(_data_read)}
    )


def learn(shell: Shell, given: Mapping[str, Any]) -> None:
    """Keep what a rehearsal drew and showed, and its steps; load and read what it loaded and read.

    Args:
        shell: the shell that lessons are forked with.
        given: what :func:`made` gave; ``steps``: the text of each step.
    """
    _known.update({key: base64.b64decode(text) for key, text in given["pictures"].items()})
    _known_shown.update(given["shown"])
    _learn_steps(shell, given["steps"])
    _load(given["loaded"])
    for name in given["data"]:
        with suppress(Exception):  # each lesson will say what is wrong with it
            data.load(name)


def _load(names: Sequence[str]) -> None:
    """Load parts of what is loaded already. A module of the author's own is left to each lesson."""
    for name in names:
        if name.partition(".")[0] in _loaded_before | _LOADED_LATER:
            with suppress(Exception):
                importlib.import_module(name)
    _loaded_before.update(sys.modules)


def _learn_steps(shell: Shell, steps: Sequence[str]) -> None:
    for step in steps:
        with suppress(Exception):  # each lesson will say what is wrong with it
            _read[step] = shell.input_transformer_manager.transform_cell(step)
            text = shell.transform_cell(step)
            shell.should_run_async(step, transformed_cell=text)
            shell.displayhook.semicolon_at_end_of_expression(text)

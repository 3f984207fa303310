"""What need not be made twice: every learner's lesson shows the same charts and asks the same questions.

Before the first lesson is marked, its author's own copy is run once, in the jail like any other: the
rehearsal. The charts that it drew and showed are kept in the warm process under a digest of all that
is in them, and so are the questions of the author's marking scheme, and what IPython finds in the text
of the author's steps before it runs them. A learner's chart of other data, or with other settings, is
drawn; a scheme or a step with other text is read. Nothing that a learner's code made is ever kept for
another.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import pickle
import runpy
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import Any

import matplotlib as mpl
from IPython.core.inputtransformer2 import TransformerManager

from champions.charts import recall as made_before
from champions.marking.running.shell import Shell
from champions.questions import scheme

_known: dict[str, Any] = {}
_drawn: dict[str, Any] = {}
_known_shown: dict[str, Any] = {}
_shown: dict[str, Any] = {}
_schemes: dict[str, dict[str, Any]] = {}
_read: dict[str, str] = {}


def remember(shell: Shell) -> None:
    """Let charts look here before they are drawn, and questions and steps before they are read."""
    made_before.recall = _made
    scheme.read_before = _scheme_read
    shell.input_transformer_manager = _KnownSteps()


def _made(maker: Callable[..., Any], size: str, make: Callable[[], Any]) -> Any:
    known, seen = (_known_shown, _shown) if size == "bundle" else (_known, _drawn)
    key = _digest(maker, size)
    made = known.get(key) or make()
    if key:
        seen[key] = made
    return made


def _scheme_read(path: Path) -> dict[str, Any] | None:
    return _schemes.get(_digest_of_file(path)) if _schemes else None


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
        chart = draw_on.__self__
        kind = type(chart).__qualname__
        settings = dict.copy(mpl.rcParams)  # its own way looks at each for what is outdated
        parts = (draw_on.__func__.__qualname__, kind, chart, size, settings)
        return hashlib.sha256(pickle.dumps(parts)).hexdigest()
    except Exception:  # noqa: BLE001 - a chart holds a learner's data; then it is simply drawn
        return ""


def _digest_of_file(path: Path) -> str:
    with suppress(OSError):
        return hashlib.sha256(path.read_bytes()).hexdigest()
    return ""


def made() -> str:
    """What this run has drawn and shown, as text."""
    pictures = {key: base64.b64encode(data).decode() for key, data in _drawn.items()}
    return json.dumps({"pictures": pictures, "shown": _shown})


def learn(shell: Shell, given: Mapping[str, Any]) -> None:
    """Keep what a rehearsal drew and showed, its steps, and the questions of the scheme beside it.

    Args:
        shell: the shell that lessons are forked with.
        given: what :func:`made` gave; ``steps``: the text of each step; ``files``: what lies beside
            the lesson, in base64.
    """
    _known.update({key: base64.b64decode(data) for key, data in given["pictures"].items()})
    _known_shown.update(given["shown"])
    _learn_steps(shell, given["steps"])
    _learn_scheme({name: base64.b64decode(data) for name, data in given["files"].items()})


def _learn_steps(shell: Shell, steps: Sequence[str]) -> None:
    for step in steps:
        with suppress(Exception):  # each lesson will say what is wrong with it
            _read[step] = shell.input_transformer_manager.transform_cell(step)
            text = shell.transform_cell(step)
            shell.should_run_async(step, transformed_cell=text)
            shell.displayhook.semicolon_at_end_of_expression(text)


def _work_out(questions: Any) -> None:
    """Find the right answers, which questions then know; one that cannot be found is asked for again."""
    for question in questions:
        with suppress(Exception):
            question.right_answer()


def _learn_scheme(files: Mapping[str, bytes]) -> None:
    """Read the scheme as a lesson would: in a folder with all that lies beside it.

    It is the author's, and has been read outside the jail before. When it cannot be read here,
    every lesson reads its own.
    """
    if scheme.SCHEME not in files:
        return
    before, folder = Path.cwd(), Path(tempfile.mkdtemp(dir="/warm"))
    try:
        for name, data in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        os.chdir(folder)
        nowhere = io.StringIO()  # else what it prints would stand in every lesson
        with redirect_stdout(nowhere), redirect_stderr(nowhere):
            names = runpy.run_path(str(folder / scheme.SCHEME))
            _work_out(names.get("QUESTIONS"))
        _schemes[hashlib.sha256(files[scheme.SCHEME]).hexdigest()] = names
    except (Exception, SystemExit):  # noqa: BLE001 - each lesson will say what is wrong with it
        return
    finally:
        os.chdir(before)
        shutil.rmtree(folder, ignore_errors=True)

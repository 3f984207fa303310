"""Learners' notebooks of one lesson are alike in all but the answers: what nbgrader makes of the rest is kept.

nbgrader's first steps clear outputs, put locked cells back and check the notes of every cell. They look at one
cell after the other, and do the same to the same cell in each learner's notebook. So they are run for the first
notebook of a lesson. For one that differs from it only in cells that a learner may change, what they made of all
other cells is taken over. Its later steps, which give the marks, are run for each notebook, on the cells that
they do anything with.

Any other notebook goes through all of nbgrader's steps. So does every notebook where a course has settings with
other steps than these.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbformat import NotebookNode
from nbgrader import preprocessors as own

from champions.notebooks.reading import one_line, with_attributes

#: Steps that treat each cell by itself, and leave the words of a cell that learners may change.
_SANITIZING: tuple[type, ...] = (
    own.ClearOutput,
    own.DeduplicateIds,
    own.OverwriteKernelspec,
    own.OverwriteCells,
    own.CheckCellMetadata,
)
#: Steps that do nothing with a cell that has neither outputs nor marks.
_GRADING: tuple[type, ...] = (
    own.LimitOutput,
    own.SaveAutoGrades,
    own.AssignLatePenalties,
    own.CheckCellMetadata,
)
#: Steps that the settings name, and that are switched off unless a course wants them.
_OFF: tuple[type, ...] = (own.IgnorePattern, ClearMetadataPreprocessor)


def can_be_kept(sanitizing: Sequence[Any], grading: Sequence[Any]) -> bool:
    """True when these are the steps of nbgrader of which we know what they look at."""
    off = [one for one in grading if type(one) in _OFF and not one.enabled]
    known = all(type(one) in _SANITIZING for one in sanitizing)
    return known and all(type(one) in _GRADING for one in grading if one not in off)


@dataclass(frozen=True)
class Alike:
    """The first notebook of a lesson, as it was sent and as nbgrader's first steps left it.

    Attributes:
        sent: its lines: a cell a line.
        free: the numbers of the lines with cells that learners may change, each with all but its text.
        made: the notebook after those steps, without answers.
        lines: each of its cells as the text of a file.
    """

    sent: list[str]
    free: dict[int, dict[str, Any]]
    made: Any
    lines: list[str]

    def of(self, text: str) -> Any:
        """What nbgrader's first steps would make of another notebook; None when they have to be run."""
        lines = text.split("\n")
        if len(lines) != len(self.sent):
            return None
        texts: dict[int, str] = {}
        for at, (line, mine) in enumerate(zip(lines, self.sent, strict=True)):
            if line == mine and at not in self.free:
                continue
            cell = _cell(line) if at in self.free else None
            if cell is None:
                return None
            texts[at - 1] = cell.pop("source", None)
            if cell != self.free[at] or not isinstance(texts[at - 1], str):
                return None
        cells = [
            NotebookNode(cell, source=texts.get(at, cell["source"]))
            if at in texts or cell["cell_type"] == "code"
            else cell
            for at, cell in enumerate(self.made["cells"])
        ]
        return NotebookNode(self.made, cells=cells)

    def in_lines(self, notebook: Any) -> str:
        """As :func:`champions.notebooks.reading.in_lines`, of a notebook that :meth:`of` made."""
        cells = [
            line
            if cell is mine or (cell == mine and cell["source"] is mine["source"])
            else one_line(cell)
            for line, cell, mine in zip(
                self.lines, notebook["cells"], self.made["cells"], strict=True
            )
        ]
        rest = {name: value for name, value in notebook.items() if name != "cells"}
        return '{{"cells": [\n{cells}\n],\n{rest}\n'.format(
            cells=",\n".join(cells), rest=one_line(rest)[1:]
        )


def first(text: str, made: Any) -> Alike | None:
    """Keep what nbgrader's first steps made of the first notebook of a lesson.

    None where they took cells out of it or put some in: then nobody knows which is which.
    """
    sent = text.split("\n")
    cells = made["cells"]
    if len(sent) != len(cells) + 4:  # a head, the rest, and an empty line after the last
        return None
    free = {}
    for at, cell in enumerate(cells, 1):
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            as_sent = _cell(sent[at])
            if as_sent is None:
                return None
            as_sent.pop("source", None)
            free[at] = as_sent
    return Alike(sent, free, with_attributes(json.dumps(made)), list(map(one_line, cells)))


def _cell(line: str) -> dict[str, Any] | None:
    """The cell that a line holds."""
    try:
        cell = json.loads(line.removesuffix(","))
    except ValueError:
        return None
    return cell if isinstance(cell, dict) else None


def that_matter(notebook: Any) -> Any:
    """A notebook with the cells that nbgrader's later steps do anything with. They are the same cells."""
    cells = [one for one in notebook["cells"] if one.get("outputs") or _is_marked(one)]
    return NotebookNode(notebook, cells=cells)


def _is_marked(cell: Any) -> bool:
    notes = cell["metadata"].get("nbgrader", {})
    return any(notes.get(kind) for kind in ("grade", "solution", "task"))

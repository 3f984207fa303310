"""Make a received lesson fit for marking: the learner's work in the released lesson's own cells.

nbgrader grades by the ids and notes that it keeps in each cell. Learners delete, copy and change
cells, and other programs remove the notes. Here each cell gets back what the released lesson says,
and keeps what the learner may change. What had to be done is told.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from html import escape
from itertools import count
from pathlib import Path
from typing import Any

from champions.notebooks.reading import NotANotebook
from champions.questions.answers import AnswerBook
from champions.questions.scheme import Scheme

Cell = dict[str, Any]


@dataclass(frozen=True)
class Restored:
    """A lesson fit for marking, and sentences for the trainer on what had to be done.

    ``put_back`` has the ids of the released cells that were gone from it.
    """

    notebook: dict[str, Any]
    notes: tuple[str, ...] = ()
    put_back: frozenset[str] = frozenset()


def restore(
    received: Mapping[str, Any], released: Mapping[str, Any], scheme: Scheme, book: AnswerBook
) -> Restored:
    """Put the learner's work into the released lesson's cells.

    Args:
        received: the notebook as the learner sent it.
        released: the notebook as it was given to learners.
        scheme: the lesson's questions.
        book: the learner's answers; their words go into the cells that a person reads.

    Raises:
        NotANotebook: when too little of the lesson is left to know what belongs where.
    """
    masters = {key: cell for cell in released["cells"] if (key := _key(cell))}
    notes: list[str] = []
    put_back: list[str] = []
    if _other_version(received, released):
        notes.append(OTHER_VERSION)
        cells = _grafted(received["cells"], released["cells"], masters)
    else:
        cells = _restored(received["cells"], masters, notes)
        put_back = _put_back_missing(cells, masters, notes)
    put_in_words(cells, {key: cell["source"] for key, cell in masters.items()}, scheme, book)
    _unique_ids(cells)
    return Restored(
        {
            "cells": cells,
            "metadata": deepcopy(released["metadata"]),
            "nbformat": 4,
            "nbformat_minor": 5,
        },
        tuple(notes),
        frozenset(put_back),
    )


def _key(cell: Mapping[str, Any]) -> str:
    """The id by which nbgrader knows a cell, or empty."""
    notes = cell["metadata"].get("nbgrader")
    name = notes.get("grade_id") if isinstance(notes, dict) else None
    return name if isinstance(name, str) else ""


def _may_change(master: Mapping[str, Any]) -> bool:
    return bool(master["metadata"]["nbgrader"].get("solution"))


def _found(cells: list[Cell], masters: Mapping[str, Cell]) -> tuple[list[str], bool]:
    """For each cell the id of the released cell that it is, or empty; and whether notes were lost."""
    by_notes = [key if (key := _key(cell)) in masters else "" for cell in cells]
    if any(by_notes):
        return by_notes, False
    by_id = [cell["id"] if cell.get("id") in masters else "" for cell in cells]
    if not any(by_id):
        raise NotANotebook(
            "stripped",
            "the lesson's own notes are gone from the file. It was perhaps opened and saved in "
            "another program.",
            "Ask the learner for the file as it is in the course, or for the answers on paper.",
        )
    return by_id, True


def _restored(received: list[Cell], masters: Mapping[str, Cell], notes: list[str]) -> list[Cell]:
    keys, lost = _found(received, masters)
    if lost:
        notes.append("The lesson's own notes were gone from the cells. They were put back.")
    last = {
        key: at for at, key in enumerate(keys) if key
    }  # of copies the last counts, as in nbgrader
    cells: list[Cell] = []
    for at, (cell, key) in enumerate(zip(received, keys, strict=True)):
        if not key:
            cells.append(_plain(cell))
        elif at == last[key]:
            cells.append(_as_released(cell, masters[key], key, notes, lost))
        else:
            notes.append(f'The step "{key}" was there more than once. The last one counts.')
            if _may_change(masters[key]):
                cells.append(_plain(cell))
    return cells


def _plain(cell: Cell) -> Cell:
    """A learner's own cell, without any notes that could pass for the lesson's."""
    return _cell(cell["cell_type"], cell["source"], {}, cell.get("id", ""))


def _cell(kind: str, source: str, metadata: dict[str, Any], cell_id: str) -> Cell:
    """A cell. Its notes are the released cell's own: nobody changes those of a cell."""
    cell: Cell = {"cell_type": kind, "id": cell_id, "metadata": metadata}
    cell["source"] = source
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    return cell


def _as_released(cell: Cell, master: Cell, key: str, notes: list[str], lost: bool) -> Cell:
    """The released cell, with the learner's text when it is theirs to change.

    Where that makes no difference it is the released cell itself, which nobody changes.
    """
    if not lost:
        theirs, ours = cell["metadata"]["nbgrader"], master["metadata"]["nbgrader"]
        if theirs.get("points") != ours.get("points"):
            notes.append(f'The points of the step "{key}" had been changed. Ours were put back.')
    source = cell["source"]
    if not _may_change(master):
        if source.strip() != master["source"].strip():
            notes.append(f'The locked step "{key}" had been changed. Ours was put back.')
        source = master["source"]
    made = _cell(master["cell_type"], source, master["metadata"], master.get("id", key))
    return master if made == master else made


def _put_back_missing(
    cells: list[Cell], masters: Mapping[str, Cell], notes: list[str]
) -> list[str]:
    """Put each missing cell after the one that it follows in the released lesson; give their ids."""
    put_back = []
    there = [_key(cell) for cell in cells]
    present = set(there)
    before = ""
    for key, master in masters.items():
        if key not in present:
            at = there.index(before) + 1 if before else 0
            missing = _cell(
                master["cell_type"], master["source"], master["metadata"], master.get("id", key)
            )
            cells.insert(at, missing)
            there.insert(at, key)
            notes.append(f'The step "{key}" was missing. It was put back.')
            put_back.append(key)
        before = key
    return put_back


def without_code(
    restored: Mapping[str, Any], released: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """The lesson without the learner's own code, for code that brings every run to an end.

    Returns:
        The notebook, and the ids of the answer cells whose code was taken out.
    """
    stubs = {key: cell for cell in released["cells"] if (key := _key(cell))}
    cells, taken_out = [], []
    for cell in restored["cells"]:
        key = _key(cell)
        if cell["cell_type"] != "code":
            cells.append(cell)
        elif key and cell["source"] != stubs[key]["source"]:
            taken_out.append(key)
            cells.append({**cell, "source": stubs[key]["source"]})
        elif key:
            cells.append(cell)
    return {**restored, "cells": cells}, taken_out


def same_cells(notebook: Mapping[str, Any], earlier: Path) -> set[str]:
    """The ids of the cells whose text is as it was in an earlier lesson; none when there is none."""
    try:
        before = json.loads(earlier.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return set()
    texts = {_key(cell): "".join(cell["source"]) for cell in before}
    return {
        key
        for cell in notebook["cells"]
        if (key := _key(cell)) and texts.get(key) == cell["source"]
    }


def put_in_words(
    cells: list[Cell], stubs: Mapping[str, str], scheme: Scheme, book: AnswerBook
) -> None:
    """The learner's words stand in a form. Put them where the person who replies will look.

    Args:
        cells: the lesson's cells. Where words are put, another cell takes a cell's place.
        stubs: the text that each cell had when it was given to learners, by its id.
        scheme: the lesson's questions.
        book: the learner's answers.
    """
    where = {_key(cells[at]): at for at in reversed(range(len(cells)))}
    for question in scheme.questions:
        if not question.read_by_person:
            continue
        key = f"{question.id}-words"
        if key not in where:
            continue
        cell = cells[where[key]]
        texts = book.answer(question.id)
        in_cell = cell["source"].strip() if cell["source"] != stubs[key] else ""
        parts = [] if question.blank(texts) else [question.as_text(texts)]
        parts += [f"Written in the lesson page:\n{in_cell}"] if in_cell else []
        source = _as_typed("\n\n".join(parts)) if parts else stubs[key]
        cells[where[key]] = type(cell)(
            cell, source=source
        )  # nbgrader's own cells have a kind of their own


def _as_typed(text: str) -> str:
    """Text that a page shows as it was typed: no link, picture, heading or script comes of it."""
    return f"<pre>\n{escape(text)}\n</pre>"


OTHER_VERSION = "It was made with another version of the lesson, and marked by the present one."


def _other_version(received: Mapping[str, Any], released: Mapping[str, Any]) -> bool:
    theirs, ours = version_of(received), version_of(released)
    return bool(theirs and ours and theirs != ours)


def _grafted(received: list[Cell], released: list[Cell], masters: Mapping[str, Cell]) -> list[Cell]:
    """The present lesson with the learner's answers in it.

    In another version the steps have other places, and the same id may be another step. So only
    answers move over, each with the learner's own code that stood before it.
    """
    keys, _ = _found(received, masters)
    answers: dict[str, list[Cell]] = {}
    own: list[Cell] = []
    for cell, key in zip(received, keys, strict=True):
        if key and _may_change(masters[key]):
            answers[key] = [*own, _as_released(cell, masters[key], key, [], lost=True)]
            own = []
        elif not _key(cell) and cell["cell_type"] == "code":
            own.append(_plain(cell))
    cells: list[Cell] = []
    for master in released:
        key = _key(master)
        ours = _cell(
            master["cell_type"], master["source"], master["metadata"], master.get("id", "")
        )
        cells += answers.get(key, [ours])
    return cells


def version_of(notebook: Mapping[str, Any]) -> str:
    """The version of a lesson that stands in its metadata, or empty."""
    champions = notebook["metadata"].get("champions")
    version = champions.get("version") if isinstance(champions, Mapping) else None
    return version if isinstance(version, str) else ""


_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def _unique_ids(cells: list[Cell]) -> None:
    """Give every cell an id of its own, which the notebook format asks for. The lesson's come first."""
    used = {cell["id"] for cell in cells if _key(cell)}
    for at, cell in enumerate(cells):
        if _key(cell):
            continue
        if not _ID.fullmatch(cell["id"]) or cell["id"] in used:
            cell["id"] = next(n for i in count(at) if (n := f"own-{i:03}") not in used)
        used.add(cell["id"])

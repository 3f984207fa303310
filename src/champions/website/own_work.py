"""A learner's work in the folder ``my-work``, as the lesson's page reads and keeps it.

There is one record of answers, the small file beside the lesson: the page and the notebook both read
and write it. Lines of code stand in the lesson's own cells. The notebook also mirrors the answers, so
that the file alone can be sent.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from champions.files import write_whole
from champions.lesson.session import Lesson
from champions.notebooks.steps import asked_in
from champions.questions import answers, plain_json
from champions.questions.compiled import COMPILED
from champions.questions.page import feedback_html, feedback_text
from champions.questions.scheme import SchemeError, load_scheme, mark

NOTEBOOK = "lesson.ipynb"
#: A line of code stands in the cell of this name, after the question's id.
_ANSWER = "-answer"


@dataclass(frozen=True)
class Work:
    """What is kept of one lesson.

    Attributes:
        record: the text of the answers, as it stands in ``my-answers.json``.
        lines: question id to the code typed for it, where it is not as it was handed out.
        said: a sentence where earlier answers could not be read and were put aside; else empty.
    """

    record: str
    lines: Mapping[str, str]
    said: str = ""

    @property
    def seen(self) -> str:
        """Changes with the work: whoever writes says by it which state they had read."""
        told = json.dumps([self.record, sorted(self.lines.items())])
        return hashlib.sha256(told.encode()).hexdigest()


def read(folder: Path, module: str) -> Work:
    """The work on a lesson: the record with what the notebook alone has, and lines of code.

    Args:
        folder: the learner's folder of the lesson. module: the lesson's folder name.
    """
    lesson = Lesson(module, folder)
    return Work(answers.as_text(lesson.book), _lines(_notebook(folder)), lesson.set_aside)


def keep(folder: Path, module: str, record: str, lines: Mapping[str, str]) -> None:
    """Write the answers and lines of code.

    Args:
        folder: the learner's folder of the lesson. module: the lesson's folder name.
        record: the text of the record. lines: question id to the code typed for it.

    Raises:
        ValueError: when the text is no record of this lesson: nothing was written then.
        OSError: when the folder cannot be written.
    """
    raw = plain_json.read(record.encode())
    if not isinstance(raw, Mapping) or raw.get("module") != module:
        raise ValueError(f"This is no record of {module}.")
    book = answers.AnswerBook.from_dict(raw, module)
    answers.save(book, folder)
    notebook = _notebook(folder)
    if notebook is not None and _put_lines(notebook, lines):
        _write(folder, notebook)


def mirror(folder: Path, module: str) -> bool:
    """Put the answers into the outputs of the learner's notebook. True when that changed it."""
    notebook = _notebook(folder)
    if notebook is None:
        return False
    lesson = Lesson(module, folder)
    before = answers.recover(notebook, module)
    changed = _put_learner(notebook, lesson, before)
    for cell, question in _asked(notebook):
        record = lesson.book.records.get(question)
        if (
            record is None
            or record == before.records.get(question)
            or question not in lesson.scheme
        ):
            continue
        feedback = lesson.feedback(lesson.scheme[question])
        shown = {"text/html": feedback_html(feedback), "text/plain": feedback_text(feedback)}
        cell["outputs"] = [_output({answers.MIME: answers.bundle(lesson.book, question), **shown})]
        changed = True
    if changed:
        _write(folder, notebook)
    return changed


def steps(folder: Path, module: str) -> tuple[int, int]:
    """How many core steps of a lesson are right, and how many there are; nought where none can be told."""
    if not (folder / COMPILED).is_file():
        return 0, 0
    try:
        scheme = load_scheme(folder, module)
    except (SchemeError, OSError, ValueError):
        return 0, 0
    core = [question for question in scheme.marked if not question.stretch]
    book = answers.load(folder, module)
    if (notebook := _notebook(folder)) is not None:
        book = book.merged(answers.recover(notebook, module))
    checked = [one for one in core if one.id in book.records and not book.records[one.id].draft]
    return sum(mark(one, book).state == "right" for one in checked), len(core)


# --- The notebook -------------------------------------------------------------------------------


def _notebook(folder: Path) -> dict[str, Any] | None:
    """The learner's notebook as data; None where there is none that can be read."""
    with contextlib.suppress(OSError, ValueError):
        found = plain_json.read((folder / NOTEBOOK).read_bytes())
        if isinstance(found, dict) and isinstance(found.get("cells"), list):
            return found
    return None


def _write(folder: Path, notebook: Mapping[str, Any]) -> None:
    text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
    write_whole(folder / NOTEBOOK, text)


def _source(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(map(str, source))


def _code(notebook: Mapping[str, Any]) -> list[dict[str, Any]]:
    cells = notebook["cells"]
    return [one for one in cells if isinstance(one, dict) and one.get("cell_type") == "code"]


def _asked(notebook: Mapping[str, Any]) -> list[tuple[dict[str, Any], str]]:
    """The cells that check an answer, each with its question."""
    found = [(cell, asked_in(_source(cell))) for cell in _code(notebook)]
    return [(cell, question) for cell, question in found if question]


def _typed(notebook: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Question id to the cell in which its line of code is typed."""
    found = {}
    for cell in _code(notebook):
        notes = cell.get("metadata", {}).get("nbgrader", {})
        name = str(notes.get("grade_id", "")) if isinstance(notes, dict) else ""
        if name.endswith(_ANSWER) and notes.get("solution"):
            found[name.removesuffix(_ANSWER)] = cell
    return found


def _lines(notebook: Mapping[str, Any] | None) -> dict[str, str]:
    return {name: _source(cell) for name, cell in _typed(notebook).items()} if notebook else {}


def _put_lines(notebook: Mapping[str, Any], lines: Mapping[str, str]) -> bool:
    cells = _typed(notebook)
    changed = [name for name in lines if name in cells and _source(cells[name]) != lines[name]]
    for name in changed:
        cells[name]["source"] = lines[name].splitlines(keepends=True)
    return bool(changed)


def _put_learner(notebook: Mapping[str, Any], lesson: Lesson, before: answers.AnswerBook) -> bool:
    """Put the learner's code into the step that starts the lesson. True when that changed it."""
    if lesson.book.learner == before.learner:
        return False
    for cell in _code(notebook):
        if "start(" in _source(cell):
            others = [one for one in cell.get("outputs", []) if not _is_record(one)]
            said = {"text/plain": f"Learner code: {lesson.book.learner}"}
            mine = _output({answers.MIME: answers.learner_bundle(lesson.book), **said})
            cell["outputs"] = [*others, mine]
            return True
    return False


def _is_record(output: object) -> bool:
    data = output.get("data") if isinstance(output, Mapping) else None
    return isinstance(data, Mapping) and answers.MIME in data


def _output(data: Mapping[str, Any]) -> dict[str, Any]:
    return {"data": dict(data), "metadata": {}, "output_type": "display_data"}

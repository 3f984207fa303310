"""A lesson that is being written, as a page: made from what can be read, with what is to mend.

What cannot be read yet does not stop the rest from being seen. Nothing in the course folder is
changed, and nobody's answers are read: the lesson's steps run in a folder that is taken away again.
"""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from champions.authoring.advice import advise
from champions.authoring.asked import Asked, read_asked
from champions.authoring.beside import in_the_page, readdressed
from champions.authoring.build import assemble, run_cells
from champions.authoring.checks import check_lesson, check_scheme
from champions.authoring.markdown import lesson_html
from champions.authoring.paper.pages import CHECKED, shown_by
from champions.authoring.preview.question import question_html
from champions.authoring.source import Cell, Mistake, Source, SourceError, read_source
from champions.data import HOME_VARIABLE
from champions.lesson.session import PAPER_VARIABLE
from champions.place import NotFilledIn, Term, fill_in, load_glossary, load_place
from champions.questions.scheme import Scheme

_BEGIN, _END = "### BEGIN SOLUTION", "### END SOLUTION"
#: What a head that is not whole yet is shown with.
_HEAD: dict[str, Any] = {
    "title": "A lesson without a title",
    "minutes": "?",
    "outcomes": ["…"],
    "key_points": ["…"],
    "before_you_start": ["…"],
}


@dataclass(frozen=True)
class Shown:
    """A page, as the inside of a document, what is to mend in the lesson, and what to look at again."""

    html: str
    mistakes: tuple[Mistake, ...] = ()
    advice: tuple[Mistake, ...] = ()


@dataclass
class Draft:
    """One lesson of a course folder.

    Attributes:
        root: the course folder. module: the lesson's folder name.
    """

    root: Path
    module: str
    _ran: tuple[object, NotebookNode, tuple[Mistake, ...]] | None = field(default=None, init=False)
    _last: str = field(default="", init=False)

    def files(self) -> list[Path]:
        """What the page is made from, whether it is there or not."""
        folder = self.root / "solutions" / self.module
        named = [folder / "lesson.md", folder / "facts.py"]
        named += [self.root / "place.yml", self.root / "glossary.yml"]
        return [*named, *sorted(self.root.glob("datasets/*/data.csv"))]

    def show(self) -> Shown:
        """The lesson as it stands now.

        Raises:
            Trouble: when the course folder itself cannot be read.
        """
        glossary, place = load_glossary(self.root), load_place(self.root)
        try:
            source = read_source(self.root / "solutions" / self.module, self.root)
        except SourceError as error:
            found = (error.mistake, *check_scheme(self.root, self.module))
            return Shown(self._last, found)  # below it, what could be read last
        asked = read_asked(self.root, source, place)
        mistakes = check_lesson(self.root, source, glossary, place, asked)
        notebook, failed = self._run(source, asked, glossary, place)
        found = tuple(sorted({*mistakes, *failed}))
        self._last = "".join(
            _parts(notebook, source, asked, found, self.root / "solutions" / source.module)
        )
        return Shown(self._last, found, tuple(advise(self.root, source, place, asked)))

    def _run(
        self, source: Source, asked: Asked, glossary: dict[str, Term], place: Mapping[str, Any]
    ) -> tuple[NotebookNode, tuple[Mistake, ...]]:
        """The lesson with what its steps show; they run again only when they, or what they ask, changed."""
        notebook = assemble(_as_far_as_read(source, place, asked), _asked(asked), glossary, place)
        code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
        data = [path.stat().st_mtime_ns for path in self.files() if path.suffix in (".csv", ".yml")]
        key = (code, asked.text, data)
        if self._ran is None or self._ran[0] != key:
            failed = tuple(_run(notebook, source, asked, self.root))
            self._ran = (key, notebook, failed)
        _, ran, failed = self._ran
        outputs = {cell.id: cell.outputs for cell in ran.cells if cell.cell_type == "code"}
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = outputs.get(cell.id, [])
        return notebook, failed


def _asked(asked: Asked) -> Asked:
    return asked if asked.scheme else dataclasses.replace(asked, scheme=Scheme("", (), "draft"))


def _as_far_as_read(source: Source, place: Mapping[str, Any], asked: Asked) -> Source:
    """The lesson with something to show in each place that cannot be made yet."""
    front = {**_HEAD, **{key: one for key, one in source.front.items() if one}}
    for key in ("outcomes", "key_points", "before_you_start"):
        if not isinstance(front[key], list):
            front[key] = [front[key]]
    cells = tuple(_readable(cell, place, asked) for cell in source.cells)
    return dataclasses.replace(source, front=front, cells=cells)


def _readable(cell: Cell, place: Mapping[str, Any], asked: Asked) -> Cell:
    """A cell that can be shown whatever its question is: its marking is for the build."""
    if cell.is_code:
        return dataclasses.replace(cell, kind="show" if cell.kind in ("show", "answer") else "code")
    try:
        fill_in(cell.source, {}, place, facts=asked.facts)
        text = cell.source
    except NotFilledIn:  # told above the page, with its line
        text = cell.source.replace("{{", "{ {").replace("{%", "{ %")
    if cell.kind == "prose":
        return dataclasses.replace(cell, source=text)
    said = "An example of such words, for the trainer:\n\n" + text
    return dataclasses.replace(cell, kind="prose", source="> " + said.replace("\n", "\n> "))


def _run(notebook: NotebookNode, source: Source, asked: Asked, root: Path) -> Iterator[Mistake]:
    """Run the steps, and tell which of them do not run. Questions are shown without it."""
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.metadata["tags"] = [*cell.metadata.get("tags", ()), "raises-exception"]
    running = [one for one in notebook.cells if not CHECKED.search(one.source)]
    book = NotebookNode({**notebook, "cells": running})
    with tempfile.TemporaryDirectory(prefix="champions-preview-") as place:
        here = Path(place) / source.module
        here.mkdir()
        if asked.scheme:
            text = asked.text or asked.code[1]
            (here / asked.file).write_text(text, encoding="utf-8")
        settings = {
            HOME_VARIABLE: str(root),
            "NBGRADER_EXECUTION": "autograde",
            PAPER_VARIABLE: "1",
        }
        try:
            run_cells(book, here, settings)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            said = str(error).splitlines()[0]
            yield Mistake(source.path, 1, f"The lesson does not run to its end. {said}")
    for cell, at in _with_lines(book.cells, source):
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                said = f"{output.ename}: {output.evalue}".splitlines()[0]
                yield Mistake(source.path, at, f"This step does not run. {said}")


def _with_lines(
    cells: Iterable[NotebookNode], source: Source
) -> Iterator[tuple[NotebookNode, int]]:
    lines = {f"lesson-{at:02}": cell.line for at, cell in enumerate(source.cells)}
    return ((cell, lines[cell.id]) for cell in cells if cell.id in lines)


def _parts(
    notebook: NotebookNode,
    source: Source,
    asked: Asked,
    mistakes: Iterable[Mistake],
    folder: Path,
) -> Iterator[str]:
    """The lesson from top to bottom."""
    told = _by_question(source, mistakes)
    number = 0
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield readdressed(lesson_html(cell.source), folder, in_the_page)
            continue
        if names := CHECKED.findall(cell.source):
            for name in names:
                number += 1
                question = asked.scheme[name] if asked.scheme and name in asked.scheme else None
                yield question_html(name, number, question, told.get(name, ()))
            continue
        if "hide-input" not in cell.metadata.get("tags", ()):
            yield f"<pre>{escape(_without_solution(cell.source))}</pre>"
        yield from shown_by(cell)


def _by_question(source: Source, mistakes: Iterable[Mistake]) -> dict[str, list[Mistake]]:
    """What is to mend in each question's own block."""
    found: dict[str, list[Mistake]] = {}
    blocks = [(block.line, block.last, block.about) for block in source.blocks.questions]
    for one in mistakes:
        for first, last, name in blocks:
            if one.path == source.path and first <= one.line <= last:
                found.setdefault(name, []).append(one)
    return found


def _without_solution(code: str) -> str:
    """Code as a learner gets it."""
    lines, kept, inside = code.splitlines(), [], False
    for line in lines:
        inside = inside or line.strip() == _BEGIN
        if not inside:
            kept.append(line)
        inside = inside and line.strip() != _END
    return "\n".join(kept)

"""Score a lesson in nbgrader's gradebook, with nbgrader's own steps, from outputs that are there.

This is ``nbgrader autograde`` with its Execute step replaced. All other steps are nbgrader's own,
in its own order, with the course's settings. What is saved is time: the steps are made once for
the whole cohort, they share one connection, and one submission is one commit.
"""

from __future__ import annotations

import importlib
import json
import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # types come with no wheel that we lock
import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbgrader import api as api_room
from nbgrader import utils
from nbgrader.api import BaseCell, Comment, Grade, Gradebook, MissingEntry
from nbgrader.converters import Autograde
from nbgrader.converters import autograde as autograde_room
from nbgrader.coursedir import CourseDirectory
from nbgrader.nbgraderformat import common as format_room
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from sqlalchemy.exc import SAWarning
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from champions.trainer import lean

#: Gives each code cell of a notebook its outputs: learner, module, name, notebook, folder.
FillIn = Callable[[str, str, str, Any, Path], None]

_ROOMS = ("overwritecells", "overwritekernelspec", "saveautogrades", "latesubmissions")


class _Held(Session):
    """A session in which a commit only sends: the submission is committed as a whole."""

    def commit(self) -> None:
        self.flush()

    def commit_all(self) -> None:
        """Commit what one submission changed."""
        super().commit()


class OneBook(Gradebook):  # type: ignore[misc]
    """nbgrader's gradebook, opened once. What never changes in a run is looked up once."""

    def __init__(self, address: str) -> None:
        slow, api_room.get_alembic_version = api_room.get_alembic_version, lean.newest_gradebook
        try:
            super().__init__(address)
        finally:
            api_room.get_alembic_version = slow
        self.db.remove()
        maker = sessionmaker(class_=_Held, autoflush=True, bind=self.engine, expire_on_commit=False)
        self.db: Any = scoped_session(maker)
        self._cells: dict[tuple[str, str, str, str], Any] = {}
        self._rows: dict[tuple[str, str, str], dict[tuple[type, str], Any]] = {}

    def close(self) -> None:
        """Stay open: the one who made it ends it."""

    def end(self) -> None:
        """Close for good."""
        super().close()

    def keep(self) -> None:
        """Commit this submission, and forget what was read for it."""
        self.db().commit_all()
        self._forget()

    def undo(self) -> None:
        """Take back everything since the last commit: this submission only."""
        self.db.rollback()
        self._cells.clear()  # a rollback empties what was read, and the next one must read it anew
        self._forget()

    def _forget(self) -> None:
        self.db.expunge_all()  # marks may be given by hand in another program at the same time
        self._rows.clear()

    def _once(
        self, kind: str, find: Callable[..., Any], name: str, notebook: str, module: str
    ) -> Any:
        key = (kind, name, notebook, module)
        if key not in self._cells:
            try:
                found = find(name, notebook, module)
            except MissingEntry as missing:
                found = missing
            self._cells[key] = found
        found = self._cells[key]
        if isinstance(found, MissingEntry):
            raise found
        return found

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> Any:
        """A cell as it was released."""
        return self._once("source", super().find_source_cell, name, notebook, assignment)

    def find_graded_cell(self, name: str, notebook: str, assignment: str) -> Any:
        """A cell that gives points."""
        return self._once("graded", super().find_graded_cell, name, notebook, assignment)

    def _row(self, kind: type, cell: str, notebook: str, assignment: str, student: str) -> Any:
        """A grade or a comment: all of a submission are read in two questions, not one a cell."""
        key = (notebook, assignment, student)
        if key not in self._rows:
            submitted = self.find_submission_notebook(notebook, assignment, student)
            self._rows[key] = {
                (one, name): row
                for one in (Grade, Comment)
                for row, name in self.db.query(one, BaseCell.name)
                .join(BaseCell, BaseCell.id == one.cell_id)
                .filter(one.notebook_id == submitted.id)
            }
        row = self._rows[key].get((kind, cell))
        if row is None:
            raise MissingEntry(
                f"No such {kind.__name__}: {assignment}/{notebook}/{cell} for {student}"
            )
        return row

    def find_grade(self, grade_cell: str, notebook: str, assignment: str, student: str) -> Any:
        """The grade of a cell."""
        return self._row(Grade, grade_cell, notebook, assignment, student)

    def find_comment(self, solution_cell: str, notebook: str, assignment: str, student: str) -> Any:
        """The comment on a cell."""
        return self._row(Comment, solution_cell, notebook, assignment, student)


class FillInOutputs(NbGraderPreprocessor):  # type: ignore[misc]
    """Stands where nbgrader's Execute stood: gives each cell the outputs of its confined run."""

    fill_in: FillIn
    folder: Path

    def preprocess(self, nb: Any, resources: Any) -> Any:
        """Fill in the outputs."""
        told = resources["nbgrader"]
        name = f"{told['notebook']}.ipynb"
        self.fill_in(told["student"], told["assignment"], name, nb, self.folder)
        return nb, resources


class Scorer(Autograde):  # type: ignore[misc]
    """nbgrader's autograde for one submission after another, with Execute replaced."""

    def __init__(self, course_config: Any, book: OneBook, fill_in: FillIn) -> None:
        super().__init__(coursedir=CourseDirectory(config=course_config), config=course_config)
        self.exporter = self.exporter_class(parent=self, config=self.config)
        self.book = book
        self.force = True
        self._sanitize = [self._made(kind) for kind in self.sanitize_preprocessors]
        self._grade = [self._made(kind) for kind in self.autograde_preprocessors]
        self._filler = next(one for one in self._grade if isinstance(one, FillInOutputs))
        self._filler.fill_in = fill_in

    def _made(self, kind: type) -> Any:
        return (FillInOutputs if kind is Execute else kind)(parent=self.exporter)

    def score(self, learner: str, module: str, at_the_end: Callable[[OneBook], None]) -> None:
        """Score what lies in ``submitted/LEARNER/MODULE``. All of it counts, or none.

        Args:
            learner: the learner's id.
            module: the lesson's folder name.
            at_the_end: called before the commit, for what has to be kept with the marks.

        Raises:
            Exception: whatever went wrong; the gradebook is then as it was before.
        """
        self.coursedir.assignment_id, self.coursedir.student_id = module, learner
        before = Path.cwd()
        os.chdir(self.coursedir.root)
        try:
            with _sharing(self.book), warnings.catch_warnings():
                # nbgrader builds a submission before it adds it, which SQLAlchemy remarks on.
                warnings.simplefilter("ignore", SAWarning)
                self.init_notebooks()
                for folder in sorted(self.assignments):
                    self._score(folder, learner, module)
                at_the_end(self.book)
                self.book.keep()
        except BaseException:
            self.book.undo()
            raise
        finally:
            os.chdir(before)

    def _score(self, folder: str, learner: str, module: str) -> None:
        self.notebooks = sorted(self.assignments[folder])
        if not self.init_destination(module, learner):
            return
        self.init_assignment(module, learner)
        for notebook in self.notebooks:
            self.convert_single_notebook(notebook)
        self.set_permissions(module, learner)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Clean, fill in, grade and write one notebook: nbgrader's two passes, held in memory."""
        resources = ResourcesDict()
        resources.update(self.init_single_notebook_resources(notebook_filename))
        told = resources["nbgrader"]
        destination = Path(self._format_dest(told["assignment"], told["student"]))
        destination.mkdir(parents=True, exist_ok=True)
        self._filler.folder = destination
        notebook = nbformat.read(notebook_filename, as_version=4)
        with utils.setenv(NBGRADER_EXECUTION="autograde"):
            for step in (*self._sanitize, *self._grade):
                notebook, resources = step(notebook, resources)
        nbformat.write(notebook, destination / Path(notebook_filename).name)


@cache
def _validator(schema: str) -> Any:
    read = json.loads(schema)
    kind = jsonschema.validators.validator_for(read)
    kind.check_schema(read)
    return kind(read)


def _validate(instance: Any, schema: Any) -> None:
    """As jsonschema.validate, which checks the schema itself anew for every cell: 90% of its time."""
    error = jsonschema.exceptions.best_match(_validator(json.dumps(schema)).iter_errors(instance))
    if error is not None:
        raise error


@contextmanager
def _sharing(book: OneBook) -> Iterator[None]:
    """Let nbgrader's steps use this gradebook, where each would open one of its own."""
    rooms = [importlib.import_module(f"nbgrader.preprocessors.{name}") for name in _ROOMS]
    before = [(room, room.Gradebook) for room in (*rooms, autograde_room)]
    for room, _ in before:
        room.Gradebook = lambda *_, **__: _Shared(book)
    slow, format_room.jsonschema = format_room.jsonschema, SimpleNamespace(validate=_validate)
    try:
        yield
    finally:
        format_room.jsonschema = slow
        for room, real in before:
            room.Gradebook = real


class _Shared:
    """The shared gradebook in the clothes of a new one: leaving its ``with`` does not close it."""

    def __init__(self, book: OneBook) -> None:
        self._book = book

    def __getattr__(self, name: str) -> Any:
        return getattr(self._book, name)

    def __enter__(self) -> OneBook:
        return self._book

    def __exit__(self, *_: object) -> None:
        """Stay open."""

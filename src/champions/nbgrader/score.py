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
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # types come with no wheel that we lock
import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbgrader import utils
from nbgrader.converters import Autograde
from nbgrader.converters import autograde as autograde_module
from nbgrader.coursedir import CourseDirectory
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.nbgraderformat import common as format_module
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import (
    AssignLatePenalties,
    Execute,
    NbGraderPreprocessor,
    checkcellmetadata,
    overwritecells,
)
from sqlalchemy.exc import SAWarning
from traitlets.utils.importstring import import_item

from champions.nbgrader import alike
from champions.nbgrader.gradebook import OneBook, OneSubmission
from champions.notebooks.reading import in_lines, with_attributes

#: Gives each code cell of a notebook its outputs: learner, module, name, notebook, folder.
FillIn = Callable[[str, str, str, Any, Path], None]

_MODULES = ("overwritecells", "overwritekernelspec", "saveautogrades", "latesubmissions")


class FillInOutputs(NbGraderPreprocessor):  # type: ignore[misc]
    """Stands where nbgrader's Execute stood: gives each cell the outputs of its confined run."""

    fill_in: FillIn
    folder: Path

    def preprocess(self, nb: Any, resources: Any) -> Any:
        """Fill in the outputs."""
        about = resources["nbgrader"]
        name = f"{about['notebook']}.ipynb"
        self.fill_in(about["student"], about["assignment"], name, nb, self.folder)
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
        after = self._grade[self._grade.index(self._filler) + 1 :]
        begins = self._grade[0] is self._filler
        self._keeps = begins and alike.can_be_kept(self._sanitize, after)
        self._alike: dict[tuple[str, str], alike.Alike | None] = {}
        self._beside: dict[str, list[str]] = {}

    def _made(self, kind: type | str) -> Any:
        kind = import_item(kind) if isinstance(kind, str) else kind
        made = (FillInOutputs if kind is Execute else kind)(parent=self.exporter)
        if type(made) is AssignLatePenalties and made.plugin_class is LateSubmissionPlugin:
            made.init_plugin()  # nbgrader's own keeps nothing, and is made anew for each notebook
            made.init_plugin = lambda: None
        return made

    def _files_beside(self, folder: str, exclude: list[str] | None = None) -> list[str]:
        """As ``find_all_files`` of nbgrader, of a lesson's own folder, which stays as it is meanwhile."""
        if folder not in self._beside:
            self._beside[folder] = utils.find_all_files(folder, exclude)
        return list(self._beside[folder])

    def score(
        self, learner: str, module: str, at_the_end: Callable[[OneBook, OneSubmission], None]
    ) -> None:
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
            with _sharing(self.book, self._files_beside) as mine, warnings.catch_warnings():
                # nbgrader builds a submission before it adds it, which SQLAlchemy remarks on.
                warnings.simplefilter("ignore", SAWarning)
                self.init_notebooks()
                for folder in sorted(self.assignments):
                    self._score(folder, learner, module)
                mine.write()
                at_the_end(self.book, mine)
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
        about = resources["nbgrader"]
        destination = Path(self._format_dest(about["assignment"], about["student"]))
        destination.mkdir(parents=True, exist_ok=True)
        self._filler.folder = destination
        text = Path(notebook_filename).read_text(encoding="utf-8")
        known = self._alike.get((about["assignment"], about["notebook"]))
        notebook = known.of(text) if known else None
        with utils.setenv(NBGRADER_EXECUTION="autograde"):
            if known and notebook is not None:
                made = self._graded(known, notebook, resources)
            else:
                made = self._through_every_step(text, resources)
        (destination / Path(notebook_filename).name).write_text(made, encoding="utf-8")

    def _graded(self, known: alike.Alike, notebook: Any, resources: Any) -> str:
        """Fill in and grade a notebook that differs in its answers alone from one that was cleaned."""
        self._filler(notebook, resources)
        matter = alike.that_matter(notebook)
        for step in self._grade[1:]:
            matter, resources = step(matter, resources)
        return known.in_lines(notebook)

    def _through_every_step(self, text: str, resources: Any) -> str:
        """Clean, fill in and grade a notebook with every step of nbgrader's."""
        notebook = with_attributes(text)
        for step in self._sanitize:
            notebook, resources = step(notebook, resources)
        key = (resources["nbgrader"]["assignment"], resources["nbgrader"]["notebook"])
        if self._keeps and key not in self._alike:
            self._alike[key] = alike.first(text, notebook)
        for step in self._grade:
            notebook, resources = step(notebook, resources)
        if not all(cell.get("id") for cell in notebook.cells):
            with suppress(nbformat.ValidationError):  # it gives cells their ids; stock too goes on
                nbformat.validate(notebook)
        return in_lines(notebook)


class _Utils:
    """nbgrader's ``utils`` as its autograde sees them."""

    def __init__(self, find_all_files: Callable[[str, list[str] | None], list[str]]) -> None:
        self.find_all_files = find_all_files

    def __getattr__(self, name: str) -> Any:
        return getattr(utils, name)


_as_text = json.JSONEncoder(sort_keys=True).encode
#: Notes of cells that are kept as sound, at most. A cohort has a few hundred different ones.
MANY = 20_000


class _CheckOnce(MetadataValidator):  # type: ignore[misc]
    """nbgrader's check of a cell's notes. The same notes in other learners' lessons pass at once.

    nbgrader reads its schema anew for every notebook and checks the schema itself for every cell.
    """

    def __init__(self) -> None:
        super().__init__()
        kind = jsonschema.validators.validator_for(self.schema)
        kind.check_schema(self.schema)
        self._validator = kind(self.schema)
        self._sound: set[str] = set()

    def validate(self, instance: Any, schema: Any) -> None:
        """As jsonschema.validate."""
        if schema is not self.schema and schema != self.schema:
            jsonschema.validate(instance, schema)
            return
        text = _as_text(instance)
        if text in self._sound:
            return
        error = jsonschema.exceptions.best_match(self._validator.iter_errors(instance))
        if error is not None:
            raise error
        if len(self._sound) < MANY:
            self._sound.add(text)


_check_once = cache(_CheckOnce)


@contextmanager
def checking_once() -> Iterator[None]:
    """Let nbgrader check the notes of cells as :class:`_CheckOnce` does."""
    slow, format_module.jsonschema = format_module.jsonschema, _check_once()
    try:
        yield
    finally:
        format_module.jsonschema = slow


@contextmanager
def _sharing(
    book: OneBook, files_beside: Callable[[str, list[str] | None], list[str]]
) -> Iterator[OneSubmission]:
    """Let nbgrader's steps use this gradebook, where each would open one of its own.

    Args:
        book: the gradebook.
        files_beside: gives the files that lie beside the lesson, which autograde looks for each time.
    """
    modules = [importlib.import_module(f"nbgrader.preprocessors.{name}") for name in _MODULES]
    before = [(module, module.Gradebook) for module in (*modules, autograde_module)]
    mine = OneSubmission(book)
    for module, _ in before:
        module.Gradebook = lambda *_, **__: mine
    check = _check_once()
    validators = [
        (module, module.MetadataValidator) for module in (checkcellmetadata, overwritecells)
    ]
    for module, _ in validators:
        module.MetadataValidator = lambda: check
    autograde_module.utils = _Utils(files_beside)
    try:
        with checking_once():
            yield mine
    finally:
        autograde_module.utils = utils
        for module, real in before:
            module.Gradebook = real
        for module, real in validators:
            module.MetadataValidator = real

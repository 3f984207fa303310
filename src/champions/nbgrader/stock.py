"""What nbgrader's own commands need to mark this course. Built on nbgrader 0.9.6.

``nbgrader_config.py`` names these classes, so ``nbgrader autograde`` and its kin give the marks that
``champions mark`` gives. They keep three promises that nbgrader alone does not keep:

- A learner's answers reach their own lesson when it is marked. They stand in outputs, which nbgrader
  clears, or in a small file, over which it copies the author's own.
- What is right in a question that is kept back reaches nobody: no release, no run, no feedback.
- A release that fails changes nothing: nbgrader deletes the old one first.

nbgrader runs learners' code as the person who marks, with nothing in its way. That does not change.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from fnmatch import fnmatch
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import HTMLExporter, NotebookExporter
from nbgrader.api import Gradebook
from nbgrader.converters.base import NbGraderException
from nbgrader.exchange.default import ExchangeReleaseAssignment, ExchangeReleaseFeedback
from nbgrader.preprocessors import NbGraderPreprocessor, OverwriteCells

from champions.notebooks.restore import put_in_words
from champions.notebooks.steps import asked_in, is_scored
from champions.questions import answers
from champions.questions import scheme as schemes
from champions.questions.answers import AnswerBook
from champions.questions.kept_back import PRIVATE, learners_copy
from champions.questions.scheme import FILES, Scheme, scheme_in


@contextmanager
def _leaving_out(coursedir: Any, names: Iterable[str]) -> Iterator[None]:
    """Let nbgrader copy no file of these names for a while. Its settings are for all its commands."""
    before = coursedir.ignore
    coursedir.ignore = [*before, *names]
    try:
        yield
    finally:
        coursedir.ignore = before


# --- What learners get ------------------------------------------------------------------------------


class LearnersCopy(NotebookExporter):
    """Writes the learners' copy of a lesson. ``generate_assignment`` makes it before all it does.

    So this is where nbgrader lets the course stand around its work: the copy is made in a place
    apart, and the release is touched only when it is whole.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        maker: Any = self.parent
        maker.convert_notebooks = partial(_make_apart, maker, maker.convert_notebooks)


def _make_apart(maker: Any, make: Callable[[], None]) -> None:
    """Let nbgrader make its release in a place apart; put it in place when all went well."""
    coursedir = maker.coursedir
    step = coursedir.release_directory
    modules = [Path(found).name for found in sorted(maker.assignments)]
    released = {one: Path(coursedir.format_path(step, ".", one)) for one in modules}
    with tempfile.TemporaryDirectory(prefix="champions-release-") as place:
        apart = Path(place).resolve() / "release"  # an absolute path stands for itself in nbgrader
        try:
            coursedir.release_directory = str(apart)
            made = {one: Path(coursedir.format_path(str(apart), ".", one)) for one in modules}
            for one, folder in released.items():
                if folder.is_dir():  # by what is there, nbgrader sees what it has to do
                    shutil.copytree(folder, made[one])
            with _leaving_out(coursedir, PRIVATE):
                make()
            for one, folder in made.items():
                _hide_kept_back(folder, one)
        finally:
            coursedir.release_directory = step
        for one, folder in made.items():
            if folder.is_dir():
                _put_in_place(folder, released[one])
                maker.set_permissions(one, ".")
                maker.log.info("The learners' copy is in %s", released[one])


def _hide_kept_back(folder: Path, module: str) -> None:
    """Write the scheme as learners may see it."""
    path = scheme_in(folder)
    if path is not None:
        try:
            text = learners_copy(path, module)
        except ValueError as error:
            raise NbGraderException(str(error)) from error
        path.write_text(text, encoding="utf-8")


def _put_in_place(made: Path, release: Path) -> None:
    """Make the release what was made, each file whole or not at all. Answers there are left alone."""
    wanted = {path.relative_to(made) for path in made.rglob("*") if path.is_file()}
    for name in sorted(wanted):
        new, old = made / name, release / name
        if not old.is_file() or old.read_bytes() != new.read_bytes():
            old.parent.mkdir(parents=True, exist_ok=True)
            beside = old.with_name(f".{old.name}.new")
            shutil.copy(new, beside)
            beside.replace(old)
    for path in sorted(release.rglob("*"), reverse=True):
        if path.is_dir():
            with suppress(OSError):  # it goes when it is empty
                path.rmdir()
        elif path.relative_to(release) not in wanted and not _private(path.name):
            path.unlink()


def _private(name: str) -> bool:
    return any(fnmatch(name, pattern) for pattern in PRIVATE)


class ReleaseAssignment(ExchangeReleaseAssignment):  # type: ignore[misc]
    """``nbgrader release_assignment`` without the answers of somebody who tried the lesson there."""

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy the release to the exchange."""
        with _leaving_out(self.coursedir, PRIVATE):
            super().do_copy(src, dest, log)


class ReleaseFeedback(ExchangeReleaseFeedback):  # type: ignore[misc]
    """``nbgrader release_feedback`` for pages that nobody else on the computer may read before.

    In the exchange each page has a long name that its champion alone can work out. Who knows the name
    has to be able to read it.
    """

    def copy_files(self) -> None:
        """Copy the pages to the exchange, and let them be read there."""
        super().copy_files()
        for page in Path(self.dest_path).glob("*.html"):
            with suppress(PermissionError):  # another trainer's
                page.chmod(0o644)


# --- Marking ----------------------------------------------------------------------------------------


class _Marking(NbGraderPreprocessor):  # type: ignore[misc]
    """A step of ``nbgrader autograde`` that knows the folders of the submission."""

    def folder(self, directory: str, resources: Any) -> Path:
        """The folder of this submission: ``submitted_directory``, ``autograded_directory``."""
        about, coursedir = resources["nbgrader"], self.parent.parent.coursedir
        step = getattr(coursedir, directory)
        return Path(coursedir.format_path(step, about["student"], about["assignment"]))

    def scheme(self, resources: Any) -> Scheme | None:
        """The author's own scheme of the lesson; none for another author's lesson without one."""
        coursedir, module = self.parent.parent.coursedir, resources["nbgrader"]["assignment"]
        path = scheme_in(Path(coursedir.format_path(coursedir.source_directory, ".", module)))
        return _scheme(path, module, path.stat().st_mtime_ns) if path else None


@lru_cache(maxsize=4)
def _scheme(path: Path, module: str, _changed: int) -> Scheme:
    return schemes.load_scheme(path.parent, module)


class RestoreAnswers(_Marking):
    """Puts the learner's own answers, and the scheme as learners may see it, beside their lesson.

    By now nbgrader has copied the author's files there, over the learner's.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Write both files."""
        about = resources["nbgrader"]
        module, here = about["assignment"], self.folder("autograded_directory", resources)
        (here / answers.SIDECAR).unlink(missing_ok=True)
        book = _sent(self.folder("submitted_directory", resources), module)
        if book.records or book.learner:
            answers.save(book, here)
        scheme = scheme_in(here)
        if scheme is not None and self.scheme(resources) is not None:
            text = learners_copy(scheme, module)
            scheme.unlink()  # it may be a file that cannot be written
            scheme.write_text(text, encoding="utf-8")
        return nb, resources


def _sent(folder: Path, module: str) -> AnswerBook:
    """The answers that a learner sent: in the file beside the lesson, and in the outputs of it.

    Raises:
        ValueError: when the two name two learners.
    """
    book = AnswerBook(module)
    for path in sorted(folder.glob("*.ipynb")):
        with suppress(OSError, ValueError, RecursionError):  # nbgrader says what is wrong with it
            notebook = json.loads(path.read_text(encoding="utf-8-sig"))
            book = book.merged(answers.recover(notebook, module))
    beside = answers.load(folder, module)
    if book.learner and beside.learner and book.learner != beside.learner:
        raise ValueError(
            f"It is not clear whose work {folder} is: the lesson has the code {book.learner}, and "
            f"{answers.SIDECAR} beside it has {beside.learner}. Find out, and keep the files of "
            "that person only."
        )
    return book.merged(beside)


class WordsInCells(_Marking):
    """Puts words that were typed into forms into the cells that a person reads and scores."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Fill in the words."""
        scheme = self.scheme(resources)
        if scheme is not None and any(one.read_by_person for one in scheme.questions):
            about = resources["nbgrader"]
            with Gradebook(about["db_url"]) as book:
                cells = book.find_notebook(about["notebook"], about["assignment"]).source_cells
                stubs = {cell.name: cell.source for cell in cells}
            self._without_remarks(nb, stubs)
            here = self.folder("autograded_directory", resources)
            put_in_words(nb.cells, stubs, scheme, answers.load(here, about["assignment"]))
        return nb, resources

    def _without_remarks(self, nb: Any, stubs: dict[str, str]) -> None:
        """Take out what nbgrader writes into a cell that was missing: it is no learner's words."""
        remark = OverwriteCells(parent=self.parent).missing_cell_notification
        for cell in nb.cells:
            key = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            if key in stubs and cell.source == remark.format(cell_id=key) + stubs[key]:
                cell.source = stubs[key]


class MarkKeptBack(_Marking):
    """Gives the points for questions that are kept back, from the answers that the run recorded.

    The run has the learners' copy of the scheme, which does not know what is right.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Write the points where nbgrader reads them."""
        scheme = self.scheme(resources)
        if scheme is not None and any(question.kept_back for question in scheme.marked):
            module = resources["nbgrader"]["assignment"]
            book = answers.load(self.folder("autograded_directory", resources), module)
            tests = [one for one in nb.cells if is_scored(one)]
            for cell in tests:
                _mark(cell, scheme, book)
        return nb, resources


def _mark(cell: Any, scheme: Scheme, book: AnswerBook) -> None:
    name = asked_in(cell.source)
    question = scheme[name] if name in scheme else None  # noqa: SIM401 - it has no get
    if cell.cell_type != "code" or question is None or not question.kept_back:
        return
    if question.from_code:  # what the code gave now, not what it gave the learner
        book = answers.recover({"cells": [cell]}, scheme.module)
    points = {"text/plain": f"{schemes.mark(question, book).points:g}"}
    others = [one for one in cell.outputs if one.output_type != "execute_result"]
    count = cell.execution_count
    result = nbformat.v4.new_output("execute_result", data=points, execution_count=count)
    cell.outputs = [*others, result]


# --- Feedback ---------------------------------------------------------------------------------------


class FeedbackPage(HTMLExporter):
    """Writes a feedback page. ``generate_feedback`` makes it before all it does.

    nbgrader would copy everything that lies beside a marked lesson into the feedback.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        maker: Any = self.parent
        maker.convert_notebooks = partial(_only_pages, maker, maker.convert_notebooks)


def _only_pages(maker: Any, make: Callable[[], None]) -> None:
    with _leaving_out(maker.coursedir, (*FILES, *PRIVATE)):
        make()

"""Run learners' lessons in the jail, and mark their plain answers outside it.

A check's points never come from the run. They come from the plain answer, marked again here, in a
process in which no learner's code ever ran. Cells of nbgrader's plain kind (``assert``) get what
the run gave, as with stock nbgrader, and it is said that such marks can be forged.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import nbformat

from champions.marking import fault
from champions.marking.course import Course, ReleasedLesson, log_to, working_in
from champions.marking.languages import language_of
from champions.marking.running.ended import Ended, Finish, not_begun, not_confined
from champions.marking.running.needed import Needed
from champions.marking.running.supervisor import CannotBegin, CannotConfine, Output, Run
from champions.nbgrader import record
from champions.nbgrader.score import Scorer
from champions.notebooks.steps import asked_in, is_scored, leaves_open
from champions.questions import Feedback, Question, answers
from champions.questions import page as paper
from champions.questions.answers import AnswerBook, Record
from champions.trouble import Trouble

_node = nbformat.NotebookNode
NOT_RUN = "NotRun"
#: Seconds that learners' lessons wait for the author's own, which is run once before them.
REHEARSED_WITHIN = 20


@dataclass
class _Notes:
    """What there is to say about the submission that is being scored."""

    why: list[str] = field(default_factory=list)
    open_steps: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    ours: bool = False
    starved: bool = False


class WholeWarm(Protocol):
    """Runs lessons: on this computer or on a cluster."""

    def ready(self) -> None:
        """Wait until it can begin; CannotConfine when it cannot."""

    def run(self, sources: Sequence[str], files: Mapping[str, bytes] | None = None) -> Run:
        """Run the cells of one lesson."""

    def rehearse(
        self, sources: Sequence[str], files: Mapping[str, bytes], shown: Container[str] = ()
    ) -> None:
        """Run the author's own copy of a lesson, which makes the learners' quicker."""

    def close(self) -> None:
        """End."""


class AnyWarm(WholeWarm, Protocol):
    """Runs lessons, and knows how many at once."""

    @property
    def workers(self) -> int:
        """How many lessons it runs at once."""


class ConfinedRunner:
    """Runs and scores lessons one after the other; runs of the next ones go on meanwhile.

    Args:
        course: the course.
        warm: where lessons run of which only some steps have to.
        whole: where lessons run with every step; the same one, or one that knows more.
        run_all: run every step of every lesson.
    """

    def __init__(
        self, course: Course, warm: AnyWarm, whole: WholeWarm, *, run_all: bool = False
    ) -> None:
        self.course, self._run_all = course, run_all
        self._warm, self._whole = warm, whole
        self._pool = ThreadPoolExecutor(warm.workers)
        self._done: dict[str, Run] = {}
        self._expected: dict[tuple[str, str], dict[str, Future[Run]]] = {}
        self._locked: dict[str, dict[str, dict[str, str]]] = {}
        self._rehearsals: dict[tuple[str, bool], list[Future[None]]] = {}
        self._needed: dict[str, Needed | None] = {}
        self._as_released: dict[tuple[str, str], list[str] | None] = {}
        self._scorer: Scorer | None = None
        self._notes = _Notes()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)  # else the next lesson would begin
        self._warm.close()
        self._whole.close()
        self._pool.shutdown(wait=True)

    @property
    def ahead(self) -> int:
        """So many lessons should be begun before they are scored: no processor then waits."""
        return 3 * self._warm.workers

    def _rehearse(self, module: str, *, whole: bool) -> None:
        """Begin the run of the author's own copy of a lesson, when it is not begun yet.

        Args:
            module: the lesson.
            whole: False for those of its steps that lessons with plain code run.
        """
        if (module, whole) not in self._rehearsals:
            self.course.lay_out(module)
            beside, shown = self.course.files_beside(module), self.course.shown_steps(module)
            runs = self.course.rehearsed_sources(module)
            if not whole:
                short = ((run, self._steps_needed(module, run)) for run in runs)
                runs = [[run[at] for at in steps] for run, steps in short if steps is not None]
            self._rehearsals[module, whole] = [
                self._pool.submit(
                    self._rehearsal, self._whole if whole else self._warm, sources, beside, shown
                )
                for sources in runs
            ]

    @staticmethod
    def _rehearsal(
        warm: WholeWarm,
        sources: Sequence[str],
        files: Mapping[str, bytes],
        shown: Container[str],
    ) -> None:
        warm.ready()
        warm.rehearse(sources, files, shown)

    def expect(
        self,
        learner: str,
        module: str,
        notebooks: Mapping[str, Mapping[str, Any]],
        book: AnswerBook,
    ) -> None:
        """Begin the runs of a lesson that will be asked for soon.

        They wait for the jail, whose libraries load while lessons are read, entered and scored. What
        went wrong there is told by :meth:`run`.
        """
        code = {name: self._sources(module, name, one["cells"]) for name, one in notebooks.items()}
        if all(self._needs_no_run(module, name, sources) for name, sources in code.items()):
            return
        # The same bytes as answers.save writes; other bytes would only make the lesson run twice.
        text = answers.as_text(book)
        files = {**self.course.files_beside(module), answers.SIDECAR: text.encode()}
        for name, sources in code.items():
            if self._needs_no_run(module, name, sources):
                continue
            key, steps = _digest(sources, files), self._steps_needed(module, sources)
            self._rehearse(module, whole=steps is None)
            # Two learners may have sent the same to the letter. Each has a run of their own.
            begun = self._pool.submit(self._rehearsed_run, module, sources, files, steps)
            self._expected.setdefault((learner, module), {})[key] = begun

    def must_wait(self, learner: str, module: str) -> bool:
        """True while a lesson of this learner still runs."""
        return not all(one.done() for one in self._expected.get((learner, module), {}).values())

    def _sources(self, module: str, name: str, cells: Sequence[Mapping[str, Any]]) -> list[str]:
        """The code of a notebook as nbgrader will have it: locked cells with their tests."""
        if module not in self._locked:
            with self.course.open_gradebook() as gradebook:
                self._locked[module] = record.locked_cells(gradebook, module)
        locked = self._locked[module].get(name, {})
        return [
            locked.get(cell["metadata"].get("nbgrader", {}).get("grade_id", ""), cell["source"])
            for cell in cells
            if cell["cell_type"] == "code"
        ]

    def _needs_no_run(self, module: str, name: str, sources: Sequence[str]) -> bool:
        """True when every step is as it was released: then no code of the learner's would run.

        Marks then follow from the answers that the lesson recorded. Lessons with tests of another
        kind are always run, and so are those that answer a question by code of their own.
        """
        if self._run_all:
            return False
        if (module, name) not in self._as_released:
            lesson = self.course.lesson(module)
            released = lesson.notebooks[name]["cells"]
            code = [cell["source"] for cell in released if cell["cell_type"] == "code"]
            asked = [one.from_code for one in lesson.scheme.questions if one.from_code]
            # Other authors' tests say their points only when they run.
            follows = not lesson.plain_steps and all(leaves_open(code, one) for one in asked)
            self._as_released[module, name] = code if follows else None
        return self._as_released[module, name] == list(sources)

    def _steps_needed(self, module: str, sources: Sequence[str]) -> list[int] | None:
        """The numbers of the steps that have to run; None for all of them, see :class:`Needed`."""
        if module not in self._needed:
            lesson = self.course.lesson(module)
            asked = lesson.scheme.questions
            # Other authors' tests say their points only when they run.
            self._needed[module] = (
                None
                if self._run_all or lesson.plain_steps
                else Needed(
                    self.course.shown_steps(module),
                    {one.id: one.from_code for one in asked if one.from_code},
                    {one.id for one in asked if not one.from_code},
                )
            )
        needed = self._needed[module]
        return needed.of(sources) if needed else None

    def _rehearsed_run(
        self,
        module: str,
        sources: Sequence[str],
        files: Mapping[str, bytes],
        steps: Sequence[int] | None,
    ) -> Run:
        """Run a lesson after its rehearsal, which saves more time than the first lessons wait.

        One that did not come to its end is run anew with every step: what is said of it names them.
        """
        (self._whole if steps is None else self._warm).ready()
        wait(self._rehearsals[module, steps is None], timeout=REHEARSED_WITHIN)
        if steps is not None:
            run = self._warm.run([sources[at] for at in steps], files)
            if not run.why:
                return _among_all(run, steps, len(sources))
        self._whole.ready()
        return self._whole.run(sources, files)

    def run(self, learner: str, module: str, finish: Finish) -> Ended:
        """Run and score the lesson that lies in ``submitted/LEARNER/MODULE``.

        Raises:
            Trouble: when this machine cannot do it, as when the disk is full; nothing has changed
                then.
        """
        self._notes = _Notes()
        # All runs are over before the gradebook is touched: nobody waits for a slow lesson there.
        expected = self._expected.pop((learner, module), {})
        try:
            self._done = {key: begun.result() for key, begun in expected.items()}
        except (CannotConfine, OSError) as error:
            raise fault.of_the_machine(error) or _cannot(error) from error
        ended = Ended(True)

        def at_the_end(book: Any, scored: Any) -> None:
            nonlocal ended
            notes = self._notes
            why, said = " ".join(notes.why), tuple(notes.notes)
            ended = Ended(True, why, notes.open_steps, said, notes.ours)
            finish(book, ended, scored)

        try:
            with working_in(self.course.home):
                if self._scorer is None:
                    log_to(self.course.log)
                    with self.course.open_gradebook() as book:
                        self._scorer = Scorer(self.course.config(), book, self._fill_in)
                self._scorer.score(learner, module, at_the_end)
        except CannotConfine as error:
            raise _cannot(error) from error
        except (Exception, SystemExit) as error:  # noqa: BLE001 - one learner never stops another
            # No code of the learner's runs here: whatever went wrong is this machine's, or ours.
            no = fault.reason(error, f"scoring {learner}, {module}")
            return Ended(False, no.reason, ours=True)
        return ended

    def _fill_in(self, learner: str, module: str, name: str, notebook: Any, folder: Path) -> None:
        """Give each cell the outputs of the run, and each check the points of its plain answer."""
        code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        sources = [cell["source"] for cell in code]
        if self._needs_no_run(module, name, sources):
            # What charts and forms showed is left out: it is no answer, and another's is never shown.
            for cell in code:
                cell["outputs"], cell["execution_count"] = [], None
            reached = {id(cell) for cell in code}
        else:
            files = _files_in(folder) | self.course.files_beside(module)
            run = self._done.get(_digest(sources, files)) or self._whole.run(sources, files)
            _put_outputs(code, run)
            reached = {id(cell) for cell in code[: len(run.cells)]}
            self._tell_the_end(run, len(code))
        language = language_of(notebook)
        lesson = self.course.languages.lesson(module, language)
        sidecar = answers.load(folder, lesson.scheme.module)
        prefix = "" if name == lesson.name else f"{Path(name).stem}/"
        with self.course.languages.speaking(module, language):
            for cell in code:
                if is_scored(cell):
                    self._one_step(cell, lesson, sidecar, id(cell) in reached, prefix)

    def _one_step(
        self, cell: Any, lesson: ReleasedLesson, sidecar: AnswerBook, reached: bool, prefix: str
    ) -> None:
        scheme = lesson.scheme
        step = prefix + cell["metadata"]["nbgrader"]["grade_id"]
        name = asked_in(cell["source"])
        question = scheme[name] if name in scheme else None  # noqa: SIM401 - it has no get
        if question is None or not question.marked:
            if not reached:
                self._notes.open_steps[step] = "the run ended before this step"
            return
        record = sidecar.records.get(question.id)
        if question.from_code:
            if not reached:
                self._notes.open_steps[step] = "the run ended before this step"
                return
            record = _recorded(cell["outputs"], question.id, scheme.module)
            if record is None and self._notes.starved:
                self._notes.open_steps[step] = "this computer was too busy to run it to its end"
                return
        book = AnswerBook(scheme.module, records={question.id: record} if record else {})
        feedback = lesson.mark(question, book)
        shown = _points_shown(cell["outputs"])
        expected = (0.0, None) if question.kept_back else (feedback.points, None)
        if reached and shown not in expected:
            self._notes.notes.append(
                f'The step "{step}" showed other points than its answer earns. Its code may have '
                "been changed. The answer was marked again, and that counts."
            )
        cell["outputs"] = _clean_outputs(book, question, feedback, cell["execution_count"])

    def _tell_the_end(self, run: Run, steps: int) -> None:
        self._notes.ours = self._notes.ours or run.machine
        self._notes.starved = run.starved
        if run.why:
            done = len(run.cells)
            self._notes.why.append(f"The run ended at step {done + 1} of {steps}: {run.why}.")
        if run.starved:
            self._notes.notes.append(
                "This computer was too busy to run all of it. It is tried again next time."
            )
        elif run.slow and not run.why:
            self._notes.notes.append("A step took too long and was stopped.")


def _cannot(error: Exception) -> Trouble:
    return not_begun(error) if isinstance(error, CannotBegin) else not_confined(error)


# --- Cells ------------------------------------------------------------------------------------------


def _among_all(run: Run, steps: Sequence[int], count: int) -> Run:
    """The run of some steps as one of all: the others, which only show something, showed nothing."""
    cells = [Output([], None)] * count
    for at, cell in zip(steps, run.cells, strict=True):
        cells[at] = cell
    return replace(run, cells=cells, slow=[steps[at] for at in run.slow])


def _put_outputs(code: Sequence[Any], run: Run) -> None:
    for at, cell in enumerate(code):
        if at < len(run.cells):
            cell.outputs = [nbformat.from_dict(output) for output in run.cells[at].outputs]
            cell.execution_count = run.cells[at].count
        else:
            said = f"The run ended before this step: {run.why}."
            error = nbformat.v4.new_output("error", ename=NOT_RUN, evalue=said, traceback=[said])
            cell.outputs, cell.execution_count = [error], None


def _recorded(outputs: Sequence[Any], question: str, module: str) -> Record | None:
    """The plain answer in a check's own output."""
    return answers.recover({"cells": [{"outputs": outputs}]}, module).records.get(question)


def _points_shown(outputs: Sequence[Any]) -> float | None:
    for output in outputs:
        if output["output_type"] == "execute_result":
            try:
                return float(output["data"].get("text/plain", ""))
            except (TypeError, ValueError):
                return None
    return None


def _clean_outputs(
    book: AnswerBook, question: Question, feedback: Feedback, count: int | None
) -> list[Any]:
    """What a check shows, written here: nothing that the run wrote is left in it."""
    shown = {
        answers.MIME: answers.bundle(book, question.id),
        "text/html": paper.feedback_html(feedback),
        "text/plain": paper.feedback_text(feedback),
    }
    points = {"text/plain": f"{feedback.points:g}"}
    # By hand: nbformat's own maker checks each against a schema, and the notebook is checked later.
    return [
        _node(output_type="display_data", data=_node(shown), metadata=_node()),
        _node(
            output_type="execute_result",
            data=_node(points),
            metadata=_node(),
            execution_count=count,
        ),
    ]


# --- Files ------------------------------------------------------------------------------------------


def _files_in(folder: Path) -> dict[str, bytes]:
    """What lies beside the lesson, without notebooks and without links."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and path.suffix != ".ipynb"
    }


def _digest(sources: Sequence[str], files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for part in (*sources, *(word for name in sorted(files) for word in (name, files[name]))):
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()

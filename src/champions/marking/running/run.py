"""Run one learner's lesson and let nbgrader score it. This step alone runs learners' code.

There are two ways, which leave the same things behind: the run lesson in ``autograded/``, and the
scores in the gradebook. The confined run is the usual one. nbgrader's own is the reference, and what
``--stock`` and ``--unsafe`` ask for: it runs learners' code as the trainer, with nothing in its way.

In the stock way the run happens in a process of its own, which is started again when a lesson brings it down. One
lesson at a time: so one that goes wrong never touches another's marks.
"""

from __future__ import annotations

import json
import logging
import os
import re
from concurrent.futures import BrokenExecutor
from concurrent.futures import TimeoutError as TookTooLong
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from champions.marking import fault
from champions.marking.course import Course, log_to, working_in
from champions.marking.languages import language_of
from champions.marking.running.ended import Ended, Finish, not_confined
from champions.marking.running.supervisor import (
    SECONDS_PER_CELL,
    CannotConfine,
    LaterWarm,
    limits_for,
    warm_for,
)
from champions.pack.where import in_language
from champions.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import ProcessPoolExecutor

    from champions.marking.running.confined import ConfinedRunner
    from champions.marking.running.supervisor import Warm
    from champions.questions.answers import AnswerBook

#: A whole lesson that runs longer is ended, in seconds.
SECONDS_IN_ALL = 600
#: Where errors come from when a learner's code ends or outlasts its run, and not in a step of scoring.
_OF_THE_RUN = ("nbclient", "jupyter_client", "zmq", "nbgrader.preprocessors.execute")


def runner_for(
    course: Course,
    *,
    per_cell: int,
    stock: bool,
    dask: str = "",
    warm: Warm | None = None,
    run_all: bool = False,
) -> Runner | ConfinedRunner:
    """The confined run, or nbgrader's own when it is asked for.

    Raises:
        Trouble: when this machine cannot give the confinement, with what to do.
    """
    if stock:
        return Runner(course, per_cell=per_cell)
    from champions.marking.running.confined import ConfinedRunner

    if dask:
        from champions.marking.running.cluster import ClusterWarm

        data = course.home / "datasets"
        cluster = ClusterWarm(dask, data, limits_for(per_cell))
        return ConfinedRunner(course, cluster, cluster, run_all=run_all)
    try:
        first = warm or warm_for(course.home, per_cell, lean=not run_all)
        later = LaterWarm(partial(warm_for, course.home, per_cell)) if first.is_lean else first
        return ConfinedRunner(course, first, later, run_all=run_all)
    except (CannotConfine, OSError) as error:
        raise not_confined(error) from error


class Runner:
    """Runs lessons with stock ``nbgrader autograde``, one after the other."""

    def __init__(
        self, course: Course, *, per_cell: int = SECONDS_PER_CELL, in_all: int = SECONDS_IN_ALL
    ) -> None:
        self.course, self.per_cell, self.in_all = course, per_cell, in_all
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    @property
    def ahead(self) -> int:
        """Nothing is begun early."""
        return 0

    def rehearse(self, module: str) -> None:
        """Nothing: stock has no use for it."""

    def expect(
        self,
        learner: str,
        module: str,
        notebooks: Mapping[str, Mapping[str, Any]],
        book: AnswerBook,
    ) -> None:
        """Nothing is begun early: stock runs one lesson after the other."""

    def must_wait(self, learner: str, module: str) -> bool:
        """True: a lesson runs when it is asked for, and the others wait for it."""
        return True

    def run(self, learner: str, module: str, finish: Finish) -> Ended:
        """Run and score the lesson that lies in ``submitted/LEARNER/MODULE``."""
        ended = self._run(learner, module)
        if ended.well:
            with self.course.open_gradebook() as book:
                finish(book, ended)
        return ended

    def _run(self, learner: str, module: str, *, is_second: bool = False) -> Ended:
        if self._pool is None:
            # Spawned, not forked: nothing of ours is in the memory beside a learner's code.
            import multiprocessing
            from concurrent.futures import ProcessPoolExecutor

            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(max_workers=1, mp_context=context)
        course = self.course
        job = self._pool.submit(
            autograde, str(course.home), str(course.out), course.db, learner, module, self.per_cell
        )
        try:
            ended, machine = job.result(timeout=self.in_all)
        except TookTooLong:
            self._close(at_once=True)
            return Ended(False, f"it ran for more than {self.in_all // 60} minutes and was ended.")
        except BrokenExecutor:
            self._close()
            if not is_second:  # this computer may have ended it
                return self._run(learner, module, is_second=True)
            return Ended(
                False, "it brought the marking down, and did so again when it was tried again."
            )
        if machine:
            raise Trouble(*machine)
        return ended

    def _close(self, *, at_once: bool = False) -> None:
        pool, self._pool = self._pool, None
        if pool is None:
            return
        if at_once:
            # There is no public way before Python 3.14.
            for process in list(pool._processes.values()):  # noqa: SLF001
                process.kill()
        pool.shutdown(wait=not at_once, cancel_futures=True)


def autograde(
    home: str, out: str, db: str, learner: str, module: str, per_cell: int
) -> tuple[Ended, tuple[str, str] | None]:
    """Score one lesson with nbgrader's own autograde. Runs in the worker process.

    Returns:
        How it ended; and what happened and what to do, when it is this machine's fault.
    """
    from champions.nbgrader import assignment

    course = Course(Path(home), Path(out), db)
    log_to(course.log)
    _quiet(course.log)
    config = course.config()
    config.Execute.timeout = per_cell
    if asked_in := _asked_in(course, learner, module):
        config.CourseDirectory.source_directory = str(asked_in)
    logging.getLogger("traitlets").info("Marking %s, %s", learner, module)
    with working_in(course.home):
        well, errors = assignment.autograde(config, learner, module)
    if not well:  # nbgrader has logged what happened. It says why in its log only.
        trouble = next(filter(None, map(fault.of_the_machine, errors)), None)
        if trouble:
            return Ended(False, trouble.what, ours=True), (trouble.what, trouble.do)
        ours = [one for one in errors if not type(one).__module__.startswith(_OF_THE_RUN)]
        if ours and len(ours) == len(errors):
            return Ended(False, fault.reason(ours[0], module).reason, ours=True), None
        return Ended(False, "its code stopped the run, or could not be stopped."), None
    folder = course.out / "autograded" / learner / module
    broken = next(filter(None, map(_broken_step, sorted(folder.glob("*.ipynb")))), "")
    if broken:
        return Ended(False, f"the lesson itself did not work ({broken})."), None
    return Ended(True), None


def _asked_in(course: Course, learner: str, module: str) -> Path | None:
    """Where a lesson's questions lie in the language in which a learner worked; None for the course's own.

    nbgrader puts what lies there beside the lesson that it runs. So an answer in words is marked by the words
    of its own language.
    """
    for path in sorted((course.out / "submitted" / learner / module).glob("*.ipynb")):
        language = language_of(json.loads(path.read_text(encoding="utf-8")))
        if course.languages.version(module, language):
            return in_language(course.home, language) / "solutions"
    return None


def _broken_step(path: Path) -> str:
    """The error of a step of ours, or empty.

    ``start`` and ``check`` never raise. Where they did, something is missing on this computer, or
    the learner's code broke them, and each mark of 0 that nbgrader gave for it would be wrong.
    """
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        ours = re.search(r"^(?:start|check)\(", "".join(cell["source"]), re.MULTILINE)
        locked = cell["metadata"].get("nbgrader", {}).get("locked")
        for output in cell.get("outputs", []) if ours and locked else []:
            if output["output_type"] == "error":
                return f"{output['ename']}: {output['evalue'][:200]}"
    return ""


def _quiet(path: Path) -> None:
    """Send what programs print for their makers to the log. Kernels take it over from here."""
    with path.open("a", encoding="utf-8") as log:
        os.dup2(log.fileno(), 2)

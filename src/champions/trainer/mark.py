"""Mark what a cohort sent: marks, a feedback page for each learner, and what could not be marked.

The rooms in the order that work flows: collect, mend, run, record, results, feedback, report.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from champions import answers
from champions.data import DataNotFound, course_folder
from champions.questions import Value
from champions.trainer import feedback, guard, record, report
from champions.trainer.collect import CODE, FOLDER, Submission, collect
from champions.trainer.course import NOTEBOOK, Course, Lesson
from champions.trainer.mend import Mended, mend, same_cells, without_code
from champions.trainer.notebooks import NotANotebook
from champions.trainer.receive import Refused
from champions.trainer.results import Result, result
from champions.trainer.run import SECONDS_PER_CELL, Runner, runner_for
from champions.trouble import Trouble

if TYPE_CHECKING:
    from champions.trainer.confined_run import ConfinedRunner

    AnyRunner = Runner | ConfinedRunner

ALL_MARKED, SOME_NOT_MARKED, WRONG_USE = 0, 1, 2

#: Called with a line of text for the trainer.
Say = Callable[[str], None]


@dataclass(frozen=True)
class Receipt:
    """What is kept of how a lesson was marked, beside the marks themselves.

    ``work`` changes with anything that could change the marks. ``open_steps`` maps each step that
    could not be marked to the reason. ``run_note`` says what went wrong in the run, if anything.
    """

    learner: str
    module: str
    place: str
    id_from: str
    work: str
    notes: tuple[str, ...]
    open_steps: dict[str, str]
    run_note: str


@dataclass(frozen=True)
class Marked:
    """What came of marking a folder."""

    results: tuple[Result, ...]
    refused: tuple[Refused, ...]
    exit_code: int


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words that ``champions mark`` takes."""
    parser.add_argument("folder", type=Path, help="the folder with what learners sent you")
    parser.add_argument(
        "--out", type=Path, default=None, help="where marks and feedback go (work, in the course)"
    )
    parser.add_argument(
        "--force", action="store_true", help="mark everything again, also what has not changed"
    )
    parser.add_argument(
        "--trust",
        choices=[CODE, FOLDER],
        default="",
        help="which to believe when the code in a lesson and the folder's name differ",
    )
    parser.add_argument(
        "--seconds",
        type=int,
        default=SECONDS_PER_CELL,
        help=f"stop a step that runs longer ({SECONDS_PER_CELL})",
    )
    parser.add_argument(
        "--stock",
        "--unsafe",
        dest="stock",
        action="store_true",
        help="run learners' code with nbgrader's own autograde: slow, and not confined. It can read "
        "and change whatever you can, also the marks",
    )


def run(args: argparse.Namespace) -> int:
    """Mark a folder; 0 when all is marked, 1 when something is not, 2 for a wrong folder."""
    try:
        home = course_folder()
    except DataNotFound as error:
        raise Trouble(
            "The course folder could not be found.", "Run this inside the course folder."
        ) from error
    if not args.folder.is_dir():
        print(
            f"There is no folder called {args.folder}.\n"
            "What to do: give the folder that holds what learners sent you.",
            file=sys.stderr,
        )
        return WRONG_USE
    out = args.out or home / "work"
    with guard.alone(out):
        guard.back_up(out)
        return mark_folder(
            args.folder,
            out,
            home,
            force=args.force,
            trust=args.trust,
            seconds_per_cell=args.seconds,
            stock=args.stock,
        ).exit_code


def mark_folder(
    folder: Path,
    out: Path,
    home: Path,
    *,
    force: bool = False,
    trust: str = "",
    seconds_per_cell: int = SECONDS_PER_CELL,
    stock: bool = False,
    say: Say = print,
) -> Marked:
    """Mark everything in a folder.

    Args:
        folder: what learners sent. It is only read.
        out: the work folder.
        home: the course folder.
        force: mark again what has not changed since it was marked.
        trust: which to believe when the learner's code and the folder's name differ.
        seconds_per_cell: a step that runs longer is stopped.
        stock: run with nbgrader's own autograde, which confines nothing.
        say: where progress goes.

    Raises:
        Trouble: when nothing can be marked at all, in words.
    """
    course = Course(home, out)
    try:
        collected = collect(folder, course.modules, trust=trust, leave_out=course.out)
    except OSError as error:
        raise Trouble(
            f"The folder {folder} cannot be read ({error.strerror or error}).",
            "Look at its permissions, or copy it somewhere else.",
        ) from error
    refused = list(collected.refused)
    with runner_for(course, per_cell=seconds_per_cell, stock=stock) as runner:
        for at, submission in enumerate(
            _expecting(collected.submissions, course, runner, force), 1
        ):
            name = f"{submission.learner}, {submission.module}"
            head = f"Marking {at} of {len(collected.submissions)}: {name}"
            try:
                said = _mark_one(submission, course, runner, force=force)
            except NotANotebook as no:
                refused.append(_refused(submission, no.code, no.reason, no.advice))
                said = f"not marked, because {no.reason}"
            say(f"{head}: {said}")
    results = _results(course)
    _write_pages(course, results)
    report.write(course.out, results, refused, collected.left_alone)
    _say_the_end(results, refused, course, say)
    complete = not refused and not any(row.state == "open" for one in results for row in one.rows)
    code = ALL_MARKED if complete else SOME_NOT_MARKED
    return Marked(tuple(results), tuple(refused), code)


#: So many lessons are begun before they are scored, so that no processor waits for the other.
_AHEAD = 6


def _expecting(
    submissions: list[Submission], course: Course, runner: AnyRunner, force: bool
) -> Iterator[Submission]:
    """The submissions, in order; the runs of the next ones are begun meanwhile."""
    waiting: deque[Submission] = deque()
    for submission in submissions:
        with suppress(NotANotebook):  # told when its turn comes
            lesson = course.lesson(submission.module)
            mended = mend(submission.notebook, lesson.released, lesson.scheme, submission.book)
            before = _receipt(course, submission.learner, submission.module)
            if force or before is None or before.work != _work(submission, lesson, mended):
                runner.expect(submission.module, mended.notebook, submission.book)
        waiting.append(submission)
        if len(waiting) > _AHEAD:
            yield waiting.popleft()
    yield from waiting


def _refused(submission: Submission, code: str, reason: str, advice: str) -> Refused:
    return Refused(submission.place, code, reason, advice, submission.learner, submission.module)


# --- One submission -------------------------------------------------------------------------------


def _mark_one(submission: Submission, course: Course, runner: AnyRunner, *, force: bool) -> str:
    """Mark one submission, unless it is marked already. Return a few words on how it went.

    Raises:
        NotANotebook: when it could not be marked; marks from an earlier file then stay.
    """
    lesson = course.lesson(submission.module)
    mended = mend(submission.notebook, lesson.released, lesson.scheme, submission.book)
    work = _work(submission, lesson, mended)
    notes = (*submission.notes, *mended.notes, *_unknown_answers(submission, lesson))
    before = _receipt(course, submission.learner, submission.module)
    same = before is not None and before.work == work and _is_there(course, submission)
    if before is not None and same and not force:
        how, open_steps, run_note = "marked already.", before.open_steps, before.run_note
    else:
        how = "marked."
        open_steps, run_note = _run_and_score(submission, lesson, mended, course, runner)
    _keep(
        course,
        Receipt(
            learner=submission.learner,
            module=submission.module,
            place=submission.place,
            id_from=submission.id_from,
            work=work,
            notes=notes,
            open_steps=open_steps,
            run_note=run_note,
        ),
    )
    return " ".join((how, f"Whose it is: {submission.id_from}.", *notes, run_note)).strip()


def _work(submission: Submission, lesson: Lesson, mended: Mended) -> str:
    """A digest of everything that could change the marks."""
    parts = (mended.notebook, submission.book.to_dict(), lesson.fingerprint)
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _unknown_answers(submission: Submission, lesson: Lesson) -> list[str]:
    unknown = sum(name not in lesson.scheme for name in submission.book.records)
    said = "1 answer belongs" if unknown == 1 else f"{unknown} answers belong"
    return [f"{said} to no question of this lesson."] if unknown else []


def _is_there(course: Course, submission: Submission) -> bool:
    autograded = course.out / "autograded" / submission.learner / submission.module / NOTEBOOK
    marks = record.sheet(course, submission.learner, submission.module)
    return autograded.is_file() and bool(marks.grades)


def _run_and_score(
    submission: Submission, lesson: Lesson, mended: Mended, course: Course, runner: AnyRunner
) -> tuple[dict[str, str], str]:
    """Run a lesson and score it; when its code stops the run, score the forms without the code.

    Returns:
        The steps that have no mark, with the reason; and a note on the run, or empty.

    Raises:
        NotANotebook: when it could not be scored even so. All is then as it was before.
    """
    learner, module = submission.learner, submission.module
    before = record.sheet(course, learner, module)
    aside = _set_aside(course, learner, module)
    _lay_out(course, submission, mended.notebook)
    ended = runner.run(learner, module)
    open_steps = dict(ended.open_steps)
    note = " ".join((ended.why, *ended.notes)).strip() if ended.well else ""
    if open_steps:
        record.open_again(course, learner, module, open_steps)
    if not ended.well:
        stubbed, taken_out = without_code(mended.notebook, lesson.released)
        _lay_out(course, submission, stubbed)
        again = runner.run(learner, module)
        if not again.well:
            _put_back(course, learner, module, aside)
            if not before.grades:
                record.forget(course, learner, module)
            raise NotANotebook("run-failed", again.why, f"For a helper: {course.log}")
        note = (
            f"It could not be run as it is: {ended.why} It was marked without the learner's code."
        )
        open_steps = {
            question.id: "its code stopped the run, so this step has no mark"
            for question in lesson.scheme.questions
            if isinstance(question, Value) and f"{question.id}-answer" in taken_out
        }
        record.open_again(course, learner, module, open_steps)
    _settle(
        course, learner, module, before, same_cells(mended.notebook, aside / "submitted" / NOTEBOOK)
    )
    _keep_original(course, submission)
    return open_steps, note


def _settle(
    course: Course, learner: str, module: str, before: record.Sheet, same_words: set[str]
) -> None:
    """Keep a person's decision where what they decided on has not changed."""
    after = record.sheet(course, learner, module)
    record.settle(
        course,
        learner,
        module,
        [
            step
            for step, grade in before.grades.items()
            if grade.by_person is not None
            and not grade.waits
            and step in after.grades
            and after.grades[step].by_run == grade.by_run
            and (grade.by_run is not None or step in same_words)
        ],
    )


# --- Files ---------------------------------------------------------------------------------------


def _submitted(course: Course, learner: str, module: str) -> Path:
    return course.out / "submitted" / learner / module


def _set_aside(course: Course, learner: str, module: str) -> Path:
    """Keep the earlier lesson until the new one is scored."""
    aside = course.out / "aside"
    if aside.exists():
        shutil.rmtree(aside)
    for step in ("submitted", "autograded"):
        folder = course.out / step / learner / module
        if folder.exists():
            shutil.copytree(folder, aside / step)
    return aside


def _put_back(course: Course, learner: str, module: str, aside: Path) -> None:
    for step in ("submitted", "autograded"):
        folder = course.out / step / learner / module
        if folder.exists():
            shutil.rmtree(folder)
        if (aside / step).exists():
            shutil.copytree(aside / step, folder)


def _lay_out(course: Course, submission: Submission, notebook: Mapping[str, Any]) -> None:
    """Put the lesson and its answers where nbgrader looks for them."""
    folder = _submitted(course, submission.learner, submission.module)
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    report.write_whole(folder / NOTEBOOK, json.dumps(notebook, ensure_ascii=False, indent=1) + "\n")
    # Written before the run, which clears the outputs that the answers were recovered from.
    answers.save(submission.book, folder)


def _keep_original(course: Course, submission: Submission) -> None:
    """Keep the file as it was received, byte for byte."""
    folder = course.out / "originals" / submission.learner / submission.module
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(submission.data).hexdigest()[:12]
    (folder / f"{digest}.ipynb").write_bytes(submission.data)


def _receipt_path(course: Course, learner: str, module: str) -> Path:
    return course.out / "receipts" / learner / f"{module}.json"


def _receipt(course: Course, learner: str, module: str) -> Receipt | None:
    """The receipt of an earlier marking, or None when there is none that can be read."""
    path = _receipt_path(course, learner, module)
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return Receipt(**{**raw, "notes": tuple(raw["notes"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _keep(course: Course, receipt: Receipt) -> None:
    path = _receipt_path(course, receipt.learner, receipt.module)
    path.parent.mkdir(parents=True, exist_ok=True)
    report.write_whole(path, json.dumps(asdict(receipt), ensure_ascii=False, indent=1) + "\n")


# --- What everybody gets ----------------------------------------------------------------------------


def _results(course: Course) -> list[Result]:
    """How it went for every lesson that has marks, also from earlier folders."""
    results = []
    for learner, module in record.learners_with_marks(course):
        receipt = _receipt(course, learner, module)
        if receipt is not None and module in course.modules:
            notes = (*receipt.notes, receipt.run_note) if receipt.run_note else receipt.notes
            lesson = course.lesson(module)
            results.append(result(course, lesson, learner, receipt.open_steps, notes))
    return results


def _write_pages(course: Course, results: list[Result]) -> None:
    for one in results:
        path = course.out / "feedback" / one.learner / f"{one.lesson.module}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        report.write_whole(path, feedback.page(one))


def _say_the_end(results: list[Result], refused: list[Refused], course: Course, say: Say) -> None:
    waiting = sum(bool(one.waiting) for one in results)
    say(f"Marks: {_lessons(len(results))} in {course.out / report.BY_LEARNER}")
    say(f"Feedback pages: {course.out / 'feedback'}")
    if waiting:
        say(f"To be read by a person: {_lessons(waiting)}. See needs_a_person in the table.")
    if refused:
        say(f"Not marked: {len(refused)}. The list is in {course.out / report.NOT_MARKED}")
        for one in refused:
            say(f"- {one}")


def _lessons(number: int) -> str:
    return "1 lesson" if number == 1 else f"{number} lessons"

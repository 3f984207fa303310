"""Mark what a cohort sent: marks, a feedback page for each learner, and what could not be marked.

The steps in the order that work flows: collect, restore, keep, run, record, results, feedback, report.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from champions.marking import (
    copies,
    evidence,
    fault,
    report,
    submission_files,
    versions,
)
from champions.marking.ahead import Ahead, Marked
from champions.marking.course import Course, ReleasedLesson, log_to
from champions.marking.finish import TRY_AGAIN, Finish
from champions.marking.handed_back import as_marked, results_of
from champions.marking.intake.collect import Collected, Submission, collect_for
from champions.marking.intake.known import People
from champions.marking.intake.receive import Refused
from champions.marking.intake.whose import Ask, Question
from champions.marking.languages import in_its_notes, language_of
from champions.marking.progress import MarkingProgress, Say
from champions.marking.results import Result
from champions.marking.running.ended import Ended
from champions.marking.running.run import Runner, runner_for
from champions.marking.running.supervisor import SECONDS_PER_CELL
from champions.nbgrader import record
from champions.nbgrader.record import Receipt
from champions.notebooks.reading import NotANotebook, in_lines
from champions.notebooks.restore import (
    OTHER_VERSION,
    Restored,
    restore,
    same_cells,
    version_of,
    without_code,
)
from champions.sentences import counted
from champions.sentences.told import later, retold, told
from champions.trouble import Trouble

if TYPE_CHECKING:
    from champions.marking.running.confined import ConfinedRunner
    from champions.marking.running.supervisor import Warm

    AnyRunner = Runner | ConfinedRunner

ALL_MARKED, SOME_NOT_MARKED = 0, 1
#: So many submissions that need not be run are marked in one go, with one commit for all of them.
TOGETHER = 25
#: Seconds that marking waits while another program, such as a backup, holds the gradebook.
PATIENCE = 600


@dataclass(frozen=True)
class CohortResult:
    """What came of marking a folder."""

    results: tuple[Result, ...]
    refused: tuple[Refused, ...]
    exit_code: int


@dataclass(frozen=True)
class Wishes:
    """How a folder is to be marked.

    Attributes:
        force: mark again what has not changed since it was marked.
        trust: which to believe when the learner's code and the folder's name differ.
        seconds_per_cell: a step that runs longer is stopped.
        stock: run with nbgrader's own autograde, which confines nothing.
        run_all: run every step of every lesson, also those that no mark depends on; marks are the same.
        db: the address of the gradebook; a file in the work folder when empty.
        dask: the address of a Dask cluster that runs the lessons; this computer when empty.
        people: the trainer's list of people and codes; the desk's own list when None.
        ask: asks the trainer where it is not clear whose a file is; nobody when None.
        words: what the trainer says with this run of whose files are: file and code.
        why: how that was said, in words.
        warm: a warm process that was started early, or None.
    """

    force: bool = False
    trust: str = ""
    seconds_per_cell: int = SECONDS_PER_CELL
    stock: bool = False
    run_all: bool = False
    db: str = ""
    dask: str = ""
    people: People | None = None
    ask: Ask | None = None
    words: Sequence[tuple[str, str]] = ()
    why: str = later("said with the command")
    warm: Warm | None = None


def mark_folder(
    folder: Path, out: Path, home: Path, *, say: Say = print, log: Say | None = None, **wishes: Any
) -> CohortResult:
    """Mark everything in a folder.

    Args:
        folder: what learners sent. It is only read.
        out: the work folder.
        home: the course folder.
        say: where lines for a person go.
        log: where lines of JSON go.
        wishes: see :class:`Wishes`.

    Raises:
        Trouble: when nothing can be marked at all, in words.
    """
    return mark_all(folder, out, home, Wishes(**wishes), MarkingProgress(say, log))


def mark_all(
    folder: Path, out: Path, home: Path, wishes: Wishes, progress: MarkingProgress
) -> CohortResult:
    """As :func:`mark_folder`, with everything in its place."""
    course = Course(home, out, wishes.db)
    log_to(course.log)
    course.patience, course.busy = PATIENCE, progress.asking
    with Ahead(course) as ahead:
        return _mark_all(course, folder, wishes, progress, ahead)


def _mark_all(
    course: Course, folder: Path, wishes: Wishes, progress: MarkingProgress, ahead: Ahead
) -> CohortResult:
    with (
        progress.watching(),
        runner_for(
            course,
            per_cell=wishes.seconds_per_cell,
            stock=wishes.stock,
            run_all=wishes.run_all,
            dask=wishes.dask,
            warm=wishes.warm,
        ) as runner,
    ):
        progress.reading(folder)
        try:
            collected = _collected(course, folder, wishes, progress)
        except OSError as error:
            if not isinstance(error, PermissionError) and (short := fault.of_the_machine(error)):
                raise short from error
            raise Trouble(
                told(
                    "The folder {folder} cannot be read ({strerror}).",
                    folder=folder,
                    strerror=error.strerror or error,
                ),
                told("Look at its permissions, or copy it somewhere else."),
            ) from error
        refused = [*collected.refused]
        refused += _Marking(course, runner, wishes, progress, ahead).all(collected.submissions)
    results = results_of(course, refused, ahead)
    report.write(course.out, results, refused, collected.left_alone)
    report.write_questions(course.out, collected.asked)
    with course.open_gradebook() as book:
        report.write_history(course.out, record.history(book))
        if not course.db:
            copies.remember(course.out, record.count(book))
    for note in collected.notes:
        progress.tell(note)
    _say_the_end(results, refused, course, progress)
    complete = not refused and not any(row.state == "open" for one in results for row in one.rows)
    code = ALL_MARKED if complete else SOME_NOT_MARKED
    return CohortResult(tuple(results), tuple(refused), code)


def _collected(
    course: Course, folder: Path, wishes: Wishes, progress: MarkingProgress
) -> Collected:
    """Who sent which lesson, with everything that is known of the people of this work folder."""
    with course.open_gradebook() as book:
        codes = {learner for learner, _ in record.receipts(book)}
    collected = collect_for(
        course.out,
        folder,
        course.notebooks,
        people=wishes.people,
        codes=codes,
        trust=wishes.trust,
        leave_out=course.out,
        ask=wishes.ask,
        words=wishes.words,
        why=wishes.why,
        seen=progress.seen,
    )
    for one in collected.asked:
        progress.event("asked", **_as_event(one))
    return collected


def _as_event(one: Question) -> dict[str, Any]:
    """A question for programs: all that the desk needs to ask it, with ``about`` for its kind."""
    raw = asdict(one)
    return {
        "about": raw.pop("kind"),
        "question": raw.pop("text"),
        "choices": raw.pop("labels"),
        **raw,
    }


_EARLIER = later("It was made with version {version} of the lesson, and marked by that.")


@dataclass(frozen=True)
class _Ready:
    """A submission that is fit to be marked, and what is kept of an earlier marking of it.

    ``texts`` are its restored notebooks as they are written.
    """

    submission: Submission
    lesson: ReleasedLesson
    restored: dict[str, Restored]
    texts: dict[str, str]
    work: str
    before: Receipt | None
    lost: dict[str, str]


#: A submission, made ready, or why it could not be.
_Prepared: TypeAlias = tuple[Submission, _Ready | NotANotebook]


class _Marking:
    """Marks submissions in groups, while the next ones already run."""

    def __init__(
        self,
        course: Course,
        runner: AnyRunner,
        wishes: Wishes,
        progress: MarkingProgress,
        ahead: Ahead,
    ) -> None:
        self.course, self.runner, self.wishes, self.progress = course, runner, wishes, progress
        self.ahead = ahead
        self._marked: list[tuple[Marked, ReleasedLesson]] = []
        course.keep_marks_of_earlier_versions()
        with course.open_gradebook() as book:
            self.receipts = record.receipts(book)
            record.note_what_people_changed(book, record.sheets(book))
        submission_files.recover(
            course,
            lambda *key: (
                self.receipts[key].work.removeprefix(TRY_AGAIN) if key in self.receipts else ""
            ),
        )

    def all(self, submissions: list[Submission]) -> list[Refused]:
        """Mark them all; give back what could not be marked.

        The list is emptied: thousands of lessons need not be held until the last one is marked.
        """
        self.progress.begin(len(submissions))
        refused, at = [], 0
        for group in self._groups(self._ahead(submissions)):
            for submission, outcome in self._outcomes(group):
                at += 1
                if isinstance(outcome, NotANotebook):
                    refused.append(_refused(submission, outcome))
                    said = told("not marked, because {reason}", reason=outcome.reason)
                else:
                    said = outcome
                self.progress.one(
                    at,
                    submission.learner,
                    submission.module,
                    said,
                    marked=not isinstance(outcome, NotANotebook),
                )
        return refused

    def _groups(self, prepared: Iterable[_Prepared]) -> Iterator[list[_Prepared]]:
        """Submissions that are marked together. One that must wait for its run is marked alone, later."""
        group: list[_Prepared] = []
        waiting: deque[_Prepared] = deque()
        for one in prepared:
            (waiting if self._must_wait(one) else group).append(one)
            if len(group) == TOGETHER:
                yield group
                group = []
            while waiting and (len(waiting) > self.runner.ahead or not self._must_wait(waiting[0])):
                yield [waiting.popleft()]
        if group:
            yield group
        for one in waiting:
            yield [one]

    def _must_wait(self, one: _Prepared) -> bool:
        _, ready = one
        if not isinstance(ready, _Ready):
            return False
        return self.runner.must_wait(ready.submission.learner, ready.lesson.module)

    def _outcomes(
        self, group: Sequence[_Prepared]
    ) -> Iterable[tuple[Submission, str | NotANotebook]]:
        """How it went for each of a group: marked together, or one by one where that goes wrong.

        Who went wrong is found out one by one, and the others have their marks.
        """
        ready = [one for _, one in group if isinstance(one, _Ready)]
        noted: list[str] | None = None
        if len(ready) > 1:
            begun = self._begin(ready)
            try:
                noted = self._together(ready)
            except (Exception, SystemExit) as error:
                if trouble := _of_the_machine(error):
                    raise trouble from error  # the next marking puts the files back
                fault.LOG.info("%s lessons are marked one by one: %r", len(ready), error)
                self._put_back(begun)
        each = iter(noted or ())
        for submission, one in group:
            if not isinstance(one, _Ready):
                yield submission, one
            elif noted is not None:
                yield submission, next(each)
            else:
                yield submission, fault.each(partial(self._alone, one), _whose(submission))

    def _together(self, group: Sequence[_Ready]) -> list[str]:
        """Mark some submissions, and keep their marks in one go: all of them, or none.

        Raises:
            Exception: whatever went wrong. No mark is kept then.
        """
        with self.course.open_gradebook() as book, book.together():
            noted = [self._one(one) for one in group]
        submission_files.end(self.course)
        self._go_ahead()
        return noted

    def _go_ahead(self) -> None:
        """Let the pages of what was marked a moment ago be made: its marks are kept, and its files lie there."""
        for marked, lesson in self._marked:
            self.ahead.ask(marked, lesson)
        self._marked.clear()

    def _put_back(self, begun: Sequence[submission_files.Begun]) -> None:
        self._marked.clear()
        for one in begun:
            submission_files.put_back(self.course, one.learner, one.module)
        submission_files.end(self.course)

    def _alone(self, ready: _Ready) -> str:
        """Mark one submission.

        Raises:
            NotANotebook: when it could not be marked. All is then as it was before.
        """
        self._begin([ready])
        try:
            noted = self._one(ready)
        except Trouble:  # the next marking puts the files back: here it may not be possible
            raise
        except Exception:
            self._marked.clear()
            submission_files.end(self.course)
            raise
        submission_files.end(self.course)
        self._go_ahead()
        return noted

    def _begin(self, group: Sequence[_Ready]) -> list[submission_files.Begun]:
        """Keep aside what is changed by marking these; nothing when all of them are marked already."""
        begun = [
            submission_files.Begun(one.submission.learner, one.lesson.module, one.work)
            for one in group
            if not self._is_done(one)
        ]
        if begun:
            submission_files.begin(self.course, begun)
        return begun

    def _ahead(self, submissions: list[Submission]) -> Iterator[_Prepared]:
        """Each submission in order, made ready; the runs of the next ones are begun meanwhile."""
        waiting: deque[_Prepared] = deque()
        submissions.reverse()
        while submissions:
            submission = submissions.pop()
            # What cannot be made ready is told when its turn comes.
            ready = fault.each(partial(self._begun, submission), _whose(submission))
            waiting.append((submission, ready))
            if len(waiting) > self.runner.ahead:
                yield waiting.popleft()
        yield from waiting

    def _begun(self, submission: Submission) -> _Ready:
        """A submission made ready, its runs begun."""
        ready = self._ready(submission)
        if not self._is_done(ready):
            theirs = ready.submission
            self.runner.expect(
                theirs.learner,
                theirs.module,
                {name: one.notebook for name, one in ready.restored.items()},
                theirs.book,
            )
        return ready

    def _ready(self, submission: Submission) -> _Ready:
        submission = self._by_its_own_version(submission)
        before = self.receipts.get((submission.learner, submission.module))
        lesson = self.course.lesson(submission.module)
        restored = {
            one.name: restore(
                lesson.notebooks[one.name] if one.answers_only else one.notebook,
                lesson.notebooks[one.name],
                lesson.scheme,
                submission.book,
            )
            for one in (submission, *submission.also)
        }
        language = language_of(submission.notebook, submission.book.language)
        for one in restored.values():
            in_its_notes(one.notebook, language)
        texts = {name: in_lines(one.notebook, lesson.lines) for name, one in restored.items()}
        lost = evidence.lost(submission, lesson, restored.values())
        parts = (texts, submission.book.to_dict(), submission.sent_at)
        sent = _digest((*parts, lost) if lost else parts)
        other = self.course.languages.version(submission.module, language)
        work = _digest((sent, lesson.fingerprint, other) if other else (sent, lesson.fingerprint))
        more = self.course.languages.note(submission.module, language)
        submission = replace(submission, notes=(*submission.notes, *more))
        return _Ready(submission, lesson, restored, texts, work, before, lost)

    def _is_the_same_in_another_language(
        self, submission: Submission, lesson: ReleasedLesson
    ) -> bool:
        """True when another version is only that of the lesson in the learner's language."""
        language = language_of(submission.notebook, submission.book.language)
        other = self.course.languages.version(lesson.module, language)
        return bool(other) and other == version_of(submission.notebook)

    def _by_its_own_version(self, submission: Submission) -> Submission:
        """The submission as one of the version of the lesson that it was made with."""
        said = version_of(submission.notebook) or submission.book.version
        name = self.course.made_with(submission.module, said)
        if name == submission.module:
            return submission
        return replace(
            submission,
            module=name,
            notes=(*submission.notes, told(_EARLIER, version=versions.version_in(name))),
        )

    def _is_done(self, ready: _Ready) -> bool:
        if self.wishes.force or ready.before is None or ready.before.work != ready.work:
            return False
        folder = self.course.out / "autograded" / ready.submission.learner / ready.lesson.module
        return (folder / ready.submission.name).is_file()

    def _one(self, ready: _Ready) -> str:
        """Mark one submission, unless it is marked already. Return a few words on how it went.

        Raises:
            NotANotebook: when it could not be marked. All is then as it was before.
        """
        submission, lesson = ready.submission, ready.lesson
        notes = [*submission.notes]
        noted = (note for one in ready.restored.values() for note in one.notes)
        same = self._is_the_same_in_another_language(submission, lesson)
        notes += dict.fromkeys(note for note in noted if not (same and note == OTHER_VERSION))
        notes += _unknown_answers(submission, lesson) + _plain_tests(lesson)
        untouched = bool(ready.lost) and evidence.as_handed_out(submission, lesson)
        notes += evidence.said(ready.lost, untouched=untouched)
        submission_files.keep_originals(self.course, submission)
        receipt = Receipt(
            learner=submission.learner,
            module=submission.module,
            place=submission.place,
            id_from=submission.id_from,
            work=ready.work,
            sent=submission.fingerprint,
            notes=tuple(notes),
            open_steps=ready.before.open_steps if ready.before else {},
            run_note=ready.before.run_note if ready.before else "",
        )
        if self._is_done(ready):
            how = told("marked already.")
            if receipt != ready.before:
                with self.course.open_gradebook() as book:
                    record.keep(book, receipt)
        else:
            how = "marked."
            receipt = self._run_and_score(ready, receipt)
        said = told("Whose it is: {id_from}.", id_from=retold(submission.id_from))
        return " ".join((how, said, *notes, receipt.run_note)).strip()

    def _run_and_score(self, ready: _Ready, receipt: Receipt) -> Receipt:
        """Run a lesson and score it; when that cannot be done, score the forms without the code.

        Raises:
            NotANotebook: when it could not be scored even so. All is then as it was before.
        """
        course, submission, lesson = self.course, ready.submission, ready.lesson
        learner, module = submission.learner, submission.module
        notebooks = {name: one.notebook for name, one in ready.restored.items()}
        with course.open_gradebook() as book:  # a person may have given marks a moment ago
            before = record.sheet(book, learner, module)
        aside = submission_files.earlier(course, learner, module)
        try:
            finish = Finish(
                before=before,
                same_words=_same_words(notebooks, aside / "submitted", lesson),
                same_work=bool(ready.before and ready.before.sent == submission.fingerprint),
                why=_why(ready, force=self.wishes.force),
                receipt=receipt,
                lost=ready.lost,
            )
            if submission.answers_only:
                finish.not_sent(lesson)
            submission_files.lay_out(course, submission, ready.texts)
            ended = self.runner.run(learner, module, finish)
            if not ended.well:
                ended = self._without_code(ready, notebooks, finish, ended)
            if not ended.well:
                raise NotANotebook(
                    "run-failed", ended.why, told("For a helper: {log}", log=course.log)
                )
        except Exception as error:
            # After a fault of the machine the next marking puts it back: here it may not be possible.
            no = (
                error
                if isinstance(error, NotANotebook)
                else fault.reason(error, f"{learner}, {module}")
            )
            self._as_before(learner, module, before)
            raise no from error
        if finish.sheet is not None:
            self._marked.append((as_marked(finish.receipt, finish.sheet), lesson))
        return finish.receipt

    def _without_code(
        self, ready: _Ready, notebooks: Mapping[str, Any], finish: Finish, ended: Ended
    ) -> Ended:
        """Score a lesson without the learner's own code."""
        finish.first, lesson = ended, ready.lesson
        stubbed = {}
        for name, notebook in notebooks.items():
            stubbed[name], taken_out = without_code(notebook, lesson.notebooks[name])
            finish.taken_out(lesson, name, taken_out)
        texts = {name: in_lines(notebook) for name, notebook in stubbed.items()}
        submission_files.lay_out(self.course, ready.submission, texts)
        return self.runner.run(ready.submission.learner, lesson.module, finish)

    def _as_before(self, learner: str, module: str, before: record.Sheet) -> None:
        """Put back what a learner had before a marking that could not be done."""
        submission_files.put_back(self.course, learner, module)
        if not before.grades:
            with self.course.open_gradebook() as book:
                record.forget(book, learner, module)


def _of_the_machine(error: BaseException) -> Trouble | None:
    return error if isinstance(error, Trouble) else fault.of_the_machine(error)


def _whose(one: Submission) -> str:
    return f"{one.learner}, {one.module} ({one.place})"


def _refused(one: Submission, no: NotANotebook) -> Refused:
    return Refused(one.place, no.code, no.reason, no.advice, one.learner, one.module)


def _why(ready: _Ready, *, force: bool) -> str:
    """Why marks may change now, for the history."""
    before = ready.before
    if before is None:
        return "marked for the first time"
    if before.sent != ready.submission.fingerprint:
        return "the learner's work has changed"
    if before.work == f"{TRY_AGAIN}{ready.work}":
        return "marked again: it could not be scored here the last time"
    if before.work != ready.work:
        return "the lesson or its marking scheme has changed"
    return "marked again, as asked" if force else "marked again: its files were gone"


def _same_words(
    notebooks: Mapping[str, Mapping[str, Any]], earlier: Path, lesson: ReleasedLesson
) -> set[str]:
    """The steps whose text is as it was when a person read it."""
    same = set()
    for name, notebook in notebooks.items():
        steps = same_cells(notebook, earlier / name)
        same |= steps if name == lesson.name else {f"{Path(name).stem}/{step}" for step in steps}
    return same


def _digest(parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _unknown_answers(submission: Submission, lesson: ReleasedLesson) -> list[str]:
    unknown = sum(name not in lesson.scheme for name in submission.book.records)
    said = counted(
        unknown,
        "1 answer belongs to no question of this lesson.",
        "{n} answers belong to no question of this lesson.",
    )
    return [said] if unknown else []


def _plain_tests(lesson: ReleasedLesson) -> list[str]:
    tested = [
        cell
        for notebook in lesson.notebooks.values()
        for cell in notebook["cells"]
        if (notes := cell["metadata"].get("nbgrader", {})).get("grade")
        and not notes.get("solution")
        and notes.get("grade_id") not in lesson.scheme
    ]
    said = counted(
        len(tested),
        "1 step is marked by plain tests inside the lesson. Such marks can be forged by its code.",
        "{n} steps are marked by plain tests inside the lesson. Such marks can be forged by its code.",
    )
    return [said] if tested else []


def _say_the_end(
    results: list[Result], refused: list[Refused], course: Course, progress: MarkingProgress
) -> None:
    waiting = sum(bool(one.waiting) for one in results)
    progress.tell(
        counted(
            len(results),
            "Marks: 1 lesson in {table}",
            "Marks: {n} lessons in {table}",
            table=course.out / report.BY_LEARNER,
        )
    )
    progress.tell(told("Feedback pages: {out}", out=course.out / "feedback"))
    if waiting:
        progress.tell(
            counted(
                waiting,
                "To be read by a person: 1 lesson. See needs_a_person in the table.",
                "To be read by a person: {n} lessons. See needs_a_person in the table.",
            )
        )
    if refused:
        progress.tell(
            told(
                "Not marked: {number}. The list is in {out}",
                number=len(refused),
                out=course.out / report.NOT_MARKED,
            )
        )
    for one in refused:
        progress.tell(f"- {one}")
        progress.event("refused", place=one.place, code=one.code, said=str(one))
    progress.event(
        "end", marked=len(results), refused=len(refused), to_be_read=waiting, out=str(course.out)
    )

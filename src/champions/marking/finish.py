"""What is kept with the marks of one submission."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from champions.marking.course import ReleasedLesson
from champions.marking.running.ended import Ended
from champions.nbgrader import record
from champions.nbgrader.record import Receipt
from champions.sentences.told import later, told

if TYPE_CHECKING:
    from champions.nbgrader.gradebook import OneSubmission

_STOPPED = later("its code stopped the run, so this step has no mark")
_NOT_SENT = later("only the small file of answers came, so this step has no mark")
_NOT_SCORED = later("marking could not score it, so this step has no mark")
#: Stands before the digest of a receipt whose work is marked again at the next marking.
TRY_AGAIN = "again "


class Finish:
    """What is kept with the marks of one submission, in the same go as the marks themselves."""

    def __init__(
        self,
        *,
        before: record.Sheet,
        same_words: set[str],
        same_work: bool,
        why: str,
        receipt: Receipt,
        lost: Mapping[str, str],
    ) -> None:
        self.before, self.why, self.receipt, self.lost = before, why, receipt, lost
        self.same_words, self.same_work = same_words, same_work
        self.first: Ended | None = None
        #: The marks that were kept, as the gradebook now holds them; None where that is not known here.
        self.sheet: record.Sheet | None = None
        self._without_code: dict[str, str] = {}
        self._not_sent: dict[str, str] = {}

    def not_sent(self, lesson: ReleasedLesson) -> None:
        """Take note of the steps of which nothing came, since only the file of answers came."""
        self._not_sent = {one.id: _NOT_SENT for one in lesson.scheme.questions if one.from_code}
        self._not_sent |= dict.fromkeys(lesson.plain_steps, _NOT_SENT)

    def taken_out(self, lesson: ReleasedLesson, name: str, steps: list[str]) -> None:
        """Take note of the steps whose code was taken out of a notebook."""
        because = _NOT_SCORED if self.first and self.first.ours else _STOPPED
        if name == lesson.name:
            for question in lesson.scheme.questions:
                if question.from_code and f"{question.id}-answer" in steps:
                    self._without_code[question.id] = because
        if steps:  # plain tests tell nothing without the code that they test
            self._without_code |= dict.fromkeys(lesson.plain_steps, because)

    def __call__(self, book: Any, ended: Ended, scored: OneSubmission | None = None) -> None:
        """Settle the rest in the gradebook, before it is committed.

        Args:
            book: the gradebook.
            ended: how the run ended.
            scored: the marks, where they were given here a moment ago.
        """
        learner, module = self.receipt.learner, self.receipt.module
        stopped = self._without_code if self.first else ended.open_steps
        open_steps = {**self.lost, **stopped, **self._not_sent}
        note = " ".join((ended.why, *ended.notes)).strip()
        if self.first and self.first.ours:
            note = told(
                "It could not be scored as it is: {why} That is not the learner's doing. It was marked "
                "without the learner's code, and the next marking tries it again.",
                why=self.first.why,
            )
        elif self.first:
            note = told(
                "It could not be run as it is: {why} It was marked without the learner's code.",
                why=self.first.why,
            )
        ours = ended.ours or bool(self.first and self.first.ours)
        work = f"{TRY_AGAIN}{self.receipt.work}" if ours else self.receipt.work
        record.put(book, learner, module, opened=open_steps)
        after = (
            record.sheet(book, learner, module)
            if scored is None or open_steps
            else record.sheet_of(scored)
        )
        settled = self._settled(after, open_steps)
        if settled:
            record.put(book, learner, module, settled=settled)
        self.sheet = None if settled else after
        record.note_changes(book, (learner, module), self.before.grades, after.grades, self.why)
        kept = {"work": work, "open_steps": open_steps, "run_note": note}
        self.receipt = Receipt(**{**vars(self.receipt), **kept})
        record.keep(book, self.receipt)

    def _settled(self, after: record.Sheet, open_steps: Mapping[str, str]) -> list[str]:
        """The steps on which a person decided, and nothing of what they decided on has changed."""
        return [
            step
            for step, grade in self.before.grades.items()
            if grade.by_person is not None
            and not grade.waits
            and step in after.grades
            and after.grades[step].by_run == grade.by_run
            and (grade.by_run is not None or step in self.same_words)
            and (self.same_work or step not in open_steps)
        ]

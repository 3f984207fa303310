"""Is the record of answers there? Which steps cannot be marked for want of it, and what is said then.

Answers to forms stand in no code: they are in a lesson's outputs, or in the small file beside it. A
program that drops the outputs drops the answers. Then nobody knows what was answered, and that is no 0.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from champions.marking.course import ReleasedLesson
from champions.marking.intake.collect import Submission
from champions.notebooks.restore import Restored
from champions.sentences import counted

NO_RECORD = "no record of the answers came with the file"
STEP_GONE = "its step was gone from the file, and with it the record of the answer"
DROPPED = "its step had been run, but what it showed was gone, and with it the record of the answer"
_ASK = 'If the learner answered, ask for the file that "Get my file" gives, or for the file my-answers.json.'
_NONE = (
    "No record of the answers came with this file. Another program may have dropped what the lesson "
    "showed. Its form steps have no mark, and do not count as 0."
)


def lost(
    submission: Submission, lesson: ReleasedLesson, restored: Collection[Restored]
) -> dict[str, str]:
    """The steps that are answered in forms and whose record of an answer is lost, each with why.

    A record that says that nothing was answered is a record. So is one from a page that ran nothing.
    """
    parts: Sequence[Submission] = (submission, *submission.also)
    forms = [one.id for one in lesson.scheme.marked if not one.from_code]
    if not any(one.recorded for one in parts):
        return dict.fromkeys(forms, NO_RECORD)
    if any(one.beside for one in parts):  # the file beside a lesson holds every answer
        return {}
    put_back = {key for one in restored for key in one.put_back}
    emptied = {question for one in parts for question in one.emptied}
    unknown = [one for one in forms if one not in submission.book.records]
    return {one: STEP_GONE if one in put_back else DROPPED
            for one in unknown if one in put_back | emptied}  # fmt: skip


def said(why: dict[str, str]) -> list[str]:
    """What a trainer is told of steps whose answers are lost."""
    if NO_RECORD in why.values():
        return [f"{_NONE} {_ASK}"]
    if why:
        gone = counted(
            len(why),
            "1 step has no mark, as the record of its answer is gone from the file.",
            "{n} steps have no mark, as the record of their answers is gone from the file.",
        )
        return [f"{gone} {_ASK}"]
    return []

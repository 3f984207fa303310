"""Is the record of answers there? Which steps cannot be marked for want of it, and what is said then.

Answers to forms stand in no code: they are in a lesson's outputs, or in the small file beside it. A
program that drops the outputs drops the answers. Then nobody knows what was answered, and that is no 0.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from champions.marking.course import ReleasedLesson
from champions.marking.intake.collect import Submission
from champions.notebooks.restore import Restored
from champions.sentences import counted
from champions.sentences.told import later, told

NO_RECORD = later("no record of the answers came with the file")
STEP_GONE = later("its step was gone from the file, and with it the record of the answer")
DROPPED = later(
    "its step had been run, but what it showed was gone, and with it the record of the answer"
)
_ASK = later(
    'If the learner answered, ask for the file that "Get my file" gives, or for the file my-answers.json.'
)
_NONE = later(
    "No record of the answers came with this file. Another program may have dropped what the lesson "
    "showed. Its form steps have no mark, and do not count as 0."
)
_AS_HANDED_OUT = later(
    "This is the lesson as it was handed out: no step of it was run, and no words were written. Perhaps it "
    "was not begun. Its form steps have no mark, and do not count as 0."
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


def as_handed_out(submission: Submission, lesson: ReleasedLesson) -> bool:
    """True when nobody ran, wrote or changed anything in any notebook of it.

    A program that drops the outputs leaves a lesson of forms like this too, so the answers are asked for.
    """
    return all(
        _steps(one.notebook) == _steps(lesson.notebooks.get(one.name, {}))
        for one in (submission, *submission.also)
    )


def _steps(notebook: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """What stands in each cell, and the number that it has when it was run."""
    return [
        (one.get("id"), "".join(one.get("source", "")), one.get("execution_count"))
        for one in notebook.get("cells", ())
    ]


def said(why: dict[str, str], *, untouched: bool = False) -> list[str]:
    """What a trainer is told of steps whose answers are lost; untouched: the lesson is as handed out."""
    if NO_RECORD in why.values():
        return [f"{told(_AS_HANDED_OUT if untouched else _NONE)} {told(_ASK)}"]
    if why:
        gone = counted(
            len(why),
            "1 step has no mark, as the record of its answer is gone from the file.",
            "{n} steps have no mark, as the record of their answers is gone from the file.",
        )
        return [f"{gone} {told(_ASK)}"]
    return []

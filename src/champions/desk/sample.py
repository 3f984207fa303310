"""A sample cohort to try the desk with: lessons filled in by invented people, made on the spot.

The people and their words are invented, and say so. Answers are drawn by lot, always the same: some
right, some of the known wrong ones, some left out.
"""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from champions.desk.people import Person
from champions.marking.course import Course, ReleasedLesson
from champions.questions import Question, answers
from champions.questions.answers import AnswerBook, Record
from champions.questions.attempts import Owner, own_right_answer
from champions.questions.facets import facet
from champions.questions.scheme import Scheme

COHORT = "Sample (invented)"
PEOPLE = tuple(
    Person(f"sample-{number:02}", f"{name} (invented)", "", COHORT)
    for number, name in enumerate(
        (
            "Amina Example",
            "Bartosz Example",
            "Carys Example",
            "Dawn Example",
            "Efe Example",
            "Farida Example",
            "Gwen Example",
            "Hassan Example",
            "Iris Example",
            "Jomo Example",
            "Kirsty Example",
            "Leon Example",
        ),
        1,
    )
)
#: Lessons of the sample: two with project evidence in them.
MODULES = ("03-seeing-the-problem", "06-run-charts")
_WORDS = (
    "This is an invented answer. We counted for twelve weeks, every Monday, and drew the dots.",
    "This is an invented answer. The wait went down after we rang people the day before.",
    "This is an invented answer. I asked three neighbours what would help them, and I wrote it down.",
    "This is an invented answer. I am not sure yet. I would like to talk about it in the group.",
)


def files(course: Course) -> Iterator[tuple[str, bytes]]:
    """A zip for each invented person and lesson, with the names that a trainer would receive."""
    for module in (one for one in MODULES if one in course.notebooks):
        lesson = course.lesson(module)
        for at, person in enumerate(PEOPLE):
            if at == len(PEOPLE) - 1 and module == MODULES[-1]:
                continue  # somebody is always missing
            lot = random.Random(f"{person.code} {module}")  # noqa: S311 - a sample, not a secret
            book = invented_answers(lesson.scheme, person.code, lot, skill=0.45 + 0.05 * at)
            yield f"{person.code}/{module}.zip", _zip(course, lesson, book)


def _zip(course: Course, lesson: ReleasedLesson, book: AnswerBook) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        released = course.home / "modules" / lesson.module / lesson.name
        file.writestr(f"{lesson.module}/{lesson.name}", released.read_bytes())
        kept = json.dumps(book.to_dict(), ensure_ascii=False)
        file.writestr(f"{lesson.module}/{answers.SIDECAR}", kept)
    return made.getvalue()


def invented_answers(scheme: Scheme, code: str, lot: random.Random, skill: float) -> AnswerBook:
    """What one invented person answers in a lesson; the more skill, from 0 to 1, the more is right."""
    book = AnswerBook(scheme.module)
    book.learner = code
    owner = Owner(scheme.module, code, "")
    for question in scheme.questions:
        if lot.random() < 0.95 and (record := _record(question, owner, lot, skill)):
            book.records[question.id] = record
    return book


def _record(question: Question, owner: Owner, lot: random.Random, skill: float) -> Record | None:
    """An answer to one question with the tries before it; None for what needs code or is left out."""
    if not question.marked:
        kept = facet(question, "sample.kept")(question, lot, _WORDS)
        return None if kept is None else Record(kept, ("kept",))
    if question.from_code or question.right is None:
        return None
    wrong = [] if question.pool else _wrong(question)  # theirs would be to another variant
    before = [outcome for outcome, _ in wrong if lot.random() < 0.5 * (1.1 - skill)]
    if wrong and lot.random() > skill:
        outcome, answer = lot.choice(wrong)
        return Record(answer, (*dict.fromkeys((*before, outcome)),))
    return Record(_data(own_right_answer(question, owner)), (*before, "right"))


def _wrong(question: Question) -> list[tuple[str, Any]]:
    """Wrong answers that people give, as plain data, each with the outcome that marking gives it."""
    found: dict[str, Any] = {}
    for answer in facet(question, "sample.wrong_answers")(question):
        feedback = question.mark(_data(answer))
        if feedback.state in ("not yet", "nearly"):
            found.setdefault(feedback.outcome, _data(answer))
    return list(found.items())


def _data(answer: Any) -> Any:
    return json.loads(json.dumps(answer, default=_sorted))


def _sorted(value: Any) -> Any:
    return sorted(value) if isinstance(value, set | frozenset) else str(value)


def is_sample(out: Path) -> bool:
    """True when the sample is in this work folder."""
    return any((out / "inbox").glob("sample-*"))

"""How did each question go? The learner's answers and the gradebook's marks, put side by side.

The page for the champion and the tables for the trainer are both written from this.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from champions.marking.course import Course, ReleasedLesson
from champions.marking.languages import language_of
from champions.nbgrader.record import Grade, Sheet
from champions.questions import (
    CORE,
    EVIDENCE,
    STRETCH,
    UNSCORED,
    Feedback,
    Question,
    answers,
    attempts,
    scheme,
)
from champions.questions.answers import AnswerBook
from champions.questions.base.question import NOT_KNOWN
from champions.questions.code_slips import says_stuck, slip_in, with_slip
from champions.sentences import listed
from champions.sentences.told import later, told

__all__ = [
    "CORE",
    "EVIDENCE",
    "STRETCH",
    "UNSCORED",
    "PlainStep",
    "Result",
    "Row",
    "is_unscored",
    "result",
]


@dataclass(frozen=True)
class Row:
    """How one question went.

    Attributes:
        question: the question.
        answer: the answer as plain data, or None.
        feedback: what is said about the answer.
        points: the points that count, from the gradebook; None when there are none, or not yet.
        out_of: the most points that it gives.
        part: core, stretch, evidence or not scored.
        tries: tries that were read and not yet right.
        misconceptions: the known wrong answers that were given, in order.
        waits: why a person should look at it, or empty.
        by_person: the points that a person gave, or None.
        reply: what a person wrote, or empty.
    """

    question: Question
    answer: Any
    feedback: Feedback
    points: float | None
    out_of: float
    part: str
    tries: int = 0
    misconceptions: tuple[str, ...] = ()
    waits: str = ""
    by_person: float | None = None
    reply: str = ""

    @property
    def shown_by_writer(self) -> int:
        """How many points of a list count since the writer showed where they are, and no person looked."""
        return 0 if self.by_person is not None else len(self.question.shown_by_writer(self.answer))

    @property
    def state(self) -> str:
        """The state of the feedback; ``open`` for a marked question that has no mark yet."""
        return "open" if self.question.marked and self.points is None else self.feedback.state


@dataclass(frozen=True)
class Result:
    """How one learner's lesson went: the rows in the lesson's order, and notes for the trainer.

    ``language`` is the one in which the learner worked.
    """

    learner: str
    lesson: ReleasedLesson
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    language: str = ""

    def points(self, part: str) -> float:
        """Points given so far in a part."""
        return sum(row.points or 0 for row in self.rows if row.part == part)

    def out_of(self, part: str) -> float:
        """The most points that a part gives."""
        return sum(row.out_of for row in self.rows if row.part == part)

    def steps(self) -> tuple[int, int]:
        """How many core steps are right, and how many there are."""
        core = [row for row in self.rows if row.part == CORE]
        return sum(row.state == "right" for row in core), len(core)

    @property
    def waiting(self) -> list[Row]:
        """The rows that a person should look at."""
        return [row for row in self.rows if row.waits]


@dataclass(frozen=True)
class _Run:
    """What a run left behind: values of the learner's code, and by answer cell its errors and its lines.

    And the language in which the learner worked.
    """

    book: AnswerBook
    errors: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    language: str = ""


def result(
    course: Course,
    lesson: ReleasedLesson,
    learner: str,
    marks: Sheet,
    open_steps: Mapping[str, str],
    notes: tuple[str, ...],
) -> Result:
    """Read how a learner's lesson went.

    Args:
        course: the course.
        lesson: the lesson.
        learner: the learner's id.
        marks: the learner's marks in this lesson.
        open_steps: question id to the reason why the run gave it no mark.
        notes: sentences for the trainer.
    """
    asked_in = lesson.scheme.module
    book = answers.load(course.out / "submitted" / learner / lesson.module, asked_in)
    path = course.out / "autograded" / learner / lesson.module / lesson.name
    from_code = [question.id for question in lesson.scheme.questions if question.from_code]
    run = _read_run(path, asked_in, from_code)
    if run.language not in ("", lesson.scheme.language):
        lesson = course.languages.lesson(lesson.module, run.language)
    # A trainer's command may speak another language than the learner's.
    with course.languages.speaking(lesson.module, run.language):
        rows = _rows(lesson, book, run, marks, open_steps)
    codes = (book.learner, learner)
    said = (*notes, *_perhaps_copied(lesson, book, codes))
    return Result(learner, lesson, tuple(rows), said, run.language)


def _rows(
    lesson: ReleasedLesson,
    book: AnswerBook,
    run: _Run,
    marks: Sheet,
    open_steps: Mapping[str, str],
) -> list[Row]:
    rows = []
    for question in lesson.scheme.questions:
        if question.from_code:
            # What a line of code gives is known from the run only; forms never pass through it.
            record = run.book.records.get(question.id)
            book.records.pop(question.id, None)
            if record:
                book.records[question.id] = record
        because = open_steps.get(question.id, "")
        rows.append(_row(question, book, run, marks, because, lesson.mark))
    rows += [
        _plain_row(lesson, step, marks, open_steps.get(step, ""))
        for step in lesson.plain_steps
        if step in marks.grades
    ]
    return rows


def _perhaps_copied(
    lesson: ReleasedLesson, book: AnswerBook, codes: Sequence[str]
) -> Iterator[str]:
    """A sentence for each variant that is not one which this learner gets. It was marked all the same."""
    for question in lesson.scheme.questions:
        record = book.records.get(question.id)
        if record is None:
            continue
        found = attempts.copied(question, record.answer, book.module, codes, record.edits)
        for number, code in found:
            if code:
                said = told(
                    'In the step "{step}", number {number} does not follow from the code {code}: look '
                    "whether it was copied, or whether the code was another one before."
                )
            else:
                said = told(
                    'In the step "{step}", number {number} does not follow from what is kept with the '
                    "answer: look whether it was copied."
                )
            yield said.format(step=question.id, number=number, code=code)


def with_shared_ids(results: Sequence[Result]) -> list[Result]:
    """The same, with a note for each learner whose variants go by an id that is another learner's too.

    Where no code is typed, an id that was made by chance stands in for it: two people have not the same.
    """
    holders: dict[tuple[str, str], list[str]] = {}
    for one in results:
        if name := _id_of(one):
            holders.setdefault((one.lesson.module, name), []).append(one.learner)
    return [_with_shared_id(one, holders) for one in results]


def _id_of(one: Result) -> str:
    return attempts.device_in(row.answer for row in one.rows if row.question.pool)


def _with_shared_id(one: Result, holders: Mapping[tuple[str, str], list[str]]) -> Result:
    others = [
        who for who in holders.get((one.lesson.module, _id_of(one)), ()) if who != one.learner
    ]
    if not others:
        return one
    note = told(
        "The numbers of this lesson were given out on the same device, or in the same file, as "
        "those of {others}: look whether a file was shared.",
        others=listed(others),
    )
    return replace(one, notes=(*one.notes, note))


def _row(
    question: Question,
    book: AnswerBook,
    run: _Run,
    marks: Sheet,
    open_because: str,
    mark: Callable[[Question, AnswerBook], Feedback] = scheme.mark,
) -> Row:
    record = book.records.get(question.id)
    feedback = _with_error(question, mark(question, book), run)
    grade = marks.grades.get(question.id) or marks.grades.get(f"{question.id}-words")
    steps = (question.id, f"{question.id}-words", f"{question.id}-answer")
    row = Row(
        question=question,
        answer=record.answer if record else None,
        feedback=feedback,
        points=_points(question, grade),
        out_of=float(question.most),
        part=question.scored_as,
        tries=record.tries if record else 0,
        misconceptions=_misconceptions(question, record.history if record else ()),
        by_person=grade.by_person if grade else None,
        reply="\n\n".join(marks.replies[step] for step in steps if step in marks.replies),
    )
    return replace(row, waits=_waits(row, grade, open_because))


@dataclass(frozen=True, kw_only=True)
class PlainStep(Question):
    """A step of another author's lesson, scored by nbgrader's plain tests or by a person."""

    marked = True
    most: float = 0.0

    @property
    def out_of(self) -> float:
        return self.most

    def mark(self, answer: object, history: Sequence[str] = ()) -> Feedback:
        """Nothing is known of such a step but its points."""
        return Feedback("not tried", 0, self.most, told("Not marked yet"))


def _plain_row(lesson: ReleasedLesson, step: str, marks: Sheet, open_because: str) -> Row:
    grade, most = marks.grades[step], lesson.plain_steps[step]
    points = None if grade.waits and grade.by_person is None else grade.points
    states = ("right", told("Right")) if (points or 0) >= most else ("nearly", told("Nearly"))
    state, heading = states if points else ("not yet", told("Not yet"))
    said = () if state == "right" else (told("Look at this step again in the lesson."),)
    question = PlainStep(id=step, ask=step.replace("-", " ").replace("_", " "), most=most)
    row = Row(
        question=question,
        answer=None,
        feedback=Feedback(state, points or 0, most, heading, said),
        points=points,
        out_of=most,
        part=CORE if most else UNSCORED,
        by_person=grade.by_person,
        reply=marks.replies.get(step, ""),
    )
    waits = open_because if open_because and points is None else "to be read" if grade.waits else ""
    return replace(row, waits=waits)


def _with_error(question: Question, feedback: Feedback, run: _Run) -> Feedback:
    """Say that a line of code stopped, or which slip is in it, which is not the same as not trying."""
    error = run.errors.get(f"{question.id}-answer")
    if not question.from_code or feedback.state == "right":
        return feedback
    source = run.sources.get(f"{question.id}-answer", "")
    if question.offers_help and says_stuck(source):
        return feedback if feedback.outcome == NOT_KNOWN else question.help()
    if not error:
        return with_slip(feedback, source, question.from_code)
    slip = slip_in(source, question.from_code)
    said = (told("When we ran your code, it stopped: {error}", error=error), *filter(None, [slip]))
    look = (told("Where to look: {where}", where=question.look),) if question.look else ()
    return replace(
        feedback, state="not read", heading=told("Your code stopped"), messages=said + look
    )


def _points(question: Question, grade: Grade | None) -> float | None:
    return grade.points if grade and question.most else None


def _misconceptions(question: Question, history: tuple[str, ...]) -> tuple[str, ...]:
    """The known wrong answers in the history. Only names that the scheme knows: the rest is the learner's."""
    known = {miss.name for miss in question.misses}
    return tuple(dict.fromkeys(name for name in history if name in known))


def _waits(row: Row, grade: Grade | None, open_because: str) -> str:
    if open_because and row.points is None:
        return open_because
    if grade and grade.waits:
        return "to be read" if row.question.read_by_person else "to be looked at again"
    said = row.feedback.points
    differs = grade and grade.by_run is not None and abs(grade.by_run - said) > 1e-9
    if row.question.marked and differs and row.by_person is None:
        return "the run gave other points than the kept answer earns"
    return ""


# --- What the run left ---------------------------------------------------------------------------


def _read_run(path: Path, module: str, from_code: Sequence[str]) -> _Run:
    """What a run left for the questions that lines of code answer. Nothing else is asked of a run."""
    try:
        notebook = _with_cells_of(path.read_text(encoding="utf-8"), from_code)
    except (OSError, ValueError):
        return _Run(AnswerBook(module))
    errors, sources = {}, {}
    for cell in notebook["cells"]:
        step = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if step and cell["cell_type"] == "code":
            sources[step] = "".join(cell["source"])
        for output in cell.get("outputs", []):
            if step and output["output_type"] == "error":
                errors[step] = _error_in_words(output)
    return _Run(answers.recover(notebook, module), errors, sources, language_of(notebook))


def _with_cells_of(text: str, names: Sequence[str]) -> dict[str, Any]:
    """A notebook as it lies in its file, with those of its cells alone in which one of these names stands.

    Ours have a cell a line: the other lines need not be read. nbgrader's own are read whole.

    Raises:
        ValueError: when it is no JSON.

    >>> _with_cells_of('{"cells": [\\n{"source": "one"},\\n{"source": "two"}\\n],\\n"metadata": {}}\\n', ["two"])
    {'cells': [{'source': 'two'}], 'metadata': {}}
    """
    end = text.find("\n],\n") if text.startswith(_IN_LINES) and text.endswith("}\n") else -1
    if end > 0:  # a file that stops in the middle is no JSON
        lines = text[len(_IN_LINES) : end].split("\n")
        wanted = [line for line in lines if any(name in line for name in names)]
        cells = [json.loads(line.removesuffix(",")) for line in wanted]
        return {"cells": cells} | json.loads("{" + text[end + len("\n],\n") :])
    notebook: dict[str, Any] = json.loads(text)
    return notebook


#: How a notebook begins that has a cell a line: :func:`champions.notebooks.reading.in_lines`.
_IN_LINES = '{"cells": [\n'


_TOO_LONG = later("it ran for too long, so we ended it. Is there a loop that never ends?")


def _error_in_words(output: Mapping[str, Any]) -> str:
    if output.get("ename") in ("CellTimeoutError", "KeyboardInterrupt"):
        return told(_TOO_LONG)
    text = re.sub(r"\x1b\[[0-9;]*m", "", str(output.get("evalue") or "")).strip().split("\n")[0]
    name = str(output.get("ename") or "Error")
    return f"{name}: {text[:200]}" if text else name


def is_unscored(question: Question) -> bool:
    """True for a guess or a note: nothing is ever given for it."""
    return question.scored_as == UNSCORED

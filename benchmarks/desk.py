"""How long each page of the trainer's desk takes with 1,000 learners in every lesson.

    python3 benchmarks/desk.py [LEARNERS]

The work folder is made up on the spot: the table of marks, nbgrader's gradebook with its history,
answers, feedback pages and a list of people. Each page is asked for as a browser would ask, first
with nothing read yet, then again; the desk's own aim is half a second. The figures of 1,000 learners
go to ``benchmarks/desk-results.md``.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from champions.desk import app as desk_app
from champions.desk import manual_marking, people, state
from champions.desk.people import Person
from champions.marking import report
from champions.marking.course import Course
from champions.nbgrader import record
from champions.questions import Words, answers
from champions.questions.answers import AnswerBook, Record

HOME = Path(__file__).resolve().parents[1]
TOKEN, PORT = "token-for-timing", 8790
AGAIN = 5
COHORT = 1000


def fill(out: Path, learners: int) -> None:
    """Make up the work folder."""
    course = Course(HOME, out)
    codes = [f"learner-{number:04}" for number in range(learners)]
    people.write(out / "people", [Person(code, f"Name of {code}", "", "One") for code in codes])
    lot = random.Random(1)
    lessons = [course.lesson(module) for module in course.modules]
    rows: list[dict[str, object]] = []
    for code in codes:
        for lesson in lessons:
            book = AnswerBook(lesson.module)
            for question in lesson.scheme.questions:
                words = isinstance(question, Words)
                rubric = isinstance(question, Words) and bool(question.rubric)
                right = lot.random() < 0.7
                if isinstance(question, Words):
                    book.records[question.id] = Record(dict.fromkeys(question.boxes, "Made up."))
                rows.append(
                    {
                        "learner": code,
                        "module": lesson.module,
                        "question": question.id,
                        "part": "evidence" if rubric else "not scored" if words else "core",
                        "points": None if words else float(right),
                        "out_of": 3 if rubric else 1,
                        "state": "kept" if words else "right" if right else "not yet",
                        "tries": lot.randrange(6),
                        "misconceptions": "" if right else "one-of-them",
                        "needs_a_person": "to be read" if words else "",
                        "by_person": None,
                        "shown_by_writer": 0,
                    }
                )
            folder = out / "submitted" / code / lesson.module
            folder.mkdir(parents=True)
            answers.save(book, folder)
            page = out / "feedback" / code / f"{lesson.module}.html"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text("A page.", encoding="utf-8")
    report.write_table(out / report.BY_QUESTION, report.QUESTION_COLUMNS, rows)
    enter(course, codes)
    course.close()


def enter(course: Course, codes: list[str]) -> None:
    """Enter everybody in the gradebook, as many rows as a marking leaves there."""
    with course.open_gradebook() as book:
        tables = sa.MetaData()
        tables.reflect(book.engine)

        def put(name: str, made: Iterator[dict[str, object]]) -> None:
            book.db.execute(sa.insert(tables.tables[name]), list(made))

        put("student", ({"id": code} for code in codes))
        for lesson in book.assignments:
            notebook = lesson.notebooks[0]
            ids = {code: f"{lesson.id[:16]}{code[-8:]}" for code in codes}
            put(
                "submitted_assignment",
                (
                    {"id": ids[code], "assignment_id": lesson.id, "student_id": code}
                    for code in codes
                ),
            )
            put(
                "submitted_notebook",
                (
                    {"id": ids[code], "assignment_id": ids[code], "notebook_id": notebook.id}
                    for code in codes
                ),
            )
            for kind, cells in (
                ("grade", notebook.grade_cells),
                ("comment", notebook.solution_cells),
            ):
                extra = {"needs_manual_grade": True} if kind == "grade" else {}
                put(
                    kind,
                    (
                        {
                            "id": f"{cell.id[:20]}{code[-4:]}{kind}",
                            "notebook_id": ids[code],
                            "cell_id": cell.id,
                            **extra,
                        }
                        for code in codes
                        for cell in cells
                    ),
                )
            marks = {
                cell.name: record.Grade(1.0, None, 1.0, False) for cell in notebook.grade_cells
            }
            for code in codes:
                record.keep(book, record.Receipt(code, lesson.name, "", "", "", "", (), {}, ""))
                record.note_changes(book, (code, lesson.name), {}, marks, "made up")


def main() -> int:
    """Fill a work folder, ask for every page, and write down how long each took."""
    learners = int(sys.argv[1]) if len(sys.argv) > 1 else COHORT
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "work"
        began = time.perf_counter()
        fill(out, learners)
        print(f"Made up in {time.perf_counter() - began:.0f} s", flush=True)
        app = desk_app.make(HOME, out, TOKEN, PORT, [])
        began = time.perf_counter()
        desk_app.warm(app)
        warm = time.perf_counter() - began
        desk, here = app.test_client(), state.of(app)
        host = {"Host": f"127.0.0.1:{PORT}"}

        def ask(page: str) -> float:
            began = time.perf_counter()
            answer = desk.get(f"/{TOKEN}/{page}", headers=host)
            assert answer.status_code == 200, page
            return time.perf_counter() - began

        def score() -> float:
            piece = next(
                one for one in manual_marking.pieces(here.board) if one.waits and one.scored
            )
            seen = manual_marking.seen(here.board, piece)
            began = time.perf_counter()
            parts = {"level": "2", "reply": "Thank you.", "seen": seen}
            answer = desk.post(f"/{TOKEN}/read/{piece.id}", headers=host, data=parts)
            assert answer.status_code == 302
            return time.perf_counter() - began

        cold = ask("")
        piece = manual_marking.pieces(here.board)[0]
        named = {
            "the five steps": "",
            "1 drop files in": "files",
            "2 who is missing": "missing",
            "the list of people": "people",
            "3 mark": "mark",
            "what you read yourself": "read",
            "one piece": f"read/{piece.id}",
            "4 send back": "send",
            "5 what was hard": "item-analysis",
            "take marks along, or delete": "records",
        }
        found = {name: [ask(page) for _ in range(AGAIN)] for name, page in named.items()}
        found["keep a score (and go on)"] = [score() for _ in range(AGAIN)]
        found["the five steps, after a score"] = [score() * 0 + ask("") for _ in range(AGAIN)]
        lessons = len(here.course.modules)
    lines = [
        "# The desk with a large cohort",
        "",
        f"Made by `python3 benchmarks/desk.py {learners}`: {learners:,} learners, {lessons} lessons.",
        "Seconds a page, median and longest of five. The aim is 0.5 s a page.",
        "",
        f"Before the first page is asked for, the desk takes {warm:.1f} s to read the marks.",
        "",
        "| page | median | longest |",
        "|---|---|---|",
        f"| the five steps, the first time | {cold:.2f} | {cold:.2f} |",
        *(
            f"| {name} | {statistics.median(times):.2f} | {max(times):.2f} |"
            for name, times in found.items()
        ),
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    if learners == COHORT:  # a small try must not stand as the result
        (Path(__file__).parent / "desk-results.md").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What stands in the gradebook: marks as nbgrader counts them, why they changed, and the receipts."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from nbgrader.api import Comment, Gradebook, MissingEntry

from champions.nbgrader import record
from champions.nbgrader.gradebook import OneBook
from champions.nbgrader.record import BY_PERSON, Change, Grade, Receipt, Sheet

#: Two lessons. The first has two notebooks, and the one called lesson comes second by name.
LESSONS = {"01-a": ("extra", "lesson"), "02-b": ("lesson",)}
A, B = "LC-1", "LC-2"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gradebook of nbgrader's own: two learners sent both lessons, and the run gave 1 point each."""
    path = tmp_path_factory.mktemp("filled") / "gradebook.db"
    with pytest.MonkeyPatch.context() as surroundings:
        # nbgrader calls alembic by its name, which is where this Python is.
        beside = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
        surroundings.setenv("PATH", beside)
        surroundings.chdir(path.parent)
        with Gradebook(f"sqlite:///{path}") as book:
            _fill(book)
            book.db.commit()
    return path


def _fill(book: Any) -> None:
    for module, notebooks in LESSONS.items():
        book.add_assignment(module)
        for name in notebooks:
            book.add_notebook(name, module)
            # What nbgrader keeps of a cell: a step that is scored, its source, a place for words.
            for cell, locked in (("step", True), ("own", False)):
                source = f"{cell} {name}"
                book.add_source_cell(
                    cell, name, module, source=source, locked=locked, cell_type="code"
                )
            book.add_grade_cell("step", name, module, max_score=2, cell_type="code")
            book.add_solution_cell("own", name, module)
    for learner in (B, A):
        book.add_student(learner)
        for module in LESSONS:
            book.add_submission(module, learner)
            for row in rows(book, learner, module).values():
                row.auto_score, row.needs_manual_grade = 1.0, False


@pytest.fixture
def book(filled: Path, tmp_path: Path) -> Iterator[Any]:
    """The filled gradebook, opened as the marking opens it."""
    shutil.copy2(filled, tmp_path / "gradebook.db")
    book = OneBook(f"sqlite:///{tmp_path / 'gradebook.db'}")
    record.prepare(book)
    yield book
    book.end()


def step(book: Any, learner: str = A, module: str = "01-a", name: str = "step") -> Grade:
    return record.sheet(book, learner, module).grades[name]


def rows(book: Any, learner: str = A, module: str = "01-a") -> dict[str, Any]:
    notebooks = book.find_submission(module, learner).notebooks
    return {notebook.name: grade for notebook in notebooks for grade in notebook.grades}


# --- Marks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by_run", "by_person", "extra", "points"),
    [
        (1.0, None, 0.0, 1.0),
        (None, None, 0.0, None),
        (None, None, 1.0, None),
        (1.0, 0.0, 0.0, 0.0),
        (1.0, 2.0, 0.5, 2.5),
        (None, 2.0, 0.0, 2.0),
    ],
)
def test_what_a_person_gave_counts_before_what_the_run_gave(
    by_run: float | None, by_person: float | None, extra: float, points: float | None
) -> None:
    assert Grade(by_run, by_person, 3.0, waits=False, extra=extra).points == points


def test_every_mark_is_read_in_order_and_each_alone_is_the_same(book: Any) -> None:
    rows(book)["lesson"].auto_score = 2.0
    rows(book)["lesson"].extra_credit = 0.5
    rows(book, B, "02-b")["lesson"].needs_manual_grade = True
    found = record.sheets(book)
    assert list(found) == [(A, "01-a"), (A, "02-b"), (B, "01-a"), (B, "02-b")]
    assert found[A, "01-a"].grades == {
        "step": Grade(2.0, None, 2.0, False, 0.5),
        "extra/step": Grade(1.0, None, 2.0, False),
    }
    assert found[B, "02-b"].grades == {"step": Grade(1.0, None, 2.0, True)}
    for (learner, module), sheet in found.items():
        assert record.sheet(book, learner, module) == sheet
    assert record.sheet(book, "LC-9", "01-a") == Sheet()


def test_the_first_notebook_by_name_is_the_main_one_where_none_is_called_lesson(book: Any) -> None:
    book.add_assignment("03-c")
    for name in ("one", "two"):
        book.add_notebook(name, "03-c")
        book.add_grade_cell("step", name, "03-c", max_score=1, cell_type="code")
    book.add_submission("03-c", A)
    assert set(record.sheet(book, A, "03-c").grades) == {"step", "two/step"}


def test_only_the_locked_cells_of_the_lesson_are_given(book: Any) -> None:
    assert record.locked_cells(book, "01-a") == {
        "lesson.ipynb": {"step": "step lesson"},
        "extra.ipynb": {"step": "step extra"},
    }
    assert record.locked_cells(book, "09-none") == {}
    assert record.has_lesson(book, "02-b")
    assert not record.has_lesson(book, "09-none")


def test_a_step_that_was_not_scored_waits_without_a_made_up_score(book: Any) -> None:
    record.put(book, A, "01-a", opened=["step"])
    assert step(book) == Grade(None, None, 2.0, True)
    assert step(book, name="extra/step") == Grade(1.0, None, 2.0, False)
    assert step(book, B) == Grade(1.0, None, 2.0, False)


def test_a_step_that_a_person_decided_on_waits_no_more(book: Any) -> None:
    for row in rows(book).values():
        row.needs_manual_grade = True
    record.put(book, A, "01-a", settled=["extra/step"])
    assert step(book, name="extra/step").waits is False
    assert step(book).waits is True
    record.put(book, A, "01-a", opened=["step"], settled=["step"])
    assert step(book) == Grade(None, None, 2.0, True)  # what was not scored goes before


# --- What a person decides --------------------------------------------------------------------------


def test_a_decision_is_entered_for_one_learner_and_one_step_with_its_reason(book: Any) -> None:
    record.give(book, (A, "01-a"), "step", 2.0, waits=True, why="read it")
    assert step(book) == Grade(1.0, 2.0, 2.0, True)
    assert step(book, name="extra/step").by_person is None
    assert step(book, B).by_person is None
    (change,) = record.history(book)
    assert change == Change(change.at, A, "01-a", "step", 1.0, 2.0, "read it")
    record.give(book, (A, "01-a"), "step", None, why="taken back")
    assert step(book) == Grade(1.0, None, 2.0, False)
    assert [(one.was, one.now) for one in record.history(book)] == [(1.0, 2.0), (2.0, 1.0)]


def test_a_reply_is_kept_left_alone_and_taken_back(book: Any) -> None:
    record.give(book, (A, "01-a"), "own", None, reply="Well seen.", why="read it")
    assert record.sheet(book, A, "01-a").replies == {"own": "Well seen."}
    record.give(book, (A, "01-a"), "own", None, why="again")
    assert record.sheet(book, A, "01-a").replies == {"own": "Well seen."}
    assert record.sheet(book, B, "01-a").replies == {}
    record.give(book, (A, "01-a"), "own", None, reply="", why="again")
    assert record.sheet(book, A, "01-a").replies == {}
    assert book.db.query(Comment).filter(Comment.manual_comment.is_not(None)).count() == 0
    assert record.history(book) == []  # words are no mark


def test_a_step_that_is_not_there_is_refused(book: Any) -> None:
    with pytest.raises(MissingEntry, match="No such step: none"):
        record.give(book, (A, "01-a"), "none", 1.0, why="read it")
    assert record.history(book) == []


# --- Receipts and history ---------------------------------------------------------------------------


def test_a_receipt_takes_the_place_of_the_one_before_and_of_no_other(book: Any) -> None:
    def kept(learner: str, module: str, work: str) -> Receipt:
        return Receipt(learner, module, "a/b", "the folder", work, "s", ("Ü.",), {"step": "w"}, "")

    all_of_them = [kept(A, "01-a", "1"), kept(A, "02-b", "2"), kept(B, "01-a", "3")]
    for one in all_of_them:
        record.keep(book, one)
    record.keep(book, kept(A, "01-a", "4"))
    found = record.receipts(book)
    assert found == {
        (one.learner, one.module): one for one in (kept(A, "01-a", "4"), *all_of_them[1:])
    }
    assert record.receipts(book, (A, "02-b")) == {(A, "02-b"): all_of_them[1]}
    assert record.receipts(book, (B, "02-b")) == {}


def test_a_mark_is_noted_when_it_is_new_or_has_changed(book: Any) -> None:
    same, old, new = (Grade(points, None, 2.0, False) for points in (1.0, 0.0, 2.0))
    none = Grade(None, None, 2.0, True)
    before = {"same": same, "other": old, "open": none}
    after = {"same": same, "other": new, "open": none, "fresh": same, "waits": none}
    record.note_changes(book, (A, "01-a"), before, after, "marked")
    noted = [(one.step, one.was, one.now, one.why) for one in record.history(book)]
    assert noted == [
        ("other", 0.0, 2.0, "marked"),
        ("fresh", None, 1.0, "marked"),
        ("waits", None, None, "marked"),
    ]
    record.note_changes(book, (A, "01-a"), after, after, "marked")
    assert len(record.history(book)) == 3


def test_what_a_person_changed_in_the_gradebook_is_noted_once(book: Any) -> None:
    for key, sheet in record.sheets(book).items():
        record.note_changes(book, key, {}, sheet.grades, "marked")
    many = len(record.history(book))
    record.note_what_people_changed(book, record.sheets(book))
    assert len(record.history(book)) == many
    rows(book)["extra"].manual_score = 2.0
    rows(book, B, "02-b")["lesson"].needs_manual_grade = True  # no other points
    book.db.flush()
    for _ in range(2):
        record.note_what_people_changed(book, record.sheets(book))
    last = record.history(book)[-1]
    assert len(record.history(book)) == many + 1
    assert last == Change(last.at, A, "01-a", "extra/step", 1.0, 2.0, BY_PERSON)


def test_the_first_marking_and_the_last_change_are_known(
    book: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    grades = record.sheet(book, A, "01-a").grades
    for at, learner, module in (("2026-01-02", A, "01-a"), ("2026-01-03", A, "01-a"),
                                ("2026-01-04", A, "02-b"), ("2026-01-01", B, "01-a")):  # fmt: skip
        monkeypatch.setattr(record, "_now", lambda at=at: at)
        record.note_changes(book, (learner, module), {}, grades, "marked")
    assert sorted(record.first_marked(book)) == [
        (A, "01-a", "2026-01-02"),
        (A, "02-b", "2026-01-04"),
        (B, "01-a", "2026-01-01"),
    ]
    assert record.last_changed(book) == {A: "2026-01-04", B: "2026-01-01"}


def test_a_submission_is_taken_out_and_nothing_else(book: Any) -> None:
    record.forget(book, A, "01-a")
    record.forget(book, "LC-9", "01-a")
    assert list(record.sheets(book)) == [(A, "02-b"), (B, "01-a"), (B, "02-b")]


def test_a_learner_is_taken_out_with_all_that_is_kept_of_them(book: Any) -> None:
    for learner in (A, B):
        record.give(book, (learner, "01-a"), "step", 2.0, why="read it")
        record.keep(book, Receipt(learner, "01-a", "", "", "", "", (), {}, ""))
    record.forget_learner(book, A)
    record.forget_learner(book, "LC-9")
    assert {learner for learner, _ in record.sheets(book)} == {B}
    assert {one.learner for one in record.history(book)} == {B}
    assert set(record.receipts(book)) == {(B, "01-a")}


def test_a_lesson_that_is_called_otherwise_keeps_all_that_belongs_to_it(book: Any) -> None:
    receipt = Receipt(A, "01-a", "a/b", "the folder", "w", "s", ("Ü.",), {"step": "w"}, "")
    other = Receipt(A, "02-b", "", "", "", "", (), {}, "")
    record.keep(book, receipt)
    record.keep(book, other)
    record.give(book, (A, "01-a"), "step", 2.0, why="read it")
    record.give(book, (A, "02-b"), "step", 0.0, why="read it")
    before = record.sheets(book)
    record.rename(book, "01-a", "01-new")
    named = {"01-a": "01-new", "02-b": "02-b"}
    assert record.sheets(book) == {(who, named[what]): one for (who, what), one in before.items()}
    assert not record.has_lesson(book, "01-a")
    assert [one.module for one in record.history(book)] == ["01-new", "02-b"]
    assert record.receipts(book) == {
        (A, "01-new"): replace(receipt, module="01-new"),
        (A, "02-b"): other,
    }


# --- Another learner's ------------------------------------------------------------------------------


def _given(book: Any, learner: str, points: float) -> Receipt:
    record.give(book, (learner, "01-a"), "step", points, why=f"read {learner}")
    record.give(book, (learner, "01-a"), "own", None, reply=f"To {learner}.", why="")
    receipt = Receipt(learner, "01-a", f"{learner}/lesson.ipynb", "", "w", "s", (), {}, "")
    record.keep(book, receipt)
    return receipt


def test_a_lesson_goes_to_somebody_new_with_all_that_is_kept_of_it(book: Any) -> None:
    receipt = _given(book, A, 2.0)
    mine, rest = record.sheet(book, A, "01-a"), record.sheet(book, A, "02-b")
    assert record.has(book, A, "01-a")
    assert not record.has(book, "LC-3", "01-a")
    record.move(book, A, "LC-3", "01-a")
    assert not record.has(book, A, "01-a")
    assert record.sheet(book, "LC-3", "01-a") == mine
    assert record.sheet(book, A, "02-b") == rest
    assert record.receipts(book) == {("LC-3", "01-a"): replace(receipt, learner="LC-3")}
    assert [(one.learner, one.why) for one in record.history(book)] == [("LC-3", f"read {A}")]


def test_two_who_have_the_same_lesson_exchange_it_and_nobody_else_is_left(book: Any) -> None:
    receipts = {A: _given(book, A, 2.0), B: _given(book, B, 0.5)}
    before = record.sheets(book)
    record.move(book, A, B, "01-a")
    after = record.sheets(book)
    assert after == {
        **before,
        (A, "01-a"): before[B, "01-a"],
        (B, "01-a"): before[A, "01-a"],
    }
    assert record.receipts(book) == {
        (A, "01-a"): replace(receipts[B], learner=A),
        (B, "01-a"): replace(receipts[A], learner=B),
    }
    assert {(one.learner, one.now) for one in record.history(book)} == {(B, 2.0), (A, 0.5)}
    assert {one.id for one in book.students} == {A, B}


def test_the_columns_of_a_receipt_are_as_long_as_nbgraders_own(book: Any) -> None:
    columns = {one["name"]: one for one in sa.inspect(book.engine).get_columns("champions_receipt")}
    assert {columns[name]["type"].length for name in ("learner", "module")} == {128}
    key = sa.inspect(book.engine).get_pk_constraint("champions_receipt")
    assert key["constrained_columns"] == ["learner", "module"]


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"notes": []}', '{"notes": 1}', "{"])
def test_a_receipt_that_cannot_be_read_is_passed_over_and_the_others_are_read(
    book: Any, body: str
) -> None:
    good = Receipt(B, "01-a", "", "", "", "", (), {}, "")
    record.keep(book, good)
    record.keep(book, Receipt(A, "01-a", "", "", "", "", (), {}, ""))
    spoil = sa.text("UPDATE champions_receipt SET body = :body WHERE learner = :who")
    book.db.execute(spoil, {"body": body, "who": A})
    assert record.receipts(book) == {(B, "01-a"): good}

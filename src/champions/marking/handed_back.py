"""How every lesson went, with its page: what is handed back to learners and trainers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from champions.marking import fault
from champions.marking.ahead import Ahead, Marked
from champions.marking.course import Course
from champions.marking.intake.receive import Refused
from champions.marking.pages import write_pages
from champions.marking.results import Result, with_shared_ids
from champions.nbgrader import record
from champions.nbgrader.record import Receipt
from champions.notebooks.reading import NotANotebook
from champions.sentences.told import told


def results_of(course: Course, refused: list[Refused], ahead: Ahead) -> list[Result]:
    """How it went for every lesson that has marks, also from earlier folders; their pages are written."""
    wanted = _with_marks(course)
    ahead.share_out()
    theirs = ahead.left_to_it()
    mine = [one for key, one in wanted.items() if theirs.get(key) != one]
    found = _read_here(course, mine, refused)
    write_pages(course, list(found.values()), refused)
    made = ahead.results()
    came = {key: one for key, (marked, one) in made.items() if marked == wanted.get(key)}
    missed = [one for key, one in wanted.items() if theirs.get(key) == one and key not in came]
    late = _read_here(course, missed, refused)
    write_pages(course, list(late.values()), refused)
    found = {**came, **found, **late}
    before = [found[key] for key in wanted if key in found]
    results = with_shared_ids(before)
    pairs = zip(before, results, strict=True)
    write_pages(course, [now for was, now in pairs if now is not was], refused)
    return results


def _with_marks(course: Course) -> dict[record.Key, Marked]:
    """Every lesson that has marks and that this marking knows, as the gradebook holds it."""
    with course.open_gradebook() as book:
        receipts, sheets = record.receipts(book), record.sheets(book)
    return {
        key: as_marked(receipt, sheet)
        for key, sheet in sheets.items()
        if (receipt := receipts.get(key)) is not None and course.knows(key[1])
    }


def as_marked(receipt: Receipt, sheet: record.Sheet) -> Marked:
    """A lesson with its receipt and its marks, as its page is made of them."""
    notes = (*receipt.notes, receipt.run_note) if receipt.run_note else receipt.notes
    return Marked(receipt.learner, receipt.module, sheet, receipt.open_steps, notes, receipt.place)


def _read_here(
    course: Course, marked: Iterable[Marked], refused: list[Refused]
) -> dict[record.Key, Result]:
    """How lessons went; what cannot be told is put to what was refused."""
    found = {}
    for one in marked:
        read = partial(one.result, course, course.lesson(one.module))
        went = fault.each(read, f"{one.learner}, {one.module} (how it went)")
        if isinstance(went, NotANotebook):
            refused.append(_not_told("the tables and the page", one, went))
        else:
            found[one.key] = went
    return found


def _not_told(what: str, one: Marked, no: NotANotebook) -> Refused:
    """Marks stand in the gradebook and could not be told."""
    why = told(
        "{what} could not be made, though its marks are kept: {reason}", what=what, reason=no.reason
    )
    return Refused(f"{one.learner}, {one.module}", no.code, why, no.advice, one.learner, one.module)

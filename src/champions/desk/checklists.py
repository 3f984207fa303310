"""Texts that were written to a checklist, and in which the course did not find every point.

The course looks for words, and a person may say the same in others. So the writer can show which sentence
says it, and a trainer can go through the list: what they tick counts in place of what the course found, and
lands in nbgrader's gradebook. What a writer showed comes first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from champions.desk import manual_marking
from champions.desk.board import Board
from champions.desk.manual_marking import Piece
from champions.sentences.told import told
from champions.trouble import Trouble

WHY = "a checklist gone through at the desk"
_WRITTEN = ("right", "nearly", "not yet", "started")


@dataclass(frozen=True)
class Held:
    """A text beside its list: what was asked, what was written, the points, and those that were found.

    ``shown`` are those that count since the writer showed the sentence that says them.
    """

    piece: Piece
    asked: str
    lines: tuple[str, ...]
    checklist: Mapping[str, str]
    found: frozenset[str]
    shown: Mapping[str, str]
    example: str
    points: float
    most: float


def pieces(board: Board) -> list[Piece]:
    """Every text in which a point was not found, question by question, in an order drawn by lot.

    Those in which the writer showed where it is said come first.
    """
    gone_through = board.ledger.scored_steps()
    return sorted(
        (
            Piece(
                id=manual_marking.number_of(learner, module, question),
                learner=learner,
                module=module,
                question=question,
                scored=True,
                points=points,
                waits=(learner, module, question) not in gone_through,
                shown=shown,
            )
            for learner, module, question, points, shown in board.once(
                "checklists", lambda rows: _open(board, rows)
            )
        ),
        key=lambda one: (not one.shown, one.module, one.question, one.id),
    )


def _open(board: Board, rows: pd.DataFrame) -> list[tuple[str, str, str, float, int]]:
    """Learner, lesson, question, points and what was shown, of each text that a person may look at."""
    listed = {
        (module, question.id)
        for module in rows["module"].unique()
        if board.course.knows(module)
        for question in board.course.lesson(module).scheme.questions
        if question.checklist
    }
    asked = rows[rows["state"].isin(_WRITTEN)]
    columns = ("learner", "module", "question", "points", "shown_by_writer", "out_of", "state")
    return [
        (learner, module, question, points, shown)
        for learner, module, question, points, shown, most, state in zip(
            *(asked[name].tolist() for name in columns), strict=True
        )
        if (module, question) in listed and (state != "right" or points < most or shown)
    ]


def find(board: Board, number: str) -> Piece:
    """The text that an address stands for.

    Raises:
        Trouble: when there is none.
    """
    for piece in pieces(board):
        if piece.id == number:
            return piece
    raise Trouble(
        told("This text is not here any more."), told("Go back to the list, and take the next.")
    )


def held(board: Board, piece: Piece) -> Held:
    """A text with its list.

    Raises:
        Trouble: when there is nothing to look at.
    """
    question, row = manual_marking.row_of(board, piece)
    return Held(
        piece,
        question.ask,
        question.in_words(row.answer),
        question.checklist,
        question.found_in(row.answer),
        question.shown_by_writer(row.answer),
        str(question.right_answer() or ""),
        row.points or 0.0,
        row.out_of,
    )


def next_after(piece: Piece, waiting: Sequence[Piece]) -> Piece | None:
    """The text that comes after this one in the list, and the first again after the last; None when done."""
    others = [one for one in waiting if one.id != piece.id]
    ids = [one.id for one in waiting]
    at = ids.index(piece.id) if piece.id in ids else 0
    return others[at % len(others)] if others else None


def decided(board: Board, piece: Piece, *, confirmed: bool) -> frozenset[str]:
    """The points that count once what the writer showed is confirmed, or taken back.

    Raises:
        Trouble: when there is nothing to look at.
    """
    text = held(board, piece)
    return text.found | set(text.shown) if confirmed else text.found


def seen(board: Board, piece: Piece) -> str:
    """How a text stands at this moment, to be given back with what was ticked."""
    return manual_marking.stands(manual_marking.row_of(board, piece)[1])


def keep(board: Board, piece: Piece, ticked: Collection[str], seen_as: str) -> float:
    """Enter what a person found in the gradebook, and give back the points.

    Args:
        board: how everybody is getting on.
        piece: the text.
        ticked: the keys of the points that the person found in it.
        seen_as: how it stood when the page was opened, from :func:`seen`.

    Raises:
        Trouble: when somebody has gone through it meanwhile.
    """
    question, row = manual_marking.row_of(board, piece)
    if manual_marking.stands(row) != seen_as:
        raise Trouble(
            told("Somebody went through this text in another window a moment ago."),
            told("Nothing was changed. Open it again to see the points that count."),
        )
    points = question.worth([key for key in ticked if key in question.checklist])
    board.ledger.note_score(
        piece.learner,
        piece.module,
        piece.question,
        row.by_person,
        row.reply,
        waited=bool(row.waits),
    )
    manual_marking.enter(board, piece, question, points, reply=row.reply, why=WHY)
    return points

"""Texts that were written to a checklist, and in which the course did not find every point.

The course looks for words, and a person may say the same in others. So a trainer can go through the list:
what they tick counts in place of what the course found, and lands in nbgrader's gradebook.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from champions.desk import manual_marking
from champions.desk.board import Board
from champions.desk.manual_marking import Piece
from champions.trouble import Trouble

WHY = "a checklist gone through at the desk"
_WRITTEN = ("right", "nearly", "not yet", "started")


@dataclass(frozen=True)
class Held:
    """A text beside its list: what was asked, what was written, the points, and those that were found."""

    piece: Piece
    asked: str
    lines: tuple[str, ...]
    checklist: Mapping[str, str]
    found: frozenset[str]
    example: str
    points: float
    most: float


def pieces(board: Board) -> list[Piece]:
    """Every text in which a point was not found, question by question, in an order drawn by lot."""
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
            )
            for learner, module, question, points in board.once(
                "checklists", lambda rows: _open(board, rows)
            )
        ),
        key=lambda one: (one.module, one.question, one.id),
    )


def _open(board: Board, rows: pd.DataFrame) -> list[tuple[str, str, str, float]]:
    """Learner, lesson, question and points of each text that a person may want to look at."""
    listed = {
        (module, question.id)
        for module in rows["module"].unique()
        if board.course.knows(module)
        for question in board.course.lesson(module).scheme.questions
        if question.checklist
    }
    asked = rows[rows["state"].isin(_WRITTEN)]
    columns = ("learner", "module", "question", "points", "out_of", "state")
    return [
        (learner, module, question, points)
        for learner, module, question, points, most, state in zip(
            *(asked[name].tolist() for name in columns), strict=True
        )
        if (module, question) in listed and (state != "right" or points < most)
    ]


def find(board: Board, number: str) -> Piece:
    """The text that an address stands for.

    Raises:
        Trouble: when there is none.
    """
    for piece in pieces(board):
        if piece.id == number:
            return piece
    raise Trouble("This text is not here any more.", "Go back to the list, and take the next.")


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
        str(question.right_answer() or ""),
        row.points or 0.0,
        row.out_of,
    )


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
            "Somebody went through this text in another window a moment ago.",
            "Nothing was changed. Open it again to see the points that count.",
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

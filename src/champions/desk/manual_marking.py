"""What a person has to read: the project evidence, which is scored, and reflections, which never are.

Pieces come one at a time, across learners, in an order that says nothing of whose they are. What is
given lands in nbgrader's gradebook, as if it had been given in nbgrader's own formgrader.
"""

from __future__ import annotations

import functools
import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import pandas as pd

from champions import files
from champions.desk.board import Board
from champions.desk.ledger import Scored
from champions.marking import feedback
from champions.marking.results import EVIDENCE, Row
from champions.nbgrader import record
from champions.questions import Level, Question
from champions.sentences.told import told
from champions.trouble import Trouble

WHY = "read at the desk"
WHY_UNDONE = "taken back at the desk"
#: One piece in so many is offered for a second reading.
ONE_IN = 10
#: Under so many second readings, agreement says too little to be shown.
ENOUGH = 5


@dataclass(frozen=True)
class Piece:
    """One text that somebody wrote and a person reads.

    ``id`` stands for learner, lesson and question in an address, and gives none of them away. ``shown`` is
    how many points of a list count since the writer showed where they are said, and nobody looked.
    """

    id: str
    learner: str
    module: str
    question: str
    scored: bool
    points: float | None
    waits: bool
    shown: int = 0


@dataclass(frozen=True)
class Text:
    """A piece with its words: what was asked, what was written box by box, and how to score it."""

    piece: Piece
    asked: str
    boxes: tuple[tuple[str, str], ...]
    rubric: tuple[Level, ...]
    reply: str
    why_open: str


@dataclass(frozen=True)
class Agreement:
    """How often two readers gave the same level: pieces, the same, one level apart at most."""

    pieces: int
    same: int
    near: int

    @property
    def enough(self) -> bool:
        """True when there are enough pieces for a share to mean something."""
        return self.pieces >= ENOUGH


def pieces(board: Board) -> list[Piece]:
    """Everything that a person reads, question by question, in an order drawn by lot."""
    return list(board.once("pieces", _pieces))


def _pieces(rows: pd.DataFrame) -> list[Piece]:
    read = rows[(rows["part"] == EVIDENCE) | (rows["needs_a_person"] == "to be read")]
    read = read[read["state"].isin(["kept", "started"])]
    columns = ("learner", "module", "question", "part", "points", "needs_a_person")
    found = [
        Piece(
            id=number_of(learner, module, question),
            learner=learner,
            module=module,
            question=question,
            scored=part == EVIDENCE,
            points=None if math.isnan(points) else points,
            waits=waits != "",
        )
        for learner, module, question, part, points, waits in zip(
            *(read[name].tolist() for name in columns), strict=True
        )
    ]
    return sorted(found, key=lambda one: (not one.scored, one.module, one.question, one.id))


@functools.cache
def number_of(learner: str, module: str, question: str) -> str:
    """What stands for a piece in an address: it does not show whose it is."""
    return hashlib.sha256(f"{learner}/{module}/{question}".encode()).hexdigest()[:16]


def find(board: Board, number: str) -> Piece:
    """The piece that an address stands for.

    Raises:
        Trouble: when there is none.
    """
    by_number = board.once("by number", lambda _: {one.id: one for one in pieces(board)})
    if found := by_number.get(number):
        return cast("Piece", found)
    raise Trouble(
        told("This piece is not here any more."), told("Go back to the list, and take the next.")
    )


def text_of(board: Board, piece: Piece) -> Text:
    """The words of a piece, with what was asked and how it is scored.

    Raises:
        Trouble: when there is nothing to read.
    """
    question, row = row_of(board, piece)
    return Text(
        piece,
        question.ask,
        question.boxes_of(row.answer),
        question.rubric,
        row.reply,
        row.waits,
    )


def score(board: Board, piece: Piece, points: int | None, reply: str, seen: str) -> None:
    """Enter a level and a reply in the gradebook.

    Args:
        board: how everybody is getting on.
        piece: the piece.
        points: the level's points; None for a reflection, which is never scored.
        reply: what the champion is told.
        seen: how the piece stood when the page was opened, from :func:`stands`.

    Raises:
        Trouble: when somebody has scored it meanwhile, or the level is none of the rubric's.
    """
    question, row = row_of(board, piece)
    levels = {level.points for level in question.rubric}
    if piece.scored and points not in levels:
        raise Trouble(told("No level was chosen."), told("Choose the sentence that fits best."))
    if stands(row) != seen:
        raise Trouble(
            told("This piece was scored in another window a moment ago."),
            told("Nothing was changed. Open it again to see the score that counts."),
        )
    given = float(points) if piece.scored and points is not None else 0.0
    board.ledger.note_score(
        piece.learner,
        piece.module,
        piece.question,
        row.by_person,
        row.reply,
        waited=row.waits == "to be read",
    )
    enter(board, piece, question, given, reply=reply, why=WHY)


def undo(board: Board) -> Scored:
    """Take back the last score: the piece stands as it stood before it.

    Raises:
        Trouble: when there is none, or it was taken back already.
    """
    last = board.ledger.last_score()
    if last is None or not board.ledger.undone(last.id):
        raise Trouble(told("There is no score to take back."), told("Nothing was changed."))
    piece = Piece("", last.learner, last.module, last.step, False, None, False)
    question, _ = row_of(board, piece)
    enter(board, piece, question, last.was, waits=last.waited, reply=last.said, why=WHY_UNDONE)
    return last


def stands(row: Row) -> str:
    """How a piece stands: changes when anybody scores it or replies."""
    state = f"{row.by_person} {row.waits} {row.reply}"
    return hashlib.sha256(state.encode()).hexdigest()[:16]


def seen(board: Board, piece: Piece) -> str:
    """How a piece stands at this moment, to be given back with its score."""
    return stands(row_of(board, piece)[1])


def for_second_reading(board: Board) -> list[Piece]:
    """One scored piece in ten, always the same ones, that nobody has read a second time."""
    done = board.ledger.seconds()
    return [
        one
        for one in pieces(board)
        if one.scored
        and not one.waits
        and int(one.id, 16) % ONE_IN == 0
        and (one.learner, one.module, one.question) not in done
    ]


def second(board: Board, piece: Piece, points: int) -> None:
    """Keep what a second reader gave. The first score goes on counting.

    Raises:
        Trouble: when the level is none of the rubric's, or there is no first score.
    """
    question, row = row_of(board, piece)
    if row.by_person is None or points not in {level.points for level in question.rubric}:
        raise Trouble(
            told("This second reading could not be kept."), told("Choose one of the sentences.")
        )
    board.ledger.note_second(
        piece.learner, piece.module, piece.question, row.by_person, float(points)
    )


def agreement(seconds: Mapping[tuple[str, str, str], tuple[float, float]]) -> Agreement:
    """How often the two readers of a piece agreed."""
    apart = [abs(first - other) for first, other in seconds.values()]
    return Agreement(len(apart), sum(gap == 0 for gap in apart), sum(gap <= 1 for gap in apart))


def next_after(piece: Piece, among: Sequence[Piece]) -> Piece | None:
    """The piece that comes after this one, and the first again after the last; None when done."""
    others = [one for one in among if one.id != piece.id]
    order = (not piece.scored, piece.module, piece.question, piece.id)
    later = (one for one in others if (not one.scored, one.module, one.question, one.id) > order)
    return next(later, others[0] if others else None)


def row_of(board: Board, piece: Piece) -> tuple[Question, Row]:
    """The question of a piece, and what was answered to it.

    Raises:
        Trouble: when a person has nothing to say to it any more.
    """
    found = board.one(piece.learner, piece.module)
    for row in found.rows if found else ():
        if row.question.id == piece.question and _for_a_person(row.question):
            return row.question, row
    raise Trouble(told("There is nothing to read here any more."), told("Go back to the list."))


def language_of(board: Board, piece: Piece) -> str:
    """The language in which a piece was asked and written; empty when there is none any more."""
    found = board.one(piece.learner, piece.module)
    return found.lesson.scheme.language if found else ""


def _for_a_person(question: Question) -> bool:
    return question.read_by_person or bool(question.checklist)


def enter(
    board: Board,
    piece: Piece,
    question: Question,
    points: float | None,
    *,
    waits: bool = False,
    reply: str,
    why: str,
) -> None:
    """Put what a person decided in the gradebook, and make the champion's page anew.

    Args:
        board: how everybody is getting on.
        piece: the piece.
        question: its question.
        points: what the person gives; None takes it back.
        waits: True when a person has to look at it again.
        reply: what the champion is told.
        why: goes into the history of the mark.
    """
    board.ledger.note_changed(piece.learner, piece.module)
    step = f"{question.id}-words" if question.read_by_person else question.id
    with board.course.open_gradebook() as book:
        key = (piece.learner, piece.module)
        record.give(book, key, step, points, waits=waits, reply=reply, why=why)
    if result := board.look_again(piece.learner, piece.module):
        page = board.course.out / "feedback" / piece.learner / f"{piece.module}.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        with board.course.languages.speaking(result.lesson.module, result.language):
            files.write_whole(page, feedback.page(result))

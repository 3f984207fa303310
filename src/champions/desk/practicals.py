"""The texts of a practical, person by person: beside them what the person drew, and what is true of the file.

A practical is marked at once where it can be. What was written about it is scored by a person, with the
sentences of its levels. Both texts of one person are scored on one page, in one go. They are pieces like
all that is read at the desk: what is given lands in nbgrader's gradebook.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from champions.desk import manual_marking
from champions.desk.board import Board
from champions.desk.manual_marking import Piece, Text
from champions.marking.results import Row
from champions.questions import Question
from champions.questions.facets import facet
from champions.sentences.told import told
from champions.trouble import Trouble


@dataclass(frozen=True)
class Practical:
    """One person's practical, without a name: its texts, and whether one of them waits."""

    id: str
    learner: str
    module: str
    asked: str
    pieces: tuple[Piece, ...]

    @property
    def waits(self) -> bool:
        """True while one of its texts is not scored."""
        return any(piece.waits for piece in self.pieces)


@dataclass(frozen=True)
class Shown:
    """What a person sees who scores it.

    Attributes:
        points, most: what the course gave, and the most there is.
        done: what was answered, a line each.
        drawn: the file and the chart, as HTML made from their numbers.
        truth: what is true of the file and its chart.
        texts: what was written, with its levels; and how each text stands now.
    """

    practical: Practical
    points: float
    most: float
    done: tuple[str, ...]
    drawn: Markup
    truth: tuple[str, ...]
    texts: tuple[tuple[Text, str], ...]


def belongs_to_one(board: Board, piece: Piece) -> bool:
    """Whether a piece is scored on the page of practicals."""
    inside = board.once(
        "pieces of practicals",
        lambda _: frozenset(piece.id for one in practicals(board) for piece in one.pieces),
    )
    return piece.id in inside


def practicals(board: Board) -> list[Practical]:
    """Everybody's, lesson by lesson, in an order drawn by lot."""
    return list(board.once("practicals", lambda _: _practicals(board)))


def _practicals(board: Board) -> list[Practical]:
    about: dict[str, dict[str, str]] = {}
    found: dict[tuple[str, str, str], list[Piece]] = {}
    for piece in manual_marking.pieces(board):
        if not piece.scored:
            continue
        if piece.module not in about:
            about[piece.module] = _about(board, piece.module)
        if asked := about[piece.module].get(piece.question):
            found.setdefault((piece.module, piece.learner, asked), []).append(piece)
    order = {
        module: [*board.course.lesson(module).scheme.questions] for module in about if about[module]
    }
    each = [
        Practical(
            manual_marking.number_of(learner, module, asked),
            learner,
            module,
            asked,
            tuple(
                sorted(some, key=lambda one: [q.id for q in order[one.module]].index(one.question))
            ),
        )
        for (module, learner, asked), some in found.items()
    ]
    return sorted(each, key=lambda one: (one.module, one.id))


def _about(board: Board, module: str) -> dict[str, str]:
    """The questions of a lesson that are about a practical: id to the id of that."""
    if not board.course.knows(module):
        return {}
    questions = board.course.lesson(module).scheme.questions
    asked = {one.id for one in questions if one.practical}
    return {one.id: one.beside for one in questions if one.beside in asked}


def find(board: Board, number: str) -> Practical:
    """The practical that an address stands for.

    Raises:
        Trouble: when there is none.
    """
    for one in practicals(board):
        if one.id == number:
            return one
    raise Trouble(
        told("This practical is not here any more."),
        told("Go back to the list, and take the next."),
    )


def next_after(one: Practical, among: Sequence[Practical]) -> Practical | None:
    """The one that comes after this one, and the first again after the last; None when done."""
    others = [other for other in among if other.id != one.id]
    later = (other for other in others if (other.module, other.id) > (one.module, one.id))
    return next(later, others[0] if others else None)


def shown(board: Board, one: Practical) -> Shown:
    """A practical with all that helps to score it.

    Raises:
        Trouble: when there is nothing to read any more.
    """
    question, row = _answer(board, one)
    return Shown(
        one,
        row.points or 0.0,
        row.out_of,
        question.in_words(row.answer),
        Markup(facet(question, "page.drawing")(question, row.answer)),  # noqa: S704 - our own
        question.truth_of(row.answer),
        tuple(
            (manual_marking.text_of(board, piece), manual_marking.seen(board, piece))
            for piece in one.pieces
        ),
    )


def _answer(board: Board, one: Practical) -> tuple[Question, Row]:
    found = board.one(one.learner, one.module)
    for row in found.rows if found else ():
        if row.question.id == one.asked:
            return row.question, row
    raise Trouble(told("There is nothing to read here any more."), told("Go back to the list."))


def score(board: Board, one: Practical, given: Mapping[str, tuple[int | None, str, str]]) -> None:
    """Keep the levels and replies of all texts of one person; or of none.

    Args:
        board: how everybody is getting on.
        one: the practical.
        given: for the id of each piece its level, the reply, and how it stood when the page was opened.

    Raises:
        Trouble: when a level is missing, or somebody scored one of them meanwhile.
    """
    for piece in one.pieces:
        question, row = manual_marking.row_of(board, piece)
        level, _, seen = given.get(piece.id, (None, "", ""))
        if level not in {each.points for each in question.rubric}:
            raise Trouble(
                told("For one of the texts no sentence was chosen."),
                told(
                    "Go back, and choose the sentence that fits best for each text. Nothing was changed."
                ),
            )
        if manual_marking.stands(row) != seen:
            raise Trouble(
                told("This practical was scored in another window a moment ago."),
                told("Nothing was changed. Open it again to see the score that counts."),
            )
    for piece in one.pieces:
        manual_marking.score(board, piece, *given[piece.id])

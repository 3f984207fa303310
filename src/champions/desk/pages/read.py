"""A part of step 3: what a person reads, one piece at a time and without names."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for

from champions.desk import checklists, manual_marking, practicals, their_language
from champions.desk.board import Board
from champions.desk.page import MOST_LISTED, Answer, Page, not_while_marking
from champions.desk.state import Desk, this_desk
from champions.sentences.told import bare, told

PAGE = Page("read", __name__, part_of=3)
#: The longest reply that is kept, in characters.
LONGEST_REPLY = 5_000


@PAGE.get("/read")
def show() -> Answer:
    """Everything that a person reads, without names."""
    desk = this_desk()
    every = _alone(desk.board)
    return render_template(
        "to_read.html",
        waiting=[one for one in every if one.waits],
        read=[one for one in every if not one.waits],
        second=_second(desk.board),
        practicals=sum(one.waits for one in practicals.practicals(desk.board)),
        agreement=manual_marking.agreement(desk.ledger.seconds()),
        last=desk.ledger.last_score(),
        one_in=manual_marking.ONE_IN,
        enough=manual_marking.ENOUGH,
        most=MOST_LISTED,
    )


@PAGE.get("/read/<number>")
def one(number: str) -> Answer:
    """One piece: its words, the levels, and room for a reply."""
    desk = this_desk()
    piece = manual_marking.find(desk.board, number)
    again = request.args.get("again") == "1"
    among = _second(desk.board) if again else _waiting(desk.board)
    text = manual_marking.text_of(desk.board, piece)
    language = manual_marking.language_of(desk.board, piece)
    return render_template(
        "read_one.html",
        text=text,
        seen=manual_marking.seen(desk.board, piece),
        following=manual_marking.next_after(piece, among),
        waiting=len(among),
        again=again,
        last=desk.ledger.last_score(),
        language=language,
        snippets=_in_their_language(desk, text, language),
    )


@PAGE.post("/read/<number>")
@not_while_marking
def score(number: str) -> Answer:
    """Keep a level and a reply, and go on to the next piece."""
    desk = this_desk()
    piece = manual_marking.find(desk.board, number)
    chosen = request.form.get("level", "")
    points = int(chosen) if chosen.isdecimal() and len(chosen) < 3 else None
    if request.form.get("again") == "1":
        manual_marking.second(desk.board, piece, points if points is not None else -1)
        among = _second(desk.board)
    else:
        reply = request.form.get("reply", "").replace("\r\n", "\n").strip()[:LONGEST_REPLY]
        manual_marking.score(desk.board, piece, points, reply, request.form.get("seen", ""))
        among = _waiting(desk.board)
    following = manual_marking.next_after(piece, among)
    if following is None:
        return redirect(url_for("read.show"))
    again = request.form.get("again") or None
    return redirect(url_for("read.one", number=following.id, again=again))


@PAGE.post("/undo")
@not_while_marking
def undo() -> Answer:
    """Take back the last score, and open that piece again."""
    desk = this_desk()
    last = manual_marking.undo(desk.board)
    for piece in manual_marking.pieces(desk.board):
        if (piece.learner, piece.module, piece.question) == (last.learner, last.module, last.step):
            if practicals.belongs_to_one(desk.board, piece):
                found = next(
                    one for one in practicals.practicals(desk.board) if piece in one.pieces
                )
                return redirect(url_for("practicals.one", number=found.id))
            return redirect(url_for("read.one", number=piece.id))
    number = manual_marking.number_of(last.learner, last.module, last.step)
    if any(piece.id == number for piece in checklists.pieces(desk.board)):
        return redirect(url_for("checklists.one", number=number))
    return redirect(url_for("read.show"))


def _waiting(board: Board) -> list[manual_marking.Piece]:
    return [piece for piece in _alone(board) if piece.waits]


def _alone(board: Board) -> list[manual_marking.Piece]:
    """What is read one by one: all but the texts of practicals."""
    every = manual_marking.pieces(board)
    return [piece for piece in every if not practicals.belongs_to_one(board, piece)]


_second = manual_marking.for_second_reading


def _in_their_language(desk: Desk, text: manual_marking.Text, language: str) -> tuple[str, ...]:
    with their_language.speaking_it(desk.course, language):
        return tuple(map(bare, _snippets(text)))


def _snippets(text: manual_marking.Text) -> tuple[str, ...]:
    """Sentences to begin a reply with. A trainer changes them as they like.

    A champion never sees the other levels, so for a scored piece their own words are offered.
    """
    if not text.rubric:
        return (
            told("Thank you for telling this. I noticed that you wrote …"),
            told("One question, only if you like: …"),
        )
    further = [
        told("To go further, this is what we look for: {anchor}", anchor=one.anchor)
        for one in text.rubric[1:]
    ]
    return (told("Thank you. You say clearly what you saw."), *further)

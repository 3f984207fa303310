"""A part of step 3: the texts of practicals, one person at a time and without names."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for

from champions.desk import manual_marking, practicals
from champions.desk.page import MOST_LISTED, Answer, Page, not_while_marking
from champions.desk.pages.read import LONGEST_REPLY
from champions.desk.state import this_desk
from champions.sentences.told import later

PAGE = Page("practicals", __name__, link=later("Practicals to score"), part_of=3)


@PAGE.get("/practicals")
def show() -> Answer:
    """Everybody's practical, without names."""
    desk = this_desk()
    every = practicals.practicals(desk.board)
    return render_template(
        "practicals.html",
        waiting=[one for one in every if one.waits],
        scored=[one for one in every if not one.waits],
        last=desk.ledger.last_score(),
        most=MOST_LISTED,
    )


@PAGE.get("/practicals/<number>")
def one(number: str) -> Answer:
    """One person's practical: the chart, what is true of it, the texts and their levels."""
    desk = this_desk()
    found = practicals.find(desk.board, number)
    waiting = [each for each in practicals.practicals(desk.board) if each.waits]
    return render_template(
        "practical_one.html",
        shown=practicals.shown(desk.board, found),
        following=practicals.next_after(found, waiting),
        waiting=len(waiting),
        language=manual_marking.language_of(desk.board, found.pieces[0]),
    )


@PAGE.post("/practicals/<number>")
@not_while_marking
def score(number: str) -> Answer:
    """Keep the levels and replies, and go on to the next person."""
    desk = this_desk()
    found = practicals.find(desk.board, number)
    practicals.score(desk.board, found, {piece.id: _given(piece.id) for piece in found.pieces})
    waiting = [each for each in practicals.practicals(desk.board) if each.waits]
    following = practicals.next_after(found, waiting)
    if following is None:
        return redirect(url_for("practicals.show"))
    return redirect(url_for("practicals.one", number=following.id))


def _given(piece: str) -> tuple[int | None, str, str]:
    """What was chosen and written for one text."""
    chosen = request.form.get(f"level-{piece}", "")
    level = int(chosen) if chosen.isdecimal() and len(chosen) < 3 else None
    reply = request.form.get(f"reply-{piece}", "").replace("\r\n", "\n").strip()[:LONGEST_REPLY]
    return level, reply, request.form.get(f"seen-{piece}", "")

"""A part of step 3: texts written to a checklist, in which the course did not find every point."""

from __future__ import annotations

from collections.abc import Collection

from flask import redirect, render_template, request, url_for

from champions.desk import checklists, manual_marking
from champions.desk.page import MOST_LISTED, Answer, Page, not_while_marking
from champions.desk.state import this_desk
from champions.sentences.told import later

#: What the button says that confirms what a writer showed.
CONFIRMED = "confirmed"
PAGE = Page("checklists", __name__, link=later("Checklists to look at"), part_of=3)


@PAGE.get("/checklists")
def show() -> Answer:
    """Every text in which a point was not found, without names."""
    desk = this_desk()
    every = checklists.pieces(desk.board)
    return render_template(
        "checklists.html",
        waiting=[one for one in every if one.waits],
        shown=sum(one.waits and one.shown > 0 for one in every),
        gone_through=[one for one in every if not one.waits],
        last=desk.ledger.last_score(),
        most=MOST_LISTED,
    )


@PAGE.get("/checklists/<number>")
def one(number: str) -> Answer:
    """One text beside its list."""
    desk = this_desk()
    piece = checklists.find(desk.board, number)
    waiting = [one for one in checklists.pieces(desk.board) if one.waits]
    return render_template(
        "checklist_one.html",
        held=checklists.held(desk.board, piece),
        seen=checklists.seen(desk.board, piece),
        language=manual_marking.language_of(desk.board, piece),
        following=checklists.next_after(piece, waiting),
        waiting=len(waiting),
    )


@PAGE.post("/checklists/<number>")
@not_while_marking
def keep(number: str) -> Answer:
    """Keep what was ticked, and go on to the next text."""
    desk = this_desk()
    piece = checklists.find(desk.board, number)
    ticked: Collection[str] = request.form.getlist("found")
    if decision := request.form.get("shown", ""):
        ticked = checklists.decided(desk.board, piece, confirmed=decision == CONFIRMED)
    before = checklists.pieces(desk.board)
    following = checklists.next_after(piece, [one for one in before if one.waits])
    checklists.keep(desk.board, piece, ticked, request.form.get("seen", ""))
    if following is None:
        return redirect(url_for("checklists.show"))
    return redirect(url_for("checklists.one", number=following.id))

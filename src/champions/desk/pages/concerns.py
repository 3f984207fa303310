"""Concerns: somebody may be at risk. Whose it is, whom to tell, and what was done."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for

from champions.desk import manual_marking
from champions.desk.page import Answer, Page
from champions.desk.state import this_desk
from champions.sentences.told import later, told
from champions.trouble import Trouble

PAGE = Page("concerns", __name__, link=later("Concerns"))
#: The most that is kept of what was done, in characters.
LONGEST_NOTE = 2_000


@PAGE.get("/concerns")
def show() -> Answer:
    """Every concern, with whose it is and the local way to tell somebody."""
    desk = this_desk()
    return render_template(
        "concerns.html",
        concerns=desk.ledger.concerns(),
        names=desk.names(),
        place=desk.spoken.place(),
    )


@PAGE.get("/worries")
def old_address() -> Answer:
    """The address that this page had until November 2026: somebody may have kept it."""
    return redirect(url_for("concerns.show"), 301)


@PAGE.post("/concern/<number>")
def raise_one(number: str) -> Answer:
    """Somebody is concerned about a piece: keep that, then show whose it is and what to do."""
    desk = this_desk()
    piece = manual_marking.find(desk.board, number)
    made = desk.ledger.raise_concern(piece.learner, piece.module, piece.question)
    return redirect(url_for("concerns.show", _anchor=f"concern-{made}"))


@PAGE.post("/concerns/<int:number>")
def dealt_with(number: int) -> Answer:
    """Say that a concern has been dealt with, and how."""
    how = request.form.get("how", "").strip()[:LONGEST_NOTE]
    if not how:
        raise Trouble(
            told("Nothing was written."), told("Write in a few words what was done, and by whom.")
        )
    this_desk().ledger.dealt_with(number, how)
    return redirect(url_for("concerns.show"))

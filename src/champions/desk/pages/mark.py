"""Step 3, mark: start the marking, watch it, and read what it could not mark."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for

from champions.desk import asking, dropping, manual_marking, open_steps, practicals
from champions.desk.page import Answer, Page
from champions.desk.state import this_desk
from champions.sentences.told import later

PAGE = Page("mark", __name__, link=later("Mark"), step=3)


@PAGE.get("/mark")
def show() -> Answer:
    """How the marking stands, and what only the trainer can say."""
    desk = this_desk()
    status = desk.marking.status()
    return render_template(
        "mark.html",
        status=status,
        to_read=[
            one
            for one in manual_marking.pieces(desk.board)
            if one.waits and not practicals.belongs_to_one(desk.board, one)
        ],
        practicals=sum(one.waits for one in practicals.practicals(desk.board)),
        unmarked=len(desk.ledger.arrived() - desk.marked()),
        questions=len(asking.open_questions(desk)),
        open_steps=open_steps.by_lesson(desk.board.rows()),
        names=desk.names(),
    )


@PAGE.post("/mark")
def start() -> Answer:
    """Start to mark everything that came."""
    desk = this_desk()
    desk.marking.start(desk.out / dropping.INBOX, desk.ledger.decisions(), desk.spoken.code)
    return redirect(url_for("mark.show"))


@PAGE.get("/mark/progress")
def how_far() -> dict[str, Any]:
    """How far the marking is, for the script of the page."""
    status = this_desk().marking.status()
    return {name: getattr(status, name) for name in ("going", "done", "of", "left", "now")}

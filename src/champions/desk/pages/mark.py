"""Step 3, mark: start the marking, watch it, and read what it could not mark."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from champions.desk import dropping, manual_marking, open_steps, people
from champions.desk.page import Answer, Page, not_while_marking
from champions.desk.state import this_desk
from champions.trouble import Trouble

PAGE = Page("mark", __name__, link="Mark", step=3)


@PAGE.get("/mark")
def show() -> Answer:
    """How the marking stands, and what only the trainer can say."""
    desk = this_desk()
    status = desk.marking.status()
    inbox = desk.out / dropping.INBOX
    return render_template(
        "mark.html",
        status=status,
        to_read=[one for one in manual_marking.pieces(desk.board) if one.waits],
        unmarked=len(desk.ledger.arrived() - desk.marked()),
        decided=desk.ledger.decisions(),
        nobodys=[one for one in status.nobodys if (inbox / one).is_file()],
        people=desk.people(),
        open_steps=open_steps.by_lesson(desk.board.rows()),
        names=desk.names(),
    )


@PAGE.post("/mark")
def start() -> Answer:
    """Start to mark everything that came."""
    desk = this_desk()
    roster = people.for_marking(desk.names_folder, desk.people())
    desk.marking.start(desk.out / dropping.INBOX, roster, desk.ledger.decisions())
    return redirect(url_for("mark.show"))


@PAGE.post("/mark/decide")
@not_while_marking
def decide() -> Answer:
    """Keep what the trainer decides where a file does not say it."""
    desk = this_desk()
    question, choice = request.form.get("question", ""), request.form.get("choice", "")
    if choice not in dict(desk.marking.status().asked).get(question, ()):
        raise Trouble("Nothing was chosen.", "Choose one of the answers, then press the button.")
    desk.ledger.decide(question, choice)
    return redirect(url_for("mark.show", _anchor="to-decide"))


@PAGE.post("/mark/give")
@not_while_marking
def give() -> Answer:
    """Say whose a file is that says nothing of it."""
    desk = this_desk()
    place, code = request.form.get("place", ""), request.form.get("code", "")
    known = {one.code for one in desk.people()}
    if place not in desk.marking.status().nobodys or code not in known:
        raise Trouble(
            "Nobody was chosen.", "Choose a person from your list, then press the button."
        )
    dropping.give(place, code, desk.course)
    return redirect(url_for("mark.show", _anchor="to-decide"))


@PAGE.get("/mark/progress")
def how_far() -> dict[str, Any]:
    """How far the marking is, for the script of the page."""
    status = this_desk().marking.status()
    return {name: getattr(status, name) for name in ("going", "done", "of", "left", "now")}

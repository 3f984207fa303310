"""One person: what is known of them, what they sent, and every change of it. And everybody's changes."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for

from champions.desk import changing
from champions.desk.page import MOST_LISTED, Answer, Page, not_while_marking
from champions.desk.state import this_desk

PAGE = Page("person", __name__, part_of=2)


@PAGE.get("/people/one")
def show() -> Answer:
    """One person."""
    desk = this_desk()
    one = changing.find(desk.names_folder, request.args.get("code", ""))
    return render_template("person.html", one=one)


@PAGE.get("/people/changes")
def changes() -> Answer:
    """What was changed, the newest first, with a way back."""
    folder = this_desk().names_folder
    every = changing.changes(folder)[::-1]
    return render_template(
        "people_changes.html", changes=every[:MOST_LISTED], back=changing.can_be_undone(folder)
    )


@PAGE.post("/people/undo")
@not_while_marking
def undo() -> Answer:
    """Take a change back."""
    desk = this_desk()
    number = request.form.get("number", 0, int)
    changing.undo(desk.names_folder, number)
    desk.last.people, desk.last.people_change = None, 0
    return redirect(request.form.get("to") or url_for("people.show"))

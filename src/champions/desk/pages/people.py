"""The list of people: who is on it, and how to add to it."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for

from champions.desk import people
from champions.desk.page import Answer, Page
from champions.desk.state import this_desk

PAGE = Page("people", __name__, link="Your list of people", part_of=2)


@PAGE.get("/people")
def show() -> Answer:
    """Everybody on the list, and what came of the last addition."""
    desk = this_desk()
    return render_template("people.html", people=desk.people(), added=desk.last.people)


@PAGE.post("/people")
def add() -> Answer:
    """Add people from a file or from typed lines."""
    desk = this_desk()
    sent = request.files.get("list")
    if sent and sent.filename:
        rows = people.rows_of(sent.filename, sent.stream.read())
    else:
        rows = people.lines(request.form.get("typed", ""))
    desk.last.people = people.take_in(desk.names_folder, rows)
    return redirect(url_for("people.show"))

"""Whose is it? What only the trainer can say of files, each settled in one press, and taken back in one."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for

from champions.desk import asking
from champions.desk.page import MOST_LISTED, Answer, Page, not_while_marking
from champions.desk.state import this_desk
from champions.marking.intake.known import people_in
from champions.sentences.told import later

PAGE = Page("whose", __name__, link=later("Whose files are"), part_of=1)


@PAGE.get("/whose")
def show() -> Answer:
    """Every open question, and what was said."""
    desk = this_desk()
    questions = asking.open_questions(desk)
    return render_template(
        "whose.html",
        questions=list(questions.items())[:MOST_LISTED],
        number=len(questions),
        new=asking.all_new(desk),
        people=people_in(desk.out),
        said=asking.said(desk)[:MOST_LISTED],
    )


@PAGE.post("/whose/say")
@not_while_marking
def say() -> Answer:
    """Keep whose a file is."""
    form = request.form
    asking.say(this_desk(), form.get("question", ""), form.get("code", ""), new="new" in form)
    return redirect(url_for("whose.show"))


@PAGE.post("/whose/which")
@not_while_marking
def which() -> Answer:
    """Keep which of a person's files counts."""
    asking.say_which(this_desk(), request.form.get("question", ""), request.form.get("place", ""))
    return redirect(url_for("whose.show"))


@PAGE.post("/whose/all-new")
@not_while_marking
def all_new() -> Answer:
    """Keep that every file that names somebody unknown is of somebody new."""
    asking.say_all_new(this_desk())
    return redirect(url_for("whose.show"))


@PAGE.post("/whose/undo")
@not_while_marking
def undo() -> Answer:
    """Take back what was said."""
    asking.undo(this_desk(), request.form.get("number", 0, type=int))
    return redirect(url_for("whose.show", _anchor="said"))

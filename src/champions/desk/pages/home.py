"""The first page: the five steps of a trainer's week, each with how far it is."""

from __future__ import annotations

from flask import render_template

from champions.desk import manual_marking, missing, open_steps, sending
from champions.desk.page import Answer, Page
from champions.desk.state import this_desk
from champions.place import load_place

PAGE = Page("home", __name__)


@PAGE.get("/")
def show() -> Answer:
    """The five steps."""
    desk = this_desk()
    everybody, arrived, marked = desk.people(), desk.ledger.arrived(), desk.marked()
    lessons = missing.by_lesson(everybody, arrived | marked, desk.course.modules)
    return render_template(
        "home.html",
        arrived=len(arrived),
        people=everybody,
        newest=lessons[-1] if lessons else None,
        unmarked=len(arrived - marked),
        status=desk.marking.status(),
        to_read=sum(one.waits for one in manual_marking.pieces(desk.board)),
        to_send=sum(one.is_new for one in sending.pages(desk.out, desk.ledger.sent_back())),
        marked=len(marked),
        without_mark=len(
            {(one.learner, one.module) for one in open_steps.by_lesson(desk.board.rows())}
        ),
        concerns=sum(not one.dealt_with for one in desk.ledger.concerns()),
        empty=not arrived and not everybody and not marked,
        contacts_invented=load_place(desk.course.home).get("invented") is True,
    )

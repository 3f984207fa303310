"""Step 2, who is missing: lesson by lesson, who has sent it and who has not."""

from __future__ import annotations

from flask import render_template, request

from champions.desk import missing
from champions.desk.page import Answer, Page
from champions.desk.state import this_desk
from champions.sentences.told import later

PAGE = Page("missing", __name__, link=later("Who is missing"), step=2)


@PAGE.get("/missing")
def show() -> Answer:
    """Every lesson that came, and one of them person by person."""
    desk = this_desk()
    everybody = desk.people()
    sent = desk.ledger.arrived() | desk.marked()
    lessons = missing.by_lesson(everybody, sent, desk.course.modules)
    wanted = request.args.get("lesson", lessons[-1].module if lessons else "")
    shown = next((one for one in lessons if one.module == wanted), None)
    spelt = {learner.casefold(): learner for learner, _ in sent}
    return render_template(
        "missing.html", people=everybody, lessons=lessons, shown=shown, spelt=spelt
    )

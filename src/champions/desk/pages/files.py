"""Step 1, drop files in: what learners sent is kept as it came, and said whose it is."""

from __future__ import annotations

import io

from flask import redirect, render_template, request, url_for

from champions.desk import asking, dropping, people, sample
from champions.desk.page import Answer, Page, not_while_marking
from champions.desk.state import this_desk
from champions.marking.intake.known import people_in
from champions.sentences.told import later, told
from champions.trouble import Trouble

PAGE = Page("files", __name__, link=later("Drop files in"), step=1)


@PAGE.get("/files")
def show() -> Answer:
    """A place to drop what learners sent."""
    desk = this_desk()
    return render_template(
        "files.html",
        drop=desk.last.drop,
        people=people_in(desk.out),
        questions=len(asking.open_questions(desk)) if desk.last.drop else 0,
    )


@PAGE.post("/files")
@not_while_marking
def take() -> Answer:
    """Take in what was dropped, and say whose it is."""
    desk = this_desk()
    dropped = [(one.filename or "", one.stream) for one in request.files.getlist("files")]
    dropped = [(name, stream) for name, stream in dropped if name]
    if not dropped:
        raise Trouble(
            told("No file was chosen."), told("Choose one or more files, then press the button.")
        )
    desk.last.drop = dropping.take(dropped, desk.course, desk.ledger)
    return redirect(url_for("files.show"))


@PAGE.post("/sample")
@not_while_marking
def take_sample() -> Answer:
    """Put in the sample cohort, to try the desk with."""
    desk = this_desk()
    rows = [["code", "name", "email", "cohort"]]
    rows += [[one.code, one.name, one.email, one.cohort] for one in sample.PEOPLE]
    desk.last.people = people.take_in(desk.names_folder, rows)
    made = [(name, io.BytesIO(data)) for name, data in sample.files(desk.course)]
    if not sample.is_sample(desk.out):
        desk.last.drop = dropping.take(made, desk.course, desk.ledger)
    return redirect(url_for("files.show"))

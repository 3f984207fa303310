"""Records: what is kept of people, to take along as tables or to delete."""

from __future__ import annotations

import re

from flask import redirect, render_template, request, url_for

from champions.desk import exporting, forgetting, platforms
from champions.desk.page import Answer, Page, download, not_while_marking
from champions.desk.people import Person
from champions.desk.state import Desk, this_desk
from champions.sentences.told import later, told
from champions.trouble import Trouble

PAGE = Page("records", __name__, link=later("Take marks along, or delete"))


@PAGE.get("/records")
def show() -> Answer:
    """What is kept: take it along as tables, or delete it."""
    desk = this_desk()
    everybody = desk.people()
    listed = {one.code for one in everybody}
    others = sorted({learner for learner, _ in desk.marked()} - listed)
    return render_template(
        "records.html",
        people=[*everybody, *(Person(code) for code in others)],
        cohorts=sorted({one.cohort for one in everybody if one.cohort}),
        deletion=desk.last.take_deletion(),
        left_out=desk.last.take_left_out(),
        platforms=platforms.PLATFORMS,
        thrown=desk.last.take_thrown(),
    )


@PAGE.get("/records/unclaimed")
def unclaimed() -> Answer:
    """Files of the inbox that say nothing of whose they are."""
    desk = this_desk()
    found = forgetting.unclaimed(desk.course, desk.ledger)
    return render_template("records_unclaimed.html", files=found)


@PAGE.post("/records/unclaimed")
@not_while_marking
def throw_away() -> Answer:
    """Throw files away that are nobody's."""
    desk = this_desk()
    if request.form.get("sure") != "yes":
        raise Trouble(
            told("Nothing was thrown away."),
            told("Tick the box that says you are sure, then press."),
        )
    places = request.form.getlist("place")
    desk.last.thrown(forgetting.throw_away(places, desk.course, desk.ledger))
    return redirect(url_for("records.show"))


@PAGE.post("/records/tables")
def tables() -> Answer:
    """Every mark as one folder of tables, without names."""
    desk = this_desk()
    data = exporting.folder(exporting.tables(desk.rows_with_marks(), desk.title))
    return download(data, "application/zip", "marks.zip")


@PAGE.post("/records/platform")
def platform() -> Answer:
    """A table for the gradebook of a learning platform."""
    desk = this_desk()
    which = request.form.get("which", "")
    if which not in platforms.PLATFORMS:
        raise Trouble(
            told("This platform is not known."), told("Go back, and press one of the buttons.")
        )
    data, left_out = platforms.table(which, desk.rows_with_marks(), desk.people(), desk.title)
    desk.last.left_out(left_out)
    return download(data, "text/csv", f"{which}.csv")


@PAGE.post("/records/delete")
@not_while_marking
def delete() -> Answer:
    """Delete people for good: one, a group, or all who were last seen before a day."""
    desk = this_desk()
    kind, what = request.form.get("kind", ""), request.form.get("what", "").strip()
    if request.form.get("sure") != "yes":
        raise Trouble(
            told("Nothing was deleted."), told("Tick the box that says you are sure, then press.")
        )
    codes = _codes(desk, kind, what)
    if not codes:
        raise Trouble(told("Nobody fits this. Nothing was deleted."), told("Choose again."))
    desk.last.deleted(forgetting.forget(codes, desk.course, desk.ledger, desk.names_folder))
    return redirect(url_for("records.show"))


def _codes(desk: Desk, kind: str, what: str) -> list[str]:
    """The codes of the people who are meant."""
    everybody = desk.people()
    known = {one.code for one in everybody} | {learner for learner, _ in desk.marked()}
    if kind == "person":
        return [what] if what in known else []
    if kind == "cohort":
        return [one.code for one in everybody if what and one.cohort == what]
    if kind == "before" and re.fullmatch(r"\d{4}-\d\d-\d\d", what):
        seen = forgetting.last_seen(desk.course)
        return [code for code in sorted(seen) if seen[code][:10] < what]
    return []

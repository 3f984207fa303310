"""The list of people: who is on it, and how to add to it. A list is shown before it is taken in."""

from __future__ import annotations

from dataclasses import replace

from flask import redirect, render_template, request, url_for

from champions.desk import changing, people
from champions.desk.page import MOST_LISTED, Answer, Page
from champions.desk.pending import LETTERS, Pending, stamp
from champions.desk.state import Desk, this_desk
from champions.marking.intake.people_heads import MEANINGS
from champions.sentences.told import later, told
from champions.trouble import Trouble

PAGE = Page("people", __name__, link=later("Your list of people"), part_of=2)
#: How the desk calls what a column can hold.
COLUMNS = dict(
    zip(
        MEANINGS,
        (
            later("Code"),
            later("Name"),
            later("First name"),
            later("Family name"),
            later("Name that is preferred"),
            later("Mail address"),
            later("Number or user name"),
            later("Group"),
            later("Role"),
            later("Not used"),
        ),
        strict=True,
    )
)


@PAGE.get("/people")
def show() -> Answer:
    """Everybody on the list, and what came of the last addition."""
    desk = this_desk()
    last = desk.last.people_change
    return render_template(
        "people.html",
        people=desk.people(),
        added=desk.last.people,
        undo=last if last in changing.can_be_undone(desk.names_folder) else 0,
        odd=people.oddities(desk.names_folder),
        waiting=desk.last.pending is not None,
    )


@PAGE.post("/people")
def add() -> Answer:
    """Read a list from a file or from typed lines, and show it. Nobody is added yet."""
    desk = this_desk()
    sent = request.files.get("list")
    if sent and sent.filename:
        pending = Pending(name=sent.filename, data=sent.stream.read())
    else:
        pending = Pending(text=request.form.get("typed", ""))
    if not pending.sheets():
        pending.table()  # what is no table is told at once
    desk.last.pending, desk.last.people = pending, None
    return redirect(url_for("people.look"))


@PAGE.get("/people/look")
def look() -> Answer:
    """The list that was sent: how it is read, who is new, changed or doubtful, and what is left out."""
    desk = this_desk()
    pending = desk.last.pending
    if pending is None:
        return redirect(url_for("people.show"))
    if sheets := pending.sheets():
        return render_template("people_sheet.html", pending=pending, sheets=sheets)
    found = pending.table()
    proposal = pending.proposal(desk.people())
    return render_template(
        "people_look.html",
        pending=pending,
        found=found,
        proposal=proposal,
        seen=stamp(proposal),
        meanings=COLUMNS,
        letters=LETTERS,
        most=MOST_LISTED,
    )


def _pending(desk: Desk) -> Pending:
    if desk.last.pending is None:
        raise Trouble(
            told("There is no list to look at any more. Nothing was changed."),
            told("Choose the file again, or paste the list again."),
        )
    return desk.last.pending


@PAGE.post("/people/look")
def settle() -> Answer:
    """Take the trainer's word: on a row, on what columns hold, on the sheet or on the letters."""
    desk = this_desk()
    pending, form = _pending(desk), request.form
    anchor = None
    if "line" in form:
        line = form.get("line", 0, int)
        pending, anchor = pending.decided(line, form.get("choice", "")), f"row-{line}"
    elif "sheet" in form:
        if form["sheet"] not in pending.sheets():
            raise Trouble(told("No sheet was chosen."), told("Press the name of a sheet."))
        pending = replace(pending, sheet=form["sheet"])
    else:
        meanings = {
            at: form[f"column-{at}"] for at in range(1_000) if form.get(f"column-{at}") in MEANINGS
        }
        chosen = form.get("letters", "")
        # Lines and people may be others now, so what was said of rows does not hold any more.
        pending = replace(
            pending, meanings=meanings, letters=chosen if chosen in LETTERS else "", decisions={}
        )
    if not pending.sheets():
        pending.table()  # what is no table any more is told, and the list stays as it was
    desk.last.pending = pending
    return redirect(url_for("people.look", _anchor=anchor))


@PAGE.post("/people/take")
def take() -> Answer:
    """Take in the list as it was shown."""
    desk = this_desk()
    pending = _pending(desk)
    if pending.sheets():
        return redirect(url_for("people.look"))
    proposal = pending.proposal(desk.people())
    if request.form.get("seen", stamp(proposal)) != stamp(proposal):
        raise Trouble(
            told(
                "Your list of people has changed since this page was shown. Nothing was taken in."
            ),
            told("Go back to the list that you sent, and look at it again."),
        )
    made = changing.take_in(desk.names_folder, proposal, pending.name)
    left = [
        told("Line {line}, {shown}: {why}", line=one.row.line, shown=one.row.shown, why=one.why)
        for one in proposal.undecided
    ]
    left += [
        told("Line {line}, {shown}: {why}", line=one.row.line, shown=one.row.shown, why=one.why)
        for one in proposal.refused
    ]
    desk.last.people = people.ImportResult(
        len(proposal.new),
        len(proposal.there),
        tuple(left),
        (),
        len(proposal.changed),
    )
    desk.last.people_change = made.number if made else 0
    desk.last.pending = None
    return redirect(url_for("people.show"))


@PAGE.post("/people/away")
def put_away() -> Answer:
    """Put the list away that was looked at. Nothing changes."""
    this_desk().last.pending = None
    return redirect(url_for("people.show"))

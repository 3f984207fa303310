"""What the course has changed: a report for a steering group, from tables that are not kept."""

from __future__ import annotations

from typing import Any

import pandas as pd
from flask import current_app, render_template, request

from champions.authoring.paper import printing
from champions.data import load
from champions.desk import access, outcomes, sample, weeks
from champions.desk.page import Answer, Page, download
from champions.desk.state import Desk, this_desk
from champions.questions import answers
from champions.sentences.told import later

PAGE = Page("outcomes", __name__, link=later("What the course has changed"))
CAPSTONE = "15-your-project"
#: The smallest count that is shown, where the trainer does not say it.
LEAST_SHOWN = 5


@PAGE.get("/outcomes")
def show() -> Answer:
    """Ask for the tables of the report."""
    return render_template("outcomes.html", can_print=bool(printing.browser()))


@PAGE.post("/outcomes")
def report() -> Answer:
    """The report, on the screen or as a file. The tables are read and not kept."""
    how = request.form.get("as", "page")
    page = render_template("report.html", report=_report(this_desk()))
    if how == "pdf":
        return download(printing.pdf(page), "application/pdf", "what-changed.pdf")
    if how == "file":
        return download(page.encode("utf-8"), "text/html", "what-changed.html")
    shown = current_app.make_response(page)
    shown.headers["Content-Security-Policy"] = access.REPORT_POLICY
    return shown


def _report(desk: Desk) -> outcomes.Report:
    rows = desk.board.rows()
    invented = request.form.get("invented") == "yes"
    survey = _sent("confidence", ("code", "before", "after"))
    linked = _sent("links", ("time", "organisation", "sector", "partner", "partner_sector"))
    if invented:
        survey = [load("confidence-survey")]
        linked = [load("partner-links")]
    took_part = _sent("reach", ("group", "people", "population"))
    least = request.form.get("least", "")
    smallest = int(least) if least.isdecimal() else LEAST_SHOWN
    projects, kept_back = outcomes.initiatives(_capstones(desk))
    return outcomes.Report(
        confidence=tuple(one for table in survey[:1] for one in outcomes.confidence(table)),
        reach=outcomes.reach(took_part, smallest) if took_part else None,
        initiatives=tuple(projects),
        kept_back=kept_back,
        links=outcomes.link_map(pd.concat(linked)) if linked else "",
        finished=weeks.chart(weeks.finished(rows, weeks.first_marked(desk.course))),
        people=rows["learner"].nunique(),
        lessons=len(desk.marked()),
        invented=invented or sample.is_sample(desk.out),
    )


def _sent(box: str, columns: tuple[str, ...]) -> list[pd.DataFrame]:
    """The tables that were sent in one box."""
    return [
        outcomes.read_table(one.filename, one.stream.read(), columns)
        for one in request.files.getlist(box)
        if one.filename
    ]


def _capstones(desk: Desk) -> list[dict[str, Any]]:
    """The answers of every capstone that is marked."""
    folders = sorted((desk.out / "submitted").glob(f"*/{CAPSTONE}"))
    books = (answers.load(folder, CAPSTONE) for folder in folders)
    return [{name: one.answer for name, one in book.records.items()} for book in books]

"""The style sheet of the desk, with the colours of the course in it."""

from __future__ import annotations

from werkzeug.wrappers import Response

from champions.desk.page import Answer, Page
from champions.style import sheet

PAGE = Page("look", __name__)


@PAGE.get("/desk.css")
def show() -> Answer:
    """The style sheet."""
    return Response(sheet("champions.desk", "static", "desk.css"), mimetype="text/css")

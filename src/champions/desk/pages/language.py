"""The language of the desk, chosen in one press at the top of each page."""

from __future__ import annotations

from flask import redirect, request, url_for

from champions.desk.page import Answer, Page
from champions.desk.state import this_desk

PAGE = Page("language", __name__)


@PAGE.post("/language")
def choose() -> Answer:
    """Keep the language, and go back to the page on which it was chosen."""
    this_desk().spoken.choose(request.form.get("language", ""))
    home, back = url_for("home.show"), request.form.get("back", "")
    # Only to a page of this desk: an address that begins with two strokes leads elsewhere.
    return redirect(back if back.startswith(home) and "//" not in back else home)

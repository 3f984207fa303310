"""The certificates that were earned, as one zip. The button stands on the page of records."""

from __future__ import annotations

import io
import zipfile

from champions.desk.certificates import certificates
from champions.desk.page import Answer, Page, download
from champions.desk.state import this_desk
from champions.place import load_place

PAGE = Page("certificates", __name__)


@PAGE.post("/records/certificates")
def take() -> Answer:
    """The certificates, with what is still open for whom."""
    desk = this_desk()
    place = load_place(desk.course.home)
    made, _ = certificates(desk.course, desk.rows_with_marks(), desk.people(), place)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in made.items():
            archive.writestr(name, data)
    return download(packed.getvalue(), "application/zip", "certificates.zip")

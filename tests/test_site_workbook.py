"""An Excel workbook on the website: what reads it comes when one is chosen, and the sheet is asked for."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from browser import PHONE, chromium, new_page
from journeys import step_of
from openpyxl import Workbook
from sites import serving, shared_site, start

from champions.tables.excel_reader import WHEELS

pytestmark = pytest.mark.browser

MODULE = "15-your-project"


def workbook() -> bytes:
    """A cover and two tables of one form, with days as Excel keeps them."""
    book = Workbook()
    book.active.title = "About"
    book.active.append(["Lunch club, invented numbers"])
    for name, first in (("North", 30), ("South", 50)):
        sheet = book.create_sheet(name)
        sheet.append(["Day", "Guests"])
        for at in range(14):
            sheet.append([date(2025, 1, 6 + at), first + at % 3])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_a_workbook_is_read_with_its_sheet_asked_for_and_only_then_fetched(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    site = shared_site(tmp_path_factory)
    (tmp_path / "guests.xlsx").write_bytes(workbook())
    served = serving(site)
    with chromium() as browser:
        page = new_page(browser, PHONE)
        fetched: list[str] = []
        page.context.on("request", lambda request: fetched.append(request.url.rpartition("/")[2]))
        page.goto(f"{served.address}lessons/{MODULE}.html")
        lesson = start(page)
        assert not {f"{name}.whl" for name in WHEELS} & {*fetched}
        numbers = step_of(lesson, "My numbers: a file, a tally")
        numbers.select("Where are your numbers?", "A file: CSV or Excel")
        with page.expect_file_chooser() as chooser:
            numbers.press("Choose a file")
        chooser.value.set_files(str(tmp_path / "guests.xlsx"))
        numbers.form.get_by_label("Which sheet?", exact=True).wait_for()
        numbers.select("Which sheet?", "South")
        numbers.form.get_by_text("14 dots, from 6 January 2025 to 19 January 2025.").wait_for()
        numbers.form.get_by_text("The lowest is 50 and the highest is 52.").wait_for()
        served.stop()  # what came is enough
        numbers.press("Yes, this is right. Draw my chart")
        numbers.form.locator("figcaption").wait_for()

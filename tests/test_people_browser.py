"""A trainer gives the desk a list and mends it, in a real browser, by keyboard, at both widths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import DESKTOP, PHONE
from desks import looks_well, open_desk
from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.needs("chromium"),
]
SPRING = (
    "Name,Email,Cohort,Shoe size\n"
    'Ann Example,ann@example.org,Spring,38\n"Sample, Ben",ben@example.org,Spring,44\n'
    "Points Possible,,,\nTom Trainer 2,,,\n"
)


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def page(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The desk's list of people, with nobody on it; the work folder is ``work`` in ``tmp_path``."""
    with open_desk(browser, request.param, tmp_path / "work", "people") as opened:
        yield opened


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).press("Enter")


def test_a_list_is_looked_at_taken_in_mended_and_undone_by_keyboard(
    page: Page, tmp_path: Path
) -> None:
    looks_well(page)
    (tmp_path / "spring.csv").write_text(SPRING, encoding="utf-8")
    page.get_by_label("A table: Excel").set_input_files(tmp_path / "spring.csv")
    press(page, "Look at this file")
    page.get_by_role("heading", name="Look before it is taken in").wait_for()
    page.get_by_text("2 people are new.").wait_for()
    looks_well(page)
    page.get_by_label("Read Shoe size as").select_option("Number or user name")
    press(page, "Read it again like this")
    page.get_by_text("You said so.").wait_for()
    press(page, "Take these people in")
    page.get_by_text("2 people were added.").wait_for()
    looks_well(page)
    press(page, "Undo this")
    page.get_by_role("heading", name="Who is on the list").wait_for(state="detached")

    page.get_by_label("One person a line").fill("Ann Example, ann@example.org\nBen Sample")
    press(page, "Look at these people")
    press(page, "Take these people in")
    page.get_by_text("2 people were added.").wait_for()
    page.get_by_label("One person a line").fill("Example Ann\nAnn Example, new@example.org")
    press(page, "Look at these people")
    page.get_by_text("2 rows wait for your word.").wait_for()
    looks_well(page)
    page.get_by_role("button", name="Somebody else").first.press("Enter")
    page.get_by_text("1 row waits for your word.").wait_for()
    page.get_by_role("heading", name="What you said").wait_for()
    looks_well(page)
    press(page, "Take the others in, and leave 1 row out")
    page.get_by_text("Some rows were not taken.").wait_for()
    mend(page)
    shut = [one for one in (tmp_path / "work").rglob("*") if one.stat().st_mode & 0o077]
    assert shut == []


def mend(page: Page) -> None:
    """Edit one person, withdraw them, look at two entries together and make them one, and undo it."""
    page.get_by_role("link", name="Ben Sample").press("Enter")
    page.get_by_role("heading", name=re.compile(r"Ben Sample \(")).wait_for()
    looks_well(page)
    page.get_by_label("Likes to be called").fill("Benny")
    page.get_by_label("Group").fill("Spring")
    press(page, "Keep this")
    page.get_by_role("heading", name=re.compile(r"Ben Sample \(.*, Spring\)")).wait_for()
    press(page, "Withdraw this person")
    page.get_by_text("This person is withdrawn.").wait_for()
    looks_well(page)
    page.get_by_role("link", name="Back to your list of people").press("Enter")
    page.get_by_role("link", name="Example Ann", exact=True).first.press("Enter")
    page.get_by_text("Is this somebody whom your list has twice?").wait_for()
    page.get_by_label("Who is the same person as").select_option(index=1)
    press(page, "Look at the two together")
    page.get_by_role("heading", name="Is this one person?").wait_for()
    looks_well(page)
    page.get_by_label("This is one person").check()
    press(page, "Make them one")
    page.get_by_text("Two entries became one").wait_for()
    looks_well(page)
    page.get_by_role("link", name="Back to your list of people").press("Enter")
    page.get_by_role("link", name="See what was changed").press("Enter")
    page.get_by_role("heading", name="What was changed in your list").wait_for()
    looks_well(page)
    page.get_by_role("button", name="Undo change").first.press("Enter")
    page.get_by_text("Taken back: Two entries became one").wait_for()
    page.goto(re.sub(r"/people.*", "/records/unclaimed", page.url))
    page.get_by_text("There are none.").wait_for()
    looks_well(page)

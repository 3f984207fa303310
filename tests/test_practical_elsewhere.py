"""A practical in two windows, and on a second device: the same file goes on, and no attempt is lost or mixed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import live_pages
import pytest
import sites
from browser import PHONE, chromium, new_page
from journeys import until
from live_pages import kept, press, step
from playwright.sync_api import Browser, Locator, Page

from champions.website.shown import Shown

LESSON, QUESTION = "16-starter-practical", "the-practical"
#: The cell with the learner's code and the button for the file.
FINISH = "lesson-16"
ANOTHER = "Show how it should be, and give me another file"
#: For a browser that is too old for windows to call each other: they meet at the next change.
DEAF = "delete window.BroadcastChannel"
pytestmark = pytest.mark.needs("chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site = tmp_path_factory.mktemp("site")
    live_pages.write_without_its_steps(site, LESSON, {FINISH: Shown(call="finish")})
    (site / "jupyter-lite.json").write_text("{}", encoding="utf-8")
    served = sites.serving(site)
    yield f"{served.address}live/{LESSON}.html"
    served.stop()


@pytest.fixture
def device(browser: Browser, address: str) -> Iterator[Page]:
    page = opened(new_page(browser, PHONE), address)
    yield page
    page.context.close()


@pytest.fixture
def other_device(browser: Browser, address: str) -> Iterator[Page]:
    page = opened(new_page(browser, PHONE), address)
    yield page
    page.context.close()


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.locator("body[data-alive]").wait_for()
    rows(page).first.wait_for()
    return page


def rows(page: Page) -> Locator:
    return step(page, QUESTION).locator(".file-row input")


def number(page: Page) -> str:
    return step(page, QUESTION).get_by_text(re.compile(r"^File number \d+\.$")).inner_text()


def mend(page: Page, row: int, now: str) -> None:
    """Write another number into a row: one that no file holds, since writing what stands there changes nothing."""
    rows(page).nth(row - 1).fill(now)
    rows(page).nth(row - 1).press("Tab")
    until(lambda: answer(page).get("mend", {}).get(str(row)) == now)


def answer(page: Page) -> dict[str, Any]:
    """The answer to the practical that this browser keeps."""
    record = json.loads(kept(page, LESSON) or "{}").get("answers", {}).get(QUESTION, {})
    return dict(record.get("answer", {}))


def attempts(page: Page) -> dict[int, dict[str, str]]:
    """Each file that this browser keeps, with what was mended in it."""
    now = answer(page)
    return {one["variant"]: one.get("mend", {}) for one in [*now.get("earlier", []), now]}


def test_two_windows_have_one_file_and_each_shows_what_the_other_did(
    device: Page, address: str
) -> None:
    second = opened(device.context.new_page(), address)
    first_file = number(device)
    assert number(second) == first_file  # before anything was changed in either
    mend(device, 1, "911")
    until(lambda: rows(second).nth(0).input_value() == "911")
    mend(second, 2, "912")
    until(lambda: rows(device).nth(1).input_value() == "912")
    assert second.get_by_text("from another window, are here now").count() == 1

    press(step(second, QUESTION), ANOTHER)
    until(lambda: number(device) != first_file)  # its reading was shown, so it is put away here too
    assert number(device) == number(second)
    mend(device, 3, "913")
    mended = [{"1": "911", "2": "912"}, {"3": "913"}]
    assert sorted(attempts(second).values(), key=str) == sorted(mended, key=str)
    opened(second, address)
    assert (number(second), rows(second).nth(2).input_value()) == (number(device), "913")


def test_the_learners_code_typed_in_one_window_is_in_the_other(device: Page, address: str) -> None:
    second = opened(device.context.new_page(), address)
    device.get_by_label("Your learner code").fill("LC-17")
    device.keyboard.press("Tab")
    until(lambda: second.get_by_label("Your learner code").input_value() == "LC-17")
    mend(second, 1, "911")
    assert '"learner": "LC-17"' in kept(second, LESSON)


@pytest.fixture
def deaf(browser: Browser, address: str) -> Iterator[tuple[Page, Page]]:
    """Two windows of one browser that hear nothing of each other."""
    page = new_page(browser, PHONE)
    page.context.add_init_script(DEAF)
    yield opened(page, address), opened(page.context.new_page(), address)
    page.context.close()


def type_in(page: Page, row: int, now: str) -> None:
    rows(page).nth(row - 1).fill(now)
    rows(page).nth(row - 1).press("Tab")


@pytest.mark.parametrize(("press_", "stays"), [("this page", "2"), ("the other", "1")])
def test_where_two_windows_changed_one_file_unheard_it_is_asked_which_to_keep(
    deaf: tuple[Page, Page], press_: str, stays: str
) -> None:
    first, second = deaf
    mend(first, 1, "911")
    type_in(second, 2, "912")
    which = step(second, QUESTION).get_by_role("alert")
    which.get_by_text("This step has two answers").wait_for()
    assert answer(second)["mend"] == {"1": "911"}  # nothing is written over before somebody chose
    said = re.compile(rf"Keep .*{press_}.*: number \d+, with 1 filled in")
    which.get_by_role("button", name=said).press("Enter")
    until(lambda: list(answer(second)["mend"]) == [stays])
    until(lambda: rows(second).nth(int(stays) - 1).input_value() == f"91{stays}")


def test_a_file_whose_reading_was_shown_unheard_is_put_away_at_the_next_change(
    deaf: tuple[Page, Page],
) -> None:
    first, second = deaf
    mend(first, 1, "911")
    press(step(first, QUESTION), ANOTHER)
    until(lambda: len(attempts(first)) == 2)
    mend(first, 2, "912")
    before = attempts(first)
    type_in(second, 3, "913")
    until(lambda: rows(second).nth(1).input_value() == "912")
    assert number(second) == number(first)
    assert attempts(second) == before


def test_ones_file_goes_on_at_the_same_data_on_a_second_device(
    device: Page, other_device: Page, tmp_path: Path
) -> None:
    device.get_by_label("Your learner code").fill("LC-17")
    mend(device, 1, "911")
    mend(device, 2, "912")
    bring(other_device, sent(device, tmp_path))
    other_device.get_by_text("Your work from this file is here.").wait_for()
    until(lambda: number(other_device) == number(device))
    shown = [rows(other_device).nth(row).input_value() for row in (0, 1)]
    assert shown == ["911", "912"]
    mend(other_device, 3, "913")
    bring(device, sent(other_device, tmp_path))  # and back again
    until(lambda: rows(device).nth(2).input_value() == "913")
    assert attempts(device) == attempts(other_device)
    assert len(attempts(device)) == 1


def test_a_file_begun_on_each_device_stays_beside_the_one_that_was_changed_more(
    device: Page, other_device: Page, tmp_path: Path
) -> None:
    mend(other_device, 5, "915")
    assert number(other_device) != number(device)  # nobody reads the answer off another device
    mend(device, 1, "911")
    mend(device, 2, "912")
    theirs = answer(device)["variant"]
    bring(other_device, sent(device, tmp_path))
    until(lambda: len(attempts(other_device)) == 2)
    assert list(attempts(other_device).values()) == [{"5": "915"}, {"1": "911", "2": "912"}]
    assert answer(other_device)["variant"] == theirs
    until(lambda: number(other_device) == number(device))


def sent(page: Page, folder: Path) -> Path:
    with page.expect_download() as coming:
        page.get_by_role("button", name="Get my file", exact=True).last.press("Enter")
    file = folder / f"{id(page)}.ipynb"
    coming.value.save_as(file)
    return file


def bring(page: Page, file: Path) -> None:
    page.locator("#file-in").set_input_files(file)

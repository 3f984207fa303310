"""A new trainer takes the sample cohort through the five steps, in a real browser.

tests/long/test_desk_on_a_phone.py runs all of it again, 390 pixels wide.
"""

from __future__ import annotations

import json
import re
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import waitress
from browser import COURSE, DESKTOP, new_page
from desks import Size, looks_well, open_desk, running_desk
from playwright.sync_api import Browser, Dialog, Page

from champions.desk import app, command, state
from champions.desk.manual_marking import number_of
from champions.questions import Words
from champions.questions.scheme import load_scheme

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.needs("chromium", "bubblewrap"),
]
HOSTILE = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"


@pytest.fixture(scope="module")
def size() -> Size:
    return DESKTOP


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory, size: Size) -> Iterator[Page]:
    """The desk's first page, as its printed address opens it."""
    out = tmp_path_factory.mktemp("desk") / "work"
    with open_desk(browser, size, out) as opened:
        yield opened


def go(page: Page, step: str) -> None:
    page.get_by_role("navigation").get_by_role("link", name=step).click()
    page.locator("a[aria-current=page]", has_text=step).wait_for()


def test_the_five_steps_with_the_sample_cohort(page: Page, tmp_path: Path) -> None:
    looks_well(page)
    page.get_by_role("button", name="Try it with a sample").click()
    page.get_by_text("23 lessons came in.").wait_for()
    looks_well(page)

    go(page, "Who is missing")
    page.get_by_text("Leon Example (invented)").wait_for()
    looks_well(page)
    page.get_by_role("link", name="Your list of people").click()
    page.get_by_role("cell", name="sample-01").wait_for()
    looks_well(page)

    go(page, "Mark")
    page.get_by_role("button", name="Mark now").press("Enter")
    page.locator("progress").wait_for()
    looks_well(page)
    page.get_by_text("Marking is done. 23 lessons have marks.").wait_for()
    looks_well(page)

    score_by_keyboard(page)
    send_back(page, tmp_path)

    go(page, "What was hard")
    page.get_by_text("11 people tried it.").first.wait_for()
    looks_well(page)

    page.get_by_role("link", name="Your desk", exact=True).click()
    report(page, tmp_path)
    page.get_by_role("link", name="Your desk", exact=True).click()
    page.get_by_role("link", name="Take marks along, or delete").click()
    looks_well(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Get all tables as one zip").press("Enter")
    assert waiting.value.suggested_filename == "marks.zip"
    page.get_by_label("Who").select_option(
        "Kirsty Example (invented) (sample-11, Sample (invented))"
    )
    person = page.locator("form", has=page.get_by_label("Who"))
    person.get_by_label("I am sure").check()
    person.get_by_role("button", name="Delete this person").press("Enter")
    page.get_by_text("1 record was deleted. The whole work folder was searched").wait_for()
    looks_well(page)


def report(page: Page, folder: Path) -> None:
    """The report for a steering group: on the screen, then as a PDF with its structure."""
    page.get_by_role("link", name="What the course has changed").click()
    looks_well(page)
    page.get_by_label("Try it with the invented survey").check()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Get it as PDF").press("Enter")
    waiting.value.save_as(folder / "report.pdf")
    made = (folder / "report.pdf").read_bytes()
    assert made.startswith(b"%PDF")
    assert b"/StructTreeRoot" in made  # headings and alt texts, for those who listen to it
    page.get_by_role("button", name="Show the report").press("Enter")
    page.get_by_text("19 answered twice.").wait_for()
    looks_well(page)
    page.go_back()


def score_by_keyboard(page: Page) -> None:
    """Score one piece with keys alone, take it back, and say that one is concerned."""
    page.get_by_role("link", name="Read the first one").press("Enter")
    page.get_by_role("heading", name="Project evidence").wait_for()
    first = page.url
    looks_well(page)
    page.keyboard.press("2")
    assert page.get_by_role("radio", checked=True).get_attribute("value") == "2"
    page.get_by_role("button", name="Thank you. You say clearly what you saw.").press("Space")
    page.keyboard.type(" And 3 words of my own.")  # a number in a reply is no level
    assert page.get_by_role("radio", checked=True).get_attribute("value") == "2"
    page.get_by_role("button", name="Keep and go on").press("Enter")
    page.wait_for_url(lambda now: now != first)
    page.get_by_role("button", name="Take back my last score").press("Enter")
    page.wait_for_url(first)
    page.get_by_role("button", name="I am concerned about this").press("Enter")
    page.get_by_text("Ring 999").wait_for()
    page.get_by_role("heading", name="(invented)").wait_for()
    looks_well(page)


def send_back(page: Page, folder: Path) -> None:
    """Get the new pages, then look at one as the champion sees it."""
    go(page, "Send back")
    looks_well(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Get the new pages as one zip").press("Enter")
    waiting.value.save_as(folder / "feedback.zip")
    with zipfile.ZipFile(folder / "feedback.zip") as packed:
        assert len(packed.namelist()) == 12  # one for each person
        assert "Amina Example (invented) (sample-01) feedback.html" in packed.namelist()
    page.locator("summary", has_text="Amina Example").click()
    page.get_by_role("link", name="See the page for Run charts").first.click()
    page.get_by_role("heading", name="Your feedback: Run charts").wait_for()
    page.go_back()
    page.get_by_role("heading", name="Send back").wait_for()


def test_a_desk_at_which_a_test_fails_is_closed_and_the_test_is_told(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), running_desk(tmp_path / "work") as (address, process):
        raise ZeroDivisionError
    assert address.startswith("http://127.0.0.1")
    assert process.poll() is not None


def test_an_error_that_nobody_expected_is_a_page_to_read(
    browser: Browser, tmp_path: Path, size: Size
) -> None:
    """A folder stands where the list of people should: a page says so, and leads back."""
    (tmp_path / "people" / "people.csv").mkdir(parents=True)
    listening = command._listen(0)
    port = listening.getsockname()[1]
    made = app.make(COURSE, tmp_path, "token", port, [])
    server = waitress.create_server(made, sockets=[listening], threads=1)
    threading.Thread(target=server.run, daemon=True).start()
    page = new_page(browser, size)
    page.goto(f"http://127.0.0.1:{port}/token/people")
    page.get_by_text(
        "Something went wrong that the desk did not expect (IsADirectoryError"
    ).wait_for()
    looks_well(page)
    page.get_by_text("For the people who look after the course").click()
    page.get_by_text("Traceback").wait_for()
    looks_well(page)
    page.goto(f"http://127.0.0.1:{port}/token/nowhere")
    page.get_by_text("This page is not here.").wait_for()
    looks_well(page)
    page.context.close()
    server.close()
    state.of(made).course.close()


def test_a_hostile_submission_does_nothing_on_any_page(page: Page, tmp_path: Path) -> None:
    """Script in the words, the code, the file's name and the folder's name."""
    released = COURSE / "modules/06-run-charts/lesson.ipynb"
    notebook: dict[str, Any] = json.loads(released.read_text(encoding="utf-8"))
    notebook["metadata"]["kernelspec"]["display_name"] = HOSTILE
    scheme = load_scheme(COURSE / "solutions/06-run-charts")
    words = [one for one in scheme.questions if isinstance(one, Words)]
    replies = {one.id: {"answer": dict.fromkeys(one.boxes, HOSTILE)} for one in words}
    book: dict[str, Any] = {"format": 1, "module": "06-run-charts", "answers": replies}
    bad = tmp_path / "sent.zip"
    with zipfile.ZipFile(bad, "w") as packed:
        for folder, code in (
            ("sample-12", "sample-12"),
            ("x<img src=x onerror=alert(1)>", HOSTILE),
        ):
            told = json.dumps(book | {"learner": code})
            packed.writestr(f"{folder}/06-run-charts/lesson.ipynb", json.dumps(notebook))
            packed.writestr(f"{folder}/06-run-charts/my-answers.json", told)
        packed.writestr("<script>alert(1)<script>/<script>alert(1)<script>.ipynb", "{")
    said: list[str] = []

    def note(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    go(page, "Drop files in")
    page.get_by_label("Drop files here, or choose them").set_input_files(bad)
    page.get_by_text("1 file chosen.").wait_for()
    page.get_by_role("button", name="Take these files in").click()
    page.get_by_text("could not be used").wait_for()
    go(page, "Mark")
    page.get_by_role("button", name=re.compile("Mark (now|again)")).click()
    page.get_by_text("Marking is done.").wait_for()
    for name in ("Who is missing", "Mark", "Send back", "What was hard", "Drop files in"):
        go(page, name)
        assert "taken" not in page.title()
    evidence = next(one for one in words if one.rubric)
    number = number_of("sample-12", "06-run-charts", evidence.id)
    page.goto(re.sub(r"/files.*", f"/read/{number}", page.url))
    assert page.locator("blockquote").first.inner_text() == HOSTILE
    assert "taken" not in page.title()
    assert said == []

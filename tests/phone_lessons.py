"""A lesson is worked to its end on a phone with the network off, and saved.

The forms that most questions have are filled in by hand. What was made with a tool of its own (a
chart, a service, a sorter) and lines of code come in with a file that was begun elsewhere: how
those are worked is tested in the journeys. The saved file holds what the worked lesson holds, which
gets all points from stock nbgrader (long/test_stock_lessons) and the same from ours (test_equality).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from browser import COURSE, PHONE, new_page
from journeys import Step, step_of
from playwright.sync_api import Browser, Locator, Page
from sites import PATIENCE, serving, shared_site, start

from champions.activities.pdsa.question import Record
from champions.activities.practical.question import Practical
from champions.activities.story.question import Story
from champions.questions import (
    Choice,
    Dots,
    Guess,
    Number,
    Order,
    Pick,
    Question,
    Sort,
    Words,
    answers,
)
from champions.questions.facets import facet
from champions.questions.scheme import load_scheme
from champions.website import command as site

LESSONS = sorted(path.parent.name for path in COURSE.glob("solutions/*/lesson.md"))
#: Run by the website's Python at each change: the first, one of charts and a practical.
FEW = tuple(one for one in LESSONS if one[:2] in {"00", "06", "16"})
DONE = "Every step is done"
#: For what the worked lesson leaves to each champion.
MY_WORDS = "We rang five people, and four of them came."


def without_network(browser: Browser, folders: pytest.TempPathFactory) -> tuple[Page, str]:
    """A page of a phone that saw the front page and began one lesson; since then it has no network."""
    served = serving(shared_site(folders))
    page = new_page(browser, PHONE)
    page.goto(f"{served.address}lessons/{LESSONS[0]}.html")
    start(page)  # so that there is a place for lessons on this device
    page.goto(served.address)
    # The lesson has begun to keep all of it, and may have told so before this page listened.
    page.get_by_role("button", name="Keep the notebook too").click()
    page.locator("#kept", has_text="also works without a network").wait_for(timeout=PATIENCE)
    page.locator("body[data-python='kept']").wait_for(timeout=PATIENCE)
    served.stop()
    return page, served.address


# --- Filling in the forms -----------------------------------------------------------------------


def by_hand(question: Question) -> bool:
    """Whether the question has one of the forms that are filled in here."""
    if isinstance(question, Record | Story):
        return True
    form = facet(question, "form.form").__module__
    drawn = isinstance(question, Dots)
    return form.startswith("champions.questions.") and not question.from_code and not drawn


def fill(step: Step, question: Question, answer: Any) -> None:
    """Enter an answer as a person does, and check it."""
    if isinstance(question, Choice | Guess):
        options = question.shown if isinstance(question, Choice) else question.options
        step.form.locator(".champions-option").nth([*options].index(answer)).click()
        return
    if isinstance(question, Record | Story):
        write_a_record(step.form)
        return
    if isinstance(question, Words):
        for box, key in enumerate(question.boxes):
            step.type(str(answer.get(key, "")), box)
        return
    if isinstance(question, Pick):
        step.tick([key in answer for key in question.shown])
    elif isinstance(question, Sort):
        step.sort([question.groups[answer[key]] for key in question.items])
    elif isinstance(question, Order):
        step.put_in_order([*question.items], answer)
    else:
        step.type(str(answer))
    step.form.locator(".champions-check").click()


def write_a_record(form: Locator) -> None:
    """A PDSA record, whose second half opens when the prediction is kept, or a story with consent."""
    keep = form.get_by_role("button", name="Keep my prediction")
    for box in form.locator("textarea:visible").all():
        box.fill(MY_WORDS)
    if keep.count():
        keep.click()
        keep.wait_for(state="hidden")
        for box in form.locator("textarea:visible").all():
            box.fill(MY_WORDS)
    for choice in form.locator("select:visible").all():
        choice.select_option(index=1)


PUT = """([place, files]) => new Promise((done, fail) => {
    const request = indexedDB.open(place);
    request.onerror = fail;
    request.onsuccess = () => {
        const change = request.result.transaction("files", "readwrite");
        for (const one of files) change.objectStore("files").put(one, one.path);
        change.onerror = fail;
        change.oncomplete = () => { request.result.close(); done(); };
    };
})"""


def begin(
    page: Page, address: str, module: str, notebook: Any, questions: Sequence[Question]
) -> None:
    """Put the worked lesson on the device, without the answers that are to be given by hand."""
    names = {question.id for question in questions}
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            kept = output.get("data", {}).get(answers.MIME, {})
            if kept.get("question") in names:
                del output["data"][answers.MIME]
    book = answers.recover(notebook, module)
    assert not names & set(book.records)
    page.goto(address)
    files = [
        file(f"{module}/lesson.ipynb", "notebook", "json", notebook),
        file(f"{module}/my-answers.json", "file", "text", answers.as_text(book)),
    ]
    page.evaluate(PUT, ["JupyterLite Storage - /", files])


def file(path: str, kind: str, form: str, content: Any) -> dict[str, Any]:
    """A file as JupyterLite keeps it on the device."""
    when = {"created": site.EPOCH, "last_modified": site.EPOCH}
    mime = "application/json" if form == "json" else "text/plain"
    return when | {
        "name": path.rpartition("/")[2], "path": path, "type": kind, "format": form,
        "content": content, "mimetype": mime, "writable": True, "size": 1,
    }  # fmt: skip


def nothing_is_cut_off(page: Page) -> None:
    for frame in page.frames:
        wide, seen = frame.evaluate(
            "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= seen, frame.url


def mine_to_give(question: Question, worked: answers.AnswerBook) -> Any:
    """The worked answer; where that leaves it to each champion, some words or the first guess."""
    if question.id in worked.records:
        return worked.answer(question.id)
    if isinstance(question, Guess):
        return next(iter(question.options))
    assert isinstance(question, Words)
    return dict.fromkeys(question.boxes, MY_WORDS)


def plain(book: answers.AnswerBook, asked: Sequence[Question]) -> dict[str, Any]:
    """Each answer in one form: a form keeps a typed number as text, and ticks as they stand."""
    given = {name: record.answer for name, record in book.records.items()}
    for question in asked:
        if question.id in given and isinstance(question, Number):
            given[question.id] = question.read(given[question.id])
        elif question.id in given and isinstance(question, Pick):
            given[question.id] = sorted(given[question.id])
    return given


# --- The whole lesson ---------------------------------------------------------------------------


def work(phone: tuple[Page, str], module: str) -> None:
    """Work a lesson, save it, and see that the file holds all that the worked lesson holds.

    Args:
        phone: the page without a network, and the address that it knows. module: the lesson's folder.
    """
    page, address = phone
    notebook = json.loads((COURSE / "solutions" / module / "lesson.ipynb").read_text("utf-8"))
    worked = answers.recover(notebook, module)
    asked = load_scheme(COURSE / "solutions" / module).questions
    mine = [one for one in asked if by_hand(one)]
    a_practical = any(isinstance(one, Practical) for one in asked)  # marked with a tool of its own
    assert len(mine) >= 4
    assert a_practical or sum(one.marked for one in mine) >= 4

    begin(page, address, module, notebook, mine)
    page.goto(f"{address}lessons/{module}.html")
    lesson = start(page)
    assert lesson.locator(".champions-finish", has_text=DONE).count() == 0
    for question in mine:
        step = step_of(lesson, question.ask)
        fill(step, question, mine_to_give(question, worked))
        if question.marked:
            step.says("Right")
    lesson.locator(".champions-finish", has_text=DONE).wait_for()
    assert lesson.locator(".champions-trouble, .champions-not-read").count() == 0
    nothing_is_cut_off(page)

    with page.expect_download() as download:
        page.get_by_role("button", name="Get my file").click()
    saved = answers.recover(json.loads(download.value.path().read_text("utf-8")), module)
    assert plain(saved, asked).items() >= plain(worked, asked).items()

"""The pages of lessons that are alive without Python, worked as a champion does it by keyboard."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from browser import COURSE
from journeys import until
from playwright.sync_api import Locator, Page

from champions.activities.your_turn.question import YourTurn, answer_for
from champions.questions import Question
from champions.questions.kinds import name_of
from champions.questions.scheme import load_scheme
from champions.questions.variants import FOLDER, Variant
from champions.website import alive, command, pages

LESSON = "00-start-here"


def write_site(out: Path, lessons: Sequence[str]) -> Path:
    """The site's own pages with some lessons; JupyterLite's are not needed here, nor is Python."""
    (out / "champions").mkdir()
    config = {"jupyter-config-data": {"appVersion": "1.2.3"}}
    (out / "jupyter-lite.json").write_text(json.dumps(config), encoding="utf-8")
    handed_out = {name: COURSE / "modules" / name / "lesson.ipynb" for name in lessons}
    notebooks = {name: json.loads(path.read_text("utf-8")) for name, path in handed_out.items()}
    pages.write_pages(out, COURSE, notebooks, paper=False)
    (out / "service-worker.js").write_text("// JupyterLite's own", encoding="utf-8")
    command.write_worker(out, elsewhere=False)
    return out


@dataclass(frozen=True)
class Sent:
    """What came of a lesson that was worked through: the file, and how far the page said it was."""

    lesson: str
    file: Path
    name: str
    done: str


def work_through(page: Page, home: str, lesson: str, folder: Path) -> Sent:
    """A lesson from the front page to its end by keyboard, opened again, and its file.

    Args:
        page: a new page. home: the address of the site. lesson: its folder name.
        folder: where the file goes.
    """
    scheme = load_scheme(COURSE / "solutions" / lesson)
    page.goto(home)
    page.locator(f'[data-module="{lesson}"] a').press("Enter")
    page.locator("body[data-alive]").wait_for()
    first = next((one for one in scheme.marked if one.misses and name_of(one) == "choice"), None)
    if first:
        options = step(page, first.id).locator("input[type=radio]").all()
        keys = {str(one.get_attribute("value")) for one in options}
        choose(page, first.id, next(iter(keys - {first.right_answer()})))
        says(page, first.id, "Not yet")
    for question in scheme.questions:
        answer(page, question)
    page.get_by_label("Your learner code").fill("LC-17")
    page.keyboard.press("Tab")
    if all(name_of(one) in alive.FORMS for one in scheme.questions):
        page.get_by_text("Every step is done. Well done.").wait_for()
    done = page.locator("#so-far").inner_text()
    until(lambda: '"learner": "LC-17"' in kept(page, lesson))
    page.reload()
    page.locator("body[data-alive]").wait_for()
    page.locator("#so-far", has_text=done).wait_for()
    if first:
        says(page, first.id, "Right")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Get my file", exact=True).last.press("Enter")
    file = folder / "lesson.ipynb"
    coming.value.save_as(file)
    page.goto(home)
    page.locator(f'[data-module="{lesson}"]', has_text="steps right").wait_for()
    return Sent(lesson, file, coming.value.suggested_filename, done)


def step(page: Page, question: str) -> Locator:
    return page.locator(f'[data-question="{question}"]')


def says(page: Page, question: str, words: str) -> None:
    step(page, question).locator("[role=status]", has_text=words).wait_for()


def to(page: Page, control: Locator, key: str = "Tab") -> None:
    """Go on with one key until the control has the focus, as somebody without a mouse does."""
    for _ in range(60):
        if control.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError("the keyboard does not come to it")


def choose(page: Page, question: str, key: str) -> None:
    """Choose one of several by the arrow keys, and check it by Enter."""
    options = step(page, question).locator("input[type=radio]")
    wanted = step(page, question).locator(f'input[value="{key}"]')
    options.first.focus()
    to(page, wanted, "ArrowDown")
    page.keyboard.press("Enter")


def kept(page: Page, lesson: str = LESSON) -> str:
    """What the browser keeps of a lesson of this course; empty where nothing is kept."""
    return str(
        page.evaluate(
            """async lesson => {
                const name = ChampionsPage.nameFor(location.host + new URL('../', location.href).pathname);
                const ask = one => new Promise(done => { one.onsuccess = () => done(one.result); });
                const base = await ask(indexedDB.open(name));
                return await ask(base.transaction('records').objectStore('records').get(lesson)) ?? '';
            }""",
            lesson,
        )
    )


def answer(page: Page, question: Question) -> None:
    """Answer one question rightly, or in words of one's own, by keyboard alone."""
    if name_of(question) not in alive.FORMS:
        return  # it opens with Python
    form = step(page, question.id)
    right: Any = question.right_answer()
    special = BY_KIND.get(name_of(question))
    if isinstance(question, YourTurn):
        _turn(page, question, form)
    elif special:
        special(page, question, form, right)
    elif form.locator("input[type=radio]").count():
        first = form.locator("input[type=radio]").first.get_attribute("value")
        choose(page, question.id, right or str(first))
    elif form.locator("input[type=text]").count():
        form.locator("input[type=text]").fill(str(right))
        page.keyboard.press("Enter")
    elif name_of(question) == "written":
        form.locator("textarea").fill(str(right))
        press(form, "Check")
    elif form.locator("textarea").count():
        write(form)
    else:
        put_together(form, right)
        press(form, "Check")
    if question.marked:
        form.locator(".champions-feedback.champions-right").wait_for()


def press(form: Locator, name: str) -> None:
    form.get_by_role("button", name=name, exact=True).press("Enter")


def write(form: Locator) -> None:
    for box in form.locator("textarea:visible").all():
        box.fill("A bench at the bus stop.\nZoë asked for it, for 2 weeks. Adopt it.")


def put_together(form: Locator, right: Any) -> None:
    """Tick, sort or put in order, as far as Check."""
    if isinstance(right, dict):
        for key, group in right.items():
            form.locator(f'select[data-key="{key}"]').select_option(group)
        return
    for place, key in enumerate(right):
        if form.locator("ol").count():
            here = form.locator("li").nth(place).locator(f'[data-key="{key}"]')
            while not here.count():
                form.locator(f'[data-key="{key}"][data-by="-1"]').press("Enter")
        else:
            form.locator(f'input[value="{key}"]').press("Space")


def _themes(page: Page, question: Any, form: Locator, right: Any) -> None:
    for group in right.values():
        press(form, question.groups[group])


def _records(page: Page, question: Any, form: Locator, right: Any) -> None:
    groups = list(question.groups)
    items = [str(one.get_attribute("value")) for one in form.locator("select option").all()]
    for at, item in enumerate(items):
        group = right[item] if right else groups[at % len(groups)]
        form.locator(f'input[value="{group}"]').press("Space")
    if right:
        press(form, "Check")


def _dots(page: Page, question: Any, form: Locator, right: Any) -> None:
    for height in (*right["dots"], right["line"]):
        form.locator("input[type=number]").fill(f"{height:g}")
        press(form, "Place it here")
    press(form, "Check my chart")


def _service(page: Page, question: Any, form: Locator, right: Any) -> None:
    lists = form.locator("select")
    for number in range(4):
        lists.nth(0).select_option(index=number + 1)
        lists.nth(1).select_option("9-12")
        lists.nth(2).select_option("6")
        press(form, "Do it")
        lists.nth(3).select_option("adopt")
        press(form, "Decide")
    variant = json.loads(kept(page, page.url.rpartition("/")[2].removesuffix(".html")))
    number = variant["answers"][question.id]["answer"]["variant"]
    truth = json.loads((COURSE / FOLDER / "service" / f"{number:03}.json").read_text("utf-8"))[
        "truth"
    ]
    for at, change in enumerate(("text", "call", "map", "late"), 4):
        lists.nth(at).select_option(truth[change])
    press(form, "Check what I found")


def turn_answer(question: YourTurn, number: int) -> dict[str, Any]:
    """The right answer to one chart of a kind."""
    return answer_for(question, Variant(question.pool, number))


def _turn(page: Page, question: YourTurn, form: Locator) -> None:
    said = form.get_by_text("Chart number").first.inner_text()
    right = turn_answer(question, int(said.strip(".").split()[-1]))
    for box, number in zip(
        form.locator("input[type=text]").all(), right["numbers"].values(), strict=True
    ):
        box.fill(f"{number:g}")
        box.press("Tab")
    cells = form.locator("button.cell")
    marked = right["marked"]
    for at in marked if isinstance(marked, list) else [cells.count()]:
        cells.nth(at - 1).press("Enter")
    for part in ("means", "then"):
        form.locator(f'input[value="{right[part]}"][name$="-{part}"]').press("Space")
    press(form, "Check my answer")


def _pdsa(page: Page, question: Any, form: Locator, right: Any) -> None:
    write(form)
    press(form, "Keep my prediction. Now we test.")
    write(form)


BY_KIND = {
    "themes": _themes,
    "code-freely": _records,
    "code-by-rule": _records,
    "dots": _dots,
    "service": _service,
    "pdsa": _pdsa,
}

"""The pages of lessons that are alive without Python, worked as a champion does it by keyboard."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from browser import COURSE
from journeys import until
from playwright.sync_api import Locator, Page

from champions.activities.limits_by_hand.question import STEPS, work_out
from champions.activities.service_ramp.question import answer_for as taken_well
from champions.activities.small_cells.question import CELLS, LEAST_SHOWN, fewest_of
from champions.activities.your_turn.question import YourTurn, answer_for
from champions.questions import Question
from champions.questions.kinds import name_of
from champions.questions.scheme import load_scheme
from champions.questions.variants import Variant
from champions.website import alive, command, pages
from champions.website.packed import unpacked
from champions.website.shown import Shown

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


def write_without_its_steps(
    out: Path, lesson: str, shown: Mapping[str, Shown] | None = None
) -> Path:
    """One lesson's page without what its steps show: its code is not run, so it is made at once.

    Args:
        out: the folder; it may hold other lessons already. lesson: its folder name.
        shown: what some of its steps show, by the cell's id.
    """
    for name in ("live", "champions"):
        (out / name).mkdir(exist_ok=True)
    notebook = json.loads((COURSE / "modules" / lesson / "lesson.ipynb").read_text("utf-8"))
    made = alive.page(COURSE, lesson, notebook, shown or {}, paper=False)
    assert made is not None
    page = out / "live" / f"{lesson}.html"
    page.write_text(made.html, encoding="utf-8")
    alive.write_shared(out / "champions")
    alive.write_made(out / "live", made)
    alive.write_variants(out / "live" / alive.VARIANTS, COURSE, made.pools)
    return page


def files_of(site: Path, lesson: str) -> set[Path]:
    """All that a lesson's page can ever bring but its Python: scripts, styles, pictures, variants, views.

    Args:
        site: the folder of a site. lesson: the lesson's folder name.
    """
    live, shared = site / "live", site / "champions"
    page = live / f"{lesson}.html"
    text = html.unescape(page.read_text(encoding="utf-8"))
    named = set(re.findall(r"../champions/([\w.-]+)", text))
    found = {page, *(shared / name for name in named if (shared / name).is_file())}
    views = set(re.findall(r'"(\w{16})"', text))
    scripts = [one for one in (live / alive.VIEWS).glob("*.js") if one.stem in views]
    seen = "".join(json.dumps(packed_in(one)) for one in scripts)
    found |= {
        *scripts,
        *(live / one for one in re.findall(r"(?:pictures|views)/\w+\.\w+", text + seen)),
    }
    questions = load_scheme(COURSE / "solutions" / lesson).questions
    pools = {pool for one in questions if one.pool for pool in (one.pool, *one.earlier_pools)}
    every = (live / alive.VARIANTS).glob("*.js")
    return found | {one for one in every if one.stem.rpartition("-")[0] in pools}


def packed_in(script: Path) -> Any:
    """The data that a script of variants or of views carries."""
    *_, carried, _ = script.read_text(encoding="utf-8").split('"')
    return unpacked(carried)


@dataclass(frozen=True)
class Sent:
    """What came of a lesson that was worked through: the file, and how far the page said it was.

    ``letters``: how high the words in its pictures are, in pixels.
    """

    lesson: str
    file: Path
    name: str
    done: str
    letters: list[float]


#: How high each word of each picture is on the screen, in pixels.
LETTERS = """() => [...document.querySelectorAll('svg text')].filter(one => one.getClientRects().length)
    .map(one => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a)"""


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
    letters = page.evaluate(LETTERS)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Get my file", exact=True).last.press("Enter")
    file = folder / "lesson.ipynb"
    coming.value.save_as(file)
    page.goto(home)
    page.locator(f'[data-module="{lesson}"]', has_text="steps right").wait_for()
    return Sent(lesson, file, coming.value.suggested_filename, done, letters)


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


def _ramp(page: Page, question: Any, form: Locator, right: Any) -> None:
    """Take each change of the desk that this page gave to its end."""
    lists = form.locator("select")
    change, size, weeks, predicted, shows, decided = (lists.nth(at) for at in range(6))
    change.select_option(index=1)  # so that the desk's number is kept
    size.select_option("five")
    predicted.select_option(index=2)
    press(form, "Do it")
    text = kept(page, page.url.rpartition("/")[2].removesuffix(".html"))
    number = json.loads(text)["answers"][question.id]["answer"]["variant"]
    for at, test in enumerate(taken_well(Variant("service-ramp", number))["tests"]):
        if at:
            change.select_option(test["change"])
            size.select_option(test["size"])
            if test["weeks"]:
                weeks.select_option(str(test["weeks"]))
            predicted.select_option(test["predicted"])
            press(form, "Do it")
        shows.select_option(test["shows"])
        decided.select_option(test["decided"])
        press(form, "Decide")
    press(form, "Check my tests")


def turn_answer(question: YourTurn, number: int) -> dict[str, Any]:
    """The right answer to one chart of a kind."""
    return answer_for(question, Variant(question.pool, number))


def _turn(page: Page, question: YourTurn, form: Locator) -> None:
    said = form.get_by_text(re.compile("^(Chart|File) number")).first.inner_text()
    right = turn_answer(question, int(said.strip(".").split()[-1]))
    rows = form.locator(".file-row")
    for row, now in right.get("mend", {}).items():
        if now == "out":
            rows.nth(int(row) - 1).get_by_role("button").press("Enter")
        else:
            rows.nth(int(row) - 1).locator("input").fill("" if now == "gap" else now)
            rows.nth(int(row) - 1).locator("input").press("Tab")
    numbers = form.locator("input[type=text]").all()[rows.count() :]
    for box, number in zip(numbers, right["numbers"].values(), strict=True):
        box.fill(f"{number:g}")
        box.press("Tab")
    cells = form.locator(".moves button.cell")
    marked = right["marked"]
    for at in marked if isinstance(marked, list) else [cells.count()]:
        cells.nth(at - 1).press("Enter")
    for part in ("means", "then"):
        form.locator(f'input[value="{right[part]}"][name$="-{part}"]').press("Space")
    press(form, "Check my answer")


def _hand(page: Page, question: Any, form: Locator, right: Any) -> None:
    """Each step of the limits from the ten numbers that this page gave."""
    own = work_out(tuple(int(one) for one in form.locator("td").all_inner_texts()))
    for at, step in enumerate(STEPS, 1):
        numbers = getattr(own, step)
        part = form.get_by_role("group", name=STEPS[step])
        for box, number in zip(
            part.locator("input").all(),
            numbers if isinstance(numbers, tuple) else [numbers],
            strict=True,
        ):
            box.fill(f"{number:g}" if isinstance(number, int) else f"{number:.1f}")
        press(part, f"Check step {at}")
        part.get_by_text("✔ Right.").wait_for()


def _cells(page: Page, question: Any, form: Locator, right: Any) -> None:
    """Hide the small counts of the table that this page gave, and what it takes beside them."""
    buttons = form.locator("button.cell")
    counts = [int(one.split(": ")[1]) for one in buttons.all_inner_texts()]
    must = frozenset(cell for cell, many in zip(CELLS, counts, strict=True) if many < LEAST_SHOWN)
    for cell in fewest_of(must):
        buttons.nth(CELLS.index(cell)).press("Enter")
    press(form, "Check")


def _pdsa(page: Page, question: Any, form: Locator, right: Any) -> None:
    write(form)
    press(form, "Keep my prediction. Now we test.")
    write(form)


TALLY = "\n".join(
    f"{day}: {value}"
    for day, value in zip(
        ("6 January 2025", "13 January 2025", "20/1/2025", "27 Jan 2025"),
        (24, 26, 22, 28),
        strict=True,
    )
)


def _own_numbers(page: Page, question: Any, form: Locator, right: Any) -> None:
    form.get_by_label("Where are your numbers?").select_option("tally")
    form.get_by_role("textbox", name="Your tally").fill(TALLY)
    press(form, "Read my tally")
    press(form, "Yes, this is right. Draw my chart")
    form.get_by_label("What do the numbers count?").fill("Days waited")
    page.keyboard.press("Tab")
    form.locator("figure svg").wait_for()


BY_KIND = {
    "own-numbers": _own_numbers,
    "themes": _themes,
    "code-freely": _records,
    "code-by-rule": _records,
    "dots": _dots,
    "service-ramp": _ramp,
    "limits-by-hand": _hand,
    "small-cells": _cells,
    "pdsa": _pdsa,
}

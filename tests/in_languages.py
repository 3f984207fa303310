"""A lesson's page in another language, for the tests: laid out, put together, and worked in a browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import live_pages
import pytest
import sites
from browser import COURSE
from other_browsers import Other
from playwright.sync_api import Browser

from champions.activities.your_turn.question import YourTurn
from champions.adopting.languages import course
from champions.adopting.languages.messages import Message
from champions.authoring.asked import read_asked
from champions.authoring.build import assemble
from champions.authoring.source import read_source
from champions.data import course_words, words_in
from champions.place import load_glossary, load_place
from champions.questions.kinds import name_of
from champions.questions.scheme import Scheme, load_scheme
from champions.sentences.told import speaking
from champions.website import alive
from champions.website.shown import Shown

LESSON = "06-run-charts"
ANSWER = (COURSE / "tests" / "answer_in_page.js").read_text(encoding="utf-8")
#: Text that stands as English though the page is in another language, and does not say so.
UNMARKED = """() => {
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const place = walk.currentNode.parentElement;
        const aside = place.closest('script, style, pre, code, template, [lang="en-GB"]');
        if (!aside) found.push(walk.currentNode.data.trim());
    }
    return found;
}"""


def laid_out(to: Path, code: str, put: Callable[[Message], str] | None = None) -> Path:
    """The course folder of a language, below a folder of the test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(course, "made", lambda _home, _code: to)
        return course.lay_out(COURSE, code, put)


def put_together(home: Path, lesson: str = LESSON) -> None:
    """A lesson as learners get it, without running it: the steps are those of the English one."""
    source = read_source(home / "solutions" / lesson, home)
    asked = read_asked(home, source, load_place(home))
    language = str(source.front["language"])
    with speaking(course_words(language, home)):
        made = assemble(source, asked, load_glossary(home), load_place(home))
    released = json.loads((COURSE / "modules" / lesson / "lesson.ipynb").read_text("utf-8"))
    handed_out = {cell["id"]: cell["source"] for cell in released["cells"]}
    for cell in made["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["source"] = handed_out[cell["id"]]  # the worked answer stays away
    folder = home / "modules" / lesson
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "lesson.ipynb").write_text(json.dumps(made), encoding="utf-8")
    (folder / "questions.json").write_text(asked.text, encoding="utf-8")


def page_of(home: Path, out: Path, lesson: str = LESSON) -> Path:
    """The page of a lesson in the language of a course folder, without what its steps show."""
    notebook = json.loads((home / "modules" / lesson / "lesson.ipynb").read_text("utf-8"))
    ends = {
        cell["id"]: Shown(call="finish")
        for cell in notebook["cells"]
        if "".join(cell["source"]).startswith("finish()")
    }
    with speaking(words_in(home)):
        made = alive.page(home, lesson, notebook, ends, paper=False)
    assert made is not None
    (out / "live").mkdir(parents=True)
    (out / "champions").mkdir()
    (out / "jupyter-lite.json").write_text("{}", encoding="utf-8")  # by which a site is known
    alive.write_shared(out / "champions")
    alive.write_variants(out / "live" / alive.VARIANTS, COURSE, made.pools)
    page = out / "live" / f"{lesson}.html"
    page.write_text(made.html, encoding="utf-8")
    return page


def given(scheme: Scheme) -> list[tuple[str, str, Any, Any]]:
    """What ``answer_in_page.js`` is given to answer each question of a lesson's forms rightly."""
    found = []
    for question in scheme.questions:
        kind = name_of(question)
        if kind in alive.FORMS:
            more: Any = getattr(question, "groups", None)
            if isinstance(question, YourTurn):
                more = [live_pages.turn_answer(question, number) for number in range(1, 201)]
            found.append((question.id, kind, question.right_answer(), more))
    return found


def worked(browser: Browser, page_file: Path, scheme: Scheme, to: Path) -> Sequence[str]:
    """Work the page at 390 px to its end, put its file at ``to``, and return the texts that it then shows."""
    served = sites.serving(page_file.parents[1])
    page = browser.new_page(viewport={"width": 390, "height": 844}, accept_downloads=True)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{served.address}live/{page_file.name}")
    page.locator("body[data-alive]").wait_for()
    page.locator("[data-question] .cell").first.wait_for()
    for words in given(scheme):
        said = page.evaluate(f"async (given) => {{ {ANSWER} }}", list(words))
        assert "champions-right" in said or not scheme[words[0]].marked, (words[0], said)
    page.locator("#code").fill("LC-17")
    page.locator("#code").blur()
    with page.expect_download() as coming:
        page.locator(".get-file").last.click()
    coming.value.save_as(to)
    texts = list(page.evaluate(UNMARKED))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert wrong == []
    page.close()
    served.stop()
    return texts


#: The file that a press on the button gives, as text: no browser is asked where its downloads are.
GET_FILE = """
    const made = [];
    const before = URL.createObjectURL;
    URL.createObjectURL = (blob) => { made.push(blob); return before.call(URL, blob); };
    document.querySelector(".get-file").click();
    URL.createObjectURL = before;
    return await made[0].text();
"""


def worked_elsewhere(page: Other, page_file: Path, scheme: Scheme, to: Path) -> Sequence[str]:
    """The same as ``worked``, in Firefox or WebKit."""
    site = page_file.parents[1]
    served = sites.serving(site)
    page.goto_on_a_phone(site, served.address, f"live/{page_file.name}")
    page.until("return document.body?.dataset.alive === 'yes'")
    page.until("return document.querySelector('[data-question] .cell')")
    for words in given(scheme):
        said = page.run(ANSWER, *words)
        assert "champions-right" in said or not scheme[words[0]].marked, (words[0], said)
    code = "const box = document.getElementById('code'); box.value = given[0];"
    page.run(f"{code} box.dispatchEvent(new Event('change')); return 0", "LC-17")
    to.write_text(page.run(GET_FILE), encoding="utf-8")
    texts = list(page.run(f"return ({UNMARKED})()"))
    assert page.run("return window.innerWidth") == 390
    assert page.run("return document.documentElement.scrollWidth") <= 390
    served.stop()
    return texts


def scheme_of(home: Path, lesson: str = LESSON) -> Scheme:
    """The questions of a lesson in its language."""
    return load_scheme(home / "modules" / lesson, lesson)

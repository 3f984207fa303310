"""Starter's lessons in Firefox and WebKit: answered, sent, marked, without a network; and Python in its place.

CI works some of them by keyboard in Chromium. Here each is worked in the other two.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import live_pages
import other_browsers
import pytest
import sites
from browser import COURSE
from test_not_run import mark

from champions.activities.service_ramp.question import answer_for
from champions.activities.your_turn.question import YourTurn
from champions.authoring.routes import by_route, routes
from champions.questions.kinds import name_of
from champions.questions.scheme import Scheme, load_scheme
from champions.questions.variants import Variant
from champions.website import alive

pytestmark = [pytest.mark.browser, pytest.mark.needs("bubblewrap")]
COVERS = (
    "modules/*/lesson.ipynb",
    "src/champions/activities/**/*",
    "src/champions/lesson/*",
    "src/champions/questions/**/*",
    "src/champions/style/*",
    "src/champions/website/**/*",
    "tests/answer_in_page.js",
    "tests/live_pages.py",
    "tests/other_browsers.py",
)
ALL = [path.parent.name for path in sorted(COURSE.glob("modules/*/lesson.ipynb"))]
STARTER = next(
    names for route, names in by_route(ALL, routes(COURSE)).items() if route.name == "Starter"
)
ANSWER = (COURSE / "tests" / "answer_in_page.js").read_text(encoding="utf-8")
DESKS = [answer_for(Variant("service-ramp", number)) for number in range(1, 201)]
#: The file that a press on the button gives, as text: no browser is asked where its downloads are.
GET_FILE = """
    const made = [];
    const before = URL.createObjectURL;
    URL.createObjectURL = (blob) => { made.push(blob); return before.call(URL, blob); };
    document.querySelector(".get-file").click();
    URL.createObjectURL = before;
    return await made[0].text();
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return live_pages.write_site(tmp_path_factory.mktemp("site"), STARTER)


@pytest.fixture(scope="module")
def with_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sites.shared_site(tmp_path_factory)


@pytest.fixture(scope="module", params=["firefox", "webkit"])
def page(request: pytest.FixtureRequest) -> Iterator[other_browsers.Other]:
    kind = str(request.param)
    if not getattr(other_browsers, f"{kind}_path")():
        pytest.fail(f"{kind} is not on this computer. Debian: firefox-esr webkit2gtk-driver xvfb.")
    with getattr(other_browsers, kind)() as one:
        yield one


def work_through(page: other_browsers.Other, scheme: Scheme) -> None:
    """Answer each question of the open page rightly."""
    page.until("return document.body.dataset.alive === 'yes'")
    for question in scheme.questions:
        kind = name_of(question)
        if kind not in alive.FORMS:
            continue
        more: Any = DESKS if kind == "service-ramp" else getattr(question, "groups", None)
        if kind == "code-freely":
            more = [
                list(more)[at % len(more)] for at, _ in enumerate(getattr(question, "items", ()))
            ]
        if isinstance(question, YourTurn):
            more = [live_pages.turn_answer(question, number) for number in range(1, 201)]
            page.until(
                "return document.querySelector('[data-question=' + given[0] + '] .cell')",
                question.id,
            )
        if kind == "service-ramp":
            page.until(
                "return document.querySelectorAll('[data-question=' + given[0] + '] select').length > 5",
                question.id,
            )
        said = page.run(ANSWER, question.id, kind, question.right_answer(), more)
        assert "champions-right" in said or not question.marked, (question.id, said)


def test_starters_lessons_are_answered_sent_and_earn_all_points(
    page: other_browsers.Other, site: Path, tmp_path: Path
) -> None:
    served = sites.serving(site)
    for lesson in STARTER:
        scheme = load_scheme(COURSE / "solutions" / lesson)
        page.goto(f"{served.address}live/{lesson}.html")
        work_through(page, scheme)
        done = page.run("return document.getElementById('so-far').textContent")
        page.goto(f"{served.address}live/{lesson}.html")
        page.until("return document.getElementById('so-far').textContent === given[0]", done)
        folder = tmp_path / "inbox" / "LC-17" / lesson
        folder.mkdir(parents=True)
        (folder / "lesson.ipynb").write_text(page.run(GET_FILE), encoding="utf-8")
    served.stop()
    marked, counted = mark(tmp_path / "inbox", tmp_path / "out", COURSE, run_all=False)
    assert marked["not-marked.csv"].count("\n") == 1
    assert counted.scored == len(STARTER)
    rows = list(csv.DictReader(marked["marks-by-question.csv"].lstrip("\ufeff").splitlines()))
    earned = {
        (row["module"], row["question"]): float(row["points"]) for row in rows if row["points"]
    }
    for lesson in STARTER:
        for question in load_scheme(COURSE / "solutions" / lesson).marked:
            if name_of(question) in alive.FORMS:
                assert earned[lesson, question.id] == question.out_of, (lesson, question.id)


def test_after_one_visit_a_lesson_never_opened_answers_without_a_network(
    page: other_browsers.Other, site: Path
) -> None:
    served = sites.serving(site)
    page.goto(f"{served.address}live/{STARTER[0]}.html")
    page.until(
        "return document.getElementById('offline').textContent.includes('also work without')"
    )
    served.stop()
    page.goto(f"{served.address}live/{STARTER[5]}.html")
    scheme = load_scheme(COURSE / "solutions" / STARTER[5])
    work_through(page, scheme)
    page.goto(f"{served.address}live/{STARTER[5]}.html")
    done = sum(1 for one in scheme.marked if not one.stretch and name_of(one) in alive.FORMS)
    page.until(
        "return document.getElementById('so-far').textContent.startsWith(given[0])", f"{done} of "
    )


#: Type a line and run it; what the step then shows.
TYPE = """
    const step = document.querySelector('[data-code="middle-in-code"]');
    const box = step.querySelector("textarea");
    box.value = given[0];
    box.dispatchEvent(new Event("change"));
    [...step.querySelectorAll("button")].find((one) => one.textContent === "Run this step").click();
"""
#: Code steps and pages made by Python are put on the page a moment after it is alive.
IS_THERE = "return Boolean(document.querySelector(given[0] + ' button'))"
SHOWS = "return document.querySelector(given[0]).textContent.includes(given[1])"
PRESS = """
    const buttons = [...document.querySelectorAll(given[0] + " button")];
    buttons.find((one) => one.textContent === given[1] && !one.hidden).click();
"""


def test_python_comes_in_its_place(page: other_browsers.Other, with_python: Path) -> None:
    served = sites.serving(with_python)
    code, lab = '[data-code="middle-in-code"]', "[data-lab]"
    page.goto(f"{served.address}live/06-run-charts.html")
    page.until(IS_THERE, code)
    page.run(TYPE, "middle_line = frist_20")
    page.until(SHOWS, code, 'Did you mean "first_20"?')
    chart = "run_chart(first_20, value='days', time='week', title='Days')"
    page.run(TYPE, f'middle_line = first_20["days"].median()\n{chart}')
    page.until(SHOWS, code, "the same middle line as on the chart")
    page.until("return document.querySelector(given[0] + ' figure img')?.naturalWidth > 400", code)
    page.goto(f"{served.address}live/13-keep-it-going.html")
    page.until("return document.body.dataset.alive === 'yes'")
    page.until(IS_THERE, lab)
    page.run(PRESS, lab, "Make it from my answers")
    page.until(SHOWS, lab, "It is made from your answers as they are now.")
    served.stop()


def test_a_line_without_an_end_is_stopped_and_the_next_one_runs(
    page: other_browsers.Other, with_python: Path
) -> None:
    """The page shares no memory with Python: its worker is ended, and the next line brings it anew."""
    served = sites.serving(with_python)
    code = '[data-code="middle-in-code"]'
    page.goto(f"{served.address}live/06-run-charts.html")
    page.until(IS_THERE, code)
    page.run(TYPE, "while True: pass")
    page.until(SHOWS, code, "Python runs your line.")
    page.run(PRESS, code, "Stop")
    page.until(SHOWS, code, "Python was stopped with it. It starts afresh then")
    page.run(TYPE, 'middle_line = first_20["first_visits"].median()')
    page.until(SHOWS, code, "That is the median of first_visits.")
    served.stop()

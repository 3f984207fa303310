"""The page that a champion gets back: what it says, and that nothing on it can do harm."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import small_course as small
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from champions.marking import results
from champions.marking.cohort import mark_folder
from champions.marking.course import ReleasedLesson
from champions.marking.feedback import next_steps, page, progress
from champions.marking.results import Result
from champions.nbgrader.record import Grade, Sheet
from champions.notebooks.reading import in_lines
from champions.questions import (
    Choice,
    Dots,
    Guess,
    Number,
    Order,
    Pick,
    Question,
    Sort,
    Value,
    Words,
    attempts,
)
from champions.questions import answers as marking_answers
from champions.questions import scheme as marking
from champions.questions.answers import AnswerBook, Record
from champions.questions.page import answer_in_words
from champions.questions.scheme import Scheme, load_scheme
from champions.sentences.told import speaking

#: The languages of a course that has none but English.
IN_ENGLISH = SimpleNamespace(speaking=lambda _module, _language: speaking(None))
HOSTILE = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> ReleasedLesson:
    home = small.make_course(tmp_path_factory.mktemp("course"))
    scheme = load_scheme(home / "solutions" / small.MODULE)
    return ReleasedLesson(small.MODULE, "A small lesson", small.released(), scheme, "")


def made(
    lesson: ReleasedLesson,
    replies: dict[str, Any],
    grades: dict[str, Grade] | None = None,
    *,
    learner: str = "LC-17",
    history: Mapping[str, tuple[str, ...]] | None = None,
    errors: dict[str, str] | None = None,
    open_steps: dict[str, str] | None = None,
    replied: dict[str, str] | None = None,
) -> Result:
    """A result for these replies; grades are those that the run gives unless others are given."""
    book = AnswerBook(small.MODULE)
    for name, answer in replies.items():
        book.records[name] = Record(answer, (history or {}).get(name, ()))
    run = results._Run(book, errors or {})
    sheet = Sheet(_grades(lesson.scheme, book) | (grades or {}), replied or {})
    rows = tuple(
        results._row(question, book, run, sheet, (open_steps or {}).get(question.id, ""))
        for question in lesson.scheme.questions
    )
    return Result(learner, lesson, rows)


def _grades(scheme: Scheme, book: AnswerBook) -> dict[str, Grade]:
    grades = {}
    for question in scheme.questions:
        given = marking.mark(question, book)
        if question.marked:
            grades[question.id] = Grade(given.points, None, given.out_of, False)
        elif isinstance(question, Words) and question.read_by_person:
            written = given.state != "not tried"
            grades[f"{question.id}-words"] = Grade(
                None if written else 0.0, None, float(question.most), written
            )
    return grades


ALL = {**small.ALL_RIGHT, "middle-in-code": 26.0, "further": 7}


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.split("</head>")[1]))


# --- What it says ----------------------------------------------------------------------------------


def test_questions_stand_in_the_lessons_order_with_answer_words_and_points(
    lesson: ReleasedLesson,
) -> None:
    said = text_of(page(made(lesson, ALL)))
    steps = said.split("Step by step")[1]
    places = [steps.index(q.ask) for q in lesson.scheme.questions]
    assert places == sorted(places)
    for words in ("The median", "Half above, half below.", "2 of 2 points", "middle = 26"):
        assert words in said


def test_a_wrong_answer_gets_the_hint_of_the_lesson(lesson: ReleasedLesson) -> None:
    tried = ("mean-not-median", "mean-not-median", "mean-not-median")
    result = made(lesson, {**ALL, "middle-line": "mean"}, history={"middle-line": tried})
    said = text_of(page(result))
    for words in (
        "Not yet",
        "0 of 2 points",
        "One long wait",
        "Where to look:",
        "One step, worked:",
    ):
        assert words in said


def test_other_wrong_answers_and_hints_stay_out_of_the_page(lesson: ReleasedLesson) -> None:
    said = page(made(lesson, {**ALL, "middle-line": "mean"}))
    for secret in (
        "A target is a wish.",
        "target-is-the-middle",
        "mean-not-median",
        "Where to look",
    ):
        assert secret not in said


def test_levels_that_were_not_given_stay_out_of_the_page(lesson: ReleasedLesson) -> None:
    given = {"evidence-words": Grade(None, 2.0, 3, False)}
    said = text_of(page(made(lesson, ALL, given, replied={"evidence-words": "Clear. Thank you."})))
    for words in (
        "Your trainer has read this",
        "2 of 3 points",
        "Reads the whole chart.",
        "Clear.",
    ):
        assert words in said
    assert "Says what may be behind it." not in said
    assert "Says what is counted." not in said


def test_words_are_quoted_and_wait_for_a_person(lesson: ReleasedLesson) -> None:
    result = made(lesson, ALL)
    said = text_of(page(result))
    for words in ("My mother waited longest.", "Your trainer will read this", "not read yet"):
        assert words in said
    assert [row.question.id for row in result.waiting] == ["evidence", "reflection"]
    assert "This is never scored." in said


def test_a_reply_to_a_reflection_is_shown_without_points(lesson: ReleasedLesson) -> None:
    read = {"reflection-words": Grade(None, 0.0, 0, False)}
    html = page(made(lesson, ALL, read, replied={"reflection-words": "That must have been hard."}))
    article = html.split('id="q-reflection"')[1].split("</article>")[0]
    assert "That must have been hard." in article
    assert "point" not in article


def test_code_that_stopped_is_not_called_not_tried(lesson: ReleasedLesson) -> None:
    errors = {"middle-in-code-answer": "KeyError: 'dayz'"}
    result = made(lesson, {**small.ALL_RIGHT}, errors=errors)
    said = text_of(page(result))
    assert "Your code stopped" in said
    assert "KeyError: &#39;dayz&#39;" in said


def test_a_step_without_a_mark_is_never_shown_as_0(lesson: ReleasedLesson) -> None:
    unmarked = {"middle-in-code": Grade(None, None, 1, True)}
    result = made(lesson, small.ALL_RIGHT, unmarked, open_steps={"middle-in-code": "stopped"})
    article = page(result).split('id="q-middle-in-code"')[1].split("</article>")[0]
    assert "Not marked yet" in article
    assert "0 of" not in article
    assert "2 of 3 points so far" in text_of(page(result))


def test_points_set_by_a_person_count_and_are_said(lesson: ReleasedLesson) -> None:
    changed = {"middle-line": Grade(0.0, 2.0, 2, False)}
    said = text_of(page(made(lesson, {**ALL, "middle-line": "mean"}, changed)))
    assert "Your trainer looked at this step and set the points." in said
    assert "3 of 3 points" in said


def test_points_of_a_run_that_the_answer_does_not_earn_are_brought_to_a_person(
    lesson: ReleasedLesson,
) -> None:
    forged = {"middle-line": Grade(2.0, None, 2, False)}
    result = made(lesson, {**ALL, "middle-line": "mean"}, forged)
    assert next(row.question.id for row in result.waiting) == "middle-line"


def test_questions_that_are_kept_back_are_not_on_the_page(lesson: ReleasedLesson) -> None:
    kept = [
        Choice(
            id="secret-step", ask="A kept question", options={"a": "A"}, right="a", look="l",
            step="s", praise="p", kept_back=True,
        )
        if question.id == "middle-line" else question
        for question in lesson.scheme.questions
    ]  # fmt: skip
    scheme = Scheme(small.MODULE, tuple(kept))
    private = ReleasedLesson(small.MODULE, "A small lesson", small.released(), scheme, "")
    html = page(made(private, {"secret-step": "a"}))
    assert "kept question" not in html
    assert "secret-step" not in html
    assert "They gave you 1 of 1 point." in html


@pytest.mark.parametrize(
    ("replies", "said"),
    [
        ({}, "not started"),
        ({"guess": "yes"}, "made a start"),
        ({"middle-line": "median"}, "1 of 2 steps are right"),
        (ALL, "All 2 steps are right"),
    ],
)
def test_progress_is_one_sentence_that_counts_what_is_done(
    lesson: ReleasedLesson, replies: dict[str, Any], said: str
) -> None:
    assert said in progress(made(lesson, replies))


def test_what_to_try_next_goes_from_open_steps_to_evidence_to_stretch(
    lesson: ReleasedLesson,
) -> None:
    def ids(replies: dict[str, Any]) -> list[str]:
        return [step for _, step in next_steps(made(lesson, replies))]

    assert ids({}) == ["middle-line", "middle-in-code", "evidence"]
    assert ids({"middle-line": "mean", "middle-in-code": 26.0}) == ["middle-line", "evidence"]
    done = {k: v for k, v in ALL.items() if k != "further"}
    assert ids(done) == ["further"]
    assert ids(ALL) == [""]


REST: dict[str, Any] = {"look": "l", "step": "s", "praise": "p", "misses": ()}
OPTIONS = {"a": "First", "b": "Second"}
KINDS: list[tuple[Question, Any, tuple[str, ...]]] = [
    (Guess(id="q", ask="?", options=OPTIONS), "b", ("Second",)),
    (Choice(id="q", ask="?", options=OPTIONS, right="a", **REST), "a", ("First",)),
    (Pick(id="q", ask="?", options=OPTIONS, right=["a"], **REST), ["a", "b"], ("First", "Second")),
    (
        Sort(id="q", ask="?", items=OPTIONS, groups={"g": "Group"}, right={}, **REST),
        {"a": "g"},
        ("First: Group", "Second: not placed"),
    ),
    (
        Order(id="q", ask="?", items=OPTIONS, right=["a", "b"], **REST),
        ["b", "a"],
        ("1. Second", "2. First"),
    ),
    (Number(id="q", ask="?", right=1, **REST), "about 12", ("about 12",)),
    (Value(id="q", ask="?", name="x", right=1, **REST), 1.5, ("x = 1.5",)),
    (
        Dots(id="q", ask="?", labels=("w1",), values=(1.0,), top=5, unit="days", right=1.0, **REST),
        {"dots": [1.0], "line": 2.0},
        ("Dots placed (days): w1: 1. Middle line at 2.",),
    ),
]


@pytest.mark.parametrize(("question", "answer", "words"), KINDS)
def test_each_kind_of_answer_is_said_in_words(
    question: Question, answer: Any, words: tuple[str, ...]
) -> None:
    assert answer_in_words(question, answer) == words
    assert answer_in_words(question, None) == ()


ODD = [True, 7, 1.5, "x" * 5000, [], ["a", None, 3], {"a": 1}, {"dots": "x", "line": []}, [[1]]]


@pytest.mark.parametrize(
    "question", [question for question, _, _ in KINDS], ids=lambda q: str(type(q))
)
@pytest.mark.parametrize("answer", ODD, ids=lambda a: str(a)[:20])
def test_an_answer_of_the_wrong_kind_still_makes_a_page(question: Question, answer: Any) -> None:
    scheme = Scheme(small.MODULE, (question,))
    lesson = ReleasedLesson(small.MODULE, "T", small.released(), scheme, "")
    assert "Step by step" in page(made(lesson, {"q": answer}))


def test_the_same_result_gives_the_same_bytes(lesson: ReleasedLesson) -> None:
    assert page(made(lesson, ALL)) == page(made(lesson, ALL))


# --- In a browser ----------------------------------------------------------------------------------


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Any]:
    opened: list[Page] = []

    def opening(html: str, width: int = 1280) -> Page:
        path = tmp_path / "feedback.html"
        path.write_text(html, encoding="utf-8")
        tab = browser.new_page(viewport={"width": width, "height": 900})
        opened.append(tab)
        tab.goto(path.as_uri())
        return tab

    yield opening
    for tab in opened:
        tab.close()


def _busy(lesson: ReleasedLesson) -> Result:
    """A page with every state on it."""
    return made(
        lesson,
        {**small.ALL_RIGHT, "middle-line": "mean", "evidence": {"chart": "Visits"}},
        {"reflection-words": Grade(None, 0.0, 0, False), "further": Grade(None, None, 1, True)},
        errors={"middle-in-code-answer": "NameError: name 'x' is not defined"},
        replied={"reflection-words": "Thank you."},
    )


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("which", ["all-right", "untouched", "busy"])
def test_the_page_passes_axe_and_fits(
    lesson: ReleasedLesson, open_page: Any, width: int, which: str
) -> None:
    shown = {"all-right": made(lesson, ALL), "untouched": made(lesson, {}), "busy": _busy(lesson)}
    tab = open_page(page(shown[which]), width)
    found = Axe().run(tab)
    assert found.response["violations"] == [], found.generate_report()
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_script_in_any_text_of_a_learner_does_nothing(
    lesson: ReleasedLesson, open_page: Any
) -> None:
    replies = {
        "guess": HOSTILE,
        "middle-line": HOSTILE,
        "middle-in-code": HOSTILE,
        "note": {"words": HOSTILE},
        "evidence": {"chart": HOSTILE, "reading": f"</blockquote>{HOSTILE}"},
        "reflection": {"words": HOSTILE},
    }
    result = made(
        lesson,
        replies,
        learner=HOSTILE,
        errors={"further-answer": HOSTILE},
        replied={"reflection-words": HOSTILE},
    )
    tab = open_page(page(result))
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.reload()
    assert tab.title() == "Your feedback: A small lesson"
    assert tab.locator("script, img, iframe, object, embed, form").count() == 0
    assert [url for url in asked if not url.endswith("feedback.html")] == []
    assert tab.get_by_text("document.title").count() >= 8


def test_the_policy_alone_would_stop_a_script(lesson: ReleasedLesson, open_page: Any) -> None:
    """Escaping is the first wall and the policy the second: here the first is taken away."""
    html = page(made(lesson, ALL)).replace("My mother waited longest.", HOSTILE)
    tab = open_page(html)
    assert tab.locator("script").count() == 1
    assert tab.title() == "Your feedback: A small lesson"


SVG = "<svg xmlns='http://www.w3.org/2000/svg' onload=\"document.title='taken'\">"
SVG += "<script>document.title='taken'</script></svg>"
SHOWS_SCRIPT = f"""
from IPython.display import HTML, SVG, Javascript, display
for kind in ("image/svg+xml", "text/html", "text/markdown", "application/javascript"):
    display({{kind: {SVG + HOSTILE!r}, "text/plain": {HOSTILE!r}}}, raw=True)
class Odd(Exception): pass
Odd.__name__ = {HOSTILE!r}
raise Odd({HOSTILE!r})
"""


def _a_lesson_full_of_script(folder: Path) -> None:
    """Script in an SVG output, a kernel's name, a file's name, Markdown, an error and metadata."""
    work = small.work({"middle-line": HOSTILE}, {"middle-in-code": SHOWS_SCRIPT}, learner="")
    work["metadata"]["kernelspec"] = dict.fromkeys(("name", "display_name", "language"), HOSTILE)
    work["metadata"]["champions"]["language"] = f'">{HOSTILE}'
    for cell in work["cells"]:
        notes = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "markdown" and notes.get("solution"):
            cell["source"] = f"{HOSTILE}\n\n![x](javascript:document.title='taken')\n\n{SVG}"
        if cell["cell_type"] == "code":
            kept = {"image/svg+xml": SVG, "text/html": HOSTILE}
            shown = {"output_type": "display_data", "metadata": {}, "data": kept}
            cell["outputs"] = [*cell["outputs"], shown]
    place = folder / "<img src=x onerror=alert(1)>"
    place.mkdir(parents=True)
    (place / "<script>lesson.ipynb").write_text(json.dumps(work), encoding="utf-8")


@pytest.mark.needs("chromium", "bubblewrap")
def test_script_in_outputs_kernels_files_and_markdown_does_nothing(
    tmp_path: Path, browser: Browser
) -> None:
    _a_lesson_full_of_script(tmp_path / "inbox")
    home = small.make_course(tmp_path / "course")
    marked = mark_folder(tmp_path / "inbox", tmp_path / "out", home, say=lambda _: None)
    assert len(marked.results) == 1
    (path,) = (tmp_path / "out" / "feedback").rglob("*.html")
    tab = browser.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(path.as_uri())
    assert tab.title() == "Your feedback: A small lesson"
    assert tab.locator("script, img, svg, iframe, object, embed, form").count() == 0
    assert len(asked) == 1
    assert tab.evaluate("document.documentElement.lang") == "en-GB"
    policy = tab.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content")
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    tab.close()


def test_the_style_is_let_in_by_the_policy(lesson: ReleasedLesson, open_page: Any) -> None:
    tab = open_page(page(made(lesson, ALL)))
    assert (
        tab.evaluate("getComputedStyle(document.querySelector('article')).borderTopWidth") == "1px"
    )


def test_what_to_try_next_leads_to_the_step(lesson: ReleasedLesson, open_page: Any) -> None:
    tab = open_page(page(made(lesson, {"middle-line": "mean"})))
    tab.get_by_role("link", name="Look again at this step").click()
    assert tab.url.endswith("#q-middle-line")
    assert tab.locator("#q-middle-line").is_visible()


def test_a_drawn_chart_is_shown_with_words(open_page: Any) -> None:
    question, answer, _ = KINDS[-1]
    lesson = ReleasedLesson(
        small.MODULE, "T", small.released(), Scheme(small.MODULE, (question,)), ""
    )
    tab = open_page(page(made(lesson, {"q": answer})), 390)
    chart = tab.get_by_role("img")
    assert "middle line is at 2 days" in str(chart.get_attribute("aria-label"))
    assert Axe().run(tab).response["violations"] == []


# --- What a run leaves -------------------------------------------------------------------------------


@pytest.mark.parametrize("written", [json.dumps, in_lines], ids=["by-nbgrader", "by-us"])
def test_values_and_errors_are_read_from_the_run(
    tmp_path: Path, written: Callable[[dict[str, Any]], str]
) -> None:
    notebook = small.work({"middle-in-code": 26.0})
    for cell in notebook["cells"]:
        if cell["id"] == "further-answer":
            cell["outputs"] = [
                {"output_type": "error", "ename": "CellTimeoutError", "evalue": "", "traceback": []}
            ]
    path = tmp_path / "lesson.ipynb"
    path.write_text(written(notebook), encoding="utf-8")
    names = ["middle-in-code", "further"]
    run = results._read_run(path, small.MODULE, names)
    assert run.book.answer("middle-in-code") == 26.0
    assert "never ends" in run.errors["further-answer"]
    sources = {
        cell["metadata"]["nbgrader"]["grade_id"]: "".join(cell["source"])
        for cell in notebook["cells"]
        if cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("grade_id")
    }
    assert "middle-in-code-answer" in sources
    assert {f"{name}-answer" for name in names} <= set(run.sources)
    assert run.sources.items() <= sources.items()
    path.write_text(written(notebook)[:-9], encoding="utf-8")  # half a file is no run
    for broken in (path, tmp_path / "none.ipynb"):
        run = results._read_run(broken, small.MODULE, names)
        assert (run.book, run.errors) == (AnswerBook(small.MODULE), {})


def test_only_misconceptions_that_the_scheme_knows_are_reported(lesson: ReleasedLesson) -> None:
    history = {"middle-line": ("=cmd()", "mean-not-median", "other", "mean-not-median", "right")}
    row = made(lesson, ALL, history=history).rows[1]
    assert row.misconceptions == ("mean-not-median",)
    assert row.tries == 4


def test_steps_of_another_authors_lesson_are_read_from_their_points_alone(tmp_path: Path) -> None:
    course: Any = SimpleNamespace(out=tmp_path, languages=IN_ENGLISH)
    most = {"all": 2.0, "some": 2.0, "none": 2.0, "open": 2.0, "free": 0.0, "settled": 2.0}
    most |= {"unread": 2.0, "not_there": 1.0}
    lesson: Any = SimpleNamespace(
        module="m", name="lesson.ipynb", scheme=Scheme("m", ()), plain_steps=most
    )
    grades = {
        "all": Grade(2.0, None, 2.0, False),
        "some": Grade(0.0, 1.0, 2.0, False),
        "none": Grade(0.0, None, 2.0, False),
        "open": Grade(None, None, 2.0, True),
        "free": Grade(0.0, None, 0.0, False),
        "settled": Grade(None, 2.0, 2.0, True),
        "unread": Grade(1.0, None, 2.0, True),
    }
    marks = Sheet(grades, {"some": "Nearly there."})
    read = results.result(course, lesson, "LC-17", marks, {"open": "it stopped"}, ())
    rows = {row.question.id: row for row in read.rows}
    assert list(rows) == ["all", "some", "none", "open", "free", "settled", "unread"]
    assert {name: (row.state, row.points, row.tries) for name, row in rows.items()} == {
        "all": ("right", 2.0, 0),
        "some": ("nearly", 1.0, 0),
        "none": ("not yet", 0.0, 0),
        "open": ("open", None, 0),
        "free": ("not yet", 0.0, 0),
        "settled": ("right", 2.0, 0),
        "unread": ("open", None, 0),
    }
    assert [(row.question.id, row.waits) for row in read.waiting] == [
        ("open", "it stopped"),
        ("settled", "to be read"),
        ("unread", "to be read"),
    ]
    assert (rows["some"].by_person, rows["some"].reply) == (1.0, "Nearly there.")
    assert (read.points(results.CORE), read.out_of(results.CORE)) == (5.0, 12.0)
    assert rows["free"].part == results.UNSCORED
    nothing = rows["open"].question.mark(None)
    assert (nothing.state, nothing.points, nothing.out_of) == ("not tried", 0, 2.0)
    assert nothing.heading == "Not marked yet"
    assert {name: row.feedback.points for name, row in rows.items()} == {
        "all": 2.0, "some": 1.0, "none": 0, "open": 0, "free": 0, "settled": 2.0, "unread": 0
    }  # fmt: skip
    said = {name: (row.feedback.heading, row.feedback.messages) for name, row in rows.items()}
    again = ("Look at this step again in the lesson.",)
    assert said["all"] == ("Right", ())
    assert said["some"] == ("Nearly", again)
    assert said["none"] == ("Not yet", again)
    assert rows["all"].question.ask == "all"
    assert [row.reply for row in rows.values()] == ["", "Nearly there.", "", "", "", "", ""]
    assert {row.feedback.out_of for row in rows.values() if row.out_of} == {2.0}


def _two_sides(tmp_path: Path, lesson: ReleasedLesson, learner: str = "LC-17") -> Any:
    """What a learner sent says 99 for the step with code, and what ran says 26; forms are as sent."""
    sent, ran = AnswerBook(small.MODULE, "LC-17"), small.work({"middle-in-code": 26.0})
    for name, answer in {**ALL, "middle-in-code": 99.0}.items():
        sent.records[name] = Record(answer, ())
    place = tmp_path / "submitted" / learner / small.MODULE
    place.mkdir(parents=True)
    marking_answers.save(sent, place)
    run = tmp_path / "autograded" / learner / small.MODULE / lesson.name
    run.parent.mkdir(parents=True)
    run.write_text(json.dumps(ran), encoding="utf-8")
    return SimpleNamespace(out=tmp_path, languages=IN_ENGLISH)


def test_a_lesson_is_read_from_what_was_sent_and_code_from_what_ran(
    lesson: ReleasedLesson, tmp_path: Path
) -> None:
    course = _two_sides(tmp_path, lesson)
    open_grades = {"middle-in-code": Grade(None, None, 1, True)}
    sheet = Sheet(_grades(lesson.scheme, AnswerBook(small.MODULE)) | open_grades, {})
    read = results.result(course, lesson, "LC-17", sheet, {"middle-in-code": "stopped"}, ("n",))
    assert [row.question.id for row in read.rows] == [one.id for one in lesson.scheme.questions]
    rows = {row.question.id: row for row in read.rows}
    assert rows["middle-in-code"].answer == 26.0
    assert rows["middle-line"].answer == ALL["middle-line"]
    assert rows["middle-in-code"].waits == "stopped"
    assert rows["guess"].waits == ""  # it never has points, and nothing is wrong with it
    assert rows["further"].answer is None  # it comes from code too, and did not run
    assert (read.learner, read.notes) == ("LC-17", ("n",))


def test_a_step_that_a_person_need_not_read_is_to_be_looked_at_again(
    lesson: ReleasedLesson,
) -> None:
    waits = {"middle-line": Grade(2.0, None, 2, True)}
    result = made(lesson, ALL, waits)
    said = {row.question.id: row.waits for row in result.waiting}
    assert said["middle-line"] == "to be looked at again"
    assert said["reflection"] == "to be read"


def test_a_device_that_gave_two_people_their_numbers_is_told_to_both(
    lesson: ReleasedLesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = {"LC-1": "dev-a", "LC-2": "dev-a", "LC-3": "dev-b", "LC-4": ""}
    monkeypatch.setattr(results, "_id_of", lambda one: kept[one.learner])
    made_ = [made(lesson, {}, learner=who) for who in kept]
    told = {one.learner: one.notes for one in results.with_shared_ids(made_)}
    assert [len(told[who]) for who in kept] == [1, 1, 0, 0]
    assert "those of LC-2" in told["LC-1"][0]
    assert "those of LC-1" in told["LC-2"][0]


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ({"ename": "KeyError", "evalue": "\x1b[31m'dayz'\x1b[0m\nmore"}, "KeyError: 'dayz'"),
        ({"evalue": ""}, "Error"),
        ({"ename": "ValueError", "evalue": "x" * 300}, f"ValueError: {'x' * 200}"),
    ],
)
def test_an_error_of_code_is_said_in_one_plain_line(output: dict[str, str], said: str) -> None:
    assert results._error_in_words(output) == said


def test_what_does_not_follow_from_the_code_is_told_with_step_and_number(
    lesson: ReleasedLesson, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, tuple[Any, ...]] = {}

    def copied(question: Question, *given: Any) -> list[tuple[int, str]]:
        asked[question.id] = given
        return {"middle-line": [(7, "LC-17")], "guess": [(8, "")]}.get(question.id, [])

    monkeypatch.setattr(attempts, "copied", copied)
    read = results.result(
        _two_sides(tmp_path, lesson, "LC-9"), lesson, "LC-9", Sheet(), {}, ("first",)
    )
    assert asked["middle-line"] == (ALL["middle-line"], small.MODULE, ("LC-17", "LC-9"), 1)
    assert "further" not in asked  # nothing was answered
    assert sorted(note.split(": look")[0] for note in read.notes) == [
        'In the step "guess", number 8 does not follow from what is kept with the answer',
        'In the step "middle-line", number 7 does not follow from the code LC-17',
        "first",
    ]
    assert all(note.endswith((".", "first")) for note in read.notes)
    assert read.notes[0] == "first"


def test_the_id_of_a_device_is_read_from_questions_with_variants_alone(
    lesson: ReleasedLesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []

    def device_in(given: Any) -> str:
        seen.extend(given)
        return ""

    monkeypatch.setattr(attempts, "device_in", device_in)
    one = made(lesson, ALL)
    assert results._id_of(one) == ""
    assert seen == []  # this lesson has none
    drawn: Any = SimpleNamespace(pool="a")
    pooled = [replace(row, question=drawn) for row in one.rows[:2]]
    results._id_of(replace(one, rows=tuple(pooled)))
    assert seen == [row.answer for row in one.rows[:2]]


def test_a_step_that_is_right_is_right_though_its_cell_raised_an_error(
    lesson: ReleasedLesson,
) -> None:
    errors = {"middle-in-code-answer": "KeyError: 'dayz'"}
    rows = {row.question.id: row for row in made(lesson, ALL, errors=errors).rows}
    assert rows["middle-in-code"].state == "right"
    assert [row.reply for row in rows.values()] == [""] * len(rows)
    assert [row.by_person for row in rows.values()] == [None] * len(rows)


def test_what_a_person_should_look_at_says_why(lesson: ReleasedLesson) -> None:
    rows = made(lesson, {**ALL, "middle-line": "mean"}, {"middle-line": Grade(2.0, None, 2, False)})
    (said,) = (row.waits for row in rows.waiting if row.question.id == "middle-line")
    assert said == "the run gave other points than the kept answer earns"
    settled = {"middle-line": Grade(2.0, 1.0, 2, False)}
    after = made(lesson, {**ALL, "middle-line": "mean"}, settled)
    assert "middle-line" not in [row.question.id for row in after.waiting]


def test_a_learner_of_whom_nothing_is_kept_has_no_answers_and_a_row_for_each_question(
    lesson: ReleasedLesson, tmp_path: Path
) -> None:
    course: Any = SimpleNamespace(out=tmp_path, languages=IN_ENGLISH)
    read = results.result(course, lesson, "LC-9", Sheet(), {}, ())
    assert [row.question.id for row in read.rows] == [one.id for one in lesson.scheme.questions]
    assert [row.answer for row in read.rows] == [None] * len(read.rows)


def test_code_that_stopped_is_a_state_of_its_own_on_the_row(lesson: ReleasedLesson) -> None:
    errors = {"middle-in-code-answer": "KeyError: 'dayz'"}
    rows = {row.question.id: row for row in made(lesson, small.ALL_RIGHT, errors=errors).rows}
    stopped = rows["middle-in-code"].feedback
    assert (stopped.state, stopped.heading) == ("not read", "Your code stopped")

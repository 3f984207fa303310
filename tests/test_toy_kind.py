"""A kind of question is one folder: one that the course has never seen is shown in every place."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from pathlib import Path
from typing import Any

import ipywidgets as w
import pytest
import small_course as small

from champions.authoring.asked import read_asked
from champions.authoring.checks import check_lesson
from champions.authoring.paper.forms import question_on_paper
from champions.authoring.source import read_source
from champions.desk import sample
from champions.marking import feedback, results
from champions.marking.course import ReleasedLesson
from champions.marking.results import CORE, Result, Row
from champions.nbgrader.record import Grade, Sheet
from champions.questions import Question, facets, forms, kinds, scheme
from champions.questions.answers import AnswerBook, Record
from champions.questions.attempts import Owner
from champions.questions.facets import facet
from champions.questions.page import question_html
from champions.questions.scheme import Scheme, load_scheme

#: The folder of the kind: a mark on a line from 0 to 10, with words at both ends.
FOLDER = {
    "__init__.py": '"""A mark on a line."""\n\nKINDS = {"mark": "Mark"}\n',
    "question.py": '''
from dataclasses import dataclass
from champions.questions import Marked, Unreadable

@dataclass(frozen=True, kw_only=True)
class Mark(Marked):
    """A mark on a line from 0 to 10."""
    low: str
    high: str
    def sign_at(self, place, answer):
        """The mark is at this place."""
        return answer == place
    def read(self, answer):
        if not isinstance(answer, int) or not 0 <= answer <= 10:
            raise Unreadable("Put the mark on the line.")
        return answer
    def in_words(self, answer):
        return (f"The mark is at {answer}, between {self.low} and {self.high}.",)
''',
    "form.py": """
import ipywidgets as w
from champions.questions.forms import check_button

def form(question, answer, changed):
    box = w.BoundedIntText(value=answer or 0, min=0, max=10, description=question.low)
    return [box, check_button(lambda: changed(box.value, True))]
""",
    "page.py": """
from html import escape

def html(question, answer):
    return f"<p>{escape(question.low)} ---{answer}--- {escape(question.high)}</p>"

def drawing(question, answer):
    return f"<svg><title>mark at {int(answer)}</title></svg>"
""",
    "paper.py": """
from champions.questions.base.paper import line

def to_fill_in(question):
    return f"<p>{question.low} {line()} {question.high}</p>"

def needs_squared_paper(question):
    return True
""",
    "author.py": """
from champions.questions.base import author as base

def texts(question):
    yield from base.texts(question)
    yield from base.named("ends", {"low": question.low, "high": question.high})

def typed_misses(question):
    for miss in question.misses:
        for _, place in base.signs_in(miss, "at"):
            yield miss, place

def mistakes(question):
    if question.low == question.high:
        yield "both ends of the line say the same."
""",
    "sample.py": """
def wrong_answers(question):
    yield from (0, 10)
""",
}
QUESTION = """\
```{question} mark
kind: mark
ask: How sure is it?
low: Not at all
high: Quite
right: 7
points: 2
misses:
- {name: none-at-all, at: 0, hint: It is more than that.}
- {name: all-of-it, at: 10, hint: Less.}
- {name: half-way, at: 5, hint: Think on.}
look: Look here.
step: Do this.
praise: Yes, seven.
```
"""
LESSON = """\
---
title: A line
outcomes: [Put a mark on a line.]
time: 5 minutes
before_you_start: []
key_points: [A line has two ends.]
---

A line has two ends.

@QUESTION@

That is all.
"""


@pytest.fixture(scope="module", autouse=True)
def toy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The kind's folder, where Python finds it."""
    home = tmp_path_factory.mktemp("kinds")
    (home / "toys" / "mark").mkdir(parents=True)
    (home / "toys" / "__init__.py").write_text("", encoding="utf-8")
    for name, text in FOLDER.items():
        (home / "toys" / "mark" / name).write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(home))
        patch.setattr(kinds, "PLACES", (*kinds.PLACES, "toys"))
        forget()
        yield
    forget()
    for name in [one for one in sys.modules if one.partition(".")[0] == "toys"]:
        del sys.modules[name]


def forget() -> None:
    """Let kinds be looked for again."""
    facets._found.cache_clear()
    kinds.class_of.cache_clear()


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course of one lesson that asks it."""
    folder = tmp_path / "solutions" / small.MODULE
    folder.mkdir(parents=True)
    (folder / "lesson.md").write_text(LESSON.replace("@QUESTION@", QUESTION), encoding="utf-8")
    return tmp_path


@pytest.fixture
def asked(course: Path) -> Scheme:
    folder = course / "solutions" / small.MODULE
    made = read_asked(course, read_source(folder, course), {})
    (folder / "questions.json").write_text(made.text, encoding="utf-8")
    return load_scheme(folder)


def result(asked: Scheme, answer: object) -> Result:
    """How a learner's lesson went who gave this answer."""
    book = AnswerBook(small.MODULE, records={"mark": Record(answer, ("none-at-all",))})
    given = scheme.mark(asked["mark"], book)
    sheet = Sheet({"mark": Grade(given.points, None, given.out_of, False)}, {})
    row = results._row(asked["mark"], book, results._Run(book), sheet, "")
    lesson = ReleasedLesson(small.MODULE, "A line", small.released(), asked, "")
    return Result("LC-17", lesson, (row,))


def test_a_lesson_shows_its_form_and_gets_its_answer(asked: Scheme) -> None:
    said: list[tuple[Any, bool]] = []
    shown = forms.form(asked["mark"], 3, lambda answer, now: said.append((answer, now)))
    heading, box, check = shown.children
    assert "How sure is it?" in heading.value
    assert (type(box), box.value, box.description) == (w.BoundedIntText, 3, "Not at all")
    box.value = 7
    check.click()
    assert said == [(7, True)]


def test_it_stands_on_a_page_without_a_lesson(asked: Scheme) -> None:
    assert "<p>Not at all ---7--- Quite</p>" in question_html(asked["mark"], 7)


def test_it_is_marked_and_counted(asked: Scheme) -> None:
    row: Row = result(asked, 7).rows[0]
    assert (row.state, row.points, row.out_of, row.part) == ("right", 2.0, 2.0, CORE)
    assert row.misconceptions == ("none-at-all",)
    wrong = result(asked, 0).rows[0]
    assert (wrong.state, wrong.points) == ("not yet", 0.0)
    assert wrong.feedback.messages[0] == "It is more than that."
    assert result(asked, "far").rows[0].feedback.messages == ("Put the mark on the line.",)


def test_it_stands_on_the_page_that_goes_back(asked: Scheme) -> None:
    page = feedback.page(result(asked, 7))
    for words in (
        "The mark is at 7, between Not at all and Quite.",
        "<svg><title>mark at 7</title></svg>",
        "Yes, seven.",
        "2 of 2 points",
    ):
        assert words in page


def test_it_is_printed_for_champions_and_trainers(asked: Scheme) -> None:
    sheet = question_on_paper(asked["mark"], answers=False)
    assert '<p>Not at all <span class="line"></span> Quite</p>' in sheet
    assert "Yes, seven." not in sheet
    told = question_on_paper(asked["mark"], answers=True)
    assert "The mark is at 7, between" in told
    assert "half way" in told
    assert facet(asked["mark"], "paper.needs_squared_paper")(asked["mark"])


def mistakes(course: Path, *changed: tuple[str, str]) -> list[str]:
    """What the author of the lesson is told, once these words of the scheme are changed."""
    text = QUESTION
    for old, new in changed:
        assert old in text
        text = text.replace(old, new)
    folder = course / "solutions" / small.MODULE
    (folder / "lesson.md").write_text(LESSON.replace("@QUESTION@", text), encoding="utf-8")
    return [one.text for one in check_lesson(course, read_source(folder, course), {}, {})]


def test_its_author_is_told_what_is_wrong(course: Path) -> None:
    sound = set(mistakes(course))
    hard = " ".join(["word"] * 40) + "."
    for change, said in (
        (("low: Not at all", f"low: {hard}"), "has 40 words. Split it."),
        (("low: Not at all", "low: Quite"), "both ends of the line say the same."),
        (("at: 5", "at: 7"), "the wrong answer half-way is accepted as right."),
    ):
        new = set(mistakes(course, change)) - sound
        assert any(said in one for one in new), (said, new)


def test_invented_people_answer_it(asked: Scheme) -> None:
    lot = random.Random(3)
    drawn = [
        sample._record(asked["mark"], Owner("m", "robin-12", ""), lot, skill=0.5) for _ in range(40)
    ]
    answers = {record.answer for record in drawn if record}
    assert answers == {0, 7, 10}
    for record in drawn:
        assert record is not None
        assert asked["mark"].mark(record.answer).outcome in record.history


def test_a_kind_without_a_folder_has_what_it_is_made_from(asked: Scheme) -> None:
    made_from: type[Any] = type(asked["mark"])

    @dataclass(frozen=True, kw_only=True)
    class Thermometer(made_from):  # type: ignore[misc]
        pass

    old = asked["mark"]
    fields = {one.name: getattr(old, one.name) for one in dataclass_fields(old)}
    assert question_html(Thermometer(**fields), 4) == question_html(old, 4)
    assert facet(Thermometer(**fields), "form.form") is facet(old, "form.form")
    assert facet(old, "paper.told").__module__ == "champions.questions.base.paper"


def test_a_kind_without_a_form_is_told_where_it_belongs() -> None:
    with pytest.raises(TypeError, match=r"kind Question .* form\.py with a function form"):
        forms.form(Question(id="q", ask="?"), None, lambda *_: None)


def test_a_file_that_cannot_be_imported_is_told_and_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "toy_broken").mkdir()
    (tmp_path / "toy_broken" / "__init__.py").write_text("")
    (tmp_path / "toy_broken" / "form.py").write_text("import no_such_library\n")
    (tmp_path / "toy_broken" / "question.py").write_text(
        "from champions.questions import Question\nclass Broken(Question):\n    pass\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    from toy_broken.question import Broken  # type: ignore[import-not-found]

    with pytest.raises(ModuleNotFoundError, match="no_such_library"):
        forms.form(Broken(id="q", ask="?"), None, lambda *_: None)

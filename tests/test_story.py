"""The one-page story: its words, its consent line, and its page as HTML, PDF and text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from champions import chart_critique, storyboard
from champions.activities.story import form as story_form
from champions.activities.story.earlier_pages import (
    ALSO,
    NUMBERS,
    PIECES,
    STORY,
    numbers_kept,
    pieces_found,
    words_for_story,
)
from champions.activities.story.pdf import NotOnPaper, story_pdf
from champions.activities.story.question import (
    BOXES,
    MOST_WORDS,
    Story,
    consent_line,
    is_draft,
    lines_of,
    nudge_for,
    story_html,
    story_text,
    word_count,
)
from champions.lesson import session
from champions.lesson.project import add_page
from champions.own_data.practice import practice_answer
from champions.own_data.question import chart_of
from champions.questions import Level, Words, answers, forms
from champions.questions.scheme import load_scheme

pytestmark = pytest.mark.learner_floor

COURSE = Path(__file__).parents[1]
TEXTS = {
    "title": "Ready when the car comes",
    "who": "Drivers and guests of the lunch club",
    "aim": "By the end of November, 27 of 30 guests are ready.",
    "measures": "Guests who were not ready, each week.",
    "tried": "1. A call to one guest\n2. Calls to five\n- A call or a text to all",
    "chart": "Since October every dot is below the line.",
    "learned": "Two guests like a text better. <script>alert(1)</script>",
    "next": "The drivers go on.",
    "contact": "Lunch club desk, 01632 960 030",
    "consent": "nobody",
}
QUESTION = Story(
    id="story",
    ask="My story",
    boxes=BOXES,
    numbers="my-numbers",
    rubric=(Level(0, "No."), Level(3, "All.")),
)


@pytest.fixture(scope="module")
def chart() -> Any:
    return chart_of(practice_answer())


class TestConsent:
    def test_until_it_is_complete_the_page_is_a_draft(self) -> None:
        for texts in (
            {},
            {"consent": "not-yet"},
            {"consent": "agreed"},
            {"consent": "agreed", "uses": "x"},
        ):
            assert is_draft(texts)
            assert "do not share" in consent_line(texts)
            assert "story-draft" in story_html(texts)

    def test_a_yes_names_its_uses_how_to_withdraw_and_that_print_stays(self) -> None:
        line = consent_line(TEXTS | {"consent": "agreed", "uses": "the poster in the hall"})
        assert "said yes to: the poster in the hall." in line
        assert "change your mind: Lunch club desk, 01632 960 030." in line
        assert "Copies already on paper cannot be called back." in line

    def test_a_consent_that_the_form_does_not_know_is_a_draft(self) -> None:
        assert is_draft(TEXTS | {"consent": "whatever"})


class TestWords:
    @pytest.mark.parametrize(
        ("more", "said"),
        [
            ({"learned": "Ask 07700 900 123"}, "phone number"),
            ({"learned": "943 476 5919 came"}, "long number"),
            ({"learned": "Mrs Lall liked it"}, "A person's name"),
            ({"learned": "word " * MOST_WORDS}, "About 260 fit"),
            ({"consent": ""}, "Choose the line on consent"),
            ({}, ""),
        ],
    )
    def test_one_thing_to_look_at_is_named(self, more: dict[str, str], said: str) -> None:
        nudge = nudge_for(TEXTS | more)
        assert said in nudge
        assert bool(said) == bool(nudge)

    def test_it_is_never_marked_at_once_and_a_person_scores_it(self) -> None:
        feedback = QUESTION.mark(TEXTS)
        assert (feedback.state, feedback.out_of, QUESTION.most) == ("kept", 0, 3)
        assert QUESTION.mark({}).state == "not tried"
        assert "1 box" in " ".join(QUESTION.mark(TEXTS | {"next": ""}).messages)

    def test_the_trainer_reads_the_line_on_consent_too(self) -> None:
        assert QUESTION.as_text(TEXTS).endswith("Lunch club desk, 01632 960 030.")

    def test_signs_before_lines_are_taken_away(self) -> None:
        assert lines_of("1. One\n- two\n\nCycle 3: three\n4 guests") == [
            "One",
            "two",
            "three",
            "4 guests",
        ]


class TestPage:
    def test_html_has_headings_in_order_a_described_picture_and_no_live_script(
        self, chart: Any
    ) -> None:
        page = story_html(TEXTS, chart)
        assert re.findall(r"<(h\d)>", page) == ["h1", *["h2"] * 6]
        assert page.count("<img") == page.count("alt=") == 1
        assert chart.reading.split(":")[0] in page
        assert "<script" not in page
        assert "&lt;script&gt;" in page
        assert "<ol><li>A call to one guest</li>" in page
        assert 'lang="en-GB"' in page
        assert "<table>" in page

    def test_text_says_all_that_the_page_says(self, chart: Any) -> None:
        text = story_text(TEXTS, chart)
        for key in ("title", "who", "aim", "measures", "chart", "next"):
            assert str(TEXTS[key]) in text
        assert "3. A call or a text to all" in text
        assert "The chart in words: Run chart of" in text

    def test_pdf_is_one_page_and_the_same_each_time(self, chart: Any) -> None:
        made = story_pdf(TEXTS, chart)
        assert made.startswith(b"%PDF-")
        assert len(re.findall(rb"/Type /Page\b", made)) == 1
        assert made == story_pdf(TEXTS, chart)
        assert b"Ready when the car comes" in made

    def test_pdf_without_a_chart_or_words_is_still_a_page(self) -> None:
        assert story_pdf({}).startswith(b"%PDF-")

    def test_as_many_words_as_are_promised_fit_on_paper(self, chart: Any) -> None:
        assert story_pdf(full(), chart).startswith(b"%PDF-")

    def test_too_many_words_are_refused_with_their_number(self, chart: Any) -> None:
        with pytest.raises(NotOnPaper, match="1000 words"):
            story_pdf({"learned": "word " * 1000}, chart)

    @pytest.mark.parametrize("title", ["قصتنا", "আমাদের গল্প", "我们的故事", "הסיפור"])
    def test_scripts_that_it_cannot_set_are_sent_to_the_web_page(self, title: str) -> None:
        with pytest.raises(NotOnPaper, match="web page"):
            story_pdf({"title": title})
        assert title in story_html({"title": title})

    @pytest.mark.parametrize(
        "title", ["Zażółć gęślą jaźń", "Naša priča", "$x_1$ & 5%", "Наша история"]
    )
    def test_scripts_that_it_can_set_are_set(self, title: str) -> None:
        assert story_pdf({"title": title}).startswith(b"%PDF-")


def full() -> dict[str, str]:
    """As many words as the lesson promises room for, spread over the boxes."""
    share = (MOST_WORDS - word_count(TEXTS)) // 5
    more = {
        key: f"{TEXTS[key]} {'They asked five people. ' * (share // 4)}"
        for key in ("aim", "measures", "chart", "learned", "next")
    }
    return TEXTS | more


# --- From earlier lessons, and in a lesson ------------------------------------------------------------


def write_earlier(work: Path, module: str, given: dict[str, Any]) -> None:
    folder = work / module
    folder.mkdir(parents=True)
    book = answers.AnswerBook(module)
    for question, answer in given.items():
        book.put(question, answer, "kept")
    answers.save(book, folder)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "my-work" / "15-your-project"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


class TestEarlierPages:
    def test_nothing_there_is_fine(self, here: Path) -> None:
        assert words_for_story(here) == {}
        assert numbers_kept(here) == {}
        assert not any(found.text or found.page for found in pieces_found(here))

    def test_answers_beside_the_lesson_fill_their_boxes(self, here: Path) -> None:
        aim = {
            "what": "Waits",
            "whom": "people on our list",
            "good": "14 days",
            "when": "1 May",
            "now": "26",
        }
        record = {
            "plan": "Call one guest",
            "did": "She was ready",
            "learned": "Ask first",
            "act": "adapt",
        }
        write_earlier(here.parent, "03-seeing-the-problem", {"aim": aim})
        write_earlier(here.parent, "05-pdsa-cycles", {"pdsa-record": record})
        words = words_for_story(here)
        assert words["aim"].startswith("By 1 May, for people on our list: waits.")
        assert words["tried"] == "Call one guest\nShe was ready"
        assert (words["learned"], words["next"]) == ("Ask first", "adapt")

    def test_a_page_of_the_project_folder_does_as_well(self, here: Path) -> None:
        asked = Words(id="m", ask="My measures", boxes={"o": "Outcome", "p": "Process"})
        add_page(
            here,
            "04-measuring-what-matters",
            "My measures",
            [(asked, {"o": "Days & <b>", "p": ""})],
        )
        assert words_for_story(here) == {"measures": "Days & <b>"}
        assert [found.page for found in pieces_found(here) if found.page] == [
            "04-measuring-what-matters.html"
        ]

    def test_the_story_of_lesson_12_comes_first(self, here: Path) -> None:
        write_earlier(here.parent, "05-pdsa-cycles", {"pdsa-record": {"learned": "old"}})
        given = {"story": TEXTS, "my-numbers": practice_answer()}
        write_earlier(here.parent, "12-telling-the-story", given)
        assert words_for_story(here)["learned"] == TEXTS["learned"]
        assert numbers_kept(here)["values"][0] == 11

    def test_in_lesson_12_itself_a_story_begun_does_not_hide_earlier_words(
        self, here: Path
    ) -> None:
        write_earlier(here.parent, "05-pdsa-cycles", {"pdsa-record": {"learned": "Ask first"}})
        write_earlier(here.parent, "12-telling-the-story", {"story": {"title": "Begun"}})
        assert words_for_story(here.parent / "12-telling-the-story") == {"learned": "Ask first"}

    def test_the_boxes_that_are_looked_for_stand_in_their_lessons(self) -> None:
        wanted = [(p.lesson, q, key) for p in PIECES for q, key in p.held_in]
        wanted += [*ALSO.values(), (*STORY, "aim"), (*NUMBERS, "")]
        for lesson_name, question, key in wanted:
            asked = load_scheme(COURSE / "solutions" / lesson_name)[question]
            assert not key or key == "*" or (isinstance(asked, Words) and key in asked.boxes)

    @pytest.mark.parametrize("damage", ["", "{", "[]", '{"answers": {"story": {"answer": [1]}}}'])
    def test_a_damaged_file_is_as_good_as_none(self, here: Path, damage: str) -> None:
        folder = here.parent / "12-telling-the-story"
        folder.mkdir()
        (folder / answers.SIDECAR).write_text(damage, "utf-8")
        assert words_for_story(here) == {}


class TestForm:
    def parts(self, answer: Any = None) -> tuple[dict[str, Any], list[dict[str, str]]]:
        told: list[Any] = []
        shown = forms.form(QUESTION, answer, lambda given, _checked: told.append(given))
        found: dict[str, Any] = {}

        def walk(box: Any) -> None:
            if getattr(box, "description", ""):
                found[box.description] = box
            for child in getattr(box, "children", ()):
                walk(child)

        walk(shown)
        return found, told

    def test_what_is_written_and_chosen_is_kept(self, here: Path) -> None:
        parts, told = self.parts()
        parts[BOXES["aim"]].value = "Nine of ten"
        parts["Can anybody be known from this page?"].value = "nobody"
        assert told[-1] == {"aim": "Nine of ten", "consent": "nobody"}

    def test_earlier_words_fill_empty_boxes_and_leave_the_others(self, here: Path) -> None:
        write_earlier(here.parent, "12-telling-the-story", {"story": TEXTS})
        parts, told = self.parts({"title": "My own"})
        parts["Bring in my words from earlier lessons"].click()
        assert told[-1]["title"] == "My own"
        assert told[-1]["aim"] == TEXTS["aim"]
        assert "consent" not in told[-1]  # a yes was for one page and one use
        parts["Bring in my words from earlier lessons"].click()
        assert len(told) == 1

    def test_a_kept_answer_of_another_kind_does_no_harm(self, here: Path) -> None:
        for odd in ("x", [1], {"consent": 5, "title": None}):
            self.parts(odd)


class TestInTheLesson:
    @pytest.fixture
    def shown(self, here: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
        bundles: list[dict[str, Any]] = []

        class Handle:
            def update(self, bundle: dict[str, Any], raw: bool = True) -> None:
                bundles.append(bundle)

        def show(bundle: dict[str, Any], display_id: str | None = None) -> Handle:
            bundles.append(bundle)
            return Handle()

        monkeypatch.setattr(session, "show", show)
        scheme = (
            "from champions.own_data.question import OwnNumbers\n"
            "from champions.activities.story.question import BOXES, Story\n"
            'QUESTIONS = [OwnNumbers(id="my-numbers", ask="n"), '
            'Story(id="story", ask="s", boxes=BOXES, numbers="my-numbers")]\n'
        )
        (here / "marking.py").write_text(scheme, "utf-8")
        session.start("15-your-project")
        yield bundles
        monkeypatch.setattr(session, "_lesson", None)

    def made(self) -> str:
        current = session._lesson
        assert current is not None
        return story_form._made(current, "story")

    def test_the_page_follows_every_answer(self, shown: list[dict[str, Any]]) -> None:
        storyboard("story")
        current = session._lesson
        assert current is not None
        assert any("My improvement story" in b.get("text/html", "") for b in shown)
        current.answer(current.scheme["story"], TEXTS)
        current.answer(current.scheme["my-numbers"], practice_answer())
        current.followers["storyboard"]()
        assert "Ready when the car comes" in shown[-1]["text/html"]
        assert "8 weeks in a row" in shown[-1]["text/plain"]

    def test_three_files_are_made_with_links(self, shown: list[dict[str, Any]], here: Path) -> None:
        current = session._lesson
        assert current is not None
        assert "nothing to put on the page" in self.made()
        current.answer(current.scheme["story"], TEXTS)
        said = self.made()
        folder = here.parent / "my-project"
        assert {path.name for path in folder.iterdir()} == {
            "my-story.html",
            "my-story.pdf",
            "my-story.txt",
        }
        assert said.count("download=") == 3

    def test_without_a_folder_the_links_still_work(
        self, shown: list[dict[str, Any]], here: Path
    ) -> None:
        current = session._lesson
        assert current is not None
        current.answer(current.scheme["story"], TEXTS)
        (here.parent / "my-project").write_text("in the way", "utf-8")
        said = self.made()
        assert "could not be written" in said
        assert said.count("download=") == 3

    def test_what_is_there_is_listed(self, shown: list[dict[str, Any]], here: Path) -> None:
        write_earlier(here.parent, "00-start-here", {"hopes": {"words": "A bus"}})
        story_form.my_folder()
        assert "1 of 5 pieces are here." in shown[-1]["text/plain"]


def test_each_chart_to_judge_says_what_is_seen_and_not_what_is_wrong() -> None:
    page = chart_critique()
    assert page.html.count('role="img" aria-label="Chart ') == 5
    for word in ("mislead", "unfair", "fair", "wrong", "best"):
        assert word not in page.text
    assert "44 weeks of dots in order of time" in page.text
    assert "begins at 16" in page.text
    json.dumps(page.text)

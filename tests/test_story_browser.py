"""Lesson 12 on a phone: own numbers from a file and a tally, the story, and its files to take away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browser import PHONE, axe_places
from journeys import Journey, OpenLesson

from champions.activities.story.question import BOXES, MOST_WORDS, story_html, word_count
from champions.own_data.practice import FILE, practice_answer
from champions.own_data.question import chart_of

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lesson(journey: Journey) -> OpenLesson:
    return journey["12-telling-the-story"]


def test_a_file_is_read_and_what_looks_personal_is_named(
    lesson: OpenLesson, tmp_path: Path
) -> None:
    numbers = lesson.step("My numbers")
    (tmp_path / "mine.csv").write_bytes(FILE)
    numbers.select("Where are your numbers?", "A file: CSV or Excel")
    with lesson.page.expect_file_chooser() as chooser:
        numbers.button("Choose a file").click()
    chooser.value.set_files(str(tmp_path / "mine.csv"))
    numbers.shows("looks like names of people")
    numbers.shows("More than one row is for 4 August 2025")


def test_a_tally_becomes_a_chart(lesson: OpenLesson) -> None:
    numbers = lesson.step("My numbers")
    numbers.select("Where are your numbers?", "I type a tally")
    numbers.write("Your tally", "6 Jan 2025: 4\n13 Jan 2025: |||| ||\n20 Jan 2025: 5")
    numbers.button("Read my tally").click()
    numbers.shows("3 dots, from 6 January 2025 to 20 January 2025.")
    numbers.press("Yes, this is right. Draw my chart")
    numbers.form.locator("figcaption", has_text="Too short to judge").wait_for()


def test_the_page_follows_and_its_files_can_be_taken_away(lesson: OpenLesson) -> None:
    page = lesson.page
    story = lesson.step("Project evidence: my one-page story")
    story.write("A title in plain words", "Fewer lost cups")
    consent = story.form.get_by_label("Can anybody be known")
    consent.select_option("Nobody can be known from this page")
    page.locator(".story h2", has_text="Fewer lost cups").wait_for()
    page.locator(".story-consent", has_text="Nobody can be known").wait_for()
    lesson.press("Make my page")
    lesson.shows('Your page is in the folder "my-project"')
    with page.expect_download() as taken:
        page.get_by_role("link", name="my-story.pdf").click()
    assert Path(taken.value.path()).read_bytes().startswith(b"%PDF-")
    assert "Fewer lost cups" in (lesson.project / "my-story.html").read_text("utf-8")


def test_axe_finds_nothing_and_nothing_scrolls_sideways(lesson: OpenLesson) -> None:
    lesson.looks_well(PHONE)


def test_as_many_words_as_are_promised_print_on_one_side_with_tags(
    lesson: OpenLesson, tmp_path: Path
) -> None:
    boxes = [key for key in BOXES if key not in {"title", "who", "contact"}]
    each = "They asked five people. " * (MOST_WORDS // len(boxes) // 4)
    texts = dict.fromkeys(boxes, each) | {"title": "Ready when the car comes", "consent": "nobody"}
    assert MOST_WORDS - 30 < word_count(texts) <= MOST_WORDS
    (tmp_path / "story.html").write_text(story_html(texts, chart_of(practice_answer())), "utf-8")
    story = lesson.page.context.new_page()
    story.goto((tmp_path / "story.html").as_uri())
    made = story.pdf(prefer_css_page_size=True, tagged=True)
    assert len(re.findall(rb"/Type /Page\b", made)) == 1
    assert b"/StructTreeRoot" in made
    assert axe_places(story) == []

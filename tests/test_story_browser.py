"""Lesson 12 on a phone: own numbers from a file and a tally, the story, and its files to take away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import (
    PHONE,
    Course,
    axe_places,
    chromium,
    course_folder,
    new_page,
    open_lesson,
    serving,
    start_lesson,
)
from playwright.sync_api import Locator, Page

from champions.activities.story.question import BOXES, MOST_WORDS, story_html, word_count
from champions.own_data.practice import FILE, practice_answer
from champions.own_data.question import chart_of

pytestmark = pytest.mark.browser
MODULE = "12-telling-the-story"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    lesson = Path(__file__).parents[1] / "modules" / MODULE
    folder = course_folder(
        tmp_path_factory.mktemp("course"), {MODULE: (lesson / "lesson.ipynb").read_bytes()}
    )
    (folder / "modules" / MODULE / "marking.py").write_bytes((lesson / "marking.py").read_bytes())
    with serving(folder, home=tmp_path_factory.mktemp("home")) as course:
        yield course


@pytest.fixture(scope="module")
def page(course: Course) -> Iterator[Page]:
    with chromium() as browser:
        page = new_page(browser, PHONE)
        open_lesson(page, course.address(MODULE))
        start_lesson(page)
        page.locator(".champions-finish").wait_for()
        yield page


def form(page: Page, question: str) -> Locator:
    found = page.locator(".jp-CodeCell").filter(
        has=page.locator(".champions-ask", has_text=question)
    )
    found.first.scroll_into_view_if_needed()
    return found.first


def test_a_file_is_read_and_what_looks_personal_is_named(page: Page, tmp_path: Path) -> None:
    numbers = form(page, "My numbers")
    (tmp_path / "mine.csv").write_bytes(FILE)
    numbers.get_by_label("Where are your numbers?").select_option("A CSV file")
    with page.expect_file_chooser() as chooser:
        numbers.get_by_role("button", name="Choose a file").click()
    chooser.value.set_files(str(tmp_path / "mine.csv"))
    numbers.get_by_text("looks like names of people").wait_for()
    numbers.get_by_text("More than one row is for 4 August 2025").wait_for()


def test_a_tally_becomes_a_chart(page: Page) -> None:
    numbers = form(page, "My numbers")
    numbers.get_by_label("Where are your numbers?").select_option("I type a tally")
    numbers.get_by_label("Your tally").fill("6 Jan 2025: 4\n13 Jan 2025: |||| ||\n20 Jan 2025: 5")
    numbers.get_by_role("button", name="Read my tally").click()
    numbers.locator("figcaption", has_text="Too short to judge").wait_for()


def test_the_page_follows_and_its_files_can_be_taken_away(page: Page, course: Course) -> None:
    story = form(page, "Project evidence: my one-page story")
    story.get_by_label("A title in plain words").fill("Fewer lost cups")
    story.get_by_label("Can anybody be known").select_option("Nobody can be known from this page")
    page.locator(".story h2", has_text="Fewer lost cups").wait_for()
    page.locator(".story-consent", has_text="Nobody can be known").wait_for()
    make = page.get_by_role("button", name="Make my page")
    make.scroll_into_view_if_needed()
    make.focus()
    page.keyboard.press("Enter")
    page.get_by_text('Your page is in the folder "my-project"').wait_for()
    with page.expect_download() as taken:
        page.get_by_role("link", name="my-story.pdf").click()
    assert Path(taken.value.path()).read_bytes().startswith(b"%PDF-")
    there = course.folder / "my-work" / "my-project" / "my-story.html"
    assert "Fewer lost cups" in there.read_text("utf-8")


def test_axe_finds_nothing_and_nothing_scrolls_sideways(page: Page) -> None:
    assert axe_places(page, ".jp-OutputArea", ".jp-MarkdownOutput") == []
    outer = page.locator(".jp-WindowedPanel-outer")
    assert outer.evaluate("one => one.scrollWidth - one.clientWidth") <= 1


def test_as_many_words_as_are_promised_print_on_one_side_with_tags(
    page: Page, tmp_path: Path
) -> None:
    boxes = [key for key in BOXES if key not in {"title", "who", "contact"}]
    each = "They asked five people. " * (MOST_WORDS // len(boxes) // 4)
    texts = dict.fromkeys(boxes, each) | {"title": "Ready when the car comes", "consent": "nobody"}
    assert MOST_WORDS - 30 < word_count(texts) <= MOST_WORDS
    (tmp_path / "story.html").write_text(story_html(texts, chart_of(practice_answer())), "utf-8")
    story = page.context.new_page()
    story.goto((tmp_path / "story.html").as_uri())
    made = story.pdf(prefer_css_page_size=True, tagged=True)
    assert len(re.findall(rb"/Type /Page\b", made)) == 1
    assert b"/StructTreeRoot" in made
    assert axe_places(story) == []

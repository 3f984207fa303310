"""What the documents promise is there: links lead somewhere, times add up, lessons are counted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from shipped import kept_files

from champions.authoring.readability import grade, sentences
from champions.questions.scheme import load_scheme
from champions.website import pages as site_pages

COURSE = Path(__file__).resolve().parents[1]
LESSONS = sorted(path.parent.name for path in COURSE.glob("modules/*/lesson.ipynb"))
_WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_WORDS += ["eleven", "twelve", "thirteen", "fourteen", "fifteen"]


def documents() -> list[Path]:
    """Every Markdown file of the course that is not a lesson's own text."""
    kept = [name for name in kept_files() if name.endswith(".md")]
    return [COURSE / name for name in kept if not name.startswith("solutions/")]


@pytest.mark.parametrize("page", documents(), ids=lambda page: page.relative_to(COURSE).as_posix())
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    words = re.sub(r"`[^`\n]+`", "", page.read_text(encoding="utf-8"))  # an example is no link
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", words)
    local = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert not [link for link in local if not (page.parent / link).exists()]


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_times_of_a_sessions_parts_add_up_to_the_lessons(lesson: str) -> None:
    notes = (COURSE / "docs" / "trainers" / f"{lesson}.md").read_text(encoding="utf-8")
    parts = [
        int(minutes) for minutes in re.findall(r"^\|[^|]*\|\s*(\d+)\s*\|", notes, re.MULTILINE)
    ]
    head = (COURSE / "solutions" / lesson / "lesson.md").read_text(encoding="utf-8")
    said = re.search(r"^minutes: (\d+)$", head, re.MULTILINE)
    assert said is not None
    assert sum(parts) == int(said[1])


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_notes_for_a_lesson_have_every_part_and_every_way_to_hold_it(lesson: str) -> None:
    notes = (COURSE / "docs" / "trainers" / f"{lesson}.md").read_text(encoding="utf-8")
    for part in (
        "In one minute", "Times", "Questions to talk about", "What not to teach here", "Common stumbles",
        "On paper, in a group, without internet", "What you score", "Sources",
    ):  # fmt: skip
        assert f"\n## {part}\n" in notes, part
    ways = notes.split("\n## On paper, in a group, without internet\n")[1].split("\n## ")[0]
    for way in ("paper", "One screen for a group", "With an interpreter", "Without internet"):
        assert way.lower() in ways.lower(), way


def test_the_readme_counts_the_lessons_that_are_here() -> None:
    readme = " ".join((COURSE / "README.md").read_text(encoding="utf-8").split())
    numbers = [lesson[:2] for lesson in LESSONS]
    if len(LESSONS) >= 16:
        assert "sixteen lessons" in readme
        assert numbers[16:] == re.findall(r"\d\d", readme.split("practicals, ")[1].split(".")[0])
        return
    assert f"So far {_WORDS[len(LESSONS)]} of sixteen lessons are here: " in readme
    listed = readme.split("lessons are here: ")[1].split(".")[0]
    assert re.findall(r"\d\d", listed) == numbers


def misconceptions() -> list[tuple[str, ...]]:
    """The lesson, question and name of each row of the trainers' table."""
    table = (COURSE / "docs" / "trainers" / "misconceptions.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\|[^|]+\| (\d\d-[^|]+) \| ([^|]+) \| ([^|]+) \|$", table, re.MULTILINE)
    assert len(rows) == 26
    return rows


@pytest.mark.parametrize("row", misconceptions(), ids="/".join)
def test_every_misconception_of_the_course_is_met_where_the_table_says(
    row: tuple[str, ...],
) -> None:
    lesson, question, name = row
    scheme = load_scheme(COURSE / "solutions" / lesson)
    assert name in {miss.name for miss in getattr(scheme[question], "misses", ())}


#: Tables for programmers: what stock nbgrader gives, and the rules of charts with their sources.
_FOR_PROGRAMMERS = {"charts.md", "equality.md", "gallery.md", "hostile.md"}
GUIDES = sorted(
    path.relative_to(COURSE).as_posix()
    for path in (COURSE / "docs").rglob("*.md")
    if path.name not in _FOR_PROGRAMMERS
)


@pytest.mark.parametrize("guide", GUIDES)
def test_guides_are_in_plain_english(guide: str) -> None:
    text = (COURSE / guide).read_text(encoding="utf-8").split("\n## Sources")[0]  # titles of others
    said = sentences(text)
    assert grade(said) <= 8
    assert not [one.text for one in said if len(one.words) > 25]


def test_the_course_at_a_glance_gives_each_lesson_its_minutes() -> None:
    table = (COURSE / "docs" / "trainers" / "README.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| \[\d\d\]\(([^)]+)\.md\) \| (\d+) \|", table, re.MULTILINE))
    heads = {
        name: (COURSE / "solutions" / name / "lesson.md").read_text(encoding="utf-8")
        for name in LESSONS
    }
    assert told == {
        name: re.findall(r"^minutes: (\d+)$", h, re.MULTILINE)[0] for name, h in heads.items()
    }


def parts_for_one_hour(notes: str) -> set[int]:
    """The numbers of the parts that a lesson's notes name to do together in one hour."""
    named = re.search(r"^In one hour, do parts ([\d, toand]+)together", notes, re.MULTILINE)
    assert named is not None
    if through := re.search(r"(\d+) to (\d+)", named[1]):
        return set(range(int(through[1]), int(through[2]) + 1))
    return {int(number) for number in re.findall(r"\d+", named[1])}


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_parts_that_notes_name_for_one_hour_fit_in_the_hour(lesson: str) -> None:
    notes = (COURSE / "docs" / "trainers" / f"{lesson}.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+)\D[^|]*\| (\d+) \|", notes, re.MULTILINE)
    minutes = {int(first): int(long) for first, long in rows}
    named = parts_for_one_hour(notes)
    at_first = lesson.startswith("00")
    assert at_first or named <= set(minutes)
    assert sum(minutes.get(part, 0) for part in named) <= (45 if at_first else 40)
    assert at_first or "together. The rest is home work." in notes


def test_a_link_to_a_part_of_a_guide_lands_there_on_the_website(tmp_path: Path) -> None:
    site_pages._guides(tmp_path, COURSE)
    pages = {path.resolve(): path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.html")}
    links = [
        ((path.parent / to if to else path).resolve(), part)
        for path, page in pages.items()
        for to, part in re.findall(r'(?<!anchor-link" )href="([^"#:]*)#([^"]+)"', page)
    ]
    assert links
    assert [(path.name, part) for path, part in links if f'id="{part}"' not in pages[path]] == []

"""Doing is the mark: what lessons bring back, the turn at their end, and what is made rather than chosen."""

from __future__ import annotations

import json
import re
from pathlib import Path

import doing
import pytest
from doing import Lesson

from champions.authoring.minutes import ONE_SITTING, WITHIN, place_to_stop
from champions.authoring.readability import sentences
from champions.authoring.routes import STARTER, first_parts_in, routes
from champions.website import pages

ROOT = Path(__file__).resolve().parents[1]
COURSE = doing.lessons()
#: A practical brings nothing back: it is all of a course at once.
FROM_04 = [one for one in COURSE if one.number >= "04" and not one.head.get("practical")]
each = pytest.mark.parametrize("lesson", COURSE, ids=lambda one: one.name)
each_from_04 = pytest.mark.parametrize("lesson", FROM_04, ids=lambda one: one.name)

#: The least share of core points that is earned by making something, in hundredths. It only ever rises.
REACHED = {
    "00": 11, "01": 50, "02": 50, "03": 50, "04": 56, "05": 61, "06": 58, "07": 50, "08": 50, "09": 52,
    "10": 52, "11": 68, "12": 57, "13": 50, "14": 63, "15": 50,
    "16": 100, "17": 100,
}  # fmt: skip


def text_of(lesson: Lesson) -> str:
    return (ROOT / "solutions" / lesson.name / "lesson.md").read_text(encoding="utf-8")


def test_the_page_for_trainers_is_as_it_is_made() -> None:
    assert doing.PAGE.read_text(encoding="utf-8") == doing.page(), (
        "Make it again: python3 tests/doing.py --write"
    )


@pytest.mark.parametrize("lesson", COURSE[1:], ids=lambda one: one.name)
def test_at_least_half_of_the_points_are_for_what_people_make(lesson: Lesson) -> None:
    """All lessons but 00, in which people learn how a lesson works."""
    assert lesson.points >= 8
    assert lesson.made >= lesson.points / 2


@each
def test_what_is_made_never_falls_below_what_was_reached(lesson: Lesson) -> None:
    assert 100 * lesson.made / lesson.points >= REACHED[lesson.number]


@each
def test_every_core_question_shows_an_outcome_or_brings_something_back(lesson: Lesson) -> None:
    shown = [id_ for _, ids in lesson.shown for id_ in ids]
    asked = {one.id for one in lesson.core}
    assert {*shown, *lesson.back} == asked
    assert not set(shown) & set(lesson.back)
    assert all(ids for _, ids in lesson.shown)


#: The lessons of the Starter route, and those whose first part belongs to it.
ON_STARTER = next(way for way in routes(ROOT) if way.key == STARTER)
STARTER_LESSONS = [
    one.number
    for one in COURSE
    if one.number in ON_STARTER.numbers or one.number in dict(ON_STARTER.first_parts)
]


@each_from_04
def test_a_lesson_brings_back_the_one_before_and_one_from_longer_ago(lesson: Lesson) -> None:
    """The one before on the way of most people who take it: Starter has fewer lessons."""
    from_ = sorted((int(number) for number in lesson.back.values()), reverse=True)
    way = STARTER_LESSONS if lesson.number in ON_STARTER.numbers else [one.number for one in COURSE]
    assert len(from_) == 2
    assert from_[0] == int(way[way.index(lesson.number) - 1])
    assert from_[1] <= int(lesson.number) - 3


@each_from_04
def test_on_starter_nothing_is_brought_back_that_was_never_there(lesson: Lesson) -> None:
    if lesson.number in ON_STARTER.numbers:
        assert set(lesson.back.values()) <= set(STARTER_LESSONS)
    elif lesson.number in STARTER_LESSONS:  # a first part of it
        opening = text_of(lesson).split("\n## Bring it back\n")[1].split("\n## 1. ")[0]
        assert "On the Starter route, leave them out." in opening


@each_from_04
def test_what_is_brought_back_stands_under_one_heading_before_all_else(lesson: Lesson) -> None:
    opening = text_of(lesson).split("\n## Bring it back\n")[1].split("\n## 1. ")[0]
    assert re.findall(r"^```\{question\} (\S+)$", opening, re.MULTILINE) == list(lesson.back)
    before = text_of(lesson).split("\n## Bring it back\n")[0]
    assert "```{question}" not in before
    assert not re.search(r"^## ", before, re.MULTILINE)


@each_from_04
def test_what_is_brought_back_is_asked_with_other_words(lesson: Lesson) -> None:
    by_number = {one.number: one for one in COURSE}
    for id_, number in lesson.back.items():
        mine = lesson.scheme[id_].ask
        assert mine not in {one.ask for one in by_number[number].scheme.questions}
        assert len(mine.split()) <= 60  # short


@each_from_04
def test_a_lesson_has_a_turn_of_ones_own_on_data_that_nobody_has_read(lesson: Lesson) -> None:
    turn = lesson.scheme[lesson.head["your_turn"]]
    assert turn.pool
    assert turn.scored_as == "core"


def test_many_lessons_later_the_same_kind_gives_another_chart() -> None:
    turns = [one.scheme[one.head["your_turn"]].pool for one in FROM_04]
    assert len(set(turns)) >= 8


# --- Minutes, and how soon there is something to do ---------------------------------------------------

#: More words than this never stand above the first form; its own question is among them.
WORDS_BEFORE_DOING = 90


@each
def test_a_lesson_says_the_minutes_that_are_measured(lesson: Lesson) -> None:
    assert lesson.minutes > 25
    assert lesson.head["minutes"] == pytest.approx(lesson.minutes, abs=WITHIN)


@each
def test_a_lesson_for_more_than_one_sitting_has_a_place_to_stop(lesson: Lesson) -> None:
    assert len(lesson.sittings) == (2 if lesson.minutes > ONE_SITTING else len(lesson.sittings))
    assert all(15 < part <= ONE_SITTING for part in lesson.sittings)
    assert sum(lesson.sittings) == pytest.approx(lesson.minutes)


@pytest.mark.parametrize(
    "lesson", [one for one in COURSE if not one.head.get("practical")], ids=lambda one: one.name
)
def test_the_first_thing_to_do_comes_within_ninety_words(lesson: Lesson) -> None:
    """Counted in the lesson as champions get it, so whatever the build puts above counts too.

    A practical says its terms first: what counts, and that tries cost nothing.
    """
    path = ROOT / "modules" / lesson.name / "lesson.ipynb"
    above = []
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        text = "".join(cell["source"])
        if asked := re.match(r'check\("([^"]+)"', text):
            above.append(lesson.scheme[asked[1]].ask)
            break
        if cell["cell_type"] == "markdown":
            above.append(text)
    else:
        raise AssertionError(f"{lesson.name} asks nothing.")
    words = sum(len(one.words) for text in above for one in sentences(text))
    assert 20 < words <= WORDS_BEFORE_DOING


@each
def test_what_people_can_do_afterwards_is_told_once_and_after_the_first_thing_to_do(
    lesson: Lesson,
) -> None:
    path = ROOT / "modules" / lesson.name / "lesson.ipynb"
    cells = [
        "".join(one["source"]) for one in json.loads(path.read_text(encoding="utf-8"))["cells"]
    ]
    told = [at for at, text in enumerate(cells) if "After this lesson you can:" in text]
    assert len(told) == 1
    assert next(at for at, text in enumerate(cells) if text.startswith("check(")) < told[0]
    assert all(f"- {outcome}" in cells[told[0]] for outcome in lesson.head["outcomes"])


# --- The first part of a lesson that belongs to another route too -------------------------------------


def first_part_of_11() -> frozenset[str]:
    """The questions of lesson 11 that count for the Starter certificate."""
    starter = next(one for one in routes(ROOT) if one.key == STARTER)
    assert "11" not in starter.numbers
    return first_parts_in([one.name for one in COURSE], starter)["11-who-was-left-behind"]


def test_who_was_left_behind_is_in_the_starter_route_as_far_as_its_place_to_stop() -> None:
    lesson = next(one for one in COURSE if one.number == "11")
    until = lesson.source.cells[: place_to_stop(lesson.source)]
    asked = re.findall(r'check\("([^"]+)"', "\n".join(one.source for one in until))
    core = {one.id for one in lesson.core}
    assert first_part_of_11() == {one for one in asked if one in core} - set(lesson.back)


def test_it_takes_about_20_minutes_needs_no_code_and_is_half_made() -> None:
    lesson = next(one for one in COURSE if one.number == "11")
    assert lesson.sittings[0] == pytest.approx(20, abs=WITHIN)
    its = [one for one in lesson.core if one.id in first_part_of_11()]
    assert not [one.id for one in its if one.from_code]
    assert sum(one.points for one in its if one.produces) >= sum(one.points for one in its) / 2


def test_the_front_page_shows_it_among_the_lessons_of_starter() -> None:
    notebooks = {
        one.name: json.loads((ROOT / "modules" / one.name / "lesson.ipynb").read_text("utf-8"))
        for one in COURSE
    }
    starter, further, *_ = pages.lessons_by_route(
        ROOT, notebooks, dict.fromkeys(notebooks, "page.html")
    )
    assert [(one.number, one.first_part) for one in starter.lessons if one.number > 6] == [
        (11, True),
        (12, False),
        (15, False),
        (16, False),
    ]
    assert (11, False) in {(one.number, one.first_part) for one in further.lessons}

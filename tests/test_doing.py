"""Doing is the mark: what lessons bring back, the turn at their end, and what is made rather than chosen."""

from __future__ import annotations

import re
from pathlib import Path

import doing
import pytest
from doing import Lesson

ROOT = Path(__file__).resolve().parents[1]
COURSE = doing.lessons()
FROM_04 = [one for one in COURSE if one.number >= "04"]
each = pytest.mark.parametrize("lesson", COURSE, ids=lambda one: one.name)
each_from_04 = pytest.mark.parametrize("lesson", FROM_04, ids=lambda one: one.name)

#: The least share of core points that is earned by making something, in hundredths. It only ever rises.
REACHED = {
    "00": 11, "01": 0, "02": 27, "03": 7, "04": 56, "05": 57, "06": 58, "07": 50, "08": 50, "09": 52,
    "10": 52, "11": 68, "12": 57, "13": 50, "14": 63, "15": 50,
}  # fmt: skip


def text_of(lesson: Lesson) -> str:
    return (ROOT / "solutions" / lesson.name / "lesson.md").read_text(encoding="utf-8")


def test_the_page_for_trainers_is_as_it_is_made() -> None:
    assert doing.PAGE.read_text(encoding="utf-8") == doing.page(), (
        "Make it again: python3 tests/doing.py --write"
    )


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


@each_from_04
def test_a_lesson_brings_back_the_one_before_and_one_from_longer_ago(lesson: Lesson) -> None:
    from_ = sorted((int(number) for number in lesson.back.values()), reverse=True)
    here = int(lesson.number)
    assert len(from_) == 2
    assert from_[0] == here - 1
    assert from_[1] <= here - 3


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

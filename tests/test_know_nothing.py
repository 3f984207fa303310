"""Guessing does not pay: neither the length nor the place of an option, nor any pattern, gives answers away.

A later try costs nothing, on purpose. So what is measured is the first try.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import know_nothing
import pytest
from know_nothing import COURSE, Asked, Earned, core_questions, first_tries, options_shown

from champions.questions import Choice
from champions.questions.base.question import Marked
from champions.questions.scheme import load_scheme

#: The most that somebody who knows nothing may earn of the core points of the course.
MOST_OF_POINTS = 0.25
#: In so large a part of all choices the longest option may be right. By chance it would be in a quarter.
LONGEST_RIGHT = 0.35
#: The same for the second longest, the shortest and so on, and for each place.
ANY_RANK_RIGHT = ANY_PLACE_RIGHT = 0.40
#: With these points of a lesson a learner has passed it.
PASSED = 0.6

each = pytest.mark.parametrize


@cache
def asked() -> tuple[Asked, ...]:
    return tuple(core_questions())


@cache
def earned() -> Earned:
    return first_tries(asked())


@dataclass(frozen=True)
class OneChoice:
    """One of several options is to be chosen: their lengths in the order shown, and which may be right.

    ``right`` holds the place of the right one in each variant; a question without variants has one.
    """

    name: str
    lengths: tuple[int, ...]
    right: tuple[int, ...]

    def by_rank(self) -> dict[int, float]:
        """The rank of the right option by length, 1 for the longest; a tie is shared between its ranks."""
        found: defaultdict[int, float] = defaultdict(float)
        for place in self.right:
            longer = sum(one > self.lengths[place] for one in self.lengths)
            as_long = self.lengths.count(self.lengths[place])
            for rank in range(longer + 1, longer + as_long + 1):
                found[rank] += 1 / as_long / len(self.right)
        return dict(found)

    def by_place(self) -> dict[int, float]:
        """The place of the right option, from 1."""
        return {at + 1: share / len(self.right) for at, share in Counter(self.right).items()}


def choices_in(question: Marked) -> Iterator[OneChoice]:
    """The choices that a question asks for: its options, or those of the boxes of its form."""
    if isinstance(question, Choice):
        shown = list(question.shown)
        lengths = tuple(len(words) for words in question.shown.values())
        yield OneChoice(question.id, lengths, (shown.index(question.right_answer()),))
    elif question.pool:
        answered = question.right_answer()  # what a form only says afterwards is no box of it
        for box, options in options_shown(question).items():
            if not isinstance(answered.get(box), str):
                continue
            right = [truth[box] for truth in truths_of(question.pool) if truth.get(box) in options]
            if right:
                lengths = tuple(len(str(words)) for words in options.values())
                places = tuple(list(options).index(one) for one in right)
                yield OneChoice(f"{question.id}, {box}", lengths, places)


def truths_of(pool: str) -> Iterator[Mapping[str, Any]]:
    """What is true of each variant of a pool, where its file says so in names."""
    for path in sorted((COURSE / "datasets" / "variants" / pool).glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8")).get("truth")
        if isinstance(truth, Mapping):
            yield truth


@cache
def choices() -> tuple[OneChoice, ...]:
    """All choices of the course: core and stretch, also those in variants."""
    folders = sorted(path.parent for path in COURSE.glob("solutions/*/questions.json"))
    return tuple(
        one
        for path in folders
        for question in load_scheme(path).marked
        for one in choices_in(question)
    )


def shares(found: Iterable[Mapping[int, float]], some: int) -> dict[int, float]:
    """The share of each rank or place among so many choices."""
    total: defaultdict[int, float] = defaultdict(float)
    for one in found:
        for rank, number in one.items():
            total[rank] += number
    return {rank: number / some for rank, number in sorted(total.items())}


# --- The options of a choice ----------------------------------------------------------------------------


def test_the_longest_option_is_right_about_as_often_as_by_chance() -> None:
    by_rank = shares((one.by_rank() for one in choices()), len(choices()))
    assert len(choices()) > 60
    assert sum(by_rank.values()) == pytest.approx(1)
    assert by_rank[1] <= LONGEST_RIGHT, by_rank
    assert max(by_rank.values()) <= ANY_RANK_RIGHT, (
        by_rank
    )  # or "never the longest" would be the trick


def test_the_right_option_stands_at_no_place_much_more_often() -> None:
    few = [one for one in choices() if len(one.lengths) in (3, 4)]
    by_place = shares((one.by_place() for one in few), len(few))
    assert len(few) > 60
    assert sum(by_place.values()) == pytest.approx(1)
    assert max(by_place.values()) <= ANY_PLACE_RIGHT, by_place


def test_a_tie_in_length_is_shared_between_those_that_are_as_long() -> None:
    assert OneChoice("", (9, 9, 4, 2), (0,)).by_rank() == {1: 0.5, 2: 0.5}
    assert OneChoice("", (9, 5, 4, 2), (0,)).by_rank() == {1: 1}
    assert OneChoice("", (9, 5, 4, 2), (3, 0)).by_rank() == {4: 0.5, 1: 0.5}
    assert OneChoice("", (9, 5, 4, 2), (3, 0, 0, 0)).by_place() == {4: 0.25, 1: 0.75}


# --- The program that knows nothing -----------------------------------------------------------------------


def test_the_program_reaches_every_core_question_and_is_marked_as_anybody_is() -> None:
    reached = {name for ways in earned().by_way.values() for way in ways.values() for name in way}
    assert reached == {f"{one.lesson}/{one.question.id}" for one in asked()}
    assert len(reached) > 130
    assert earned().out_of == sum(one.question.out_of for one in asked())


def test_its_answers_are_read_and_are_no_slips_of_the_program() -> None:
    for one in asked():
        kind, ways = know_nothing.ways_of(one.question)
        read = [
            one.question.mark(answer).state not in ("not read", "not tried")
            for way in ways.values()
            for answer in way(one)
        ]
        assert sum(read) >= 4, f"{one.question.id}, {kind}"


def test_it_would_earn_all_if_it_knew(monkeypatch: pytest.MonkeyPatch) -> None:
    knows = {"knows": lambda one: [one.question.right_answer()]}
    monkeypatch.setattr(know_nothing, "ways_of", lambda _question: ("any", knows))
    assert first_tries(asked()).of_way("any", "knows") == earned().out_of


def test_it_finds_what_pays_guessing() -> None:
    """With the right option always the longest, as it was in three of four choices, the program does well."""
    made = [one for one in asked() if isinstance(one.question, Choice)]
    easy = [replace(one, question=_longest_right(one.question)) for one in made]
    found = first_tries(easy)
    assert found.best()["Choice"] == ("the longest option", found.out_of)


def _longest_right(question: Marked) -> Choice:
    assert isinstance(question, Choice)
    right = question.right_answer()
    longer = question.options[right] + ", with all that belongs to it and more" * 3
    return replace(question, options={**question.options, right: longer})


@each(
    ("kind", "way"),
    [(kind.__name__, way) for kind, ways in know_nothing.KINDS for way in ways],
)
def test_no_way_of_guessing_earns_much(kind: str, way: str) -> None:
    assert earned().share(earned().of_way(kind, way)) <= MOST_OF_POINTS


def test_the_best_way_for_each_kind_together_earns_little_over_the_course() -> None:
    """No program that answers each kind of question in one of these ways earns more than this one."""
    best = earned().best()
    points = sum(points for _, points in best.values())
    assert earned().share(points) <= MOST_OF_POINTS, best


#: A program with one way for each kind, as the first readers of the course tried it.
PLAIN = {
    "Choice": "the longest option",
    "Sort": "all in the first group",
    "Pick": "all ticked",
    "Order": "the order as shown",
    "Number": "the middle of the numbers shown",
}


@each("lesson", sorted({one.lesson for one in core_questions()}))
def test_no_lesson_is_passed_by_knowing_nothing(lesson: str) -> None:
    """Neither in this plain way, nor in those that earn most over the course."""
    most = sum(one.question.out_of for one in asked() if one.lesson == lesson)
    for program in (PLAIN, {kind: way for kind, (way, _) in earned().best().items()}):
        points = sum(
            points
            for kind, way in program.items()
            for name, points in earned().by_way[kind][way].items()
            if name.startswith(f"{lesson}/")
        )
        assert points < PASSED * most

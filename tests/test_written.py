"""A text written to a checklist: what is found in it is said, and knowing nothing earns nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champions.questions import Miss, Written, compiled
from champions.questions.base.question import NOT_KNOWN, Signs
from champions.questions.facets import facet
from champions.questions.written.question import numbers_in

ASK = Written(
    id="alt",
    ask="Tell somebody who cannot see the chart what it shows.",
    checks={
        "what": "It says what was counted",
        "size": "It says how many, out of how many",
        "short": "It has 20 words at most",
    },
    looks_for={
        "what": {"any_of": ["wait*", "day off"]},
        "size": {"numbers": 2},
        "short": {"at_most": 20, "none_of": ["prove*"]},
    },
    right="Of 60 people, 12 waited longer than a month.",
    misses=(
        Miss(Signs({"says": ["proof*", "prove*"]}), "proof", "A chart proves nothing."),
        Miss(Signs({"lacks": "size"}), "no-size", "How many is that?"),
    ),
    look="Begin with what was counted.",
    step="You may begin with: Of 60 people …",
    praise="It is all there.",
    points=2,
)


@pytest.mark.parametrize(
    ("text", "points", "outcome"),
    [
        ("Of 60 people, 12 waited longer than a month.", 2, "right"),
        ("Twelve of sixty people WAITED more than a month", 2, "right"),
        ("12/60 are waiting for more than a month", 2, "right"),
        ("Many people waited longer than a month.", 1, "no-size"),
        ("I saw 12 of 60 by the door", 1, "other"),
        ("This proves that 12 of 60 people wait", 0, "proof"),
        ("Some words about nothing at all", 0, "no-size"),
    ],
)
def test_what_is_there_earns_its_share(text: str, points: float, outcome: str) -> None:
    told = ASK.mark(text)
    assert (told.points, told.outcome) == (points, outcome)


def test_what_was_found_is_said_before_what_is_not_there_yet() -> None:
    told = ASK.mark("I saw 12 of 60 by the door")
    assert told.messages == (
        "On your list, this is there: It says how many, out of how many",
        "On your list, this is there: It has 20 words at most",
        "This is not there yet, or stands in words that the course does not know: It says what was counted",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Tell somebody who cannot see the chart what it shows.",
        "It says what was counted. It says how many, out of how many",
        "chart chart chart chart",
        "... !!! ...",
    ],
)
def test_the_words_of_the_step_are_no_answer_and_no_try(text: str) -> None:
    told = ASK.mark(text)
    assert (told.state, told.points, told.outcome) == ("not read", 0, "")


@pytest.mark.parametrize("text", ["I don’t know", "?", "no idea"])
def test_who_says_that_they_do_not_know_gets_help(text: str) -> None:
    told = ASK.mark(text)
    assert told.outcome == NOT_KNOWN
    assert "Where to look: Begin with what was counted." in told.messages


def test_a_beginning_is_kept_and_is_no_try() -> None:
    told = ASK.mark("12 of 60")
    assert (told.state, told.outcome) == ("started", "")
    assert told.messages[0] == "Your text is very short. Add 1 word or more."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,200 people in 3 towns", [1200.0, 3.0]),
        ("12,5 or 12.50", [12.5, 12.5]),
        ("2025.11.29", [2025.11]),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, found: list[float]) -> None:
    assert numbers_in(text) == found


def test_numbers_in_words_count_too() -> None:
    assert numbers_in("twelve of the sixty-two, or 1 in 5") == [1, 5, 12, 62]


@given(st.text(max_size=300))
def test_no_text_stops_it_and_none_earns_more_than_all(text: str) -> None:
    told = ASK.mark(text)
    assert 0 <= told.points <= 2
    assert (told.points == 2) == (told.outcome == "right")


def test_what_it_looks_for_is_not_in_the_copy_of_a_question_that_is_kept_back() -> None:
    whole = compiled.write("x", [replace(ASK, kept_back=True)])
    learners = compiled.without_kept_back(whole)
    assert "wait*" in whole
    assert "wait*" not in learners
    assert "12 waited" not in learners
    (kept,) = compiled.questions_of(compiled.read(learners))
    assert kept.mark("Some words about a wait").state == "kept"


def test_an_author_is_told_of_an_example_that_misses_a_point() -> None:
    wrong = replace(ASK, right="Many people waited for a month.")
    assert list(facet(wrong, "author.mistakes")(wrong)) == [
        'the example after "right" does not meet the point "size" of the list.'
    ]


def test_paper_has_the_list_to_tick_and_the_trainer_an_example() -> None:
    assert facet(ASK, "paper.to_fill_in")(ASK).count("☐") == 3
    assert "12 waited longer" in facet(ASK, "paper.told")(ASK)

"""Whose is it, by evidence? The model alone: clues and people in, a verdict out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champions.marking.intake.identity import (
    KINDS,
    NAMESAKES,
    SLIP,
    TWO_SIDES,
    UNKNOWN,
    Judge,
    Told,
    code_key,
    looks_like,
    one_slip,
    same_code,
)
from champions.marking.intake.known import Known, People
from champions.marking.intake.places import CODE, FILE, FOLDER, MAIL, NAME, NUMBER, USER, Clue

LIST = People(
    (
        Known("bittern-13", "Anna Example", "Spring", ("anna@example.org",), ("anna01",)),
        Known("bunting-31", "Ben Sample", "Spring", ("ben@example.org",), ("4711",)),
        Known("LC-17", "Cara Test", "Autumn"),
        Known("LC-18", "Dan Trial", "Autumn", (), ("old-7",), withdrawn=True),
        Known("a-1", "Sam Lee"),
        Known("b-2", "Lee, Sam"),
    )
)


def judged(*clues: Clue, people: People = LIST, **how: str) -> tuple[str, str]:
    verdict = Judge(people, Told(), how.get("trust", "")).decide(clues, how.get("said", ""))
    return verdict.code, verdict.kind


@pytest.mark.parametrize(
    "typed",
    [
        "LC-17",
        "lc 17",
        "LC17",
        " LC_17 ",
        "LC\N{NON-BREAKING HYPHEN}17",
        "ＬＣ-17",
        "LC-l7",
        "Lc-I7",
        "IC-17",
    ],
)
def test_a_code_is_known_in_any_spelling(typed: str) -> None:
    code, kind = judged(Clue(CODE, typed))
    assert code == "LC-17" or (typed == "IC-17" and kind == SLIP)


@pytest.mark.parametrize(("one", "other"), [("1-12", "11-2"), ("I-1", "L-1"), ("LC-17", "LC-71")])
def test_two_codes_that_are_two_stay_two(one: str, other: str) -> None:
    assert code_key(one) != code_key(other)
    assert same_code(one, [other]) == ""


def test_a_code_one_slip_away_is_a_guess_that_is_asked_and_no_new_person() -> None:
    verdict = Judge(LIST).decide([Clue(CODE, "bitern-13")])
    assert (verdict.code, verdict.kind) == ("", SLIP)
    assert [one.code for one in verdict.choices] == ["bittern-13", "bitern-13"]
    assert "Anna Example (bittern-13, Spring)" in verdict.choices[0].label
    assert verdict.choices[-1].new
    assert not verdict.sure


def test_without_a_list_a_slip_in_the_letters_of_an_earlier_code_is_asked_and_in_figures_not() -> (
    None
):
    told = Told(codes=frozenset({"bittern-13", "LC-17"}))
    slip = Judge(People(), told).decide([Clue(CODE, "bitern-13")])
    assert (slip.code, slip.kind) == ("", SLIP)
    assert Judge(People(), told).decide([Clue(CODE, "LC-18")]).code == "LC-18"
    assert Judge(People(), told).decide([Clue(CODE, "lc17")]).code == "LC-17"


@pytest.mark.parametrize(
    ("clue", "code"),
    [
        (Clue(FOLDER, "Example, Anna"), "bittern-13"),
        (Clue(NAME, "exampleanna", "canvas:9", ("9",), "Canvas"), "bittern-13"),
        (Clue(NAME, "Blue-Ben Sample", "moodle:m:7", ("Ben Sample",), "Moodle"), "bunting-31"),
        (Clue(NAME, "who", "canvas:4711", ("4711",), "Canvas"), "bunting-31"),
        (Clue(USER, "anna01", "blackboard:anna01", (), "Blackboard"), "bittern-13"),
        (Clue(MAIL, "Somebody <BEN@example.org>"), "bunting-31"),
        (Clue(FOLDER, "LC 17"), "LC-17"),
        (Clue(FILE, "LC17"), "LC-17"),
        (Clue(CODE, "old-7"), "LC-18"),
        (Clue(FOLDER, "Dan Trial"), "LC-18"),
    ],
)
def test_everything_that_the_list_knows_of_a_person_leads_to_them(clue: Clue, code: str) -> None:
    assert judged(clue) == (code, "")


@pytest.mark.parametrize(
    "clue",
    [
        Clue(FOLDER, "Zoe Nobody"),
        Clue(FILE, "caps", readings=("caps",)),
        Clue(NAME, "Zoe Nobody", "moodle:m:7", (), "Moodle"),
        Clue(MAIL, "zoe@example.org", "mail:zoe@example.org"),
        Clue(USER, "zoe", "nbgrader:zoe", (), "nbgrader"),
        Clue(NUMBER, "anon_x", "canvas:anon_x", (), "Canvas", blind=True),
    ],
)
def test_with_a_list_a_name_that_matches_nobody_is_never_a_person(clue: Clue) -> None:
    verdict = Judge(LIST).decide([clue])
    assert (verdict.code, verdict.kind) == ("", UNKNOWN)
    assert verdict.choices[-1].new


def test_a_name_that_two_people_have_is_asked_with_both() -> None:
    verdict = Judge(LIST).decide([Clue(FOLDER, "Sam Lee")])
    assert (verdict.code, verdict.kind) == ("", NAMESAKES)
    assert [one.code for one in verdict.choices] == ["a-1", "b-2"]
    assert Judge(LIST).decide([Clue(FOLDER, "Sam Lee"), Clue(CODE, "b-2")]).code == "b-2"


def test_proof_for_two_people_is_a_contradiction_with_both_sides() -> None:
    clues = [Clue(CODE, "LC-17"), Clue(FOLDER, "Ben Sample")]
    verdict = Judge(LIST).decide(clues)
    assert (verdict.code, verdict.kind) == ("", TWO_SIDES)
    assert {one.code for one in verdict.choices} == {"LC-17", "bunting-31"}
    assert "Cara Test (LC-17, Autumn)" in verdict.reason
    assert "Ben Sample (bunting-31, Spring)" in verdict.reason
    assert judged(*clues, trust="code") == ("LC-17", "")
    assert judged(*clues, trust="folder") == ("bunting-31", "")
    assert judged(*clues, said="a-1") == ("a-1", "")


def test_an_unknown_code_in_a_known_folder_is_a_contradiction_unless_it_is_a_slip() -> None:
    assert judged(Clue(CODE, "XY-99"), Clue(FOLDER, "LC-17")) == ("", TWO_SIDES)
    assert judged(Clue(CODE, "LC-71"), Clue(FOLDER, "LC-17")) == ("LC-17", "")


def test_without_a_list_a_typed_code_and_another_folder_are_asked() -> None:
    clues = (Clue(CODE, "LC-21"), Clue(FOLDER, "LC-22"))
    assert judged(*clues, people=People()) == ("", TWO_SIDES)
    assert judged(Clue(CODE, "LC-22"), Clue(FOLDER, "lc 22"), people=People()) == ("LC-22", "")


def test_without_a_list_a_platforms_name_does_not_speak_against_a_typed_code() -> None:
    moodle = Clue(NAME, "Anna Example", "moodle:m:71", (), "Moodle")
    assert judged(Clue(CODE, "LC-17"), moodle, people=People()) == ("LC-17", "")
    assert judged(moodle, people=People()) == ("Anna Example", "")


def test_what_the_trainer_said_of_a_number_or_a_name_counts_for_the_next_file() -> None:
    told = Told(
        {"canvas:9": "LC-17"}, {"bitern-13": "bittern-13"}, by_trainer=frozenset({"canvas:9"})
    )
    judge = Judge(LIST, told)
    assert judge.decide([Clue(NAME, "whoever", "canvas:9", (), "Canvas")]).code == "LC-17"
    assert judge.decide([Clue(CODE, "Bitern-13")]).code == "bittern-13"


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("bitern-13", "bittern-13", True),
        ("LC-71", "LC-17", True),
        ("LC-17", "LC-18", True),
        ("LC-17", "LC-29", False),
        ("lc 17", "LC-17", False),
        ("a", "b", False),
    ],
)
def test_a_slip_is_one_sign(one: str, other: str, slip: bool) -> None:
    assert one_slip(one, other) is one_slip(other, one) is slip


_CLUES = st.lists(
    st.builds(
        Clue,
        st.sampled_from([CODE, NUMBER, USER, MAIL, NAME, FOLDER, FILE]),
        st.one_of(
            st.text(min_size=1, max_size=30),
            st.sampled_from(
                ["LC-17", "lc18", "Anna Example", "Sam Lee", "bitern-13", "ben@example.org", "Zoe"]
            ),
        ),
        st.sampled_from(["", "canvas:1", "canvas:2", "moodle:m:3", "mail:x@y.z"]),
    ),
    max_size=4,
)


@given(_CLUES, st.booleans())
def test_every_verdict_is_a_person_or_a_question_with_a_reason(
    clues: list[Clue], listed: bool
) -> None:
    verdict = Judge(LIST if listed else People()).decide(clues)
    if verdict.code:
        assert not verdict.kind
    else:
        assert verdict.kind in KINDS
        assert verdict.reason.rstrip().endswith((".", "?"))
    if listed and verdict.code:
        assert verdict.code in {one.code for one in LIST.everybody}
    assert len({choice.code for choice in verdict.choices}) == len(verdict.choices)


@given(_CLUES)
def test_the_order_of_clues_never_makes_another_person_of_a_file(clues: list[Clue]) -> None:
    for people in (LIST, People()):
        one = Judge(people).decide(clues)
        other = Judge(people).decide(clues[::-1])
        if people:
            assert one.code == other.code


@given(_CLUES, st.sampled_from(["LC-17", "zz-9"]))
def test_the_trainers_word_always_stands(clues: list[Clue], code: str) -> None:
    assert Judge(LIST).decide(clues, code).code == code
    assert Judge(People()).decide(clues, code).code == code


@given(st.text(max_size=20), st.text(max_size=20))
def test_codes_are_compared_alike_from_both_sides(one: str, other: str) -> None:
    assert looks_like(one, other) == looks_like(other, one)
    assert (code_key(one) == code_key(other)) == (code_key(other) == code_key(one))
    assert one_slip(one, other) == one_slip(other, one)

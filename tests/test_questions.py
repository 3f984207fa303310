"""How each kind of question reads and marks an answer."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champions.questions import (
    Choice,
    Dots,
    Feedback,
    Guess,
    Level,
    Miss,
    Number,
    Order,
    Pick,
    Question,
    Share,
    Sort,
    Unreadable,
    Value,
    Words,
    fold,
    read_number,
)
from champions.questions.base.fair import FAIR, FIRST
from champions.questions.base.not_known import says_not_known
from champions.questions.base.question import Signs, short

pytestmark = pytest.mark.learner_floor

COMMON: dict[str, Any] = {"look": "Look here.", "step": "One step.", "praise": "Yes, because."}
CHOICE = Choice(
    id="middle",
    ask="Which line?",
    options={"median": "The median", "mean": "The mean", "target": "The target"},
    right="median",
    misses=(Miss("mean", "mean-not-median", "That is the mean."),),
    **COMMON,
)
NUMBER = Number(
    id="wait",
    ask="How long?",
    units=("days", "day"),
    right=lambda: 14,
    within=0.05,
    misses=(Miss(2, "weeks-not-days", "That is in weeks."), Miss((15, 16), "off", "Nearly.", 0.5)),
    **COMMON,
)
SORT = Sort(
    id="sort",
    ask="Sort",
    items={"a": "A thing", "b": "B thing", "c": "C thing", "d": "D thing"},
    groups={"x": "Group X", "y": "Group Y"},
    right={"a": "x", "b": "y", "c": "x", "d": "y"},
    misses=(Miss({"a": "y"}, "a-in-y", "Look at A."),),
    points=2,
    **COMMON,
)
PICK = Pick(
    id="pick",
    ask="Which?",
    options={"a": "Apples", "b": "Bread", "c": "Cheese"},
    right={"a", "b"},
    misses=(Miss(frozenset({"c"}), "took-cheese", "Not cheese."),),
    **COMMON,
)
DOTS = Dots(
    id="draw",
    ask="Draw",
    labels=("week 1", "week 2", "week 3"),
    values=(5.0, 9.0, 7.0),
    top=10,
    unit="days",
    right=7.0,
    misses=(Miss(lambda drawn: drawn["line"] == 9, "line-at-last", "Lower.", 1),),
    points=2,
    **COMMON,
)
ORDER = Order(
    id="order",
    ask="In which order?",
    items={"pour": "Pour", "boil": "Boil the water", "drink": "Drink", "warm": "Warm the pot"},
    right=["boil", "warm", "pour", "drink"],
    also=(("warm", "boil", "pour", "drink"),),
    misses=(Miss(("pour", "boil"), "poured-cold", "Boil it first."),),
    **COMMON,
)
VALUE = Value(id="code", ask="Finish the line", name="middle", right=26.0, **COMMON)
WORDS = Words(id="own", ask="Say it", boxes={"what": "What", "why": "Why"})
GUESS = Guess(id="guess", ask="Guess", options={"up": "Up", "down": "Down"})
ALL: tuple[Question, ...] = (CHOICE, NUMBER, SORT, PICK, ORDER, DOTS, VALUE, WORDS, GUESS)

plain_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("question", ALL, ids=lambda q: q.id)
@given(answer=plain_json)
def test_any_plain_answer_gets_feedback_and_never_more_than_the_points(
    question: Question, answer: object
) -> None:
    feedback = question.mark(answer)
    assert 0 <= feedback.points <= feedback.out_of == question.out_of
    assert feedback.heading


MARKED = (CHOICE, NUMBER, SORT, PICK, ORDER, DOTS, VALUE)


@pytest.mark.parametrize("question", MARKED, ids=lambda q: q.id)
def test_the_right_answer_gets_all_points_and_the_reason(question: Any) -> None:
    feedback = question.mark(question.right_answer())
    assert (feedback.state, feedback.points) == ("right", question.points)
    assert feedback.messages == ("Yes, because.",)


@pytest.mark.parametrize("question", ALL, ids=lambda q: q.id)
@pytest.mark.parametrize("nothing", [None, "", "  ", [], {}])
def test_nothing_answered_is_not_tried_and_never_wrong(question: Question, nothing: object) -> None:
    feedback = question.mark(nothing)
    assert feedback.state == "not tried"
    assert not feedback.outcome


@pytest.mark.parametrize(
    ("question", "answer", "state", "points", "heading", "outcome"),
    [
        (NUMBER, " ", "not tried", 0, "Not tried yet", ""),
        (NUMBER, "some", "not read", 0, "Not read yet", ""),
        (SORT, {"a": "x"}, "started", 0, "Not finished yet", ""),
        (NUMBER, 3, "not yet", 0, "Not yet", "other"),
        (NUMBER, 16, "nearly", 0.5, "Nearly", "off"),
        (NUMBER, 14, "right", 1, "Right", "right"),
    ],
)
def test_each_state_has_its_heading_and_what_the_history_keeps(
    question: Any, answer: object, state: str, points: float, heading: str, outcome: str
) -> None:
    said = question.mark(answer)
    assert (said.state, said.points, said.heading, said.outcome) == (
        state,
        points,
        heading,
        outcome,
    )
    assert said.out_of == question.points


def test_a_question_whose_scheme_the_trainer_keeps_is_kept_unmarked_by_champions() -> None:
    assert not CHOICE.kept_back
    theirs = replace(CHOICE, kept_back=True, right=None)
    assert theirs.mark("") == CHOICE.mark("")
    said = "Your trainer marks this one when you send your work."
    kept = Feedback("kept", 0, 1, "Your answer is kept", (said,), "kept")
    assert theirs.mark("mean") == theirs.mark("median") == kept
    assert replace(CHOICE, kept_back=True).mark("median").state == "right"


def test_what_points_count_towards_and_what_a_step_is_called() -> None:
    further = replace(CHOICE, stretch=True)
    scored = replace(WORDS, rubric=(Level(0, "none"), Level(3, "all")))
    told = [(one.marked, one.scored_as, one.label) for one in (CHOICE, further, GUESS, scored)]
    assert told == [
        (True, "core", "Step"),
        (True, "stretch", "Stretch step"),
        (False, "not scored", "A guess"),
        (False, "evidence", "Project evidence"),
    ]
    assert [(one.out_of, one.most) for one in (SORT, GUESS, scored)] == [(2, 2), (0, 0), (0, 3)]
    plain = Question(id="any", ask="?")
    assert (plain.marked, plain.kept_back, plain.scored_as, plain.label) == (
        False,
        False,
        "not scored",
        "Step",
    )


def test_a_question_that_nobody_marks_has_no_right_answer() -> None:
    for one in (Question(id="any", ask="?"), WORDS, GUESS):
        assert (one.right, one.right_answer()) == (None, None)


def test_work_of_the_first_version_keeps_its_rule_of_part_marks() -> None:
    three = {"a": "x", "b": "y", "c": "x", "d": "x"}
    first = SORT.by_rule(FIRST)
    assert (SORT.mark(three).points, first.mark(three).points) == (1, 1.5)
    assert first.by_rule(FAIR) == SORT


def test_help_is_offered_where_there_is_some_and_not_where_the_trainer_keeps_the_scheme() -> None:
    assert CHOICE.offers_help is True
    assert replace(CHOICE, kept_back=True).offers_help is True
    assert not replace(CHOICE, look="").offers_help
    assert not replace(CHOICE, kept_back=True, right=None).offers_help
    assert not Question(id="any", ask="?").offers_help


def test_a_reader_sees_the_answer_a_line_each() -> None:
    assert SORT.as_text({"a": "x", "b": "y"}) == "\n".join(SORT.in_words({"a": "x", "b": "y"}))
    assert len(SORT.in_words({"a": "x", "b": "y"})) > 1


class TestHints:
    def test_first_try_gives_the_hint_of_the_misconception_alone(self) -> None:
        feedback = CHOICE.mark("mean")
        assert feedback.outcome == "mean-not-median"
        assert feedback.messages == ("That is the mean.",)

    def test_a_wrong_answer_earns_nothing_where_its_author_gives_it_no_points(self) -> None:
        feedback = CHOICE.mark("mean")
        assert (feedback.state, feedback.points) == ("not yet", 0)

    def test_second_try_says_where_to_look(self) -> None:
        assert CHOICE.mark("mean", ["other"]).messages[-1] == "Where to look: Look here."

    def test_third_try_shows_a_worked_step(self) -> None:
        messages = CHOICE.mark("mean", ["other", "other"]).messages
        assert len(messages) == 3
        assert messages[-1] == "One step, worked: One step."

    def test_an_unforeseen_answer_is_met_warmly_and_where_to_look_comes_next(self) -> None:
        feedback = CHOICE.mark("target")
        assert feedback.outcome == "other"
        assert feedback.messages[0].startswith("Good that you tried.")
        assert "Look here." not in " ".join(feedback.messages)
        assert "Where to look: Look here." in CHOICE.mark("target", ["other"]).messages

    def test_right_answers_before_do_not_count_as_tries(self) -> None:
        assert len(CHOICE.mark("mean", ["right", "kept", "right"]).messages) == 1


class TestChoice:
    @pytest.mark.parametrize("form", ["median", "Median", " THE MEDIAN. ", "the  median"])
    def test_key_or_words_in_any_case_are_accepted(self, form: str) -> None:
        assert CHOICE.mark(form).state == "right"

    def test_an_answer_that_was_not_offered_is_not_read(self) -> None:
        assert CHOICE.mark("mode").state == "not read"


class TestNumber:
    @pytest.mark.parametrize(
        "form",
        [
            14,
            14.0,
            "14",
            "14 days",
            "14days",
            " about 14 days ",
            "fourteen",
            "14.0",
            "14,0",
            "=14",
            "14.04",
            [14],
            "１４",
            "14 DAYS.",
            "+14",
            "~14",
        ],
    )
    def test_forms_of_the_right_number_are_accepted(self, form: object) -> None:
        assert NUMBER.mark(form).state == "right"

    @pytest.mark.parametrize(
        "form",
        [
            "days",
            "14 or 15",
            "12-14",
            True,
            [1, 2],
            {"a": 1},
            "nan",
            "inf",
            "1e999",
            10**400,
        ],
    )
    def test_what_is_no_single_number_is_not_read_and_not_a_try(self, form: object) -> None:
        feedback = NUMBER.mark(form)
        assert feedback.state == "not read"
        assert not feedback.outcome

    def test_just_inside_the_margin_is_right_and_just_outside_is_not(self) -> None:
        assert NUMBER.mark("14.05").state == "right"
        assert NUMBER.mark("14.06").state == "not yet"

    def test_the_margin_holds_for_large_numbers_as_well(self) -> None:
        large = replace(NUMBER, right=1_000_000, misses=())
        assert large.mark("1000000.05").state == "right"
        assert large.mark("1000000.06").state == "not yet"

    def test_a_right_answer_with_decimals_keeps_them_and_a_whole_one_has_none(self) -> None:
        half = replace(NUMBER, right=lambda: 14.5)
        assert half.right_answer() == 14.5
        assert [half.mark(typed).state for typed in ("14.5", "14")] == ["right", "not yet"]
        assert repr(replace(NUMBER, right=lambda: 14.0).right_answer()) == "14"

    def test_a_miss_with_points_is_nearly(self) -> None:
        feedback = NUMBER.mark("16")
        assert (feedback.state, feedback.points) == ("nearly", 0.5)

    @pytest.mark.parametrize(
        ("typed", "read"),
        [
            ("1,250", 1250),
            ("1 250", 1250),
            ("1,250.5", 1250.5),
            ("12,5", 12.5),
            ("0,125", 0.125),
            ("there are 17!", 17),
            ("I counted 5 in a row.", 5),
            ("17 in total", 17),
            ("-3", -3),
            ("12%", 12),
            ("£12", 12),
            (".5", 0.5),
            ("−3", -3),
            ("twenty", 20),
        ],
    )
    def test_numbers_are_read_as_people_type_them(self, typed: str, read: float) -> None:
        assert read_number(typed) == read

    def test_number_words_are_read_from_zero_to_twenty(self) -> None:
        words = (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen "
            "fourteen fifteen sixteen seventeen eighteen nineteen twenty"
        )
        assert [read_number(word) for word in words.split()] == [*range(21)]

    @pytest.mark.parametrize(
        ("typed", "read"),
        [
            (["14 days"], 14),
            ("5 days a week", 5),  # and not 5 days a, without the week
            ("five. weeks", 5),
            ("17 altogether days", 17),
        ],
    )
    def test_units_are_left_out_wherever_they_stand(self, typed: object, read: float) -> None:
        assert read_number(typed, ["week", "days", "days a week"]) == read

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ([1, 2], "Type one number, such as 12 or 12.5."),
            (float("inf"), "Type one number, such as 12 or 12.5."),
            (
                "1,2,3",
                "We see more than one number here: 1,2 and 3. Type the one that you mean, alone.",
            ),
        ],
    )
    def test_what_cannot_be_read_is_told_what_would_do(self, typed: object, said: str) -> None:
        with pytest.raises(Unreadable) as told:
            read_number(typed)
        assert str(told.value) == said

    @given(st.floats(allow_nan=False, allow_infinity=False, width=32))
    def test_any_number_is_read_back_as_itself(self, number: float) -> None:
        assert read_number(str(number)) == number

    @given(st.text(max_size=40))
    def test_any_text_is_a_number_or_a_kind_sentence(self, text: str) -> None:
        with contextlib.suppress(Unreadable):
            assert isinstance(read_number(text, ["days"]), float)


class TestSort:
    def test_unfinished_says_how_many_are_left(self) -> None:
        feedback = SORT.mark({"a": "x"})
        named = "1 placed, 3 to go. Still to be placed: B thing, C thing and D thing."
        assert (feedback.state, feedback.messages) == ("started", (named,))

    def test_what_is_in_place_beyond_guessing_earns_its_share(self) -> None:
        feedback = SORT.mark({"a": "x", "b": "y", "c": "x", "d": "x"})
        assert (feedback.state, feedback.points) == ("nearly", 1.0)
        assert feedback.messages[0] == "3 of 4 are in the right group."

    def test_half_in_place_earns_nothing_yet(self) -> None:
        assert SORT.mark({"a": "x", "b": "y", "c": "y", "d": "x"}).points == 0

    def test_a_telling_placement_gets_its_hint(self) -> None:
        assert SORT.mark({"a": "y", "b": "y", "c": "x", "d": "y"}).outcome == "a-in-y"

    def test_group_words_do_as_well_as_keys(self) -> None:
        assert SORT.mark({"a": "group x", "b": "y", "c": "X", "d": "Group Y"}).state == "right"

    def test_another_group_that_is_as_good_is_right_and_only_for_that_item(self) -> None:
        either = replace(SORT, also={"d": ("x",)})
        assert either.mark({"a": "x", "b": "y", "c": "x", "d": "x"}).points == 2
        assert either.mark(either.right_answer()).state == "right"
        feedback = either.mark({"a": "x", "b": "x", "c": "x", "d": "x"})
        assert (feedback.state, feedback.messages[0]) == (
            "not yet",  # all in one group: it may be known or not
            "3 of 4 are in the right group.",
        )


class TestPick:
    def test_part_of_the_right_answer_says_there_is_more(self) -> None:
        assert "more to find" in PICK.mark(["a"]).messages[0]

    def test_any_choice_that_holds_the_misconception_gets_its_hint(self) -> None:
        assert PICK.mark(["a", "b", "c"]).outcome == "took-cheese"

    def test_order_and_words_do_not_matter(self) -> None:
        assert PICK.mark("Bread, apples").state == "right"


class TestOrder:
    def test_another_good_order_is_right_as_well(self) -> None:
        assert ORDER.mark(["warm", "boil", "pour", "drink"]).state == "right"
        assert ORDER.mark(["Warm the pot", "boil the water", "Pour", "Drink."]).state == "right"

    def test_a_telling_pair_gets_its_hint(self) -> None:
        assert ORDER.mark(["pour", "boil", "warm", "drink"]).outcome == "poured-cold"
        assert ORDER.mark(["boil", "pour", "warm", "drink"]).outcome == "other"

    def test_a_step_left_out_or_twice_is_not_read(self) -> None:
        assert ORDER.mark(["boil", "pour"]).state == "not read"
        assert ORDER.mark(["boil", "boil", "pour", "drink"]).state == "not read"


class TestDots:
    def test_unfinished_until_every_dot_and_the_line_are_there(self) -> None:
        assert DOTS.mark({"dots": [5], "line": None}).messages == ("1 dot placed, 2 to go.",)
        assert "middle line" in DOTS.mark({"dots": [5, 9, 7], "line": None}).messages[0]

    def test_dots_right_and_line_wrong_earn_half(self) -> None:
        feedback = DOTS.mark({"dots": [5, 9, 7], "line": 6})
        assert (feedback.state, feedback.points) == ("nearly", 1)

    def test_a_misplaced_dot_is_named(self) -> None:
        assert "week 2" in DOTS.mark({"dots": [5, 8, 7], "line": 7}).messages[0]

    @given(plain_json, plain_json)
    def test_any_drawing_is_answered(self, dots: object, line: object) -> None:
        assert DOTS.mark({"dots": dots, "line": line}).heading


class TestWords:
    def test_own_words_are_kept_and_never_scored(self) -> None:
        feedback = WORDS.mark({"what": "a", "why": "b"})
        assert (feedback.state, feedback.out_of) == ("kept", 0)
        assert "not read straight away" in feedback.messages[0]

    def test_an_empty_box_is_named_kindly(self) -> None:
        assert WORDS.mark({"what": "a", "why": " "}).messages == ("1 box still empty.",)

    def test_words_are_told_box_by_box_to_the_reader(self) -> None:
        assert WORDS.as_text({"what": "tea"}) == "What: tea\n\nWhy: (empty)"

    def test_a_rubric_says_the_most_points(self) -> None:
        scored = Words(id="w", ask="?", rubric=(Level(0, "none"), Level(3, "all")))
        assert scored.most == 3
        assert scored.read_by_person


def test_a_guess_is_kept_and_never_marked() -> None:
    assert GUESS.mark("up").state == "kept"
    assert GUESS.mark("up").out_of == 0


def test_a_number_is_typed_and_a_value_is_shown_with_its_name() -> None:
    assert NUMBER.way == "Type a number"
    assert VALUE.in_words(26.5) == ("middle = 26.5",)


def test_a_value_of_the_wrong_kind_is_named() -> None:
    assert "a list of 3 values" in VALUE.mark([1, 2, 3]).messages[0]
    (said,) = VALUE.mark({"a": 1}).messages
    assert said.endswith("At the moment it is a table or a set of names and values.")
    (said,) = VALUE.mark("x" * 61).messages
    assert said == f'middle should be one number. At the moment it is "{"x" * 60}".'


@pytest.mark.parametrize(
    ("given", "share"), [(0.54, 0.54), (54, 0.54), (1, 1), (1.5, 0.015), (100, 1), (101, 101)]
)
def test_a_share_from_1_to_100_is_taken_as_per_cent(given: float, share: float) -> None:
    asked = Share(id="share", ask="Which share?", name="late", right=0.54, **COMMON)
    assert asked.read(given) == pytest.approx(share)
    assert (asked.mark(given).state == "right") is (share == 0.54)


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_a_right_answer_is_worked_out_from_the_data_once() -> None:
    asked: list[int] = []

    def right() -> float:
        asked.append(1)
        return 14.0

    question = Number(id="median", ask="Which?", right=right, **COMMON)
    assert [question.mark(answer).state for answer in (14, 13, 14)] == ["right", "not yet", "right"]
    assert len(asked) == 1


def test_a_long_answer_is_shown_short() -> None:
    assert short("x" * 300) == "x" * 300
    assert short("x" * 301) == "x" * 300 + " …"


# --- Signs: a wrong answer known as data --------------------------------------------------------


def told(question: Any, answer: object, *history: str) -> str:
    """The outcome of one answer."""
    return str(question.mark(answer, history).outcome)


@pytest.mark.parametrize(
    ("signs", "typed", "fits"),
    [
        ({"is": 7}, 7.04, True),
        ({"is": [3, 7]}, 7, True),
        ({"is": [3, 7]}, 5, False),
        ({"exactly": 7}, 7, True),
        ({"exactly": 7}, 7.04, False),
        ({"exactly": [3, 7]}, 3, True),
        ({"near": [7, 0.5]}, 7.5, True),
        ({"near": [7, 0.5]}, 7.6, False),
        ({"near": [3, 7, 0.5]}, 3.4, True),
        ({"any": [{"exactly": 3}, {"exactly": 7}]}, 7, True),
        ({"any": [{"exactly": 3}, {"exactly": 7}]}, 5, False),
        ({"all": [{"near": [7, 1]}, {"not": {"exactly": 7}}]}, 7.5, True),
        ({"all": [{"near": [7, 1]}, {"not": {"exactly": 7}}]}, 7, False),
        ({"near": [7, 1], "not": {"exactly": 7}}, 7, False),
    ],
)
def test_a_wrong_number_is_known_by_its_signs(
    signs: dict[str, Any], typed: float, fits: bool
) -> None:
    question = replace(NUMBER, misses=(Miss(Signs(signs), "known", "A hint."),))
    assert told(question, typed) == ("known" if fits else "other")


def test_who_does_not_know_gets_more_help_at_each_try() -> None:
    first, second = NUMBER.mark("I do not know"), NUMBER.mark("?", ["other"])
    assert (first.state, first.heading, first.outcome) == ("not yet", "Not yet", "not-known")
    assert first.messages == (
        "It is good that you say so. Here is some help.",
        "Where to look: Look here.",
    )
    assert second.messages[-1] == "One step, worked: One step."


@pytest.mark.parametrize("apostrophe", ["'", "’", "‘", "`"])
def test_that_somebody_does_not_know_is_read_with_any_apostrophe(apostrophe: str) -> None:
    assert told(NUMBER, f"I don{apostrophe}t know") == "not-known"


def test_only_a_short_answer_says_that_somebody_does_not_know() -> None:
    told = [says_not_known("I do not know".ljust(length)) for length in (13, 60, 61)]
    assert told == [True, True, False]


def test_a_number_of_another_kind_is_told_and_kept_as_such() -> None:
    share = replace(NUMBER, quantity="time", unit="days", units=())
    said = share.mark("14%")
    assert said.outcome == "other-kind"
    assert "14" in said.messages[0]


def test_a_comma_that_was_read_as_a_point_is_said_beside_a_wrong_number_too() -> None:
    asked = replace(NUMBER, quantity="time", unit="days", units=())
    assert asked.mark("14,0").messages[1].startswith("We read 14,0 as 14.0.")
    assert asked.mark("12,5").messages[0].startswith("We read 12,5 as 12.5.")


def test_a_blank_does_not_hide_what_is_in_place() -> None:
    half = {"a": "x", "b": "y", "c": "x"}
    said = SORT.mark(half)
    assert said.state == "started"
    assert said.points > 0
    assert len(said.messages) == 2
    assert said.messages[1] == SORT.said_first(half)[0]


def test_what_a_blank_is_told_is_for_its_kind() -> None:
    assert CHOICE.how_to_begin == "Give an answer first. Then press Check."
    assert NUMBER.how_to_begin == (
        'Type a number first. If you do not know it, press "I do not know".'
    )


def test_an_answer_that_stands_in_one_line_is_told_in_one() -> None:
    assert Question(id="q", ask="?").in_words(12.5) == ("12.5",)
    assert Question(id="q", ask="?").in_words("") == ()

"""Numbers are read as a person would read them: a table that every reader of the course is held to."""

from __future__ import annotations

import contextlib
import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champions.questions import Miss, Number, Share, Unreadable, read_number
from champions.questions.base.not_known import says_not_known
from champions.questions.number.reading import KINDS, WORDS

ROWS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "numbers" / "read.json").read_text(encoding="utf-8")
)


def told_as(said: str, key: str) -> bool:
    """True when a sentence is the one of this key: it begins or ends as the table has it."""
    form = WORDS["told"][key]
    before, after = form.split("{")[0], form.rsplit("}", 1)[-1]
    return before in said and after in said


def test_the_table_is_long_and_says_of_each_row_what_comes_of_it() -> None:
    assert len(ROWS) >= 400
    assert all("value" in row or "told" in row for row in ROWS)


def test_every_row_is_read_as_the_table_says() -> None:
    wrong = []
    for row in ROWS:
        told = row.get("told", "")
        try:
            read = read_number(row["text"], kind=row["kind"], unit=row["unit"])
        except Unreadable as trouble:
            if not told or "value" in row or not told_as(str(trouble), told):
                wrong.append((row, str(trouble)))
            continue
        same = "value" in row and math.isclose(read, row["value"], rel_tol=1e-9, abs_tol=1e-12)
        if not same or bool(read.told) != bool(told) or (told and not told_as(read.told, told)):
            wrong.append((row, f"{float(read)} {read.told}"))
    assert wrong == []


@given(
    st.text(alphabet="0123456789 ,.-+*/=%£andoutfthree'½×", max_size=24) | st.text(max_size=30),
    st.sampled_from(["", *KINDS]),
)
def test_whatever_is_typed_gives_a_number_or_a_sentence(text: str, kind: str) -> None:
    with contextlib.suppress(Unreadable):
        assert math.isfinite(read_number(text, kind=kind, unit="days"))


@given(st.integers(0, 10**9), st.sampled_from(["{}", "{:,}", "about {}", "{} people", "it’s {}"]))
def test_a_count_is_read_back_however_it_is_written(count: int, form: str) -> None:
    assert float(read_number(form.format(count), kind="count", unit="people")) == count


@given(st.integers(1, 99))
def test_a_share_is_the_same_in_each_of_its_forms(parts: int) -> None:
    forms = (f"{parts}%", f"{parts} in 100", f"{parts / 100}", f"{parts} per cent")
    read = [read_number(form, kind="share") for form in forms]
    assert read == pytest.approx([parts / 100] * len(forms))


COUNT = Number(
    id="two", ask="How many?", quantity="count", unit="comments", right=32, look="Look here.",
    step="Take one.", praise="Yes.",
)  # fmt: skip


def test_the_right_number_of_another_kind_is_not_right_and_is_told() -> None:
    feedback = COUNT.mark("32%")
    assert (feedback.state, feedback.outcome) == ("not yet", "other-kind")
    assert feedback.messages == ("32% is a share. We ask how many comments.",)
    assert COUNT.mark("32 comments").state == "right"


@pytest.mark.parametrize("typed", ["thirty-two per cent", "thirty - two per cent"])
def test_a_number_in_words_is_told_as_it_is_written_with_its_unit(typed: str) -> None:
    assert COUNT.mark(typed).messages == (
        "thirty-two per cent is a share. We ask how many comments.",
    )


@pytest.mark.parametrize(
    "words",
    [
        "I don't know",
        "i dont know",
        "I don’t know.",
        "?",
        "no idea",
        "pass",
        "not sure",
        "sorry, no idea",
        "um, I don't get it",
        "honestly no clue, sorry!",
    ],
)
def test_who_says_that_they_do_not_know_has_tried_and_gets_more_help_each_time(words: str) -> None:
    assert says_not_known(words)
    first = COUNT.mark(words)
    second = COUNT.mark(words, [first.outcome])
    assert (first.state, first.outcome) == ("not yet", "not-known")
    assert "Where to look: Look here." in first.messages
    assert "One step, worked: Take one." in second.messages


@pytest.mark.parametrize("words", ["", "  ", None])
def test_a_blank_is_no_try(words: object) -> None:
    assert (COUNT.mark(words).state, COUNT.mark(words).outcome) == ("not tried", "")


def test_a_range_is_taken_only_where_its_ends_mean_the_same() -> None:
    near = Number(id="n", ask="?", right=28, within=1, look="L.", step="S.", praise="P.")
    assert near.mark("27-29").state == "right"
    assert COUNT.mark("31-32").state == "not read"


def test_what_the_lesson_rounds_to_is_right_and_a_slip_near_it_is_not() -> None:
    share = Share(
        id="s", ask="?", name="s", quantity="share", right=0.3137, within=0.0006, rounded=0.01,
        look="L.", step="S.", praise="P.",
    )  # fmt: skip
    assert [share.mark(one).state for one in (0.31, "31%", 0.314, 0.3137)] == ["right"] * 4
    assert [share.mark(one).state for one in (0.3, 0.32, 0.31468)] == ["not yet"] * 3


def test_a_comma_that_may_be_a_point_is_told_by_name() -> None:
    minutes = Number(
        id="m", ask="?", quantity="time", unit="minutes", right=9.125, look="L.", step="S.", praise="P."
    )  # fmt: skip
    assert "type a point" in minutes.mark("9,125").messages[0]
    (praise, note) = minutes.mark("9,1250").messages
    assert "a point is used" in note
    assert praise == "P."


HOURS = Number(
    id="h", ask="?", quantity="time", unit="hours", right=6, look="L.", step="S.", praise="Yes.",
)  # fmt: skip


@pytest.mark.parametrize("typed", ["360 minutes", "360 mins", "6 hours", "6", "5 hours 60 minutes"])
def test_the_right_length_of_time_is_right_in_whichever_unit(typed: str) -> None:
    assert HOURS.mark(typed).state == "right"


def test_what_was_read_in_another_unit_is_said() -> None:
    assert HOURS.mark("360 minutes").messages == ("Yes.", "360 minutes is 6 hours.")
    assert HOURS.mark("300 minutes").outcome == "other-kind"
    assert HOURS.mark("360 hours").state == "not yet"


def test_a_share_that_a_line_of_code_gives_in_per_cent_is_read_as_one() -> None:
    assert read_number(54, kind="share") == 0.54
    assert read_number(0.54, kind="share") == 0.54


@pytest.mark.parametrize("typed", ["0.5% of teapots", "teapots: 0.5%"])
def test_a_sign_for_a_share_counts_beside_a_unit_of_the_questions_own(typed: str) -> None:
    assert read_number(typed, ["teapots"], kind="share") == 0.005


ON_TIME = Number(
    id="on-time", ask="How many of ten rides were on time?", quantity="count", unit="rides", right=6,
    misses=(Miss(4, "late-ones", "Those are the late ones."),), look="L.", step="S.", praise="Yes.",
)  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    [
        "6 were late",
        "6 late",
        "late 6",
        "six rides were not",
        "6 weren't on time",
        "6 that were late",
    ],
)
def test_the_right_number_of_the_others_is_asked_about(typed: str) -> None:
    feedback = ON_TIME.mark(typed)
    assert feedback.state == "not read"
    assert feedback.messages[0].startswith("That may count the others.")


@pytest.mark.parametrize(
    "typed",
    [
        "6, the others were late",
        "6 were not late",
        "6 were on time",
        "6 i did not count the late ones",
        "6 and 4 were late",
        "6 on time and 4 late",
        "late 4 and on time 6",
        "6 not 7",
    ],
)
def test_who_says_more_of_the_others_is_right(typed: str) -> None:
    assert ON_TIME.mark(typed).state == "right"


def test_the_number_of_the_others_gets_the_hint_that_was_written_for_it() -> None:
    assert ON_TIME.mark("4 were late").messages[0] == "Those are the late ones."
    assert ON_TIME.mark("4 were not").messages[0] == "Those are the late ones."


def test_a_question_that_says_not_takes_not_in_its_answer() -> None:
    away = replace(ON_TIME, ask="How many rides were not on time?", right=4, misses=())
    assert away.mark("4 were not").state == "right"
    assert away.mark("4 were not on time").state == "right"


@pytest.mark.parametrize(
    ("typed", "state"),
    [("ride 6", "not read"), ("6th", "not read"), ("6 rides", "right"), ("rides: 6", "right")],
)
def test_which_one_it_is_says_not_how_many(typed: str, state: str) -> None:
    assert ON_TIME.mark(typed).state == state


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("6 out of 10 = 60%", "right"),
        ("6/10 is 60%", "right"),
        ("6 out of 10 = 70%", "not yet"),
        ("60%", "not yet"),
    ],
)
def test_a_share_beside_the_count_must_say_the_same(typed: str, state: str) -> None:
    assert ON_TIME.mark(typed).state == state


@pytest.mark.parametrize(
    ("typed", "read"),
    [("about a quarter, 24", 24), ("just over a third: 36", 36), ("12 of 50 is 24 of 100", 24)],
)
def test_a_share_that_is_said_twice_is_read_once(typed: str, read: float) -> None:
    assert read_number(typed, kind="share", unit="in 100") == read


@pytest.mark.parametrize("typed", ["a half, 24", "12 of 50 is 30 of 100"])
def test_two_shares_that_differ_are_asked_about(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_number(typed, kind="share", unit="in 100")


def test_the_right_number_with_a_minus_sign_is_asked_about_and_is_not_right() -> None:
    assert COUNT.mark("-32").state == "not yet"
    assert "minus sign" in COUNT.mark("-32").messages[0]
    assert "minus sign" not in COUNT.mark("-31").messages[0]


def asking(ask: str, right: float, unit: str, quantity: str = "count", **more: Any) -> Number:
    return Number(
        id="q", ask=ask, quantity=quantity, unit=unit, right=right, look="L.", step="S.", praise="P.", **more
    )  # fmt: skip


LATER = asking("A year later, how many links join two sectors?", 6, "links")
LEAST = asking("How many new weeks do you need at the least?", 12, "weeks", bound="least")
ON_THE_LINE = asking("The middle line is at 10. How many dots has the longest run?", 4, "dots")
FEWER = asking(
    "Split by first language. How many fewer people with another first language came?", 27, "in 100", "share"
)  # fmt: skip
HIDDEN = asking("A table shows 21 and 15, and one hidden count. The total is 40.", 4, "people")
FROZEN = asking("Before it the weeks were 8 and 11. Then 21. Where is the line?", 11, "", "amount")
BEFORE = asking("How many came before the change?", 11, "people")
ROWS_OF = asking("The file has one row for each of 21 weeks. How many dots?", 20, "dots")
COME = asking("Six people come, and then two more. How many are there?", 8, "people")


@pytest.mark.parametrize(
    ("question", "typed", "state"),
    [
        (LATER, "it was 1 and now 6", "right"),
        (LATER, "6 now, 1 before", "right"),
        (LATER, "1 before and 6 now", "right"),
        (LATER, "it was 6 and now 1", "not yet"),
        (LATER, "now 6 or 7", "not read"),
        (LATER, "it went from 1 to 6", "right"),
        (LATER, "it went up from 6 to 7", "not yet"),
        (LATER, "from 1 to 6", "not read"),
        (COME, "it went from 2 to 8", "not read"),
        (COME, "it was 8 and now 2", "not read"),
        (LEAST, "12 but 15 is better", "right"),
        (LEAST, "12 is enough, ideally 15", "right"),
        (LEAST, "8 but 12 is better", "not yet"),
        (LEAST, "15 but 12 is better", "not read"),
        (LEAST, "12 or 15", "not read"),
        (ON_THE_LINE, "4 dots below 10", "right"),
        (ON_THE_LINE, "4 under the line at 10", "right"),
        (ON_THE_LINE, "3 above 10", "not yet"),
        (ON_THE_LINE, "below 10", "not read"),
        (FEWER, "57 english 30 another", "not read"),
        (FEWER, "English 57, another 30", "not read"),
        (FEWER, "27 fewer", "right"),
        (HIDDEN, "36 + 4 = 40", "right"),
        (HIDDEN, "35 + 5 = 40", "not yet"),
        (HIDDEN, "21 + 19 = 40", "not yet"),
        (COME, "2 + 6 = 8", "right"),
        (ON_THE_LINE, "6 + 4 = 10", "not yet"),
        (FROZEN, "11 and then 21", "not read"),
        (FROZEN, "11 before and 21 after", "not read"),
        (FROZEN, "after 21, before 11", "not read"),
        (FROZEN, "11 before, 21 after does not count", "right"),
        (FROZEN, "11, the one from before", "right"),
        (BEFORE, "11 before and 21 after", "right"),
        (BEFORE, "21 before and 11 after", "not yet"),
        (COME, "6 and then 2", "right"),
        (ROWS_OF, "21 with one empty", "not read"),
        (ROWS_OF, "20 with one empty", "right"),
        (ROWS_OF, "21 one for each week", "not yet"),
        (COME, "ate people", "right"),
        (COME, "ate", "not read"),
        (LEAST, "for weeks", "not read"),
    ],
)
def test_which_of_two_numbers_is_meant_is_told_by_the_words_beside_them(
    question: Number, typed: str, state: str
) -> None:
    assert question.mark(typed).state == state


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("l1", 11),
        ("I1", 11),
        ("2O", 20),
        ("2o", 20),
        ("lO0", 100),
        ("3.l4", 3.14),
        ("6O%", 60),
        ("1,00O people", 1000),
        ("I think 2", 2),
        ("I saw 2O of them", 20),
        ("11 O", 11),
        ("R03: 2", 2),
        ("2i", 2),
        ("1o'clock", 1),
    ],
)
def test_letters_that_look_like_digits_are_digits_inside_a_number_alone(
    typed: str, read: float
) -> None:
    assert read_number(typed) == read


@pytest.mark.parametrize("typed", ["I", "O", "lO", "l", "R03", "O i"])
def test_letters_alone_and_names_are_no_number(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_number(typed)


def test_months_are_no_wrong_number_of_weeks() -> None:
    miss = Miss(answer=3, name="three-are-enough", hint="H.")
    asked = asking("How many weeks?", 12, "weeks", misses=(miss,))
    assert asked.mark("3").outcome == "three-are-enough"
    assert asked.mark("3 months").outcome == "other-kind"


@pytest.mark.parametrize(
    "words",
    [
        "my maths is not good",
        "I left this one out",
        "skip, too hard for me",
        "it is hidden so I cannot know",
        "the lines are too close to count",
        "what is the right place",
        "The picture does not load",
        "i never learned this at school",
        "no one told me",
        "I know nothing about charts",
        "no understand",
        "i dont undrestand it",
        "where do I look",
        "which chart?",
        "the page is blank",
        "there is no picture",
        "can I have a hint",
    ],
)
def test_who_tells_of_their_trouble_in_a_sentence_gets_help(words: str) -> None:
    assert COUNT.mark(words).outcome == "not-known"


@pytest.mark.parametrize(
    "words",
    [
        "too many",
        "we cannot know",
        "they did not say",
        "not many people",
        "the ones that do not work",
        "where it was",
        "how many rides were late?",
    ],
)
def test_what_others_cannot_do_is_no_trouble_of_the_writer(words: str) -> None:
    assert COUNT.mark(words).state == "not read"


def test_trouble_beside_a_number_does_not_hide_it() -> None:
    assert COUNT.mark("thirty two, it was too hard").state == "right"
    assert COUNT.mark("nobody").outcome == "other"

"""Sorting comments: the disclosure stops it, taste does not matter, and all works by buttons."""

from __future__ import annotations

from typing import Any

import ipywidgets as w
import pytest
from hypothesis import given
from hypothesis import strategies as st

from champions import load
from champions.activities.themes.question import STOP, Themes, tally, tally_html
from champions.questions import Miss, forms
from champions.questions import page as paper

pytestmark = pytest.mark.learner_floor

SORTER = Themes(
    id="sorter",
    ask="Sort them.",
    items={
        "1": "No bus & no car",
        "2": "Too early",
        "3": "He locks me in",
        "4": "It was <late>",
        "5": "No bus again",
    },
    groups={"bus": "Getting there", "time": "Times", STOP: "Stop"},
    right={"1": "bus", "2": "time", "4": "time", "5": "bus"},
    also={"2": ("bus",)},
    disclosure="3",
    misses=(
        Miss(lambda given: given.get("3", STOP) != STOP, "sorted-a-disclosure", "Go back."),
        Miss(
            lambda given: STOP in given.values() and "3" not in given, "too-soon", "Read on."
        ),
    ),
    points=2,
    look="Look.",
    step="Step.",
    praise="You stopped.",
)  # fmt: skip
WELL = {"1": "bus", "2": "time", "3": STOP}
ALL = {"1": "bus", "2": "time", "3": "time", "4": "time", "5": "bus"}


class TestMarking:
    def test_a_stop_at_the_disclosure_is_right(self) -> None:
        feedback = SORTER.mark(WELL)
        assert (feedback.state, feedback.points) == ("right", 2)
        assert SORTER.right_answer() == WELL

    def test_another_theme_that_fits_is_as_good(self) -> None:
        assert SORTER.mark({**WELL, "2": "bus"}).state == "right"

    @pytest.mark.parametrize("theme", ["bus", "time"])
    def test_a_disclosure_in_a_theme_earns_nothing_however_good_the_rest(self, theme: str) -> None:
        feedback = SORTER.mark({**ALL, "3": theme})
        assert (feedback.outcome, feedback.points) == ("sorted-a-disclosure", 0)
        assert feedback.messages == ("Go back.",)

    def test_a_disclosure_in_a_theme_is_told_at_once_and_not_after_the_last_comment(self) -> None:
        so_far: dict[str, str] = {}
        told = []
        for item, theme in ALL.items():
            so_far[item] = theme
            told.append(SORTER.mark(dict(so_far)).outcome)
        assert told[:2] == ["", ""]
        assert told[2] == "sorted-a-disclosure"

    def test_two_people_who_see_a_comment_in_two_ways_are_told_so(self) -> None:
        assert SORTER.mark(WELL).messages == ("You stopped.",)
        (_, said) = SORTER.mark({**WELL, "2": "bus"}).messages
        assert said.startswith("On 1 comment you chose another theme than we did. Both fit")

    def test_a_stop_at_another_comment_is_answered_kindly_and_earns_nothing(self) -> None:
        feedback = SORTER.mark({"1": STOP})
        assert (feedback.outcome, feedback.points) == ("too-soon", 0)

    def test_a_stop_after_the_disclosure_does_not_make_up_for_it(self) -> None:
        assert SORTER.mark({**ALL, "4": STOP}).outcome == "sorted-a-disclosure"

    def test_what_comes_after_the_stop_is_not_looked_at(self) -> None:
        assert SORTER.mark({**WELL, "4": "bus", "5": "time"}).state == "right"
        assert SORTER.read({**WELL, "4": "bus"}) == WELL

    def test_a_stop_with_other_themes_says_first_what_was_right(self) -> None:
        feedback = SORTER.mark({"1": "time", "2": "time", "3": STOP})
        assert (feedback.state, feedback.points) == ("nearly", 1)
        assert feedback.messages[0].startswith("You stopped at the right comment.")

    def test_unfinished_says_how_many_are_left(self) -> None:
        assert SORTER.mark({"1": "bus"}).messages == ("1 sorted, 4 to go.",)
        stopped = SORTER.mark(
            {"2": "bus", "3": STOP}
        )  # the blank is named, and the stop is praised
        assert stopped.messages[0] == "2 sorted, 1 to go."
        assert "stopped at the right comment" in stopped.messages[1]

    def test_an_answer_stands_on_paper_with_every_comment(self) -> None:
        html = paper.question_html(SORTER, WELL)
        assert "No bus &amp; no car: Getting there" in html
        assert "He locks me in: Stop" in html

    @given(
        st.dictionaries(
            st.sampled_from("123456"), st.sampled_from(["bus", "time", STOP, "", "x"]), max_size=6
        )
    )
    def test_full_points_need_the_stop_at_the_disclosure(self, answer: dict[str, str]) -> None:
        feedback = SORTER.mark(answer)
        assert 0 <= feedback.points <= 2
        if feedback.points > 1:
            assert SORTER.read(answer)["3"] == STOP


class TestTally:
    def test_the_longest_bar_comes_first_and_a_stop_is_not_counted(self) -> None:
        assert list(tally(SORTER, {**WELL, "1": "time"}).items()) == [
            ("Times", 2),
            ("Getting there", 0),
        ]

    def test_the_picture_says_in_words_what_it_shows(self) -> None:
        html = tally_html(SORTER, WELL)
        assert html.count("So far: Getting there 1, Times 1.") == 2  # its label and its caption
        assert 'role="img"' in html


class Sorter:
    """The form as a person meets it."""

    def __init__(self, answer: Any = None) -> None:
        self.said: list[tuple[Any, bool]] = []
        form = forms.form(SORTER, answer, lambda given, checked: self.said.append((given, checked)))
        _ask, self.card, bus, time, stop, moves, self.picture = form.children
        self.theme: dict[str, w.Button] = {"bus": bus, "time": time, STOP: stop}
        self.back, self.again = moves.children


class TestForm:
    def test_one_comment_at_a_time_is_read_and_sorted(self) -> None:
        sorter = Sorter()
        assert "Comment 1 of 5" in sorter.card.value
        assert "No bus &amp; no car" in sorter.card.value
        sorter.theme["bus"].click()
        assert "Comment 2 of 5" in sorter.card.value
        assert sorter.said == [({"1": "bus"}, True)]
        assert "Getting there 1" in sorter.picture.value

    def test_a_stop_ends_the_sorting(self) -> None:
        sorter = Sorter()
        for key in ("bus", "time", STOP):
            sorter.theme[key].click()
        assert "You stopped at comment 3" in sorter.card.value
        assert all(button.disabled for button in sorter.theme.values())
        assert sorter.said[-1] == (WELL, True)

    def test_a_person_can_go_back_one_and_start_again(self) -> None:
        sorter = Sorter()
        assert sorter.back.disabled
        assert sorter.again.disabled
        sorter.theme[STOP].click()
        sorter.back.click()
        assert "Comment 1 of 5" in sorter.card.value
        assert not sorter.theme["bus"].disabled
        sorter.theme["bus"].click()
        sorter.theme["bus"].click()
        sorter.again.click()
        assert sorter.said[-1] == ({}, True)
        assert "Comment 1 of 5" in sorter.card.value

    def test_it_opens_where_it_was_left(self) -> None:
        assert "Comment 3 of 5" in Sorter({"1": "bus", "2": "time"}).card.value
        assert "You stopped at comment 3" in Sorter(WELL).card.value
        assert "All 5 comments are sorted" in Sorter(ALL).card.value

    @pytest.mark.parametrize("kept", ["text", ["1"], {"9": "bus"}, {"2": "bus"}, {"1": "moon"}])
    def test_a_damaged_answer_opens_at_the_first_comment(self, kept: Any) -> None:
        assert "Comment 1 of 5" in Sorter(kept).card.value


class TestComments:
    def test_one_card_was_typed_twice(self) -> None:
        comments = load("listening-comments")
        assert len(comments) == 62
        assert comments[comments.duplicated()]["card"].tolist() == [5]
        assert comments["card"].nunique() == 61

    def test_card_nine_is_a_disclosure_and_in_no_count(self) -> None:
        cards = load("listening-comments").drop_duplicates().set_index("card")
        taken_out = cards[cards["theme"].isna()]
        assert taken_out.index.tolist() == [9]
        assert "lead was told within the hour" in taken_out["note"].iloc[0]
        assert cards["theme"].value_counts().sum() == 60

    def test_the_most_frequent_theme_is_not_the_most_serious(self) -> None:
        themes = load("listening-comments").drop_duplicates()["theme"].value_counts()
        assert themes.index[0] == "Getting there"
        assert (themes.iloc[0], themes.iloc[1]) == (19, 13)
        assert themes.index[-1] == "Is it safe?"
        assert themes.iloc[-1] == 3

    def test_the_first_week_was_heard_in_the_library_and_the_hall_alone(self) -> None:
        comments = load("listening-comments")
        early = comments[comments["day"] < "2025-03-12"]
        assert set(early["heard_at"]) == {"library", "community hall"}
        assert comments["heard_at"].nunique() == 6

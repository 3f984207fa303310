"""A text written to a checklist: what is found in it is said, and knowing nothing earns nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champions.questions import Miss, Written, compiled
from champions.questions.base.question import NOT_KNOWN, Signs
from champions.questions.facets import facet
from champions.questions.written.copied import without_copies
from champions.questions.written.pointing import answer_with
from champions.questions.written.question import MAY_BE_WRONG, SHOW_IT
from champions.questions.written.reading import claims, names, numbers_in, says

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
        "Nothing against this was found: It has 20 words at most",
        "This was not found: It says what was counted",
        SHOW_IT,
        "Is it not there yet? Then add it, in your own words.",
    )


def test_what_may_go_against_the_list_is_not_said_as_a_thing_that_is_lacking() -> None:
    told = ASK.mark("This proves that 12 of 60 people wait")
    assert "Some words may go against this: It has 20 words at most" in told.messages


def test_a_bare_row_of_words_is_told_so_and_is_no_try() -> None:
    told = ASK.mark("wait day people numbers twelve sixty month long")
    assert (told.state, told.points, told.outcome) == ("not read", 0, "")
    assert "Say them in a sentence" in told.messages[0]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("we missed the apointment", "appointment"),
        ("she told us", "tell"),
        ("its 9/10 ppl", "9 of 10 people"),
        ("a couple of days", "N day"),
        ("cud you bring a friend along", "bring .. along"),
        ("tomoz or by wed", "@weekday"),
        ("they don't know", "not know"),
        ("Dinnae ken", "do not know"),
    ],
)
def test_words_are_known_as_people_write_them(text: str, wanted: str) -> None:
    assert says([wanted], text)


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("It is your fault", True),
        ("It is not your fault", False),
        ("nobody is to blame for this", False),
        ("we are not looking for any fault", False),
        ("we don't want to find fault or blame people", False),
        ("We blame no one", False),
        ("No, it is your fault", True),
        ("You did not come and it is your fault", True),
        ("I will not wait, because you are at fault", True),
        ("without blame", False),
    ],
)
def test_a_word_that_is_taken_back_is_not_claimed(text: str, claimed: bool) -> None:
    assert claims(["fault", "blame*"], text) == claimed


def test_a_word_that_is_another_word_is_no_slip() -> None:
    assert not says(["rider"], "the rides are late")
    assert not says(["listen"], "as listed")
    assert says(["listen"], "I want to lisen")


def test_an_author_is_told_of_a_row_that_cannot_be_read() -> None:
    for odd in ("(bring|take me", "@by-whom", "wa*it"):
        looks_for = {**ASK.looks_for, "what": {"any_of": [odd]}}
        wanted = facet(ASK, "author.expected")(replace(ASK, looks_for=looks_for))
        assert odd in wanted["looks_for"](looks_for)


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
        ("9/10 by 30/6", [9.0, 10.0, 30.0, 6.0]),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, found: list[float]) -> None:
    assert numbers_in(text) == found


def test_numbers_in_words_count_too() -> None:
    assert numbers_in("twelve of the sixty-two, or 1 in 5") == [12, 62, 1, 5]


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


# --- The writer shows where it is said --------------------------------------------------------------

IN_OTHER_WORDS = "12 of 60 folk by the door stood in line until May. It was cold."


def test_what_is_shown_counts_at_once_and_is_said_honestly() -> None:
    (open_point,) = ASK.to_show(IN_OTHER_WORDS)
    assert (open_point.key, open_point.sentences) == (
        "what",
        ("12 of 60 folk by the door stood in line until May",),  # the other is too short to say it
    )
    answer = answer_with(IN_OTHER_WORDS, {"what": open_point.sentences[0]})
    told = ASK.mark(answer)
    assert (told.points, told.outcome) == (2, "right")
    assert told.messages[-1] == (
        "You showed where your text says this. A trainer may look: It says what was counted"
    )
    assert ASK.shown_by_writer(answer) == {"what": open_point.sentences[0]}
    assert ASK.found_in(answer) == {"size", "short"}  # what the course found stays apart
    assert ASK.in_words(answer) == (IN_OTHER_WORDS,)


def test_it_is_offered_only_where_it_can_be_done() -> None:
    assert SHOW_IT in ASK.mark(IN_OTHER_WORDS).messages
    alone = ASK.mark("12 of 60 it was.")
    assert MAY_BE_WRONG in alone.messages
    assert ASK.to_show("12 of 60 it was.") == ()  # no word of it is the writer's own


@pytest.mark.parametrize(
    "shown",
    [
        {"what": "It was cold"},  # too short
        {"what": "12 of 60 folk waited for a bus"},  # no sentence of the text
        {"what": "Tell somebody who cannot see the chart what it shows"},  # the step's own words
        {"size": "12 of 60 folk by the door stood in line until May"},  # it was found already
        {"more": "12 of 60 folk by the door stood in line until May"},  # no point of the list
        {"what": ["12 of 60 folk by the door stood in line until May"]},
        "12 of 60 folk by the door stood in line until May",
        None,
    ],
)
def test_nothing_else_can_be_shown_whatever_the_record_says(shown: object) -> None:
    text = f"{IN_OTHER_WORDS} Tell somebody who cannot see the chart what it shows."
    told = ASK.mark({"text": text, "shown": shown})
    assert told.points == ASK.mark(text).points < 2
    assert ASK.shown_by_writer({"text": text, "shown": shown}) == {}


@pytest.mark.parametrize(
    "text",
    [
        "We met by the old bridge and had a long talk about the weather.",  # nothing of it was found
        "better door people line number sixty month long twelve wait",  # a row of words
        "by 12 of 60",
        "",
    ],
)
def test_where_the_course_finds_nothing_nothing_can_be_shown(text: str) -> None:
    sentence = text.rstrip(".")
    answer = {"text": text, "shown": dict.fromkeys(ASK.checks, sentence)}
    assert ASK.to_show(text) == ()
    assert ASK.mark(answer).points == ASK.mark(text).points
    assert ASK.shown_by_writer(answer) == {}


LONG = replace(
    ASK,
    checks={**ASK.checks, "who": "It says for whom", "when": "It says when", "way": "It says how"},
    looks_for={**ASK.looks_for, "who": {"any_of": ["xx"]}, "when": {"any_of": ["yy"]},
               "way": {"any_of": ["zz"]}},
)  # fmt: skip


def test_one_sentence_shows_a_point_for_each_five_words_and_the_half_of_the_list_at_most() -> None:
    eleven = "12 of 60 folk by the door stood in line today"
    answer = {"text": eleven, "shown": dict.fromkeys(LONG.checks, eleven)}
    assert list(LONG.shown_by_writer(answer)) == ["what", "who"]
    assert LONG.to_show(answer) == ()
    more = f"{eleven}. Then we asked ten others and they said it again and again"
    second = more.partition(". ")[2]
    answer = {"text": more, "shown": {**dict.fromkeys(LONG.checks, eleven), "when": second}}
    assert list(LONG.shown_by_writer(answer)) == ["what", "who", "when"]
    assert LONG.to_show(answer) == ()  # three of six


def test_words_that_seem_to_go_against_the_list_can_be_shown_not_to() -> None:
    text = "Of 60 people 12 waited, and who will prove us wrong about it?"
    (one,) = ASK.to_show(text)
    assert (one.key, one.against) == ("short", True)
    told = ASK.mark(answer_with(text, {"short": one.sentences[0]}))
    assert told.points == 2
    assert "You showed that your text keeps to this." in told.messages[-1]


def test_a_text_that_is_too_long_cannot_be_shown_to_be_short() -> None:
    long = " ".join(["Of 60 people 12 waited for a month"] * 4)
    assert ASK.to_show(long) == ()
    assert ASK.mark({"text": long, "shown": {"short": long}}).points < 2


def test_what_was_shown_goes_when_its_sentence_is_changed() -> None:
    shown = {"what": "12 of 60 folk by the door stood in line until May"}
    assert answer_with(IN_OTHER_WORDS, shown) == {"text": IN_OTHER_WORDS, "shown": shown}
    assert answer_with("12 of 60 folk left.", shown) == "12 of 60 folk left."


def test_the_form_of_a_notebook_shows_takes_back_and_forgets() -> None:
    given: list[Any] = []
    _list, box, check, below = facet(ASK, "form.form")(
        ASK, IN_OTHER_WORDS, lambda *one: given.append(one)
    )
    _head, there, _sentence = below.children
    assert there.description == "It is there: It says what was counted"
    there.click()
    shown = {"what": "12 of 60 folk by the door stood in line until May"}
    assert given[-1] == ({"text": IN_OTHER_WORDS, "shown": shown}, True)
    _head, said, back = below.children
    assert "You showed: It says what was counted" in said.value
    back.click()
    assert given[-1] == (IN_OTHER_WORDS, True)
    below.children[1].click()
    box.value = "12 of 60 folk left."
    assert given[-1] == ("12 of 60 folk left.", False)
    assert below.children == ()
    check.click()
    assert given[-1] == ("12 of 60 folk left.", True)


def test_of_several_sentences_the_form_asks_which() -> None:
    given: list[Any] = []
    text = "12 of 60 folk by the door stood in line. They were still there in May, as we saw."
    *_, below = facet(ASK, "form.form")(ASK, text, lambda *one: given.append(one))
    _head, there, choices = below.children
    there.click()
    _asked, _first, second = choices.children
    assert "They were still there in May, as we saw" in second.description
    second.value = True
    assert given[-1] == (
        {"text": text, "shown": {"what": "They were still there in May, as we saw"}},
        True,
    )


# --- Copied words -------------------------------------------------------------------------------------

KNOWS = ASK.knowing("in all of the 60 people 12 waited for a month or longer than that")


def test_a_sentence_of_the_lesson_is_told_kindly_and_does_not_count() -> None:
    copied = "In all, of the 60 people 12 waited for a month or longer than that."
    told = KNOWS.mark(copied)
    assert (told.state, told.points) == ("not read", 0)
    assert "These words are the lesson's. Say it in the words of your own place." in told.messages
    beside = KNOWS.mark(f"{copied} We saw them by the door.")
    assert beside.points == 0
    said = [one for one in beside.messages if "This sentence is the lesson's" in one]
    assert len(said) == 1
    assert said[0].endswith("longer than that”")
    own = KNOWS.mark(f"{copied} Here 3 of 20 people waited.")
    assert (own.points, own.state) == (2, "right")
    assert "This sentence is the lesson's, so it was not counted." in own.messages[-1]


@pytest.mark.parametrize(
    "copied",
    [
        "in all of the 60 people 12 waited\nfor a month or longer\nthan that",  # as lines of a page are pasted
        "IN ALL OF THE 60 PEOPLE 12 WAITED FOR A MONTH OR LONGER THAN THAT",
        "and in all of the 60 people 12 waited for a month or longer than that",
    ],
)
def test_it_is_known_however_it_was_pasted(copied: str) -> None:
    assert KNOWS.mark(copied).points == 0


@pytest.mark.parametrize(
    "own",
    [
        "12 waited for a month",  # five words that everybody uses
        "Of the 60 people 12 waited, and 3 of them left again",
        "In our street 12 waited for a month or longer, of 60",
    ],
)
def test_short_phrases_and_sentences_of_ones_own_are_no_copy(own: str) -> None:
    assert without_copies(own, KNOWS.lesson) == (own, ())


def test_a_copied_sentence_cannot_be_shown() -> None:
    text = "Here 3 of 20 folk stood by it. in all of the 60 folk there is nobody but them and us"
    knows = ASK.knowing("in all of the 60 folk there is nobody but them and us")
    assert [one.sentences for one in knows.to_show(text)] == [("Here 3 of 20 folk stood by it",)]


# --- What is denied ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("I had to wait", True),
        ("I never had to wait", False),
        ("I didn't have to wait at all", False),
        ("nobody had to wait", False),
        ("there was no long wait", False),
        ("I came in without waiting", False),
        ("Why don't we wait a week?", True),
        ("Couldn't you wait?", True),
        ("we wait no longer than a day", True),
        ("Nobody rang, so I had to wait", True),
        ("I did not know how long I would wait", True),
        ("not only did I wait, I waited twice", True),
    ],
)
def test_what_somebody_says_was_not_so_is_not_said(text: str, said: bool) -> None:
    assert says(["wait*"], text) == said
    assert names(["wait*"], text)

"""What a person is told follows the language of the moment, and never stops for a bad translation."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champions.adopting.languages import code
from champions.adopting.languages.messages import CODE, parts_of
from champions.sentences import counted, in_a_row, listed
from champions.sentences.told import (
    FIRST,
    LAST,
    InWords,
    Words,
    as_html,
    bare,
    retold,
    speaking,
    spoken,
    told,
)

#: Welsh has five forms; its PO files have them in this order: other, one, two, three, six.
WELSH = "(n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 0)"


def welsh(**more: str | list[str]) -> Words:
    said: dict[str, str | list[str]] = {
        "Tea": "Te",
        "a meal\u0004Tea": "Swper",
        "{n} of {all} cups": "{all} cwpan, {n} yn llawn",
        "1 cup": ["{n} cwpan", "1 cwpan", "{n} gwpan", "{n} chwpan", "{n} chwpan"],
        "a list\u0004{some}, {more}": "{some}; {more}",
        "a list\u0004{some} and {last}": "{some} a {last}",
    }
    return Words("cy", WELSH, said | more)


def test_english_is_told_as_it_stands() -> None:
    assert told("{n} of {all} cups", n=1, all=3) == "1 of 3 cups"
    assert told("a {brace} alone") == "a {brace} alone"
    assert [counted(n, "1 cup", "{n} cups") for n in (1, 2)] == ["1 cup", "2 cups"]


def test_a_sentence_is_told_whole_in_the_language_with_its_parts_in_that_order() -> None:
    with speaking(welsh()):
        assert told("{n} of {all} cups", n=1, all=3) == "3 cwpan, 1 yn llawn"
        assert told("Tea") == "Te"
        assert told("Tea", context="a meal") == "Swper"
    assert told("Tea") == "Tea"


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "0 cwpan"),
        (1, "1 cwpan"),
        (2, "2 gwpan"),
        (3, "3 chwpan"),
        (6, "6 chwpan"),
        (9, "9 cwpan"),
    ],
)
def test_a_language_with_more_than_two_forms_uses_each(n: int, said: str) -> None:
    with speaking(welsh()):
        assert counted(n, "1 cup", "{n} cups") == said


def test_lists_are_joined_as_the_language_does() -> None:
    with speaking(welsh()):
        assert listed(["un", "dau", "tri"]) == "un; dau a tri"
        assert in_a_row([1, 2, 3]) == "1; 2; 3"
        assert listed(["un"]) == "un"
        assert listed([]) == ""


def test_what_has_no_translation_is_english_and_says_so_to_a_voice() -> None:
    with speaking(welsh()):
        said = told("Milk for {who}", who="Ann")
        assert said == f"{FIRST}Milk for Ann{LAST}"
        assert (
            as_html(f"<p>{said}</p>") == '<p><span lang="en-GB" dir="ltr">Milk for Ann</span></p>'
        )
        assert bare(said) == "Milk for Ann"
        # A lesson's own words are in its language already: they are not marked.
        assert retold("Diolch") == "Diolch"


@pytest.mark.parametrize("wrong", ["{nobody} cwpan", "{n cwpan", "{} cwpan", "{n:zz} {0}"])
def test_a_translation_with_a_slip_is_passed_over_and_nothing_stops(wrong: str) -> None:
    words: dict[str, str | list[str]] = {"{n} of {all} cups": wrong, "1 cup": [wrong] * 5}
    with speaking(welsh(**words)):
        assert bare(told("{n} of {all} cups", n=1, all=3)) == "1 of 3 cups"
        assert bare(counted(2, "1 cup", "{n} cups")) == "2 cups"


def test_each_thread_speaks_the_language_of_its_own_work() -> None:
    """A trainer's desk answers several people at once."""
    heard: list[str] = []
    with speaking(welsh()):
        other = threading.Thread(target=lambda: heard.append(spoken().language))
        other.start()
        other.join()
        assert spoken().language == "cy"
    assert heard == ["en-GB"]


def test_a_table_of_words_is_read_in_the_language_and_what_people_type_stays() -> None:
    table = InWords(
        {"ask": "Tea", "units": ["Tea"], "pair": ["1 cup", "{n} cups"], "in": {"a": "Tea"}}
    )
    assert (table["ask"], table["units"]) == ("Tea", ["Tea"])
    with speaking(welsh()):
        assert (table["ask"], table["units"]) == ("Te", ["Tea"])
        assert table["pair"] == ["1 cup", "{n} cups"]
        assert table["in"] == {"a": "Te"}


@given(st.text(), st.text())
def test_what_a_learner_typed_can_hold_any_sign(typed: str, other: str) -> None:
    assert told('You wrote "{typed}", not "{other}".', typed=typed, other=other) == (
        f'You wrote "{typed}", not "{other}".'
    )


def test_a_part_that_ends_the_sentence_itself_gets_no_second_stop() -> None:
    many = ("1 thing: {it}.", "{n} things: {it}.")
    assert counted(2, *many, it="Who came?") == "2 things: Who came?"
    assert told("{it}. Go on.", it="<b>Stop!</b>") == "<b>Stop!</b> Go on."
    assert told("{it}.5 or {it}", it="What?") == "What?.5 or What?"  # no end of a sentence
    assert told("{n:.0f}.", n=3) == "3."
    assert told("Share: {it}.", it="0.5") == "Share: 0.5."
    with speaking(Words("ur", messages={"Left: {it}.": "باقی: {it}۔"})):
        assert told("Left: {it}.", it="کون؟") == "باقی: کون؟"
        assert told("Left: {it}.", it="بس") == "باقی: بس۔"


def test_every_message_of_the_code_names_its_parts_and_begins_and_ends_with_a_word() -> None:
    """A translator gets whole sentences: no part by its number, and no space at an end that glues pieces."""
    found = [one for one in code.messages() if one.file == CODE]
    assert len(found) > 400
    for one in found:
        for text in filter(None, (one.text, one.many)):
            assert text == text.strip(), text
            assert "{}" not in text, text
            assert not {part for part in parts_of(text) if part.isdigit()}, text

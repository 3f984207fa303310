"""How hard a text is to read: counted as people count it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champions.authoring.readability import Sentence, grade, mask, sentences, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("a", 1), ("tea", 1), ("wait", 1), ("waited", 2), ("waits", 1), ("stopped", 1), ("made", 1),
        ("table", 2), ("people", 2), ("volunteer", 3), ("median", 3), ("hospital", 3), ("idea", 3),
        ("improvement", 3), ("safeguarding", 3), ("understand", 3), ("Jenny's", 2), ("naïve", 2),
    ],
)  # fmt: skip
def test_syllables_are_counted_within_one_of_what_is_heard(word: str, count: int) -> None:
    assert abs(syllables(word) - count) <= 1


def test_common_words_are_counted_as_they_are_heard() -> None:
    heard = {"the": 1, "dots": 1, "line": 1, "middle": 2, "number": 2, "answer": 2, "signal": 2}
    assert {word: syllables(word) for word in heard} == heard


def test_the_grade_is_that_of_the_formula_counted_by_hand() -> None:
    """Six words and two sentences, eight syllables: 0.39 * 3 + 11.8 * 8 / 6 - 15.59."""
    text = [Sentence("The answer matters.", 1), Sentence("We wait here.", 2)]
    assert sum(syllables(word) for one in text for word in one.words) == 8
    assert grade(text) == pytest.approx(0.39 * 3 + 11.8 * 8 / 6 - 15.59)


def test_a_long_word_text_is_harder_than_a_short_word_text() -> None:
    easy = sentences("We ask. They tell us. We write it down.")
    hard = sentences("Organisational transformation necessitates multidisciplinary collaboration.")
    assert grade(easy) < 2 < 15 < grade(hard)


def test_nothing_to_read_has_no_grade() -> None:
    assert grade([]) == grade(sentences("| 1 | 2 |\n\n---")) == 0


def test_each_piece_of_markdown_ends_a_sentence_and_knows_its_line() -> None:
    text = "# Waits\n\nIt is *short*. Is [it](#x)?\nYes.\n\n- one\n- two\n\n| A | B |\n|---|---|\n> quote"
    found = [(one.text, one.line) for one in sentences(text)]
    assert found == [
        ("Waits", 1), ("It is short.", 3), ("Is it?", 3), ("Yes.", 3), ("one", 6), ("two", 7),
        ("A", 9), ("B", 9), ("quote", 11),
    ]  # fmt: skip


def test_a_decimal_or_an_abbreviation_does_not_end_a_sentence() -> None:
    assert len(sentences("It took 3.5 days, e.g. from Monday.")) == 1


def test_code_and_addresses_are_no_prose() -> None:
    (one,) = sentences('Write `first_20["days"].median()` as in ![a chart](https://x.org/y.png).')
    assert "median()" not in one.text
    assert "x.org" not in one.text


def test_glossary_terms_are_masked_in_every_form() -> None:
    (one,) = mask(sentences("Run charts show the Medians."), ["run chart", "run charts", "medians"])
    assert one.text == "term show the term."


@given(st.text(max_size=200))
def test_any_text_has_a_grade(text: str) -> None:
    assert grade(sentences(text)) < 10_000

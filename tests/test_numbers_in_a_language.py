"""Numbers are read and written as a learner's language has them, and English ones go on being read."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import engine_in_words
import numpy as np
import pytest
from browser import COURSE

from champions.adopting.languages import catalogue, code
from champions.adopting.languages.messages import CODE, FOR_TRAINERS
from champions.charts.drawing.ticks import tick_words
from champions.charts.tidy import say_time
from champions.charts.words import say_number
from champions.questions.kinds import name_of
from champions.questions.number.reading import read_number
from champions.questions.scheme import load_scheme
from champions.sentences.told import Words, in_figures, speaking, told, words_from

GERMAN = Words("de", messages={"{n} cups": "{n} Tassen"}, decimal=",", group=".")
FRENCH = Words("fr", decimal=",", group="\u202f")
LESSON = "06-run-charts"


@cache
def draft(language: str) -> Words:
    """A language that is shipped, as its catalogues are now."""
    folder = COURSE / "locale" / language
    read = {file: catalogue.read(folder / f"{file}.po", language) for file in (CODE, FOR_TRAINERS)}
    return words_from(catalogue.compiled(read.__getitem__, code.messages(), language))


@pytest.mark.parametrize(
    ("words", "typed", "number"),
    [
        (GERMAN, "1.250,5", 1250.5),
        (GERMAN, "1 250,5", 1250.5),
        (GERMAN, "1.250", 1250),
        (GERMAN, "1,25", 1.25),
        (GERMAN, "1,250", 1.25),
        (GERMAN, "12.5", 12.5),
        (GERMAN, "twelve", 12),
        (FRENCH, "1\u202f250,5", 1250.5),
        (None, "1,250", 1250),
        (None, "1.250", 1.25),
        (None, "12,5", 12.5),
    ],
)
def test_a_number_is_read_as_the_language_writes_it(
    words: Words | None, typed: str, number: float
) -> None:
    with speaking(words):
        assert read_number(typed) == number


@pytest.mark.parametrize("digits", ["١٢٫٥", "۱۲٫۵", "12.5", "१२.५"])
def test_digits_of_other_scripts_are_read_in_every_language(digits: str) -> None:
    for words in (None, Words("ur")):
        with speaking(words):
            assert read_number(digits) == 12.5


@pytest.mark.parametrize(
    ("language", "typed", "number"),
    [
        ("cy", "deg", 10),
        ("cy", "un deg dau", 12),
        ("cy", "dau ddeg tri", 23),
        ("cy", "deuddeg", 12),
        ("cy", "pum cant", 500),
        ("cy", "twelve", 12),
        ("ur", "بارہ", 12),
        ("ur", "بیس", 20),
        ("ur", "پانچ سو", 500),
        ("ur", "۱۲", 12),
    ],
)
def test_words_for_numbers_are_those_of_the_catalogue_and_english_ones_too(
    language: str, typed: str, number: float
) -> None:
    with speaking(draft(language)):
        assert read_number(typed) == number


def test_numbers_and_days_are_written_as_the_language_does() -> None:
    with speaking(GERMAN):
        assert told("{n} cups", n=1.5) == "1,5 Tassen"
        assert in_figures(12345.5, ",.1f") == "12.345,5"
        assert (say_number(12345.6), say_number(0.1234)) == ("12.346", "0,12")
    assert told("{n} cups", n=1.5) == "1.5 cups"
    with speaking(draft("cy")):
        assert say_time(np.datetime64("2025-03-06")) == "6 Mawrth 2025"


@pytest.mark.parametrize(
    ("language", "day"), [("fr", "{day} {month} {year}"), ("hu", "{year}. {month} {day}.")]
)
def test_a_new_language_begins_with_the_days_that_babel_knows(
    language: str, day: str, tmp_path: Path
) -> None:
    none = catalogue.read(tmp_path / "no.po", language)
    said = catalogue.compiled(lambda _: none, code.messages(), language)["messages"]
    assert said["{day} {month} {year}"] == day
    assert said["March"] == {"fr": "mars", "hu": "március"}[language]
    assert "Not yet" not in said


@pytest.mark.needs("node")
def test_the_script_reads_numbers_of_a_language_as_python_does(tmp_path: Path) -> None:
    module = COURSE / "solutions" / LESSON
    question = next(one for one in load_scheme(module).questions if name_of(one) == "number")
    asked = ["1.250,5", "12,5", "dau ddeg tri", "deg", "۱۲", "un deg dau", "nonsense", "12.5"]
    for words in (GERMAN, draft("cy")):
        spoken: dict[str, Any] = {
            "language": words.language,
            "forms": "0" * 200,
            "decimal": words.decimal,
            "group": words.group,
            "messages": words.messages,
        }
        gave = engine_in_words.marked(tmp_path, spoken, LESSON, question.id, asked)
        with speaking(words):
            said = [question.mark(one) for one in asked]
        assert [(one["state"], one["messages"]) for one in gave] == [
            (one.state, list(one.messages)) for one in said
        ]


def test_numbers_along_a_chart_are_written_as_the_language_does() -> None:
    ticks = np.array([0.0, 0.5, 1.0])
    persian = Words("fa", decimal="\u066b", group="\u066c", digits="۰۱۲۳۴۵۶۷۸۹")
    with speaking(GERMAN):
        assert tick_words(ticks, percent=False) == ["0,0", "0,5", "1,0"]
        assert tick_words(np.array([0.0, 2500.0]), percent=False) == ["0", "2.500"]
    with speaking(persian):
        assert tick_words(ticks, percent=True) == ["۰%", "۵۰%", "۱۰۰%"]
        assert in_figures(1250.5, ",.1f") == "۱٬۲۵۰٫۵"
        assert told("{n} cups", n=12) == "\u206612 cups\u2069"
    assert tick_words(ticks, percent=False) == ["0.0", "0.5", "1.0"]


def test_a_language_that_has_its_own_digits_brings_them(tmp_path: Path) -> None:
    none = catalogue.read(tmp_path / "no.po", "fa")
    made = catalogue.compiled(lambda _: none, code.messages(), "fa")
    assert made["figures"] == ["\u066b", "\u066c", "۰۱۲۳۴۵۶۷۸۹"]
    with speaking(words_from(made)):
        assert read_number("۱۲٫۵") == 12.5

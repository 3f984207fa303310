"""The first lesson: the list that ticks itself, and what each edition keeps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from in_a_lesson import answer, opened

from champions.activities.first_steps import tryout
from champions.lesson import kept
from champions.questions import Choice, Guess, Miss, Number, Words
from champions.questions.answers import AnswerBook

pytestmark = pytest.mark.learner_floor

SAY: dict[str, Any] = {"look": "Look.", "step": "Step.", "praise": "Yes."}
QUESTIONS = (
    Guess(id="guess", ask="Guess", options={"a": "A"}),
    Choice(
        id="choice",
        ask="Which?",
        options={"a": "A", "b": "B"},
        right="a",
        misses=(Miss("b", "took-b", "Not B."),),
        **SAY,
    ),
    Number(id="number", ask="How many?", right=8, **SAY),
    Words(id="own", ask="Say it"),
)


def test_nothing_is_ticked_before_anything_is_tried() -> None:
    assert not any(tryout.tried(QUESTIONS, AnswerBook("m")).values())


def test_each_answer_ticks_its_own_kind() -> None:
    book = AnswerBook("m")
    book.put("guess", "a")
    book.put("own", {"words": "tea"})
    done = [words for words, tick in tryout.tried(QUESTIONS, book).items() if tick]
    assert done == ["Make a guess", "Write in your own words"]


def test_a_hint_is_ticked_by_a_wrong_answer_and_stays_when_it_is_right() -> None:
    book = AnswerBook("m")
    book.put("choice", "a", "right")
    assert not tryout.tried(QUESTIONS, book)["Get a hint"]
    book.put("choice", "b", "took-b")
    book.put("choice", "a", "right")
    ticks = tryout.tried(QUESTIONS, book)
    assert ticks["Get a hint"]
    assert ticks["Choose an answer"]


def test_words_that_were_taken_out_again_are_not_ticked() -> None:
    book = AnswerBook("m")
    book.put("own", {"words": "tea"})
    book.put("own", {})
    assert not any(tryout.tried(QUESTIONS, book).values())


def test_the_list_follows_the_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scheme = (
        "from champions.questions import *\n"
        'QUESTIONS = [Number(id="n", ask="?", right=8, look="L", step="S", praise="P")]\n'
    )
    page = opened(scheme, tmp_path / "m", monkeypatch)
    tryout.try_it_all()
    assert page["champions-m-tried"]["text/plain"].startswith("You have tried 0 of 8 things.")
    answer("n", "6")
    html = page["champions-m-tried"]["text/html"]
    assert "You have tried 2 of 8 things." in html
    assert "<li>☑ Type a number: tried</li>" in html
    assert "<li>☑ Get a hint: tried</li>" in html
    assert "<li>☐ Make a guess: not yet</li>" in html


@pytest.mark.parametrize(
    ("platform", "surroundings", "edition"),
    [
        ("emscripten", {}, "browser"),
        ("emscripten", {"JUPYTERHUB_USER": "a"}, "browser"),
        ("linux", {"JUPYTERHUB_USER": "sparrow-7"}, "shared"),
        ("linux", {"JUPYTERHUB_USER": ""}, "installed"),
        ("darwin", {}, "installed"),
        ("win32", {}, "installed"),
    ],
)
def test_each_edition_is_known(platform: str, surroundings: dict[str, str], edition: str) -> None:
    assert kept.edition(platform, surroundings) == edition


def test_each_edition_says_only_what_it_does() -> None:
    said = {name: " ".join(one.sentences) for name, one in kept.EDITIONS.items()}
    assert "my-work" in said["installed"]
    assert "my-work" not in said["browser"] + said["shared"]
    assert "this browser" in said["browser"]
    assert "on this device" not in said["shared"]
    assert all("delete" in one for one in said.values())


def test_the_lesson_shows_what_its_own_edition_keeps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTERHUB_USER", "sparrow-7")
    page = kept.what_is_kept()
    assert repr(page) == " ".join(kept.EDITIONS["shared"].sentences)
    assert page._repr_html_().count("<li>") == 3

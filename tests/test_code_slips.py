"""A slip in a line of code is named, with what to add; a sound line is left alone."""

from __future__ import annotations

import pytest

from champions.lesson.stops import explain
from champions.questions.base.question import Feedback
from champions.questions.code_slips import slip_in, with_slip

SLIPS = [
    ('waits["days"].median()', "keeps no name", "middle ="),
    ("print(waits.mean())", "print shows", "middle = waits.mean()"),
    ("middle = print(waits.mean())", "print shows", "middle = waits.mean()"),
    ("middle = 3\nprint(middle)", "", ""),
    ("Middle = 4", "Capital letters count", "middle ="),
    ("MIDDLE = 4", "Capital letters count", "middle ="),
    ("midle = 4", "is written", "middle ="),
    ("middle = waits[“days”].median()", "curly", '"'),
    ("middle = waits[‘days’].median()", "curly", '"'),
    ("middle = 30 %", "per cent", "0.30"),
    ("middle = 6 ÷ 3", "÷", "/"),
    ("middle = 6 × 3", "×", "*"),
    ("middle = 6 − 3", "dash", "-"),
    ("middle = 6 – 3", "dash", "-"),
    ('middle = waits["days"].median(', "not closed", ")"),
    ('middle = float(waits["days"].median()', "not closed", ")"),
    ('middle = waits["days"', "not closed", "]"),
    ('middle = waits["days"].median', "brackets are missing", ".median()"),
    ("middle = 12,5", "two numbers", "12.5"),
    ('middle = waits[waits["kind"] = "another"]', "two", "=="),
    ("middle\u00a0= 6\u00a0+ 3", "space", "Delete"),
    ("middle = £12", "money", "number alone"),
    ("middle 12", "no =", "then ="),
    ("middle == 12", "Two = compare", "middle ="),
]


@pytest.mark.parametrize(("line", "what", "add"), SLIPS)
def test_each_slip_is_named_with_what_to_add(line: str, what: str, add: str) -> None:
    said = slip_in(line, "middle")
    assert bool(said) == bool(what)
    assert what in said
    assert add in said


@pytest.mark.parametrize(
    "line",
    [
        "middle = 26",
        "middle = ...",
        "...",
        "",
        "# my line\nmiddle = ...",
        'waits = load("waits")\nmiddle = waits["days"].median()',
        'middle = waits["the “curly” column"].median()',
        "middle = 30 % 7",
        "middle = round(12.5)",
        "a, middle = 1, 2",
        "middle: float = 3.0",
        "middle = 1\nmiddle += 2",
    ],
)
def test_a_line_without_a_slip_is_left_alone(line: str) -> None:
    assert slip_in(line, "middle") == ""


def test_a_stop_names_the_slip_in_place_of_brackets() -> None:
    with pytest.raises(SyntaxError) as stopped:
        compile("x = 6 ÷ 3", "cell", "exec")
    assert "To divide" in explain(stopped.value).do


def test_a_slip_never_hides_a_mark() -> None:
    for state in ("right", "nearly", "not yet", "kept"):
        feedback = Feedback(state, 1, 1, "Said")
        assert with_slip(feedback, "A slip.") is feedback
    assert with_slip(Feedback("not tried", 0, 1, "Not tried yet"), "A slip.").messages == (
        "A slip.",
    )

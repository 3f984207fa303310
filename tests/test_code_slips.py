"""A slip in a line of code is named, with what to add; a sound line is left alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from champions.lesson.stops import explain
from champions.marking import results
from champions.questions import Value, compiled
from champions.questions.answers import AnswerBook
from champions.questions.base.question import Feedback
from champions.questions.code_slips import slip_in, to_begin, with_slip

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
        assert with_slip(feedback, "Middle = 4", "middle") is feedback
    (said,) = with_slip(
        Feedback("not tried", 0, 1, "Not tried yet"), "Middle = 4", "middle"
    ).messages
    assert "Capital letters count" in said


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('middle = float("nan")', "has no number in it"),
        ("middle = ...", "in place of the three dots"),
        ("", "in place of the three dots"),
    ],
)
def test_a_line_that_gives_nothing_is_told_what_to_do(line: str, says: str) -> None:
    nothing = Feedback("not tried", 0, 1, "Not tried yet")
    (said,) = to_begin(with_slip(nothing, line, "middle"), "middle").messages
    assert says in said
    assert "middle" in said


def in_a_lesson(line: str, folder: Path) -> list[str]:
    """What the lesson shows after this line was run, and at the check below it, in a process of its own."""
    (folder / "questions.json").write_text(
        compiled.write(
            "m",
            [
                Value(
                    id="middle-in-code",
                    ask="?",
                    name="middle",
                    right=26,
                    look="L.",
                    step="S.",
                    praise="P.",
                )
            ],
        ),
        encoding="utf-8",
    )
    code = (
        "import sys\n"
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "shell = InteractiveShell.instance()\n"
        "said = []\n"
        "shell.display_pub.publish = lambda data, **_: said.append(data.get('text/plain', ''))\n"
        "shell.run_cell('from champions.lesson.session import check, start', store_history=True)\n"
        "shell.run_cell('start(\"m\")', store_history=True)\n"
        "del said[:]\n"
        "shell.run_cell(sys.argv[1], store_history=True)\n"
        "shell.run_cell('check(\"middle-in-code\");', store_history=True)\n"
        "sys.stderr.write('|'.join(said))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, line], cwd=folder, capture_output=True, text=True, check=True
    )
    return ran.stderr.split("|")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("20 + 6", "keeps no name"),
        ("Middle = 26", "Capital letters count"),
        ("print(26)", "print shows"),
        ("middle = 26,5", "two numbers"),
        ("middle = 52 ÷ 2", "To divide"),
        ("middle = 26", "Right."),
    ],
)
def test_the_lesson_and_the_marking_name_the_same_slip(
    line: str, said: str, tmp_path: Path
) -> None:
    assert any(said in one for one in in_a_lesson(line, tmp_path))
    if said != "Right.":
        question = Value(
            id="q", ask="?", name="middle", right=26, look="L.", step="S.", praise="P."
        )
        run = results._Run(AnswerBook("m"), {}, {"q-answer": line})
        told = results._with_error(question, question.mark(None), run)
        assert told.state == "not read"
        assert said in told.messages[0]

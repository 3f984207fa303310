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
from champions.questions.code_slips import says_stuck, slip_in, to_begin, with_slip

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
    ('result = waits["days"].median()', "another name", "middle ="),
    ('the middle = waits["days"].median()', "no space", "the_middle ="),
    ('mid-dle = waits["days"].median()', "no space or dash", "mid_dle ="),
    ('middle waits["days"].median()', "no =", "then ="),
    ('middle = waits["days"] median()', "point is missing", ".median"),
    ('middle = waits.["days"].median()', "point before a bracket", "away"),
    ('middle = waits["days"].median[]', "round brackets", ".median()"),
    ('middle = waits.tail[20]["days"].median()', "round brackets", ".tail(20)"),
    ('middle = waits["days"].iloc(-1)', "square brackets", ".iloc[-1]"),
    ('middle = waits["days"].sum / waits["all"].sum()', "brackets are missing", ".sum()"),
    ('middle = waits["days".median()', "not closed", "]"),
    ('middle = waits["days"].median())', "too many", "last one"),
    ('middle = ... waits["days"].median()', "three dots", "away"),
    ('... = waits["days"].median()', "three dots", "the name"),
    ('"middle" = waits["days"].median()', "without quote marks", "name"),
    ('middle: waits["days"].median()', "no colon", "middle = waits"),
    ("middle = 852 x 0.27", "x for times", "*"),
    ("middle = 2.66 reach(1)", "sign is missing", "*"),
    ("middle = 2,66 * reach(1)", "two numbers", "2.66"),
    ("middle = draws(0,05).mean()", "point", "0.05"),
    ('middle = a["x"].sum() \\ a["y"].sum()', "leans the wrong way", "/"),
    ('middle = a["x"].sum() : a["y"].sum()', "colon", "/"),
    ('middle = a["x"] / a["y"]', "row by row", ".sum()"),
    ('middle = waits["days"]', "many numbers", ".median()"),
    ("middle = waits.head(20)", "many numbers", ".median()"),
    ('middle = control_chart(waits, "i", "late")', "whole chart", ".phases"),
    ('middle = analyse_runs(waits["days"])', "whole chart", ".longest"),
    ('>>> middle = waits["days"].median()', "Take away >>>", "start of the line"),
    ('middle = control_chart(waits "i", "late")', "side by side", "comma"),
    ('middle = control_chart(waits, "i" time="date")', "side by side", "comma"),
    ('middle = waits.tail 40 ["days"].sum()', "round brackets", ".tail(40)"),
    ('few = waits.tail(40) middle = few["days"].sum()', "Two lines", "middle ="),
    ('middle = waits["days"].median().head(13)', "only one number left", ".head(13) before"),
    ("middle = reach(1) * 2,66", "two numbers", "2.66"),
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
        "days = sorted([3, 1, 2])\nmiddle = days[1]",
        'middle = (waits["late"] / waits["all"]).mean()',
        'middle = waits["days"].iloc[:20].median()',
        'middle = waits.loc[waits["kind"] == "another", "days"].sum()',
        'middle = control_chart(waits, "i", "late").phases["upper"].iloc[-1]',
        "middle = max(3, 4) - min(1, 2)",
    ],
)
def test_a_line_without_a_slip_is_left_alone(line: str) -> None:
    assert slip_in(line, "middle") == ""


def test_a_stop_names_the_slip_in_place_of_brackets() -> None:
    with pytest.raises(SyntaxError) as stopped:
        compile("x = 6 ÷ 3", "cell", "exec")
    assert "To divide" in explain(stopped.value).do


STOPS = [
    ('found = table["Days"].sum()', 'Did you mean "days"'),
    ('found = table["not-ready"].sum()', 'Did you mean "Not ready"'),
    ('found = table["days"].Sum()', 'Did you mean "sum"'),
    ('found = table.tale(2)["days"].sum()', 'Did you mean "tail"'),
    ('found = Table["days"].sum()', 'Did you mean "table"'),
    ('found = given["days"].sum()', "given()"),
    ("found = given.tail(2)", "given()"),
    ('found = table("days").sum()', 'table["days"]'),
    ('found = median(table["days"])', ".median()"),
    ("found == 3", "compare"),
    ("found = choose(table)", 'quote marks. Write: "table"'),
    ('found = both("days" "late")', "Put a comma"),
    ('found = table["days"].sum() (2 + 1)', "To multiply"),
    ('found = table["days"].sum().head(1)', ".head(1) before .sum()"),
    ('group = table["days"] == 1\nfound = group["came"].sum()', "square brackets"),
]


@pytest.mark.parametrize(("line", "says"), STOPS)
def test_a_stop_says_which_name_or_bracket_was_meant(line: str, says: str) -> None:
    import pandas as pd

    table = pd.DataFrame({"days": [1, 2], "Not ready": [3, 4]})

    def given() -> pd.DataFrame:
        return table

    names = {
        "table": table,
        "given": given,
        "choose": {}.get,
        "both": lambda one, other: one + other,
    }
    with pytest.raises(Exception) as stopped:  # noqa: PT011 - whatever Python says to the line
        exec(line, dict(names))
    stop = explain(stopped.value, names, line)
    assert says in f"{stop.happened} {stop.do}"


def test_np_is_there_without_a_line_that_brings_it(tmp_path: Path) -> None:
    said = in_a_lesson("middle = np.median([20, 26, 30])", folder=tmp_path)
    assert any("Right." in one for one in said)


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


def in_a_lesson(*lines: str, folder: Path, cell: str = "") -> list[str]:
    """What the lesson shows after each line was run, and at the check below it, in a process of its own.

    Args:
        cell: the name of the cell in which they stand; a marker gives none.
    """
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
        "for line in sys.argv[2:]:\n"
        "    shell.run_cell(line, store_history=True, cell_id=sys.argv[1] or None)\n"
        "    shell.run_cell('check(\"middle-in-code\");', store_history=True)\n"
        "sys.stderr.write('|'.join(said))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, cell, *lines],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
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
    assert any(said in one for one in in_a_lesson(line, folder=tmp_path))
    if said != "Right.":
        question = Value(
            id="q", ask="?", name="middle", right=26, look="L.", step="S.", praise="P."
        )
        run = results._Run(AnswerBook("m"), {}, {"q-answer": line})
        told = results._with_error(question, question.mark(None), run)
        assert told.state == "not read"
        assert said in told.messages[0]


AT_A_LOSS = [
    "middle = dont know",
    "middle = ???",
    "middle = sorry I am lost",
    "# I don't know how to do this",
    "middle = ...  # no idea",
    "I cant do this, it is too hard for me",
    "?",
    'middle = "no idea"',
]
GIVEN_OUT = '\n# Change the line above. Then press "Run this step".'


@pytest.mark.parametrize("line", AT_A_LOSS)
def test_who_types_that_they_do_not_know_is_stuck_and_not_wrong(line: str) -> None:
    assert says_stuck(line)
    assert says_stuck(line + GIVEN_OUT)


@pytest.mark.parametrize(
    "line",
    [
        "middle = ...",
        "middle = ..." + GIVEN_OUT,
        "middle = 26  # not sure",
        "# I don't know why this works\nmiddle = waits.median()",
        "middle = waits[days].median() no idea",
        "middle = unknown(3)",
        "skip_rows = 3",
        "",
    ],
)
def test_who_types_code_has_tried_whatever_a_remark_says(line: str) -> None:
    assert not says_stuck(line)


@pytest.mark.parametrize("line", ["middle = dont know", "?", "# no idea how"])
def test_words_of_not_knowing_stop_no_step_and_bring_help_in_the_lesson_and_the_marking(
    line: str, tmp_path: Path
) -> None:
    said = "\n".join(in_a_lesson(line, folder=tmp_path))
    assert "It is good that you say so" in said
    assert "Where to look: L." in said
    question = Value(id="q", ask="?", name="middle", right=26, look="L.", step="S.", praise="P.")
    for errors in ({}, {"q-answer": "SyntaxError: invalid syntax"}):
        run = results._Run(AnswerBook("m"), errors, {"q-answer": line})
        told = results._with_error(question, question.mark(None), run)
        assert (told.state, told.outcome, told.points) == ("not yet", "not-known", 0)
        assert "Where to look: L." in told.messages


def test_each_time_that_it_is_run_it_brings_more_help_and_looking_again_brings_none(
    tmp_path: Path,
) -> None:
    def shown_after(*lines: str) -> str:
        folder = tmp_path / lines[-1].split()[-1]
        folder.mkdir()
        return "\n".join(in_a_lesson(*lines, folder=folder, cell="middle-in-code-answer"))

    once = shown_after("middle = unsure")
    again = shown_after("middle = unsure", "middle = i am lost")
    looked = shown_after("middle = unsure", "other = 3")
    answered = shown_after("middle = unsure", "middle = 26")
    assert "One step, worked: S." not in once
    assert "One step, worked: S." in again
    assert "One step, worked: S." not in looked
    assert 'gives its value to "other"' in looked
    assert "Right." in answered

"""What people type is read as a fair person reads it: measured on answers that nobody tuned for.

`tests/answers/blind/typed.yml` was written from the questions' own words, before any scheme was read.
Lines of code are run in the lesson as it stands there, and everything is marked as the lesson marks it.
"""

from __future__ import annotations

import ast
import json
import os
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from quick_yaml import read_yaml
from test_engine import Commands, as_python_says, needs_node

from champions.lesson.stops import explain
from champions.lesson.usual import usual_names
from champions.questions.answers import plain
from champions.questions.base.question import NOT_KNOWN, Marked
from champions.questions.code_slips import says_stuck, with_slip
from champions.questions.scheme import load_scheme

COVERS = (
    "solutions/*/questions.json",
    "src/champions/activities/**/*",
    "src/champions/lesson/*.py",
    "src/champions/questions/**/*",
    "src/champions/website/live/**/*",
    "tests/answers/blind/*",
    "tests/quick_yaml.py",
    "tests/run_engine.mjs",
    "tests/test_engine.py",
)
IN_ORDER = True
ROOT = Path(__file__).resolve().parents[2]
BANK = ROOT / "tests" / "answers" / "blind" / "typed.yml"
AGAIN = BANK.with_name("typed_again.yml")
THIRD = BANK.with_name("typed_third.yml")
FOURTH = BANK.with_name("typed_fourth.yml")
FIFTH = BANK.with_name("typed_fifth.yml")
SIXTH = BANK.with_name("typed_sixth.yml")
SEVENTH = BANK.with_name("typed_seventh.yml")
EIGHTH = BANK.with_name("typed_eighth.yml")
NINTH = BANK.with_name("typed_ninth.yml")
#: What a fair person says, and the states of ours that say the same.
SAME = {
    "right": {"right"},
    "wrong": {"not yet", "nearly"},
    "asked": {"not read", "stopped", "other-kind", "started"},
    "help": {"not-known"},
    "not right": {"not yet", "nearly", "not read", "stopped", "other-kind", "started"},
}


@dataclass(frozen=True)
class Case:
    """One answer, with what a fair person said of it and what the course says."""

    question: str
    answer: str
    verdict: str
    got: str
    said: str

    @property
    def agrees(self) -> bool:
        return self.got in SAME[self.verdict]


def names_before(module: str, question: Marked) -> dict[str, Any]:
    """The names that a lesson has made when its learner comes to this line."""
    cells = json.loads((ROOT / "solutions" / module / "lesson.ipynb").read_text("utf-8"))["cells"]
    names: dict[str, Any] = {**usual_names()}
    exec("from champions import *", names)
    for cell in cells:
        source = "".join(cell["source"])
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == f"{question.id}-answer":
            return {name: value for name, value in names.items() if name != question.from_code}
        if cell["cell_type"] == "code" and any(
            isinstance(one, ast.Assign) for one in ast.parse(source).body
        ):
            exec(source, names)
    raise AssertionError(f"{module} has no cell for {question.id}")


def said_to(question: Marked, answer: str, names: dict[str, Any]) -> tuple[str, str]:
    """The state of an answer, and what is said to it, as a lesson says it."""
    given: Any = answer
    if question.from_code and says_stuck(answer):
        return NOT_KNOWN, " ".join(question.help().messages)
    if question.from_code:
        mine = dict(names)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                exec(compile(answer, "cell", "exec"), mine)
        except Exception as error:  # noqa: BLE001 - whatever a learner's line raises is told
            stop = explain(error, [one for one in mine if not one.startswith("_")], answer)
            return "stopped", f"{stop.happened} {stop.do}"
        given = mine.get(question.from_code)
    feedback = question.mark(plain(given))
    if question.from_code:
        feedback = with_slip(feedback, answer, question.from_code)
    told = feedback.outcome in {"not-known", "other-kind"}
    return feedback.outcome if told else feedback.state, " ".join(feedback.messages)


def cases_of(module: str, asked: dict[str, dict[str, list[str]]]) -> Iterator[Case]:
    scheme = load_scheme(ROOT / "solutions" / module)
    for key, by_verdict in asked.items():
        question = scheme[key]
        assert isinstance(question, Marked)
        names = names_before(module, question) if question.from_code else {}
        for verdict, answers in by_verdict.items():
            for answer in answers:
                got, said = said_to(question, answer, names)
                yield Case(key, answer, verdict, got, said)


@cache
def cases(path: Path = BANK) -> tuple[Case, ...]:
    """Every answer of a bank, as the course reads it today."""
    bank = read_yaml(path)
    before = Path.cwd()
    os.chdir(ROOT / "solutions" / "06-run-charts")  # data are found from any lesson's folder
    try:
        return tuple(case for module, asked in bank.items() for case in cases_of(module, asked))
    finally:
        os.chdir(before)


class TestReadAsAPersonReads:
    def test_the_bank_is_large_and_asks_in_every_lesson_with_something_to_type(self) -> None:
        assert len({case.question for case in cases()}) >= 25
        assert len(cases()) >= 500
        assert {case.verdict for case in cases()} == set(SAME) - {"not right"}

    def test_at_least_99_in_100_answers_are_read_as_a_fair_person_reads_them(self) -> None:
        off = [case for case in cases() if not case.agrees]
        agreed = 1 - len(off) / len(cases())
        print(f"{agreed:.1%} of {len(cases())}", *off, sep="\n")
        assert agreed >= 0.99, off

    def test_nothing_wrong_is_taken_for_right(self) -> None:
        assert [case for case in cases() if case.got == "right" and case.verdict == "wrong"] == []

    def test_who_is_not_marked_is_told_why(self) -> None:
        assert [case for case in cases() if not case.said] == []


class TestTheSecondBank:
    """Other questions, written blind later: what it found was mended as kinds, and the rest is said in it."""

    def test_it_asks_many_other_questions(self) -> None:
        first, again = ({one.question for one in cases(path)} for path in (BANK, AGAIN))
        assert len(again) >= 20
        assert len(again - first) >= 15
        assert len(cases(AGAIN)) >= 300
        assert len(read_yaml(AGAIN)) >= 8

    def test_most_answers_are_read_as_a_fair_person_reads_them_and_none_is_wrongly_right(
        self,
    ) -> None:
        off = [case for case in cases(AGAIN) if not case.agrees]
        agreed = 1 - len(off) / len(cases(AGAIN))
        print(f"{agreed:.1%} of {len(cases(AGAIN))}", *off, sep="\n")
        assert agreed >= 0.975, off
        assert not [one for one in off if one.got == "right"]
        assert [case for case in cases(AGAIN) if not case.said] == []


class TestTheThirdBank:
    """Every core question that is typed, and every line of code: slips of it must get the hint that fits."""

    def test_it_asks_in_every_lesson_with_something_to_type(self) -> None:
        assert len(cases(THIRD)) >= 1000
        assert len({case.question for case in cases(THIRD)}) >= 45
        assert len([case for case in cases(THIRD) if case.verdict == "wrong"]) >= 240

    def test_answers_are_read_as_a_fair_person_reads_them_and_none_is_wrongly_right(self) -> None:
        off = [case for case in cases(THIRD) if not case.agrees]
        agreed = 1 - len(off) / len(cases(THIRD))
        print(f"{agreed:.1%} of {len(cases(THIRD))}", *off, sep="\n")
        assert agreed >= 0.985, off
        assert not [one for one in off if one.got == "right"]
        assert [case for case in cases(THIRD) if not case.said] == []

    def test_a_slip_in_a_line_of_code_gets_the_hint_that_fits(self) -> None:
        wanted = {
            (key, answer): words
            for asked in read_yaml(THIRD).values()
            for key, by_verdict in asked.items()
            if isinstance(by_verdict["asked"], dict)
            for answer, words in by_verdict["asked"].items()
        }
        said = {(case.question, case.answer): case.said for case in cases(THIRD)}
        assert len(wanted) >= 120
        assert [
            (slip, said[slip]) for slip, words in wanted.items() if words not in said[slip]
        ] == []


class TestTheBanksOfStrangers:
    """Strangers' answers, and strangers' right values, worked out from the data that a learner has."""

    @pytest.mark.parametrize(
        ("bank", "aim"),
        [
            (FOURTH, 0.99),
            (FIFTH, 0.985),
            (SIXTH, 0.99),
            (SEVENTH, 0.99),
            (EIGHTH, 0.998),
            (NINTH, 0.993),
        ],
    )
    def test_a_stranger_and_the_course_agree_and_none_is_wrongly_right(
        self, bank: Path, aim: float
    ) -> None:
        off = [case for case in cases(bank) if not case.agrees]
        agreed = 1 - len(off) / len(cases(bank))
        print(f"{agreed:.1%} of {len(cases(bank))}", *off, sep="\n")
        assert len(cases(bank)) >= 300
        assert agreed >= aim, off
        assert not [one for one in off if one.got == "right"]


@needs_node
@pytest.mark.parametrize(
    "bank", [AGAIN, THIRD, FOURTH, FIFTH, SIXTH, SEVENTH, EIGHTH, NINTH], ids=lambda bank: bank.stem
)
def test_the_page_says_the_same(bank: Path) -> None:
    commands, expected = Commands(), {}
    for module, asked in read_yaml(bank).items():
        scheme = load_scheme(ROOT / "solutions" / module, module)
        commands.open(module)
        for key, by_verdict in asked.items():
            for answer in (one for each in by_verdict.values() for one in each):
                at = commands.add("mark", module, key, answer, [])
                expected[at] = as_python_says(scheme[key].mark(answer))
    found = commands.run()
    assert len(expected) >= 300
    assert {at: found[at] for at in expected} == expected

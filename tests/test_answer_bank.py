"""The marking bank: right answers in many forms are accepted, wrong ones get the hint that fits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from quick_yaml import read_yaml

from champions.authoring.facts import read_facts
from champions.data import course_folder
from champions.place import fill_in, load_place
from champions.questions.answers import plain
from champions.questions.scheme import load_scheme

ROOT = Path(__file__).parent.parent
BANKS = sorted((ROOT / "tests" / "answers").glob("*.yml"))
LEAST = 8  # right and wrong forms of each question, at the least


def read_bank(path: Path) -> dict[str, Any]:
    """The answers to a lesson's questions, with the local names of the course that is tested."""
    place, text = load_place(course_folder()), path.read_text("utf-8")
    own = course_folder() / "solutions" / path.stem
    facts = read_facts(own) if "facts." in text else {}

    def filled(part: Any) -> Any:
        if isinstance(part, dict):
            return {filled(key): filled(value) for key, value in part.items()}
        if isinstance(part, list):
            return [filled(one) for one in part]
        # Only braces are filled in, and most answers have none: to parse each took a hundred times as long.
        if isinstance(part, str) and "{" in part:
            return fill_in(part, {}, place, facts=facts)
        return part

    return dict(filled(read_yaml(text)))


def pairs(wrong: Any) -> list[tuple[Any, str]]:
    """Wrong answers with the outcome each must get; listed in pairs or as a map."""
    return list(wrong.items()) if isinstance(wrong, dict) else [(one, name) for one, name in wrong]


def test_every_lesson_has_a_bank_that_covers_every_marked_question() -> None:
    lessons = {path.parent.name for path in ROOT.glob("solutions/*/lesson.md")}
    assert {path.stem for path in BANKS} == lessons
    for path in BANKS:
        scheme = load_scheme(course_folder() / "solutions" / path.stem)
        assert list(read_bank(path)) == [q.id for q in scheme.marked]


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_nothing_is_wrongly_accepted_or_wrongly_rejected(path: Path) -> None:
    scheme = load_scheme(course_folder() / "solutions" / path.stem)
    bank = read_bank(path)
    rejected: list[str] = []
    accepted: list[str] = []
    for name, forms in bank.items():
        question = scheme[name]
        wrong = pairs(forms["wrong"])
        assert len(forms["right"]) >= LEAST, f"{name}: fewer than {LEAST} right forms"
        assert len(wrong) >= LEAST, f"{name}: fewer than {LEAST} wrong forms"
        for answer in forms["right"]:
            feedback = question.mark(plain(answer))
            if feedback.state != "right" or feedback.points != question.out_of:
                rejected.append(f"{name}: {answer!r} got {feedback.state} {feedback.messages}")
        for answer, expected in wrong:
            feedback = question.mark(plain(answer))
            got = feedback.outcome or feedback.state
            if got != expected or feedback.points >= question.out_of:
                accepted.append(f"{name}: {answer!r} got {got}, not {expected}")
    print(f"{path.stem}: {len(accepted)} wrongly accepted, {len(rejected)} wrongly rejected")
    assert not rejected
    assert not accepted


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_every_hint_in_a_scheme_is_met_by_a_wrong_answer_of_the_bank(path: Path) -> None:
    scheme = load_scheme(course_folder() / "solutions" / path.stem)
    bank = read_bank(path)
    for question in scheme.marked:
        met = {name for _, name in pairs(bank[question.id]["wrong"])}
        unmet = {miss.name for miss in question.misses} - met
        assert not unmet, f"{question.id}: no wrong answer in the bank meets {sorted(unmet)}"

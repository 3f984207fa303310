"""What a hint of a turn or a practical claims is true of the chart or file that is in front of somebody."""

from __future__ import annotations

from dataclasses import replace

import pytest
import turn_claims
from turn_claims import LISTS, asked, false_hints

from champions.activities.your_turn.question import YourTurn
from champions.questions.base.question import Miss, Signs
from champions.questions.variants import HOW_MANY

ASKED = {f"{lesson}/{question.id}": question for lesson, question in asked()}
#: Every so many variants are looked at here; ``python3 tests/turn_claims.py`` looks at all.
SOME = range(1, HOW_MANY + 1, 20)


def test_every_pool_of_them_is_looked_at() -> None:
    assert {question.pool for question in ASKED.values()} == set(LISTS)


@pytest.mark.parametrize("key", ASKED)
def test_no_hint_claims_what_is_not_true(key: str) -> None:
    for number in SOME:
        for hint, answer in false_hints(ASKED[key], number):
            pytest.fail(f"number {number}: {hint} {answer}")


def _with(question: YourTurn, hint: str, **when: object) -> YourTurn:
    return replace(question, misses=(Miss(Signs(when), "m", hint),))


@pytest.mark.parametrize(
    ("hint", "when"),
    [
        ("Too few dots give no reason yet.", {"decided": {"any": ["keep", "stop"]}}),
        ("Is the longest run longer than the card allows? Just as long is no signal.", {"meant": {"any": ["last"]}}),
        ("Mark each dot of the run, and no other. Leave out dots that sit on the line.", {"marks": "needless"}),
        ("That is every dot. A dot on the middle line is not useful here.", {"miscounted": "useful"}),
        ("A hint that nobody wrote a claim for.", {"marks": "few"}),
    ],
)  # fmt: skip
def test_a_false_hint_is_found(hint: str, when: dict[str, object]) -> None:
    question = _with(ASKED["16-starter-practical/the-practical"], hint, **when)
    assert any(found == hint for n in SOME for found, _ in false_hints(question, n))


def test_the_program_says_how_many_are_false(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    few = [(lesson, question) for lesson, question in asked() if question.pool == "turn-pairs"]
    monkeypatch.setattr(turn_claims, "asked", lambda: few)
    monkeypatch.setattr(turn_claims, "HOW_MANY", 3)
    assert turn_claims.main() == 0
    assert capsys.readouterr().out == "14-evaluate-and-grow your-pairs: 0 false hints\n"

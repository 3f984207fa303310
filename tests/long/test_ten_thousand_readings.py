"""10,000 random readings are read back: no sentence says what the numbers do not. And many long stable series."""

from __future__ import annotations

import pytest
from test_readings import EACH, LONG, QUICK, few_are_called_unlikely, wrong

COVERS = (
    "src/champions/charts/**/*",
    "src/champions/sentences/*.py",
    "tests/said_back.py",
    "tests/test_readings.py",
)
ALL, AT_ONCE = 10_000, 500


@pytest.mark.parametrize("first", range(QUICK, ALL, AT_ONCE))
def test_no_sentence_of_random_readings_says_what_the_numbers_do_not(first: int) -> None:
    assert wrong(range(first, first + AT_ONCE)) == []


@pytest.mark.parametrize(("kind", "rules"), EACH)
def test_of_long_stable_series_at_most_one_in_twenty_is_called_unlikely_to_be_chance(
    kind: str, rules: str
) -> None:
    few_are_called_unlikely(kind, rules, LONG)

"""10,000 random readings are read back: no sentence says what the numbers do not."""

from __future__ import annotations

import pytest
from test_readings import QUICK, wrong

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

"""Before and after: the same people compared, small counts joined, links between organisations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ipywidgets.widgets.widget import _instances

from champions.activities.evaluation.pages import (
    LEAST_SHOWN,
    Paired,
    answers_of_cohort,
    confidence_pairs,
    link_map,
    links,
    map_html,
    own_baseline,
    paired,
)
from champions.lesson import session
from champions.questions import answers, forms

pytestmark = pytest.mark.learner_floor
COUNT = st.integers(0, 40)


def test_people_who_answered_once_are_counted_and_not_compared() -> None:
    nothing = float("nan")
    table = pd.DataFrame(
        {"before": [1, 2, 3, 4, nothing], "after": [2, 2, 1, nothing, 5]}, dtype=float
    )
    assert paired(table) == Paired(1, 1, 1, 1, 1)


@given(COUNT, COUNT, COUNT)
def test_no_small_count_is_said_or_can_be_worked_out(up: int, same: int, down: int) -> None:
    said = Paired(up, same, down, 0, 0).said
    numbers = [
        int(word) for word in said.replace(".", " ").replace(",", " ").split() if word.isdigit()
    ]
    assert numbers[0] == up + same + down
    assert all(number >= LEAST_SHOWN for number in numbers[1:])
    if len(numbers) > 1:
        assert sum(numbers[1:]) == numbers[0]


def test_the_picture_of_pairs_says_what_it_shows() -> None:
    page = confidence_pairs()
    assert repr(page) == paired(answers_of_cohort()).said
    assert "Full lines go up. Broken lines stay or go down." in page._repr_html_()


def test_a_link_named_from_both_sides_is_one_link() -> None:
    after = links("after")
    assert frozenset({"Library", "Befriending service"}) in after.pairs
    assert map_html(after).count("<line") == len(after.pairs)
    assert map_html(after).count('stroke-width="3.5"') == len(after.across)


def test_the_map_turns_from_before_to_a_year_later(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[dict[str, Any]] = []
    monkeypatch.setattr(session, "show", shown.append)
    link_map()
    when, picture = _instances[shown[0][forms.WIDGET_MIME]["model_id"]].children
    assert "6 links, 1 of them" in picture.value
    when.value = "after"
    assert "11 links, 6 of them" in picture.value
    assert "New since before: 6. Gone: 1." in picture.value


@pytest.mark.parametrize(
    ("given", "consent", "said"),
    [
        ("4", "yes", 'In lesson 00 you answered: "Quite". You said that we may use it.'),
        ("2", "no", "so it is for you alone"),
        ("2", None, "so it is for you alone"),
        ("none", "yes", "is not here"),
        (None, None, "is not here"),
        ([1], "yes", "is not here"),
    ],
)
def test_the_baseline_is_the_champions_own_and_says_if_it_may_be_used(
    given: Any, consent: Any, said: str, tmp_path: Path
) -> None:
    first = tmp_path / "00-start-here"
    first.mkdir()
    book = answers.load(first, first.name)
    for name, answer in (("baseline-confidence", given), ("baseline-consent", consent)):
        if answer is not None:
            book.put(name, answer, "")
    answers.save(book, first)
    assert said in own_baseline(tmp_path / "14-evaluate-and-grow")


def test_without_lesson_00_the_baseline_says_so(tmp_path: Path) -> None:
    assert "is not here" in own_baseline(tmp_path / "14-evaluate-and-grow")

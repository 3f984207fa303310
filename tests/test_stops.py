"""When Python stops at a champion's own line, plain words say why, and nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

from champions.lesson import stops

pytestmark = pytest.mark.learner_floor


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A shell as a lesson has it, whose displays are kept in ``shell.seen``."""
    made: Any = InteractiveShell()
    made.seen = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, raw: made.seen.append(bundle))
    stops.make_kind(made)
    yield made
    made.history_manager.end_session()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("waits = [1, 2]\nresult = run_chart(wiats)", 'does not know the word "run_chart"'),
        ("waits = [1, 2]\nresult = wiats", 'Did you mean "waits"?'),
        ("result = sorted([3, 1]", "bracket"),
        ("result = 3\n  more = 4", "spaces at the start"),
        ("result = 'eleven", "quote mark"),
        ("result = {'waits': 1}['Waits']", 'nothing called "Waits"'),
        ("open('no such file.csv')", 'no file called "no such file.csv"'),
        ("import seaborn_of_mine", 'does not have "seaborn_of_mine"'),
        ("result = 1 / 0", "division by zero"),
        ("from champions import run_chart\nrun_chart([])", "no values"),
    ],
)
def test_each_kind_of_mistake_is_told_in_plain_words(shell: Any, line: str, said: str) -> None:
    shell.run_cell(line)
    (page,) = shell.seen
    assert said in page["text/plain"]
    assert stops.NOTHING_LOST in page["text/plain"]
    assert "Traceback" not in page["text/plain"]
    assert "<details>" in page["text/html"]  # the helper's part is folded away


def test_the_line_is_shown_where_python_stopped(shell: Any) -> None:
    shell.run_cell("first = 1\nsecond = first / 0\nthird = 3")
    assert "<code>second = first / 0</code>" in shell.seen[0]["text/html"]


def test_the_step_still_counts_as_stopped(shell: Any) -> None:
    assert isinstance(shell.run_cell("1 / 0").error_in_exec, ZeroDivisionError)


def test_words_of_a_person_are_shown_as_text_only(shell: Any) -> None:
    shell.run_cell("raise ValueError('<script>alert(1)</script>' * 100)")
    html = shell.seen[0]["text/html"]
    assert "<script>" not in html
    assert len(re.sub(r"<details>.*", "", html, flags=re.DOTALL)) < 3000


def test_an_error_that_cannot_even_be_said_is_told(shell: Any) -> None:
    shell.run_cell("class E(Exception):\n    def __str__(self): raise OSError\nraise E")
    assert "It says: E" in shell.seen[0]["text/plain"]

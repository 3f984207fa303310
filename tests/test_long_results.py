"""What takes too long for each change was run on the files as they are, and all of it passed."""

from __future__ import annotations

from pathlib import Path

import long_results
import pytest
from long_results import Result, Suite, kept, page, stale, suites

SUITE = '"""Much."""\n\nCOVERS = ("src/*.py", "data/*.csv")\n\n\ndef test() -> None:\n    pass\n'


@pytest.fixture
def suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Suite:
    monkeypatch.setattr(long_results, "COURSE", tmp_path)
    for name, text in {
        "src/one.py": '"""Says."""\n\n\ndef one() -> str:\n    return "# 1"  # first\n',
        "data/a.csv": "n\n1\n",
        "long/test_much.py": SUITE,
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (one,) = suites(tmp_path / "long")
    return one


def result(suite: Suite, course: Path, **outcomes: int) -> Result:
    return Result(suite.title, suite.digest(course), outcomes, 1.0, "2026-11-28", "3.11.2")


def test_every_long_suite_ran_on_the_files_as_they_are_and_passed() -> None:
    now = suites()
    assert now
    why = stale(kept(), now)
    assert why == {}, "Run: python3 start.py test --long, and keep what it writes in tests/long."


def test_the_page_shows_the_results_that_are_kept() -> None:
    assert long_results.PAGE.read_text(encoding="utf-8") == page(kept())


@pytest.mark.parametrize(
    ("name", "was", "now"),
    [
        ("src/one.py", '"# 1"', '"# 2"'),
        ("src/one.py", "one()", "two()"),
        ("data/a.csv", "1", "2"),
        ("long/test_much.py", "pass", "assert True"),
    ],
)
def test_a_change_of_what_is_tested_makes_the_result_stale(
    suite: Suite, tmp_path: Path, name: str, was: str, now: str
) -> None:
    before = suite.digest(tmp_path)
    path = tmp_path / name
    path.write_text(path.read_text("utf-8").replace(was, now), encoding="utf-8")
    assert suite.digest(tmp_path) != before


def test_a_new_file_that_is_covered_makes_the_result_stale(suite: Suite, tmp_path: Path) -> None:
    before = suite.digest(tmp_path)
    (tmp_path / "src" / "two.py").write_text("", encoding="utf-8")
    assert suite.digest(tmp_path) != before


@pytest.mark.parametrize(
    ("was", "now"),
    [("Says.", "Says so.\n\nIn words."), ("# first", "# the first"), ("\n\n\n", "\n\n\n\n# so\n")],
)
def test_a_word_for_people_does_not(suite: Suite, tmp_path: Path, was: str, now: str) -> None:
    before = suite.digest(tmp_path)
    path = tmp_path / "src" / "one.py"
    path.write_text(path.read_text("utf-8").replace(was, now), encoding="utf-8")
    assert suite.digest(tmp_path) == before


def test_what_did_not_run_or_did_not_pass_is_stale(suite: Suite, tmp_path: Path) -> None:
    digest = suite.digest(tmp_path)
    one = Suite(suite.path, suite.title, suite.covers)
    object.__setattr__(one, "digest", lambda *_: digest)
    assert stale({}, [one]) == {"much": "it has never run"}
    assert stale({"much": result(suite, tmp_path, passed=3)}, [one]) == {}
    for outcomes in ({}, {"passed": 3, "skipped": 1}, {"passed": 3, "failed": 1}):
        assert (
            "not all of it passed"
            in stale({"much": result(suite, tmp_path, **outcomes)}, [one])["much"]
        )
    assert stale({"gone": result(suite, tmp_path, passed=1)}, []) == {
        "gone": "there is no such suite"
    }


def test_a_pattern_that_names_no_file_is_told(suite: Suite, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no file is called src/none\.py"):
        Suite(suite.path, suite.title, ("src/none.py",)).files(tmp_path)

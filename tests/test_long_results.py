"""What takes too long for each change was run on the files as they are, and all of it passed."""

from __future__ import annotations

import re
from pathlib import Path

import accessibility
import long_results
import pytest
import read_aloud
from long_results import Result, Suite, kept, page, stale, suites

from champions.questions.scheme import load_scheme

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


def test_the_accessibility_statement_says_what_was_tried_and_what_was_not() -> None:
    assert set(accessibility.TRIED) <= {suite.name for suite in suites()}
    made = accessibility.statement(kept())
    assert accessibility.GUIDE.read_text(encoding="utf-8") == made
    some = {"screen_reader": Result("", "", {"passed": 3}, 1.0, "2026-11-28", "3.11.2")}
    tried, _, not_tried = accessibility.statement(some).partition("## What was not tried")
    assert "On 28 November 2026:" in tried
    assert "Orca" in tried
    assert "WebKit" in not_tried  # no result is kept of it here
    some["screen_reader"].outcomes["failed"] = 1
    assert "Orca" not in accessibility.statement(some).partition("## What was not tried")[0]


@pytest.mark.parametrize("lesson", read_aloud.LESSONS)
def test_what_orca_said_is_of_the_lessons_as_they_are(lesson: str) -> None:
    about, *parts = read_aloud.RECORD.read_text(encoding="utf-8").split("\n--- ")
    assert "Orca" in about
    (heard,) = (one for one in parts if one.startswith(f"{lesson}, by keyboard"))
    for question in load_scheme(long_results.COURSE / "solutions" / lesson).questions[:3]:
        # The question is said when one comes to its first control, and what was answered is said by itself.
        asked = heard.partition(f"{question.ask} panel. | ")[2]
        assert asked, "Run: python tests/read_aloud.py --write"
        assert re.search(r"\n(space|Return|Down): .*(Your guess is kept|Right)\.", asked)


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


def test_tests_that_go_on_from_each_other_stay_in_one_process(suite: Suite, tmp_path: Path) -> None:
    assert suite.shared == "worksteal"
    suite.path.write_text(SUITE.replace("COVERS", "IN_ORDER = True\nCOVERS"), encoding="utf-8")
    (one,) = suites(suite.path.parent)
    assert one.shared == "loadscope"
    assert one.covers == suite.covers


def test_a_pattern_that_names_no_file_is_told(suite: Suite, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no file is called src/none\.py"):
        Suite(suite.path, suite.title, ("src/none.py",)).files(tmp_path)

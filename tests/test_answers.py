"""Answers are plain, survive, and come back from the notebook alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from champions.questions import Choice, Miss, answers
from champions.questions.answers import (
    AnswerBook,
    Record,
    bundle,
    learner_bundle,
    load,
    plain,
    recover,
    save,
)
from champions.questions.scheme import mark

pytestmark = pytest.mark.learner_floor


def book() -> AnswerBook:
    made = AnswerBook("06-run-charts", "sparrow-7")
    made.put("middle-line", "mean", "mean-not-median")
    made.put("middle-line", "median", "right")
    made.put("own", {"words": "Ümit sagte: “ja”"})
    return made


def notebook(*bundles: dict[str, object]) -> dict[str, object]:
    outputs = [{"output_type": "display_data", "data": {answers.MIME: one}} for one in bundles]
    return {"cells": [{"cell_type": "code", "outputs": outputs}]}


def test_answers_come_back_from_the_file(tmp_path: Path) -> None:
    save(book(), tmp_path)
    assert load(tmp_path) == book()


@pytest.mark.parametrize("kept", [AnswerBook("06-run-charts"), book()])
def test_the_file_holds_the_whole_book_a_record_a_line(kept: AnswerBook) -> None:
    text = answers.as_text(kept)
    assert json.loads(text) == kept.to_dict()
    assert text.count("\n") == max(len(kept.records), 1) + 2


def test_answers_come_back_from_the_notebook_alone() -> None:
    kept = book()
    sent = notebook(*(bundle(kept, name) for name in kept.records), learner_bundle(kept))
    assert recover(json.loads(json.dumps(sent)), "06-run-charts") == kept


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '{"answers": 5}', "\ufeff{}", "[" * 100_000]
)
def test_a_damaged_file_gives_an_empty_book(tmp_path: Path, content: str) -> None:
    (tmp_path / answers.SIDECAR).write_text(content, encoding="utf-8")
    assert load(tmp_path, "m") == AnswerBook("m")


def test_a_failed_save_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(book(), tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="space"):
        save(AnswerBook("other"), tmp_path)
    assert load(tmp_path) == book()
    assert [path.name for path in tmp_path.iterdir()] == [answers.SIDECAR]


def test_the_copy_that_was_worked_on_longer_wins() -> None:
    here, there = AnswerBook("m"), AnswerBook("m")
    here.put("q", "a", "other")
    for answer in "xyz":
        there.put("q", answer, "other")
    here.put("only-here", 1, "right")
    assert here.merged(there).answer("q") == there.merged(here).answer("q") == "z"
    assert here.merged(there).answer("only-here") == 1


def attempt(variant: int, **done: object) -> dict[str, object]:
    return {"variant": variant, "attempt": 1, **done}


def test_attempts_at_other_data_stay_beside_the_copy_that_was_worked_on_longer() -> None:
    here, there = AnswerBook("m"), AnswerBook("m")
    here.put("turn", {**attempt(7, line=4), "earlier": [attempt(5, line=1), attempt(3, line=2)]})
    there.put("turn", {**attempt(9), "earlier": [attempt(5, line=9)]})
    there.put("turn", {**attempt(9, line=6), "earlier": [attempt(5, line=9)]})
    for both in (here.merged(there), there.merged(here)):
        kept = both.answer("turn")
        assert (kept["variant"], kept["line"]) == (9, 6)
        # Of what both had, that of the longer copy; nothing of the other is lost.
        assert kept["earlier"] == [attempt(5, line=9), attempt(3, line=2), attempt(7, line=4)]
        assert both.merged(here).merged(there) == both
    begun = AnswerBook("m")
    begun.put("turn", attempt(2, hints="none"))  # taken, and nothing done in it
    assert there.merged(begun).answer("turn") == there.answer("turn")


def test_more_attempts_than_are_kept_never_push_out_those_of_the_longer_copy() -> None:
    here, there = AnswerBook("m"), AnswerBook("m")
    here.put("turn", {**attempt(1, line=1), "earlier": [attempt(n, line=1) for n in range(2, 9)]})
    there.put("turn", attempt(20, line=2))
    here.put("turn", {**here.answer("turn"), "line": 3})
    there.put(
        "turn", {**attempt(20, line=2), "earlier": [attempt(30, line=2), attempt(31, line=2)]}
    )
    there.put("turn", {**there.answer("turn"), "line": 5})
    kept = here.merged(there).answer("turn")
    assert kept["variant"] == 20
    assert [one["variant"] for one in kept["earlier"]] == [30, 31, 2, 3, 4, 5, 6, 7, 8]


def test_an_answer_from_another_lesson_is_left_out() -> None:
    other = AnswerBook("05-pdsa-cycles")
    other.put("q", 1, "right")
    assert not recover(notebook(bundle(other, "q")), "06-run-charts").records


def test_a_draft_is_no_try_until_it_is_checked() -> None:
    made = AnswerBook("m")
    made.put("q", ["a"])
    assert made.records["q"].draft
    assert made.put("q", ["a"], "other")
    record = made.records["q"]
    assert (record.history, record.earlier, record.draft) == (("other",), (), False)


def test_a_draft_after_a_try_leaves_that_try_an_earlier_one() -> None:
    made = AnswerBook("m")
    made.put("q", "a", "other")
    assert (made.records["q"].earlier, made.records["q"].tries) == ((), 1)
    made.put("q", "b")  # typed, and not checked yet
    record = made.records["q"]
    assert (record.history, record.earlier, record.tries) == (("other",), ("other",), 1)
    made.put("q", "b", "right")
    record = made.records["q"]
    assert (record.history, record.earlier, record.draft) == (("other", "right"), ("other",), False)


def test_checking_an_unchanged_draft_is_news_once() -> None:
    made = AnswerBook("m")
    made.put("q", "a")
    assert not made.put("q", "a")  # nothing is new
    assert made.put("q", "a", "other")
    assert not made.put("q", "a", "other")
    assert made.records["q"] == Record("a", ("other",), 2)


@pytest.mark.parametrize("checked", [False, True])
def test_a_draft_stays_one_in_the_file_and_in_the_notebook(tmp_path: Path, checked: bool) -> None:
    made = AnswerBook("m")
    made.put("q", "a", "other")
    made.put("q", "b", "right" if checked else "")
    save(made, tmp_path)
    for back in (load(tmp_path), recover(notebook(bundle(made, "q")), "m")):
        assert back.records["q"] == made.records["q"]
        assert back.records["q"].draft is not checked
        assert back.records["q"].earlier == ("other",)


def test_two_copies_put_together_keep_the_later_draft() -> None:
    checked, typed_on = AnswerBook("m"), AnswerBook("m")
    for book_ in (checked, typed_on):
        book_.put("q", "a", "other")
    typed_on.put("q", "b")
    for both in (checked.merged(typed_on), typed_on.merged(checked)):
        assert both.records["q"] == Record("b", ("other",), 2, draft=True)
        assert both.records["q"].earlier == ("other",)


def test_a_draft_is_marked_with_all_earlier_tries_and_a_checked_answer_without_its_own() -> None:
    """Where to look comes with the second wrong answer, whether or not Check was pressed."""
    asked = Choice(
        id="q",
        ask="?",
        options={"a": "A", "b": "B", "c": "C"},
        right="a",
        misses=(Miss("b", "b-not-a", "Not B."), Miss("c", "c-not-a", "Not C.")),
        look="Look here.",
        step="s",
        praise="p",
    )
    made = AnswerBook("m")
    made.put("q", "b", "b-not-a")
    assert mark(asked, made).messages == ("Not B.",)
    made.put("q", "c")
    assert mark(asked, made).messages == ("Not C.", "Where to look: Look here.")
    made.put("q", "c", "c-not-a")
    assert mark(asked, made).messages == ("Not C.", "Where to look: Look here.")


def test_whose_lesson_it_is_comes_from_its_own_outputs_only() -> None:
    kept = book()
    sent = notebook(bundle(kept, "own"), learner_bundle(kept))
    assert (recover(sent).module, recover(sent).learner) == ("06-run-charts", "sparrow-7")
    assert recover(sent, "05-pdsa-cycles") == AnswerBook("05-pdsa-cycles")


@pytest.mark.parametrize(
    ("edits", "read"),
    [(0, 0), (7, 7), (999_999, 999_999), (1_000_000, 1), (-1, 1), (True, 1), ("7", 1), (2.0, 1)],
)
def test_a_number_of_changes_that_cannot_be_is_read_as_one(edits: object, read: int) -> None:
    record = Record.from_dict({"answer": "a", "edits": edits})
    assert record is not None
    assert record.edits == read


class TestSetAside:
    """A file of answers that cannot be used is kept under another name."""

    def test_a_file_that_can_be_used_stays_and_nothing_is_said(self, tmp_path: Path) -> None:
        assert answers.set_aside(tmp_path, "06-run-charts") == ""
        save(book(), tmp_path)
        assert answers.set_aside(tmp_path, "06-run-charts") == ""
        assert load(tmp_path) == book()

    def test_each_damaged_file_gets_a_name_of_its_own_which_is_said(self, tmp_path: Path) -> None:
        for number in (1, 2, 3):
            (tmp_path / answers.SIDECAR).write_text(f"half a file {number}", encoding="utf-8")
            said = answers.set_aside(tmp_path, "06-run-charts")
            assert f'kept in the file "my-answers-kept-{number}.json"' in said
            assert said.startswith("Your earlier answers could not be read.")
        kept = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
        assert kept == {f"my-answers-kept-{n}.json": f"half a file {n}" for n in (1, 2, 3)}

    def test_when_every_name_is_taken_the_file_stays_and_that_is_said(self, tmp_path: Path) -> None:
        for number in range(1, 1000):
            (tmp_path / f"my-answers-kept-{number}.json").touch()
        (tmp_path / answers.SIDECAR).write_text("half a file", encoding="utf-8")
        said = answers.set_aside(tmp_path, "06-run-charts")
        assert said.startswith("Your earlier answers could not be read (")
        assert (tmp_path / answers.SIDECAR).read_text("utf-8") == "half a file"

    def test_a_folder_that_cannot_be_written_is_said(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def read_only(*_: object) -> None:
            raise OSError(30, "Read-only file system")

        (tmp_path / answers.SIDECAR).write_text("half a file", encoding="utf-8")
        monkeypatch.setattr(Path, "rename", read_only)
        said = answers.set_aside(tmp_path, "06-run-charts")
        assert said == "Your earlier answers could not be read (Read-only file system)."


class TestPlain:
    def test_six_levels_are_kept_and_what_is_deeper_as_text(self) -> None:
        assert plain([[[[[[1]]]]]]) == [[[[[[1]]]]]]
        assert plain([[[[[[[1]]]]]]]) == [[[[[["[1]"]]]]]]
        assert plain({"a": {"b": {"c": {"d": [[{}]]}}}}) == {"a": {"b": {"c": {"d": [["{}"]]}}}}
        inner: frozenset[object] = frozenset({1})
        for _ in range(6):
            inner = frozenset({inner})
        assert plain(inner) == [[[[[["frozenset({1})"]]]]]]
        assert plain(pd.DataFrame({"a": [[[[[[1]]]]]]})) == [{"a": [[[["[1]"]]]]}]

    def test_numbers_names_and_unknown_things_have_a_longest_form(self) -> None:
        assert plain(10**18) == 10**18
        assert plain(-(10**18)) == -(10**18)
        assert plain(10**18 + 1) == plain(-(10**18) - 1) == "a very large number"
        assert plain({"k" * 300: 1}) == {"k" * 200: 1}
        assert plain(range(10**6).__class__) == "<class 'range'>"
        assert plain(Exception("x" * 900)) == "x" * 500

    def test_an_answer_is_whole_up_to_its_longest_and_half_of_that_beyond(self) -> None:
        assert plain("x" * 59_998) == "x" * 59_998  # with its quotation marks 60,000
        assert plain("x" * 59_999) == "x" * 30_000

    def test_numpy_and_pandas_become_plain(self) -> None:
        table = pd.DataFrame({"week": pd.to_datetime(["2025-01-06"]), "days": [3]})
        assert plain(table) == [{"week": "2025-01-06T00:00:00", "days": 3}]
        assert plain(np.float64(2.5)) == 2.5
        assert plain(np.array([1, 2])) == [1, 2]
        assert plain(...) is None

    def test_long_answers_are_cut_not_lost(self) -> None:
        assert 0 < len(plain("x" * 1_000_000)) <= answers.LONGEST_ANSWER
        assert len(plain(list(range(100_000)))) == answers.LONGEST_LIST

    def test_a_list_that_holds_itself_ends(self) -> None:
        loop: list[object] = []
        loop.append(loop)
        assert isinstance(plain(loop), list)

    @given(
        st.recursive(
            st.none()
            | st.booleans()
            | st.integers()
            | st.floats()
            | st.text()
            | st.binary()
            | st.dates(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner),
        )
    )
    def test_whatever_goes_in_json_comes_out_and_stays(self, value: object) -> None:
        once = plain(value)
        assert json.loads(json.dumps(once, allow_nan=False)) == once
        assert plain(once) == once


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "cells",
                    "outputs",
                    "data",
                    answers.MIME,
                    "record",
                    "answer",
                    "history",
                    "question",
                    "module",
                    "edits",
                    "learner",
                    "answers",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=30,
)


@given(json_like)
def test_no_notebook_is_too_odd_to_recover_from(odd: object) -> None:
    assert isinstance(recover(odd, "m"), AnswerBook)


@given(json_like)
def test_no_record_is_too_odd_to_read(odd: object) -> None:
    record = Record.from_dict(odd)
    assert record is None or Record.from_dict(record.to_dict()) == record


def test_the_version_of_the_questions_travels_with_the_answers() -> None:
    made = AnswerBook("06-run-charts", version="abc123")
    assert made.to_dict()["version"] == "abc123"
    assert AnswerBook.from_dict(made.to_dict()).version == "abc123"
    assert AnswerBook("06-run-charts").merged(made).version == "abc123"
    assert made.merged(AnswerBook("06-run-charts", version="later")).version == "abc123"


def test_a_book_without_a_name_takes_the_lessons() -> None:
    raw = {"answers": {"middle-line": {"answer": "mean"}}}
    assert AnswerBook.from_dict(raw, "06-run-charts").module == "06-run-charts"
    assert AnswerBook.from_dict(raw, "06-run-charts").records["middle-line"].edits == 1


@pytest.mark.parametrize("far", [float("inf"), float("-inf")])
def test_what_is_endless_is_kept_as_its_name(far: float) -> None:
    assert plain(far) == str(far)


def test_what_lies_too_deep_is_cut_short() -> None:
    deep: object = "x" * 5_000
    for _ in range(60):
        deep = [deep]
    text = json.dumps(plain(deep))
    assert len(text) < 1_000


def test_a_bundle_says_its_form_and_its_lesson() -> None:
    made = bundle(book(), "middle-line")
    assert made["format"] == answers.FORMAT
    assert made["module"] == "06-run-charts"


def test_that_answers_are_recorded_is_seen_in_any_cell_and_form() -> None:
    module = "06-run-charts"
    one = bundle(book(), "middle-line")
    assert answers.is_recorded(notebook(one), module)
    assert answers.is_recorded(notebook("{ no json", json.dumps(one)), module)  # type: ignore[arg-type]
    assert not answers.is_recorded(notebook(one), "07-variation")
    assert not answers.is_recorded({"cells": []}, module)
    two = {"cells": [*notebook(one)["cells"], {"cell_type": "code", "outputs": []}]}  # type: ignore[misc]
    assert answers.is_recorded(two, module)


def test_an_answer_of_another_lesson_does_not_hide_those_after_it() -> None:
    other = {**bundle(book(), "own"), "module": "07-variation"}
    found = recover(notebook(other, bundle(book(), "middle-line")), "06-run-charts")
    assert list(found.records) == ["middle-line"]


def test_outputs_that_name_no_lesson_belong_to_the_one_they_lie_in() -> None:
    nameless = {key: value for key, value in bundle(book(), "own").items() if key != "module"}
    assert recover(notebook(nameless), "06-run-charts").module == "06-run-charts"


def test_a_damaged_answer_does_not_hide_those_after_it() -> None:
    damaged: Any = "{ no json"
    found = recover(notebook(damaged, bundle(book(), "middle-line")), "06-run-charts")
    assert list(found.records) == ["middle-line"]

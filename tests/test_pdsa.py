"""The PDSA record keeps the prediction as it was; ramps and records are shown with their words."""

from __future__ import annotations

from typing import Any

import ipywidgets as w
import pandas as pd
import pytest

from champions import load, pdsa_ramp, show_records
from champions.activities.pdsa.question import SEALED, Record, Step, nudge_for, ramp
from champions.activities.pdsa.records import in_words
from champions.questions import Level, forms
from champions.questions.page import question_html

pytestmark = pytest.mark.learner_floor

QUESTION = Record(
    id="record",
    ask="My record",
    boxes={"question": "Question", "prediction": "Prediction", "did": "Did", "act": "Act"},
    plan=("question", "prediction"),
    rubric=(Level(0, "None."), Level(3, "All.")),
)


def form(answer: Any = None) -> tuple[dict[str, Any], list[dict[str, str]]]:
    told: list[Any] = []
    shown = forms.form(QUESTION, answer, lambda given, _checked: told.append(given))
    parts: dict[str, Any] = {}

    def walk(box: Any) -> None:
        if isinstance(box, w.Textarea | w.Button):
            parts[box.description] = box
        for child in getattr(box, "children", ()):
            walk(child)

    walk(shown)
    parts["after"] = shown.children[-1]
    return parts, told


class TestRecord:
    def test_the_result_waits_until_the_prediction_is_kept(self) -> None:
        parts, told = form()
        keep = parts["Keep my prediction. Now we test."]
        assert parts["after"].layout.display == "none"
        keep.click()
        assert not told  # nothing to keep yet
        parts["Prediction"].value = "4 of 5 come"
        keep.click()
        assert parts["after"].layout.display == ""
        assert told[-1][SEALED] == "4 of 5 come"

    def test_a_prediction_changed_after_the_result_is_shown_as_it_was(self) -> None:
        parts, told = form({"prediction": "4 of 5 come", SEALED: "4 of 5 come"})
        parts["Did"].value = "2 came"
        parts["Prediction"].value = "2 of 5 come"
        answer = told[-1]
        assert answer[SEALED] == "4 of 5 come"
        assert QUESTION.as_text(answer).endswith("before the test: 4 of 5 come")
        assert "Both predictions are kept" in QUESTION.mark(answer).messages[0]

    def test_an_unchanged_prediction_is_not_said_twice(self) -> None:
        answer = {"prediction": "4 of 5 come", SEALED: "4 of 5 come"}
        assert QUESTION.as_text(answer).count("4 of 5 come") == 1

    def test_it_is_never_marked_at_once_and_a_person_scores_it(self) -> None:
        full = {"question": "?", "prediction": "4 of 5", "did": "4", "act": "adopt"}
        feedback = QUESTION.mark(full)
        assert (feedback.state, feedback.points, QUESTION.most) == ("kept", 0, 3)

    def test_on_paper_it_has_every_box(self) -> None:
        assert question_html(QUESTION, {"did": "<b>"}).count("<strong>") == 4
        assert "&lt;b&gt;" in question_html(QUESTION, {"did": "<b>"})


@pytest.mark.parametrize(
    ("texts", "nudge"),
    [
        ({}, ""),
        ({"prediction": "It gets better"}, "number"),
        ({"prediction": "Nobody falls"}, ""),
        ({"prediction": "9 of 10"}, ""),
        ({"prediction": "four of five"}, ""),
        ({"prediction": "9 of 10", "act": "We go on"}, "adopt, adapt or abandon"),
        ({"prediction": "9 of 10", "act": "ADAPT: ask first"}, ""),
    ],
)
def test_one_thing_at_a_time_is_asked_for(texts: dict[str, str], nudge: str) -> None:
    assert nudge in nudge_for(texts)
    assert bool(nudge) == bool(nudge_for(texts))


class TestRamp:
    def test_the_lunch_club_goes_from_one_guest_to_all(self) -> None:
        said = repr(pdsa_ramp(load("pdsa-log"), "Lunch club"))
        assert said.startswith("A ramp of 4 cycles. Cycle 1, 1 person:")
        assert "Cycle 4, 30 people" in said

    def test_a_cycle_without_a_decision_says_so(self) -> None:
        page = ramp([Step("Try <it>", 2)])
        assert "not decided yet" in repr(page)
        assert "<it>" not in page._repr_html_()

    def test_the_picture_stays_within_its_frame(self) -> None:
        html = ramp([Step("x", n) for n in range(1, 7)])._repr_html_()
        import re

        right = [
            float(x) + float(wide)
            for x, wide in re.findall(r'x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', html)
        ]
        assert len(right) == 6
        assert max(right) <= 440


class TestRecords:
    def test_each_cell_carries_its_name_for_a_narrow_page(self) -> None:
        table = pd.DataFrame({"day": pd.to_datetime(["2025-03-03"]), "n": [2.0], "x": [None]})
        page = show_records(table, {"day": "Day", "n": "Cups", "x": "Note"}, "Tea & cake.")
        html = page._repr_html_()
        assert html.count('class="champions-label"') == 3
        assert "Tea &amp; cake." in html
        assert repr(page) == "Tea & cake. Day: 3 March 2025, Cups: 2, Note: (empty)."

    @pytest.mark.parametrize(
        ("value", "said"),
        [(float("nan"), "(empty)"), (None, "(empty)"), ("", "(empty)"), (pd.NaT, "(empty)"),
         (0.2, "0.2"), (6.0, "6"), (0, "0"), ("tea", "tea")],
    )  # fmt: skip
    def test_a_cell_reads_as_a_person_would_say_it(self, value: Any, said: str) -> None:
        assert in_words(value) == said

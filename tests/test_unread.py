"""The reading of a chart that is asked about is nowhere until it is answered."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from champions.activities.icons.lab import lateness_chart
from champions.activities.left_behind.pages import uptake_funnel
from champions.activities.lines.lab import uptake_chart
from champions.activities.run_charts.labs import ON_PAPER, WAITS, read_it_yourself, unread
from champions.activities.warm_hub.chart import hub_chart
from champions.lesson import session

ROOT = Path(__file__).resolve().parents[1]
#: The charts that lessons ask about: the lesson, what shows it, and the questions that its reading waits for.
ASKED = [
    ("06-run-charts", "chart", ("useful-points", "count-runs", "longest-run")),
    ("06-run-charts", "whole", ("read-the-chart",)),
    ("07-variation", "hub_chart()", ("which-weeks-are-special",)),
    ("08-xmr-charts", 'lateness_chart("all")', ("read-the-chart",)),
    ("09-choosing-a-chart", 'reach_chart("i")', ("two-charts",)),
    ("09-choosing-a-chart", 'reach_chart("p")', ("christmas-week", "two-charts")),
    ("09-choosing-a-chart", 'falls_chart("g")', ("up-is-good",)),
    (
        "10-did-it-get-better",
        'uptake_chart("all", "before", leave_out_august=True)',
        ("read-the-cycles",),
    ),
    (
        "10-did-it-get-better",
        'uptake_chart("bus", "before", leave_out_august=True)',
        ("what-pooling-hides",),
    ),
    (
        "10-did-it-get-better",
        'uptake_chart("centre", "before", leave_out_august=True)',
        ("what-pooling-hides",),
    ),
    ("11-who-was-left-behind", "uptake_funnel()", ("read-the-funnel",)),
    ("15-your-project", "lunch_club_chart()", ("read-grace",)),
]
CHARTS: list[Any] = [
    lateness_chart("all"),
    hub_chart(),
    uptake_funnel(),
    uptake_chart("bus", "before", leave_out_august=True),
]


@pytest.mark.parametrize(("lesson", "chart", "until"), ASKED)
def test_a_chart_that_is_asked_about_waits_for_its_questions(
    lesson: str, chart: str, until: tuple[str, ...]
) -> None:
    text = (ROOT / "solutions" / lesson / "lesson.md").read_text(encoding="utf-8")
    named = ", ".join(f'"{one}"' for one in until)
    assert f"read_it_yourself({chart}, {named})\n" in text
    for one in until:
        assert f"{{question}} {one}\n" in text.split(f"read_it_yourself({chart}, ")[1]


def test_no_lesson_sends_people_to_a_reading_that_is_not_there_yet() -> None:
    for lesson, _, _ in ASKED:
        text = (ROOT / "solutions" / lesson / "lesson.md").read_text(encoding="utf-8")
        assert not re.search(r"[Rr]ead the sentences? (below|under)", text), lesson


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: str(chart.title))
def test_nothing_of_the_reading_is_in_words_on_the_picture_or_in_the_table(chart: Any) -> None:
    shown = unread(chart, WAITS)
    for said in re.split(r"(?<=\.) ", chart.reading):
        assert said not in shown.html, said
        assert said not in shown.text
    for telling in (
        "common cause",
        "special cause",
        "improvement",
        "outside",
        "above 99",
        "below 99",
    ):
        assert f"<td>{telling}" not in shown.html
    heads = re.findall(r'<th scope="col">([^<]*)</th>', shown.html)
    assert "value" in heads
    assert not {"rule", "type", "outside"} & set(heads)
    assert chart.unread().to_png() != chart.to_png()  # the marks are gone
    assert getattr(chart.unread(), "variation", None) is None


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lesson 08 while somebody works on it, and what it shows."""
    shutil.copytree(ROOT / "modules" / "08-xmr-charts", tmp_path / "08-xmr-charts")
    lesson = session.Lesson("08-xmr-charts", tmp_path / "08-xmr-charts")
    shown: list[dict[str, Any]] = []

    class Handle:
        def update(self, bundle: dict[str, Any], *, raw: bool) -> None:
            assert raw
            shown.append(bundle)

    def show(bundle: dict[str, Any], _id: str | None = None) -> Handle:
        shown.append(bundle)
        return Handle()

    monkeypatch.setattr(session, "_lesson", lesson)
    monkeypatch.setattr(session, "show", show)
    return lesson, shown


def again(lesson: Any) -> None:
    for follower in lesson.followers.values():
        follower()


def test_the_reading_comes_when_the_answer_is_right(opened: Any) -> None:
    lesson, shown = opened
    chart, question = lateness_chart("all"), lesson.scheme["read-the-chart"]
    assert read_it_yourself(chart, "read-the-chart") is None
    assert shown[-1]["text/plain"].endswith(WAITS)
    lesson.answer(question, "sticker")
    again(lesson)
    assert chart.reading not in shown[-1]["text/plain"]
    lesson.answer(question, question.right_answer())
    again(lesson)
    assert shown[-1]["text/plain"] == chart.reading
    assert session.answered("read-the-chart")


def test_the_reading_comes_with_the_worked_step_to_who_tried_three_times(opened: Any) -> None:
    lesson, shown = opened
    chart, question = lateness_chart("all"), lesson.scheme["read-the-chart"]
    read_it_yourself(chart, "read-the-chart")
    for at, wrong in enumerate(("sticker", "worse", "proof"), 1):
        assert chart.reading not in shown[-1]["text/plain"]
        lesson.answer(question, wrong)
        again(lesson)
        assert lesson.answered(question.id) == (at == 3)
    assert shown[-1]["text/plain"] == chart.reading


def test_on_paper_nothing_is_promised_to_come(opened: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _, shown = opened
    monkeypatch.setenv(session.PAPER_VARIABLE, "1")
    read_it_yourself(lateness_chart("all"), "read-the-chart")
    assert shown[-1]["text/plain"].endswith(ON_PAPER)


def test_two_charts_that_wait_for_one_question_are_told_apart(opened: Any) -> None:
    lesson, _ = opened
    for chart in CHARTS[:2]:
        read_it_yourself(chart, "read-the-chart")
    assert len(lesson.followers) == 2

"""Pictures that a person turns: the same view for the same choice in a notebook and on a lesson's page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ipywidgets.widgets.widget import _instances

from champions.activities.evaluation.pages import link_map
from champions.activities.icons import lab as icons
from champions.activities.left_behind.pages import who_gained
from champions.activities.lines import lab as lines
from champions.activities.voices.who_came import who_came
from champions.lesson import session, views
from champions.lesson.page import Page
from champions.questions import forms

pytestmark = pytest.mark.learner_floor


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    bundles: list[dict[str, Any]] = []
    monkeypatch.setattr(session, "show", bundles.append)
    return bundles


def controls(bundle: dict[str, Any]) -> tuple[list[Any], Any]:
    """The controls of a form in a notebook, and its picture."""
    *boxes, picture = _instances[bundle[forms.WIDGET_MIME]["model_id"]].children
    return boxes, picture


@pytest.mark.parametrize("ask", [who_came, who_gained, link_map])
def test_each_choice_shows_on_the_page_what_it_shows_in_the_notebook(
    ask: Callable[[], None], shown: list[dict[str, Any]]
) -> None:
    ask()
    with views.made_beforehand():
        ask()
    (control,), picture = controls(shown[0])
    made = shown[1][views.MIME]
    assert shown[1]["text/html"] == made["views"][str(made["parts"][0]["first"])][0][0]
    assert [key for key, _ in made["parts"][0]["options"]] == [key for _, key in control.options]
    seen = set()
    for key, ((html, said),) in made["views"].items():
        control.value = key
        assert picture.value == html
        assert said
        seen.add(said)
    assert len(seen) == len(control.options) > 1  # each has words of its own


@pytest.mark.parametrize("lab", [icons.icon_lab, lines.fresh_lines])
def test_a_chart_to_turn_offers_every_choice_with_what_it_begins_with(
    lab: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[views.Views] = []
    monkeypatch.setattr(views, "show", asked.append)
    lab()
    (whole,) = asked
    offered = [views.key_of(one) for one in whole.choices()]
    assert len(offered) == len(set(offered)) > 20
    assert views.key_of(whole.first) in offered
    for lead, begins in whole.begins.items():
        assert views.key_of({**whole.first, whole.parts[0].name: lead, **begins}) in offered
    assert "<figure" in whole.show(whole.first, False).html


def toy(**more: Any) -> views.Views:
    """A number that may be doubled. Its reading is the sum."""
    parts = (
        views.Pick("of", "Begin with", {"one": "one", "ten": "ten"}),
        views.Number("add", "Add", 9, 3, (0, 3, 9)),
        views.Tick("twice", "Twice"),
    )

    def show(chosen: views.Chosen, told: object) -> Page:
        start = {"one": 1, "ten": 10}[chosen["of"]]
        whole = (start + chosen["add"]) * (1 + chosen["twice"])
        return Page(f"<p>{whole if told else 'unread'}</p>", str(whole))

    return views.Views("A sum.", parts, show, **more)


def test_in_a_notebook_a_new_lead_begins_the_other_parts_anew(shown: list[dict[str, Any]]) -> None:
    views.show(toy(begins={"ten": {"add": 9, "twice": True}}))
    (of, add, twice), picture = controls(shown[0])
    assert picture.value == "<p>4</p>"
    add.value = 5  # between those that a page offers
    assert picture.value == "<p>6</p>"
    of.value = "ten"
    assert (add.value, twice.value, picture.value) == (9, True, "<p>38</p>")
    of.value = "one"
    assert picture.value == "<p>20</p>"


def test_a_reading_that_waits_is_made_beside_the_view_without_it(
    shown: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with views.made_beforehand():
        views.show(toy(until=["a-question"]))
    made = shown[0][views.MIME]
    assert len(made["views"]) == 2 * 3 * 2
    assert made["views"]["ten|3|true"] == [["<p>unread</p>", "26"], ["<p>26</p>", "26"]]
    answered = False
    monkeypatch.setattr(session, "answered", lambda name: answered and name == "a-question")
    views.show(toy(until=["a-question"]))
    (_of, add, _), picture = controls(shown[1])
    assert picture.value == "<p>unread</p>"
    answered = True
    add.value = 9
    assert picture.value == "<p>10</p>"


def test_where_nobody_can_choose_all_that_stands_still_is_shown(
    shown: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    with views.made_beforehand():
        views.show(toy(still="<p>4</p><p>13</p>"))
        views.show(toy())
    assert [one["text/html"] for one in shown] == ["<p>4</p><p>13</p>", "<p>A sum.</p>"]
    assert not any(views.MIME in one or forms.WIDGET_MIME in one for one in shown)

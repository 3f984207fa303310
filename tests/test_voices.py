"""Who lives here and who came: shares are true, and small groups stay hidden."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from ipywidgets.widgets.widget import _instances

from champions import load
from champions.activities.voices import who_came
from champions.lesson import session
from champions.questions import forms

pytestmark = pytest.mark.learner_floor


def town(*rows: tuple[str, float | None, int]) -> pd.DataFrame:
    """A small town of groups: name, people, came."""
    table = pd.DataFrame(rows, columns=["group", "people", "came"])
    return table.assign(kind="age")


def said(table: pd.DataFrame) -> list[str]:
    return [group.said for group in who_came.compare(table, "age")]


def test_shares_are_of_all_who_live_here_and_of_all_who_came() -> None:
    assert said(town(("young", 750, 10), ("old", 250, 30))) == [
        "young: 75 live here, 25 came.",
        "old: 25 live here, 75 came.",
    ]


def test_hardly_came_is_under_half_of_their_share() -> None:
    exactly_half = town(("young", 500, 25), ("old", 500, 75))
    assert not any(group.hardly_came for group in who_came.compare(exactly_half, "age"))
    under_half = town(("young", 500, 24), ("old", 500, 76))
    assert [group.hardly_came for group in who_came.compare(under_half, "age")] == [True, False]


@pytest.mark.parametrize(("people", "hidden"), [(29, True), (30, False)])
def test_a_group_of_fewer_than_thirty_gets_no_share(people: int, hidden: bool) -> None:
    shown = said(town(("many", 970, 90), ("few", people, 10)))[-1]
    assert ("too few people for a share" in shown) is hidden


@pytest.mark.parametrize(("came", "apart"), [(4, False), (5, True)])
def test_groups_from_which_fewer_than_five_came_are_put_together(came: int, apart: bool) -> None:
    shown = said(town(("a", 400, 90), ("b", 300, came), ("c", 300, 3)))
    assert any(one.startswith("b:") for one in shown) is apart
    assert "together" in shown[-1]


def test_under_five_put_together_are_still_not_counted_out() -> None:
    shown = said(town(("a", 400, 90), ("b", 300, 2), ("c", 300, 2)))
    assert shown[-1] == "The smaller groups together: under 5 came."


def test_a_group_whose_number_is_not_known_says_so() -> None:
    assert said(town(("a", 400, 90), ("not asked", None, 6)))[-1] == (
        "not asked: not known how many live here."
    )


def test_the_picture_holds_every_number_in_words() -> None:
    groups = who_came.compare(town(("a & b", 400, 90), ("c", 600, 10)), "age")
    html = who_came.bars_html(groups, "age")
    assert html.count("a &amp; b: 40 live here, 90 came.") == 2  # its label and its text
    assert html.count("<rect") == 4


def far_from_the_library() -> list[str]:
    """The two places from which under 7 people came, the larger first: their names may change."""
    rows = load("population").sort_values("people", ascending=False)
    return rows.loc[(rows["kind"] == "place") & (rows["came"] < 7), "group"].tolist()


def test_the_view_changes_with_the_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[dict[str, Any]] = []
    monkeypatch.setattr(session, "show", shown.append)
    who_came.who_came()
    by, picture = _instances[shown[0][forms.WIDGET_MIME]["model_id"]].children
    far, _also = far_from_the_library()
    assert f"{far}: 26 live here, 6 came." in picture.value
    by.value = "age"
    assert "25 to 44: 32 live here, 10 came." in picture.value
    assert far not in picture.value
    for group in (far, "25 to 44", "English"):  # all views, for a page without Python
        assert group in shown[0]["text/html"]


def test_where_nobody_can_choose_a_view_all_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[dict[str, Any]] = []
    monkeypatch.setattr(session, "show", shown.append)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    who_came.who_came()
    assert forms.WIDGET_MIME not in shown[0]
    assert shown[0]["text/html"].count("<figure") == 3


class TestPopulation:
    def test_each_view_adds_up_to_the_same_people(self) -> None:
        sums = load("population").groupby("kind")[["people", "came"]].sum()
        assert set(sums["people"]) == {20_000}
        assert set(sums["came"]) == {96}

    @pytest.mark.parametrize(
        ("kind", "groups"),
        [
            ("place", set(far_from_the_library())),
            ("age", {"16 to 24", "25 to 44"}),
            ("first language", {"The other languages together"}),
        ],
    )
    def test_those_who_hardly_came_are_those_the_readme_names(
        self, kind: str, groups: set[str]
    ) -> None:
        found = who_came.compare(load("population"), kind)
        assert {group.name for group in found if group.hardly_came} == groups

    def test_no_count_under_five_can_be_worked_out_from_what_is_shown(self) -> None:
        table = load("population")
        for kind in table["kind"].unique():
            rows = table[table["kind"] == kind].set_index("group")
            shown = [g.name for g in who_came.compare(table, kind) if g.came is not None]
            hidden = rows.loc[[name for name in rows.index if name not in shown], "came"]
            assert len(hidden) != 1, f"{kind}: one hidden count is what is left over"

    def test_there_is_one_group_too_small_for_a_share(self) -> None:
        table = load("population")
        assert table.loc[table["people"] < 30, "group"].tolist() == ["British Sign Language"]
        assert table.loc[table["people"].isna(), "group"].tolist() == ["Not asked"]

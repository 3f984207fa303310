"""A result split by group, and a table that gives nobody away."""

from __future__ import annotations

from functools import cache
from html import escape
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ipywidgets.widgets.widget import _instances
from matplotlib.text import Text

from champions.activities.left_behind.pages import (
    SPLITS,
    Gain,
    checks,
    gains,
    uptake_funnel,
    who_gained,
)
from champions.activities.small_cells.form import form
from champions.activities.small_cells.question import (
    CELLS,
    LANGUAGES,
    LEAST_SHOWN,
    POOL,
    HideCells,
    answer_for,
    counts,
    fewest,
    places,
    small,
    worked_out,
)
from champions.lesson import session
from champions.questions import forms
from champions.questions.scheme import load_scheme
from champions.questions.variants import Variant

pytestmark = pytest.mark.learner_floor
SOLUTIONS = Path(__file__).parent.parent / "solutions"
SEEDS = st.integers(0, 999_999)


def rise(gain: Gain) -> float:
    """By how many of each 100 a group rose."""
    assert gain.before is not None
    assert gain.since is not None
    return gain.since - gain.before


@cache
def question() -> HideCells:
    found = load_scheme(SOLUTIONS / "11-who-was-left-behind")["hide-cells"]
    assert isinstance(found, HideCells)
    return found


class TestSplit:
    def test_all_together_rose_and_one_group_stayed(self) -> None:
        (all_together,) = gains("nobody")
        english, another = gains("language")
        assert rise(all_together) > 8
        assert rise(english) > 10
        assert rise(another) < 5

    def test_on_the_bus_the_two_groups_part(self) -> None:
        found = {gain.name: gain for gain in gains("both")}
        assert rise(found["Clinic bus, English"]) > 25
        assert rise(found["Clinic bus, another first language"]) < 6

    def test_a_group_under_thirty_gets_no_share(self) -> None:
        rows = checks()
        place = rows["place"].iloc[0]
        few = rows[rows["place"] == place].groupby("since").head(2)
        (gain,) = gains("place", few)
        assert gain.before is None
        assert gain.said == f"{place}: too few people for a share."

    def test_the_funnel_names_all_five_groups_that_were_left_behind(self) -> None:
        plot = uptake_funnel()
        low = plot.points.index[plot.points["type"] == "below 99.8%"]
        assert sorted(low) == sorted(name for name in plot.points.index if "another" in name)
        assert len(low) == 5

    def test_each_view_says_its_numbers_in_words(self, monkeypatch: pytest.MonkeyPatch) -> None:
        shown: list[dict[str, Any]] = []
        monkeypatch.setattr(session, "show", shown.append)
        who_gained()
        box = _instances[shown[0][forms.WIDGET_MIME]["model_id"]]
        by, picture = box.children
        for split in SPLITS:
            by.value = split
            assert all(escape(gain.said) in picture.value for gain in gains(split))


class TestHiding:
    @given(SEEDS)
    def test_every_table_has_two_small_counts_in_two_rows_and_columns(self, seed: int) -> None:
        (a, b), (c, d) = sorted(small(seed))
        assert a != c
        assert b != d
        assert all(one >= 1 for row in counts(seed) for one in row)

    @settings(max_examples=40)
    @given(SEEDS)
    def test_the_fewest_are_the_corners_of_a_rectangle(self, seed: int) -> None:
        rows, columns = zip(*small(seed), strict=True)
        assert fewest(seed) == set(product(rows, columns))

    @given(st.frozensets(st.sampled_from(CELLS)))
    def test_a_cell_can_be_worked_out_just_when_no_other_table_has_the_same_totals(
        self, hidden: frozenset[tuple[int, int]]
    ) -> None:
        """A cell is free when it lies on a closed path of hidden cells, by turns in row and column."""
        bare = set(hidden)
        while True:  # a cell that is alone in its row or column is known; then the next one may be
            alone = {
                cell
                for cell in bare
                if sum(other[0] == cell[0] for other in bare) == 1
                or sum(other[1] == cell[1] for other in bare) == 1
            }
            if not alone:
                break
            bare -= alone
        assert hidden - bare <= worked_out(hidden)
        for cell in worked_out(hidden) & bare:  # a bridge between two closed paths
            assert not _on_a_closed_path(cell, bare)
        for cell in hidden - worked_out(hidden):
            assert _on_a_closed_path(cell, bare)

    def test_a_table_is_the_same_when_the_marker_makes_it_again(self) -> None:
        first = counts(2611)
        counts.cache_clear()  # the marker makes it in another process, on another day
        assert counts(2611) == first
        # Kept as it is: a table that a champion saw must not change under anybody.
        assert first == ((42, 3, 43), (46, 11, 30), (3, 22, 44), (35, 16, 25))

    @settings(max_examples=20)
    @given(SEEDS)
    def test_the_marker_knows_each_champions_table(self, seed: int) -> None:
        asked = question()
        assert asked.mark(answer_for(seed)).state == "right"
        alone = asked.mark(answer_for(seed, small))
        assert alone.outcome == "hide-only-the-small-ones"
        assert asked.mark(answer_for(seed, lambda _: CELLS)).points == 0

    def test_an_answer_from_elsewhere_is_not_read(self) -> None:
        for wrong in (
            {"hidden": [[0, 0]]},
            {"seed": -1, "hidden": [[0, 0]]},
            {"seed": 1, "hidden": [3]},
        ):
            assert question().mark(wrong).state == "not read"
        assert question().mark({"seed": 5, "hidden": []}).state == "not tried"

    def test_in_words_the_table_and_its_stars_are_named(self) -> None:
        said = question().in_words(answer_for(2611))
        assert said[0] == "Table number 2611."
        assert said[1].count(";") == 3

    def test_the_form_hides_what_is_pressed_and_keeps_its_table(self) -> None:
        told: list[tuple[Any, bool]] = []
        picture, *groups, check, again, _ = form(question(), None, lambda a, c: told.append((a, c)))
        pressed = groups[1].children[1].children[2]
        pressed.value = True
        assert pressed.description == f"{LANGUAGES[2]}: hidden"
        assert pressed.tooltip == f"{places()[1]}, {LANGUAGES[2]}"
        assert "1 count is hidden." in picture.value
        check.click()
        answer, checked = told[-1]
        assert checked
        assert answer["hidden"] == [[1, 2]]
        table = Variant(POOL, answer["variant"])
        assert 0 < len(small(table)) < LEAST_SHOWN
        again.click()
        assert told[-1][0] == {**answer, "hidden": []}
        kept = form(question(), answer, lambda *_: None)
        # In the row of that place alone: in another, the same two numbers may stand beside each other.
        rows = picture.value.replace("0 counts are", "1 count is").split("<tr>")
        at = next(n for n, row in enumerate(rows) if f">{places()[1]}</th>" in row)
        row = counts(table)[1]
        ending = f"<td>{row[2]}</td><td>{sum(row)}</td></tr>"
        assert rows[at].endswith(ending)
        rows[at] = (
            f"{rows[at].removesuffix(ending)}<td><strong>*</strong></td><td>{sum(row)}</td></tr>"
        )
        assert kept[0].value == "<tr>".join(rows)


def _on_a_closed_path(cell: tuple[int, int], cells: set[tuple[int, int]]) -> bool:
    """True when one can go from the cell's row to its column through other cells."""
    others = cells - {cell}
    rows, columns = {cell[0]}, set[int]()
    while True:
        more = {c for r, c in others if r in rows} | columns
        back = {r for r, c in others if c in more} | rows
        if (more, back) == (columns, rows):
            return cell[1] in columns
        rows, columns = back, more


def test_names_on_the_funnel_stand_apart_and_on_the_picture() -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5.2, 4.2), dpi=100)
    FigureCanvasAgg(figure)
    uptake_funnel().draw_on(figure, "screen")
    figure.canvas.draw()
    boxes = [text.get_window_extent() for text in figure.findobj(Text) if ", " in text.get_text()]
    assert len(boxes) >= 5  # those furthest out first; the reading below the picture names all
    for at, box in enumerate(boxes):
        assert box.x0 >= 0
        assert box.x1 <= figure.bbox.x1
        assert not any(box.overlaps(other) for other in boxes[at + 1 :])

"""Which chart for which numbers: each case on each chart, and the advice for one's own."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from champions.activities.choosing import question as choosing
from champions.activities.choosing.form import form
from champions.activities.choosing.question import (
    BASES,
    CASES,
    CHANCES,
    CHARTS,
    DOTS,
    LENGTHS,
    ChartChooser,
    advise,
    board,
    drawn,
)

pytestmark = pytest.mark.learner_floor

#: Where a chart cannot be drawn, and words stand in its place.
WITHOUT_PICTURE = {(case, "help") for case in CASES}
WITHOUT_PICTURE |= {(case, "g") for case in CASES if case != "falls"}
WITHOUT_PICTURE |= {(case, "p") for case in ("wait", "visits", "falls")}


@pytest.mark.parametrize(("case", "kind"), [*product(CASES, CHARTS)])
def test_every_case_on_every_chart_is_drawn_or_says_why_not(case: str, kind: str) -> None:
    shown = drawn(case, kind)
    assert shown.startswith("<p>")
    assert ("<img alt=" in shown) == ((case, kind) not in WITHOUT_PICTURE)


def test_the_p_chart_calls_out_the_strike_and_the_xmr_chart_only_the_small_weeks() -> None:
    called = {
        kind: {point for signal in choosing.reach_chart(kind).signals for point in signal.points}
        for kind in ("p", "i")
    }
    assert called == {"p": {14}, "i": {8, 25}}


def test_ordinary_limits_for_thousands_of_letters_call_out_many_quiet_months() -> None:
    outside = {
        kind: sum(signal.rule == "outside" for signal in choosing._letters_chart(kind).signals)
        for kind in ("p", "i")
    }
    assert outside["p"] >= 6
    assert outside["i"] == 0


def test_falls_by_the_week_cannot_be_read_and_days_between_show_the_longer_gaps() -> None:
    assert "chart the days between" in choosing.falls_chart("run").reading
    said = choosing.falls_chart("g").reading
    assert "The days between falls stood above the upper limit at 8 points" in said
    assert "on the better side" in said
    assert "unlikely to be chance" in said


def test_the_board_draws_each_case_that_was_placed_in_the_order_of_the_list() -> None:
    assert "Choose a chart" in board({})
    shown = board({"letters": "help", "wait": "p"})
    assert shown.index("befriender") < shown.index("letters")
    assert "<img" not in shown


@pytest.mark.parametrize(
    ("answers", "chart"),
    [
        (("unsure", "many", "huge", "same"), "Ask for help first"),
        (("rare", "few", "", ""), "A chart of days between"),
        (("measure", "few", "", ""), "A run chart"),
        (("share", "few", "middle", ""), "A run chart"),
        (("measure", "some", "", ""), "An XmR chart"),
        (("share", "many", "small", ""), "A run chart, or longer times for each dot"),
        (("share", "many", "middle", ""), "A p chart"),
        (("share", "many", "huge", ""), "Ask for help: a p′ chart"),
        (("count", "many", "", "differs"), "A u chart, with some help"),
        (("count", "many", "", "same"), "An XmR chart, or a c chart with some help"),
    ],
)
def test_the_advice_goes_by_the_dot_then_its_number_then_what_it_rests_on(
    answers: tuple[str, str, str, str], chart: str
) -> None:
    assert advise(*answers).chart == chart


@pytest.mark.parametrize("dot", ["measure", "share", "count"])
def test_limits_from_under_twenty_dots_are_called_provisional(dot: str) -> None:
    assert "provisional" in advise(dot, "some", "middle", "same").beware
    assert "provisional" not in advise(dot, "many", "middle", "same").beware


def test_every_way_through_the_questions_ends_in_advice() -> None:
    for answers in product(DOTS, LENGTHS, BASES, CHANCES):
        found = advise(*answers)
        assert found.chart
        assert found.why.endswith(".")
        assert found.beware.endswith(".")


CHOOSER = ChartChooser(id="chooser", ask="Which chart?")


def test_the_chooser_asks_only_what_it_needs() -> None:
    kept: list[Any] = []
    dot, length, base, chance, said = form(CHOOSER, None, lambda given, _: kept.append(given))

    def asked() -> list[bool]:
        return [box.layout.display != "none" for box in (length, base, chance)]

    assert asked() == [False, False, False]
    dot.value = "share"
    assert asked() == [True, False, False]
    length.value = "many"
    assert asked() == [True, True, False]
    assert "Answer the question above" in said.value
    base.value = "middle"
    assert "A p chart." in said.value
    dot.value = "rare"
    assert asked() == [False, False, False]
    assert "days between" in said.value
    assert kept[-1] == {"dot": "rare"}
    assert {"dot": "share", "length": "many", "base": "middle"} in kept


def test_a_choice_that_was_kept_is_there_again_and_is_never_marked() -> None:
    kept = {"dot": "share", "length": "many", "base": "middle"}
    *boxes, said = form(CHOOSER, kept, lambda *_: None)
    assert [box.value for box in boxes] == ["share", "many", "middle", ""]
    assert "A p chart." in said.value
    assert CHOOSER.mark(kept).state == "kept"
    assert CHOOSER.mark({"dot": "share"}).state == "started"
    assert CHOOSER.mark(kept).out_of == 0
    assert CHOOSER.in_words(kept)[-1] == "To begin with: A p chart."


@pytest.mark.parametrize("odd", [None, 3, [], {"dot": []}, {"dot": "hat", "base": "huge"}])
def test_what_the_chooser_never_writes_is_no_choice(odd: Any) -> None:
    assert CHOOSER.mark(odd).state == "not tried"
    assert CHOOSER.in_words(odd) == ("Nothing chosen yet.",)
    assert form(CHOOSER, odd, lambda *_: None)[0].value == ""

"""A long table, as public data have it: which place and which measure is meant is asked, never added up."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from champions.own_data.form import _Form
from champions.own_data.personal import looks_like
from champions.own_data.places import ALL
from champions.own_data.proposal import Choice, propose
from champions.own_data.question import OwnNumbers
from champions.own_data.table import OwnData, read_own_data

pytestmark = pytest.mark.learner_floor

PLACES = {"RA9": "Torbay and South Devon", "RH8": "Royal Devon", "RK9": "Plymouth Hospitals"}
MONTHS = [f"{year}-{month:02d}-01" for year in (2024, 2025) for month in range(1, 13)]


def long_table(
    *, measures: tuple[str, ...] = ("Admissions", "Visits"), shuffled: bool = False
) -> str:
    rows = [
        f"{month},{code},{name},{measure},{100 * at + 10 * which + when}"
        for when, month in enumerate(MONTHS)
        for at, (code, name) in enumerate(PLACES.items())
        for which, measure in enumerate(measures)
    ]
    if shuffled:
        np.random.default_rng(1).shuffle(rows)
    return "\n".join(["Period,Org Code,Org Name,Measure,Value", *rows, ""])


def read(text: str) -> OwnData:
    return read_own_data(text.encode())


@pytest.mark.parametrize("shuffled", [False, True])
def test_one_line_of_a_long_table_is_drawn_once_its_place_and_measure_are_chosen(
    shuffled: bool,
) -> None:
    own = read(long_table(shuffled=shuffled))
    first = propose(own)
    assert first.line is None
    assert 'different names in "Org Name"' in first.wrong
    assert first.pickers[0].names == tuple(sorted(PLACES.values()))
    second = propose(own, Choice(places={"Org Name": "Royal Devon"}))
    assert second.line is None
    assert second.pickers[1].names == ("Admissions", "Visits")
    last = propose(own, Choice(places={"Org Name": "Royal Devon", "Measure": "Visits"}))
    assert last.line is not None
    assert last.line.values == tuple(float(110 + when) for when in range(24))
    assert last.span == "24 dots, from 1 January 2024 to 1 December 2025."


def test_a_name_and_its_code_are_asked_for_once() -> None:
    asked = propose(read(long_table(measures=("Visits",)))).pickers
    assert [picker.column for picker in asked] == ["Org Name"]


def test_all_together_is_a_choice_and_then_says_that_rows_were_added() -> None:
    own = read(long_table(measures=("Visits",)))
    made = propose(own, Choice(places={"Org Name": ALL}, every="month"))
    assert made.line is not None
    assert made.line.values[0] == 0 + 100 + 200
    assert any("added them up" in said for said in made.line.said)
    assert propose(own, Choice(every="month")).line is None  # not without having been asked


def test_a_name_that_is_not_in_the_table_is_asked_for_again() -> None:
    made = propose(read(long_table()), Choice(places={"Org Name": "Nowhere"}))
    assert made.line is None
    assert made.pickers[0].chosen == ""


def test_a_table_with_one_row_a_time_or_with_rows_that_nothing_tells_apart_is_not_asked_about() -> (
    None
):
    plain = "\n".join(["Month,Area,Calls", *(f"{m},North,{at}" for at, m in enumerate(MONTHS)), ""])
    assert propose(read(plain)).pickers == ()
    log = "\n".join(
        [
            "Date,Reason",
            *(f"2025-01-{1 + at // 3:02d},{'abcdefghij'[at * 7 % 10]} late" for at in range(30)),
            "",
        ]
    )
    assert propose(read(log)).pickers == ()


def test_gaps_in_a_long_table_stay_gaps_of_that_place() -> None:
    rows = [
        row for row in long_table(measures=("Visits",)).split("\n") if "2024-03-01,RH8" not in row
    ]
    made = propose(read("\n".join(rows)), Choice(places={"Org Name": "Royal Devon"}, every="month"))
    assert made.line is not None
    assert made.line.values[:4] == (100, 101, None, 103)


def test_in_the_form_each_list_comes_when_it_is_needed_and_a_new_file_begins_anew() -> None:
    kept: dict[str, Any] = {}

    def keep(answer: Any, _now: bool) -> None:
        kept.update(answer)

    form = _Form(OwnNumbers(id="own", ask="Your numbers"), {}, keep)
    form.widgets()
    form.way.value = "file"

    def upload(text: str) -> None:
        raw = text.encode()
        form.upload.value = (
            {"name": "long.csv", "type": "text/csv", "size": len(raw), "content": memoryview(raw),
             "last_modified": datetime.now(UTC)},
        )  # fmt: skip

    def shown() -> list[str]:
        return [box.description for box in form.places if box.layout.display != "none"]

    upload(long_table())
    assert shown() == ['Which of the names in "Org Name"?']
    form.places[0].value = "Royal Devon"
    assert len(shown()) == 2
    form.places[1].value = "Visits"
    form._confirm()
    assert kept["values"][:3] == [110, 111, 112]
    form.places[0].value = "Plymouth Hospitals"  # another place, the same measure
    form._confirm()
    assert kept["values"][:3] == [210, 211, 212]
    upload("\n".join(["Month,Calls", *(f"{m},{at % 5}" for at, m in enumerate(MONTHS)), ""]))
    assert shown() == []
    form._confirm()
    assert kept["values"][:3] == [0, 1, 2]


@pytest.mark.parametrize(
    "head", ["Org Name", "Trust name", "Ward names", "Local authority name", "Hospital name"]
)
def test_the_name_of_a_place_is_no_name_of_a_person(head: str) -> None:
    import pandas as pd

    assert looks_like(head, pd.Series([*PLACES.values(), "Royal Free London"])) == ""
    for personal in ("Name", "Patient name", "Staff name", "Full name"):
        assert looks_like(personal, pd.Series(["Anna Smith", "Ben Sample"])) == "names of people"

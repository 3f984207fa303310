"""Own numbers in the forms of other places and programs: never a date as a number, never an order turned round."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest

from champions.own_data.elsewhere import in_english
from champions.own_data.proposal import Proposal, propose
from champions.own_data.table import NotRead, OwnData, read_own_data

pytestmark = pytest.mark.learner_floor

FALL = (30, 31, 29, 32, 30, 31, 28, 30, 18, 17, 19, 18, 16, 18, 17, 19)
DAYS = [date(2024, 11, 4) + timedelta(7 * at) for at in range(16)]
WEEKS = [day.isocalendar() for day in DAYS]
MONTHS = [(2023 + (8 + at) // 12, (8 + at) % 12 + 1) for at in range(16)]
ENGLISH = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


MONTHS_DE = (
    *(
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
    ),
    *("November", "Dezember"),
)


def table(head: str, *columns: Sequence[object]) -> OwnData:
    rows = [";".join(map(str, row)) for row in zip(*columns, strict=True)]
    return read_own_data("\n".join([head, *rows, ""]).encode())


def names(words: str) -> list[str]:
    """Month by month from September 2023, in the words of a language."""
    each = words.split()
    return [f"{each[month - 1]} {year}" for year, month in MONTHS]


#: A heading, and 16 times that go over the turn of a year, as people and programs write them.
TIMES: dict[str, tuple[str, list[str]]] = {
    **{
        f"week as {form}": ("Week", [form.format(w=one.week, y=one.year) for one in WEEKS])
        for form in (
            "Woche {w}", "Semaine {w}", "sem. {w}", "tydzień {w}", "uke {w}", "v. {w}", "settimana {w}",
            "semana {w}", "Wythnos {w}", "W/K {w}", "{y}{w:02d}", "{w:02d}/{y}", "{w}-{y}", "KW {w}/{y}",
        )
    },
    **{
        f"quarter as {form}": (
            "Quarter", [form.format(q=at % 4 + 1, y=2021 + at // 4, s=21 + at // 4) for at in range(16)],
        )
        for form in (
            "{q}Q{s}", "Q{q} FY{s}", "Q{q}-{s}", "Q{q}/{s}", "{q}. Quartal {y}", "{y}/Q{q}", "{q}º trimestre {y}",
            "K{q} {y}", "T{q} {y}",
        )
    },
    "months in German": ("Monat", names("Jan Feb Mär Apr Mai Juni Juli Aug Sept Okt Nov Dez")),
    "months in French": ("Mois", names("janvier février mars avril mai juin juillet août septembre octobre novembre "
                                       "décembre")),
    "months in Polish": ("Miesiąc", names("sty lut mar kwi maj cze lip sie wrz paź lis gru")),
    "months in Spanish": ("Mes", names("ene feb mar abr may jun jul ago sep oct nov dic")),
    "months in Czech": ("Měsíc", names("leden únor březen duben květen červen červenec srpen září říjen listopad "
                                       "prosinec")),
    "days in German": ("Datum", [f"Montag, {day.day}. {MONTHS_DE[day.month - 1]} {day.year}" for day in DAYS]),
    "half years": ("Half year", [f"{2016 + at // 2} H{at % 2 + 1}" for at in range(16)]),
    "months in Welsh": ("Mis", names("Ion Chwef Maw Ebr Mai Meh Gorff Awst Medi Hyd Tach Rhag")),
    "months as numbers": ("Month", [f"{year}{month:02d}" for year, month in MONTHS]),
    "month, then year": ("Month", [f"{month:02d}/{year}" for year, month in MONTHS]),
    "year, then month": ("Month", [f"{year} {ENGLISH[month - 1]}" for year, month in MONTHS]),
    "days as numbers": ("Date", [f"{day:%Y%m%d}" for day in DAYS]),
    "days without a year": ("Tag", [f"{day.day}.{day.month}." for day in DAYS]),
    "days of a month": ("Day", [f"{day.day} {day:%b}" for day in DAYS]),
    "spans of days": ("Week", [f"{day:%d/%m/%Y} - {day + timedelta(6):%d/%m/%Y}" for day in DAYS]),
    "spans in words": ("Week", [f"{day:%d %b %Y} to {day + timedelta(6):%d %b %Y}" for day in DAYS]),
    "seconds since 1970": ("timestamp", [str(1_730_678_400 + 604_800 * at) for at in range(16)]),
    "Excel's days with a time": ("Received", [f"{45_000 + at}.{375 + at}" for at in range(16)]),
    "days with at": ("Sent", [f"{day:%d %B %Y} at 09:15" for day in DAYS]),
}  # fmt: skip


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("form", TIMES)
def test_a_fall_stays_a_fall_in_every_form_of_time(form: str, newest_first: bool) -> None:
    head, times = TIMES[form]
    way = -1 if newest_first else 1
    made = propose(table(f"{head};Calls", times[::way], FALL[::way]))
    assert made.time == head
    assert made.value == "Calls"
    assert made.line is not None
    assert made.line.values == FALL


def test_a_number_that_was_read_as_a_day_is_put_to_the_person() -> None:
    made = propose(table("Date;Calls", [f"{day:%Y%m%d}" for day in DAYS], FALL))
    assert made.span == "16 dots, from 4 November 2024 to 17 February 2025."
    assert '"20241104" was read as 4 November 2024.' in made.asks


def test_what_is_english_already_stays_as_it_is() -> None:
    import pandas as pd

    cells = pd.Series(["march 2025", "4 may 2025", "mar", "Ann", "2025-01-06", ""])
    assert in_english(cells).tolist() == [
        "march 2025",
        "4 may 2025",
        "mar",
        "ann",
        "2025-01-06",
        "",
    ]


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("Month", [ENGLISH[month - 1] for _, month in MONTHS]),
        ("Month", [str(month) for _, month in MONTHS]),
    ],
)
def test_a_year_and_a_month_in_two_columns_are_one_time(head: str, cells: list[str]) -> None:
    made = propose(table(f"Year;{head};Falls", [year for year, _ in MONTHS], cells, FALL))
    assert made.time == head
    assert made.value == "Falls"
    assert made.span == "16 dots, from 1 September 2023 to 1 December 2024."


def test_a_financial_year_and_a_month_are_the_month_of_that_year() -> None:
    years = ["2023/24"] * 7 + ["2024/25"] * 9
    made = propose(
        table("Year;Month;Falls", years, [ENGLISH[month - 1] for _, month in MONTHS], FALL)
    )
    assert made.span == "16 dots, from 1 September 2023 to 1 December 2024."


WARDS = [f"Ward {at}" for at in range(1, 9)]


@pytest.mark.parametrize(
    "word",
    [
        "Ukupno",
        "kokku",
        "Jumlah",
        "Tổng cộng",
        "Wszystkie",
        "All wards",
        "Sum of calls",
        "Everything here",
    ],
)
def test_a_last_row_that_adds_up_the_others_is_no_dot_in_any_language(word: str) -> None:
    made = propose(table("Where;Calls", [*WARDS, word], [*FALL[:8], sum(FALL[:8])]))
    assert made.line is not None
    assert made.line.values == FALL[:8]


def test_a_last_row_that_does_not_add_up_stays() -> None:
    made = propose(table("Where;Calls", [*WARDS, "Ward 9"], [*FALL[:8], sum(FALL[:8]) + 1]))
    assert made.line is not None
    assert len(made.line.values) == 9


@pytest.mark.parametrize(
    "sign",
    [
        "<5",
        "<5*",
        "≤4",
        "1 to 4",
        "s",
        "(s)",
        "low",
        "[low]",
        "weniger als 5",
        "moins de 5",
        "under 5",
    ],
)
def test_a_hidden_count_is_called_hidden(sign: str) -> None:
    own = table(
        "Month;Falls",
        [f"{one} 2025" for one in ENGLISH],
        [7, 8, sign, 9, 7, sign, 8, 10, 7, 9, 8, 7],
    )
    assert "hid small counts" in " ".join(own.understood)
    assert own.mend == ()


@pytest.mark.parametrize("sign", ["x", "[x]", "z", ":", "..", "#", "†"])
def test_nobody_is_asked_to_find_the_number_behind_a_sign(sign: str) -> None:
    own = table(
        "Month;Falls",
        [f"{one} 2025" for one in ENGLISH],
        [7, 8, sign, 9, 7, sign, 8, 10, 7, 9, 8, 7],
    )
    said = " ".join(own.mend)
    assert "Was a small count hidden? Then leave it so." in said
    assert "narrow" not in said
    assert propose(own).line.values[2] is None  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["PT1H30M", "PT45M", "PT2H"], [90, 45, 120]),
        (["(12)", "9", "10"], [-12, 9, 10]),
        (["CHF 1'200.50", "CHF 900", "CHF 950"], [1200.5, 900, 950]),
        (["¥1200", "¥900", "¥1,100"], [1200, 900, 1100]),
        (["987", "1'043", "1’102"], [987, 1043, 1102]),
        (["١٢", "١٥", "٩"], [12, 15, 9]),
        (["１２", "１５", "９"], [12, 15, 9]),
        (["9½", "½", "12"], [9.5, 0.5, 12]),
    ],
)
def test_numbers_are_read_as_what_they_are(cells: list[str], values: list[float]) -> None:
    own = table("Day;Amount", [f"{day}" for day in DAYS[:3]], cells)
    assert own.table["Amount"].tolist() == values


def test_two_numbers_in_a_cell_are_told() -> None:
    own = table("Day;Late", DAYS[:4], ["12 of 48", "9 of 45", "10 of 46", "8 of 44"])
    assert 'such as "12 of 48". Put them in two columns' in " ".join(own.understood)
    assert propose(own).value is None


@pytest.mark.parametrize(
    "head",
    [
        "Patient number",
        "Case ref",
        "Booking no.",
        "S/N",
        "Membership no",
        "Hospital number",
        "Member",
    ],
)
@pytest.mark.parametrize("made", [lambda at: 4567 + 13 * at, lambda at: 200_001 + 3 * at])
def test_a_number_of_a_person_or_a_case_is_not_drawn(head: str, made: Callable[[int], int]) -> None:
    own = table(f"Date;{head};Wait", DAYS, [made(at) for at in range(16)], FALL)
    assert propose(own).value == "Wait"


def test_hours_of_the_day_are_no_number_to_draw() -> None:
    made = propose(table("Hour;Calls", [f"{hour:02d}:00" for hour in range(8, 24)], FALL))
    assert made.value == "Calls"


def test_days_of_the_week_beside_weeks_are_no_places() -> None:
    days = ["Mon", "Tue", "Wed", "Thu", "Fri"] * 3
    made: Proposal = propose(
        table("Week;Day;Visitors", [at // 5 + 1 for at in range(15)], days, FALL[:15])
    )
    assert made.pickers == ()


def test_letters_that_are_no_table_are_refused_in_words() -> None:
    with pytest.raises(NotRead):
        read_own_data(b"\x00\x01\x02")

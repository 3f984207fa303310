"""What a table of a champion's own is taken for, put to them before anything is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from champions.own_data.cells import read_dates, read_numbers
from champions.own_data.proposal import Choice, Proposal, propose
from champions.own_data.question import Line, chart_of
from champions.own_data.table import OwnData, WhichSheet, read_own_data
from champions.own_data.totals import says_total

pytestmark = pytest.mark.learner_floor

#: A series that falls: nobody may make a rise of it.
FALL = (30, 31, 29, 32, 30, 31, 29, 30, 21, 20, 22, 19, 21, 20, 22, 21)


def table(head: str, rows: Sequence[str]) -> OwnData:
    return read_own_data("\n".join([head, *rows, ""]).encode())


def series(times: Sequence[object], values: Sequence[object] = FALL, head: str = "When") -> OwnData:
    rows = [f"{when},{value}" for when, value in zip(times, values, strict=False)]
    return table(f"{head},Calls", rows)


def line(made: Proposal) -> Line:
    assert made.line is not None, made.wrong
    return made.line


def asked(made: Proposal) -> str:
    return " ".join(made.asks)


def roles(made: Proposal) -> dict[str, str]:
    return {one.name: one.role for one in made.columns}


def reading(made: Proposal) -> str:
    found = line(made)
    answer = {"when": list(found.when), "values": list(found.values), "what": "Calls"}
    return chart_of(answer).reading


WEEKS = [*range(46, 53), *range(1, 10)]
MONTHS = pd.period_range("2024-05", periods=16, freq="M")


class TestOrder:
    @pytest.mark.parametrize(
        ("head", "times"),
        [
            ("Week", WEEKS),
            ("week no", WEEKS),
            ("When", [f"Week {week}" for week in WEEKS]),
            ("When", [f"wk {week}" for week in WEEKS]),
            ("When", [f"{2024 + (week < 40)}-W{week:02d}" for week in WEEKS]),
            ("When", [f"Week {week} {2024 + (week < 40)}" for week in WEEKS]),
            ("Month", [month.strftime("%b %Y") for month in MONTHS]),
            ("Quarter", [f"Q{at % 4 + 1} {2020 + at // 4}" for at in range(16)]),
            ("Quarter", [f"{2020 + at // 4}/{21 + at // 4} Q{at % 4 + 1}" for at in range(16)]),
            ("Year", [f"{2004 + at}/{5 + at:02d}" for at in range(16)]),
            ("Year", [2004 + at for at in range(16)]),
            ("Day", [("Mon", "Tue", "Wed", "Thu", "Fri")[at % 5] for at in range(16)]),
        ],
    )
    @pytest.mark.parametrize("newest_first", [False, True])
    def test_a_fall_stays_a_fall_whichever_row_stands_first(
        self, head: str, times: list[object], newest_first: bool
    ) -> None:
        way = -1 if newest_first else 1
        made = propose(series(times[::way], FALL[::way], head))
        assert made.time == head
        assert list(line(made).values) == list(FALL)
        assert "fell" in reading(made)
        assert ("newest first" in made.order or "goes down" in made.order) is newest_first

    def test_the_turn_of_the_year_is_said_with_the_first_and_the_last_week(self) -> None:
        made = propose(series(WEEKS, head="Week"))
        assert made.span == "16 dots, from Week 46 to Week 9."
        assert "over the turn of the year" in made.order

    def test_days_of_the_week_that_come_round_are_numbered_and_turn_no_year(self) -> None:
        made = propose(series(["Mon", "Tue", "Wed", "Thu", "Fri"] * 3, head="Day"))
        assert made.span == "15 dots, from 1 to 15."
        assert "more than once round" in made.order
        assert "year" not in made.order
        over = propose(series(["Fri", "Sat", "Sun", "Mon", "Tue"], head="Day"))
        assert "into the next week" in over.order

    @pytest.mark.parametrize(
        "labels",
        [
            [f"Ward {letter}" for letter in "QWERTYUIOPASDFGH"],
            [f"Round {at}" for at in range(16)],
            [f"visit-{at}x" for at in range(16)],
        ],
    )
    def test_an_order_that_only_the_file_gives_is_asked_about(self, labels: list[str]) -> None:
        made = propose(series(labels, head="Where"))
        assert "No date says which row is the oldest" in asked(made)
        turned = propose(series(labels, head="Where"), Choice(order="newest"))
        assert list(line(turned).values) == list(FALL[::-1])
        assert "oldest" not in asked(turned)

    @settings(deadline=None, max_examples=60)
    @given(
        st.integers(1, 52),
        st.integers(8, 40),
        st.booleans(),
        st.sampled_from(["{}", "Week {}", "wk {}", "W{}"]),
    )
    def test_week_numbers_keep_their_order_over_any_new_year(
        self, first: int, count: int, back: bool, form: str
    ) -> None:
        weeks = [(first + at - 1) % 52 + 1 for at in range(count)]
        values = list(range(100, 100 + 3 * count, 3))
        way = -1 if back else 1
        made = propose(series([form.format(one) for one in weeks][::way], values[::way], "Week"))
        assert list(line(made).values) == values
        assert line(made).when[0].endswith(str(weeks[0]))

    @settings(deadline=None, max_examples=60)
    @given(
        st.dates(date(1995, 1, 1), date(2090, 1, 1)),
        st.integers(1, 35),
        st.sampled_from(
            ["%Y-%m-%d", "%d %B %Y", "%G-W%V", "%Y-%m-%d %H:%M:%S UTC", "%d/%m/%Y 09:15 BST"]
        ),
        st.randoms(use_true_random=False),
    )
    def test_dates_in_any_order_of_rows_give_one_line(
        self, start: date, step: int, form: str, random: object
    ) -> None:
        days = [start + timedelta(days=max(step, 7) * at) for at in range(14)]
        pairs = list(zip([day.strftime(form) for day in days], FALL, strict=False))
        random.shuffle(pairs)  # type: ignore[attr-defined]
        made = propose(series([one for one, _ in pairs], [two for _, two in pairs]))
        if "/" not in form:  # where no day is past 12, day and month are asked about
            assert list(line(made).values) == list(FALL[:14])
        assert made.time == "When"


class TestDates:
    def read(self, *texts: str, name: str = "Date") -> list[str]:
        found = read_dates(pd.Series(list(texts), dtype=object), name=name)
        return [str(day)[:10] for day in found.values]

    @pytest.mark.parametrize(
        "stamp",
        [
            *(
                "2026-08-03 09:15:30 UTC",
                "2026/08/03 9:15:30 am GMT+1",
                "2026-08-03T09:15:30+01:00",
            ),
            *(
                "2026-08-03T09:15:30.123Z",
                "3 Aug 2026 09:15 BST",
                "2026-08-03 09:15:30 (UTC+01:00)",
            ),
            *(
                "2026-08-03T09:15:30+01:00[Europe/London]",
                "2026-08-03 21:15 CEST",
                "2026-08-03 9:15\u202fPM",
            ),
        ],
    )
    def test_time_stamps_with_zones_are_the_day_that_they_say(self, stamp: str) -> None:
        assert self.read(stamp) == ["2026-08-03"]

    def test_the_change_of_the_clocks_moves_no_day(self) -> None:
        stamps = [
            "2025-03-29T23:30:00+00:00",
            "2025-03-30T00:30:00+00:00",
            "2025-03-31T00:30:00+01:00",
        ]
        assert self.read(*stamps) == ["2025-03-29", "2025-03-30", "2025-03-31"]

    @pytest.mark.parametrize("sign", ["-", "/", "."])
    def test_a_short_year_first_is_found_by_days_that_lie_together(self, sign: str) -> None:
        days = [date(2025, 1, 6) + timedelta(days=7 * at) for at in range(12)]
        made = propose(series([day.strftime(f"%y{sign}%m{sign}%d") for day in days]))
        assert made.span == "12 dots, from 6 January 2025 to 24 March 2025."
        assert "with the year first" in asked(made)

    def test_a_day_first_stays_so_where_that_lies_together(self) -> None:
        days = [date(2025, 1, 6) + timedelta(days=7 * at) for at in range(12)]
        made = propose(series([day.strftime("%d-%m-%y") for day in days]))
        assert made.span == "12 dots, from 6 January 2025 to 24 March 2025."
        assert made.asks == ()

    @pytest.mark.parametrize("start", [date(2025, 1, 6), date(2024, 9, 2), date(2026, 2, 3)])
    def test_a_file_half_turned_by_excel_is_turned_back_and_asked_about(self, start: date) -> None:
        days = [start + timedelta(days=7 * at) for at in range(16)]
        texts = [
            f"{day:%d/%m/%Y}" if day.day > 12 else f"{day.year}-{day.day:02d}-{day.month:02d}"
            for day in days
        ]
        made = propose(series(texts))
        assert line(made).when == tuple(day.isoformat() for day in days)
        assert "Excel had turned day and month round" in asked(made)

    @pytest.mark.parametrize("head", ["Week", "week starting", "ISO week"])
    def test_a_year_and_a_number_under_week_is_a_week(self, head: str) -> None:
        made = propose(series([f"2025-{week:02d}" for week in range(1, 13)], head=head))
        assert made.span == "12 dots, from 30 December 2024 to 17 March 2025."
        assert "is a week" in asked(made)

    @pytest.mark.parametrize("head", ["w/c", "Week beginning", "Monday", "W/E", "x"])
    @pytest.mark.parametrize("step", [1, 7])
    def test_excels_day_numbers_are_days_and_are_asked_about(self, head: str, step: int) -> None:
        made = propose(series([45663 + step * at for at in range(12)], head=head))
        assert (made.time, made.value) == (head, "Calls")
        assert line(made).when[0] == "2025-01-06"
        assert "Excel's way to keep a day" in asked(made)

    def test_two_rows_that_cannot_be_read_are_not_typed_twice(self) -> None:
        own = table("Date,Wait", ["13/01/2025,4", "14/01/2025,5", "01/15/2025,6", "01/16/2025,6"])
        assert len([one for one in own.mend if "Write a date" in one]) == 2
        assert "typed twice" not in " ".join(own.mend)


class TestTheNumber:
    @pytest.mark.parametrize(
        ("head", "first"),
        [
            ("ID", list(range(1, 17))),
            ("Respondent ID", [11405877000 + 37 * at for at in range(16)]),
            ("Collector ID", [4567890] * 16),
            ("#", list(range(1, 17))),
            ("Ticket no", [10_204 + 3 * at for at in range(16)]),
            ("rowid", list(range(16))),
            ("Visit", list(range(16, 0, -1))),
        ],
    )
    def test_what_numbers_the_rows_is_left_out(self, head: str, first: list[int]) -> None:
        rows = [f"{one},2025-01-{at + 1:02d},{FALL[at]}" for at, one in enumerate(first)]
        made = propose(table(f"{head},Date,Calls", rows))
        assert (roles(made)[head], made.value) == ("out", "Calls")
        chosen = propose(table(f"{head},Date,Calls", rows), Choice(value=head))
        assert "looks like a number for each row" in asked(chosen)

    def test_a_form_tools_export_gives_the_question_and_leaves_people_out(self) -> None:
        rows = [
            f"{at},8/{at + 9}/26 12:51,8/{at + 9}/26 12:54,a{at}@example.org,{FALL[at]}"
            for at in range(1, 9)
        ]
        made = propose(table("ID,Start time,Completion time,Email,How many visitors?", rows))
        assert roles(made) == {
            "ID": "out",
            "Start time": "time",
            "Completion time": "out",
            "Email": "personal",
            "How many visitors?": "number",
        }
        assert 'More than one column holds dates. We took "Start time".' in made.asks

    def test_the_first_of_more_columns_is_said_to_be_that(self) -> None:
        made = propose(
            table("Date,Calls,Visits", [f"2025-01-0{at},{at % 3},{at % 2}" for at in range(1, 9)])
        )
        assert made.number == (
            '"Calls" is drawn: it is the first of 2 columns of numbers. You can choose another.'
        )

    @pytest.mark.parametrize(
        "sign", ["<5", "< 5", "*", "c", "[c]", "under 5", "≤4", "1-4", "fewer than 5"]
    )
    def test_a_hidden_count_is_a_gap_and_nobody_is_asked_for_it(self, sign: str) -> None:
        own = series([f"2025-01-{at + 1:02d}" for at in range(12)], [sign, 7, 8] * 4)
        made = propose(own)
        assert line(made).values == (None, 7, 8) * 4
        said = repr(own)
        assert f'4 cells such as "{sign}"' in said
        assert "Do not try to find the numbers" in said
        assert "Write a number" not in said

    @pytest.mark.parametrize("sign", ["<5", "*", "[c]"])
    def test_where_most_are_hidden_nothing_is_drawn_until_it_is_chosen(self, sign: str) -> None:
        own = series([f"2025-{at + 1:02d}" for at in range(12)], [sign, sign, 7] * 4)
        made = propose(own)
        assert (made.value, made.line) == (None, None)
        assert "Nothing is drawn until you choose" in made.wrong
        assert line(propose(own, Choice(value="Calls"))).values == (None, None, 7) * 4

    @pytest.mark.parametrize(
        ("text", "number", "words"),
        [
            *(("12 mins", 12, "12 minutes"), ("1h 20", 80, "80 minutes"), ("2 hrs", 120, "120 minutes")),
            *(("03:00", 180, "180 minutes"), ("12,50 €", 12.5, "euro sign"), ("£1.2k", 1200, "thousand")),
            *(("£2m", 2e6, "million"), ("12 (25%)", 12, "in brackets was left out"), ("5 kg", 5, '"kg"')),
            ("€12.50", 12.5, "euro sign"),
        ],
    )  # fmt: skip
    def test_what_stands_beside_a_number_is_read_as_what_it_is(
        self, text: str, number: float, words: str
    ) -> None:
        found = read_numbers(pd.Series([text], dtype=object))
        assert found.values[0] == pytest.approx(number)
        assert words in " ".join(found.said)

    @pytest.mark.parametrize(
        ("cells", "values"),
        [
            (["987", "1.043", "962", "1.112"], [987, 1043, 962, 1112]),
            (["850", "1.200.000", "912"], [850, 1200000, 912]),
            (["999", "2.500", "998"], [999, 2500, 998]),
        ],
    )
    def test_dots_for_thousands_are_found_by_the_numbers_beside_them(
        self, cells: list[str], values: list[float]
    ) -> None:
        found = read_numbers(pd.Series(cells, dtype=object))
        assert found.values.tolist() == values
        assert "mark for thousands" in found.said[0]

    def test_decimals_stay_decimals(self) -> None:
        assert read_numbers(pd.Series(["1.043", "2.5", "3"], dtype=object)).values.tolist() == [
            1.043,
            2.5,
            3,
        ]
        assert read_numbers(pd.Series(["1.043", "2", "3"], dtype=object)).values.tolist() == [
            1.043,
            2,
            3,
        ]

    @pytest.mark.parametrize(
        ("cells", "values"),
        [
            (["80%", "0.86", "82%"], [80, 86, 82]),
            (["0.9", "91%"], [90, 91]),
            (["85%", "80", "82%"], [85, 80, 82]),
        ],
    )
    def test_mixed_scales_are_asked_about(self, cells: list[str], values: list[float]) -> None:
        found = read_numbers(pd.Series(cells, dtype=object))
        assert found.values == pytest.approx(values)
        assert len(found.asks) == 1

    def test_shares_and_percentages_without_a_sign_are_asked_about(self) -> None:
        found = read_numbers(pd.Series(["0.86", "80", "0.9", "85"], dtype=object))
        assert "shares of 1" in found.asks[0]

    def test_different_units_stay_words(self) -> None:
        found = read_numbers(pd.Series(["2 days", "1 week", "3 days"], dtype=object))
        assert np.isnan(found.values).all()
        assert found.unread.all()

    def test_a_time_of_day_is_no_number_to_draw(self) -> None:
        made = propose(
            table("Date,Start,Calls", [f"2025-01-0{at},09:3{at},{at % 3}" for at in range(1, 9)])
        )
        assert (roles(made)["Start"], made.value) == ("label", "Calls")


class TestTotals:
    @pytest.mark.parametrize(
        "word",
        [
            *(
                "Sub-total",
                "Subtotal",
                "Avg",
                "Avg.",
                "YTD",
                "Gesamt",
                "Gesamtergebnis",
                "Suma",
                "Razem",
            ),
            *(
                "Moyenne",
                "Total général",
                "Total 2025",
                "Grand Total:",
                "Promedio",
                "Итого",
                "合計",
                "Cyfanswm",
            ),
            *("Totale", "Średnia", "Σ", "المجموع", "TOTAL FOR YEAR", "Mean"),
        ],
    )
    def test_a_row_that_says_total_in_any_language_is_no_dot(self, word: str) -> None:
        own = series([*(f"Ward {at}" for at in range(8)), word], [*FALL[:8], 999], "Where")
        assert line(propose(own)).values == FALL[:8]
        assert "A sum is not a dot" in own.mend[0]

    @pytest.mark.parametrize(
        "word", ["Totnes", "Meanwood", "Sumatra", "Media team", "Overall Road"]
    )
    def test_a_place_that_begins_alike_stays(self, word: str) -> None:
        assert not says_total(word)

    @pytest.mark.parametrize("what", [sum(FALL[:8]), sum(FALL[:8]) / 8])
    def test_a_last_row_without_a_name_that_adds_up_is_no_dot(self, what: float) -> None:
        own = series([*(f"Ward {at}" for at in range(8)), ""], [*FALL[:8], what], "Where")
        assert line(propose(own)).values == FALL[:8]
        kept = series([*(f"Ward {at}" for at in range(8)), ""], [*FALL[:8], 25], "Where")
        assert len(line(propose(kept)).values) == 9


def test_a_workbook_with_more_sheets_says_which_there_are_and_reads_the_one_that_is_chosen() -> (
    None
):
    openpyxl = pytest.importorskip("openpyxl")
    from io import BytesIO

    book = openpyxl.Workbook()
    book.active.title = "2024"
    for sheet in (book.active, book.create_sheet("2025")):
        for row in (["Day", "N"], ["2025-01-06", int(sheet.title)], ["2025-01-13", 2]):
            sheet.append(row)
    data = BytesIO()
    book.save(data)
    with pytest.raises(WhichSheet) as told:
        read_own_data(data.getvalue())
    assert told.value.sheets == ("2024", "2025")
    assert read_own_data(data.getvalue(), sheet="2025").table["N"].tolist() == [2025, 2]

"""A champion's own file or tally: what is understood, what is refused, what is warned of."""

from __future__ import annotations

import contextlib
import warnings
from datetime import date
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from champions.own_data.cells import read_dates, read_numbers
from champions.own_data.personal import looks_like, valid_nhs_number
from champions.own_data.table import NotRead, OwnData, read_own_data, read_tally

pytestmark = pytest.mark.learner_floor

EXPORT = (
    "Table 1\nLunch club, autumn\n\n"
    "Week beginning;Guest;Phone;Not ready;Fetched;Notes\n"
    "07/07/2025;;;11;30;\n"
    "14/07/2025;Mr A Khan;07700 900123;12;1,031;rain\n"
    "21/07/2025;Ada Jones;07700900124;about 9;30;\n"
    "28/07/2025;Zoë Smith;07700900125;;;no car\n"
    "04/08/2025;Bo Li;07700900126;10;30;\n"
    "04/08/2025;Bo Li;07700900126;10;30;\n"
    "Total;;;40;1,200;\n"
)


def days(own: OwnData, name: str) -> list[str]:
    return [str(day)[:10] for day in own.table[name]]


def said(own: OwnData) -> str:
    return " ".join(own.understood)


class TestAnExport:
    def own(self) -> OwnData:
        return read_own_data(EXPORT.encode("utf-8-sig"))

    def test_titles_totals_and_personal_columns_are_left_out_and_that_is_said(self) -> None:
        own = self.own()
        assert list(own.table) == ["Week beginning", "Not ready", "Fetched", "Notes"]
        assert own.rows == 6
        assert '2 lines above the table left out: "Table 1; Lunch club, autumn".' in own.understood
        assert "The columns are parted by semicolons." in own.understood
        assert any("total or average" in one for one in own.mend)

    def test_numbers_keep_their_commas_and_gaps(self) -> None:
        table = self.own().table
        assert table["Fetched"].iloc[1] == 1031
        assert np.isnan(table["Not ready"].iloc[2:4]).all()

    def test_what_to_mend_has_the_line_of_the_file(self) -> None:
        mend = " ".join(self.own().mend)
        assert 'Line 7: "Not ready" holds "about 9".' in mend
        assert "1 row is the same as an earlier one, the first on line 10" in mend

    def test_names_and_phone_numbers_are_warned_of(self) -> None:
        assert ["names of people" in one for one in self.own().personal] == [True, False]
        assert "phone numbers" in self.own().personal[1]
        assert "Khan" not in repr(self.own())

    @pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_any_way_a_spreadsheet_saves_it_reads_the_same(self, coding: str, end: str) -> None:
        own = read_own_data(EXPORT.replace("\n", end).encode(coding))
        pd.testing.assert_frame_equal(own.table, self.own().table)
        assert own.mend == self.own().mend

    @pytest.mark.parametrize("sign", ["\t", "|", ","])
    def test_any_sign_between_columns_reads_the_same(self, sign: str) -> None:
        text = EXPORT.replace("1,031", "1031").replace("1,200", "1200").replace(" club,", " club")
        own = read_own_data(text.replace(";", sign).encode())
        assert own.table["Not ready"].equals(self.own().table["Not ready"])

    def test_a_path_bytes_and_an_upload_read_the_same(self, tmp_path: Path) -> None:
        raw = EXPORT.encode()
        (tmp_path / "mine.csv").write_bytes(raw)
        upload = ({"name": "mine.csv", "content": memoryview(raw)},)
        for source in (tmp_path / "mine.csv", str(tmp_path / "mine.csv"), raw, upload):
            assert read_own_data(source).understood == self.own().understood


class TestOddFiles:
    @pytest.mark.parametrize(
        ("raw", "words"),
        [
            (b"PK\x03\x04 anything", "Save as"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "older Excel file"),
            (b"\x89PNG\r\n\x1a\n", "A picture cannot be read"),
            (b"\xff\xd8\xff\xe0", "A picture cannot be read"),
            (b"\x00\x00\x00\x18ftypheic", "A picture cannot be read"),
            (b"%PDF-1.7", "PDF"),
            (b"<html><table>", "web page"),
            (b"", "empty"),
            (b" \n \n", "empty"),
            (b",,,\n,,,\n", "nothing in this file"),
            (b"Week,Guests\n", "no rows below"),
            (bytes(range(1, 30)) * 9, "holds no text"),
            ((",".join("a" * 300) + "\n").encode(), "more than 200 columns"),
        ],
    )
    def test_what_is_no_table_is_refused_with_what_to_do(self, raw: bytes, words: str) -> None:
        with pytest.raises(NotRead, match=words) as told:
            read_own_data(raw)
        assert str(told.value).endswith((".", "."))

    def test_a_workbook_is_read_with_its_days_where_that_can_be_done(self) -> None:
        openpyxl = pytest.importorskip("openpyxl")
        book = openpyxl.Workbook()
        for row in (
            ["Lunch club"],
            [],
            ["Day", "Guests"],
            [date(2025, 1, 6), 4],
            [date(2025, 1, 13), 5],
        ):
            book.active.append(row)
        data = BytesIO()
        book.save(data)
        own = read_own_data({"name": "mine.xlsx", "content": memoryview(data.getvalue())})
        assert days(own, "Day") == ["2025-01-06", "2025-01-13"]
        assert own.table["Guests"].tolist() == [4, 5]
        book.create_sheet("More").append(["Day", "Guests"])
        book["More"].append([date(2025, 1, 6), 9])
        again = BytesIO()
        book.save(again)
        with pytest.raises(NotRead, match="Which one is meant"):
            read_own_data(again.getvalue())

    def test_lines_to_mend_are_right_below_a_cell_with_more_lines(self) -> None:
        own = read_own_data(
            b'Day,N,Note\n2025-01-06,4,"one\ntwo"\n2025-01-13,about 9,\n2025-01-20,5,\n'
        )
        assert own.mend[0].startswith('Line 4: "N" holds "about 9"')

    def test_heads_of_two_rows_are_joined_and_that_is_said(self) -> None:
        own = read_own_data(b",Visits,\nDay,North,South\n2025-01-06,4,5\n2025-01-13,6,7\n")
        assert own.of_kind("numbers") == ["Visits / North", "Visits / South"]
        assert "joined" in said(own)

    @pytest.mark.parametrize("source", [None, (), 5, {"name": "x"}])
    def test_nothing_chosen_is_said(self, source: object) -> None:
        with pytest.raises(NotRead, match="Choose a file"):
            read_own_data(source)

    def test_a_file_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(NotRead, match=r"mine\.csv"):
            read_own_data(tmp_path / "mine.csv")

    def test_without_names_columns_get_numbers(self) -> None:
        own = read_own_data(b"2025-01-06,4\n2025-01-13,5\n")
        assert list(own.table) == ["Column 1", "Column 2"]
        assert own.rows == 2

    def test_names_that_stand_twice_are_told_apart(self) -> None:
        assert list(read_own_data(b"Day,N,N,N\n2025-01-06,1,2,3\n").table)[1:] == [
            "N",
            "N (2)",
            "N (3)",
        ]

    def test_a_table_on_its_side_is_turned(self) -> None:
        own = read_own_data(b"Measure,Jan 2025,Feb 2025,Mar 2025\nNot ready,4,5,6\n")
        assert own.table["Not ready"].tolist() == [4, 5, 6]
        assert "We turned it" in said(own)

    def test_a_quote_mark_left_open_does_not_swallow_the_rest(self) -> None:
        own = read_own_data(b'Day,N,Note\n6 Jan 2025,3,"late\n7 Jan 2025,4,\n')
        assert own.table["N"].tolist() == [3, 4]
        assert "quote mark" in said(own)

    def test_a_line_that_says_its_sign_is_obeyed(self) -> None:
        own = read_own_data(b"sep=;\nDay;N\n6 Jan 2025;1,5\n7 Jan 2025;2,5\n")
        assert own.table["N"].tolist() == [1.5, 2.5]

    def test_a_column_too_narrow_in_excel_is_explained(self) -> None:
        own = read_own_data(b"Day,N\n2025-01-06,4\n######,5\n2025-01-20,6\n")
        assert "too narrow" in own.mend[0]

    def test_a_year_far_from_the_others_is_asked_about(self) -> None:
        own = read_own_data(b"Day,N\n2025-01-06,4\n2025-01-13,5\n2052-01-20,6\n")
        assert own.mend == ('Line 4: "Day" says 20 January 2052. Is that the right year?',)

    def test_nil_is_not_guessed(self) -> None:
        own = read_own_data(b"Day,N\n2025-01-06,4\n2025-01-13,nil\n2025-01-20,6\n")
        assert "Nil may mean 0 or not known" in own.mend[0]

    @settings(deadline=None, max_examples=30)
    @given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode()))
    def test_any_bytes_are_read_or_refused_in_words(self, raw: bytes) -> None:
        with contextlib.suppress(NotRead):
            own = read_own_data(raw)
            assert own.rows >= 1
            assert all(column.values.size == own.rows for column in own.columns)

    @settings(deadline=None, max_examples=30)
    @given(
        st.lists(
            st.tuples(st.dates(date(1990, 1, 1), date(2199, 12, 31)), st.integers(0, 10**6)),
            min_size=3,
            max_size=30,
            unique_by=lambda row: row[0],
        ),
        st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%a %d %b %Y", "%Y/%m/%d", "%Y-%m-%dT00:00:00"]),
        st.sampled_from([",", ";", "\t"]),
    )
    def test_what_was_written_is_read_back(
        self, rows: list[tuple[date, int]], form: str, sign: str
    ) -> None:
        pairs = [(pd.Timestamp(day), number) for day, number in rows]
        text = f"When{sign}How many\n" + "".join(f"{d.strftime(form)}{sign}{n}\n" for d, n in pairs)
        own = read_own_data(text.encode())
        where = next(c for c in own.columns if c.name == "When")
        assert [str(day)[:10] for day in where.values] == [str(d)[:10] for d, _ in pairs]
        assert own.table["How many"].tolist() == [n for _, n in pairs]


class TestDates:
    def read(self, *texts: str, day_first: bool | None = None) -> list[str]:
        found = read_dates(pd.Series(list(texts), dtype=object), day_first=day_first)
        return [str(day)[:10] for day in found.values]

    @pytest.mark.parametrize(
        "text",
        [
            *(
                "2025-04-03",
                "2025/4/3",
                "20 25".replace(" ", "") + "-04-03T09:30:00Z",
                "3 April 2025",
            ),
            *(
                "3rd April 2025",
                "Thursday 3 April 2025",
                "Thu 3 Apr 2025",
                "3-Apr-25",
                "3 apr. 2025",
            ),
            *("April 3, 2025", "Apr 3 2025", "w/c 3/4/2025", "week commencing: 3 April 2025"),
            *(
                "03/04/2025 14:05",
                "03.04.2025",
                "3-4-25",
                "3/4/25",
                "the 3rd".replace("the ", "") + " of April 2025",
            ),
        ],
    )
    def test_forms_of_one_day(self, text: str) -> None:
        assert self.read(text) == ["2025-04-03"]

    @pytest.mark.parametrize("text", ["April 2025", "Apr-25", "2025-04", "2025/4", "Apr 2025"])
    def test_a_month_is_its_first_day(self, text: str) -> None:
        assert self.read(text) == ["2025-04-01"]

    @pytest.mark.parametrize(
        "text",
        [
            "31/02/2025",
            "2025-13-01",
            "0/0/2025",
            "3 Smarch 2025",
            "32 April 2025",
            "soon",
            "14:30",
            "2025",
            "12",
        ],
    )
    def test_what_is_no_day_stays_unread(self, text: str) -> None:
        found = read_dates(pd.Series([text], dtype=object))
        assert np.isnat(found.values[0])
        assert found.unread[0]

    def test_no_warning_of_a_library_reaches_the_page(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert self.read("3 April 2025", "soon", "1 May 2025")[::2] == [
                "2025-04-03",
                "2025-05-01",
            ]

    def test_the_rest_of_the_column_settles_which_stands_first(self) -> None:
        assert self.read("03/04/2025", "17/04/2025") == ["2025-04-03", "2025-04-17"]
        assert self.read("03/04/2025", "04/17/2025") == ["2025-03-04", "2025-04-17"]

    def test_what_nothing_settles_is_said_and_open(self) -> None:
        found = read_dates(pd.Series(["03/04/2025", "10/04/2025"], dtype=object))
        assert found.doubtful
        assert "3 April or 4 March" in found.said[0]
        assert "as in the UK" in found.said[0]

    def test_a_person_can_say_which(self) -> None:
        assert self.read("03/04/2025", day_first=False) == ["2025-03-04"]
        assert self.read("03/04/2025", day_first=True) == ["2025-04-03"]

    def test_a_mixed_column_is_read_one_way_and_the_rest_is_to_mend(self) -> None:
        found = read_dates(pd.Series(["17/04/2025", "18/04/2025", "04/19/2025"], dtype=object))
        assert found.unread.tolist() == [False, False, True]

    def test_the_same_day_and_month_is_in_no_doubt(self) -> None:
        assert not read_dates(pd.Series(["04/04/2025"], dtype=object)).doubtful

    def test_excels_day_numbers_are_read_in_a_column_of_days_only(self) -> None:
        own = read_own_data(b"Date,N\n45658,3\n45659,4\n")
        assert days(own, "Date") == ["2025-01-01", "2025-01-02"]
        assert "Excel's way" in said(own)
        assert read_own_data(b"Place,N\n45658,3\n45659,4\n").of_kind("numbers") == ["Place", "N"]

    def test_short_years_are_said(self) -> None:
        assert "is in 2025" in " ".join(read_dates(pd.Series(["17/04/25"], dtype=object)).said)


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            *(("1,204", 1204), ("1,204,000.5", 1204000.5), ("1 204", 1204), ("£12.50", 12.5)),
            *(("12%", 12), ("-3", -3), ("−3", -3), (".5", 0.5), ("3.", 3), ("'7", 7), ("1e3", 1000)),
            *(("12,5", 12.5), ("1.204,50", 1204.5), ("\u00a05 ", 5), ("£1,204", 1204)),
        ],
    )  # fmt: skip
    def test_forms_of_a_number(self, text: str, number: float) -> None:
        from champions.own_data.cells import tidy_text

        assert read_numbers(tidy_text(pd.Series([text]))).values[0] == number

    @pytest.mark.parametrize(
        "text", ["about 6", "6?", "12-14", "six", "1,2,3", "inf", "12 long days", "0x1f"]
    )
    def test_what_is_no_number_is_to_mend(self, text: str) -> None:
        assert read_numbers(pd.Series([text], dtype=object)).unread[0]

    @pytest.mark.parametrize("text", ["", "-", "n/a", "N/A", "NaN", "not known", "."])
    def test_an_empty_cell_is_neither_zero_nor_to_mend(self, text: str) -> None:
        found = read_numbers(pd.Series([text], dtype=object))
        assert np.isnan(found.values[0])
        assert not found.unread[0]

    def test_the_column_settles_what_a_comma_is(self) -> None:
        uk = read_numbers(pd.Series(["1,204", "1,100.5"], dtype=object))
        continental = read_numbers(pd.Series(["1,204", "12,5"], dtype=object))
        assert uk.values.tolist() == [1204, 1100.5]
        assert continental.values.tolist() == [1.204, 12.5]
        assert "thousands" in uk.said[0]
        assert "decimal" in continental.said[0]

    @settings(deadline=None, max_examples=30)
    @given(st.lists(st.floats(-1e9, 1e9, allow_nan=False).map(lambda x: round(x, 3)), min_size=1))
    def test_numbers_with_marks_for_thousands_are_read_back(self, numbers: list[float]) -> None:
        texts = pd.Series([f"{number:,.3f}" for number in numbers], dtype=object)
        assert read_numbers(texts).values.tolist() == numbers


class TestPersonal:
    @pytest.mark.parametrize(
        ("header", "cells", "kind"),
        [
            ("NHS no", ["1", "2"], "NHS numbers"),
            ("Id", ["943 476 5919", "9434765919"], "NHS numbers"),
            ("Where", ["SR1 2AB", "sr12ab"], "postcodes"),
            ("Where", ["4 Harbour Road, SR1 2AB", "Flat 2, SR1 3XY"], "postcodes"),
            ("DOB", ["1/2/1950"], "birth dates"),
            ("Born", ["x"], "birth dates"),
            ("Contact", ["07700 900123", "+44 7700 900124", "0191 498 0000"], "phone numbers"),
            ("Contact", ["7700900123", "7700900124"], "phone numbers"),
            ("Contact", ["a@example.org", "b@example.org"], "e-mail addresses"),
            ("Client", ["Mr Khan", "Mrs Lall"], "names of people"),
            ("Who", ["Ada Jones", "Bo Li", "Zoë O'Neil", "Grace Obi"], "names of people"),
            ("First name", ["Kofi"], "names of people"),
            ("Who", ["Łukasz Nowak", "Şerife Kaya", "Nguyen Thi Hoa"], "names of people"),
            ("Who", ["Abdul Rahman Khan", "Maria de Souza", "Siân ap Rhys"], "names of people"),
            ("Who", ["فاطمة حسن", "রহিমা খাতুন", "Олена Коваль"], "names of people"),
            ("Home Office ref", ["x1"], "immigration or case numbers"),
            ("Religion", ["x"], "private things"),
            ("x", ["QQ 12 34 56 C", "QQ123456C"], "National Insurance numbers"),
            ("Home", ["12 Quay Street", "3a Mill Lane"], "addresses"),
        ],
    )
    def test_is_told(self, header: str, cells: list[str], kind: str) -> None:
        assert looks_like(header, pd.Series(cells, dtype=object)) == kind

    @pytest.mark.parametrize(
        ("header", "cells"),
        [
            ("Guests", ["12", "14", "9"]),
            ("Weekday", ["Monday", "Tuesday", "Wednesday", "Thursday"]),
            ("Notes", ["", "rain", "the car came late"]),
            ("Team", ["North"] * 5),
            ("Reference", ["1234567890", "1234567891", "1234567892"]),
            ("Number of names given", ["3", "4"]),
        ],
    )  # fmt: skip
    def test_what_is_harmless_is_left_alone(self, header: str, cells: list[str]) -> None:
        assert looks_like(header, pd.Series(cells, dtype=object)) == ""

    def test_days_over_many_years_in_no_order_are_birth_dates(self) -> None:
        own = read_own_data(b"Seen,N\n1950-04-01,1\n1991-03-02,2\n1938-09-09,1\n2001-01-01,4\n")
        assert "birth dates" in own.personal[0]
        assert list(own.table) == ["N"]

    def test_the_check_digit_of_an_nhs_number(self) -> None:
        assert valid_nhs_number("9434765919")
        assert not valid_nhs_number("9434765910")
        assert not valid_nhs_number("943476591")


class TestTally:
    @pytest.mark.parametrize(
        ("typed", "values"),
        [
            *(("4 5 3", [4, 5, 3]), ("4,5,3", [4, 5, 3]), ("4\n5\n3", [4, 5, 3]), ("4; 5; 3", [4, 5, 3])),
            *(("1,204, 1,180", [1204, 1180]), ("|||| ||\n|||", [6, 3]), ("Week 1: 4\nWeek 2 - 5", [4, 5])),
            *(("6/1/2025 4\n13/1/2025 5", [4, 5]), ("Mon 3\nTue 4", [3, 4]), ("2.5 3.5", [2.5, 3.5])),
        ],
    )  # fmt: skip
    def test_numbers_are_read_as_people_type_them(self, typed: str, values: list[float]) -> None:
        assert read_tally(typed).table["Number"].tolist() == values

    def test_days_are_read_as_in_a_file(self) -> None:
        own = read_tally("6 January 2025, 4\n13 January 2025, -\n20 January 2025, 6")
        assert days(own, "When") == ["2025-01-06", "2025-01-13", "2025-01-20"]
        assert np.isnan(own.table["Number"].iloc[1])

    @pytest.mark.parametrize("typed", ["", "  \n ", "\n"])
    def test_nothing_typed_is_said(self, typed: str) -> None:
        with pytest.raises(NotRead, match="Type your numbers first"):
            read_tally(typed)

    @settings(deadline=None, max_examples=30)
    @given(st.text(max_size=120))
    def test_any_text_is_read_or_refused_in_words(self, typed: str) -> None:
        with contextlib.suppress(NotRead):
            assert read_tally(typed).rows >= 1

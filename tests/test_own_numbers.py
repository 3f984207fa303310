"""From a table to dots, and from dots to an annotated chart; the form that brings both together."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest

from champions import lunch_club, practice_file, what_was_understood
from champions.charts.tidy import ChartError
from champions.own_data.practice import FILE, mended_dots, practice_answer
from champions.own_data.question import OwnNumbers, chart_of, dots, notes_at, values_in_words
from champions.own_data.table import NotRead, read_own_data, read_tally
from champions.questions import forms
from champions.questions.answers import plain
from champions.questions.page import question_html

pytestmark = pytest.mark.learner_floor

VISITS = read_own_data(
    b"Day,Minutes\n2025-01-06,10\n2025-01-07,20\n2025-01-20,30\n,40\n2025-02-03,\n"
)
#: Week numbers over New Year: the calls fall after week 52.
WEEKS = b"Week,Calls\n" + b"".join(
    b"%d,%d\n" % (week, (30 if week > 12 else 20) + week % 3)
    for week in (*range(44, 53), *range(1, 13))
)
QUESTION = OwnNumbers(
    id="n", ask="My numbers", example=practice_answer(), example_name="An example"
)


class TestDots:
    @pytest.mark.parametrize(
        ("every", "how", "values"),
        [
            ("row", "sum", [10, 20, 30, None]),
            ("week", "sum", [30, None, 30, None, None]),
            ("week", "median", [15, None, 30, None, None]),
            ("week", "count", [2, None, 1, None, 1]),
            ("month", "sum", [60, None]),
        ],
    )
    def test_rows_are_put_together_as_asked(self, every: str, how: str, values: list[Any]) -> None:
        assert list(dots(VISITS, "Day", "Minutes", every, how).values) == values

    def test_a_week_is_named_by_its_monday_and_gaps_are_said(self) -> None:
        line = dots(VISITS, "Day", "Minutes", "week")
        assert line.when[:3] == ("2025-01-06", "2025-01-13", "2025-01-20")
        said = " ".join(line.said)
        assert "1 row has no date and is left out." in said
        assert "put a 0 in your file" in said
        assert "In 1 week there is more than one row, and we added them up." in said

    def test_rows_can_be_counted_without_a_column_of_numbers(self) -> None:
        assert dots(VISITS, "Day", "", "month", "count").values == (3.0, 1.0)

    def test_without_a_time_the_order_of_the_rows_counts(self) -> None:
        assert dots(VISITS, "", "Minutes").when == ("1", "2", "3", "4", "5")

    def test_rows_are_put_in_order_of_time(self) -> None:
        own = read_tally("13 Jan 2025: 5\n6 Jan 2025: 4")
        assert dots(own, "When", "Number").values == (4.0, 5.0)

    @pytest.mark.parametrize(
        ("text", "time", "every", "words"),
        [
            (
                "6 Jan 2025: 4\n6 Jan 2025: 5",
                "When",
                "row",
                "More than one row is for 6 January 2025",
            ),
            ("6 Jan 2025: n/a\n7 Jan 2025: 5", "Number", "week", "holds no dates"),
            ("6 Jan 1925: 4\n6 Jan 2025: 5", "When", "day", "That makes 36,526 dots"),
        ],
    )
    def test_what_cannot_be_is_refused_in_words(
        self, text: str, time: str, every: str, words: str
    ) -> None:
        with pytest.raises(NotRead, match=words):
            dots(read_tally(text), time, "Number", every)

    def test_more_dots_than_a_chart_holds_are_refused(self) -> None:
        with pytest.raises(NotRead, match="1,200 dots"):
            dots(read_tally(" ".join(["4"] * 1_200)), "When", "Number")


class TestChart:
    def test_the_mended_file_gives_the_signal_that_was_planted(self) -> None:
        chart = chart_of(practice_answer())
        assert (
            "8 weeks in a row below the middle line, from 6 October, for the better"
            in chart.reading
        )
        assert {"1 guest", "5 guests", "all guests"} <= set(chart.points["note"])

    def test_the_practice_file_holds_the_mess_that_the_lesson_speaks_of(self) -> None:
        own = read_own_data(FILE)
        said = " ".join((*own.understood, *own.personal, *own.mend))
        for words in (
            *(
                'we know it from "14/07/2025"',
                '"Driver" looks like names',
                '"Phone" looks like phone',
            ),
            *('"about 9"', "the first on line 10", "total or average", "2 lines above the table"),
        ):
            assert words in said
        assert str(what_was_understood()) == repr(own)
        assert "Mrs Lall fell" in str(practice_file())
        assert (len(mended_dots().when), lunch_club()["Not ready"].count()) == (21, 20)
        assert list(lunch_club()) == ["Week beginning", "Not ready", "Fuel"]

    def test_few_dots_are_too_few_to_judge_and_not_an_error(self) -> None:
        answer = {"when": ["1", "2", "3"], "values": [3, 4, 3], "what": "Cups of tea"}
        assert "Too short to judge" in chart_of(answer).reading
        assert "too early to tell" in " ".join(QUESTION.mark(answer).messages)

    @pytest.mark.parametrize(
        "answer",
        [{}, {"values": []}, {"when": ["1"], "values": [1, 2]}, {"when": ["1"], "values": [None]}],
    )
    def test_what_is_no_line_is_refused_in_words(self, answer: dict[str, Any]) -> None:
        with pytest.raises(ChartError):
            chart_of(answer)
        assert QUESTION.in_words(answer) == ("(no numbers yet)",)

    @pytest.mark.parametrize("first", [5, 999, "20", None, True])
    def test_a_baseline_that_cannot_be_is_left_open(self, first: object) -> None:
        assert chart_of(practice_answer() | {"first": first}).asked.freeze is None

    def test_notes_find_their_dot_by_a_day_near_it_or_without_a_year(self) -> None:
        import pandas as pd

        weeks = [pd.Timestamp("2025-05-19"), pd.Timestamp("2025-05-26")]
        text = (
            "28 May 2025: phone round\n19 May: leaflet\n1 Jan 2020: too early\nnonsense\n: no place"
        )
        assert notes_at(text, weeks, "dates") == {weeks[1]: "phone round", weeks[0]: "leaflet"}
        assert notes_at("Week 2: call", ["Week 1", "Week 2"], "labels") == {"Week 2": "call"}

    def test_the_answer_survives_as_plain_data(self) -> None:
        answer = plain(practice_answer())
        assert answer == practice_answer()
        assert values_in_words(answer).startswith("7 July 2025: 11; 14 July 2025: 12;")
        assert "8 weeks in a row" in question_html(QUESTION, answer)


def upload(name: str, content: bytes) -> tuple[dict[str, Any], ...]:
    """What a person's choice of a file gives the form."""
    day = datetime(2025, 12, 1, tzinfo=UTC)
    about = {"name": name, "type": "text/csv", "size": len(content), "last_modified": day}
    return ({**about, "content": memoryview(content)},)


#: The button by which a champion says that what was understood is right.
YES = "Yes, this is right. Draw my chart"


def _shown(box: Any) -> list[str]:
    """All words of a form that are not hidden."""
    if box.layout.display == "none":
        return []
    said = [box.value] if type(box).__name__ == "HTML" else []
    return said + [one for child in getattr(box, "children", ()) for one in _shown(child)]


class TestForm:
    def parts(self, answer: Any = None) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        told: list[Any] = []
        shown = forms.form(QUESTION, answer, lambda given, _checked: told.append(given))
        found: dict[str, Any] = {"column": shown}

        def walk(box: Any) -> None:
            if getattr(box, "description", ""):
                found[box.description.split("?")[0].split(":")[0]] = box
            for child in getattr(box, "children", ()):
                walk(child)

        walk(shown)
        found["proposal"] = lambda: " ".join(_shown(shown))
        return found, told

    def said(self, parts: dict[str, Any]) -> str:
        return " ".join(str(getattr(box, "value", "")) for box in parts["column"].children)

    def test_a_tally_is_typed_described_and_kept(self) -> None:
        parts, told = self.parts()
        parts["Where are your numbers"].value = "tally"
        parts["Your tally"].value = "4 5 3 6"
        parts["Read my tally"].click()
        assert not told
        parts[YES].click()
        parts["What do the numbers count"].value = "Cups of tea"
        parts["Which way is better"].value = "up"
        assert told[-1]["values"] == [4, 5, 3, 6]
        assert (told[-1]["what"], told[-1]["better"]) == ("Cups of tea", "up")
        assert "<img alt=" in parts["column"].children[-1].value

    def test_a_file_with_a_row_typed_twice_says_so_and_can_be_mended(self) -> None:
        parts, told = self.parts()
        parts["Where are your numbers"].value = "file"
        parts["Choose a file"].value = upload("a.csv", FILE)
        assert not told
        assert "More than one row is for 4 August 2025" in self.said(parts)
        assert "looks like names of people" in self.said(parts)
        mended = FILE.replace(b"04/08/2025;Jun Park;07700 900123;10;\xc2\xa331.00;\r\n", b"", 1)
        parts["Choose a file"].value = upload("b.csv", mended)
        assert not told
        parts[YES].click()
        assert len(told[-1]["values"]) == 21
        assert told[-1]["what"] == "Not ready"
        assert "Grace" not in str(told)

    def test_a_picture_is_refused_in_words(self) -> None:
        parts, told = self.parts()
        parts["Where are your numbers"].value = "file"
        parts["Choose a file"].value = upload("a.png", b"\x89PNG\r\n")
        assert "A picture cannot be read as numbers" in self.said(parts)
        assert not told

    def test_days_in_doubt_are_asked_about_and_read_again(self) -> None:
        parts, told = self.parts()
        parts["Where are your numbers"].value = "tally"
        parts["Your tally"].value = "3/4/2025 5\n3/5/2025 6"
        parts["Read my tally"].click()
        assert parts["In your file, 3/4 means"].layout.display == ""
        assert "can be read in two ways" in parts["proposal"]()
        parts[YES].click()
        assert told[-1]["when"] == ["2025-04-03", "2025-05-03"]
        parts["In your file, 3/4 means"].value = False
        parts[YES].click()
        assert told[-1]["when"] == ["2025-03-04", "2025-03-05"]

    def test_nothing_is_kept_or_drawn_before_a_person_says_that_it_is_right(self) -> None:
        parts, told = self.parts()
        parts["Where are your numbers"].value = "file"
        parts["Choose a file"].value = upload("a.csv", WEEKS)
        said = parts["proposal"]()
        assert "21 dots, from Week 44 to Week 12." in said
        assert "over the turn of the year" in said
        assert "This is not your chart yet" in said
        assert "<strong>Week</strong>: says when." in said
        assert not told
        assert "<img" not in said
        parts[YES].click()
        assert told[-1]["values"][:3] == [32, 30, 31]
        assert told[-1]["what"] == "Calls"
        assert "calls fell" in self.said(parts)

    def test_a_change_takes_the_chart_away_until_it_is_said_to_be_right(self) -> None:
        parts, told = self.parts()
        parts["Where are your numbers"].value = "file"
        raw = b"Day,Calls,Visits\n2025-01-06,4,9\n2025-01-13,5,8\n2025-01-20,6,7\n"
        parts["Choose a file"].value = upload("a.csv", raw)
        parts[YES].click()
        assert told[-1]["what"] == "Calls"
        parts["Which column holds the number"].value = "Visits"
        assert "<img" not in parts["proposal"]()
        assert told[-1]["values"] == [4, 5, 6]
        parts[YES].click()
        assert (told[-1]["values"], told[-1]["what"]) == ([9, 8, 7], "Visits")

    def test_a_title_of_their_own_stays_when_another_column_is_chosen(self) -> None:
        parts, told = self.parts()
        parts["Where are your numbers"].value = "file"
        raw = b"Day,Calls,Visits\n2025-01-06,4,9\n2025-01-13,5,8\n2025-01-20,6,7\n"
        parts["Choose a file"].value = upload("a.csv", raw)
        parts[YES].click()
        parts["What do the numbers count"].value = "Cups of tea"
        parts["Which column holds the number"].value = "Visits"
        parts[YES].click()
        assert told[-1]["what"] == "Cups of tea"

    def test_labels_without_a_date_can_be_turned_round_in_one_press(self) -> None:
        parts, told = self.parts()
        parts["Where are your numbers"].value = "tally"
        parts["Your tally"].value = "third: 3\nsecond: 2\nfirst: 1"
        parts["Read my tally"].click()
        assert "No date says which row is the oldest" in parts["proposal"]()
        parts["Which row is the oldest"].value = "newest"
        parts[YES].click()
        assert (told[-1]["when"], told[-1]["values"]) == (["first", "second", "third"], [1, 2, 3])

    def test_hidden_counts_give_no_button_until_a_column_is_chosen(self) -> None:
        parts, told = self.parts()
        parts["Where are your numbers"].value = "file"
        raw = b"Month,Falls\n2025-01,6\n2025-02,<5\n2025-03,<5\n2025-04,<5\n2025-05,7\n"
        parts["Choose a file"].value = upload("a.csv", raw)
        assert "3 cells such as" in parts["proposal"]()
        assert "Write a number" not in parts["proposal"]()
        assert parts[YES].layout.display == "none"
        parts["Which column holds the number"].value = "Falls"
        parts[YES].click()
        assert told[-1]["values"] == [6, None, None, None, 7]

    def test_a_workbook_with_two_sheets_asks_which(self) -> None:
        openpyxl = pytest.importorskip("openpyxl")
        book = openpyxl.Workbook()
        book.active.title = "North"
        for sheet, number in ((book.active, 4), (book.create_sheet("South"), 9)):
            sheet.append(["Week", "Guests"])
            for week in range(1, 4):
                sheet.append([f"2025-W0{week}", number + week])
        data = BytesIO()
        book.save(data)
        parts, told = self.parts()
        parts["Where are your numbers"].value = "file"
        parts["Choose a file"].value = upload("a.xlsx", data.getvalue())
        assert [name for name, _ in parts["Which sheet"].options] == ["Choose", "North", "South"]
        parts["Which sheet"].value = "South"
        parts[YES].click()
        assert told[-1]["values"] == [10, 11, 12]
        assert told[-1]["when"][0] == "2024-12-30"

    def test_the_example_fills_everything(self) -> None:
        parts, told = self.parts()
        parts["Where are your numbers"].value = "example"
        assert told[-1] == practice_answer()

    def test_what_was_kept_comes_back_with_its_chart(self) -> None:
        parts, told = self.parts(practice_answer())
        assert "20 dots are kept from before" in self.said(parts)
        assert "8 weeks in a row" in self.said(parts)
        assert not told
        parts["In what unit"].value = "people"
        assert told[-1]["values"] == practice_answer()["values"]

    @pytest.mark.parametrize(
        "odd", ["x", [1], {"values": "abc"}, {"values": [1], "when": [], "first": -3}]
    )
    def test_a_kept_answer_of_another_kind_does_no_harm(self, odd: object) -> None:
        self.parts(odd)

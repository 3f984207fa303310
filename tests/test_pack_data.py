"""A pack's own data are read as a spreadsheet saved them, and what was assumed is said."""

from __future__ import annotations

import io
from pathlib import Path

import packs
import pandas as pd
import pytest
from openpyxl import Workbook

from champions.authoring.facts import NoFacts, read_facts
from champions.authoring.made_data import Made, made_ready
from champions.authoring.own_tables import plainly
from champions.data import load
from champions.pack.join import refreshed
from champions.trouble import Trouble

#: The same three weeks, as they may come: bytes and the file's name.
WEEKS = "week,days\n2025-01-13,12.5\n2025-01-20,\n2025-01-27,1204\n"
UTF_16 = "Our list\n\nweek\tdays\n13 January 2025\t12.5\n20 Jan 2025\t\n27 Jan 2025\t1,204\n"


def workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append(["Waits of our garden"])
    sheet.append(["Week", "Days"])
    for day, value in zip(
        pd.to_datetime(["2025-01-13", "2025-01-20", "2025-01-27"]), (12.5, None, 1204), strict=True
    ):
        sheet.append([day.to_pydatetime(), value])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("raw", "file"),
    [
        (b"Week,Days\r\n13/01/2025,12.5\r\n20/01/2025,\r\n27/01/2025,1204\r\n", "data.csv"),
        (b"Week;Days\n13.01.2025;12,5\n20.01.2025;\n27.01.2025;1204\n", "data.csv"),
        (UTF_16.encode("utf-16"), "data.txt"),
        (b"week,days\n2025-01-13,12.5\n2025-01-20,\n2025-01-27,1204\n", "data.csv"),
        (workbook(), "data.xlsx"),
    ],
    ids=["uk", "semicolons", "utf-16", "plain", "workbook"],
)  # fmt: skip
def test_data_are_read_by_the_one_reader_of_tables(raw: bytes, file: str) -> None:
    assert plainly(raw, "waits", file).text == WEEKS


def test_a_day_that_may_be_another_is_taken_the_uk_way_and_that_is_said() -> None:
    plain = plainly(b"week,days\n03/04/2025,1\n04/04/2025,2\n", "waits", "data.csv")
    assert plain.text.splitlines()[1] == "2025-04-03,1"
    assert any("as in the UK" in one for one in plain.said)


def test_days_in_a_column_of_any_name_are_read_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = b"Our list;;\nWeek beginning;Days waited;Line\n03/02/2025;38,5;2025.1\n10/02/2025;41;2025.2\n"
    plain = plainly(raw, "waits", "data.csv")
    assert (
        plain.text
        == "week_beginning,days_waited,line\n2025-02-03,38.5,2025.1\n2025-02-10,41,2025.2\n"
    )
    assert '"week_beginning" was read as days.' in plain.said
    assert "its columns are called week_beginning, days_waited and line." in " ".join(plain.said)
    folder = tmp_path / "datasets" / "waits"
    folder.mkdir(parents=True)
    (folder / "data.csv").write_text(plain.text, encoding="utf-8")
    monkeypatch.setenv("CHAMPIONS_HOME", str(tmp_path))
    table = load("waits")
    assert str(table["week_beginning"].dtype).startswith("datetime64")
    assert table["line"].tolist() == [2025.1, 2025.2]


@pytest.mark.parametrize(
    ("cells", "line", "shown"),
    [
        (["06/01/2025", "13/01/2025", "31/04/2025", "27/01/2025"], 6, "31/04/2025"),
        (["03/02/2025", "10/02/2025", "when she rang"], 6, "when she rang"),
        (["31/04/2025", "7 May 2025", "14.05.2025"], 4, "31/04/2025"),
        (["2025-01-13", "n/a", "2025-13-01", "2025-01-27"], 6, "2025-13-01"),
    ],
)
def test_a_day_that_cannot_be_read_stops_the_build_in_a_column_of_any_name(
    cells: list[str], line: int, shown: str
) -> None:
    rows = "".join(f"{cell};{at}\n" for at, cell in enumerate(cells))
    raw = f"Our waits\n\nWeek starting;Days\n{rows}".encode()
    with pytest.raises(Trouble) as trouble:
        plainly(raw, "waits", "data.csv")
    assert f'the column "week_starting" holds "{shown}" on line {line}, ' in trouble.value.what
    assert "such as 2025-01-13" in trouble.value.do


@pytest.mark.parametrize(
    "cells",
    [
        ["20-05-12", "60-83-71", "40-47-84", "09-01-28"],  # sort codes of banks, one of which could be a day
        ["by phone", "10/02/2025", "when she rang", "-"],
        ["Ann said 3 things in 2024", "Bo", "Cy"],
    ],
    ids=["codes", "mostly words", "words"],
)  # fmt: skip
def test_words_and_codes_of_which_a_few_look_like_days_stay_as_they_are(cells: list[str]) -> None:
    raw = "Kept;Days\n" + "".join(f"{cell};{at}\n" for at, cell in enumerate(cells))
    plain = plainly(raw.encode(), "waits", "data.csv")
    assert [line.rpartition(",")[0] for line in plain.text.splitlines()[1:]] == cells


def test_facts_that_ask_for_a_column_that_is_not_there_are_told_those_that_are(
    tmp_path: Path,
) -> None:
    (tmp_path / "facts.py").write_text(
        "import pandas as pd\ntable = pd.DataFrame({'days_waited': [1], 'week': [2]})\n"
        "last = table['days'].iloc[-1]\n",
        encoding="utf-8",
    )
    with pytest.raises(NoFacts, match=r"no column 'days'\. The table has .days_waited. and .week."):
        read_facts(tmp_path)
    (tmp_path / "facts.py").write_text("last = {'a': 1}['b']\n", encoding="utf-8")
    with pytest.raises(NoFacts, match="Python says: KeyError: 'b'"):
        read_facts(tmp_path)


def test_a_code_that_looks_like_a_number_stays_and_so_do_words() -> None:
    plain = plainly(b"Card No,Who said it\n0042,Ann said 3 things\n0007,Bo\n", "cards", "data.csv")
    assert plain.text == "card_no,who_said_it\n0042,Ann said 3 things\n0007,Bo\n"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"week,days\n2025-01-13,1\n31/02/2025,2\n", "line 3"),
        (b"week,Week\n2025-01-13,1\n2025-01-20,2\n", "two columns"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "cannot be read"),
        (b"", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(raw: bytes, said: str) -> None:
    with pytest.raises(Trouble, match=said):
        plainly(raw, "waits", "data.csv")


def test_a_workbook_of_the_pack_takes_the_place_of_the_courses_csv(tmp_path: Path) -> None:
    with packs.without_variants():
        the_workbook_is_read(packs.a_pack(tmp_path / "bath"))


def the_workbook_is_read(pack: Path) -> None:
    folder = pack / "datasets" / "befriending-waits"
    folder.mkdir(parents=True)
    (folder / "data.xlsx").write_bytes(workbook())
    home = packs.joined(pack)
    list(made_ready(home))
    data = home / "datasets" / "befriending-waits" / "data.csv"
    assert data.read_text("utf-8") == WEEKS
    refreshed(home)
    assert data.read_text("utf-8") == WEEKS, "the course's data came back"
    (folder / "data.csv").write_text(WEEKS, encoding="utf-8")
    with pytest.raises(Trouble, match=r"data\.csv and data\.xlsx"):
        list(made_ready(home))


def test_a_name_with_digits_is_no_other_number() -> None:
    old = b"week,who\n2025-01-06,Harbour Buses\n"
    named = Made(Path("datasets/x/data.csv"), old, b"week,who\n2025-01-06,Reading Buses 17\n")
    other = Made(Path("datasets/x/data.csv"), old, b"week,who\n2025-01-07,Harbour Buses\n")
    assert not named.numbers_differ
    assert other.numbers_differ

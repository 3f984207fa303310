"""The one reader of tables: whatever a spreadsheet or a platform saves is read, and said; the rest is told."""

from __future__ import annotations

import csv
import datetime as dt
import io
import sys
import zipfile
from collections.abc import Callable, Sequence
from functools import cache
from string import Formatter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from champions import tables
from champions.tables import NotATable, Read, Table
from champions.tables.split import EDGES

pytestmark = pytest.mark.learner_floor

NAMES = "code,name\nLC-17,Zoë Example\nLC-18,José Núñez\nLC-19,Siân Öztürk\n"


def said(found: Read) -> str:
    return " ".join(note.said for note in found.notes)


def keys(found: Read) -> set[str]:
    return {note.key for note in found.notes}


def table(text: str, **more: Any) -> Table:
    return tables.read(text.encode(), **more).one()


def as_csv(rows: list[list[str]], sign: str, end: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=sign, lineterminator="\n").writerows(rows)
    return text.getvalue().replace("\n", end)


# --- What is written is read back -------------------------------------------------------------------

_ANY = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufeff")
    | st.sampled_from(",;\t|\n\"'= "),
    max_size=8,
)
#: What people write, in letters that Windows-1252 and Mac Roman both have.
_NAMES = st.lists(
    st.sampled_from(
        [
            "Zoë",
            "José",
            "Siân",
            "Muñoz",
            "François",
            "Ångström",
            "Öz",
            "O’Neil",
            "£12",
            "5 °C",
            "a;b",
            "x|y",
        ]
    ),
    max_size=3,
).map(" ".join)


@st.composite
def _tables(draw: st.DrawFn, cells: st.SearchStrategy[str]) -> list[list[str]]:
    wide = draw(st.integers(2, 5))
    tidy = cells.map(lambda cell: cell.replace('="', "").strip(EDGES))
    row = st.lists(tidy, min_size=wide, max_size=wide).filter(any)
    return [[f"head {at}" for at in range(wide)], *draw(st.lists(row, min_size=1, max_size=8))]


def read_back(rows: list[list[str]], coding: str, sign: str, end: str) -> Read:
    found = tables.read(as_csv(rows, sign, end).encode(coding))
    got = found.one()
    assert [list(got.names), *map(list, got.rows)] == rows
    assert found.delimiter == sign
    assert got.head_lines == (1,)
    starts = [1]
    for one in rows:
        starts.append(starts[-1] + 1 + sum(cell.count("\n") for cell in one))
    assert list(got.lines) == starts[1:-1]
    return found


@settings(deadline=None, max_examples=60)
@given(
    _tables(_ANY),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_any_table_in_unicode_is_read_back(
    rows: list[list[str]], coding: str, sign: str, end: str
) -> None:
    found = read_back(rows, coding, sign, end)
    assert found.encoding == {"utf-16": "UTF-16"}.get(coding, "UTF-8")
    assert found.encoding_sure


@settings(deadline=None, max_examples=60)
@given(
    _tables(_NAMES), st.sampled_from(["cp1252", "mac_roman"]), st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n", "\r"]),
)  # fmt: skip
def test_a_table_of_names_in_an_older_form_is_read_back(
    rows: list[list[str]], coding: str, sign: str, end: str
) -> None:
    # One accented name shows which form it is; £ and the apostrophe alone are alike in both or may be.
    found = read_back([*rows, ["Zoë José", *rows[0][1:]]], coding, sign, end)
    assert found.encoding == {"cp1252": "Windows-1252", "mac_roman": "Mac Roman"}[coding]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(_ANY, max_size=4), max_size=6), st.sampled_from([(), ("name", "code")]))
def test_cells_in_memory_are_read_or_refused_in_words(
    rows: list[list[str]], heads: tuple[str, ...]
) -> None:
    full = [row for row in rows if any(cell.strip(EDGES) for cell in row)]
    if not full:
        with pytest.raises(NotATable):
            tables.of_rows(rows, heads=heads)
        return
    got = tables.of_rows(rows, heads=heads).one()
    assert len(got.rows) + len(got.head_lines) + len(got.above) == len(full)
    assert all(len(row) == len(got.names) == len(set(got.names)) for row in got.rows)


# --- Nothing but NotATable is raised ----------------------------------------------------------------


def _read_or_told(reader: Callable[[], Table]) -> tuple[Table | None, NotATable | None]:
    try:
        return reader(), None
    except NotATable as told:
        return None, told


def _never_stumbles(data: bytes, **more: Any) -> None:
    got, told = _read_or_told(lambda: tables.read(data, **more).one())
    if got is None:
        assert told is not None
        assert told.what.endswith((".", "?"))
        assert told.do.endswith((".", '"'))
        return
    assert len(got.rows) == len(got.lines) == len(got.values)
    assert all(len(row) == len(got.names) for row in got.rows)


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=300), st.sampled_from([(), ("name",)]))
def test_any_bytes_are_read_or_refused_in_words(data: bytes, heads: tuple[str, ...]) -> None:
    _never_stumbles(data, heads=heads)


@settings(deadline=None, max_examples=100)
@given(st.text(st.sampled_from("ab1,;\t|\n\r\"'=é<>/ ’”\x00\x1d%") | st.characters(), max_size=200))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    _never_stumbles(text.encode("utf-8", "surrogatepass"))
    got, told = _read_or_told(lambda: tables.read_text(text).one())
    assert got.names if got else told


_TAGS = st.sampled_from(
    [
        *(
            "<table>",
            "</table>",
            "<tr>",
            "</tr>",
            "<td>",
            "</td>",
            "<th colspan=3>",
            "<td rowspan=9>",
        ),
        *("<caption>", "<script>", "<td colspan=99999999999>", "<td rowspan='-1'>", "<p>"),
        *("<!--", "]]>", "&amp;", "x", "7"),
    ]
)


@settings(deadline=None, max_examples=100)
@given(st.lists(_TAGS, max_size=40).map("".join))
def test_any_web_page_is_read_or_refused_in_words(text: str) -> None:
    _never_stumbles(f"<html>{text}".encode())


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=4),
    st.floats(0.01, 1),
    st.sampled_from(
        ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"]
    ),
    st.binary(max_size=50),
)
def test_a_damaged_workbook_is_read_or_refused_in_words(
    changed: list[tuple[float, int]], kept: float, part: str, inside: bytes
) -> None:
    whole = bytearray(_small_book())
    for where, value in changed:
        whole[4 + int(where * (len(whole) - 5))] = value
    _never_stumbles(bytes(whole))
    _never_stumbles(bytes(whole[: int(kept * len(whole))]))
    # The same inside: a part of it is changed, and all else is whole.
    with zipfile.ZipFile(io.BytesIO(_small_book())) as good:
        parts = {name: good.read(name) for name in good.namelist()}
    at = int(changed[0][0] * len(parts[part]))
    for one in (parts[part][:at] + inside, parts[part][:at] + inside + parts[part][at:]):
        _never_stumbles(_packed(parts | {part: one}))


@cache
def _small_book() -> bytes:
    return _book([["Name", "N"], ["Ann", 1]])


# --- Letters --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("coding", "name"),
    [
        *(("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16")),
        *(("utf-16-be", "UTF-16"), ("utf-32", "UTF-32")),
        *(("cp1252", "Windows-1252"), ("mac_roman", "Mac Roman")),
    ],
)  # fmt: skip
def test_a_real_name_stays_itself_in_every_encoding(coding: str, name: str) -> None:
    found = tables.read(NAMES.encode(coding))
    assert found.encoding == name
    assert found.one().column("name") == ["Zoë Example", "José Núñez", "Siân Öztürk"]


@pytest.mark.parametrize("name", ["Zoë", "José", "Siân", "Jürgen", "Müller", "Renée", "Muñiz"])
def test_one_name_alone_is_enough_on_a_mac_too(name: str) -> None:
    for coding in ("cp1252", "mac_roman"):
        assert tables.read(f"name\n{name}\n".encode(coding)).one().rows == ((name,),)


@pytest.mark.parametrize(
    "name", ["Claire’s", "O’Neil", "“quoted”", "£12", "20 °C", "Smith–Jones", "5 m²", "€5"]
)
def test_signs_of_windows_are_not_taken_for_a_macs(name: str) -> None:
    found = tables.read(f"name\n{name}\n".encode("cp1252"))
    assert (found.one().rows, found.encoding) == (((name,),), "Windows-1252")


@pytest.mark.parametrize(
    ("text", "coding"),
    [("Paweł", "cp1250"), ("Łukasz", "cp1250"), ("Анна", "cp1251"), ("Şerife", "cp1254")],
)
def test_letters_of_another_form_are_never_passed_on_in_silence(text: str, coding: str) -> None:
    found = tables.read(f"name,n\n{text},1\n".encode(coding))
    shown = found.one().rows[0][0]
    assert f'"{shown}"' in said(found)
    assert found.one().rows[0][1] == "1"


@pytest.mark.parametrize(("text", "coding"), [("Paweł", "cp1250"), ("Анна", "cp1251")])
def test_letters_that_nobody_writes_are_not_called_sure(text: str, coding: str) -> None:
    found = tables.read(f"name\n{text}\n".encode(coding))
    assert not found.encoding_sure
    assert "CSV UTF-8" in said(found)


def test_two_lists_put_together_are_read_line_by_line() -> None:
    data = "name,n\nZoë,1\n".encode() + "José,2\n".encode("cp1252")
    found = tables.read(data)
    assert found.one().column("name") == ["Zoë", "José"]
    assert not found.encoding_sure
    (note,) = [note for note in found.notes if note.key == "letters-mixed"]
    assert note.lines == (3,)


def test_a_file_cut_in_a_letter_keeps_the_rest() -> None:
    found = tables.read("name\nZoë\nJosé".encode()[:-1])
    assert found.one().rows == (("Zoë",), ("Jos",))
    assert "cut off" in said(found)


# --- What parts the columns ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sign", "row"),
    [
        ("Week;Guests\n1;12,5\n2;13,5\n", ";", ("1", "12,5")),
        ("6 Jan 2025;12,5\n7 Jan 2025;13,5\n", ";", ("6 Jan 2025", "12,5")),
        ("6 Jan 2025\t1,204,000\n7 Jan 2025\t1,304,000\n", "\t", ("6 Jan 2025", "1,204,000")),
        ("2025-01-06,4,late; rain\n2025-01-07,5,late; snow\n", ",", ("2025-01-06", "4", "late; rain")),
        ("Day,N,Note\n1,2,a;b;c;d\n2,3,a;b;c;d\n3,3,a;b;c;d\n", ",", ("1", "2", "a;b;c;d")),
        ("April 5, 2023;40;25;pending;\nApril 6, 2023;41;26;pending;\nApril 7, 2023;42;27;x\n", ";",
         ("April 5, 2023", "40", "25", "pending")),
        ("Name;Place\nAnn;Ware, Herts\nBo;Hull\n", ";", ("Ann", "Ware, Herts")),
        ("Spring, summer, autumn and winter\nWeek|Guests\n1|2\n2|3\n", "|", ("1", "2")),
        ('sep=;\nDay;N\n1,5;"2;5"\n', ";", ("1,5", "2;5")),
        ('"sep=\t"\nDay\tN\n1\t2\n', "\t", ("1", "2")),
        ('name, note\nAnn, "one, two"\n', ",", ("Ann", "one, two")),
        ("Duration;Phase\n6:30;First\n1:00;Wash\n", ";", ("6:30", "First")),
    ],
)  # fmt: skip
def test_the_sign_between_columns_is_found(text: str, sign: str, row: tuple[str, ...]) -> None:
    found = tables.read(text.encode())
    assert (found.delimiter, found.delimiter_sure) == (sign, True)
    assert row in found.one().rows


def test_lines_are_counted_from_the_line_that_names_the_sign() -> None:
    found = tables.read(b'sep=;\nDay;Note\n1;"one\ntwo"\n2;x\n')
    assert (found.one().head_lines, found.one().lines) == ((2,), (3, 5))
    assert "They begin on: 3" in said(found)


def test_a_sign_that_is_not_sure_is_said() -> None:
    found = tables.read(b"a,b;c\nd,e;f\n")
    assert not found.delimiter_sure
    assert "It could be semicolons too" in said(found) or "It could be commas too" in said(found)


def test_one_column_is_parted_by_nothing() -> None:
    found = tables.read(b"Name\nAnn\nBo\n")
    assert (found.delimiter, found.one().rows) == ("", (("Ann",), ("Bo",)))


def test_a_cell_with_lines_in_it_keeps_them_and_the_lines_of_the_file_stay_right() -> None:
    found = tables.read(b'Name,Note\nAnn,"one\ntwo"\nBo,x\n')
    assert found.one().rows == (("Ann", "one\ntwo"), ("Bo", "x"))
    assert found.one().lines == (2, 4)
    assert "They begin on: 2" in said(found)


def test_a_quote_mark_left_open_swallows_nothing() -> None:
    found = tables.read(b'Day,Note\n1,"late\n2,x\n')
    assert found.one().rows == (("1", '"late'), ("2", "x"))
    assert "quote" in said(found)


@pytest.mark.parametrize("limit", [131_072, 2**31 - 1], ids=["csv-limit", "lifted-by-others"])
def test_a_quote_mark_left_open_in_a_long_file_swallows_nothing(limit: int) -> None:
    before = csv.field_size_limit(limit)
    try:
        _swallows_nothing()
    finally:
        csv.field_size_limit(before)


def _swallows_nothing() -> None:
    rows = "".join(f"{n},x\n" for n in range(40_000))
    got = table(f'Day,Note\n1,"late\n{rows}')
    assert len(got.rows) == 40_001
    with pytest.raises(NotATable, match="no table that we can read"):
        table(f"Day,Note\n1,{'x' * 200_000}\n")  # no cell of a list or a series is so large


def test_numbers_kept_as_text_for_excel_lose_their_wrapping() -> None:
    assert table('id,n\n="00123",1\n="00124",2\n').column("id") == ["00123", "00124"]


# --- Titles, heads, totals ---------------------------------------------------------------------------------


def test_rows_of_title_are_kept_and_named() -> None:
    found = tables.read(b"Lunch club\nAutumn 2025\n\nWeek,Guests\n1,12\n2,13\n")
    got = found.one()
    assert got.above == (("Lunch club",), ("Autumn 2025",))
    assert (got.names, got.head_lines, got.lines) == (("Week", "Guests"), (4,), (5, 6))
    assert '2 lines above the table left out: "Lunch club; Autumn 2025".' in said(found)
    assert "blank-one" in keys(found)


@pytest.mark.parametrize(
    "text",
    [
        ",Visits 2025,,Calls 2025,\nWeek,North,South,North,South\n1,3,4,5,6\n2,3,4,5,6\n",
        "Week,Visits 2025,,Calls 2025,\n,North,South,North,South\n1,3,4,5,6\n2,3,4,5,6\n",
        "Table 1\n\n,Visits 2025,,Calls 2025,\nWeek,North,South,North,South\n1,3,4,5,6\n2,3,4,5,6\n",
    ],
)
def test_heads_of_two_rows_are_joined(text: str) -> None:
    found = tables.read(text.encode())
    wanted = (
        "Week",
        "Visits 2025 / North",
        "Visits 2025 / South",
        "Calls 2025 / North",
        "Calls 2025 / South",
    )
    assert found.one().names == wanted
    assert len(found.one().head_lines) == 2
    assert 'joined them, such as "Visits 2025 / North"' in said(found)


def test_years_over_columns_are_groups_and_years_alone_are_heads() -> None:
    two = table(",2024,,2025,\nWeek,N,S,N,S\n1,3,4,5,6\n2,3,4,5,6\n")
    assert two.names[1:3] == ("2024 / N", "2024 / S")
    assert table("Place,2023,2024\nA,12,13\nB,14,15\n").names == ("Place", "2023", "2024")
    assert table("Measure,Jan 2025,Feb 2025\nNot ready,4,5\n").names[1] == "Jan 2025"


@pytest.mark.parametrize(
    "text",
    [
        "Name,,Age\nAnn,Smith,34\nBen,Jones,35\n",
        "Name,,Place\nAnn,Smith,Hull\nBen,Jones,York\n",
        "Student,ID,Lesson\n    Points Possible,,11\nAnn,12,4\nBo,13,5\n",
    ],
)
def test_a_person_is_never_joined_to_the_heads(text: str) -> None:
    got = table(text)
    assert got.head_lines == (1,)
    assert len(got.rows) == text.count("\n") - 1


def test_a_table_without_heads_says_so() -> None:
    found = tables.read(b"2025-01-06,4\n2025-01-13,5\n")
    assert (found.one().head, found.one().head_sure) == ((), True)
    assert found.one().names == ("Column 1", "Column 2")
    assert "no-head" in keys(found)


def test_words_over_words_are_heads_by_their_place_alone_and_that_is_not_sure() -> None:
    assert not table("Name,Place\nAnn,Hull\nBo,York\n").head_sure
    assert table("Name,Mail\nAnn,a@example.org\nBo,b@example.org\n").head_sure


def test_words_that_the_caller_knows_show_the_head() -> None:
    text = "Volunteers of the spring\nCentre, Leeds\nSurname,Forename\nExample,Ann\n"
    got = table(text, heads=["surname", "forename"])
    assert (got.names, got.rows) == (("Surname", "Forename"), (("Example", "Ann"),))
    bare = table("Ann Example\nBo Sample\n", heads=["name"])
    assert (bare.head, len(bare.rows), bare.head_sure) == ((), 2, False)


def test_names_that_repeat_are_told_apart_and_said() -> None:
    found = tables.read(b"Day,N,N,N (2),\n1,2,3,4,5\n2,3,4,5,6\n")
    assert found.one().names == ("Day", "N", "N (2)", "N (2) (2)", "Column 5")
    assert found.one().head == ("Day", "N", "N", "N (2)", "")
    assert "repeats" in keys(found)


def test_totals_and_notes_below_are_told_and_kept() -> None:
    found = tables.read(
        b"Week,N,S\n1,2,3\n2,3,4\nSub-total,5,7\n3,1,1\nTotal,6,8\nSource: the club\n"
    )
    got = found.one()
    assert len(got.rows) == 6
    assert [got.lines[at] for at in got.footers] == [4, 6, 7]
    assert "4, 6, 7. They are kept." in said(found)


def test_lines_of_another_length_are_told_by_their_number() -> None:
    found = tables.read(b"Name,N\nAnn,1\nBo,2,late\nCy\nDi,3\nEd,4\n")
    assert found.one().names == ("Name", "N", "Column 3")
    assert found.one().rows[1:3] == (("Bo", "2", "late"), ("Cy", "", ""))
    told = {note.key: note.lines for note in found.notes}
    assert told["longer"] == (3,)
    assert 4 in told["shorter"]


def test_a_margin_of_empty_columns_is_no_column() -> None:
    assert table(",,\n,Week,Guests\n,1,2\n,2,3\n").names == ("Week", "Guests")


# --- As real programs write them ------------------------------------------------------------------------


def test_canvas() -> None:
    text = (
        "Student,ID,SIS User ID,SIS Login ID,Section,Lesson 6 (9001)\r\n"
        "    Points Possible,,,,,11\r\n"
        '"Smith, Anna",1234567,S0012,anna01,Group A,\r\n"Student, Test",1234569,,ab12,Group A,\r\n'
    )
    for coding, sign in (("utf-8", ","), ("utf-8-sig", ";")):
        rows = list(csv.reader(io.StringIO(text)))
        got = tables.read(as_csv(rows, sign, "\r\n").encode(coding)).one()
        assert got.names[0] == "Student"
        assert got.column("Student") == ["Points Possible", "Smith, Anna", "Student, Test"]


def test_moodle_with_tabs_and_brightspace_with_hashes() -> None:
    moodle = (
        "First name\tSurname\tEmail address\tLesson 6 (Real)\nAnn\tExample\tann@example.org\t-\n"
    )
    assert table(moodle).rows == (("Ann", "Example", "ann@example.org", "-"),)
    d2l = "OrgDefinedId,Last Name,First Name,Lesson 6 Points Grade,End-of-Line Indicator\n#12,Example,Ann,4,#\n"
    assert table(d2l).names[-1] == "End-of-Line Indicator"


def test_a_platforms_xls_that_is_text_in_utf_16() -> None:
    found = tables.read("Last Name\tFirst Name\nExample\tZoë\n".encode("utf-16"), "gradebook.xls")
    assert found.one().rows == (("Example", "Zoë"),)


def test_a_published_table_with_titles_an_empty_column_and_a_caption() -> None:
    text = (
        ",,,,,\n,Title:,A&E attendances,,,\n,Period:,June 2026,,,\n,Source:,A body of statistics,,,\n,,,,,\n"
        ",,,,Attendances,\n,Code,Name,Region,Type 1,Type 2\n"
        ',RAA,"Trust A, North",Y1,"1,234",456\n,RAB,Trust B,Y1,12,*\n'
    )
    got = table(text)
    assert got.names == ("Code", "Name", "Region", "Attendances / Type 1", "Attendances / Type 2")
    assert got.above[0] == ("Title:", "A&E attendances")
    assert got.rows[0] == ("RAA", "Trust A, North", "Y1", "1,234", "456")


def test_a_web_page_called_xls() -> None:
    page = (
        "<!DOCTYPE html><meta charset=utf-8><style>td {x: 1}</style><table border=1><caption>Marks</caption>"
        "<tr><th rowspan=2>Name</th><th colspan=2>Lesson</th></tr><tr><th>First<th>Last</tr>"
        "<tr><td>Zoë &amp; Bo<td>4<td>5</tr><tr><td>Cy<br>Dee<td>6<td>7</table>"
    )
    found = tables.read(page.encode(), "marks.xls")
    assert found.one().names == ("Name", "Lesson / First", "Lesson / Last")
    assert found.one().rows == (("Zoë & Bo", "4", "5"), ("Cy Dee", "6", "7"))
    assert "web page" in said(found)
    two = "<table><tr><td>a<td>b<tr><td>1<td>2</table>" * 2
    assert '"table 1", "table 2"' in tables.read(f"<html>{two}".encode()).question


# --- Workbooks -------------------------------------------------------------------------------------------


def _book(rows: Sequence[Sequence[Any]], also: Callable[[Any], None] = lambda book: None) -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "Data"
    for row in rows:
        book.active.append(row)
    also(book)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_cells_of_a_workbook_keep_their_kind() -> None:
    day, late = dt.datetime(2025, 1, 6), dt.datetime(2025, 1, 13, 9, 15)  # noqa: DTZ001 - as Excel has it
    rows: list[list[Any]] = [
        ["Day", "N", "Share", "On"],
        [day, 3, 0.86, True],
        [late, 4.5, 0.3, False],
    ]

    def percent(book: Any) -> None:
        book.active["C2"].number_format = "0%"

    got = tables.read(_book(rows, percent)).one()
    assert got.rows == (
        ("2025-01-06", "3", "86%", "TRUE"),
        ("2025-01-13 09:15:00", "4.5", "0.3", "FALSE"),
    )
    assert got.values == ((day, 3, 0.86, True), (late, 4.5, 0.3, False))
    assert got.lines == (2, 3)


def test_merged_heads_of_a_workbook_end_where_they_are_merged() -> None:
    rows: list[list[Any]] = [
        ["", "Visits", "", ""],
        ["Week", "N", "S", "Notes"],
        [1, 2, 3, "x"],
        [2, 3, 4, "y"],
    ]
    got = tables.read(_book(rows, lambda book: book.active.merge_cells("B1:C1"))).one()
    assert got.names == ("Week", "Visits / N", "Visits / S", "Notes")


def test_a_cover_sheet_is_passed_over_and_named() -> None:
    def cover(book: Any) -> None:
        sheet = book.create_sheet("Cover", 0)
        sheet["A1"], sheet["A3"] = "Lunch club", "made by us"

    found = tables.read(_book([["Week", "N"], [1, 2], [2, 3]], cover))
    assert found.sheet == "Data"
    assert 'These hold no table: "Cover"' in said(found)


def test_two_sheets_with_tables_are_asked_about_and_one_can_be_named() -> None:
    def more(book: Any) -> None:
        book.create_sheet("Last year").append(["Week", "N"])
        book["Last year"].append([1, 9])
        book.create_sheet("Hidden").append(["a", "b"])
        book["Hidden"].append([1, 2])
        book["Hidden"].sheet_state = "hidden"

    data = _book([["Week", "N"], [1, 2], [2, 3]], more)
    found = tables.read(data)
    assert found.table is None
    assert (
        found.question
        == 'This file has more than one table: "Data", "Last year". Which one is meant?'
    )
    assert 'hidden, and were not read: "Hidden"' in said(found)
    with pytest.raises(NotATable, match="Which one is meant"):
        found.one()
    assert tables.read(data, sheet="last year").one().rows == (("1", "9"),)
    with pytest.raises(NotATable, match='no sheet called "Then"'):
        tables.read(data, sheet="Then")


def test_formulas_without_a_result_are_told() -> None:
    found = tables.read(_book([["N", "Twice"], [1, "=A2*2"], [2, 4]]))
    assert found.one().rows == (("1", ""), ("2", "4"))
    assert "Data B2" in said(found)


def test_where_no_workbook_can_be_read_a_sentence_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = _book([["Week", "N"], [1, 2]])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(NotATable, match="reads Excel files did not come") as told:
        tables.read(data)
    assert "Save as" in told.value.do


# --- What is no table --------------------------------------------------------------------------------------


def _packed(names: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        for name, inside in names.items():
            packed.writestr(name, inside)
    return data.getvalue()


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        *((b"", "empty"), (b" \n\t\r\n", "empty"), (b"\xef\xbb\xbf", "nothing"), (b",,\n,,\n", "nothing")),
        *((b"\x89PNG\r\n", "picture"), (b"\xff\xd8\xff\xe0", "picture"), (b"\0\0\0\x18ftypheic", "picture")),
        *((b"%PDF-1.7", "PDF"), (b"{\\rtf1", "document"), (b"SQLite format 3\0", "database")),
        *((_OLE + b"\0" * 90, "older Excel file"), (b"PK\x03\x04 no zip", "cannot be opened")),
        (_OLE + b"\0" * 90 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (_OLE + b"\0" * 90 + "WordDocument".encode("utf-16-le"), "document"),
        (_packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "OpenDocument"),
        (_packed({"Index/Document.iwa": b"x"}), "Numbers"),
        (_packed({"xl/workbook.bin": b"x"}), "binary"),
        (_packed({"word/document.xml": b"x"}), "document"),
        (_packed({"people.csv": b"x"}), "packed file"),
        (b"<html><body>Sign in</body></html>", "no table in it"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "XML"),
        (bytes(range(1, 32)) * 9, "no text"),
        ((",".join("a" * 1_500) + "\n").encode(), "more than 1000 columns"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_told_with_what_to_do(data: bytes, what: str) -> None:
    with pytest.raises(NotATable, match=what) as told:
        tables.read(data, "any.csv")
    assert told.value.do.endswith(".")


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_nothing_pasted_is_told(text: str) -> None:
    with pytest.raises(NotATable, match="nothing in this list"):
        tables.read_text(text)


def test_every_sentence_can_be_said() -> None:
    from champions.tables.words import _SAID

    names = {name for text in _SAID.values() for _, name, _, _ in Formatter().parse(text) if name}
    parts = dict.fromkeys(names, "x")
    for key, sentence in _SAID.items():
        assert sentence.format(**parts).endswith((".", "?", "…")), key

"""Whoever stands in a list of people is found in it, as platforms and offices write lists; nobody else is."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import exports
import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from champions import tables
from champions.marking.intake import address_lines, people_heads, people_names
from champions.marking.intake.people_table import read_file, read_rows, read_text


def names(text: str) -> list[str]:
    return [one.name for one in read_text(text).rows]


@pytest.mark.parametrize("export", exports.EXPORTS, ids=lambda one: one.what)
def test_everybody_in_an_export_is_found_with_all_that_it_says(export: exports.Export) -> None:
    assert exports.who(export.read()) == list(export.people)


@pytest.mark.parametrize("export", exports.EXPORTS, ids=lambda one: one.what)
def test_a_pasted_export_is_read_like_the_file(export: exports.Export) -> None:
    assert exports.who(read_text(export.text)) == list(export.people)


#: An address line is no workbook; and two columns without a comma between them say no order of names.
IN_WORKBOOKS = [
    one
    for one in exports.EXPORTS
    if not address_lines.pairs(one.text) and "Last, First" not in one.what
]


@pytest.mark.parametrize("export", IN_WORKBOOKS, ids=lambda one: one.what)
def test_a_workbook_is_read_like_the_text(export: exports.Export) -> None:
    book = openpyxl.Workbook()
    text = tables.read_text(export.text)
    for row in text.sheets[0].rows:
        book.active.append(list(row))
    data = io.BytesIO()
    book.save(data)
    got = exports.who(read_file(data.getvalue(), "list.xlsx"))
    assert got == list(export.people)


def test_the_guide_says_what_each_export_is_read_as() -> None:
    text = exports.GUIDE.read_text(encoding="utf-8")
    assert exports.guide(text) == text, "Write it anew: python3 tests/exports.py"
    assert text.count("\n| ") > len(exports.EXPORTS)


def test_a_row_that_a_platform_puts_in_is_left_out_with_its_reason() -> None:
    canvas = next(one for one in exports.EXPORTS if one.what.startswith("Canvas")).read()
    assert [one.line for one in canvas.left_out] == [2, 3, 6]
    assert all("no person" in one.why for one in canvas.left_out[1:])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Smith, Anna\nBen Sample\n", ["Anna Smith", "Ben Sample"]),
        ("van der Berg, Anna\nSmith, Ben\nJones, Cara\n", ["Anna van der Berg", "Ben Smith", "Cara Jones"]),
        ("Smith, Anna, anna@example.org\nBen Sample, ben@example.org\n", ["Anna Smith", "Ben Sample"]),
        ("Anna,Smith,anna.smith@example.org\nBen,Sample,ben@example.org\n", ["Anna Smith", "Ben Sample"]),
        ("Ann Example;ann@example.org\nBo Sample;\n", ["Ann Example", "Bo Sample"]),
        ("Spring group 2026\nAnna Smith\nBen Sample\n", ["Anna Smith", "Ben Sample"]),
        ("name\nSmith, Anna\nLee, Sam, MBE\n", ["Anna Smith", "Lee, Sam, MBE"]),
        ("name,email\nSmith, Anna,anna@example.org\nBo Sample,bo@example.org\n", ["Anna Smith", "Bo Sample"]),
        ("Surname, Forename;Mail\nSmith, Anna;a@example.org\nLee, Ben;b@example.org\n", ["Anna Smith", "Ben Lee"]),
        ("Anna Smith    anna@example.org\nBen Sample - ben@example.org\n", ["Anna Smith", "Ben Sample"]),
        ("Name\nAnna Smith (anna@example.org)\nBen Sample - ben@example.org\n", ["Anna Smith", "Ben Sample"]),
        ("Name;Vorname\nMüller;Änne\n", ["Änne Müller"]),
        ("Nom;Prénom;Courriel\nDupont;Zoé;zoe@example.org\n", ["Zoé Dupont"]),
        ("Name,Role\nAnn Example,Student\nTom Trainer,Teacher\nBo Sample,Student\n", ["Ann Example", "Bo Sample"]),
        ("• Anna Smith\n• Ben Sample\n", ["Anna Smith", "Ben Sample"]),
    ],
)  # fmt: skip
def test_names_are_read_as_they_are_said(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "head", ["Work E-mail", "E-mail 1 - Value", "email_address", "Mail", "UPN", "Adres e-mail", "Contact email"]
)  # fmt: skip
def test_addresses_are_found_under_many_heads(head: str) -> None:
    (found,) = read_text(f"Name,{head}\nAnn Example,ann@example.org\n").rows
    assert (found.name, found.email) == ("Ann Example", "ann@example.org")


def test_addresses_are_found_under_no_head_that_we_know() -> None:
    (found,) = read_text("Name;Rufen Sie an;Erreichbar\nAnn;12;ann@example.org\n").rows
    assert found.email == "ann@example.org"


@pytest.mark.parametrize(
    "head", ["Manager's email", "Emergency contact name", "Course name", "File name", "Last access", "Company"]
)  # fmt: skip
def test_what_is_about_somebody_else_is_nobodys_name_or_address(head: str) -> None:
    (found,) = read_text(f"Name,Email,{head}\nAnn Example,ann@example.org,bo@example.org\n").rows
    assert (found.name, found.email, found.also) == ("Ann Example", "ann@example.org", ())


def test_a_mailbox_that_people_share_stays_with_each_of_them() -> None:
    found = read_text("Name,Email\nAnn Example,desk@example.org\nBo Sample,desk@example.org\n").rows
    assert [(one.name, one.email) for one in found] == [
        ("Ann Example", "desk@example.org"),
        ("Bo Sample", "desk@example.org"),
    ]


def test_people_side_by_side_are_never_one_person() -> None:
    found = read_text("Name,Email,Name,Email\nAnn,ann@example.org,Bo,bo@example.org\n")
    assert [(one.name, one.email, one.also) for one in found.rows] == [
        ("Ann", "ann@example.org", ())
    ]
    assert "side by side" in " ".join(found.guesses)


def test_a_running_number_is_no_code_and_what_looks_like_codes_is_said_to_be_guessed() -> None:
    counted = read_text("ID,Name\n1,Ann\n2,Bo\n")
    assert [one.code for one in counted.rows] == ["", ""]
    coded = read_text("ID,Name\nteal-11,Ann\nteal-12,Bo\n")
    assert [one.code for one in coded.rows] == ["teal-11", "teal-12"]
    assert "looks like your own codes" in coded.guesses[0]


def test_what_somebody_says_of_a_column_counts() -> None:
    text = "Smith,Anna\nSample,Ben\n"
    assert names(text) == ["Anna Smith", "Ben Sample"]
    said = read_text(text, meanings={0: "first", 1: "last"})
    assert [one.name for one in said.rows] == ["Smith Anna", "Sample Ben"]
    assert read_text("a\nAnn Example\n", meanings={0: ""}).rows == ()


def test_the_name_that_is_preferred_is_kept_apart_from_the_name() -> None:
    (found,) = read_text(
        "Name,Email\nJones, Margaret (Peggy),\n".replace("Jones, M", '"Jones, M').replace(
            "),", ')",'
        )
    ).rows
    assert (found.name, found.preferred) == ("Margaret Jones", "Peggy")
    assert people_names.first_name(found.name, found.preferred) == "Peggy"


@pytest.mark.parametrize("coding", ["utf-8", "utf-16", "cp1252", "cp850", "mac_roman"])
def test_letters_of_western_europe_are_read_in_each_form(coding: str) -> None:
    text = "Name;Group\nZoë Müller;A\nJosé Muñoz;B\n"
    assert [one.name for one in read_file(text.encode(coding), "l.csv").rows] == [
        "Zoë Müller",
        "José Muñoz",
    ]


def test_letters_of_central_europe_are_read_and_said_to_be_a_guess() -> None:
    text = "Name;Group\nŁukasz Żak;A\nPaweł Wójcik;B\n"
    found = read_file(text.encode("cp1250"), "l.csv")
    assert [one.name for one in found.rows] == ["Łukasz Żak", "Paweł Wójcik"]
    assert "Look whether" in " ".join(found.notes)


# --- Whatever is in it ------------------------------------------------------------------------------

_CELL = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["Name", "Email", "Code", "Ann Example", "ann@example.org", "teal-11", "Points Possible", "1", "Group A", ""]
    ),
)  # fmt: skip


@given(st.lists(st.lists(_CELL, max_size=5), min_size=1, max_size=8))
def test_no_table_stops_the_reader_and_no_row_is_lost_in_silence(rows: list[list[str]]) -> None:
    try:
        found = read_rows(rows)
    except tables.NotATable:
        return
    assert len(found.columns) <= 5
    for row in found.rows:
        assert row.shown
        assert not re.search(r"[\x00-\x1f]", row.name + row.email + row.code)
    told = {one.line for one in found.rows} | {one.line for one in found.left_out}
    given_ = {at for at, row in enumerate(rows, 1) if any(cell.strip() for cell in row)}
    heads = 3  # titles and heads
    assert len(given_ - told) <= heads or found.notes or found.headed


@given(st.text(max_size=200))
@example("<a@b.cd>")
@example("\x1f")
@example(",\n\n;")
def test_no_text_stops_the_reader(text: str) -> None:
    try:
        found = read_text(text)
    except tables.NotATable:
        return
    for row in found.rows:
        assert row.shown


@given(st.binary(max_size=200))
def test_no_bytes_stop_the_reader(data: bytes) -> None:
    try:
        read_file(data, "list.csv")
    except tables.NotATable:
        return


#: Names, without titles and words that platforms put into their lists.
_NAME = st.from_regex(r"[A-Z][a-z]{2,8}", fullmatch=True).filter(
    lambda name: (
        people_names.parts(f"{name} x") == people_names.parts(f"x {name}")
        and len(people_names.parts(f"{name} x")) == 2
        and name not in {"Esq", "Mrs"}
        and not people_names.is_nobody(name)
        and name not in {"Student", "Demo", "Test", "User", "Preview", "Learner"}
    )
)


@given(st.lists(st.tuples(_NAME, _NAME), min_size=1, max_size=8, unique=True), st.booleans())
def test_every_name_in_a_list_with_heads_comes_back_in_its_order(
    people: list[tuple[str, str]], family_first: bool
) -> None:
    rows = [["Name", "E-mail"]]
    rows += [
        [f"{last}, {first}" if family_first else f"{first} {last}", f"p{at}@example.org"]
        for at, (first, last) in enumerate(people)
    ]
    found = [one.name for one in read_rows(rows).rows]
    assert found == [f"{first} {last}" for first, last in people]


@given(_NAME, _NAME)
def test_two_names_are_alike_in_any_order_and_without_accents(one: str, other: str) -> None:
    assert people_names.near(f"{one} {other}", f"{other} {one}")
    assert people_names.fit(f"{one[0]}. {other}", f"{one} {other}")
    if one.casefold() != other.casefold():
        assert not people_names.near(f"{one} {other}", f"{one} {one}")


@given(st.text(max_size=60))
def test_a_head_of_any_kind_has_a_meaning_or_none(head: str) -> None:
    assert people_heads.meaning_of(head) in people_heads.MEANINGS


# --- Lists of other programs, and lists that people write ---------------------------------------------------

ANNA_AND_BEN = [("Anna Example", "anna@example.org"), ("Ben Sample", "ben@example.org")]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        pytest.param(
            "EXAMPLE, Anna (ROYAL EXAMPLE NHS FOUNDATION TRUST) <anna@example.org>; "
            "SAMPLE, Ben (NHS EXAMPLE ICB - 15E) <ben@example.org>",
            [("Anna EXAMPLE", "anna@example.org"), ("Ben SAMPLE", "ben@example.org")],
            id="an address book with where people work",
        ),
        pytest.param(
            "Order #,First Name,Last Name,Email,Attendee #,Attendee Status\n"
            "111,Anna,Example,anna@example.org,9001,Attending\n"
            "112,Ben,Sample,ben@example.org,9002,Not Attending\n",
            ANNA_AND_BEN,
            id="Eventbrite",
        ),
        pytest.param(
            "Name (Original Name),User Email,Join Time,Duration (Minutes),Guest\n"
            "Anna Example (Annie),anna@example.org,10:00,30,No\nBen Sample,ben@example.org,10:00,60,Yes\n",
            ANNA_AND_BEN,
            id="Zoom",
        ),
        pytest.param(
            "Enw cyntaf,Cyfenw,Cyfeiriad e-bost\nAnna,Example,anna@example.org\nBen,Sample,ben@example.org\n",
            ANNA_AND_BEN,
            id="Welsh",
        ),
        pytest.param(
            "Nombre;Apellido(s);Dirección de correo\nAnna;Example;anna@example.org\nBen;Sample;ben@example.org\n",
            ANNA_AND_BEN,
            id="Spanish",
        ),
        pytest.param(
            "1. Anna Example\n2. Ben Sample\n3) Cara Test\n",
            [("Anna Example", ""), ("Ben Sample", ""), ("Cara Test", "")],
            id="counted lines",
        ),
        pytest.param(
            "Anna Example [mailto:anna@example.org]\nBen Sample [mailto:ben@example.org]",
            ANNA_AND_BEN,
            id="addresses in brackets",
        ),
        pytest.param(
            "BEGIN:VCARD\nVERSION:3.0\nN:Example;Anna;;;\nFN:Anna Example\nEMAIL:anna@example.org\nEND:VCARD\n"
            "BEGIN:VCARD\nN:Sample;Ben;;;\nitem1.EMAIL;type=INTERNET:ben@example.org\nEND:VCARD\n",
            ANNA_AND_BEN,
            id="cards",
        ),
        pytest.param(
            "ID,Email,Name,Your full name\n1,anna@example.org,Anna Example,Anna Example\n"
            "2,anonymous,,Ben Sample\n",
            [("Anna Example", "anna@example.org"), ("Ben Sample", "")],
            id="a form that some filled in without an account",
        ),
        pytest.param(
            "Name,Email\nAnna Example,anna@example.org\n_,ben@example.org\n",
            [("Anna Example", "anna@example.org"), ("", "ben@example.org")],
            id="a sign for a name",
        ),
    ],
)
def test_nobody_is_lost_and_nobody_is_made_up(text: str, people: list[tuple[str, str]]) -> None:
    for found in (read_text(text), read_file(text.encode(), "list.csv")):
        assert [(one.name, one.email) for one in found.rows] == people
        assert not [one for one in found.left_out if one.row]


# --- Lists as people type and paste them ------------------------------------------------------------------

THREE = ["Anna Example", "Ben Sample", "Cara Test"]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Example, Ben Sample, Cara Test",
        "Anna Example, Ben Sample and Cara Test.",
        "Anna Example; Ben Sample; Cara Test;",
        "Example, Anna; Sample, Ben; Test, Cara",
    ],
)
def test_names_in_one_line_are_a_person_each_and_that_is_said(text: str) -> None:
    for found in (read_text(text), read_file(text.encode(), "list.txt")):
        assert [one.name for one in found.rows] == THREE
        assert any("in one line" in one for one in found.guesses)


@pytest.mark.parametrize("text", ["Example, Anna", "Blue; Red\nAnna; Ben", "Name, Email"])
def test_a_line_that_may_be_one_person_or_heads_is_not_parted(text: str) -> None:
    assert not any("in one line" in one for one in read_text(text).guesses)


@pytest.mark.parametrize(
    "form",
    ["{code}: {name}", "{code} {name}", "{name} - {code}", "{name} ({code})", "{code}. {name}"],
)
def test_a_code_and_a_name_in_one_cell_are_both_found(form: str) -> None:
    codes = ["LC-17", "LC-18", "LC-19"]
    text = "\n".join(form.format(code=a, name=b) for a, b in zip(codes, THREE, strict=True))
    for written in (text, f"Name\n{text}"):
        assert [(one.code, one.name) for one in read_text(written).rows] == [
            *zip(codes, THREE, strict=True)
        ]


def test_what_looks_like_a_code_and_is_shared_is_none() -> None:
    found = read_text("Anna Example (W7)\nBen Sample (W7)\nCara Test (W8)")
    assert not any(one.code for one in found.rows)


@pytest.mark.parametrize("sign", ["•", "o", "▪", "➢", "–", "☐", "✓"])
def test_the_signs_before_the_lines_of_a_list_are_no_part_of_a_name(sign: str) -> None:
    assert names("\n".join(f"{sign} {one}" for one in THREE)) == THREE


def test_a_letter_around_a_list_makes_up_nobody() -> None:
    found = read_text(
        "Dear all,\nHere they are:\nAnna Example\nBen Sample\nKind regards\nMary Boss"
    )
    assert [one.name for one in found.rows] == THREE[:2]
    assert [
        one.shown for one in found.left_out if one.row
    ] != []  # each can be taken in all the same


def test_the_letters_that_a_chat_shows_for_a_face_are_nobody() -> None:
    found = read_text("Anna Example\nAE\nAnna Example\nMember\nBen Sample\nBS\nBen Sample\nMember")
    assert [one.name for one in found.rows] == THREE[:2]
    assert names("Anna Example\nAnna Example\nBen Sample") == [THREE[0], THREE[0], THREE[1]]


@pytest.mark.parametrize(
    ("text", "name", "preferred"),
    [
        ("Katherine (known as Kate) Test", "Katherine Test", "Kate"),
        ("Elizabeth (prefers Liz) Test", "Elizabeth Test", "Liz"),
        ("Robert 'Bob' Test", "Robert Test", "Bob"),
        ("Test, Margaret (goes by Peggy)", "Margaret Test", "Peggy"),
        ("Anna Example - she/her", "Anna Example", ""),
        ("Ben Sample # he/him", "Ben Sample", ""),
        ("Anna Example (iPhone)", "Anna Example", ""),
        ("Siân O'Neill", "Siân O'Neill", ""),
        ("D'Arcy O'Brien", "D'Arcy O'Brien", ""),
    ],
)
def test_what_stands_beside_a_name_is_no_part_of_it(text: str, name: str, preferred: str) -> None:
    called = people_names.said(text)
    assert (called.name, called.preferred) == (name, preferred)


def test_small_words_belong_to_the_family_name() -> None:
    assert names("van den Berg, Jan\nde la Cruz, Ana\nO'Neill, John") == [
        *("Jan van den Berg", "Ana de la Cruz", "John O'Neill")
    ]


def test_a_column_of_words_that_is_not_read_is_said() -> None:
    found = read_text("Anna Smith, Nurse\nBen Lee, Porter")
    assert any("was not read" in one for one in found.guesses)


def test_behind_a_code_the_first_name_stands_first() -> None:
    assert names("LC-17,Anna,Example\nLC-18,Ben,Sample") == THREE[:2]


def test_under_a_head_that_says_something_else_stand_no_names() -> None:
    blind = (
        "Identifier,Status,Grade\nParticipant 4711,Submitted,\nParticipant 4712,No submission,\n"
    )
    assert read_text(blind).rows == ()
    named = "Full name,Status\nAnna Example,No submission\nBen Sample,Present\n"
    assert names(named) == THREE[:2]


def test_rows_that_are_counted_give_nobody_a_number() -> None:
    found = read_text("No.\tName\n1\tAnna Example\n2\tBen Sample\nTotal\t2")
    assert [(one.name, one.also) for one in found.rows] == [(one, ()) for one in THREE[:2]]


def test_things_in_the_place_of_a_name_are_nobody() -> None:
    found = read_text("Register\t\nAnna Example\tLC-17\nBen Sample\tLC-18\nPresent\t")
    assert [one.name for one in found.rows] == THREE[:2]
    found = read_text("Name,Email\nAnna Example,a@example.org\nTest User,t@example.org\n")
    assert [one.name for one in found.rows] == THREE[:1]
    assert found.left_out[0].row is not None  # somebody may be called so


@pytest.mark.parametrize(
    ("head", "meaning"),
    [
        ("What is your full name?", people_heads.NAME),
        ("Which group?", people_heads.COHORT),
        ("Gruppen", people_heads.COHORT),
        ("ID-Nummer", people_heads.NUMBERS),
        ("Employee Number", people_heads.NUMBERS),
        ("Staff name", people_heads.NAME),
    ],
)
def test_heads_of_forms_and_other_languages_are_read(head: str, meaning: str) -> None:
    assert people_heads.meaning_of(head) == meaning


def test_a_number_keeps_the_zeros_that_a_workbook_shows() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Student number", "Name"])
    sheet.append([123, "Anna Example"])
    sheet["A2"].number_format = "00000000"
    made = io.BytesIO()
    book.save(made)
    (one,) = read_file(made.getvalue(), "list.xlsx").rows
    assert one.also == ("00000123",)


@pytest.mark.parametrize(
    "text",
    [
        "Anna Example anna@example.org; Ben Sample ben@example.org",
        "Anna Example anna@example.org, Ben Sample ben@example.org.",
        "Anna Example\nanna@example.org\n\nBen Sample\nben@example.org",
    ],
)
def test_addresses_in_one_line_or_below_their_names_make_no_one_of_two_people(text: str) -> None:
    for found in (read_text(text), read_file(text.encode(), "list.txt")):
        assert [(one.name, one.email, one.also) for one in found.rows] == [
            (name, address, ()) for name, address in ANNA_AND_BEN
        ]


def test_a_code_a_name_and_an_address_in_one_cell_are_all_found() -> None:
    found = read_text("LC-17 Anna Example anna@example.org\nLC-18 Ben Sample <ben@example.org>")
    assert [(one.code, one.name, one.email) for one in found.rows] == [
        (code, name, address)
        for code, (name, address) in zip(("LC-17", "LC-18"), ANNA_AND_BEN, strict=True)
    ]


def test_lines_between_the_rows_and_notes_below_them_are_nobody() -> None:
    assert names("| Name | Code |\n|---|---|\n| Anna Example | LC-17 |") == THREE[:1]
    assert names("Name\tSessions\nAnna Example\t4\nKey: A = absent\t") == THREE[:1]


@pytest.mark.parametrize(
    ("heads", "row", "name"),
    [
        ("姓,名,メール", "山田,太郎,y@example.org", "太郎 山田"),
        ("שם פרטי,שם משפחה", "דוד,כהן", "דוד כהן"),
        ("Имя,Фамилия", "Анна,Пример", "Анна Пример"),
        ("Ad,Soyad", "Ayşe,Yılmaz", "Ayşe Yılmaz"),
    ],
)
def test_heads_in_other_letters_say_which_part_of_a_name_stands_first(
    heads: str, row: str, name: str
) -> None:
    assert names(f"{heads}\n{row}\n") == [name]


# --- Lists as other programs export them ------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        (
            "Name,Email,Buyer name,Buyer email\nAnna Example,anna@example.org,Mary Boss,boss@example.org\n"
            "Ben Sample,ben@example.org,Mary Boss,boss@example.org\n"
        ),
        (
            "Reference,Name,Email\nORD1,Anna Example,anna@example.org\nORD1,Ben Sample,ben@example.org\n"
            "ORD2,Cara Test,cara@example.org\nORD2,Dan Bo,dan@example.org\n"
        ),
        (
            "Name,Email,Email of the ward\nAnna Example,anna@example.org,w@example.org\n"
            "Ben Sample,ben@example.org,w@example.org\nCara Test,cara@example.org,w@example.org\n"
        ),
        (
            "Name,Student number,Email\nAnna Example,1.23457E+11,anna@example.org\n"
            "Ben Sample,1.23457E+11,ben@example.org\n"
        ),
    ],
    ids=["who bought a ticket", "an order's number", "a ward's address", "numbers that Excel cut"],
)
def test_what_people_share_is_no_evidence_of_who_somebody_is(text: str) -> None:
    found = read_text(text)
    assert [(one.name, one.email) for one in found.rows][:2] == ANNA_AND_BEN
    assert not any(one.also for one in found.rows)


def test_a_number_of_each_and_a_mailbox_that_is_all_they_have_stay_evidence() -> None:
    found = read_text("Name,Student number\nAnna Example,101\nAnna Example,101\nBen Sample,102\n")
    assert [one.also for one in found.rows] == [("101",), ("102",)]
    found = read_text("Name,Email\nAnna,d@example.org\nBen,d@example.org\nCara,d@example.org\n")
    assert {one.email for one in found.rows} == {"d@example.org"}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Name,Student number,Email\nAnna Example,N/A,anna@example.org\n", THREE[:1]),
        ("Name,Known as,Ward\nAnna Example,None,Seven\n", THREE[:1]),
        (
            "First name,Last name\nJennifer,Null\nAna,Date\nMarie,Total\n",
            ["Jennifer Null", "Ana Date", "Marie Total"],
        ),
        ("Code,Name\n#N/A,Anna Example\nLC-18,#REF!\n", ["Anna Example", ""]),
    ],
)
def test_a_word_for_nothing_in_a_cell_takes_no_person_away(text: str, people: list[str]) -> None:
    found = read_text(text)
    assert [one.name for one in found.rows] == people
    assert not any(one.also or one.preferred for one in found.rows)


def test_two_people_in_one_cell_are_never_one_person() -> None:
    found = read_text(
        "Name,Email\nAnna and Ben Sample,family@example.org\nCara Test,c@example.org\n"
    )
    assert [one.name for one in found.rows] == ["Cara Test"]
    assert [one.row.name for one in found.left_out if one.row] == ["Anna and Ben Sample"]


def test_headings_that_come_again_lose_nobody() -> None:
    pages = "Name,Email\nAnna Example,anna@example.org\nName,Email\nBen Sample,ben@example.org\n"
    assert names(pages) == THREE[:2]
    qualtrics = (
        "StartDate,RecipientLastName,RecipientFirstName,RecipientEmail\n"
        "Start Date,Recipient Last Name,Recipient First Name,Recipient Email\n"
        '"{""ImportId"":""a""}","{""ImportId"":""b""}","{""ImportId"":""c""}","{""ImportId"":""d""}"\n'
        "2026-01-01,Example,Anna,anna@example.org\n2026-01-01,Sample,Ben,ben@example.org\n"
    )
    assert [(one.name, one.email) for one in read_text(qualtrics).rows] == ANNA_AND_BEN


def test_an_organisation_is_nobody_and_its_contact_is() -> None:
    found = read_text(
        "Organisation,Contact name,Contact email\nRiverside Carers,Anna Example,anna@example.org\n"
        "Hilltop Food Bank,Ben Sample,ben@example.org\n"
    )
    assert [(one.name, one.email) for one in found.rows] == ANNA_AND_BEN
    found = read_text("Organisation,Email\nRiverside Carers,anna@example.org\n")
    assert [(one.name, one.email) for one in found.rows] == [("", "anna@example.org")]


def test_a_job_is_no_role_of_a_platform() -> None:
    assert names("Name,Role\nAnna Example,Manager\nBen Sample,Nurse\n") == THREE[:2]
    assert names("Name,Role\nAnna Example,Student\nTom Boss,Manager\n") == THREE[:1]
    assert names("Nom,Rôle\nAnna Example,Étudiant\nTom Boss,Enseignant\n") == THREE[:1]


@pytest.mark.parametrize(
    "text",
    [
        "1 Anna Example\n2 Ben Sample\n3 Cara Test\n",
        "Name: Anna Example\nPhone: 1\n\nName: Ben Sample\nPhone: 2\n\nName: Cara Test\nPhone: 3\n",
        (
            "LC-17   Anna Example     a@example.org\nLC-18   Ben Sample       b@example.org\n"
            "LC-19   Cara Test        c@example.org\n"
        ),
        (
            "Code    Name             Email\nLC-17   Anna Example     a@example.org\n"
            "LC-18   Ben Sample       b@example.org\nLC-19   Cara Test        c@example.org\n"
        ),
        (
            "Name,Email\nRiverside,\nAnna Example,a@example.org\nBen Sample,b@example.org\nHilltop,\n"
            "Cara Test,c@example.org\n"
        ),
    ],
    ids=[
        "counted in a PDF",
        "a form's mail",
        "kept apart by spaces",
        "with heads",
        "titles between",
    ],
)
def test_lists_that_are_printed_or_mailed_are_read(text: str) -> None:
    for found in (read_text(text), read_file(text.encode(), "list.txt")):
        assert [one.name for one in found.rows] == THREE


def test_cards_of_a_phone_are_read_with_their_letters_and_long_lines() -> None:
    text = (
        "BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=5A=6F=C3=AB=20=\r\n"
        "=4D=C3=BC=6C=6C=65=72\r\nEMAIL;HOME:zoe@exam\r\n ple.org\r\nEND:VCARD\r\n"
    )
    assert [(one.name, one.email) for one in read_text(text).rows] == [
        ("Zoë Müller", "zoe@example.org")
    ]


def test_two_family_names_before_a_comma_are_one_persons() -> None:
    two = ["María José García López", "Ana Muñoz Ruiz"]
    assert names("García López, María José\nMuñoz Ruiz, Ana") == two
    assert names("García López, María José") == two[:1]
    assert names("Anna Smith, Nurse\nBen Lee, Porter") == ["Anna Smith", "Ben Lee"]
    assert names("Anna Smith, Ben Lee") == ["Anna Smith", "Ben Lee"]


@pytest.mark.parametrize(
    ("coding", "text"),
    [
        ("cp932", "氏名,メール\n山田 太郎,y@example.org\n佐藤 花子,s@example.org\n"),
        ("gbk", "姓名,邮箱\n王小明,w@example.org\n李雷,l@example.org\n"),
        ("big5", "姓名,電郵\n陳大文,c@example.org\n黃小美,h@example.org\n"),
        ("euc_kr", "이름,이메일\n김철수,k@example.org\n이영희,y@example.org\n"),
        ("cp1251", "Имя;Почта\nАнна Пример;a@example.org\nИван Щукин;i@example.org\n"),
        ("cp1253", "Name;Email\nΓιώργος Παπάς;g@example.org\nΆννα Δήμου;a@example.org\n"),
    ],
)
def test_letters_of_other_lands_are_read_and_said_to_be_a_guess(coding: str, text: str) -> None:
    found = read_file(text.encode(coding), "list.csv")
    assert [one.name for one in found.rows] == [
        line.replace(";", ",").split(",")[0] for line in text.splitlines()[1:]
    ]
    assert any("Look whether" in note for note in found.notes)


def _workbook(rows: list[list[str | None]], change: Callable[[Any], None]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    change(book.active)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_merged_cell_counts_for_each_of_its_rows_and_a_merged_row_is_a_title() -> None:
    rows: list[list[str | None]] = [
        ["Group", "Name", "Email"],
        ["Riverside", None, None],
        ["Blue", "Anna Example", "a@example.org"],
        [None, "Ben Sample", "b@example.org"],
        ["Red", "Cara Test", "c@example.org"],
    ]

    def merge(sheet: Any) -> None:
        sheet.merge_cells("A2:C2")
        sheet.merge_cells("A3:A4")

    found = read_file(_workbook(rows, merge), "list.xlsx")
    assert [(one.name, one.cohort) for one in found.rows] == [
        *zip(THREE, ("Blue", "Blue", "Red"), strict=True)
    ]
    assert any("merged cell" in note for note in found.notes)


def test_what_a_workbook_hides_is_read_and_said() -> None:
    rows: list[list[str | None]] = [
        ["Name", "Code"],
        ["Anna Example", "LC-17"],
        ["Ben Sample", "LC-18"],
    ]

    def hide(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True

    found = read_file(_workbook(rows, hide), "list.xlsx")
    assert [(one.name, one.code) for one in found.rows] == [
        ("Anna Example", "LC-17"),
        ("Ben Sample", "LC-18"),
    ]
    assert [note for note in found.notes if "hidden" in note] == [
        "These rows are hidden in the workbook, and were read too: 3.",
        'These columns are hidden in the workbook, and were read too: "Code".',
    ]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            (
                "Customer Name,Customer Email,Staff Name,Staff Email\n"
                "Anna Example,anna@example.org,Mary Boss,boss@example.org\n"
                "Ben Sample,ben@example.org,Mary Boss,boss@example.org\n"
            ),
            ANNA_AND_BEN,
        ),
        (
            "Name,,Email\nAnna,Example,anna@example.org\nBen,Sample,ben@example.org\n",
            ANNA_AND_BEN,
        ),
        (
            "Name (known as),Email\nAnna (Annie) Example,anna@example.org\nBen Sample,ben@example.org\n",
            ANNA_AND_BEN,
        ),
        (
            "✅ Anna Example,anna@example.org\n❌ Ben Sample ⭐,ben@example.org\n",
            ANNA_AND_BEN,
        ),
        (
            (
                "Name,Email,Role\nAnna Example,anna@example.org,Attendee\nBen Sample,ben@example.org,Panelist"
                "\nMary Boss,boss@example.org,Host\n"
            ),
            ANNA_AND_BEN[:1],
        ),
        (
            (
                "Name,Code,Email\nAnna Example,SPRING26,anna@example.org\nBen Sample,SPRING26,ben@example.org\n"
                "Cara Test,SPRING26,\n"
            ),
            [*ANNA_AND_BEN, ("Cara Test", "")],
        ),
        ("Anna Example\tBen Sample\tCara Test\n", [(name, "") for name in THREE]),
        ("Name,Hours\nAnna Example,2\nTotal hours,2\n", [("Anna Example", "")]),
        (
            "Email address,Nickname,Email preference,Posting permissions\nanna@example.org,Annie,email,allowed\n",
            [("", "anna@example.org")],
        ),
    ],
    ids=[
        *("Bookings", "a merged head", "known as", "ticks", "a host", "an access code"),
        *("names across", "a sum below", "Google Groups"),
    ],
)
def test_what_else_stands_in_a_list_is_nobody(text: str, people: list[tuple[str, str]]) -> None:
    found = read_text(text)
    assert [(one.name, one.email) for one in found.rows] == people
    assert not any(one.code or one.also for one in found.rows)


def test_one_code_for_all_is_no_code_and_one_of_two_is_asked_about() -> None:
    assert [
        one.code for one in read_text("Code,Name\nLC-17,Anna Example\nLC-17,Ben Sample\n").rows
    ] == [*("LC-17", "LC-17")]

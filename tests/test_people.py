"""The list of people on the desk: shown, taken in, mended, merged, split, taken back; and nothing stops it."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import packages
import pieces
import pytest
import small_course as small
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbgrader.api import Gradebook
from platforms import mail, tarred
from test_desk import HOST, TOKEN, everything_in, get, marked, opened  # noqa: F401 - one is a fixture
from test_desk import desk as desk_fixture

from champions.desk import app as desk_app
from champions.desk import changing, forgetting, manual_marking, moving, people, proposing, state
from champions.desk.people import Person
from champions.desk.proposing import propose
from champions.marking.cohort import mark_folder
from champions.marking.intake import people_table
from champions.marking.intake.known import people_in
from champions.trouble import Trouble

desk = desk_fixture
MODULE = "01-small"


def send(desk: FlaskClient, page: str, **parts: Any) -> Any:
    return desk.post(f"/{TOKEN}/{page}", headers=HOST, data=parts)


def listed(text: str, *have: Person, **said: str) -> proposing.Proposal:
    """What a typed list would change, with the trainer's word on lines such as ``line_3="new"``."""
    decided = {int(key.removeprefix("line_")): value for key, value in said.items()}
    return propose(have, people.lines(text), decided)


def kinds(proposal: proposing.Proposal) -> list[str]:
    return [one.kind for one in proposal.rows]


# --- Who is who ----------------------------------------------------------------------------------------

ANN = Person("teal-11", "Ann Example", "ann@example.org", "Spring")


def test_the_same_code_address_or_number_is_the_same_person() -> None:
    known = people.with_others(ANN, "S001")
    assert kinds(listed("code,name\nteal-11,Ann Example", known)) == ["there"]
    assert kinds(listed("name,email\nANN EXAMPLE,Ann@Example.org", known)) == ["there"]
    assert kinds(listed("name,ID number\nAnn Example,S001", known)) == ["there"]
    assert kinds(listed("name,email\nA. Example,ann@example.org", known)) == ["changed"]


def test_what_is_new_of_somebody_is_said_and_the_old_is_kept() -> None:
    (one,) = listed("code,name,email,group\nteal-11,Ann Example,a.e@example.net,Autumn", ANN).rows
    assert one.kind == "changed"
    assert one.after is not None
    assert (one.after.email, one.after.cohort) == ("a.e@example.net", "Autumn")
    assert "ann@example.org" in one.after.also
    said = " ".join(one.changes)
    assert "before ann@example.org" in said
    assert "before Spring" in said


@pytest.mark.parametrize(
    ("text", "have"),
    [
        ("name\nExample Ann", ANN),
        ("name\nJose Diaz", Person("a-10", "José Díaz")),
        ("name,email\nAnn Example,other@example.org", ANN),
        ("name,email\nBo Sample,ann@example.org", ANN),
        ("code,name\nteal-11,Bo Sample", ANN),
        ("code,name\nteal-99,Ann Example", ANN),
        ("code,name\nteal 11,Ann Example", ANN),
    ],
)
def test_what_nothing_proves_is_a_question_with_both_sides(text: str, have: Person) -> None:
    proposal = listed(text, have)
    (one,) = proposal.undecided
    assert proposal.everybody == (have,)
    assert [choice.value for choice in one.choices][-2:] == ["new", "out"]
    assert have.label in one.choices[0].said
    same = listed(text, have, line_2=one.choices[0].value)
    assert len(same.everybody) == 1
    apart = listed(text, have, line_2="new")
    assert len(apart.everybody) == 2
    assert len({person.code for person in apart.everybody}) == 2
    assert listed(text, have, line_2="out").everybody == (have,)


def test_namesakes_with_another_address_or_number_are_two_people() -> None:
    two = listed("name,email\nSam Lee,sam@example.org\nSam Lee,lee@example.org")
    assert kinds(two) == ["new", "new"]
    assert "namesake" in two.rows[1].why
    by_number = listed("name,ID number\nSam Lee,10001\nSam Lee,10002")
    assert kinds(by_number) == ["new", "new"]
    assert kinds(listed("name,group\nSam Lee,A\nSam Lee,B")) == ["new", "doubt"]


def test_a_shared_mailbox_is_several_people_and_said() -> None:
    proposal = listed("name,email\nAnn Example,desk@example.org\nBo Sample,desk@example.org")
    assert kinds(proposal) == ["new", "new"]
    assert "desk@example.org is the address of Ann Example and Bo Sample" in proposal.shared[0]


_ROW = st.tuples(
    st.sampled_from(["", "Ann Lee", "Lee Ann", "Bo", "José Díaz", "Jose Diaz", "A Lee"]),
    st.sampled_from(["", "a@example.org", "b@example.org"]),
    st.sampled_from(["", "teal-11", "teal-12", "TEAL 11"]),
    st.sampled_from(["", "10001", "10002"]),
)
_LISTS = st.lists(_ROW, min_size=1, max_size=6)
HEAD = ["name", "email", "code", "student number"]


@given(_LISTS, _LISTS)
def test_no_list_loses_a_person_or_a_code_and_twice_is_as_good_as_once(
    first: list[tuple[str, ...]], second: list[tuple[str, ...]]
) -> None:
    have: tuple[Person, ...] = ()
    for rows in (first, second):
        found = people_table.read_rows([HEAD, *map(list, rows)])
        proposal = propose(have, found, {})
        assert [one.code for one in proposal.everybody][: len(have)] == [one.code for one in have]
        codes = [one.code.casefold() for one in proposal.everybody]
        assert len(set(codes)) == len(codes)
        assert len(proposal.rows) + len(proposal.left_out) >= len(found.rows)
        for before, after in zip(have, proposal.everybody, strict=False):
            known = {value.casefold() for value in (after.name, after.email, *after.also)}
            assert {value.casefold() for value in (before.name, before.email) if value} <= known
        if not proposal.undecided:  # what is still open may be settled by what came in beside it
            again = propose(proposal.everybody, found, {})
            assert not again.new
            assert again.everybody == proposal.everybody
        have = proposal.everybody


@given(_LISTS)
def test_two_codes_in_one_list_are_never_one_person(rows: list[tuple[str, ...]]) -> None:
    found = people_table.read_rows([HEAD, *map(list, rows)])
    proposal = propose((), found, {})
    for one in proposal.everybody:
        said = {
            row.row.code.casefold()
            for row in proposal.rows
            if row.after is not None and row.after.code == one.code and row.row.code
        }
        assert len(said) <= 1


# --- The file itself, whatever stands in it --------------------------------------------------------------


def test_a_list_of_an_earlier_version_is_read(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(
        "\ufeffcode,name,email,cohort\nteal-11,Ann Example,ann@example.org,Spring\n",
        encoding="utf-8",
    )
    assert people.read(tmp_path) == [ANN]
    people.write(tmp_path, people.read(tmp_path))
    assert people.read(tmp_path) == [ANN]


@given(
    st.lists(
        st.builds(
            Person,
            st.from_regex(r"[a-z]{2,6}-\d\d", fullmatch=True),
            st.text(max_size=20),
            st.text(max_size=20),
            st.text(max_size=20),
            st.lists(st.text(max_size=10), max_size=3).map(tuple),
        ),
        max_size=5,
        unique_by=lambda one: one.code,
    )
)
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, everybody: list[Person]
) -> None:
    folder = tmp_path_factory.mktemp("list")
    people.write(folder, everybody)
    once = people.read(folder)
    assert [one.code for one in once] == [one.code for one in everybody]
    people.write(folder, once)
    assert people.read(folder) == once


def test_a_list_that_a_spreadsheet_saved_its_own_way_is_read(tmp_path: Path) -> None:
    text = "code;name;email;cohort\nteal-11;Zoë Example;;Spring\n;No Code;;\nteal-11;Zoe;;\n"
    (tmp_path / "people.csv").write_bytes(text.encode("cp1252"))
    found = people.read(tmp_path)
    assert [(one.code, one.name) for one in found] == [
        ("teal-11", "Zoë Example"),
        ("row-3", "No Code"),
    ]
    assert len(people.oddities(tmp_path)) == 2


PAGES = (
    "", "files", "missing", "people", "people/changes", "people/look", "mark", "read", "send", "item-analysis",
    "concerns", "records", "records/unclaimed", "outcomes",
)  # fmt: skip
_WILD = st.one_of(
    st.text(max_size=15),
    st.sampled_from(["robin-12", "../x", "Ali Mohammed", "Mohammed Ali", "José", "Jose", "a;b", '"', "<b>", ""]),
)  # fmt: skip


@pytest.fixture(scope="module")
def open_desk(marked: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:  # noqa: F811
    """A desk over the marked course, for tests that change nothing but the list of people."""
    app = desk_app.make(marked, marked / "work", TOKEN, 8790, [])
    with app.test_client() as client:
        yield client
    state.of(app).course.close()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(st.lists(_WILD, min_size=1, max_size=8), max_size=6), headed=st.booleans())
def test_no_state_of_the_list_shuts_a_page(
    open_desk: FlaskClient, rows: list[list[str]], headed: bool
) -> None:
    here = opened(open_desk)
    head = ["code", "name", "email", "cohort", "also", "state", "preferred"]
    here.names_folder.mkdir(exist_ok=True)
    text = "\n".join(
        ",".join(f'"{cell}"' for cell in row) for row in ([head] if headed else []) + rows
    )
    (here.names_folder / "people.csv").write_text(text, encoding="utf-8", errors="replace")
    try:
        for page in PAGES:
            answer = open_desk.get(f"/{TOKEN}/{page}", headers=HOST)
            assert answer.status_code in (200, 302), (page, answer.text[:2000])
        for one in here.people():
            answer = open_desk.get(
                f"/{TOKEN}/people/one", headers=HOST, query_string={"code": one.code}
            )
            assert answer.status_code == 200, one
        people_in(here.out)
    finally:
        (here.names_folder / "people.csv").unlink()


@given(st.text(max_size=300))
def test_no_state_of_the_log_of_changes_stops_reading_it(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("log")
    (folder / changing.LOG).write_text(text, encoding="utf-8", errors="replace")
    changing.changes(folder)
    changing.forget(folder, ["teal-11"], ["Ann"])
    people.take_in(folder, people.lines("name\nAnn Example"))
    assert changing.changes(folder)[-1].did.startswith("A list was taken in.")


# --- Changes, kept and taken back -------------------------------------------------------------------------


def test_each_change_is_kept_with_when_and_why_and_taken_back(tmp_path: Path) -> None:
    people.take_in(tmp_path, people.lines("code,name\nteal-11,Ann Example\nteal-12,Bo Sample"))
    before = people.read(tmp_path)
    changing.edit(tmp_path, "teal-11", name="Ann Newname", why="Married")
    made = changing.of(tmp_path, "teal-11")[0]
    assert made.why == "Married"
    assert re.match(r"\d{4}-\d\d-\d\dT", made.at)
    assert people.read(tmp_path)[0].also == ("Ann Example",)
    changing.undo(tmp_path, made.number)
    assert people.read(tmp_path) == before
    changing.undo(tmp_path, 1)
    assert people.read(tmp_path) == []
    assert len(changing.changes(tmp_path)) == 4  # nothing was ever taken out of the log
    with pytest.raises(Trouble, match="cannot be taken back"):
        changing.undo(tmp_path, 1)


def test_a_change_that_something_newer_builds_on_is_not_taken_back(tmp_path: Path) -> None:
    people.take_in(tmp_path, people.lines("code,name\nteal-11,Ann Example"))
    changing.edit(tmp_path, "teal-11", cohort="Spring")
    with pytest.raises(Trouble, match="newer"):
        changing.undo(tmp_path, 1)
    assert people.read(tmp_path)[0].cohort == "Spring"


# --- On the pages ---------------------------------------------------------------------------------------


def test_a_list_is_shown_then_taken_in_and_undone_in_one_press_each(desk: FlaskClient) -> None:
    text = "Name,Email,Shoe size\nAnn Example,ann@example.org,38\nPoints Possible,,\n"
    send(desk, "people", list=(io.BytesIO(text.encode()), "spring.csv"))
    assert opened(desk).people() == []
    page = get(desk, "people/look")
    for said in (
        "1 person is new.",
        "1 row is left out.",
        "Shoe size",
        "A platform puts this in",
        "Ann Example",
    ):
        assert said in page
    send(desk, "people/take")
    assert [one.name for one in opened(desk).people()] == ["Ann Example"]
    assert "1 person was added." in get(desk, "people")
    number = opened(desk).last.people_change
    send(desk, "people/undo", number=str(number))
    assert opened(desk).people() == []
    assert "Undo this" not in get(desk, "people")


def test_a_doubt_is_settled_in_one_press_and_can_be_thought_over(desk: FlaskClient) -> None:
    people.write(opened(desk).names_folder, [ANN])
    send(desk, "people", typed="name,email\nAnn Example,new@example.org")
    assert "waits for your word" in get(desk, "people/look")
    send(desk, "people/look", line="2", choice="new")
    assert "What you said" in get(desk, "people/look")
    send(desk, "people/look", line="2", choice=f"same:{ANN.code}")
    send(desk, "people/take")
    (one,) = opened(desk).people()
    assert (one.code, one.email) == (ANN.code, "new@example.org")


def test_a_doubt_that_nobody_settled_is_left_out_and_said(desk: FlaskClient) -> None:
    people.write(opened(desk).names_folder, [ANN])
    send(desk, "people", typed="name\nExample Ann\nBo Sample")
    assert "leave 1 row out" in get(desk, "people/look")
    send(desk, "people/take")
    assert [one.name for one in opened(desk).people()] == ["Ann Example", "Bo Sample"]
    assert "Example Ann" in get(desk, "people")


def test_a_row_that_was_left_out_is_taken_in_when_the_trainer_says_so(desk: FlaskClient) -> None:
    send(desk, "people", typed="Name,Role\nTom Trainer,Teacher\nAnn Example,Student")
    assert "it is no learner" in get(desk, "people/look")
    send(desk, "people/look", line="2", choice="new")
    send(desk, "people/take")
    assert {one.name for one in opened(desk).people()} == {"Tom Trainer", "Ann Example"}


def test_what_the_trainer_says_of_a_column_and_of_letters_counts(desk: FlaskClient) -> None:
    send(desk, "people", list=(io.BytesIO("Müller,Änne".encode("cp1252")), "l.csv"))
    assert "Änne Müller" in get(desk, "people/look")
    send(desk, "people/look", **{"column-0": "first", "column-1": "last", "letters": "cp1252"})
    assert "Müller Änne" in get(desk, "people/look")
    send(desk, "people/look", **{"column-0": "last", "column-1": "first", "letters": "cp1250"})
    assert "Änne Müller" in get(desk, "people/look")


def test_the_sheet_is_chosen_in_one_press(desk: FlaskClient) -> None:
    book = openpyxl.Workbook()
    for sheet, name in (
        (book.active, "Ann Example"),
        (book.create_sheet("Last year"), "Bo Sample"),
    ):
        sheet.append(["Name", "Email"])
        sheet.append([name, "a@example.org"])
    data = io.BytesIO()
    book.save(data)
    send(desk, "people", list=(io.BytesIO(data.getvalue()), "l.xlsx"))
    assert "Last year" in get(desk, "people/look")
    send(desk, "people/look", sheet="Last year")
    assert "Bo Sample" in get(desk, "people/look")
    send(desk, "people/take")
    assert [one.name for one in opened(desk).people()] == ["Bo Sample"]


def test_a_list_that_changed_meanwhile_is_looked_at_again(desk: FlaskClient) -> None:
    send(desk, "people", typed="name\nAnn Example")
    seen = re.search(
        r'name="seen" value="(\w+)"', desk.get(f"/{TOKEN}/people/look", headers=HOST).text
    )
    assert seen
    people.write(opened(desk).names_folder, [ANN])
    answer = send(desk, "people/take", seen=seen[1])
    assert answer.status_code == 409
    assert opened(desk).people() == [ANN]


def test_a_person_is_edited_withdrawn_and_not_waited_for(desk: FlaskClient) -> None:
    people.write(opened(desk).names_folder, [ANN, Person("robin-12", "Cy Third")])
    send(desk, "people/edit", code="teal-11", name="Ann Example", preferred="Annie", email="", cohort="Autumn",
         also="ann@example.org\nS001", why="She asked")  # fmt: skip
    one = changing.find(opened(desk).names_folder, "teal-11")
    assert (one.preferred, one.cohort, one.also) == ("Annie", "Autumn", ("ann@example.org", "S001"))
    assert "She asked" in get(desk, "people/one?code=teal-11")
    assert "Ann Example (teal-11, Autumn)" in get(desk, "missing")
    send(desk, "people/withdraw", code="teal-11", why="Moved away")
    assert "teal-11" not in get(desk, "missing")
    assert "teal-11" in get(desk, "people")
    assert send(desk, "people/edit", code="teal-11", email="nobody").status_code == 409


def marks_of(desk: FlaskClient, code: str) -> list[Any]:
    """What nbgrader's own gradebook says of one learner's lesson; nothing when it has none."""
    with Gradebook(opened(desk).course.gradebook) as book:
        if not any(one.id == code for one in book.students):
            return []
        try:
            found = book.find_submission(MODULE, code).notebooks[0].grades
        except Exception:  # noqa: BLE001 - nbgrader's word for "no such submission"
            return []
        return sorted((one.name, one.score, one.needs_manual_grade) for one in found)


def mark_again(desk: FlaskClient) -> Any:
    """Mark the inbox with what the desk knows, as its own button does."""
    here = opened(desk)
    found = mark_folder(here.out / "inbox", here.out, here.course.home, say=lambda _: None)
    here.board.look_anew()
    return found


def everything_of(desk: FlaskClient, code: str) -> tuple[Any, Any, bool]:
    here = opened(desk)
    rows = here.board.rows()
    return (
        marks_of(desk, code),
        rows[rows["learner"] == code].drop(columns="learner").astype("str").to_numpy().tolist(),
        (here.out / "feedback" / code / f"{MODULE}.html").is_file(),
    )


def name_everybody(desk: FlaskClient) -> None:
    people.write(
        opened(desk).names_folder,
        [Person("robin-12", "Ann One"), Person("heron-34", "Bo Two"), Person("wren-56", "Cy Three"),
         Person("teal-11", "Di Four")],
    )  # fmt: skip


def scored(desk: FlaskClient, code: str) -> None:
    """Give a mark and a reply by hand, which no marking could make anew."""
    here = opened(desk)
    (piece,) = [
        one for one in manual_marking.pieces(here.board) if one.learner == code and one.scored
    ]
    manual_marking.score(
        here.board, piece, 2, f"Well seen, {code}.", manual_marking.seen(here.board, piece)
    )


def test_work_goes_to_another_person_with_all_its_marks_and_back(desk: FlaskClient) -> None:
    name_everybody(desk)
    scored(desk, "robin-12")
    here, before = opened(desk), everything_of(desk, "robin-12")
    answer = send(
        desk, "people/move", code="robin-12", to="teal-11", lesson=MODULE, why="Her laptop"
    )
    assert answer.status_code == 302, answer.text
    assert everything_of(desk, "teal-11") == before
    assert everything_of(desk, "robin-12") == ([], [], False)
    page = (here.out / "feedback/teal-11" / f"{MODULE}.html").read_text(encoding="utf-8")
    assert "Well seen, robin-12." in page
    assert "For teal-11" in page
    tables = (here.out / "marks-by-learner.csv").read_text(encoding="utf-8")
    assert "teal-11" in tables
    assert "robin-12" not in tables
    # The next marking gives it to the same person, though the old code stands in the file.
    assert not mark_again(desk).refused
    assert everything_of(desk, "teal-11") == before
    assert everything_of(desk, "robin-12") == ([], [], False)
    change = changing.of(here.names_folder, "teal-11")[0]
    assert change.why == "Her laptop"
    assert send(desk, "people/undo", number=str(change.number)).status_code == 302
    assert everything_of(desk, "robin-12") == before
    assert not mark_again(desk).refused
    assert everything_of(desk, "robin-12") == before
    assert everything_of(desk, "teal-11") == ([], [], False)


def test_two_who_sent_the_same_lesson_exchange_it(desk: FlaskClient) -> None:
    name_everybody(desk)
    scored(desk, "robin-12")
    one, other = everything_of(desk, "robin-12"), everything_of(desk, "heron-34")
    assert one != other
    send(desk, "people/move", code="robin-12", to="heron-34", lesson=MODULE)
    assert (everything_of(desk, "heron-34"), everything_of(desk, "robin-12")) == (one, other)
    assert not mark_again(desk).refused
    assert (everything_of(desk, "heron-34"), everything_of(desk, "robin-12")) == (one, other)
    number = changing.of(opened(desk).names_folder, "robin-12")[0].number
    send(desk, "people/undo", number=str(number))
    assert (everything_of(desk, "robin-12"), everything_of(desk, "heron-34")) == (one, other)


def test_two_entries_become_one_with_the_work_that_counts_and_two_again(desk: FlaskClient) -> None:
    name_everybody(desk)
    scored(desk, "robin-12")
    here = opened(desk)
    everybody = here.people()
    one, other = everything_of(desk, "robin-12"), everything_of(desk, "heron-34")
    asked = send(desk, "people/merge", code="heron-34", other="robin-12")
    assert "Whose work counts?" in asked.text
    answer = send(desk, "people/merge", code="heron-34", other="robin-12", sure="yes",
                  **{f"counts-{MODULE}": "robin-12"})  # fmt: skip
    assert answer.status_code == 302, answer.text
    assert [p.code for p in here.people()] == ["heron-34", "wren-56", "teal-11"]
    assert "robin-12" in changing.find(here.names_folder, "heron-34").also
    assert everything_of(desk, "heron-34") == one
    assert "robin-12" not in set(here.board.rows()["learner"])
    assert not mark_again(desk).refused
    assert everything_of(desk, "heron-34") == one
    assert "robin-12" not in set(here.board.rows()["learner"])
    number = changing.of(here.names_folder, "heron-34")[0].number
    send(desk, "people/undo", number=str(number))
    assert sorted(p.code for p in here.people()) == sorted(p.code for p in everybody)
    assert (everything_of(desk, "robin-12"), everything_of(desk, "heron-34")) == (one, other)
    assert not mark_again(desk).refused
    assert (everything_of(desk, "robin-12"), everything_of(desk, "heron-34")) == (one, other)


def test_an_entry_of_two_people_becomes_two(desk: FlaskClient) -> None:
    name_everybody(desk)
    here, before = opened(desk), everything_of(desk, "robin-12")
    changing.edit(here.names_folder, "robin-12", also=("ann2@example.org", "S001"))
    send(
        desk,
        "people/split",
        code="robin-12",
        name="Ann Other",
        takes="ann2@example.org",
        lesson=MODULE,
    )
    (made,) = [one for one in here.people() if one.name == "Ann Other"]
    assert made.also == ("ann2@example.org",)
    assert changing.find(here.names_folder, "robin-12").also == ("S001",)
    assert everything_of(desk, made.code) == before
    assert not mark_again(desk).refused
    assert everything_of(desk, made.code) == before
    assert everything_of(desk, "robin-12") == ([], [], False)


def test_work_under_a_code_that_is_on_no_list_finds_its_person(desk: FlaskClient) -> None:
    here = opened(desk)
    people.write(here.names_folder, [Person("teal-11", "Di Four"), Person("heron-34", "Bo Two")])
    before = everything_of(desk, "robin-12")
    assert "robin-12" in get(desk, "missing")
    assert "This code is on no list." in get(desk, "people/one?code=robin-12")
    send(desk, "people/move", code="robin-12", to="teal-11", lesson=MODULE)
    assert everything_of(desk, "teal-11") == before
    assert [one.place for one in mark_again(desk).refused] == ["wren-56/lesson.ipynb"]
    assert everything_of(desk, "teal-11") == before
    assert everything_of(desk, "robin-12") == ([], [], False)
    send(desk, "people/put-on", code="wren-56", name="Cy Three", cohort="Spring")
    assert "Cy Three (wren-56, Spring)" in get(desk, "people/one?code=wren-56")
    assert send(desk, "people/put-on", code="wren-56", name="Again").status_code == 409
    assert send(desk, "people/put-on", code="nobody-1", name="New").status_code == 409


def test_nothing_is_moved_to_nobody(desk: FlaskClient) -> None:
    name_everybody(desk)
    before = everything_of(desk, "robin-12")
    for parts in (
        {"to": "robin-12", "lesson": MODULE},
        {"to": "teal-11"},
        {"to": "nobody", "lesson": MODULE},
        {"to": "teal-11", "lesson": "99-none"},
    ):
        assert send(desk, "people/move", code="robin-12", **parts).status_code == 409
    assert everything_of(desk, "robin-12") == before
    with pytest.raises(Trouble, match="counts"):
        moving.merge(opened(desk), "robin-12", "heron-34", {})


# --- Wherever a person is chosen; what goes back; deleting --------------------------------------------------


def test_name_code_and_group_stand_together_wherever_a_person_is_chosen(desk: FlaskClient) -> None:
    two = [
        Person("robin-12", "John Smith", "", "Spring"),
        Person("heron-34", "John Smith", "", "Autumn"),
    ]
    people.write(opened(desk).names_folder, two)
    for page in ("records", "send", "people/one?code=wren-56", "people/one?code=heron-34"):
        answer = desk.get(f"/{TOKEN}/{page}", headers=HOST)
        if answer.status_code == 200:
            assert "John Smith (robin-12, Spring)" in answer.text, page
    every = re.findall(
        r"<option[^>]*>([^<]*John Smith[^<]*)<", desk.get(f"/{TOKEN}/records", headers=HOST).text
    )
    assert len(every) == 2
    assert all("-" in one and "(" in one for one in every)


def test_feedback_of_one_person_is_one_file_with_their_name(desk: FlaskClient) -> None:
    people.write(opened(desk).names_folder, [Person("robin-12", "Ann <One>", "", "Spring")])
    extra = opened(desk).out / "feedback" / "robin-12" / "02-more.html"
    page = (extra.parent / f"{MODULE}.html").read_text(encoding="utf-8")
    extra.write_text(page.replace("A small lesson", "Another lesson"), encoding="utf-8")
    with zipfile.ZipFile(io.BytesIO(send(desk, "send", which="all").data)) as packed:
        names = packed.namelist()
        told = packed.read("Ann One (robin-12) feedback.html").decode()
    assert len(names) == 3
    assert "For Ann &lt;One&gt; (robin-12)" in told
    assert "A small lesson" in told
    assert "Another lesson" in told
    ids = re.findall(r'\bid="([^"]+)"', told)
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in re.findall(r'href="(#[^"]+)"', told)} <= set(ids)
    assert told.count("<main>") == told.count("<h1>") == 1
    assert b"Ann" not in b"".join(one.read_bytes() for one in extra.parent.iterdir())


def test_a_letter_uses_the_name_that_is_preferred(desk: FlaskClient) -> None:
    people.write(
        opened(desk).names_folder, [Person("robin-12", "Margaret Jones", preferred="Peggy")]
    )
    assert "Hello Peggy," in get(desk, "send")


def test_deleting_counts_files_that_are_nobodys_and_throws_them_away(desk: FlaskClient) -> None:
    here = opened(desk)
    name_everybody(desk)
    loose = here.out / "inbox" / "lesson (1).ipynb"
    loose.write_text(json.dumps(small.work(small.ALL_RIGHT)), encoding="utf-8")
    send(desk, "records/delete", kind="person", what="robin-12", sure="yes")
    page = get(desk, "records")
    assert "1 file says nothing of whose it is." in page
    assert "Nothing is left." not in page
    assert "lesson (1).ipynb" in get(desk, "records/unclaimed")
    assert send(desk, "records/unclaimed", place="lesson (1).ipynb").status_code == 409
    assert send(desk, "records/unclaimed", place="../gradebook.db", sure="yes").status_code == 409
    assert loose.is_file()
    send(desk, "records/unclaimed", place="lesson (1).ipynb", sure="yes")
    assert not loose.exists()
    assert "1 file was thrown away." in get(desk, "records")
    assert "There are none." in get(desk, "records/unclaimed")


def test_a_namesake_elsewhere_is_no_leftover(desk: FlaskClient) -> None:
    here = opened(desk)
    people.write(
        here.names_folder,
        [Person("robin-12", "John Smith"), Person("robin-123", "John Smith", "", "B")],
    )
    send(desk, "records/delete", kind="person", what="robin-12", sure="yes")
    page = get(desk, "records")
    assert "1 record was deleted." in page
    assert "something is left" not in page
    assert "That was not searched for." in page
    assert [one.code for one in here.people()] == ["robin-123"]


def test_a_name_is_found_however_it_is_written(desk: FlaskClient) -> None:
    here = opened(desk)
    people.write(here.names_folder, [Person("robin-12", "Zoë O'Neil-Świt")])
    note = here.out / "inbox" / "wren-56" / "note.json"
    note.write_text(json.dumps({"by": "Zoë O'Neil-Świt"}), encoding="utf-8")
    send(desk, "records/delete", kind="person", what="robin-12", sure="yes")
    assert "note.json" in get(desk, "records")


@pytest.mark.parametrize("how", ["tar", "mail", "head of a mail", "7z"])
def test_a_name_is_found_in_whatever_it_is_packed(how: str, desk: FlaskClient) -> None:
    if how == "7z":
        pieces.need("libarchive")
    here = opened(desk)
    people.write(here.names_folder, [Person("robin-12", "Zoë Example")])
    note = "By Zoë Example. " * 40
    packed = {
        "tar": ("notes.tgz", tarred({"note.txt": note.encode()})),
        "mail": ("notes.eml", mail("Cy <cy@example.org>", note.encode(), "note.txt")),
        "head of a mail": ("notes.eml", mail("=?utf-8?q?Zo=C3=AB_Example?= <z@example.org>", b"x", "n.txt")),
        "7z": ("notes.7z", packages.seven({"a.txt": note.encode()}) if how == "7z" else b""),
    }  # fmt: skip
    name, data = packed[how]
    assert "Zoë Example".encode() not in data
    (here.out / "inbox" / "wren-56" / name).write_bytes(data)
    send(desk, "records/delete", kind="person", what="robin-12", sure="yes")
    assert name in get(desk, "records")


def test_who_is_deleted_is_gone_from_the_log_and_from_what_was_merged(desk: FlaskClient) -> None:
    here = opened(desk)
    name_everybody(desk)
    changing.edit(here.names_folder, "robin-12", cohort="Spring", why="Ann One asked")
    moving.merge(here, "heron-34", "robin-12", {MODULE: "heron-34"})
    deletion = forgetting.forget(["heron-34"], here.course, here.ledger, here.names_folder)
    assert deletion.left == ()
    left = everything_in(here.out)
    for word in (b"robin-12", b"heron-34", b"Ann One", b"Bo Two"):
        assert word not in left
    assert changing.changes(here.names_folder) != []


def test_the_log_of_somebody_whose_code_is_longer_is_kept(tmp_path: Path) -> None:
    people.take_in(tmp_path, people.lines("code,name\nteal-1,Ann Example\nteal-11,Bo Sample"))
    changing.edit(tmp_path, "teal-11", cohort="Spring", why="Asked for it")
    changing.forget(tmp_path, ["teal-1"], ["Ann Example"])
    assert "Ann Example" not in (tmp_path / changing.LOG).read_text(encoding="utf-8")
    assert [one.why for one in changing.of(tmp_path, "teal-11")] == ["Asked for it", ""]


@pytest.mark.needs("bubblewrap")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in another way")
def test_all_that_a_marking_writes_is_shut_and_what_was_open_is_too(
    marked: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    out = tmp_path / "work"
    shutil.copytree(marked / "work", out)
    for one in (out, *out.rglob("*")):
        one.chmod(0o755 if one.is_dir() else 0o644)
    source = str(Path(people.__file__).parents[2])
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "champions.cli",
            "mark",
            str(out / "inbox"),
            "--out",
            str(out),
            "--force",
        ],
        cwd=marked,
        env=os.environ | {"PYTHONPATH": source},
        umask=0o022,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    made = [out, *out.rglob("*")]
    assert len(made) > 40
    assert [one for one in made if one.stat().st_mode & 0o077] == []


def test_names_and_their_log_are_shut(desk: FlaskClient) -> None:
    send(desk, "people", typed="name\nAnn Example")
    send(desk, "people/take")
    folder = opened(desk).names_folder
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    made = list(folder.iterdir())
    assert {one.name for one in made} >= {"people.csv", "changes.jsonl"}
    assert {stat.S_IMODE(one.stat().st_mode) for one in made} == {0o600}

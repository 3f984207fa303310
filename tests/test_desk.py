"""The trainer's desk without a browser: who may come in, the list of people, scores, what was hard."""

from __future__ import annotations

import errno
import io
import json
import re
import shutil
import sqlite3
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pieces
import pytest
import small_course as small
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from hypothesis import example, given
from hypothesis import strategies as st
from nbgrader.api import Gradebook
from pseudo import pseudo
from sqlalchemy.exc import OperationalError

from champions import tables
from champions.activities.story.question import title_of
from champions.adopting.languages import code
from champions.adopting.languages.messages import Message
from champions.desk import app as desk_app
from champions.desk import (
    asking,
    dropping,
    exporting,
    item_analysis,
    manual_marking,
    missing,
    outcomes,
    pages,
    people,
    sending,
    state,
    weeks,
)
from champions.desk.job import read_log
from champions.desk.people import Person
from champions.marking import command as mark
from champions.marking import guard, report
from champions.marking.cohort import mark_folder
from champions.marking.intake.collect import collect_for
from champions.marking.intake.known import people_in
from champions.marking.intake.said import Said
from champions.marking.intake.whose import Question
from champions.place import load_place
from champions.questions import answers
from champions.style import tokens
from champions.trouble import Trouble

TOKEN, PORT = "token-for-tests", 8790
HOST = {"Host": f"127.0.0.1:{PORT}"}
WROTE = "My mother waited longest."


# --- One marked cohort, and a desk of one's own over a copy of it -------------------------------------


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course folder with a work folder in which three lessons are marked."""
    pieces.need("bubblewrap")
    home = small.make_course(tmp_path_factory.mktemp("course"))
    place = "place: Testtown\nsafeguarding_lead: Ann Lead\nemergency_number: '999'\n"
    place += "listening_helpline: A helpline\n"
    place += "certificates: {lessons_for_taking_part: 1, core_share: 0.6, evidence_level: 1}\n"
    (home / "place.yml").write_text(place, encoding="utf-8")
    inbox = home / "work" / "inbox"
    for learner in ("robin-12", "heron-34", "wren-56"):
        told = {**small.ALL_RIGHT, "reflection": {"words": f"{WROTE} <b>{learner[0]}</b>"}}
        small.send(inbox, learner, small.work(told, small.RIGHT_LINES, learner=learner))
    mark_folder(inbox, home / "work", home, say=lambda _: None)
    return home


@pytest.fixture
def desk(marked: Path, tmp_path: Path) -> Iterator[FlaskClient]:
    home = tmp_path / "home"
    shutil.copytree(marked, home)
    app = desk_app.make(home, home / "work", TOKEN, PORT, [])
    with app.test_client() as client:
        yield client
    opened(client).course.close()


def opened(desk: FlaskClient) -> state.Desk:
    return state.of(desk.application)


def get(desk: FlaskClient, page: str = "") -> str:
    answer = desk.get(f"/{TOKEN}/{page}", headers=HOST, follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def raw(desk: FlaskClient, page: str) -> str:
    return desk.get(f"/{TOKEN}/{page}", headers=HOST).text


def post(desk: FlaskClient, page: str, **parts: Any) -> Any:
    answer = desk.post(f"/{TOKEN}/{page}", headers=HOST, data=parts)
    if page == "people" and answer.status_code == 302:  # it was shown; now it is taken in
        return desk.post(f"/{TOKEN}/people/take", headers=HOST)
    return answer


def test_every_page_brings_the_look_that_was_decided(desk: FlaskClient) -> None:
    page = desk.get(f"/{TOKEN}/", headers=HOST).text
    found = re.search(r'<link rel="stylesheet" href="([^"]+)">', page)
    assert found
    answer = desk.get(found[1], headers=HOST)
    assert answer.mimetype == "text/css"
    assert tokens.BLUE in answer.text
    assert "var(--" not in answer.text
    report = post(desk, "outcomes", **{"as": "file"}).text
    assert f"color: {tokens.INK}" in report
    assert 'system-ui, "Segoe UI"' in report
    assert "var(--" not in report


def first(desk: FlaskClient) -> manual_marking.Piece:
    return manual_marking.pieces(opened(desk).board)[0]


def score(
    desk: FlaskClient, piece: manual_marking.Piece, level: str, reply: str = "Well seen."
) -> Any:
    seen = manual_marking.seen(opened(desk).board, piece)
    return post(desk, f"read/{piece.id}", level=level, reply=reply, seen=seen)


def in_gradebook(desk: FlaskClient, piece: manual_marking.Piece) -> tuple[Any, Any, Any]:
    """What nbgrader itself says of a piece: the person's points, whether it waits, the comment."""
    with Gradebook(opened(desk).course.gradebook) as book:
        step = (f"{piece.question}-words", "lesson", piece.module, piece.learner)
        grade, comment = book.find_grade(*step), book.find_comment(*step)
        return grade.manual_score, grade.needs_manual_grade, comment.manual_comment


# --- Who may come in ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        pytest.param("/", HOST, id="no token"),
        pytest.param("/another-token/", HOST, id="wrong token"),
        pytest.param(f"/{TOKEN}/", {"Host": "evil.example:8790"}, id="rebound name"),
        pytest.param(f"/{TOKEN}/", {"Host": "127.0.0.1"}, id="no port"),
        pytest.param(f"/{TOKEN}/", {"Host": "127.0.0.1:8888"}, id="another port"),
        pytest.param(f"/{TOKEN}/", {**HOST, "Sec-Fetch-Site": "cross-site"}, id="another site"),
        pytest.param(f"/{TOKEN}/", {**HOST, "Sec-Fetch-Site": "same-site"}, id="another program"),
        pytest.param(f"/{TOKEN}/", {**HOST, "Origin": "http://evil.example"}, id="foreign origin"),
        pytest.param(f"/{TOKEN}/", {**HOST, "Origin": "null"}, id="hidden origin"),
    ],
)
def test_a_request_from_elsewhere_is_refused_and_learns_nothing(
    desk: FlaskClient, path: str, headers: dict[str, str]
) -> None:
    for answer in (desk.get(path, headers=headers), desk.post(path + "mark", headers=headers)):
        assert answer.status_code == 403
        assert "robin-12" not in answer.text
        assert "steps" not in answer.text


def test_a_form_of_a_page_that_a_person_did_not_open_here_is_refused(desk: FlaskClient) -> None:
    headers = {**HOST, "Sec-Fetch-Site": "none"}
    assert desk.get(f"/{TOKEN}/", headers=headers).status_code == 200
    assert desk.post(f"/{TOKEN}/mark", headers=headers).status_code == 403


@pytest.mark.parametrize(
    "page", ["", "files", "missing", "people", "mark", "read", "send", "item-analysis"]
)
def test_every_page_may_load_nothing_from_elsewhere(desk: FlaskClient, page: str) -> None:
    answer = desk.get(f"/{TOKEN}/{page}", headers=HOST)
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("kept", "now"),
    [("hard?lesson=01-small", "item-analysis?lesson=01-small"), ("worries", "concerns")],
)
def test_an_address_that_somebody_kept_leads_to_the_page(
    desk: FlaskClient, kept: str, now: str
) -> None:
    answer = desk.get(f"/{TOKEN}/{kept}", headers=HOST)
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"/{TOKEN}/{now}"
    assert desk.get(f"/{TOKEN}/{now}", headers=HOST).status_code == 200


TOY = """
from champions.desk.page import Page
from flask import render_template

PAGE = Page("toy", __name__, link="A toy page")


@PAGE.get("/toy")
def show():
    return render_template("toy.html", number=3)
"""


def test_a_page_dropped_into_the_folder_is_found_and_led_to(
    marked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file with its routes and a template beside it: nothing else is touched."""
    (tmp_path / "toy.py").write_text(TOY, encoding="utf-8")
    template = '{% extends "frame.html" %}{% block body %}<p>{{ number }} toys</p>{% endblock %}'
    (tmp_path / "toy.html").write_text(template, encoding="utf-8")
    monkeypatch.setattr(pages, "__path__", [*pages.__path__, str(tmp_path)])
    monkeypatch.delitem(sys.modules, "champions.desk.pages.toy", raising=False)
    app = desk_app.make(marked, tmp_path / "work", TOKEN, PORT, [])
    with app.test_client() as client:
        assert "3 toys" in get(client, "toy")
        front = client.get(f"/{TOKEN}/", headers=HOST).text
        assert f'<a href="/{TOKEN}/toy">A toy page</a>' in front
    state.of(app).course.close()


def test_every_step_of_the_week_is_a_page_and_is_marked_as_the_present_one(
    desk: FlaskClient,
) -> None:
    steps = {one.step: one for one in pages.every() if one.step}
    assert sorted(steps) == [1, 2, 3, 4, 5]
    for page, step in (("files", 1), ("people", 2), ("read", 3), ("send", 4), ("item-analysis", 5)):
        shown = desk.get(f"/{TOKEN}/{page}", headers=HOST).text
        (present,) = re.findall(r'aria-current="page">(\d)\. ([^<]+)<', shown)
        assert present == (str(step), steps[step].link)


#: What may be posted while a marking runs: it only reads, or touches nothing that marking does.
WHILE_MARKING = {
    "people.add", "people.settle", "people.take", "people.put_away", "person.edit", "person.withdraw", "person.put_on",
    "concerns.raise_one", "concerns.dealt_with", "outcomes.report", "records.tables",
    "records.platform", "certificates.take", "language.choose",
}  # fmt: skip


def test_everything_that_could_get_in_the_way_of_a_marking_is_refused_while_it_runs(
    desk: FlaskClient,
) -> None:
    rules = [
        rule for rule in desk.application.url_map.iter_rules() if "POST" in (rule.methods or ())
    ]
    refused = set()
    with guard.alone(opened(desk).out):
        for rule in rules:
            if rule.endpoint not in WHILE_MARKING:
                page = re.sub(r"<[^>]+>", "0", rule.rule.removeprefix(f"/{TOKEN}/"))
                answer = post(desk, page)
                assert answer.status_code == 409, page
                assert "Marking is under way" in answer.text
                refused.add(rule.endpoint)
    assert {rule.endpoint for rule in rules} == refused | WHILE_MARKING
    assert len(refused) == 18


# --- When something goes wrong ------------------------------------------------------------------------


def test_only_a_page_that_is_not_there_is_called_that(desk: FlaskClient) -> None:
    answer = desk.get(f"/{TOKEN}/nowhere", headers=HOST)
    assert answer.status_code == 404
    assert "This page is not here." in answer.text
    assert "Go back to the desk" in answer.text
    wrong_way = desk.get(f"/{TOKEN}/records/tables", headers=HOST)
    assert wrong_way.status_code == 405
    assert "This address takes what a form sends." in wrong_way.text
    assert "not here" not in wrong_way.text


@pytest.mark.parametrize(
    ("error", "code", "what", "do"),
    [
        (ZeroDivisionError("by zero"), 500, "ZeroDivisionError: by zero", "try again"),
        (OSError(errno.ENOSPC, "No space left on device"), 507, "disk is full", "Make room"),
        (sqlite3.OperationalError("database or disk is full"), 507, "disk is full", "Make room"),
        (
            OperationalError("INSERT", {}, sqlite3.OperationalError("database is locked")),
            503,
            "Another program holds the marks",
            "Wait a minute",
        ),
        (
            PermissionError(errno.EACCES, "Permission denied", "gradebook.db"),
            500,
            "gradebook.db",
            "whose",
        ),
        (
            FileNotFoundError(errno.ENOENT, "No such file", "lesson"),
            500,
            "did not expect",
            "try again",
        ),
        (
            sqlite3.DatabaseError("file is not a database"),
            500,
            "not a database",
            "doctor --gradebook",
        ),
    ],
)
def test_an_unexpected_error_says_what_it_is_and_what_to_do(
    desk: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    code: int,
    what: str,
    do: str,
) -> None:
    def breaks() -> None:
        raise error

    monkeypatch.setattr(opened(desk).ledger, "arrived", breaks)
    answer = desk.get(f"/{TOKEN}/", headers=HOST)
    assert answer.status_code == code
    assert what in answer.text
    assert do in answer.text
    assert "not here" not in answer.text
    assert ("Traceback" in answer.text) == (code == 500 and "Permission" not in str(error))


def test_an_error_shows_nothing_to_whom_the_desk_is_not_open(
    desk: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = desk.get("/nowhere", headers=HOST)
    assert answer.status_code == 403
    assert "Back to the desk" not in answer.text


# --- Dropping files in --------------------------------------------------------------------------------


def test_what_is_dropped_is_kept_as_it_is_and_said_whose_it_is(desk: FlaskClient) -> None:
    sent = opened(desk).out / "elsewhere"
    path = small.send(sent, "swift-78", small.work(small.ALL_RIGHT, learner="swift-78"))
    data = path.read_bytes()
    parts = {"files": (io.BytesIO(data), "swift-78/lesson.ipynb")}
    assert desk.post(f"/{TOKEN}/files", headers=HOST, data=parts).status_code == 302
    said = get(desk, "files")
    assert "1 lesson came in." in said
    assert "swift-78" in said
    kept = [one for one in (opened(desk).out / "inbox").rglob("*") if one.is_file()]
    assert sum(one.read_bytes() == data for one in kept) == 1
    assert "1 lesson is not marked yet" in get(desk, "mark")


def test_two_files_of_one_name_are_both_kept(desk: FlaskClient) -> None:
    for words in ("first", "second"):
        parts = {"files": (io.BytesIO(words.encode()), "notes.txt")}
        post(desk, "files", **parts)
    inbox = opened(desk).out / "inbox"
    assert (inbox / "notes.txt").read_text(encoding="utf-8") == "first"
    assert (inbox / "received 2" / "notes.txt").read_text(encoding="utf-8") == "second"
    assert "1 other file was kept and not used" in get(desk, "files")


def test_a_folder_where_a_file_of_that_name_lies_is_kept_too(desk: FlaskClient) -> None:
    for name in ("notes", "notes/more.txt"):
        post(desk, "files", files=(io.BytesIO(name.encode()), name))
    inbox = opened(desk).out / "inbox"
    assert (inbox / "notes").read_text(encoding="utf-8") == "notes"
    assert (inbox / "received 2" / "notes" / "more.txt").is_file()


def a_drop(desk: FlaskClient, code: str, replies: dict[str, Any], place: str) -> None:
    """A lesson with its small file of answers, sent at once."""
    book = answers.AnswerBook(small.MODULE, code)
    book.put("middle-line", "mode", "miss")
    work = json.dumps(small.work(replies, learner=code)).encode()
    sent = [(io.BytesIO(work), f"{place}lesson.ipynb")]
    sent.append((io.BytesIO(answers.as_text(book).encode()), f"{place}{answers.SIDECAR}"))
    post(desk, "files", files=sent)


def test_a_second_drop_of_the_same_names_is_another_persons_with_their_own_answers(
    desk: FlaskClient,
) -> None:
    post(desk, "people", typed="code,name\nteal-11,Ann One\nteal-12,Bo Two")
    a_drop(desk, "teal-11", small.ALL_RIGHT, "my-work/01-small/")
    a_drop(desk, "teal-12", {**small.ALL_RIGHT, "middle-line": "mean"}, "my-work/01-small/")
    here = opened(desk)
    assert "Bo Two" in get(desk, "files")
    found = collect_for(here.out, here.out / "inbox", here.course.notebooks)
    theirs = [one for one in found.submissions if one.learner.startswith("teal-1")]
    assert [one.learner for one in theirs] == ["teal-11", "teal-12"]
    assert all(one.beside for one in theirs)
    assert not [one for one in found.refused if one.learner.startswith("teal-1")]


def test_a_second_file_for_somebody_who_sent_that_lesson_is_looked_at_beside_the_first(
    desk: FlaskClient,
) -> None:
    here = opened(desk)
    for reply in ("median", "mean", "mode"):
        work = json.dumps(small.work({**small.ALL_RIGHT, "middle-line": reply}, learner="teal-11"))
        post(desk, "files", files=(io.BytesIO(work.encode()), "lesson.ipynb"))
        dropped = here.last.drop
        assert dropped is not None
        if reply == "median":
            assert dropped.lessons == (("teal-11", small.MODULE),)
            continue
        # Nothing proves that one person sent them all: both are kept, and the trainer is asked.
        assert dropped.lessons == ()
        assert [one.code for one in dropped.refused] == ["two-files"]
        which = next(one for one in dropped.asked if one.kind == "which")
        page = raw(desk, "whose")
        assert which.text in page
        key = next(key for key, one in asking.open_questions(here).items() if one is which)
        assert post(desk, "whose/which", question=key, place=which.codes[0]).status_code == 302
        found = collect_for(here.out, here.out / "inbox", here.course.notebooks)
        places = [one.place for one in found.submissions if one.learner == "teal-11"]
        assert places == [which.codes[0]]
    inbox = here.out / "inbox"
    kept = [inbox / "lesson.ipynb", *inbox.glob("received */lesson.ipynb")]
    assert len({one.read_text(encoding="utf-8") for one in kept}) == len(kept) == 3


@given(st.text(max_size=300))
def test_no_file_name_leads_out_of_the_inbox(name: str) -> None:
    root = Path("/inbox")
    place = root.joinpath(*dropping._safe_parts(name))
    assert place.is_relative_to(root)
    assert place != root
    assert ".." not in place.parts
    assert all(len(part) < 140 and "\0" not in part for part in place.parts)


def test_a_drop_without_a_file_is_told_and_nothing_happens(desk: FlaskClient) -> None:
    answer = post(desk, "files")
    assert answer.status_code == 409
    assert "No file was chosen" in answer.text


def test_what_is_no_lesson_is_refused_in_a_sentence(desk: FlaskClient) -> None:
    post(desk, "files", files=(io.BytesIO(b"{"), "heron-34/lesson.ipynb"))
    assert "1 file could not be used" in get(desk, "files")


# --- The list of people -------------------------------------------------------------------------------


def test_each_person_gets_a_code_that_says_nothing_of_them(tmp_path: Path) -> None:
    came = people.take_in(tmp_path, people.lines("name,email\nZoë Öztürk,zoe@example.org\nSam Lee"))
    assert (came.new, came.there, came.problems) == (2, 0, ())
    found = people.read(tmp_path)
    assert [one.name for one in found] == ["Zoë Öztürk", "Sam Lee"]
    assert all(re.fullmatch(r"[a-z]+-\d\d", one.code) for one in found)
    assert len({one.code for one in found}) == 2


@given(
    st.lists(
        st.tuples(st.text("abcdé ", min_size=1, max_size=6), st.sampled_from(["", "a@b.org"])),
        max_size=8,
    )
)
@example(
    [("d", ""), ("d", "a@b.org"), ("da", "a@b.org")]
)  # a letter may stand for a name, or be one
def test_the_same_list_twice_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("people")
    table = [["name", "email"], *([name, email] for name, email in rows)]
    people.take_in(folder, table)
    before = people.read(folder)
    assert people.take_in(folder, table).new == 0
    assert people.read(folder) == before


@pytest.mark.parametrize(
    "table",
    [
        "Full name;E-mail\nAnn Example;ann@example.org",
        "Course list 2026\n\nForename\tSurname\tMail\nAnn\tExample\tann@example.org",
        "Ann Example, ann@example.org",
        "ID,Participant,Email address\nteal-11,Ann Example,ann@example.org",
    ],
)
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_list_is_read_as_offices_write_it(tmp_path: Path, table: str, coding: str) -> None:
    people.take_in(tmp_path, people.rows_of("list.csv", table.encode(coding)))
    (one,) = people.read(tmp_path)
    assert (one.name, one.email) == ("Ann Example", "ann@example.org")


def test_a_list_comes_from_excel(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["Name", "Code", "Group"],
        ["Ann Example", "teal-11", "Spring"],
        [None, None, None],
    ):
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    came = people.take_in(tmp_path, people.rows_of("people.xlsx", data.getvalue()))
    assert (came.new, came.problems) == (1, ())
    assert people.read(tmp_path) == [Person("teal-11", "Ann Example", "", "Spring")]


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04 not a zip", b"\xd0\xcf\x11\xe0 an old one", b"", b"\0"]
)
def test_a_list_that_cannot_be_read_is_told_in_words(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(Trouble) as told:
        people.take_in(tmp_path, people.rows_of("list.xlsx", data))
    assert told.value.do


@pytest.mark.parametrize("coding", ["cp1252", "mac_roman"])
def test_how_a_list_was_read_is_shown_where_the_trainer_should_look(
    desk: FlaskClient, coding: str
) -> None:
    table = "Spring 2026\nName;Mail\nZoë Example;zoe@example.org\n".encode(coding)
    sent = {"list": (io.BytesIO(table), "list.csv")}
    desk.post(f"/{TOKEN}/people", headers=HOST, data=sent)
    page = get(desk, "people/look")
    assert "Zoë Example" in page
    assert "Look whether &#34;Zoë&#34; is right." in page
    assert "1 line above the table left out: &#34;Spring 2026&#34;." in page


def test_a_workbook_with_two_tables_is_asked_about_and_nobody_is_added(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for sheet, name in ((book.active, "Ann"), (book.create_sheet("Last year"), "Bo")):
        sheet.append(["Name", "Email"])
        sheet.append([name, f"{name}@example.org"])
    data = io.BytesIO()
    book.save(data)
    with pytest.raises(Trouble, match="more than one table") as told:
        people.take_in(tmp_path, people.rows_of("list.xlsx", data.getvalue()))
    assert '"Last year"' in told.value.what
    assert people.read(tmp_path) == []


def test_a_heading_in_another_language_is_no_person(tmp_path: Path) -> None:
    table = "Teilnehmende;Kontakt\nAnn Example;ann@example.org\nBo Sample;bo@example.org"
    people.take_in(tmp_path, people.lines(table))
    assert [(one.name, one.email) for one in people.read(tmp_path)] == [
        ("Ann Example", "ann@example.org"),
        ("Bo Sample", "bo@example.org"),
    ]


def test_a_wrong_row_is_told_with_its_line_and_the_others_are_taken(tmp_path: Path) -> None:
    table = "code,name\nteal-11,Ann\n../x,Bob\n,\nteal-12,Cy\nteal-13,Ann"
    came = people.take_in(tmp_path, people.lines(table))
    assert [problem.split(":")[0] for problem in came.problems] == ["Row 3"]
    # Two codes are two people, whatever their names.
    assert [one.name for one in people.read(tmp_path)] == ["Ann", "Cy", "Ann"]
    again = people.take_in(tmp_path, people.lines("code,name\nteal-14,Cy"))
    assert (again.new, len(again.problems)) == (0, 1)
    assert "Cy (teal-12)" in again.problems[0]


def test_a_name_that_two_people_share_never_says_whose_a_file_is(tmp_path: Path) -> None:
    two = [
        Person("a-10", "Sam Lee", "sam@example.org"),
        Person("b-11", "Sam Lee", "lee@example.org"),
    ]
    people.write(tmp_path / "people", two)
    known = people_in(tmp_path)
    assert [one.code for one in known.called("Sam Lee")] == ["a-10", "b-11"]
    assert [one.code for one in known.called("sam@example.org")] == ["a-10"]


# --- Who is missing -----------------------------------------------------------------------------------


def test_who_is_missing_is_said_lesson_by_lesson(desk: FlaskClient) -> None:
    typed = "code,name\nrobin-12,Ann One\nlapwing-90,Bo Two"
    assert post(desk, "people", typed=typed).status_code == 302
    said = get(desk, "missing")
    assert "1 person has not sent it: Bo Two" in said
    assert "These codes came and are on no list: heron-34, wren-56" in said


def test_a_code_is_the_same_in_capitals() -> None:
    (one,) = missing.by_lesson(
        [Person("Robin-12", "Ann")], [("robin-12", "01-small")], ["01-small"]
    )
    assert (len(one.sent), len(one.missing), one.others) == (1, 0, ())


# --- Reading, scoring and taking back -------------------------------------------------------------------


def test_a_score_and_a_reply_land_in_nbgraders_gradebook_and_on_the_page(desk: FlaskClient) -> None:
    piece = first(desk)
    assert piece.scored
    answer = score(desk, piece, "2", "You read it whole.")
    assert answer.status_code == 302
    assert in_gradebook(desk, piece) == (2.0, False, "You read it whole.")
    page = opened(desk).out / "feedback" / piece.learner / f"{piece.module}.html"
    assert "You read it whole." in page.read_text(encoding="utf-8")
    assert not manual_marking.find(opened(desk).board, piece.id).waits


def test_a_score_outlives_the_desk_and_a_marking(desk: FlaskClient) -> None:
    here, piece = opened(desk), first(desk)
    score(desk, piece, "3")
    again = state.of(desk_app.make(here.course.home, here.out, TOKEN, PORT, []))
    (same,) = [one for one in manual_marking.pieces(again.board) if one.id == piece.id]
    assert (same.points, same.waits) == (3.0, False)
    again.course.close()
    mark_folder(here.out / "inbox", here.out, here.course.home, say=lambda _: None)
    (same,) = [one for one in manual_marking.pieces(here.board) if one.id == piece.id]
    assert (same.points, same.waits) == (3.0, False)


def test_a_reflection_is_answered_and_never_scored(desk: FlaskClient) -> None:
    piece = next(one for one in manual_marking.pieces(opened(desk).board) if not one.scored)
    page = get(desk, f"read/{piece.id}")
    assert "Which sentence fits best" not in page
    assert score(desk, piece, "3").status_code == 302
    assert in_gradebook(desk, piece) == (0.0, False, "Well seen.")


def test_taking_back_puts_the_piece_as_it_was(desk: FlaskClient) -> None:
    piece = first(desk)
    score(desk, piece, "2")
    assert post(desk, "undo").status_code == 302
    assert in_gradebook(desk, piece) == (None, True, None)
    score(desk, piece, "1", "One.")
    score(desk, piece, "3", "Three.")
    post(desk, "undo")
    assert in_gradebook(desk, piece) == (1.0, False, "One.")
    post(desk, "undo")
    assert post(desk, "undo").status_code == 409


def test_a_piece_scored_in_another_window_is_not_scored_over(desk: FlaskClient) -> None:
    piece = first(desk)
    seen = manual_marking.seen(opened(desk).board, piece)
    score(desk, piece, "2")
    answer = post(desk, f"read/{piece.id}", level="0", reply="", seen=seen)
    assert answer.status_code == 409
    assert "another window" in answer.text
    assert in_gradebook(desk, piece)[0] == 2.0


@pytest.mark.parametrize("level", ["", "7", "-1", "two", "1.5", "²"])
def test_a_level_that_is_none_of_the_rubrics_is_not_kept(desk: FlaskClient, level: str) -> None:
    piece = first(desk)
    assert score(desk, piece, level).status_code == 409
    assert in_gradebook(desk, piece) == (None, True, None)


def test_no_name_and_no_code_is_seen_while_scoring(desk: FlaskClient) -> None:
    post(desk, "people", typed="code,name\nrobin-12,Ann One\nheron-34,Bo Two\nwren-56,Cy Three")
    for page in ("read", *(f"read/{one.id}" for one in manual_marking.pieces(opened(desk).board))):
        told = desk.get(f"/{TOKEN}/{page}", headers=HOST).text
        assert not re.search("Ann One|Bo Two|Cy Three|robin-12|heron-34|wren-56", told)


def test_what_a_learner_wrote_is_shown_as_text(desk: FlaskClient) -> None:
    piece = next(one for one in manual_marking.pieces(opened(desk).board) if not one.scored)
    told = desk.get(f"/{TOKEN}/read/{piece.id}", headers=HOST).text
    assert "&lt;b&gt;" in told
    assert "<b>" not in told


def test_every_piece_comes_once_and_then_it_is_done(desk: FlaskClient) -> None:
    seen, page = [], f"read/{first(desk).id}"
    while page != "read":
        seen.append(page)
        answer = score(desk, manual_marking.find(opened(desk).board, page.split("/")[1]), "1")
        page = answer.headers["Location"].split(f"/{TOKEN}/")[1]
    assert len(seen) == len(set(seen)) == 6
    assert "You have read everything" in get(desk, "read")


def test_a_second_reading_changes_no_mark_and_shows_agreement(
    desk: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manual_marking, "ONE_IN", 1)
    scored = [one for one in manual_marking.pieces(opened(desk).board) if one.scored]
    for one in scored:
        score(desk, one, "2")
    for one, level in zip(scored, "233", strict=True):
        page = get(desk, f"read/{one.id}?again=1")
        assert "Your reply" not in page
        post(desk, f"read/{one.id}", level=level, again="1")
    assert manual_marking.agreement(opened(desk).ledger.seconds()) == manual_marking.Agreement(
        3, 1, 3
    )
    assert [in_gradebook(desk, one)[0] for one in scored] == [2.0, 2.0, 2.0]
    assert manual_marking.for_second_reading(opened(desk).board) == []
    assert "3 pieces were read twice. From 5 on" in get(desk, "read")


# --- Concerned about this -----------------------------------------------------------------------------------


def test_a_concern_shows_the_name_and_the_local_way_until_it_is_dealt_with(
    desk: FlaskClient,
) -> None:
    piece = first(desk)
    post(desk, "people", typed=f"code,name\n{piece.learner},Ann One")
    for _ in range(2):
        assert post(desk, f"concern/{piece.id}").status_code == 302
    said = get(desk, "concerns")
    assert said.count("Ann One") == 1
    assert "Ring 999" in said
    assert "tell Ann Lead, today" in said
    assert "1 concern is open" in get(desk)
    assert post(desk, "concerns/1", how=" ").status_code == 409
    post(desk, "concerns/1", how="Rang Ann Lead at 10.")
    assert "Rang Ann Lead at 10." in get(desk, "concerns")
    assert "open" not in get(desk)


# --- Sending back -----------------------------------------------------------------------------------------


def test_new_pages_come_once_and_again_when_they_have_changed(desk: FlaskClient) -> None:
    def names(which: str) -> list[str]:
        with zipfile.ZipFile(io.BytesIO(post(desk, "send", which=which).data)) as packed:
            return packed.namelist()

    every = [f"{one} 01-small.html" for one in ("heron-34", "robin-12", "wren-56")]
    assert names("new") == every
    assert post(desk, "send", which="new").status_code == 409
    piece = first(desk)
    score(desk, piece, "1")
    assert names("new") == [f"{piece.learner} 01-small.html"]
    assert names("all") == every


def test_a_mail_says_which_lessons_it_is_about_and_how_far_one_is() -> None:
    one = sending.letter("Ann Example", ["Run charts"], (3, 5))
    assert one.startswith(
        "Hello Ann,\n\nThank you for your work on Run charts. You have 3 of 5 steps right so far. Your "
        "feedback is in the file that comes with this mail. Open it in your browser.\n\nYou can change"
    )
    assert one.endswith("as often as you like.\n\nWith best wishes")
    two = sending.letter("", ["Run charts", "Aims & <drivers>"], None)
    assert two.startswith(
        "Hello,\n\nThank you for your work on these lessons:\n- Run charts\n- Aims & <d"
    )
    assert "files that come with this mail" in two
    assert "\n\n\n" not in one + two


def test_a_summary_of_a_small_group_says_nothing_about_it() -> None:
    rows = table({f"p{n}": ["right", "right"] for n in range(4)})
    assert "no summary yet" in sending.summary(rows, "A lesson")
    rows = table({f"p{n}": ["right", "right" if n else "not yet"] for n in range(6)})
    said = sending.summary(rows, "A lesson")
    assert "Nearly all have every step right" in said
    assert "5" not in said


# --- What was hard ----------------------------------------------------------------------------------------


def table(states: dict[str, list[str]], tries: int = 0, wrong: str = "") -> pd.DataFrame:
    """The board's rows for people who all answered the same questions, q0, q1 and so on."""
    return pd.DataFrame(
        [
            {
                "learner": learner,
                "module": "01-small",
                "question": f"q{at}",
                "part": "core",
                "points": 1.0 if state == "right" else 0.0,
                "state": state,
                "tries": tries,
                "misconceptions": wrong,
                "needs_a_person": "",
            }
            for learner, every in states.items()
            for at, state in enumerate(every)
        ]
    )


def asked(count: int) -> dict[str, Any]:
    from champions.questions import Choice

    choice: dict[str, Any] = {
        "options": {"a": "A", "b": "B"},
        "right": "a",
        "look": "",
        "step": "",
        "praise": "",
    }
    return {f"q{n}": Choice(id=f"q{n}", ask=f"Question {n}?", **choice) for n in range(count)}


def test_a_question_is_counted_by_how_it_was_met() -> None:
    states = ["right", "right", "not yet", "nearly", "not tried", "started"]
    rows = table({f"p{n}": [state] for n, state in enumerate(states)})
    rows.loc[1, "tries"] = 2
    (one,) = item_analysis.by_question(rows, asked(1))
    met = (one.tried, one.first_time, one.after_hints, one.not_yet, one.not_reached)
    assert met == (4, 1, 1, 2, 2)
    assert item_analysis.in_words(one, {}).startswith("Fewer than 5")


@pytest.mark.parametrize(("people_", "shown"), [(9, False), (10, True)])
def test_difficulty_and_discrimination_wait_for_ten_people(people_: int, shown: bool) -> None:
    rows = table({f"p{n}": ["right" if n % 2 else "not yet"] * 2 for n in range(people_)})
    one, other = item_analysis.by_question(rows, asked(2))
    assert (one.difficulty is not None) == (other.discrimination is not None) == shown
    if shown:
        assert (one.difficulty, round(one.discrimination or 0, 9)) == (0.5, 1.0)


def test_discrimination_is_the_correlation_with_the_other_questions() -> None:
    points = pd.DataFrame({"a": [1, 1, 0, 0, 1], "b": [1, 0, 0, 1, 1], "c": [1, 1, 0, 0, 0]})
    wanted = points["a"].corr(points["b"] + points["c"])
    assert item_analysis.discrimination(points, "a") == pytest.approx(wanted)
    assert item_analysis.discrimination(points[["a"]], "a") is None
    assert item_analysis.discrimination(points.assign(a=1), "a") is None


def test_what_caught_people_is_shown_from_five_on() -> None:
    rows = table({f"p{n}": ["not yet"] for n in range(5)}, tries=1, wrong="mean-not-median")
    (one,) = item_analysis.by_question(rows, asked(1))
    assert "in other words (5 people)" in item_analysis.in_words(
        one, {"mean-not-median": "in other words"}
    )
    (few,) = item_analysis.by_question(rows[:4], asked(1))
    assert few.caught == ()


def test_who_may_be_stuck_has_tried_again_and_again() -> None:
    rows = table({"p1": ["not yet"], "p2": ["right"], "p3": ["nearly"]}, tries=4)
    assert [one.learner for one in item_analysis.may_be_stuck(rows)] == ["p1", "p3"]
    assert item_analysis.may_be_stuck(rows.assign(tries=3)) == []


def test_lessons_finished_are_counted_week_by_week_with_empty_weeks() -> None:
    rows = table({"p1": ["right"], "p2": ["right"], "p3": ["not yet"]})
    came = [(f"p{n}", "01-small", f"2026-03-{day:02}T10:00:00+00:00") for n, day in
            ((1, 4), (2, 17), (3, 17))]  # fmt: skip
    found = weeks.finished(rows, came)
    assert list(found["lessons"]) == [1, 0, 1]
    assert [str(day.date()) for day in found["week"]] == ["2026-03-02", "2026-03-09", "2026-03-16"]
    assert "<figcaption>" in weeks.chart(found)
    assert weeks.chart(found[:1]) == ""


# --- The marking, as the desk sees it -----------------------------------------------------------------------


def test_a_log_that_is_being_written_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    lines = [
        '{"event": "begin", "of": 3}',
        '{"event": "marked", "at": 1, "of": 3, "seconds_left": 100.0, "learner": "a"}',
        '{"event": "marked", "at": 2, "of"',
    ]
    (tmp_path / "desk-marking.jsonl").write_text("\n".join(lines), encoding="utf-8")
    told = read_log(tmp_path, going=True)
    assert (told.done, told.of, told.left) == (1, 3, "about 2 minutes left")
    assert not told.ended


@pytest.mark.parametrize("event", ["reading", "waiting"])
def test_what_a_marking_does_before_and_between_lessons_is_said(event: str, tmp_path: Path) -> None:
    lines = ['{"event": "begin", "of": 3}', f'{{"event": "{event}", "said": "File 3."}}']
    (tmp_path / "desk-marking.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert read_log(tmp_path, going=True).now == "File 3."
    lines.append('{"event": "marked", "at": 1, "of": 3, "seconds_left": 1.0, "learner": "a"}')
    (tmp_path / "desk-marking.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert read_log(tmp_path, going=True).now == ""


def test_a_marking_that_stopped_says_why(tmp_path: Path) -> None:
    (tmp_path / "desk-marking.txt").write_text("The disk is full.", encoding="utf-8")
    assert read_log(tmp_path, going=False).trouble == "The disk is full."


def test_the_tables_of_the_desk_are_those_of_the_marking(desk: FlaskClient) -> None:
    rows = opened(desk).board.rows()
    assert list(rows.columns) == list(report.QUESTION_COLUMNS)
    assert sorted(set(rows["learner"])) == ["heron-34", "robin-12", "wren-56"]
    before = rows.copy()
    opened(desk).board.look_again("robin-12", small.MODULE)
    pd.testing.assert_frame_equal(opened(desk).board.rows(), before)


QUESTION, CHOICES = "Which file of teal-11 counts, for 01-small?", ["a.ipynb", "b.ipynb"]


def a_log(desk: FlaskClient, *events: dict[str, Any]) -> None:
    """A marking that has ended, with these events in its log."""
    every = [*events, {"event": "end", "marked": 3, "refused": 1, "to_be_read": 0}]
    text = "\n".join(json.dumps(one) for one in every)
    (opened(desk).out / "desk-marking.jsonl").write_text(text, encoding="utf-8")


def number_of(page: str, what: str = "question") -> str:
    """The number that the first form of a page sends."""
    found = re.search(rf'name="{what}" value="([0-9a-f]+)"', page)
    assert found
    return found[1]


def test_which_file_counts_is_asked_once_and_kept_for_the_marking(desk: FlaskClient) -> None:
    a_log(desk, {"event": "asked", "question": QUESTION, "choices": CHOICES, "codes": CHOICES})
    assert "1 question waits for you" in get(desk, "mark")
    page = raw(desk, "whose")
    assert QUESTION in page
    key = number_of(page)
    assert post(desk, "whose/which", question=key, place="c.ipynb").status_code == 409
    assert post(desk, "whose/which", question=key, place="b.ipynb").status_code == 302
    assert "Your answers are kept" in get(desk, "mark")
    assert Said.load(opened(desk).out).which(QUESTION) == "b.ipynb"


def test_a_decision_of_a_file_is_used(tmp_path: Path) -> None:
    (tmp_path / "decided.json").write_text(json.dumps({QUESTION: CHOICES[1]}), encoding="utf-8")
    answer = mark._as_decided(tmp_path / "decided.json", lambda _: None)
    asked = Question("which", QUESTION, tuple(CHOICES), tuple(CHOICES))
    assert answer(asked) == 1
    assert answer(replace(asked, text="Another?")) is None
    (tmp_path / "decided.json").write_text("[1", encoding="utf-8")
    with pytest.raises(Trouble, match="cannot be read"):
        mark._as_decided(tmp_path / "decided.json", lambda _: None)


def test_a_file_that_says_nothing_of_its_owner_is_settled_in_one_press_and_taken_back_in_one(
    desk: FlaskClient,
) -> None:
    here = opened(desk)
    post(desk, "people", typed="code,name,cohort\nteal-11,Ann One,Spring\nteal-12,Bo Two,Spring")
    work = json.dumps(small.work(small.ALL_RIGHT))
    post(desk, "files", files=(io.BytesIO(work.encode()), "lesson.ipynb"))
    assert "1 question waits for you" in get(desk, "files")
    page = raw(desk, "whose")
    assert "Whose work is lesson.ipynb?" in page
    assert "Ann One (teal-11, Spring)" in page
    key = number_of(page)
    for wrong in ({"question": "7", "code": "teal-11"}, {"question": key, "code": "nobody"}):
        assert post(desk, "whose/say", **wrong).status_code == 409
    assert post(desk, "whose/say", question=key, code="teal-11").status_code == 302
    assert (here.out / "inbox" / "lesson.ipynb").read_text(encoding="utf-8") == work
    assert ("teal-11", small.MODULE) in here.ledger.arrived()
    page = get(desk, "whose")
    assert "No question waits for you" in page
    assert "said on the desk" in page
    found = collect_for(here.out, here.out / "inbox", here.course.notebooks)
    assert [one.learner for one in found.submissions] == ["teal-11"]
    assert post(desk, "whose/undo", number="1").status_code == 302
    assert ("teal-11", small.MODULE) not in here.ledger.arrived()
    assert "1 question waits for you" in get(desk, "whose")


def test_a_slip_is_asked_on_the_desk_with_the_person_who_was_meant(desk: FlaskClient) -> None:
    post(desk, "people", typed="code,name,cohort\nteal-11,Ann One,Spring\nteal-12,Bo Two,Spring")
    work = json.dumps(small.work(small.ALL_RIGHT, learner="teal-1l"))
    post(desk, "files", files=(io.BytesIO(work.encode()), "a.ipynb"))
    assert "Ann One" in get(desk, "files")  # l for 1 is known
    work = json.dumps(small.work(small.ALL_RIGHT, learner="tel-12"))
    post(desk, "files", files=(io.BytesIO(work.encode()), "b.ipynb"))
    page = raw(desk, "whose")
    assert 'value="teal-12">Bo Two (teal-12, Spring)</button>' in page
    assert "Somebody new: tel-12" in page


def test_many_new_people_are_settled_in_one_press(desk: FlaskClient) -> None:
    post(desk, "people", typed="code,name\nteal-11,Ann One")
    names = ["Xenia Quill", "Oluwaseun Babatunde", "Iorwerth Gruffydd"]
    sent = [
        (io.BytesIO(json.dumps(small.work(small.ALL_RIGHT)).encode()), f"{name}/lesson.ipynb")
        for name in names
    ]
    post(desk, "files", files=sent)
    assert "These are 3 new people" in get(desk, "whose")
    assert post(desk, "whose/all-new").status_code == 302
    assert "No question waits for you" in get(desk, "whose")
    here = opened(desk)
    found = collect_for(here.out, here.out / "inbox", here.course.notebooks)
    assert {one.learner for one in found.submissions} >= set(names)


def test_the_desk_and_the_command_line_give_the_same_verdicts(desk: FlaskClient) -> None:
    post(desk, "people", typed="code,name\nteal-11,Ann One\nteal-12,Bo Two")
    here = opened(desk)
    sent = [
        (io.BytesIO(json.dumps(small.work(small.ALL_RIGHT, learner=code)).encode()), name)
        for name, code in (
            ("Ann One_7_assignsubmission_file_/lesson.ipynb", ""),
            ("Downloads/lesson.ipynb", "teal 12"),
            ("Nobody Known/lesson.ipynb", ""),
            ("Bo Two/lesson.ipynb", "teal-11"),
        )
    ]
    post(desk, "files", files=sent)
    dropped = here.last.drop
    assert dropped is not None
    again = collect_for(here.out, here.out / "inbox", here.course.notebooks)
    assert set(dropped.lessons) == {(one.learner, one.module) for one in again.submissions}
    places = {one[1] for one in sent}
    assert {(one.place, one.code) for one in dropped.refused} == {
        (one.place, one.code) for one in again.refused if one.place in places
    }
    assert {one.text for one in dropped.asked} == {
        one.text for one in again.asked if one.place in places
    }
    assert len(dropped.asked) == 2
    # What is said to the one counts for the other.
    page = raw(desk, "whose")
    assert post(desk, "whose/say", question=number_of(page), code="teal-12").status_code == 302
    said = Said.load(here.out).words[-1]
    words = collect_for(here.out, here.out / "inbox", here.course.notebooks).claims
    assert words[said.place] == "teal-12"


# --- Taking marks along, and deleting --------------------------------------------------------------------


def test_the_tables_hold_every_mark_and_say_what_each_column_means(desk: FlaskClient) -> None:
    score(desk, first(desk), "2")
    with zipfile.ZipFile(io.BytesIO(post(desk, "records/tables").data)) as packed:
        found = {
            name: pd.read_csv(packed.open(name))
            for name in packed.namelist()
            if name.endswith(".csv")
        }
        excel = pd.read_excel(packed.open("by-learner.xlsx"))
    assert found["by-learner.csv"]["core_points"].tolist() == [3, 3, 3]
    assert found["by-learner.csv"]["evidence_points"].sum() == 2
    assert found["by-module.csv"]["learners"].tolist() == [3]
    assert len(found["by-question.csv"]) == 3 * 7
    pd.testing.assert_frame_equal(excel, found["by-learner.csv"], check_dtype=False)
    told = found.pop("data-dictionary.csv")
    for name, table_ in found.items():
        assert told[told["table"] + ".csv" == name]["column"].tolist() == list(table_.columns)


@given(st.sampled_from("=+-@|%\t\r"), st.text(max_size=20))
@example("=", "\ufffe")
def test_no_text_becomes_a_formula(sign: str, rest: str) -> None:
    rest = re.sub(r"[\x00-\x1f\ud800-\udfff]", "", rest)
    row = [(sign + rest, 1.5, None)]
    text = exporting.as_csv(["a", "b", "c"], row).decode("utf-8-sig")
    assert text.split("\r\n")[1].lstrip('"')[0] == "'"
    book = openpyxl.load_workbook(io.BytesIO(exporting.as_excel(["a", "b", "c"], row)))
    cell = book.active["A2"]
    assert cell.data_type == "s"
    assert str(cell.value)[0] == "'"
    assert book.active["B2"].value == 1.5


def test_moodle_gets_points_by_address_and_says_who_has_none(desk: FlaskClient) -> None:
    post(desk, "people", typed="code,name,email\nrobin-12,Ann One,ann@example.org")
    told = post(desk, "records/platform", which="moodle").data.decode("utf-8-sig").splitlines()
    assert told == ["Email address,A small lesson", "ann@example.org,3"]
    assert "2 people were left out" in get(desk, "records")
    assert "left out" not in get(desk, "records")  # it was about that one table


def test_canvas_and_brightspace_get_tables_that_our_own_reader_knows_as_theirs(
    desk: FlaskClient,
) -> None:
    post(desk, "people", typed='code,name,email\nrobin-12,"One, Ann",ann@example.org')
    canvas = tables.read(post(desk, "records/platform", which="canvas").data, "canvas.csv").one()
    assert canvas.names == (
        *("Student", "ID", "SIS User ID", "SIS Login ID", "Section"),
        "A small lesson",
    )
    assert canvas.column("Student")[0].strip() == "Points Possible"
    assert canvas.column("SIS Login ID")[1] == "ann@example.org"
    possible, own = map(float, canvas.column("A small lesson"))
    assert own == 3 <= possible
    told = post(desk, "records/platform", which="brightspace").data.decode("utf-8-sig").splitlines()
    assert told == [
        "Username,A small lesson Points Grade,End-of-Line Indicator",
        "ann@example.org,3,#",
    ]
    assert "not known" in post(desk, "records/platform", which="classroom").text


def test_certificates_carry_names_and_the_table_says_what_is_open(desk: FlaskClient) -> None:
    post(desk, "people", typed="code,name,email\nrobin-12,Ann One,ann@example.org")
    packed = zipfile.ZipFile(io.BytesIO(post(desk, "records/certificates").data))
    assert "Ann One" in packed.read("robin-12-taking-part.html").decode()
    told = packed.read("certificates.csv").decode("utf-8-sig")
    assert "robin-12,Certificate of taking part,yes," in told
    assert "Ann One" not in told


def everything_in(folder: Path) -> bytes:
    """All bytes of a folder: names, files, and what is packed in zips."""
    found = []
    for path in folder.rglob("*"):
        found.append(path.name.encode())
        if path.is_file():
            found.append(path.read_bytes())
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as packed:
                    found += [one.filename.encode() + packed.read(one) for one in packed.infolist()]
    return b"\n".join(found)


def all_of_them(desk: FlaskClient) -> None:
    """Names, a score, a page sent back, a second marking with its copy of the gradebook."""
    here = opened(desk)
    people_ = "robin-12,Ann One,ann@example.org\nheron-34,Bo Two,bo@example.org"
    post(desk, "people", typed=f"code,name,email\n{people_}")
    score(desk, first(desk), "2")
    post(desk, "send", which="all")
    guard.back_up(here.out)


def test_who_is_deleted_is_gone_from_every_file_and_the_others_are_whole(desk: FlaskClient) -> None:
    here = opened(desk)
    all_of_them(desk)
    both = io.BytesIO()
    with zipfile.ZipFile(both, "w") as packed:
        for learner in ("robin-12", "heron-34"):
            work = small.work(small.ALL_RIGHT, small.RIGHT_LINES, learner=learner)
            packed.writestr(f"{learner}/lesson.ipynb", json.dumps(work))
    post(desk, "files", files=(io.BytesIO(both.getvalue()), "all.zip"))
    before = everything_in(here.out)
    assert before.count(b"robin-12") > 20
    assert b"Ann One" in before
    others = here.board.rows()
    others = others[others["learner"] != "robin-12"].reset_index(drop=True)

    answer = post(desk, "records/delete", kind="person", what="robin-12", sure="yes")
    assert answer.status_code == 302
    assert "1 record was deleted." in get(desk, "records")
    assert "deleted." not in get(desk, "records").replace("is open is not deleted.", "")
    after = everything_in(here.out)
    for word in (b"robin-12", b"Ann One", b"ann@example.org"):
        assert word not in after
    assert after.count(b"heron-34") > 20
    pd.testing.assert_frame_equal(here.board.rows().reset_index(drop=True), others)
    mark_folder(here.out / "inbox", here.out, here.course.home, say=lambda _: None)
    rows = here.board.rows()
    assert sorted(set(rows["learner"])) == ["heron-34", "wren-56"]
    assert b"robin-12" not in everything_in(here.out)


def test_what_is_still_there_is_told(desk: FlaskClient) -> None:
    note = opened(desk).out / "inbox" / "note.txt"
    note.write_text("robin-12 rang on Monday", encoding="utf-8")
    post(desk, "records/delete", kind="person", what="robin-12", sure="yes")
    said = get(desk, "records")
    assert "something is left" in said
    assert "inbox/note.txt" in said


def test_a_group_and_those_last_seen_before_a_day_are_deleted(desk: FlaskClient) -> None:
    post(desk, "people", typed="code,name,group\nrobin-12,Ann One,Spring\nheron-34,Bo Two,Autumn")
    post(desk, "records/delete", kind="cohort", what="Spring", sure="yes")
    assert sorted(set(opened(desk).board.rows()["learner"])) == ["heron-34", "wren-56"]
    assert (
        post(desk, "records/delete", kind="before", what="2020-01-01", sure="yes").status_code
        == 409
    )
    post(desk, "records/delete", kind="before", what="2999-01-01", sure="yes")
    assert opened(desk).board.rows().empty
    assert "Nothing to mark yet" in get(desk)


def test_an_open_concern_holds_a_record_back(desk: FlaskClient) -> None:
    piece = first(desk)
    post(desk, f"concern/{piece.id}")
    answer = post(desk, "records/delete", kind="before", what="2999-01-01", sure="yes")
    assert answer.status_code == 409
    assert "concern about this person is open" in answer.text
    assert len(set(opened(desk).board.rows()["learner"])) == 3
    post(desk, "concerns/1", how="Told Ann Lead.")
    post(desk, "records/delete", kind="person", what=piece.learner, sure="yes")
    assert piece.learner not in set(opened(desk).board.rows()["learner"])


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"kind": "person", "what": "robin-12"}, "Tick the box"),
        ({"kind": "person", "what": "../people", "sure": "yes"}, "Nobody fits"),
        ({"kind": "person", "what": "", "sure": "yes"}, "Nobody fits"),
        ({"kind": "cohort", "what": "", "sure": "yes"}, "Nobody fits"),
        ({"kind": "before", "what": "soon", "sure": "yes"}, "Nobody fits"),
        ({"kind": "all", "sure": "yes"}, "Nobody fits"),
    ],
)
def test_nothing_is_deleted_by_a_slip(desk: FlaskClient, parts: dict[str, str], said: str) -> None:
    answer = post(desk, "records/delete", **parts)
    assert answer.status_code == 409
    assert said in answer.text
    assert len(set(opened(desk).board.rows()["learner"])) == 3


# --- What the course has changed --------------------------------------------------------------------------


def survey(answers_: Sequence[tuple[object, object]]) -> pd.DataFrame:
    rows = [(f"p{n}", before, after) for n, (before, after) in enumerate(answers_)]
    return pd.DataFrame(rows, columns=["code", "before", "after"])


@pytest.mark.parametrize(("people_", "shown"), [(19, False), (20, True)])
def test_there_is_no_p_value_under_twenty_people(people_: int, shown: bool) -> None:
    (found,) = outcomes.confidence(survey([(2, 4)] * people_))
    assert (found.p is not None) == shown
    if shown:
        assert found.p == pytest.approx(2 * 0.5**20)


def test_the_sign_test_is_scipys() -> None:
    from scipy.stats import binomtest

    for up, down in ((0, 1), (3, 9), (7, 7), (11, 2), (40, 22)):
        wanted = binomtest(up, up + down, 0.5).pvalue
        assert outcomes.sign_test(up, down) == pytest.approx(wanted)
    assert outcomes.sign_test(0, 0) == 1.0


def test_a_picture_of_pairs_waits_until_nobody_can_be_known() -> None:
    (safe,) = outcomes.confidence(survey([(2, 4)] * 5 + [(3, 3)] * 5))
    assert "<svg" in safe.picture
    (unsafe,) = outcomes.confidence(survey([(2, 4)] * 9 + [(5, 1)]))
    assert unsafe.picture == ""
    assert unsafe.said == "10 answered twice. Too few to say more."


def test_a_code_with_other_answers_the_second_time_is_paired_with_nobody() -> None:
    table_ = survey([(2, 4)] * 6)
    table_.loc[[0, 1], "code"] = "same"
    (copied,) = outcomes.confidence(table_)
    assert copied.said.startswith("5 answered twice")
    table_.loc[0, "after"] = 5
    (two,) = outcomes.confidence(table_)
    assert two.said.startswith("4 answered twice")


def test_three_months_later_is_compared_too() -> None:
    table_ = survey([(2, 4)] * 12)
    table_["three_months"] = [3] * 11 + [""]
    first_, later = outcomes.confidence(table_)
    assert (first_.when, later.when) == ("at the end", "three months later")
    assert later.said.startswith("11 answered twice")


@pytest.mark.parametrize("wrong", ["6", "0", "4.5", "very", "-1", "²"])
def test_an_answer_that_is_none_is_told_with_its_row(wrong: str) -> None:
    with pytest.raises(Trouble, match="Row 3"):
        outcomes.confidence(survey([(2, 4), (wrong, 3)]))


def took_part(**groups: tuple[int, int]) -> pd.DataFrame:
    rows = [(name, count, whole) for name, (count, whole) in groups.items()]
    return pd.DataFrame(rows, columns=["group", "people", "population"])


def test_reach_is_set_beside_the_population_from_thirty_people_on() -> None:
    few = outcomes.reach([took_part(a=(20, 500), b=(9, 500))], 5)
    assert [one.ratio for one in few.groups] == [None, None]
    enough = outcomes.reach(
        [took_part(a=(20, 500), b=(9, 500)), took_part(a=(1, 500), b=(0, 500))], 5
    )
    assert [one.people for one in enough.groups] == [21, 9]
    assert [round(one.ratio or 0, 9) for one in enough.groups] == [1.4, 0.6]


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 40), min_size=1),
    st.integers(2, 10),
)
def test_no_hidden_count_can_be_worked_out(counts: dict[str, int], least: int) -> None:
    """Every way of filling the hidden cells that fits what is shown: a small count has several."""
    if not sum(counts.values()):
        return
    found = outcomes.reach([took_part(**{name: (n, 100) for name, n in counts.items()})], least)
    hidden = [one.name for one in found.groups if one.people is None]
    small_ones = {name for name, count in counts.items() if 0 < count < least}
    assert small_ones <= set(hidden)
    if not small_ones or found.total is None:
        assert found.total is not None or all(one.ratio is None for one in found.groups)
        return
    together = found.total - sum(one.people or 0 for one in found.groups)
    assert len(hidden) > 1
    assert together > len(hidden)


def test_a_project_is_shown_only_with_everybodys_consent() -> None:
    numbers = {
        "what": "Days",
        "when": [f"2026-01-{d:02}" for d in range(1, 15)],
        "values": [3.0] * 7 + [4.0] * 7,
    }
    agreed = {
        "title": "Lunch",
        "consent": "nobody",
        "group": "yes",
        **dict.fromkeys(("who", "aim"), "x"),
    }
    books: list[dict[str, Any]] = [
        {"story": agreed, "my-numbers": numbers},
        {"story": {**agreed, "consent": "not-yet"}, "my-numbers": numbers},
        {"story": {**agreed, "group": ""}, "my-numbers": numbers},  # a yes to other uses only
        {"story": {**agreed, "title": "No dots"}},
        {},
    ]
    found, kept_back = outcomes.initiatives(books)
    assert [one.title for one in found] == ["Lunch", "No dots"]
    assert "<figcaption>" in found[0].chart
    assert found[1].no_chart
    assert kept_back == 3


def test_a_lesson_that_cannot_be_read_again_keeps_no_page_from_being_shown(
    desk: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> Any:
        raise RecursionError

    opened(desk).ledger.note_changed("heron-34", small.MODULE)
    monkeypatch.setattr("champions.desk.board.result", broken)
    for page in ("", "mark", "missing", "send", "item-analysis", "read"):
        assert get(desk, page)
    learners = set(opened(desk).board.rows()["learner"])
    assert learners == {"robin-12", "heron-34", "wren-56"}


def test_a_project_that_cannot_be_read_keeps_no_other_out_of_the_report(
    monkeypatch: pytest.MonkeyPatch,
) -> None:

    def broken(story: Any) -> str:
        if story["title"] == "Odd":
            raise RecursionError
        return title_of(story)

    monkeypatch.setattr("champions.desk.outcomes.title_of", broken)
    monkeypatch.setattr(outcomes, "is_draft", lambda _: False)
    stories = [{"story": {"group": "yes", "title": title}} for title in ("One", "Odd", "Two")]
    found, kept_back = outcomes.initiatives(stories)
    assert kept_back == 0
    assert len(found) == 3
    assert "could not be read" in found[1].title
    assert "RecursionError" in found[1].no_chart


@pytest.mark.parametrize("name", ["é" * 180, "漢" * 100, "x" * 500])
def test_a_name_too_long_for_the_disk_stops_no_drop(name: str, desk: FlaskClient) -> None:
    lesson = json.dumps(small.released()).encode()
    both = [(io.BytesIO(lesson), f"{name}.ipynb"), (io.BytesIO(lesson), "owl-78/lesson.ipynb")]
    answer = post(desk, "files", files=both)
    assert answer.status_code in (200, 302)
    kept = [path.name for path in (opened(desk).out / "inbox").rglob("*.ipynb")]
    assert any(one.startswith(name[:20]) for one in kept)
    assert (opened(desk).out / "inbox" / "owl-78" / "lesson.ipynb").is_file()


def test_the_report_is_one_page_that_may_load_nothing(desk: FlaskClient) -> None:
    reach = b"Group,People,Population\nUnder 25,3,100\n25 to 64,20,500\n65 and over,12,400\n"
    parts = {"invented": "yes", "least": "5", "reach": (io.BytesIO(reach), "reach.csv")}
    answer = post(desk, "outcomes", **parts)
    assert answer.status_code == 200
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))
    assert "Some of this is invented" in said
    assert "19 answered twice" in said
    assert "35 people took part. 2 counts are hidden" in said
    assert "Under 25 hidden" in said
    assert "New since before" in said
    assert "http" not in answer.text.replace("http://www.w3.org/2000/svg", "")


def test_a_table_without_its_columns_is_told_which(desk: FlaskClient) -> None:
    answer = post(desk, "outcomes", confidence=(io.BytesIO(b"id,first\n1,2"), "survey.csv"))
    assert answer.status_code == 409
    assert "has no column called code, before, after" in answer.text


# --- In the trainer's own language ------------------------------------------------------------------------


#: What a page says in no language but its own, and why.
NOT_TRANSLATED = {
    *("English", "Cymraeg"),  # languages, each under its own name
    *("robin", "heron", "wren", "piper", "Spring", "Ann", "John", "Smith"),  # people, as they are called
    *("UTF", "Mac"),  # names of forms of letters
    *("place", "yml", "docs", "adopters", "README", "ipynb"),  # files
    *("mean", "not", "median", "target", "the", "middle"),  # known mistakes are named by their keys
    # Invented places in the tables that a report is shown with.
    *("Befriending", "Centre", "Clinic", "Food", "Health", "Hospital", "Housing", "Library", "Noor", "Northfield"),
    *("Polish", "School", "bank", "bus", "centre", "office", "service", "shop"),
    *("value", "NaN", "UTC", "CSV", "Excel", "csv"),
    *("before", "after", "time", "group", "people", "population", "from", "kind", "end", "three", "months"),
}  # fmt: skip
#: Pages that show what a champion gets, as they get it, and what is no page to look at.
OF_CHAMPIONS, NO_PAGES = {"send.feedback"}, {"static", "look.show", "mark.how_far"}


def in_a_language_that_nobody_speaks(desk: FlaskClient) -> None:
    """Let a desk speak it: every message of the course, titles and questions of its lesson, local names."""

    def said(text: str) -> str:
        return pseudo(Message("code", "", text))

    home, place = opened(desk).course.home, load_place(opened(desk).course.home)
    (home / "locale" / "eo").mkdir(parents=True)
    words = {
        f"{one.key}\u0004{one.text}" if one.key else one.text: [said(one.text), said(one.many)]
        if one.many
        else said(one.text)
        for one in code.messages()
    }
    questions = opened(desk).course.lesson(small.MODULE).scheme.questions
    made = {
        "words": {"language": "eo", "plural": "(n != 1)", "messages": words},
        "lessons": {
            small.MODULE: {
                "title": said("A small lesson"),
                **{f"{one.id}.ask": said(one.ask) for one in questions},
            }
        },
        "place": {key: said(one) for key, one in place.items() if isinstance(one, str)},
    }
    file = home / "work" / "languages" / "eo-for-trainers.json"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps(made), encoding="utf-8")
    assert post(desk, "language", language="eo").status_code == 302


def english_on(page: str) -> set[str]:
    """The words of a page that are in no message, and not among words of learners, which say their language."""
    soup = BeautifulSoup(page, "html.parser")
    # A row is headed by what it is about: a person, a file, a column of a list.
    for one in soup.select('script, style, [lang="en-GB"]:not(span), .level span, th[scope="row"]'):
        one.decompose()
    texts = [soup.get_text(" ")]
    for name in ("aria-label", "title", "placeholder", "data-wait", "data-head", "alt"):
        texts += [str(one[name]) for one in soup.select(f"[{name}]")]
    left = re.sub(r"\S+\.(?:ipynb|csv|md|yml)\b", " ", " ".join(texts))
    while re.search(r"⟦[^⟦⟧]*⟧", left):
        left = re.sub(r"⟦[^⟦⟧]*⟧", " ", left)
    return {*re.findall(r"[A-Za-z]{3,}", left)} - NOT_TRANSLATED


def test_every_page_of_the_desk_speaks_the_language_that_was_chosen(desk: FlaskClient) -> None:
    people.write(
        opened(desk).names_folder,
        [Person("robin-12", "Ann", "", "Spring"), Person("piper-78", "John Smith", "", "Spring")],
    )
    piece = first(desk)
    pages_there = {
        "read.one": f"read/{piece.id}",
        "person.show": "people/one?code=robin-12",
        "people.look": "people/look",
    }
    post(desk, f"concern/{piece.id}")
    in_a_language_that_nobody_speaks(desk)
    desk.post(
        f"/{TOKEN}/people", headers=HOST, data={"typed": "code,name\nrobin-12,Ann\nx-1,Zoë\n,\n"}
    )
    shown, left = set(), {}
    for rule in desk.application.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint in OF_CHAMPIONS | NO_PAGES:
            continue
        if rule.arguments and rule.endpoint not in pages_there:
            continue
        at = pages_there.get(rule.endpoint, rule.rule.removeprefix(f"/{TOKEN}/"))
        answer = desk.get(f"/{TOKEN}/{at}", headers=HOST, follow_redirects=True)
        assert answer.status_code == 200, (at, answer.text)
        assert '<html lang="eo">' in answer.text, at
        shown.add(rule.endpoint)
        if found := english_on(answer.text):
            left[at] = found
    report = post(desk, "outcomes", **{"as": "page", "invented": "yes"})
    wrong = desk.get(f"/{TOKEN}/nowhere", headers=HOST)
    left |= {"report": english_on(report.text), "trouble": english_on(wrong.text)}
    assert len(shown) > 14
    assert {at: found for at, found in left.items() if found} == {}

"""Who sent which lesson: from what a trainer received to one submission a learner, or a plain reason."""

from __future__ import annotations

import ast
import codecs
import contextlib
import io
import json
import os
import re
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest
import small_course as small
from hypothesis import given
from hypothesis import strategies as st

from champions.marking.intake import receive
from champions.marking.intake.collect import Collected, collect, safe_id
from champions.marking.intake.identity import KINDS
from champions.marking.intake.known import People, read_people
from champions.marking.intake.whose import Question
from champions.notebooks.reading import NotANotebook, read_notebook
from champions.questions import answers
from champions.trouble import Trouble

MODULES = [small.MODULE, "06-run-charts"]


def only(collected: Collected) -> Any:
    assert [str(one) for one in collected.refused] == []
    (one,) = collected.submissions
    return one


def refused(collected: Collected) -> dict[str, str]:
    """Place to the short name of the reason."""
    assert collected.submissions == []
    return {one.place: one.code for one in collected.refused}


def as_bytes(notebook: dict[str, Any]) -> bytes:
    return json.dumps(notebook).encode()


# --- Is it a notebook? ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\x00", "empty"),
        (as_bytes(small.released())[:-200], "truncated"),
        (as_bytes(small.released())[:300], "truncated"),
        (b'{"cells": [}', "damaged"),
        (b"<!doctype html><p>Sign in</p>", "not-a-notebook"),
        (b"%PDF-1.7", "not-a-notebook"),
        (b"PK\x03\x04", "not-a-notebook"),
        (b"\xff\xd8\xff\xe0", "not-a-notebook"),
        (b"Dear trainer", "not-a-notebook"),
        (b"[]", "not-a-notebook"),
        (b"{}", "not-a-notebook"),
        (b'{"cells": [], "nbformat": 9}', "unknown-format"),
        (b'{"cells": [7], "nbformat": 4}', "damaged"),
        (b'{"cells": [{"cell_type": "code"}], "nbformat": 4}', "damaged"),
        (b'{"cells": [{"cell_type": "x", "source": ""}], "nbformat": 4}', "damaged"),
        (b'{"a":' * 100_000, "damaged"),
    ],
)
def test_bytes_that_are_no_notebook_are_told_apart(data: bytes, code: str) -> None:
    with pytest.raises(NotANotebook) as told:
        read_notebook(data)
    assert told.value.code == code
    assert told.value.reason.endswith(".")
    assert told.value.advice


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, b""])
def test_a_byte_order_mark_is_taken_off_and_said(mark: bytes) -> None:
    opened = read_notebook(mark + as_bytes(small.released()))
    assert len(opened.notebook["cells"]) == len(small.released()["cells"])
    assert bool(opened.repairs) == bool(mark)


def test_utf16_is_read_and_said() -> None:
    text = json.dumps(small.released())
    assert read_notebook(text.encode("utf-16")).repairs


def test_a_notebook_of_format_3_is_brought_up() -> None:
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {},
        "worksheets": [
            {
                "cells": [
                    {"cell_type": "code", "input": "1 + 1", "language": "python", "outputs": []}
                ]
            }
        ],
    }
    assert read_notebook(as_bytes(old)).notebook["cells"][0]["source"] == "1 + 1"


@given(st.binary(max_size=300))
def test_any_bytes_are_either_a_notebook_or_told(data: bytes) -> None:
    with contextlib.suppress(NotANotebook):  # any other error fails the test
        assert read_notebook(data).notebook["cells"] is not None


@given(st.integers(min_value=1, max_value=len(as_bytes(small.work(small.ALL_RIGHT)))))
def test_a_notebook_cut_off_anywhere_is_told(end: int) -> None:
    data = as_bytes(small.work(small.ALL_RIGHT))
    with pytest.raises(NotANotebook):
        read_notebook(data[: -end or None])


# --- Who, and which lesson -----------------------------------------------------------------------


def test_the_folder_names_the_learner_and_the_file_names_the_lesson(tmp_path: Path) -> None:
    small.send(tmp_path, "anna", small.work(small.ALL_RIGHT))
    one = only(collect(tmp_path, MODULES))
    assert (one.learner, one.module, one.place) == ("anna", small.MODULE, "anna/lesson.ipynb")
    assert one.id_from == "the name of the folder"
    assert one.book.answer("middle-line") == "median"
    assert one.notes == ()


def test_a_code_typed_in_the_lesson_comes_first(tmp_path: Path) -> None:
    (tmp_path / "lesson.ipynb").write_bytes(as_bytes(small.work(small.ALL_RIGHT, learner="LC-17")))
    one = only(collect(tmp_path, MODULES))
    assert (one.learner, one.id_from) == ("LC-17", "the code typed in the lesson")


@pytest.mark.parametrize(
    ("place", "learner"),
    [
        ("LC-17.ipynb", "LC-17"),
        ("LC-17-01-small.ipynb", "LC-17"),
        ("01-small_LC-17 (2).ipynb", "LC-17"),
        ("zoë öztürk - 01-small - Copy.ipynb", "zoë öztürk"),
        ("lesson_Anna Example.ipynb", "Anna Example"),
        ("Anna Example - lesson.ipynb", "Anna Example"),
        ("01-small/LC-17.ipynb", "LC-17"),
        ("anna/01-small/lesson.ipynb", "anna"),
        ("spring/anna/lesson (1).ipynb", "anna"),
        ("anna/lesson.ipynb.txt", "anna"),
    ],
)
def test_a_learner_is_found_in_the_place(tmp_path: Path, place: str, learner: str) -> None:
    path = tmp_path / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_bytes(small.work(small.ALL_RIGHT)))
    assert only(collect(tmp_path, MODULES)).learner == learner


@pytest.mark.parametrize(
    "name",
    [
        *("lesson.ipynb", "lesson (1).ipynb", "Untitled.ipynb", "caps.ipynb", "anna.ipynb"),
        *(
            "01-small-my-work.ipynb",
            "IMG_2031.ipynb",
            "lesson 2.ipynb",
            "DOC-20260131-WA0004.ipynb",
        ),
    ],
)
def test_a_file_that_nobody_is_named_in_is_not_guessed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(as_bytes(small.work(small.ALL_RIGHT)))
    assert refused(collect(tmp_path, MODULES)) == {name: "nobody-named"}


def test_a_code_and_a_folder_that_differ_are_told_unless_one_is_trusted(tmp_path: Path) -> None:
    small.send(tmp_path, "anna", small.work(small.ALL_RIGHT, learner="LC-17"))
    assert refused(collect(tmp_path, MODULES)) == {"anna/lesson.ipynb": "two-learners"}
    assert only(collect(tmp_path, MODULES, trust="code")).learner == "LC-17"
    trusted = only(collect(tmp_path, MODULES, trust="folder"))
    assert trusted.learner == "anna"
    assert any("LC-17" in note for note in trusted.notes)


def test_a_code_that_differs_in_capitals_only_is_the_same(tmp_path: Path) -> None:
    small.send(tmp_path, "lc-17", small.work(small.ALL_RIGHT, learner="LC-17"))
    assert only(collect(tmp_path, MODULES)).learner == "LC-17"


def test_answers_of_another_learner_beside_a_lesson_are_told(tmp_path: Path) -> None:
    small.send(tmp_path, "anna", small.work(small.ALL_RIGHT, learner="anna"))
    answers.save(answers.AnswerBook(small.MODULE, "ben"), tmp_path / "anna")
    assert refused(collect(tmp_path, MODULES)) == {"anna/lesson.ipynb": "two-learners"}


def test_the_lesson_is_known_from_its_answers_when_its_notes_are_gone(tmp_path: Path) -> None:
    notebook = small.work(small.ALL_RIGHT)
    del notebook["metadata"]["champions"]
    small.send(tmp_path, "anna", notebook)
    assert only(collect(tmp_path, MODULES)).module == small.MODULE


def test_a_lesson_that_nothing_names_is_told_and_a_folder_name_helps(tmp_path: Path) -> None:
    notebook = small.released()
    del notebook["metadata"]["champions"]
    small.send(tmp_path / "a", "anna", notebook)
    assert refused(collect(tmp_path / "a", MODULES)) == {"anna/lesson.ipynb": "no-lesson-named"}
    small.send(tmp_path / "b", f"anna/{small.MODULE}", notebook)
    assert only(collect(tmp_path / "b", MODULES)).module == small.MODULE


def test_a_lesson_in_another_lessons_place_is_told(tmp_path: Path) -> None:
    small.send(tmp_path, "anna/06-run-charts", small.work(small.ALL_RIGHT))
    assert list(refused(collect(tmp_path, MODULES)).values()) == ["two-lessons"]


def test_a_lesson_that_the_course_does_not_have_is_told(tmp_path: Path) -> None:
    notebook = small.released()
    notebook["metadata"]["champions"]["module"] = "99-other"
    small.send(tmp_path, "anna", notebook)
    assert refused(collect(tmp_path, MODULES)) == {"anna/lesson.ipynb": "unknown-lesson"}


# --- Answers -------------------------------------------------------------------------------------


def test_answers_come_from_the_small_file_too(tmp_path: Path) -> None:
    small.send(tmp_path, "anna", small.released())
    book = answers.AnswerBook(small.MODULE)
    book.put("middle-line", "mean", "mean-not-median")
    answers.save(book, tmp_path / "anna")
    assert only(collect(tmp_path, MODULES)).book.answer("middle-line") == "mean"


def test_a_damaged_small_file_loses_nothing_that_is_in_the_lesson(tmp_path: Path) -> None:
    small.send(tmp_path, "anna", small.work(small.ALL_RIGHT))
    (tmp_path / "anna" / answers.SIDECAR).write_text("{", encoding="utf-8")
    one = only(collect(tmp_path, MODULES))
    assert one.book.answer("middle-line") == "median"
    assert any("damaged" in note for note in one.notes)


def test_the_small_file_of_another_lesson_is_not_mixed_in(tmp_path: Path) -> None:
    small.send(tmp_path, "anna", small.released())
    book = answers.AnswerBook("06-run-charts")
    book.put("middle-line", "mean", "mean-not-median")
    answers.save(book, tmp_path / "anna")
    small_one, other = sorted(collect(tmp_path, MODULES).submissions, key=lambda one: one.module)
    assert small_one.book.answer("middle-line") is None
    assert (other.module, other.answers_only) == ("06-run-charts", True)


# --- More than one file ------------------------------------------------------------------------------


def test_the_same_file_twice_counts_once_and_is_said(tmp_path: Path) -> None:
    notebook = small.work(small.ALL_RIGHT)
    small.send(tmp_path, "anna", notebook)
    small.send(tmp_path, "anna", notebook, "lesson (1).ipynb")
    collected = collect(tmp_path, MODULES)
    assert only(collected).learner == "anna"
    assert collected.left_alone == ["anna/lesson.ipynb (the same file again)"]


def test_two_different_files_of_one_learner_are_not_chosen_between(tmp_path: Path) -> None:
    small.send(tmp_path, "anna", small.work(small.ALL_RIGHT))
    small.send(tmp_path, "Anna", small.released())
    small.send(tmp_path, "ben", small.released())
    collected = collect(tmp_path, MODULES)
    assert [one.learner for one in collected.submissions] == ["ben"]
    assert [one.code for one in collected.refused] == ["two-files", "two-files"]


def test_a_folder_without_a_lesson_is_told_with_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "anna").mkdir()
    (tmp_path / "ben").mkdir()
    (tmp_path / "ben" / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    collected = collect(tmp_path, MODULES)
    assert refused(collected) == {"anna/": "no-notebook", "ben/": "no-notebook"}
    assert "photo.jpg" in collected.refused[1].reason


def test_a_photo_beside_a_lesson_is_left_alone_and_said(tmp_path: Path) -> None:
    small.send(tmp_path, "anna", small.released())
    (tmp_path / "anna" / "chart.jpg").write_bytes(b"\xff\xd8\xff")
    collected = collect(tmp_path, MODULES)
    assert only(collected).learner == "anna"
    assert collected.left_alone == ["anna/chart.jpg"]


def test_a_lesson_sent_as_another_kind_of_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "anna.pdf").write_bytes(b"%PDF")
    (tmp_path / "roster.csv").write_text("code,name\n", encoding="utf-8")
    (tmp_path / ".DS_Store").write_bytes(b"\0")
    collected = collect(tmp_path, MODULES)
    assert refused(collected) == {"anna.pdf": "not-a-notebook"}
    assert collected.left_alone == ["roster.csv"]


# --- Links, zips, and what must not get in -----------------------------------------------------------


def test_links_are_told_and_never_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.ipynb"
    secret.write_bytes(as_bytes(small.work(small.ALL_RIGHT)))
    inbox = tmp_path / "inbox"
    (inbox / "anna").mkdir(parents=True)
    (inbox / "anna" / "lesson.ipynb").symlink_to(secret)
    (inbox / "ben").symlink_to(tmp_path, target_is_directory=True)
    assert refused(collect(inbox, MODULES)) == {"anna/lesson.ipynb": "link", "ben": "link"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_a_pipe_does_not_hold_up_the_rest(tmp_path: Path) -> None:
    (tmp_path / "anna").mkdir()
    os.mkfifo(tmp_path / "anna" / "lesson.ipynb")
    assert refused(collect(tmp_path, MODULES)) == {"anna/lesson.ipynb": "special-file"}


def zipped(members: dict[str, bytes], *, link: str = "") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            if name == link:
                info.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, content)
    return data.getvalue()


def test_a_zip_is_read_as_a_folder_and_never_unpacked(tmp_path: Path) -> None:
    lesson = as_bytes(small.work(small.ALL_RIGHT))
    (tmp_path / "anna.zip").write_bytes(zipped({"lesson.ipynb": lesson}))
    (tmp_path / "class.zip").write_bytes(
        zipped({"ben/lesson.ipynb": lesson, "__MACOSX/ben/._lesson.ipynb": b"junk"})
    )
    before = sorted(tmp_path.rglob("*"))
    collected = collect(tmp_path, MODULES)
    assert [one.learner for one in collected.submissions] == ["anna", "ben"]
    assert collected.refused == []
    assert sorted(tmp_path.rglob("*")) == before


AT_ONCE = {"nothing is held": 0, "one is held": 200_000, "all are held": 10**9}


@pytest.mark.parametrize("most", AT_ONCE.values(), ids=AT_ONCE)
def test_lessons_in_a_zip_are_whole_however_much_of_them_is_held(
    most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receive, "HELD_AT_MOST", most)
    sent = {}
    for name in ("L1", "L2", "L3"):
        work = small.work(small.ALL_RIGHT, learner=name)
        work["cells"].append(small.code("1", f"own-{name}"))
        work["cells"][-1]["outputs"] = [
            {"output_type": "stream", "name": "stdout", "text": name * 50_000}
        ]
        sent[f"{name}/lesson.ipynb"] = as_bytes(work)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "all.zip").write_bytes(zipped(sent))
    found = collect(tmp_path / "in", MODULES).submissions
    assert {one.learner: one.data for one in found} == {
        name.partition("/")[0]: data for name, data in sent.items()
    }
    held = sum(len(one.held) for one in found)
    assert held <= most
    assert all(
        str(one.notebook).count("L1L1") == 0 for one in found
    )  # no lesson's outputs are held


def test_a_file_that_is_changed_while_it_is_marked_is_told_and_never_mixed(tmp_path: Path) -> None:
    small.send(tmp_path, "L1", small.work(small.ALL_RIGHT, learner="L1"))
    one = only(collect(tmp_path, MODULES))
    kept = one.in_memory()
    before = one.data
    path = next(tmp_path.rglob("*.ipynb"))
    path.write_bytes(as_bytes(small.work({"middle-line": "mean"}, learner="L1")))
    with pytest.raises(NotANotebook) as told:
        _ = one.data
    assert told.value.code == "changed"
    path.unlink()
    with pytest.raises(NotANotebook) as told:
        _ = one.data
    assert told.value.code == "unreadable"
    assert kept.data == before


@pytest.mark.parametrize("name", ["../../lesson.ipynb", "/etc/lesson.ipynb", "a\\..\\..\\b.ipynb"])
def test_a_path_that_leaves_its_zip_is_told_and_the_others_go_on(tmp_path: Path, name: str) -> None:
    lesson = as_bytes(small.work(small.ALL_RIGHT))
    (tmp_path / "class.zip").write_bytes(zipped({name: lesson, "ben/lesson.ipynb": lesson}))
    collected = collect(tmp_path, MODULES)
    assert [one.learner for one in collected.submissions] == ["ben"]
    assert [one.code for one in collected.refused] == ["unsafe-path"]


def test_a_link_in_a_zip_is_told(tmp_path: Path) -> None:
    data = zipped({"lesson.ipynb": b"/etc/passwd"}, link="lesson.ipynb")
    (tmp_path / "anna.zip").write_bytes(data)
    assert list(refused(collect(tmp_path, MODULES)).values()) == ["unsafe-path"]


def test_a_broken_zip_is_told(tmp_path: Path) -> None:
    data = zipped({"lesson.ipynb": as_bytes(small.released())})
    (tmp_path / "anna.zip").write_bytes(data[:-30])
    assert refused(collect(tmp_path, MODULES)) == {"anna.zip": "bad-zip"}


def test_too_much_in_a_zip_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receive, "LARGEST_ZIP", 10)
    (tmp_path / "anna.zip").write_bytes(zipped({"lesson.ipynb": as_bytes(small.released())}))
    assert refused(collect(tmp_path, MODULES)) == {"anna.zip": "zip-too-large"}


def test_a_file_that_is_far_too_large_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.send(tmp_path, "anna", small.released())
    monkeypatch.setattr(receive, "LARGEST_FILE", 10)
    assert refused(collect(tmp_path, MODULES)) == {"anna/lesson.ipynb": "too-large"}


def test_our_own_work_folder_is_left_out(tmp_path: Path) -> None:
    small.send(tmp_path, "anna", small.released())
    small.send(tmp_path / "work" / "submitted", "anna", small.work(small.ALL_RIGHT))
    collected = collect(tmp_path, MODULES, leave_out=tmp_path / "work")
    assert only(collected).place == "anna/lesson.ipynb"


@given(st.text(max_size=200))
def test_an_id_is_always_safe_as_a_file_name(text: str) -> None:
    made = safe_id(text)
    assert not set(made) & set('/\\:*?"<>|[]{}\0\n\t=+')
    assert not made.startswith((".", "-", " "))
    assert not made.endswith((".", " "))
    assert ".." not in made
    assert len(made) <= 63
    assert safe_id(made) == made


def _codes() -> set[str]:
    """The short names of all reasons in the program's text."""
    library = Path(receive.__file__).parents[2]
    found = set()
    paths = [path for room in ("marking", "notebooks") for path in (library / room).rglob("*.py")]
    for path in paths:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(call.func, "id", "") if isinstance(call, ast.Call) else ""
            if isinstance(call, ast.Call) and name in {"NotANotebook", "Refused"}:
                first = call.args[name == "Refused"]
                found |= {str(first.value)} if isinstance(first, ast.Constant) else set()
    return found


def test_the_trainers_guide_explains_every_reason_and_no_other() -> None:
    guide = Path(__file__).parents[1] / "docs" / "trainers" / "marking.md"
    part = guide.read_text(encoding="utf-8").split('## What "not marked" means')[1].split("## ")[0]
    rows = [line.split("|")[1] for line in part.splitlines() if line.startswith("| `")]
    told = {code for row in rows for code in re.findall(r"`([a-z-]+)`", row)}
    assert told == _codes() | set(KINDS)


# --- Rosters, platforms, newer files -------------------------------------------------------------------


@pytest.mark.parametrize(
    "folder",
    [
        "Anna Éxample_1234567_assignsubmission_file_",  # Moodle
        "12345-678901 - Anna Éxample - Jan 31, 2026 1015 AM",  # Brightspace
    ],
)
def test_a_platforms_folder_says_who_by_the_roster(folder: str, tmp_path: Path) -> None:
    roster = tmp_path / "people.csv"
    roster.write_text("code;name\nLC-17;Example, Anna\nLC-18;Ben\n", encoding="utf-8-sig")
    small.send(tmp_path / "inbox", folder, small.released())
    one = only(collect(tmp_path / "inbox", MODULES, people=read_people(roster)))
    assert one.learner == "LC-17"
    assert "roster" in " ".join(one.notes)
    assert only(collect(tmp_path / "inbox", MODULES)).learner == "Anna Éxample"


def test_a_platforms_flat_zip_gives_each_file_to_its_person(tmp_path: Path) -> None:
    members = {
        f"{who}_{n}_6789_lesson-1.ipynb": as_bytes(small.released())
        for n, who in enumerate(("exampleanna_LATE", "sampleben"), 12345)
    }
    (tmp_path / "submissions.zip").write_bytes(zipped(members))
    found = collect(tmp_path, MODULES, people=People())
    assert [one.learner for one in found.submissions] == ["exampleanna", "sampleben"]
    people = tmp_path.parent / "people.csv"
    people.write_text("code,name\nLC-17,Anna Example\n", encoding="utf-8")
    found = collect(tmp_path, MODULES, people=read_people(people))
    assert [one.learner for one in found.submissions] == ["LC-17"]
    assert [one.code for one in found.refused] == ["nobody-named"]  # sampleben is on no list


_ATTEMPT = "Week 3_{}_attempt_2026-01-31-10-15-00"


@pytest.mark.parametrize(
    "names",
    [
        # Blackboard: flat, with a text file about each attempt
        (f"{_ATTEMPT.format('anna01')}_lesson.ipynb", f"{_ATTEMPT.format('ben02')}_lesson.ipynb"),
        (f"{_ATTEMPT.format('anna01')}.ipynb", f"{_ATTEMPT.format('ben02')}_lesson (1).ipynb"),
        # Canvas: flat, late or not, sent again with a number after the name
        ("anna01_55_9001_lesson-1.ipynb", "ben02_LATE_56_9002_lesson-2.ipynb"),
        # Moodle: a folder each, or flat when folders are switched off
        (
            "Anna Example_71_assignsubmission_file_/lesson.ipynb",
            "Ben Sample_72_assignsubmission_file_/lesson (2).ipynb",
        ),
        (
            "Anna Example_71_assignsubmission_file_lesson.ipynb",
            "Ben Sample_72_assignsubmission_file_lesson.ipynb",
        ),
        # Brightspace: a folder each, beside a page
        (
            "101-202 - Anna Example - Jan 31, 2026 1015 AM/lesson.ipynb",
            "103-204 - Ben Sample - 1 Feb, 2026 901 PM/lesson.ipynb",
        ),
    ],
)
def test_the_zip_of_a_platform_gives_each_lesson_to_its_person(
    names: tuple[str, str], tmp_path: Path
) -> None:
    people = tmp_path / "people.csv"
    text = "code,name,user\nLC-17,Anna Example,anna01\nLC-18,Ben Sample,ben02\n"
    people.write_text(text, encoding="utf-8")
    members = dict.fromkeys(names, as_bytes(small.released()))
    members |= {f"{_ATTEMPT.format('anna01')}.txt": b"Name: Anna", "index.html": b"<html></html>"}
    members |= {f"__MACOSX/._{names[0].split('/')[-1]}": b"\0\5\x16\7"}
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "gradebook_Course_Week 3_2026.zip").write_bytes(zipped(members))
    found = collect(tmp_path / "inbox", MODULES, people=read_people(people))
    assert not found.refused
    assert [one.learner for one in found.submissions] == ["LC-17", "LC-18"]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman"])
def test_a_roster_in_any_letters_gives_the_code_and_never_the_name(
    coding: str, tmp_path: Path
) -> None:
    people = tmp_path / "people.csv"
    people.write_bytes(
        "Spring group\n\nCode;Name\nLC-17;Zoë Example\nLC-18;José Sample\n".encode(coding)
    )
    small.send(tmp_path / "inbox", "Zoë Example_1234567_assignsubmission_file_", small.released())
    found = collect(tmp_path / "inbox", MODULES, people=read_people(people))
    assert only(found).learner == "LC-17"


def test_a_roster_that_is_no_table_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "people.xls").write_bytes(b"\xd0\xcf\x11\xe0 old")
    with pytest.raises(Trouble, match="older Excel file") as told:
        read_people(tmp_path / "people.xls")
    assert "Save as" in told.value.do or "save it as" in told.value.do
    with pytest.raises(Trouble, match="cannot be read"):
        read_people(tmp_path / "nowhere.csv")


def test_of_two_files_the_newer_is_marked_and_both_are_said(tmp_path: Path) -> None:
    older = small.send(tmp_path, "anna", small.released())
    newer = small.send(tmp_path, "anna", small.work(small.ALL_RIGHT), "lesson (1).ipynb")
    os.utime(older, (1_700_000_000, 1_700_000_000))
    one = only(collect(tmp_path, MODULES))
    assert one.place == "anna/lesson (1).ipynb"
    assert [each.data for each in one.older] == [older.read_bytes()]
    assert "anna/lesson.ipynb" in " ".join(one.notes)
    assert newer.exists()


def test_where_it_is_not_clear_the_trainer_is_asked(tmp_path: Path) -> None:
    small.send(tmp_path, "anna", small.work(small.ALL_RIGHT, learner="LC-17"))
    asked: list[Question] = []

    def second(question: Question) -> int:
        asked.append(question)
        return 1

    assert only(collect(tmp_path, MODULES, ask=second)).learner == "anna"
    assert asked[0].text == "Whose work is anna/lesson.ipynb?"
    assert asked[0].labels[0].startswith("LC-17")


def test_a_zip_in_a_zip_is_read_and_a_broken_one_stops_nobody(tmp_path: Path) -> None:
    inner = zipped({"lesson.ipynb": as_bytes(small.released())})
    outer = {
        "anna.zip": inner,
        "ben.zip": inner[:-20],
        "cleo/lesson.ipynb": as_bytes(small.released()),
    }
    (tmp_path / "cohort.zip").write_bytes(zipped(outer))
    found = collect(tmp_path, MODULES)
    assert sorted(one.learner for one in found.submissions) == ["anna", "cleo"]
    assert [one.code for one in found.refused] == ["bad-zip"]


def test_a_bomb_of_zips_in_zips_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A tenth of the real limit and of a real bomb: filling memory takes this test half a minute.
    monkeypatch.setattr(receive, "LARGEST_ZIP", receive.LARGEST_ZIP // 10)
    data = zipped({"zeros.ipynb": b"0" * 4_000_000})
    for _ in range(2):
        data = zipped({f"{n}.zip": data for n in range(10)})
    (tmp_path / "bomb.zip").write_bytes(data)
    found = collect(tmp_path, MODULES)
    assert not found.submissions
    assert "zip-too-large" in {one.code for one in found.refused}


def test_long_names_that_begin_alike_stay_two(tmp_path: Path) -> None:
    names = ["x" * 80 + end for end in "ab"]
    for name in names:
        small.send(tmp_path, name, small.released())
    assert len({one.learner for one in collect(tmp_path, MODULES).submissions}) == 2


def test_a_name_of_bytes_that_are_no_text_is_shown_safely(tmp_path: Path) -> None:
    place = Path(os.fsdecode(os.fsencode(tmp_path) + b"/an\xffna\x1b[2J"))
    place.mkdir()
    (place / "lesson.ipynb").write_bytes(b"")
    (one,) = collect(tmp_path, MODULES).refused
    assert one.code == "empty"
    one.place.encode("utf-8")
    assert "\x1b" not in one.place


# --- Names and characters that no screen shows ----------------------------------------------------------


def test_a_name_that_is_no_text_and_half_characters_beside_stop_nothing(
    tmp_path: Path,
) -> None:
    folder = os.fsencode(tmp_path) + b"/bad\xffname"
    try:
        os.mkdir(folder)  # noqa: PTH102 - a path of bytes
    except OSError:
        pytest.skip("this system keeps names as text")
    Path(os.fsdecode(folder + b"/les\xfeson.ipynb")).write_bytes(as_bytes(small.released()))
    small.send(tmp_path, "LC-17", small.released())
    (tmp_path / "LC-17" / "my-answers.json").write_text(
        '{"format": 1, "module": "01-small", "learner": "\\ud800", "answers":'
        ' {"note": {"answer": {"words": "\\udfff hello"}}}}',
        encoding="utf-8",
    )
    found = collect(tmp_path, MODULES)
    assert [one.learner for one in found.submissions] == ["LC-17", "bad-name"]
    note = found.submissions[0].book.answer("note")
    assert note == {"words": "? hello"}
    answers.save(found.submissions[0].book, tmp_path)  # what is kept can be written


# --- Through nbgrader's exchange -------------------------------------------------------------------


def handed_in(inbound: Path, sent: str, who: str = "anna", module: str = small.MODULE) -> Path:
    """A folder as ``nbgrader submit`` writes it, of whoever runs the test."""
    folder = inbound / f"{who}+{module}+2026-03-01 {sent} UTC+c29tZXRoaW5n"
    folder.mkdir(parents=True)
    (folder / "marking.py").write_text("QUESTIONS = []")
    (folder / "timestamp.txt").write_text(f"2026-03-01 {sent} UTC")
    (folder / "submission_secret.txt").write_text(f"secret of {sent}")
    (folder / "lesson.ipynb").write_bytes(as_bytes(small.work(small.ALL_RIGHT)))
    return folder


@pytest.mark.parametrize("who", ["anna", "anna.example", "a+b"])
def test_a_folder_of_the_exchange_says_who_which_lesson_and_when(tmp_path: Path, who: str) -> None:
    handed_in(tmp_path, "12:00:00.123456", who)
    one = only(collect(tmp_path, MODULES))
    assert (one.learner, one.module) == (safe_id(who), small.MODULE)
    assert one.sent_at == "2026-03-01 12:00:00.123456 UTC"
    assert one.secret == "secret of 12:00:00.123456"


def test_a_lesson_in_the_exchange_that_names_no_lesson_is_known_from_the_folder(
    tmp_path: Path,
) -> None:
    notebook = small.released()
    del notebook["metadata"]["champions"]
    (handed_in(tmp_path, "12:00:00") / "lesson.ipynb").write_bytes(as_bytes(notebook))
    assert only(collect(tmp_path, MODULES)).module == small.MODULE


def test_a_folder_of_the_exchange_and_a_file_that_name_two_lessons_are_told(tmp_path: Path) -> None:
    handed_in(tmp_path, "12:00:00", module="06-run-charts")
    assert set(refused(collect(tmp_path, MODULES)).values()) == {"two-lessons"}


@pytest.mark.parametrize("stamped", [True, False], ids=["with its time", "by its name alone"])
def test_in_the_exchange_the_newest_by_its_time_counts_not_by_its_files(
    tmp_path: Path, stamped: bool
) -> None:
    newer, older = handed_in(tmp_path, "12:00:00"), handed_in(tmp_path, "09:00:00")
    (newer / "lesson.ipynb").write_bytes(as_bytes(small.work({"middle-line": "median"})))
    os.utime(newer / "lesson.ipynb", (1_700_000_000, 1_700_000_000))  # a copy keeps the file's time
    if not stamped:
        (newer / "timestamp.txt").unlink()
        (older / "timestamp.txt").unlink()
    one = only(collect(tmp_path, MODULES))
    assert one.sent_at.startswith("2026-03-01 12:00:00")
    assert len(one.older) == 1
    assert any("The newest was marked" in note for note in one.notes)


def test_the_same_work_handed_in_again_goes_back_by_the_newest(tmp_path: Path) -> None:
    for sent in ("09:00:00", "12:00:00", "10:00:00"):
        handed_in(tmp_path, sent)
    assert only(collect(tmp_path, MODULES)).secret == "secret of 12:00:00"


def test_work_in_the_exchange_that_another_user_wrote_is_not_taken_for_the_named_persons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_in(tmp_path, "12:00:00")
    me = only(collect(tmp_path, MODULES)).learner  # a trainer may have copied the folder
    assert me == "anna"
    monkeypatch.setattr(receive, "owner_of", lambda _: "mallory")
    for trust in ("", "folder", "code"):
        told = collect(tmp_path, MODULES, trust=trust, ask=lambda *_: 0)
        assert set(refused(told).values()) == {"not-theirs"}
        assert (
            "anna, and the user of this computer who wrote it is mallory" in told.refused[0].reason
        )
    monkeypatch.setattr(receive, "owner_of", lambda _: "anna")
    assert only(collect(tmp_path, MODULES)).learner == "anna"


def test_a_zip_in_the_exchange_belongs_to_who_wrote_the_zip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "anna+01-small+2026-02-01 10:15:00.000000 UTC.zip"
    with zipfile.ZipFile(tmp_path / name, "w") as made:
        made.writestr("lesson.ipynb", json.dumps(small.work(small.ALL_RIGHT)))
    monkeypatch.setattr(receive, "owner_of", lambda _: "mallory")
    assert set(refused(collect(tmp_path, MODULES)).values()) == {"not-theirs"}
    monkeypatch.setattr(receive, "owner_of", lambda _: "anna")
    assert only(collect(tmp_path, MODULES)).learner == "anna"


def test_an_owner_is_told_but_whoever_marks_and_the_administrator(tmp_path: Path) -> None:
    (tmp_path / "mine").touch()
    assert receive.owner_of((tmp_path / "mine").stat()) == ""
    theirs = os.stat_result((0o100644, 1, 1, 1, 3_999_999_999, 0, 0, 0, 0, 0))
    assert receive.owner_of(theirs) == "3999999999"


def test_a_name_with_a_plus_that_is_not_the_exchanges_is_a_persons(tmp_path: Path) -> None:
    small.send(tmp_path, "anna+ben", small.work(small.ALL_RIGHT))
    assert only(collect(tmp_path, MODULES)).learner == "anna-ben"

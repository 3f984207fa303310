"""Every platform as it really packs: each shape finds its person, and the table for trainers says so."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import struct
import subprocess
import sys
import tarfile
from collections.abc import Callable
from contextlib import nullcontext
from email.message import EmailMessage
from pathlib import Path

import packages
import pieces
import platforms
import pytest
import small_course as small
from hypothesis import given
from hypothesis import strategies as st
from outlook_mails import SENT, compound, outlook
from platforms import (
    ASK,
    LIST,
    MODULES,
    SHAPES,
    Shape,
    lesson,
    mail,
    mailbox,
    read,
    sidecar,
    tarred,
    zipped,
)

from champions.marking.intake import containers, receive, unpacking, winmail, zip_names
from champions.marking.intake.collect import collect
from champions.marking.intake.forwarded import first_sender
from champions.marking.intake.known import Known, People, known, read_people
from champions.marking.intake.people_list import Person
from champions.marking.intake.said import Said


@pytest.mark.parametrize("shape", SHAPES, ids=[one.platform for one in SHAPES])
def test_each_shape_is_read_as_its_row_says(shape: Shape) -> None:
    if shape.needs:
        pieces.need(shape.needs)
    assert read(shape, LIST) == shape.listed
    assert read(shape, People()) == shape.alone


def test_the_table_for_trainers_is_what_the_program_does() -> None:
    assert platforms.TABLE.read_text(encoding="utf-8") == platforms.table(), (
        "The table is older than the program. Make it again: python3 tests/platforms.py --write"
    )


def codes(folder: Path) -> list[str]:
    found = collect(folder, MODULES)
    assert found.submissions == []
    return sorted(one.code for one in found.refused)


def test_a_link_or_a_way_out_of_an_archive_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for name, kind in (
            ("a/lesson.ipynb", tarfile.SYMTYPE),
            ("b/lesson.ipynb", tarfile.LNKTYPE),
        ):
            link = tarfile.TarInfo(name)
            link.type, link.linkname = kind, "/etc/passwd"
            archive.addfile(link)
        for name in ("../lesson.ipynb", "/etc/lesson.ipynb", "LC-17/lesson.ipynb"):
            about = tarfile.TarInfo(name)
            about.size = len(lesson())
            archive.addfile(about, io.BytesIO(lesson()))
    (tmp_path / "class.tgz").write_bytes(made.getvalue())
    found = collect(tmp_path, MODULES)
    assert [one.learner for one in found.submissions] == ["LC-17"]
    assert [one.code for one in found.refused] == ["unsafe-path"] * 4


def test_too_much_in_an_archive_is_told_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receive, "LARGEST_ZIP", 1_000_000)
    monkeypatch.setattr(receive, "LARGEST_FILE", 500_000)
    (tmp_path / "a.tar.gz").write_bytes(tarred({"zeros.ipynb": b"0" * 2_000_000}))
    (tmp_path / "b.ipynb.gz").write_bytes(gzip.compress(b"0" * 2_000_000))
    inner = zipped({f"{n}.gz": gzip.compress(b"0" * 400_000) for n in range(4)})
    (tmp_path / "c.zip").write_bytes(inner)
    assert {"zip-too-large", "too-large"} <= set(codes(tmp_path))


@pytest.mark.parametrize("name", ["a.tar.gz", "a.tgz", "a.tar", "lesson.ipynb.gz", "a.zip"])
def test_a_damaged_archive_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(tarred({"lesson.ipynb": lesson()})[:60] + b"\0" * 40)
    assert codes(tmp_path) in (["bad-zip"], ["empty"], ["damaged"], ["not-a-notebook"])


def test_a_package_in_a_mail_is_opened_and_has_the_mails_sender(tmp_path: Path) -> None:
    data = zipped({"my-work/01-small/lesson.ipynb": lesson()})
    (tmp_path / "Re- lesson.eml").write_bytes(mail("Ben <ben@example.org>", data, "my work.zip"))
    (one,) = collect(tmp_path, MODULES, people=LIST).submissions
    assert (one.learner, one.id_from) == ("LC-18", "the sender of the mail")


def test_a_sender_who_is_on_no_list_is_asked_about(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail("Zoe <zoe@example.org>", lesson()))
    (question,) = collect(tmp_path, MODULES, people=LIST).asked
    assert "zoe@example.org" in question.reason


def test_a_code_in_the_lesson_and_another_sender_are_shown_both(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail("Ben <ben@example.org>", lesson("LC-17")))
    (question,) = collect(tmp_path, MODULES, people=LIST).asked
    assert question.why == "two-learners"
    assert set(question.codes) == {"LC-17", "LC-18"}


def test_one_who_sends_for_several_is_not_taken_for_them_all(tmp_path: Path) -> None:
    sent = [mail("office@example.org", lesson(right=right)) for right in (True, False)]
    (tmp_path / "Post.mbox").write_bytes(mailbox(*sent))
    found = collect(tmp_path, MODULES)
    assert found.submissions == []
    assert [one.code for one in found.refused] == ["two-files", "two-files"]


def test_a_name_of_an_attachment_that_leaves_its_folder_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail("anna@example.org", lesson(), "../../LC-18/lesson.ipynb"))
    found = collect(tmp_path, MODULES, people=LIST)
    assert [one.learner for one in found.submissions] in (["LC-17"], [])
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.eml"]


@given(st.binary(max_size=600), st.sampled_from([*"abc"]))
def test_no_bytes_of_a_mail_stop_the_reader(data: bytes, sign: str) -> None:
    whole = EmailMessage()
    whole["From"] = f"{sign}@example.org"
    whole.add_attachment(data, maintype="application", subtype="x", filename="lesson.ipynb")
    spoiled = bytearray(whole.as_bytes())
    for at, byte in enumerate(data[:50]):
        spoiled[(at * 37) % len(spoiled)] = byte
    for kind in (containers.MAIL, containers.MBOX):
        for part in containers.parts(kind, io.BytesIO(bytes(spoiled)), "a", 1000):
            assert isinstance(part.read(), bytes)


def test_a_mail_in_a_mail_without_end_is_not_followed_without_end(tmp_path: Path) -> None:
    inner = EmailMessage()
    inner["From"] = "anna@example.org"
    inner.add_attachment(lesson(), maintype="application", subtype="x", filename="lesson.ipynb")
    for _ in range(40):
        outer = EmailMessage()
        outer["From"] = "x@example.org"
        outer.add_attachment(inner)
        inner = outer
    (tmp_path / "a.eml").write_bytes(inner.as_bytes())
    assert codes(tmp_path) == ["no-notebook"]


# --- .7z and .rar ------------------------------------------------------------------------------------


def two() -> dict[str, bytes]:
    return {"LC-17/lesson.ipynb": lesson(), "Ben Sámple/lesson.ipynb": lesson("LC-18", right=False)}


@pytest.mark.needs("libarchive")
@pytest.mark.parametrize("door", ["library", "program"])
@pytest.mark.parametrize("pack", [packages.seven, packages.rar, packages.old_rar])
def test_work_packed_as_7z_or_rar_is_read_as_a_folder_by_either_door(
    pack: Callable[[dict[str, bytes]], bytes], door: str, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "class.7z").write_bytes(pack(two()))
    (tmp_path / "in" / "more.zip").write_bytes(zipped({"inner.rar": pack(two())}))
    hidden = (
        "import runpy, sys; sys.modules['libarchive'] = None; "
        f"runpy.run_path({unpacking.__file__!r}, run_name='__main__')"
    )
    with packages.another_program(hidden, tmp_path) if door == "program" else nullcontext():
        found = collect(tmp_path / "in", MODULES, people=LIST)
    assert sorted(one.learner for one in found.submissions) == ["LC-17", "LC-18"]
    assert sorted(found.left_alone) == [
        "more.zip > inner.rar > Ben Sámple/lesson.ipynb (the same file again)",
        "more.zip > inner.rar > LC-17/lesson.ipynb (the same file again)",
    ]
    assert found.refused == []


@pytest.mark.needs("libarchive")
def test_links_and_ways_out_of_a_rar_are_told_and_the_others_go_on(tmp_path: Path) -> None:
    out = {"../../up.ipynb": lesson("LC-18"), "/etc/x.ipynb": lesson("LC-18"), **two()}
    (tmp_path / "class.rar").write_bytes(packages.rar(out, link="c/lesson.ipynb"))
    found = collect(tmp_path, MODULES, people=LIST)
    assert sorted(one.learner for one in found.submissions) == ["LC-17", "LC-18"]
    assert [one.code for one in found.refused] == ["unsafe-path"] * 3
    assert [path.name for path in tmp_path.iterdir()] == ["class.rar"]


@pytest.mark.needs("libarchive")
@pytest.mark.parametrize("what", packages.LOCKED)
def test_a_password_is_said_to_be_one_in_a_7z_and_in_a_zip(what: str, tmp_path: Path) -> None:
    (tmp_path / "a.7z").write_bytes(packages.LOCKED[what])
    spoiled = bytearray(zipped({"lesson.ipynb": lesson()}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        spoiled[spoiled.index(mark) + at] |= 1  # the flag that says "locked"
    (tmp_path / "b.zip").write_bytes(bytes(spoiled))
    refused = collect(tmp_path, MODULES).refused
    assert [one.code for one in refused] == ["bad-zip", "bad-zip"]
    assert all("locked with a password" in one.reason for one in refused)


@pytest.mark.needs("libarchive")
@pytest.mark.parametrize("pack", [packages.seven, packages.rar, packages.old_rar])
def test_whatever_is_cut_off_a_package_it_is_told_and_what_was_whole_is_kept(
    pack: Callable[[dict[str, bytes]], bytes], tmp_path: Path
) -> None:
    whole = pack(two())
    for at in (5, 9, 40, len(whole) // 2, len(whole) - 3):
        (tmp_path / "class.rar").write_bytes(whole[:at])
        found = collect(tmp_path, MODULES, people=LIST)
        told = {one.code for one in found.refused}
        assert told <= {"bad-zip", "no-notebook"}
        assert told or len(found.submissions) == 2, at


@pytest.mark.needs("libarchive")
def test_a_bomb_in_a_7z_is_told_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receive, "LARGEST_FILE", 500_000)
    (tmp_path / "a.7z").write_bytes(packages.seven({"x.ipynb": b"0" * 2_000_000}))
    assert codes(tmp_path) == ["too-large"]
    monkeypatch.setattr(receive, "LARGEST_ZIP", 1_000_000)
    assert codes(tmp_path) == ["zip-too-large"]
    inner = {f"{n}.7z": packages.seven({"x.ipynb": b"0" * 400_000}) for n in range(4)}
    (tmp_path / "a.7z").write_bytes(packages.seven(inner))
    assert "zip-too-large" in codes(tmp_path)


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("import time; time.sleep(60)", "took too long"),
        ("import sys; sys.stdout.write('no tar'); sys.stdout.flush()", "could not be opened"),
        (
            "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
            "took too long, or too much memory",
        ),
        (f"import sys; sys.exit({unpacking.NOT_HERE})", "which is not opened here"),
    ],
)
def test_however_the_program_that_opens_packages_ends_the_others_go_on(
    program: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receive, "LONGEST_UNPACKING", 2.0)
    (tmp_path / "in" / "LC-18").mkdir(parents=True)
    (tmp_path / "in" / "LC-17.7z").write_bytes(b"7z\xbc\xaf\x27\x1c" + b"\0" * 40)
    (tmp_path / "in" / "LC-18" / "lesson.ipynb").write_bytes(lesson())
    with packages.another_program(program, tmp_path):
        found = collect(tmp_path / "in", MODULES)
    assert [one.learner for one in found.submissions] == ["LC-18"]
    assert said in str(found.refused[0])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds memory in this way")
def test_the_program_that_opens_packages_is_bounded() -> None:
    tried = (
        f"import runpy; of = runpy.run_path({unpacking.__file__!r}); of['_bounded']()\n"
        "try: bytearray(2_000_000_000)\n"
        "except MemoryError: print('memory')\n"
        "import tempfile\n"
        "try: tempfile.TemporaryFile().write(b'x' * 100_000)\n"
        "except OSError: print('disk')\n"
        "import resource; print(resource.getrlimit(resource.RLIMIT_CPU)[0])"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", tried], capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["memory", "disk", str(unpacking.SECONDS)]


def test_a_form_that_could_bring_in_files_of_this_computer_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "a.7z").write_text("#mtree\nx.ipynb type=file contents=/etc/passwd\n")
    assert codes(tmp_path) == ["bad-zip"]


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_package_without_a_file_is_told(
    pack: Callable[[dict[str, bytes]], bytes], tmp_path: Path
) -> None:
    (tmp_path / f"LC-17.{'zip' if pack is zipped else 'tgz'}").write_bytes(pack({}))
    assert codes(tmp_path) == ["no-notebook"]


@pytest.mark.parametrize("ending", ["gz", "bz2", "xz"])
def test_a_lesson_packed_alone_is_read(ending: str, tmp_path: Path) -> None:
    packed = {"gz": gzip, "bz2": bz2, "xz": lzma}[ending].compress(lesson())
    (tmp_path / f"LC-17 lesson.ipynb.{ending}").write_bytes(packed)
    assert [one.learner for one in collect(tmp_path, MODULES).submissions] == ["LC-17"]


# --- Mails in Outlook's own form ------------------------------------------------------------------------


def test_each_file_in_a_mail_of_outlook_comes_whole_with_its_sender_and_time() -> None:
    large = bytes(range(256)) * 1_000
    inner = outlook(("Ben", "ben@example.org"), {"b.ipynb": b"second"}, head=24)
    made = compound(outlook(("Anna", "anna@example.org"), {"a.ipynb": large, "e": b"", "": inner}))
    found = list(containers.parts(containers.OUTLOOK, io.BytesIO(made), "a.msg", 10**6))
    assert [(one.name, one.size, one.sender, one.when) for one in found] == [
        ("a.ipynb", len(large), "Anna <anna@example.org>", SENT.timestamp()),
        ("e", 0, "Anna <anna@example.org>", SENT.timestamp()),
        ("b.ipynb", 6, "Ben <ben@example.org>", SENT.timestamp()),
    ]
    for part in containers.parts(containers.OUTLOOK, io.BytesIO(made), "a.msg", 10**6):
        assert part.read() == {"a.ipynb": large, "e": b"", "b.ipynb": b"second"}[part.name]


def test_a_package_in_a_mail_of_outlook_is_opened(tmp_path: Path) -> None:
    data = zipped({"my-work/01-small/lesson.ipynb": lesson()})
    mail_of_ben = outlook(("Ben", "ben@example.org"), {"my work.zip": data})
    (tmp_path / "Re lesson.msg").write_bytes(compound(mail_of_ben))
    (one,) = collect(tmp_path, MODULES, people=LIST).submissions
    assert (one.learner, one.id_from) == ("LC-18", "the sender of the mail")


def test_a_mail_of_outlook_without_a_lesson_or_damaged_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty.msg").write_bytes(compound(outlook(("Anna", "anna@example.org"), {})))
    (tmp_path / "none.msg").write_bytes(b"\xd0\xcf\x11\xe0 and no more")
    assert codes(tmp_path) == ["bad-zip", "no-notebook"]


def test_too_much_in_a_mail_of_outlook_is_told_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receive, "LARGEST_FILE", 500_000)
    files: dict[str, bytes] = {"a.ipynb": b"0" * 600_000}
    (tmp_path / "a.msg").write_bytes(compound(outlook(("Anna", "anna@example.org"), {**files})))
    assert codes(tmp_path) == ["too-large"]
    monkeypatch.setattr(receive, "LARGEST_ZIP", 100_000)
    assert codes(tmp_path) == ["zip-too-large"]


def test_a_name_in_a_mail_of_outlook_that_leaves_its_folder_leaves_nothing(tmp_path: Path) -> None:
    made = outlook(("Anna", "anna@example.org"), {"../../LC-18/lesson.ipynb": lesson()})
    (tmp_path / "a.msg").write_bytes(compound(made))
    found = collect(tmp_path, MODULES, people=LIST)
    assert [one.learner for one in found.submissions] in (["LC-17"], [])
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.msg"]


_MADE = compound(
    outlook(
        ("Anna", "anna@example.org"),
        {"lesson.ipynb": b"x" * 5000, "": outlook(("B", "b@example.org"), {"b": b"y"}, head=24)},
    )
)


@given(st.lists(st.tuples(st.integers(0, len(_MADE) - 1), st.integers(0, 255)), max_size=40))
def test_no_bytes_of_a_mail_of_outlook_stop_the_reader(changes: list[tuple[int, int]]) -> None:
    spoiled = bytearray(_MADE)
    for at, byte in changes:
        spoiled[at] = byte
    post = receive.Post()
    receive._parts(
        containers.OUTLOOK, io.BytesIO(bytes(spoiled)), "a.msg", (), "a.msg", post, receive._Outer()
    )
    assert all(
        one.code in ("bad-zip", "unsafe-path", "zip-too-large", "too-large") for one in post.refused
    )


# --- Whose it is, where the place says it in another way ------------------------------------------------


def learners(folder: Path, *people: Known) -> list[str]:
    found = collect(folder, MODULES, people=People(people) if people else LIST)
    return [
        *sorted(one.learner for one in found.submissions),
        *(ASK for one in found.asked if one.why),
    ]


def laid(folder: Path, place: str, data: bytes | None = None) -> None:
    path = folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(lesson() if data is None else data)


@pytest.mark.parametrize(
    ("squeezed", "name"),
    [
        ("smithjonesmary", "Mary Smith-Jones"),
        ("vandenbergjanpieter", "Jan Pieter van den Berg"),
        ("oneilljohn", "John O'Neill"),
        ("garcialopezmariajose", "María José García López"),
    ],
)
def test_a_name_that_a_platform_squeezed_is_known_however_many_words_it_has(
    squeezed: str, name: str, tmp_path: Path
) -> None:
    laid(tmp_path, f"{squeezed}_55_9001_lesson.ipynb")
    assert learners(tmp_path, Known("P-1", name), Known("P-2", "Mary Smith")) == ["P-1"]


def test_a_number_of_the_list_is_a_folder_with_or_without_the_zeros_that_a_spreadsheet_loses(
    tmp_path: Path,
) -> None:
    for place in ("00123456", "765432", "98765"):
        laid(tmp_path, f"{place}/lesson.ipynb", lesson(right=place == "98765"))
    people = [
        Known("P-1", "Anna", also=("00123456",)),
        Known("P-2", "Ben", also=("0765432",)),
        Known("P-3", "Cara", also=("0098765",)),
        Known("P-4", "Dan", also=("098765",)),
    ]
    # Two numbers differ in their zeros alone: a number without them may be either's.
    assert learners(tmp_path, *people) == ["P-1", "P-2", ASK]


@pytest.mark.parametrize(
    ("folder", "listed"),
    [
        ("Anne-Marie Smith_71_assignsubmission_file_", "Marie Smith"),
        ("Anna Maria Smith_71_assignsubmission_file_", "Maria Smith"),
        ("Mary Smith Jones_71_assignsubmission_file_", "Mary Smith"),
        ("Mary Smith-Jones_71_assignsubmission_file_", "Mary Smith"),
        ("Anne-Marie Smith", "Marie Smith"),
    ],
)
def test_somebody_whose_name_holds_that_of_another_is_asked_about(
    folder: str, listed: str, tmp_path: Path
) -> None:
    laid(tmp_path, f"{folder}/lesson.ipynb")
    assert learners(tmp_path, Known("P-1", listed)) == [ASK]


def test_a_user_name_beside_a_name_and_a_group_before_it_are_no_part_of_it(tmp_path: Path) -> None:
    for at, who in enumerate(("Anna Example s123", "ben02 Ben Sample")):
        laid(
            tmp_path, f"Blue-{who}_7{at}_assignsubmission_file_/lesson.ipynb", lesson(right=at == 0)
        )
    assert learners(tmp_path) == ["LC-17", "LC-18"]


@pytest.mark.parametrize(
    "name", ["Anna Example (Guest)", "EXAMPLE, Anna (EXAMPLE TEACHING HOSPITALS NHS TRUST)"]
)
def test_what_an_organisation_puts_beside_a_name_is_no_part_of_it(
    name: str, tmp_path: Path
) -> None:
    laid(tmp_path, f"Submitted files/{name}/Lesson 1/Version 1/lesson.ipynb")
    laid(tmp_path, f"Question 1/lesson_{name}.ipynb")
    assert learners(tmp_path) == ["LC-17"]


def test_of_people_who_share_a_mailbox_the_name_before_the_address_says_who(tmp_path: Path) -> None:
    shared = ("family@example.org",)
    people = [
        Known("P-1", "Anna Example", emails=shared),
        Known("P-2", "Ben Sample", emails=shared),
    ]
    for at, name in enumerate(("Anna Example", "Ben Sample", "Family")):
        data = lesson("", right=at == 1) if at < 2 else lesson("?")
        laid(tmp_path, f"{at}.eml", mail(f"{name} <family@example.org>", data))
    assert learners(tmp_path, *people) == ["P-1", "P-2", ASK]


@pytest.mark.parametrize(
    "name", ["lesson", "lesson.json", "lesson.bin", "lesson.ipynb_", "lesson.txt"]
)
def test_a_lesson_that_lost_its_ending_is_read_and_anything_else_of_that_name_is_not(
    name: str, tmp_path: Path
) -> None:
    laid(tmp_path, f"Anna Example/{name}")
    laid(tmp_path, "w.zip", zipped({f"Ben Sample/{name}": lesson(right=False)}))
    assert learners(tmp_path) == ["LC-17", "LC-18"]
    laid(tmp_path, f"Anna Example/{name}", b'{"cells": "of a battery"}')
    assert learners(tmp_path) == ["LC-18"]


def test_the_small_file_of_answers_in_a_flat_zip_is_of_whom_its_name_says(tmp_path: Path) -> None:
    members = {
        f"{who}_9001_my-answers.json": sidecar() for who in ("exampleanna_55", "sampleben_56")
    }
    laid(tmp_path, "s.zip", zipped(members))
    assert learners(tmp_path) == ["LC-17", "LC-18"]
    found = collect(tmp_path, MODULES)
    assert sorted(one.learner for one in found.submissions) == ["exampleanna", "sampleben"]


def test_without_a_list_a_folder_that_several_people_have_is_none_of_them(tmp_path: Path) -> None:
    for who in ("Anna Example", "Ben Sample"):
        laid(tmp_path, f"{who}/stuff/lesson.ipynb", lesson(right=who[0] == "A"))
    found = collect(tmp_path, MODULES)
    assert sorted(one.learner for one in found.submissions) == ["Anna Example", "Ben Sample"]


def test_without_a_list_a_group_is_nobody_where_people_stand_below_it(tmp_path: Path) -> None:
    for at, place in enumerate(
        ("Blue/Anna Example", "Blue/Ben Sample", "Red/Cara Test", "Red/Dan Bo")
    ):
        laid(tmp_path, f"{place}/lesson.ipynb", lesson(right=at % 2 == 0))
    found = collect(tmp_path, MODULES)
    assert sorted(one.learner for one in found.submissions) == [
        *("Anna Example", "Ben Sample", "Cara Test", "Dan Bo")
    ]


def test_a_title_alone_with_one_name_leads_to_nobody(tmp_path: Path) -> None:
    laid(tmp_path, "Miss Example/lesson.ipynb")
    assert learners(tmp_path) == [ASK]


def test_a_mail_that_an_office_sends_on_says_nothing_of_its_next(tmp_path: Path) -> None:
    said = Said()
    above = "Forwarded message\nFrom: {}"
    for name, sender in (("a", "anna@example.org"), ("b", "zoe@elsewhere.example")):
        data = platforms.sent_on(sender, lesson(right=name == "a"), "Fwd: x", above)
        laid(tmp_path, f"{name}.eml", data)
    first = collect(tmp_path, MODULES, people=LIST, said=said, ask=lambda _: "new:Zoe")
    assert sorted(one.learner for one in first.submissions) == ["LC-17", "Zoe"]
    laid(tmp_path, "c.eml", platforms.sent_on("x@elsewhere.example", lesson("?"), "Fwd: x", above))
    again = collect(tmp_path, MODULES, people=LIST, said=said)
    assert [one.place for one in again.asked if one.why] == ["c.eml > lesson.ipynb"]


def test_what_a_learner_answers_or_sends_back_is_the_learners(tmp_path: Path) -> None:
    data = mail("Anna Example <anna@example.org>", lesson())
    to_ben = b"From: Ben Sample <ben@example.org>\n\nHere it is."
    laid(
        tmp_path, "answer.eml", data.replace(b"Here it is.", to_ben).replace(b"My lesson", b"Re: x")
    )
    assert learners(tmp_path) == ["LC-17"]
    back = data.replace(b"Here it is.", b"From: Trainer <trainer@example.org>").replace(
        b"My lesson", b"Fwd: x"
    )
    laid(tmp_path, "answer.eml", back)
    found = collect(tmp_path, MODULES)
    assert [one.learner for one in found.submissions] == ["anna@example.org"]


def test_one_of_the_list_who_sends_on_the_work_of_another_is_asked_about(tmp_path: Path) -> None:
    data = mail("Ben Sample <ben@example.org>", lesson()).replace(b"My lesson", b"Fwd: My lesson")
    laid(tmp_path, "a.eml", data.replace(b"Here it is.", b"From: Anna Example <anna@example.org>"))
    assert learners(tmp_path) == [ASK]


def test_a_mail_of_outlook_that_was_sent_on_in_its_text_is_the_first_senders(
    tmp_path: Path,
) -> None:
    text = "From: Anna Example <anna@example.org>\r\nSent: Saturday\r\n".encode("utf-16-le")
    more = {
        "__substg1.0_1000001F": text,
        "__substg1.0_0037001F": "FW: My lesson".encode("utf-16-le"),
    }
    made = outlook(("Office", "office@example.org"), {"lesson.ipynb": lesson()}, more=more)
    laid(tmp_path, "a.msg", compound(made))
    assert learners(tmp_path) == ["LC-17"]


@pytest.mark.parametrize(
    ("letters", "name"),
    [
        *(("cp437", "Zoë Müller"), ("cp850", "Søren Ødegård"), ("cp1252", "João Conceição")),
        *(("cp852", "Zoltán Kovács"), ("cp1250", "Łukasz Żak"), ("cp866", "Иван Щукин")),
        *(("cp1251", "Анна Пример"), ("cp932", "佐藤 花子"), ("gbk", "张伟"), ("big5", "陳大文")),
        *(("cp1253", "Γιώργος Παπάς"), ("cp1256", "محمد علي"), ("cp1255", "דוד כהן")),
        ("utf-8", "Đỗ Thị Hà"),
    ],
)
def test_a_zip_that_does_not_say_its_letters_is_read_in_those_that_make_words(
    letters: str, name: str, tmp_path: Path
) -> None:
    laid(tmp_path, "w.zip", platforms.in_letters(letters, {f"{name}/lesson.ipynb": lesson()}))
    assert learners(tmp_path, Known("P-1", name), Known("P-2", "Anna Example")) == ["P-1"]


@given(st.lists(st.binary(min_size=1, max_size=30), max_size=6))
def test_no_bytes_of_names_in_a_zip_stop_the_reader(raw: list[bytes]) -> None:
    names = [one.decode("cp437") for one in raw]
    found = zip_names.letters_of(names)
    assert all(isinstance(zip_names.as_meant(one, found), str) for one in names)


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_text_of_a_mail_stops_the_reader(subject: str, body: str) -> None:
    assert "\n" not in first_sender(f"Fwd: {subject}", body)


def test_a_code_that_a_roster_gives_to_two_people_makes_no_one_of_them(tmp_path: Path) -> None:
    roster = tmp_path / "people.csv"
    roster.write_text(
        "code,name\nLC-17,Anna Example\nLC-17,Ben Sample\nLC-18,Cara Test\nLC-18,C. Test\n"
    )
    people = read_people(roster)
    assert any("LC-17" in note and "Ben Sample" in note for note in people.notes)
    for at, who in enumerate(("Anna Example", "Ben Sample", "Cara Test")):
        laid(
            tmp_path / "in", f"{who}/lesson.ipynb", lesson("" if at < 2 else "LC-18", right=at == 1)
        )
    assert learners(tmp_path / "in", *people.everybody) == ["LC-18", ASK, ASK]


def tnef(files: dict[str, bytes], *, wide: bool = True) -> bytes:
    """A winmail.dat with these files, as [MS-OXTNEF] says: short names, and whole ones among the properties."""

    def attribute(number: int, value: bytes) -> bytes:
        head = struct.pack("<BII", 2, number, len(value))
        return head + value + struct.pack("<H", sum(value) & 0xFFFF)

    made = winmail.SIGNATURE + b"\1\0" + attribute(0x00089006, b"\0\0\1\0")
    for name, data in files.items():
        raw = f"{name}\0".encode("utf-16-le" if wide else "cp1252")
        padded = raw + bytes(-len(raw) % 4)
        kind = 0x001F if wide else 0x001E
        properties = struct.pack("<IHHII", 1, kind, 0x3707, 1, len(raw)) + padded
        made += attribute(0x00069002, bytes(14)) + attribute(0x00018010, b"LESSON~1.IPY\0")
        made += attribute(0x0006800F, data) + attribute(0x00069005, properties)
    return made


@pytest.mark.parametrize("wide", [True, False])
def test_what_outlook_packed_into_a_winmail_is_read(wide: bool, tmp_path: Path) -> None:
    packed = tnef({"photo.jpg": b"\xff\xd8", "lesson.ipynb": lesson()}, wide=wide)
    laid(tmp_path, "a.eml", mail("Anna Example <anna@example.org>", packed, "winmail.dat"))
    (one,) = collect(tmp_path, MODULES, people=LIST).submissions
    assert (one.learner, one.place) == ("LC-17", "a.eml > lesson.ipynb")


def test_a_winmail_without_a_lesson_or_cut_off_is_told(tmp_path: Path) -> None:
    for at, packed in enumerate(
        (tnef({"photo.jpg": b"x"}), tnef({"lesson.ipynb": lesson()})[:-900])
    ):
        laid(tmp_path, f"{at}.eml", mail("Anna <anna@example.org>", packed, "winmail.dat"))
    assert codes(tmp_path) == ["no-notebook"] * 2


@given(st.binary(max_size=200))
def test_no_bytes_of_a_winmail_stop_the_reader(data: bytes) -> None:
    assert all(name and held for name, held in winmail.attached(winmail.SIGNATURE + data))


# --- Names that look like a platform's, and parts of names ------------------------------------------------


@pytest.mark.parametrize(
    "place",
    [
        "lesson_2026_01_31.ipynb",
        "week_10_2026_lesson.ipynb",
        "anna_31_01_2026_b.ipynb",
        "scan_20260131_101500_b.ipynb",
        "Run charts - 31 January 2026.ipynb",
        "My work - Jan 31, 2026/lesson.ipynb",
    ],
)
def test_a_day_in_a_name_that_a_person_made_is_no_number_of_a_platform(
    place: str, tmp_path: Path
) -> None:
    laid(tmp_path, place)
    found = collect(tmp_path, MODULES)
    assert found.submissions == []
    assert not any(clue.number for one in found.asked for clue in one.clues)


def test_a_day_that_two_people_have_in_a_name_gives_nobody_the_work_of_the_other(
    tmp_path: Path,
) -> None:
    said = Said()
    laid(tmp_path / "a", "lesson_2026_01_31.ipynb", lesson("LC-17"))
    assert [one.learner for one in collect(tmp_path / "a", MODULES, said=said).submissions] == [
        "LC-17"
    ]
    laid(tmp_path / "b", "lesson_2026_02_07.ipynb", lesson(right=False))
    assert collect(tmp_path / "b", MODULES, said=said).submissions == []


@pytest.mark.parametrize("people", [(), LIST.everybody])
def test_a_group_above_people_with_versions_makes_no_one_of_them(
    people: tuple[Known, ...], tmp_path: Path
) -> None:
    for who, n in (("Anna Example", 1), ("Anna Example", 2), ("Ben Sample", 1)):
        data = lesson(right=n == 2) if who[0] == "A" else lesson(right=False)
        laid(tmp_path, f"Blue/{who}/Version {n}/lesson.ipynb", data)
    found = collect(tmp_path, MODULES, people=People(people))
    made = {one.learner: one.place for one in found.submissions}
    anna, ben = ("LC-17", "LC-18") if people else ("Anna Example", "Ben Sample")
    assert made == {
        anna: "Blue/Anna Example/Version 2/lesson.ipynb",
        ben: "Blue/Ben Sample/Version 1/lesson.ipynb",
    }


@pytest.mark.parametrize(
    "place",
    [
        "Sam_Smith/lesson.ipynb",
        "Smith, Sam/lesson.ipynb",
        "Sam (Smith)/lesson.ipynb",
        "Sam_Smith_lesson.ipynb",
    ],
)
def test_a_first_name_beside_another_word_is_not_everybody_of_that_name(
    place: str, tmp_path: Path
) -> None:
    sam = Known("P-1", "Sam", "Blue")
    laid(tmp_path / "a", place)
    assert learners(tmp_path / "a", sam) == [ASK]
    laid(tmp_path / "b", place.replace("Smith", "Blue"))  # the group's name explains it
    assert learners(tmp_path / "b", sam) == ["P-1"]


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("Anna Example - Falls on the ward", ["LC-17"]),
        ("Falls on the ward - Anna Example", ["LC-17"]),
        ("Anna Example_Falls chart", ["LC-17"]),
        ("Anna Example - chart for Ben Sample", [ASK]),
        ("Falls of Anna Example", [ASK]),
    ],
)
def test_a_whole_name_beside_a_title_of_their_own_is_the_learners(
    name: str, whose: list[str], tmp_path: Path
) -> None:
    laid(tmp_path, f"{name}.ipynb")
    assert learners(tmp_path) == whose


def test_a_name_that_is_preferred_may_be_the_first_name_of_another(tmp_path: Path) -> None:
    peggy = known(Person("P-1", "Margaret Jones", preferred="Peggy"))
    laid(tmp_path, "Peggy/lesson.ipynb")
    assert learners(tmp_path, peggy) == ["P-1"]
    assert learners(tmp_path, peggy, Known("P-2", "Peggy Smith")) == [ASK]
    assert learners(tmp_path, peggy, Known("P-2", "Ann Peggy")) == ["P-1"]


@pytest.mark.parametrize("typed", ["LC-\u0661\u0667", "LC-\u06f1\u06f7", "LC-\uff11\uff17"])
def test_a_code_in_the_figures_of_another_keyboard_is_the_same_code(
    typed: str, tmp_path: Path
) -> None:
    laid(tmp_path, "lesson.ipynb", lesson(typed))
    assert learners(tmp_path) == ["LC-17"]


# --- One address under several names ------------------------------------------------------------------------


def _desk(folder: Path, name: str, who: str, *, right: bool = True) -> None:
    laid(folder, f"{name}.eml", mail(f"{who} <desk@example.org>", lesson(right=right)))


def test_without_a_list_one_address_under_two_names_is_asked_about(tmp_path: Path) -> None:
    _desk(tmp_path, "a", "Anna Example")
    _desk(tmp_path, "b", "Ben Sample", right=False)
    found = collect(tmp_path, MODULES)
    assert found.submissions == []
    assert codes(tmp_path) == ["two-learners", "two-learners"]
    assert [one.codes for one in found.asked] == [
        ("Anna Example", "desk@example.org"),
        ("Ben Sample", "desk@example.org"),
    ]


def test_one_address_under_one_name_in_other_spellings_is_one_person(tmp_path: Path) -> None:
    _desk(tmp_path, "a", "Anna Example")
    _desk(tmp_path, "b", '"Example, Anna"')
    laid(tmp_path, "c.eml", mail("desk@example.org", lesson()))
    found = collect(tmp_path, MODULES)
    assert [one.learner for one in found.submissions] == ["desk@example.org"]


def test_an_address_is_known_under_its_name_in_the_next_drop(tmp_path: Path) -> None:
    said = Said()
    _desk(tmp_path, "a", "Anna Example")
    assert len(collect(tmp_path, MODULES, said=said).submissions) == 1
    _desk(tmp_path, "b", "Ben Sample", right=False)
    again = collect(tmp_path, MODULES, said=said)
    assert [one.place for one in again.submissions] == ["a.eml > lesson.ipynb"]
    assert [one.place for one in again.asked] == ["b.eml > lesson.ipynb"]
    said.forget("desk@example.org")
    assert not any("anna" in key for key in said.ids)


@pytest.mark.parametrize("people", [(), (Known("P-9", "Zoe Other"),)])
def test_what_was_said_of_an_address_is_not_said_of_another_name_with_it(
    people: tuple[Known, ...], tmp_path: Path
) -> None:
    said = Said()
    for at, who in enumerate(("Anna Example", "Ben Sample")):
        _desk(tmp_path / "one", str(at), who, right=at == 0)
    for one in collect(tmp_path / "one", MODULES, people=People(people), said=said).asked:
        said.say(one.place, one.print, f"P-{one.place[0]}", one.clues, "test")
    work = json.dumps(small.work({**small.ALL_RIGHT, "guess": "no"})).encode()
    for who in ("Anna Example", "Ben Sample", "Cara Test"):
        laid(tmp_path / "two", f"{who}.eml", mail(f"{who} <desk@example.org>", work))
    found = collect(tmp_path / "two", MODULES, people=People(people), said=said)
    given_to = {place.partition(".")[0]: code for place, code in found.claims.items()}
    assert given_to["Anna Example"] == "P-0"
    assert given_to["Ben Sample"] == "P-1"
    assert given_to.get("Cara Test") not in ("P-0", "P-1")


def test_a_short_number_may_be_of_another_platform_and_proves_nobody(tmp_path: Path) -> None:
    people = (
        Known("P-1", "Anna Example", also=("71",)),
        Known("P-2", "Ben Sample", also=("4471",)),
    )
    laid(tmp_path, "zoeother_71_9001_lesson.ipynb")
    laid(tmp_path, "bsample_4471_9002_lesson.ipynb", lesson(right=False))
    assert learners(tmp_path, *people) == ["P-2", ASK]


def test_a_mailbox_as_apple_exports_it_is_opened(tmp_path: Path) -> None:
    laid(tmp_path, "Lessons.mbox/mbox", mailbox(mail("anna@example.org", lesson())))
    laid(tmp_path, "Lessons.mbox/table_of_contents", b"\0")
    assert learners(tmp_path) == ["LC-17"]
    assert collect(tmp_path, MODULES, people=LIST).refused == []


def test_text_typed_beside_a_file_and_the_courses_own_lessons_are_no_more_work(
    tmp_path: Path,
) -> None:
    laid(tmp_path, "Anna Example_71_assignsubmission_file_/lesson.ipynb")
    laid(
        tmp_path, "Anna Example_71_assignsubmission_onlinetext_/onlinetext.html", b"<p>See file</p>"
    )
    laid(tmp_path, "Ben Sample/Course/my-work/01-small/lesson.ipynb", lesson(right=False))
    laid(
        tmp_path,
        "Ben Sample/Course/modules/01-small/lesson.ipynb",
        json.dumps(small.work({})).encode(),
    )
    assert learners(tmp_path) == ["LC-17", "LC-18"]
    assert collect(tmp_path, MODULES, people=LIST).refused == []


def test_months_of_other_languages_say_which_file_is_the_later(tmp_path: Path) -> None:
    for when, right in (("31 janv. 2026 1015", False), ("2 févr. 2026 0905", True)):
        laid(tmp_path, f"101-202 - Anna Example - {when}/lesson.ipynb", lesson(right=right))
    (one,) = collect(tmp_path, MODULES, people=LIST).submissions
    assert "févr" in one.place


def test_a_korean_name_in_a_zip_is_read(tmp_path: Path) -> None:
    laid(tmp_path, "w.zip", platforms.in_letters("euc_kr", {"김철수/lesson.ipynb": lesson()}))
    assert learners(tmp_path, Known("P-1", "김철수"), Known("P-2", "Anna Example")) == ["P-1"]

"""Every platform as it really packs: each shape finds its person, and the table for trainers says so."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
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
from hypothesis import given
from hypothesis import strategies as st
from outlook_mails import SENT, compound, outlook
from platforms import LIST, MODULES, SHAPES, Shape, lesson, mail, mailbox, read, tarred, zipped

from champions.marking.intake import containers, receive, unpacking
from champions.marking.intake.collect import collect
from champions.marking.intake.known import People


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

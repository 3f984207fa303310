"""Every platform as it really packs: each shape finds its person, and the table for trainers says so."""

from __future__ import annotations

import gzip
import io
import tarfile
from email.message import EmailMessage
from pathlib import Path

import platforms
import pytest
from hypothesis import given
from hypothesis import strategies as st
from outlook_mails import SENT, compound, outlook
from platforms import LIST, MODULES, SHAPES, Shape, lesson, mail, mailbox, read, tarred, zipped

from champions.marking.intake import containers, receive
from champions.marking.intake.collect import collect
from champions.marking.intake.known import People


@pytest.mark.parametrize("shape", SHAPES, ids=[one.platform for one in SHAPES])
def test_each_shape_is_read_as_its_row_says(shape: Shape) -> None:
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

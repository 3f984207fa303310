"""Answers that were copied as a text from a lesson's page are marked as the file would be."""

from __future__ import annotations

import base64
import csv
import json
import zipfile
import zlib
from email.message import EmailMessage
from pathlib import Path

import pytest
from browser import COURSE
from test_not_run import mark

from champions.marking.intake.answer_text import CutOff, answers_in
from champions.questions.scheme import load_scheme

LESSON = "01-what-is-improvement"


def packed(record: bytes) -> bytes:
    """As ``send.ts`` packs it."""
    total = 7
    for byte in record:
        total = (total * 31 + byte) & 0xFFFFFFFF
    data = base64.b64encode(total.to_bytes(4, "big") + zlib.compress(record))
    return b"champions-answers-z[" + data + b"]"


@pytest.fixture(scope="module")
def record() -> bytes:
    """Every question of a lesson answered rightly, with the code LC-17."""
    book = load_scheme(COURSE / "solutions" / LESSON).model_book()
    book.learner = "LC-17"
    return json.dumps(book.to_dict()).encode()


def test_a_text_that_was_wrapped_and_quoted_on_its_way_is_read(record: bytes) -> None:
    word = packed(record)
    wrapped = b"\r\n> ".join(word[at : at + 60] for at in range(0, len(word), 60))
    assert answers_in(b"> 01 LC-17: my answers.\r\n> " + wrapped + b"\r\nSent from a phone") == [
        record
    ]
    assert answers_in(word + b" and " + word) == [record, record]


@pytest.mark.parametrize("cut", [30, 200, -1, -6])
def test_a_text_that_was_cut_off_is_never_taken_for_answers(record: bytes, cut: int) -> None:
    with pytest.raises(CutOff):
        answers_in(packed(record)[:cut])


def test_a_text_with_one_letter_changed_is_refused(record: bytes) -> None:
    word = bytearray(packed(record))
    word[60] = ord("A") if word[60] != ord("A") else ord("B")
    with pytest.raises(CutOff):
        answers_in(bytes(word))


def test_a_small_text_cannot_unpack_to_anything(record: bytes) -> None:
    with pytest.raises(CutOff):
        answers_in(packed(b" " * 20_000_000 + record))


@pytest.mark.needs("bubblewrap")
def test_pasted_texts_are_marked_wherever_they_lie(record: bytes, tmp_path: Path) -> None:
    """In a text file, in a zip, and among the words of a mail."""
    inbox = tmp_path / "inbox"
    (inbox / "LC-17").mkdir(parents=True)
    (inbox / "LC-17" / "chat.txt").write_bytes(b"Here it is:\n" + packed(record))
    (inbox / "notes.txt").write_text("Ring the hall on Monday.", encoding="utf-8")
    with zipfile.ZipFile(inbox / "LC-18.zip", "w") as archive:
        archive.writestr("answers.txt", packed(record.replace(b"LC-17", b"LC-18")))
    mail = EmailMessage()
    mail["From"] = "LC-19@example.org"
    mail.set_content("Hello,\n" + packed(record.replace(b"LC-17", b"LC-19")).decode())
    (inbox / "mail.eml").write_bytes(mail.as_bytes())
    (inbox / "LC-20").mkdir()
    (inbox / "LC-20" / "half.txt").write_bytes(packed(record)[:500])
    marked, _ = mark(inbox, tmp_path / "out", COURSE, run_all=False)
    rows = list(csv.DictReader(marked["marks-by-question.csv"].lstrip("\ufeff").splitlines()))
    scheme = load_scheme(COURSE / "solutions" / LESSON)
    for learner in ("LC-17", "LC-18", "LC-19"):
        mine = {row["question"]: row["points"] for row in rows if row["learner"] == learner}
        assert mine, (learner, marked["not-marked.csv"], rows[:2])
        assert [float(mine[one.id]) for one in scheme.marked] == [
            one.out_of for one in scheme.marked
        ], learner
    assert "did not come whole" in marked["not-marked.csv"]
    assert "notes.txt" not in marked["not-marked.csv"]

"""Answers that came as a text: a message into which somebody pasted what the lesson's page gave them to copy.

A phone that can download no file copies this text instead. In it stands one word of letters and signs, with
a sum that says whether all of it came. A message may wrap it into lines, or put ``>`` before each.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib

#: The word: how it is packed, and what is packed. Between its letters a message may put spaces and ``>``.
_WORD = re.compile(rb"champions-answers-([zp])\[([A-Za-z0-9+/=>\s]+)\]")
_BEGINS = b"champions-answers-"
#: A record of answers is far smaller.
LARGEST = 5_000_000


class CutOff(ValueError):
    """The text did not come whole."""


def holds_answers(text: bytes) -> bool:
    """True for a text in which such a word begins.

    >>> holds_answers(b"Hello, my answers: champions-answers-p[AAAA]"), holds_answers(b"Hello")
    (True, False)
    """
    return _BEGINS in text


def answers_in(text: bytes) -> list[bytes]:
    """The records of answers in a text, each as it stands in ``my-answers.json``.

    Raises:
        CutOff: when a part of one is missing or was changed on the way.
    """
    found = list(_WORD.finditer(text))
    if len(found) != text.count(_BEGINS):
        raise CutOff("a word has no end")
    return [_record(one[1], re.sub(rb"[>\s]", b"", one[2])) for one in found]


def _record(way: bytes, letters: bytes) -> bytes:
    try:
        whole = base64.b64decode(letters, validate=True)
        wanted, data = int.from_bytes(whole[:4], "big"), whole[4:]
        record = _unpacked(data) if way == b"z" else data
        json.loads(record)
    except (binascii.Error, zlib.error, ValueError, RecursionError) as error:
        raise CutOff(str(error)) from error
    if _sum(record) != wanted:
        raise CutOff("the sum is another one")
    return record


def _unpacked(data: bytes) -> bytes:
    """What was packed, and no more of it than a record can be: a small text may unpack to anything."""
    unpack = zlib.decompressobj()
    record = unpack.decompress(data, LARGEST)
    if unpack.unconsumed_tail or not unpack.eof:
        raise CutOff("it does not end")
    return record


def _sum(data: bytes) -> int:
    """The sum that the page makes, see ``website/live/page/send.ts``."""
    total = 7
    for byte in data:
        total = (total * 31 + byte) & 0xFFFFFFFF
    return total

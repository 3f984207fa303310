"""What is packed in a winmail.dat? Outlook puts all that is attached into one, when it sends to strangers.

The form is Microsoft's TNEF, as [MS-OXTNEF] says: a signature, then attributes one after another, each with its
number, its length and a check. Of an attachment its bytes, its short name and its properties are attributes;
among the properties stands its whole name. Nothing is run, and nothing is read beyond what is there.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

SIGNATURE = b"\x78\x9f\x3e\x22"
_BEGINS, _NAME, _DATA, _PROPERTIES = 0x00069002, 0x00018010, 0x0006800F, 0x00069005
#: The property of the whole name, as text of 8 and of 16 bits: PidTagAttachLongFilename in [MS-OXPROPS].
_LONG_NAME = re.compile(rb"[\x1e\x1f]\x00\x07\x37\x01\x00\x00\x00")


def attached(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file in a winmail.dat; nothing for any other bytes.

    >>> list(attached(b"no such file"))
    []
    """
    name, held = "", b""
    for number, value in _attributes(data):
        if number == _BEGINS:
            if name and held:
                yield name, held
            name, held = "", b""
        elif number == _NAME:
            name = name or value.split(b"\0")[0].decode("cp1252", "replace")
        elif number == _DATA:
            held = value
        elif number == _PROPERTIES:
            name = _whole_name(value) or name
    if name and held:
        yield name, held


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 6 if data.startswith(SIGNATURE) else len(data)
    while at + 9 <= len(data):
        _, number, size = struct.unpack_from("<BII", data, at)
        value = data[at + 9 : at + 9 + size]
        if len(value) < size:
            return  # it was cut off
        yield number, value
        at += 9 + size + 2


def _whole_name(properties: bytes) -> str:
    found = _LONG_NAME.search(properties)
    if found is None or found.end() + 4 > len(properties):
        return ""
    (size,) = struct.unpack_from("<I", properties, found.end())
    raw = properties[found.end() + 4 : found.end() + 4 + min(size, 1_000)]
    text = raw.decode("utf-16-le" if found[0][0] == 0x1F else "cp1252", "replace")
    return text.split("\0")[0].replace("/", "-").replace("\\", "-")

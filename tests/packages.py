"""Packages to try the reader of .7z and .rar with, made here: no program that packs a .rar is free."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from unittest import mock


def seven(members: Mapping[str, bytes]) -> bytes:
    """A .7z of these files, by libarchive."""
    import libarchive

    made = io.BytesIO()
    with libarchive.custom_writer(made.write, "7zip") as into:
        for name, data in members.items():
            into.add_file_from_memory(name, len(data), data)
    return made.getvalue()


#: A .7z that is locked with a password, made with 7-Zip: what is in it, or its list of names too.
LOCKED = {
    "what is in it": base64.b64decode(
        "N3q8ryccAAR9r9bBkAAAAAAAAAAiAAAAAAAAAJJSaBnysLIVRJq5F1G8XRWzxBSrAACBMweuD87ysgwHsMPa919FiphI"
        "Svlp7iW0TlpQbeQgbiiq2VTAZUFleumlfh0LHfzsA16AdbNCewIS+k3HJ/a+euj88WQWKFjkGSPINbMarApIPWJPs9Rl"
        "iDUJJol0p/KBaEGGOzDnowjdAcpH0+F9foonHIrd28rWNeI4AAAXBhABCYCAAAcLAQABIwMBAQVdABAAAAyAlgoBsMa+"
        "1wAA"
    ),
    "its names too": base64.b64decode(
        "N3q8ryccAAQmyrzmkAAAAAAAAAA+AAAAAAAAAKmPjbDwci7ebF+GAVHjJQBVNfXsbi4H/BoOqqqYDracWDzwDqEZttat"
        "BeGOwN36X6CJ21F0VyHAgku41tPaBBdHF/cHfQYSqgfmISNP+46QThQ5Fx+tbUCHaLLQZKSU1JWRi9eI8yIYaoPAg9yN"
        "7rTXxepW/kineVAfF4d6xBBTQnB5tCk1q/+WKJvutJdI1GnbUjwXBhABCYCAAAcLAQACJAbxBwESUw/SVup3neJ2jNNF"
        "qpFNf0tlIwMBAQVdABAAAAEADICAgJYKAc3m64MAAA=="
    ),
}


def rar(members: Mapping[str, bytes], *, link: str = "") -> bytes:
    """A .rar of version 5, stored as it is; with a link of this name.

    By the note that RARLAB gives out: each block has a checksum, its size, its type and its flags.
    """
    made = io.BytesIO()
    made.write(b"Rar!\x1a\x07\x01\x00" + _block(1, b"", _number(0)))
    for name, data in members.items():
        made.write(_file(name, data, b""))
    if link:
        target = b"/etc/passwd"
        made.write(
            _file(link, b"", _record(5, _number(1) + _number(0) + _number(len(target)) + target))
        )
    made.write(_block(5, b"", _number(0)))
    return made.getvalue()


def _number(value: int) -> bytes:
    made = bytearray()
    while value > 127:
        made.append(value & 127 | 128)
        value >>= 7
    return bytes([*made, value])


def _record(kind: int, data: bytes) -> bytes:
    return _number(len(data) + 1) + _number(kind) + data


def _file(name: str, data: bytes, extra: bytes) -> bytes:
    encoded = name.encode()
    fields = (
        _number(4) + _number(len(data)) + _number(0o100644) + struct.pack("<I", zlib.crc32(data))
        + _number(0) + _number(1) + _number(len(encoded)) + encoded
    )  # fmt: skip
    return _block(2, extra, fields, data) + data


def _block(kind: int, extra: bytes, fields: bytes, data: bytes | None = None) -> bytes:
    flags = (1 if extra else 0) | (2 if data is not None else 0)
    head = _number(kind) + _number(flags) + (_number(len(extra)) if extra else b"")
    head += (_number(len(data)) if data is not None else b"") + fields + extra
    sized = _number(len(head)) + head
    return struct.pack("<I", zlib.crc32(sized)) + sized


def old_rar(members: Mapping[str, bytes]) -> bytes:
    """A .rar of version 4, as older programs make it, stored as it is."""
    made = io.BytesIO()
    made.write(b"Rar!\x1a\x07\x00" + _old_block(0x73, 0, b"\0" * 6))
    for name, data in members.items():
        encoded = name.encode()
        fields = struct.pack(
            "<IIBIIBBHI", len(data), len(data), 3, zlib.crc32(data), 0x5C3F51E0, 20, 0x30,
            len(encoded), 0o100644,
        )  # fmt: skip
        made.write(_old_block(0x74, 0x8000, fields + encoded) + data)
    made.write(_old_block(0x7B, 0x4000, b""))
    return made.getvalue()


def _old_block(kind: int, flags: int, fields: bytes) -> bytes:
    head = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
    return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head


@contextmanager
def another_program(text: str, folder: Path) -> Iterator[None]:
    """While this lasts, another program stands where the one that opens packages does."""
    from champions.marking.intake import unpacking

    path = folder / "another.py"
    path.write_text(text, encoding="utf-8")
    with mock.patch.object(unpacking, "__file__", str(path)):
        yield

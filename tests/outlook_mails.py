"""Makes mails in Outlook's own form, for tests: a Compound File as [MS-CFB] says, with [MS-OXMSG]'s streams.

Written from the two documents, and not by Outlook: what Outlook itself writes was not tried here.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR, SMALL, LEAST = 512, 64, 4096
SENT = datetime(2026, 1, 31, 10, 15, tzinfo=UTC)


@dataclass
class Entry:
    """One entry of the file's folder: a stream with its bytes, or a storage with what is in it."""

    name: str
    data: bytes | None
    inside: list[int] = field(default_factory=list)
    start: int = END


def compound(tree: dict[str, Any]) -> bytes:
    """A Compound File of these streams (bytes) and storages (dictionaries)."""
    entries = [Entry("Root Entry", None)]
    _enter(tree, entries[0], entries)
    sectors: list[bytes] = []
    table: list[int] = []

    def keep(data: bytes) -> int:
        if not data:
            return END
        first, pieces = len(sectors), [data[at : at + SECTOR] for at in range(0, len(data), SECTOR)]
        sectors.extend(piece.ljust(SECTOR, b"\0") for piece in pieces)
        table.extend([*range(first + 1, first + len(pieces)), END])
        return first

    small, small_table = b"", list[int]()
    for entry in entries:
        if entry.data is not None and len(entry.data) < LEAST:
            many = -(-len(entry.data) // SMALL)
            if many:
                entry.start = len(small_table)
                small_table += [*range(entry.start + 1, entry.start + many), END]
                small += entry.data.ljust(many * SMALL, b"\0")
        elif entry.data is not None:
            entry.start = keep(entry.data)
    entries[0].start = keep(small)
    small_fat = struct.pack(f"<{len(small_table)}I", *small_table)
    small_fat += b"\xff" * (-len(small_fat) % SECTOR)
    small_first = keep(small_fat)
    folder = b"".join(_entry(entry, entries, small) for entry in entries)
    folder_first = keep(folder + b"\0" * (-len(folder) % SECTOR))
    many = 1
    while many * 128 < len(table) + many:
        many += 1
    first = len(table)
    table += [FAT] * many
    table += [FREE] * (many * 128 - len(table))
    sectors.append(struct.pack(f"<{len(table)}I", *table))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIIII", 0, many, folder_first, 0, LEAST,
                        small_first, len(small_fat) // SECTOR, END, 0, first)  # fmt: skip
    head += b"".join(struct.pack("<I", first + n if n < many else FREE) for n in range(1, 109))
    return head[:SECTOR] + b"".join(sectors)


def _enter(tree: dict[str, Any], into: Entry, entries: list[Entry]) -> None:
    """Put streams and storages into the list of entries, in the order that the form asks for."""
    for name in sorted(tree, key=lambda name: (len(name), name.upper())):
        value = tree[name]
        entry = Entry(name, value if isinstance(value, bytes) else None)
        into.inside.append(len(entries))
        entries.append(entry)
        if not isinstance(value, bytes):
            _enter(value, entry, entries)


def _entry(entry: Entry, entries: list[Entry], small: bytes) -> bytes:
    """One entry: its name, what comes beside it and inside it, and where its bytes begin."""
    root = entry is entries[0]
    number = entries.index(entry)
    beside = next(
        (
            one.inside[one.inside.index(number) + 1]
            for one in entries
            if number in one.inside and number != one.inside[-1]
        ),
        FREE,
    )
    name = entry.name.encode("utf-16-le")
    kind = 5 if root else 1 if entry.data is None else 2
    made = name.ljust(64, b"\0") + struct.pack("<HBB", len(name) + 2, kind, 1)
    made += struct.pack("<III", FREE, beside, entry.inside[0] if entry.inside else FREE)
    made += b"\0" * 36
    size = len(small) if root else len(entry.data or b"")
    return made + struct.pack("<IQ", entry.start if kind != 1 else 0, size)


def outlook(
    sender: tuple[str, str],
    attached: dict[str, bytes | dict[str, Any]],
    *,
    letters: str = "utf-16-le",
    more: dict[str, bytes] | None = None,
    head: int = 32,
) -> dict[str, Any]:
    """The streams of a mail from somebody (name and address) with these files, or mails, attached."""
    kind = "001F" if letters == "utf-16-le" else "001E"

    def text(number: str, value: str) -> dict[str, bytes]:
        return {f"__substg1.0_{number}{kind}": value.encode(letters)} if value else {}

    ticks = int((SENT.timestamp() + 11_644_473_600) * 10_000_000)
    tree: dict[str, Any] = {
        "__properties_version1.0": b"\0" * head + struct.pack("<HHIQ", 0x40, 0x39, 6, ticks),
        "__nameid_version1.0": {"__substg1.0_00020102": b""},
        **text("0C1A", sender[0]),
        **text("0C1F", sender[1]),
        **text("0037", "My lesson"),
        **(more or {}),
    }
    for number, (name, data) in enumerate(attached.items()):
        folder: dict[str, Any] = {"__properties_version1.0": b"\0" * 8, **text("3707", name)}
        folder[f"__substg1.0_3701{'0102' if isinstance(data, bytes) else '000D'}"] = data
        tree[f"__attach_version1.0_#{number:08X}"] = folder
    return tree

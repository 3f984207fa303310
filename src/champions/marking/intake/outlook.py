"""A mail in Outlook's own form (.msg): what is attached to it, and who sent it.

Such a file is a Compound File of Microsoft, read by olefile. In it each property of the mail is a stream,
named by its number and type, as [MS-OXMSG] says. Nothing is run and nothing is unpacked: a stream is as
large as it says, and is read only when it is asked for.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_string, policy
from typing import IO, Any

from champions.marking.intake.forwarded import first_sender

#: The names of properties in [MS-OXPROPS].
_ATTACHED, _LONG_NAME, _SHORT_NAME = "3701", "3707", "3704"
_SENDER_NAME, _SENT_FOR_NAME = "0C1A", "0042"
_SUBJECT, _BODY, _TO = "0037", "1000", "0E04"
_SENDER_ADDRESSES = ("5D01", "5D02", "0C1F", "0065")
_HEADERS = "007D"
_SENT, _DELIVERED = 0x0039, 0x0E06
_UNICODE, _EIGHT_BIT, _BINARY, _MAIL, _TIME = "001F", "001E", "0102", "000D", 0x0040
_ATTACHMENT = "__attach_version1.0_"
_PROPERTIES = "__properties_version1.0"
#: Bytes before the first fixed property: of the mail itself, and of a mail inside a mail.
_HEAD, _HEAD_INSIDE = 32, 24
#: From 1601, where Windows begins to count, to 1970, in seconds.
_TO_1970 = 11_644_473_600
#: The longest text that is read, in bytes, and the deepest mail in a mail.
LONGEST_TEXT, DEEPEST = 1_000_000, 6


@dataclass(frozen=True)
class Attached:
    """One file that is attached to a mail; :meth:`read` gives its bytes while the mail is open."""

    name: str
    size: int
    sender: str
    when: float
    _file: Any
    _path: list[str]

    def read(self) -> bytes:
        """The bytes of the file."""
        return bytes(self._file.openstream(self._path).read())


def attached(stream: IO[bytes]) -> Iterator[Attached]:
    """The files that are attached to a mail, also to mails inside it, each with who sent it.

    Raises:
        Exception: whatever olefile raises for a file that is damaged or none of Outlook's.
    """
    import olefile  # only where such a mail comes

    with olefile.OleFileIO(stream) as file:
        yield from _of_mail(file, [], 0)


def _of_mail(file: Any, mail: list[str], deep: int) -> Iterator[Attached]:
    sender, when = _sender(file, mail), _when(file, mail)
    before = first_sender(
        _text(file, mail, _SUBJECT), _text(file, mail, _BODY), _text(file, mail, _TO)
    )
    if before and before not in sender:
        sender = f"{sender}\n{before}".strip()
    for folder in _attachments(file, mail):
        data = [*folder, f"__substg1.0_{_ATTACHED}{_BINARY}"]
        inner = [*folder, f"__substg1.0_{_ATTACHED}{_MAIL}"]
        if file.exists(data):
            name = _text(file, folder, _LONG_NAME) or _text(file, folder, _SHORT_NAME)
            if name := name.replace("/", "-").replace("\\", "-"):
                yield Attached(name, file.get_size(data), sender, when, file, data)
        elif file.exists(inner) and deep < DEEPEST:
            yield from _of_mail(file, inner, deep + 1)


def _attachments(file: Any, mail: list[str]) -> list[list[str]]:
    """The folders of what is attached to this mail and not to one inside it, in order."""
    deep = len(mail) + 1
    every = file.listdir(streams=False, storages=True)
    return sorted(
        one
        for one in every
        if len(one) == deep and one[:-1] == mail and one[-1].startswith(_ATTACHMENT)
    )


def _text(file: Any, folder: list[str], number: str) -> str:
    """A property that is text; empty when there is none."""
    for kind, letters in ((_UNICODE, "utf-16-le"), (_EIGHT_BIT, "cp1252")):
        path = [*folder, f"__substg1.0_{number}{kind}"]
        if file.exists(path) and file.get_size(path) <= LONGEST_TEXT:
            text = file.openstream(path).read().decode(letters, "replace")
            return str(text).replace("\0", "").strip()
    return ""


def _sender(file: Any, mail: list[str]) -> str:
    """Who sent a mail: the name and the address, in one line.

    Inside one organisation Outlook keeps a name of its own server in place of an address: it says nothing
    to others and is passed over. The lines at the head of the mail then say the address, where they are kept.
    """
    address = next(
        (text for number in _SENDER_ADDRESSES if "@" in (text := _text(file, mail, number))), ""
    )
    name = _text(file, mail, _SENDER_NAME) or _text(file, mail, _SENT_FOR_NAME)
    if not address and (head := _text(file, mail, _HEADERS)):
        with suppress(Exception):  # a header may hold anything
            said = str(message_from_string(head, policy=policy.default)["From"] or "")
            if "@" in said:
                return " ".join(said.split())[:200]
    said = f"{name} <{address}>" if address and name and name != address else address or name
    return " ".join(said.split())[:200]


def _when(file: Any, mail: list[str]) -> float:
    """When it was sent, in seconds since 1970; 0 when that is not known."""
    path = [*mail, _PROPERTIES]
    if not file.exists(path) or file.get_size(path) > LONGEST_TEXT:
        return 0.0
    data = file.openstream(path).read()
    found: dict[int, int] = {}
    for at in range(_HEAD_INSIDE if mail else _HEAD, len(data) - 15, 16):
        kind, number, _, value = struct.unpack_from("<HHIQ", data, at)
        if kind == _TIME:
            found[number] = value
    ticks = found.get(_SENT) or found.get(_DELIVERED) or 0
    seconds = ticks / 10_000_000 - _TO_1970
    return seconds if 0 < seconds < 2**33 else 0.0

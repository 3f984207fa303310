"""What is packed in a file? Archives of the tar family, .7z and .rar, and mails: their parts in order.

Everything is read in memory, in order, and each size is known before anything is unpacked. Zips are read
in :mod:`champions.marking.intake.receive`. A .7z or .rar is opened by libarchive, in a process of its own
(:mod:`champions.marking.intake.unpacking`), where that is on this computer.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime
from typing import IO

from champions.marking.intake import outlook, unpacking, winmail
from champions.marking.intake.answer_text import holds_answers
from champions.marking.intake.forwarded import first_sender
from champions.marking.intake.habits import NOBODYS_ADDRESS
from champions.marking.intake.known import address
from champions.sentences.told import told

#: Kinds of packed files. PACKED is opened where libarchive is. PIECE is one of several parts of a package.
#: What cannot be opened here is the last one.
ZIP, TAR, GZ, MAIL, MBOX, OUTLOOK = "zip", "tar", "gz", "mail", "mbox", "outlook"
PACKED, PIECE, CLOSED = "packed", "piece", "closed"
_KINDS = (
    (re.compile(r"\.(?:7z|zip|rar)\.\d{3}$|\.part\d+\.rar$|\.[rz]\d\d$", re.IGNORECASE), PIECE),
    (re.compile(r"\.(?:tar|tar\.(?:gz|bz2|xz)|tgz|tbz2?|txz)$", re.IGNORECASE), TAR),
    (re.compile(r"\.zip$", re.IGNORECASE), ZIP),
    (re.compile(r"\.(?:gz|bz2|xz)$", re.IGNORECASE), GZ),
    (re.compile(r"\.(?:eml|emlx)$", re.IGNORECASE), MAIL),
    (re.compile(r"\.mbox$|^mbox$", re.IGNORECASE), MBOX),  # Apple Mail: "Lessons.mbox/mbox"
    (re.compile(r"\.(?:msg|oft)$", re.IGNORECASE), OUTLOOK),
    (re.compile(r"\.(?:7z|rar|zipx|cab)$", re.IGNORECASE), PACKED),
    (
        re.compile(r"\.(?:sitx?|ace|arj|alz|egg|lzh|lha|zst|tzst|br|pst|ost)$", re.IGNORECASE),
        CLOSED,
    ),
)
_NOBODYS = re.compile(NOBODYS_ADDRESS, re.IGNORECASE)
#: The most mails in one mailbox, and the deepest mail in a mail.
MOST_MAILS, DEEPEST_MAIL = 5_000, 6


def kind_of(name: str) -> str:
    """How a file is packed, by its name; empty for a file that is no package.

    >>> kind_of("work.TAR.gz"), kind_of("lesson.ipynb.gz"), kind_of("a.eml"), kind_of("lesson.ipynb")
    ('tar', 'gz', 'mail', '')
    >>> kind_of("work.7z"), kind_of("work.7z.001"), kind_of("work.part2.rar"), kind_of("work.sit")
    ('packed', 'piece', 'piece', 'closed')
    """
    return next((kind for pattern, kind in _KINDS if pattern.search(name)), "")


def true_kind(kind: str, name: str, start: bytes) -> str:
    """How a package is packed by its first bytes, where its name says another thing: people rename files.

    >>> true_kind(ZIP, "work.zip", b"Rar!\\x1a\\x07\\x01\\x00"), true_kind(PACKED, "work.rar", b"PK\\x03\\x04")
    ('packed', 'zip')
    """
    if kind not in (ZIP, PACKED, TAR, GZ) or name.casefold().endswith(".zipx"):
        return kind
    if start.startswith((b"7z\xbc\xaf", b"Rar!\x1a\x07")):
        return PACKED
    return ZIP if start.startswith(b"PK\x03\x04") else kind


def stem_of_package(name: str) -> str:
    """The name of a package without its ending.

    >>> stem_of_package("anna.tar.gz"), stem_of_package("lesson.ipynb.gz")
    ('anna', 'lesson.ipynb')
    """
    for pattern, _ in _KINDS:
        if pattern.search(name):
            return pattern.sub("", name)
    return name


@dataclass(frozen=True)
class Part:
    """One file in a package.

    Attributes:
        name: its name, with folders.
        size: how many bytes it has.
        read: gives its bytes; only until the next part is asked for.
        when: when it was changed or sent, in seconds since 1970; 0 when that is not known.
        sender: who sent it, as a mail says: a line each, where several may have.
        odd: True for links and other things that are no file.
    """

    name: str
    size: int
    read: Callable[[], bytes]
    when: float = 0.0
    sender: str = ""
    odd: bool = False


class NotOpened(Exception):
    """A package that cannot be opened as a whole, with the reason in words.

    Attributes:
        here: False when nothing on this computer opens such packages.
    """

    def __init__(self, reason: str, *, here: bool = True) -> None:
        super().__init__(reason)
        self.here = here


def parts(
    kind: str, stream: IO[bytes], name: str, largest: int, seconds: float = unpacking.SECONDS
) -> Iterator[Part]:
    """The files in a package, in order.

    Args:
        kind: how it is packed.
        stream: its bytes.
        name: its own name.
        largest: the most bytes of one file that are unpacked.
        seconds: how long a program beside this one may work on it.

    Raises:
        NotOpened: when it cannot be opened as a whole.
        Exception: whatever Python's readers raise for damaged ones.
    """
    if kind == TAR:
        yield from _tar(stream)
    elif kind == PACKED:
        yield from _packed(stream, seconds)
    elif kind == GZ:
        yield from _gz(stream, stem_of_package(name), largest)
    elif kind == MAIL:
        data = stream.read()
        yield from _mail(_parsed(data))
    elif kind == MBOX:
        for number, data in enumerate(_mails(stream.read()), 1):
            for part in _mail(_parsed(data)):
                yield Part(
                    f"mail {number}/{part.name}", part.size, part.read, part.when, part.sender
                )
    elif kind == OUTLOOK:
        for one in outlook.attached(stream):
            yield Part(one.name, one.size, one.read, one.when, one.sender)


def _tar(stream: IO[bytes]) -> Iterator[Part]:
    with tarfile.open(fileobj=stream, mode="r|*") as archive:
        for member in archive:
            if member.isdir():
                continue

            def read(member: tarfile.TarInfo = member) -> bytes:
                file = archive.extractfile(member)
                return file.read() if file else b""

            odd = not member.isreg()
            yield Part(member.name, member.size, read, float(member.mtime or 0), odd=odd)


def _gz(stream: IO[bytes], name: str, largest: int) -> Iterator[Part]:
    """One file that is packed alone: by gzip, bzip2 or xz, as its first bytes say."""
    start = stream.read(6)
    stream.seek(0)
    if start.startswith(b"BZh"):
        with bz2.BZ2File(stream) as file:
            data = file.read(largest + 1)
    elif start == b"\xfd7zXZ\0":
        with lzma.LZMAFile(stream) as packed:
            data = packed.read(largest + 1)
    else:
        with gzip.GzipFile(fileobj=stream) as zipped:
            data = zipped.read(largest + 1)
    yield Part(name, len(data), lambda: data)


# --- .7z and .rar, by a program beside this one --------------------------------------------------------


def _packed(stream: IO[bytes], seconds: float) -> Iterator[Part]:
    with _opening(stream, seconds) as program:
        assert program.stdout is not None  # noqa: S101 - it was asked for
        try:
            for part in _tar(program.stdout):
                yield replace(part, read=lambda part=part: _read(part, program))  # type: ignore[misc]
        except (tarfile.TarError, EOFError):
            raise _why(program) from None
        if program.wait(timeout=seconds):
            raise _why(program)


def _read(part: Part, program: subprocess.Popen[bytes]) -> bytes:
    try:
        return part.read()
    except (tarfile.TarError, EOFError):
        raise _why(program) from None


@contextmanager
def _opening(stream: IO[bytes], seconds: float) -> Iterator[subprocess.Popen[bytes]]:
    """The program at work on a package. It is ended when its time is over, or when nobody reads on."""
    with _as_file(stream) as file:
        program = subprocess.Popen(
            [sys.executable, "-I", unpacking.__file__],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # Names in a package are text of all the world, whatever this computer's own letters are.
            env={**os.environ, "LC_ALL": "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"},
        )
    watch = threading.Timer(max(seconds, 0.1), program.kill)
    watch.start()
    try:
        yield program
    finally:
        watch.cancel()
        program.kill()
        program.wait()
        for pipe in (program.stdout, program.stderr):
            if pipe:
                pipe.close()


@contextmanager
def _as_file(stream: IO[bytes]) -> Iterator[IO[bytes]]:
    """A stream as a file that another program can read. What is in memory goes into one without a name."""
    try:
        stream.fileno()
    except (OSError, AttributeError):
        with tempfile.TemporaryFile() as file:
            file.write(stream.read())
            file.seek(0)
            yield file
        return
    stream.seek(0)
    yield stream


def _why(program: subprocess.Popen[bytes]) -> NotOpened:
    """Why the program did not come to its end, in words."""
    with suppress(subprocess.TimeoutExpired):
        program.wait(timeout=5)
    said = b""
    if program.returncode is not None and program.stderr is not None:
        said = program.stderr.read(2_000)
    words = " ".join(said.decode("utf-8", "replace").split())
    if program.returncode == unpacking.NOT_HERE:
        return NotOpened(told("nothing on this computer opens it"), here=False)
    if program.returncode == unpacking.LOCKED:
        return NotOpened(told("it is locked with a password"))
    if program.returncode == unpacking.DAMAGED:
        return NotOpened(words or told("it is damaged"))
    return NotOpened(told("opening it took too long, or too much memory"))


# --- Mails ----------------------------------------------------------------------------------------


def _parsed(data: bytes) -> EmailMessage:
    if (
        data[:12].split(b"\n", 1)[0].strip().isdigit()
    ):  # Apple's .emlx begins with a number of bytes
        data = data.split(b"\n", 1)[1]
    made = message_from_bytes(data, policy=policy.default)
    assert isinstance(made, EmailMessage)  # noqa: S101 - its policy makes one
    return made


def _mails(data: bytes) -> Iterator[bytes]:
    """The mails of a mailbox: each begins with a line "From ..." after an empty one."""
    starts = [found.start() for found in re.finditer(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From ", data)]
    for at, start in enumerate(starts[:MOST_MAILS]):
        end = starts[at + 1] if at + 1 < len(starts) else len(data)
        body = data[start:end].partition(b"\n")[2]
        yield re.sub(rb"(?m)^>(>*From )", rb"\1", body)


def _mail(mail: Message, deep: int = 0) -> Iterator[Part]:
    """The files in a mail, each with who sent it: a mail inside a mail has a sender of its own."""
    sender, when = _sender(mail), _sent(mail)
    for part in _leaves(mail):
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            if deep < DEEPEST_MAIL and isinstance(inner, list):
                for one in inner:
                    if isinstance(one, Message):
                        yield from _mail(one, deep + 1)
            continue
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes):
            continue
        # The words of a mail are nobody's work, unless answers were pasted among them.
        pasted = part.get_content_type() == "text/plain" and holds_answers(data)
        files = list(
            winmail.attached(data)
        )  # one packed file of Outlook's for all that was attached
        if not files and (name := _name(part) or ("message.txt" if pasted else "")):
            files = [(name, data)]
        for name, held in files:
            yield Part(name, len(held), lambda held=held: held, when, sender)  # type: ignore[misc]


def _leaves(mail: Message) -> Iterator[Message]:
    if mail.get_content_type() == "message/rfc822" or not mail.is_multipart():
        yield mail
        return
    payload = mail.get_payload()
    for part in payload if isinstance(payload, list) else ():
        if isinstance(part, Message):
            yield from _leaves(part)


def _name(part: Message) -> str:
    with suppress(Exception):  # a header may hold anything
        if name := part.get_filename():
            return str(name).replace("/", "-").replace("\\", "-")
    return "lesson.ipynb" if part.get_content_type() == "application/x-ipynb+json" else ""


def _sender(mail: Message) -> str:
    """Who sent a mail: the name and the address, in one line.

    Where a program sent it for a person, it says in Reply-To who that is. Where several may have, each has a
    line: two senders, or whoever sent a mail on and who sent it first. Behind an empty line stands to whom an
    answer would go: only a list of people can tell whether that is somebody.
    """
    said = []
    for head in ("From", "Sender", "Reply-To"):
        with suppress(Exception):  # a header may hold anything
            if text := " ".join(str(mail[head] or "").split()):
                said.append(text[:200])
    people = [one for one in said if not _NOBODYS.fullmatch(address(one).partition("@")[0])]
    senders = [next(iter((*people, *said)), "")]
    with suppress(Exception):  # a header may hold anything
        addresses = getattr(mail["From"], "addresses", ())
        several = [" ".join(str(one).split())[:200] for one in addresses[:20]]
        senders = several if len(several) > 1 and people[:1] == said[:1] else senders
    with suppress(Exception):
        senders.append(_sent_on(mail))
    lines = "\n".join(dict.fromkeys(filter(None, senders)))
    back = people[-1] if people else ""
    return f"{lines}\n\n{back}" if address(back) not in lines.casefold() else lines


def _sent_on(mail: Message) -> str:
    """Who sent it first, where this mail says that it was sent on."""
    body = mail.get_body(("plain", "html")) if isinstance(mail, EmailMessage) else None
    to = " ".join(str(mail[head] or "") for head in ("To", "Cc"))
    return first_sender(str(mail["Subject"] or ""), body.get_content() if body else "", to)


def _sent(mail: Message) -> float:
    with suppress(Exception):  # a header may hold anything
        return parsedate_to_datetime(str(mail["Date"])).timestamp()
    return 0.0

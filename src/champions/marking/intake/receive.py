"""What did the trainer receive? Every file in the folder, by place, with its bytes.

Folders and zip files are read alike. Nothing is ever unpacked to disk, no link is followed, and a
file that cannot be taken is told with the reason, while the others go on.
"""

from __future__ import annotations

import io
import os
import re
import stat
import sys
import tempfile
import time
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import IO

from champions.marking import fault
from champions.marking.intake.answer_text import CutOff, answers_in, holds_answers
from champions.marking.intake.containers import (
    CLOSED,
    GZ,
    MAIL,
    MBOX,
    OUTLOOK,
    PACKED,
    PIECE,
    ZIP,
    NotOpened,
    Part,
    kind_of,
    parts,
    stem_of_package,
    true_kind,
)  # fmt: skip
from champions.marking.intake.places import NOTEBOOK_ENDING
from champions.marking.intake.zip_names import names_in
from champions.questions.answers import SIDECAR
from champions.sentences.told import told

#: The largest file that is read, in bytes. A lesson with all its pictures has about 2 million.
LARGEST_FILE = 50_000_000
#: The most files that one zip may hold, and the most bytes that it may unpack to in all.
MOST_IN_ZIP, LARGEST_ZIP = 2_000, 500_000_000
#: The most seconds in which programs beside this one unpack what is in one package.
LONGEST_UNPACKING = 120.0
#: Folders inside folders, at most.
DEEPEST = 8
TIMESTAMP = "timestamp.txt"
#: The file by which nbgrader's exchange gives feedback to the person who handed work in, and nobody else.
RETURN_ADDRESS = "submission_secret.txt"

#: What systems, sticks and cloud programs leave behind by themselves: nobody sent it.
_JUNK = frozenset(
    {
        *(
            ".ds_store",
            ".ds_store?",
            "thumbs.db",
            "desktop.ini",
            "__macosx",
            ".localized",
            "icon\r",
        ),
        *(".ipynb_checkpoints", "__pycache__", ".directory", "lost+found", "found.000"),
        *(".spotlight-v100", ".trashes", ".trash", ".fseventsd", ".temporaryitems"),
        *(".documentrevisions-v100", "system volume information", "$recycle.bin", "recycler"),
        *(".dropbox", ".dropbox.cache", ".dropbox.attr", ".tmp.drivedownload", ".tmp.driveupload"),
        *(".stfolder", ".stversions", ".sync", ".owncloudsync.log", ".nextcloudsync.log"),
    }
)
#: A browser or a mail program may put an ending of its own after ours.
_SIDECAR = re.compile(
    re.escape(SIDECAR.removesuffix(".json"))
    + r"(?:[ _-]?\(?\d+\)?|-kept-\d+)?\.json(?:\.(?:txt|download))?",
    re.IGNORECASE,
)
#: A learning platform puts its own words before the name of the small file of answers.
_SIDECAR_AFTER = re.compile(r"(?:.*_)?" + _SIDECAR.pattern, re.IGNORECASE)


@dataclass(frozen=True)
class Refused:
    """Something that could not be marked.

    ``code`` is a short fixed name for scripts; ``reason`` goes on from "Not marked, because", and
    ``advice`` says what to do next.
    """

    place: str
    code: str
    reason: str
    advice: str
    learner: str = ""
    module: str = ""

    def __str__(self) -> str:
        return told(
            "{place}: not marked, because {reason} {advice}",
            place=self.place,
            reason=self.reason,
            advice=self.advice,
        ).strip()


@dataclass(frozen=True)
class File:
    """One file as received.

    Attributes:
        place: where it lies, as a trainer would say it, such as ``anna/lesson.ipynb``.
        folders: the folders above it inside the trainer's folder. A zip counts as a folder.
        name: its own name.
        held: its bytes, where they are held; empty for files that are not read.
        again: reads its bytes again from where they lie; None where they are held.
        when: when it was last changed, in seconds since 1970; 0 when that is not known.
        owner: the user of this computer who wrote it, see :func:`owner_of`; of a file in a zip, who
            wrote the zip.
        sender: who sent it, as the mail that it came with says.
    """

    place: str
    folders: tuple[str, ...]
    name: str
    held: bytes = b""
    when: float = 0.0
    owner: str = ""
    sender: str = ""
    again: Callable[[], bytes] | None = field(default=None, repr=False, compare=False)

    @property
    def data(self) -> bytes:
        """Its bytes. The files of a large cohort together are larger than this computer's memory."""
        return self.again() if self.again else self.held

    @property
    def is_notebook(self) -> bool:
        return bool(NOTEBOOK_ENDING.search(re.sub(r" ?\(\d+\)$", "", self.name)))

    @property
    def is_sidecar(self) -> bool:
        return bool(_SIDECAR_AFTER.fullmatch(self.name))

    @property
    def is_work(self) -> bool:
        """True for what may hold somebody's work."""
        return self.is_notebook or self.is_sidecar

    @property
    def is_receipt(self) -> bool:
        """True for what may be the receipt that Blackboard puts beside a hand-in."""
        return bool(re.search(r"_attempt_\d{4}(?:-\d{2}){5}\.txt$", self.name, re.IGNORECASE))

    @property
    def is_timestamp(self) -> bool:
        """True for the file in which nbgrader says when work was sent."""
        return self.name == TIMESTAMP

    @property
    def is_secret(self) -> bool:
        """True for the file by which nbgrader's exchange gives feedback back."""
        return self.name == RETURN_ADDRESS

    @property
    def may_carry_answers(self) -> bool:
        """True for a text into which somebody may have pasted their answers."""
        return self.name.lower().endswith(".txt") and not self.is_read

    @property
    def may_be_a_lesson(self) -> bool:
        """True for a name that a lesson may have lost its ending to, on its way through a mail or a phone."""
        lost = re.search(
            r"(?:\.(?:json|bin|dat|txt)|\.ipynb\W?_?\d*|^[^.]+)$", self.name, re.IGNORECASE
        )
        return bool(lost) and not self.is_read

    @property
    def is_read(self) -> bool:
        """True for files that matter to marking."""
        known = self.is_timestamp or self.is_secret or self.is_receipt
        return self.is_notebook or self.is_sidecar or known


#: Bytes of files out of packages that are held in memory. More are put aside on the disk.
HELD_AT_MOST = 64_000_000


@dataclass
class Post:
    """All that was received, and what could not be taken."""

    files: list[File] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    empty_folders: list[tuple[str, ...]] = field(default_factory=list)
    seen: Callable[[int], None] = lambda _: None
    spare: Path | None = None
    _held: int = 0
    _spool: IO[bytes] | None = None

    def aside(self, file: File, data: bytes) -> File:
        """A file out of a package with its bytes: held, or put aside on the disk when many are held."""
        if self._held + len(data) <= HELD_AT_MOST:
            self._held += len(data)
            return replace(file, held=data)
        try:
            if self._spool is None:
                # It goes with the last of those who read in it.
                self._spool = tempfile.TemporaryFile(dir=self.spare)  # noqa: SIM115
            at = self._spool.seek(0, os.SEEK_END)
            self._spool.write(data)
            self._spool.flush()
        except OSError:  # no room there: then they are held
            return replace(file, held=data)
        spool = self._spool

        def again() -> bytes:
            spool.seek(at)
            return spool.read(len(data))

        return replace(file, again=again)


def receive(
    folder: Path, leave_out: Path | None = None, seen: Callable[[int], None] = lambda _: None
) -> Post:
    """Read a folder of what learners sent.

    Args:
        folder: the trainer's folder. It is only read.
        leave_out: a folder inside it that is ours, such as the work folder.
        seen: told the size of each file that was read.

    Raises:
        OSError: when the folder itself cannot be read, or this machine is short of something.
    """
    post = Post(seen=seen, spare=leave_out if leave_out and leave_out.is_dir() else None)
    _folder(folder, (), post, leave_out.resolve() if leave_out else None)
    return post


def shown(name: str) -> str:
    """A file's name as it can be shown anywhere: no half characters, nothing that steers a screen.

    >>> shown("a\\x1b[2Jb\\udc80")
    'a?[2Jb?'
    """
    whole = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    return "".join(
        "?" if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") else sign for sign in whole
    )


def _folder(folder: Path, above: tuple[str, ...], post: Post, leave_out: Path | None) -> None:
    found = False
    for path in sorted(folder.iterdir()):
        ours = not path.is_symlink() and path.resolve() == leave_out
        if is_junk(path.name) or ours:
            continue
        found = True
        place = "/".join((*above, shown(path.name)))
        try:
            _take(path, place, above, post, leave_out)
        except OSError as error:
            if error.errno in fault.SHORT_OF:  # of which this file has no part
                raise
            post.refused.append(
                Refused(
                    place,
                    "unreadable",
                    told(
                        "the file could not be opened ({strerror}).",
                        strerror=error.strerror or error,
                    ),
                    told("Look at its permissions, or copy it again."),
                )
            )
        except Exception as error:  # noqa: BLE001 - one file never stops the others
            no = fault.reason(error, place)
            post.refused.append(Refused(place, no.code, no.reason, no.advice))
    if not found and above:
        post.empty_folders.append(above)


def is_junk(name: str) -> bool:
    """True for the name of a file or folder that a system left behind by itself.

    >>> is_junk("._lesson.ipynb"), is_junk("System Volume Information"), is_junk(".Trash-1000"), is_junk("a.ipynb")
    (True, True, True, False)
    """
    return name.lower() in _JUNK or name.lower().startswith(("._", "~$", ".~", ".trash-"))


def _take(
    path: Path, place: str, above: tuple[str, ...], post: Post, leave_out: Path | None
) -> None:
    if path.is_symlink():
        post.refused.append(
            Refused(
                place,
                "link",
                told("it is a link to somewhere else, not a file."),
                told("Links are never followed. Ask for the file itself."),
            )
        )
    elif path.is_dir():
        if len(above) >= DEEPEST:
            post.refused.append(_too_deep(place))
        else:
            _folder(path, (*above, shown(path.name)), post, leave_out)
    elif not stat.S_ISREG(path.stat().st_mode):
        post.refused.append(
            Refused(
                place,
                "special-file",
                told("it is not an ordinary file."),
                told("Ask for the file itself."),
            )
        )
    elif kind := kind_of(path.name):
        with path.open("rb") as stream:
            owner = owner_of(path.stat())
            _package(kind, stream, place, above, shown(path.name), post, _Outer(owner=owner))
    else:
        _file(path, place, above, post)


def _file(path: Path, place: str, above: tuple[str, ...], post: Post) -> None:
    about = path.stat()
    owner = owner_of(about)
    file = File(place, above, shown(path.name), when=about.st_mtime, owner=owner)
    fits = about.st_size <= LARGEST_FILE
    if file.may_be_a_lesson and fits and _is_a_lesson(path.read_bytes()):
        post.files.append(replace(_with_its_ending(file), again=path.read_bytes))
        post.seen(about.st_size)
    elif file.may_carry_answers and fits:
        _text(file, path.read_bytes(), post)
    elif not file.is_read:
        post.files.append(file)
    elif about.st_size > LARGEST_FILE:
        post.refused.append(_too_large(place))
    elif not file.is_notebook:
        post.files.append(replace(file, held=path.read_bytes()))
        post.seen(about.st_size)
    else:
        with path.open("rb"):  # it can be read
            post.files.append(replace(file, again=path.read_bytes))
        post.seen(about.st_size)


def owner_of(about: os.stat_result) -> str:
    """The user of this computer who wrote a file: their name, or their number where they have none.

    Empty for whoever marks, who may have copied it, for the administrator, and on Windows.
    """
    if sys.platform == "win32" or about.st_uid in {0, os.getuid()}:
        return ""
    return _user(about.st_uid)


@lru_cache
def _user(number: int) -> str:
    import pwd  # Windows has none

    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def _too_deep(place: str) -> Refused:
    return Refused(
        place,
        "too-deep",
        told("it lies more than {deepest} folders deep.", deepest=DEEPEST),
        told("Move the learner's folder further up."),
    )


def _too_large(place: str) -> Refused:
    return Refused(
        place,
        "too-large",
        told("the file is larger than {largest_file} MB.", largest_file=LARGEST_FILE // 1000000),
        told("A lesson is far smaller. Ask the learner to clear the outputs and send it again."),
    )


# --- Packages -----------------------------------------------------------------------------------------


@dataclass
class _Outer:
    """A package with all the packages inside it.

    Attributes:
        owner: who wrote it.
        files: how many files it may still hold, and ``size`` how many bytes it may still unpack to.
        sender: who sent it, where it came in a mail, and ``when`` that was sent.
        seconds: how long programs beside this one may still work on what is packed in it.
    """

    owner: str = ""
    sender: str = ""
    when: float = 0.0
    files: int = field(default_factory=lambda: MOST_IN_ZIP)
    size: int = field(default_factory=lambda: LARGEST_ZIP)
    seconds: float = field(default_factory=lambda: LONGEST_UNPACKING)

    def take(self, sizes: Iterable[int]) -> bool:
        """Take so many files of these sizes from what is allowed; False when it is too much."""
        for size in sizes:
            self.files, self.size = self.files - 1, self.size - size
        return self.files >= 0 and self.size >= 0


def _package(
    kind: str,
    stream: IO[bytes],
    place: str,
    above: tuple[str, ...],
    name: str,
    post: Post,
    outer: _Outer,
) -> None:
    """Read a package as if it were a folder. Its files are read into memory and never unpacked."""
    before = len(post.files) + len(post.refused)
    kind = true_kind(kind, name, stream.read(8))
    stream.seek(0)
    if kind == CLOSED:
        post.refused.append(_closed(place, name))
    elif kind == PIECE:
        post.refused.append(_piece(place))
    elif kind == ZIP:
        _zip(stream, place, (*above, stem_of_package(name)), post, outer)
    elif len(above) >= DEEPEST:
        post.refused.append(_too_deep(place))
    else:
        inside = above if kind == GZ else (*above, stem_of_package(name))
        _parts(kind, stream, place, inside, name, post, outer)
    if before == len(post.files) + len(post.refused):
        is_mail = kind in (MAIL, MBOX, OUTLOOK)
        post.refused.append(
            Refused(
                place,
                "no-notebook",
                told("nothing is attached to this mail.")
                if is_mail
                else told("there is no file in this package."),
                told("Ask the sender for the file that ends in .ipynb."),
            )
        )


def _parts(
    kind: str,
    stream: IO[bytes],
    place: str,
    above: tuple[str, ...],
    name: str,
    post: Post,
    outer: _Outer,
) -> None:
    began = time.monotonic()
    try:
        if outer.seconds <= 0:
            post.refused.append(_too_much(place))
            return
        for part in parts(kind, stream, name, LARGEST_FILE, outer.seconds):
            if not outer.take([part.size]):
                post.refused.append(_too_much(place))
                return
            mail = replace(outer, sender=part.sender, when=part.when) if part.sender else outer
            here = place if kind == GZ else f"{place} > {shown(part.name)}"
            try:
                _inside(part, here, above, post, mail)
            except NotOpened:  # the package as a whole
                raise
            except Exception as error:  # noqa: BLE001 - the others in the same package go on
                _of_this_file(error)
                post.refused.append(_bad_zip(here, error))
            outer.files, outer.size, outer.seconds = mail.files, mail.size, mail.seconds
    except NotOpened as error:
        post.refused.append(_bad_zip(place, error) if error.here else _closed(place, name))
    except Exception as error:  # noqa: BLE001 - whatever Python's readers raise, the others go on
        _of_this_file(error)
        post.refused.append(_bad_zip(place, error))
    finally:
        if kind == PACKED:
            outer.seconds -= time.monotonic() - began


def _inside(part: Part, here: str, above: tuple[str, ...], post: Post, outer: _Outer) -> None:
    """Take one file out of a package, or open it when it is a package itself."""
    inside = PurePosixPath(part.name.replace("\\", "/"))
    if any(is_junk(one) for one in inside.parts):
        return
    if inside.is_absolute() or ".." in inside.parts or part.odd:
        post.refused.append(
            Refused(
                here,
                "unsafe-path",
                told("its place in the package points outside the package."),
                told("Ask for the lesson file alone."),
            )
        )
        return
    folders, name = (*above, *map(shown, inside.parts[:-1])), shown(inside.name)
    when = part.when or outer.when
    file = File(here, folders, name, when=when, owner=outer.owner, sender=outer.sender)
    if part.size > LARGEST_FILE and (file.is_read or kind_of(name)):
        post.refused.append(_too_large(here))
    elif kind := kind_of(name):
        _package(kind, io.BytesIO(part.read()), here, folders, name, post, outer)
    elif file.may_be_a_lesson and part.size <= LARGEST_FILE and _is_a_lesson(part.read()):
        post.files.append(post.aside(_with_its_ending(file), part.read()))
        post.seen(part.size)
    elif file.may_carry_answers and part.size <= LARGEST_FILE:
        _text(file, part.read(), post)
    elif not file.is_read:
        post.files.append(file)
    else:
        post.files.append(post.aside(file, part.read()))
        post.seen(part.size)


def _is_a_lesson(data: bytes) -> bool:
    """Whether a file holds a notebook, whatever it is called."""
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"{") and b'"nbformat"' in data and b'"cells"' in data


def _with_its_ending(file: File) -> File:
    stem = re.sub(r"\.(?:json|bin|dat|txt|ipynb\W?_?\d*)$", "", file.name, flags=re.IGNORECASE)
    return replace(file, name=f"{stem}.ipynb")


def _text(file: File, data: bytes, post: Post) -> None:
    """Take a text: the answers that it carries, or, as any text of a trainer's own, its name alone."""
    if not holds_answers(data):
        post.files.append(file)
        return
    try:
        records = answers_in(data)
    except CutOff:
        post.refused.append(
            Refused(
                file.place,
                "text-cut-off",
                told("the text with the answers did not come whole."),
                told(
                    "Ask the learner to press Copy my answers as a text again, and to send all of it."
                ),
            )
        )
        return
    for record in records:
        post.files.append(replace(file, name=SIDECAR, held=record))
        post.seen(len(record))


def _too_much(place: str) -> Refused:
    return Refused(
        place,
        "zip-too-large",
        told("the package holds too many files, or would unpack to far too much."),
        told("Ask for the lesson file alone."),
    )


def _piece(place: str) -> Refused:
    return Refused(
        place,
        "cannot-open",
        told("it is one part of a package that was cut into several parts."),
        told(
            "Open the whole package with the program that made it, and put what is in it into your folder. Or "
            "ask for the lesson file alone."
        ),
    )


def _closed(place: str, name: str) -> Refused:
    ending = name.rpartition(".")[2][:8]
    return Refused(
        place,
        "cannot-open",
        told("it is packed as .{ending}, which is not opened here.", ending=ending),
        told(
            "Open it with the program that it comes from, and put what is in it into your folder. Next time "
            "ask for the lesson file alone, or for a .zip: that is opened here."
        ),
    )


def _zip(stream: IO[bytes], place: str, above: tuple[str, ...], post: Post, outer: _Outer) -> None:
    """Read a zip as if it were a folder. Its files are read into memory and never unpacked."""
    if len(above) > DEEPEST:
        post.refused.append(_too_deep(place))
        return
    try:
        with zipfile.ZipFile(stream) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            names = names_in(archive)
            if not outer.take(member.file_size for member in members):
                post.refused.append(_too_much(place))
                return
            for member in members:
                try:
                    _zip_member(archive, member, names[member], place, above, post, outer)
                except Exception as error:  # noqa: BLE001 - the others in the same zip go on
                    _of_this_file(error)
                    here = f"{place} > {shown(names[member])}"
                    post.refused.append(_bad_zip(here, error))
    except Exception as error:  # noqa: BLE001 - whatever Python's reader of zips raises, the others go on
        _of_this_file(error)
        post.refused.append(_bad_zip(place, error))


def _of_this_file(error: Exception) -> None:
    """Raise an error again that says nothing of the file: this machine is short of something."""
    if isinstance(error, OSError) and error.errno in fault.SHORT_OF:
        raise error


def _bad_zip(place: str, error: BaseException) -> Refused:
    said = shown(str(error)) or type(error).__name__
    if _LOCKED.search(said):
        return Refused(
            place,
            "bad-zip",
            told("the package is locked with a password."),
            told(
                "Open it with the password, and put what is in it into your folder. Or ask for the lesson "
                "file alone."
            ),
        )
    return Refused(
        place,
        "bad-zip",
        told("the package could not be opened ({said}).", said=said),
        told(
            "It may be cut off, damaged, or locked with a password. Ask for the lesson file alone."
        ),
    )


#: How Python's reader of zips and libarchive say that there is a password.
_LOCKED = re.compile(r"password|encrypt", re.IGNORECASE)


def _when(member: zipfile.ZipInfo) -> float:
    with suppress(ValueError, OverflowError):  # a zip may hold any numbers as its time
        return datetime(*member.date_time, tzinfo=UTC).timestamp()
    return 0.0


def _zip_member(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    name: str,
    place: str,
    above: tuple[str, ...],
    post: Post,
    outer: _Outer,
) -> None:
    def read() -> bytes:
        if member.flag_bits & 1:  # the newer kind of lock is called an unknown way of packing
            raise NotOpened(told("it is locked with a password"))
        return archive.read(member)

    part = Part(
        name,
        member.file_size,
        read,
        _when(member),
        odd=stat.S_ISLNK(member.external_attr >> 16),
    )
    here = f"{place} > {shown(str(PurePosixPath(name.replace(chr(92), '/'))))}"
    _inside(part, here, above, post, outer)


def by_folder(files: list[File]) -> Iterator[tuple[tuple[str, ...], list[File]]]:
    """The files folder by folder, in order."""
    folders: dict[tuple[str, ...], list[File]] = {}
    for file in files:
        folders.setdefault(file.folders, []).append(file)
    yield from sorted(folders.items())

"""What a trainer drops into the desk: kept as it came, then told whose it is and which lesson.

Everything that ever came lies in ``inbox/``; of two files with one name, both are kept. Nothing is
opened here but by the careful reader that marking uses, and a name is made safe before it is used.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from champions.desk.ledger import Ledger
from champions.marking.course import Course
from champions.marking.intake.collect import Collected, Submission, collect, collect_for
from champions.marking.intake.known import people_in
from champions.marking.intake.receive import Refused, is_junk
from champions.marking.intake.whose import Question
from champions.questions import answers
from champions.sentences.told import told

#: Where everything that was dropped is kept, in the work folder.
INBOX = "inbox"
#: Folders above a file that are kept: a learner's folder says whose a file is.
_DEEPEST = 6
#: The longest part of a name, in bytes. Disks take 255, and an ending and a number may be added.
_LONGEST = 200


@dataclass(frozen=True)
class DropResult:
    """What was in a drop: learner and lesson of each, what could not be used, other files, and what must be asked."""

    lessons: tuple[tuple[str, str], ...]
    refused: tuple[Refused, ...]
    left_alone: tuple[str, ...]
    asked: tuple[Question, ...] = ()
    notes: tuple[str, ...] = ()


def take(files: Iterable[tuple[str, IO[bytes]]], course: Course, ledger: Ledger) -> DropResult:
    """Keep dropped files byte for byte, and say whose lessons they are, before anything is marked.

    Args:
        files: name, with folders when a folder was dropped, and contents of each.
        course: the course and its work folder.
        ledger: what the desk remembers.

    Raises:
        OSError: when the disk is full or cannot be written. Then nothing of this drop is kept.
    """
    drop, inbox = course.out / "arriving", course.out / INBOX
    shutil.rmtree(drop, ignore_errors=True)  # of an earlier desk that was ended in the middle
    drop.mkdir()
    try:
        sent = ((name, stream) for name, stream in files if not _left_by_a_system(name))
        named = [(Path(*_safe_parts(name)), stream) for name, stream in sent]
        under = _apart((name for name, _ in named), inbox)
        for name, stream in named:  # under the name that it will have: what is said is kept with it
            _put(under / name, stream, drop)
        codes = {learner for learner, _ in ledger.arrived()}
        found = collect_for(course.out, drop, course.notebooks, codes=codes)
        came = {one.relative_to(drop) for one in drop.rglob("*") if one.is_file()}
        made = _beside_earlier(found, came, course, ledger, codes)
        for one in found.submissions:
            ledger.note_arrived(one.place, one.learner, one.module)
        for path in sorted(came):
            place = inbox / path
            place.parent.mkdir(parents=True, exist_ok=True)
            (drop / path).rename(free_place(place))
    finally:
        shutil.rmtree(drop, ignore_errors=True)
    return made


def _apart(names: Iterable[Path], inbox: Path) -> Path:
    """A folder of its own for a drop in which a file has the name and the place of one that came before.

    All of the drop goes there, so that a lesson keeps its answers beside it. The folder's name says nobody.
    """
    taken = (
        (inbox / name).exists() or any((inbox / above).is_file() for above in name.parents)
        for name in names
    )
    if not any(taken):
        return Path()
    number = 2
    while (inbox / f"received {number}").exists():
        number += 1
    return Path(f"received {number}")


def _beside_earlier(
    found: Collected, came: set[Path], course: Course, ledger: Ledger, codes: set[str]
) -> DropResult:
    """What came of a drop, looked at together with what the same people sent before for the same lessons."""
    drop, inbox = course.out / "arriving", course.out / INBOX
    sent = {(one.learner, one.module) for one in found.submissions}
    earlier: set[Path] = set()
    for place in ledger.places(sent):
        path = inbox / place.split(" > ")[0]
        for one in (path, path.parent / answers.SIDECAR):
            where = one.relative_to(inbox)
            if one.is_file() and where not in came | earlier:
                (drop / where).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(one, drop / where)
                earlier.add(where)
    both = collect_for(course.out, drop, course.notebooks, codes=codes) if earlier else found
    for one in earlier:
        (drop / one).unlink()
    old = {one.as_posix() for one in earlier}
    refused = [one for one in both.refused if one.place.split(" > ")[0] not in old]
    no = {one.place for one in refused}
    again = [
        told(
            "{label} sent {module} before. {notes}",
            label=people_in(course.out).label(one.learner),
            module=one.module,
            notes=one.notes[-1],
        )
        for one in both.submissions
        if earlier and one.older and (one.learner, one.module) in sent and one.notes
    ]
    left = [one for one in both.left_alone if one.partition(" (")[0].split(" > ")[0] not in old]
    return DropResult(
        tuple((one.learner, one.module) for one in found.submissions if one.place not in no),
        tuple(refused),
        tuple(left),
        tuple(both.asked),
        (*both.notes, *again),
    )


def claims(course: Course, ledger: Ledger) -> dict[str, str]:
    """Whose each file of the inbox is, by its place, as the marking would say it."""
    inbox = course.out / INBOX
    if not inbox.is_dir():
        return {}
    codes = {learner for learner, _ in ledger.arrived()}
    return collect_for(course.out, inbox, course.notebooks, codes=codes).claims


def lessons_in(path: Path, course: Course, claimed: Mapping[str, str]) -> list[Submission]:
    """Whose lessons are in one file of the inbox: it is read as if it had come alone, with its answers.

    Args:
        path: the file.
        course: the course and its work folder.
        claimed: whose each file of the inbox is, from :func:`claims`.
    """
    inbox, look = course.out / INBOX, course.out / "arriving"
    here = path.relative_to(inbox).as_posix()
    words = [
        (place, code)
        for place, code in claimed.items()
        if place == here or place.startswith(f"{here} > ")
    ]
    if not words:
        return []
    shutil.rmtree(look, ignore_errors=True)
    copy = look / path.relative_to(inbox)
    copy.parent.mkdir(parents=True)
    for one in {path, path.parent / answers.SIDECAR}:
        if one.is_file():
            shutil.copy2(one, copy.parent)
    try:
        found = collect(look, course.notebooks, words=words)
        return [one.in_memory() for one in found.submissions if (one.place, one.learner) in words]
    finally:
        shutil.rmtree(look, ignore_errors=True)


def lay_apart(one: Submission, learner: str, inbox: Path) -> Path:
    """Keep one person's lesson on its own: byte for byte, with its answers beside it."""
    folder = inbox / learner / one.module
    while (folder / one.name).exists():  # any other name would be read as a person's
        folder = folder / one.module
    folder.mkdir(parents=True, exist_ok=True)
    (folder / one.name).write_bytes(one.data)
    if one.when:
        os.utime(folder / one.name, (one.when, one.when))  # of two, the newer one counts
    answers.save(one.book, folder)
    return folder / one.name


def take_away(path: Path) -> None:
    """Take a file out of the inbox, with its answers when nothing else is beside it, and empty folders."""
    path.unlink()
    folder = path.parent
    if all(one.name == answers.SIDECAR for one in folder.iterdir()):
        (folder / answers.SIDECAR).unlink(missing_ok=True)
    while folder.name != INBOX and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _put(name: Path, stream: IO[bytes], drop: Path) -> None:
    free = free_place(drop / name)  # two files of one drop may be called the same
    free.parent.mkdir(parents=True, exist_ok=True)
    with free.open("wb") as file:
        shutil.copyfileobj(stream, file)


def _left_by_a_system(name: str) -> bool:
    """True for what came along by itself. It is asked before a name is made safe, which takes its dot away."""
    return any(map(is_junk, PurePosixPath(name.replace("\\", "/")).parts))


def _safe_parts(name: str) -> list[str]:
    """The parts of a file's name, each safe on every system; never a way out of the folder.

    >>> _safe_parts("../../etc/passwd"), _safe_parts("C:\\\\Ann\\\\lesson (1).ipynb")
    (['etc', 'passwd'], ['C', 'Ann', 'lesson (1).ipynb'])
    """
    parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part.strip("./ ")]
    return [_safe(part) for part in parts[-_DEEPEST:]] or ["file"]


def _safe(part: str) -> str:
    """One part of a name. Brackets and underscores stay: learning platforms use them."""
    stem, dot, ending = part.rpartition(".")
    plain = re.sub(r'[<>:"/\\|?*\x00-\x1f]', "", stem if dot else part).strip(" .")
    # By bytes, as disks count: one name that is too long would stop a whole drop.
    plain = (
        plain.encode("utf-8", "replace")[:_LONGEST].decode("utf-8", "ignore").strip(" .") or "file"
    )
    if re.fullmatch(r"(?:con|prn|aux|nul|com\d|lpt\d)", plain, re.IGNORECASE):
        plain = f"{plain}-file"
    ending = re.sub(r"\W", "", ending)[:10] if dot else ""
    return f"{plain}.{ending}" if ending else plain


def free_place(place: Path) -> Path:
    """A place that is not taken yet, for two files of one name."""
    free, number = place, 2
    while free.exists():
        free = place.with_name(f"{place.stem} ({number}){place.suffix}")
        number += 1
    return free

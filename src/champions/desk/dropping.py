"""What a trainer drops into the desk: kept as it came, then told whose it is and which lesson.

Everything that ever came lies in ``inbox/``; of two files with one name, both are kept. Nothing is
opened here but by the careful reader that marking uses, and a name is made safe before it is used.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from champions.desk import people
from champions.desk.ledger import Ledger
from champions.marking.course import Course
from champions.marking.intake.collect import Submission, collect, safe_id
from champions.marking.intake.receive import Refused
from champions.marking.intake.roster import Roster, read_roster
from champions.questions import answers
from champions.trouble import Trouble

#: Where everything that was dropped is kept, in the work folder.
INBOX = "inbox"
#: Folders above a file that are kept: a learner's folder says whose a file is.
_DEEPEST = 6


@dataclass(frozen=True)
class DropResult:
    """What was in a drop: learner and lesson of each, what could not be used, and other files."""

    lessons: tuple[tuple[str, str], ...]
    refused: tuple[Refused, ...]
    left_alone: tuple[str, ...]


def take(
    files: Iterable[tuple[str, IO[bytes]]], course: Course, ledger: Ledger, names: Path
) -> DropResult:
    """Keep dropped files byte for byte, and say whose lessons they are, before anything is marked.

    Args:
        files: name, with folders when a folder was dropped, and contents of each.
        course: the course and its work folder.
        ledger: what the desk remembers.
        names: where the list of people is kept.

    Raises:
        OSError: when the disk is full or cannot be written. Then nothing of this drop is kept.
    """
    drop = course.out / "arriving"
    shutil.rmtree(drop, ignore_errors=True)  # of an earlier desk that was ended in the middle
    drop.mkdir()
    try:
        for name, stream in files:
            _put(drop.joinpath(*_safe_parts(name)), stream)
        roster = read_roster(people.for_marking(names, people.read(names)), safe_id)
        found = collect(drop, course.notebooks, roster=roster)
        for one in found.submissions:
            ledger.note_arrived(one.place, one.learner, one.module)
        for path in sorted(path for path in drop.rglob("*") if path.is_file()):
            place = course.out / INBOX / path.relative_to(drop)
            place.parent.mkdir(parents=True, exist_ok=True)
            path.rename(free_place(place))
    finally:
        shutil.rmtree(drop, ignore_errors=True)
    lessons = tuple((one.learner, one.module) for one in found.submissions)
    return DropResult(lessons, tuple(found.refused), tuple(found.left_alone))


def give(place: str, code: str, course: Course) -> None:
    """Put a file that says nothing of whose it is into a person's own folder.

    Args:
        place: where it lies in the inbox, as the marking told.
        code: whose it is.
        course: the course and its work folder.

    Raises:
        Trouble: when it is not a file of its own there, as in a zip.
    """
    inbox = course.out / INBOX
    path = inbox / place
    if not path.is_file() or not path.resolve().is_relative_to(inbox.resolve()):
        raise Trouble(
            f"{place} is inside a zip or another file, so it cannot be moved.",
            "Unpack it, and drop the lesson in on its own.",
        )
    modules = [part for part in Path(place).parts if part in course.notebooks]
    folder = inbox.joinpath(code, *modules[:1])
    folder.mkdir(parents=True, exist_ok=True)
    path.rename(free_place(folder / path.name))


def lessons_in(
    path: Path, course: Course, roster: Roster, decided: Mapping[str, str]
) -> list[Submission]:
    """Whose lessons are in one file of the inbox: it is read as if it had come alone, with its answers.

    Args:
        path: the file.
        course: the course and its work folder.
        roster: the list of people.
        decided: what the trainer said where a file did not.
    """

    def ask(question: str, choices: Sequence[str]) -> int | None:
        said = decided.get(question, "")
        return list(choices).index(said) if said in choices else None

    inbox, look = course.out / INBOX, course.out / "arriving"
    shutil.rmtree(look, ignore_errors=True)
    copy = look / path.relative_to(inbox)
    copy.parent.mkdir(parents=True)
    for one in {path, path.parent / answers.SIDECAR}:
        if one.is_file():
            shutil.copy2(one, copy.parent)
    try:
        return collect(look, course.notebooks, roster=roster, ask=ask).submissions
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


def _put(place: Path, stream: IO[bytes]) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    with free_place(place).open("wb") as file:
        shutil.copyfileobj(stream, file)


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
    plain = plain[:120] or "file"
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

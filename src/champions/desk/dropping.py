"""What a trainer drops into the desk: kept as it came, then told whose it is and which lesson.

Everything that ever came lies in ``inbox/``; of two files with one name, both are kept. Nothing is
opened here but by the careful reader that marking uses, and a name is made safe before it is used.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from champions.desk import people
from champions.desk.ledger import Ledger
from champions.marking.course import Course
from champions.marking.intake.collect import collect, safe_id
from champions.marking.intake.receive import Refused
from champions.marking.intake.roster import read_roster
from champions.trouble import Trouble

#: Where everything that was dropped is kept, in the work folder.
INBOX = "inbox"
#: Folders above a file that are kept: a learner's folder says whose a file is.
_DEEPEST = 6
#: The longest part of a name, in bytes. Disks take 255, and an ending and a number may be added.
_LONGEST = 200


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
            path.rename(_free(place))
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
    path.rename(_free(folder / path.name))


def _put(place: Path, stream: IO[bytes]) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    with _free(place).open("wb") as file:
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
    # By bytes, as disks count: one name that is too long would stop a whole drop.
    plain = (
        plain.encode("utf-8", "replace")[:_LONGEST].decode("utf-8", "ignore").strip(" .") or "file"
    )
    if re.fullmatch(r"(?:con|prn|aux|nul|com\d|lpt\d)", plain, re.IGNORECASE):
        plain = f"{plain}-file"
    ending = re.sub(r"\W", "", ending)[:10] if dot else ""
    return f"{plain}.{ending}" if ending else plain


def _free(place: Path) -> Path:
    """A place that is not taken yet, for two files of one name."""
    free, number = place, 2
    while free.exists():
        free = place.with_name(f"{place.stem} ({number}){place.suffix}")
        number += 1
    return free

"""Who sent which lesson? From the files received to one submission for each learner and lesson.

Nothing is guessed in silence: each submission says where its learner and lesson were found, and two
places that disagree are a reason not to mark.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from champions import answers
from champions.trainer.notebooks import NotANotebook, Opened, read_notebook
from champions.trainer.receive import File, Post, Refused, by_folder, receive

#: Where a learner's code may come from when the typed code and the folder's name differ.
CODE, FOLDER = "code", "folder"
#: The longest learner id, in characters.
LONGEST_ID = 60

_SOURCES = {
    CODE: "the code typed in the lesson",
    FOLDER: "the name of the folder",
    "file": "the name of the file",
}
_GENERIC = {"", "lesson", "untitled", "my lesson", "my work", "notebook", "download"}
_COPIED = re.compile(r"(?:[ _-]*\(\d+\)|[ _-]+copy ?\d*)$", re.IGNORECASE)
#: Loose files of these kinds belong to the trainer. Others may be a lesson sent in a wrong form.
_TRAINERS_OWN = {".csv", ".txt", ".md", ".json", ".xlsx", ".ods"}


@dataclass(frozen=True)
class Submission:
    """One learner's work on one lesson, as received.

    Attributes:
        learner: the file-safe learner id.
        id_from: where the id was found, in words.
        module: the lesson's folder name.
        place: where the notebook lay in the trainer's folder.
        data: the notebook's own bytes, for the untouched copy.
        notebook: the notebook in the present format.
        book: the answers, from the notebook's outputs and the small file beside it.
        notes: what was repaired or is worth knowing, in sentences.
        fingerprint: changes when anything that the learner sent changes.
    """

    learner: str
    id_from: str
    module: str
    place: str
    data: bytes
    notebook: dict[str, Any]
    book: answers.AnswerBook
    notes: tuple[str, ...]
    fingerprint: str


@dataclass
class Collected:
    """What can be marked, what cannot, and what was left alone."""

    submissions: list[Submission] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    left_alone: list[str] = field(default_factory=list)


def collect(
    folder: Path, modules: Collection[str], *, trust: str = "", leave_out: Path | None = None
) -> Collected:
    """Read a folder of what learners sent, and find who sent which lesson.

    Args:
        folder: the trainer's folder: one subfolder or zip for each learner, or loose notebooks.
        modules: the names of the lessons that this course has.
        trust: ``code`` or ``folder`` says which to believe when the two differ.
        leave_out: a folder inside it that is ours.

    Raises:
        OSError: when the folder itself cannot be read.
    """
    post = receive(folder, leave_out)
    collected = Collected(refused=list(post.refused))
    for folders, files in by_folder(post.files):
        _one_folder(folders, files, modules, trust, collected)
    _folders_without_a_lesson(post, modules, collected)
    collected.submissions = list(_one_each(collected))
    return collected


def _one_folder(
    folders: tuple[str, ...],
    files: list[File],
    modules: Collection[str],
    trust: str,
    collected: Collected,
) -> None:
    sidecars = [file for file in files if file.is_sidecar]
    for file in files:
        if file.is_notebook:
            try:
                collected.submissions.append(_submission(file, sidecars, modules, trust))
            except NotANotebook as no:
                learner = _learner_folder(folders, modules)
                collected.refused.append(
                    Refused(file.place, no.code, no.reason, no.advice, learner=learner)
                )
        elif not file.is_sidecar and not folders:
            _loose(file, collected)
        elif not file.is_sidecar:
            collected.left_alone.append(file.place)


def _loose(file: File, collected: Collected) -> None:
    if Path(file.name).suffix.lower() in _TRAINERS_OWN:
        collected.left_alone.append(file.place)
        return
    collected.refused.append(
        Refused(
            file.place,
            "not-a-notebook",
            "the file is not a lesson notebook. Its name should end in .ipynb.",
            "Ask the learner to open the lesson, press Save, and send that file.",
        )
    )


def _folders_without_a_lesson(post: Post, modules: Collection[str], collected: Collected) -> None:
    """A learner's folder in which no notebook was found is told, never passed over."""
    with_lesson = {file.folders[:1] for file in post.files if file.is_notebook}
    told = {refused.place.split("/")[0] for refused in post.refused}
    seen = [file.folders for file in post.files] + post.empty_folders
    for first in sorted({folders[:1] for folders in seen if folders}):
        if first in with_lesson or first[0] in told:
            continue
        others = [file.name for file in post.files if file.folders[:1] == first]
        found = f"It holds: {', '.join(sorted(others)[:5])}." if others else "The folder is empty."
        collected.refused.append(
            Refused(
                f"{first[0]}/",
                "no-notebook",
                f"there is no lesson notebook in this folder. {found}",
                "Ask the learner for the file that ends in .ipynb.",
                learner=_learner_folder(first, modules),
            )
        )


# --- One notebook --------------------------------------------------------------------------------


def _submission(
    file: File, sidecars: Iterable[File], modules: Collection[str], trust: str
) -> Submission:
    opened = read_notebook(file.data)
    module = _which_lesson(file, opened, modules)
    book, sidecar, notes = _answers(opened, sidecars, module)
    learner, id_from, said = _who(file, book, modules, trust)
    return Submission(
        learner=learner,
        id_from=id_from,
        module=module,
        place=file.place,
        data=file.data,
        notebook=opened.notebook,
        book=book,
        notes=(*opened.repairs, *_renamed(file, module), *notes, *said),
        fingerprint=hashlib.sha256(file.data + b"\0" + sidecar).hexdigest(),
    )


def _which_lesson(file: File, opened: Opened, modules: Collection[str]) -> str:
    champions = opened.notebook["metadata"].get("champions")
    inside = champions.get("module") if isinstance(champions, dict) else None
    inside = (
        inside if isinstance(inside, str) and inside else answers.recover(opened.notebook).module
    )
    outside = {name for name in file.folders if name in modules}
    outside |= {name for name in modules if name in unicodedata.normalize("NFC", file.name)}
    if inside and inside not in modules:
        raise NotANotebook(
            "unknown-lesson",
            f"it belongs to a lesson that this course does not have ({inside[:60]}).",
            "Mark it with the course that it comes from.",
        )
    if len({*outside, *([inside] if inside else [])}) > 1:
        said = f"the file itself says {inside}" if inside else "its names say two lessons"
        raise NotANotebook(
            "two-lessons",
            f"it is not clear which lesson it is: {said}, and its place says "
            f"{' and '.join(sorted(outside))}.",
            "Move it to the right folder, or give it its old name.",
        )
    if not inside and not outside:
        raise NotANotebook(
            "no-lesson-named",
            "nothing in the file says which lesson it is. Its own notes may have been removed by "
            "another program.",
            "Put it in a folder with the lesson's name, such as 06-run-charts, and mark again.",
        )
    return inside or outside.pop()


def _answers(
    opened: Opened, sidecars: Iterable[File], module: str
) -> tuple[answers.AnswerBook, bytes, list[str]]:
    """The answers from the outputs, and from the small file beside the lesson when it was sent."""
    book = answers.recover(opened.notebook, module)
    for file in sidecars:
        try:
            raw = json.loads(file.data.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            return (
                book,
                b"",
                ["The file my-answers.json was damaged. The lesson's own copy was used."],
            )
        beside = answers.AnswerBook.from_dict(raw, module)
        if beside.module != module:
            continue
        if book.learner and beside.learner and book.learner != beside.learner:
            raise NotANotebook(
                "two-learners",
                f"the lesson has the code {book.learner}, and my-answers.json beside it has "
                f"{beside.learner}.",
                "Find out whose work it is, and keep the files of that person only.",
            )
        return book.merged(beside), file.data, []
    return book, b"", []


def _renamed(file: File, module: str) -> list[str]:
    stem = _stem(file.name)
    if file.name == "lesson.ipynb" or module in file.name:
        return []
    if _COPIED.search(stem) or not file.name.endswith(".ipynb"):
        return [f'The file was called "{file.name}". It was read as lesson.ipynb.']
    return []


# --- Who ------------------------------------------------------------------------------------------


def _who(
    file: File, book: answers.AnswerBook, modules: Collection[str], trust: str
) -> tuple[str, str, list[str]]:
    """The learner id, where it was found, and a note when two places disagreed."""
    named = {CODE: safe_id(book.learner), FOLDER: _learner_folder(file.folders, modules)}
    if not named[FOLDER]:
        # Inside a learner's own folder, the file's name says what it is, not who they are.
        named["file"] = _learner_in_name(file.name, modules)
    named = {source: name for source, name in named.items() if name}
    if not named:
        raise NotANotebook(
            "nobody-named",
            "nothing says whose work it is.",
            "Put it in a folder with the learner's code as its name, and mark again.",
        )
    if len({name.casefold() for name in named.values()}) > 1:
        if trust in named:
            others = [f"{_SOURCES[s]} says {n}" for s, n in named.items() if s != trust]
            return named[trust], _SOURCES[trust], [f"Note: {'; '.join(others)}."]
        said = " but ".join(f"{_SOURCES[source]} says {name}" for source, name in named.items())
        raise NotANotebook(
            "two-learners",
            f"it is not clear whose work it is: {said}.",
            "Rename it, or say which to believe: --trust code, or --trust folder.",
        )
    source, name = next(iter(named.items()))
    return name, _SOURCES[source], []


def _learner_folder(folders: tuple[str, ...], modules: Collection[str]) -> str:
    """The nearest folder that is not a lesson's folder, as a learner id."""
    for name in reversed(folders):
        if name not in modules:
            return safe_id(_COPIED.sub("", name))
    return ""


def _stem(name: str) -> str:
    return re.sub(r"\.ipynb(?:\.(?:txt|json))?$", "", name, flags=re.IGNORECASE)


def _learner_in_name(name: str, modules: Collection[str]) -> str:
    """The learner in a file name such as ``LC-17-06-run-charts (1).ipynb``.

    >>> _learner_in_name("LC-17_06-run-charts (1).ipynb", ["06-run-charts"])
    'LC-17'
    >>> _learner_in_name("lesson (1).ipynb", ["06-run-charts"])
    ''
    """
    stem = _COPIED.sub("", unicodedata.normalize("NFC", _stem(name)))
    for module in modules:
        stem = stem.replace(module, " ")
    stem = re.sub(r"(?:^|[ _-])lesson(?=$|[ _-])", " ", stem, flags=re.IGNORECASE)
    stem = stem.strip(" _-.")
    return "" if stem.casefold() in _GENERIC else safe_id(stem)


def safe_id(text: str) -> str:
    """A learner id that is safe as the name of a file on every system. Letters keep their accents.

    >>> safe_id(" Zoë  Öztürk "), safe_id("../../etc"), safe_id("=cmd()"), safe_id("a*b?")
    ('Zoë Öztürk', 'etc', 'cmd', 'a-b')
    """
    kept = "".join(
        sign
        if unicodedata.category(sign)[0] in "LMN" or sign in "._@-'’"
        else " "
        if sign.isspace()
        else "-"
        for sign in unicodedata.normalize("NFC", text)
    )
    kept = re.sub(r"\s+", " ", re.sub(r"-{2,}", "-", re.sub(r"\.{2,}", "-", kept)))
    kept = kept[:LONGEST_ID].strip(" ._@-'’")
    reserved = re.fullmatch(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", kept, re.IGNORECASE)
    return f"{kept}-id" if reserved else kept


def _one_each(collected: Collected) -> Iterable[Submission]:
    """One submission for each learner and lesson. Two different files are a reason to ask."""
    groups: dict[tuple[str, str], list[Submission]] = {}
    for submission in collected.submissions:
        key = (submission.learner.casefold(), submission.module)
        groups.setdefault(key, []).append(submission)
    for group in groups.values():
        if len({submission.fingerprint for submission in group}) == 1:
            collected.left_alone += [f"{again.place} (the same file again)" for again in group[1:]]
            yield group[0]
            continue
        places = ", ".join(submission.place for submission in group)
        collected.refused += [
            Refused(
                submission.place,
                "two-files",
                f"there are {len(group)} different files for {submission.learner} in "
                f"{submission.module}: {places}.",
                "Keep the one that counts, and mark again.",
                submission.learner,
                submission.module,
            )
            for submission in group
        ]

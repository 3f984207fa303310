"""Who sent which lesson? From the files received to one submission for each learner and lesson.

Nothing is guessed in silence: each submission says where its learner and lesson were found, and two
places that disagree are a reason not to mark.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC
from pathlib import Path
from typing import Any

from dateutil.parser import parse as parse_time

from champions.marking.course import NOTEBOOK
from champions.marking.intake.receive import File, Post, Refused, by_folder, receive, shown
from champions.marking.intake.roster import Roster, handed_in, person_in
from champions.notebooks.reading import NotANotebook, Opened, read_notebook, whole_characters
from champions.questions import answers
from champions.sentences import listed

#: Where a learner's code may come from when the typed code and the folder's name differ.
CODE, FOLDER, FILE = "code", "folder", "file"
#: The longest learner id, in characters.
LONGEST_ID = 60
#: Files that were changed within so many seconds of each other may be a copy: neither is the newer.
SAME_TIME = 2.0

_SOURCES = {
    CODE: "the code typed in the lesson",
    FOLDER: "the name of the folder",
    FILE: "the name of the file",
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
        notebook: the notebook in the present format, without its outputs.
        book: the answers, from the notebook's outputs and the small file beside it.
        notes: what was repaired or is worth knowing, in sentences.
        fingerprint: changes when anything that the learner sent changes.
        name: which of the lesson's notebooks it is.
        when: when it was sent, or else last changed, in seconds since 1970.
        called: the learner as the trainer's folder has it, before it was made safe.
        sent_at: when it was sent, as nbgrader's ``timestamp.txt`` says, or the exchange's name of
            the folder, or empty.
        secret: what nbgrader's exchange wants to give feedback back, or empty.
        also: the lesson's other notebooks.
        older: earlier files of the same notebook, which are kept and not marked.
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
    name: str = NOTEBOOK
    when: float = 0.0
    called: str = ""
    sent_at: str = ""
    secret: str = ""
    also: tuple[Submission, ...] = ()
    older: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class Intake:
    """What is known, and who decides, while files are given to people.

    Attributes:
        modules: each lesson of the course, with the names of its notebooks.
        trust: ``code`` or ``folder`` says which to believe when the two differ.
        roster: the trainer's list of people and codes.
        ask: asks the trainer to choose between sentences; gives the number of the one chosen, or
            None when nobody can be asked or nothing was chosen.
    """

    modules: Mapping[str, Sequence[str]]
    trust: str = ""
    roster: Roster = field(default_factory=Roster)
    ask: Callable[[str, Sequence[str]], int | None] = lambda _question, _choices: None


@dataclass
class Collected:
    """What can be marked, what cannot, and what was left alone."""

    submissions: list[Submission] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    left_alone: list[str] = field(default_factory=list)


def collect(
    folder: Path,
    modules: Collection[str],
    *,
    trust: str = "",
    leave_out: Path | None = None,
    roster: Roster | None = None,
    ask: Callable[[str, Sequence[str]], int | None] = lambda _question, _choices: None,
) -> Collected:
    """Read a folder of what learners sent, and find who sent which lesson.

    Args:
        folder: the trainer's folder: one subfolder or zip for each learner, or loose notebooks.
        modules: the names of the lessons that this course has; a mapping also says the names of
            each lesson's notebooks.
        trust: ``code`` or ``folder`` says which to believe when the two differ.
        leave_out: a folder inside it that is ours.
        roster: the trainer's list of people and codes.
        ask: asks the trainer where it is not clear; see :class:`Intake`.

    Raises:
        OSError: when the folder itself cannot be read.
    """
    if not isinstance(modules, Mapping):
        modules = dict.fromkeys(modules, (NOTEBOOK,))
    intake = Intake(modules, trust, roster or Roster(), ask)
    post = receive(folder, leave_out)
    collected = Collected(refused=list(post.refused))
    for folders, files in by_folder(post.files):
        _one_folder(folders, files, intake, collected)
    _folders_without_a_lesson(post, modules, collected)
    chosen = list(_one_each(collected, intake))
    collected.submissions = list(_whole_lessons(chosen, intake))
    return collected


def _one_folder(
    folders: tuple[str, ...],
    files: list[File],
    intake: Intake,
    collected: Collected,
) -> None:
    modules = intake.modules
    beside = [file for file in files if file.is_read and not file.is_notebook]
    names = {_learner_in_name(file.name, modules) for file in files if file.is_notebook} - {""}
    bag = len(names) > 1  # the files of several people, each named in the file's own name
    for file in files:
        if file.is_notebook:
            try:
                collected.submissions.append(_submission(file, beside, intake, bag=bag))
            except NotANotebook as no:
                learner = _learner_folder(folders, modules)
                collected.refused.append(
                    Refused(file.place, no.code, no.reason, no.advice, learner=learner)
                )
        elif file in beside:
            continue
        elif not folders:
            _loose(file, collected)
        else:
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
    refused_folders = {refused.place.split("/")[0] for refused in post.refused}
    seen = [file.folders for file in post.files] + post.empty_folders
    for first in sorted({folders[:1] for folders in seen if folders}):
        if first in with_lesson or first[0] in refused_folders:
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


def _submission(file: File, beside: Iterable[File], intake: Intake, *, bag: bool) -> Submission:
    opened = read_notebook(file.data)
    module = _which_lesson(file, opened, intake.modules)
    name = _which_notebook(file, intake.modules[module])
    # What lies beside the files of several people is nobody's in particular.
    beside = [] if bag else list(beside)
    book, sidecar, notes = _answers(opened, [one for one in beside if one.is_sidecar], module)
    learner, id_from, said = _who(file, book, intake, bag=bag)
    sent_at = _sent_at(file, beside)
    return Submission(
        learner=learner,
        id_from=id_from,
        module=module,
        place=file.place,
        data=file.data,
        notebook=_without_outputs(opened.notebook),
        book=book,
        notes=(*opened.repairs, *_renamed(file, module, name), *notes, *said),
        fingerprint=hashlib.sha256(file.data + b"\0" + sidecar).hexdigest(),
        name=name,
        when=_seconds(sent_at) or file.when,
        called=file.folders[-1] if file.folders else file.name,
        sent_at=sent_at,
        secret=next((_line(one, 200) for one in beside if one.is_secret), ""),
    )


def _line(file: File, longest: int) -> str:
    return shown(file.data[:longest].decode("utf-8", "replace").strip())


def _sent_at(file: File, beside: Iterable[File]) -> str:
    """When work was sent: nbgrader writes it into a file, and its exchange into the folder's name."""
    for one in beside:
        if one.is_timestamp:
            return _line(one, 60)
    return next((sent.when for name in file.folders[::-1] if (sent := handed_in(name))), "")


def _seconds(sent_at: str) -> float:
    """A time that nbgrader wrote, in seconds since 1970; 0 for anything else.

    >>> _seconds("1970-01-02 00:00:00.000000 UTC"), _seconds(""), _seconds("yesterday")
    (86400.0, 0.0, 0.0)
    """
    with suppress(ValueError, OverflowError):
        when = parse_time(sent_at)
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
    return 0.0


def _without_outputs(notebook: dict[str, Any]) -> dict[str, Any]:
    """A notebook without what its steps showed: pictures are most of it, and the answers are read."""
    return {**notebook, "cells": [{**cell, "outputs": []} for cell in notebook["cells"]]}


def _which_notebook(file: File, names: Sequence[str]) -> str:
    """Which of a lesson's notebooks a file is, by its name."""
    if len(names) == 1:
        return names[0]
    stem = _COPIED.sub("", unicodedata.normalize("NFC", _stem(file.name))).casefold()
    fits = [name for name in names if stem.endswith(_stem(name).casefold())]
    if not fits:
        raise NotANotebook(
            "which-notebook",
            f"this lesson has {len(names)} notebooks, and the file's name is none of them: "
            f"{', '.join(names)}.",
            "Give the file its old name, and mark again.",
        )
    return max(fits, key=len)


def _which_lesson(file: File, opened: Opened, modules: Collection[str]) -> str:
    champions = opened.notebook["metadata"].get("champions")
    inside = champions.get("module") if isinstance(champions, dict) else None
    inside = (
        inside if isinstance(inside, str) and inside else answers.recover(opened.notebook).module
    )
    outside = {name for name in file.folders if name in modules}
    outside |= {sent.lesson for name in file.folders if (sent := handed_in(name))} & {*modules}
    outside |= {name for name in modules if name in unicodedata.normalize("NFC", file.name)}
    if inside and inside not in modules:
        raise NotANotebook(
            "unknown-lesson",
            f"it belongs to a lesson that this course does not have ({inside[:60]}).",
            "Mark it with the course that it comes from.",
        )
    if len({*outside, *([inside] if inside else [])}) > 1:
        place = listed(sorted(outside))
        raise NotANotebook(
            "two-lessons",
            f"it is not clear which lesson it is: the file itself says {inside}, and its place says {place}."
            if inside
            else f"it is not clear which lesson it is: its names say two lessons, and its place says {place}.",
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
            raw = whole_characters(json.loads(file.data.decode("utf-8-sig")))
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


def _renamed(file: File, module: str, name: str) -> list[str]:
    stem = _stem(file.name)
    if file.name == name or module in file.name:
        return []
    if _COPIED.search(stem) or not file.name.endswith(".ipynb"):
        return [f'The file was called "{file.name}". It was read as {name}.']
    return []


# --- Who ------------------------------------------------------------------------------------------


def _who(
    file: File, book: answers.AnswerBook, intake: Intake, *, bag: bool
) -> tuple[str, str, list[str]]:
    """The learner id, where it was found, and a note when two places disagreed."""
    _must_be_theirs(file)
    modules = intake.modules
    in_folder = "" if bag else _learner_folder(file.folders, modules)
    # Inside a learner's own folder, the file's name says what it is, not who they are; unless a
    # learning platform has put the person there.
    in_name = person_in(_stem(file.name)) if in_folder else ""
    if in_name or not in_folder:
        in_folder, in_file = "", safe_id(in_name) or _learner_in_name(file.name, modules)
    else:
        in_file = ""
    found = {CODE: safe_id(book.learner), FOLDER: in_folder, FILE: in_file}
    named = {place: intake.roster.code(name) for place, name in found.items() if name}
    if not named:
        raise NotANotebook(
            "nobody-named",
            "nothing says whose work it is.",
            "Put it in a folder with the learner's code as its name, and mark again.",
        )
    by_roster = [place for place, name in named.items() if name != found[place]]
    if len({name.casefold() for name in named.values()}) > 1:
        return _whose_of_two(file, named, intake)
    source, name = next(iter(named.items()))
    said = [f"The roster gives {found[place]} the code {name}." for place in by_roster[:1]]
    return name, _SOURCES[source], said


def _must_be_theirs(file: File) -> None:
    """Refuse what somebody put into nbgrader's exchange under the name of another person.

    Everybody on a server may write there, so the name alone proves nothing. No wish of the trainer's
    about names in general settles it: this one folder has to be looked at.

    Raises:
        NotANotebook: when another user wrote it.
    """
    sent = next((sent for name in file.folders[::-1] if (sent := handed_in(name))), None)
    if sent is not None and file.owner not in {"", sent.who}:
        raise NotANotebook(
            "not-theirs",
            f"the folder says {sent.who}, and the user of this computer who wrote it is "
            f"{shown(file.owner)}.",
            "Ask both. If it is right, copy the folder to one of your own, and mark that.",
        )


def _whose_of_two(file: File, named: dict[str, str], intake: Intake) -> tuple[str, str, list[str]]:
    """Two places name two learners: what the trainer trusts, or chooses, else a refusal."""
    chosen = intake.trust if intake.trust in named else ""
    if not chosen:
        places = list(named)
        choices = [f"{named[place]} ({_SOURCES[place]})" for place in places]
        number = intake.ask(f"Whose work is {file.place}?", choices)
        chosen = "" if number is None else places[number]
    if chosen:
        others = [f"{_SOURCES[s]} says {n}" for s, n in named.items() if s != chosen]
        return named[chosen], _SOURCES[chosen], [f"Note: {'; '.join(others)}."]
    said = listed((f"{_SOURCES[source]} says {name}" for source, name in named.items()), "but")
    raise NotANotebook(
        "two-learners",
        f"it is not clear whose work it is: {said}.",
        "Rename it, or say which to believe: --trust code, or --trust folder.",
    )


def _learner_folder(folders: tuple[str, ...], modules: Collection[str]) -> str:
    """The nearest folder that is not a lesson's folder, as a learner id."""
    for name in reversed(folders):
        if name not in modules:
            return safe_id(person_in(name) or _COPIED.sub("", name))
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
    if person := person_in(stem):
        return safe_id(person)
    parts = modules.values() if isinstance(modules, Mapping) else ()
    for known in (*modules, *(_stem(name) for names in parts for name in names)):
        stem = re.sub(rf"(?:^|(?<=[ _-])){re.escape(known)}(?=$|[ _-])", " ", stem)
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
    kept = kept.strip(" ._@-'’")
    if len(kept) > LONGEST_ID:  # two long names that begin alike stay two
        kept = f"{kept[: LONGEST_ID - 9].rstrip(' ._@-')}-{hashlib.sha256(kept.encode()).hexdigest()[:8]}"
    reserved = re.fullmatch(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", kept, re.IGNORECASE)
    return f"{kept}-id" if reserved else kept


def _one_each(collected: Collected, intake: Intake) -> Iterable[Submission]:
    """One submission for each learner and notebook: of a learner's own files the newest."""
    groups: dict[tuple[str, str, str], list[Submission]] = {}
    for submission in collected.submissions:
        key = (submission.learner.casefold(), submission.module, submission.name)
        groups.setdefault(key, []).append(submission)
    for group in groups.values():
        if len({submission.fingerprint for submission in group}) == 1:
            # Through nbgrader's exchange, feedback goes back by the newest of them.
            kept = max(group, key=lambda one: one.when) if group[0].secret else group[0]
            again = [one for one in group if one is not kept]
            collected.left_alone += [f"{one.place} (the same file again)" for one in again]
            yield kept
            continue
        newest = _newest(group, intake)
        if newest is None:
            collected.refused += _two_files(group)
            continue
        older = [one for one in group if one is not newest]
        note = (
            f"There were {len(group)} files. The newest was marked: {newest.place}. "
            f"Kept and not marked: {', '.join(one.place for one in older)}."
        )
        yield replace(newest, notes=(*newest.notes, note), older=tuple(one.data for one in older))


def _newest(group: list[Submission], intake: Intake) -> Submission | None:
    """The newest file, when it is clear that all are one person's and which one is the newest."""
    by_age = sorted(group, key=lambda one: one.when)
    one_person = len({(one.learner, one.id_from) for one in group}) == 1
    if one_person and by_age[-1].when - by_age[-2].when >= SAME_TIME:
        return by_age[-1]
    choices = [one.place for one in group]
    number = intake.ask(f"Which file of {group[0].learner} counts, for {group[0].module}?", choices)
    return None if number is None else group[number]


def _two_files(group: list[Submission]) -> list[Refused]:
    places = ", ".join(submission.place for submission in group)
    return [
        Refused(
            submission.place,
            "two-files",
            f"there are {len(group)} different files for {submission.learner} in "
            f"{submission.module}, and it is not clear which is the newest: {places}.",
            "Keep the one that counts, and mark again.",
            submission.learner,
            submission.module,
        )
        for submission in group
    ]


def _whole_lessons(chosen: list[Submission], intake: Intake) -> Iterable[Submission]:
    """Put the notebooks of one lesson together: they are marked as one."""
    lessons: dict[tuple[str, str], list[Submission]] = {}
    for one in chosen:
        lessons.setdefault((one.learner, one.module), []).append(one)
    for (_, module), parts in lessons.items():
        names = list(intake.modules[module])
        first, *rest = sorted(parts, key=lambda one: names.index(one.name))
        prints = "".join(one.fingerprint for one in parts)
        yield replace(
            first,
            also=tuple(rest),
            fingerprint=first.fingerprint
            if not rest
            else hashlib.sha256(prints.encode()).hexdigest(),
            notes=tuple(dict.fromkeys(note for one in (first, *rest) for note in one.notes)),
        )

"""Who sent which lesson? From the files received to one submission for each learner and lesson.

Nothing is guessed in silence: each submission says where its learner and lesson were found, and two
places that disagree are a reason not to mark.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property, partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from dateutil.parser import parse as parse_time
from dateutil.tz import gettz

from champions.marking import fault
from champions.marking.course import NOTEBOOK
from champions.marking.intake import whose
from champions.marking.intake.habits import NOBODYS_ADDRESS
from champions.marking.intake.known import People, address, people_in
from champions.marking.intake.places import (
    CODE,
    FILE,
    FOLDER,
    MAIL,
    NAME,
    USER,
    Clue,
    Place,
    Reader,
    handed_in,
    looks_like_a_code,
    receipt,
    runs_of,
    stem_of,
    without_copy,
)  # fmt: skip
from champions.marking.intake.receive import File, Post, Refused, by_folder, receive, shown
from champions.marking.intake.safe_names import safe_id
from champions.marking.intake.said import Said, print_in, print_of, print_of_all
from champions.marking.intake.whose import Ask, Question, Unclaimed
from champions.notebooks.reading import NotANotebook, Opened, read_notebook
from champions.notebooks.steps import asked_in
from champions.questions import answers, plain_json
from champions.sentences import counted, listed
from champions.sentences.told import later, told

__all__ = ["Collected", "Submission", "collect", "collect_for", "safe_id"]

#: A time as nbgrader writes it. Others are read, and written so.
_TWO_DAYS = (datetime(2001, 1, 1), datetime(2004, 2, 2))  # noqa: DTZ001 - what is missing is filled in
_AS_NBGRADER_WRITES = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})? UTC")
_NOBODYS = re.compile(NOBODYS_ADDRESS, re.IGNORECASE)
#: Files that were changed within so many seconds of each other may be a copy: neither is the newer.
SAME_TIME = 2.0
#: Loose files of these kinds belong to the trainer. Others may be a lesson sent in a wrong form.
_TRAINERS_OWN = {".csv", ".txt", ".md", ".json", ".xlsx", ".ods", ".html", ".htm"}


@dataclass(frozen=True)
class Submission:
    """One learner's work on one lesson, as received.

    Attributes:
        learner: the file-safe learner id.
        id_from: where the id was found, in words.
        module: the lesson's folder name.
        place: where the notebook lay in the trainer's folder.
        held: the notebook's own bytes, for the untouched copy, where they are held.
        again: reads them again from where they lie; None where they are held.
        digest: their sha256.
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
        proof: what shows that two files are one person's.
        order: which of one person's files is the later, where a platform says it.
        answers_only: True when only the small file of answers came, and no lesson.
        recorded: True when a record of answers came with it, though it may say that there are none.
        beside: True when that is the small file beside the lesson.
        emptied: questions whose step had been run, and shows nothing any more.
    """

    learner: str
    id_from: str
    module: str
    place: str
    notebook: dict[str, Any]
    book: answers.AnswerBook
    notes: tuple[str, ...]
    fingerprint: str
    digest: str
    held: bytes = b""
    again: Callable[[], bytes] | None = field(default=None, repr=False, compare=False)
    name: str = NOTEBOOK
    when: float = 0.0
    called: str = ""
    sent_at: str = ""
    secret: str = ""
    also: tuple[Submission, ...] = ()
    older: tuple[Submission, ...] = ()
    proof: frozenset[str] = frozenset()
    order: tuple[float, ...] = ()
    answers_only: bool = False
    recorded: bool = True
    beside: bool = False
    emptied: frozenset[str] = frozenset()

    @property
    def data(self) -> bytes:
        """The notebook's own bytes.

        Raises:
            NotANotebook: when they are not what was read before.
        """
        if self.again is None:
            return self.held
        data = _read(self.again)
        if hashlib.sha256(data).hexdigest() != self.digest:
            raise NotANotebook(
                "changed",
                told("the file was changed while it was being marked."),
                told("Mark again."),
            )
        return data

    def in_memory(self) -> Submission:
        """The same, whatever becomes of the file that it came from."""
        return replace(self, held=self.data, again=None)


@dataclass(frozen=True)
class _Read:
    """A notebook that was read: what is in it, but for what its steps showed.

    Pictures are most of a notebook, and the answers in what it shows are read: no cohort's pictures need to be
    held at once.
    """

    file: File
    module: str
    notebook: dict[str, Any]
    repairs: tuple[str, ...]
    book: answers.AnswerBook
    recorded: bool
    emptied: frozenset[str]
    digest: Any


@dataclass(frozen=True)
class Intake:
    """What is known, and who decides, while files are given to people.

    Attributes:
        modules: each lesson of the course, with the names of its notebooks.
        trust: ``code`` or ``folder`` says which to believe when the two differ.
        people: the trainer's list of people and codes.
        said: what the trainer said before.
        ask: asks the trainer; nobody when None.
        words: what is said with this run of whose files are: file and code.
        why: how that was said.
    """

    modules: Mapping[str, Sequence[str]]
    trust: str = ""
    people: People = field(default_factory=People)
    said: Said = field(default_factory=Said)
    ask: Ask | None = None
    words: Sequence[tuple[str, str]] = ()
    why: str = ""

    @cached_property
    def places(self) -> Reader:
        """Reads what places say in this course."""
        return Reader(self.modules)

    @cached_property
    def cells(self) -> dict[Any, dict[str, Any]]:
        """The cells that were met. Most are the same in each learner's lesson, and are held once."""
        return {}


@dataclass
class Collected:
    """What can be marked, what cannot, what was left alone, and what only the trainer can say.

    Attributes:
        submissions: what can be marked.
        refused: what cannot, and why.
        left_alone: files that are no work of anybody.
        asked: questions that nobody has answered.
        notes: sentences about all that came.
        claims: whose each file is, by its place; files that must be asked about are not in it.
    """

    submissions: list[Submission] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    left_alone: list[str] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    claims: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Draft:
    """A lesson that can be read, before it is known whose it is."""

    submission: Submission
    unclaimed: Unclaimed


def collect(
    folder: Path,
    modules: Collection[str],
    *,
    trust: str = "",
    leave_out: Path | None = None,
    people: People | None = None,
    said: Said | None = None,
    ask: Ask | None = None,
    words: Sequence[tuple[str, str]] = (),
    why: str = "",
    seen: Callable[..., None] = lambda *_: None,
) -> Collected:
    """Read a folder of what learners sent, and find who sent which lesson.

    Args:
        folder: the trainer's folder: one subfolder or zip for each learner, or loose notebooks.
        modules: the names of the lessons that this course has; a mapping also says the names of
            each lesson's notebooks.
        trust: ``code`` or ``folder`` says which to believe when the two differ.
        leave_out: a folder inside it that is ours.
        people: the trainer's list of people and codes.
        said: what the trainer said before; what is said now is added to it.
        ask: asks the trainer where it is not clear; nobody when left out.
        words: what the trainer says with this run of whose files are: file and code.
        why: how that was said, in words.
        seen: told the size of each file that was read, then nothing for each that was opened.

    Raises:
        OSError: when the folder itself cannot be read.
    """
    if not isinstance(modules, Mapping):
        modules = dict.fromkeys(modules, (NOTEBOOK,))
    intake = Intake(modules, trust, people or People(), said or Said(), ask, words, why)
    post = receive(folder, leave_out, seen)
    collected = Collected(refused=list(post.refused))
    drafts: list[_Draft] = []
    receipts = _receipts(post)
    own = _of_the_course(post)
    collected.left_alone += [file.place for file in own]
    post.files = [file for file in post.files if file not in own]
    for _, files in by_folder(post.files):
        _one_folder(files, intake, receipts, collected, drafts, seen)
    _claim(drafts, intake, collected)
    _people_without_a_lesson(post, intake, collected)
    chosen = list(_one_each(collected, intake))
    collected.submissions = list(_whole_lessons(chosen, intake))
    return collected


def collect_for(
    out: Path,
    folder: Path,
    modules: Collection[str],
    *,
    people: People | None = None,
    codes: Iterable[str] = (),
    **how: Any,
) -> Collected:
    """Collect for a work folder, with its list of people and all that was said: desk and command alike.

    Args:
        out: the work folder.
        folder: what learners sent.
        modules: the names of the lessons, as for :func:`collect`.
        people: another list of people than the desk's.
        codes: under which work was marked before.
        how: the rest, as for :func:`collect`.
    """
    said = Said.load(out)
    said.codes = frozenset(codes)
    known = people_in(out) if people is None else people
    found = collect(folder, modules, people=known, said=said, **how)
    said.save()
    if said.note:
        found.notes.insert(0, said.note)
    return found


def _of_the_course(post: Post) -> list[File]:
    """The lessons as they were handed out, where somebody sent the whole course folder with their own work."""
    works = {
        file.folders[:at]
        for file in post.files
        for at, name in enumerate(file.folders)
        if name.casefold() == "my-work" and file.is_work
    }
    return [
        file
        for file in post.files
        for at, name in enumerate(file.folders)
        if name in ("modules", "solutions") and file.folders[:at] in works
    ]


def _one_folder(
    files: list[File],
    intake: Intake,
    receipts: Mapping[str, tuple[str, str]],
    collected: Collected,
    drafts: list[_Draft],
    seen: Callable[..., None],
) -> None:
    """Everything in one folder: lessons, small files of answers, and what is no work."""
    beside = [file for file in files if file.is_read and not file.is_notebook]
    opened: list[_Read] = []
    for file in (one for one in files if one.is_notebook):
        found = fault.each(partial(_opened, file, intake), file.place)
        seen()
        if isinstance(found, NotANotebook):
            collected.refused.append(_no(file, found, intake))
        else:
            opened.append(found)
    used: set[str] = set()
    counts = Counter(one.module for one in opened)
    for read in opened:
        # What lies beside several files of one lesson is of nobody in particular.
        near = beside
        if counts[read.module] > 1 and len(intake.modules[read.module]) == 1:
            near = [one for one in beside if not one.is_sidecar]
        made = fault.each(partial(_draft, read, near, receipts, intake), read.file.place)
        if isinstance(made, NotANotebook):
            collected.refused.append(_no(read.file, made, intake))
        else:
            drafts.append(made)
            used |= {one.place for one in near if one.is_sidecar and _is_of(one, read.module)}
    for file in beside:
        if file.is_sidecar and file.place not in used:
            _lone_answers(file, intake, receipts, collected, drafts)
    for file in (one for one in files if not one.is_read):
        if file.folders or file.sender:
            collected.left_alone.append(file.place)
        else:
            _loose(file, collected)


def _lone_answers(
    file: File,
    intake: Intake,
    receipts: Mapping[str, tuple[str, str]],
    collected: Collected,
    drafts: list[_Draft],
) -> None:
    """A small file of answers that lies beside no lesson of its own."""
    lone = fault.each(partial(_lone, file, intake, receipts), file.place)
    if isinstance(lone, NotANotebook):
        collected.refused.append(_no(file, lone, intake))
    elif lone.submission.book.records:
        drafts.append(lone)
    else:
        collected.left_alone.append(file.place)


def _no(file: File, no: NotANotebook, intake: Intake) -> Refused:
    clues = intake.places.read(file.folders, file.name).clues
    learner = next((clue.said for clue in clues if not clue.weak), "")
    return Refused(file.place, no.code, no.reason, no.advice, learner=safe_id(learner))


def _claim(drafts: Sequence[_Draft], intake: Intake, collected: Collected) -> None:
    """Find whose each lesson is, and put aside what must be asked."""
    unclaimed = [one.unclaimed for one in drafts]
    for name in whose.by_hand(intake.words, unclaimed, intake.said, intake.why):
        collected.refused.append(
            Refused(
                name,
                "no-such-file",
                told("you said whose it is, and there is no file of this name, or more than one."),
                told("Give the whole name, as the list of what was not marked has it."),
            )
        )
    settled = whose.settle(
        unclaimed, intake.people, intake.said, trust=intake.trust, ask=intake.ask
    )
    collected.asked += settled.asked
    by_name = []
    for draft, verdict in zip(drafts, settled.verdicts, strict=True):
        one = draft.submission
        if verdict.code:
            by_name += [verdict.code] if verdict.assumed else []
            collected.claims[one.place] = verdict.code
            collected.submissions.append(
                replace(
                    one,
                    learner=verdict.code,
                    id_from=verdict.source,
                    notes=(*one.notes, *verdict.notes),
                    proof=verdict.proof,
                )
            )
            continue
        advice = told(whose.ADVICE, place=one.place)
        if verdict.sure:
            advice = f"{advice} {told('Or say which to believe for all: --trust code, or --trust folder.')}"
        collected.refused.append(
            Refused(one.place, verdict.kind, verdict.reason, advice, module=one.module)
        )
    if names := list(dict.fromkeys(by_name)):
        noted = listed(names) if len(names) <= 6 else listed([*names[:6], told("others")])
        collected.notes.append(
            counted(
                len(names),
                "There is no list of people, so the name of a folder or file was taken for a person: "
                "{names}. With a list of people, each name is looked up in it.",
                "There is no list of people, so the names of {n} folders and files were taken for people: "
                "{names}. With a list of people, each name is looked up in it.",
                names=noted,
            )
        )


def _receipts(post: Post) -> dict[str, tuple[str, str]]:
    """Name and user name for each file that a receipt of Blackboard's lists, by folder and file."""
    found = {}
    for file in post.files:
        noted = receipt(file.data.decode("utf-8", "replace")) if file.is_receipt else None
        if noted is not None:
            name, user, listed = noted
            for one in listed:
                found["/".join((*file.folders, shown(one)))] = (name, user)
    return found


def _loose(file: File, collected: Collected) -> None:
    if Path(file.name).suffix.lower() in _TRAINERS_OWN:
        collected.left_alone.append(file.place)
        return
    collected.refused.append(
        Refused(
            file.place,
            "not-a-notebook",
            told("the file is not a lesson notebook. Its name should end in .ipynb."),
            told("Ask the learner to open the lesson, press Save, and send that file."),
        )
    )


def _people_without_a_lesson(post: Post, intake: Intake, collected: Collected) -> None:
    """A learner's folder or hand-in in which no lesson was found is told, never passed over."""
    with_lesson = {file.folders[:1] for file in post.files if file.is_work}
    noted = {refused.place.split("/")[0].split(" > ")[0] for refused in post.refused}
    numbers = {
        clue.number
        for file in post.files
        if file.is_work
        for clue in intake.places.read(file.folders, file.name).clues
        if clue.number and clue.kind == NAME
    }
    seen = [file.folders for file in post.files] + post.empty_folders
    for first in sorted({folders[:1] for folders in seen if folders}):
        top = next((file.place for file in post.files if file.folders[:1] == first), first[0])
        if first in with_lesson or first[0] in noted or top.split("/")[0].split(" > ")[0] in noted:
            continue
        if any(clue.number in numbers for clue in intake.places.read(first, "").clues):
            continue  # text that was typed on the platform, beside a lesson that was sent
        others = [file.name for file in post.files if file.folders[:1] == first]
        found = (
            told("It holds: {others}.", others=", ".join(sorted(others)[:5]))
            if others
            else told("The folder is empty.")
        )
        collected.refused.append(
            Refused(
                f"{first[0]}/",
                "no-notebook",
                told("there is no lesson notebook in this folder. {found}", found=found),
                told("Ask the learner for the file that ends in .ipynb."),
                learner=safe_id(without_copy(first[0])),
            )
        )
        noted.add(first[0])
    _platforms_people_without_a_lesson(post, intake, collected, noted)


def _platforms_people_without_a_lesson(
    post: Post, intake: Intake, collected: Collected, noted: Collection[str]
) -> None:
    """Somebody whom a platform, a code or the list names, and who sent no lesson: text, a photo."""
    came: dict[str, list[File]] = {}
    said: dict[str, Clue] = {}
    with_lesson: set[str] = set()
    for file in post.files:
        place = intake.places.read(file.folders, file.name)
        keys = {
            clue.number: clue
            for clue in place.clues
            if clue.number and (clue.kind != USER or clue.number.startswith("blackboard:"))
        }
        if place.folder and (clue := _names_somebody(place.clues, intake)):
            keys["/".join(place.folder)] = clue
        if file.is_work:
            with_lesson |= {*keys, *("/".join(file.folders[:n]) for n in range(9))}
        elif file.folders[:1] and file.folders[0] in noted:
            continue
        else:
            for key, clue in keys.items():
                came.setdefault(key, []).append(file)
                said[key] = clue
    for key, files in came.items():
        if key in with_lesson:
            continue
        if key.startswith("blackboard:") and _came_elsewhere(said[key], files, intake, collected):
            continue
        names = ", ".join(sorted(file.name for file in files)[:5])
        collected.refused.append(
            Refused(
                files[0].place,
                "no-notebook",
                told(
                    "{said} sent no lesson notebook. There is: {names}.",
                    said=said[key].said,
                    names=names,
                ),
                told("Ask the learner for the file that ends in .ipynb."),
                learner=safe_id(said[key].said),
            )
        )


def _came_elsewhere(
    clue: Clue, files: Iterable[File], intake: Intake, collected: Collected
) -> bool:
    """True for a platform's receipt alone of somebody on the list whose lesson came another way."""
    known = [one for text in (clue.said, *clue.readings) for one in intake.people.called(text)]
    learners = {one.learner for one in collected.submissions}
    return all(Path(file.name).suffix.lower() == ".txt" for file in files) and any(
        safe_id(one.code) in learners for one in known
    )


def _names_somebody(clues: Sequence[Clue], intake: Intake) -> Clue | None:
    """The folder that is certainly a person's: on the list, or with the form of a code."""
    folder = next((clue for clue in clues if clue.kind == FOLDER and not clue.weak), None)
    if folder and (intake.people.called(folder.said) or looks_like_a_code(folder.said)):
        return folder
    return None


# --- One notebook --------------------------------------------------------------------------------


def _opened(file: File, intake: Intake) -> _Read:
    """A notebook, and which lesson it is."""
    data = _read(lambda: file.data)
    opened = read_notebook(data)
    module = _which_lesson(file, opened, intake.modules)
    return _Read(
        file=file,
        module=module,
        notebook=_without_outputs(opened.notebook, intake.cells),
        repairs=opened.repairs,
        book=answers.recover(opened.notebook, module),
        recorded=answers.is_recorded(opened.notebook, module),
        emptied=_emptied(opened.notebook),
        digest=hashlib.sha256(data),
    )


def _read(read: Callable[[], bytes]) -> bytes:
    try:
        return read()
    except OSError as error:
        if error.errno in fault.SHORT_OF:  # of which this file has no part
            raise
        raise NotANotebook(
            "unreadable",
            told("the file could not be opened ({strerror}).", strerror=error.strerror or error),
            told("Look at its permissions, or copy it again."),
        ) from error


def _draft(
    read: _Read,
    beside: Sequence[File],
    receipts: Mapping[str, tuple[str, str]],
    intake: Intake,
) -> _Draft:
    """One lesson, and everything that is known of whose it is."""
    file, module = read.file, read.module
    name = _which_notebook(file, intake.modules[module])
    _must_be_theirs(file)
    book, sidecar, notes = _answers(read, [one for one in beside if one.is_sidecar])
    both = read.digest.copy()
    both.update(b"\0" + sidecar)
    place = intake.places.read(file.folders, file.name, module)
    sent_at, odd_time = _readable(_sent_at(file, beside))
    submission = Submission(
        learner="",
        id_from="",
        module=module,
        place=file.place,
        held=file.held,
        again=file.again,
        digest=read.digest.hexdigest(),
        notebook=read.notebook,
        book=book,
        notes=(*read.repairs, *_renamed(file, module, name), *notes, *odd_time),
        fingerprint=both.hexdigest(),
        name=name,
        when=_seconds(sent_at) or file.when,
        called=file.folders[-1] if file.folders else file.name,
        sent_at=sent_at,
        secret=next((_line(one, 200) for one in beside if one.is_secret), ""),
        order=place.order,
        recorded=bool(sidecar) or read.recorded,
        beside=bool(sidecar),
        emptied=read.emptied,
    )
    print_ = print_in(read.digest)
    return _Draft(submission, _unclaimed(file, print_, book, module, place, receipts))


def _lone(file: File, intake: Intake, receipts: Mapping[str, tuple[str, str]]) -> _Draft:
    """The small file of answers, which came without its lesson: all answers to forms are in it."""
    try:
        raw = plain_json.read(file.data)
    except ValueError as error:
        raise NotANotebook(
            "damaged",
            told("the file my-answers.json is damaged."),
            told("Ask the learner to send it again."),
        ) from error
    book = answers.AnswerBook.from_dict(raw)
    if book.module not in intake.modules:
        raise NotANotebook(
            "unknown-lesson" if book.module else "no-lesson-named",
            told("the file my-answers.json says no lesson of this course."),
            told("Ask the learner for the lesson, the file that ends in .ipynb."),
        )
    place = intake.places.read(file.folders, file.name.removesuffix(".json"), book.module)
    submission = Submission(
        learner="",
        id_from="",
        module=book.module,
        place=file.place,
        held=file.held,
        again=file.again,
        digest=hashlib.sha256(file.data).hexdigest(),
        notebook={"metadata": {}, "cells": []},
        book=book,
        notes=(told(_ONLY_ANSWERS),),
        fingerprint=hashlib.sha256(file.data).hexdigest(),
        name=intake.modules[book.module][0],
        when=file.when,
        called=file.folders[-1] if file.folders else file.name,
        order=place.order,
        answers_only=True,
        beside=True,
    )
    print_ = print_of(file.data)
    return _Draft(submission, _unclaimed(file, print_, book, book.module, place, receipts))


_ONLY_ANSWERS = later(
    "Only the small file of answers could be used, and no lesson. The forms are marked from it. Steps with code "
    "have no mark."
)


def _is_of(file: File, module: str) -> bool:
    """True for a small file of answers that belongs to a lesson."""
    try:
        raw = plain_json.read(file.data)
    except ValueError:
        return True  # damaged: the lesson beside it has said so
    return answers.AnswerBook.from_dict(raw, module).module == module


def _unclaimed(
    file: File,
    print_: str,
    book: answers.AnswerBook,
    module: str,
    place: Place,
    receipts: Mapping[str, tuple[str, str]],
) -> Unclaimed:
    typed = shown(book.learner).strip()
    is_typed = safe_id(typed) and not re.search(
        r"[_.?…]{2,}$", typed
    )  # "LC-__" waits for its number
    clues = [Clue(CODE, typed, runs=runs_of(typed))] if is_typed else []
    if noted := receipts.get("/".join((*file.folders, file.name))):
        name, user = noted
        clues.append(Clue(NAME, shown(name), f"blackboard-user:{user}", (user,), "Blackboard"))
        clues += [clue for clue in place.clues if clue.platform != "Blackboard"]
    else:
        clues += place.clues
    if file.sender:
        # What a mail is called, and the folders above it, may be about anything: only the list knows.
        clues = [
            replace(clue, weak=True) if clue.kind in (FOLDER, FILE) else clue for clue in clues
        ]
        clues += _senders(file.sender)
    return Unclaimed(
        file.place,
        print_,
        module,
        tuple(clues),
        () if file.sender else place.folder,
        not book.records,
    )


def _senders(text: str) -> Iterator[Clue]:
    """Whoever may have sent a mail, as its lines say: see :func:`champions.marking.intake.containers.parts`."""
    senders, _, back = text.partition("\n\n")
    lines = senders.split("\n")
    for line in (*lines, *back.split("\n")[:1]):
        mail, name = address(line), line.partition("<")[0].strip().strip("\"'")
        by_list = re.sub(
            r"\s*\(?\bvia\b.*$", "", name, flags=re.IGNORECASE
        )  # "Anna Example via QI"
        if line and not _NOBODYS.fullmatch(mail.partition("@")[0]):
            # Whoever sends on the work of others proves nothing of whose it is.
            number = f"mail:{mail}" if line == lines[-1] else ""
            yield Clue(MAIL, line, number, (by_list,), weak=line == back)
        elif name:  # a program sent it, perhaps in somebody's name
            yield Clue(MAIL, by_list, weak=True)


def _line(file: File, longest: int) -> str:
    return shown(file.data[:longest].decode("utf-8", "replace").strip())


def _sent_at(file: File, beside: Iterable[File]) -> str:
    """When work was sent: nbgrader writes it into a file, and its exchange into the folder's name."""
    for one in beside:
        if one.is_timestamp:
            return _line(one, 60)
    return next((sent.when for name in file.folders[::-1] if (sent := handed_in(name))), "")


def _readable(sent_at: str) -> tuple[str, list[str]]:
    """A time as nbgrader can read it, or none; and a sentence when it could not be read.

    >>> _readable("2026-01-31 10:15:00.5 UTC")
    ('2026-01-31 10:15:00.5 UTC', [])
    >>> _readable("2026-01-31 10:15:00 Mars/Olympus")[0], _readable("yesterday")[0]
    ('', '')
    """
    seconds = _seconds(sent_at)
    if not sent_at or (seconds and _AS_NBGRADER_WRITES.fullmatch(sent_at)):
        return sent_at, []
    with suppress(ValueError, OverflowError, OSError):
        if seconds:
            return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC"), []
    said = told(
        'The time at which it was sent cannot be read ("{sent_at}"), so it counts as sent in time.',
        sent_at=sent_at,
    )
    return "", [said]


def _seconds(sent_at: str) -> float:
    """A time that nbgrader wrote, in seconds since 1970; 0 for anything else.

    >>> _seconds("1970-01-02 00:00:00.000000 UTC"), _seconds(""), _seconds("yesterday")
    (86400.0, 0.0, 0.0)
    """
    day, _, zone = sent_at.rpartition(" ")
    if sent_at.count(" ") != 2 or not zone[:1].isalpha():
        day, zone = sent_at, "UTC"
    with suppress(ValueError, OverflowError, TypeError, AttributeError):
        when, other = (parse_time(day, default=one) for one in _TWO_DAYS)
        if when != other or gettz(zone) is None:  # the day is not in it, or nobody knows the zone
            return 0.0
        return (when if when.tzinfo else when.replace(tzinfo=gettz(zone))).timestamp()
    return 0.0


def _without_outputs(notebook: dict[str, Any], known: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    """A notebook without what its steps showed. Nobody changes its cells: equal ones are one and the same."""
    cells = []
    for cell in notebook["cells"]:
        notes = cell["metadata"]
        same = cell["cell_type"], cell["id"], cell["source"], cell["was_run"]
        key = (*same, repr(notes) if notes else "")
        cells.append(known.setdefault(key, cell))
        if cells[-1] is cell:
            known[key] = cells[-1] = {**cell, "outputs": []}
    return {**notebook, "cells": cells}


def _emptied(notebook: Mapping[str, Any]) -> frozenset[str]:
    """Questions whose step had been run, and shows nothing any more. A step that was run shows something."""
    run = (one for one in notebook["cells"] if one["was_run"] and not one["outputs"])
    return frozenset(filter(None, (asked_in(one["source"]) for one in run)))


def _which_notebook(file: File, names: Sequence[str]) -> str:
    """Which of a lesson's notebooks a file is, by its name."""
    if len(names) == 1:
        return names[0]
    stem = without_copy(unicodedata.normalize("NFC", stem_of(file.name))).casefold()
    fits = [name for name in names if stem.endswith(stem_of(name).casefold())]
    if not fits:
        raise NotANotebook(
            "which-notebook",
            told(
                "this lesson has {number} notebooks, and the file's name is none of them: {names}.",
                number=len(names),
                names=", ".join(names),
            ),
            told("Give the file its old name, and mark again."),
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
            told(
                "it belongs to a lesson that this course does not have ({inside}).",
                inside=inside[:60],
            ),
            told("Mark it with the course that it comes from."),
        )
    if len({*outside, *([inside] if inside else [])}) > 1:
        place = listed(sorted(outside))
        raise NotANotebook(
            "two-lessons",
            told(
                "it is not clear which lesson it is: the file itself says {inside}, and its place says "
                "{place}.",
                inside=inside,
                place=place,
            )
            if inside
            else told(
                "it is not clear which lesson it is: its names say two lessons, and its place says {place}.",
                place=place,
            ),
            told("Move it to the right folder, or give it its old name."),
        )
    if not inside and not outside:
        raise NotANotebook(
            "no-lesson-named",
            told(
                "nothing in the file says which lesson it is. Its own notes may have been removed by "
                "another program."
            ),
            told(
                "Put it in a folder with the lesson's name, such as 06-run-charts, and mark again."
            ),
        )
    return inside or outside.pop()


def _answers(read: _Read, sidecars: Iterable[File]) -> tuple[answers.AnswerBook, bytes, list[str]]:
    """The answers from the outputs, and from the small file beside the lesson when it was sent."""
    book, module = read.book, read.module
    for file in sidecars:
        try:
            raw = plain_json.read(file.data)
        except ValueError:
            return (
                book,
                b"",
                [told("The file my-answers.json was damaged. The lesson's own copy was used.")],
            )
        beside = answers.AnswerBook.from_dict(raw, module)
        if beside.module != module:
            continue
        if book.learner and beside.learner and book.learner != beside.learner:
            raise NotANotebook(
                "two-learners",
                told(
                    "the lesson has the code {learner}, and my-answers.json beside it has {learner2}.",
                    learner=book.learner,
                    learner2=beside.learner,
                ),
                told("Find out whose work it is, and keep the files of that person only."),
            )
        return book.merged(beside), file.data, []
    return book, b"", []


def _renamed(file: File, module: str, name: str) -> list[str]:
    stem = stem_of(file.name)
    if file.name == name or module in file.name:
        return []
    if without_copy(stem) != stem or not file.name.endswith(".ipynb"):
        return [
            told(
                'The file was called "{name}". It was read as {name2}.', name=file.name, name2=name
            )
        ]
    return []


# --- Who ------------------------------------------------------------------------------------------


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
            told(
                "the folder says {who}, and the user of this computer who wrote it is {owner}.",
                who=sent.who,
                owner=shown(file.owner),
            ),
            told("Ask both. If it is right, copy the folder to one of your own, and mark that."),
        )


def _one_each(collected: Collected, intake: Intake) -> Iterable[Submission]:
    """One submission for each learner and notebook: of a learner's own files the newest."""
    groups: dict[tuple[str, str, str], list[Submission]] = {}
    for submission in collected.submissions:
        key = (submission.learner.casefold(), submission.module, submission.name)
        groups.setdefault(key, []).append(submission)
    for group in groups.values():
        lessons = [one for one in group if not one.answers_only] or group
        chosen = _the_one_that_counts(lessons, collected, intake)
        if chosen is not None:
            beside = [one for one in group if one.answers_only and one not in lessons]
            yield _with_answers(chosen, beside)


def _with_answers(chosen: Submission, beside: Sequence[Submission]) -> Submission:
    """A lesson with the answers of small files that came apart from it."""
    for one in beside:
        merged = chosen.book.merged(one.book)
        if merged.to_dict() != chosen.book.to_dict():
            note = told("Answers in {place} were used too.", place=one.place)
            prints = f"{chosen.fingerprint} {one.fingerprint}"
            chosen = replace(
                chosen,
                book=merged,
                notes=(*chosen.notes, note),
                fingerprint=hashlib.sha256(prints.encode()).hexdigest(),
                recorded=True,
                beside=True,
            )
    return chosen


def _the_one_that_counts(
    group: list[Submission], collected: Collected, intake: Intake
) -> Submission | None:
    if len({submission.fingerprint for submission in group}) == 1:
        # Through nbgrader's exchange, feedback goes back by the newest of them.
        kept = max(group, key=lambda one: one.when) if group[0].secret else group[0]
        again = [one for one in group if one is not kept]
        collected.left_alone += [
            told("{place} (the same file again)", place=one.place) for one in again
        ]
        return kept
    newest = _newest(group, collected, intake)
    if newest is None:
        collected.refused += _two_files(group)
        return None
    older = [one for one in group if one is not newest]
    note = told(
        "There were {number} files. The newest was marked: {place}. Kept and not marked: {place2}.",
        number=len(group),
        place=newest.place,
        place2=", ".join(one.place for one in older),
    )
    return replace(newest, notes=(*newest.notes, note), older=tuple(older))


def _newest(group: list[Submission], collected: Collected, intake: Intake) -> Submission | None:
    """The newest file, when there is proof that all are one person's and which one is the newest.

    One code in two files is no proof that one person sent both: two people may have typed it. It is
    proof when a platform gave both to one person, or when the later file goes on from the earlier.
    """
    ordered = all(one.order for one in group)
    by_age = sorted(group, key=lambda one: one.order if ordered else (one.when,))
    last, before = by_age[-1], by_age[-2]
    clear = last.order != before.order if ordered else last.when - before.when >= SAME_TIME
    proof = frozenset.intersection(*(one.proof for one in group))
    proof -= {one for one in proof if one.startswith("mail:")}  # somebody may send for others
    if clear and (proof or all(_goes_on(a.book, b.book) for a, b in pairwise(by_age))):
        return last
    if not clear and (last_by_work := _last_by_its_work(group)):
        return last_by_work
    text = told(
        "Which file of {learner} counts, for {module}?",
        learner=group[0].learner,
        module=group[0].module,
    )
    places = [one.place for one in by_age[::-1]]
    files = tuple((one.place, print_of(one.data)) for one in group)
    if (said := intake.said.which(text, print_of_all(files))) in places:
        return by_age[::-1][places.index(said)]
    question = Question(
        "which",
        text,
        tuple(_dated(one) for one in by_age[::-1]),
        tuple(places),
        reason=_why_which(intake.people.label(group[0].learner), clear=clear),
        sure=True,
        module=group[0].module,
        files=files,
    )
    answer = intake.ask(question) if intake.ask else None
    if not isinstance(answer, int):
        collected.asked.append(question)
        # Or they are two people: then each file is somebody's.
        collected.asked += [_whose_else(one, text, intake) for one in group]
        return None
    intake.said.say_which(
        text, places[answer], later("you were asked while marking"), print_of_all(files)
    )
    return by_age[::-1][answer]


def _why_which(label: str, *, clear: bool) -> str:
    if clear:
        return told(
            "They lead to {label}. They differ, and nothing proves that one person sent them all.",
            label=label,
        )
    return told(
        "They lead to {label}. They differ, and it is not clear which is the newest.", label=label
    )


def _last_by_its_work(group: Sequence[Submission]) -> Submission | None:
    """The one file that goes on from all the others, where their times do not say it.

    From a file without an answer anything goes on: that shows nothing.
    """
    if not all(one.book.records for one in group):
        return None
    last = [
        one
        for one in group
        if all(_goes_on(other.book, one.book) for other in group if other is not one)
    ]
    return last[0] if len(last) == 1 else None


def _whose_else(one: Submission, of: str, intake: Intake) -> Question:
    """Whose a file is after all, when another file leads to the same person."""
    return Question(
        "whose",
        told("Whose work is {place}?", place=one.place),
        (intake.people.label(one.learner),),
        (one.learner,),
        one.place,
        print_of(one.data),
        reason=told("Another file leads to {label} too.", label=intake.people.label(one.learner)),
        module=one.module,
        of=of,
    )


def _dated(one: Submission) -> str:
    number = len(one.book.records)
    answered = counted(number, "1 answer", "{n} answers")
    if not one.when:
        return f"{one.place} ({answered})"
    when = datetime.fromtimestamp(one.when, UTC).strftime("%d %B %Y, %H:%M UTC")
    return f"{one.place} ({when}; {answered})"


def _goes_on(earlier: answers.AnswerBook, later: answers.AnswerBook) -> bool:
    """Whether the later answers go on from the earlier: nothing is lost, each try still stands.

    >>> early, late = answers.AnswerBook("m"), answers.AnswerBook("m")
    >>> early.put("q", "a", "miss"), late.put("q", "a", "miss"), late.put("q", "b", "right")
    (True, True, True)
    >>> _goes_on(early, late), _goes_on(late, early)
    (True, False)
    """
    for name, record in earlier.records.items():
        after = later.records.get(name)
        if after is None or after.edits < record.edits:
            return False
        tries = len(record.history)
        if tries < answers.LONGEST_HISTORY and after.history[:tries] != record.history:
            return False
        if after.edits == record.edits and after.answer != record.answer:
            return False
    return True


def _two_files(group: list[Submission]) -> list[Refused]:
    places = ", ".join(submission.place for submission in group)
    return [
        Refused(
            submission.place,
            "two-files",
            told(
                "there are {number} different files for {learner} in {module}, and it is not clear that "
                "one person sent them, or which is the newest: {places}.",
                number=len(group),
                learner=submission.learner,
                module=submission.module,
                places=places,
            ),
            told(
                "Say on the desk (step 3) which one counts, or whose each is. On the command line: --whose "
                '"{place}=CODE".',
                place=submission.place,
            ),
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

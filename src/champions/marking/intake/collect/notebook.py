"""One notebook, or one file of answers: which lesson it is, and what tells whose it is."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from champions.marking.intake.collect.submission import Draft, Intake, Read, Submission, read_bytes
from champions.marking.intake.collect.unclaimed import as_unclaimed
from champions.marking.intake.collect.when import (
    as_nbgrader_writes,
    first_line,
    seconds_of,
    time_sent,
)
from champions.marking.intake.places import handed_in, stem_of, without_copy
from champions.marking.intake.receive import File, shown
from champions.marking.intake.said import print_in, print_of
from champions.notebooks.reading import NotANotebook, Opened, read_notebook
from champions.notebooks.steps import asked_in
from champions.questions import answers, plain_json
from champions.sentences import listed
from champions.sentences.told import later, told


def open_notebook(file: File, intake: Intake) -> Read:
    """A notebook, and which lesson it is."""
    data = read_bytes(lambda: file.data)
    opened = read_notebook(data)
    module = _which_lesson(file, opened, intake.modules)
    return Read(
        file=file,
        module=module,
        notebook=_without_outputs(opened.notebook, intake.cells),
        repairs=opened.repairs,
        book=answers.recover(opened.notebook, module),
        recorded=answers.is_recorded(opened.notebook, module),
        emptied=_emptied(opened.notebook),
        digest=hashlib.sha256(data),
    )


def draft_of(
    read: Read,
    beside: Sequence[File],
    receipts: Mapping[str, tuple[str, str]],
    intake: Intake,
) -> Draft:
    """One lesson, and everything that is known of whose it is."""
    file, module = read.file, read.module
    name = _which_notebook(file, intake.modules[module])
    _must_be_theirs(file)
    book, sidecar, notes = _answers(read, [one for one in beside if one.is_sidecar])
    both = read.digest.copy()
    both.update(b"\0" + sidecar)
    place = intake.places.read(file.folders, file.name, module)
    sent_at, odd_time = as_nbgrader_writes(time_sent(file, beside))
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
        when=seconds_of(sent_at) or file.when,
        called=file.folders[-1] if file.folders else file.name,
        sent_at=sent_at,
        secret=next((first_line(one, 200) for one in beside if one.is_secret), ""),
        order=place.order,
        recorded=bool(sidecar) or read.recorded,
        beside=bool(sidecar),
        emptied=read.emptied,
    )
    print_ = print_in(read.digest)
    return Draft(submission, as_unclaimed(file, print_, book, module, place, receipts))


def draft_of_answers(file: File, intake: Intake, receipts: Mapping[str, tuple[str, str]]) -> Draft:
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
    return Draft(submission, as_unclaimed(file, print_, book, book.module, place, receipts))


_ONLY_ANSWERS = later(
    "Only the small file of answers could be used, and no lesson. The forms are marked from it. Steps with code "
    "have no mark."
)


def is_of(file: File, module: str) -> bool:
    """True for a small file of answers that belongs to a lesson."""
    try:
        raw = plain_json.read(file.data)
    except ValueError:
        return True  # damaged: the lesson beside it has said so
    return answers.AnswerBook.from_dict(raw, module).module == module


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


def _answers(read: Read, sidecars: Iterable[File]) -> tuple[answers.AnswerBook, bytes, list[str]]:
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

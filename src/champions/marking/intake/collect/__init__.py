"""Who sent which lesson? From the files received to one submission for each learner and lesson.

Nothing is guessed in silence: each submission says where its learner and lesson were found, and two
places that disagree are a reason not to mark.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from champions.marking import fault
from champions.marking.course import NOTEBOOK
from champions.marking.intake import whose
from champions.marking.intake.collect.no_lesson import (
    people_without_a_lesson,
    put_loose,
    receipts_in,
)
from champions.marking.intake.collect.notebook import (
    draft_of,
    draft_of_answers,
    is_of,
    open_notebook,
)
from champions.marking.intake.collect.submission import Collected, Draft, Intake, Read, Submission
from champions.marking.intake.collect.which_counts import one_each, whole_lessons
from champions.marking.intake.known import People, people_in
from champions.marking.intake.receive import File, Post, Refused, by_folder, receive
from champions.marking.intake.safe_names import safe_id
from champions.marking.intake.said import Said
from champions.marking.intake.whose import Ask
from champions.notebooks.reading import NotANotebook
from champions.sentences import counted, listed
from champions.sentences.told import told

__all__ = ["Collected", "Submission", "collect", "collect_for", "safe_id"]


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
    drafts: list[Draft] = []
    receipts = receipts_in(post)
    own = _of_the_course(post)
    collected.left_alone += [file.place for file in own]
    post.files = [file for file in post.files if file not in own]
    for _, files in by_folder(post.files):
        _one_folder(files, intake, receipts, collected, drafts, seen)
    _claim(drafts, intake, collected)
    people_without_a_lesson(post, intake, collected)
    chosen = list(one_each(collected, intake))
    collected.submissions = list(whole_lessons(chosen, intake))
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
    drafts: list[Draft],
    seen: Callable[..., None],
) -> None:
    """Everything in one folder: lessons, small files of answers, and what is no work."""
    beside = [file for file in files if file.is_read and not file.is_notebook]
    opened: list[Read] = []
    for file in (one for one in files if one.is_notebook):
        found = fault.each(partial(open_notebook, file, intake), file.place)
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
        made = fault.each(partial(draft_of, read, near, receipts, intake), read.file.place)
        if isinstance(made, NotANotebook):
            collected.refused.append(_no(read.file, made, intake))
        else:
            drafts.append(made)
            used |= {one.place for one in near if one.is_sidecar and is_of(one, read.module)}
    for file in beside:
        if file.is_sidecar and file.place not in used:
            _lone_answers(file, intake, receipts, collected, drafts)
    for file in (one for one in files if not one.is_read):
        if file.folders or file.sender:
            collected.left_alone.append(file.place)
        else:
            put_loose(file, collected)


def _lone_answers(
    file: File,
    intake: Intake,
    receipts: Mapping[str, tuple[str, str]],
    collected: Collected,
    drafts: list[Draft],
) -> None:
    """A small file of answers that lies beside no lesson of its own."""
    lone = fault.each(partial(draft_of_answers, file, intake, receipts), file.place)
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


def _claim(drafts: Sequence[Draft], intake: Intake, collected: Collected) -> None:
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

"""What came without a lesson: loose files, and people whom a platform names and who sent none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from champions.marking.intake.collect.submission import Collected, Intake
from champions.marking.intake.places import (
    FOLDER,
    NAME,
    USER,
    Clue,
    looks_like_a_code,
    receipt,
    without_copy,
)
from champions.marking.intake.receive import File, Post, Refused, shown
from champions.marking.intake.safe_names import safe_id
from champions.sentences.told import told

#: Loose files of these kinds belong to the trainer. Others may be a lesson sent in a wrong form.
_TRAINERS_OWN = {".csv", ".txt", ".md", ".json", ".xlsx", ".ods", ".html", ".htm"}


def receipts_in(post: Post) -> dict[str, tuple[str, str]]:
    """Name and user name for each file that a receipt of Blackboard's lists, by folder and file."""
    found = {}
    for file in post.files:
        noted = receipt(file.data.decode("utf-8", "replace")) if file.is_receipt else None
        if noted is not None:
            name, user, listed = noted
            for one in listed:
                found["/".join((*file.folders, shown(one)))] = (name, user)
    return found


def put_loose(file: File, collected: Collected) -> None:
    """Put a file that is no work to the trainer's own, or refuse it as a lesson in a form that cannot be read."""
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


def people_without_a_lesson(post: Post, intake: Intake, collected: Collected) -> None:
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

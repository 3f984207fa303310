"""What is shown of a file of which nobody knows whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from champions.marking.intake.habits import NOBODYS_ADDRESS
from champions.marking.intake.known import address
from champions.marking.intake.places import CODE, FILE, FOLDER, MAIL, NAME, Clue, Place, runs_of
from champions.marking.intake.receive import File, shown
from champions.marking.intake.safe_names import safe_id
from champions.marking.intake.whose import Unclaimed
from champions.questions import answers

_NOBODYS = re.compile(NOBODYS_ADDRESS, re.IGNORECASE)


def as_unclaimed(
    file: File,
    print_: str,
    book: answers.AnswerBook,
    module: str,
    place: Place,
    receipts: Mapping[str, tuple[str, str]],
) -> Unclaimed:
    """What whoever is asked whose a file is gets to see of it."""
    typed = shown(book.learner).strip()
    # "LC-__" waits for its number.
    is_typed = safe_id(typed) and not re.search(r"[_.?…]{2,}$", typed)
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

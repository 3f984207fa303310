"""Change the list of people, and keep each change: when, why, how it was before; and take it back.

Each change is a line in ``people/changes.jsonl``, and a line is only ever added. To take a change back is
a change too. It can be done as long as those whom it is about are as it left them.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from champions import files
from champions.desk import people_store
from champions.desk.ledger import now
from champions.desk.people_store import Person
from champions.desk.proposing import Proposal
from champions.sentences import in_a_row
from champions.sentences.told import later, told
from champions.trouble import Trouble

LOG = "changes.jsonl"


@dataclass(frozen=True)
class Change:
    """One change of the list of people.

    Attributes:
        number: its place in the log, from 1.
        at: when, UTC.
        did: what was done, in a sentence.
        why: why, in the trainer's words; may be empty.
        was: each person that it is about, by code, as they were; None where they were not there.
        now: the same as they became.
        work: lessons that went from one person to another with it: from, to, lesson.
        files: whether the files of that work were moved with it.
        undoes: the number of the change that this one takes back; 0 for none.
    """

    number: int
    at: str
    did: str
    why: str
    was: Mapping[str, Person | None]
    now: Mapping[str, Person | None]
    work: tuple[tuple[str, str, str], ...] = ()
    files: bool = False
    undoes: int = 0

    @property
    def codes(self) -> set[str]:
        """The codes of everybody that it is about."""
        return {*self.was, *self.now, *(code for one in self.work for code in one[:2])}

    @property
    def whom(self) -> list[str]:
        """Whom it is about, by name and code."""
        found = {**self.was, **{code: one for code, one in self.now.items() if one}}
        return [one.label if one else code for code, one in found.items()]


def keep(
    folder: Path,
    everybody: Sequence[Person],
    did: str,
    *,
    why: str = "",
    work: Sequence[tuple[str, str, str]] = (),
    files: bool = False,
    undoes: int = 0,
) -> Change | None:
    """Write the list as it is from now on, and the change with it; None when nothing changes.

    The change is written first: if the list cannot be written after it, nothing of it is lost.
    """
    before = {one.code: one for one in people_store.read(folder)}
    after = {one.code: one for one in everybody}
    codes = [
        code
        for code in (*after, *(c for c in before if c not in after))
        if before.get(code) != after.get(code)
    ]
    if not codes and not work:
        return None
    made = Change(
        len(_lines(folder)) + 1,
        now(),
        did,
        " ".join(why.split())[:2000],
        {code: before.get(code) for code in codes},
        {code: after.get(code) for code in codes},
        tuple(work),
        files,
        undoes,
    )
    _append(folder, made)
    people_store.write(folder, everybody)
    return made


def take_in(folder: Path, proposal: Proposal, name: str = "") -> Change | None:
    """Take in a list as it was shown."""
    new, changed = len(proposal.new), len(proposal.changed)
    did = told("A list was taken in. New: {new}. Changed: {changed}.", new=new, changed=changed)
    return keep(
        folder, proposal.everybody, told("{did} From: {name}.", did=did, name=name) if name else did
    )


def put_on(folder: Path, one: Person, *, why: str = "") -> Change | None:
    """Put somebody on the list whose work came under a code that is on no list.

    Raises:
        Trouble: when the code is on the list by now.
    """
    if any(other.code == one.code for other in people_store.read(folder)):
        raise Trouble(
            told("This code is on your list already."), told("Open the person on your list.")
        )
    return keep(folder, [*people_store.read(folder), one], told("Put on the list."), why=why)


def edit(folder: Path, code: str, *, why: str = "", **values: Any) -> Change | None:
    """Change what is known of one person.

    Raises:
        Trouble: when nobody has this code.
    """
    one = find(folder, code)
    made = replace(one, **values)
    gone = [value for value in (one.name, one.email) if value not in (made.name, made.email)]
    if "also" not in values:
        gone = [value for value in gone if value]
        made = people_store.with_others(made, *gone)
    said = in_a_row(
        told(words)
        for key, words in _WORDS.items()
        if key in values and getattr(one, key) != getattr(made, key)
    )
    if not said:
        return None
    return keep(
        folder, _with(people_store.read(folder), made), told("Changed: {said}.", said=said), why=why
    )


_WORDS = {
    "name": later("the name"),
    "preferred": later("the name that is preferred"),
    "email": later("the mail address"),
    "cohort": later("the group"),
    "also": later("what else the person is known by"),
    "state": later("whether the person takes part"),
}


def _with(everybody: Iterable[Person], made: Person) -> list[Person]:
    return [made if one.code == made.code else one for one in everybody]


def find(folder: Path, code: str) -> Person:
    """The person with a code.

    Raises:
        Trouble: when nobody has it.
    """
    for one in people_store.read(folder):
        if one.code == code:
            return one
    raise Trouble(
        told("Nobody on your list has this code."), told("Go back to your list of people.")
    )


# --- The log, and taking back -------------------------------------------------------------------------


def changes(folder: Path) -> list[Change]:
    """Every change, the oldest first. A line that nobody can read is passed over."""
    found = []
    for number, line in enumerate(_lines(folder), 1):
        try:
            raw = json.loads(line)
            found.append(
                Change(
                    number,
                    str(raw["at"]),
                    str(raw["did"]),
                    str(raw["why"]),
                    {str(code): _person(one) for code, one in raw["was"].items()},
                    {str(code): _person(one) for code, one in raw["now"].items()},
                    tuple((str(a), str(b), str(c)) for a, b, c in raw["work"]),
                    bool(raw.get("files")),
                    int(raw["undoes"]),
                )
            )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue
    return found


def of(folder: Path, code: str) -> list[Change]:
    """Every change that is about one person, the newest first."""
    return [one for one in reversed(changes(folder)) if code in one.codes]


def can_be_undone(folder: Path) -> set[int]:
    """The numbers of changes that can be taken back: those whom they are about are as they left them."""
    current = {one.code: one for one in people_store.read(folder)}
    every = changes(folder)
    undone = {one.undoes for one in every}
    last: dict[str, int] = {}
    for one in every:
        last |= dict.fromkeys((code for code in one.codes if one.work), one.number)
    return {
        one.number
        for one in every
        if one.number not in undone
        and not one.undoes
        and all(current.get(code) == person for code, person in one.now.items())
        and (not one.work or all(last.get(code, 0) <= one.number for code in one.codes))
    }


def undo(folder: Path, number: int, *, why: str = "") -> Change:
    """Take a change of the list back. Work that went with it is for the caller to move back first.

    Raises:
        Trouble: when there is none, or somebody whom it is about has changed since.
    """
    found = next((one for one in changes(folder) if one.number == number), None)
    if found is None or number not in can_be_undone(folder):
        raise not_any_more()
    everybody = [one for one in people_store.read(folder) if one.code not in found.now]
    order = {one.code: at for at, one in enumerate(people_store.read(folder))}
    everybody += [one for one in found.was.values() if one is not None]
    everybody.sort(key=lambda one: order.get(one.code, len(order)))
    back = tuple((to, source, lesson) for source, to, lesson in found.work)
    made = keep(
        folder,
        everybody,
        told("Taken back: {did}", did=found.did),
        why=why,
        work=back,
        files=found.files,
        undoes=number,
    )
    if made is None:
        raise Trouble(told("This change is taken back already."), told("Nothing was changed."))
    return made


def not_any_more() -> Trouble:
    """Why a change cannot be taken back."""
    return Trouble(
        told("This change cannot be taken back any more. Nothing was changed."),
        told(
            "Something newer builds on it, or it was taken back already. Take the newer change back first."
        ),
    )


def former_codes(folder: Path) -> set[str]:
    """Codes of entries that became part of another: they still lead there, and are nobody's any more."""
    listed = people_store.read(folder)
    now_ = {one.code for one in listed}
    also = {value for one in listed for value in one.also}
    return {
        code
        for one in changes(folder)
        for code, person in one.was.items()
        if person is not None and code in also and code not in now_
    }


def forget(folder: Path, codes: Iterable[str], words: Iterable[str]) -> None:
    """Take people out of the log for good. A change that was about them alone says only that it was."""
    wanted = set(codes)
    every = "|".join(re.escape(word) for word in {*wanted, *words} if word)
    path = folder / LOG
    if not path.is_file() or not every:
        return
    # "teal-1" stands in "teal-11", and that is somebody else.
    needle = re.compile(rf"(?<![\w-])(?:{every})(?![\w-])")
    kept = []
    for line in _lines(folder):
        try:
            raw = json.loads(line)
            for key in ("was", "now"):
                raw[key] = {code: one for code, one in raw[key].items() if code not in wanted}
            raw["work"] = [one for one in raw["work"] if not wanted & set(one)]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raw = None
        text = json.dumps(raw, ensure_ascii=False) if raw else ""
        if raw and needle.search(text):
            raw |= {"did": told("A change of somebody who was deleted."), "why": ""}
            text = json.dumps(raw, ensure_ascii=False)
        # The place of each line is its number, so an emptied one stays.
        kept.append("{}" if not raw or needle.search(text) else text)
    files.write_whole(path, "".join(f"{line}\n" for line in kept))


def _lines(folder: Path) -> list[str]:
    try:
        text = (folder / LOG).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return []
    return text.split("\n")[:-1] if text.endswith("\n") else [*text.split("\n")]


def _append(folder: Path, made: Change) -> None:
    files.shut_folder(folder)
    line = json.dumps(asdict(made) | {"format": 1}, ensure_ascii=False)
    path = folder / LOG
    torn = path.is_file() and not path.read_bytes().endswith(b"\n") and path.stat().st_size
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab") as file:
        file.write((("\n" if torn else "") + line + "\n").encode("utf-8", "replace"))
        file.flush()
        os.fsync(file.fileno())


def _person(raw: Any) -> Person | None:
    if raw is None:
        return None
    return Person(**{**raw, "also": tuple(map(str, raw["also"]))})

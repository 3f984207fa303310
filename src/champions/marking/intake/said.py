"""What did the trainer say of whose a file is? Kept in the work folder, with when and why; can be undone.

The desk and the command line read and write the same file, ``whose.json``. What was said of a file
counts for exactly that file, known by its place and its contents. What it shows of a person (a
platform's number, an address, a name, a code with a slip) counts for their next files too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from champions.files import write_whole
from champions.marking.intake.identity import Told, sender_name
from champions.marking.intake.known import address, exact
from champions.marking.intake.places import CODE, FILE, FOLDER, MAIL, Clue, now_in_words
from champions.sentences.told import told

WHOSE = "whose.json"
#: What a word is about: whose a file is, or which of a person's files counts.
FILE_WORD, WHICH_WORD = "whose", "which"


@dataclass(frozen=True)
class Word:
    """One thing that the trainer said.

    Attributes:
        number: by which it is undone.
        when: in UTC, to the second.
        why: how it was said, in words.
        kind: ``whose`` or ``which``.
        place: where the file lay.
        print: a digest of what is in it.
        code: whose it is.
        numbers: platform numbers that are this person's too.
        names: names, addresses and typed codes that are this person's too.
        question: for ``which``, what was asked, and ``choice`` what was chosen. Its ``print`` is a digest of
            all the files that it is about; empty in words of an earlier version.
    """

    number: int
    when: str
    why: str
    kind: str = FILE_WORD
    place: str = ""
    print: str = ""
    code: str = ""
    numbers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    question: str = ""
    choice: str = ""


@dataclass
class Said:
    """Everything that the trainer said, and the names that earlier runs gave to platform numbers.

    Attributes:
        folder: the work folder; None for words that are not kept.
        words: what was said, in order.
        ids: a platform's number to the code that it got, where there is no list.
        codes: codes that work was marked under before.
    """

    folder: Path | None = None
    words: list[Word] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()
    note: str = ""

    @classmethod
    def load(cls, folder: Path) -> Said:
        """What was said, from a work folder. A file that cannot be read is put aside and told."""
        path = folder / WHOSE
        try:
            raw = json.loads(path.read_text(encoding="utf-8-sig"))
            words = [_word(one) for one in raw["words"]]
            ids = {str(key): str(code) for key, code in dict(raw.get("ids", {})).items()}
        except FileNotFoundError:
            return cls(folder)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            aside = path.with_name(f"{path.stem}-damaged-{_digest(path)[:8]}.json")
            path.replace(aside)
            return cls(
                folder,
                note=told(
                    "What you said earlier could not be read. It is kept in {name}.",
                    name=aside.name,
                ),
            )
        return cls(folder, words, ids)

    def save(self) -> None:
        """Keep everything, in one step."""
        if self.folder is None:
            return
        if not (self.words or self.ids) and not (self.folder / WHOSE).exists():
            return
        raw = {"format": 1, "words": [asdict(one) for one in self.words], "ids": self.ids}
        write_whole(self.folder / WHOSE, json.dumps(raw, ensure_ascii=False, indent=1) + "\n")

    # --- Asking it ---

    def whose(self, place: str, print_: str) -> str:
        """The code that the trainer gave for a file, or empty. The last word counts."""
        for one in reversed(self.words):
            if one.kind == FILE_WORD and one.place == place and one.print == print_:
                return one.code
        return ""

    def whose_elsewhere(self, print_: str) -> str:
        """The code that was given for these contents at another place, when it was always one."""
        codes = {one.code for one in self.words if one.kind == FILE_WORD and one.print == print_}
        return codes.pop() if len(codes) == 1 else ""

    def which(self, question: str, print_: str = "") -> str:
        """What was chosen for a question, or empty.

        Args:
            question: the question.
            print_: a digest of the files that it is about: with one more it is another question. Empty for
                any files.
        """
        for one in reversed(self.words):
            if one.question == question and (not print_ or one.print in ("", print_)):
                return one.choice
        return ""

    def told(self) -> Told:
        """What was settled before, for the judge."""
        said = [one for one in self.words if one.kind == FILE_WORD]
        numbers = {number: one.code for one in said for number in one.numbers}
        senders: dict[str, list[str]] = {}
        for one in said:
            for name in filter(address, one.names):
                number = f"mail:{address(name)}"
                if numbers.get(number) == one.code:
                    senders.setdefault(number, []).append(sender_name(name))
        return Told(
            {**self.ids, **numbers},
            {exact(name): one.code for one in said for name in one.names},
            self.codes | frozenset(self.ids.values()) | {one.code for one in said},
            frozenset(numbers),
            {number: tuple(names) for number, names in senders.items() if all(names)},
        )

    # --- Telling it ---

    def say(self, place: str, print_: str, code: str, clues: Iterable[Clue], why: str) -> None:
        """Keep whose a file is, and what that shows of the person."""
        if self.whose(place, print_) == code:
            return
        clues = [one for one in clues if not one.weak]
        if sum(one.kind == "mail" for one in clues) > 1:  # one sent on the work of others
            clues = [one for one in clues if one.kind != "mail"]
        numbers = tuple(dict.fromkeys(one.number for one in clues if one.number))
        # A name of a file is a moment's; a folder's may hold others. Numbers come before names: two
        # people of one name have two numbers.
        names = tuple(
            dict.fromkeys(
                one.said
                for one in clues
                if one.kind in (CODE, MAIL) or (one.kind not in (FILE, FOLDER) and not one.number)
            )
        )
        self.words.append(
            Word(self._next(), now_in_words(), why, FILE_WORD, place, print_, code, numbers, names)
        )

    def say_which(self, question: str, choice: str, why: str, print_: str = "") -> None:
        """Keep what was chosen for a question about some files."""
        if self.which(question, print_) != choice:
            number, when = self._next(), now_in_words()
            self.words.append(
                Word(number, when, why, WHICH_WORD, print=print_, question=question, choice=choice)
            )

    def undo(self, number: int) -> Word | None:
        """Take back a word. Returns it, or None when there is none of that number."""
        found = next((one for one in self.words if one.number == number), None)
        self.words = [one for one in self.words if one.number != number]
        return found

    def forget(self, code: str) -> None:
        """Take out everything that is kept of a person."""
        gone = {one.place for one in self.words if one.code == code and one.place}
        self.words = [
            one
            for one in self.words
            if one.code != code
            and not (one.question and (code in one.question or one.choice in gone))
        ]
        self.ids = {number: kept for number, kept in self.ids.items() if kept != code}

    def _next(self) -> int:
        return max((one.number for one in self.words), default=0) + 1


def print_of(data: bytes) -> str:
    """What a file is known by, whatever it is called."""
    return print_in(hashlib.sha256(data))


def print_in(digest: Any) -> str:
    """The same, from the sha256 of what is in it."""
    return str(digest.hexdigest()[:24])


def print_of_all(files: Iterable[tuple[str, str]]) -> str:
    """What some files are known by together: each by its place and its digest."""
    return print_of(json.dumps(sorted(files)).encode())


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _word(raw: Mapping[str, Any]) -> Word:
    known = {name: raw[name] for name in Word.__dataclass_fields__ if name in raw}
    for name in ("numbers", "names"):
        known[name] = tuple(str(one) for one in known.get(name, ()))
    known["number"] = int(known["number"])
    return Word(**known)

"""A list of people that was sent and is being looked at: how it is read, and what the trainer said of it.

It is held in the memory of one open desk. Nothing of it is written until it is taken in.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace

from champions import tables
from champions.desk import people_store
from champions.desk.people_store import Person
from champions.desk.proposing import Proposal, propose
from champions.marking.intake import people_table
from champions.marking.intake.people_found import PeopleTable
from champions.sentences.told import later

#: Forms of letters that a trainer may choose where those of a file look wrong.
LETTERS = {
    "utf-8": "UTF-8",
    "cp1252": later("Western Europe (Windows)"),
    "cp1250": later("Central Europe (Windows)"),
    "cp850": later("Western Europe (MS-DOS)"),
    "mac_roman": "Mac",
    "cp1254": later("Turkish (Windows)"),
    "cp1257": later("Baltic (Windows)"),
    "cp1251": later("Cyrillic (Windows)"),
}


@dataclass(frozen=True)
class Pending:
    """A list that waits to be taken in.

    Attributes:
        name: the file's name; empty for what was typed.
        data: the file's bytes.
        text: what was typed or pasted.
        sheet: the sheet that is meant.
        letters: the form of its letters, where the trainer said it.
        meanings: what the trainer said of columns, by their place.
        decisions: what the trainer said of rows, by their line.
    """

    name: str = ""
    data: bytes = b""
    text: str = ""
    sheet: str = ""
    letters: str = ""
    meanings: dict[int, str] = field(default_factory=dict)
    decisions: dict[int, str] = field(default_factory=dict)

    def sheets(self) -> list[str]:
        """The sheets that hold something, where it has to be said which one is meant."""
        if not self.name or self.sheet:
            return []
        found = people_store.explained(tables.read, self._bytes(), self.name, heads=["name"])
        if found.table is not None:
            return []
        return [one.name for one in found.sheets if one.rows and not one.hidden]

    def is_text_file(self) -> bool:
        """Whether its letters could be read in another way."""
        return bool(self.name) and not self.data.startswith((b"PK", b"\xd0\xcf"))

    def _bytes(self) -> bytes:
        if not self.letters or not self.is_text_file():
            return self.data
        return self.data.decode(self.letters, "replace").encode("utf-8")

    def table(self) -> PeopleTable:
        """The people in it.

        Raises:
            Trouble: when it holds no table.
        """
        if self.name:
            return people_store.explained(
                people_table.read_file,
                self._bytes(),
                self.name,
                sheet=self.sheet,
                meanings=self.meanings,
            )
        return people_store.explained(people_table.read_text, self.text, meanings=self.meanings)

    def proposal(self, everybody: list[Person]) -> Proposal:
        """What it would change in the list."""
        return propose(everybody, self.table(), self.decisions)

    def decided(self, line: int, choice: str) -> Pending:
        """The same with the trainer's word on one row; an empty word takes it back."""
        kept = {at: said for at, said in self.decisions.items() if at != line}
        return replace(self, decisions=kept | ({line: choice} if choice else {}))


def stamp(proposal: Proposal) -> str:
    """Changes when a proposal is another one than the trainer saw; new codes are drawn at the end."""
    seen = [
        (one.row.line, one.kind, one.before and one.before.code, one.changes, one.row.shown)
        for one in proposal.rows
    ]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]

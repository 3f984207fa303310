"""Whom does the trainer know? The list of people, as far as it says whose a file is.

One reader for the desk's own list and for a table that somebody gives with ``--roster``. It never
refuses a list for what stands in it: a name that two people share points at both, and is asked.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from champions import tables
from champions.trouble import Trouble

#: Where the desk keeps its list, inside the work folder.
DESK_LIST = Path("people", "people.csv")
#: What heads a column that says something of a person and nothing of whose a file is.
_SHARED = {
    *("cohort", "group", "groups", "course", "class", "section", "sections", "state", "status"),
    *("team", "site", "organisation", "organization", "department", "role", "notes", "note"),
    *("country", "language", "city", "town", "place", "start", "end", "date", "joined"),
}
_NAMES = {"name", "full name", "learner name", "champion", "person", "participant", "display name"}
_GROUPS = ("cohort", "group", "class", "section", "team", "course")
_MAIL = re.compile(r"[^\s<>,;:\"]+@[^\s<>,;:\"]+")


@dataclass(frozen=True)
class Known:
    """One person on the list.

    Attributes:
        code: the code that marks and feedback know them by.
        name: what they are called.
        group: their cohort or group; it says nothing of who somebody is.
        emails: their mail addresses.
        also: other names, user names, platform numbers and former codes.
        withdrawn: True for somebody who left. Their files are still theirs.
    """

    code: str
    name: str = ""
    group: str = ""
    emails: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    withdrawn: bool = False

    @property
    def label(self) -> str:
        """The person as a choice: name, code and group together.

        >>> Known("LC-17", "Anna Example", "Spring").label, Known("LC-18").label
        ('Anna Example (LC-17, Spring)', 'LC-18')
        """
        more = ", ".join(part for part in (self.code, self.group) if part)
        return (
            f"{self.name} ({more})"
            if self.name
            else more.replace(", ", " (", 1) + (")" if self.group else "")
        )


@dataclass(frozen=True)
class People:
    """Everybody on the list, and whom a name, an address, a number or a code points at."""

    everybody: tuple[Known, ...] = ()
    groups: frozenset[str] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        return bool(self.everybody)

    def get(self, code: str) -> Known | None:
        """The person with exactly this code, or None."""
        return self._by_code.get(code)

    def label(self, code: str) -> str:
        """A person as a choice; the code alone for somebody who is on no list."""
        one = self.get(code)
        return one.label if one else code

    @cached_property
    def _by_code(self) -> dict[str, Known]:
        return {one.code: one for one in self.everybody}

    def called(self, text: str) -> tuple[Known, ...]:
        """Everybody whom a name, address, user name or number may mean, in the order of the list.

        >>> two = People((Known("a-1", "Sam Lee"), Known("b-2", "Lee, Sam")))
        >>> [one.code for one in two.called("sam lee")], two.called("")
        (['a-1', 'b-2'], ())
        """
        if exactly := self._exactly.get(exact(text)):
            return (exactly,)
        return self._called.get(address(text) or text_key(text), ())

    def of_group(self, text: str) -> bool:
        """True when a name is that of a group and of nobody."""
        return text_key(text) in self.groups and not self.called(text)

    @cached_property
    def _exactly(self) -> dict[str, Known]:
        return {exact(one.code): one for one in reversed(self.everybody)}

    @cached_property
    def _called(self) -> dict[str, tuple[Known, ...]]:
        found: dict[str, dict[str, Known]] = {}
        for one in self.everybody:
            keys = {text_key(one.code)}
            for value in (one.name, *one.emails, *one.also):
                mail = address(value)
                keys |= {mail} if mail else name_keys(value)
            for key in keys - {""}:
                found.setdefault(key, {})[one.code] = one
        return {key: tuple(ones.values()) for key, ones in found.items()}


def exact(text: str) -> str:
    """A code as it is compared first: without case and outer spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def address(text: str) -> str:
    """The mail address in a text, in small letters; empty when there is none.

    >>> address("Anna Example <Anna@example.org>"), address("anna")
    ('anna@example.org', '')
    """
    found = _MAIL.search(text)
    return found.group().casefold().strip(".'") if found else ""


def text_key(text: str) -> str:
    """What is left of a name without order, accents, case, spaces and signs.

    >>> text_key("Example, Anna") == text_key("ÁNNA example"), text_key("LC-17")
    (True, '17lc')
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = re.sub(r"['’`]", "", plain)
    words = re.findall(
        r"[^\W_]+", "".join(sign for sign in plain if not unicodedata.combining(sign))
    )
    return "".join(sorted(words))


def name_keys(name: str) -> set[str]:
    """Every key of a name: a platform may squeeze it into one word, the family name first."""
    words = re.sub(r"[,;]", " ", name).split()
    squeezed = ["".join(words), "".join([*words[-1:], *words[:-1]])]
    return {text_key(name), *map(text_key, squeezed)} - {""}


# --- Reading a list --------------------------------------------------------------------------------


def people_in(out: Path) -> People:
    """The desk's own list in a work folder; empty when there is none or it cannot be read."""
    path = out / DESK_LIST
    try:
        text = path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return People()
    rows = csv.reader(io.StringIO(text.replace("\0", "")))
    try:
        head, *rest = list(rows) or [[]]
    except csv.Error:
        return People()
    return _people(head, rest)


def read_people(path: Path) -> People:
    """Read a list of people that a trainer gives: a table with a column ``code``.

    Args:
        path: an Excel or CSV file, in any form that :mod:`champions.tables` reads.

    Raises:
        Trouble: when it cannot be read, or has no column ``code``.
    """
    try:
        table = tables.read(path.read_bytes(), path.name, heads=["code"]).one()
    except OSError as error:
        raise Trouble(
            f"The roster {path} cannot be read ({error.strerror or error}).", "Check its name."
        ) from error
    except tables.NotATable as told:
        raise Trouble(f"The roster {path} cannot be read. {told.what}", told.do) from told
    if not any(tables.normal(name) == "code" for name in table.head):
        raise Trouble(
            f"The roster {path} has no column called code.",
            "Write a first line such as: code,name,email",
        )
    return _people(table.head, table.rows)


def _people(head: Sequence[str], rows: Iterable[Sequence[str]]) -> People:
    heads = [tables.normal(name) for name in head]
    found: dict[str, Known] = {}
    lines = [dict(zip(heads, row, strict=False)) for row in rows]
    others = _that_tell(heads, lines)
    for line in lines:
        cells = {name: " ".join(cell.split()) for name, cell in line.items()}
        if not (code := cells.get("code", "")):
            continue
        one = _one(code, cells, others)
        before = found.get(code)  # two lines of one code are one person, with all that both say
        found[code] = one if before is None else _both(before, one)
    groups = {text_key(one.group) for one in found.values() if one.group}
    return People(tuple(found.values()), frozenset(groups - {""}))


def _that_tell(heads: Sequence[str], lines: Sequence[Mapping[str, str]]) -> list[str]:
    """The columns that a reader does not know and that give each person something of their own."""
    known = {"code", "also", *_NAMES, *_SHARED}
    telling = []
    for name in dict.fromkeys(heads):
        if not name or name in known:
            continue
        cells = Counter(text_key(cell) for line in lines if (cell := line.get(name, "").strip()))
        if cells and all(count == 1 for count in cells.values()):
            telling.append(name)
        elif any("@" in line.get(name, "") for line in lines):
            telling.append(name)  # a shared mailbox points at all who share it
    return telling


def _one(code: str, cells: Mapping[str, str], others: Sequence[str]) -> Known:
    name = next((cells[head] for head in cells if head in _NAMES and cells[head]), "")
    first = next((cells[one] for one in ("first name", "forename", "first") if cells.get(one)), "")
    last = next((cells[one] for one in ("last name", "surname", "last") if cells.get(one)), "")
    whole = " ".join(part for part in (first, last) if part) if first and last else ""
    said = [cells[head] for head in others if cells.get(head)]
    said += [part.strip() for part in re.split(r"[;|\n]", cells.get("also", ""))]
    mails = [mail for one in said for mail in _MAIL.findall(one)]
    rest = [one for one in (*said, whole if name else "") if one and "@" not in one]
    return Known(
        code,
        name or whole,
        next((cells[one] for one in _GROUPS if cells.get(one)), ""),
        tuple(dict.fromkeys(mail.casefold() for mail in mails)),
        tuple(dict.fromkeys(one for one in rest if one not in (first, last))),
        cells.get("state", "").casefold() == "withdrawn",
    )


def _both(one: Known, other: Known) -> Known:
    also = (*one.also, *other.also, *([other.name] if other.name not in ("", one.name) else []))
    return Known(
        one.code,
        one.name or other.name,
        one.group or other.group,
        tuple(dict.fromkeys((*one.emails, *other.emails))),
        tuple(dict.fromkeys(also)),
        one.withdrawn and other.withdrawn,
    )

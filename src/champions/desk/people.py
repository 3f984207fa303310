"""The people of a cohort: their codes, and their names in a file of its own.

Marks, answers and feedback know a person by the code alone. Names and mail addresses stand in
``people/people.csv`` in the work folder and nowhere else, so that they can be kept apart, or taken
away, without a change to anything else.
"""

from __future__ import annotations

import csv
import io
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from champions import tables
from champions.files import write_whole
from champions.marking.intake.collect import safe_id
from champions.trouble import Trouble

#: Birds that are seen in Britain: a code of two parts is easy to say on the telephone.
_BIRDS = [
    "avocet", "bittern", "blackcap", "bullfinch", "bunting", "buzzard", "chaffinch", "coot",
    "cormorant", "crane", "curlew", "dipper", "dotterel", "dunlin", "dunnock", "egret", "eider",
    "fieldfare", "firecrest", "fulmar", "gannet", "godwit", "goldcrest", "goldfinch", "grebe",
    "greenfinch", "guillemot", "harrier", "heron", "hobby", "jackdaw", "jay", "kestrel",
    "kingfisher", "kittiwake", "knot", "lapwing", "linnet", "magpie", "mallard", "martin",
    "merlin", "moorhen", "nightjar", "nuthatch", "osprey", "ouzel", "oystercatcher", "peregrine",
    "petrel", "pintail", "pipit", "plover", "pochard", "puffin", "quail", "raven", "redpoll",
    "redshank", "redstart", "redwing", "robin", "rook", "ruff", "sanderling", "shearwater",
    "shelduck", "shrike", "siskin", "skua", "skylark", "snipe", "sparrow", "starling",
    "stonechat", "swallow", "swan", "swift", "teal", "tern", "thrush", "treecreeper", "turnstone",
    "turtledove", "twite", "wagtail", "warbler", "waxwing", "wheatear", "whimbrel", "whinchat",
    "whitethroat", "wigeon", "woodcock", "woodlark", "woodpecker", "wren", "yellowhammer",
]  # fmt: skip
#: Words that head a column, by what the column holds.
_HEADS = {
    "code": ("code", "id", "learner", "learner code", "learner id", "champion code", "pseudonym"),
    "name": ("name", "full name", "learner name", "champion", "person", "participant"),
    "first": ("first name", "forename", "given name", "firstname"),
    "last": ("last name", "surname", "family name", "lastname"),
    "email": ("email", "e-mail", "email address", "mail", "e mail", "mail address"),
    "cohort": ("cohort", "group", "course", "class"),
}


@dataclass(frozen=True)
class Person:
    """One person: the code that everything else uses, and what only the trainer knows."""

    code: str
    name: str = ""
    email: str = ""
    cohort: str = ""


@dataclass(frozen=True)
class ImportResult:
    """What came of taking in a list: how many were new or already there, and rows not taken.

    Attributes:
        notes: how the list was read, where the trainer should look.
    """

    new: int
    there: int
    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()


def read(folder: Path) -> list[Person]:
    """Everybody on the list, in the order in which they were taken in."""
    try:
        text = (folder / "people.csv").read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return []
    return [
        Person(**{key: row.get(key) or "" for key in _COLUMNS})
        for row in csv.DictReader(io.StringIO(text))
    ]


_COLUMNS = tuple(field.name for field in fields(Person))


def write(folder: Path, everybody: Iterable[Person]) -> None:
    """Write the list anew, in one step."""
    folder.mkdir(parents=True, exist_ok=True)
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(_COLUMNS)
    table.writerows([getattr(one, column) for column in _COLUMNS] for one in everybody)
    write_whole(folder / "people.csv", "\ufeff" + text.getvalue())


def for_marking(folder: Path, everybody: Sequence[Person]) -> Path:
    """Write the list that ``champions mark --roster`` reads, and return its place.

    A name or address that two people share says nothing about whose a file is, so it is left out.
    """
    shared = Counter(
        value.casefold() for one in everybody for value in (one.name, one.email) if value
    )
    lines = [["code", "name", "email"]]
    for one in everybody:
        known = [value if shared[value.casefold()] == 1 else "" for value in (one.name, one.email)]
        lines.append([one.code, *known])
    text = io.StringIO(newline="")
    csv.writer(text).writerows(lines)
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / "roster.csv", text.getvalue())
    return folder / "roster.csv"


def take_in(folder: Path, people: tables.Read | Sequence[Sequence[str]]) -> ImportResult:
    """Add people from a table or from typed lines. The same list twice changes nothing.

    Args:
        folder: where the names are kept.
        people: what was read, or cells row by row; the first row may hold headings.

    Raises:
        Trouble: when no column can be read as people, or more than one sheet holds a table.
    """
    found = people if isinstance(people, tables.Read) else _read(tables.of_rows, people)
    table = found.one()
    columns = _columns(table)
    everybody = read(folder)
    new = there = 0
    problems = []
    for line, row in zip(table.lines, table.rows, strict=True):
        one = _person(columns, row)
        if not (one.name or one.code or one.email):
            problems.append(f"Row {line}: there is no name, code or mail address in it.")
            continue
        if one.code and safe_id(one.code) != one.code:
            problems.append(
                f'Row {line}: the code "{one.code[:40]}" has signs that a file name cannot have. '
                "Use letters, digits and hyphens."
            )
            continue
        at, known = _known(everybody, one)
        if known is None:
            new += 1
            everybody.append(one if one.code else replace(one, code=_new_code(everybody)))
        elif one.code and one.code != known.code:
            problems.append(
                f"Row {line}: {one.name or one.email} is on the list with the code {known.code}, "
                f"and here with {one.code}. The list was left as it is."
            )
        else:
            there += 1
            everybody[at] = Person(
                known.code,
                known.name or one.name,
                known.email or one.email,
                one.cohort or known.cohort,
            )
    write(folder, everybody)
    notes = tuple(note.said for note in found.notes if note.key in _TO_LOOK_AT)
    return ImportResult(new, there, tuple(problems), notes)


#: What a trainer should know of how a list was read.
_TO_LOOK_AT = frozenset(
    {
        *("letters-windows", "letters-mac", "letters-unknown", "letters-mixed", "letters-cut"),
        *("columns-unsure", "quotes", "above-one", "above", "joined", "longer", "footers"),
        *("sheet", "hidden", "formulas"),
    }
)


def rows_of(name: str, data: bytes) -> tables.Read:
    """The table in a file that was sent, in any form that :mod:`champions.tables` reads.

    Raises:
        Trouble: when there is none, or more than one.
    """
    return _read(tables.read, data, name)


def lines(text: str) -> tables.Read:
    """The table in typed or pasted lines: with commas, semicolons or tabs.

    >>> lines("Ann Example; ann@example.org").one().rows
    (('Ann Example', 'ann@example.org'),)

    Raises:
        Trouble: when there is nothing in them.
    """
    return _read(tables.read_text, text)


#: One of these shows that a row names the columns of a list of people.
_SURE_HEADS = frozenset(
    head for what in ("code", "name", "first", "last", "email") for head in _HEADS[what]
)


def _read(reader: Callable[..., tables.Read], *what: object) -> tables.Read:
    """What a reader gives for a list of people, once it is settled which table is meant."""
    try:
        found = reader(*what, heads=_SURE_HEADS)
        found.one()
    except tables.NotATable as error:
        raise Trouble(error.what, error.do) from error
    return found


def _columns(table: tables.Table) -> dict[str, int]:
    """Which column holds what."""
    found = {
        what: column
        for what, heads in _HEADS.items()
        for column, cell in enumerate(table.head)
        if tables.normal(cell) in heads
    }
    if {"code", "name", "first", "last", "email"} & set(found):
        return found
    if not table.rows:
        raise Trouble("There is nobody in this list.", "Send a list with a name in each row.")
    # No headings that say it: the first column is the name, and a cell with @ is the mail address.
    mail = next((at for row in table.rows for at, cell in enumerate(row) if "@" in cell and at), -1)
    return {"name": 0} | ({"email": mail} if mail > 0 else {})


def _person(columns: dict[str, int], row: Sequence[str]) -> Person:
    def cell(what: str) -> str:
        at = columns.get(what, -1)
        return " ".join(row[at].split())[:200] if 0 <= at < len(row) else ""

    name = cell("name") or " ".join(part for part in (cell("first"), cell("last")) if part)
    return Person(cell("code"), name, cell("email"), cell("cohort"))


def _known(everybody: Sequence[Person], one: Person) -> tuple[int, Person | None]:
    """The person who is meant: by code, then by mail address, then by a name without one."""
    for key in ("code", "email"):
        value = getattr(one, key).casefold()
        for at, other in enumerate(everybody):
            if value and getattr(other, key).casefold() == value:
                return at, other
    for at, other in enumerate(everybody):
        same = one.name and one.name.casefold() == other.name.casefold()
        if same and not (one.email and other.email):
            return at, other
    return -1, None


def _new_code(everybody: Sequence[Person]) -> str:
    """A code drawn by lot: it says nothing of the person, nor when they joined."""
    taken = {other.code.casefold() for other in everybody}
    digits = 100 if len(taken) < 2_000 else 10_000
    while True:
        code = f"{secrets.choice(_BIRDS)}-{digits // 10 + secrets.randbelow(digits - digits // 10)}"
        if code not in taken:
            return code

"""The people of a cohort: their codes, and their names in a file of its own.

Marks, answers and feedback know a person by the code alone. Names and mail addresses stand in
``people/people.csv`` in the work folder and nowhere else, so that they can be kept apart, or taken
away, without a change to anything else. Whatever stands in that file, it can be read: somebody may have
changed it in a spreadsheet, and no state of it may shut the desk.
"""

from __future__ import annotations

import csv
import io
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TypeVar

from champions import files, tables
from champions.marking.intake import people_names
from champions.marking.intake.collect import safe_id
from champions.tables import letters
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
LIST = "people.csv"
WITHDRAWN = "withdrawn"
_Made = TypeVar("_Made")


@dataclass(frozen=True)
class Person:
    """One person: the code that everything else uses, and what only the trainer knows.

    Attributes:
        also: other names, addresses, user names, numbers of platforms and former codes.
        state: empty, or ``withdrawn`` for somebody who left and whose work is kept.
        preferred: what they like to be called, where that is not in the name.
    """

    code: str
    name: str = ""
    email: str = ""
    cohort: str = ""
    also: tuple[str, ...] = ()
    state: str = ""
    preferred: str = ""

    @property
    def withdrawn(self) -> bool:
        """True for somebody who left."""
        return self.state == WITHDRAWN

    @property
    def label(self) -> str:
        """Name, code and group together: enough to know which of two namesakes is meant.

        >>> Person("LC-17", "Anna Example", "", "Spring").label, Person("LC-18").label
        ('Anna Example (LC-17, Spring)', 'LC-18')
        """
        said = self.name or self.preferred or self.email
        more = [self.cohort] if self.cohort else []
        more += ["withdrawn"] if self.withdrawn else []
        if said:
            return f"{said} ({', '.join((self.code, *more))})"
        return f"{self.code} ({', '.join(more)})" if more else self.code


_COLUMNS = tuple(field.name for field in fields(Person))
_SEEN: dict[Path, tuple[tuple[int, int], tuple[Person, ...], tuple[str, ...]]] = {}


def read(folder: Path) -> list[Person]:
    """Everybody on the list, in the order in which they were taken in."""
    return list(_read(folder)[0])


def oddities(folder: Path) -> tuple[str, ...]:
    """What is odd about the list as somebody left it, in sentences; each was read all the same."""
    return _read(folder)[1]


def _read(folder: Path) -> tuple[tuple[Person, ...], tuple[str, ...]]:
    path = folder / LIST
    try:
        about = path.stat()
        stamp = (about.st_mtime_ns, about.st_size)
        known = _SEEN.get(path)
        if known is None or known[0] != stamp:
            known = (stamp, *_mended(_lines(path.read_bytes())))
            _SEEN[path] = known
    except FileNotFoundError:
        return (), ()
    return known[1], known[2]


def _lines(data: bytes) -> list[tuple[int, dict[str, str]]]:
    """The rows of the list with their lines, whatever a spreadsheet made of it."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = letters.decode(data).text
        except tables.NotATable:
            text = data.decode("utf-8", "replace")
    text = letters.tidy(text)
    first = text.partition("\n")[0]
    sign = max(",;\t", key=first.count)
    found = []
    heads: list[str] = []
    try:
        table = csv.reader(io.StringIO(text, newline="\n"), delimiter=sign)
        rows = [(table.line_num, row) for row in table]
    except csv.Error:  # a cell larger than any cell is: a quote mark was left open
        rows = [(at, line.split(sign)) for at, line in enumerate(text.split("\n"), 1)]
    for line, row in rows:
        if not heads:
            heads = [tables.normal(cell) for cell in row]
        elif any(cell.strip() for cell in row):
            found.append((line, dict(zip(heads, row, strict=False))))
    return found


def _mended(
    rows: Iterable[tuple[int, dict[str, str]]],
) -> tuple[tuple[Person, ...], tuple[str, ...]]:
    """People with a code each, each code once: the same code is the same person."""
    everybody: dict[str, Person] = {}
    odd = []
    for line, row in rows:
        one = _person(row)
        code = safe_id(one.code)
        if not code:
            code = f"row-{line}"
            while code in everybody:
                code += "-x"
            odd.append(f"Line {line} of the list has no code. We call it {code}.")
        elif code != one.code:
            odd.append(
                f'Line {line} of the list has a code that no file can have. We call it "{code}".'
            )
            one = replace(one, also=(*one.also, one.code))
        one = replace(one, code=code)
        if known := everybody.get(code.casefold()):
            odd.append(
                f"Line {line} of the list has the code {code}, as another line has. We keep them as one."
            )
            everybody[code.casefold()] = joined(known, one)
        else:
            everybody[code.casefold()] = one
    return tuple(everybody.values()), tuple(odd)


def _person(row: dict[str, str]) -> Person:
    told = {key: people_names.tidy(row.get(key) or "") for key in _COLUMNS}
    also = tuple(
        dict.fromkeys(people_names.tidy(one) for one in (row.get("also") or "").split(";"))
    )
    state = WITHDRAWN if told["state"].casefold() == WITHDRAWN else ""
    return Person(
        told["code"],
        told["name"],
        told["email"],
        told["cohort"],
        tuple(one for one in also if one),
        state,
        told["preferred"],
    )


def joined(one: Person, other: Person) -> Person:
    """Two entries that are one person: the first one's code and name, and all that is known of both."""
    more = [other.email, *other.also]
    if other.code.casefold() != one.code.casefold():
        more.append(other.code)
    if other.name and not people_names.same(other.name, one.name):
        more.append(other.name)
    made = replace(
        one,
        name=one.name or other.name,
        email=one.email or other.email,
        cohort=one.cohort or other.cohort,
        preferred=one.preferred or other.preferred,
    )
    return replace(made, also=_others(made, (*one.also, *more)))


def _others(one: Person, also: Iterable[str]) -> tuple[str, ...]:
    """What else somebody is known by, each once, without what stands in its own place."""
    own = {value.casefold() for value in (one.code, one.name, one.email) if value}
    kept: dict[str, str] = {}
    for value in also:
        plain = people_names.tidy(value.replace(";", ","))
        if plain and plain.casefold() not in own:
            kept.setdefault(plain.casefold(), plain)
    return tuple(kept.values())


def with_others(one: Person, *also: str) -> Person:
    """A person with more that they are known by."""
    return replace(one, also=_others(one, (*one.also, *also)))


def without(one: Person, gone: Iterable[str]) -> Person:
    """A person without some of what they were known by besides."""
    out = {value.casefold() for value in gone if value}
    return replace(one, also=tuple(value for value in one.also if value.casefold() not in out))


def write(folder: Path, everybody: Iterable[Person]) -> None:
    """Write the list anew, in one step."""
    files.shut_folder(folder)
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(_COLUMNS)
    for one in everybody:
        row = {**vars(one), "also": "; ".join(value.replace(";", ",") for value in one.also)}
        table.writerow([row[column] for column in _COLUMNS])
    files.write_whole(folder / LIST, "\ufeff" + text.getvalue())
    _SEEN.pop(folder / LIST, None)


def told(reader: Callable[..., _Made], *what: object, **how: object) -> _Made:
    """What a reader gives, with what is no table told as a trouble.

    Raises:
        Trouble: when it is no table.
    """
    try:
        return reader(*what, **how)
    except tables.NotATable as no:
        raise Trouble(no.what, no.do) from no


def new_code(taken: Iterable[str]) -> str:
    """A code drawn by lot: it says nothing of the person, nor when they joined.

    Args:
        taken: codes that others have; a set of them in small letters is used as it is.
    """
    known = taken if isinstance(taken, set) else {code.casefold() for code in taken}
    digits = 100 if len(known) < 2_000 else 10_000
    while True:
        code = f"{secrets.choice(_BIRDS)}-{digits // 10 + secrets.randbelow(digits - digits // 10)}"
        if code not in known:
            return code

"""The list of people as it is kept: ``people/people.csv`` in a work folder, and a person in it.

Whatever stands in that file, it can be read: somebody may have changed it in a spreadsheet, and no state of it
may shut the desk or stop a marking. The desk and the command line read it by this alone.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from champions import tables
from champions.marking.intake import people_names
from champions.marking.intake.safe_names import safe_id
from champions.tables import letters

WITHDRAWN = "withdrawn"


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


COLUMNS = tuple(field.name for field in fields(Person))


def read(data: bytes) -> tuple[tuple[Person, ...], tuple[str, ...]]:
    """Everybody on the list, and what is odd about it, in sentences; each was read all the same."""
    return _mended(_lines(data))


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
    told = {key: people_names.tidy(row.get(key) or "") for key in COLUMNS}
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
    return replace(made, also=others(made, (*one.also, *more)))


def others(one: Person, also: Iterable[str]) -> tuple[str, ...]:
    """What else somebody is known by, each once, without what stands in its own place."""
    own = {value.casefold() for value in (one.code, one.name, one.email) if value}
    kept: dict[str, str] = {}
    for value in also:
        plain = people_names.tidy(value.replace(";", ","))
        if plain and plain.casefold() not in own:
            kept.setdefault(plain.casefold(), plain)
    return tuple(kept.values())

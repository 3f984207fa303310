"""Whom does the trainer know? The list of people, as far as it says whose a file is.

One reader for the desk's own list and for a table that somebody gives with ``--roster``. It never
refuses a list for what stands in it: a name that two people share points at both, and is asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import starmap
from pathlib import Path

from champions import tables
from champions.marking.intake import people_list, people_names, people_table
from champions.marking.intake.people_list import Person, joined
from champions.marking.intake.safe_names import safe_id
from champions.sentences import counted, listed
from champions.sentences.told import told
from champions.trouble import Trouble

#: Where the desk keeps its list, inside the work folder.
DESK_LIST = Path("people", "people.csv")
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
        preferred: what they like to be called. Alone it may be the first name of others.
    """

    code: str
    name: str = ""
    group: str = ""
    emails: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    withdrawn: bool = False
    preferred: str = ""

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
    """Everybody on the list, and whom a name, an address, a number or a code points at.

    Attributes:
        everybody: the people.
        groups: their groups, as names are compared.
        notes: how a list that was given was read, in sentences.
    """

    everybody: tuple[Known, ...] = ()
    groups: frozenset[str] = field(default_factory=frozenset)
    notes: tuple[str, ...] = ()

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
        mail = address(text)
        if mail:
            return self._called.get(mail, ())
        return next((self._called[key] for key in _keys_of(text) if key in self._called), ())

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
        for key in {text_key(one.preferred) for one in self.everybody} - {""}:
            # "Peggy" may be Margaret, who likes to be called so, and Peggy Smith.
            for one in self.everybody:
                if text_key(people_names.first_name(one.name)) == key:
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


@lru_cache(maxsize=50_000)
def _keys_of(text: str) -> tuple[str, ...]:
    """Under which keys a name may stand, the likeliest first: as it is, and without what stands beside it."""
    called = people_names.said(text)  # "Anna Example (Guest)"
    # "Sam (Smith)" is not every Sam.
    plain = text if called.preferred and " " not in called.name else called.name
    titles = [text_key(people_names.without_title(one)) for one in (text, plain)]
    return (text_key(text), titles[0], _without_zeros(text), titles[1])


def _without_zeros(text: str) -> str:
    """A long number without the zeros before it, which spreadsheets lose; empty for anything else."""
    found = re.fullmatch(r"0*([1-9]\d{4,})", text.strip())
    return found[1] if found else ""


def name_keys(name: str) -> set[str]:
    """Every key of a name: a platform may squeeze it into one word, the family name first."""
    plain = people_names.without_title(name)
    words = [re.sub(r"[\W_]", "", word) for word in re.sub(r"[,;]", " ", plain).split()[:8]]
    squeezed = ["".join((*words[at:], *words[:at])) for at in range(len(words))]
    numbers = {_without_zeros(name)}
    return {text_key(name), text_key(plain), *map(text_key, squeezed), *numbers} - {""}


# --- Reading a list --------------------------------------------------------------------------------


def people_in(out: Path) -> People:
    """The desk's own list in a work folder, as the desk itself reads it; empty when there is none."""
    try:
        data = (out / DESK_LIST).read_bytes()
    except OSError:
        return People()
    return _people(people_list.read(data)[0])


def read_people(path: Path) -> People:
    """Read a list of people that a trainer gives, as the desk would read it, with a code for each.

    Args:
        path: an Excel or CSV file, in any form that :mod:`champions.marking.intake.people_table` reads.

    Raises:
        Trouble: when it cannot be read, or gives nobody a code.
    """
    try:
        found = people_table.read_file(path.read_bytes(), path.name)
    except OSError as error:
        raise Trouble(
            told(
                "The roster {path} cannot be read ({strerror}).",
                path=path,
                strerror=error.strerror or error,
            ),
            told("Check its name."),
        ) from error
    except tables.NotATable as no:
        raise Trouble(
            told("The roster {path} cannot be read. {what}", path=path, what=no.what), no.do
        ) from no
    coded = [row for row in found.rows if safe_id(row.code)]
    if not coded:
        raise Trouble(
            told("The roster {path} has no column called code.", path=path),
            told("Write a first line such as: code,name,email"),
        )
    without = [row.shown for row in found.rows if not safe_id(row.code)]
    everybody: dict[str, Person] = {}
    shared: dict[str, tuple[str, str]] = {}
    for row in coded:
        one = Person(row.code, row.name, row.email, row.cohort, row.also, "", row.preferred)
        before = everybody.get(
            one.code
        )  # two lines of one code are one person, with all that both say
        if before and before.name and one.name and not people_names.fit(before.name, one.name):
            shared.setdefault(one.code, (before.name, one.name))
        everybody[one.code] = one if before is None else joined(before, one)
    # Where two people have one code, no name may lead to it: it would make one of them.
    everybody |= {code: Person(code, cohort=everybody[code].cohort) for code in shared}
    notes = [*found.notes, *found.guesses, *starmap(_shared_code, shared.items())]
    if without:
        notes.append(
            counted(
                len(without),
                "One line of the roster has no code, so it was left out: {names}.",
                "{n} lines of the roster have no code, so they were left out: {names}.",
                names=listed(without[:6]),
            )
        )
    return replace(_people(everybody.values()), notes=tuple(notes))


def _shared_code(code: str, names: tuple[str, str]) -> str:
    return told(
        "The roster gives the code {code} to {names}. So their names lead to nobody: give one of them another.",
        code=code,
        names=listed(names),
    )


def _people(everybody: Iterable[Person]) -> People:
    found = tuple(known(one) for one in everybody)
    groups = {text_key(one.group) for one in found if one.group}
    return People(found, frozenset(groups - {""}))


def known(one: Person) -> Known:
    """A person of the list, with everything that says whose a file is.

    >>> known(Person("LC-17", "Margaret Jones", preferred="Peggy")).also
    ('Peggy', 'Peggy Jones')
    """
    mails = [one.email, *(value for value in one.also if "@" in value)]
    also = [value for value in one.also if "@" not in value]
    if one.preferred:
        also += [one.preferred, *(f"{one.preferred} {last}" for last in one.name.split()[1:][-1:])]
    return Known(
        one.code,
        one.name or one.preferred,
        one.cohort,
        tuple(dict.fromkeys(mail for value in mails if (mail := address(value)))),
        tuple(dict.fromkeys(also)),
        one.withdrawn,
        one.preferred,
    )

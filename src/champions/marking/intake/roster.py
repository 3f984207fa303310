"""Who is who: the trainer's list of people and codes, and how learning platforms name files."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from champions import tables
from champions.trouble import Trouble

#: How learning platforms name a learner's folder or file. Each has the person's name in it.
_PLATFORMS = (
    # Moodle: Anna Example_1234567_assignsubmission_file_
    re.compile(r"^(?P<who>.+?)_\d+_assignsubmission_(?:file|onlinetext)(?:_.*)?$", re.IGNORECASE),
    # Canvas, exampleanna_LATE_12345_678901_lesson-1:
    re.compile(r"^(?P<who>[^_]+?)(?:_LATE)?_\d{2,}_\d{2,}_.+$", re.IGNORECASE),
    # Blackboard: Week 3_anna01_attempt_2026-01-31-10-15-00_lesson
    re.compile(r"^.+?_(?P<who>[^_]+)_attempt_\d{4}(?:-\d{2}){5}(?:_.*)?$", re.IGNORECASE),
    # Brightspace: 12345-678901 - Anna Example - Jan 31, 2026 1015 AM, or 31 January, 2026 1015 AM
    re.compile(
        r"^\d+-\d+ ?- ?(?P<who>.+?) ?- ?"
        r"(?:[A-Z][a-z]{2,8} \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}),? \d{4}.*$"
    ),
)

#: nbgrader's exchange: anna+06-run-charts+2026-01-31 10:15:00.000000 UTC+aRandomWord. A user's name
#: may hold a plus too. Where a colon cannot stand in a name, programs put another sign.
_EXCHANGE = re.compile(
    r"(?P<who>.+)\+(?P<lesson>[^+]+)\+"
    r"(?P<day>\d{4}-\d\d-\d\d)[ T_](?P<h>\d\d)[:_.-](?P<m>\d\d)[:_.-](?P<s>\d\d(?:\.\d+)?)"
    r"(?P<zone>[ _]?[A-Za-z]+)?(?:\+[\w-]+=*)?"
)


@dataclass(frozen=True)
class HandedIn:
    """What nbgrader's exchange says in the name of a folder: who, which lesson and when."""

    who: str
    lesson: str
    when: str


def handed_in(name: str) -> HandedIn | None:
    """Read the name of a folder in nbgrader's exchange; None for any other name.

    >>> handed_in("anna+06-run-charts+2026-01-31 10:15:00.5 UTC+c_0-Zw")
    HandedIn(who='anna', lesson='06-run-charts', when='2026-01-31 10:15:00.5 UTC')
    >>> handed_in("anna+ben")
    """
    found = _EXCHANGE.fullmatch(name)
    if found is None:
        return None
    day, hours, minutes, seconds = found.group("day", "h", "m", "s")
    zone = (found["zone"] or "").strip(" _")
    when = f"{day} {hours}:{minutes}:{seconds} {zone}".strip()
    return HandedIn(found["who"], found["lesson"], when)


def person_in(name: str) -> str:
    """The person in a name that a learning platform made; empty for any other name.

    >>> person_in("Anna Example_1234567_assignsubmission_file_"), person_in("LC-17")
    ('Anna Example', '')
    """
    if sent := handed_in(name):
        return sent.who
    for pattern in _PLATFORMS:
        if found := pattern.match(name):
            return found.group("who").strip()
    return ""


@dataclass(frozen=True)
class Roster:
    """Codes by what else a person is called: a name, a user name, a number, a mail address."""

    codes: dict[str, str] = field(default_factory=dict)

    def code(self, called: str) -> str:
        """The code of a person who is called so; what they are called when the list has no code.

        >>> Roster({"annaexample": "LC-17"}).code("Anna Example"), Roster().code("LC-18")
        ('LC-17', 'LC-18')
        """
        return self.codes.get(_key(called), called)


def _key(called: str) -> str:
    """What is left of a name without order, accents, case, spaces and signs."""
    plain = unicodedata.normalize("NFKD", called.casefold())
    words = re.findall(r"\w+", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    return "".join(sorted(words))


def _keys(called: str) -> set[str]:
    """Every key of a name: a platform may squeeze it into one word, the family name first."""
    words = called.split()
    return {
        _key(called),
        _key("".join(words)),
        _key("".join([*words[-1:], *words[:-1]])),
    } - {""}


def read_roster(path: Path, safe_id: object = str) -> Roster:
    """Read a list of people: a table with a column ``code`` and any others that name them.

    Args:
        path: an Excel or CSV file, in any form that :mod:`champions.tables` reads.
        safe_id: makes a code safe as the name of a file.

    Raises:
        Trouble: when it cannot be read, has no column ``code``, or gives one name two codes.
    """
    assert callable(safe_id)  # noqa: S101 - collect hands its own over, and cannot be imported here
    try:
        table = tables.read(path.read_bytes(), path.name, heads=["code"]).one()
    except OSError as error:
        raise Trouble(
            f"The roster {path} cannot be read ({error.strerror or error}).", "Check its name."
        ) from error
    except tables.NotATable as error:
        raise Trouble(f"The roster {path} cannot be read. {error.what}", error.do) from error
    at = next((at for at, name in enumerate(table.head) if tables.normal(name) == "code"), -1)
    if at < 0:
        raise Trouble(
            f"The roster {path} has no column called code.",
            "Write a first line such as: code,name,email",
        )
    codes: dict[str, str] = {}
    for row in table.rows:
        code = str(safe_id(row[at]))
        for called in row:
            for key in _keys(called) if code else ():
                if codes.setdefault(key, code) == code:
                    continue
                raise Trouble(
                    f'In the roster {path}, "{called}" has two codes: {codes[key]} and {code}.',
                    "Give each person something that nobody else has, such as a mail address.",
                )
    return Roster(codes)

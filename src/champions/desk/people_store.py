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
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from champions import files, tables
from champions.marking.intake import people_list
from champions.marking.intake.people_list import COLUMNS, WITHDRAWN, Person, joined, others
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
_Made = TypeVar("_Made")
__all__ = ["WITHDRAWN", "Person", "joined"]


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
            known = (stamp, *people_list.read(path.read_bytes()))
            _SEEN[path] = known
    except FileNotFoundError:
        return (), ()
    return known[1], known[2]


def with_others(one: Person, *also: str) -> Person:
    """A person with more that they are known by."""
    return replace(one, also=others(one, (*one.also, *also)))


def without(one: Person, gone: Iterable[str]) -> Person:
    """A person without some of what they were known by besides."""
    out = {value.casefold() for value in gone if value}
    return replace(one, also=tuple(value for value in one.also if value.casefold() not in out))


def write(folder: Path, everybody: Iterable[Person]) -> None:
    """Write the list anew, in one step."""
    files.shut_folder(folder)
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(COLUMNS)
    for one in everybody:
        row = {**vars(one), "also": "; ".join(value.replace(";", ",") for value in one.also)}
        table.writerow([row[column] for column in COLUMNS])
    files.write_whole(folder / LIST, "\ufeff" + text.getvalue())
    _SEEN.pop(folder / LIST, None)


def explained(reader: Callable[..., _Made], *what: object, **how: object) -> _Made:
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

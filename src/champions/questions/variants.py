"""Which of the numbered variants of a question is whose, and the data of each.

A question whose data differ from learner to learner has a pool of variants, numbered from 1. Which
one a learner gets follows from the learner's code, or where none is typed from an id that was made
by chance once, and from the lesson, the question and the attempt:

1. Make one text of them, with ``|`` between: who, lesson, question, attempt. Of a code, only the
   letters a to z in small and the digits stay.
2. Take the SHA-256 of the text in UTF-8, and of that the first eight hexadecimal digits as a number.
3. The number of the variant is what is left over when that is divided by how many there are, plus 1.

In a practical the id counts beside the code, so each browser and each copy of the course has its own file.

>>> number_for(who("LC-17"), "08-xmr-charts", "limits-by-hand", 1)
50
>>> number_for(who(" lc 17"), "08-xmr-charts", "limits-by-hand", 1)
50
>>> number_for(who("LC-17"), "08-xmr-charts", "limits-by-hand", 2)
157

The number stands in the answer, so that whoever marks it reads the same data, and nothing is left to
chance then. The data lie in ``datasets/variants``, a file a variant, and are read one at a time. A pool
is called as the kind of question is. Where a file cannot be had, as on a device that is not connected,
the model that made it makes it again: the build compares both to the byte.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from champions.data import DataNotFound, course_folder
from champions.questions.kinds import class_of

#: How many variants each pool has.
HOW_MANY = 200
#: The folder of the pools in the course, and the form of a file in it.
FOLDER = "datasets/variants"
FORMAT = 1


def who(code: str) -> str:
    """A learner's code as it is counted: capitals, spaces and signs make no difference.

    >>> who("LC-17 ")
    'lc17'
    """
    return re.sub(r"[^a-z0-9]", "", code.lower())


def number_for(owner: str, lesson: str, question: str, attempt: int, many: int = HOW_MANY) -> int:
    """The number of the variant of one attempt.

    Args:
        owner: a code as :func:`who` gives it, or the id.
        lesson: the lesson's folder name. question: the question's id.
        attempt: 1 for the first. many: how many variants there are.
    """
    text = f"{owner}|{lesson}|{question}|{attempt}"
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) % many + 1


@dataclass(frozen=True)
class Variant:
    """One variant: the name of its pool, and its number from 1."""

    pool: str
    number: int

    def __str__(self) -> str:
        return str(self.number)


#: Where the data of an answer come from: a variant, or in answers of the first version a seed.
Origin = int | Variant


def named_in(answer: Mapping[str, Any], pool: str) -> Variant | None:
    """The variant that an answer names; None in an answer of the first version.

    Raises:
        ValueError: when what it names is no number of a variant.

    >>> named_in({"variant": 17}, "beads"), named_in({"seed": 17}, "beads")
    (Variant(pool='beads', number=17), None)
    """
    if "variant" not in answer:
        return None
    number = whole(answer["variant"])
    if number is None or not 1 <= number <= HOW_MANY:
        raise ValueError("no such variant")
    return Variant(pool, number)


def whole(value: object) -> int | None:
    """A whole number, also where it came as text or with a zero after the point; None for all else.

    >>> whole(7), whole("7"), whole(7.0), whole(True), whole("7" * 99), whole(7.5)
    (7, 7, 7, None, None, None)
    """
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value):
        return int(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e9:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


# --- The data -----------------------------------------------------------------------------------


def file_of(variant: Variant) -> str:
    """Where a variant lies in the course.

    >>> file_of(Variant("beads", 7))
    'datasets/variants/beads/007.json'
    """
    return f"{FOLDER}/{variant.pool}/{variant.number:03}.json"


def data(variant: Variant) -> dict[str, Any]:
    """The data of a variant, from its file, or else as the model makes them."""
    try:
        return _read(course_folder() / file_of(variant))
    except (OSError, ValueError, RecursionError, DataNotFound):
        return make(variant)


@lru_cache(maxsize=256)  # all of a pool: in a cohort each has another, and each is asked for twice
def _read(path: Path) -> dict[str, Any]:
    found = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise ValueError(path)
    return found


@lru_cache(maxsize=64)
def make(variant: Variant) -> dict[str, Any]:
    """A variant as the model of its kind makes it: its data, and under ``truth`` what is true of them."""
    folder = class_of(variant.pool).__module__.rpartition(".")[0]
    made: dict[str, Any] = import_module(f"{folder}.variant").make(variant.number)
    return {"format": FORMAT, "pool": variant.pool, "number": variant.number, **made}


def text_of(made: Mapping[str, Any]) -> str:
    """What stands in the file: the same data give the same bytes, on every machine."""
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"

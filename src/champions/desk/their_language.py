"""The language of each champion: what goes to them is said in it, whatever the desk speaks.

Their feedback page says it: it was made in the language in which they worked.
"""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from champions.data import course_words
from champions.marking.course import Course
from champions.pack.where import in_language
from champions.place import load_place
from champions.sentences.told import ENGLISH, FIRST, LAST, speaking
from champions.trouble import Trouble

_SAID = re.compile(r'<html lang="([A-Za-z0-9-]+)"')
#: Bytes of a page within which its language stands.
_HEAD = 400


def of_page(path: Path) -> str:
    """The language of a feedback page; English where it says none."""
    with path.open("rb") as file:
        found = _SAID.search(file.read(_HEAD).decode("utf-8", "replace"))
    return found[1] if found else ENGLISH


def of_learner(out: Path, learner: str) -> str:
    """The language of a learner's newest feedback page; English where there is none."""
    pages = [*(out / "feedback" / learner).glob("*.html")]
    return of_page(max(pages, key=lambda one: one.stat().st_mtime)) if pages else ENGLISH


def speaking_it(course: Course, language: str) -> AbstractContextManager[None]:
    """Says what the course says by itself in a champion's language, within a ``with`` block."""
    return speaking(course_words(language, in_language(course.home, language)))


def title(course: Course, module: str, language: str) -> str:
    """A lesson's title in a champion's language, else as the course has it, marked as such."""
    own = course.title(module)
    if language == ENGLISH:
        return own
    return course.title_in(in_language(course.home, language), module) or f"{FIRST}{own}{LAST}"


def place(course: Course, language: str, otherwise: dict[str, Any]) -> dict[str, Any]:
    """The local names in a champion's language, else as they are."""
    if language == ENGLISH:
        return otherwise
    try:
        return load_place(in_language(course.home, language))
    except Trouble:
        return otherwise

"""Which language a learner worked in, and the lesson and the words in that language.

A cohort may mix languages. Answers are kept by keys that no language changes, so one gradebook holds
them all, and marks and statistics go on. What is said to a learner follows the language of the lesson
that they sent: the lesson's hints and the course's own words. Words by which a written answer is known
are those of that language too.

The course in a language lies beside the course: ``champions.adopting.languages`` lays it out. Where it
is not there yet, or is older than the course, it is made first, by the same command as a person types.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, Generic, Protocol, TypeVar

import champions
from champions.data import HOME_VARIABLE, course_words
from champions.marking import versions
from champions.marking.fault import LOG
from champions.pack.where import in_language, locale_folder
from champions.questions.scheme import Scheme, SchemeError, load_scheme, scheme_in
from champions.sentences.told import ENGLISH, Words, later, speaking, told


class Released(Protocol):
    """What this module needs of :class:`champions.marking.course.ReleasedLesson`, which itself needs this."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def scheme(self) -> Scheme:
        """The lesson's questions."""

    @property
    def title(self) -> str:
        """The lesson's title."""


_Lesson = TypeVar("_Lesson", bound=Released)
_Given_co = TypeVar("_Given_co", bound=Released, covariant=True)


class Course(Protocol[_Given_co]):
    """What this module needs of :class:`champions.marking.course.Course`, which itself needs this module."""

    @property
    def home(self) -> Path:
        """The course folder."""

    def lesson(self, module: str) -> _Given_co:
        """A lesson as it was released."""

    def title_in(self, home: Path, module: str) -> str:
        """A lesson's title in another course folder."""


#: A language's code: what a learner's file says is nothing to build a path of.
_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
#: Seconds that one lesson may take to be made in a language.
_LONGEST = 600
_NOT_THERE = later(
    'The lesson was done in another language ("{code}"). The course cannot be made in it here, so the '
    "feedback is in the language of this course. To see why, type: python3 start.py --language {code} build"
)


def language_of(notebook: Mapping[str, Any], book_language: str = "") -> str:
    """The language of a notebook, else of the answers that came alone; empty where none is said.

    >>> language_of({"metadata": {"champions": {"language": "cy"}}}), language_of({"metadata": {}})
    ('cy', '')
    """
    about = notebook.get("metadata", {}).get("champions")
    said = about.get("language") if isinstance(about, Mapping) else ""
    said = said or book_language
    return said if isinstance(said, str) and _CODE.fullmatch(said) else ""


def in_its_notes(notebook: dict[str, Any], language: str) -> None:
    """Let a notebook's notes say which language the learner worked in."""
    about = notebook["metadata"].get("champions")
    if language and isinstance(about, dict) and about.get("language", ENGLISH) != language:
        about["language"] = language


class Languages(Generic[_Lesson]):
    """The lessons of a course, in the languages in which learners worked."""

    def __init__(self, course: Course[_Lesson]) -> None:
        self.course = course
        self._lessons: dict[tuple[str, str], _Lesson | None] = {}
        self._words: dict[str, Words | None] = {}

    def lesson(self, module: str, language: str) -> _Lesson:
        """A lesson with its questions in a language; as the course has it where it is not in that language."""
        return self._found(module, language) or self.course.lesson(module)

    def speaking(self, module: str, language: str) -> AbstractContextManager[None]:
        """Says what the course says by itself in the language of a lesson, within a ``with`` block."""
        return speaking(self._words_of(self.lesson(module, language).scheme.language))

    def note(self, module: str, language: str) -> tuple[str, ...]:
        """What a trainer should know of work in a language: that it could not be answered in it."""
        there = self._found(module, language) is not None
        return () if there else (told(_NOT_THERE, code=language),)

    def version(self, module: str, language: str) -> str:
        """The version of a lesson's questions in another language than the course's; else empty."""
        lesson = self.lesson(module, language)
        return "" if lesson is self.course.lesson(module) else lesson.scheme.version

    def _words_of(self, language: str) -> Words | None:
        if language not in self._words:
            there = in_language(self.course.home, language)
            self._words[language] = course_words(language, there)
        return self._words[language]

    def _found(self, module: str, language: str) -> _Lesson | None:
        if (module, language) not in self._lessons:
            self._lessons[module, language] = self._read(module, language)
        return self._lessons[module, language]

    def _read(self, module: str, language: str) -> _Lesson | None:
        lesson = self.course.lesson(module)
        if language in ("", lesson.scheme.language):
            return lesson
        if versions.version_in(module):
            return None  # an earlier version is kept in one language
        scheme = self._scheme(module, language)
        if scheme is None or scheme.language != language or not _same(scheme, lesson.scheme):
            return None
        title = self.course.title_in(in_language(self.course.home, language), module)
        return replace(lesson, scheme=scheme, title=title or lesson.title, _said={})

    def _scheme(self, module: str, language: str) -> Scheme | None:
        home = self.course.home
        folder = in_language(home, language) / "solutions" / module
        if self._is_old(module, folder, language):
            _make(home, language, module)
        try:
            return load_scheme(folder, module)
        except SchemeError:
            return None

    def _is_old(self, module: str, folder: Path, language: str) -> bool:
        """True when a lesson is not there in a language, or its English or its catalogues are newer."""
        made = scheme_in(folder)
        ours = scheme_in(self.course.home / "solutions" / module)
        catalogues = locale_folder(self.course.home, language)
        if not catalogues.is_dir():
            return False  # there is nothing to make it of
        if made is None or ours is None:
            return True
        sources = [ours, *catalogues.glob("*.po")]
        return max(one.stat().st_mtime for one in sources) > made.stat().st_mtime


def _same(one: Scheme, other: Scheme) -> bool:
    """True when both ask the same questions, in whatever words."""
    return [(q.id, type(q)) for q in one.questions] == [(q.id, type(q)) for q in other.questions]


def _make(home: Path, language: str, module: str) -> None:
    """Make a lesson in a language, as a person would by typing the command."""
    library = str(Path(champions.__file__).parents[1])
    path = os.pathsep.join(filter(None, [library, os.environ.get("PYTHONPATH", "")]))
    words = ["--language", language, "build", module]
    done = subprocess.run(
        [sys.executable, "-m", "champions.cli", *words],
        env={**os.environ, HOME_VARIABLE: str(home), "PYTHONPATH": path},
        check=False,
        capture_output=True,
        text=True,
        timeout=_LONGEST,
    )
    if done.returncode:
        LOG.info("%s could not be made in %s: %s", module, language, done.stderr.strip())

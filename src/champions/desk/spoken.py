"""The language in which the desk speaks with the trainer.

It is chosen in one press and kept beside the gradebook. It changes nothing of the course: what learners
wrote, and what goes back to them, stays in the language of each learner.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError, dates, numbers
from markupsafe import Markup

import champions
from champions.pack.settings import read_yaml
from champions.pack.where import LOCALE, MADE, SETTINGS, in_english, locale_folder, own_folder
from champions.place import load_place
from champions.sentences import direction
from champions.sentences.told import (
    ENGLISH,
    FIRST,
    LAST,
    Words,
    language,
    later,
    later_n,
    speaking,
    spoken,
    told,
    words_from,
)
from champions.trouble import Trouble

#: Under this name the desk keeps the choice.
SETTING = "language"
#: The program that makes the words, and the seconds that it may take.
_MAKER, _LONGEST = "champions.adopting.languages.for_trainers", 120


@dataclass(frozen=True)
class Language:
    """A language that the desk can speak: its code, and its own name for itself."""

    code: str
    name: str


@dataclass(frozen=True)
class ForTrainers:
    """The words of a language for a trainer.

    Attributes:
        words: what the course says by itself.
        lessons: of each lesson, what stands at a place of it, such as ``title`` or ``how-long.ask``.
        place: the local names that are words, such as whom to tell.
    """

    words: Words
    lessons: Mapping[str, Mapping[str, str]]
    place: Mapping[str, str]

    def said(self, module: str, key: str, english: str) -> str:
        """What stands at a place of a lesson, else its English, marked as such."""
        found = self.lessons.get(module, {}).get(key, "")
        if not found or "{{" in found:
            return f"{FIRST}{english}{LAST}"
        # Within English words, letters from the right would take what stands beside them along.
        return found if direction(self.words.language) == "ltr" else f"\u2068{found}\u2069"


def _times(paths: Iterable[Path]) -> list[float]:
    return [one.stat().st_mtime for one in paths]


@cache
def _time_of_the_code() -> float:
    """When the course's own sentences last changed: an update brings new ones."""
    library = Path(champions.__file__).parent
    return max(_times([*library.rglob("*.py"), *library.rglob("*.html")]))


def _make(home: Path, code: str, to: Path) -> None:
    """Let the words of a language be made, by a program of its own: this room stands below its room.

    Raises:
        Trouble: when they cannot be.
    """
    library = str(Path(champions.__file__).parents[1])
    path = os.pathsep.join(filter(None, [library, os.environ.get("PYTHONPATH", "")]))
    try:
        done = subprocess.run(
            [sys.executable, "-m", _MAKER, str(home), code, str(to)],
            env={**os.environ, "PYTHONPATH": path},
            check=False,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_LONGEST,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise Trouble(_not_made(code), later("Choose the language again.")) from error
    if done.returncode:
        try:
            said = json.loads(done.stderr)
            raise Trouble(said["what"], said["do"])
        except (ValueError, KeyError, TypeError) as error:
            raise Trouble(
                _not_made(code), later("Choose the language again."), done.stderr
            ) from error


def _not_made(code: str) -> str:
    return told('The words in "{code}" could not be read.', code=code)


class Spoken:
    """The language of one desk, and its words.

    Args:
        home: the course folder.
        kept: what the desk keeps between two days, by name; ``keep`` changes it.
    """

    def __init__(
        self, home: Path, kept: Callable[[str], str], keep: Callable[[str, str], None]
    ) -> None:
        self.home, self._kept, self._keep = home, kept, keep
        self._found: dict[str, tuple[float, ForTrainers]] = {}
        #: Why the desk speaks English and not the language that was chosen.
        self.problem: Trouble | None = None

    @property
    def code(self) -> str:
        """The language: the one that was chosen, else that of the pack, else English."""
        own = own_folder(in_english(self.home))
        wanted = self._kept(SETTING) or str(read_yaml(own / SETTINGS).get("language") or "")
        return wanted if self._has(wanted) else ENGLISH

    def _has(self, code: str) -> bool:
        folder = own_folder(in_english(self.home)) / LOCALE
        return any(one.name == code for one in folder.glob("*") if one.is_dir())

    @property
    def is_draft(self) -> bool:
        """True while nobody has said that a person who speaks the language has read its words."""
        folder = locale_folder(self.home, self.code)
        return self.code != ENGLISH and bool(read_yaml(folder / "about.yml").get("draft", True))

    def choose(self, code: str) -> None:
        """Keep a language; English where there are no words of it."""
        self._keep(SETTING, code if self._has(code) else ENGLISH)

    def others(self) -> list[Language]:
        """The languages that the desk could speak instead, without English, each under its own name."""
        found = []
        for folder in sorted((own_folder(in_english(self.home)) / LOCALE).glob("*")):
            if not folder.is_dir() or folder.name == self.code:
                continue
            try:
                name = Locale.parse(folder.name.replace("-", "_")).get_display_name()
            except (UnknownLocaleError, ValueError):
                continue  # a folder of something else
            name = name or folder.name
            found.append(Language(folder.name, name[:1].upper() + name[1:]))
        return found

    def all_of_it(self) -> ForTrainers | None:
        """Everything there is in the language, made anew where a catalogue has changed; None for English.

        A catalogue that cannot be read closes no desk: it speaks English then, and says why.
        """
        self.problem = None
        code = self.code
        if code == ENGLISH:
            return None
        try:
            return self._read(code)
        except Trouble as trouble:
            self.problem = trouble
            return None

    def _read(self, code: str) -> ForTrainers:
        newest = max(_time_of_the_code(), *_times(locale_folder(self.home, code).glob("*.po")), 0.0)
        if code in self._found and self._found[code][0] == newest:
            return self._found[code][1]
        path = own_folder(in_english(self.home)) / MADE / f"{code}-for-trainers.json"
        if not path.is_file() or path.stat().st_mtime <= newest:
            _make(self.home, code, path)
        plain = json.loads(path.read_text(encoding="utf-8"))
        found = ForTrainers(words_from(plain["words"]), plain["lessons"], plain["place"])
        self._found[code] = (newest, found)
        return found

    def speaking(self) -> AbstractContextManager[None]:
        """Says everything in the language of the desk, within a ``with`` block."""
        found = self.all_of_it()
        return speaking(found.words if found else None)

    def title(self, module: str, english: str) -> str:
        """The title of a lesson."""
        found = self.all_of_it()
        return found.said(module, "title", english) if found else english

    def asked(self, module: str, question: str, english: str) -> str:
        """What a question asks."""
        found = self.all_of_it()
        return found.said(module, f"{question}.ask", english) if found else english

    def place(self) -> Mapping[str, Any]:
        """The local names, with those that are words in the language of the desk."""
        place = load_place(self.home)
        found = self.all_of_it()
        if found is None:
            return place
        english = {
            key: f"{FIRST}{value}{LAST}" for key, value in place.items() if isinstance(value, str)
        }
        return {**place, **english, **found.place}


# --- What pages say with numbers and days ---------------------------------------------------------


def _locale() -> Locale:
    return Locale.parse(language().replace("-", "_"))


def day(at: str) -> str:
    """A day, as the language writes it; in English as it is kept.

    >>> day("2026-11-29T12:30:00+00:00")
    '2026-11-29'
    >>> with speaking(Words("cy")):
    ...     day("2026-11-29T12:30:00+00:00")
    '29 Tach 2026'
    """
    if spoken().is_english:
        return at[:10]
    return dates.format_date(dt.date.fromisoformat(at[:10]), "medium", _locale())


def moment(at: str) -> str:
    """A day and a time, as the language writes them; in English as they are kept.

    >>> moment("2026-11-29T12:30:00+00:00")
    '2026-11-29 12:30'
    """
    if spoken().is_english:
        return at[:16].replace("T", " ")
    return dates.format_datetime(dt.datetime.fromisoformat(at[:16]), "short", locale=_locale())


def number(value: float, places: int = 0) -> str:
    """A number with so many digits after the point, as the language writes it.

    >>> number(1234.56, 1)
    '1234.6'
    >>> with speaking(Words("de")):
    ...     number(1234.56, 1)
    '1.234,6'
    """
    if spoken().is_english:
        return f"{value:.{places}f}"
    pattern = f"#,##0.{'0' * places}" if places else "#,##0"
    return numbers.format_decimal(value, pattern, _locale())


def short(value: float) -> str:
    """A number with no more digits than it has, as the language writes it.

    >>> short(2.0), short(2.5)
    ('2', '2.5')
    """
    return f"{value:g}" if spoken().is_english else numbers.format_decimal(value, locale=_locale())


def share(value: float) -> str:
    """A share from 0 to 1 in hundredths, as the language writes it.

    >>> share(0.6)
    '60%'
    """
    if spoken().is_english:
        return f"{value:.0%}"
    return numbers.format_percent(value, "#,##0%", _locale())


def long_day(day_: dt.date) -> str:
    """A day with its month in words, for a certificate.

    >>> long_day(dt.date(2026, 11, 29))
    '29 November 2026'
    """
    if spoken().is_english:
        return f"{day_.day} {day_:%B %Y}"
    return dates.format_date(day_, "long", _locale())


def in_language(code: str) -> Markup:
    """What a part of a page says of its language where that is another than the page's: for words of learners.

    >>> in_language("cy"), in_language("en-GB")
    (Markup(' lang="cy" dir="ltr"'), Markup(''))
    """
    if not code or code == language():
        return Markup()
    return Markup(' lang="{}" dir="{}"').format(code, direction(code))


#: What templates of the desk use of this.
FILTERS: Mapping[str, Callable[..., Any]] = {
    "day": day,
    "moment": moment,
    "number": number,
    "short": short,
}


def for_the_script() -> dict[str, Any]:
    """What the script of the pages says: each sentence, and which form a number takes."""
    words = spoken()

    def forms(one: str, many: str) -> list[str]:
        found = words.messages.get(one)
        return [one, many] if found is None or isinstance(found, str) else list(found)

    return {
        "forms": "".join(str(words.form_of(n)) for n in range(100)),
        "chosen": forms(
            *later_n(
                "1 file chosen. Now press the button.", "{n} files chosen. Now press the button."
            )
        ),
        "copied": told("Copied"),
        "marked": told("{done} of {all} lessons are marked."),
        "marked_and_left": told("{done} of {all} lessons are marked, {left}."),
        "silent": told("The desk does not answer. Is its window still open?"),
    }

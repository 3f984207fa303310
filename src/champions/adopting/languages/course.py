"""The course in one language: its messages, and the course folder with other words in it.

The folder is made, never edited: the same lessons, data, keys and code, with the words of the catalogues.
Every command then works in it as in any course folder.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog

from champions.adopting.languages import catalogue
from champions.adopting.languages.code import messages as said_by_itself
from champions.adopting.languages.lesson import guide_walked, walked
from champions.adopting.languages.messages import CODE, FOR_TRAINERS, Message, Put, is_words, unit
from champions.adopting.languages.yaml_words import Path as YamlPath
from champions.adopting.languages.yaml_words import changed
from champions.authoring.source import LESSON
from champions.data import WORDS
from champions.files import write_bytes_whole
from champions.pack.join import GLOSSARY, PLACE, ROUTES, files_of
from champions.pack.settings import read_yaml
from champions.pack.where import IN_A_LANGUAGE, LANGUAGE_OF_A_GUIDE, in_language, own_folder
from champions.place import IN_ENGLISH
from champions.sentences import counted
from champions.sentences.told import BETWEEN, FIRST, LAST, STILL_ENGLISH, Words
from champions.trouble import Trouble

#: What is known of a language's words as a whole, beside its catalogues.
ABOUT = "about.yml"
_NOT_READ = (
    '<span lang="en-GB" dir="ltr">**Draft: no native speaker has read this translation.**</span>'
)
#: The words of glossary.yml and routes.yml, by the last part of their place.
_GLOSSARY_WORDS, _ROUTES_WORDS = ("term", "means", "example"), ("name", "about")
#: What of place.yml is words, and not a name alone: whom to tell, and how long work is kept.
PLACE_WORDS = (
    *("safeguarding_lead", "safeguarding_second", "safeguarding_any_hour"),
    *("emergency_without_speech", "emergency_not_safe_to_speak", "listening_helpline"),
    *("trainer_contact", "keep_work_for", "programme"),
)
#: The guides that champions read, and their catalogue.
GUIDES = ("docs/champions.md", "docs/co-design/consent.md", "docs/co-design/privacy-notice.md")
GUIDES_FILE = "guides"
#: The unit of a question, in its block.
_UNIT = re.compile(r"^unit: *\"?([^\"\n{]+?)\"? *$", re.MULTILINE)
#: Is given each message of a text and returns the text with what the function returns in their places.
Walk = Callable[[str, str, Put], str]


def _yaml_walk(words: tuple[str, ...]) -> Walk:
    def walk(text: str, file: str, put: Put) -> str:
        def value(path: YamlPath, plain: Any) -> Any:
            if path[-1] == "also" and isinstance(plain, list):
                key = f"{file}:{'.'.join(map(str, path))}"
                note = "Other forms of the word, with commas between."
                new = put(Message(file, key, ", ".join(plain), note))
                return [one.strip() for one in new.split(",")]
            if path[-1] not in words or not isinstance(plain, str) or not is_words(plain):
                return None
            return put(Message(file, f"{file}:{'.'.join(map(str, path))}", plain))

        return changed(text, value)

    return walk


def _guide(name: str, text: str, file: str, put: Put) -> str:
    return guide_walked(text, file, name, put)


def _texts(home: Path) -> Iterator[tuple[str, str, Walk]]:
    """What is translated: the file's place in a course folder, its catalogue, and how it is walked."""
    for path in sorted(home.glob(f"solutions/*/{LESSON}")):
        yield path.relative_to(home).as_posix(), path.parent.name, walked
    for name in GUIDES:
        if (home / name).is_file():
            yield name, GUIDES_FILE, partial(_guide, Path(name).stem)
    yield GLOSSARY, "glossary", _yaml_walk(_GLOSSARY_WORDS)
    yield ROUTES, "routes", _yaml_walk(_ROUTES_WORDS)
    yield PLACE, "place", _yaml_walk(PLACE_WORDS)


def messages(home: Path) -> dict[str, list[Message]]:
    """Every message of a course folder, from top to bottom, by its catalogue."""
    found: dict[str, list[Message]] = {}
    for name, file, walk in _texts(home):
        if not (home / name).is_file():
            continue
        gathered = found.setdefault(file, [])

        def put(message: Message, to: list[Message] = gathered) -> str:
            to.append(message)
            return message.text

        walk((home / name).read_text(encoding="utf-8-sig"), file, put)
    said = _of_code(home)
    found[CODE] = [one for one in said if one.file == CODE]
    found[FOR_TRAINERS] = [one for one in said if one.file == FOR_TRAINERS]
    return found


def _of_code(home: Path) -> list[Message]:
    """What the course says by itself, and the units of its questions.

    A unit stays in a lesson's text, as answers are read by it. Where it is shown, it is told.
    """
    texts = (path.read_text(encoding="utf-8") for path in home.glob(f"solutions/*/{LESSON}"))
    units = {one for text in texts for one in _UNIT.findall(text)}
    return [*said_by_itself(), *(unit(one) for one in sorted(units))]


def languages(home: Path) -> list[str]:
    """The languages that there are catalogues of, by their codes."""
    return sorted(
        one.name for one in (own_folder(home) / catalogue.FOLDER).glob("*") if one.is_dir()
    )


def made(home: Path, code: str) -> Path:
    """Where the course in a language is laid out."""
    return in_language(home, code)


class InWords:
    """Gives the words of one language; what is missing stays English, and says so.

    Args:
        home: the course folder, or that of a pack. code: the language.
    """

    def __init__(self, home: Path, code: str) -> None:
        self._folder, self._code = own_folder(home), code
        self._read = cache(self._catalogue)
        #: Messages on safeguarding that have no translation, or a stale one.
        self.unsafe: list[Message] = []

    def _catalogue(self, file: str) -> Catalog:
        return catalogue.read(catalogue.path_of(self._folder, self._code, file), self._code)

    def begun(self, file: str) -> bool:
        """True when something of a catalogue is translated. A text that is not begun stays English."""
        return any(one.id and any(one.string or ()) for one in self._read(file))

    def __call__(self, message: Message) -> str:
        if found := catalogue.translation(self._read(message.file), message):
            return found
        if message.keeps_people_safe and message.file != CODE:
            self.unsafe.append(message)
        return as_english(message)

    def said_by_itself(self, home: Path) -> dict[str, Any]:
        """What the course says by itself in this language, as plain data."""
        said = _of_code(home)
        self.unsafe += (
            one
            for one in said
            if one.file == CODE
            and one.keeps_people_safe
            and self.begun(CODE)
            and not catalogue.translations(self._read(CODE), one)
        )
        return catalogue.compiled(self._read, said, self._code)


def _said_in(words: Put, home: Path, code: str) -> dict[str, Any]:
    """What the course says by itself, in words that do not come from the catalogues."""
    if isinstance(words, InWords):
        return words.said_by_itself(home)
    said: dict[str, Any] = {}
    for one in _of_code(home):
        key = f"{one.key}{BETWEEN}{one.text}" if one.key else one.text
        many = replace(one, text=one.many)
        said[key] = [words(one), words(many)] if one.many else words(one)
    return {"language": code, "plural": Words().plural, "messages": said}


def as_english(message: Message) -> str:
    """A message that is not translated: English, marked as such for eyes and for a voice."""
    if message.note:
        return message.text  # words by which an answer is known
    if message.file == "place":
        return f"{FIRST}{message.text}{LAST}"  # it stands within sentences
    if message.key.endswith(":words"):
        return f'<span lang="en-GB" dir="ltr">{message.text}</span>'
    return f"{STILL_ENGLISH}{message.text}"


def is_draft(home: Path, code: str) -> bool:
    """True until somebody has said in ``about.yml`` of the language that it has been read."""
    return bool(_about(home, code).get("draft", True))


def _about(home: Path, code: str) -> dict[str, Any]:
    return read_yaml(own_folder(home) / catalogue.FOLDER / code / ABOUT)


def lay_out(home: Path, code: str, words: Put | None = None) -> Path:
    """Make the course folder of a language, and return it.

    Args:
        home: the course folder, or that of a pack. code: the language.
        words: gives the words of every lesson, where they do not come from the catalogues.

    Raises:
        Trouble: when a message on safeguarding has no translation in a lesson that has some.
    """
    locale = catalogue.locale_of(code)
    to = made(home, code)
    if to.exists() and any(to.iterdir()) and not (to / IN_A_LANGUAGE).exists():
        raise Trouble(
            f"The folder {to} was not made by the course.", "Rename it, then start again."
        )
    in_words = words or InWords(home, code)
    texts = {name: (file, walk) for name, file, walk in _texts(home)}
    texts_now: dict[str, bytes] = {}
    for name, (file, walk) in texts.items():
        text = (home / name).read_text(encoding="utf-8-sig")
        if isinstance(in_words, InWords) and not in_words.begun(file):
            texts_now[name] = text.encode()
            continue
        text = walk(text, file, in_words)
        if name.endswith(LESSON):
            text = _headed(text, code, _about(home, code))
        if file == GUIDES_FILE:
            text = f"{LANGUAGE_OF_A_GUIDE.format(code)}\n{_drafted(_about(home, code))}{text}"
        texts_now[name] = text.encode()
    spoken = _said_in(in_words, home, code) | {"draft": _said_of_a_draft(_about(home, code))}
    said = json.dumps(spoken, ensure_ascii=False, indent=1) + "\n"
    if isinstance(in_words, InWords):
        _see_that_it_is_safe(in_words, locale.english_name or code)
    for name, path in files_of(home):
        if name not in texts_now:
            _put(to / name, path.read_bytes())
    for name, data in texts_now.items():
        _put(to / name, data)
    english = {key: one for key, one in read_yaml(home / PLACE).items() if key in PLACE_WORDS}
    told_again = f"\nlanguage: {code}\n{IN_ENGLISH}: {json.dumps(english, ensure_ascii=False)}\n"
    _put(to / PLACE, texts_now[PLACE] + told_again.encode())
    _put(to / WORDS, said.encode())
    _put(to / IN_A_LANGUAGE, f"{home}\n".encode())
    (to / "modules").mkdir(exist_ok=True)
    return to


def _headed(text: str, code: str, about: Mapping[str, Any]) -> str:
    """A lesson text that says its language and, of a draft, that nobody has read it yet."""
    head, _, rest = text.removeprefix("---\n").partition("\n---\n")
    return f"---\nlanguage: {code}\n{head}\n---\n{_drafted(about)}{rest}"


def _drafted(about: Mapping[str, Any]) -> str:
    """What stands at the top of a draft: that nobody has read it yet. Empty for what was read."""
    drafted = "\n\n".join(_said_of_a_draft(about))
    said = "\n\n" + "\n".join(f"> {line}".rstrip() for line in drafted.split("\n")) + "\n"
    return said if drafted else ""


def _said_of_a_draft(about: Mapping[str, Any]) -> list[str]:
    """What a lesson and the front page say of words that nobody has read; nothing of those that were."""
    if not about.get("draft", True):
        return []
    return [str(one) for one in about.get("said_of_a_draft") or [_NOT_READ]]


def _see_that_it_is_safe(words: InWords, language: str) -> None:
    if not words.unsafe:
        return
    first = words.unsafe[0]
    raise Trouble(
        counted(
            len(words.unsafe),
            "1 message that keeps people safe is not in {language} yet, or its English has changed.",
            "{n} messages that keep people safe are not in {language} yet, or their English has changed.",
            language=language,
        )
        + f' The first is {first.key}: "{first.text[:80]}"',
        "Translate those first. In the catalogues a comment marks them. "
        "Until then no lesson is made in this language.",
    )


def _put(path: Path, data: bytes) -> None:
    """Write a file where it is not so already: what has not changed keeps its time."""
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    write_bytes_whole(path, data)

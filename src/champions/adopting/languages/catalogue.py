"""The catalogues of a language: PO files, one for each lesson, which any translator's program opens.

A file holds every message of its lesson. Where the English has changed since a message was translated,
the message is stale: it is marked fuzzy, keeps its translation, and the old English stands beside it.
"""

from __future__ import annotations

import difflib
import io
import re
import string
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import PoFileError, escape, read_po, unescape, write_po
from babel.numbers import get_decimal_symbol, get_group_symbol

from champions.adopting.languages.messages import OF_CODE, STANDS, Message, parts_of
from champions.files import write_bytes_whole
from champions.pack.where import LOCALE
from champions.sentences import dates
from champions.sentences.told import BETWEEN
from champions.trouble import Trouble

FOLDER = LOCALE
#: Of two paragraphs, how alike they must be for one to be the other with changes.
_ALIKE = 0.6
_HEADER = """\
# {language} words of the course: {file}.
# Open this file with a program for translators, such as Poedit. docs/translators.md says how."""


@dataclass(frozen=True)
class State:
    """How far a catalogue is: how many messages, how many words, and what waits.

    Attributes:
        messages, words: of the English. missing, stale: messages that wait; words_to_do: their words.
    """

    messages: int
    words: int
    missing: int
    stale: int
    words_to_do: int


def locale_of(code: str) -> Locale:
    """The language that a code names, such as ``cy`` or ``ur``.

    Raises:
        Trouble: when there is none.
    """
    try:
        return Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError) as error:
        raise Trouble(
            f'"{code}" is the code of no language.',
            "Type the two or three letters of a language, such as cy for Welsh, ur for Urdu, or pl for Polish.",
        ) from error


def path_of(home: Path, code: str, file: str) -> Path:
    """Where the catalogue of a lesson, or of other words, is kept."""
    return home / FOLDER / code / f"{file}.po"


def read(path: Path, code: str) -> Catalog:
    """A catalogue as it is; an empty one where there is none.

    Raises:
        Trouble: when it cannot be read, with its line.
    """
    if not path.is_file():
        return Catalog(locale=locale_of(code), fuzzy=False)
    try:
        with path.open("rb") as file:
            found = read_po(file, locale=locale_of(code), abort_invalid=True)
        _remember_the_old_english(found, path.read_text(encoding="utf-8"))
        return found
    except PoFileError as error:
        line = getattr(error, "lineno", -1) + 1
        raise Trouble(
            f"{path.name} cannot be read at line {line}: {error}",
            "Open it with your translator's program, which shows what is wrong, and save it again.",
        ) from error
    except UnicodeDecodeError as error:
        raise Trouble(
            f"{path.name} is not UTF-8 text.", "Save it again with the encoding UTF-8."
        ) from error


def _remember_the_old_english(found: Catalog, text: str) -> None:
    """Put the old English of stale messages back, which stands behind ``#|``: to Babel it is a comment."""
    for block in re.split(r"\n\s*\n", text):
        lines = block.split("\n")
        old = _quoted([line[2:].strip() for line in lines if line.startswith("#|")])
        if "msgid" in old:
            now = _quoted([line for line in lines if not line.startswith("#")])
            one = found.get(now.get("msgid", ""), context=now.get("msgctxt") or None)
            if one is not None:
                one.user_comments = [said for said in one.user_comments if said[:1] != "|"]
                one.previous_id = [old[name] for name in ("msgid", "msgid_plural") if name in old]


def _quoted(lines: Iterable[str]) -> dict[str, str]:
    """The texts of an entry of a PO file, by the words before them.

    >>> _quoted(['msgctxt "a"', 'msgid ""', '"Tea and "', '"cake"'])
    {'msgctxt': 'a', 'msgid': 'Tea and cake'}
    """
    said: dict[str, list[str]] = {}
    name = ""
    for line in lines:
        if begun := re.match(r"(msg\w+(?:\[\d\])?) ", line):
            name = begun[1]
        if '"' in line:
            said.setdefault(name, []).append(line[line.index('"') :])
    return {name: "".join(map(unescape, parts)) for name, parts in said.items()}


def updated(before: Catalog, messages: Iterable[Message], code: str) -> Catalog:
    """The catalogue with the messages of today. What was translated is never thrown away.

    Args:
        before: the catalogue as it was. messages: those of today, from top to bottom.
        code: the language.
    """
    wanted = {(one.key, one.text): one for one in messages}
    made = Catalog(
        locale=locale_of(code), fuzzy=False, project="Peer Improvement Champions", version="1"
    )
    made.mime_headers = before.mime_headers if len(before) else made.mime_headers
    once = [one for one in before.obsolete.values() if one.string]
    there = {_place(one): one for one in (*once, *before) if one.id}
    gone = {place: one for place, one in there.items() if place not in wanted and any(_forms(one))}
    for place, message in wanted.items():
        old = there.get(place) or _once(place, gone)
        made.add(
            _english(message),
            _string(message, old, made.num_plurals),
            context=message.key or None,
            auto_comments=_notes(message),
            user_comments=old.user_comments if old else (),
            flags=_flags(message, old),
            previous_id=_was(message, old),
        )
    # Kept at the end of the file: a sentence that comes back is translated already.
    for (key, text), old in gone.items():
        was = Entry(old.id, old.string, context=key or None)
        made.obsolete[f"{key} {text}"] = was  # any key does: they are written in this order
    return made


def _of_dates(code: str) -> dict[str, str]:
    """What Babel knows of a language's dates, by the English: months, days of the week, what stands where."""
    locale = locale_of(code)
    known = {
        english: locale.months["format"]["wide"][at] for at, english in enumerate(dates.MONTHS, 1)
    }
    known |= {
        english: locale.months["format"]["abbreviated"][at]
        for at, english in enumerate(dates.SHORT_MONTHS, 1)
        if english not in known
    }
    week = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    known |= {one: locale.days["format"]["abbreviated"][at] for at, one in enumerate(week)}
    known["{day} {month} {year}"] = _parts_of_a_day(locale.date_formats["long"].pattern)
    short = locale.datetime_skeletons.get("MMMMd")
    known["{day} {month}"] = _parts_of_a_day(short.pattern) if short else ""
    return {english: theirs for english, theirs in known.items() if theirs}


def _parts_of_a_day(pattern: str) -> str:
    """A pattern of Babel's as a message; empty where it has more than a day, a month and a year.

    >>> _parts_of_a_day("d 'de' MMMM 'de' y")
    '{day} de {month} de {year}'
    """
    found = re.findall(r"'([^']*)'|(d+|MMMM|y+)|([A-Za-z]+)|([^A-Za-z']+)", pattern)
    if any(other for _, _, other, _ in found):
        return ""
    names = {"d": "{day}", "M": "{month}", "y": "{year}"}
    return "".join(quoted or names.get(part[:1], "") or sign for quoted, part, _, sign in found)


def _english(message: Message) -> str | tuple[str, str]:
    """A message as a PO file has it: one text, or the one and the many."""
    return (message.text, message.many) if message.many else message.text


def _place(one: Entry) -> tuple[str, str]:
    """The key of a message in a PO file, and its English; of one that counts, that of one."""
    return one.context or "", one.id if isinstance(one.id, str) else one.id[0]


def _forms(one: Entry) -> tuple[str, ...]:
    """The translation of a message: every form of it."""
    return (one.string,) if isinstance(one.string, str) else tuple(one.string or ())


def _string(message: Message, old: Entry | None, plurals: int) -> str | tuple[str, ...]:
    """What is kept as a message's translation, with as many forms as it needs."""
    kept = _forms(old) if old else ("",)
    if not message.many:
        return kept[0]
    return (*kept, *[""] * plurals)[:plurals]


def _notes(message: Message) -> list[str]:
    safe = ["This keeps people safe. It must be translated before the lesson is shown."]
    stands = STANDS.get(message.key or message.text, "") if message.file in OF_CODE else ""
    notes = [note for note in (message.note, stands) if note]
    return [*notes, *(safe if message.keeps_people_safe else [])]


def _once(place: tuple[str, str], gone: Mapping[tuple[str, str], Entry]) -> Entry | None:
    """The translation of what stood here before its English was changed; None for a new message."""
    key, text = place
    here = {was: one for (at, was), one in gone.items() if at == key}
    if not here:
        return None
    if key and not key.endswith(
        (":words", ":titles", ":outcomes", ":key_points", ":before_you_start")
    ):
        return next(iter(here.values()))
    near = difflib.get_close_matches(text, here, n=1, cutoff=_ALIKE)
    return here[near[0]] if near else None


def _flags(message: Message, old: Entry | None) -> set[str]:
    if old is None or not any(_forms(old)):
        return set()
    if old.id == _english(message):
        return set(old.flags) & {"fuzzy"}
    return set() if message.text in old.previous_id else {"fuzzy"}


def _was(message: Message, old: Entry | None) -> tuple[str, ...]:
    if old is None or not any(_forms(old)):
        return ()
    if old.id == _english(message):
        return tuple(old.previous_id)
    if message.text in old.previous_id:  # the English is again as it was translated
        return ()
    was = (old.id,) if isinstance(old.id, str) else tuple(old.id)
    return tuple(old.previous_id) if old.fuzzy and old.previous_id else was


def written(catalogue: Catalog, file: str) -> bytes:
    """A catalogue as the bytes of a PO file: no line numbers and no time, so only words change it."""
    language = catalogue.locale.english_name if catalogue.locale else ""
    catalogue.header_comment = _HEADER.format(language=language, file=file)
    text = io.BytesIO()
    with _old_english_by_number(catalogue) as old:
        write_po(text, catalogue, width=100, no_location=True, include_previous=True)
    lines = text.getvalue().decode().split("\n")
    timed = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Last-Translator: FULL')
    kept = (_OLD.sub(old, line) for line in lines if not line.startswith(timed))
    return "\n".join(kept).encode()


#: The place of a stale message's old English in a file, with its number.
_OLD = re.compile(r'(?<=^#\| )(msgid|msgid_plural) "(\d+)"$')


@contextmanager
def _old_english_by_number(catalogue: Catalog) -> Iterator[Callable[[re.Match[str]], str]]:
    """Numbers in place of old English while a file is written, and what puts it there again.

    Babel breaks the lines of a long one wherever it likes, and no other program can then read the file.
    """
    stale = {at: one.previous_id for at, one in enumerate(catalogue) if one.previous_id}
    entries = [*catalogue]
    texts: list[str] = []
    for at, before in stale.items():
        entries[at].previous_id = [str(len(texts) + n) for n in range(len(before))]
        texts += before
    try:
        yield lambda found: f"{found[1]} {escape(texts[int(found[2])])}"
    finally:
        for at, before in stale.items():
            entries[at].previous_id = before


def write(path: Path, catalogue: Catalog) -> bool:
    """Write a catalogue where it differs from what is there. True when it was written."""
    data = written(catalogue, path.stem)
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    write_bytes_whole(path, data)
    return True


def translation(catalogue: Catalog, message: Message) -> str:
    """The translation of a message; empty where it is missing or stale."""
    return " ".join(translations(catalogue, message))


def translations(catalogue: Catalog, message: Message) -> tuple[str, ...]:
    """Every form of the translation of a message; none where one is missing, or it is stale or not right."""
    found = catalogue.get(_english(message), context=message.key or None)
    if found is None or found.fuzzy or not all(_forms(found)) or not _fits(message, _forms(found)):
        return ()
    return _forms(found)


def _fits(message: Message, forms: Iterable[str]) -> bool:
    """True when a translation names no part that the English does not have. Lessons name none in this way."""
    if message.file not in OF_CODE:
        return True
    known = parts_of(message.text) | parts_of(message.many)
    return all(parts_of(one) <= known and (not known or _can_be_filled(one)) for one in forms)


def _can_be_filled(form: str) -> bool:
    """True when each brace of a translation has its fellow."""
    try:
        return all(name is None or name for _, name, _, _ in string.Formatter().parse(form))
    except ValueError:
        return False


def wrong(catalogue: Catalog, messages: Iterable[Message]) -> Iterator[Message]:
    """The messages whose translation names a part that is not there: a slip of typing, as a rule."""
    for message in messages:
        found = catalogue.get(_english(message), context=message.key or None)
        waits = found is None or found.fuzzy or not any(_forms(found))  # a stale one has old parts
        if not waits and found is not None and not _fits(message, _forms(found)):
            yield message


def compiled(
    catalogue: Callable[[str], Catalog], messages: Iterable[Message], code: str
) -> dict[str, Any]:
    """What the course says by itself, as the plain data that Python and a page's script read.

    See :mod:`champions.sentences.told`.

    Args:
        catalogue: gives the catalogue of a file. messages: those of the code. code: the language.
    """
    said: dict[str, str | list[str]] = {**_of_dates(code)}
    for one in messages:
        if forms := translations(catalogue(one.file), one):
            key = f"{one.key}{BETWEEN}{one.text}" if one.key else one.text
            said[key] = list(forms) if one.many else forms[0]
    locale = locale_of(code)
    return {
        "language": code,
        "plural": Catalog(locale=locale).plural_expr,
        "figures": [
            get_decimal_symbol(locale, numbering_system="default"),
            get_group_symbol(locale, numbering_system="default"),
            _digits_of(locale),
        ],
        "messages": said,
    }


#: The nought of each script in which a language may write its numbers; the other digits follow it.
_NOUGHTS = {
    "latn": "0",
    "arab": "\u0660",
    "arabext": "\u06f0",
    "beng": "\u09e6",
    "deva": "\u0966",
    "mymr": "\u1040",
    "tibt": "\u0f20",
}


def _digits_of(locale: Locale) -> str:
    """The digits of a language, from nought to nine; those of English where its script is not known here.

    >>> _digits_of(Locale("fa")), _digits_of(Locale("ur"))
    ('۰۱۲۳۴۵۶۷۸۹', '0123456789')
    """
    nought = ord(_NOUGHTS.get(locale.default_numbering_system, "0"))
    return "".join(chr(nought + at) for at in range(10))


def stale(catalogue: Catalog) -> Iterator[Entry]:
    """The messages whose English has changed since they were translated."""
    return (one for one in catalogue if one.id and one.fuzzy and any(_forms(one)))


def state(catalogue: Catalog, messages: Sequence[Message]) -> State:
    """How far a catalogue is."""
    unique = list(dict.fromkeys(messages))
    waiting = [one for one in unique if not translation(catalogue, one)]
    old = sum(1 for _ in stale(catalogue))
    return State(
        len(unique),
        sum(one.words for one in unique),
        len(waiting) - old,
        old,
        sum(one.words for one in waiting),
    )

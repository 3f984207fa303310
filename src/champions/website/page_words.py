"""The language of one page: its own words, and those that its script brings.

A lesson that nobody has begun to translate is English as a whole, with the words around it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup, escape

from champions.sentences.told import BETWEEN, FIRST, LAST, STILL_ENGLISH, Words, speaking, spoken

#: The script asks for the form of so many numbers; from then on every hundred is alike.
_NUMBERS = 200


def words_of(language: str) -> Words | None:
    """The words for a page in this language; None for one in English."""
    now = spoken()
    return now if now.language == language and not now.is_english else None


def in_language(language: str, make: Callable[..., str], /, *names: Any, **parts: Any) -> str:
    """What is made while the language of a page is spoken."""
    with speaking(words_of(language)):
        return make(*names, **parts)


def named(name: str, language: str) -> str:
    """A name among the words of a page: an English one says that it is, where the page is not."""
    if spoken().is_english or language.partition("-")[0] != "en":
        return name
    return f"{FIRST}{name}{LAST}"


def in_its_language(text: str) -> Markup:
    """A text of the course as HTML: what is still English says so to a voice, and runs from left to right.

    >>> in_its_language("[English] An aim & a time.")
    Markup('<span lang="en-GB" dir="ltr">[English] An aim &amp; a time.</span>')
    """
    if not text.startswith(STILL_ENGLISH):
        return escape(text)
    return Markup('<span lang="en-GB" dir="ltr">{}</span>').format(text)


@cache
def _said() -> dict[str, Any]:
    path = files("champions.website").joinpath("live", "said.json")
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _in_tables(kinds: Collection[str]) -> Iterator[str]:
    """Every text in the tables of these kinds: those that are no message are in no catalogue."""
    library = files("champions")
    for name, used in _said()["tables"]:
        if {*used} & {*kinds}:
            table = library.joinpath(*name.split("/")[2:]).read_text(encoding="utf-8")
            yield from _texts(json.loads(table))


def _texts(table: Any) -> Iterator[str]:
    if isinstance(table, str):
        yield table
    elif isinstance(table, (list, dict)):
        for one in table.values() if isinstance(table, dict) else table:
            yield from _texts(one)


def for_page(language: str, kinds: Collection[str], units: Collection[str]) -> Markup | str:
    """The words that the script of a lesson's page needs, as JSON; empty for a page in English.

    Args:
        language: the page's. kinds: the kinds of its questions. units: those that they name.
    """
    words = words_of(language)
    if words is None:
        return ""
    asked = {
        f"{said[2]}{BETWEEN}{said[0]}" if len(said) > 2 else said[0]
        for said, used in _said()["messages"]
        if not used or {*used} & {*kinds}
    }
    asked |= {f"a unit{BETWEEN}{one}" for one in units} | {*_in_tables(kinds)}
    return _in_json(words, asked)


def for_frame(language: str) -> Markup | str:
    """The words that the script of the front page and of the frame around a notebook needs: ``site.js``."""
    words = words_of(language)
    return "" if words is None else _in_json(words, {said[0] for said in _said()["frame"]})


def _in_json(words: Words, asked: Collection[str]) -> Markup:
    messages = {one: words.messages[one] for one in sorted({*asked} & {*words.messages})}
    forms = "".join(str(words.form_of(n)) for n in range(_NUMBERS))
    made = {"language": words.language, "forms": forms, "messages": messages}
    if not words.writes_as_english:
        made |= {"decimal": words.decimal, "group": words.group, "digits": words.digits}
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - "<" stands in texts of JSON only

"""The course's words: the glossary, and every local name, from ``glossary.yml`` and ``place.yml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from champions.data import course_folder
from champions.trouble import Trouble

TERM_LINK = re.compile(r"\[([^\]]+)\]\(term:([^)\s]*)\)")
PLACE_NAME = re.compile(r"\{\{\s*place\.([a-z_.]+)\s*\}\}")


@dataclass(frozen=True)
class Term:
    """One word of the glossary: the word, what it means, one example, and its other forms."""

    key: str
    term: str
    means: str
    example: str
    also: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """The address of its heading, as Jupyter and nbconvert make it from the heading's text."""
        return "#" + f"Word: {self.term}".replace(" ", "-")

    def link(self, shown: str) -> str:
        """A link to the word's own place in the lesson; its meaning shows on hover."""
        return f'[{shown}]({self.anchor} "{self.means.replace(chr(34), chr(39))}")'


def load_glossary(root: Path) -> dict[str, Term]:
    """All terms by key.

    Raises:
        Trouble: when the file cannot be read, or a word lacks its meaning or example.
    """
    terms: dict[str, Term] = {}
    for key, raw in _read(root / "glossary.yml").items():
        missing = [name for name in ("term", "means", "example") if not (raw or {}).get(name)]
        if missing:
            raise Trouble(
                f'The word "{key}" in glossary.yml has no {" and no ".join(missing)}.',
                "Add it, then build again.",
            )
        also = tuple(raw.get("also", ()))
        terms[key] = Term(key, raw["term"], raw["means"], raw["example"], also)
    return terms


def load_place(root: Path) -> dict[str, Any]:
    """The local names.

    Raises:
        Trouble: when there is no safeguarding contact; without one no lesson may be built.
    """
    place = _read(root / "place.yml")
    for key in ("safeguarding_lead", "emergency_number"):
        if not str(place.get(key) or "").strip():
            raise Trouble(
                f"place.yml names no {key}.",
                "Every lesson says whom to tell when somebody may be at risk. "
                f"Put the name and number of that person after {key}: in place.yml.",
            )
    return place


def place_of_the_course() -> dict[str, Any]:
    """The local names of the course that this is run in: for the scripts that make its data."""
    return load_place(course_folder())


#: Keys of place.yml that hold one name, and those that hold several under keys of their own.
_ONE_NAME, _MANY_NAMES = ("place", "data_keeper", "benefits_advice"), ("parts", "organisations")


def local_names(place: Mapping[str, Any]) -> list[str]:
    """The names that stand in place.yml alone, so that another place can swap them.

    A name that is a plain word of the language too is left out when ``plain_words`` lists it.

    >>> local_names({"place": "Reading", "parts": {"a": "Old Town"}, "plain_words": ["Reading"]})
    ['Old Town']
    """
    names = [place.get(key) for key in _ONE_NAME]
    names += [name for key in _MANY_NAMES for name in (place.get(key) or {}).values()]
    names += place.get("never_typed") or ()
    free = {None, "", *(place.get("plain_words") or ())}
    return [str(name) for name in dict.fromkeys(names) if name not in free]


def names_typed(text: str, place: Mapping[str, Any]) -> list[str]:
    """The local names that stand in a text. They are whole words; a number may go on.

    >>> names_typed("Ask Ash, not Ashley: 0199", {"parts": {"a": "Ash"}, "never_typed": ["01", "shley"]})
    ['Ash', '01']
    """
    return [
        name
        for name in local_names(place)
        if re.search(rf"(?<!\w){re.escape(name)}(?![^\W\d])", text)
    ]


def _read(path: Path) -> dict[str, Any]:
    try:
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Trouble(
            f"{path.name} could not be read ({error.strerror}).", "Put it back."
        ) from error
    except yaml.YAMLError as error:
        raise Trouble(f"{path.name} is not sound YAML: {error}", "Mend that line.") from error
    if not isinstance(read, dict):
        raise Trouble(f"{path.name} is empty.", "Put its contents back.")
    return read


def fill_in(text: str, glossary: Mapping[str, Term], place: Mapping[str, Any]) -> str:
    """Put links to the glossary and local names in a lesson's text. Unknown ones stay as they are."""

    def term(found: re.Match[str]) -> str:
        known = glossary.get(found[2])
        return known.link(found[1]) if known else found[0]

    def name(found: re.Match[str]) -> str:
        value: Any = place
        for part in found[1].split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        return found[0] if value is None else str(value)

    return PLACE_NAME.sub(name, TERM_LINK.sub(term, text))


def words_used(text: str, glossary: Mapping[str, Term]) -> str:
    """The lesson's own glossary: each term it links to, in words and one example. May be empty."""
    keys = dict.fromkeys(key for _, key in TERM_LINK.findall(text) if key in glossary)
    if not keys:
        return ""
    parts = ["## Words used here"]
    for key in sorted(keys, key=lambda key: glossary[key].term.casefold()):
        term = glossary[key]
        parts.append(f"### Word: {term.term}\n\n{term.means}\n\nFor example: {term.example}")
    return "\n\n".join(parts)

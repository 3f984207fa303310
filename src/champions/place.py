"""The course's words: the glossary, and every local name, from ``glossary.yml`` and ``place.yml``."""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, Undefined, nodes
from jinja2.sandbox import SandboxedEnvironment

from champions.charts import house
from champions.data import course_folder
from champions.sentences import direction, listed
from champions.sentences.told import as_html, bare, later, retold, told
from champions.trouble import Trouble
from champions.typed import read_file

TERM_LINK = re.compile(r"\[([^\]]+)\]\(term:([^)\s]*)\)")
#: Stands in a lesson where its key points shall stand. The build puts them there.
KEY_POINTS = "key_points"


@dataclass(frozen=True)
class Slip:
    """Something between ``{{`` and ``}}`` that cannot be filled in: the line of the text, and why."""

    line: int
    why: str


class NotFilledIn(Trouble):
    """A text asks for what is not there.

    Args:
        slips: each place, with its line.
    """

    def __init__(self, slips: Sequence[Slip]) -> None:
        self.slips = tuple(slips)
        said = "; ".join(f"line {one.line}: {one.why}" for one in slips)
        super().__init__(f"A text cannot be filled in: {said}", "Mend it, then build again.")


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
        return "#" + bare(told("Word: {term}", term=self.term)).replace(" ", "-")

    def link(self, shown: str) -> str:
        """A link to the word's own place in the lesson; its meaning shows on hover."""
        return f'[{shown}]({self.anchor} "{self.means.replace(chr(34), chr(39))}")'


def load_glossary(root: Path) -> dict[str, Term]:
    """All terms by key.

    Raises:
        Trouble: when the file cannot be read, or a word lacks its meaning or example.
    """
    return {key: _term(key, raw) for key, raw in _read(root / "glossary.yml").items()}


def _term(key: str, raw: object) -> Term:
    if raw is not None and not isinstance(raw, Mapping):
        raise Trouble(
            f'After "{key}:" in glossary.yml there are words on the same line.',
            "Write lines that begin with term:, means: and example: below it, moved in by two spaces.",
        )
    said = {name: (raw or {}).get(name) for name in ("term", "means", "example")}
    if missing := [name for name, words in said.items() if not words]:
        raise Trouble(
            f'The word "{key}" in glossary.yml has no {listed(missing, "and no")}.',
            "Add it, then build again.",
        )
    also = (raw or {}).get("also") or []
    also = also if isinstance(also, list) else [also]
    parts = [*said.items(), *(("also", one) for one in also)]
    if odd := [name for name, words in parts if not isinstance(words, str | int | float)]:
        raise Trouble(
            f'In glossary.yml, what stands after "{odd[0]}:" of the word "{key}" is more than words.',
            "Put words with a colon in quotes. Below also: there are other forms of the word, and no more.",
        )
    term, means, example = map(str, said.values())
    return Term(key, term, means, example, tuple(map(str, also)))


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
    return {**place, "rules": _rules(place)}


def _rules(place: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The rule set that the programme teaches for each sort of chart: its id, name, and what is said of it.

    Raises:
        Trouble: when one is not known.
    """
    named = place.get("house_rules") or {}
    sorts = listed(house.LESSONS)
    if not isinstance(named, Mapping):
        raise Trouble(
            "house_rules: has no lines of its own.",
            f"Write {sorts} below house_rules:, moved in by two spaces, in place.yml or in pack.yml of a pack.",
        )
    if unknown := [str(one) for one in named if one not in house.LESSONS]:
        raise Trouble(
            f'"{unknown[0]}" below house_rules: is not known. There can be: {sorts}.',
            "Mend it in place.yml, or in pack.yml of a pack.",
        )
    found: dict[str, dict[str, str]] = {}
    for sort in house.LESSONS:
        try:
            one = house.house(sort, str(named.get(sort) or ""))
        except house.NoSuchRules as error:
            raise Trouble(
                f"Below house_rules:, after {sort}:, the rules are not known. {error}",
                f"Write one of these after {sort}: in place.yml, or in pack.yml of a pack.",
            ) from error
        found[sort] = {"id": one.id, "name": one.name, "said": one.said, "beside": one.beside}
    return found


#: In a place.yml that was made in a language: the same local words in English, for lessons that stay English.
IN_ENGLISH = "in_english"


def place_in(language: str, place: Mapping[str, Any]) -> Mapping[str, Any]:
    """The local names for a lesson in this language.

    >>> place_in("en-GB", {"lead": "y ffôn", "in_english": {"lead": "the phone"}})["lead"]
    'the phone'
    """
    if language.partition("-")[0] != "en" or IN_ENGLISH not in place:
        return place
    return {**place, **place[IN_ENGLISH], "language": language}


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
    if not path.is_file():
        raise Trouble(f"There is no file {path.name} in {path.parent}.", "Put it back.")
    read: dict[str, Any] = read_file(path).data
    if not read:
        raise Trouble(f"{path.name} is empty.", "Put its contents back.")
    return read


class _Names(SandboxedEnvironment):
    """Jinja2 for lessons: local names, facts of the data, and three ways to say them; no code."""

    def __init__(self) -> None:
        super().__init__(
            undefined=StrictUndefined,
            keep_trailing_newline=True,
            autoescape=False,  # Markdown is made, not HTML
            comment_start_string="\0{#",  # an author's {# … #} is text, as any other
            comment_end_string="#}\0",
            finalize=_as_said,
        )
        self.filters = {"digits": digits, "listed": _several, "table": table}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An entry of what is given; of a fact, also a part that Jinja2 calls safe."""
        if isinstance(obj, Mapping):
            return self.getitem(obj, attribute)
        return super().getattr(obj, attribute)


def digits(number: float, places: int = 0) -> str:
    """A number with so many digits after the point.

    >>> digits(26.449, 1)
    '26.4'
    """
    return f"{number:.{places}f}"


def _several(words: Sequence[object]) -> str:
    """Several things in words; of none, a sentence would have a hole."""
    if not words:
        raise ValueError("the list is empty")
    return listed(words)


#: What stands at the heads of lessons' tables, for translators: another head stays as the facts have it.
HEADS = (later("Week"), later("Days"))


def table(rows: Sequence[Mapping[str, object]]) -> str:
    """Rows as a table in Markdown. Its heads are the names in the first row.

    >>> table([{"Week": 1, "Days": 28}])
    '| Week | Days |\\n|---|---|\\n| 1 | 28 |'
    """
    heads = [str(one) for one in rows[0]]
    named = [as_html(retold(head)) for head in heads]
    lines = [named, *([str(row.get(head, "")) for head in heads] for row in rows)]
    head, *body = (f"| {' | '.join(line)} |" for line in lines)
    return "\n".join([head, "|" + "---|" * len(heads), *body])


def _as_said(value: object) -> object:
    """A number as people write it: no more digits than it has.

    Raises:
        TypeError: for what is no word and no number.
    """
    if not isinstance(value, str | int | float | Undefined) and not hasattr(value, "item"):
        raise TypeError("it is several things, and may need a filter such as listed or table")
    return f"{value:.12g}" if isinstance(value, float) else value


_NAMES = _Names()


def slips_in(
    text: str, place: Mapping[str, Any], facts: Mapping[str, Any] | None = None
) -> list[Slip]:
    """What stands between braces and cannot be filled in, as Jinja2 reads the text."""
    try:
        read = _NAMES.parse(text)
    except TemplateSyntaxError as error:
        return [
            Slip(error.lineno, f"what stands between the braces cannot be read ({error.message}).")
        ]
    parts = [
        one
        for part in read.body
        for one in (part.nodes if isinstance(part, nodes.Output) else [part])
        if not isinstance(one, nodes.TemplateData)
    ]
    slips = [Slip(one.lineno, why) for one in parts if (why := _why_not(one, place, facts))]
    return slips or _cannot_be_said(text, place, facts)


def _cannot_be_said(
    text: str, place: Mapping[str, Any], facts: Mapping[str, Any] | None
) -> list[Slip]:
    """A fact that is there and does not fit the way to say it, such as a list of nothing."""
    try:
        _NAMES.from_string(text).render(place=place, key_points="", facts=facts or {})
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        frames = traceback.extract_tb(error.__traceback__)
        line = next((f.lineno for f in reversed(frames) if f.filename == "<template>"), None)
        return [Slip(line or 1, f"a fact cannot be said here in this way ({error}).")]
    return []


def _why_not(
    asked: nodes.Node, place: Mapping[str, Any], facts: Mapping[str, Any] | None = None
) -> str:
    """Why something between braces cannot be filled in; empty when it can."""
    if isinstance(asked, nodes.Name) and asked.name == KEY_POINTS:
        return ""
    if isinstance(asked, nodes.Filter) and asked.node is not None and facts is not None:
        if asked.name not in _NAMES.filters:
            return f'"{asked.name}" is not known. There are: {", ".join(_NAMES.filters)}.'
        return _why_not(asked.node, place, facts)
    keys: list[str] = []
    at = asked
    while isinstance(at, nodes.Getattr):
        keys.insert(0, at.attr)
        at = at.node
    if keys and isinstance(at, nodes.Name) and at.name == "facts" and facts is not None:
        return _no_fact(keys, facts)
    if not keys or not isinstance(at, nodes.Name) or at.name != "place":
        if facts is None:
            return "only {{ place.name }} or {{ key_points }} can stand between braces."
        return (
            "only {{ place.name }}, {{ facts.name }} or {{ key_points }} can stand between braces."
        )
    value: Any = place
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    if isinstance(value, Mapping):
        return f'place.yml has several names under "{".".join(keys)}". Name one of them.'
    return f'place.yml has no "{".".join(keys)}".' if value is None else ""


def _no_fact(keys: Sequence[str], facts: Mapping[str, Any]) -> str:
    value: Any = facts
    for key in keys:
        value = _NAMES.getattr(value, key)
        if isinstance(value, Undefined):
            return f'there is no fact "{".".join(keys)}" in facts.py.'
    return ""


def fill_in(
    text: str,
    glossary: Mapping[str, Term],
    place: Mapping[str, Any],
    key_points: str = "{{ key_points }}",
    facts: Mapping[str, Any] | None = None,
) -> str:
    """Put links to the glossary, local names, facts of the data and key points in a lesson's text.

    A link to a word that the glossary does not have stays as it is.

    Raises:
        NotFilledIn: when the text asks for a name that is not in ``place.yml``.

    >>> fill_in("Ask {{ place.lead }}.", {}, {"lead": "Ann"})
    'Ask Ann.'
    """

    def term(found: re.Match[str]) -> str:
        known = glossary.get(found[2])
        return known.link(found[1]) if known else found[0]

    linked = TERM_LINK.sub(term, text)
    if slips := slips_in(linked, place, facts):
        raise NotFilledIn(slips)
    try:
        return _NAMES.from_string(linked).render(
            place=_isolated(place), key_points=key_points, facts=facts or {}
        )
    except (TypeError, ValueError, LookupError, AttributeError, TemplateError) as error:
        said = f"what stands between the braces cannot be worked out ({error})."
        raise NotFilledIn([Slip(1, said)]) from error


def _isolated(place: Mapping[str, Any]) -> Mapping[str, Any]:
    """Local names as they stand in a text that is written from right to left: each with signs around it.

    Without them, a telephone number or an English name would be taken apart by the words beside it.

    >>> _isolated({"language": "ur", "lead": "0199 1"})["lead"] == "\\u20680199 1\\u2069"
    True
    >>> _isolated({"lead": "0199 1"})["lead"]
    '0199 1'
    """
    if direction(str(place.get("language", ""))) != "rtl":
        return place

    def kept(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: kept(one) for key, one in value.items()}
        return f"\u2068{value}\u2069" if isinstance(value, str) and value else value

    return {key: kept(one) for key, one in place.items()}


def words_used(text: str, glossary: Mapping[str, Term]) -> str:
    """The lesson's own glossary: each term it links to, in words and one example. May be empty."""
    keys = dict.fromkeys(key for _, key in TERM_LINK.findall(text) if key in glossary)
    if not keys:
        return ""
    parts = [f"## {as_html(told('Words used here'))}"]
    for key in sorted(keys, key=lambda key: glossary[key].term.casefold()):
        term = glossary[key]
        head = bare(told("Word: {term}", term=term.term))
        example = as_html(told("For example: {example}", example=term.example))
        parts.append(f"### {head}\n\n{term.means}\n\n{example}")
    return "\n\n".join(parts)

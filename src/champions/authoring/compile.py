"""From the blocks of a lesson text to its questions: every slip of the author's, at once, with its line.

What an author types is plain words. ``=name`` stands for a fact as it is, and ``{{ facts.name }}`` for
one in the middle of words: see :mod:`champions.authoring.facts`.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from champions.authoring.blocks import Block
from champions.authoring.facts import NoSuchFact, fact
from champions.place import NotFilledIn, fill_in
from champions.questions import Level, Miss, Question, compiled
from champions.questions.base.expected import is_number
from champions.questions.base.question import Signs
from champions.questions.base.text import fold
from champions.questions.facets import facet
from champions.questions.kinds import NoSuchKind, all_kinds, class_of
from champions.typed import Path

#: The guide for people who write questions.
GUIDE = "docs/adopters/write-a-question.md"
#: Signs that hold for every kind, beside those of its own.
_FOR_ALL = ("any", "all", "not")
_FACT = re.compile(r"=\s*([A-Za-z_][\w.]*)")
_WITHIN = re.compile(r"(.+?)\s+within\s+(.+)")


@dataclass(frozen=True)
class Slip:
    """Something for the author to mend: the line of ``lesson.md``, and what to do."""

    line: int
    text: str


@dataclass
class Compiled:
    """The questions that could be made, what is wrong with the others, and where each part stands."""

    questions: list[Question] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)


def place_of(question: str, *parts: str) -> str:
    """The name in ``lines`` of a part of a question, such as a wrong answer by its name."""
    return " ".join((question, *parts))


def compile_blocks(
    blocks: Iterable[Block], facts: Mapping[str, Any], place: Mapping[str, Any]
) -> Compiled:
    """Make the questions of a lesson.

    Args:
        blocks: the lesson's question blocks, as :func:`champions.authoring.blocks.find_blocks` finds them.
        facts: what is true of its data, by name.
        place: the local names.
    """
    made = Compiled()
    for block in blocks:
        if block.asks:
            made.lines.setdefault(block.about, block.line)
        if not isinstance(block.typed.data, dict):
            continue  # told already: the block could not be read
        one = _Maker(block, facts, place)
        question = one.make()
        made.slips += one.slips
        if block.asks:
            made.lines |= {place_of(block.about, *name): line for name, line in one.lines.items()}
        if question is not None and block.asks:
            made.questions.append(question)
    return made


class _Maker:
    """Makes one question from its block; what is wrong with it gathers in ``slips``."""

    def __init__(self, block: Block, facts: Mapping[str, Any], place: Mapping[str, Any]) -> None:
        self.block, self.facts, self.place = block, facts, place
        self.slips: list[Slip] = []
        #: The parts of the question that are told of by name, each with its line.
        self.lines: dict[tuple[str, ...], int] = {}
        self._seen_signs: list[tuple[Path, str, Any]] = []
        data = block.typed.data
        named = [data.get(part) for part in ("options", "items", "groups")]
        self._keys = {str(key) for one in named if isinstance(one, dict) for key in one}

    def say(self, path: Path, text: str) -> None:
        """Tell a slip with the line of the part that it is in."""
        line = self.block.typed.line(path) if path else self.block.line
        self.slips.append(Slip(line, f"{self.block.about or 'a question without an id'}: {text}"))

    def make(self) -> Question | None:
        """The question; None when something is wrong with it."""
        data: dict[str, Any] = self.block.typed.data
        kind = self._kind(data)
        if kind is None:
            return None
        known = {one.name: one for one in dataclasses.fields(kind) if one.name not in _NOT_TYPED}
        parts: dict[str, Any] = {"id": self.block.about}
        meant: set[str] = set()
        for name, value in self._own(data, known):
            self.lines[name,] = self.block.typed.line((name,))
            if name not in known:
                meant |= set(_near(name, known))
                self.say(
                    (name,), _not_known(name, known, f'a question of the kind "{data["kind"]}"')
                )
            elif (read := self._part(known[name], value, kind)) is not None:
                parts[name] = read
        self._missing(known, data, meant)
        # What is told as missing has a word in its place, so that the rest is looked into as well.
        words = [name for name, one in known.items() if _is_needed(one) and str(one.type) == "str"]
        question = None
        try:
            question = kind(**{**dict.fromkeys(words, "…"), **parts})
            self._look_into(question, parts)
            compiled.write("", [question])
        except Exception as error:  # noqa: BLE001 - a kind may fail in any way over what it cannot use
            if not self.slips:
                self.say((), f"it cannot be made ({error}).")
        return None if self.slips or self.block.typed.slips else question

    def _own(
        self, data: Mapping[str, Any], known: Mapping[str, dataclasses.Field[Any]]
    ) -> Iterator[tuple[str, Any]]:
        """Each part, without those that belong to the empty one above them, which is told."""
        empty = ""
        for name, value in data.items():
            if name in known or name == "kind":
                empty = ""
            elif empty:
                continue
            if value is None and name in known and _holds_lines(known[name]):
                empty = name
            if name != "kind":
                yield name, value

    def _look_into(self, question: Question, parts: Mapping[str, Any]) -> None:
        """Hold what was typed against what the kind of question can use there."""
        if len(getattr(question, "options", "--")) < 2:
            self.say(("options",), "there are fewer than two options to choose from.")
            return
        expected = facet(question, "author.expected")(question)
        for name, value in parts.items():
            if name in expected and (said := expected[name](value)):
                self.say((name,), f'after "{name}:" there should be {said}.')
        for path, name, value in self._seen_signs:
            test = expected.get(f"sign_{name}")
            if test and (said := test(value)):
                self.say(path, f'after "{name}:" there should be {said}.')
        for name in ("options", "items", "groups"):
            words = [fold(one) for one in getattr(question, name, {}).values()]
            for at, key in enumerate(getattr(question, name, {})):
                if words[at] in words[:at]:
                    self.say(
                        (name, key), f'"{key}" has the same words as another. Change one of them.'
                    )

    def _kind(self, data: Mapping[str, Any]) -> type[Question] | None:
        name = data.get("kind")
        if not isinstance(name, str) or not name:
            self.say(("kind",), "it does not say its kind. Begin with a line such as: kind: choice")
            return None
        try:
            return class_of(str(name))
        except NoSuchKind:
            near = _near(name, all_kinds())
            meant = f'"{name}" is not known. Did you mean "{near[0]}"?' if near else ""
            self.say(
                ("kind",), meant or f'"{name}" is no kind of question. {GUIDE} shows the kinds.'
            )
            return None

    def _missing(
        self, known: Mapping[str, dataclasses.Field[Any]], data: Mapping[str, Any], meant: set[str]
    ) -> None:
        """Tell what is not there, or empty, but for what was meant by a word that is told already."""
        for name, one in known.items():
            if _is_needed(one) and name not in data and name not in meant:
                self.say((), f'it has no "{name}". Add a line that begins with {name}:')
            elif name in data and data[name] is None and _holds_lines(one):
                said = (
                    f'after "{name}:" there is nothing. Move what belongs to it in by two spaces.'
                )
                self.say((name,), said)
            elif name in data and data[name] is None:
                self.say(
                    (name,), f'after "{name}:" there is nothing. Write it, or take the line out.'
                )

    # The parts -------------------------------------------------------------------------------------

    def _part(self, known: dataclasses.Field[Any], value: Any, kind: type[Question]) -> Any:
        name, path = known.name, (known.name,)
        if value is None:
            return None  # told as missing
        if name == "misses":
            return self._misses(value, kind)
        if name == "rubric":
            return self._rubric(value)
        value = self._filled(value, path)
        if value is None:
            return None
        if name in ("right", "also"):
            value = self._keyed(value)
        wanted = str(known.type)
        if (
            wanted.startswith("Mapping[str, str]")
            and isinstance(value, dict)
            and not self._named(name, value)
        ):
            return None
        check = next((one for start, one in _CHECKS if wanted.startswith(start)), None)
        said = _AMOUNTS[name](value) if name in _AMOUNTS else check(value) if check else ""
        if said:
            self.say(path, f'after "{name}:" there should be {said}.')
            return None
        return _as(wanted, value)

    def _named(self, part: str, value: Mapping[str, Any]) -> bool:
        """True when each of several short names has its words; else it is told which has none."""
        bad = [key for key, words in value.items() if not _good(words)]
        for key in bad:
            self.say((part, key), f'after "{key}:" there should be words.')
        return not bad

    def _filled(self, value: Any, path: Path) -> Any:
        """A value with its facts and local names put in; None when one of them is not there."""
        if isinstance(value, dict):
            return {key: self._filled(one, (*path, key)) for key, one in value.items()}
        if isinstance(value, list):
            return [self._filled(one, (*path, at)) for at, one in enumerate(value)]
        if not isinstance(value, str):
            return value
        if named := _FACT.fullmatch(value.strip()):
            return self._fact(named[1], path)
        return self._words(value, path)

    def _fact(self, name: str, path: Path) -> Any:
        try:
            return compiled.plain(fact(self.facts, name))
        except NoSuchFact as error:
            self.say(path, str(error))
        except TypeError:
            self.say(path, f'the fact "{name}" is no number, word or list of these.')
        return None

    def _words(self, text: str, path: Path) -> str:
        text = text.rstrip("\n")
        try:
            return fill_in(text, {}, self.place, facts=self.facts)
        except NotFilledIn as error:
            for slip in error.slips:
                self.say(path, slip.why)
            return text

    def _rubric(self, value: Any) -> tuple[Level, ...] | None:
        if not isinstance(value, dict) or not value:
            self.say(("rubric",), "a rubric has a line for each level, such as 0: Nothing yet.")
            return None
        wrong = [key for key in value if not re.fullmatch(r"[0-9]", key)]
        for key in wrong:
            self.say(("rubric", key), f'"{key}" is no level. A level is a number from 0 to 9.')
        if wrong or not self._named("rubric", value):
            return None
        return tuple(
            Level(int(key), str(self._filled(words, ("rubric", key))))
            for key, words in value.items()
        )

    def _misses(self, value: Any, kind: type[Question]) -> tuple[Miss, ...]:
        if not isinstance(value, list):
            self.say(("misses",), "each wrong answer begins with a hyphen: - name: mean-not-median")
            return ()
        return tuple(
            miss for at, one in enumerate(value) if (miss := self._miss(one, at, kind)) is not None
        )

    def _miss(self, typed: Any, at: int, kind: type[Question]) -> Miss | None:
        path: Path = ("misses", at)
        if not isinstance(typed, dict):
            self.say(path, "each wrong answer begins with a hyphen: - name: mean-not-median")
            return None
        name, hint = (
            self._words_of_miss(typed, "name", path),
            self._words_of_miss(typed, "hint", path),
        )
        if name and not re.fullmatch(r"[a-z0-9]+(?:[-.][a-z0-9]+)*", name):
            said = f'"{name}" should be small letters with hyphens, such as mean-not-median.'
            self.say((*path, "name"), said)
        self.lines.setdefault(("misses", name), self.block.typed.line(path))
        points = typed.get("points", 0)
        if isinstance(points, bool) or not isinstance(points, int | float) or points < 0:
            self.say(
                (*path, "points"), '"points" of a wrong answer is a number that is not under 0.'
            )
            return None
        typed_signs = {
            key: one for key, one in typed.items() if key not in ("name", "hint", "points")
        }
        signs = self._signs(typed_signs, path, kind)
        if not typed_signs:
            ways = ", ".join(_signs_of(kind))
            self.say(
                path, f"this wrong answer does not say how it is known. Use one of these: {ways}."
            )
        return Miss(Signs(signs), name, self._words(hint, (*path, "hint")), float(points))

    def _words_of_miss(self, typed: Mapping[str, Any], part: str, path: Path) -> str:
        """The name or the hint of a wrong answer; empty when there is none, which is told."""
        value = typed.get(part)
        if isinstance(value, dict | list | bool):
            self.say((*path, part), f'after "{part}:" there should be words.')
            return ""
        if value is None or not str(value).strip():
            self.say(
                path, f'this wrong answer has no "{part}". Add a line that begins with {part}:'
            )
            return ""
        return str(value)

    def _signs(self, typed: Any, path: Path, kind: type[Question]) -> dict[str, Any]:
        if not isinstance(typed, dict):
            self.say(path, "here there should be a sign and a colon, such as chosen: mean")
            return {}
        made: dict[str, Any] = {}
        for name, value in typed.items():
            here = (*path, name)
            if name in ("any", "all"):
                several = value if isinstance(value, list) else []
                if not several:
                    self.say(
                        here,
                        f'after "{name}:" there should be a list of signs, each with a hyphen.',
                    )
                made[name] = [self._signs(one, (*here, at), kind) for at, one in enumerate(several)]
            elif name == "not":
                made[name] = self._signs(value, here, kind)
            elif name not in _signs_of(kind):
                self.say(here, _not_known(name, _signs_of(kind), "the signs of this kind"))
            else:
                made[name] = self._sign(name, value, here)
        return made

    def _sign(self, name: str, value: Any, path: Path) -> Any:
        if isinstance(value, str) and name.endswith("near") and (two := _WITHIN.fullmatch(value)):
            value = [_number_or_words(one) for one in two.groups()]
        filled = self._filled(value, path)
        if filled is None:
            if value is None:
                self.say(path, f'after "{name}:" there is nothing. Say what it looks for.')
            return None
        filled = self._keyed(filled)
        self._seen_signs.append((path, name, filled))
        return filled

    def _keyed(self, value: Any) -> Any:
        """What was typed with the question's own short names: 1 is "1" where an option is called so."""
        if isinstance(value, list):
            return [self._keyed(one) for one in value]
        if isinstance(value, dict):
            return {key: self._keyed(one) for key, one in value.items()}
        if isinstance(value, bool | int | float) and _as_typed(value) in self._keys:
            return _as_typed(value)
        return value


def _number_or_words(text: str) -> Any:
    try:
        return float(text)
    except ValueError:
        return text.strip()


def _as_typed(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _is_needed(known: dataclasses.Field[Any]) -> bool:
    """True for a part that no question of the kind can do without."""
    return known.default is known.default_factory is dataclasses.MISSING


def _holds_lines(known: dataclasses.Field[Any]) -> bool:
    """True for a part with lines of its own below it."""
    return known.name == "misses" or str(known.type).startswith(("Mapping", "tuple"))


#: What a question knows of itself, and no author types in its block.
_NOT_TYPED = ("id", "part_marks")


def _signs_of(kind: type[Question]) -> list[str]:
    """The signs by which a kind knows a wrong answer, by the names that an author types."""
    own = [name.removeprefix("sign_") for name in dir(kind) if name.startswith("sign_")]
    return [*own, *_FOR_ALL]


def _not_known(name: str, known: Iterable[str], what: str) -> str:
    if near := _near(name, known):
        return f'"{name}" is not known. Did you mean "{near[0]}"?'
    return f'"{name}" is not known. For {what} there are: {", ".join(sorted(known))}.'


def _near(name: str, known: Iterable[str]) -> list[str]:
    return difflib.get_close_matches(name.lower(), list(known), n=1, cutoff=0.7)


# --- What should stand after a colon ------------------------------------------------------------


def _text(value: Any) -> str:
    return "" if isinstance(value, str | int | float) and not isinstance(value, bool) else "words"


def _number(value: Any) -> str:
    return "" if is_number(value) else "a number"


def _truth(value: Any) -> str:
    return "" if isinstance(value, bool) else "true or false"


def _named_words(value: Any) -> str:
    good = isinstance(value, dict) and value and all(_good(one) for one in value.values())
    return "" if good else "lines with a short name, a colon and words"


def _good(value: Any) -> bool:
    return value is not None and value != "" and not isinstance(value, bool | dict | list)


def _several(value: Any) -> str:
    good = isinstance(value, list) and value and all(one not in (None, "") for one in value)
    return "" if good else "a list, such as [one, two]"


def _mapping(value: Any) -> str:
    return "" if isinstance(value, dict) and value else "lines with a short name and a colon"


def _above_0(value: Any) -> str:
    return "" if is_number(value) and value > 0 else "a number above 0"


def _not_under_0(value: Any) -> str:
    return "" if is_number(value) and value >= 0 else "a number that is not under 0"


def _whole_above_0(value: Any) -> str:
    whole = is_number(value) and value > 0 and value == int(value)
    return "" if whole else "a whole number above 0"


#: Numbers that cannot be just any number.
_AMOUNTS = {
    "points": _above_0,
    "within": _not_under_0,
    "rounded": _not_under_0,
    "rows": _whole_above_0,
    "top": _above_0,
}
_CHECKS = (
    ("str", _text),
    ("float", _number),
    ("int", _number),
    ("bool", _truth),
    ("Mapping[str, str]", _named_words),
    ("Mapping", _mapping),
    ("tuple", _several),
)


def _as(wanted: str, value: Any) -> Any:
    if wanted == "str":
        return str(value)
    if wanted.startswith("Mapping[str, str]"):
        return {key: str(words) for key, words in value.items()}
    if wanted.startswith("tuple[str, ..."):
        return tuple(map(str, value))
    if wanted.startswith("tuple"):
        return tuple(tuple(one) if isinstance(one, list) else one for one in value)
    if "tuple[" in wanted and isinstance(value, dict):
        return {key: tuple(one) if isinstance(one, list) else (one,) for key, one in value.items()}
    return value

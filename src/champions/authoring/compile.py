"""From the blocks of a lesson text to its questions: every slip of the author's, at once, with its line.

What an author types is plain words. ``=name`` stands for a fact as it is, and ``{{ facts.name }}`` for
one in the middle of words: see :mod:`champions.authoring.facts`.
"""

from __future__ import annotations

import dataclasses
import difflib
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from champions.authoring.blocks import Block
from champions.authoring.facts import NoSuchFact, fact
from champions.authoring.typed import Path
from champions.place import NotFilledIn, fill_in
from champions.questions import Level, Miss, Question, compiled
from champions.questions.base.question import Signs
from champions.questions.kinds import NoSuchKind, all_kinds, class_of

#: Words of a skeleton: where they still stand, the author has not written yet.
PLACEHOLDER = re.compile(
    r"\b(?:WRITE HERE|TODO|TBC|FIXME|LOREM IPSUM)\b|^\s*(?:\.\.\.|…)\s*$", re.MULTILINE
)
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
        made.lines.setdefault(block.about, block.line)
        if not isinstance(block.typed.data, dict):
            continue  # told already: the block could not be read
        one = _Maker(block, facts, place)
        question = one.make()
        made.slips += one.slips
        if question is not None:
            made.questions.append(question)
    return made


class _Maker:
    """Makes one question from its block; what is wrong with it gathers in ``slips``."""

    def __init__(self, block: Block, facts: Mapping[str, Any], place: Mapping[str, Any]) -> None:
        self.block, self.facts, self.place = block, facts, place
        self.slips: list[Slip] = []

    def say(self, path: Path, text: str) -> None:
        """Tell a slip with the line of the part that it is in."""
        self.slips.append(Slip(self.block.typed.line(path), f"{self.block.about}: {text}"))

    def make(self) -> Question | None:
        """The question; None when something is wrong with it."""
        data: dict[str, Any] = self.block.typed.data
        kind = self._kind(data)
        if kind is None:
            return None
        known = {one.name: one for one in dataclasses.fields(kind) if one.name != "id"}
        parts: dict[str, Any] = {"id": self.block.about}
        for name, value in data.items():
            if name == "kind":
                continue
            if name not in known:
                self.say(
                    (name,), _not_known(name, known, f'a question of the kind "{data["kind"]}"')
                )
            elif (read := self._part(known[name], value, kind)) is not None:
                parts[name] = read
        self._missing(known, data)
        if self.slips:
            return None
        try:
            return kind(**parts)
        except (TypeError, ValueError) as error:
            self.say((), f"it cannot be made ({error}).")
            return None

    def _kind(self, data: Mapping[str, Any]) -> type[Question] | None:
        name = data.get("kind")
        if not name:
            self.say((), "it does not say its kind. Begin with a line such as: kind: choice")
            return None
        try:
            return class_of(str(name))
        except NoSuchKind:
            self.say(("kind",), _not_known(str(name), all_kinds(), "the kinds"))
            return None

    def _missing(self, known: Mapping[str, Any], data: Mapping[str, Any]) -> None:
        for name, one in known.items():
            needed = one.default is one.default_factory is dataclasses.MISSING
            if needed and name not in data:
                self.say((), f'it has no "{name}".')
            elif name in data and data[name] is None:
                self.say((name,), f'after "{name}:" there is nothing.')

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
        wanted = str(known.type)
        check = next((one for start, one in _CHECKS if wanted.startswith(start)), None)
        said = check(value) if check else ""
        if said:
            self.say(path, f'after "{name}:" there should be {said}.')
            return None
        return _as(wanted, value)

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
        if PLACEHOLDER.search(text):
            self.say(path, f'"{text.strip()[:40]}" still waits to be written.')
        try:
            return fill_in(text, {}, self.place, facts=self.facts)
        except NotFilledIn as error:
            for slip in error.slips:
                self.say(path, slip.why)
            return text

    def _rubric(self, value: Any) -> tuple[Level, ...] | None:
        if not isinstance(value, dict) or not all(re.fullmatch(r"\d", key) for key in value):
            self.say(("rubric",), "a rubric has a line for each level, such as 0: Nothing yet.")
            return None
        return tuple(
            Level(int(key), str(self._filled(words, ("rubric", key))))
            for key, words in value.items()
        )

    def _misses(self, value: Any, kind: type[Question]) -> tuple[Miss, ...]:
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.say(("misses",), "each wrong answer begins with a hyphen: - name: mean-not-median")
            return ()
        return tuple(
            miss for at, one in enumerate(value) if (miss := self._miss(one, at, kind)) is not None
        )

    def _miss(self, typed: Mapping[str, Any], at: int, kind: type[Question]) -> Miss | None:
        path: Path = ("misses", at)
        name, hint = str(typed.get("name") or ""), str(typed.get("hint") or "")
        for part, text in (("name", name), ("hint", hint)):
            if not text.strip():
                self.say(path, f'this wrong answer has no "{part}".')
        if name and not re.fullmatch(r"[a-z0-9]+(?:[-.][a-z0-9]+)*", name):
            self.say(
                (*path, "name"), f'"{name}" should be a few words in small letters with hyphens.'
            )
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
            self.say(path, f"it does not say which answer it is. Use one of these: {ways}.")
        return Miss(Signs(signs), name, self._words(hint, (*path, "hint")), float(points))

    def _signs(self, typed: Any, path: Path, kind: type[Question]) -> dict[str, Any]:
        if not isinstance(typed, dict):
            self.say(path, "here there should be a sign with a colon, such as chosen: mean")
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
                self.say(path, f'after "{name}:" there is nothing.')
            return None
        if name.endswith("near"):
            good = isinstance(filled, list) and len(filled) > 1 and all(map(_is_number, filled))
            if not good:
                self.say(path, f'"{name}" is a number and how far off, such as: 27.1 within 0.6')
        return filled


def _number_or_words(text: str) -> Any:
    try:
        return float(text)
    except ValueError:
        return text.strip()


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _signs_of(kind: type[Question]) -> list[str]:
    """The signs by which a kind knows a wrong answer, by the names that an author types."""
    own = [name.removeprefix("sign_") for name in dir(kind) if name.startswith("sign_")]
    return [*own, *_FOR_ALL]


def _not_known(name: str, known: Iterable[str], what: str) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    meant = f' Did you mean "{near[0]}"?' if near else ""
    return f'"{name}" is not known.{meant} For {what} there are: {", ".join(sorted(known))}.'


# --- What should stand after a colon ------------------------------------------------------------


def _text(value: Any) -> str:
    return "" if isinstance(value, str | int | float) and not isinstance(value, bool) else "words"


def _number(value: Any) -> str:
    return "" if _is_number(value) else "a number"


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
    if wanted.startswith("tuple"):
        return tuple(tuple(one) if isinstance(one, list) else one for one in value)
    if "tuple[" in wanted and isinstance(value, dict):
        return {key: tuple(one) if isinstance(one, list) else (one,) for key, one in value.items()}
    return value

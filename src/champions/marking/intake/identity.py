"""Whose is it, by evidence? Clues, the people known and the trainer's word in; a verdict out.

Pure: nothing here reads a file. The rules, in the order in which they are asked:

1. What the trainer said of this very file stands.
2. Proof is a code typed in the lesson, a platform's number or user name, and an address, as far as
   they lead to one person. Without a list of people a typed code and a platform's number are people of
   themselves.
3. A name leads to somebody only when the list has exactly one of that name. A name that matches nobody
   is never a person, while there is a list.
4. Proof for two people is a contradiction: both sides are shown, and the trainer is asked.
5. Without a list, a folder that is not named by habit ("Downloads") is one person: the trainer made
   it. Names of files are people only where they have the form of a code, or a form that a platform
   makes.
6. What is left is asked, with the best guesses as choices.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from champions.marking.intake import people_names
from champions.marking.intake.known import Known, People, address, exact, text_key
from champions.marking.intake.places import (
    CODE,
    FILE,
    FOLDER,
    MAIL,
    NAME,
    NUMBER,
    USER,
    Clue,
    looks_like_a_code,
)  # fmt: skip
from champions.marking.intake.safe_names import safe_id
from champions.sentences import listed
from champions.sentences.told import FIRST, later, told

#: How a clue is named in a sentence.
SOURCES = {
    CODE: later("the code typed in the lesson"),
    NUMBER: later("the platform's number"),
    USER: later("the user name"),
    MAIL: later("the sender of the mail"),
    NAME: later("the name on the platform"),
    FOLDER: later("the name of the folder"),
    FILE: later("the name of the file"),
}
SAID = later("what you said")
#: Short names for a question: two sides, a slip of the pen, nobody known, two of one name.
TWO_SIDES, SLIP, UNKNOWN, NAMESAKES = (
    "two-learners",
    "code-not-known",
    "nobody-named",
    "two-of-one-name",
)
KINDS = (TWO_SIDES, SLIP, UNKNOWN, NAMESAKES)
_MOST_CHOICES = 8


@dataclass(frozen=True)
class Choice:
    """A person to choose. ``new`` is True for somebody who is not known yet."""

    code: str
    label: str
    new: bool = False


@dataclass(frozen=True)
class Verdict:
    """What came of the evidence for one file.

    Attributes:
        code: whose it is; empty when it must be asked.
        source: where that was found, in words.
        notes: sentences for the trainer.
        kind: why it must be asked, as a short name; empty otherwise.
        reason: goes on from "not marked, because".
        choices: whom to choose from, the likeliest first.
        sure: True when the first choices are evidence, and no guess by likeness.
        proof: what shows that two files are one person's.
        assumed: True when it rests on a name alone, since there is no list of people.
    """

    code: str = ""
    source: str = ""
    notes: tuple[str, ...] = ()
    kind: str = ""
    reason: str = ""
    choices: tuple[Choice, ...] = ()
    sure: bool = False
    proof: frozenset[str] = frozenset()
    assumed: bool = False


@dataclass(frozen=True)
class Told:
    """What was settled before: numbers and names that the trainer, or an earlier run, gave to a code.

    Attributes:
        by_number: a platform's number to a code.
        by_name: a name, address or typed code to a code, as the trainer said.
        codes: codes that are people already, where there is no list.
        by_trainer: which of ``by_number`` the trainer said.
        senders: for an address that the trainer gave to a code, the names that stood before it.
    """

    by_number: Mapping[str, str] = field(default_factory=dict)
    by_name: Mapping[str, str] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()
    by_trainer: frozenset[str] = frozenset()
    senders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def is_of(self, clue: Clue) -> bool:
        """Whether what was said of a number holds for this clue: an address may be used under another name."""
        names = self.senders.get(clue.number, ())
        name = sender_name(clue.said) if names else ""
        return not name or any(people_names.fit(name, one) for one in names)


def sender_name(said: str) -> str:
    """The name before an address, or empty.

    >>> sender_name('"Example, Anna" <anna@example.org>'), sender_name("anna@example.org")
    ('Anna Example', '')
    """
    before = said.partition("<")[0].strip(" \"'") if "<" in said else ""
    return "" if "@" in before else people_names.said(before).name


# --- Codes -----------------------------------------------------------------------------------------


def code_key(text: str) -> tuple[str, ...]:
    """A code as it is compared: runs of letters and of figures, without case, spaces and dashes.

    >>> code_key("LC-17") == code_key("lc 17") == code_key("LC17"), code_key("1-12") == code_key("11-2")
    (True, False)
    """
    plain = _figures(unicodedata.normalize("NFKC", text)).casefold()
    return tuple(re.findall(r"\d+|[^\W\d_]+", plain))


def _figures(text: str) -> str:
    """A text with the figures of every keyboard, such as ١٧ and ۱۷, in those that codes are printed in."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


_ALIKE = (frozenset("0oO"), frozenset("1lI|"))


def looks_like(one: str, other: str) -> bool:
    """Whether two codes differ only in signs that the eye takes for each other: O and 0, l, I and 1.

    >>> looks_like("LC-1O", "LC-10"), looks_like("lc-l7", "LC-17"), looks_like("I-1", "L-1")
    (True, True, False)
    """
    left, right = _signs(one), _signs(other)
    if len(left) != len(right):
        return False
    return all(
        a.casefold() == b.casefold() or any(a in alike and b in alike for alike in _ALIKE)
        for a, b in zip(left, right, strict=True)
    )


def _signs(text: str) -> str:
    """A code without spaces and dashes, but for one between two figures."""
    plain = _figures(unicodedata.normalize("NFKC", text))
    plain = re.sub(r"(?<=\d)[^\w|]+(?=\d)", "\N{HYPHEN}", plain)
    return re.sub(r"[^\w|\N{HYPHEN}]|_", "", plain)


def one_slip(one: str, other: str) -> bool:
    """Whether two codes are one slip apart: a sign more, fewer, other, or two that changed places.

    >>> one_slip("bitern-13", "bittern-13"), one_slip("LC-71", "LC-17"), one_slip("LC-17", "LC-29")
    (True, True, False)
    """
    a, b = _signs(one).casefold(), _signs(other).casefold()
    if a == b or abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < 3:
        return False
    if len(a) > len(b):
        a, b = b, a
    at = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) < len(b):
        return a[at:] == b[at + 1 :]
    swapped = a[:at] + a[at + 1 : at + 2] + a[at : at + 1] + a[at + 2 :]
    return a[at + 1 :] == b[at + 1 :] or swapped == b


def same_code(text: str, codes: Iterable[str]) -> str:
    """Which of some codes a text is, in whatever spelling; empty for none, or for more than one.

    >>> same_code("lc 17", ["LC-17", "LC-18"]), same_code("LC-l8", ["LC-17", "LC-18"])
    ('LC-17', 'LC-18')
    >>> same_code("LC-19", ["LC-17", "LC-18"])
    ''
    """
    return Codes(codes).find(text)


class Codes:
    """Codes by their spellings, so that one is found among thousands at once."""

    def __init__(self, codes: Iterable[str] = ()) -> None:
        self._exactly: dict[str, list[str]] = {}
        self._by_key: dict[tuple[str, ...], list[str]] = {}
        self._alike: dict[str, list[str]] = {}
        for code in codes:
            self.add(code)

    def add(self, code: str) -> None:
        """One more code."""
        for found in (
            self._exactly.setdefault(exact(code), []),
            self._by_key.setdefault(code_key(code), []) if code_key(code) else [],
            self._alike.setdefault(_look(code), []) if _look(code) else [],
        ):
            if code not in found:
                found.append(code)

    def find(self, text: str) -> str:
        """The code that a text is, in whatever spelling; empty for none, or for more than one."""
        alike = [one for one in self._alike.get(_look(text), ()) if looks_like(text, one)]
        for fits in (self._exactly.get(exact(text)), self._by_key.get(code_key(text)), alike):
            if fits:
                return fits[0] if len(fits) == 1 else ""
        return ""


def _look(text: str) -> str:
    """What is left of a code when every sign stands for all that look like it."""
    return _signs(text).casefold().translate(_LOOKS)


_LOOKS = str.maketrans({"o": "0", "l": "1", "i": "1", "|": "1"})


# --- The verdict -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Meaning:
    """Whom a clue leads to: codes of people, or nobody, with guesses."""

    clue: Clue
    codes: tuple[str, ...] = ()
    by_list: bool = False


class Judge:
    """Decides whose files are.

    Args:
        people: everybody on the trainer's list.
        told: what was settled before.
        trust: ``code`` or ``folder``, where the trainer said which to believe when they differ.
    """

    def __init__(self, people: People, told: Told | None = None, trust: str = "") -> None:
        self.people, self.told, self.trust = people, told or Told(), trust
        self._codes = [one.code for one in people.everybody]
        self._known = Codes(self._codes)
        self._told_codes = Codes(self.told.codes)
        #: Spellings of codes that are on no list: the first that came stands for all.
        self._spellings = Codes(self.told.codes)
        self._names = [(one, _names_of(one)) for one in people.everybody]
        groups = {one.group for one in people.everybody}
        self._group_words = frozenset(word for group in groups for word in _all_words(group))

    def decide(self, clues: Sequence[Clue], said: str = "", *, bag: bool = False) -> Verdict:
        """Whose a file with these clues is.

        Args:
            clues: everything that is known of it.
            said: the code that the trainer gave for this very file, or empty.
            bag: True when its folder holds files of several people, so that its name is no person's.
        """
        # Signs alone are nobody, and so is a name of habit that the list does not have.
        clues = [one for one in clues if safe_id(one.said)]
        clues = [
            one
            for one in clues
            if not one.weak or any(map(self.people.called, (one.said, *one.readings)))
        ]
        if bag:
            clues = [one for one in clues if one.kind != FOLDER or self.people]
        proof = frozenset(one.number for one in clues if one.number)
        if said:
            return Verdict(self.spelt(said), SAID, proof=proof | {f"said:{said}"})
        meanings = [self._meaning(clue) for clue in clues]
        if self.people:
            return self._with_a_list(meanings, proof)
        return self._without_a_list(meanings, proof, bag=bag)

    def knows(self, code: str) -> bool:
        """Whether somebody on the list has this code, in whatever spelling."""
        return bool(self._known.find(code))

    def was_told(self, clue: Clue) -> bool:
        """Whether the trainer said whose somebody's files are, by exactly what this clue says."""
        by_number = clue.number in self.told.by_trainer and self.told.is_of(clue)
        return by_number or exact(clue.said) in self.told.by_name

    def spelt(self, code: str) -> str:
        """A code as the list, or an earlier run, spells it; made safe where it is new."""
        known = self._known.find(code) or self._spellings.find(code)
        if not known and (known := safe_id(code)):
            self._spellings.add(known)
        return safe_id(known)

    # --- What a clue means ---

    def _meaning(self, clue: Clue) -> _Meaning:
        if (
            clue.number
            and clue.number in self.told.by_number
            and (not self.people or clue.number in self.told.by_trainer)
            and self.told.is_of(clue)
        ):
            return _Meaning(clue, (self.told.by_number[clue.number],), by_list=True)
        if code := self.told.by_name.get(exact(clue.said)):
            return _Meaning(clue, (self.spelt(code),), by_list=True)
        if clue.kind == CODE:
            code = self._known.find(clue.said)
            if not code and (found := self.people.called(clue.said)):  # a former code, or a name
                return _Meaning(clue, tuple(one.code for one in found), by_list=True)
            if not code and (inside := self._named_in(clue.runs, codes=True)[0]):
                return _Meaning(clue, inside, by_list=True)  # "my code is LC-17"
            return _Meaning(clue, (code,) if code else (), by_list=bool(code))
        # A part of one word is a name only where all else is explained: "Sam" of "Sam_Smith" is not every Sam.
        is_ours = clue.kind in (FOLDER, FILE)
        short = [one for one in clue.readings if is_ours and _is_one_word(one)]
        texts = (clue.said, *(one for one in clue.readings if one not in short))
        named = self._named_in(texts, codes=clue.kind != NAME)[0]
        if clue.kind == MAIL and len(sharing := self.people.called(clue.said)) > 1:
            # A mailbox that people share: the name before the address says which of them it is.
            by_name = {one.code for text in clue.readings for one in self.people.called(text)}
            alone = [one.code for one in sharing if one.code in by_name]
            named = tuple(alone) if len(by_name) == len(alone) == 1 else named
        if (clue.runs or short) and self.people:
            inside, explained = self._named_in((*texts, *clue.runs, *short), codes=True)
            if named or {*clue.words} <= explained | self._group_words:
                named = inside
        return _Meaning(clue, named, by_list=bool(named))

    def _named_in(
        self, texts: Sequence[str], *, codes: bool
    ) -> tuple[tuple[str, ...], frozenset[str]]:
        """Whom a name leads to, and the words that say it. Two parts of a name may name two people.

        What was found in the longer part counts: a part of that part says nothing of its own.
        """
        found: dict[str, None] = {}
        read: list[frozenset[str]] = []
        for text in texts:
            words = _all_words(text)
            if len(text_key(text)) < 2 or any(words <= one for one in read):
                continue
            people = [one.code for one in self.people.called(text)]
            if not people and codes and (code := self._known.find(text)):
                people = [code]
            if people:
                found |= dict.fromkeys(people)
                read.append(words)
        return tuple(found), frozenset().union(*read)

    # --- With a list ---

    def _with_a_list(self, meanings: Sequence[_Meaning], proof: frozenset[str]) -> Verdict:
        sure = [one for one in meanings if len(one.codes) == 1]
        codes = tuple(dict.fromkeys(one.codes[0] for one in sure))
        typed = [one for one in meanings if one.clue.kind == CODE and not one.codes]
        if len(codes) > 1:
            return self._two_sides(sure, proof)
        shared = [one for one in meanings if len(one.codes) > 1]
        if len(codes) == 1:
            if others := [one for one in typed if not _may_be(one.clue.said, codes[0])]:
                return self._two_sides([*sure, *others], proof)
            if any(codes[0] not in one.codes for one in shared):
                return self._two_sides([*sure, *shared], proof)
            return self._settled(sure[0], meanings, proof)
        if shared:
            return self._ask_which(shared, proof)
        if typed:
            return self._unknown_code(typed[0].clue, meanings, proof)
        return self._unknown(meanings, proof)

    def _settled(
        self, by: _Meaning, meanings: Sequence[_Meaning], proof: frozenset[str]
    ) -> Verdict:
        code = safe_id(by.codes[0])
        notes = []
        if by.clue.kind != CODE and exact(by.clue.said) != exact(code):
            notes.append(
                told('The roster gives "{said}" the code {code}.', said=by.clue.said, code=code)
            )
        elif by.clue.kind == CODE and exact(by.clue.said) != exact(code):
            notes.append(told('The code was typed as "{said}".', said=by.clue.said))
        others = [
            one.clue
            for one in meanings
            if not one.codes and one.clue.kind in (NAME, CODE, MAIL, USER)
        ]
        notes += [
            told(
                '{source} says "{said}", who is not on the list.',
                source=_capital(told(SOURCES[one.kind])),
                said=one.said,
            )
            for one in others
            if not one.blind
        ]
        return Verdict(code, SOURCES[by.clue.kind], tuple(notes), proof=proof)

    # --- Without a list ---

    def _without_a_list(
        self, meanings: Sequence[_Meaning], proof: frozenset[str], *, bag: bool
    ) -> Verdict:
        by_kind: dict[str, _Meaning] = {}
        for one in meanings:
            by_kind.setdefault(one.clue.kind, one)
        typed = by_kind.get(CODE)
        platform = next(
            (by_kind[kind] for kind in (NUMBER, NAME, USER, MAIL) if kind in by_kind), None
        )
        folder, file = by_kind.get(FOLDER), by_kind.get(FILE)
        if file and not (looks_like_a_code(file.clue.said) or file.clue.platform):
            file = None if not self._seen(file.clue.said) else file
        place = platform or (None if bag else folder) or file
        if typed is None and place is None:
            return self._unknown(meanings, proof)
        mails = [one for one in meanings if one.clue.kind == MAIL]
        if typed is None and place in mails and len(mails) > 1:
            return self._two_sides(mails[::-1], proof)  # who sent it first, or who sent it on
        if typed is None:
            assert place is not None  # noqa: S101 - one of the two is there
            return self._by_place(place, proof)
        code = self._code_of(typed)
        if not typed.codes and (slip := self._slip_of(typed.clue.said)):
            return self._unknown_code(typed.clue, meanings, proof, (slip,))
        if place is None or self._agree(code, place):
            return Verdict(code, SOURCES[CODE], proof=proof)
        if platform is place and not (place.codes or looks_like_a_code(place.clue.said)):
            # A name and a code are two names of one person, as far as anybody can tell.
            said = (
                ""
                if place.clue.blind
                else told(
                    '{platform} says "{said}".',
                    platform=place.clue.platform or "The mail",
                    said=place.clue.said,
                )
            )
            return Verdict(code, SOURCES[CODE], (said,) if said else (), proof=proof)
        return self._two_sides([typed, place], proof)

    def _seen(self, text: str) -> bool:
        return bool(self._told_codes.find(text))

    def _code_of(self, one: _Meaning) -> str:
        if one.codes:
            return safe_id(one.codes[0])
        # "My code is LC-17"
        runs = [run for run in one.clue.runs if run in one.clue.said and looks_like_a_code(run)]
        inside = {code_key(run): run for run in runs}
        alone = one.clue.kind == CODE and len(one.clue.said.split()) > 2 and len(inside) == 1
        return self.spelt(next(iter(inside.values())) if alone else one.clue.said)

    def _agree(self, code: str, place: _Meaning) -> bool:
        texts = (*place.codes, place.clue.said, *place.clue.readings)
        return any(same_code(text, [code]) for text in texts)

    def _slip_of(self, typed: str) -> str:
        """The one code of an earlier run that differs in one letter alone: figures tell people apart."""
        if self._told_codes.find(typed):
            return ""
        figures = re.findall(r"\d+", typed)
        near = [
            one
            for one in self.told.codes
            if one_slip(typed, one)
            and re.findall(r"\d+", one) == figures
            and len(re.sub(r"[\W\d_]", "", one)) >= 4
        ]
        return near[0] if len(near) == 1 else ""

    def _by_place(self, place: _Meaning, proof: frozenset[str]) -> Verdict:
        clue = place.clue
        if place.codes:
            return Verdict(safe_id(place.codes[0]), SOURCES[clue.kind], proof=proof)
        if clue.blind and not clue.said.startswith("anon_"):
            name = f"{clue.said} {clue.number.rpartition(':')[2]}"
        else:
            name = address(clue.said) or clue.said if clue.kind == MAIL else clue.said
        code = self.spelt(name)
        if not code:
            return self._unknown([place], proof)
        return Verdict(code, SOURCES[clue.kind], proof=proof, assumed=clue.kind in (FOLDER, FILE))

    # --- Questions ---

    def _two_sides(self, sides: Sequence[_Meaning], proof: frozenset[str]) -> Verdict:
        """Two places name two learners: what the trainer trusts, else a question with both sides."""
        trusted = {"code": (CODE,), "folder": (FOLDER, NAME, USER, NUMBER, MAIL, FILE)}.get(
            self.trust, ()
        )
        for one in sides:
            if one.clue.kind in trusted and len(one.codes or (one.clue.said,)) == 1:
                code = self._code_of(one) if one.codes else self.spelt(one.clue.said)
                others = [
                    told(
                        "{source} says {said}",
                        source=told(SOURCES[other.clue.kind]),
                        said=self._said(other),
                    )
                    for other in sides
                    if other is not one
                ]
                note = told("Note: {others}.", others="; ".join(others))
                return Verdict(code, SOURCES[one.clue.kind], (note,), proof=proof)
        said = listed(
            (
                told(
                    "{source} says {said}",
                    source=told(SOURCES[one.clue.kind]),
                    said=self._said(one),
                )
                for one in _once(sides)
            ),
            "but",
        )
        choices: dict[str, Choice] = {}
        for one in sides:
            for code in one.codes or (self.spelt(one.clue.said),):
                if code:
                    label = f"{self.people.label(code)} ({told(SOURCES[one.clue.kind])})"
                    new = bool(self.people) and self.people.get(code) is None
                    label = told("Somebody new: {label}", label=label) if new else label
                    choices.setdefault(code, Choice(safe_id(code), label, new))
        ordered = sorted(choices.values(), key=lambda one: one.new)
        return Verdict(
            kind=TWO_SIDES,
            reason=told("it is not clear whose work it is: {said}.", said=said),
            choices=tuple(ordered),
            sure=True,
            proof=proof,
        )

    def _said(self, one: _Meaning) -> str:
        if len(one.codes) == 1:
            return self.people.label(one.codes[0])
        if one.codes:
            return f'"{one.clue.said}" ({listed(map(self.people.label, one.codes), "or")})'
        return (
            one.clue.said
            if not self.people
            else told('"{said}", who is not on the list', said=one.clue.said)
        )

    def _ask_which(self, shared: Sequence[_Meaning], proof: frozenset[str]) -> Verdict:
        codes = set(shared[0].codes).intersection(*(one.codes for one in shared)) or {
            code for one in shared for code in one.codes
        }
        ordered = [code for one in shared for code in one.codes if code in codes]
        if len(codes) == 1:
            return self._settled(
                _Meaning(shared[0].clue, tuple(codes), by_list=True), shared, proof
            )
        clue = shared[0].clue
        return Verdict(
            kind=NAMESAKES,
            reason=(
                told(
                    '{source} says "{said}", and {number} people on the list may be meant.',
                    source=told(SOURCES[clue.kind]),
                    said=clue.said,
                    number=len(codes),
                )
            ),
            choices=tuple(
                Choice(safe_id(code), self.people.label(code)) for code in dict.fromkeys(ordered)
            ),
            proof=proof,
        )

    def _unknown_code(
        self,
        clue: Clue,
        meanings: Sequence[_Meaning],
        proof: frozenset[str],
        slips: Sequence[str] = (),
    ) -> Verdict:
        near = [*slips, *(one for one in self._codes if one_slip(clue.said, one))]
        guesses = [Choice(safe_id(code), self.people.label(code)) for code in dict.fromkeys(near)]
        guesses += self._alike(meanings, near)
        new = safe_id(clue.said)
        if new:
            guesses = [
                *guesses[: _MOST_CHOICES - 1],
                Choice(new, told("Somebody new: {new}", new=new), new=True),
            ]
        if self.people:
            said = told(
                'the code typed in the lesson is "{said}", and nobody on the list has it.',
                said=clue.said,
            )
        else:
            said = told(
                'the code typed in the lesson is "{said}", and nobody who sent work before has it.',
                said=clue.said,
            )
        if len(set(near)) == 1:
            slip = told("It may be a slip for {label}.", label=self.people.label(near[0]))
            said = f"{said} {slip}"
        return Verdict(kind=SLIP, reason=said, choices=tuple(guesses), proof=proof)

    def _unknown(self, meanings: Sequence[_Meaning], proof: frozenset[str]) -> Verdict:
        """A name that matches nobody known: never a person while there is a list."""
        named = [one.clue for one in meanings if one.clue.said and not one.codes]
        guesses = self._alike(meanings, ())
        first = next((one for one in named if not one.blind), named[0] if named else None)
        if first is None:
            return Verdict(
                kind=UNKNOWN,
                reason=told("nothing says whose work it is."),
                choices=tuple(guesses),
                proof=proof,
            )
        name = first.said
        if first.blind and first.number and not first.said.startswith("anon_"):
            name = f"{first.said} {first.number.rpartition(':')[2]}"
        if new := safe_id(name):
            guesses = [
                *guesses[: _MOST_CHOICES - 1],
                Choice(new, told("Somebody new: {new}", new=new), new=True),
            ]
        where = (
            told(
                'nobody in your list of people is called "{name}" ({source}).',
                name=name,
                source=told(SOURCES[first.kind]),
            )
            if self.people
            else told(
                'nothing proves whose work it is. {source} says "{name}".',
                source=_capital(told(SOURCES[first.kind])),
                name=name,
            )
        )
        return Verdict(kind=UNKNOWN, reason=where, choices=tuple(guesses), proof=proof)

    def _alike(self, meanings: Sequence[_Meaning], but: Iterable[str]) -> list[Choice]:
        """People whose name or code is most like what is said, the likeliest first."""
        texts = [exact(one.clue.said) for one in meanings if not one.clue.blind]
        found: list[tuple[float, str]] = []
        for person, names in self._names if texts else ():
            best = max((_likeness(text, name) for text in texts for name in names), default=0.0)
            if best >= _LIKE:
                found.append((best, person.code))
        found.sort(key=lambda one: -one[0])
        left = [code for _, code in found if code not in set(but)]
        return [
            Choice(safe_id(code), self.people.label(code)) for code in left[: _MOST_CHOICES - 2]
        ]


def _is_one_word(text: str) -> bool:
    """Whether a part of a name is one word of letters: no address, no code and no whole name.

    >>> _is_one_word("Sam"), _is_one_word("Anna-Lena"), _is_one_word("anna.example"), _is_one_word("LC-17")
    (True, True, False, False)
    """
    return not re.search(r"[\d@]", text) and len(re.split(r"[\s.]+", text.strip(" ."))) == 1


def _may_be(typed: str, code: str) -> bool:
    return one_slip(typed, code) or bool(same_code(typed, [code]))


def _once(sides: Sequence[_Meaning]) -> list[_Meaning]:
    """One side for each person that is named: three clues for one person are one side."""
    seen: dict[tuple[str, ...], _Meaning] = {}
    for one in sides:
        seen.setdefault(one.codes or (one.clue.said,), one)
    return list(seen.values())


#: From how much likeness on somebody is offered as a guess.
_LIKE = 0.6


def _names_of(one: Known) -> tuple[tuple[str, frozenset[str]], ...]:
    """What a person may be called, ready to be compared: each with its longer words."""
    names = (one.name, one.code, *one.also, *(mail.partition("@")[0] for mail in one.emails))
    return tuple((plain, _words_in(plain)) for name in names if (plain := exact(name)))


def _all_words(text: str) -> frozenset[str]:
    return frozenset(word for word in re.split(r"[\W_]+", exact(text)) if word) or frozenset({text})


def _words_in(text: str) -> frozenset[str]:
    return frozenset(word for word in re.split(r"[\W_]+", text) if len(word) > 2)


def _likeness(text: str, name: tuple[str, frozenset[str]]) -> float:
    """How alike two names are, from 0 to 1; one long word that both have counts for much."""
    plain, words = name
    shared = 0.75 if words & _words_in(text) else 0.0
    if min(len(text), len(plain)) * 10 < max(len(text), len(plain)) * 4:
        return shared
    compared = SequenceMatcher(None, plain, text)
    if compared.real_quick_ratio() < _LIKE or compared.quick_ratio() < _LIKE:
        return shared
    return max(shared, compared.ratio())


def _capital(text: str) -> str:
    at = 1 if text.startswith(FIRST) else 0  # English among other words
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]

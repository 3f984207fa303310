"""What a list that was sent would change in the list of people: who is new, changed, there, or doubtful.

Nothing is written here, and nobody is made one person with somebody else without evidence. Evidence is a
code, a mail address that one person has, or a number of a platform. A name alone is enough only where
nobody else has a name like it, here or there. Everything else is a doubt, for the trainer to settle.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from champions.desk import people_store
from champions.desk.people_store import Person
from champions.marking.intake import people_names
from champions.marking.intake.collect import safe_id
from champions.marking.intake.people_found import LeftOut, PeopleTable, Row
from champions.sentences import listed
from champions.sentences.told import told

NEW, THERE, CHANGED, DOUBT, OUT, REFUSED = "new", "there", "changed", "doubt", "out", "refused"
#: What a trainer can say of a doubtful row, beside ``same:CODE`` and ``line:NUMBER``.
SOMEBODY_NEW, LEAVE_OUT = "new", "out"


@dataclass(frozen=True)
class Choice:
    """One way to settle a doubt: what is sent, and the words of its button."""

    value: str
    said: str


@dataclass(frozen=True)
class Proposed:
    """What becomes of one row.

    Attributes:
        row: the row as it was read.
        kind: new, there, changed, doubt, out or refused.
        why: one sentence that says how it was found, or what the doubt is.
        before: the person on the list, if it is somebody there.
        after: the person as they will be.
        changes: what changes, in sentences.
        choices: the ways to settle a doubt, also when it is settled.
        decided: what the trainer said.
    """

    row: Row
    kind: str
    why: str
    before: Person | None = None
    after: Person | None = None
    changes: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    decided: str = ""


@dataclass(frozen=True)
class Proposal:
    """What a list would change, row by row.

    Attributes:
        rows: what becomes of each row that is a person.
        left_out: rows that are no people.
        everybody: the whole list of people as it would be.
        shared: addresses that several people of the list have, each with their names.
    """

    rows: tuple[Proposed, ...]
    left_out: tuple[LeftOut, ...]
    everybody: tuple[Person, ...]
    shared: tuple[str, ...] = ()

    def of(self, *kinds: str) -> tuple[Proposed, ...]:
        """The rows of some kinds."""
        return tuple(one for one in self.rows if one.kind in kinds)

    @property
    def new(self) -> tuple[Proposed, ...]:
        """Who is new."""
        return self.of(NEW)

    @property
    def changed(self) -> tuple[Proposed, ...]:
        """Who is on the list and has something new."""
        return self.of(CHANGED)

    @property
    def there(self) -> tuple[Proposed, ...]:
        """Who is on the list as they are."""
        return self.of(THERE)

    @property
    def undecided(self) -> tuple[Proposed, ...]:
        """Doubts that nobody has settled."""
        return self.of(DOUBT)

    @property
    def settled(self) -> tuple[Proposed, ...]:
        """Doubts that the trainer settled."""
        return tuple(one for one in self.rows if one.choices and one.kind != DOUBT)

    @property
    def refused(self) -> tuple[Proposed, ...]:
        """Rows that cannot be taken in."""
        return self.of(REFUSED)


@dataclass
class _Known:
    """Somebody while rows are taken: on the list already, or from a row above."""

    person: Person
    place: int
    line: int = 0
    row: Row | None = None
    claimed: int = 0
    coded: str = ""
    before: Person | None = None
    keys: frozenset[str] = field(default_factory=frozenset)
    names: tuple[str, ...] = ()

    def look(self) -> None:
        """Work out by what they are known."""
        one = self.person
        self.keys = frozenset(filter(None, map(_key, (one.code, one.email, *one.also))))
        self.names = tuple(filter(None, (one.name, *(o for o in one.also if _is_name(o)))))


def _key(value: str) -> str:
    return value.casefold() if "@" in value else re.sub(r"[\W_]+", "", value.casefold())


def _is_name(value: str) -> bool:
    return "@" not in value and not re.search(r"\d", value) and " " in value


def propose(
    everybody: Sequence[Person], found: PeopleTable, decisions: Mapping[int, str]
) -> Proposal:
    """What a list would change.

    Args:
        everybody: the list of people as it is.
        found: the list that was sent.
        decisions: what the trainer said of doubtful rows and of rows that were left out, by line.
    """
    back = tuple(
        one.row for one in found.left_out if one.row and decisions.get(one.line) == SOMEBODY_NEW
    )
    rows = sorted((*found.rows, *back), key=lambda row: row.line)
    left_out = tuple(one for one in found.left_out if one.row not in back)
    return _Taking(everybody, rows, decisions).all(left_out)


class _Taking:
    """Takes row after row, and knows who was there and who came above."""

    def __init__(
        self, everybody: Sequence[Person], rows: Sequence[Row], decisions: Mapping[int, str]
    ) -> None:
        self.rows, self.decisions = rows, decisions
        self.known: list[_Known] = []
        self.codes: set[str] = set()
        self.by_key: dict[str, list[_Known]] = {}
        self.by_name: dict[tuple[str, ...], list[_Known]] = {}
        for one in everybody:
            self._add(_Known(one, len(self.known), before=one))
        self.often = Counter(people_names.parts(row.name) for row in rows if row.name)
        self.mailbox: dict[str, list[str]] = {}
        for row in rows:
            names = self.mailbox.setdefault(row.email.casefold(), [])
            if row.name and not any(people_names.near(row.name, name) for name in names):
                names.append(row.name)

    def _add(self, one: _Known) -> _Known:
        self.known.append(one)
        self.codes.add(one.person.code.casefold())
        self._index(one)
        return one

    def _index(self, one: _Known) -> None:
        one.look()
        for key in one.keys:
            if one not in (there := self.by_key.setdefault(key, [])):
                there.append(one)
        for name in one.names:
            if one not in (there := self.by_name.setdefault(people_names.parts(name), [])):
                there.append(one)

    def all(self, left_out: tuple[LeftOut, ...]) -> Proposal:
        # A row with a code says surely who it is, so that rows without one find that person there.
        made = [self._one(row) for row in sorted(self.rows, key=lambda row: not row.code)]
        made.sort(key=lambda one: one.row.line)
        # Somebody may have got more from a row further down.
        shared = tuple(
            told(
                "{mail} is the address of {names}. We keep them as {number} people.",
                mail=mail,
                names=listed(names[:5]),
                number=len(names),
            )
            for mail, names in self.mailbox.items()
            if mail and len(names) > 1
        )
        return Proposal(
            tuple(made),
            left_out,
            tuple(one.person for one in sorted(self.known, key=lambda one: one.line)),
            shared,
        )

    # --- One row ---------------------------------------------------------------------------------

    def _one(self, row: Row) -> Proposed:
        if row.code and safe_id(row.code) != row.code:
            why = told(
                'The code "{code}" has signs that a file name cannot have. Use letters, digits and hyphens.',
                code=row.code[:40],
            )
            return Proposed(row, REFUSED, why)
        kind, known, why, candidates = self._judge(row)
        choices = self._choices(row, candidates) if kind == DOUBT else ()
        decided = self.decisions.get(row.line, "")
        if kind == DOUBT:
            if decided not in {one.value for one in choices}:
                return Proposed(row, DOUBT, why, choices=choices)
            if decided == LEAVE_OUT:
                return Proposed(row, OUT, why, choices=choices, decided=decided)
            known = None if decided == SOMEBODY_NEW else self._named(decided, candidates)
            kind = NEW if known is None else THERE
        if known is None:
            made = self._new(row)
            return Proposed(row, NEW, why, None, made.person, (), choices, decided)
        return self._same(row, known, why, choices, decided)

    def _new(self, row: Row) -> _Known:
        code = row.code if row.code and row.code.casefold() not in self.codes else ""
        one = Person(
            code or people_store.new_code(self.codes),
            row.name,
            row.email,
            row.cohort,
            (),
            "",
            row.preferred,
        )
        one = people_store.with_others(
            one, *row.also, *([row.code] if row.code and not code else [])
        )
        return self._add(
            _Known(one, len(self.known), line=row.line, row=row, claimed=row.line, coded=row.code)
        )

    def _same(
        self, row: Row, known: _Known, why: str, choices: tuple[Choice, ...], decided: str
    ) -> Proposed:
        before = known.person
        known.person, changes = _with(before, row, said=bool(decided))
        known.claimed = known.claimed or row.line
        known.coded = known.coded or row.code
        self._index(known)
        if known.person.withdrawn:
            changes = (*changes, told("This person is withdrawn, and stays so."))
        kind = CHANGED if known.person != before else THERE
        return Proposed(row, kind, why, before, known.person, changes, choices, decided)

    def _named(self, decided: str, candidates: Sequence[_Known]) -> _Known | None:
        return next((one for one in candidates if _value(one) == decided), None)

    def _choices(self, row: Row, candidates: Sequence[_Known]) -> tuple[Choice, ...]:
        same = [
            Choice(_value(one), told("The same person as {label}", label=_label(one)))
            for one in candidates[:8]
        ]
        new = Choice(SOMEBODY_NEW, told("Somebody else"))
        return (*same, new, Choice(LEAVE_OUT, told("Leave this row out")))

    # --- Who it is ---------------------------------------------------------------------------------

    def _judge(self, row: Row) -> tuple[str, _Known | None, str, list[_Known]]:
        for rule in (self._by_code, self._by_address, self._by_name):
            if said := rule(row):
                return said
        return NEW, None, told("Nobody on the list is like this."), []

    def _by_code(self, row: Row) -> tuple[str, _Known | None, str, list[_Known]] | None:
        found = self.by_key.get(_key(row.code), []) if row.code else []
        exact = [one for one in found if one.person.code.casefold() == row.code.casefold()]
        found = exact or found
        if not found:
            return None
        one = found[0]
        if len(found) > 1 or not exact:
            return DOUBT, None, told("Somebody is known by {code} already.", code=row.code), found
        if row.name and one.names and not _fits(row.name, one):
            why = told(
                "The code {code} is that of {label}. Here it stands beside {name}.",
                code=row.code,
                label=_label(one),
                name=row.name,
            )
            return DOUBT, None, why, found
        return THERE, one, told("The code {code} is on the list.", code=row.code), found

    def _by_address(self, row: Row) -> tuple[str, _Known | None, str, list[_Known]] | None:
        mails = [value for value in (row.email, *row.also) if "@" in value]
        numbers = [value for value in row.also if "@" not in value]
        found: list[_Known] = []
        for value in (*numbers, *mails):
            found += [one for one in self.by_key.get(_key(value), []) if one not in found]
        if row.code:  # two codes in one list are two people, whatever they share
            found = [one for one in found if not one.coded]
        if not found:
            return None
        by = next(v for v in (*numbers, *mails) if self.by_key.get(_key(v)))
        fitting = [one for one in found if not row.name or not one.names or _fits(row.name, one)]
        alike = [one for one in fitting if row.name and _is_near(row.name, one)]
        if len(alike) == 1 or (len(fitting) == 1 and not alike):
            one = (alike or fitting)[0]
            return self._doubt_of(row, one, by, alike=bool(alike)) or (
                THERE,
                one,
                told("{by} is on the list.", by=by),
                [one],
            )
        if fitting:
            return DOUBT, None, told("Several people have {by}.", by=by), alike or fitting
        names = self.mailbox.get(row.email.casefold(), [])
        of_several = sum(one.person.email.casefold() == row.email.casefold() for one in found) > 1
        if by in mails and (len(names) > 1 or of_several):
            if said := self._by_name(row):
                return said
            return NEW, None, told("{by} is a mailbox that several people share.", by=by), []
        why = told(
            "{by} is that of {label}. Here it stands beside {name}.",
            by=by,
            label=_label(found[0]),
            name=row.name,
        )
        return DOUBT, None, why, found

    def _doubt_of(
        self, row: Row, one: _Known, by: str, *, alike: bool
    ) -> tuple[str, _Known | None, str, list[_Known]] | None:
        """Why somebody with the same address or number may be somebody else all the same."""
        if row.code and one.before and one.person.code.casefold() != row.code.casefold():
            why = told(
                "{by} is that of {label}. Here the code is {code}.",
                by=by,
                label=_label(one),
                code=row.code,
            )
            return DOUBT, None, why, [one]
        if alike or not row.name:
            return None
        several = one.claimed or len(self.mailbox.get(row.email.casefold(), [])) > 1
        if one.names and several:
            why = told(
                "Two rows of this list have {by}, and names that are nearly the same.", by=by
            )
            return DOUBT, None, why, [one]
        if namesakes := self.by_name.get(people_names.parts(row.name), []):
            why = told(
                "{by} is that of {label}, and {label2} has this name.",
                by=by,
                label=_label(one),
                label2=_label(namesakes[0]),
            )
            return DOUBT, None, why, [one, *namesakes]
        return None

    def _by_name(self, row: Row) -> tuple[str, _Known | None, str, list[_Known]] | None:
        alike = self.by_name.get(people_names.parts(row.name), []) if row.name else []
        open_ = [one for one in alike if not _is_other(row, one)]
        if not alike:
            return None
        if not open_:
            return (
                NEW,
                None,
                told(
                    "A namesake of {label}: the address or number differs.", label=_label(alike[0])
                ),
                [],
            )
        one = open_[0]
        alone = len(open_) == 1 and one.before and not one.claimed
        once = self.often[people_names.parts(row.name)] == 1
        exact = any(people_names.same(row.name, name) for name in one.names)
        if alone and once and exact and not _is_unsure(row, one):
            return THERE, one, told("Nobody else here or on the list has this name."), [one]
        if one.line and len(open_) == 1:
            why = told(
                "Line {line} has this name too, and nothing says whether it is one person or two.",
                line=one.line,
            )
        elif exact and _is_unsure(row, one):
            why = told(
                "{label} has this name, with another address, number or code.", label=_label(one)
            )
        else:
            why = told("{label} has the same name, or nearly.", label=_label(one))
        return DOUBT, None, why, open_


def _fits(name: str, one: _Known) -> bool:
    called = (
        (*one.names, f"{one.person.preferred} {one.person.name.split()[-1]}")
        if one.person.preferred and one.person.name
        else one.names
    )
    return any(people_names.fit(name, other) for other in called)


def _is_near(name: str, one: _Known) -> bool:
    return any(people_names.near(name, other) for other in one.names)


def _label(one: _Known) -> str:
    if one.line:
        said = one.person.name or one.person.email or one.person.code
        return told("{said} in line {line}", said=said, line=one.line)
    return one.person.label


def _value(one: _Known) -> str:
    return f"line:{one.line}" if one.line else f"same:{one.person.code}"


def _apart(left: Iterable[str], right: Iterable[str]) -> bool:
    """Whether two people have something of a kind each, and not the same."""
    one, other = set(map(_key, left)), set(map(_key, right))
    return bool(one and other) and not one & other


def _of_kind(person: Row | Person) -> tuple[list[str], list[str]]:
    mails = [value for value in (person.email, *person.also) if "@" in value]
    numbers = [value for value in person.also if "@" not in value and re.search(r"\d", value)]
    return mails, numbers


def _is_other(row: Row, one: _Known) -> bool:
    """Whether a namesake is surely somebody else: of the same list, with another address, number or code."""
    if one.line == 0 and not one.claimed:
        return False
    mine, theirs = _of_kind(row), _of_kind(one.row if one.row is not None else one.person)
    codes = _apart(
        filter(None, [row.code]),
        filter(None, [one.person.code if not one.line or (one.row and one.row.code) else ""]),
    )
    return codes or _apart(mine[0], theirs[0]) or _apart(mine[1], theirs[1])


def _is_unsure(row: Row, one: _Known) -> bool:
    """Whether somebody on the list has another address, number or code than the row."""
    mine, theirs = _of_kind(row), _of_kind(one.person)
    other_code = bool(row.code) and row.code.casefold() != one.person.code.casefold()
    return other_code or _apart(mine[0], theirs[0]) or _apart(mine[1], theirs[1])


def _with(before: Person, row: Row, *, said: bool) -> tuple[Person, tuple[str, ...]]:
    """A person with what a row adds, and what that changes, in sentences.

    A name is never taken away: where the trainer said that it is the same person under another name,
    the old one is kept among what else they are known by.
    """
    changes = []
    made = before
    other_name = row.name and not people_names.near(row.name, before.name)
    if row.name and not before.name:
        made = replace(made, name=row.name)
        changes.append(told("The name: {name}.", name=row.name))
    elif other_name and said and not people_names.fit(row.name, before.name):
        made = replace(made, name=row.name)
        changes.append(told("The name: {name}, before {name2}.", name=row.name, name2=before.name))
    elif other_name and row.name.casefold() not in map(str.casefold, before.also):
        changes.append(told("Also called: {name}.", name=row.name))
    mails = {value.casefold() for value in (before.email, *before.also)}
    if row.email and not before.email:
        made = replace(made, email=row.email)
        changes.append(told("The address: {email}.", email=row.email))
    elif row.email and row.email.casefold() not in mails:
        made = replace(made, email=row.email)
        changes.append(
            told("The address: {email}, before {email2}.", email=row.email, email2=before.email)
        )
    if row.cohort and row.cohort != before.cohort:
        made = replace(made, cohort=row.cohort)
        changes.append(
            told("The group: {cohort}, before {cohort2}.", cohort=row.cohort, cohort2=before.cohort)
            if before.cohort
            else told("The group: {cohort}.", cohort=row.cohort)
        )
    if row.preferred and row.preferred != before.preferred:
        made = replace(made, preferred=row.preferred)
        changes.append(told("Likes to be called {preferred}.", preferred=row.preferred))
    code = [row.code] if row.code and row.code.casefold() != before.code.casefold() else []
    names = [row.name] if other_name else []
    old = [before.name, before.email]
    made = people_store.with_others(made, *old, *row.also, *code, *names)
    if more := [one for one in made.also if one not in before.also and one not in (*old, *names)]:
        changes.append(told("Also known by: {more}.", more=", ".join(more)))
    return made, tuple(changes)

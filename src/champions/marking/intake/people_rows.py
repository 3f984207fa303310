"""Which rows of a list are people, and what each says of its person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from champions import tables
from champions.marking.intake import address_lines, people_names
from champions.marking.intake.people_columns import SHORTENED
from champions.marking.intake.people_found import Column, LeftOut, PeopleTable, Row
from champions.marking.intake.people_heads import (
    CODE,
    COHORT,
    EMAIL,
    FIRST,
    LAST,
    NAME,
    NUMBERS,
    PREFERRED,
    ROLE,
    is_head,
)
from champions.sentences.told import told

_STAFF = frozenset(
    {
        *("teacher", "non-editing teacher", "instructor", "trainer", "facilitator", "manager"),
        *("organizer", "organiser", "ta", "teaching assistant", "lecturer", "tutor", "admin"),
        *("administrator", "course creator", "coach", "guest speaker", "observer", "designer"),
        *("dozent", "dozentin", "lehrer", "kursleiter", "enseignant", "enseignante", "profesor"),
        *("host", "co-host", "cohost", "panelist", "panellist", "organisator", "organisateur"),
        *("profesora", "docente", "docent", "prowadzący", "athro", "athrawes", "tiwtor"),
    }
)


#: What platforms call a learner. Where nobody is called so, a role is somebody's job, and a manager learns too.
_LEARNERS = frozenset(
    {
        *("student", "learner", "participant", "attendee", "presenter", "member", "guest", "trainee"),
        *("teilnehmer", "étudiant", "étudiante", "estudiante", "studente", "deelnemer", "uczestnik"),
        *("dysgwr", "myfyriwr", "teilnehmer/in", "teilnehmer/-in", "kursteilnehmer", "participante"),
    }
)  # fmt: skip
_MANY_JOBS = frozenset(
    {"manager", "admin", "administrator", "coach", "designer", "observer", "tutor"}
)


def people_of(
    columns: Sequence[Column],
    parted: Sequence[tuple[int, tuple[str, ...]]],
    titles: frozenset[int] = frozenset(),
) -> tuple[list[Row], list[LeftOut], list[str]]:
    """The people, the rows that are none, and what was guessed, from lines and their cells.

    ``titles`` are the lines that are one merged cell.
    """
    rows: list[Row] = []
    left_out: list[LeftOut] = []
    roles = _roles(columns, parted)
    heads = [tables.normal(one.head) for one in columns]
    usual = sorted(sum(map(bool, cells)) for _, cells in parted)[len(parted) // 2] if parted else 0
    after = ""
    for line, cells in parted:
        shown = people_names.tidy(", ".join(cell for cell in cells if cell))[:80]
        normal = [tables.normal(cell) for cell in cells]
        again = [one for one in normal if one]
        if again and (
            normal == heads or (len(again) > 1 and all(map(is_head, filter(None, cells))))
        ):
            # The same headings again begin another page, or another group, of the same table.
            other = normal != heads and bool(rows)
            after = told("These rows stand under other headings, further down.") if other else ""
            left_out.append(LeftOut(line, shown, told("It is a row of headings.")))
            continue
        if len(again) == 1 and usual > 1 and re.fullmatch(r"\d+\. .+", again[0]):
            after = told("These rows stand under another title, further down.")
            left_out.append(LeftOut(line, shown, told("It is a title.")))
            continue
        row = _row(columns, line, cells)
        if len(again) == 1 and line in titles:
            left_out.append(LeftOut(line, shown, told("It is a title."), row))
            continue
        if len(again) == 1 and people_names.ends_a_letter(shown):
            after = told("These lines stand below the end of a letter.")
        why = after or _no_person(row, cells, columns, roles, alone=len(again) == 1 and usual > 1)
        if why:
            left_out.append(LeftOut(line, shown, why, row if row.shown else None))
        else:
            rows.append(row)
    rows, faces = _without_faces(_without_single_words(rows, left_out, usual))
    left_out += faces
    turned = [row for row in rows if "turned" in row.notes]
    rows = [replace(row, notes=tuple(n for n in row.notes if n != "turned")) for row in rows]
    more = []
    if turned:
        more.append(
            told(
                'A comma parts the family name from the first name, so we read "{name}".',
                name=turned[0].name,
            )
        )
    return rows, left_out, more


def _roles(
    columns: Sequence[Column], parted: Sequence[tuple[int, tuple[str, ...]]]
) -> frozenset[str]:
    """Which roles are those of staff in this list."""
    at = [one.at for one in columns if one.meaning == ROLE]
    said = {part for _, cells in parted for one in at for part in _parts_of(cells[one])}
    return _STAFF if said & _LEARNERS else _STAFF - _MANY_JOBS


def _parts_of(role: str) -> list[str]:
    return [part.strip().casefold() for part in role.split(",")]


def _without_single_words(rows: list[Row], left_out: list[LeftOut], usual: int) -> list[Row]:
    """Where whole names stand beside more, one word alone in its row may be a title between the rows."""
    plain = [row for row in rows if _is_bare(row)]
    whole = sum(" " in row.name for row in rows)
    if (
        usual < 2
        or not plain
        or len(plain) > 0.5 * len(rows)
        or whole < 0.9 * (len(rows) - len(plain))
    ):
        return rows
    why = told("It stands alone in its row, so it may be a title.")
    left_out += [LeftOut(row.line, row.shown, why, row) for row in plain]
    return [row for row in rows if row not in plain]


def _is_bare(row: Row) -> bool:
    more = row.code or row.email or row.cohort or row.preferred or row.also
    return not more and len(row.name.split()) == 1


def _without_faces(rows: list[Row]) -> tuple[list[Row], list[LeftOut]]:
    """Rows without the letters that a chat program shows for a face, and the name that stands there again."""
    kept: list[Row] = []
    left: list[LeftOut] = []
    face = False
    for at, row in enumerate(rows):
        plain = not (row.code or row.email or row.also)
        beside = [one.name for one in rows[max(0, at - 1) : at + 2] if one is not row]
        if plain and row.name.isupper() and row.name in map(people_names.initials, beside):
            why = told("These are the first letters of the name beside it.")
            left.append(LeftOut(row.line, row.shown, why, row))
            face = True
            continue
        if plain and face and kept and people_names.same(kept[-1].name, row.name):
            why = told("Line {line} says the same.", line=kept[-1].line)
            left.append(LeftOut(row.line, row.shown, why, row))
        else:
            kept.append(row)
        face = False
    return kept, left


def _row(columns: Sequence[Column], line: int, cells: Sequence[str]) -> Row:
    def all_of(meaning: str) -> list[str]:
        noted = (people_names.tidy(cells[one.at]) for one in columns if one.meaning == meaning)
        is_name = meaning in (NAME, FIRST, LAST)  # somebody may be called Null
        return [cell for cell in noted if cell and (is_name or not people_names.is_filler(cell))]

    notes: list[str] = []
    mails: list[str] = []
    name = next(iter(all_of(NAME)), "")
    for cell in all_of(EMAIL):
        found = address_lines.ADDRESS.findall(cell)
        mails += [one.rstrip(".").removeprefix("mailto:") for one in found]
        if not found and cell.strip("-–—. ").casefold() not in {"", "n/a", "na", "none", "null"}:
            notes.append(told('"{cell}" is no mail address, so it was left out.', cell=cell[:60]))
        if found and not name and not all_of(FIRST):
            pair = address_lines.pairs(cell)
            name = pair[0][1] if pair else beside(cell)
    if address_lines.ADDRESS.search(name):
        pair = address_lines.pairs(name)
        mails += [address for _, _, address in pair] or address_lines.ADDRESS.findall(name)
        name = pair[0][1] if pair else beside(name)
    first, last = next(iter(all_of(FIRST)), ""), next(iter(all_of(LAST)), "")
    if not name and last and not first and not any(one.meaning == NAME for one in columns):
        first = ""  # a row with one cell only: a whole name
    # "_" stands in for a name that a platform must have and a person does not.
    made = " ".join(part for part in (first, last) if part.strip("_-. "))
    mails = list({one.casefold(): one for one in reversed(mails)}.values())[::-1]
    numbers = [cell.lstrip("#") for cell in all_of(NUMBERS)]
    numbers = [n for n in numbers if n and n.casefold() not in {m.casefold() for m in mails}]
    numbers = [n for n in numbers if not SHORTENED.fullmatch(n)]
    code = next(iter(all_of(CODE)), "")
    if (mails or code) and people_names.is_filler(name or made):
        name = made = ""
    cohort = next(iter(all_of(COHORT)), "")
    row = Row(
        line,
        code=code,
        preferred=next(iter(all_of(PREFERRED)), ""),
        email=mails[0] if mails else "",
        cohort="" if cohort.casefold() in {"no groups", "none", "n/a", "-"} else cohort,
        also=tuple(dict.fromkeys((*mails[1:], *numbers))),
        notes=tuple(notes),
    )
    return as_called(row, name or made)


def beside(cell: str) -> str:
    """What stands beside a mail address in its cell: the name, when it is one."""
    left = re.sub(r"mailto:", "", address_lines.ADDRESS.sub("", cell), flags=re.IGNORECASE)
    return left.strip(" ,;:<>()[]|\t-–—'\"")


def as_called(row: Row, name: str) -> Row:
    """A row with what its name says: the name itself, and one in brackets that is preferred."""
    called = people_names.said(name if re.search(r"[^\W_]", name) else "")
    preferred = row.preferred or called.preferred
    notes = row.notes
    if called.turned:
        notes = (*notes, "turned")
    if called.preferred and not row.preferred:
        notes = (
            *notes,
            told(
                '"{preferred}" stands in brackets, so we read it as the name that is preferred.',
                preferred=called.preferred,
            ),
        )
    same = people_names.same(preferred, called.name)
    return replace(row, name=called.name, preferred="" if same else preferred, notes=notes)


def _no_person(
    row: Row,
    cells: Sequence[str],
    columns: Sequence[Column],
    staff: frozenset[str],
    *,
    alone: bool,
) -> str:
    """Why a row is no person, or not surely one; empty when it is."""
    parts = [one.at for one in columns if one.meaning in (FIRST, LAST) and cells[one.at]]
    # Of a whole name no part is looked at: Ana Date is a person.
    whole = parts if len(parts) > 1 else ()
    names = [
        cells[one.at]
        for one in columns
        if one.meaning in (NAME, FIRST, LAST) and one.at not in whole
    ]
    known = [*names, row.name, *row.also, row.code, row.email.partition("@")[0]]
    others = [cell for at, cell in enumerate(cells[:5]) if at not in whole and not row.email]
    is_blank = people_names.is_filler(row.name) and not (row.email or row.code or row.also)
    if (row.name and is_blank) or any(
        people_names.is_nobody(one) for one in (*known, *others) if one
    ):
        return told("A platform puts this in. It is no person.")
    if not row.shown or not re.search(r"[^\W_]", "".join(cells)):
        return told("There is no name, code or mail address in it.")
    if not (row.code or row.name or row.email):
        return told("There is no name, code or mail address in it.")
    roles = [cells[one.at].strip() for one in columns if one.meaning == ROLE]
    if any(part in staff for role in roles for part in _parts_of(role)):
        return told(
            'The list says "{roles}" of this person, so it is no learner.', roles=roles[0][:40]
        )
    if people_names.may_be_two(row.name):
        return told("Two people may stand in this row. Write a row for each.")
    if row.name and not (row.email or row.code):
        if why := people_names.looks_like_no_name(row.name):
            return told("This may be no person: {why}.", why=why)
        if is_head(row.name):
            return told("It is a heading.")
        if alone and _GROUP_TITLE.search(row.name):
            return told("It looks like the title of a group.")
    return ""


_GROUP_TITLE = re.compile(
    r"\b(?:group|cohort|class|section|team|list|gruppe|grupa)\b", re.IGNORECASE
)


def sorted_out(
    columns: tuple[Column, ...],
    rows: Sequence[Row],
    guesses: Sequence[str],
    notes: Sequence[str],
    *,
    headed: bool,
) -> PeopleTable:
    """A list of people with what was guessed of it, each person once."""
    turned = [row.name for row in rows if "turned" in row.notes]
    said = (
        [
            told(
                'A comma parts the family name from the first name, so we read "{turned}".',
                turned=turned[0],
            )
        ]
        if turned
        else []
    )
    plain = tuple(replace(r, notes=tuple(n for n in r.notes if n != "turned")) for r in rows)
    noted = tuple(one for one in (*guesses, *said) if one)
    return once(PeopleTable(columns, plain, (), noted, tuple(notes), headed), always=False)


def once(found: PeopleTable, *, always: bool) -> PeopleTable:
    """The same row again is the same person again, when something but the name says so."""
    seen: dict[tuple[str, ...], Row] = {}
    kept, left = [], []
    for row in found.rows:
        what = (row.code, row.name, row.email, *row.also)
        key = tuple(one.casefold() for one in what)
        if key in seen and (always or row.code or row.email or row.also):
            first = seen[key]
            left.append(
                LeftOut(row.line, row.shown, told("Line {line} says the same.", line=first.line))
            )
        else:
            seen[key] = row
            kept.append(row)
    return replace(found, rows=tuple(kept), left_out=(*found.left_out, *left))

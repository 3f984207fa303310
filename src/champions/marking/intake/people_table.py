"""The one reader of lists of people: a table or a text in, who is in it out, and why each thing was read so.

It says which column is taken for what, by its head or by what stands in it, and which rows are no people.
It knows nobody: whether a person is new or known is for the room above to say. A roster for the command
line and the list of people of the desk are read by it alike. Nothing but :class:`~champions.tables.NotATable`
is raised, whatever stands in the table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from champions import tables
from champions.marking.intake import address_lines, people_names
from champions.marking.intake.people_heads import (
    CODE,
    COHORT,
    EMAIL,
    FIRST,
    LAST,
    MEANINGS,
    NAME,
    NUMBERS,
    PREFERRED,
    ROLE,
    UNUSED,
    is_about_something_else,
    is_head,
    meaning_as_a_contact,
    meaning_of,
    words_of,
)
from champions.sentences.told import later, told
from champions.tables import letters

#: What a trainer should know of how a list was read, by the reader of tables.
TO_LOOK_AT = frozenset(
    {
        *("letters-windows", "letters-mac", "letters-unknown", "letters-mixed", "letters-cut"),
        *(
            "letters-windows-plain",
            "letters-guessed",
            "columns-unsure",
            "quotes",
            "above-one",
            "above",
            "joined",
        ),
        *("longer", "sheet", "hidden", "formulas", "hidden-rows", "hidden-columns", "merged"),
    }
)
_ROWS_FOR_HEADS = 30
_CODE = re.compile(r"[^\W\d_]{2,20}[-_ ]?\d{1,4}")
_NUMBER = re.compile(r"#?\d{4,20}")
_NUMBERED = re.compile(r"[\W\d_]+")
#: What stands before each line of a list that is counted.
_COUNT = re.compile(r"^\s*\(?\d{1,4}[.):]\s+(?=[^\W\d_])")
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
        *(
            "student",
            "learner",
            "participant",
            "attendee",
            "presenter",
            "member",
            "guest",
            "trainee",
        ),
        *(
            "teilnehmer",
            "étudiant",
            "étudiante",
            "estudiante",
            "studente",
            "deelnemer",
            "uczestnik",
        ),
        *(
            "dysgwr",
            "myfyriwr",
            "teilnehmer/in",
            "teilnehmer/-in",
            "kursteilnehmer",
            "participante",
        ),
    }
)
_MANY_JOBS = frozenset(
    {"manager", "admin", "administrator", "coach", "designer", "observer", "tutor"}
)
#: Heads of a log of who came and went: one person has many rows in it.
_LOG = frozenset(
    {"user action", "timestamp", "join time", "leave time", "first join", "duration", "joined at"}
)


@dataclass(frozen=True)
class Column:
    """One column: where it stands, its head, what it is taken for, and why.

    ``sure`` is False where it was guessed from what stands in the column.
    """

    at: int
    head: str
    meaning: str
    why: str
    sure: bool
    sample: str = ""


@dataclass(frozen=True)
class Row:
    """One person of the list, as the list has them.

    Attributes:
        line: the line of the file.
        also: numbers, user names and further addresses of the same person.
        notes: what was assumed of this row, in sentences.
    """

    line: int
    code: str = ""
    name: str = ""
    preferred: str = ""
    email: str = ""
    cohort: str = ""
    also: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """How to speak of this row."""
        return self.name or self.code or self.email or next(iter(self.also), "")


@dataclass(frozen=True)
class LeftOut:
    """A row that is no person, or not surely one: its line, what stands in it, and why.

    ``row`` is the person that it would be, where a trainer may say that it is one.
    """

    line: int
    shown: str
    why: str
    row: Row | None = None


@dataclass(frozen=True)
class PeopleTable:
    """A list of people as it was read.

    Attributes:
        columns: each column, used or not.
        rows: the people in it.
        left_out: rows that are no people.
        guesses: what was guessed, in sentences.
        notes: how the file was read, where somebody should look.
        headed: whether a row names the columns.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    left_out: tuple[LeftOut, ...] = ()
    guesses: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    headed: bool = False


# --- From a file or a text ------------------------------------------------------------------------


def read_file(
    data: bytes, name: str, *, sheet: str = "", meanings: Mapping[int, str] | None = None
) -> PeopleTable:
    """Read a list of people from a file.

    Args:
        data: the file's bytes.
        name: its name, to speak of it.
        sheet: the sheet that is meant, where there are several.
        meanings: what somebody said of columns, by their place.

    Raises:
        NotATable: when it holds no table, or several and ``sheet`` does not say which.
    """
    first = tables.read(data, name, sheet=sheet, heads=["name"])
    if first.table is None:
        first.one()
    is_text = bool(first.encoding) and not first.sheet
    if is_text and (found := _of_address_line(letters.decode(data).text)):
        return found
    if is_text and any(read(letters.decode(data).text) for read in _WRITTEN_OTHERWISE):
        return read_text(letters.decode(data).text)
    return read_table(tables.read(data, name, sheet=sheet, heads=_heads(first)), meanings)


def read_text(text: str, *, meanings: Mapping[int, str] | None = None) -> PeopleTable:
    """Read a list of people that was typed in or pasted: an address line, a table, or names.

    Raises:
        NotATable: when there is nothing in it.
    """
    if found := _of_address_line(text):
        return found
    if joined := _under_each_other(text) or _by_spaces(text) or _in_blocks(text):
        return read_text(joined)
    if parted := _parted_line(text):
        found = read_text(parted)
        said = told(
            "The names stand in one line, so we read one person between two signs that part them."
        )
        return replace(found, guesses=(said, *found.guesses))
    return read_table(
        tables.read_text(text, heads=_heads(tables.read_text(text, heads=["name"]))), meanings
    )


def _of_address_line(text: str) -> PeopleTable | None:
    """The people in an address line; None when the text is none."""
    people = address_lines.cards(text) or address_lines.pairs(text)
    if not people:
        return None
    rows = [
        _said(Row(line, email=addresses.split()[0], also=tuple(addresses.split()[1:])), name)
        if addresses
        else _said(Row(line), name)
        for line, name, addresses in people
    ]
    noted = Column(0, "", NAME, told("Each name is the one before its mail address."), sure=True)
    return _sorted_out((noted,), rows, guesses=[], notes=(), headed=False)


def _under_each_other(text: str) -> str:
    """Cards of two lines, a name and below it its address, in a line each. Empty for other text."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    pairs = [*zip(lines[::2], lines[1::2], strict=False)]
    if len(lines) % 2 or len(pairs) < 2:
        return ""
    for name, mail in pairs:
        is_mail = address_lines.ADDRESS.fullmatch(mail.removeprefix("mailto:"))
        if not is_mail or "@" in name or "\t" in name or is_head(name):
            return ""
    return "\n".join(f"{name} <{mail.removeprefix('mailto:')}>" for name, mail in pairs)


def _parted_line(text: str) -> str:
    """Names that stand in one line, a line each: "Anna Smith, Ben Lee and Cara Jones". Empty for other text."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) != 1:
        return ""
    if "\t" in text:  # names that stand side by side in a spreadsheet
        cells = [cell.strip() for cell in lines[0].split("\t") if cell.strip()]
        is_names = len(cells) > 2 and all(re.fullmatch(r"[^\W\d_]\D*\s\D+", cell) for cell in cells)
        return "\n".join(cells) if is_names and not any(map(is_head, cells)) else ""
    if len(address_lines.ADDRESS.findall(text)) > 1:
        parts = [part.strip() for part in re.split(r"[;,]\s+", lines[0].strip(" ;,."))]
        found = [len(address_lines.ADDRESS.findall(part)) for part in parts]
        return "\n".join(parts) if {*found} == {1} else ""
    if re.search(r"[\d@]", text):
        return ""
    sign = ";" if ";" in text else ","
    parts = [part.strip(" .") for part in lines[0].split(sign)]
    if sign == ",":
        parts = [one for part in parts for one in re.split(r"\s+(?:and|&)\s+|^(?:and|&)\s+", part)]
    parts = [part for part in parts if part]
    is_whole = [len(part.split()) > 1 for part in parts]
    if len(parts) < 2 or any(is_head(part) for part in parts):
        return ""
    is_turned = people_names.is_given(parts[1]) and not people_names.is_given(parts[0])
    if sign == "," and len(parts) == 2 and is_turned:
        return ""  # "García López, María José"
    # "Smith, Anna" is one person: only whole names part a line.
    if sign == "," and not (all(is_whole) or (len(parts) > 2 and not any(is_whole))):
        return ""
    return "\n".join(parts)


def _by_spaces(text: str) -> str:
    """Columns that are kept apart by spaces alone, as programs print them, kept apart by tabs. Empty for others."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) < 2 or re.search(r"[\t|;]", text):
        return ""
    parts = [re.split(r" {2,}", line) for line in lines]
    usual = Counter(map(len, parts)).most_common(1)[0]
    if (
        usual[0] < 2
        or usual[1] < 0.8 * len(lines)
        or sum("," in line for line in lines) > 0.2 * len(lines)
    ):
        return ""
    return "\n".join("\t".join(one) for one in parts)


_KEY_AND_VALUE = re.compile(r"\s*(?P<key>[^:,\t\d]{2,40}):[ \t]*(?P<value>.*)")


def _in_blocks(text: str) -> str:
    """People as forms mail them, "Name: Anna Example" and below it "Email: anna@…", in a line each."""
    people: list[dict[str, str]] = [{}]
    for line in text.splitlines():
        found = _KEY_AND_VALUE.fullmatch(line)
        if not line.strip():
            people.append({})
        elif found is None:
            return ""
        elif is_head(found["key"]):
            if found["key"] in people[-1]:
                people.append({})
            people[-1][found["key"]] = re.sub(r"\s+", " ", found["value"]).strip()
    people = [one for one in people if one]
    heads = list(dict.fromkeys(key for one in people for key in one))
    says_who = {NAME, FIRST, EMAIL, CODE} & {meaning_of(one) for one in heads}
    if not says_who or max(len(people), *map(len, people)) < 2:
        return ""
    rows = [heads, *([one.get(key, "") for key in heads] for one in people)]
    return "\n".join("\t".join((*row, "")) for row in rows)


#: Ways to write a list that are no table: each gives the same as a table, or nothing.
_WRITTEN_OTHERWISE = (_parted_line, _under_each_other, _by_spaces, _in_blocks)


def read_rows(
    rows: Sequence[Sequence[str]], *, meanings: Mapping[int, str] | None = None
) -> PeopleTable:
    """The same for cells that stand in memory."""
    return read_table(
        tables.of_rows(rows, heads=_heads(tables.of_rows(rows, heads=["name"]))), meanings
    )


def read_table(found: tables.Read, meanings: Mapping[int, str] | None = None) -> PeopleTable:
    """The people in a table that was read.

    Raises:
        NotATable: when more than one sheet holds a table.
    """
    table = _without_false_head(found.one())
    table = _lined_up(_with_whole_names(table) if found.delimiter == "," else table)
    table = _with_codes_apart(_without_counts(table))
    columns, guesses = _columns(table, found.delimiter, meanings or {})
    notes = tuple(one.said for one in found.notes if one.key in TO_LOOK_AT)
    parted = [(line, cells) for line, cells in zip(table.lines, table.rows, strict=True)]
    rows, left_out, more = _people(columns, parted, _titles(found))
    made = _sorted_out(columns, rows, guesses + more, notes, headed=bool(table.head))
    is_log = bool(_LOG & {tables.normal(one) for one in table.head})
    whole = _once(made, always=is_log)
    return replace(
        whole, left_out=tuple(sorted((*whole.left_out, *left_out), key=lambda one: one.line))
    )


def _titles(found: tables.Read) -> frozenset[int]:
    """The lines of a workbook that are one merged cell: a title between the rows."""
    sheets = [one for one in found.sheets if one.name == found.sheet]
    return frozenset(
        line
        for sheet in sheets
        for line, first, last in sheet.merged
        if first == 0 and last + 1 >= max(map(len, sheet.rows), default=0)
    )


_COUNTED = re.compile(r"(\d{1,3})[.):]?\s+(\D*[^\W\d_].*)")


def _without_counts(table: tables.Table) -> tables.Table:
    """Lines that are counted with a number and a space alone, as text out of a PDF has them."""
    used = [at for at in range(len(table.names)) if any(row[at] for row in table.rows)]
    if len(used) != 1 or len(table.rows) < 2:
        return table
    found = [_COUNTED.fullmatch(row[used[0]]) for row in table.rows]
    numbers = [int(one[1]) for one in found if one]
    if len(numbers) < len(found) or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return table
    rows = tuple(
        tuple(one[2] if one and at == used[0] else cell for at, cell in enumerate(row))
        for one, row in zip(found, table.rows, strict=True)
    )
    return replace(table, rows=rows, values=rows)


def _without_false_head(table: tables.Table) -> tables.Table:
    """A row with a mail address in it names no columns: it is a person."""
    if not any(address_lines.ADDRESS.search(cell) for cell in table.head):
        return table
    row = (*table.head, *[""] * (len(table.names) - len(table.head)))
    return replace(
        table,
        head=(),
        names=tuple(f"Column {at + 1}" for at in range(len(table.names))),
        rows=(row, *table.rows),
        values=(row, *table.values),
        lines=(table.head_lines[0], *table.lines),
        head_lines=(),
    )


def _with_whole_names(table: tables.Table) -> tables.Table:
    """Under heads, a row with a cell too many has a comma in its name: "Smith, Anna" under "Name"."""
    names = [at for at, head in enumerate(table.head) if meaning_of(head) == NAME]
    wide = max((at + 1 for at, head in enumerate(table.head) if head), default=0)
    if not names or wide == len(table.names) or len(table.names) - wide > 2:
        return table
    at, rows = names[0], []
    for row in table.rows:
        extra = max(0, max((i + 1 for i, cell in enumerate(row) if cell), default=0) - wide)
        whole = ", ".join(cell for cell in row[at : at + extra + 1] if cell)
        rows.append((*row[:at], whole, *row[at + extra + 1 :][: wide - at - 1]))
    even = tuple((*row, *[""] * (wide - len(row)))[:wide] for row in rows)
    return replace(table, names=table.names[:wide], head=table.head[:wide], rows=even, values=even)


_CODE_FIRST = re.compile(
    r"(?P<code>[^\W\d_]{1,8}[-_]?\d{1,6})\s*[:.,;)|=–—-]?\s+(?P<name>[^\d@]*[^\W\d_][^\d@]*)"
)
_CODE_LAST = re.compile(
    r"(?P<name>[^\d@]*[^\W\d_][^\d@]*?)\s*(?:[:.,;(\[|=–—-]\s*|\s)(?P<code>[^\W\d_]{1,8}[-_]?\d{1,6})\s*[)\]]?"
)


def _with_codes_apart(table: tables.Table) -> tables.Table:
    """Lines that hold a code and a name in one cell, "LC-17: Anna Smith", in two columns."""
    used = [at for at in range(len(table.names)) if any(row[at] for row in table.rows)]
    if len(used) != 1 or (table.head and meaning_of(table.head[used[0]]) not in (NAME, CODE)):
        return table
    cells = [_COUNT.sub("", row[used[0]]) for row in table.rows]
    mails = [next(iter(address_lines.ADDRESS.findall(cell)), "") for cell in cells]
    cells = [_beside(cell) if mail else cell for cell, mail in zip(cells, mails, strict=True)]
    found = [_CODE_FIRST.fullmatch(cell) or _CODE_LAST.fullmatch(cell) for cell in cells]
    codes = [one["code"].casefold() for one in found if one]
    stems = {re.sub(r"\d+$", "", code) for code in codes}
    several = len({*codes}) == len(codes) >= max(2, 0.6 * len(cells))
    if not several or len(stems) > len(codes) / 2:
        return table
    rows = tuple(
        (one["code"], one["name"], mail) if one else ("", cell, mail)
        for one, cell, mail in zip(found, cells, mails, strict=True)
    )
    heads = ("Code", "Name", "Mail")
    return replace(table, names=heads, head=heads if table.head else (), rows=rows, values=rows)


def _lined_up(table: tables.Table) -> tables.Table:
    """Typed lines in which the address stands now second, now third: "Smith, Anna, anna@…" and "Ben, ben@…"."""
    if table.head:
        return table
    places = [
        [at for at, cell in enumerate(row) if address_lines.ADDRESS.search(cell)]
        for row in table.rows
    ]
    if len({tuple(one) for one in places if one}) < 2 or any(len(one) > 1 for one in places):
        return table
    rows = tuple(
        (
            ", ".join(cell for at, cell in enumerate(row) if cell and at not in place),
            *(row[at] for at in place),
        )
        for row, place in zip(table.rows, places, strict=True)
    )
    even = tuple((*row, "")[:2] for row in rows)
    return replace(table, names=table.names[:2], rows=even, values=even)


def _heads(found: tables.Read) -> list[str]:
    """The cells of the row that names the columns, if one does: to find it in the table."""
    sheets = [one for one in found.sheets if one.name == found.sheet] or list(found.sheets[:1])
    rows = [row for sheet in sheets for row in sheet.rows[:_ROWS_FOR_HEADS]]
    every = Counter(
        (at, cell.casefold())
        for sheet in sheets
        for row in sheet.rows
        for at, cell in enumerate(row)
    )
    best: list[str] = []
    for row in rows:
        if any(address_lines.ADDRESS.search(cell) for cell in row):
            continue
        # A word that stands in its column again is no head of it: "Student" under "Role".
        said = [c for at, c in enumerate(row) if is_head(c) and every[at, c.casefold()] == 1]
        filled = sum(map(bool, row))
        if len(said) > len(best) and (len(said) > 1 or filled <= 3):
            best = said
    # Without one, a list has no title either: a word that nobody writes keeps the first row a person.
    return best or ["no-head-\u2603"]


# --- Which column is what -----------------------------------------------------------------------------


def _columns(
    table: tables.Table, delimiter: str, meanings: Mapping[int, str]
) -> tuple[tuple[Column, ...], list[str]]:
    cells = [[row[at] for row in table.rows] for at in range(len(table.names))]
    heads = table.head or ("",) * len(cells)
    found = [_by_head(at, head, cells[at]) for at, head in enumerate(heads)]
    if not any(one.meaning == EMAIL for one in found):
        found = [_mail_by_content(one, cells[one.at]) for one in found]
    found = _two_below_one_head(found, cells)
    if not any(one.meaning in (NAME, FIRST, LAST) for one in found):
        found = [_contact(one) for one in found]
    if not any(one.meaning in (NAME, FIRST, LAST) for one in found):
        found = _names_by_content(found, cells, delimiter, headed=bool(table.head))
    found = _not_shared(_settled(_of_the_left_ones(found)), cells)
    found = _one_of_each(_without_what_all_are_in(found, cells))
    for at, meaning in meanings.items():
        if 0 <= at < len(found) and meaning in MEANINGS and found[at].meaning != meaning:
            found[at] = replace(found[at], meaning=meaning, why=told("You said so."), sure=True)
    no_head = told("It has no head.")
    guesses = [
        one.why for one in found if not one.sure and (one.meaning or one.why not in ("", no_head))
    ]
    guesses += [one.why for one in found if one.why == told(_SIDE_BY_SIDE)][:1]
    return tuple(replace(one, sample=_sample(cells[one.at])) for one in found), guesses


def _two_below_one_head(found: list[Column], cells: Sequence[Sequence[str]]) -> list[Column]:
    """One head over two columns, first names and family names, as a merged cell is saved to CSV."""
    for one, other in pairwise(found):
        if (
            one.meaning != NAME
            or other.head
            or other.meaning
            or _share(cells[other.at], _WORDS) < 0.9
        ):
            continue
        if len(_filled(cells[other.at])) > 0.5 * len(cells[other.at]) and _are_parts(
            cells[one.at], cells[other.at]
        ):
            why = told(
                'Below "{named}" stand two columns. We read them as first name, then family name. '
                "Look whether that is right.",
                named=people_names.tidy(one.head)[:60],
            )
            found[one.at] = replace(one, meaning=FIRST, why=why, sure=False)
            found[other.at] = replace(other, meaning=LAST, why="", sure=False)
            break
    return found


def _contact(one: Column) -> Column:
    """A list of organisations says who somebody is under "Contact name"."""
    meaning = meaning_as_a_contact(one.head)
    if one.meaning or not meaning:
        return one
    why = told('Its head is "{named}".', named=people_names.tidy(one.head)[:60])
    return replace(one, meaning=meaning, why=why)


def _not_shared(found: list[Column], cells: Sequence[Sequence[str]]) -> list[Column]:
    """Without the numbers and further addresses that people share: an order's, a manager's, a ward's."""
    named = [one.at for one in found if one.meaning in (NAME, FIRST, LAST)]
    count = len(cells[0]) if cells else 0
    people = [tuple(cells[at][row].casefold() for at in named) for row in range(count)]

    def is_shared(one: Column) -> bool:
        holders: dict[str, set[tuple[str, ...]]] = {}
        for who, cell in zip(people, cells[one.at], strict=True):
            if any(who) and not people_names.is_filler(cell):
                holders.setdefault(cell.strip().casefold(), set()).add(who)
        several = sum(len(who) for who in holders.values() if len(who) > 1)
        if one.meaning == CODE or (several == 2 and len(holders) == 1):
            return len(holders) == 1 and several > (one.meaning == CODE) + 1
        return several > 2 and several > 0.5 * sum(map(len, holders.values()))

    shared = [one for one in found if one.meaning in (CODE, NUMBERS, EMAIL) and is_shared(one)]
    if not any(one.meaning == EMAIL and one not in shared for one in found):
        shared = [one for one in shared if one.meaning != EMAIL]  # a mailbox is all that they have
    return [_of_nobody(one) if one in shared else one for one in found]


def _of_nobody(one: Column) -> Column:
    why = told(
        'People share what stands under "{named}", so it says nothing of who somebody is.',
        named=people_names.tidy(one.head)[:60],
    )
    return replace(one, meaning=UNUSED, why=why, sure=False)


def _without_what_all_are_in(found: list[Column], cells: Sequence[Sequence[str]]) -> list[Column]:
    """Of several columns for the group, without those in which all rows say the same: the course."""
    groups = [one for one in found if one.meaning == COHORT]
    alike = [
        one for one in groups if len({cell.casefold() for cell in _filled(cells[one.at])}) == 1
    ]
    if len(alike) == len(groups):
        return found
    why = told("It says the same of everybody.")
    return [replace(one, meaning=UNUSED, why=why) if one in alike else one for one in found]


def _sample(cells: Sequence[str]) -> str:
    return people_names.tidy(next((cell for cell in cells if cell.strip()), ""))[:60]


def _filled(cells: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in cells if cell.strip()]


def _share(cells: Sequence[str], pattern: re.Pattern[str]) -> float:
    filled = _filled(cells)
    return sum(bool(pattern.fullmatch(cell)) for cell in filled) / len(filled) if filled else 0.0


def _with_address(cells: Sequence[str]) -> float:
    filled = _filled(cells)
    return (
        sum(bool(address_lines.ADDRESS.search(cell)) for cell in filled) / len(filled)
        if filled
        else 0.0
    )


def _by_head(at: int, head: str, cells: Sequence[str]) -> Column:
    """What a column is by its head, as far as its content bears that out."""
    meaning = meaning_of(head)
    filled = _filled(cells)
    named = people_names.tidy(head)[:60]
    if meaning == EMAIL and filled and not any("@" in cell for cell in filled):
        return Column(
            at,
            head,
            UNUSED,
            told('No mail address stands under "{named}".', named=named),
            sure=True,
        )
    if meaning == NAME and filled and _share(filled, _NUMBERED) > 0.9:
        meaning = NUMBERS  # "Attendee #": a name has letters
    if meaning == NUMBERS:
        return _of_numbers(at, head, filled)
    if meaning:
        return Column(at, head, meaning, told('Its head is "{named}".', named=named), sure=True)
    why = (
        told('"{named}" says nothing of who somebody is.', named=named)
        if named
        else told("It has no head.")
    )
    return Column(at, head, UNUSED, why, sure=bool(named))


def _of_numbers(at: int, head: str, filled: Sequence[str]) -> Column:
    """A column called ID: codes of the course, numbers of a platform, or the rows counted."""
    named = people_names.tidy(head)[:60]
    if _is_counted(filled):
        return Column(
            at, head, UNUSED, told('Under "{named}" the rows are counted.', named=named), sure=True
        )
    alone = len({cell.casefold() for cell in filled}) == len(filled)
    if words_of(head) == ("id",) and filled and alone and _share(filled, _CODE) > 0.9:
        why = told('What stands under "{named}" looks like your own codes.', named=named)
        return Column(at, head, CODE, why, sure=False)
    if cut := next((cell for cell in filled if _SHORTENED.fullmatch(cell)), ""):
        why = told(
            'Under "{named}" a spreadsheet has shortened long numbers, such as {cut}. They are left out.',
            named=named,
            cut=cut,
        )
        return Column(at, head, NUMBERS, why, sure=False)
    return Column(at, head, NUMBERS, told('Its head is "{named}".', named=named), sure=True)


#: A long number as a spreadsheet shows it: its last figures are lost, and two people have the same.
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)


def _is_counted(filled: Sequence[str]) -> bool:
    """Whether a column counts the rows: 1, 2, 3, also with gaps, and with "Total" below."""
    numbers = [int(cell) for cell in filled if re.fullmatch(r"[0-9]{1,4}", cell)]
    if not numbers or len(filled) - len(numbers) > max(1, 0.3 * len(filled)) or min(numbers) > 1:
        return False
    return len(set(numbers)) == len(numbers) and max(numbers) <= 1.5 * len(numbers) + 1


def _mail_by_content(one: Column, cells: Sequence[str]) -> Column:
    if one.meaning == UNUSED and _with_address(cells) >= 0.5:
        return replace(one, meaning=EMAIL, why=told("Mail addresses stand in it."), sure=True)
    return one


def _names_by_content(
    found: list[Column], cells: list[list[str]], delimiter: str, *, headed: bool
) -> list[Column]:
    """Where no head says it: codes, numbers, names, and a group that people share."""
    made = list(found)
    words = []
    for one in found:
        filled = _filled(cells[one.at])
        alone = len({cell.casefold() for cell in filled}) == len(filled)
        if one.meaning or not filled or is_about_something_else(one.head):
            continue
        if headed and len(filled) > 1 and len({cell.casefold() for cell in filled}) == 1:
            continue  # what all have is nobody's name
        has_code = any(other.meaning == CODE for other in made)
        if not has_code and alone and _share(filled, _CODE) > 0.9:
            why = told(
                'What stands in column {at} looks like codes, such as "{filled}".',
                at=one.at + 1,
                filled=filled[0][:20],
            )
            made[one.at] = replace(one, meaning=CODE, why=why, sure=False)
        elif alone and _share(filled, _NUMBER) > 0.9:
            why = told(
                'Numbers stand in column {at}, such as "{filled}".',
                at=one.at + 1,
                filled=filled[0][:20],
            )
            made[one.at] = replace(one, meaning=NUMBERS, why=why, sure=False)
        elif _share([_COUNT.sub("", cell) for cell in filled], _WORDS) > 0.6:
            words.append(one.at)
    return _names_of(made, words, cells, delimiter, headed=headed)


_WORDS = re.compile(r"[^\d@]*[^\W\d_][^\d@]*")


def _names_of(
    made: list[Column], words: list[int], cells: list[list[str]], delimiter: str, *, headed: bool
) -> list[Column]:
    """Which of the columns of words are names: one with whole names, or two with their parts."""

    def take(at: int, meaning: str, why: str) -> None:
        made[at] = replace(made[at], meaning=meaning, why=why, sure=False)

    if not words:
        return made
    shared = {at for at in words if _is_shared(cells[at])}
    names = [at for at in words if at not in shared] or words[:1]
    first, *others = names
    if (
        others
        and others[0] == first + 1
        and (
            _are_parts(cells[first], cells[others[0]])
            or (delimiter == "," and _are_family_and_given(cells[first], cells[others[0]]))
        )
    ):
        family_first = _family_first(made, cells, first, others[0], delimiter)
        why = (
            told(
                "Two columns hold parts of names. We read them as family name, then first name. "
                "Look whether that is right."
            )
            if family_first
            else told(
                "Two columns hold parts of names. We read them as first name, then family name. "
                "Look whether that is right."
            )
        )
        take(first, LAST if family_first else FIRST, why)
        take(others[0], FIRST if family_first else LAST, "")
    else:
        take(
            first,
            NAME,
            told("Column {first} holds words, so we read it as the names.", first=first + 1),
        )
        if others and not headed and delimiter == ",":
            made[others[0]] = replace(
                made[others[0]],
                why=told(
                    "Column {second} holds words too, and was not read. If first names stand there, say so.",
                    second=others[0] + 1,
                ),
                sure=False,
            )
    for at in words:
        if at in shared and not made[at].meaning and not headed:
            take(
                at,
                COHORT,
                told(
                    "People share what stands in column {at}, so we read it as the group.",
                    at=at + 1,
                ),
            )
            break
    return made


#: Small words before a family name, which is one name with them: "van den Berg", "de la Cruz".
_SMALL_WORDS = re.compile(
    r"^(?:(?:van|von|der|den|de|del|della|da|das|dos|do|di|du|la|las|los|le|ter|ten|te|zu|zur|al|el|bin|ibn|"
    r"abu|ap|mac|mc|st\.?|o'|d')[\s-]+)+",
    re.IGNORECASE,
)


def _are_parts(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether two columns hold parts of names: where both are filled, the left one is seldom a whole name."""
    both = [
        (one, right)
        for one, right in zip(left, right, strict=True)
        if one.strip() and right.strip()
    ]
    whole = sum(len(_SMALL_WORDS.sub("", one).split()) > 1 or "," in one for one, _ in both)
    return bool(both) and whole < 0.6 * len(both)


def _are_family_and_given(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether a comma parts family names of two words from first names: "García López, María José"."""
    both = [(a, b) for a, b in zip(left, right, strict=True) if a.strip() and b.strip()]
    fits = sum(people_names.is_given(b) and not people_names.is_given(a) for a, b in both)
    against = sum(people_names.is_given(a) for a, _ in both)
    return fits >= max(1, 0.5 * len(both)) and not against


def _is_shared(cells: Sequence[str]) -> bool:
    filled = _filled(cells)
    return len(filled) >= 4 and len({cell.casefold() for cell in filled}) <= len(filled) / 3


def _family_first(
    made: list[Column], cells: list[list[str]], left: int, right: int, delimiter: str
) -> bool:
    """Whether the family name stands first: by the mail addresses, else by the comma between them."""
    mail = next((one.at for one in made if one.meaning == EMAIL), None)
    votes = 0
    for at, address in enumerate(cells[mail] if mail is not None else ()):
        local = "".join(words_of(address.partition("@")[0]))
        one, other = ("".join(words_of(cells[column][at])) for column in (left, right))
        if one and other and local.startswith(one):
            votes -= 1
        elif one and other and local.startswith(other):
            votes += 1
    # "Smith, Anna" is a name with a comma in it. What stands behind a code are columns.
    return votes > 0 if votes else delimiter == "," and left == 0


_SIDE_BY_SIDE = later(
    "People stand side by side in this table. Only those on the left are read. Put them one under the other, "
    "then send the list again."
)


def _of_the_left_ones(found: list[Column]) -> list[Column]:
    """Where the same heads come again to the right, what stands there is of other people."""
    heads = [tables.normal(one.head) for one in found]
    for wide in range(1, len(heads) // 2 + 1):
        again = heads[wide : 2 * wide] == heads[:wide] and all(heads[:wide])
        if again and {one.meaning for one in found[:wide]} & {NAME, FIRST, LAST, EMAIL}:
            if wide == 1 and found[0].meaning == EMAIL:
                continue  # two addresses of one person
            right = [replace(one, meaning=UNUSED, why=told(_SIDE_BY_SIDE)) for one in found[wide:]]
            return [*found[:wide], *right]
    return found


def _settled(found: list[Column]) -> list[Column]:
    """A "name" beside a family name is a first name, and beside a first name a family name."""
    have = {one.meaning for one in found}
    if NAME in have and FIRST in have and LAST in have:
        return found  # the whole name wins, and the parts say nothing more
    if NAME in have and len({FIRST, LAST} & have) == 1:
        other = LAST if FIRST in have else FIRST
        at = next(at for at, one in enumerate(found) if one.meaning == NAME)
        if tables.normal(found[at].head) in {"name", "names", "nombre", "nom", "nome", "naam"}:
            found[at] = replace(found[at], meaning=other)
    return found


def _one_of_each(found: list[Column]) -> list[Column]:
    """Of several columns for one thing the first counts; addresses and numbers are all kept."""
    seen: dict[str, str] = {}
    made = []
    for column in found:
        one = column
        if one.meaning == NAME and NAME in seen:
            why = (
                told('It counts where "{seen}" is empty.', seen=seen[NAME])
                if seen[NAME]
                else told("It counts where that is empty.")
            )
            one = replace(one, why=why)
        elif one.meaning in seen and one.meaning not in (EMAIL, NUMBERS, UNUSED):
            why = (
                told('There is "{seen}" already.', seen=seen[one.meaning])
                if seen[one.meaning]
                else told("There is one already.")
            )
            one = replace(one, meaning=UNUSED, why=why, sure=True)
        elif one.meaning:
            seen[one.meaning] = people_names.tidy(one.head)[:60]
        made.append(one)
    return made


# --- Which rows are people -----------------------------------------------------------------------------


def _people(
    columns: Sequence[Column],
    parted: Sequence[tuple[int, tuple[str, ...]]],
    titles: frozenset[int] = frozenset(),
) -> tuple[list[Row], list[LeftOut], list[str]]:
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
            name = pair[0][1] if pair else _beside(cell)
    if address_lines.ADDRESS.search(name):
        pair = address_lines.pairs(name)
        mails += [address for _, _, address in pair] or address_lines.ADDRESS.findall(name)
        name = pair[0][1] if pair else _beside(name)
    first, last = next(iter(all_of(FIRST)), ""), next(iter(all_of(LAST)), "")
    if not name and last and not first and not any(one.meaning == NAME for one in columns):
        first = ""  # a row with one cell only: a whole name
    # "_" stands in for a name that a platform must have and a person does not.
    made = " ".join(part for part in (first, last) if part.strip("_-. "))
    mails = list({one.casefold(): one for one in reversed(mails)}.values())[::-1]
    numbers = [cell.lstrip("#") for cell in all_of(NUMBERS)]
    numbers = [n for n in numbers if n and n.casefold() not in {m.casefold() for m in mails}]
    numbers = [n for n in numbers if not _SHORTENED.fullmatch(n)]
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
    return _said(row, name or made)


def _beside(cell: str) -> str:
    """What stands beside a mail address in its cell: the name, when it is one."""
    left = re.sub(r"mailto:", "", address_lines.ADDRESS.sub("", cell), flags=re.IGNORECASE)
    return left.strip(" ,;:<>()[]|\t-–—'\"")


def _said(row: Row, name: str) -> Row:
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


def _sorted_out(
    columns: tuple[Column, ...],
    rows: Sequence[Row],
    guesses: Sequence[str],
    notes: Sequence[str],
    *,
    headed: bool,
) -> PeopleTable:
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
    return _once(PeopleTable(columns, plain, (), noted, tuple(notes), headed), always=False)


def _once(found: PeopleTable, *, always: bool) -> PeopleTable:
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

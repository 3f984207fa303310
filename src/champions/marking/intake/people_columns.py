"""Which column of a list of people is what: by its head, or by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from champions import tables
from champions.marking.intake import address_lines, people_names
from champions.marking.intake.people_found import Column
from champions.marking.intake.people_heads import (
    CODE,
    COHORT,
    EMAIL,
    FIRST,
    LAST,
    MEANINGS,
    NAME,
    NUMBERS,
    UNUSED,
    is_about_something_else,
    meaning_as_a_contact,
    meaning_of,
    words_of,
)
from champions.sentences.told import later, told

_CODE = re.compile(r"[^\W\d_]{2,20}[-_ ]?\d{1,4}")


_NUMBER = re.compile(r"#?\d{4,20}")


_NUMBERED = re.compile(r"[\W\d_]+")


#: What stands before each line of a list that is counted.
COUNT = re.compile(r"^\s*\(?\d{1,4}[.):]\s+(?=[^\W\d_])")


def columns_of(
    table: tables.Table, delimiter: str, meanings: Mapping[int, str]
) -> tuple[tuple[Column, ...], list[str]]:
    """Each column with what it is taken for, and what was guessed, in sentences.

    Args:
        table: the table.
        delimiter: the sign that parts its columns.
        meanings: what somebody said of columns, by their place.
    """
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
    if cut := next((cell for cell in filled if SHORTENED.fullmatch(cell)), ""):
        why = told(
            'Under "{named}" a spreadsheet has shortened long numbers, such as {cut}. They are left out.',
            named=named,
            cut=cut,
        )
        return Column(at, head, NUMBERS, why, sure=False)
    return Column(at, head, NUMBERS, told('Its head is "{named}".', named=named), sure=True)


#: A long number as a spreadsheet shows it: its last figures are lost, and two people have the same.
SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)


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
        elif _share([COUNT.sub("", cell) for cell in filled], _WORDS) > 0.6:
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
